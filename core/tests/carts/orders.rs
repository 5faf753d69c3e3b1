//! Stories of quotations, orders and deposits.

use std::sync::Arc;

use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::document::{CustomerOrder, CustomerOrderState};
use tillbook::ledger::TenderMethod;
use tillbook::promotion::{Benefit, Limit, Per, Promotion};
use tillbook::report::{Period, TenderTotal};
use tillbook::shop::{
    CashCount, Deposit, NewCustomerOrder, OrderedPart, RefundLine, RefundTo, Sale, Tender, VariantEdit, WhyChanged,
};
use tillbook::storage::Store;
use tillbook::value::{CustomerOrderId, Date, DocumentId, Money, PromotionId, RefundId, SaleId, ShiftId, VariantId};
use tillbook::{Error, Result};

use super::world::{World, basket, fen, off_each};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn in_state(error: &Error, expected: &str) -> bool {
    matches!(error, Error::WrongState { state, .. } if *state == expected)
}

impl World {
    fn order(&self, lines: &[(VariantId, i64)]) -> CustomerOrder {
        let wanted = NewCustomerOrder::new(basket(lines)).label("王女士").wanted_on(day("2026-03-20"));
        self.shop.carts().order(CustomerOrderId::new(), &wanted).unwrap()
    }

    fn deposit(&self, order: &CustomerOrder, tender: Tender) -> Result<Deposit> {
        let amount = tender.amount;
        self.shop.carts().deposit(DocumentId::new(), order.id, amount, &[tender])
    }

    fn sell_parts(&self, order: &CustomerOrder, parts: &[OrderedPart], tenders: &[Tender]) -> Result<Sale> {
        self.shop.till().sell_ordered(SaleId::new(), order.id, parts, tenders)
    }

    fn seen(&self, order: &CustomerOrder) -> CustomerOrder {
        self.shop.carts().customer_order(order.id).unwrap()
    }

    fn state(&self, order: &CustomerOrder) -> CustomerOrderState {
        self.seen(order).state(day("2026-03-10"))
    }

    fn total(&self, method: TenderMethod) -> TenderTotal {
        let zero = Money::ZERO;
        let none = TenderTotal { method, received: zero, refunded: zero, other: zero, net: zero };
        let totals = self.shop.reports().tenders(Period::all()).unwrap();
        totals.into_iter().find(|total| total.method == method).unwrap_or(none)
    }
}

