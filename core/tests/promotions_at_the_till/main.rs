//! Offers as a till meets them: entered in a shop, quoted, sold, proved.
#![allow(clippy::unwrap_used)]

mod counter;
mod coupons;
mod expiry;
mod gifts;
mod members;
mod uses;
mod windows;
