use serde::Serialize;

use super::handle::Shop;
use crate::document::{Body, Digest, PeriodLockBody, Settings};
use crate::posting::{Command, Decided, Gate, Report, digest_of, rebuild, verify};
use crate::value::{BusinessDay, Date, DocumentId};
use crate::{Error, Expected, Result};

mod amending;
mod voiding;

pub use amending::{Amendment, LineAmendment};

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

    /// Checks the shop against its documents: hashes and chains, posting numbers, the ledger rows of every document,
    /// and that state is what a replay of all documents gives, to the last digit. Changes nothing. The replay is held
    /// in memory.
    ///
    /// # Errors
    /// Failures of the storage; violations are no errors but the report.
    pub fn verify(&self) -> Result<Report> {
        verify(&*self.shop.engine.store)
    }

    /// Locks all days through this one: nothing can be posted on them any more, and nothing on them can be changed. Freight
    /// and prices of goods that came on them are still posted, on their own day.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a day that is locked already, or that is not over.
    pub fn lock(&self, id: DocumentId, through: Date) -> Result<()> {
        self.shop.post(&Lock { id, through }).map(|_| ())
    }

    /// Throws the state away and makes it again from the documents. What the ledgers hold is not touched; where it
    /// differs from the documents the report says so.
    ///
    /// # Errors
    /// [`Error::Corrupt`](crate::Error::Corrupt) when a document cannot be replayed: nothing is changed then.
    pub fn rebuild(&self) -> Result<Report> {
        let report = rebuild(&*self.shop.engine.store)?;
        self.shop.engine.forget();
        Ok(report)
    }
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
        if snapshot.settings.locked_through.is_some_and(|known| self.through <= known) {
            let known = snapshot.settings.locked_through.unwrap_or(self.through);
            return Err(Error::invalid("through", self.through, Expected::NotBefore(known.to_string())));
        }
        let today = snapshot.zone.business_day(gate.context.now);
        if BusinessDay(self.through) >= today {
            return Err(Error::invalid("through", self.through, Expected::AtMost(today.to_string())));
        }
        Ok(Decided::new(Body::PeriodLock(PeriodLockBody { through: self.through }), at))
    }
}
