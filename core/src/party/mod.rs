//! Whom the shop deals with: suppliers and members.

mod level;
mod member;
mod member_book;
mod stored_value;
mod supplier;
mod supply;

pub use level::{Level, LevelRules};
pub use member::{Birthday, Member};
pub use member_book::{MemberBook, PointsLot};
pub use stored_value::{SpendOrder, StoredValue, TopUpBonus};
pub use supplier::Supplier;
pub use supply::Supply;
