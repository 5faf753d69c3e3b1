//! A teahouse: tea and cups, sets of both, and lattes made of milk that goes off.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::catalog::Pack;
use tillbook::document::Settings;
use tillbook::ledger::CostingMethod;
use tillbook::party::Supplier;
use tillbook::pricing::Cart;
use tillbook::report::{By, MarginKey, MarginRow, Period};
use tillbook::shop::{NewPart, NewProduct, NewVariant, ReceiptLine, RefundLine, RefundTo, Sale, Tender, VariantEdit};
use tillbook::storage::Store;
use tillbook::value::{
    Date, DocumentId, Money, Quantity, ReceiptId, RefundId, SaleId, SupplierId, Timestamp, VariantId,
};

pub(crate) struct World {
    pub(crate) shop: Shop,
    pub(crate) supplier: SupplierId,
    /// First in, first out.
    pub(crate) tea: VariantId,
    /// By moving average.
    pub(crate) cup: VariantId,
    /// In batches.
    pub(crate) milk: VariantId,
    /// A tea and two cups, for 50.00.
    pub(crate) set: VariantId,
    /// A thirtieth of tea and a quarter of milk, for 18.00.
    pub(crate) latte: VariantId,
}

pub(crate) fn fen(minor: i64) -> Money {
    Money::from_minor(minor)
}

pub(crate) fn q(units: Decimal) -> Quantity {
    Quantity::try_from(units).unwrap()
}

pub(crate) fn date(day: i32) -> Date {
    Date::new(2026, 3, 1).unwrap().plus_days(day - 1)
}

/// Noon of a day of March 2026.
pub(crate) fn noon(day: i32) -> Timestamp {
    format!("{}T12:00:00+08:00", date(day)).parse().unwrap()
}

