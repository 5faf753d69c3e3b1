//! Goods that leave without being there: whether they may, by variant, product and shop; and what becomes of what is
//! short when the rule changes.
#![allow(clippy::unwrap_used)]

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::catalog::Product;
use tillbook::document::Settings;
use tillbook::ledger::NegativeStock::{self, Allow, Forbid};
use tillbook::party::Supplier;
use tillbook::pricing::Cart;
use tillbook::report::Period;
use tillbook::shop::{NewProduct, NewVariant, ReceiptLine, Sale, Tender, VariantEdit};
use tillbook::storage::MemoryStore;
use tillbook::value::{
    BusinessDay, Date, DocumentId, Money, Quantity, ReceiptId, SaleId, SupplierId, Timestamp, VariantId,
};
use tillbook::{Error, Result, Shop};

struct Scene {
    shop: Shop,
    supplier: SupplierId,
}

impl Scene {
    fn new(negative_stock: NegativeStock) -> Self {
        let settings = Settings { negative_stock, ..Settings::default() };
        let shop = Shop::create(MemoryStore::default(), settings).unwrap();
        let supplier = SupplierId::new();
        let record =
            Supplier { id: supplier, code: "S".into(), name: "S".into(), lead_time_days: 0, review_weekday: None };
        shop.purchasing().put_suppliers(DocumentId::new(), &[record]).unwrap();
        Self { shop, supplier }
    }

    fn add(&self, product: NewProduct) -> Vec<VariantId> {
        let card = self.shop.catalog().add(product.price(dec!(9))).unwrap();
        card.variants.iter().map(|variant| variant.id).collect()
    }

    /// Hours from the first day on.
    fn at(&self, hour: u32) -> Shop {
        let (day, hour) = (hour / 24 + 1, hour % 24);
        self.shop.at(format!("2026-03-{day:02}T{hour:02}:00:00+08:00").parse::<Timestamp>().unwrap())
    }

    fn sell(&self, hour: u32, variant: VariantId, quantity: Decimal) -> Result<Sale> {
        let shop = self.at(hour);
        let cart = Cart::new().add(variant, quantity);
        let total = shop.till().price(&cart)?.total;
        shop.till().sell(SaleId::new(), &cart, &[Tender::wechat(total)])
    }

    fn receive(&self, hour: u32, variant: VariantId, quantity: Decimal, cost: Decimal) -> Result<ReceiptId> {
        let line = ReceiptLine::of(variant, quantity, cost);
        let purchasing = self.at(hour);
        let receipt = purchasing.purchasing().receive_from(ReceiptId::new(), self.supplier, None, &[line])?;
        Ok(receipt.id)
    }

    fn edit(&self, edit: VariantEdit) -> Result<()> {
        self.shop.catalog().edit(DocumentId::new(), &[edit])
    }

    /// What is open of a variant, the oldest first: quantity, provisional cost.
    fn open(&self, variant: VariantId) -> Vec<(Quantity, Money)> {
        let open = self.shop.stockroom().shortages().unwrap();
        open.iter().filter(|short| short.variant == variant).map(|short| (short.quantity, short.provisional)).collect()
    }

    fn is_refused(&self, hour: u32, variant: VariantId, quantity: Decimal) {
        let error = self.sell(hour, variant, quantity).unwrap_err();
        assert_eq!(error.code(), "out_of_stock", "{error}");
    }

    /// What goods cost that were sold on a day, as it is booked.
    fn cost_of_day(&self, date: &str) -> Money {
        let period = Period::day(BusinessDay(day(date)));
        self.shop.reports().sales(period).unwrap().cogs
    }

    fn is_sound(&self) {
        let report = self.shop.office().verify().unwrap();
        assert!(report.is_clean(), "{report:#?}");
    }
}

fn units(units: i64) -> Quantity {
    Quantity::whole(units).unwrap()
}

fn day(date: &str) -> Date {
    date.parse().unwrap()
}

fn sizes() -> NewProduct {
    NewProduct::new("Shirt").option("size", ["S", "M"])
}

#[test]
fn the_variant_decides_then_the_product_then_the_shop() {
    for (shop, product, variant, expected) in [
        (Forbid, None, None, Forbid),
        (Allow, None, None, Allow),
        (Forbid, Some(Allow), None, Allow),
        (Allow, Some(Forbid), None, Forbid),
        (Forbid, Some(Allow), Some(Forbid), Forbid),
        (Allow, Some(Forbid), Some(Allow), Allow),
        (Forbid, None, Some(Allow), Allow),
    ] {
        let scene = Scene::new(shop);
        let new = NewVariant { negative_stock: variant, ..NewVariant::default() };
        let ids = scene.add(NewProduct { negative_stock: product, ..NewProduct::new("Cup") }.variant(new));
        let sold = scene.sell(9, ids[0], dec!(1));
        assert_eq!(sold.is_ok(), expected == Allow, "{shop:?} {product:?} {variant:?}: {sold:?}");
        assert!(sold.is_ok() || sold.unwrap_err().code() == "out_of_stock");
    }
}

