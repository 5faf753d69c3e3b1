//! What suppliers are paid.

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::Error;
use tillbook::ledger::TenderMethod;
use tillbook::report::Period;
use tillbook::shop::ReceiptLine;
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, ReceiptId};

use super::world::{World, fen};

pub(crate) fn paid(store: Arc<dyn Store>) {
    let world = World::new(store);
    let purchasing = world.shop.purchasing();
    let pay = |minor: i64, method| purchasing.pay(DocumentId::new(), world.supplier, fen(minor), method, "");
    let owed = || world.shop.reports().payables().unwrap().first().map(|row| row.owed);
    let refused = pay(1, TenderMethod::Cash).unwrap_err();
    assert!(matches!(refused, Error::Invalid { field, .. } if field == "amount"));
    let line = ReceiptLine::of(world.tea, dec!(10), dec!(6));
    purchasing.receive_from(ReceiptId::new(), world.supplier, None, &[line]).unwrap();
    assert_eq!(owed(), Some(fen(60_00)));
    pay(20_00, TenderMethod::Cash).unwrap();
    let id = DocumentId::new();
    let by_bank = purchasing.pay(id, world.supplier, fen(40_00), TenderMethod::Bank, "TX-1").unwrap();
    assert_eq!((by_bank.amount, by_bank.reference.as_str(), owed()), (fen(40_00), "TX-1", None));
    assert!(matches!(pay(1, TenderMethod::Cash), Err(Error::Invalid { .. })));
    // An advance.
    let boss = world.shop.approved_by("boss");
    boss.purchasing().pay(DocumentId::new(), world.supplier, fen(5_00), TenderMethod::Cash, "").unwrap();
    assert_eq!(owed(), Some(fen(-5_00)));
    assert_eq!(world.total(TenderMethod::Cash).unwrap().net, fen(-25_00));
    assert_eq!(world.shop.reports().other_money(Period::all()).unwrap().paid_to_suppliers, fen(65_00));
    world.proved();
    world.shop.office().void(DocumentId::new(), id, "bounced").unwrap();
    assert_eq!(owed(), Some(fen(35_00)));
    let bank = world.total(TenderMethod::Bank).unwrap();
    assert_eq!((bank.other, bank.net), (Money::ZERO, Money::ZERO));
    world.proved();
}
