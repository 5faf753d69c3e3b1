//! Stories of goods that are exchanged.

use std::sync::Arc;

use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::document::{PaymentRules, Settings};
use tillbook::ledger::TenderMethod;
use tillbook::party::StoredValue;
use tillbook::promotion::Limit;
use tillbook::report::{Period, TenderTotal};
use tillbook::shop::{Exchange, Exchanged, RefundLine, RefundTo, Sale, Tender, VariantEdit};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, RefundId, SaleId, ShiftId, VariantId};
use tillbook::{Error, Result};

use super::world::{World, basket, fen, off_each};

fn all_of(sale: &Sale) -> Vec<RefundLine> {
    let lines = sale.lines.iter().enumerate();
    lines.map(|(line, sold)| RefundLine::new(line, sold.quantity.to_decimal())).collect()
}

/// All of a sale comes back, for these goods.
fn for_all_of(sale: &Sale, lines: &[(VariantId, i64)]) -> Exchange {
    let cart = basket(lines);
    let cart = sale.member.map_or(cart.clone(), |member| cart.member(member));
    all_of(sale).into_iter().fold(Exchange::new(sale.id, "too small"), Exchange::back).for_cart(cart)
}

impl World {
    fn exchange(&self, exchange: &Exchange, tenders: &[Tender]) -> Result<Exchanged> {
        self.shop.till().exchange(RefundId::new(), SaleId::new(), exchange, tenders)
    }

    fn take_back(&self, sale: &Sale, lines: &[RefundLine]) -> Vec<(TenderMethod, Money)> {
        self.shop.till().refund(RefundId::new(), sale.id, lines, RefundTo::SameTenders, "sour").unwrap().tenders
    }

    fn totals(&self) -> Vec<TenderTotal> {
        self.shop.reports().tenders(Period::all()).unwrap()
    }

    fn net(&self, method: TenderMethod) -> Money {
        self.totals().iter().find(|total| total.method == method).map(|total| total.net).unwrap_or_default()
    }

    fn top_up(&self, principal: i64, bonus: i64) {
        let tenders = [Tender::bank(fen(principal))];
        let members = self.shop.members();
        members.top_up(DocumentId::new(), self.member, fen(principal), Some(fen(bonus)), &tenders).unwrap();
    }

    fn card(&self) -> (StoredValue, Money) {
        let account = self.shop.members().account(self.member).unwrap();
        (account.stored, account.owed)
    }
}

/// Dearer, cheaper and as dear: only the difference moves.
pub(crate) fn differences(store: Arc<dyn Store>) {
    let world = World::new(store);
    let shift = world.shop.shifts().open(ShiftId::new(), dec!(100), None).unwrap();
    let sale = world.sell(&basket(&[(world.cup, 2)]), &[Tender::wechat(fen(50_00))]).unwrap();

    // Dearer: all that was paid is credited, the rest is paid in cash.
    let dearer = for_all_of(&sale, &[(world.lamp, 1)]);
    let quote = world.shop.till().price_exchange(&dearer).unwrap();
    assert_eq!((quote.back, quote.goods.total), (fen(50_00), fen(70_00)));
    assert_eq!((quote.to_pay, quote.to_pay_back), (fen(20_00), Money::ZERO));
    assert!(matches!(world.exchange(&dearer, &[]), Err(Error::TendersDiffer { .. })));
    assert_eq!((world.on_hand(world.cup), world.on_hand(world.lamp)), (dec!(48), dec!(10)));
    let (refund, slip) = (RefundId::new(), SaleId::new());
    let paid = [Tender::cash(fen(50_00))];
    let done = world.shop.till().exchange(refund, slip, &dearer, &paid).unwrap();
    assert_eq!(done, world.shop.till().exchange(refund, slip, &dearer, &paid).unwrap());
    assert_eq!((done.refund.exchange, done.sale.exchange), (Some(slip), Some(refund)));
    assert_eq!(done.refund.tenders, [(TenderMethod::Exchange, fen(50_00))]);
    let applied: Vec<_> = done.sale.tenders.iter().map(|tender| (tender.method, tender.applied)).collect();
    assert_eq!(applied, [(TenderMethod::Exchange, fen(50_00)), (TenderMethod::Cash, fen(20_00))]);
    assert_eq!(done.sale.change, fen(30_00));
    assert_eq!((world.on_hand(world.cup), world.on_hand(world.lamp)), (dec!(50), dec!(9)));

    // Cheaper: the difference goes back as it was paid, money that was paid on top first.
    let cheaper = for_all_of(&done.sale, &[(world.tea, 3)]);
    let quote = world.shop.till().price_exchange(&cheaper).unwrap();
    assert_eq!((quote.to_pay, quote.to_pay_back), (Money::ZERO, fen(40_00)));
    let done = world.exchange(&cheaper, &[]).unwrap();
    let back = [TenderMethod::Exchange, TenderMethod::Cash, TenderMethod::Wechat].map(|method| (method, 30_00));
    assert_eq!(
        done.refund.tenders,
        [back[0], (back[1].0, 20_00), (back[2].0, 20_00)].map(|(m, amount)| (m, fen(amount)))
    );

    // As dear.
    let as_dear = for_all_of(&done.sale, &[(world.tea, 3)]);
    let done = world.exchange(&as_dear, &[]).unwrap();
    assert_eq!((done.refund.tenders.len(), done.sale.tenders.len()), (1, 1));
    assert_eq!(world.take_back(&done.sale, &all_of(&done.sale)), [(TenderMethod::Wechat, fen(30_00))]);

    for total in world.totals() {
        assert_eq!(total.net, Money::ZERO, "{total:?}");
        assert_eq!(total.received, total.refunded, "{total:?}");
    }
    let x = world.shop.approved_by("boss").shifts().x_report(shift.id).unwrap();
    assert_eq!(x.figures.tenders, world.totals());
    assert_eq!((x.figures.slips.sales.count, x.figures.slips.refunds.count), (4, 4));
    assert_eq!(x.cash.unwrap().expected().unwrap(), fen(10_000));
    world.proved();
}

