//! Lines that are cut and servers that die: what was acknowledged is there, once.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod common;

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use rust_decimal_macros::dec;
use tillbook::ledger::CostingMethod;
use tillbook::storage::Store;
use tillbook::value::{DocumentId, SaleId, VariantId};
use tillbook::{Error, Shop};
use tillbook_postgres::{Isolation, PostgresOptions, PostgresStore};

use common::counter::{self, device, sell, standing};
use common::proxy::{Cut, Proxy};
use common::server::{Server, run_sql};

/// Sells with the same id until it is through.
fn insist(shop: &Shop, id: SaleId, variants: &[VariantId]) {
    for _ in 0..200 {
        match sell(shop, id, variants) {
            Ok(_) => return,
            Err(Error::Disconnected { .. } | Error::Unreachable { .. } | Error::Contention { .. }) => {}
            Err(error) => panic!("{error}"),
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("the server never came back");
}

#[test]
fn a_line_that_is_cut_at_a_commit_loses_nothing_and_doubles_nothing() {
    const SALES: usize = 24;
    let Some(server) = Server::own() else { return };
    let proxy = Proxy::start(server.socket());
    for isolation in [Isolation::ReadCommitted, Isolation::RepeatableRead, Isolation::Serializable] {
        let options = PostgresOptions { isolation, ..common::patient() };
        let store = Arc::new(PostgresStore::connect(&proxy.url(), options.clone()).unwrap());
        let keeper = Arc::clone(&store) as Arc<dyn Store>;
        let (shop, variants) = counter::set_up(keeper, CostingMethod::Fifo, 3, dec!(100));
        let ids: Vec<SaleId> = (0..SALES).map(|_| SaleId::new()).collect();
        for (number, id) in ids.iter().enumerate() {
            proxy.cut_at_commit(1, if number % 2 == 0 { Cut::After } else { Cut::Before });
            let sale = sell(&shop, *id, &variants).unwrap();
            assert!(!proxy.is_armed());
            assert_eq!(
                sell(&shop, *id, &variants).unwrap().slip.number,
                sale.slip.number,
                "the same request, the same answer"
            );
        }
        let direct = PostgresStore::connect(&server.url(), options).unwrap();
        let expected: Vec<DocumentId> = ids.iter().map(|id| (*id).into()).collect();
        assert_eq!(standing(&direct), expected);
        assert_eq!(store.traffic().disconnections, SALES as u64);
        assert!(Shop::open(direct).unwrap().office().verify().unwrap().is_clean());
    }
}

/// Sells with an error of the server at the first statement, the second, and so on, until there is no such statement.
/// Gives what the tills were told.
fn sell_with_errors(
    proxy: &Proxy,
    shop: &Shop,
    variants: &[VariantId],
    state: &'static str,
) -> Vec<(SaleId, Option<Error>)> {
    let mut told = Vec::new();
    loop {
        let id = SaleId::new();
        proxy.fail_at(told.len() as u64 + 1, state);
        let outcome = sell(shop, id, variants);
        if !proxy.stop_failing() {
            outcome.unwrap();
            told.push((id, None));
            return told;
        }
        told.push((id, outcome.err()));
    }
}

#[test]
fn races_lost_at_any_statement_lose_nothing_and_double_nothing() {
    let Some(server) = Server::own() else { return };
    let proxy = Proxy::start(server.socket());
    for isolation in [Isolation::ReadCommitted, Isolation::RepeatableRead, Isolation::Serializable] {
        let options = PostgresOptions { isolation, ..common::patient() };
        let store = Arc::new(PostgresStore::connect(&proxy.url(), options).unwrap());
        let keeper = Arc::clone(&store) as Arc<dyn Store>;
        let (shop, variants) = counter::set_up(keeper, CostingMethod::Fifo, 3, dec!(100));
        let told = sell_with_errors(&proxy, &shop, &variants, "40001");
        assert!(told.len() >= 12, "each statement of a sale was refused once: {}", told.len());
        assert!(told.iter().all(|(_, error)| error.is_none()), "{told:?}");
        assert_eq!(store.traffic().conflicts, told.len() as u64 - 1);
        proxy.fail_often(40, "40001");
        let more: Vec<SaleId> = (0..40).map(|_| SaleId::new()).collect();
        for id in &more {
            sell(&shop, *id, &variants).unwrap();
        }
        proxy.stop_failing();
        assert!(store.traffic().conflicts > told.len() as u64);
        let ids = told.iter().map(|(id, _)| *id).chain(more);
        assert_eq!(standing(&store), ids.map(DocumentId::from).collect::<Vec<_>>());
        assert!(shop.office().verify().unwrap().is_clean());
    }
}

#[test]
fn a_disk_that_is_full_at_any_statement_is_told_and_the_shop_goes_on() {
    let Some(server) = Server::own() else { return };
    let proxy = Proxy::start(server.socket());
    let store = Arc::new(PostgresStore::connect(&proxy.url(), common::patient()).unwrap());
    let keeper = Arc::clone(&store) as Arc<dyn Store>;
    let (shop, variants) = counter::set_up(keeper, CostingMethod::Fifo, 3, dec!(100));
    let mut told = sell_with_errors(&proxy, &shop, &variants, "53100");
    let (sold, _) = told.pop().unwrap();
    let mut operations = BTreeSet::new();
    for (_, error) in &told {
        let Some(Error::StorageFull { operation }) = error else { panic!("{error:?}") };
        operations.insert(*operation);
    }
    for operation in ["read the head", "post documents", "write state", "commit"] {
        assert!(operations.contains(operation), "{operation} is not among {operations:?}");
    }
    assert_eq!(standing(&store), [sold.into()], "nothing is left of what was refused");
    for (id, _) in &told {
        sell(&shop, *id, &variants).unwrap();
    }
    assert_eq!(standing(&store).len(), told.len() + 1);
    assert!(shop.office().verify().unwrap().is_clean());
}

#[test]
#[ignore = "mounts a small file system, which only root may"]
fn a_disk_that_fills_up_is_told_and_the_shop_goes_on_when_there_is_room() {
    let Some(server) = Server::own() else { return };
    let disk = SmallDisk::mount();
    let (folder, room) = (disk.0.path().join("tables"), disk.0.path().join("room"));
    std::fs::create_dir(&folder).unwrap();
    std::os::unix::fs::chown(&folder, Some(65_534), Some(65_534)).unwrap();
    std::fs::write(&room, vec![1; 8 << 20]).unwrap();
    run_sql(&server.url(), &format!("CREATE TABLESPACE small LOCATION '{}'", folder.display())).unwrap();
    run_sql(&server.url(), "CREATE DATABASE small TABLESPACE small").unwrap();
    let url = format!("{} dbname=small", server.url());
    let store = Arc::new(PostgresStore::connect(&url, common::patient()).unwrap());
    let keeper = Arc::clone(&store) as Arc<dyn Store>;
    let (shop, variants) = counter::set_up(keeper, CostingMethod::Fifo, 30, dec!(1000000));
    let mut sold: Vec<DocumentId> = Vec::new();
    let (refused, error) = loop {
        let id = SaleId::new();
        match sell(&shop, id, &variants) {
            Ok(_) => sold.push(id.into()),
            Err(error) => break (id, error),
        }
    };
    println!("full after {} sales: {error}", sold.len());
    assert!(matches!(error, Error::StorageFull { .. }), "{error:?}");
    assert_eq!(standing(&store), sold);
    std::fs::remove_file(room).unwrap();
    sell(&shop, refused, &variants).unwrap();
    assert_eq!(standing(&store).len(), sold.len() + 1);
    assert!(shop.office().verify().unwrap().is_clean());
    drop((shop, store, server));
}

/// A file system of a few megabytes.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", "size=32m,mode=755", "tmpfs"]).arg(folder.path());
        assert!(command.status().unwrap().success());
        Self(folder)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("--lazy").arg(self.0.path()).status());
    }
}