/// A deposit by two tenders, fulfilled in two parts, one of which comes back.
pub(crate) fn fulfilled(store: Arc<dyn Store>) {
    let world = World::new(store);
    let carts = world.shop.carts();
    let shift = world.shop.shifts().open(ShiftId::new(), dec!(100), None).unwrap();
    let order = world.order(&[(world.cup, 2), (world.lamp, 1)]);
    assert_eq!((order.total, order.label.as_str(), order.wanted_on), (fen(12_000), "王女士", Some(day("2026-03-20"))));
    assert!(order.number.starts_with("Q-T1-"), "{}", order.number);
    let first = world.deposit(&order, Tender::cash(fen(20_00))).unwrap();
    assert_eq!(first.slip.number.as_bytes()[0], b'Q');
    let second = world.deposit(&order, Tender::wechat(fen(30_00))).unwrap();
    let too_much = world.deposit(&order, Tender::wechat(fen(70_01))).unwrap_err();
    assert!(matches!(&too_much, Error::Invalid { field, .. } if field == "amount"), "{too_much}");
    assert_eq!(carts.orders().unwrap(), [world.seen(&order)]);
    // Money came, and nothing was sold.
    assert_eq!(world.shop.reports().sales(Period::all()).unwrap().net, Money::ZERO);
    assert_eq!(
        (world.total(TenderMethod::Cash).other, world.total(TenderMethod::Wechat).other),
        (fen(20_00), fen(30_00))
    );

    // Dearer since, and off the shelf: what was agreed holds.
    world.edit(VariantEdit::new(world.cup).price(dec!(99)));
    world.edit(VariantEdit::new(world.lamp).on_shelf(false));
    let paid = [Tender::deposit(fen(25_00))];
    let cup = world.sell_parts(&order, &[OrderedPart::new(0, dec!(1))], &paid).unwrap();
    assert_eq!((cup.total, cup.order), (fen(25_00), Some(order.id)));
    let sources: Vec<_> = cup.tenders[0].sources.iter().map(|source| (source.method, source.amount)).collect();
    assert_eq!(sources, [(TenderMethod::Cash, fen(20_00)), (TenderMethod::Wechat, fen(5_00))]);
    assert_eq!(world.state(&order), CustomerOrderState::PartlySold);
    let seen = world.seen(&order);
    assert_eq!((seen.deposit_left().unwrap(), seen.outstanding().unwrap()), (fen(25_00), fen(95_00)));

    // A deposit that was spent cannot be said never to have been.
    let void = |id| world.shop.office().void(DocumentId::new(), id, "typo");
    assert!(in_state(&void(first.id).unwrap_err(), "spent"));
    assert!(in_state(&void(second.id).unwrap_err(), "spent"));

    let paid = [Tender::deposit(fen(25_00)), Tender::cash(fen(10_000))];
    let rest = world.sell_parts(&order, &[], &paid).unwrap();
    assert_eq!((rest.total, rest.change, world.state(&order)), (fen(95_00), fen(30_00), CustomerOrderState::Sold));
    assert!(carts.orders().unwrap().is_empty());
    assert!(in_state(&world.sell_parts(&order, &[], &[]).unwrap_err(), "sold"));
    assert!(in_state(&world.deposit(&order, Tender::cash(fen(1))).unwrap_err(), "sold"));

    // What comes back goes where the deposit came from.
    let line = [RefundLine::new(0, dec!(1))];
    let back = world.shop.till().refund(RefundId::new(), cup.id, &line, RefundTo::SameTenders, "chipped").unwrap();
    assert_eq!(back.tenders, [(TenderMethod::Cash, fen(20_00)), (TenderMethod::Wechat, fen(5_00))]);

    let deposit = world.total(TenderMethod::Deposit);
    assert_eq!((deposit.received, deposit.refunded, deposit.net), (fen(50_00), fen(0), fen(50_00)));
    let cash = world.total(TenderMethod::Cash);
    assert_eq!((cash.received, cash.refunded, cash.other, cash.net), (fen(70_00), fen(20_00), fen(20_00), fen(70_00)));
    let other = world.shop.reports().other_money(Period::all()).unwrap();
    assert_eq!((other.deposits_taken, other.deposits_returned), (fen(50_00), Money::ZERO));
    let day = world.shop.reports().day_close(cup.slip.business_day).unwrap();
    assert_eq!(day.other_money, other);
    // The drawer holds what came in cash, whatever for.
    let count = CashCount::new().pieces(dec!(100), 1).pieces(dec!(50), 1).pieces(dec!(20), 1);
    world.shop.shifts().count(DocumentId::new(), shift.id, &count).unwrap();
    let z = world.shop.shifts().close(DocumentId::new(), shift.id, dec!(0), None).unwrap();
    assert_eq!(
        (z.variance, z.figures.tenders),
        (Some(Money::ZERO), world.shop.reports().tenders(Period::all()).unwrap())
    );
    world.proved();
}

/// The customer does not come: a part is kept, the rest goes back as it was paid.
pub(crate) fn cancelled(store: Arc<dyn Store>) {
    let world = World::new(store);
    let carts = world.shop.carts();
    let order = world.order(&[(world.lamp, 1)]);
    world.deposit(&order, Tender::wechat(fen(20_00))).unwrap();
    world.deposit(&order, Tender::cash(fen(15_00))).unwrap();
    let over = carts.cancel(DocumentId::new(), order.id, fen(35_01), "did not come").unwrap_err();
    assert!(matches!(&over, Error::Invalid { field, .. } if field == "keep"), "{over}");
    let id = DocumentId::new();
    let done = carts.cancel(id, order.id, fen(10_00), "did not come").unwrap();
    assert_eq!(carts.cancel(id, order.id, fen(10_00), "did not come").unwrap(), done);
    assert_eq!(done.returned, [(TenderMethod::Wechat, fen(20_00)), (TenderMethod::Cash, fen(5_00))]);
    assert_eq!((done.kept, world.state(&order)), (fen(10_00), CustomerOrderState::Cancelled));
    assert!(in_state(&carts.cancel(DocumentId::new(), order.id, Money::ZERO, "again").unwrap_err(), "cancelled"));
    assert!(in_state(&world.sell_parts(&order, &[], &[Tender::cash(fen(70_00))]).unwrap_err(), "cancelled"));
    let other = world.shop.reports().other_money(Period::all()).unwrap();
    assert_eq!(
        (other.deposits_taken, other.deposits_returned, other.deposits_kept),
        (fen(35_00), fen(25_00), fen(10_00))
    );
    assert_eq!((world.total(TenderMethod::Cash).net, world.total(TenderMethod::Wechat).net), (fen(10_00), Money::ZERO));
    assert!(carts.orders().unwrap().is_empty());

    // Partly sold, then cancelled: the sale stays.
    let order = world.order(&[(world.tea, 2)]);
    world.deposit(&order, Tender::wechat(fen(12_00))).unwrap();
    let one = [OrderedPart::new(0, dec!(1))];
    let sale = world.sell_parts(&order, &one, &[Tender::deposit(fen(10_00))]).unwrap();
    let done = carts.cancel(DocumentId::new(), order.id, Money::ZERO, "enough").unwrap();
    assert_eq!(done.returned, [(TenderMethod::Wechat, fen(2_00))]);
    assert!(in_state(&world.shop.till().void(DocumentId::new(), sale.id, "typo").unwrap_err(), "cancelled"));
    world.proved();
}

