//! The two append-only ledgers and the state that follows from them.
//!
//! Ledger rows name goods, members and places by their *record numbers*: small numbers that the shop gives
//! each record once, in posting order, and never changes. Documents name them by id.

mod account;
mod checkpoint;
mod costing_method;
mod entry;
mod key;
mod movement;
mod negative_stock;
mod revaluation;
mod sale_line;
mod state;

pub use account::{Account, TenderMethod, Unit};
pub use checkpoint::{Checkpoint, Stretch};
pub use costing_method::CostingMethod;
pub use entry::Entry;
pub use key::{LineKey, LocationNo, MemberNo, PostNo, RecordNo, TaxNo, VariantNo};
pub use movement::{Movement, MovementKind, Take};
pub use negative_stock::NegativeStock;
pub use revaluation::Revaluation;
pub use sale_line::{SaleLine, SaleLineKind};
pub use state::{Balance, BalanceKey, BatchInfo, Front, Layer, Level, LevelKey, Loose, Pool};
