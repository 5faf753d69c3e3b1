//! Offers and coupons that are bounded over all sales, in shops on a server.

#[path = "../../../core/tests/bounded_offers/stories/mod.rs"]
mod stories;

mod common;

use std::sync::Arc;

use tillbook::storage::Store;
use tillbook_postgres::{Isolation, PostgresOptions, PostgresStore};

use common::server::Server;

#[test]
fn every_story_comes_out_as_told() {
    for (name, story) in stories::ALL {
        println!("{name}");
        story(&|| Arc::new(common::any_store(Isolation::ReadCommitted)) as Arc<dyn Store>);
    }
}

#[test]
fn the_last_uses_of_a_coupon_are_spent_once() {
    let Some(server) = Server::shared() else { return };
    for isolation in [Isolation::ReadCommitted, Isolation::Serializable] {
        let options = PostgresOptions { isolation, ..common::patient() };
        let open = || Arc::new(PostgresStore::connect(&server.url(), options.clone()).unwrap()) as Arc<dyn Store>;
        stories::rush::last_uses(&open(), open);
    }
}
