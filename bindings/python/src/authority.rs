//! Who may do what, when a function of Python's says it.

use std::cell::Cell;
use std::sync::{Arc, OnceLock};

use pyo3::exceptions::{PyKeyboardInterrupt, PyPermissionError, PyRuntimeError};
use pyo3::prelude::*;
use tillbook::shop::{Asked, Authority, Verdict};
use tillbook::value::Currency;

use super::answer::{Shown, to_python};
use super::request::from_python;

thread_local! {
    /// True while a function of Python's judges on this thread, which holds the shop's lock then.
    static IS_JUDGING: Cell<bool> = const { Cell::new(false) };
}

/// Refuses work that would wait for a lock that its own caller holds.
pub(crate) fn not_while_judging() -> PyResult<()> {
    if IS_JUDGING.get() { Err(PyRuntimeError::new_err("an authority must not call a shop")) } else { Ok(()) }
}

/// A function that is given an `Asked` and answers a `Verdict`.
pub(crate) struct Judge {
    judge: Py<PyAny>,
    /// What amounts are shown in: known once the shop is open, before it is asked anything.
    currency: Arc<OnceLock<Currency>>,
}

impl Judge {
    pub(crate) fn new(judge: Py<PyAny>, currency: Arc<OnceLock<Currency>>) -> Self {
        Self { judge, currency }
    }

    fn ask(&self, py: Python<'_>, asked: &Asked<'_>) -> PyResult<Verdict> {
        let currency = self.currency.get().copied().unwrap_or(Currency::CNY);
        let utc = py.import("datetime")?.getattr("timezone")?.getattr("utc")?.unbind();
        let asked = to_python(py, asked, &Shown { currency, zone: &utc })?;
        let verdict = self.judge.bind(py).call1((asked,))?;
        from_python(&verdict, "verdict", currency).map_err(|problem| problem.raised(py, currency))
    }
}

impl Authority for Judge {
    fn judge(&self, asked: &Asked<'_>) -> Verdict {
        let before = IS_JUDGING.replace(true);
        let verdict =
            Python::attach(|py| self.ask(py, asked).unwrap_or_else(|error| Verdict::Refuse(reason(py, &error))));
        IS_JUDGING.set(before);
        verdict
    }
}

/// What an exception says: what it was not meant to say is told with its name. Ctrl-C refuses as well, and comes again once
/// the call is over.
fn reason(py: Python<'_>, error: &PyErr) -> String {
    let meant = error.is_instance_of::<PyPermissionError>(py);
    let text = if meant { error.value(py).to_string() } else { error.to_string() };
    if error.is_instance_of::<PyKeyboardInterrupt>(py) {
        // Without a main thread there is nobody to interrupt.
        let _ = py.import("_thread").and_then(|thread| thread.call_method0("interrupt_main"));
    }
    text
}
