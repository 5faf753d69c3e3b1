//! Bare programs: the same rows and sums with no logic at all.

pub mod big_shop;
pub mod books;
pub mod history;
pub mod offers;
pub mod rows;
pub mod server;