/// A sale and a deposit that never were.
pub(crate) fn voided(store: Arc<dyn Store>) {
    let world = World::new(store);
    let order = world.order(&[(world.tea, 3)]);
    let deposit = world.deposit(&order, Tender::wechat(fen(15_00))).unwrap();
    let paid = [Tender::deposit(fen(15_00)), Tender::cash(fen(15_00))];
    let sale = world.sell_parts(&order, &[], &paid).unwrap();
    assert_eq!(world.state(&order), CustomerOrderState::Sold);
    world.shop.till().void(DocumentId::new(), sale.id, "typo").unwrap();
    let seen = world.seen(&order);
    assert_eq!((seen.deposit_left().unwrap(), seen.state(day("2026-03-10"))), (fen(15_00), CustomerOrderState::Open));
    assert_eq!(world.shop.carts().orders().unwrap(), [seen]);
    world.shop.office().void(DocumentId::new(), deposit.id, "typo").unwrap();
    assert_eq!((world.seen(&order).deposit_left().unwrap(), world.seen(&order).has_deposit), (Money::ZERO, false));
    let refused = world.sell_parts(&order, &[], &[Tender::deposit(fen(1)), Tender::cash(fen(29_99))]).unwrap_err();
    assert!(matches!(&refused, Error::Invalid { field, .. } if field == "tenders[0].amount"), "{refused}");
    world.sell_parts(&order, &[], &[Tender::cash(fen(30_00))]).unwrap();
    assert_eq!(world.shop.reports().other_money(Period::all()).unwrap().deposits_taken, Money::ZERO);
    world.proved();
}

/// A quotation holds until its last day, or for good once something was paid.
pub(crate) fn quoted(store: Arc<dyn Store>) {
    let world = World::new(store);
    let carts = world.shop.carts();
    let mut spring = off_each("spring", 1_00);
    spring.valid_until = Some("2026-03-11T00:00:00+08:00".parse().unwrap());
    // What is limited, or given on top, is not promised.
    let limited = Promotion { limits: vec![Limit::sales(1)], ..off_each("limited", 3_00) };
    let gift = Benefit::Gift { variant: world.cup, quantity: dec!(1).try_into().unwrap(), per: Per::Order };
    let gift = Promotion::new(PromotionId::derived("carts", "gift"), "gift", gift);
    world.put(&[spring, limited, gift]);
    let quote = || {
        let wanted = NewCustomerOrder::new(basket(&[(world.tea, 2)])).valid_until(day("2026-03-12"));
        carts.order(CustomerOrderId::new(), &wanted).unwrap()
    };
    let (first, second, third) = (quote(), quote(), quote());
    assert_eq!((first.total, first.valid_until), (fen(18_00), Some(day("2026-03-12"))));
    world.deposit(&third, Tender::cash(fen(5_00))).unwrap();

    world.march(12);
    world.edit(VariantEdit::new(world.tea).price(dec!(12)));
    let sale = world.sell_parts(&first, &[], &[Tender::wechat(fen(18_00))]).unwrap();
    assert_eq!((sale.total, sale.lines.len()), (fen(18_00), 1));
    world.march(13);
    let refused = world.sell_parts(&second, &[], &[Tender::wechat(fen(18_00))]).unwrap_err();
    assert!(in_state(&refused, "expired"), "{refused}");
    assert!(in_state(&world.deposit(&second, Tender::cash(fen(1))).unwrap_err(), "expired"));
    let now = carts.reprice(second.id).unwrap();
    let line = &now.changes[0];
    assert_eq!((line.was, line.is), (fen(18_00), Some(fen(18_00)))); // 2.00 dearer each, 3.00 off by another offer
    assert!(line.why.iter().any(|why| matches!(why, WhyChanged::Price { .. })), "{line:?}");
    assert!(
        line.why.iter().any(|why| matches!(why, WhyChanged::Discount { was, .. } if *was == fen(2_00))),
        "{line:?}"
    );
    let total = now.quote.unwrap().total;
    world.sell(&now.cart, &[Tender::wechat(total)]).unwrap();
    carts.cancel(DocumentId::new(), second.id, Money::ZERO, "sold at the prices of today").unwrap();
    // Something was paid: the prices hold.
    world.sell_parts(&third, &[], &[Tender::deposit(fen(5_00)), Tender::wechat(fen(13_00))]).unwrap();
    assert!(carts.orders().unwrap().is_empty());
    world.proved();
}

