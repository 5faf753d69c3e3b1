use rustc_hash::FxHashMap;

use super::{Known, Moment, Reports, StockOf, StockSummary, VariantStock};
use crate::Result;
use crate::ledger::VariantNo;
use crate::posting::Snapshot;
use crate::storage::{OnHand, Transaction};
use crate::value::{Money, Quantity};

impl Reports<'_> {
    /// How much was on hand at a time or at the end of a day, and what it was worth: the [`stock`](Self::stock) of then.
    ///
    /// Value is at cost, and follows the goods: what a late freight bill or delivery note made of them counts from when the
    /// goods came in, on locked days from the first open day on.
    ///
    /// ```
    /// # use rust_decimal_macros::dec;
    /// # use tillbook::shop::{NewProduct, OpeningStockLine};
    /// # use tillbook::value::{DocumentId, Timestamp};
    /// use tillbook::ledger::PostNo;
    /// use tillbook::report::Known;
    /// # let shop = tillbook::Shop::memory()?;
    /// # let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(9)))?.variants[0].id;
    /// # let at = |hour| format!("2026-03-01T{hour:02}:00:00Z").parse::<Timestamp>();
    /// # let open = |hour, cost| -> tillbook::Result<()> {
    /// #     shop.at(at(hour)?).stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(1), cost)])
    /// # };
    /// open(10, dec!(5))?;
    /// let then = Known::After(PostNo(3)); // the shop's third document
    /// open(8, dec!(2))?; // turns up later, and was there before
    /// assert_eq!(shop.reports().stock_at(at(9)?, then)?.value, shop.money(dec!(0))?);
    /// assert_eq!(shop.reports().stock_at(at(9)?, Known::Now)?.value, shop.money(dec!(2))?);
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge) for sums that do not fit; failures of the storage.
    pub fn stock_at(&self, moment: impl Into<Moment>, known: Known) -> Result<StockSummary> {
        let moment = moment.into();
        self.shop.read(|tx, snapshot| {
            let (mut quantity, mut value, mut variants) = (0, 0, 0);
            each(tx, snapshot, (moment, known), &mut |row| {
                quantity += i128::from(row.quantity.micros());
                value += i128::from(row.value.minor());
                variants += u64::from(!row.quantity.is_zero());
                Ok(())
            })?;
            Ok(StockSummary { quantity: Quantity::try_from(quantity)?, value: Money::try_from(value)?, variants })
        })
    }

    /// What was on hand of each variant at a time or at the end of a day, and what it was worth: the
    /// [`stock_by_variant`](Self::stock_by_variant) of then. Names are those of today.
    ///
    /// # Errors
    /// Those of [`Reports::stock_at`].
    pub fn stock_by_variant_at(
        &self,
        moment: impl Into<Moment>,
        known: Known,
        of: StockOf,
    ) -> Result<Vec<VariantStock>> {
        let moment = moment.into();
        self.shop.read(|tx, snapshot| {
            let mut there: FxHashMap<VariantNo, (Quantity, Money)> = FxHashMap::default();
            each(tx, snapshot, (moment, known), &mut |row| {
                if !row.quantity.is_zero() {
                    there.insert(row.variant, (row.quantity, row.value));
                }
                Ok(())
            })?;
            super::stock::by_variant(tx, snapshot, of, &there)
        })
    }
}

/// What was on hand, by variant.
fn each(
    tx: &mut dyn Transaction,
    snapshot: &Snapshot,
    (moment, known): (Moment, Known),
    sink: &mut dyn FnMut(&OnHand) -> Result<()>,
) -> Result<()> {
    let until = known.until(tx)?;
    tx.on_hand_at(moment.time(&snapshot.zone), until, sink)
}
