//! A small shop's first four days, and every figure of its reports, worked out by hand; then laws that hold for any
//! story.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::catalog::{Category, Location, TaxCode};
use tillbook::document::{Digest, Settings};
use tillbook::ledger::TenderMethod;
use tillbook::party::{Member, Supplier};
use tillbook::pricing::{Cart, CartLine};
use tillbook::report::{
    AbcClass, AbcRule, By, ExpiryStock, Flow, MarginKey, MarginRow, Period, PurchaseTotals, RefundTaxReadings,
    RefundTotals, SalesSummary, StockOf, StockSummary, TenderTotal, VoidTotals,
};
use tillbook::shop::{
    CountLine, NewProduct, NewVariant, OpeningStockLine, RefundLine, RefundTo, SupplierReturnLine, Tender,
    TransferLine, WriteOffLine, line, received,
};
use tillbook::storage::MemoryStore;
use tillbook::value::{
    BusinessDay, CategoryId, Date, DocumentId, LocationId, MemberId, Money, OrderId, Quantity, Rate, ReceiptId,
    RefundId, SaleId, SupplierId, Timestamp, VariantId,
};

/// An amount in 分.
fn fen(minor: i64) -> Money {
    Money::from_minor(minor)
}

fn units(units: i64) -> Quantity {
    Quantity::whole(units).unwrap()
}

fn date(day: i32) -> Date {
    Date::new(2026, 3, 1).unwrap().plus_days(day - 1)
}

/// A day of March 2026.
fn march(day: i32) -> BusinessDay {
    BusinessDay(date(day))
}

/// The shop, at an hour of a day of March 2026.
fn at(shop: &Shop, day: i32, hour: u32) -> Shop {
    let text = format!("{}T{hour:02}:00:00+08:00", date(day));
    shop.at(text.parse::<Timestamp>().unwrap())
}

struct Goods {
    tea: VariantId,
    milk: VariantId,
    soap: VariantId,
    big_soap: VariantId,
    pen: VariantId,
}

struct Parties {
    ann: MemberId,
    bob: MemberId,
    dairy: SupplierId,
    chemist: SupplierId,
}

struct Story {
    shop: Shop,
    goods: Goods,
    parties: Parties,
    food: CategoryId,
    drinks: CategoryId,
    back_room: LocationId,
}

fn open() -> Shop {
    let settings = Settings { opened_on: date(1), ..Settings::default() };
    let shop = Shop::create(MemoryStore::default(), settings).unwrap();
    let tax = |code: &str, rate| TaxCode::new(code, Rate::try_from(rate).unwrap()).unwrap();
    shop.catalog().put_tax_codes(DocumentId::new(), &[tax("V13", dec!(0.13)), tax("V9", dec!(0.09))]).unwrap();
    shop
}

fn variant(choice: &str, sku: &str, price: Decimal, reorder_point: Option<Decimal>) -> NewVariant {
    let choices = if choice.is_empty() { Vec::new() } else { vec![choice.to_string()] };
    NewVariant { choices, sku: Some(sku.into()), price: Some(price), reorder_point, ..NewVariant::default() }
}

fn stock_the_catalog(shop: &Shop, food: CategoryId, drinks: CategoryId) -> Goods {
    let category = |id, name: &str, parent| Category { id, name: name.into(), parent, costing: None };
    let categories = [category(food, "Food", None), category(drinks, "Drinks", Some(food))];
    shop.catalog().put_categories(DocumentId::new(), &categories).unwrap();
    let tea = NewProduct {
        brand: "Lu".into(),
        category: Some(drinks),
        tax_code: "V13".into(),
        variants: vec![variant("", "TEA", dec!(11.30), Some(dec!(8)))],
        ..NewProduct::new("Tea")
    };
    let milk = NewProduct {
        category: Some(food),
        tax_code: "V9".into(),
        shelf_life_days: Some(10),
        variants: vec![variant("", "MILK", dec!(5.45), Some(dec!(5)))],
        ..NewProduct::new("Milk")
    };
    let soap = NewProduct {
        variants: vec![variant("S", "SOAP-S", dec!(3), None), variant("L", "SOAP-L", dec!(5), None)],
        ..NewProduct::new("Soap").option("size", ["S", "L"])
    };
    let pen = NewProduct { variants: vec![variant("", "PEN", dec!(1), None)], ..NewProduct::new("Pen") };
    let cards = shop.catalog().add_all(DocumentId::new(), &[tea, milk, soap, pen]).unwrap();
    let id = |product: usize, index: usize| cards[product].variants[index].id;
    Goods { tea: id(0, 0), milk: id(1, 0), soap: id(2, 0), big_soap: id(2, 1), pen: id(3, 0) }
}

fn meet_parties(shop: &Shop) -> Parties {
    let parties =
        Parties { ann: MemberId::new(), bob: MemberId::new(), dairy: SupplierId::new(), chemist: SupplierId::new() };
    let member = |id, code: &str, name: &str| Member::new(id, code, name);
    let members = [member(parties.ann, "1", "Ann"), member(parties.bob, "2", "Bob")];
    shop.members().put(DocumentId::new(), &members).unwrap();
    let supplier = |id, code: &str, name: &str| Supplier {
        id,
        code: code.into(),
        name: name.into(),
        lead_time_days: 1,
        review_weekday: None,
    };
    let suppliers = [supplier(parties.dairy, "S1", "Dairy"), supplier(parties.chemist, "S2", "Chemist")];
    shop.purchasing().put_suppliers(DocumentId::new(), &suppliers).unwrap();
    parties
}

