//! Stories of members who pay later.

use std::sync::Arc;

use tillbook::Error;
use tillbook::ledger::TenderMethod;
use tillbook::party::Member;
use tillbook::report::Period;
use tillbook::shop::{RefundTo, Tender};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, MemberId, SaleId};

use super::world::{World, day, fen};

pub(crate) fn oldest_first(store: Arc<dyn Store>) {
    let world = World::new(store);
    let sell = |on: u8, units: i64, tenders: &[Tender]| {
        world.march(on).till().sell(SaleId::new(), &world.cart(units), tenders).unwrap()
    };
    let late = sell(12, 5, &[Tender::on_account(fen(50_00))]);
    // Entered later, sold earlier, half of it paid at once.
    let first = sell(2, 6, &[Tender::cash(fen(30_00)), Tender::on_account(fen(30_00))]);
    assert_eq!(first.tenders[1].due_on, Some(day("2026-03-12")));
    let last = sell(20, 1, &[Tender::on_account(fen(10_00))]);
    let rows = world.shop.reports().receivables(day("2026-03-13")).unwrap();
    let open: Vec<_> = rows[0].open.iter().map(|sale| (sale.sale, sale.due_on, sale.open)).collect();
    let due = [(&first, "2026-03-12", 30_00), (&late, "2026-03-22", 50_00), (&last, "2026-03-30", 10_00)];
    assert_eq!(open, due.map(|(sale, due_on, open)| (sale.id, day(due_on), fen(open))));
    assert_eq!((rows[0].name.as_str(), rows[0].owed, rows[0].overdue), ("王女士", fen(90_00), fen(30_00)));
    assert_eq!(world.shop.reports().receivables(day("2026-03-12")).unwrap()[0].overdue, fen(0));

    let settlement = DocumentId::new();
    let settled =
        world.march(14).members().settle(settlement, world.member, fen(40_00), &[Tender::cash(fen(50_00))]).unwrap();
    assert_eq!((settled.change, world.owed()), (fen(10_00), fen(50_00)));
    let rows = world.shop.reports().receivables(day("2026-03-23")).unwrap();
    let open: Vec<_> = rows[0].open.iter().map(|sale| (sale.sale, sale.amount, sale.open)).collect();
    assert_eq!(open, [(late.id, fen(50_00), fen(40_00)), (last.id, fen(10_00), fen(10_00))]);
    assert_eq!(rows[0].overdue, fen(40_00));
    let more = world.shop.members().settle(DocumentId::new(), world.member, fen(50_01), &[Tender::cash(fen(50_01))]);
    assert!(matches!(more, Err(Error::Invalid { field, .. }) if field == "amount"));

    let march_14 = world.shop.reports().day_close(settled.slip.business_day).unwrap();
    assert_eq!((march_14.sales.sales, march_14.other_money.settled), (0, fen(40_00)));
    assert_eq!((march_14.tenders[0].received, march_14.tenders[0].other), (fen(0), fen(40_00)));
    world.proved();
    world.shop.office().void(DocumentId::new(), settlement, "not paid").unwrap();
    assert_eq!(world.owed(), fen(90_00));
    assert_eq!(world.shop.reports().other_money(Period::all()).unwrap().settled, fen(0));
    world.shop.till().void(DocumentId::new(), first.id, "typo").unwrap();
    assert_eq!(world.owed(), fen(60_00));
    world.proved();
}