/// An order of so many teas at an odd price, some off, its deposit in hundredths, and parts of which some are voided.
#[derive(Debug, Clone)]
pub(crate) struct Ordered {
    units: i64,
    off: i64,
    deposit: i64,
    /// How many units, and whether the sale is voided.
    parts: Vec<(i64, bool)>,
}

pub(crate) fn parts() -> impl Strategy<Value = Ordered> {
    let parts = prop::collection::vec((1..4_i64, any::<bool>()), 0..6);
    (1..9_i64, 0..900_i64, 0..=100_i64, parts).prop_map(|(units, off, deposit, parts)| Ordered {
        units,
        off,
        deposit,
        parts,
    })
}

/// Whatever the parts: what was sold and not voided adds up to what was agreed, and the deposit is spent on it or still there.
pub(crate) fn add_up(store: Arc<dyn Store>, ordered: &Ordered) {
    let world = World::new(store);
    world.edit(VariantEdit::new(world.tea).price(dec!(9.97)));
    let line = tillbook::pricing::CartLine::new(world.tea, Decimal::from(ordered.units));
    let off = Decimal::new((ordered.off * ordered.units / 10).min(997 * ordered.units / 2), 2);
    let line = if off.is_zero() { line } else { line.take_off(off, "dented") };
    let wanted = NewCustomerOrder::new(basket(&[]).line(line));
    let order = world.shop.carts().order(CustomerOrderId::new(), &wanted).unwrap();
    let deposit = order.total.minor() * ordered.deposit / 100;
    if deposit > 0 {
        world.deposit(&order, Tender::alipay(fen(deposit))).unwrap();
    }
    let (mut open, mut taken) = (ordered.units, Money::ZERO);
    let rest = ordered.parts.iter().copied().chain([(i64::MAX, false)]);
    for (units, is_voided) in rest {
        let units = units.min(open);
        if units == 0 {
            break;
        }
        let before = world.seen(&order);
        let part = [OrderedPart::new(0, Decimal::from(units))];
        let total = {
            let refused = world.sell_parts(&order, &part, &[]).unwrap_err();
            let Error::TendersDiffer { total, .. } = refused else { panic!("{refused}") };
            total
        };
        let from_deposit = before.deposit_left().unwrap().min(total);
        let rest = total.sub(from_deposit).unwrap();
        let tenders = [Tender::deposit(from_deposit), Tender::cash(rest)];
        let tenders: Vec<Tender> = tenders.into_iter().filter(|tender| !tender.amount.is_zero()).collect();
        let sale = world.sell_parts(&order, &part, &tenders).unwrap();
        if is_voided {
            world.shop.till().void(DocumentId::new(), sale.id, "typo").unwrap();
            assert_eq!(world.seen(&order), before);
        } else {
            (open, taken) = (open - units, taken.add(total).unwrap());
        }
    }
    assert_eq!((taken, world.seen(&order).deposit_left().unwrap()), (order.total, Money::ZERO));
    assert_eq!(world.shop.reports().sales(Period::all()).unwrap().net, order.total);
    assert_eq!(world.total(TenderMethod::Deposit).net, fen(deposit));
    assert_eq!(world.total(TenderMethod::Alipay).net, fen(deposit));
    world.proved();
}
