//! Laws of promotions: what holds for every cart and every set of offers.
#![allow(clippy::unwrap_used)]

mod bounds;
mod offers;
mod plans;
mod selling;
