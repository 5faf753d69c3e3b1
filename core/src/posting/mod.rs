//! The gate: the only code that writes ledgers and state.
//!
//! A [`Command`] is what a caller asks for. The gate *decides* it into a document body (which batches leave, what
//! a refund pays), then *applies* the body: the same function of body and state whether a document is posted for
//! the first time or replayed, so that state can always be rebuilt from documents.

mod apply;
mod authority;
mod command;
mod copy;
mod gate;
mod goods;
mod picks;
mod rows;
mod seals;
mod snapshot;
mod sold;
mod state;
mod stated;
mod stored;
mod sums;
mod timeline;
mod traced;
mod verify;

pub(crate) use apply::{
    Drawer, HeldCarts, Later, OPEN_ORDERS, OpenShift, Standing, active_member, can_be_amended, can_be_void, entry,
    happened_at, is_void, load_customer_order, load_order, member_book, one_member, part_link, refused,
};
pub use authority::{Act, AllowAll, Asked, Authority, Verdict};
pub(crate) use command::{Command, Decided, digest_of};
pub use copy::copy;
pub(crate) use gate::{Context, Gate, Posted};
pub(crate) use picks::{PickRule, Shelf, stored as stored_picks};
pub(crate) use snapshot::{Card, DEEPEST, MOST_OF_A_KIND, Snapshot, body};
pub(crate) use sold::{SoldLineSoFar, SoldPart, SoldSoFar};
pub(crate) use state::{Moment, State};
pub(crate) use stated::StatedLine;
pub(crate) use stored::open_shortages;
pub(crate) use timeline::{StandingMove, standing_moves};
pub(crate) use traced::{Traced, trace};
pub use verify::{Report, Violation};
pub(crate) use verify::{rebuild, verify};
