//! Stories of stored value.

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::Error;
use tillbook::document::PaymentRules;
use tillbook::ledger::TenderMethod;
use tillbook::party::{SpendOrder, StoredValue, TopUpBonus};
use tillbook::report::Period;
use tillbook::shop::{RefundTo, ReturnedGoods, Tender, UnlinkedReturn};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, RefundId};

use super::world::{World, fen};

pub(crate) fn stored(principal: i64, bonus: i64) -> StoredValue {
    StoredValue { principal: fen(principal), bonus: fen(bonus) }
}

/// 充100送10, all the way.
pub(crate) fn from_top_up_to_cash_out(store: Arc<dyn Store>) {
    let world = World::new(store);
    let (id, hundred) = (DocumentId::new(), fen(10_000));
    let tenders = [Tender::wechat(fen(40_00)), Tender::cash(fen(80_00))];
    let members = world.shop.members();
    let top_up = members.top_up(id, world.member, hundred, Some(fen(10_00)), &tenders).unwrap();
    assert_eq!((top_up.principal, top_up.bonus, top_up.change), (hundred, fen(10_00), fen(20_00)));
    assert_eq!(members.top_up(id, world.member, hundred, Some(fen(10_00)), &tenders).unwrap(), top_up);
    assert_eq!(world.card(), stored(10_000, 10_00));
    // No sale yet.
    assert_eq!(world.shop.reports().sales(Period::all()).unwrap().net, Money::ZERO);

    let sale = world.sell(7, &[Tender::stored_value(fen(55_00)), Tender::wechat(fen(15_00))]);
    assert_eq!(sale.tenders[0].bonus, fen(5_00));
    assert_eq!(world.card(), stored(50_00, 5_00));
    // To the card first, in the same two parts; then to the other tender.
    let back = world.refund(&sale, 3, RefundTo::SameTenders).unwrap();
    assert_eq!(back.tenders, [(TenderMethod::StoredValue, fen(30_00))]);
    assert_eq!(world.card(), stored(77_27, 7_73)); // 5.00 x 30 / 55 = 2.7273
    let back = world.refund(&sale, 4, RefundTo::SameTenders).unwrap();
    assert_eq!(back.tenders, [(TenderMethod::StoredValue, fen(25_00)), (TenderMethod::Wechat, fen(15_00))]);
    assert_eq!(world.card(), stored(10_000, 10_00));

    // A quarter of the principal goes, and of the bonus with it.
    let out = members.cash_out(DocumentId::new(), world.member, fen(25_00), TenderMethod::Cash, "moves away").unwrap();
    assert_eq!((out.principal, out.bonus), (fen(25_00), fen(2_50)));
    members.cash_out(DocumentId::new(), world.member, fen(75_00), TenderMethod::Bank, "moves away").unwrap();
    assert_eq!(world.card(), StoredValue::default());

    let cash = world.total(TenderMethod::Cash).unwrap();
    assert_eq!((cash.received, cash.refunded, cash.other, cash.net), (fen(0), fen(0), fen(35_00), fen(35_00)));
    let card = world.total(TenderMethod::StoredValue).unwrap();
    assert_eq!((card.received, card.refunded, card.other, card.net), (fen(55_00), fen(55_00), fen(0), fen(0)));
    let day = world.shop.reports().day_close(top_up.slip.business_day).unwrap();
    assert_eq!(day.other_money, world.shop.reports().other_money(Period::all()).unwrap());
    assert_eq!((day.other_money.topped_up, day.other_money.bonus_given), (fen(10_000), fen(10_00)));
    assert_eq!((day.other_money.cashed_out, day.other_money.bonus_forfeited), (fen(10_000), fen(10_00)));
    world.proved();
}

/// The highest step that is reached counts, once, as the rules stand when the money is paid in.
pub(crate) fn by_rule(store: Arc<dyn Store>) {
    let steps =
        [(20_000, 30_00), (10_000, 10_00)].map(|(from, bonus)| TopUpBonus { from: fen(from), bonus: fen(bonus) });
    let rules = PaymentRules { top_up_bonuses: steps.to_vec(), ..PaymentRules::default() };
    let world = World::new(store);
    let bonus = |amount: i64| {
        let tenders = [Tender::cash(fen(amount))];
        world.shop.members().top_up(DocumentId::new(), world.member, fen(amount), None, &tenders).unwrap().bonus
    };
    assert_eq!(bonus(50_000), fen(0));
    world.shop.office().put_payment_rules(DocumentId::new(), &rules).unwrap();
    assert_eq!([99_99, 10_000, 19_999, 20_000, 100_000].map(bonus), [0, 10_00, 10_00, 30_00, 30_00].map(fen));
    let rules = PaymentRules { spend: SpendOrder::PrincipalFirst, ..rules };
    world.shop.office().put_payment_rules(DocumentId::new(), &rules).unwrap();
    assert_eq!(world.shop.office().settings().unwrap().payments, rules);
    let card = world.card();
    world.sell(10, &[Tender::stored_value(fen(10_000))]);
    assert_eq!(world.card(), StoredValue { principal: card.principal.sub(fen(10_000)).unwrap(), ..card });
    world.proved();
}

