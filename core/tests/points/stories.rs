//! What happens to points from day to day; the figures are worked by hand.

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::document::Settings;
use tillbook::ledger::Account;
use tillbook::pricing::{DiscountKind, PointsRules};
use tillbook::promotion::{Benefit, Promotion, Reason, Scope};
use tillbook::shop::{RefundLine, ShopOptions, Tender};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, PromotionId, SaleId};

use super::counter::{Counter, lot, rules};
use super::{erasing, levels, merging};

type Open<'a> = &'a mut dyn FnMut() -> Arc<dyn Store>;

/// All of them, each on a store of its own.
pub(crate) fn stories(open: Open<'_>) {
    a_sale_earns_and_the_next_one_redeems(open());
    points_lapse_by_lots_the_oldest_are_spent_first(open());
    what_was_spent_meanwhile_is_owed(open());
    points_that_lapsed_are_not_owed(open());
    points_by_hand_can_be_void(open());
    two_tills_spend_the_last_points_once(&open());
    promotions_multiply_and_excluded_goods_earn_none(open());
    prices_without_tax_take_points_before_tax(open());
    levels::what_was_spent_makes_the_level(open());
    merging::two_records_of_one_person_are_merged(open());
    erasing::a_person_is_forgotten(open());
}

fn a_sale_earns_and_the_next_one_redeems(store: Arc<dyn Store>) {
    let counter = Counter::new(store);
    // 3 × 12.80 + 25.00 = 63.40: 63 points, shared 38.4 and 25 by largest remainder.
    let cart = counter.cart([dec!(3), dec!(1), dec!(0)]);
    assert_eq!(counter.shop.till().price(&cart).unwrap().points.unwrap().earned, 63);
    let first = counter.sell(&cart);
    assert_eq!(first.points.as_ref().map(|points| (points.earned, points.redeemed())), Some((63, 0)));
    assert_eq!(first.lines.iter().map(|line| line.points.earned).collect::<Vec<_>>(), [38, 25]);
    assert_eq!(counter.standing().lots, [lot("2027-03-31", 63)]);
    counter.adjust(1_000).unwrap();

    // Half of 63.40 is 31.70: at most 3,100 points; of 1,063 there are ten hundreds.
    let quote = counter.shop.till().price(&cart.clone().redeem(1_000)).unwrap();
    let points = quote.points.unwrap();
    assert_eq!((points.available, points.most, points.redeemed), (1_063, 1_000, 1_000));
    assert_eq!((points.worth.minor(), quote.total.minor()), (10_00, 53_40));
    // 10.00 over 38.40 and 25.00: 6.0567… and 3.9432…; the points go along.
    let shares: Vec<_> = quote.lines.iter().map(|line| (line.net.minor(), line.points.redeemed)).collect();
    assert_eq!(shares, [(32_34, 606), (21_06, 394)]);
    assert!(quote.lines.iter().all(|line| line.discounts[0].kind == DiscountKind::Points));
    // 53.40 / 1.13 is 47.2566…: the tax in it is 6.14, line by line 3.72 and 2.42.
    assert_eq!(quote.tax.minor(), 6_14);
    assert_eq!(points.earned, 53);
    let sale = counter.sell(&cart.redeem(1_000));
    assert_eq!(sale.total.minor(), 53_40);
    assert_eq!(counter.standing().points, 63 + 53);

    // One of three teas: 606 and 32.34 by thirds; a third of its 32 earned points (53 by 32.34 and 21.06).
    let back = counter.refund(sale.id, &[RefundLine::new(0, dec!(1))]);
    let points = back.points.unwrap();
    assert_eq!((back.total.minor(), points.redeemed(), points.earned), (10_78, 202, 11));
    assert_eq!(counter.standing().points, 116 + 202 - 11);
    counter.shop.till().void(DocumentId::new(), first.id, "mistyped").unwrap();
    assert_eq!(counter.standing().points, 116 + 202 - 11 - 63);
    counter.shop.office().void(DocumentId::new(), back.id.into(), "never was").unwrap();
    assert_eq!(counter.standing().points, 53);
    assert_eq!(counter.account(Account::MemberPoints), -53);
    counter.proved();
}

