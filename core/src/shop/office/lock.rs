use serde::{Deserialize, Serialize};

use super::Office;
use crate::document::{Body, Digest, PeriodLockBody};
use crate::posting::{Command, Decided, Gate, Snapshot, digest_of};
use crate::shop::stockroom::{OpenShortage, shortages_through};
use crate::value::{BusinessDay, Date, DocumentId, Timestamp};
use crate::{Error, Expected, Result};

/// Shortages that a refused lock names; all of them are in the [`LockReview`].
const MOST_NAMED: usize = 5;

/// What is to be known before days are locked: see [`Office::before_lock`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockReview {
    /// The last day that would be locked.
    pub through: Date,
    /// What left on these days without being there, and is not covered; by variant, oldest first. Its cost is provisional,
    /// and stays so in the figures of these days: what covers it later counts from the first open day on.
    pub shortages: Vec<OpenShortage>,
}

impl Office<'_> {
    /// What a lock through this day would close for good: shortages that nothing covered yet. Changes nothing.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a day that cannot be locked: see [`Office::lock`].
    pub fn before_lock(&self, through: Date) -> Result<LockReview> {
        let now = self.shop.engine.clock.now();
        self.shop.read(|tx, snapshot| {
            may_be_locked(snapshot, now, through)?;
            let shortages = shortages_through(tx, snapshot, Some(through))?;
            Ok(LockReview { through, shortages })
        })
    }

    /// Locks all days through this one: nothing can be posted on them any more, and nothing on them can be changed. What
    /// comes later and concerns them, as freight for goods of these days or goods that cover what was sold short on them,
    /// counts from the first open day on; all figures of the locked days stay as they are, to the last digit.
    ///
    /// A lock is never taken back. Shortages of these days that nothing covers yet are named first: they close with their
    /// provisional costs only if somebody [approves](crate::Shop::approved_by).
    ///
    /// ```
    /// # use rust_decimal_macros::dec;
    /// # use tillbook::{Error, Shop};
    /// # use tillbook::document::Settings;
    /// # use tillbook::ledger::NegativeStock;
    /// # use tillbook::pricing::Cart;
    /// # use tillbook::shop::{NewProduct, Tender};
    /// # use tillbook::storage::MemoryStore;
    /// # use tillbook::value::{Date, DocumentId, SaleId, Timestamp};
    /// # let settings = Settings { negative_stock: NegativeStock::Allow, ..Settings::default() };
    /// # let shop = Shop::create(MemoryStore::default(), settings)?;
    /// # let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(9)))?.variants[0].id;
    /// # let then = shop.at("2026-01-31T10:00:00+08:00".parse::<Timestamp>()?);
    /// # let paid = [Tender::wechat(shop.money(dec!(9))?)];
    /// then.till().sell(SaleId::new(), &Cart::new().add(tea, dec!(1)), &paid)?; // nobody received it yet
    ///
    /// let january: Date = "2026-01-31".parse()?;
    /// assert_eq!(shop.office().before_lock(january)?.shortages.len(), 1);
    /// let refused = shop.office().lock(DocumentId::new(), january);
    /// assert!(matches!(refused, Err(Error::OpenShortages { open: 1, .. })));
    /// shop.approved_by("owner").office().lock(DocumentId::new(), january)?;
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Invalid`] for a day that is locked already, or that is not over; [`Error::OpenShortages`].
    pub fn lock(&self, id: DocumentId, through: Date) -> Result<()> {
        self.shop.post(&Lock { id, through }).map(|_| ())
    }
}

/// Refuses a day that is locked, and one that is not over.
fn may_be_locked(snapshot: &Snapshot, now: Timestamp, through: Date) -> Result<()> {
    if let Some(locked) = snapshot.settings.locked_through.filter(|locked| through <= *locked) {
        let expected = Expected::NotBefore(locked.plus_days(1).to_string());
        return Err(Error::invalid("through", through, expected));
    }
    let BusinessDay(today) = snapshot.zone.business_day(now);
    if through >= today {
        return Err(Error::invalid("through", through, Expected::AtMost(today.plus_days(-1).to_string())));
    }
    Ok(())
}

/// What [`Office::lock`] posts.
#[derive(Serialize)]
struct Lock {
    id: DocumentId,
    through: Date,
}

impl Command for Lock {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("lock", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let at = gate.when(&[])?;
        let snapshot = gate.snapshot()?;
        may_be_locked(&snapshot, gate.context.now, self.through)?;
        if gate.context.approver.is_none() {
            let open = shortages_through(gate.tx, &snapshot, Some(self.through))?;
            if !open.is_empty() {
                let documents = open.iter().take(MOST_NAMED).map(|short| short.number.clone()).collect();
                return Err(Error::OpenShortages { through: self.through, open: open.len(), documents });
            }
        }
        Ok(Decided::new(Body::PeriodLock(PeriodLockBody { through: self.through }), at))
    }
}
