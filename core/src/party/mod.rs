//! Whom the shop deals with: suppliers and members.

mod member;
mod stored_value;
mod supplier;
mod supply;

pub use member::{Birthday, Member};
pub use stored_value::{SpendOrder, StoredValue, TopUpBonus};
pub use supplier::Supplier;
pub use supply::Supply;