fn points_lapse_by_lots_the_oldest_are_spent_first(store: Arc<dyn Store>) {
    let counter = Counter::new(store);
    counter.adjust(300).unwrap();
    counter.on("2026-04-10");
    counter.adjust(200).unwrap();
    assert_eq!(counter.standing().lots, [lot("2027-03-31", 300), lot("2027-04-30", 200)]);
    counter.on("2027-03-31");
    let tea = counter.cart([dec!(1), dec!(0), dec!(0)]);
    let sale = counter.sell(&tea.clone().redeem(400));
    assert_eq!(sale.points.unwrap().redeemed, [lot("2027-03-31", 300), lot("2027-04-30", 100)]);
    // Half of them come back, what lapses last first.
    counter.on("2027-04-01");
    let back = counter.refund(sale.id, &[RefundLine::new(0, dec!(0.5))]);
    assert_eq!(back.points.unwrap().redeemed, [lot("2027-04-30", 100), lot("2027-03-31", 100)]);
    // The older hundred has lapsed by now; 8 points were earned, 4 of them taken back.
    assert_eq!(counter.standing().lots, [lot("2027-04-30", 200), lot("2028-03-31", 4)]);
    assert_eq!(counter.account(Account::PointsLapsed), -100);
    counter.on("2027-05-01");
    assert_eq!(counter.standing().points, 4);
    // The ledger learns it with the next document about the member.
    assert_eq!(counter.account(Account::MemberPoints), -204);
    counter.sell(&tea);
    assert_eq!(counter.account(Account::MemberPoints), -16);
    assert_eq!(counter.account(Account::PointsLapsed), -300);
    counter.proved();
}

fn what_was_spent_meanwhile_is_owed(store: Arc<dyn Store>) {
    let counter = Counter::new(store);
    let cups = counter.cart([dec!(0), dec!(8), dec!(0)]);
    let first = counter.sell(&cups);
    let tea = counter.cart([dec!(1), dec!(0), dec!(0)]);
    // 11.80 is left to pay: 11 points.
    let second = counter.sell(&tea.clone().redeem(100));
    counter.refund(first.id, &[RefundLine::new(0, dec!(8))]);
    assert_eq!((counter.standing().points, counter.standing().owed), (0, 89));
    let error = counter.shop.till().price(&tea.clone().redeem(100)).unwrap_err();
    assert_eq!(error.code(), "points_overdrawn");
    // A month later 200 points come in: 89 of them cover what is owed.
    counter.on("2026-04-10");
    counter.adjust(200).unwrap();
    assert_eq!((counter.standing().points, counter.standing().owed), (111, 0));
    counter.on("2027-05-01");
    counter.refund(second.id, &[RefundLine::new(0, dec!(1))]);
    // 111 lapsed with their lot. The hundred came back into a lot that is over; of the 11 that the sale had earned there
    // the lot still knows.
    assert_eq!((counter.standing().points, counter.standing().owed), (0, 0));
    counter.proved();
}

fn points_that_lapsed_are_not_owed(store: Arc<dyn Store>) {
    let counter = Counter::new(store);
    let sale = counter.sell(&counter.cart([dec!(0), dec!(4), dec!(0)]));
    counter.on("2027-04-01");
    counter.sell(&counter.cart([dec!(1), dec!(0), dec!(0)]));
    assert_eq!(counter.account(Account::PointsLapsed), -100);
    counter.refund(sale.id, &[RefundLine::new(0, dec!(4))]);
    assert_eq!((counter.standing().points, counter.standing().owed), (12, 0));
    assert_eq!(counter.account(Account::PointsLapsed), 0);
    counter.proved();
}

fn points_by_hand_can_be_void(store: Arc<dyn Store>) {
    let counter = Counter::new(store);
    let given = counter.adjust(120).unwrap();
    let taken = counter.adjust(-50).unwrap();
    assert_eq!(counter.standing().points, 70);
    counter.shop.office().void(DocumentId::new(), taken, "wrong member").unwrap();
    assert_eq!(counter.standing().points, 120);
    counter.shop.office().void(DocumentId::new(), given, "wrong member").unwrap();
    assert_eq!((counter.standing().points, counter.account(Account::PointsIssued)), (0, 0));
    assert!(counter.shop.office().void(DocumentId::new(), given, "again").is_err());
    counter.proved();
}

