//! Which databases are taken, and which are refused and left as they are.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

#[path = "../../sqlite/tests/common/mod.rs"]
mod sales;

mod common;

use std::net::TcpListener;
use std::time::Duration;

use tillbook::storage::StoreExt;
use tillbook_postgres::{PostgresOptions, PostgresStore, SCHEMA_VERSION};
use uuid::Uuid;

use common::server::{Server, run_sql};
use sales::{DEVICE, check_shop, post_next};

fn impatient() -> PostgresOptions {
    PostgresOptions { busy_timeout: Duration::from_millis(300), ..PostgresOptions::for_shop(Uuid::new_v4()) }
}

fn refused(url: &str) -> &'static str {
    PostgresStore::connect(url, impatient()).unwrap_err().code()
}

/// A database of its own, and its address.
fn database(server: &Server, name: &str) -> String {
    run_sql(&server.url(), &format!("CREATE DATABASE {name}")).unwrap();
    format!("{} dbname={name}", server.url())
}

fn tables(url: &str) -> Vec<String> {
    let sql = "SELECT table_schema || '.' || table_name || '.' || column_name FROM information_schema.columns \
               WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1";
    run_sql(url, sql).unwrap()
}

#[test]
fn a_shop_is_there_when_it_is_opened_again() {
    let Some(server) = Server::shared() else { return };
    let options = common::patient();
    for post in 1..=2 {
        let store = PostgresStore::connect(&server.url(), options.clone()).unwrap();
        assert_eq!(post_next(&store).unwrap(), post);
        assert_eq!(check_shop(&store), post);
    }
}

#[test]
fn a_bad_address_is_refused_without_its_password() {
    for url in ["", "no address", "host=db password=secret shops=1", "postgresql://till:secret@db:port/shops"] {
        let error = PostgresStore::connect(url, impatient()).unwrap_err();
        let text = error.to_string();
        assert!(matches!(error.code(), "invalid" | "unreachable"), "{url}: {error:?}");
        assert!(!text.contains("secret"), "{text}");
    }
    let nobody = PostgresOptions::for_shop(Uuid::nil());
    assert_eq!(PostgresStore::connect("host=/nowhere", nobody).unwrap_err().code(), "invalid");
}

#[test]
fn a_server_that_is_not_there_or_silent_is_unreachable() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(refused(&format!("host=127.0.0.1 port={} user=till", closed.port())), "unreachable");
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    assert_eq!(refused(&format!("host=127.0.0.1 port={port} user=till")), "unreachable");
    assert_eq!(refused("host=/nowhere user=till"), "unreachable");
}

#[test]
fn passwords_and_rights_are_checked_by_the_server() {
    let Some(server) = Server::own() else { return };
    run_sql(&server.url(), "CREATE ROLE guarded LOGIN PASSWORD 'right'").unwrap();
    let guarded = format!("{} user=guarded", server.url());
    assert_eq!(refused(&guarded), "access_denied", "no password");
    assert_eq!(refused(&format!("{guarded} password=wrong")), "access_denied");
    assert_eq!(refused(&format!("{guarded} password=right")), "access_denied", "may make no tables");
    assert_eq!(refused(&format!("{} dbname=nowhere", server.url())), "unreachable");
    assert_eq!(tables(&server.url()), [""; 0]);

    run_sql(&server.url(), "GRANT CREATE ON DATABASE postgres TO guarded").unwrap();
    let store = PostgresStore::connect(&format!("{guarded} password=right"), common::patient()).unwrap();
    assert_eq!(post_next(&store).unwrap(), 1);
    run_sql(&server.url(), "CREATE ROLE visitor LOGIN").unwrap();
    let visitor = format!("{} user=visitor", server.url());
    assert_eq!(refused(&visitor), "access_denied", "may not look");
}

#[test]
fn databases_of_other_programs_are_left_alone() {
    let Some(server) = Server::own() else { return };
    let url = database(&server, "theirs");
    run_sql(&url, "CREATE SCHEMA tillbook").unwrap();
    run_sql(&url, "CREATE TABLE tillbook.document (page TEXT)").unwrap();
    run_sql(&url, "CREATE TABLE record (title TEXT)").unwrap();
    let before = tables(&url);
    assert_eq!(refused(&url), "not_ours");
    assert_eq!(tables(&url), before);

    let url = database(&server, "beside");
    run_sql(&url, "CREATE TABLE record (title TEXT)").unwrap();
    let store = PostgresStore::connect(&url, common::patient()).unwrap();
    assert_eq!(post_next(&store).unwrap(), 1);
    assert!(tables(&url).contains(&"public.record.title".to_string()), "another schema is no hindrance");
}

