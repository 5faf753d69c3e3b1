//! The back office.

use pyo3::prelude::*;
use tillbook::document::PaymentRules;
use tillbook::shop::Amendment;
use tillbook::value::DocumentId;
use tillbook::{Error, Result, Shop, VerifyReport};

use super::handle::{Answer, Given, Handle, Maybe};
use super::proof::Proof;

/// Settings, proof and repair. ``shop.office``.
///
/// >>> from tillbook import Shop
/// >>> with Shop.memory() as shop:
/// ...     shop.office.verify().is_clean
/// True
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Office(pub(crate) Handle);

impl Office {
    /// Long work that tells how far it is, and that Ctrl-C stops.
    fn watched(
        &self,
        py: Python<'_>,
        progress: Maybe<'_, '_>,
        work: impl FnOnce(&Shop, &mut dyn FnMut(u64, u64) -> Result<()>) -> Result<VerifyReport> + Send,
    ) -> Answer {
        let teller = py.import("tillbook.progress")?.getattr("teller")?.call1((progress,))?.unbind();
        let mut stopped = None;
        let report = self.0.run(py, |shop| {
            work(shop, &mut |done, total| {
                let told = Python::attach(|py| {
                    py.check_signals()?;
                    teller.bind(py).call1((done, total)).map(drop)
                });
                told.map_err(|error| {
                    stopped = Some(error);
                    Error::Closed
                })
            })
        });
        match (report, stopped) {
            (_, Some(error)) => Err(error),
            (report, None) => self.0.give(py, &Proof::of(report?)),
        }
    }
}

#[pymethods]
impl Office {
    /// What holds for the whole shop.
    #[pyo3(signature = () -> "Settings")]
    fn settings(&self, py: Python<'_>) -> Answer {
        self.0.answer(py, |shop| shop.office().settings())
    }

    /// Says how payments are taken. Raises ``Invalid``.
    #[pyo3(signature = (rules: "PaymentRules", *, id: "DocumentId | None" = None) -> "None")]
    fn put_payment_rules(&self, py: Python<'_>, rules: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let rules: PaymentRules = self.0.take("rules", rules)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.office().put_payment_rules(id, &rules))
    }

    /// Replays all documents and compares: what it finds is told, never repaired. ``progress`` is called after every 500
    /// documents with how many were replayed, and how many there are; ``True`` shows a bar if ``tqdm`` is installed. Ctrl-C stops it.
    #[pyo3(signature = (*, progress: "Progress" = None) -> "VerifyReport")]
    fn verify(&self, py: Python<'_>, progress: Maybe<'_, '_>) -> Answer {
        self.watched(py, progress, |shop, progress| shop.office().verify_with(progress))
    }

    /// Makes all state anew from the documents, and tells what was wrong with it. ``progress`` as for ``verify``; when it is
    /// stopped, nothing was changed. Raises ``Corrupt`` for a document that cannot be replayed.
    #[pyo3(signature = (*, progress: "Progress" = None) -> "VerifyReport")]
    fn rebuild(&self, py: Python<'_>, progress: Maybe<'_, '_>) -> Answer {
        self.watched(py, progress, |shop, progress| shop.office().rebuild_with(progress))
    }

    /// Says that a document was otherwise: it happened at another time, or moved another quantity, or goods cost
    /// another price. What happened since is replayed. Raises ``NotFound``, ``WrongState``, ``Empty``, ``Invalid``,
    /// ``PeriodLocked``, ``OutOfStock``, ``RefundExceeds``.
    #[pyo3(signature = (document: "DocumentId", amendment: "Amendment", *, id: "DocumentId | None" = None) -> "None")]
    fn amend(
        &self,
        py: Python<'_>,
        document: Given<'_, '_>,
        amendment: Given<'_, '_>,
        id: Maybe<'_, '_>,
    ) -> PyResult<()> {
        let document = self.0.take("document", document)?;
        let amendment: Amendment = self.0.take("amendment", amendment)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.office().amend(id, document, &amendment))
    }

    /// What a lock through this day would close for good: shortages that nothing covered yet. Changes nothing. Raises
    /// ``Invalid``.
    #[pyo3(signature = (through: "date") -> "LockReview")]
    fn before_lock(&self, py: Python<'_>, through: Given<'_, '_>) -> Answer {
        let through = self.0.take("through", through)?;
        self.0.answer(py, |shop| shop.office().before_lock(through))
    }

    /// Locks all days through this one: nothing happens on them any more. Raises ``OpenShortages``, ``Invalid``.
    #[pyo3(signature = (through: "date", *, id: "DocumentId | None" = None) -> "None")]
    fn lock(&self, py: Python<'_>, through: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let through = self.0.take("through", through)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.office().lock(id, through))
    }

    /// Says that an entry never was: a receipt, a count, a write-off, a payment and so on. Raises ``NotFound``,
    /// ``WrongState``, ``SaidSince``, ``PeriodLocked``, ``OutOfStock``.
    #[pyo3(signature = (document: "DocumentId", *, reason: "str", id: "DocumentId | None" = None) -> "None")]
    fn void(&self, py: Python<'_>, document: Given<'_, '_>, reason: &str, id: Maybe<'_, '_>) -> PyResult<()> {
        let document = self.0.take("document", document)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.office().void(id, document, reason))
    }
}