impl Story {
    /// Four days; the third is quiet.
    fn tell() -> Self {
        let shop = open();
        let (food, drinks, back_room) = (CategoryId::new(), CategoryId::new(), LocationId::new());
        let goods = stock_the_catalog(&shop, food, drinks);
        let parties = meet_parties(&shop);
        let room = Location { id: back_room, name: "Back room".into() };
        shop.catalog().put_locations(DocumentId::new(), &[room]).unwrap();
        let story = Self { shop, goods, parties, food, drinks, back_room };
        let receipt = story.buy();
        let (first, third) = story.first_day();
        story.second_day(first, receipt);
        story.fourth_day(third);
        story
    }

    /// Tea: 10 at 4.00, then 6 and 3 at 5.00. Milk: 12 at 2.00. Small soap: 20 at 1.00.
    fn buy(&self) -> ReceiptId {
        let (Goods { tea, milk, soap, big_soap, .. }, Parties { dairy, chemist, .. }) = (&self.goods, &self.parties);
        let opening = [OpeningStockLine::new(*tea, dec!(10), dec!(4)), OpeningStockLine::new(*soap, dec!(20), dec!(1))];
        at(&self.shop, 1, 6).stockroom().open_with(DocumentId::new(), None, &opening).unwrap();
        let desk = at(&self.shop, 1, 7);
        let (first, second, receipt) = (OrderId::new(), OrderId::new(), ReceiptId::new());
        let lines = [line(*tea, dec!(10), dec!(5)), line(*milk, dec!(12), dec!(2))];
        desk.purchasing().order(first, *dairy, &lines).unwrap();
        desk.purchasing().order(second, *chemist, &[line(*big_soap, dec!(6), dec!(2))]).unwrap();
        desk.purchasing().cancel(DocumentId::new(), second, "changed our minds").unwrap();
        let came = [received(0, dec!(6)), received(1, dec!(12)).batch("M1").expires(date(4))];
        desk.purchasing().receive(receipt, first, &came).unwrap();
        let rest = [received(0, dec!(3)).rejected(dec!(1)).short()]; // one of ten never comes
        at(&self.shop, 1, 8).purchasing().receive(ReceiptId::new(), first, &rest).unwrap();
        receipt
    }

    /// Three sales, of which the last is voided. Gives the first one and the second.
    fn first_day(&self) -> (SaleId, SaleId) {
        let (Goods { tea, milk, soap, .. }, Parties { ann, bob, .. }) = (&self.goods, &self.parties);
        let till = at(&self.shop, 1, 10);
        let (first, second, third) = (SaleId::new(), SaleId::new(), SaleId::new());
        // 12 x 11.30 - 5.60 = 130.00, tax 130 - 115.04 = 14.96, cost 10 x 4 + 2 x 5 = 50.00;
        // 2 x 5.45 - 0.90 = 10.00, tax 10 - 9.17 = 0.83, cost 4.00
        let cart = Cart::new()
            .member(*ann)
            .line(CartLine::new(*tea, dec!(12)).take_off(dec!(5.60), "old box"))
            .line(CartLine::new(*milk, dec!(2)).coupon_off(dec!(0.90), "maker's coupon"));
        till.till().sell(first, &cart, &[Tender::wechat(fen(10_000)), Tender::cash(fen(5_000))]).unwrap();
        // 15.00 without tax, cost 5.00
        till.till().sell(second, &Cart::new().add(*soap, dec!(5)), &[Tender::cash(fen(1_500))]).unwrap();
        // 5.45 - 0.45 = 5.00, tax 5 - 4.59 = 0.41, cost 2.00; never was
        let cart = Cart::new().member(*bob).line(CartLine::new(*milk, dec!(1)).take_off(dec!(0.45), "dent"));
        till.till().sell(third, &cart, &[Tender::card(fen(500))]).unwrap();
        till.till().void(DocumentId::new(), third, "wrong key").unwrap();
        (first, self.sell_milk())
    }

    /// On the second day: 3 x 5.45 = 16.35, tax 16.35 - 15.00 = 1.35, cost 6.00.
    fn sell_milk(&self) -> SaleId {
        let id = SaleId::new();
        let cart = Cart::new().member(self.parties.ann).add(self.goods.milk, dec!(3));
        at(&self.shop, 2, 9).till().sell(id, &cart, &[Tender::wechat(fen(1_635))]).unwrap();
        id
    }

    /// Of the 12 tea come back 1 (130.00 / 12 = 10.83, tax 1.25, cost 50.00 / 12 = 4.17), then 2 (32.50 - 10.83 = 21.67,
    /// tax 3.74 - 1.25 = 2.49, cost 45.83 x 2 / 11 = 8.33). 2 tea go back to the supplier: book 10.00, 9.00 given back.
    fn second_day(&self, sale: SaleId, receipt: ReceiptId) {
        let till = at(&self.shop, 2, 10);
        for quantity in [dec!(1), dec!(2)] {
            let lines = [RefundLine::new(0, quantity)];
            till.till().refund(RefundId::new(), sale, &lines, RefundTo::SameTenders, "stale").unwrap();
        }
        let back = SupplierReturnLine { refund: Some(dec!(9.00)), ..SupplierReturnLine::new(0, dec!(2)) };
        till.purchasing().return_goods(DocumentId::new(), receipt, &[back]).unwrap();
    }