pub(crate) fn refunds(store: Arc<dyn Store>) {
    let world = World::new(store);
    let sale = world.sell(4, &[Tender::on_account(fen(40_00))]);
    // What is owed is not paid out.
    let refused = world.refund(&sale, 1, RefundTo::Method(TenderMethod::Cash)).unwrap_err();
    assert!(matches!(refused, Error::RefundMethod { method: "cash", left, .. } if left.is_zero()), "{refused}");
    // Nor does it become money on a card.
    let refused = world.refund(&sale, 1, RefundTo::Method(TenderMethod::StoredValue)).unwrap_err();
    assert!(matches!(refused, Error::RefundMethod { left, .. } if left.is_zero()), "{refused}");
    let back = world.refund(&sale, 1, RefundTo::SameTenders).unwrap();
    assert_eq!((&back.tenders[..], world.owed()), (&[(TenderMethod::OnAccount, fen(10_00))][..], fen(30_00)));
    world.shop.office().void(DocumentId::new(), back.id.into(), "typo").unwrap();
    assert_eq!(world.owed(), fen(40_00));
    world.refund(&sale, 1, RefundTo::SameTenders).unwrap();
    // What was paid of it is.
    let members = world.shop.members();
    members.settle(DocumentId::new(), world.member, fen(25_00), &[Tender::wechat(fen(25_00))]).unwrap();
    let refused = world.refund(&sale, 3, RefundTo::Method(TenderMethod::Cash)).unwrap_err();
    assert!(matches!(refused, Error::RefundMethod { left, .. } if left == fen(25_00)), "{refused}");
    world.refund(&sale, 2, RefundTo::Method(TenderMethod::Cash)).unwrap();
    assert_eq!(world.owed(), fen(5_00));
    // The rest goes to the account, which is a credit then.
    world.refund(&sale, 1, RefundTo::SameTenders).unwrap();
    assert_eq!(world.owed(), fen(-5_00));
    assert_eq!(world.shop.reports().receivables(day("2026-03-01")).unwrap()[0].open, []);
    // Another sale's money pays what is owed, and no more.
    world.sell(2, &[Tender::on_account(fen(20_00))]);
    let paid = world.sell(2, &[Tender::cash(fen(20_00))]);
    let refused = world.refund(&paid, 2, RefundTo::Method(TenderMethod::OnAccount)).unwrap_err();
    assert!(matches!(refused, Error::RefundMethod { left, .. } if left == fen(15_00)), "{refused}");
    world.refund(&paid, 1, RefundTo::Method(TenderMethod::OnAccount)).unwrap();
    assert_eq!(world.owed(), fen(5_00));
    world.proved();
}

pub(crate) fn limit(store: Arc<dyn Store>) {
    let world = World::new(store);
    world.sell(50, &[Tender::on_account(fen(50_000))]);
    let (cart, one) = (world.cart(1), [Tender::on_account(fen(10_00))]);
    let refused = world.shop.till().sell(SaleId::new(), &cart, &one).unwrap_err();
    let Error::OverCreditLimit { member, owed, limit, asked } = refused else { panic!("{refused}") };
    assert_eq!((member.as_str(), owed, limit, asked), ("王女士", fen(50_000), fen(50_000), fen(10_00)));
    world.shop.approved_by("boss").till().sell(SaleId::new(), &cart, &one).unwrap();
    assert_eq!(world.owed(), fen(51_000));
    // Whoever has no limit pays at once; the shop says how long others have.
    let li = Member { credit_limit: fen(10_00), ..Member::new(MemberId::new(), "13800000002", "李先生") };
    let none = Member::new(MemberId::new(), "13800000003", "张先生");
    world.shop.members().put(DocumentId::new(), &[li.clone(), none.clone()]).unwrap();
    let sold = world.march(1).till().sell(SaleId::new(), &cart.clone().member(li.id), &one).unwrap();
    assert_eq!(sold.tenders[0].due_on, Some(day("2026-03-31")));
    let refused = world.shop.till().sell(SaleId::new(), &cart.member(none.id), &one).unwrap_err();
    assert!(matches!(&refused, Error::OverCreditLimit { limit, .. } if limit.is_zero()), "{refused}");
    assert_eq!(world.shop.reports().receivables(day("2026-03-01")).unwrap().len(), 2);
    assert!(world.shop.office().verify().unwrap().is_clean());
}
