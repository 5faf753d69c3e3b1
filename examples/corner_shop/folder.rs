use std::path::{Path, PathBuf};

use serde::Deserialize;
use tillbook::document::Settings;
use tillbook::value::{Currency, Date, DocumentId, Timestamp, Zone};
use tillbook::{Error, Expected, Result};

use super::args::Method;
use super::sheet::{Place, Sheet, unreadable};

/// The folder, and what shop.json says of the shop.
pub(super) struct Folder {
    path: PathBuf,
    /// The space of all ids: they are derived from what the files call things, so that a document that was posted
    /// before is recognised.
    pub(super) space: String,
    pub(super) name: String,
    pub(super) currency: Currency,
    pub(super) opened_on: Date,
    time_zone: String,
    prices_include_tax: bool,
    zone: Zone,
}

#[derive(Deserialize)]
struct ShopFile {
    name: String,
    currency: String,
    time_zone: String,
    opened_on: String,
    prices_include_tax: bool,
}

impl Folder {
    pub(super) fn open(path: &Path) -> Result<Self> {
        const FILE: &str = "shop.json";
        let text = std::fs::read_to_string(path.join(FILE)).map_err(|error| unreadable(FILE, &error))?;
        let at_line = |line| Place { file: FILE, line, sku: String::new() };
        let shop: ShopFile = serde_json::from_str(&text).map_err(|error| {
            let fields = "objects with name, currency, time_zone, opened_on, prices_include_tax";
            at_line(error.line() as u64).refuse("", error, Expected::OneOf(fields))
        })?;
        let blame = |field: &'static str| {
            let quoted = format!("\"{field}\"");
            let line = text.lines().position(|line| line.contains(&quoted)).unwrap_or_default() as u64 + 1;
            move |error| match error {
                Error::Invalid { value, expected, .. } => at_line(line).refuse(field, value, expected),
                other => other,
            }
        };
        Ok(Self {
            path: path.to_path_buf(),
            space: format!("corner-shop:{}", shop.name),
            currency: shop.currency.parse().map_err(blame("currency"))?,
            opened_on: shop.opened_on.parse().map_err(blame("opened_on"))?,
            zone: Zone::new(&shop.time_zone, 0).map_err(blame("time_zone"))?,
            time_zone: shop.time_zone,
            prices_include_tax: shop.prices_include_tax,
            name: shop.name,
        })
    }

    pub(super) fn settings(&self, method: Method) -> Settings {
        Settings {
            shop: self.document("shop").uuid(),
            name: self.name.clone(),
            currency: self.currency,
            time_zone: self.time_zone.clone(),
            cutover_hour: 0,
            opened_on: self.opened_on,
            prices_include_tax: self.prices_include_tax,
            costing: method.costing(),
            ..Settings::default()
        }
    }

    /// The id of the shop among others in a database: one for each way of costing.
    pub(super) fn shop(&self, method: Method) -> DocumentId {
        self.document(method.costing().code())
    }

    /// One of its CSV files.
    pub(super) fn sheet(&self, file: &'static str, columns: &'static str) -> Result<Sheet> {
        Sheet::read(&self.path, file, columns)
    }

    /// The id of a document that no file gives a name.
    pub(super) fn document(&self, name: &str) -> DocumentId {
        DocumentId::derived(&self.space, name)
    }

    /// The moment of `hour`:00 local time.
    pub(super) fn at(&self, date: Date, hour: u8) -> Timestamp {
        self.zone.at(date, hour)
    }

    /// The local day of a moment.
    pub(super) fn day(&self, at: Timestamp) -> Date {
        self.zone.date(at)
    }

    /// The first moment of the shop.
    pub(super) fn opening(&self) -> Timestamp {
        self.at(self.opened_on, 0)
    }
}