    /// The milk of the second day is voided. Tea: 7 of 8 found, -5.00. Small soap: 17 of 15 found, +2.00.
    fn fourth_day(&self, sale: SaleId) {
        let Goods { tea, milk, soap, big_soap, .. } = self.goods;
        at(&self.shop, 4, 9).till().void(DocumentId::new(), sale, "never paid").unwrap();
        let desk = at(&self.shop, 4, 20);
        let found = [CountLine::new(tea, dec!(7)), CountLine::new(soap, dec!(17)), CountLine::new(big_soap, dec!(0))];
        desk.stockroom().count(DocumentId::new(), None, &found).unwrap();
        desk.stockroom().write_off(DocumentId::new(), None, &[WriteOffLine::new(milk, dec!(1), "damaged")]).unwrap();
        let floor = desk.catalog().locations().unwrap()[0].id;
        let carried = [TransferLine::new(soap, dec!(5))];
        desk.stockroom().transfer(DocumentId::new(), floor, self.back_room, &carried).unwrap();
        let order = [line(tea, dec!(4), dec!(5))];
        desk.purchasing().order(OrderId::new(), self.parties.dairy, &order).unwrap();
    }

    fn margin(&self, by: By) -> Vec<MarginRow> {
        self.shop.reports().margin(Period::all(), by).unwrap()
    }
}

/// Key, quantity, net sales, tax, cost and profit of rows.
fn figures(rows: &[MarginRow]) -> Vec<(&str, Quantity, i64, i64, i64, i64)> {
    let figures = |row: &MarginRow| {
        let [net_sales, tax, cost, profit] = [row.net_sales, row.tax, row.cost, row.profit].map(Money::minor);
        (net_sales, tax, cost, profit)
    };
    rows.iter()
        .map(|row| {
            let (net_sales, tax, cost, profit) = figures(row);
            (&*row.name, row.quantity, net_sales, tax, cost, profit)
        })
        .collect()
}

#[test]
fn sales_are_net_of_voids_and_refunds_stand_beside_them() {
    let story = Story::tell();
    let mut sales = story.shop.reports().sales(Period::all()).unwrap();
    let taxes: Vec<_> = std::mem::take(&mut sales.by_tax_code)
        .into_iter()
        .map(|tax| (tax.code, tax.net.minor(), tax.tax.minor(), tax.refunds.minor(), tax.refund_tax.minor()))
        .collect();
    assert_eq!(
        taxes,
        [(String::new(), 1_500, 0, 0, 0), ("V13".into(), 13_000, 1_496, 3_250, 374), ("V9".into(), 1_000, 83, 0, 0)]
    );
    let expected = SalesSummary {
        sales: 2,
        sales_with_member: 1,
        sales_without_member: 1,
        members: 1,
        sale_lines: 3,
        units_sold: units(19),
        gross: fen(16_150), // 135.60 + 10.90 + 15.00
        discounts: fen(560),
        coupons: fen(90),
        net: fen(15_500),
        tax: fen(1_579),
        by_tax_code: Vec::new(),
        refunds: RefundTotals {
            documents: 2,
            lines: 2,
            units: units(3),
            amount: fen(3_250),
            tax: fen(374),
            cost: fen(1_250),
        },
        voids: VoidTotals { documents: 2, lines: 2, units: units(4), amount: fen(2_135) }, // 5.00 + 16.35
        cost_of_sales: fen(5_900),                                                         // 50 + 4 + 5
        cogs: fen(4_650),
        gross_profit: fen(6_395), // 139.21 - 28.76 - 46.50
    };
    assert_eq!(sales, expected);
}

#[test]
fn a_void_counts_on_the_day_of_its_sale() {
    let story = Story::tell();
    let period = Period::new(march(1), march(6)).unwrap();
    let days = story.shop.reports().sales_by_day(period).unwrap();
    let row = |index: usize| {
        let day = days[index];
        let amounts = [day.net, day.tax, day.refunds, day.refund_tax, day.cogs, day.gross_profit].map(Money::minor);
        (day.day, day.sales, amounts)
    };
    assert_eq!(days.len(), 5);
    assert_eq!(row(0), (march(1), 2, [15_500, 1_579, 0, 0, 5_900, 8_021]));
    assert_eq!(row(1), (march(2), 0, [0, 0, 3_250, 374, -1_250, -1_626]));
    assert_eq!(row(2), (march(3), 0, [0; 6]));
    assert_eq!(row(3), (march(4), 0, [0; 6]));
    assert_eq!(row(4), (march(5), 0, [0; 6]));
    let all: Vec<_> = story.shop.reports().sales_by_day(Period::all()).unwrap().iter().map(|day| day.day).collect();
    assert_eq!(all, [march(1), march(2)]);
    let none = Period::new(march(2), march(2)).unwrap();
    assert_eq!(story.shop.reports().sales(none).unwrap(), SalesSummary::default());
}