#[test]
fn what_is_edited_holds_from_the_next_document_on() {
    let scene = Scene::new(Forbid);
    let ids = scene.add(sizes());
    scene.is_refused(9, ids[0], dec!(1));
    let card = scene.shop.catalog().variant(ids[0]).unwrap();
    let product = Product { negative_stock: Some(Allow), ..(*card.product).clone() };
    scene.shop.catalog().edit_products(DocumentId::new(), &[product]).unwrap();
    scene.edit(VariantEdit::new(ids[1]).negative_stock(Forbid)).unwrap();
    scene.sell(9, ids[0], dec!(1)).unwrap();
    scene.is_refused(9, ids[1], dec!(1));
    scene.edit(VariantEdit { negative_stock: Some(None), ..VariantEdit::new(ids[1]) }).unwrap();
    scene.sell(9, ids[1], dec!(1)).unwrap();
    scene.is_sound();
}

#[test]
fn what_is_short_stays_open_when_no_more_may_be() {
    let scene = Scene::new(Allow);
    let tee = scene.add(sizes())[0];
    scene.receive(8, tee, dec!(2), dec!(3)).unwrap();
    scene.sell(9, tee, dec!(3)).unwrap();
    scene.sell(10, tee, dec!(2)).unwrap();
    let cents = Money::from_minor;
    assert_eq!(scene.open(tee), [(units(1), cents(300)), (units(2), cents(600))]);

    scene.edit(VariantEdit::new(tee).negative_stock(Forbid)).unwrap();
    assert_eq!(scene.open(tee).len(), 2);
    scene.is_refused(11, tee, dec!(1));
    // Neither now nor among what was sold short.
    scene.is_refused(9, tee, dec!(1));
    // Goods cover the oldest first.
    scene.receive(12, tee, dec!(2), dec!(4)).unwrap();
    assert_eq!(scene.open(tee), [(units(1), cents(300))]);
    scene.is_refused(13, tee, dec!(1));
    scene.receive(13, tee, dec!(2), dec!(4)).unwrap();
    assert!(scene.open(tee).is_empty());
    scene.sell(14, tee, dec!(1)).unwrap();
    assert_eq!(scene.shop.stockroom().on_hand(tee).unwrap(), (Quantity::ZERO, Money::ZERO));
    scene.is_sound();
}

#[test]
fn old_shortages_are_in_the_way_of_no_late_paper() {
    let scene = Scene::new(Allow);
    let tee = scene.add(sizes())[0];
    scene.sell(9, tee, dec!(5)).unwrap();
    scene.sell(11, tee, dec!(5)).unwrap();
    scene.edit(VariantEdit::new(tee).negative_stock(Forbid)).unwrap();
    // It covers the first sale; the second one is as short as it was, and no later one is shorter.
    scene.receive(8, tee, dec!(5), dec!(2)).unwrap();
    assert_eq!(scene.open(tee), [(units(5), Money::from_minor(1_000))]);
    // Between the two nothing may leave that the second one would be shorter by.
    let late = scene.receive(10, tee, dec!(2), dec!(2)).unwrap();
    scene.is_refused(10, tee, dec!(1));
    let back = scene.shop.office().void(DocumentId::new(), late.into(), "never came").unwrap_err();
    assert_eq!(back.code(), "out_of_stock", "{back}");
    scene.receive(12, tee, dec!(3), dec!(2)).unwrap();
    assert!(scene.open(tee).is_empty());
    scene.is_sound();
}

#[test]
fn a_lock_names_what_is_short_and_asks_for_approval() {
    let scene = Scene::new(Allow);
    let tees = scene.add(sizes());
    let office = scene.shop.office();
    scene.receive(8, tees[0], dec!(1), dec!(3)).unwrap();
    let short = [scene.sell(9, tees[0], dec!(3)).unwrap(), scene.sell(33, tees[1], dec!(1)).unwrap()];
    let names = |through: &str| -> Vec<String> {
        office.before_lock(day(through)).unwrap().shortages.into_iter().map(|short| short.number).collect()
    };
    assert_eq!(names("2026-03-01"), [short[0].slip.number.clone()]);
    let review = office.before_lock(day("2026-03-02")).unwrap();
    assert_eq!(review.shortages, scene.shop.stockroom().shortages().unwrap());
    assert_eq!((review.shortages[0].quantity, review.shortages[0].provisional), (units(2), Money::from_minor(600)));

    let refused = office.lock(DocumentId::new(), day("2026-03-02")).unwrap_err();
    let Error::OpenShortages { open: 2, documents, .. } = &refused else { panic!("{refused}") };
    assert_eq!(documents, &short.each_ref().map(|sale| sale.slip.number.clone()));
    assert!(short.iter().all(|sale| refused.to_string().contains(&sale.slip.number)), "{refused}");
    // It left nothing behind: goods of that day still come, and what they cover is named no more.
    scene.receive(10, tees[0], dec!(2), dec!(4)).unwrap();
    assert!(names("2026-03-01").is_empty());
    office.lock(DocumentId::new(), day("2026-03-01")).unwrap();
    assert_eq!(scene.receive(11, tees[0], dec!(1), dec!(4)).unwrap_err().code(), "period_locked");

    // The other one is closed with its provisional cost; what covers it counts on its own day.
    assert_eq!(names("2026-03-02"), [short[1].slip.number.clone()]);
    scene.shop.approved_by("owner").office().lock(DocumentId::new(), day("2026-03-02")).unwrap();
    scene.receive(60, tees[1], dec!(5), dec!(2)).unwrap();
    assert!(scene.shop.stockroom().shortages().unwrap().is_empty());
    let cents = Money::from_minor;
    let costs = ["2026-03-01", "2026-03-02", "2026-03-03"].map(|day| scene.cost_of_day(day));
    assert_eq!(costs, [cents(1_100), cents(0), cents(200)]);
    scene.is_sound();
}