/// Both, or none.
pub(crate) fn both_or_none(store: Arc<dyn Store>) {
    let world = World::new(store);
    let sale = world.sell(&basket(&[(world.cup, 1)]), &[Tender::wechat(fen(25_00))]).unwrap();
    let before = world.totals();
    let too_many = for_all_of(&sale, &[(world.lamp, 11)]);
    assert!(matches!(world.exchange(&too_many, &[Tender::wechat(fen(74_500))]), Err(Error::OutOfStock { .. })));
    let lamp = for_all_of(&sale, &[(world.lamp, 1)]);
    assert!(matches!(world.exchange(&lamp, &[Tender::wechat(fen(44_99))]), Err(Error::TendersDiffer { .. })));
    // Who pays on top gets nothing back.
    let tea = for_all_of(&sale, &[(world.tea, 1)]);
    assert!(matches!(world.exchange(&tea, &[Tender::cash(fen(1))]), Err(Error::ChangeNotFromCash { .. })));
    let more = Exchange { lines: vec![RefundLine::new(0, dec!(2))], ..tea.clone() };
    assert!(matches!(world.exchange(&more, &[]), Err(Error::RefundExceeds { .. })));
    assert_eq!((world.totals(), world.on_hand(world.cup)), (before, dec!(49)));
    world.exchange(&tea, &[]).unwrap();
    world.proved();
}

/// An exchange is voided as a whole, while nothing came back of what was taken.
pub(crate) fn voided(store: Arc<dyn Store>) {
    let world = World::new(store);
    let till = world.shop.till();
    let sale = world.sell(&basket(&[(world.cup, 2)]), &[Tender::wechat(fen(50_00))]).unwrap();
    let done = world.exchange(&for_all_of(&sale, &[(world.tea, 3)]), &[]).unwrap();
    let exchanged = |error: Error| matches!(error, Error::WrongState { state: "exchanged", .. });
    assert!(exchanged(till.void(DocumentId::new(), done.sale.id, "typo").unwrap_err()));
    assert!(exchanged(world.shop.office().void(DocumentId::new(), done.refund.id.into(), "typo").unwrap_err()));
    let refused = till.void_exchange(DocumentId::new(), DocumentId::new(), sale.id, "typo").unwrap_err();
    assert!(matches!(refused, Error::WrongState { state: "not_exchanged", .. }));
    assert!(matches!(till.void(DocumentId::new(), sale.id, "typo"), Err(Error::WrongState { state: "refunded", .. })));

    let (one, other) = (DocumentId::new(), DocumentId::new());
    till.void_exchange(one, other, done.sale.id, "typo").unwrap();
    till.void_exchange(one, other, done.sale.id, "typo").unwrap();
    assert_eq!((world.net(TenderMethod::Wechat), world.net(TenderMethod::Exchange)), (fen(50_00), Money::ZERO));
    assert_eq!((world.on_hand(world.cup), world.on_hand(world.tea)), (dec!(48), dec!(100)));

    // The goods are the customer's again, who exchanges them for others.
    let done = world.exchange(&for_all_of(&sale, &[(world.tea, 3)]), &[]).unwrap();
    world.take_back(&done.sale, &[RefundLine::new(0, dec!(1))]);
    let refused = till.void_exchange(DocumentId::new(), DocumentId::new(), done.sale.id, "typo").unwrap_err();
    assert!(matches!(refused, Error::WrongState { state: "refunded", .. }));
    assert_eq!(world.net(TenderMethod::Wechat), fen(20_00));
    world.proved();
}

