//! A small shop to be treated badly, and the proof that it did not notice.

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rust_decimal_macros::dec;
use tillbook::catalog::{Location, Pack, TaxCode};
use tillbook::document::{Document, Settings};
use tillbook::ledger::{Balance, Layer, Level, Pool, PostNo, RecordNo};
use tillbook::party::{Member, Supplier};
use tillbook::pricing::Cart;
use tillbook::shop::{NewProduct, NewVariant, OpeningStockLine, Sale, ShopOptions, Tender};
use tillbook::storage::{
    Access, DocumentQuery, Head, LevelQuery, MemoryStore, PoolQuery, Record, RecordKind, RecordQuery, Store, StoreExt,
    Transaction,
};
use tillbook::value::{
    Date, DocumentId, LocationId, ManualClock, MemberId, ProductId, Rate, SaleId, SequentialIds, SupplierId, Timestamp,
    VariantId,
};
use tillbook::{Error, Language, Result, Shop};

use crate::counted::Counted;

pub(crate) const TEA_BARCODE: &str = "6901234567892";

/// A store that can be looked into while a shop has it.
#[derive(Clone, Default)]
pub(crate) struct Shared {
    store: Arc<MemoryStore>,
    /// How often records were asked for.
    asked: Arc<AtomicUsize>,
}

impl Shared {
    /// How often `work` asks for records.
    pub(crate) fn records_read(&self, work: impl FnOnce()) -> usize {
        let before = self.asked.load(Ordering::SeqCst);
        work();
        self.asked.load(Ordering::SeqCst) - before
    }
}

impl Store for Shared {
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        self.store.attempt(access, &mut |inner| work(&mut Counted { inner, asked: &self.asked }))
    }
}

/// Codes that have a word in Chinese.
const TRANSLATED: [&str; 28] = [
    "amount",
    "quantity",
    "off_shelf",
    "kit",
    "parts",
    "voided",
    "refunded",
    "returned",
    "merged",
    "in_account",
    "member_erased",
    "cancelled",
    "received",
    "order_placed",
    "receipt",
    "count",
    "sale",
    "refund",
    "unlinked_refund",
    "records",
    "closed",
    "shift_opened",
    "cash",
    "coupon",
    "on_account",
    "exchange",
    "exchanged",
    "deposit",
];

/// All that a store holds.
#[derive(Debug, PartialEq)]
struct Contents {
    head: Option<Head>,
    documents: Vec<Document>,
    records: Vec<Record>,
    pools: Vec<Pool>,
    layers: Vec<Layer>,
    levels: Vec<Level>,
    balances: Vec<Balance>,
}

impl Contents {
    fn of(store: &Shared) -> Self {
        store.read(|tx| Self::read(tx)).unwrap()
    }

    fn read(tx: &mut dyn Transaction) -> Result<Self> {
        let head = tx.head("T1")?;
        let documents = tx.documents(&DocumentQuery::After { after: PostNo::NONE, limit: usize::MAX })?;
        let mut records = Vec::new();
        for kind in RecordKind::ALL {
            records.extend(tx.records(&RecordQuery::All { kind, after: RecordNo(0), limit: usize::MAX })?);
        }
        let pools = tx.pools(&PoolQuery::All)?;
        let variants: Vec<_> = pools.iter().map(|pool| pool.variant).collect();
        let (layers, levels, balances) = (tx.layers(&variants)?, tx.levels(&LevelQuery::All)?, tx.balances(None)?);
        Ok(Self { head, documents, records, pools, layers, levels, balances })
    }
}

/// A shop at noon of 2026-03-10 with a hundred packs of tea (10.00 each, at least 8.00), five bottles of milk that are
/// still good and five that are not, one member, one supplier, and a back room with nothing in it.
pub(crate) struct Bench {
    pub(crate) shop: Shop,
    pub(crate) store: Shared,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) tea: VariantId,
    pub(crate) tea_product: ProductId,
    pub(crate) milk: VariantId,
    pub(crate) floor: LocationId,
    pub(crate) back_room: LocationId,
    pub(crate) supplier: SupplierId,
    pub(crate) member: MemberId,
}

pub(crate) fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn supplier(code: &str) -> Supplier {
    let id = SupplierId::derived("bench", code);
    Supplier { id, code: code.into(), name: format!("Supplier {code}"), lead_time_days: 2, review_weekday: None }
}

pub(crate) fn member(code: &str) -> Member {
    Member::new(MemberId::derived("bench", code), code, format!("Member {code}"))
}

