//! A shop with two tills.

use std::sync::Arc;

use rust_decimal::Decimal;
use tillbook::Shop;
use tillbook::catalog::TaxCode;
use tillbook::document::{Settings, ShiftRules};
use tillbook::ledger::{Account, TenderMethod};
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::{CashCount, NewProduct, OpeningStockLine, Sale, Shift, ShiftReport, ShopOptions, Tender};
use tillbook::storage::{Store, StoreExt};
use tillbook::value::{DocumentId, ManualClock, Money, Rate, SaleId, ShiftId, VariantId};

/// A shop at noon of 2026-03-10 that sells tea (10.00, with 13 % tax) and cups (3.33, without).
pub(crate) struct Tills {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) first: Shop,
    pub(crate) second: Shop,
    pub(crate) tea: VariantId,
    pub(crate) cup: VariantId,
}

impl Tills {
    pub(crate) fn new(store: &Arc<dyn Store>) -> Self {
        Self::with(store, ShiftRules::default())
    }

    pub(crate) fn with(store: &Arc<dyn Store>, shifts: ShiftRules) -> Self {
        let clock = Arc::new(ManualClock::new("2026-03-10T12:00:00+08:00".parse().unwrap()));
        let options = |device: &str| ShopOptions {
            device: device.into(),
            clock: Box::new(Arc::clone(&clock)),
            ..ShopOptions::default()
        };
        let settings = Settings { shifts, opened_on: "2026-01-01".parse().unwrap(), ..Settings::default() };
        let first = Shop::create_with(Arc::clone(store), settings, options("T1")).unwrap();
        let second = Shop::open_with(Arc::clone(store), options("T2")).unwrap();
        let tax = TaxCode::new("V13", Rate::percent(decimal(13_00)).unwrap()).unwrap();
        first.catalog().put_tax_codes(DocumentId::new(), &[tax]).unwrap();
        let goods = |name: &str, price, tax: &str| {
            let product = NewProduct::new(name).price(decimal(price)).tax_code(tax);
            first.catalog().add(product).unwrap().variants[0].id
        };
        let (tea, cup) = (goods("Tea", 10_00, "V13"), goods("Cup", 3_33, ""));
        let many = decimal(10_000_00);
        let stock = [tea, cup].map(|variant| OpeningStockLine::new(variant, many, decimal(1_50)));
        first
            .at("2026-01-01T08:00:00+08:00".parse().unwrap())
            .stockroom()
            .open_with(DocumentId::new(), None, &stock)
            .unwrap();
        let store = Arc::clone(store);
        Self { store, clock, first, second, tea, cup }
    }

    pub(crate) fn till(&self, second: bool) -> &Shop {
        if second { &self.second } else { &self.first }
    }

    pub(crate) fn teas(&self, units: i64) -> Cart {
        Cart::new().add(self.tea, Decimal::from(units))
    }

    pub(crate) fn cups(&self, units: i64) -> Cart {
        Cart::new().line(CartLine::new(self.cup, Decimal::from(units)))
    }

    /// Amounts of an account, whoever owns it.
    pub(crate) fn balance(&self, account: Account) -> i64 {
        let balances = self.store.read(|tx| tx.balances(None)).unwrap();
        balances.iter().filter(|balance| balance.key.account == account).map(|balance| balance.amount.minor()).sum()
    }

    /// All cash in drawers by the books.
    pub(crate) fn cash_in_books(&self) -> i64 {
        self.balance(Account::Tender(TenderMethod::Cash)) + self.balance(Account::Drawer)
    }

    /// The books are sound, and stay what they are when they are made again.
    #[track_caller]
    pub(crate) fn prove(&self) {
        let dump = || {
            let mut balances = self.store.read(|tx| tx.balances(None)).unwrap();
            balances.sort_by_key(|balance| balance.key);
            balances
        };
        let (before, shifts) = (dump(), self.first.shifts().open_shifts().unwrap());
        for report in [self.first.office().verify().unwrap(), self.first.office().rebuild().unwrap()] {
            assert!(report.is_clean(), "{:?}", report.violations);
        }
        assert_eq!((dump(), self.first.shifts().open_shifts().unwrap()), (before, shifts));
    }
}

/// So many hundredths.
pub(crate) fn decimal(hundredths: i64) -> Decimal {
    Decimal::new(hundredths, 2)
}

pub(crate) fn money(minor: i64) -> Money {
    Money::from_minor(minor)
}

pub(crate) fn open(shop: &Shop, float: i64) -> Shift {
    shop.shifts().open(ShiftId::new(), decimal(float), None).unwrap()
}

/// Sells for exactly what the goods cost.
#[track_caller]
pub(crate) fn sell(shop: &Shop, cart: &Cart, method: TenderMethod) -> Sale {
    let total = shop.till().price(cart).unwrap().total;
    shop.till().sell(SaleId::new(), cart, &[Tender::new(method, total)]).unwrap()
}

/// So much in notes of the yuan.
pub(crate) fn notes(mut minor: i64) -> CashCount {
    let mut count = CashCount::new();
    for denomination in [100_00, 50_00, 20_00, 10_00, 5_00, 1_00, 50, 10] {
        let pieces = u32::try_from(minor / denomination).unwrap();
        minor %= denomination;
        count = count.pieces(decimal(denomination), pieces);
    }
    assert_eq!(minor, 0, "not in notes and coins");
    count
}

/// Counts so much and closes, with nothing to be explained.
#[track_caller]
pub(crate) fn close(shop: &Shop, shift: &Shift, counted: i64, leaving: i64) -> ShiftReport {
    shop.shifts().count(DocumentId::new(), shift.id, &notes(counted)).unwrap();
    shop.shifts().close(DocumentId::new(), shift.id, decimal(leaving), None).unwrap()
}
