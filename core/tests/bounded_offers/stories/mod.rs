//! Stories of bounded offers that any store can be told.
#![allow(dead_code)] // each test program uses its part
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

pub(crate) mod corner;
mod coupons;
mod limits;
pub(crate) mod rush;

use std::sync::Arc;

use tillbook::storage::Store;

/// A new, empty store.
pub(crate) type Open<'a> = &'a dyn Fn() -> Arc<dyn Store>;

/// All of them, by name.
pub(crate) const ALL: [(&str, fn(Open<'_>)); 7] = [
    ("a flash sale ends with its last unit, and goes on with what comes back", limits::flash_sale),
    ("so many a day, and so many for each member", limits::per_member_and_day),
    ("parts of a sale give back parts of its uses", limits::refund_in_parts),
    ("a limit that is raised counts on", limits::raised),
    ("a coupon of a member's", coupons::personal),
    ("a coupon comes back with the last of its goods", coupons::comes_back),
    ("a sale that was priced with a coupon that is gone", coupons::gone_meanwhile),
];