#[test]
fn connections_that_break_at_any_moment_lose_nothing() {
    const TILLS: usize = 3;
    const SALES: usize = 25;
    let Some(server) = Server::own() else { return };
    let proxy = Proxy::start(server.socket());
    let store = Arc::new(PostgresStore::connect(&proxy.url(), common::patient()).unwrap());
    let keeper = Arc::clone(&store) as Arc<dyn Store>;
    let (_, variants) = counter::set_up(keeper, CostingMethod::MovingAverage, 3, dec!(1000));
    let is_done = AtomicBool::new(false);
    let ids: Vec<Vec<SaleId>> = (0..TILLS).map(|_| (0..SALES).map(|_| SaleId::new()).collect()).collect();
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut moment = 7_u64;
            while !is_done.load(Ordering::SeqCst) {
                moment = moment * 31 % 97;
                thread::sleep(Duration::from_millis(20 + moment));
                if moment.is_multiple_of(3) {
                    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()";
                    drop(run_sql(&server.url(), sql));
                } else {
                    proxy.go_down();
                    proxy.come_up();
                }
            }
        });
        let tills: Vec<_> = ids
            .iter()
            .enumerate()
            .map(|(till, ids)| {
                let shop = Shop::open_with(Arc::clone(&store), device(&format!("T{till}"))).unwrap();
                let variants = &variants;
                scope.spawn(move || ids.iter().for_each(|id| insist(&shop, *id, variants)))
            })
            .collect();
        for till in tills {
            till.join().unwrap();
        }
        is_done.store(true, Ordering::SeqCst);
    });
    let expected: BTreeSet<DocumentId> = ids.iter().flatten().map(|id| (*id).into()).collect();
    let found = standing(&store);
    assert_eq!(found.len(), expected.len(), "nothing twice");
    assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
    assert!(store.traffic().disconnections > 0);
    assert!(Shop::open(store).unwrap().office().verify().unwrap().is_clean());
}

