//! The leader of a cluster is killed while tills sell: what was acknowledged is there, once. Run on demand, see README.md.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

#[path = "../common/mod.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rust_decimal_macros::dec;
use tempfile::TempDir;
use tillbook::Shop;
use tillbook::ledger::CostingMethod;
use tillbook::storage::Store;
use tillbook::value::{DocumentId, SaleId, VariantId};
use tillbook_postgres::{PostgresOptions, PostgresStore};
use uuid::Uuid;

use common::counter::{self, device, sell, standing};
use common::server::{as_user, kill, programs, run_sql, signal};

const TILLS: usize = 4;
/// Between two customers of a till.
const CUSTOMER: Duration = Duration::from_millis(10);
/// Nothing in a cluster takes longer.
const PATIENCE: Duration = Duration::from_secs(180);
const NODES: [u8; 3] = [1, 2, 3];

/// etcd, Patroni and three servers. They stop when the input of the child ends.
struct Cluster {
    folder: TempDir,
    network: String,
    child: Child,
}

/// What dies.
#[derive(Debug, Clone, Copy)]
enum Victim {
    /// The server. Patroni on its machine sees it at once.
    Server,
    /// The machine: the server, and Patroni with it. The others wait until its lease ends.
    Machine,
}

impl Cluster {
    fn start() -> Self {
        let folder = tempfile::Builder::new().prefix("tillbook-").tempdir().unwrap();
        let [.., third, fourth] = std::process::id().to_be_bytes();
        let network = format!("127.{}.{fourth}", third.max(1));
        let mut command = as_user(folder.path());
        command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/failover/cluster.sh"));
        command.arg(folder.path()).arg(programs().unwrap()).arg(&network);
        let child = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut cluster = Self { folder, network, child };
        wait_for(|| {
            assert!(cluster.child.try_wait().unwrap().is_none(), "the cluster did not start");
            cluster.leader()
        });
        cluster
    }

    fn url(&self) -> String {
        let hosts = NODES.map(|node| format!("{}.{node}", self.network)).join(",");
        format!("host={hosts} user=postgres dbname=postgres target_session_attrs=read-write")
    }

    fn ask(&self, node: u8, sql: &str) -> Option<String> {
        let url = format!("host={}.{node} user=postgres dbname=postgres connect_timeout=2", self.network);
        run_sql(&url, sql).ok()?.pop()
    }

    fn leader(&self) -> Option<u8> {
        NODES.into_iter().find(|node| self.ask(*node, "SELECT pg_is_in_recovery()").as_deref() == Some("f"))
    }

    /// Until there is a leader that both others follow, one of which would take its place. Gives the leader.
    fn wait_until_whole(&self) -> u8 {
        let followers = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'";
        wait_for(|| {
            let leader = self.leader()?;
            let is_followed = self.ask(leader, followers).as_deref() == Some("2");
            (is_followed && NODES.iter().any(|node| self.is_next(*node))).then_some(leader)
        })
    }

    /// What Patroni knows: a node that the server names may not be an heir yet.
    fn is_next(&self, node: u8) -> bool {
        let Ok(mut line) = TcpStream::connect(format!("{}.{node}:8008", self.network)) else { return false };
        let mut answer = String::new();
        let asked =
            line.write_all(b"GET /synchronous HTTP/1.0\r\n\r\n").and_then(|()| line.read_to_string(&mut answer));
        asked.is_ok() && answer.split_whitespace().nth(1) == Some("200")
    }

    fn kill(&self, node: u8, victim: Victim) {
        let first_line = |file: &str| {
            let text = std::fs::read_to_string(self.folder.path().join(file)).unwrap();
            text.lines().next().unwrap().to_string()
        };
        if let Victim::Machine = victim {
            signal("-KILL", &[&first_line(&format!("node{node}.pid"))]);
        }
        kill(&first_line(&format!("node{node}/postmaster.pid")));
    }

    fn start_again(&mut self, node: u8) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{node}").unwrap();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        drop(self.child.wait());
    }
}

fn wait_for<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < until, "it takes too long");
        thread::sleep(Duration::from_millis(200));
    }
}

/// What a till was told.
#[derive(Default)]
struct Told {
    acknowledged: Vec<DocumentId>,
    /// The longest time between two acknowledgements while each of the leaders died.
    pauses: Vec<Duration>,
    errors: BTreeMap<&'static str, u64>,
}