#[test]
fn margins_by_goods() {
    let story = Story::tell();
    let products = story.margin(By::Product);
    // tea: 130.00 - 32.50 - (14.96 - 3.74) = 86.28, cost 50.00 - 12.50
    assert_eq!(
        figures(&products),
        [
            ("Lu Tea", units(9), 8_628, 1_122, 3_750, 4_878),
            ("Soap", units(5), 1_500, 0, 500, 1_000),
            ("Milk", units(2), 917, 83, 400, 517)
        ]
    );
    assert_eq!((products[0].margin, products[0].markup), (Some(dec!(0.565369)), Some(dec!(1.3008))));
    assert_eq!((products[1].margin, products[1].markup), (Some(dec!(0.666667)), Some(dec!(2))));
    let variants = story.margin(By::Variant);
    assert_eq!(variants[0].key, MarginKey::Variant(story.goods.tea));
    assert_eq!(figures(&variants)[1], ("Soap S", units(5), 1_500, 0, 500, 1_000));

    let keys = |by| story.margin(by).into_iter().map(|row| (row.key, row.profit.minor())).collect::<Vec<_>>();
    let category = |id, profit| (MarginKey::Category(id), profit);
    let (drinks, food) = (Some(story.drinks), Some(story.food));
    assert_eq!(keys(By::Category), [category(drinks, 4_878), category(None, 1_000), category(food, 517)]);
    assert_eq!(keys(By::TopCategory), [category(food, 5_395), category(None, 1_000)]);
    let brand = |name: &str, profit| (MarginKey::Brand(name.into()), profit);
    assert_eq!(keys(By::Brand), [brand("Lu", 4_878), brand("", 1_517)]);
}

#[test]
fn margins_by_member_and_by_day() {
    let story = Story::tell();
    let members = story.margin(By::Member);
    assert_eq!(members[0].key, MarginKey::Member(Some(story.parties.ann)));
    assert_eq!(
        figures(&members),
        [
            ("Ann", units(11), 9_545, 1_205, 4_150, 5_395),
            ("", units(5), 1_500, 0, 500, 1_000),
            ("Bob", units(0), 0, 0, 0, 0)
        ]
    );
    assert_eq!((members[2].margin, members[2].markup), (None, None));
    let days = story.margin(By::Day);
    assert_eq!(
        figures(&days),
        [
            ("2026-03-01", units(19), 13_921, 1_579, 5_900, 8_021),
            ("2026-03-02", units(-3), -2_876, -374, -1_250, -1_626) // 3 milk sold and voided, 3 tea back
        ]
    );
    let second = story.shop.reports().margin(Period::day(march(2)), By::Product).unwrap();
    assert_eq!(figures(&second), [("Milk", units(0), 0, 0, 0, 0), ("Lu Tea", units(-3), -2_876, -374, -1_250, -1_626)]);
}

#[test]
fn margins_by_product_and_day() {
    let story = Story::tell();
    let products = story.shop.reports().margin_by_product_and_day(Period::all()).unwrap();
    let names: Vec<&str> = products.iter().map(|product| &*product.name).collect();
    assert_eq!(names, ["Lu Tea", "Milk", "Soap"]);
    let days: Vec<_> = products[1].days.iter().map(|day| (day.day, day.quantity, day.profit.minor())).collect();
    assert_eq!(days, [(march(1), units(2), 517), (march(2), units(0), 0)]);
    assert_eq!(products[1].days[0].margin(), Some(dec!(0.563795))); // 5.17 / 9.17
    assert_eq!(products[1].days[0].markup(), Some(dec!(1.2925)));
    assert_eq!(products[1].days[1].margin(), None);
}

/// The totals that sales keep up to date, of as many products as were sold, are those of the ledger.
fn check_lifetime(story: &Story, products: usize) {
    let all = story.shop.reports().top_products(usize::MAX).unwrap();
    let ledger: Vec<MarginRow> = story.margin(By::Product).into_iter().filter(|row| !row.quantity.is_zero()).collect();
    assert_eq!((all.len(), ledger.len()), (products, products));
    for (lifetime, row) in all.iter().zip(ledger) {
        assert_eq!(MarginKey::Product(lifetime.product), row.key);
        assert_eq!((lifetime.net_sales, lifetime.tax, lifetime.cost), (row.net_sales, row.tax, row.cost));
        assert_eq!((lifetime.quantity, lifetime.margin), (row.quantity, row.margin));
    }
}

#[test]
fn lifetime_totals_follow_what_is_posted_between_two_reports() {
    let story = Story::tell();
    check_lifetime(&story, 3);
    let day = at(&story.shop, 5, 9);
    let sell = |variant, minor| {
        let id = SaleId::new();
        day.till().sell(id, &Cart::new().add(variant, dec!(2)), &[Tender::cash(fen(minor))]).unwrap();
        id
    };
    let soap = sell(story.goods.soap, 600);
    check_lifetime(&story, 3);
    day.till().refund(RefundId::new(), soap, &[RefundLine::new(0, dec!(1))], RefundTo::SameTenders, "torn").unwrap();
    let opening = [OpeningStockLine::new(story.goods.pen, dec!(5), dec!(0.40))];
    day.stockroom().open_with(DocumentId::new(), None, &opening).unwrap();
    let pens = sell(story.goods.pen, 200);
    check_lifetime(&story, 4);
    day.till().void(DocumentId::new(), pens, "wrong key").unwrap();
    check_lifetime(&story, 3);
    // A new product comes before all others by name; what they sold stays theirs.
    let ale = NewProduct::new("Ale").price(dec!(4));
    let ale = day.catalog().add(ale).unwrap().variants[0].id;
    day.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(ale, dec!(2), dec!(1))]).unwrap();
    check_lifetime(&story, 3);
    sell(ale, 800);
    check_lifetime(&story, 4);
    story.shop.office().rebuild().unwrap();
    check_lifetime(&story, 4);
}

