//! The desks: every function of the engine's.

mod carts;
mod catalog;
mod members;
mod office;
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
pub use promotions::Promotions;
pub use purchasing::Purchasing;
pub use reports::Reports;
pub use shifts::Shifts;
pub use stockroom::Stockroom;
pub use till::Till;
