//! A shop in Shanghai on 2026-03-10 with tea (10.00), cups (25.00) and a lamp (70.00), and a member.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::document::Settings;
use tillbook::party::Member;
use tillbook::pricing::Cart;
use tillbook::promotion::{Benefit, Per, Promotion};
use tillbook::shop::{NewProduct, NewVariant, OpeningStockLine, Sale, ShopOptions, Tender, VariantEdit};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, ManualClock, MemberId, Money, PromotionId, SaleId, VariantId};
use tillbook::{Result, Shop};

pub(crate) struct World {
    pub(crate) shop: Shop,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) tea: VariantId,
    pub(crate) cup: VariantId,
    pub(crate) lamp: VariantId,
    pub(crate) member: MemberId,
}

pub(crate) fn fen(minor: i64) -> Money {
    Money::from_minor(minor)
}

impl World {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        Self::with(store, Settings::default())
    }

    /// A hundred packs of tea, fifty cups and ten lamps.
    pub(crate) fn with(store: Arc<dyn Store>, settings: Settings) -> Self {
        let clock = Arc::new(ManualClock::new("2026-03-10T12:00:00+08:00".parse().unwrap()));
        let options = ShopOptions { clock: Box::new(Arc::clone(&clock)), ..ShopOptions::default() };
        let shop = Shop::create_with(store, settings, options).unwrap();
        let goods = |sku: &str, price: i64| {
            let product = NewProduct::new(sku).price(price.into()).variant(NewVariant::default().sku(sku));
            shop.catalog().add(product).unwrap().variants[0].id
        };
        let (tea, cup, lamp) = (goods("TEA", 10), goods("CUP", 25), goods("LAMP", 70));
        let stock = [(tea, dec!(100)), (cup, dec!(50)), (lamp, dec!(10))];
        let stock = stock.map(|(id, there)| OpeningStockLine::new(id, there, dec!(6)));
        shop.stockroom().open_with(DocumentId::new(), None, &stock).unwrap();
        let member = MemberId::new();
        let wang = Member { credit_limit: fen(50_000), ..Member::new(member, "13800000001", "王女士") };
        shop.members().put(DocumentId::new(), &[wang]).unwrap();
        Self { shop, clock, tea, cup, lamp, member }
    }

    /// From now on it is noon of this day of March 2026.
    pub(crate) fn march(&self, day: u8) {
        self.clock.set(format!("2026-03-{day:02}T12:00:00+08:00").parse().unwrap());
    }

    pub(crate) fn put(&self, offers: &[Promotion]) {
        self.shop.promotions().put(DocumentId::new(), offers).unwrap();
    }

    pub(crate) fn edit(&self, edit: VariantEdit) {
        self.shop.catalog().edit(DocumentId::new(), &[edit]).unwrap();
    }

    pub(crate) fn sell(&self, cart: &Cart, tenders: &[Tender]) -> Result<Sale> {
        self.shop.till().sell(SaleId::new(), cart, tenders)
    }

    pub(crate) fn on_hand(&self, variant: VariantId) -> Decimal {
        self.shop.stockroom().on_hand(variant).unwrap().0.to_decimal()
    }

    /// All that is kept follows from the documents, and the books are sound.
    #[track_caller]
    pub(crate) fn proved(&self) {
        for _ in 0..2 {
            let report = self.shop.office().verify().unwrap();
            assert!(report.is_clean(), "{:?}", report.violations);
            self.shop.office().rebuild().unwrap();
        }
    }
}

/// So much off each unit of the goods.
pub(crate) fn off_each(name: &str, minor: i64) -> Promotion {
    let benefit = Benefit::AmountOff { amount: fen(minor), per: Per::Unit };
    Promotion::new(PromotionId::derived("carts", name), name, benefit)
}

/// A cart with so many of each.
pub(crate) fn basket(lines: &[(VariantId, i64)]) -> Cart {
    lines.iter().fold(Cart::new(), |cart, (variant, units)| cart.add(*variant, Decimal::from(*units)))
}
