//! Whom the shop deals with: suppliers and members.

mod member;
mod member_book;
mod supplier;
mod supply;

pub use member::{Birthday, Member};
pub use member_book::{MemberBook, PointsLot};
pub use supplier::Supplier;
pub use supply::Supply;
