// Written by tools/mirror.py from the engine's source.

use std::sync::Arc;

use crate::mirror::Given;
use crate::pairs::Period;
use crate::records::{
    AbcProduct, AbcRule, By, CostingMethod, DayClose, DaySales, Expiring, ExpiryStock, Known, MarginRow,
    MemberStoredValue, Moment, OtherMoney, Payable, ProductDays, Purchases, Receivable, Recost, RefundTaxReadings,
    Reorder, SalesSummary, StockChanges, StockOf, StockSummary, TenderTotal, TopProduct, VariantStock,
};
use crate::{Result, Shop};
use rust_decimal::Decimal;
use tillbook::value::Date;

/// Read-only questions.
#[derive(Debug, uniffi::Object)]
pub struct Reports {
    pub(crate) shop: Arc<Shop>,
}

#[uniffi::export]
impl Reports {
    /// All products that were sold since the shop opened, with their class by net sales without tax; most net sales
    /// first, equal ones by name, brand, id. No ledger is read but what was posted since the report before.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn abc(&self, rule: AbcRule) -> Result<Vec<AbcProduct>> {
        self.shop.ask(|shop, currency| shop.reports().abc(rule.given(currency)?))
    }

    /// Sales of every day of the period, earliest first. Days on which nothing happened have figures of zero; a period
    /// of all days has only those on which something did.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn sales_by_day(&self, period: Period) -> Result<Vec<DaySales>> {
        self.shop.ask(|shop, currency| shop.reports().sales_by_day(period.given(currency)?))
    }

    /// A look at one day.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn day_close(&self, day: Date) -> Result<DayClose> {
        self.shop.ask(|shop, currency| shop.reports().day_close(day.given(currency)?))
    }

    /// Goods whose last good day is at most `within_days` days after `today`, and those past it; the earliest first, on
    /// one day by SKU, batch, location.
    ///
    /// Throws: Failures of the storage.
    pub fn expiring(&self, within_days: i32, today: Date) -> Result<Vec<Expiring>> {
        self.shop.ask(|shop, currency| shop.reports().expiring(within_days.given(currency)?, today))
    }

    /// Gross margin of the period, most profit first; by day the earliest first. One row for each key with a line of a
    /// sale, refund or void in the period. Goods that cost nothing by the ledger have no markup: `None`.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn margin(&self, period: Period, by: By) -> Result<Vec<MarginRow>> {
        self.shop.ask(|shop, currency| shop.reports().margin(period.given(currency)?, by.given(currency)?))
    }

    /// Top-ups, cash-outs, settlements, deposits and payments to suppliers. They are in `TenderTotal::other` of the
    /// methods by which the money came or went, and in no figure of sales.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn other_money(&self, period: Period) -> Result<OtherMoney> {
        self.shop.ask(|shop, currency| shop.reports().other_money(period.given(currency)?))
    }

    /// What is owed to suppliers, each to whom or by whom anything is, by code.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn payables(&self) -> Result<Vec<Payable>> {
        self.shop.ask(|shop, _| shop.reports().payables())
    }

    /// Gross margin of every product on every day of the period, by product name. Made for long ledgers: one pass,
    /// names are looked up once at the end.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn margin_by_product_and_day(&self, period: Period) -> Result<Vec<ProductDays>> {
        self.shop.ask(|shop, currency| shop.reports().margin_by_product_and_day(period.given(currency)?))
    }

    /// Purchases of the period.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn purchases_by_supplier(&self, period: Period) -> Result<Purchases> {
        self.shop.ask(|shop, currency| shop.reports().purchases_by_supplier(period.given(currency)?))
    }

    /// What members owe, each that owes anything or has a credit, by code. Payments settle the oldest sale first; what
    /// came back on account settles its own sale first. `on` is the day on which it is asked what is overdue.
    ///
    /// Reads all documents of these members.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn receivables(&self, on: Date) -> Result<Vec<Receivable>> {
        self.shop.ask(|shop, _| shop.reports().receivables(on))
    }

    /// What the costs of sales of the period and the stock at its end would have been, had all goods been costed by
    /// `method` from the first movement on. Nothing is posted. Both sides are as known now: late, amended and voided
    /// entries, counts, freight and corrected prices are where they belong. Assumed costs are those of today.
    ///
    /// Costs count on the day of the goods: what a freight bill made of a sale counts on the day of the sale, not on
    /// that of the bill as in the books; what covers a shortage, on the day on which it came. So opening stock, what
    /// came in and closing stock of `stock_at` agree with them, on both sides. What is locked binds the books, not the
    /// question: the two sides differ by what late freight made of locked days, which the ledger has on the first open
    /// one.
    ///
    /// Goods are gone through one variant after the other.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn recost(&self, method: CostingMethod, period: Period) -> Result<Recost> {
        self.shop.ask(|shop, currency| shop.reports().recost(method.given(currency)?, period.given(currency)?))
    }

    /// The tax on the period's refunds, as it is booked and as others would work it out, for comparison with another
    /// program. The two other readings take the rates of the catalog as they are now.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn refund_tax_readings(&self, period: Period) -> Result<RefundTaxReadings> {
        self.shop.ask(|shop, currency| shop.reports().refund_tax_readings(period.given(currency)?))
    }

    /// Variants with no more on hand than their reorder point, in the order in which they were added, at most `limit`.
    /// What is on its way is told but not counted: an order proposal (`Purchasing::propose`) counts it.
    ///
    /// Throws: Failures of the storage.
    pub fn below_reorder_point(&self, limit: i64) -> Result<Vec<Reorder>> {
        self.shop.ask(|shop, currency| shop.reports().below_reorder_point(limit.given(currency)?))
    }

    /// Sales, refunds and voids of a period.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn sales(&self, period: Period) -> Result<SalesSummary> {
        self.shop.ask(|shop, currency| shop.reports().sales(period.given(currency)?))
    }

    /// How much is on hand and what it is worth.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn stock(&self) -> Result<StockSummary> {
        self.shop.ask(|shop, _| shop.reports().stock())
    }

    /// What is on hand of each variant and what it is worth, in the order in which the variants were added.
    ///
    /// Throws: Failures of the storage.
    pub fn stock_by_variant(&self, of: StockOf) -> Result<Vec<VariantStock>> {
        self.shop.ask(|shop, currency| shop.reports().stock_by_variant(of.given(currency)?))
    }

    /// What is on hand by last good day, earliest first, goods without one last.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn stock_by_expiry(&self) -> Result<Vec<ExpiryStock>> {
        self.shop.ask(|shop, _| shop.reports().stock_by_expiry())
    }

    /// How much was on hand at a time or at the end of a day, and what it was worth: the `stock` of then.
    ///
    /// Value is at cost, and follows the goods: what a late freight bill or delivery note made of them counts from when
    /// the goods came in, on locked days from the first open day on.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn stock_at(&self, moment: Moment, known: Known) -> Result<StockSummary> {
        self.shop.ask(|shop, currency| shop.reports().stock_at(moment.given(currency)?, known.given(currency)?))
    }

    /// What was on hand of each variant at a time or at the end of a day, and what it was worth: the `stock_by_variant`
    /// of then. Names are those of today.
    ///
    /// Throws: those of `Reports::stock_at`.
    pub fn stock_by_variant_at(&self, moment: Moment, known: Known, of: StockOf) -> Result<Vec<VariantStock>> {
        self.shop.ask(|shop, currency| {
            shop.reports().stock_by_variant_at(moment.given(currency)?, known.given(currency)?, of.given(currency)?)
        })
    }

    /// What changed the stock in the period, at cost.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn stock_changes(&self, period: Period) -> Result<StockChanges> {
        self.shop.ask(|shop, currency| shop.reports().stock_changes(period.given(currency)?))
    }

    /// What members have stored, each that has anything, by code: what the shop still owes them goods for.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn stored_values(&self) -> Result<Vec<MemberStoredValue>> {
        self.shop.ask(|shop, _| shop.reports().stored_values())
    }

    /// Payments by method, in the order of `TenderMethod`; methods that nobody used are left out. The sums of
    /// `received` and `refunded` are `net` and `refunds.amount` of the `SalesSummary` of the period, but for what cash
    /// was [rounded](Reports::cash_rounding) by.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn tenders(&self, period: Period) -> Result<Vec<TenderTotal>> {
        self.shop.ask(|shop, currency| shop.reports().tenders(period.given(currency)?))
    }

    /// What rounding cash to coins brought, below zero for what it cost: the methods of payment have so much more than
    /// sales less refunds.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn cash_rounding(&self, period: Period) -> Result<Decimal> {
        self.shop.ask(|shop, currency| shop.reports().cash_rounding(period.given(currency)?))
    }

    /// The products with most gross profit since the shop opened, at most `limit`; equal ones by name, brand, id. Out
    /// of totals that every sale keeps up to date: no ledger is read but what was posted since the report before.
    /// Products that were never sold, or that came back whole, are left out.
    ///
    /// Throws: `TooLarge` for sums that do not fit; failures of the storage.
    pub fn top_products(&self, limit: i64) -> Result<Vec<TopProduct>> {
        self.shop.ask(|shop, currency| shop.reports().top_products(limit.given(currency)?))
    }
}