#[test]
fn days_that_cannot_be_locked_cannot_be_reviewed() {
    let scene = Scene::new(Allow);
    let office = scene.shop.office();
    let far = day("2199-12-31");
    office.lock(DocumentId::new(), day("2026-03-02")).unwrap();
    for through in [day("2026-03-01"), day("2026-03-02"), far] {
        for refused in [office.before_lock(through).map(drop), office.lock(DocumentId::new(), through)] {
            let error = refused.unwrap_err();
            assert!(matches!(error, Error::Invalid { .. }) && error.to_string().contains("through"), "{error}");
        }
    }
    office.before_lock(day("2026-03-03")).unwrap();
}

#[test]
fn goods_that_moved_keep_their_assumed_cost() {
    let scene = Scene::new(Allow);
    let tees = scene.add(sizes());
    let cost_of = |sale: &Sale| scene.shop.stockroom().explain_cost(sale.id).unwrap().cost;
    scene.edit(VariantEdit::new(tees[0]).assumed_cost(dec!(4))).unwrap();
    scene.edit(VariantEdit::new(tees[0]).assumed_cost(dec!(5))).unwrap();
    let sale = scene.sell(9, tees[0], dec!(2)).unwrap();
    assert_eq!(cost_of(&sale), Money::from_minor(1_000));

    let error = scene.edit(VariantEdit::new(tees[0]).assumed_cost(dec!(6))).unwrap_err();
    assert_eq!(error.code(), "goods_moved");
    let sku = &scene.shop.catalog().variant(tees[0]).unwrap().variant.sku;
    assert!(error.to_string().contains(sku) && error.to_string().contains("assumed_cost"), "{error}");
    let none = VariantEdit { assumed_cost: Some(None), ..VariantEdit::new(tees[0]) };
    assert_eq!(scene.edit(none.clone()).unwrap_err().code(), "goods_moved");
    // The same again changes nothing; goods that never moved may be taken to cost anything.
    scene.edit(VariantEdit::new(tees[0]).assumed_cost(dec!(5)).price(dec!(10))).unwrap();
    scene.edit(VariantEdit::new(tees[1]).assumed_cost(dec!(6))).unwrap();
    scene.edit(VariantEdit { variant: tees[1], ..none }).unwrap();
    let free = scene.sell(9, tees[1], dec!(1)).unwrap();
    assert_eq!(cost_of(&free), Money::ZERO);
    // A voided sale moved them all the same: its past is replayed without it, by the same assumed cost.
    scene.shop.till().void(DocumentId::new(), sale.id, "never was").unwrap();
    assert_eq!(scene.edit(VariantEdit::new(tees[0]).assumed_cost(dec!(7))).unwrap_err().code(), "goods_moved");
    assert_eq!(cost_of(&scene.sell(8, tees[0], dec!(1)).unwrap()), Money::from_minor(500));
    scene.is_sound();
}

#[test]
fn an_edit_says_what_it_takes_away() {
    let scene = Scene::new(Forbid);
    let tee = scene.add(sizes())[0];
    let nothing = VariantEdit::new(tee);
    let away = VariantEdit {
        member_price: Some(None),
        lowest_price: Some(None),
        assumed_cost: Some(None),
        negative_stock: Some(None),
        reorder_point: Some(None),
        ..nothing.clone()
    };
    for edit in [&nothing, &away] {
        let json = serde_json::to_string(edit).unwrap();
        assert_eq!(&serde_json::from_str::<VariantEdit>(&json).unwrap(), edit, "{json}");
    }
    // To take the price away is another request than to leave it.
    let id = DocumentId::new();
    scene.shop.catalog().edit(id, &[nothing]).unwrap();
    assert_eq!(scene.shop.catalog().edit(id, &[away]).unwrap_err().code(), "id_reused");
}
