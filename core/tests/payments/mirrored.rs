//! A sale and all of its refund leave stored value and debt where they were.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use tillbook::document::PaymentRules;
use tillbook::party::SpendOrder;
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::{RefundLine, RefundTo, Tender};
use tillbook::storage::Store;
use tillbook::value::{Money, RefundId, SaleId};

use super::world::{World, fen};

/// What is bought, how it is paid, in which parts it comes back.
#[derive(Debug, Clone)]
pub(crate) struct Purchase {
    spend: SpendOrder,
    stored: (i64, i64),
    /// Units and price of each line.
    lines: Vec<(i64, i64)>,
    /// Hundredths of the total: from the card as far as it reaches, on account.
    shares: (i64, i64),
    turned: usize,
    /// Which line comes back, and how much of what is left of it, in hundredths.
    parts: Vec<(usize, i64)>,
}

pub(crate) fn purchases() -> impl Strategy<Value = Purchase> {
    let spend = prop_oneof![Just(SpendOrder::Proportion), Just(SpendOrder::PrincipalFirst)];
    let stored = (1..20_000_i64, 0..5_000_i64);
    let lines = vec((1..9_i64, 1..2_000_i64), 1..4);
    let parts = vec((0..4_usize, 1..=100_i64), 0..8);
    (spend, stored, lines, (0..=100_i64, 0..=100_i64), 0..3_usize, parts).prop_map(
        |(spend, stored, lines, shares, turned, parts)| Purchase { spend, stored, lines, shares, turned, parts },
    )
}

pub(crate) fn mirrored(store: Arc<dyn Store>, purchase: &Purchase) {
    let world = World::with(store, PaymentRules { spend: purchase.spend, ..PaymentRules::default() });
    world.top_up(purchase.stored.0, purchase.stored.1);
    let (before, held) = (world.card(), purchase.stored.0 + purchase.stored.1);
    let line = |&(units, price): &(i64, i64)| {
        CartLine::new(world.tea, Decimal::from(units)).at_price(Decimal::new(price, 2), "today")
    };
    let cart = purchase.lines.iter().map(line).fold(Cart::new().member(world.member), Cart::line);
    let total: i64 = purchase.lines.iter().map(|(units, price)| units * price).sum();
    let from_card = (total * purchase.shares.0 / 100).min(held);
    let on_account = ((total - from_card) * purchase.shares.1 / 100).min(500_00);
    let rest = total - from_card - on_account;
    let mut tenders =
        vec![Tender::stored_value(fen(from_card)), Tender::on_account(fen(on_account)), Tender::wechat(fen(rest))];
    tenders.rotate_left(purchase.turned);
    tenders.retain(|tender| !tender.amount.is_zero());
    let sale = world.shop.till().sell(SaleId::new(), &cart, &tenders).unwrap();
    let after = world.card();
    assert_eq!(before.total().unwrap().sub(after.total().unwrap()).unwrap(), fen(from_card));
    assert!(!after.principal.is_negative() && !after.bonus.is_negative(), "{after:?}");

    let mut left: Vec<i64> = purchase.lines.iter().map(|(units, _)| *units).collect();
    let rest_of_all = (0..left.len()).map(|line| (line, 100));
    for (line, percent) in purchase.parts.iter().copied().chain(rest_of_all) {
        let line = line % left.len();
        let units = (left[line] * percent).div_euclid(100);
        if units == 0 {
            continue;
        }
        left[line] -= units;
        let lines = [RefundLine::new(line, Decimal::from(units))];
        let refund = world.shop.till().refund(RefundId::new(), sale.id, &lines, RefundTo::SameTenders, "sour").unwrap();
        assert_eq!(Money::sum(refund.tenders.iter().map(|(_, amount)| *amount)).unwrap(), refund.total);
        let card = world.card();
        assert!(card.principal <= before.principal && card.bonus <= before.bonus, "{card:?} of {before:?}");
    }
    assert_eq!((world.card(), world.owed()), (before, fen(0)));
    world.proved();
}