/// What was used of a limited offer can be used again by whoever exchanges.
pub(crate) fn limited_offers(store: Arc<dyn Store>) {
    let world = World::new(store);
    let mut spring = off_each("spring", 5_00);
    spring.limits = vec![Limit::sales(1)];
    world.put(&[spring]);
    let sale = world.sell(&basket(&[(world.cup, 1)]), &[Tender::wechat(fen(20_00))]).unwrap();
    assert_eq!(world.shop.till().price(&basket(&[(world.tea, 1)])).unwrap().total, fen(10_00));
    let tea = for_all_of(&sale, &[(world.tea, 1)]);
    assert_eq!(world.shop.till().price_exchange(&tea).unwrap().goods.total, fen(5_00));
    let done = world.exchange(&tea, &[]).unwrap();
    assert_eq!((done.sale.total, world.net(TenderMethod::Wechat)), (fen(5_00), fen(5_00)));
    world.proved();
}

/// A bonus stays one, whoever's card paid gets it back, and nobody else is paid by it.
pub(crate) fn cards(store: Arc<dyn Store>) {
    let world = World::new(store);
    world.top_up(10_000, 10_00);
    let paid = [Tender::stored_value(fen(55_00)), Tender::wechat(fen(15_00))];
    let sale = world.sell(&basket(&[(world.lamp, 1)]).member(world.member), &paid).unwrap();
    let cup = for_all_of(&sale, &[(world.cup, 2)]);
    let anybody = Exchange { cart: basket(&[(world.cup, 2)]), ..cup.clone() };
    let refused = world.exchange(&anybody, &[]).unwrap_err();
    assert!(matches!(&refused, Error::Invalid { field, .. } if field == "cart.member"), "{refused}");
    // 20.00 to the card, the rest of both pays.
    let done = world.exchange(&cup, &[]).unwrap();
    assert_eq!(done.refund.tenders, [(TenderMethod::Exchange, fen(50_00)), (TenderMethod::StoredValue, fen(20_00))]);
    let sources: Vec<_> = done.sale.tenders[0].sources.iter().map(|s| (s.method, s.amount, s.bonus)).collect();
    assert_eq!(
        sources,
        [(TenderMethod::StoredValue, fen(35_00), fen(3_18)), (TenderMethod::Wechat, fen(15_00), Money::ZERO)]
    ); // of 5.00: 20 / 55 are 1.82
    let back = world.shop.till().refund(
        RefundId::new(),
        done.sale.id,
        &[RefundLine::new(0, dec!(2))],
        RefundTo::Method(TenderMethod::Cash),
        "sour",
    );
    assert!(matches!(back, Err(Error::RefundMethod { left, .. }) if left == fen(15_00)));
    world.take_back(&done.sale, &all_of(&done.sale));
    assert_eq!(world.card().0, StoredValue { principal: fen(10_000), bonus: fen(10_00) });
    world.proved();
}

/// Coins are rounded where cash goes, and nowhere else.
pub(crate) fn coins(store: Arc<dyn Store>) {
    let payments = PaymentRules { smallest_coin: fen(5), ..PaymentRules::default() };
    let world = World::with(store, Settings { payments, ..Settings::default() });
    world.edit(VariantEdit::new(world.tea).price(dec!(10.03)));
    let sale = world.sell(&basket(&[(world.tea, 2)]), &[Tender::cash(fen(20_05))]).unwrap(); // 20.06
    let one = Exchange::new(sale.id, "sour").back(RefundLine::new(0, dec!(1)));
    let done = world.exchange(&one.for_cart(basket(&[(world.cup, 1)])), &[Tender::cash(fen(14_95))]).unwrap();
    assert_eq!((done.sale.rounding, done.refund.tenders[0].1), (fen(-2), fen(10_03)));
    assert_eq!(world.take_back(&sale, &[RefundLine::new(0, dec!(1))]), [(TenderMethod::Cash, fen(10_05))]);
    assert_eq!(world.take_back(&done.sale, &all_of(&done.sale)), [(TenderMethod::Cash, fen(25_00))]);
    assert_eq!(world.net(TenderMethod::Cash), fen(-5));
    world.proved();
}

