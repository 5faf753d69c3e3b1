//! Read-only questions.
//!
//! What all reports have in common:
//! * They read one consistent state of the shop, write nothing and never look at a clock.
//! * A [`Period`] is made of whole business days; what happened belongs to the day of its document.
//! * Amounts are exact. A share is a decimal number rounded to six places, half away from zero; where there is
//!   nothing to divide by it is `None`, never zero or infinity.
//! * Names of products are shared with the engine, not copied.
//! * *Net* is what customers pay after all discounts and coupons. Costs are those of the ledger as it is known now, without
//!   tax: what later documents made of them counts on the day that it is booked on.
//! * A refund counts on the day on which the goods came back. A void counts on the day of its sale, which never was: it
//!   leaves no trace in the figures but in the count of voids. What was amended to have happened on another day counts on that
//!   one, with all that was paid.

mod abc;
mod by_day;
mod corrected_purchases;
mod counts;
mod day_close;
mod expiring;
mod goods;
mod margin;
mod moment;
mod other_money;
mod payables;
mod period;
mod product_days;
mod purchases;
mod receivables;
mod recost;
mod refund_tax;
mod reorder;
mod sales;
mod sources;
mod stock;
mod stock_at;
mod stock_changes;
mod stored_values;
mod sums;
mod tenders;
mod top_products;

pub use abc::{AbcClass, AbcProduct, AbcRule};
pub use by_day::DaySales;
pub use day_close::{DayClose, DeviceDay};
pub use expiring::Expiring;
pub(crate) use goods::GoodsShelf;
pub use margin::{By, MarginKey, MarginRow};
pub use moment::{Known, Moment};
pub use other_money::OtherMoney;
pub use payables::Payable;
pub use period::Period;
pub use product_days::{ProductDay, ProductDays};
pub use purchases::{PurchaseTotals, Purchases, SupplierPurchases};
pub use receivables::{OpenSale, Receivable};
pub use recost::{Recost, Recosted, RecostedDay, RecostedVariant};
pub use refund_tax::RefundTaxReadings;
pub use reorder::Reorder;
pub use sales::{RefundTotals, SalesSummary, TaxTotal, VoidTotals};
pub use stock::{ExpiryStock, StockOf, StockSummary, VariantStock};
pub use stock_changes::{Flow, StockChanges};
pub use stored_values::MemberStoredValue;
pub use tenders::TenderTotal;
pub use top_products::TopProduct;

use std::sync::Arc;

use crate::Result;
use crate::posting::Snapshot;
use crate::shop::Shop;
use crate::storage::Transaction;
use goods::Goods;

/// Read-only questions.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::pricing::Cart;
/// use tillbook::report::{By, Period};
/// use tillbook::shop::{NewProduct, OpeningStockLine, Tender};
/// use tillbook::value::{DocumentId, SaleId};
///
/// let shop = tillbook::Shop::memory()?;
/// let tea = shop.catalog().add(NewProduct::new("Green tea").price(dec!(12.80)))?.variants[0].id;
/// shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(10), dec!(7.50))])?;
/// let cart = Cart::new().add(tea, dec!(2));
/// shop.till().sell(SaleId::new(), &cart, &[Tender::wechat(shop.money(dec!(25.60))?)])?;
///
/// let rows = shop.reports().margin(Period::all(), By::Product)?;
/// assert_eq!(rows[0].profit, shop.money(dec!(10.60))?); // 25.60 less 2 at 7.50
/// assert_eq!(rows[0].margin, Some(dec!(0.414063))); // 10.60 / 25.60
/// # Ok::<(), tillbook::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Reports<'a> {
    shop: &'a Shop,
}

impl<'a> Reports<'a> {
    pub(crate) const fn new(shop: &'a Shop) -> Self {
        Self { shop }
    }

    /// The goods of the catalog that the snapshot shows.
    fn goods(self, tx: &mut dyn Transaction, snapshot: &Snapshot) -> Result<Arc<Goods>> {
        self.shop.engine.goods.at(tx, snapshot.catalog)
    }
}
