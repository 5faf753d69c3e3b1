//! What each kind of document does to ledgers and state: functions of its body and the state alone.

mod correction;
mod late;
mod lines;
mod past;
mod purchase;
mod records;
mod revalue;
mod sale;
mod stock;

pub(crate) use correction::{can_be_amended, can_be_void, entry};
pub(crate) use purchase::load_order;

use super::gate::{Gate, Posted};
use super::rows::Rows;
use crate::Result;
use crate::document::Body;

pub(super) fn apply(gate: &mut Gate<'_>, posted: &Posted, rows: &mut Rows) -> Result<()> {
    match &posted.body {
        Body::Settings(settings) => records::settings(gate, settings),
        Body::Records(edited) => records::records(gate, edited),
        Body::OpeningStock(body) => stock::opening(gate, body, rows),
        Body::OrderPlaced(body) | Body::OrderAmended(body) => purchase::order(gate, posted, body),
        Body::OrderCancelled(body) => purchase::cancel(gate, body),
        Body::Receipt(body) => purchase::receipt(gate, body, rows),
        Body::SupplierReturn(body) => purchase::supplier_return(gate, body, rows),
        Body::Sale(body) => sale::sale(gate, body, rows),
        Body::Refund(body) => sale::refund(gate, body, rows),
        Body::Void(body) => sale::void(gate, body, rows),
        Body::Count(body) => stock::count(gate, body, rows),
        Body::WriteOff(body) => stock::write_off(gate, body, rows),
        Body::Transfer(body) => stock::transfer(gate, body, rows),
        Body::LandedCost(body) => correction::landed(gate, body, rows),
        Body::Reprice(body) => correction::reprice(gate, body, rows),
        Body::EntryVoid(body) => correction::void(gate, body, rows),
        Body::EntryAmend(body) => correction::amend(gate, body, rows),
        Body::PeriodLock(body) => records::lock(gate, *body),
    }
}