#[test]
fn lifetime_totals_tell_the_same_as_the_ledger() {
    let story = Story::tell();
    let top = story.shop.reports().top_products(2).unwrap();
    let rows: Vec<_> = top.iter().map(|p| (&*p.name, &*p.brand, p.profit.minor())).collect();
    assert_eq!(rows, [("Tea", "Lu", 4_878), ("Soap", "", 1_000)]);
    check_lifetime(&story, 3);
    // net sales 86.28, 15.00, 9.17 of 110.45: shares before 0, 78.1 and 91.7 %
    let abc = story.shop.reports().abc(AbcRule::default()).unwrap();
    let rows: Vec<_> = abc.iter().map(|p| (&*p.name, p.share_before, p.class)).collect();
    assert_eq!(
        rows,
        [
            ("Tea", Some(dec!(0)), AbcClass::A),
            ("Soap", Some(dec!(0.781168)), AbcClass::A),
            ("Milk", Some(dec!(0.916976)), AbcClass::B)
        ]
    );
    assert_eq!(abc[1].share, Some(dec!(0.135808)));
}

#[test]
fn the_abc_rule_agrees_with_its_vector() {
    let case: serde_json::Value =
        serde_json::from_str(include_str!("vectors/analytics/abc-80-95-share-before.json")).unwrap();
    let decimal = |value: &serde_json::Value| value.to_string().parse::<Decimal>().unwrap();
    let cut = |name: &str| Rate::try_from(decimal(&case["params"][name])).unwrap();
    let rule = AbcRule { a: cut("a"), b: cut("b") };
    assert_eq!(rule, AbcRule::default());
    let items = case["input"]["items"].as_array().unwrap();
    let currency = tillbook::value::Currency::CNY;
    let values: Vec<Money> =
        items.iter().map(|item| Money::from_decimal(decimal(&item[1]), currency).unwrap()).collect();
    let classes = rule.classes(&values).unwrap();
    assert_eq!(classes.len(), 8);
    for (item, class) in items.iter().zip(classes) {
        let expected = &case["expect"]["class"][item[0].as_str().unwrap()];
        assert_eq!(&serde_json::to_value(class).unwrap(), expected, "{item}");
    }
}

#[test]
fn tenders_leave_out_change_and_voids() {
    let story = Story::tell();
    let total = |method, received, refunded| TenderTotal {
        method,
        received: fen(received),
        refunded: fen(refunded),
        other: fen(0),
        net: fen(received - refunded),
    };
    let all = story.shop.reports().tenders(Period::all()).unwrap();
    assert_eq!(
        all,
        [
            total(TenderMethod::Cash, 5_500, 0),        // 50.00 less 10.00 change, 15.00
            total(TenderMethod::Card, 0, 0),            // paid and voided
            total(TenderMethod::Wechat, 10_000, 3_250)  // the milk of the second day was voided
        ]
    );
    let fourth = story.shop.reports().tenders(Period::day(march(4))).unwrap();
    assert_eq!(fourth, []);
}

#[test]
fn a_day_is_closed_with_what_the_drawer_must_hold() {
    let story = Story::tell();
    let close = story.shop.reports().day_close(march(1)).unwrap();
    assert_eq!((close.day, close.sales.sales, close.sales.net), (march(1), 2, fen(15_500)));
    assert_eq!((close.sales.voids.documents, close.sales.voids.amount), (1, fen(500)));
    assert_eq!(close.tenders.iter().map(|total| total.net.minor()).collect::<Vec<_>>(), [5_500, 0, 10_000]);
    // the dented milk was voided
    assert_eq!((close.hand_discount_lines, close.hand_discounts), (1, fen(560)));
    let device = &close.devices[0];
    assert_eq!((close.devices.len(), device.device.as_str(), device.documents), (1, "T1", 4));
    assert!(device.first_number.starts_with("S-T1-") && device.last_number.starts_with("V-T1-"));
    assert_ne!(device.last_hash, Digest::NONE);
    let quiet = story.shop.reports().day_close(march(3)).unwrap();
    assert_eq!((quiet.sales, quiet.tenders.len(), quiet.devices.len()), (SalesSummary::default(), 0, 0));
}