impl World {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        Self::with(store, Settings::default())
    }

    pub(crate) fn with(store: Arc<dyn Store>, settings: Settings) -> Self {
        let shop = Shop::create(store, Settings { opened_on: date(1), ..settings }).unwrap();
        let supplier = SupplierId::new();
        let (code, name) = ("S1".into(), "Wholesale".into());
        let wholesale = Supplier { id: supplier, code, name, lead_time_days: 1, review_weekday: None };
        shop.purchasing().put_suppliers(DocumentId::new(), &[wholesale]).unwrap();
        let add = |product: NewProduct| {
            let variant = NewVariant::default().sku(product.name.to_uppercase());
            shop.catalog().add(product.variant(variant)).unwrap().variants[0].id
        };
        let tea = NewProduct::new("Tea").price(dec!(30)).pack(Pack::of("spoon", 1, 30).unwrap());
        let tea = add(tea);
        let cup = NewProduct {
            costing: Some(CostingMethod::MovingAverage),
            ..NewProduct::new("Cup").price(dec!(15)).pack(Pack::of("pair", 2, 1).unwrap())
        };
        let cup = add(cup);
        let milk = add(NewProduct::new("Milk").price(dec!(8)).shelf_life_days(20));
        let set = NewProduct::new("Set").price(dec!(50));
        let set = add(set.part(NewPart::new(tea, dec!(1))).part(NewPart::new(cup, dec!(1)).pack("pair")));
        let latte = NewProduct::new("Latte").price(dec!(18));
        let latte = add(latte.part(NewPart::new(tea, dec!(1)).pack("spoon")).part(NewPart::new(milk, dec!(0.25))));
        Self { shop, supplier, tea, cup, milk, set, latte }
    }

    /// On the first: 10 tea at 12.00, 20 cups at 6.00, 4 milk at 5.00 that are good until the 20th and 4 at 7.00 until the 10th.
    pub(crate) fn stocked(store: Arc<dyn Store>) -> Self {
        let world = Self::new(store);
        let milk =
            |cost, batch: &str, until| ReceiptLine::of(world.milk, dec!(4), cost).batch(batch).expires(date(until));
        world.receive(
            1,
            &[
                ReceiptLine::of(world.tea, dec!(10), dec!(12)),
                ReceiptLine::of(world.cup, dec!(20), dec!(6)),
                milk(dec!(5), "LATER", 20),
                milk(dec!(7), "SOONER", 10),
            ],
        );
        world
    }

    pub(crate) fn receive(&self, day: i32, lines: &[ReceiptLine]) -> ReceiptId {
        let id = ReceiptId::new();
        self.shop.at(noon(day)).purchasing().receive_from(id, self.supplier, None, lines).unwrap();
        id
    }

    pub(crate) fn sell(&self, day: i32, cart: &Cart) -> Sale {
        self.try_sell(day, cart).unwrap()
    }

    pub(crate) fn try_sell(&self, day: i32, cart: &Cart) -> tillbook::Result<Sale> {
        let till = self.shop.at(noon(day));
        let total = till.till().price(cart)?.total;
        let tenders = if total.is_zero() { Vec::new() } else { vec![Tender::cash(total)] };
        till.till().sell(SaleId::new(), cart, &tenders)
    }

    pub(crate) fn refund(&self, day: i32, sale: &Sale, lines: &[(usize, Decimal)]) -> tillbook::Result<RefundId> {
        let id = RefundId::new();
        let lines: Vec<RefundLine> = lines.iter().map(|(line, quantity)| RefundLine::new(*line, *quantity)).collect();
        let till = self.shop.at(noon(day));
        till.till().refund(id, sale.id, &lines, RefundTo::SameTenders, "cold").map(|refund| refund.id)
    }

    pub(crate) fn recipe(&self, kit: VariantId, parts: &[(VariantId, Decimal)]) {
        let parts = parts.iter().map(|(variant, quantity)| NewPart::new(*variant, *quantity));
        self.shop.catalog().edit(DocumentId::new(), &[VariantEdit::new(kit).parts(parts)]).unwrap();
    }

    pub(crate) fn on_hand(&self, variant: VariantId) -> (Quantity, Money) {
        self.shop.stockroom().on_hand(variant).unwrap()
    }

    pub(crate) fn row(&self, variant: VariantId) -> Option<MarginRow> {
        let rows = self.shop.reports().margin(Period::all(), By::Variant).unwrap();
        rows.into_iter().find(|row| row.key == MarginKey::Variant(variant))
    }

    /// What all that was sold as this variant cost.
    pub(crate) fn cost(&self, variant: VariantId) -> Money {
        self.row(variant).map_or(Money::ZERO, |row| row.cost)
    }

    /// The books are sound and nothing is different when they are made again; reports agree with each other.
    #[track_caller]
    pub(crate) fn proved(&self) {
        let report = self.shop.office().verify().unwrap();
        assert!(report.is_clean(), "{:?}", report.violations);
        let rows = || self.shop.reports().margin(Period::all(), By::Variant).unwrap();
        let before = rows();
        assert!(self.shop.office().rebuild().unwrap().is_clean());
        assert_eq!(rows(), before);
        assert!(self.shop.office().verify().unwrap().is_clean());
        let cost = Money::sum(before.iter().map(|row| row.cost)).unwrap();
        assert_eq!(cost, self.shop.reports().stock_changes(Period::all()).unwrap().cogs);
        assert_eq!(cost, self.shop.reports().sales(Period::all()).unwrap().cogs);
        let days = self.shop.reports().margin(Period::all(), By::Day).unwrap();
        assert_eq!(cost, Money::sum(days.iter().map(|row| row.cost)).unwrap());
        for product in self.shop.reports().top_products(100).unwrap() {
            let of_product = before.iter().filter(|row| *row.name == *product.name);
            assert_eq!(product.cost, Money::sum(of_product.map(|row| row.cost)).unwrap(), "{}", product.name);
        }
        for kit in [self.set, self.latte] {
            assert_eq!(self.on_hand(kit), (Quantity::ZERO, Money::ZERO));
        }
    }
}