/// What came to a card is taken off it again while it is there.
pub(crate) fn voids(store: Arc<dyn Store>) {
    let world = World::new(store);
    let void = |id| world.shop.office().void(DocumentId::new(), id, "typo");
    let first = world.top_up(10_000, 10_00);
    let sale = world.sell(1, &[Tender::stored_value(fen(10_00))]);
    let refused = void(first).unwrap_err();
    assert!(matches!(&refused, Error::CardOverdrawn { member, .. } if member == "王女士"), "{refused}");
    let second = world.top_up(50_00, 0);
    void(second).unwrap();
    assert!(matches!(void(second), Err(Error::WrongState { state: "voided", .. })));
    let back = world.refund(&sale, 1, RefundTo::SameTenders).unwrap();
    assert_eq!(world.card(), stored(10_000, 10_00));
    let out = DocumentId::new();
    world.shop.members().cash_out(out, world.member, fen(10_000), TenderMethod::Cash, "closed").unwrap();
    assert!(matches!(void(back.id.into()), Err(Error::CardOverdrawn { .. })));
    void(out).unwrap();
    void(back.id.into()).unwrap();
    assert_eq!(world.card(), stored(90_91, 9_09));
    world.shop.till().void(DocumentId::new(), sale.id, "typo").unwrap();
    void(first).unwrap();
    assert_eq!(world.card(), StoredValue::default());
    assert_eq!(world.total(TenderMethod::Wechat).unwrap().net, fen(0));
    let other = world.shop.reports().other_money(Period::all()).unwrap();
    assert_eq!((other.topped_up, other.cashed_out, other.bonus_given), (fen(0), fen(0), fen(0)));
    world.proved();
}

/// No way of giving goods back turns a bonus or a voucher into money.
pub(crate) fn no_money_from_bonus(store: Arc<dyn Store>) {
    let world = World::new(store);
    world.top_up(50_00, 50_00);
    let tenders = [Tender::cash(fen(20_00)), Tender::stored_value(fen(60_00)), Tender::coupon(fen(20_00), "MT-1")];
    let sale = world.sell(10, &tenders);
    assert_eq!(world.card(), stored(20_00, 20_00));
    let refused = world.refund(&sale, 3, RefundTo::Method(TenderMethod::Cash)).unwrap_err();
    assert!(matches!(refused, Error::RefundMethod { method: "cash", left, .. } if left == fen(20_00)), "{refused}");
    let refused = world.refund(&sale, 3, RefundTo::Method(TenderMethod::Coupon)).unwrap_err();
    assert!(matches!(refused, Error::RefundMethod { method: "coupon", left, .. } if left == fen(20_00)), "{refused}");
    let refused = world.refund(&sale, 1, RefundTo::Method(TenderMethod::OnAccount)).unwrap_err();
    assert!(matches!(refused, Error::RefundMethod { method: "on_account", left, .. } if left.is_zero()), "{refused}");
    let refused = world.refund(&sale, 9, RefundTo::Method(TenderMethod::StoredValue)).unwrap_err();
    assert!(
        matches!(refused, Error::RefundMethod { method: "stored_value", left, .. } if left == fen(80_00)),
        "{refused}"
    );
    // Two by card in the place of cash; then no money is left to go back, whoever asks.
    world.refund(&sale, 2, RefundTo::Method(TenderMethod::Card)).unwrap();
    let refused = world.refund(&sale, 1, RefundTo::Method(TenderMethod::Cash)).unwrap_err();
    assert!(matches!(refused, Error::RefundMethod { method: "cash", left, .. } if left.is_zero()), "{refused}");
    let back = world.refund(&sale, 7, RefundTo::SameTenders).unwrap();
    assert_eq!(back.tenders, [(TenderMethod::StoredValue, fen(60_00)), (TenderMethod::Coupon, fen(10_00))]);
    assert_eq!(world.card(), stored(50_00, 50_00));
    // Money may go to the card: it is principal there.
    let sale = world.sell(2, &[Tender::cash(fen(20_00))]);
    world.refund(&sale, 2, RefundTo::Method(TenderMethod::StoredValue)).unwrap();
    assert_eq!(world.card(), stored(70_00, 50_00));
    let goods = UnlinkedReturn::new(TenderMethod::StoredValue, "slip lost").member(world.member);
    let goods = goods.line(ReturnedGoods::new(world.tea, dec!(1), dec!(10)));
    let back = world.shop.till().refund_without_sale(RefundId::new(), &goods).unwrap();
    assert_eq!(world.card(), stored(80_00, 50_00));
    world.shop.office().void(DocumentId::new(), back.id.into(), "typo").unwrap();
    assert_eq!(world.card(), stored(70_00, 50_00));
    world.proved();
}
