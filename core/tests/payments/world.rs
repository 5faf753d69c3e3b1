//! A shop with tea at 10.00 and a member who may owe 500.00 for ten days.

use std::sync::Arc;

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::Shop;
use tillbook::document::{PaymentRules, Settings};
use tillbook::ledger::TenderMethod;
use tillbook::party::{Member, StoredValue, Supplier};
use tillbook::pricing::Cart;
use tillbook::report::{By, Period, TenderTotal};
use tillbook::shop::{Amendment, NewProduct, OpeningStockLine, Refund, RefundLine, RefundTo, Sale, Tender};
use tillbook::storage::Store;
use tillbook::value::{BusinessDay, Date, DocumentId, MemberId, Money, RefundId, SaleId, SupplierId, VariantId};

pub(crate) struct World {
    pub(crate) shop: Shop,
    pub(crate) tea: VariantId,
    pub(crate) member: MemberId,
    pub(crate) supplier: SupplierId,
}

pub(crate) fn fen(minor: i64) -> Money {
    Money::from_minor(minor)
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

impl World {
    pub(crate) fn new(store: Arc<dyn Store>) -> Self {
        Self::with(store, PaymentRules::default())
    }

    pub(crate) fn with(store: Arc<dyn Store>, payments: PaymentRules) -> Self {
        let shop = Shop::create(store, Settings { payments, ..Settings::default() }).unwrap();
        let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(10))).unwrap().variants[0].id;
        let opening = [OpeningStockLine::new(tea, dec!(100000), dec!(6))];
        shop.at("2026-01-01T08:00:00+08:00".parse().unwrap())
            .stockroom()
            .open_with(DocumentId::new(), None, &opening)
            .unwrap();
        let (member, supplier) = (MemberId::new(), SupplierId::new());
        let wang =
            Member {
                credit_limit: fen(50_000), credit_days: Some(10), ..Member::new(member, "13800000001", "王女士")
            };
        shop.members().put(DocumentId::new(), &[wang]).unwrap();
        let (code, name) = ("S1".into(), "批发部".into());
        let wholesale = Supplier { id: supplier, code, name, lead_time_days: 1, review_weekday: None };
        shop.purchasing().put_suppliers(DocumentId::new(), &[wholesale]).unwrap();
        Self { shop, tea, member, supplier }
    }

    /// At noon of this day of March 2026.
    pub(crate) fn march(&self, day: u8) -> Shop {
        self.shop.at(format!("2026-03-{day:02}T12:00:00+08:00").parse().unwrap())
    }

    pub(crate) fn cart(&self, units: i64) -> Cart {
        Cart::new().add(self.tea, Decimal::from(units)).member(self.member)
    }

    pub(crate) fn sell(&self, units: i64, tenders: &[Tender]) -> Sale {
        self.shop.till().sell(SaleId::new(), &self.cart(units), tenders).unwrap()
    }

    pub(crate) fn refund(&self, sale: &Sale, units: i64, to: RefundTo) -> tillbook::Result<Refund> {
        let lines = [RefundLine::new(0, Decimal::from(units))];
        self.shop.till().refund(RefundId::new(), sale.id, &lines, to, "sour")
    }

    pub(crate) fn top_up(&self, principal: i64, bonus: i64) -> DocumentId {
        let (id, tenders) = (DocumentId::new(), [Tender::wechat(fen(principal))]);
        self.shop.members().top_up(id, self.member, fen(principal), Some(fen(bonus)), &tenders).unwrap();
        id
    }

    /// It was at noon of this day of March 2026.
    pub(crate) fn amend(&self, document: DocumentId, day: u8) -> tillbook::Result<()> {
        let at = Some(format!("2026-03-{day:02}T12:00:00+08:00").parse().unwrap());
        let amendment = Amendment { at, reason: "slip of that day".into(), ..Amendment::default() };
        self.shop.office().amend(DocumentId::new(), document, &amendment)
    }

    pub(crate) fn card(&self) -> StoredValue {
        self.shop.members().account(self.member).unwrap().stored
    }

    pub(crate) fn owed(&self) -> Money {
        self.shop.members().account(self.member).unwrap().owed
    }

    /// What came and went by a method, over all days.
    pub(crate) fn total(&self, method: TenderMethod) -> Option<TenderTotal> {
        self.shop.reports().tenders(Period::all()).unwrap().into_iter().find(|total| total.method == method)
    }

    /// The books are sound, and nothing is different when they are made again.
    #[track_caller]
    pub(crate) fn proved(&self) {
        let before = self.shop.members().account(self.member).unwrap();
        let report = self.shop.office().verify().unwrap();
        assert!(report.is_clean(), "{:?}", report.violations);
        assert!(self.shop.office().rebuild().unwrap().is_clean());
        assert_eq!(self.shop.members().account(self.member).unwrap(), before);
        assert!(self.shop.office().verify().unwrap().is_clean());
        self.adds_up();
    }

    /// Each day on which anything was sold or came back, and all of them.
    pub(crate) fn periods(&self) -> Vec<Period> {
        let days = self.shop.reports().margin(Period::all(), By::Day).unwrap();
        let days = days.iter().map(|row| Period::day(BusinessDay(row.name.parse().unwrap())));
        days.chain([Period::all()]).collect()
    }

    /// What the reports say of money agrees with what they say of sales, and of each other.
    #[track_caller]
    pub(crate) fn adds_up(&self) {
        let reports = self.shop.reports();
        for period in self.periods() {
            let sales = reports.sales(period).unwrap();
            let tenders = reports.tenders(period).unwrap();
            let sum = |amount: fn(&TenderTotal) -> Money| Money::sum(tenders.iter().map(amount)).unwrap();
            let rounded = reports.cash_rounding(period).unwrap();
            let (received, refunded) = (sum(|t| t.received), sum(|t| t.refunded));
            let kept = sales.net.sub(sales.refunds.amount).unwrap().add(rounded).unwrap();
            assert_eq!(received.sub(refunded).unwrap(), kept, "{period:?}");
        }
        let tenders = reports.tenders(Period::all()).unwrap();
        let sum = |amount: fn(&TenderTotal) -> Money| Money::sum(tenders.iter().map(amount)).unwrap();
        let other = reports.other_money(Period::all()).unwrap();
        let came = other.topped_up.add(other.settled).unwrap();
        let went = other.cashed_out.add(other.paid_to_suppliers).unwrap();
        assert_eq!(sum(|t| t.other), came.sub(went).unwrap());
        let account = self.shop.members().account(self.member).unwrap();
        let stored = reports.stored_values().unwrap();
        assert_eq!(stored.first().map(|row| row.stored).unwrap_or_default(), account.stored);
        let rows = reports.receivables(day("2030-01-01")).unwrap();
        let owed = rows.first().map(|row| row.owed).unwrap_or_default();
        assert_eq!(owed, account.owed);
        let open =
            rows.first().map_or(Ok(Money::ZERO), |row| Money::sum(row.open.iter().map(|sale| sale.open))).unwrap();
        assert_eq!(open, owed.max(Money::ZERO));
        assert_eq!(rows.first().map(|row| row.overdue).unwrap_or_default(), open);
    }
}
