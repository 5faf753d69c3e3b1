use super::handle::Shop;
use crate::Result;
use crate::document::{Body, Digest, PaymentRules, Settings};
use crate::posting::{Command, Decided, Gate, Posted, Report, digest_of, rebuild, verify};
use crate::value::{DocumentId, Timestamp};

mod amending;
mod amending_kits;
mod lock;
mod voiding;

pub use amending::{Amendment, LineAmendment};
pub(in crate::shop) use amending_kits::due_back;
pub use lock::LockReview;
pub(in crate::shop) use voiding::VoidEntry;

/// Settings, proof and repair.
#[derive(Clone, Copy)]
pub struct Office<'a> {
    pub(crate) shop: &'a Shop,
}

impl Office<'_> {
    /// What holds for the whole shop.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn settings(&self) -> Result<Settings> {
        self.shop.read(|_, snapshot| Ok(snapshot.settings.clone()))
    }

    /// Says how payments are taken from now on. What was paid before stays as it was.
    ///
    /// # Errors
    /// [`Error::Invalid`](crate::Error::Invalid).
    pub fn put_payment_rules(&self, id: DocumentId, rules: &PaymentRules) -> Result<()> {
        self.shop.post(&PutPaymentRules { id, rules }).map(|_| ())
    }

    /// Checks the shop against its documents: hashes and chains, posting numbers, the ledger rows of every document,
    /// that these add up to pools, levels and balances, and that state is what a replay of all documents gives, to the last
    /// digit. Changes nothing. The replay is held in memory.
    ///
    /// # Errors
    /// Failures of the storage; violations are no errors but the report.
    pub fn verify(&self) -> Result<Report> {
        verify(&*self.shop.engine.store)
    }

    /// Throws the state away and makes it again from the documents. What the ledgers hold is not touched; where it
    /// differs from the documents the report says so.
    ///
    /// # Errors
    /// [`Error::Corrupt`](crate::Error::Corrupt) when a document cannot be replayed, or what is kept beside it of a member is
    /// missing or another, and was not erased: nothing is changed then.
    pub fn rebuild(&self) -> Result<Report> {
        let report = rebuild(&*self.shop.engine.store)?;
        self.shop.engine.forget();
        Ok(report)
    }
}

/// What [`Office::put_payment_rules`] posts.
struct PutPaymentRules<'a> {
    id: DocumentId,
    rules: &'a PaymentRules,
}

impl Command for PutPaymentRules<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("payment_rules", self.rules)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let settings = Settings { payments: self.rules.clone(), ..gate.snapshot()?.settings.clone() };
        self.rules.check(settings.prices_include_tax)?;
        Ok(Decided::new(Body::Settings(settings), gate.when(&[])?))
    }
}

/// Refuses a document that happened on a locked day, and one that was posted on one: its slip is counted there.
pub(super) fn on_open_days(gate: &mut Gate<'_>, posted: &Posted, happened_at: Timestamp) -> Result<()> {
    gate.open_day(posted.header.business_day)?;
    let day = gate.snapshot()?.zone.business_day(happened_at);
    gate.open_day(day)
}