/// A sale of so many teas and cups, of which some are exchanged for so many cups and lamps.
#[derive(Debug, Clone)]
pub(crate) struct Swap {
    bought: [i64; 2],
    back: [i64; 2],
    taken: [i64; 2],
    /// Hundredths of each sale by card, on account and with a voucher; the rest is money.
    parts: [i64; 3],
    /// How many of what was taken come back first.
    first: i64,
}

pub(crate) fn swaps() -> impl Strategy<Value = Swap> {
    let units = || [0..5_i64, 0..4_i64];
    let parts = [0..40_i64, 0..30_i64, 0..30_i64];
    (units(), units(), [0..4_i64, 0..3_i64], parts, 0..4_i64)
        .prop_map(|(bought, back, taken, parts, first)| {
            let back = [back[0].min(bought[0]), back[1].min(bought[1])];
            Swap { bought, back, taken, parts, first }
        })
        .prop_filter("goods on both ways", |swap| swap.back != [0, 0] && swap.taken != [0, 0])
}

/// Tenders of all sorts for an amount.
fn tenders(total: i64, parts: [i64; 3]) -> Vec<Tender> {
    let [card, account, voucher] = parts.map(|hundredths| total * hundredths / 100);
    let money = total - card - account - voucher;
    let all = [
        (card, Tender::stored_value(fen(card))),
        (account, Tender::on_account(fen(account))),
        (voucher, Tender::coupon(fen(voucher), "MT-1")),
        (money / 2, Tender::wechat(fen(money / 2))),
        (money - money / 2, Tender::cash(fen(money - money / 2))),
    ];
    all.into_iter().filter(|(amount, _)| *amount > 0).map(|(_, tender)| tender).collect()
}

/// After a sale, an exchange, and all of both coming back, money, cards, debts and stock are where they were.
pub(crate) fn undone(store: Arc<dyn Store>, swap: &Swap) {
    let world = World::new(store);
    world.edit(VariantEdit::new(world.tea).price(dec!(9.97)));
    world.top_up(40_000, 77_77);
    let before = (world.card(), [world.tea, world.cup, world.lamp].map(|id| world.on_hand(id)));
    let bought = basket(&[(world.tea, swap.bought[0]), (world.cup, swap.bought[1])]);
    let keep = |cart: tillbook::pricing::Cart| tillbook::pricing::Cart {
        lines: cart.lines.into_iter().filter(|line| !line.quantity.is_zero()).collect(),
        ..cart
    };
    let total = 9_97 * swap.bought[0] + 25_00 * swap.bought[1];
    let sale = world.sell(&keep(bought.member(world.member)), &tenders(total, swap.parts)).unwrap();
    let taken = keep(basket(&[(world.cup, swap.taken[0]), (world.lamp, swap.taken[1])]).member(world.member));
    let mut exchange = Exchange::new(sale.id, "too small").for_cart(taken);
    for (line, sold) in sale.lines.iter().enumerate() {
        let units = if sold.variant == world.tea { swap.back[0] } else { swap.back[1] };
        if units > 0 {
            exchange = exchange.back(RefundLine::new(line, Decimal::from(units)));
        }
    }
    let quote = world.shop.till().price_exchange(&exchange).unwrap();
    let done = world.exchange(&exchange, &tenders(quote.to_pay.minor(), swap.parts)).unwrap();
    assert_eq!(done.sale.total, quote.goods.total);
    let back = Money::sum(done.refund.tenders.iter().map(|(_, amount)| *amount)).unwrap();
    assert_eq!(back, quote.back);

    let first = swap.first.min(if done.sale.lines[0].variant == world.cup { swap.taken[0] } else { swap.taken[1] });
    let mut rest = all_of(&done.sale);
    if first > 0 {
        world.take_back(&done.sale, &[RefundLine::new(0, Decimal::from(first))]);
        rest[0].quantity -= Decimal::from(first);
        rest.retain(|line| !line.quantity.is_zero());
    }
    if !rest.is_empty() {
        world.take_back(&done.sale, &rest);
    }
    let mut rest = all_of(&sale);
    for gone in &exchange.lines {
        rest[gone.sale_line].quantity -= gone.quantity;
    }
    rest.retain(|line| !line.quantity.is_zero());
    if !rest.is_empty() {
        world.take_back(&sale, &rest);
    }
    let after = (world.card(), [world.tea, world.cup, world.lamp].map(|id| world.on_hand(id)));
    assert_eq!(after, before);
    for total in world.totals() {
        assert_eq!(total.received, total.refunded, "{total:?}");
    }
    world.proved();
}
