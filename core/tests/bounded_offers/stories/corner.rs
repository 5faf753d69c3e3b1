//! A shop with tea, cups, and members.

use std::sync::Arc;

use rust_decimal::Decimal;
use tillbook::document::Settings;
use tillbook::party::Member;
use tillbook::pricing::{Cart, Quote};
use tillbook::promotion::{Benefit, Per, Promotion, Reason};
use tillbook::shop::{
    NewProduct, NewVariant, OpeningStockLine, Refund, RefundLine, RefundTo, Sale, ShopOptions, Tender,
};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, ManualClock, MemberId, Money, PromotionId, RefundId, SaleId, VariantId};
use tillbook::{Result, Shop};

use super::Open;

/// A shop in Shanghai at noon of 2026-03-10 with tea (10.00) and cups (25.00), a thousand of each.
pub(crate) struct Corner {
    pub(crate) shop: Shop,
    clock: Arc<ManualClock>,
    pub(crate) tea: VariantId,
    pub(crate) cup: VariantId,
}

pub(crate) const MEMBERS: [&str; 2] = ["lin", "wang"];

pub(crate) fn member(name: &str) -> MemberId {
    MemberId::derived("corner", name)
}

pub(crate) fn money(minor: i64) -> Money {
    Money::from_minor(minor)
}

pub(crate) fn offer(name: &str, benefit: Benefit) -> Promotion {
    Promotion::new(PromotionId::derived("corner", name), name, benefit)
}

/// So much off the cart.
pub(crate) fn off(name: &str, minor: i64) -> Promotion {
    offer(name, Benefit::AmountOff { amount: money(minor), per: Per::Order })
}

/// So much off each unit.
pub(crate) fn off_each(name: &str, minor: i64) -> Promotion {
    offer(name, Benefit::AmountOff { amount: money(minor), per: Per::Unit })
}

impl Corner {
    pub(crate) fn new(open: Open<'_>) -> Self {
        Self::on(open())
    }

    pub(crate) fn on(store: Arc<dyn Store>) -> Self {
        let clock = Arc::new(ManualClock::new("2026-03-10T12:00:00+08:00".parse().unwrap()));
        let options = ShopOptions { clock: Box::new(Arc::clone(&clock)), ..ShopOptions::default() };
        let shop = Shop::create_with(store, Settings::default(), options).unwrap();
        let goods = |sku: &str, price: i64| {
            let product = NewProduct::new(sku).price(price.into()).variant(NewVariant::default().sku(sku));
            shop.catalog().add(product).unwrap().variants[0].id
        };
        let (tea, cup) = (goods("TEA", 10), goods("CUP", 25));
        let stock = [tea, cup].map(|id| OpeningStockLine::new(id, 1_000.into(), 6.into()));
        shop.stockroom().open_with(DocumentId::new(), None, &stock).unwrap();
        let members = MEMBERS.map(|name| Member::new(member(name), name, name));
        shop.members().put(DocumentId::new(), &members).unwrap();
        Self { shop, clock, tea, cup }
    }

    /// From now on it is this time.
    pub(crate) fn at(&self, time: &str) {
        self.clock.set(time.parse().unwrap());
    }

    pub(crate) fn put(&self, offers: &[Promotion]) {
        self.shop.promotions().put(DocumentId::new(), offers).unwrap();
    }

    pub(crate) fn teas(&self, units: i64) -> Cart {
        Cart::new().add(self.tea, Decimal::from(units))
    }

    /// And so many cups.
    pub(crate) fn with_cups(&self, teas: i64, cups: i64) -> Cart {
        self.teas(teas).add(self.cup, Decimal::from(cups))
    }

    pub(crate) fn quote(&self, cart: &Cart) -> Quote {
        self.shop.till().price(cart).unwrap()
    }

    pub(crate) fn total(&self, cart: &Cart) -> i64 {
        self.quote(cart).total.minor()
    }

    /// Why this offer gives the cart nothing; `None` if it applies.
    pub(crate) fn refusal(&self, cart: &Cart, offer: &Promotion) -> Option<Reason> {
        let found = self.quote(cart).promotions.unwrap();
        found.refused.iter().find(|refused| refused.promotion == offer.id).map(|refused| refused.reason)
    }

    /// What is left of the first limit of an offer, without a member.
    pub(crate) fn left(&self, offer: &Promotion) -> u32 {
        self.shop.promotions().left(offer.id, None).unwrap()[0].1
    }

    /// Sells the cart for what it is quoted.
    #[track_caller]
    pub(crate) fn sell(&self, cart: &Cart) -> Sale {
        self.sell_for(cart, self.quote(cart).total).unwrap()
    }

    pub(crate) fn sell_for(&self, cart: &Cart, total: Money) -> Result<Sale> {
        self.shop.till().sell(SaleId::new(), cart, &[Tender::cash(total)])
    }

    /// Takes back so many units of the sale's first line.
    #[track_caller]
    pub(crate) fn take_back(&self, sale: &Sale, units: i64) -> Refund {
        self.take_back_of(sale, 0, units)
    }

    #[track_caller]
    pub(crate) fn take_back_of(&self, sale: &Sale, line: usize, units: i64) -> Refund {
        let line = [RefundLine::new(line, Decimal::from(units))];
        self.shop.till().refund(RefundId::new(), sale.id, &line, RefundTo::SameTenders, "back").unwrap()
    }

    pub(crate) fn void(&self, sale: &Sale) {
        self.shop.till().void(DocumentId::new(), sale.id, "never was").unwrap();
    }

    /// All that is kept follows from the documents.
    #[track_caller]
    pub(crate) fn prove(&self) {
        let report = self.shop.office().verify().unwrap();
        assert!(report.is_clean(), "{:?}", report.violations);
        self.shop.office().rebuild().unwrap();
        let report = self.shop.office().verify().unwrap();
        assert!(report.is_clean(), "after a rebuild: {:?}", report.violations);
    }
}