fn two_tills_spend_the_last_points_once(store: &Arc<dyn Store>) {
    let counter = Counter::new(Arc::clone(store));
    counter.adjust(100).unwrap();
    let cart = counter.cart([dec!(1), dec!(0), dec!(0)]).redeem(100);
    let till = |device: &str| {
        let options = ShopOptions { device: device.into(), ..ShopOptions::default() };
        let shop =
            Shop::open_with(Arc::clone(store), options).unwrap().at("2026-03-10T12:00:00+08:00".parse().unwrap());
        shop.till().sell(SaleId::new(), &cart, &[Tender::wechat(Money::from_minor(11_80))]).map(drop)
    };
    let sold = std::thread::scope(|scope| {
        let tills = ["T2", "T3"].map(|device| scope.spawn(move || till(device)));
        tills.map(|till| till.join().unwrap())
    });
    assert_eq!(sold.iter().filter(|sold| sold.is_ok()).count(), 1);
    let refused = sold.into_iter().find_map(Result::err).unwrap();
    assert_eq!(refused.code(), "points_overdrawn");
    assert_eq!(counter.standing().points, 11);
    counter.proved();
}

fn promotions_multiply_and_excluded_goods_earn_none(store: Arc<dyn Store>) {
    let counter = Counter::new(store);
    let [tea, cup, rice] = counter.goods;
    let multiply = |name: &str, factor: &str, variant| Promotion {
        scope: Scope::Variants(vec![variant]),
        ..Promotion::new(
            PromotionId::derived("points", name),
            name,
            Benefit::PointsMultiplier { factor: factor.parse().unwrap() },
        )
    };
    let mut large = multiply("three times on ten cups", "3", cup);
    large.condition.min_quantity = Some("10".parse().unwrap());
    let offers = [multiply("double points", "2", tea), multiply("half as many again", "1.5", tea), large];
    counter.shop.promotions().put(DocumentId::new(), &offers).unwrap();
    let rules = PointsRules { excluded: vec![Scope::Variants(vec![rice])], ..rules() };
    counter.shop.members().set_points(DocumentId::new(), Some(&rules)).unwrap();
    // 25.60 twice, 25.00 once, 7.98 of rice not at all: 76.20.
    let cart = counter.cart([dec!(2), dec!(1), dec!(2)]);
    let quote = counter.shop.till().price(&cart).unwrap();
    assert_eq!((quote.total.minor(), quote.discount.minor()), (58_58, 0));
    assert_eq!(quote.points.unwrap().earned, 76);
    assert_eq!(quote.lines.iter().map(|line| line.points.earned).collect::<Vec<_>>(), [51, 25, 0]);
    let found = quote.promotions.unwrap();
    assert_eq!(found.applied.len(), 2);
    assert!(matches!(found.refused[0].reason, Reason::ConditionNotMet { .. }));
    // Nobody has points without being a member.
    let mut unknown = cart.clone();
    unknown.member = None;
    let quote = counter.shop.till().price(&unknown).unwrap();
    assert!(quote.points.is_none());
    assert!(quote.promotions.unwrap().refused.iter().all(|refused| refused.reason == Reason::MembersOnly));
    let sale = counter.sell(&cart);
    counter.refund(sale.id, &[RefundLine::new(0, dec!(2)), RefundLine::new(2, dec!(2))]);
    assert_eq!(counter.standing().points, 25);
    // A shop that gives no more points takes back what it gave.
    counter.shop.members().set_points(DocumentId::new(), None).unwrap();
    assert!(counter.sell(&cart).points.is_none());
    counter.refund(sale.id, &[RefundLine::new(1, dec!(1))]);
    assert_eq!(counter.standing().points, 0);
    counter.proved();
}

fn prices_without_tax_take_points_before_tax(store: Arc<dyn Store>) {
    let counter = Counter::with(store, Settings { prices_include_tax: false, ..Settings::default() });
    counter.adjust(500).unwrap();
    let quote = counter.shop.till().price(&counter.cart([dec!(0), dec!(1), dec!(0)]).redeem(500)).unwrap();
    // 25.00 less 5.00, and 13 % on top.
    assert_eq!((quote.lines[0].net, quote.tax), (Money::from_minor(20_00), Money::from_minor(2_60)));
    assert_eq!((quote.total.minor(), quote.points.unwrap().earned), (22_60, 22));
    counter.sell(&counter.cart([dec!(0), dec!(1), dec!(0)]).redeem(500));
    counter.proved();
}
