use super::handle::Shop;
use crate::Result;
use crate::document::EditedRecord;
use crate::promotion::Promotion;
use crate::value::DocumentId;

/// Offers.
#[derive(Clone, Copy)]
pub struct Promotions<'a> {
    pub(crate) shop: &'a Shop,
}

impl Promotions<'_> {
    /// Adds promotions, or replaces those with the same id. Sales that were posted keep what they got.
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::Error::Invalid).
    pub fn put(&self, id: DocumentId, promotions: &[Promotion]) -> Result<()> {
        let records: Vec<_> = promotions.iter().cloned().map(|p| EditedRecord::Promotion(Box::new(p))).collect();
        self.shop.edit(id, "promotions", &records).map(|_| ())
    }

    /// All promotions, past ones included.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn all(&self) -> Result<Vec<Promotion>> {
        self.shop.read(|_, snapshot| Ok(snapshot.promotions.clone()))
    }
}
