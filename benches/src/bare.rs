//! Bare programs: the same rows and sums with no logic at all.

pub mod books;
pub mod rows;
