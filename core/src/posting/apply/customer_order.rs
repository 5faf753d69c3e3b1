//! What customers were quoted and ordered: what was sold of it, and what is left of its deposit.

use super::payment;
use super::records::{Draft, put};
use crate::document::{
    CustomerOrder, CustomerOrderBody, CustomerOrderCancelledBody, CustomerOrderLine, DepositBody, SaleBody,
};
use crate::ledger::{Account, BalanceKey, TenderMethod};
use crate::posting::gate::{Gate, Posted};
use crate::posting::rows::Rows;
use crate::posting::snapshot;
use crate::storage::{KeyKind, RecordKind, RecordQuery};
use crate::value::CustomerOrderId;
use crate::{Error, Noun, Result};

/// The key of those that can still be sold.
pub(crate) const OPEN_ORDERS: &str = "customer_order:open";

/// The order with this id.
pub(crate) fn load_customer_order(gate: &mut Gate<'_>, id: CustomerOrderId) -> Result<CustomerOrder> {
    let found = gate.tx.records(&RecordQuery::Ids(RecordKind::CustomerOrder, &[id.uuid()]))?.pop();
    snapshot::body(&found.ok_or_else(|| Error::not_found(Noun::CustomerOrder, id))?)
}

fn save(gate: &mut Gate<'_>, order: &CustomerOrder) -> Result<()> {
    let draft = Draft::new(RecordKind::CustomerOrder, order.id.uuid(), &order.number, order)?;
    put(gate, vec![if order.is_open() { draft.key(KeyKind::Link, OPEN_ORDERS) } else { draft }], false)
}

pub(super) fn placed(gate: &mut Gate<'_>, posted: &Posted, body: &CustomerOrderBody) -> Result<()> {
    let order = CustomerOrder {
        id: CustomerOrderId::from_uuid(posted.header.id.uuid()),
        number: posted.header.number.clone(),
        ordered_on: posted.header.business_day,
        label: body.label.clone(),
        member: body.cart.member,
        wanted_on: body.wanted_on,
        valid_until: body.valid_until,
        cart: body.cart.clone(),
        prices_include_tax: body.prices_include_tax,
        lines: body.lines.iter().cloned().map(CustomerOrderLine::new).collect(),
        total: body.total,
        deposit: Vec::new(),
        has_deposit: false,
        cancelled: false,
    };
    save(gate, &order)
}

/// A deposit was paid; with a sign of -1: it never was.
pub(super) fn deposit(gate: &mut Gate<'_>, rows: &mut Rows, body: &DepositBody, sign: i64) -> Result<()> {
    let mut order = load_customer_order(gate, body.order)?;
    payment::money(rows, &body.tenders, sign)?;
    rows.enter_owned(owner(body.order), -i128::from(body.amount.minor()) * i128::from(sign));
    for tender in &body.tenders {
        order.keep(tender.method, tender.applied.times(sign)?)?;
    }
    order.deposit.retain(|part| !part.amount.is_zero());
    order.has_deposit = sign > 0 || !order.deposit.is_empty();
    save(gate, &order)
}

/// Goods of an order were sold; with a sign of -1: they never were.
pub(super) fn sold(gate: &mut Gate<'_>, sale: &SaleBody, sign: i64) -> Result<()> {
    let Some(of) = &sale.order else { return Ok(()) };
    let mut order = load_customer_order(gate, of.order)?;
    for (sold, line) in sale.lines.iter().zip(&of.lines) {
        let line = order.lines.get_mut(*line).ok_or_else(|| Error::not_found(Noun::SaleLine, *line))?;
        line.come(sold, sign)?;
    }
    for source in sale.tenders.iter().filter(|t| t.method == TenderMethod::Deposit).flat_map(|t| &t.sources) {
        order.keep(source.method, source.amount.times(-sign)?)?;
    }
    order.deposit.retain(|part| !part.amount.is_zero());
    save(gate, &order)
}

pub(super) fn cancelled(gate: &mut Gate<'_>, rows: &mut Rows, body: &CustomerOrderCancelledBody) -> Result<()> {
    let mut order = load_customer_order(gate, body.order)?;
    let mut left = body.kept;
    for (method, amount) in &body.returned {
        rows.withdraw(Account::Tender(*method), *amount);
        left = left.add(*amount)?;
    }
    rows.withdraw(Account::DepositsKept, body.kept);
    rows.enter_owned(owner(body.order), i128::from(left.minor()));
    (order.deposit, order.cancelled) = (Vec::new(), true);
    save(gate, &order)
}

fn owner(order: CustomerOrderId) -> BalanceKey {
    BalanceKey::of(Account::CustomerDeposit, order.uuid())
}
