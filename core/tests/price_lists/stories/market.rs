//! A shop that sells to households and to restaurants.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::catalog::Pack;
use tillbook::document::Settings;
use tillbook::party::Member;
use tillbook::pricing::{Cart, CartLine, PriceList, Quote, QuotedLine};
use tillbook::shop::{
    NewProduct, NewVariant, OpeningStockLine, Refund, RefundLine, RefundTo, Sale, ShopOptions, Tender, VariantPrices,
};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, ManualClock, MemberId, Money, PriceListId, RefundId, SaleId, Timestamp, VariantId};

use super::Open;

/// A shop in Shanghai at noon of Tuesday 2026-03-10 with tea (10.00, in cases of 24, not below 7.00, 9.50 for members) and
/// rice (4.00 a kilogram), a thousand of each. Wang is a wholesale customer, Lin a member like others.
pub(crate) struct Market {
    pub(crate) shop: Shop,
    clock: Arc<ManualClock>,
    pub(crate) tea: VariantId,
    pub(crate) rice: VariantId,
    pub(crate) wang: MemberId,
    pub(crate) lin: MemberId,
}

/// A list with this name, for everybody.
pub(crate) fn list(name: &str) -> PriceList {
    PriceList::new(PriceListId::derived("market", name), name)
}

/// A list with this name for a level.
pub(crate) fn list_for(name: &str, level: &str) -> PriceList {
    PriceList { member_levels: vec![level.into()], ..list(name) }
}

pub(crate) fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

impl Market {
    pub(crate) fn new(open: Open<'_>) -> Self {
        Self::on(open())
    }

    pub(crate) fn on(store: Arc<dyn Store>) -> Self {
        let clock = Arc::new(ManualClock::new(moment("2026-03-10T12:00:00+08:00")));
        let options = ShopOptions { clock: Box::new(Arc::clone(&clock)), ..ShopOptions::default() };
        let shop = Shop::create_with(store, Settings::default(), options).unwrap();
        let tea = NewVariant { lowest_price: Some(dec!(7)), ..NewVariant::default().sku("TEA") };
        let tea = NewVariant { member_price: Some(dec!(9.50)), ..tea };
        let tea = NewProduct::new("Tea").price(dec!(10)).pack(Pack::of("case", 24, 1).unwrap()).variant(tea);
        let rice = NewProduct::new("Rice").price(dec!(4)).variant(NewVariant::default().sku("RICE"));
        let [tea, rice] = [tea, rice].map(|product| shop.catalog().add(product).unwrap().variants[0].id);
        let stock = [tea, rice].map(|id| OpeningStockLine::new(id, dec!(1000), dec!(3)));
        shop.stockroom().open_with(DocumentId::new(), None, &stock).unwrap();
        let id = |name| MemberId::derived("market", name);
        let wang = Member { level: "wholesale".into(), ..Member::new(id("wang"), "wang", "Wang") };
        shop.members().put(DocumentId::new(), &[wang, Member::new(id("lin"), "lin", "Lin")]).unwrap();
        Self { shop, clock, tea, rice, wang: id("wang"), lin: id("lin") }
    }

    /// From now on it is this time.
    pub(crate) fn at(&self, time: &str) {
        self.clock.set(moment(time));
    }

    /// Puts a list on record that asks this for tea.
    pub(crate) fn put(&self, list: &PriceList, tea: impl FnOnce(VariantPrices) -> VariantPrices) {
        self.shop.prices().put_lists(DocumentId::new(), std::slice::from_ref(list)).unwrap();
        self.set(list, tea(VariantPrices::new(self.tea)));
    }

    pub(crate) fn set(&self, list: &PriceList, prices: VariantPrices) {
        self.shop.prices().set(DocumentId::new(), list.id, &[prices]).unwrap();
    }

    pub(crate) fn teas(&self, units: i64) -> Cart {
        Cart::new().add(self.tea, Decimal::from(units))
    }

    /// A line of tea by the case.
    pub(crate) fn cases(&self, cases: Decimal) -> CartLine {
        CartLine::new(self.tea, cases).pack("case")
    }

    pub(crate) fn quote(&self, cart: &Cart) -> Quote {
        self.shop.till().price(cart).unwrap()
    }

    /// The first line of the cart's quote.
    pub(crate) fn line(&self, cart: &Cart) -> QuotedLine {
        self.quote(cart).lines.remove(0)
    }

    pub(crate) fn total(&self, cart: &Cart) -> i64 {
        self.quote(cart).total.minor()
    }

    /// Sells the cart for what it is quoted.
    #[track_caller]
    pub(crate) fn sell(&self, cart: &Cart) -> Sale {
        let total = self.quote(cart).total;
        self.shop.till().sell(SaleId::new(), cart, &[Tender::cash(total)]).unwrap()
    }

    /// Takes back so many units of the sale's first line, and gives what the customer got.
    #[track_caller]
    pub(crate) fn take_back(&self, sale: &Sale, units: Decimal) -> Refund {
        let line = [RefundLine::new(0, units)];
        self.shop.till().refund(RefundId::new(), sale.id, &line, RefundTo::SameTenders, "back").unwrap()
    }

    /// All that is kept follows from the documents.
    #[track_caller]
    pub(crate) fn prove(&self) {
        for _ in 0..2 {
            let report = self.shop.office().verify().unwrap();
            assert!(report.is_clean(), "{:?}", report.violations);
            self.shop.office().rebuild().unwrap();
        }
    }
}

pub(crate) fn money(minor: i64) -> Money {
    Money::from_minor(minor)
}
