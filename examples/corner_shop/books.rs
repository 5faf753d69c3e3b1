use std::path::Path;

use tillbook::report::Period;
use tillbook::{Error, Result, Shop};

use super::args::Method;

/// The books of a shop whose folder was posted.
pub struct Books {
    /// The shop.
    pub shop: Shop,
    /// From the day on which it opened to the last one on which something happened.
    pub period: Period,
    /// How its goods are costed.
    pub method: Method,
}

impl Books {
    /// Writes the [figures](Books::figures) to a file.
    ///
    /// # Errors
    /// [`Error::Storage`] when the file cannot be written; failures of the storage.
    pub fn write_figures(&self, path: &Path) -> Result<()> {
        let text = format!("{:#}\n", self.figures()?);
        let failed = |error: std::io::Error| {
            let reason = format!("{}: {error}", path.display());
            Error::Storage { operation: "write the figures", reason, source: None }
        };
        std::fs::write(path, text).map_err(failed)
    }
}
