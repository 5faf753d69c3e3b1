//! A shop with a counter at which offers are tried.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::document::Settings;
use tillbook::pricing::{Cart, Quote};
use tillbook::promotion::{Benefit, Per, Promotion, Reason};
use tillbook::shop::{NewProduct, NewVariant, OpeningStockLine, Sale, ShopOptions, Tender};
use tillbook::storage::MemoryStore;
use tillbook::value::{DocumentId, ManualClock, Money, PromotionId, Quantity, SaleId, VariantId};

/// A shop in Shanghai at noon of Tuesday 2026-03-10 with tea (10.00, a hundred packs) and cups (25.00, three).
pub(crate) struct Counter {
    pub(crate) shop: Shop,
    clock: Arc<ManualClock>,
    pub(crate) tea: VariantId,
    pub(crate) cup: VariantId,
}

impl Counter {
    pub(crate) fn new() -> Self {
        Self::with(Settings::default())
    }

    /// With other settings than those of a shop in Shanghai.
    pub(crate) fn with(settings: Settings) -> Self {
        let clock = Arc::new(ManualClock::new("2026-03-10T12:00:00+08:00".parse().unwrap()));
        let options = ShopOptions { clock: Box::new(Arc::clone(&clock)), ..ShopOptions::default() };
        let shop = Shop::create_with(MemoryStore::default(), settings, options).unwrap();
        let goods = |sku: &str, price| {
            let product = NewProduct::new(sku).price(price).variant(NewVariant::default().sku(sku));
            shop.catalog().add(product).unwrap().variants[0].id
        };
        let (tea, cup) = (goods("TEA", dec!(10)), goods("CUP", dec!(25)));
        let stock = [OpeningStockLine::new(tea, dec!(100), dec!(6)), OpeningStockLine::new(cup, dec!(3), dec!(11))];
        shop.stockroom().open_with(DocumentId::new(), None, &stock).unwrap();
        Self { shop, clock, tea, cup }
    }

    /// From now on it is this time.
    pub(crate) fn at(&self, time: &str) {
        self.clock.set(time.parse().unwrap());
    }

    pub(crate) fn put(&self, offers: &[Promotion]) {
        self.shop.promotions().put(DocumentId::new(), offers).unwrap();
    }

    pub(crate) fn quote(&self, cart: &Cart) -> Quote {
        self.shop.till().price(cart).unwrap()
    }

    /// Sells the cart for what it is quoted, and proves the books.
    #[track_caller]
    pub(crate) fn try_sell(&self, cart: &Cart) -> tillbook::Result<Sale> {
        let total = self.quote(cart).total;
        let tenders = if total.is_zero() { Vec::new() } else { vec![Tender::cash(total)] };
        self.shop.till().sell(SaleId::new(), cart, &tenders)
    }

    pub(crate) fn sell(&self, cart: &Cart) -> Sale {
        let sale = self.try_sell(cart).unwrap();
        let report = self.shop.office().verify().unwrap();
        assert!(report.is_clean(), "{:?}", report.violations);
        sale
    }

    /// Why the only offer does nothing; `None` if it applies.
    pub(crate) fn refusal(&self, cart: &Cart) -> Option<Reason> {
        let found = self.quote(cart).promotions.unwrap();
        assert_eq!(found.applied.len() + found.refused.len(), 1);
        found.refused.first().map(|refused| refused.reason)
    }

    pub(crate) fn on_hand(&self, variant: VariantId) -> Quantity {
        self.shop.stockroom().on_hand(variant).unwrap().0
    }

    pub(crate) fn teas(&self, units: i64) -> Cart {
        Cart::new().add(self.tea, Decimal::from(units))
    }
}

pub(crate) fn money(minor: i64) -> Money {
    Money::from_minor(minor)
}

/// An offer with this name.
pub(crate) fn offer(name: &str, benefit: Benefit) -> Promotion {
    Promotion::new(PromotionId::derived("till", name), name, benefit)
}

/// So much off the cart.
pub(crate) fn off(name: &str, minor: i64) -> Promotion {
    offer(name, Benefit::AmountOff { amount: money(minor), per: Per::Order })
}
