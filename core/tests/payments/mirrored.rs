//! A sale and all of its refund leave stored value and debt where they were.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;
use tillbook::document::PaymentRules;
use tillbook::party::SpendOrder;
use tillbook::pricing::{Cart, CartLine, RoundOff};
use tillbook::report::Period;
use tillbook::shop::{Refund, RefundLine, RefundQuote, RefundTo, Tender};
use tillbook::storage::Store;
use tillbook::value::{RefundId, SaleId};

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
    /// The rest is paid in coins of so much, if not otherwise.
    coin: Option<i64>,
    round_off: RoundOff,
    /// Which line comes back, and how much of what is left of it, in hundredths.
    parts: Vec<(usize, i64)>,
}

pub(crate) fn purchases() -> impl Strategy<Value = Purchase> {
    let spend = prop_oneof![Just(SpendOrder::Proportion), Just(SpendOrder::PrincipalFirst)];
    let stored = (1..20_000_i64, 0..5_000_i64);
    let lines = vec((1..9_i64, 1..2_000_i64), 1..4);
    let parts = vec((0..4_usize, 1..=100_i64), 0..8);
    let coin = proptest::option::of(proptest::sample::select(vec![1_i64, 5, 10, 100]));
    let round_off = proptest::sample::select(vec![RoundOff::Nothing, RoundOff::Tenths, RoundOff::Ones, RoundOff::Tens]);
    let paid = ((0..=100_i64, 0..=100_i64), 0..3_usize, coin, round_off);
    (spend, stored, lines, paid, parts).prop_map(|(spend, stored, lines, paid, parts)| {
        let (shares, turned, coin, round_off) = paid;
        Purchase { spend, stored, lines, shares, turned, coin, round_off, parts }
    })
}

pub(crate) fn mirrored(store: Arc<dyn Store>, purchase: &Purchase) {
    let (spend, round_off) = (purchase.spend, purchase.round_off);
    let smallest_coin = fen(purchase.coin.unwrap_or_default());
    let world = World::with(store, PaymentRules { spend, round_off, smallest_coin, ..PaymentRules::default() });
    world.top_up(purchase.stored.0, purchase.stored.1);
    let (before, held) = (world.card(), purchase.stored.0 + purchase.stored.1);
    let line = |&(units, price): &(i64, i64)| {
        CartLine::new(world.tea, Decimal::from(units)).at_price(Decimal::new(price, 2), "today")
    };
    let cart = purchase.lines.iter().map(line).fold(Cart::new().member(world.member), Cart::line);
    let total = world.shop.till().price(&cart).unwrap().total.minor();
    let from_card = (total * purchase.shares.0 / 100).min(held);
    let on_account = ((total - from_card) * purchase.shares.1 / 100).min(50_000);
    let rest = total - from_card - on_account;
    let mut tenders =
        vec![Tender::stored_value(fen(from_card)), Tender::on_account(fen(on_account)), Tender::wechat(fen(rest))];
    if purchase.coin.is_some() && rest > 0 {
        tenders[2] = Tender::cash(fen(rest + 100));
    }
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
        let till = world.shop.till();
        let told = till.price_refund(sale.id, &lines, RefundTo::SameTenders, "sour").unwrap();
        let done = till.refund(RefundId::new(), sale.id, &lines, RefundTo::SameTenders, "sour").unwrap();
        let Refund { lines, total, tenders, withdrawn, points, .. } = done;
        assert_eq!(told, RefundQuote { lines, total, tenders, withdrawn, points });
        let now = world.card();
        assert!(now.principal <= before.principal && now.bonus <= before.bonus, "{now:?} of {before:?}");
    }
    assert_eq!((world.card(), world.owed()), (before, fen(0)));
    // All that was paid is back, to the last coin.
    for total in world.shop.reports().tenders(Period::all()).unwrap() {
        assert_eq!(total.received, total.refunded, "{total:?}");
    }
    world.proved();
}