#[test]
fn a_server_that_is_away_is_told_and_the_shop_goes_on_when_it_is_back() {
    let Some(server) = Server::own() else { return };
    let proxy = Proxy::start(server.socket());
    let options = PostgresOptions { busy_timeout: Duration::from_millis(400), ..common::patient() };
    let store = Arc::new(PostgresStore::connect(&proxy.url(), options).unwrap());
    let keeper = Arc::clone(&store) as Arc<dyn Store>;
    let (shop, variants) = counter::set_up(keeper, CostingMethod::Fifo, 1, dec!(10));
    sell(&shop, SaleId::new(), &variants).unwrap();
    proxy.go_down();
    let id = SaleId::new();
    let error = sell(&shop, id, &variants).unwrap_err();
    assert!(matches!(&error, Error::Unreachable { operation: "connect to the server", .. }), "{error:?}");
    assert_eq!(shop.catalog().variants(None, 10).unwrap_err().code(), "unreachable");
    proxy.come_up();
    sell(&shop, id, &variants).unwrap();
    assert_eq!(standing(&store).len(), 2);
}

#[test]
fn a_killed_server_has_all_that_it_acknowledged() {
    const TILLS: usize = 3;
    let Some(mut server) = Server::own() else { return };
    let options = PostgresOptions { busy_timeout: Duration::from_millis(200), ..common::patient() };
    let store = Arc::new(PostgresStore::connect(&server.url(), options).unwrap());
    let keeper = Arc::clone(&store) as Arc<dyn Store>;
    let (_, variants) = counter::set_up(keeper, CostingMethod::Fifo, 3, dec!(100000));
    let mut acknowledged: BTreeSet<DocumentId> = BTreeSet::new();
    for round in 0..3 {
        let told: Vec<DocumentId> = thread::scope(|scope| {
            let tills: Vec<_> = (0..TILLS)
                .map(|till| {
                    let (store, variants) = (Arc::clone(&store), &variants);
                    scope.spawn(move || {
                        let shop = Shop::open_with(store, device(&format!("T{till}"))).unwrap();
                        let mut told = Vec::new();
                        loop {
                            let id = SaleId::new();
                            match sell(&shop, id, variants) {
                                Ok(_) => told.push(id.into()),
                                // The machine is so busy that the others hold the shop for longer than that.
                                Err(Error::Locked { .. }) => {}
                                Err(error) => break (told, error),
                            }
                        }
                    })
                })
                .collect();
            thread::sleep(Duration::from_millis(600 + 170 * round));
            server.kill();
            let told = tills.into_iter().flat_map(|till| {
                let (told, error) = till.join().unwrap();
                assert!(matches!(error.code(), "unreachable" | "disconnected"), "{error:?}");
                told
            });
            told.collect()
        });
        assert!(told.len() > TILLS, "the tills did sell");
        acknowledged.extend(told);
        server.restart();
        let found: Vec<DocumentId> = standing(&store);
        let unique: BTreeSet<DocumentId> = found.iter().copied().collect();
        assert_eq!(unique.len(), found.len());
        assert!(acknowledged.is_subset(&unique), "what was acknowledged is there");
        // A sale on its way may stand without its till having been told.
        assert!(unique.len() <= acknowledged.len() + TILLS * (usize::try_from(round).unwrap() + 1));
    }
    assert!(Shop::open(store).unwrap().office().verify().unwrap().is_clean());
}