/// Sells until it is told to stop, each sale with one id until it is acknowledged.
fn tend(shop: &Shop, goods: &[VariantId], round: &AtomicU64, counted: &AtomicU64, is_done: &AtomicBool) -> Told {
    let mut told = Told::default();
    let mut last = Instant::now();
    while !is_done.load(Ordering::SeqCst) {
        let id = SaleId::new();
        let given_up = Instant::now() + PATIENCE;
        while let Err(error) = sell(shop, id, goods) {
            assert!(
                matches!(error.code(), "disconnected" | "unreachable" | "read_only" | "contention" | "locked"),
                "one that passes: {error:?}"
            );
            *told.errors.entry(error.code()).or_default() += 1;
            assert!(Instant::now() < given_up, "the cluster never came back: {error}");
        }
        told.acknowledged.push(id.into());
        let round = usize::try_from(round.load(Ordering::SeqCst)).unwrap();
        told.pauses.resize(told.pauses.len().max(round + 1), Duration::ZERO);
        told.pauses[round] = told.pauses[round].max(last.elapsed());
        last = Instant::now();
        counted.fetch_add(1, Ordering::SeqCst);
        thread::sleep(CUSTOMER);
    }
    told
}

#[test]
#[ignore = "starts etcd, Patroni and three servers, and takes minutes"]
fn a_killed_leader_has_passed_on_all_that_it_acknowledged() {
    const VICTIMS: [Victim; 4] = [Victim::Server, Victim::Machine, Victim::Server, Victim::Machine];
    let mut cluster = Cluster::start();
    let options = PostgresOptions::for_shop(Uuid::new_v4());
    let connect = || Arc::new(PostgresStore::connect(&cluster.url(), options.clone()).unwrap());
    let store = connect();
    let keeper = Arc::clone(&store) as Arc<dyn Store>;
    let (_, goods) = counter::set_up(keeper, CostingMethod::Fifo, 3, dec!(10000000));
    let (round, is_done) = (AtomicU64::new(0), AtomicBool::new(false));
    let counted: [AtomicU64; TILLS] = Default::default();
    // Each till is a program of its own, with its own connections.
    let shops: Vec<Shop> =
        (0..TILLS).map(|till| Shop::open_with(connect(), device(&format!("T{till}"))).unwrap()).collect();
    let told: Vec<Told> = thread::scope(|scope| {
        let tills: Vec<_> = shops
            .iter()
            .zip(&counted)
            .map(|(shop, counted)| scope.spawn(|| tend(shop, &goods, &round, counted, &is_done)))
            .collect();
        for (number, victim) in (0..).zip(VICTIMS) {
            let leader = cluster.wait_until_whole();
            round.store(number, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(3_000 + 137 * number));
            cluster.kill(leader, victim);
            let before = counted.each_ref().map(|counted| counted.load(Ordering::SeqCst));
            // One sale may have been on its way back; two are new.
            let all_sell = || counted.iter().zip(before).all(|(now, before)| now.load(Ordering::SeqCst) > before + 1);
            wait_for(|| all_sell().then_some(()));
            if let Victim::Machine = victim {
                cluster.start_again(leader);
            }
        }
        cluster.wait_until_whole();
        is_done.store(true, Ordering::SeqCst);
        tills.into_iter().map(|till| till.join().unwrap()).collect()
    });
    report(&told, &VICTIMS);
    let acknowledged: BTreeSet<DocumentId> = told.iter().flat_map(|told| told.acknowledged.iter().copied()).collect();
    let found = standing(&store);
    let unique: BTreeSet<DocumentId> = found.iter().copied().collect();
    assert_eq!(unique.len(), found.len(), "nothing twice");
    println!("{} acknowledged, {} lost", acknowledged.len(), acknowledged.difference(&unique).count());
    assert_eq!(unique, acknowledged, "each was insisted on until it was acknowledged");
    assert!(Shop::open(store).unwrap().office().verify().unwrap().is_clean());
}

fn report(told: &[Told], victims: &[Victim]) {
    for (round, victim) in victims.iter().enumerate() {
        let pause = told.iter().filter_map(|told| told.pauses.get(round)).max().unwrap();
        println!("{victim:?} killed: longest pause {:.1} s", pause.as_secs_f64());
    }
    let mut errors: BTreeMap<&str, u64> = BTreeMap::new();
    for (code, count) in told.iter().flat_map(|told| &told.errors) {
        *errors.entry(code).or_default() += count;
    }
    println!("told to the tills: {errors:?}");
}