pub(crate) fn tea() -> NewProduct {
    let variant = NewVariant { sku: Some("TEA".into()), lowest_price: Some(dec!(8)), ..NewVariant::default() }
        .barcode(TEA_BARCODE);
    NewProduct::new("Tea")
        .price(dec!(10))
        .tax_code("V13")
        .pack(Pack::of("case", 24, 1).unwrap())
        .pack(Pack::of("third", 1, 3).unwrap())
        .variant(variant)
}

impl Bench {
    pub(crate) fn new() -> Self {
        let clock = Arc::new(ManualClock::new(time("2026-03-10T12:00:00+08:00")));
        let store = Shared::default();
        let shop = Shop::create_with(store.clone(), settings(), options(&clock)).unwrap();
        let catalog = shop.catalog();
        let tax = TaxCode::new("V13", Rate::percent(dec!(13)).unwrap()).unwrap();
        catalog.put_tax_codes(DocumentId::new(), &[tax]).unwrap();
        let tea_card = catalog.add(tea()).unwrap();
        let milk = NewVariant::default().sku("MILK");
        let milk = NewProduct::new("Milk").price(dec!(5)).shelf_life_days(30).variant(milk);
        let milk = catalog.add(milk).unwrap().variants[0].id;
        let tea = tea_card.variants[0].id;
        let floor = catalog.locations().unwrap()[0].id;
        let back_room = LocationId::new();
        catalog.put_locations(DocumentId::new(), &[Location { id: back_room, name: "Back room".into() }]).unwrap();
        shop.purchasing().put_suppliers(DocumentId::new(), &[supplier("S1")]).unwrap();
        shop.members().put(DocumentId::new(), &[member("M1")]).unwrap();
        let opening = [
            OpeningStockLine::new(tea, dec!(100), dec!(6)),
            OpeningStockLine::new(milk, dec!(5), dec!(3)).batch("OLD", Some(day("2026-03-01"))),
            OpeningStockLine::new(milk, dec!(5), dec!(3)).batch("NEW", Some(day("2026-04-01"))),
        ];
        shop.stockroom().open_with(DocumentId::new(), None, &opening).unwrap();
        let (supplier, member) = (supplier("S1").id, member("M1").id);
        let tea_product = tea_card.product.id;
        Self { shop, store, clock, tea, tea_product, milk, floor, back_room, supplier, member }
    }

    /// Asserts that the call is refused with this code, in words that name all of `names`, and that nothing
    /// whatever is different afterwards.
    #[track_caller]
    pub(crate) fn refuses<T: Debug>(&self, code: &str, names: &[&str], call: impl FnOnce(&Shop) -> Result<T>) -> Error {
        let before = Contents::of(&self.store);
        let error = call(&self.shop).unwrap_err();
        says(&error, code, names);
        assert!(Contents::of(&self.store) == before, "{error}: something was left behind");
        error
    }

    /// Sells one pack of tea and proves the books: what was refused before must not show in memory either.
    #[track_caller]
    pub(crate) fn goes_on(&self) {
        let sale = self.sell(&Cart::new().add(self.tea, dec!(1)));
        assert_eq!(sale.total.minor(), 10_00);
        let report = self.shop.office().verify().unwrap();
        assert!(report.is_clean(), "{:?}", report.violations);
    }

    #[track_caller]
    pub(crate) fn sell(&self, cart: &Cart) -> Sale {
        let total = self.shop.till().price(cart).unwrap().total;
        self.shop.till().sell(SaleId::new(), cart, &[Tender::cash(total)]).unwrap()
    }

    pub(crate) fn documents(&self) -> usize {
        Contents::of(&self.store).documents.len()
    }
}

/// Asserts that an error has this code and says what it is about, in both languages.
#[track_caller]
pub(crate) fn says(error: &Error, code: &str, names: &[&str]) {
    let (english, chinese) = (error.text(Language::English), error.text(Language::Chinese));
    assert_eq!(error.code(), code, "{english}");
    for name in names {
        assert!(english.contains(name), "`{english}` does not name `{name}`");
        let is_english = name.contains(' ') || TRANSLATED.contains(name);
        assert!(chinese.contains(name) || is_english, "`{chinese}` does not name `{name}`");
    }
    assert_ne!(english, chinese);
    let written = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    assert!(chinese.chars().any(written), "`{chinese}` is not Chinese");
}

pub(crate) fn settings() -> Settings {
    let shop = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
    Settings { shop, name: "Corner shop".into(), opened_on: day("2026-01-01"), ..Settings::default() }
}

pub(crate) fn options(clock: &Arc<ManualClock>) -> ShopOptions {
    ShopOptions {
        clock: Box::new(Arc::clone(clock)),
        ids: Box::new(SequentialIds::default()),
        ..ShopOptions::default()
    }
}