#[test]
fn a_newer_schema_is_refused_and_an_older_one_upgraded() {
    let Some(server) = Server::own() else { return };
    let url = database(&server, "aged");
    let careful = PostgresOptions { upgrade_schema: false, ..impatient() };
    assert_eq!(PostgresStore::connect(&url, careful.clone()).unwrap_err().code(), "older_schema");
    assert_eq!(tables(&url), [""; 0]);
    PostgresStore::connect(&url, impatient()).unwrap();
    let complete = tables(&url);
    PostgresStore::connect(&url, careful.clone()).unwrap();

    // As if the upgrade had been cut off: half of its steps are done, the last one without having been noted.
    let half = SCHEMA_VERSION / 2;
    run_sql(&url, &format!("DELETE FROM tillbook.schema_step WHERE number >= {half}")).unwrap();
    run_sql(&url, "DROP TABLE tillbook.record_key").unwrap();
    assert_eq!(PostgresStore::connect(&url, careful).unwrap_err().code(), "older_schema");
    let store = PostgresStore::connect(&url, impatient()).unwrap();
    assert_eq!(tables(&url), complete);
    assert_eq!(post_next(&store).unwrap(), 1);

    run_sql(&url, &format!("INSERT INTO tillbook.schema_step VALUES ({})", SCHEMA_VERSION + 1)).unwrap();
    assert_eq!(refused(&url), "newer_schema");
}

#[test]
fn many_tills_may_open_an_empty_database_at_once() {
    let Some(server) = Server::own() else { return };
    let url = database(&server, "crowded");
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                let store = PostgresStore::connect(&url, common::patient()).unwrap();
                assert_eq!(post_next(&store).unwrap(), 1);
            });
        }
    });
}

#[test]
fn a_server_that_cannot_be_written_to_is_read_only() {
    let Some(server) = Server::own() else { return };
    let url = database(&server, "replica");
    let options = impatient();
    let store = PostgresStore::connect(&url, options.clone()).unwrap();
    post_next(&store).unwrap();
    run_sql(&url, "ALTER DATABASE replica SET default_transaction_read_only = on").unwrap();
    assert_eq!(refused(&format!("{url} target_session_attrs=read-write")), "read_only");
    let store = PostgresStore::connect(&url, options.clone()).unwrap();
    assert_eq!(post_next(&store).unwrap_err().code(), "read_only");
    assert_eq!(check_shop(&store), 1, "it can be looked at");
    run_sql(&format!("{url} options='-c default_transaction_read_only=off'"), "ALTER DATABASE replica RESET ALL")
        .unwrap();
    let store = PostgresStore::connect(&url, options).unwrap();
    assert_eq!(post_next(&store).unwrap(), 2);
}

#[test]
fn of_several_servers_the_one_that_answers_is_taken() {
    let Some(server) = Server::own() else { return };
    let folder = server.socket().parent().unwrap().display().to_string();
    let url = format!("host=/nowhere,{folder} user=postgres dbname=postgres target_session_attrs=read-write");
    let store = PostgresStore::connect(&url, common::patient()).unwrap();
    assert_eq!(post_next(&store).unwrap(), 1);
}

#[test]
fn a_till_that_keeps_the_lock_makes_others_wait_and_then_give_up() {
    let Some(server) = Server::own() else { return };
    let options = impatient();
    let first = PostgresStore::connect(&server.url(), options.clone()).unwrap();
    let second = PostgresStore::connect(&server.url(), options).unwrap();
    post_next(&first).unwrap();
    let refusal = first.write(|transaction| {
        transaction.head(DEVICE)?;
        let neighbour = second.for_shop(Uuid::new_v4())?;
        assert_eq!(post_next(&neighbour)?, 1, "another shop does not wait");
        assert_eq!(check_shop(&second), 1, "nor does who only looks");
        Ok(post_next(&second).unwrap_err().code())
    });
    assert_eq!(refusal.unwrap(), "locked");
    assert_eq!(post_next(&second).unwrap(), 2);

    let single = PostgresOptions { connections: 1, ..impatient() };
    let single = PostgresStore::connect(&server.url(), single).unwrap();
    let refusal = single.read(|_| Ok(post_next(&single).unwrap_err().code()));
    assert_eq!(refusal.unwrap(), "locked", "all connections are taken");
    assert_eq!(post_next(&single).unwrap(), 1);
}
