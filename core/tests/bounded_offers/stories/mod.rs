//! Stories of bounded offers that any store can be told.
#![allow(dead_code)] // each test program uses its part
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

pub(crate) mod corner;
mod coupons;
mod earned;
mod limits;
pub(crate) mod rush;

use std::sync::Arc;

use tillbook::storage::Store;

/// A new, empty store.
pub(crate) type Open<'a> = &'a dyn Fn() -> Arc<dyn Store>;

/// What a shop on a new store goes through.
pub(crate) type Story = fn(Open<'_>);

/// All of them, by name.
pub(crate) const ALL: [(&str, Story); 11] = [
    ("a flash sale ends with its last unit, and goes on with what comes back", limits::flash_sale),
    ("so many a day, and so many for each member", limits::per_member_and_day),
    ("parts of a sale give back parts of its uses", limits::refund_in_parts),
    ("a limit that is raised counts on", limits::raised),
    ("a coupon of a member's", coupons::personal),
    ("a coupon comes back with the last of its goods", coupons::comes_back),
    ("a sale that was priced with a coupon that is gone", coupons::gone_meanwhile),
    ("who buys enough gets something for a small price", earned::add_on),
    ("who spends enough gets a coupon for the next time", earned::coupon_for_later),
    ("a coupon that what is kept would not have earned is withdrawn", earned::withdrawn),
    ("a sale that never was issued no coupon", earned::voided),
];
