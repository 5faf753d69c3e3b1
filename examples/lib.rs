//! Stories of a shop, told on real data. Each one is an example that runs: `cargo run --release --example corner_shop`.

pub mod corner_shop;
pub mod your_own_store;
