//! What each kind of document does to ledgers and state: functions of its body and the state alone.

mod amending;
mod cart;
mod checkpoint;
mod customer_order;
mod erasing;
mod late;
mod lines;
mod lock;
mod member_book;
mod near;
mod past;
mod payment;
mod purchase;
mod raising;
mod records;
mod refund;
mod revalue;
mod sale;
mod shift;
mod standing;
mod stock;
mod uses;
mod voiding;

pub(crate) use amending::can_be_amended;
pub(crate) use cart::HeldCarts;
pub(crate) use customer_order::{OPEN_ORDERS, load_customer_order};
pub(super) use erasing::refuse_erased;
pub(crate) use lines::refused;
pub(super) use lock::Open;
pub(crate) use member_book::{active_member, member_book, one_member};
pub(crate) use purchase::load_order;
pub(crate) use records::part_link;
pub(crate) use shift::{Drawer, OpenShift};
pub(crate) use standing::{Later, Standing, entry, happened_at, is_void};
pub(crate) use voiding::can_be_void;

use super::gate::{Gate, Posted};
use super::rows::Rows;
use crate::Result;
use crate::document::Body;

pub(super) fn apply(gate: &mut Gate<'_>, posted: &Posted, rows: &mut Rows) -> Result<()> {
    match &posted.body {
        Body::Settings(settings) => records::settings(gate, settings),
        Body::Records(edited) => records::records(gate, posted.header.id, edited),
        Body::OpeningStock(body) => stock::opening(gate, body, rows),
        Body::OrderPlaced(body) | Body::OrderAmended(body) => purchase::order(gate, posted, body),
        Body::OrderCancelled(body) => purchase::cancel(gate, body),
        Body::Receipt(body) => purchase::receipt(gate, body, rows),
        Body::SupplierReturn(body) => purchase::supplier_return(gate, body, rows),
        Body::Sale(body) => sale::sale(gate, body, rows),
        Body::Refund(body) => refund::refund(gate, body, rows),
        Body::UnlinkedRefund(body) => refund::unlinked(gate, body, rows),
        Body::Void(body) => voiding::void_sale(gate, body, rows),
        Body::CartHeld(body) => cart::held(gate, posted, body),
        Body::CartDiscarded(body) => cart::end(gate, body.cart),
        Body::CustomerOrder(body) => customer_order::placed(gate, posted, body),
        Body::DepositTaken(body) => customer_order::deposit(gate, rows, body, 1),
        Body::CustomerOrderCancelled(body) => customer_order::cancelled(gate, rows, body),
        Body::ShiftOpened(body) => shift::opened(gate, posted, body, rows),
        Body::CashMoved(body) => shift::cash_moved(gate, posted, body, rows),
        Body::DrawerOpened(_) => Ok(()),
        Body::DrawerCounted(body) => shift::counted(gate, posted, body),
        Body::ShiftClosed(body) => shift::closed(gate, posted, body, rows),
        Body::TopUp(body) => payment::top_up(rows, body, 1),
        Body::CashOut(body) => payment::cash_out(rows, body, 1),
        Body::Settlement(body) => payment::settlement(rows, body, 1),
        Body::SupplierPayment(body) => payment::supplier_payment(rows, body, 1),
        Body::MembersMerged(body) => member_book::merged(gate, rows, body),
        Body::MemberErased(body) => erasing::erased(gate, posted.header.id, body),
        Body::PointsAdjusted(body) => member_book::adjusted(gate, rows, body),
        Body::Count(body) => stock::count(gate, body, rows),
        Body::WriteOff(body) => stock::write_off(gate, body, rows),
        Body::WriteDown(body) => stock::write_down(gate, body, rows),
        Body::Transfer(body) => stock::transfer(gate, body, rows),
        Body::LandedCost(body) => raising::landed(gate, body, rows),
        Body::Reprice(body) => raising::reprice(gate, body, rows),
        Body::EntryVoid(body) => voiding::void(gate, body, rows),
        Body::EntryAmend(body) => amending::amend(gate, body, rows),
        Body::PeriodLock(body) => lock::lock(gate, *body),
    }
}