#[test]
fn stock_by_variant_and_by_expiry() {
    let story = Story::tell();
    let reports = story.shop.reports();
    // tea 7 worth 5.00 + 15.00 + 4.17 + 8.33, milk 12 - 2 - 1 = 9 at 2.00, small soap 20 - 5 + 2 = 17 at 1.00
    assert_eq!(reports.stock().unwrap(), StockSummary { quantity: units(33), value: fen(6_750), variants: 3 });
    let rows = |of| {
        let rows = reports.stock_by_variant(of).unwrap();
        rows.into_iter().map(|row| (row.variant, row.sku, row.quantity, row.value)).collect::<Vec<_>>()
    };
    let Goods { tea, milk, soap, big_soap, pen } = story.goods;
    let held = [
        (tea, "TEA".to_string(), units(7), fen(3_250)),
        (milk, "MILK".to_string(), units(9), fen(1_800)),
        (soap, "SOAP-S".to_string(), units(17), fen(1_700)),
    ];
    let none = |id, sku: &str| (id, sku.to_string(), units(0), fen(0));
    assert_eq!(rows(StockOf::OnHand), held);
    assert_eq!(rows(StockOf::AllVariants), [held.to_vec(), vec![none(big_soap, "SOAP-L"), none(pen, "PEN")]].concat());
    let expiry = |expires_on, quantity| ExpiryStock { expires_on, quantity: units(quantity) };
    assert_eq!(reports.stock_by_expiry().unwrap(), [expiry(Some(date(4)), 9), expiry(None, 24)]);
}

#[test]
fn expiring_goods_are_worth_their_share_of_the_average() {
    let story = Story::tell();
    let reports = story.shop.reports();
    assert!(reports.expiring(2, date(1)).unwrap().is_empty());
    let soon = &reports.expiring(3, date(1)).unwrap()[0];
    assert_eq!((soon.sku.as_str(), soon.batch.as_str(), soon.quantity), ("MILK", "M1", units(9)));
    assert_eq!((soon.expires_on, soon.days_left, soon.is_expired, soon.value), (date(4), 3, false, fen(1_800)));
    let last_day = &reports.expiring(0, date(4)).unwrap()[0];
    assert_eq!((last_day.days_left, last_day.is_expired), (0, false));
    let past = &reports.expiring(0, date(6)).unwrap()[0];
    assert_eq!((past.days_left, past.is_expired), (-2, true));
}

#[test]
fn low_stock_tells_what_is_on_its_way() {
    let story = Story::tell();
    let low = story.shop.reports().below_reorder_point(10).unwrap();
    assert_eq!(low.len(), 1);
    assert_eq!((low[0].variant, low[0].sku.as_str()), (story.goods.tea, "TEA"));
    assert_eq!((low[0].on_hand, low[0].on_order, low[0].reorder_point), (units(7), units(4), units(8)));
    assert!(story.shop.reports().below_reorder_point(0).unwrap().is_empty());
}

#[test]
fn purchases_tell_what_was_ordered_and_what_came() {
    let story = Story::tell();
    let purchases = story.shop.reports().purchases_by_supplier(Period::all()).unwrap();
    let dairy = PurchaseTotals {
        orders: 2,
        units_ordered: units(26),   // 10 + 12, and 4 on the fourth day
        units_fulfilled: units(21), // 6 + 3 and 12
        units_on_order: units(4),
        units_short: units(1),
        unit_fill: Some(dec!(0.954545)), // 21 / 22
        receipts: 2,
        receipt_lines: 3,
        units_received: units(21),
        value: fen(6_900), // 30.00 + 24.00 + 15.00
        landed_costs: fen(0),
        units_rejected: units(1),
        returns: 1,
        units_returned: units(2),
        returned_value: fen(900),
    };
    let chemist = PurchaseTotals { orders: 1, units_ordered: units(6), ..PurchaseTotals::default() };
    let rows: Vec<_> = purchases.suppliers.iter().map(|row| (row.code.as_str(), row.totals)).collect();
    assert_eq!(rows, [("S1", dairy), ("S2", chemist)]);
    assert_eq!(purchases.total, PurchaseTotals { orders: 3, units_ordered: units(32), ..dairy });
    let fourth = story.shop.reports().purchases_by_supplier(Period::day(march(4))).unwrap().total;
    assert_eq!((fourth.orders, fourth.units_on_order, fourth.receipts), (1, units(4), 0));
    assert_eq!(fourth.unit_fill, None);
}

#[test]
fn stock_changes_add_up() {
    let story = Story::tell();
    let flow = |lines, quantity, value| Flow { lines, quantity: units(quantity), value: fen(value) };
    let all = story.shop.reports().stock_changes(Period::all()).unwrap();
    assert_eq!((all.opening, all.closing), (flow(0, 0, 0), flow(0, 33, 6_750)));
    assert_eq!((all.opening_stock, all.receipts), (flow(2, 30, 6_000), flow(3, 21, 6_900)));
    assert_eq!((all.sales, all.voids, all.refunds), (flow(5, 23, 6_700), flow(2, 4, 800), flow(2, 3, 1_250)));
    assert_eq!((all.supplier_returns, all.write_offs), (flow(1, 2, 1_000), flow(1, 1, 200)));
    assert_eq!((all.count_losses, all.count_gains), (flow(1, 1, 500), flow(1, 2, 200)));
    assert_eq!((all.lines_counted, all.lines_off, all.count_variance), (3, 2, fen(300)));
    assert_eq!((all.transfers, all.cogs), (flow(1, 5, 0), fen(4_650)));
    // opening 60, receipts 69; sales 61 and 6 less voids 2 and 6 and refunds 12.50; supplier return 10
    let third = story.shop.reports().stock_changes(Period::day(march(3))).unwrap();
    assert_eq!(third.opening.value, fen(6_000 + 6_900 - 6_700 + 800 + 1_250 - 1_000));
    assert_eq!(third.closing, third.opening);
}

