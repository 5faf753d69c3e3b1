//! Whom the shop deals with: suppliers and members.

mod member;
mod supplier;
mod supply;

pub use member::{Birthday, Member};
pub use supplier::Supplier;
pub use supply::Supply;
