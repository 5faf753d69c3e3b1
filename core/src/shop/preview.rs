//! What a document would change, without posting it.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::handle::Shop;
use crate::document::DocumentKind;
use crate::ledger::{PostNo, RecordNo, VariantNo};
use crate::posting::Gate;
use crate::storage::DocumentQuery;
use crate::value::{BusinessDay, DocumentId, Money, VariantId};
use crate::{Error, Noun, Result};

/// By how much a document would change what the goods of an earlier one cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostChange {
    /// The earlier document: a sale, most often.
    pub document: DocumentId,
    /// Its number.
    pub number: String,
    /// What kind of document it is.
    pub kind: DocumentKind,
    /// The goods.
    pub variant: VariantId,
    /// The day on which the difference would be booked.
    pub business_day: BusinessDay,
    /// Above zero when the goods would have cost more; for goods that came back, when they would be worth less.
    pub cost: Money,
}

impl Shop {
    /// What an entry would answer, and what it would change of what earlier documents cost; nothing is posted. `entry` posts
    /// one document through the handle it is given.
    ///
    /// ```
    /// # use rust_decimal_macros::dec;
    /// # use tillbook::pricing::Cart;
    /// # use tillbook::shop::{NewProduct, OpeningStockLine, Tender};
    /// # use tillbook::value::{DocumentId, SaleId, Timestamp};
    /// # let shop = tillbook::Shop::memory()?;
    /// # let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(9)))?.variants[0].id;
    /// # let at = |hour| format!("2026-03-01T{hour:02}:00:00Z").parse::<Timestamp>();
    /// # let open = |hour, cost| -> tillbook::Result<()> {
    /// #     shop.at(at(hour)?).stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(1), cost)])
    /// # };
    /// open(8, dec!(5))?;
    /// let sale = shop.at(at(10)?).till().sell(SaleId::new(), &Cart::new().add(tea, dec!(1)), &[Tender::wechat(shop.money(dec!(9))?)])?;
    ///
    /// // Older goods turn up, which cost 2.00: the sale took those.
    /// let line = OpeningStockLine::new(tea, dec!(1), dec!(2));
    /// let (_, changes) = shop.preview(|shop| shop.at(at(7)?).stockroom().open_with(DocumentId::new(), None, &[line]))?;
    /// assert_eq!((changes[0].document, changes[0].cost), (sale.id.into(), shop.money(dec!(-3))?));
    /// assert_eq!(shop.stockroom().explain_cost(sale.id)?.cost, shop.money(dec!(5))?); // nothing was posted
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the entry.
    pub fn preview<T>(&self, entry: impl FnOnce(&Self) -> Result<T>) -> Result<(T, Vec<CostChange>)> {
        let changes = Arc::new(Mutex::new(Vec::new()));
        let mut shop = self.clone();
        shop.acting.preview = Some(Arc::clone(&changes));
        let answer = entry(&shop)?;
        let changes = std::mem::take(&mut *changes.lock().unwrap_or_else(PoisonError::into_inner));
        Ok((answer, changes))
    }
}

/// What the documents that the gate is about to write change of earlier ones.
pub(super) fn changes(gate: &mut Gate<'_>) -> Result<Vec<CostChange>> {
    let rows = gate.revaluations();
    let mut posts: Vec<PostNo> = rows.iter().map(|row| row.corrects.post()).collect();
    posts.sort_unstable();
    posts.dedup();
    let documents = gate.documents(&DocumentQuery::Posts(&posts))?;
    let mut numbers: Vec<RecordNo> = rows.iter().map(|row| RecordNo(row.variant.0)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let cards = gate.snapshot()?.cards_numbered(gate.tx, &numbers)?;
    let variants: FxHashMap<VariantNo, VariantId> = cards.iter().map(|card| (card.no, card.variant.id)).collect();
    rows.iter()
        .map(|row| {
            let post = row.corrects.post();
            let document = documents.binary_search_by_key(&post, |document| document.post_no).ok();
            let document = document.and_then(|index| documents.get(index));
            let header = &document.ok_or_else(|| Error::not_found(Noun::Document, post))?.header;
            Ok(CostChange {
                document: header.id,
                number: header.number.clone(),
                kind: header.kind,
                variant: *variants.get(&row.variant).ok_or_else(|| Error::not_found(Noun::Variant, row.variant))?,
                business_day: row.business_day,
                cost: row.value.neg()?,
            })
        })
        .collect()
}