#[test]
fn three_readings_of_the_tax_on_refunds() {
    let shop = open();
    let cup = NewProduct { tax_code: "V13".into(), ..NewProduct::new("Cup").price(dec!(1.60)) };
    let cup = shop.catalog().add(cup).unwrap().variants[0].id;
    let stock = [OpeningStockLine::new(cup, dec!(4), dec!(1))];
    at(&shop, 1, 6).stockroom().open_with(DocumentId::new(), None, &stock).unwrap();
    let sale = SaleId::new();
    // 6.40, tax 6.40 - 5.66 = 0.74
    at(&shop, 1, 7).till().sell(sale, &Cart::new().add(cup, dec!(4)), &[Tender::cash(fen(640))]).unwrap();
    for day in [2, 3, 3, 4] {
        let one = [RefundLine::new(0, dec!(1))];
        let till = at(&shop, day, 8);
        till.till().refund(RefundId::new(), sale, &one, RefundTo::SameTenders, "chipped").unwrap();
    }
    let readings =
        |booked, by_row, by_line| RefundTaxReadings { booked: fen(booked), by_row: fen(by_row), by_line: fen(by_line) };
    // booked: 0.74 x 3 / 4 = 0.555; by row: 1.60 - 1.42 = 0.18, three times; by line: 4.80 - 4.25
    let two_days = Period::new(march(2), march(4)).unwrap();
    assert_eq!(shop.reports().refund_tax_readings(two_days).unwrap(), readings(56, 54, 55));
    // the last cup: booked 0.74 - 0.56, by line 6.40 - 5.66 less the 0.55 of the days before
    assert_eq!(shop.reports().refund_tax_readings(Period::day(march(4))).unwrap(), readings(18, 18, 19));
    assert_eq!(shop.reports().refund_tax_readings(Period::all()).unwrap(), readings(74, 72, 74));
}

/// Something that happens; what is refused leaves no trace.
#[derive(Debug, Clone)]
enum Event {
    Receive { good: usize, units: i64, cost: i64 },
    Sell { good: usize, units: i64, off: i64, member: bool },
    Refund { sale: usize, units: i64 },
    Void { sale: usize },
    Count { good: usize, units: i64 },
    WriteOff { good: usize },
    NextDay,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => (0_usize..3, 1_i64..9, 0_i64..700).prop_map(|(good, units, cost)| Event::Receive { good, units, cost }),
        5 => (0_usize..3, 1_i64..6, 0_i64..90, any::<bool>())
            .prop_map(|(good, units, off, member)| Event::Sell { good, units, off, member }),
        3 => (0_usize..8, 1_i64..4).prop_map(|(sale, units)| Event::Refund { sale, units }),
        1 => (0_usize..8).prop_map(|sale| Event::Void { sale }),
        1 => (0_usize..3, 0_i64..9).prop_map(|(good, units)| Event::Count { good, units }),
        1 => (0_usize..3).prop_map(|good| Event::WriteOff { good }),
        2 => Just(Event::NextDay),
    ]
}

/// Lives through the events from the first of March on.
fn live(events: &[Event]) -> Shop {
    let shop = open();
    let product = |name: &str, tax: &str, price| NewProduct {
        tax_code: tax.into(),
        ..NewProduct::new(name).price(Decimal::new(price, 2))
    };
    let products = [product("Cup", "V13", 160), product("Pear", "V9", 233), product("Book", "", 999)];
    let cards = shop.catalog().add_all(DocumentId::new(), &products).unwrap();
    let goods: Vec<VariantId> = cards.iter().map(|card| card.variants[0].id).collect();
    let (parties, mut sales, mut day) = (meet_parties(&shop), Vec::new(), 1);
    for event in events {
        let desk = at(&shop, day, 12);
        match *event {
            Event::NextDay => day += 1,
            Event::Receive { good, units, cost } => {
                let lines = [tillbook::shop::ReceiptLine::of(goods[good], units.into(), Decimal::new(cost, 2))];
                desk.purchasing().receive_from(ReceiptId::new(), parties.dairy, None, &lines).unwrap();
            }
            Event::Sell { good, units, off, member } => {
                let bought = CartLine::new(goods[good], units.into());
                let cart = Cart::new().line(bought.take_off(Decimal::new(off, 2), "bargain"));
                let cart = if member { cart.member(parties.ann) } else { cart };
                let total = desk.till().price(&cart).unwrap().total;
                let tender = if off % 2 == 0 { Tender::cash(total) } else { Tender::wechat(total) };
                sales.extend(desk.till().sell(SaleId::new(), &cart, &[tender]).map(|sale| sale.id));
            }
            Event::Refund { sale, units } => {
                let Some(&sale) = sales.get(sale) else { continue };
                let lines = [RefundLine::new(0, units.into())];
                let _ = desk.till().refund(RefundId::new(), sale, &lines, RefundTo::SameTenders, "no use");
            }
            Event::Void { sale } => {
                let Some(&sale) = sales.get(sale) else { continue };
                let _ = desk.till().void(DocumentId::new(), sale, "mistake");
            }
            Event::Count { good, units } => {
                let lines = [CountLine::new(goods[good], units.into())];
                desk.stockroom().count(DocumentId::new(), None, &lines).unwrap();
            }
            Event::WriteOff { good } => {
                let lines = [WriteOffLine::new(goods[good], dec!(1), "broken")];
                let _ = desk.stockroom().write_off(DocumentId::new(), None, &lines);
            }
        }
    }
    shop
}

