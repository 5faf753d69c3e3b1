//! Examples that run: the corner shop, told on real data, and a store of your own.

pub mod corner_shop;
pub mod your_own_store;
