//! The desks: every function of the engine's.

mod carts;
mod catalog;
mod members;
mod office;
mod prices;
mod promotions;
mod purchasing;
mod reports;
mod shifts;
mod stockroom;
mod till;

pub use carts::Carts;
pub use catalog::Catalog;
pub use members::Members;
pub use office::Office;
pub use prices::Prices;
pub use promotions::Promotions;
pub use purchasing::Purchasing;
pub use reports::Reports;
pub use shifts::Shifts;
pub use stockroom::Stockroom;
pub use till::Till;

use crate::Shop;
use crate::shop::desks;

desks! {
    /// What is sold: products, variants, barcodes, prices, categories, taxes.
    catalog: Catalog,
    /// Suppliers, orders, receipts of goods.
    purchasing: Purchasing,
    /// Sales, refunds, voids.
    till: Till,
    /// What is not sold yet: held carts, quotations, orders and their deposits.
    carts: Carts,
    /// Drawers: floats, cash in and out, counts, X and Z reports.
    shifts: Shifts,
    /// What lies where and what it cost: levels, counts, write-offs, transfers.
    stockroom: Stockroom,
    /// Customers whom the shop knows.
    members: Members,
    /// Offers.
    promotions: Promotions,
    /// Price lists: other prices by level, quantity, pack and time.
    prices: Prices,
    /// Read-only questions.
    reports: Reports,
    /// Settings, proof and repair.
    office: Office,
}