fn sum(amounts: impl Iterator<Item = Money>) -> Money {
    Money::sum(amounts).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// However margins are cut, they add up to the sales summary.
    #[test]
    fn margins_of_every_cut_add_up_to_the_sales(events in prop::collection::vec(event(), 1..40)) {
        let shop = live(&events);
        let reports = shop.reports();
        let sales = reports.sales(Period::all()).unwrap();
        for by in [By::Product, By::Variant, By::Category, By::TopCategory, By::Brand, By::Day, By::Member] {
            let rows = reports.margin(Period::all(), by).unwrap();
            prop_assert_eq!(sum(rows.iter().map(|row| row.profit)), sales.gross_profit);
            prop_assert_eq!(sum(rows.iter().map(|row| row.cost)), sales.cogs);
            prop_assert_eq!(sum(rows.iter().map(|row| row.tax)), sales.tax.sub(sales.refunds.tax).unwrap());
        }
        let products = reports.margin_by_product_and_day(Period::all()).unwrap();
        prop_assert_eq!(sum(products.iter().flat_map(|p| &p.days).map(|day| day.profit)), sales.gross_profit);
        let lifetime = reports.top_products(usize::MAX).unwrap();
        prop_assert_eq!(sum(lifetime.iter().map(|row| row.profit)), sales.gross_profit);
    }

    /// Days add up to the whole, payments to the sales, and gross less discounts is what customers paid.
    #[test]
    fn days_and_tenders_add_up_to_the_sales(events in prop::collection::vec(event(), 1..40)) {
        let shop = live(&events);
        let reports = shop.reports();
        let sales = reports.sales(Period::all()).unwrap();
        prop_assert_eq!(sales.gross.sub(sales.discounts).unwrap().sub(sales.coupons).unwrap(), sales.net);
        prop_assert_eq!(sum(sales.by_tax_code.iter().map(|tax| tax.net)), sales.net);
        prop_assert_eq!(sum(sales.by_tax_code.iter().map(|tax| tax.refund_tax)), sales.refunds.tax);
        let days = reports.sales_by_day(Period::new(march(1), march(40)).unwrap()).unwrap();
        prop_assert_eq!(days.iter().map(|day| day.sales).sum::<i64>(), sales.sales);
        prop_assert_eq!(sum(days.iter().map(|day| day.gross_profit)), sales.gross_profit);
        let closes: Vec<_> = days.iter().map(|day| reports.day_close(day.day).unwrap()).collect();
        prop_assert_eq!(closes.iter().map(|close| close.sales.sale_lines).sum::<i64>(), sales.sale_lines);
        prop_assert_eq!(sum(closes.iter().map(|close| close.sales.voids.amount)), sales.voids.amount);
        let tenders = reports.tenders(Period::all()).unwrap();
        prop_assert_eq!(sum(tenders.iter().map(|total| total.received)), sales.net);
        prop_assert_eq!(sum(tenders.iter().map(|total| total.refunded)), sales.refunds.amount);
        prop_assert_eq!(reports.refund_tax_readings(Period::all()).unwrap().booked, sales.refunds.tax);
    }

    /// What came in is what went out and what is left, in units and in money, over any stretch of days.
    #[test]
    fn stock_is_conserved(events in prop::collection::vec(event(), 1..40), cut in 1_i32..10) {
        let shop = live(&events);
        let reports = shop.reports();
        let before = reports.stock_changes(Period::new(march(1), march(cut)).unwrap()).unwrap();
        let after = reports.stock_changes(Period::new(march(cut), march(60)).unwrap()).unwrap();
        let stock = reports.stock().unwrap();
        prop_assert_eq!(before.opening, Flow::default());
        prop_assert_eq!(before.closing, after.opening);
        prop_assert_eq!((after.closing.quantity, after.closing.value), (stock.quantity, stock.value));
        for part in [before, after] {
            let come = [part.opening, part.opening_stock, part.receipts, part.refunds, part.voids, part.count_gains];
            let gone = [part.sales, part.supplier_returns, part.count_losses, part.write_offs, part.write_downs, part.closing];
            prop_assert_eq!(sum(come.iter().map(|flow| flow.value)), sum(gone.iter().map(|flow| flow.value)));
            let units = |flows: &[Flow]| Quantity::sum(flows.iter().map(|flow| flow.quantity)).unwrap();
            prop_assert_eq!(units(&come), units(&gone));
        }
        let all = reports.stock_changes(Period::all()).unwrap();
        prop_assert_eq!(all.cogs, reports.sales(Period::all()).unwrap().cogs);
        prop_assert_eq!(all.lines_off <= all.lines_counted, true);
    }
}
