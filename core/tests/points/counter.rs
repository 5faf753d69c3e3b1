//! A shop that gives points.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::catalog::TaxCode;
use tillbook::costing::NegativeStock;
use tillbook::document::Settings;
use tillbook::ledger::{Account, Unit};
use tillbook::party::{Level, LevelRules, Member, MemberBook, PointsLot};
use tillbook::pricing::{Cart, PointsRules, Redeeming};
use tillbook::shop::{NewProduct, NewVariant, Refund, RefundLine, RefundTo, Sale, ShopOptions, Standing, Tender};
use tillbook::storage::{RecordKind, RecordQuery, Store, StoreExt};
use tillbook::value::{DocumentId, ManualClock, MemberId, Money, Rate, RefundId, SaleId, VariantId};
use tillbook::{Result, Shop};

/// Tea at 12.80, a cup at 25.00, rice at 3.99 a kilogram, all with 13 % tax in it; a point for each whole yuan, good for a
/// year; a hundred are worth 1.00, for at most half of a sale. Who spent
/// 100.00 in three months is silver, with 300.00 gold. It is noon of 2026-03-10.
pub(crate) struct Counter {
    pub(crate) shop: Shop,
    pub(crate) store: Arc<dyn Store>,
    clock: Arc<ManualClock>,
    pub(crate) goods: [VariantId; 3],
    pub(crate) li: MemberId,
}

pub(crate) fn rules() -> PointsRules {
    let redeeming = Redeeming { most: "0.5".parse().unwrap(), ..Redeeming::new(100, Money::from_minor(1_00)) };
    PointsRules {
        valid_months: Some(12),
        redeeming: Some(redeeming),
        ..PointsRules::earning(1, Money::from_minor(1_00))
    }
}

/// A lot that is good until a day.
pub(crate) fn lot(day: &str, points: i64) -> PointsLot {
    PointsLot { good_until: Some(day.parse().unwrap()), points }
}

impl Counter {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        Self::with(store, Settings::default())
    }

    pub(crate) fn with(store: Arc<dyn Store>, settings: Settings) -> Self {
        let clock = Arc::new(ManualClock::new("2026-03-10T12:00:00+08:00".parse().unwrap()));
        let options = ShopOptions { clock: Box::new(Arc::clone(&clock)), ..ShopOptions::default() };
        let settings = Settings { negative_stock: NegativeStock::Allow, ..settings };
        let shop = Shop::create_with(Arc::clone(&store), settings, options).unwrap();
        let tax = TaxCode::new("V13", Rate::percent(dec!(13)).unwrap()).unwrap();
        shop.catalog().put_tax_codes(DocumentId::new(), &[tax]).unwrap();
        let add = |(sku, price): (&str, Decimal)| {
            let product = NewProduct::new(sku).price(price).tax_code("V13").variant(NewVariant::default().sku(sku));
            shop.catalog().add(product).unwrap().variants[0].id
        };
        let goods = [("TEA", dec!(12.80)), ("CUP", dec!(25)), ("RICE", dec!(3.99))].map(add);
        let li = MemberId::derived("points", "li");
        shop.members().put(DocumentId::new(), &[Member::new(li, "13800000000", "Li")]).unwrap();
        shop.members().set_points(DocumentId::new(), Some(&rules())).unwrap();
        let level =
            |code: &str, yuan: i64| Level { code: code.into(), name: code.into(), from: Money::from_minor(yuan * 100) };
        let levels = LevelRules { months: 3, levels: vec![level("silver", 100), level("gold", 300)] };
        shop.members().set_levels(DocumentId::new(), Some(&levels)).unwrap();
        Self { shop, store, clock, goods, li }
    }

    /// From now on it is noon of this day.
    pub(crate) fn on(&self, day: &str) {
        self.clock.set(format!("{day}T12:00:00+08:00").parse().unwrap());
    }

    /// Li's cart with so much of each good.
    pub(crate) fn cart(&self, quantities: [Decimal; 3]) -> Cart {
        let bought = self.goods.iter().zip(quantities).filter(|(_, quantity)| !quantity.is_zero());
        bought.fold(Cart::new().member(self.li), |cart, (variant, quantity)| cart.add(*variant, quantity))
    }

    pub(crate) fn sell(&self, cart: &Cart) -> Sale {
        let total = self.shop.till().price(cart).unwrap().total;
        let tenders = if total.is_zero() { vec![] } else { vec![Tender::cash(total)] };
        self.shop.till().sell(SaleId::new(), cart, &tenders).unwrap()
    }

    pub(crate) fn refund(&self, sale: SaleId, lines: &[RefundLine]) -> Refund {
        self.shop.till().refund(RefundId::new(), sale, lines, RefundTo::SameTenders, "unwanted").unwrap()
    }

    pub(crate) fn adjust(&self, points: i64) -> Result<DocumentId> {
        let id = DocumentId::new();
        self.shop.approved_by("boss").members().adjust_points(id, self.li, points, "goodwill").map(|()| id)
    }

    pub(crate) fn standing(&self) -> Standing {
        self.shop.members().standing(self.li).unwrap()
    }

    /// Points in an account, debit positive.
    pub(crate) fn account(&self, account: Account) -> i64 {
        let balances = self.store.read(|tx| tx.balances(None)).unwrap();
        let of = balances.iter().filter(|balance| balance.key.account == account && balance.key.unit == Unit::Points);
        of.map(|balance| balance.amount.minor()).sum()
    }

    /// The books are sound, now and after the state was made anew, and the ledger says what the lots say.
    #[track_caller]
    pub(crate) fn proved(&self) {
        for _ in 0..2 {
            let report = self.shop.office().verify().unwrap();
            assert!(report.is_clean(), "{:?}", report.violations);
            self.shop.office().rebuild().unwrap();
        }
        let query = RecordQuery::Ids(RecordKind::MemberBook, &[self.li.uuid()]);
        let book = self.store.read(|tx| tx.records(&query)).unwrap().pop();
        let book: MemberBook =
            book.map_or_else(MemberBook::default, |book| serde_json::from_slice(&book.body).unwrap());
        assert_eq!(book.balance().unwrap(), -self.account(Account::MemberPoints));
        let accounts = [Account::PointsIssued, Account::PointsRedeemed, Account::PointsLapsed, Account::MemberPoints];
        assert_eq!(accounts.map(|account| self.account(account)).iter().sum::<i64>(), 0);
    }
}
