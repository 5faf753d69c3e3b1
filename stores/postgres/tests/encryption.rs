//! What is encrypted is verified.
#![cfg(feature = "rustls")]
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

#[path = "../../sqlite/tests/common/mod.rs"]
mod sales;

mod common;

use std::path::PathBuf;
use std::time::Duration;

use tillbook_postgres::{PostgresOptions, PostgresStore};
use uuid::Uuid;

use common::server::Server;
use sales::{check_shop, post_next};

fn trusting(certificate_authority: Option<PathBuf>) -> PostgresOptions {
    let busy_timeout = Duration::from_secs(20);
    PostgresOptions { certificate_authority, busy_timeout, ..PostgresOptions::for_shop(Uuid::new_v4()) }
}

#[test]
fn a_server_has_to_prove_its_name() {
    let Some(mut server) = Server::own() else { return };
    let (address, certificate) = server.encrypt("db.example");
    let url = |name: &str| format!("host={name} hostaddr={address} user=postgres dbname=postgres sslmode=require");
    let store = PostgresStore::connect(&url("db.example"), trusting(Some(certificate.clone()))).unwrap();
    assert_eq!(post_next(&store).unwrap(), 1);
    assert_eq!(check_shop(&store), 1);

    let refused = |name: &str, authority| PostgresStore::connect(&url(name), trusting(authority)).unwrap_err();
    let another_name = refused("other.example", Some(certificate.clone()));
    assert_eq!(another_name.code(), "unreachable", "{another_name}");
    assert!(another_name.to_string().contains("certificate"), "{another_name}");
    let unknown = refused("db.example", None);
    assert_eq!(unknown.code(), "unreachable", "{unknown}");
    assert!(unknown.to_string().contains("certificate"), "{unknown}");
    let missing = refused("db.example", Some(certificate.with_extension("missing")));
    assert_eq!(missing.code(), "storage", "{missing}");
    let empty = certificate.with_extension("empty");
    std::fs::write(&empty, "no certificate").unwrap();
    assert_eq!(refused("db.example", Some(empty)).code(), "storage");
}
