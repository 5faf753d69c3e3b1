//! Sales of five lines, posted one a transaction: the engine beside the bare rows, in turn, round by round.
//!
//! `cargo run --release -p tillbook-benches --bin posting -- [FOLDER] [SALES] [ROUNDS]`
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use tillbook::shop::NewSale;
use tillbook::storage::MemoryStore;
use tillbook_benches::bare::rows;
use tillbook_benches::plan::Plan;
use tillbook_benches::shop::{Ready, ready};
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

/// Seconds of each transaction.
type Times = Vec<f64>;

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let sales = args.next().map_or(2_000, |n| n.parse().unwrap());
    let rounds = args.next().map_or(5, |n| n.parse().unwrap());
    let plan = Plan::new(1_000, sales);
    let planned = rows::rows(&plan);
    println!("{sales} sales of five lines in {}, {rounds} rounds; medians", folder.display());
    println!(
        "{:<22}{:>12}{:>10}{:>10}{:>12}{:>10}{:>10}{:>8}",
        "", "engine/s", "p50 ms", "p99 ms", "bare/s", "p50 ms", "p99 ms", "ratio"
    );
    for (name, durability, per) in [
        ("FULL", Durability::Full, 1),
        ("NORMAL", Durability::Normal, 1),
        ("FULL, 100 at a time", Durability::Full, 100),
    ] {
        let mut figures: Vec<[Figures; 2]> = Vec::new();
        for _ in 0..rounds {
            figures.push([engine(&folder, &plan, durability, per), bare(&folder, &plan, &planned, durability, per)]);
        }
        print(name, &mut figures);
    }
    let mut memory: Vec<f64> = (0..rounds).map(|_| in_memory(&plan).per_second).collect();
    memory.sort_by(f64::total_cmp);
    println!("{:<22}{:>12.0}", "memory store", memory[memory.len() / 2]);
}

#[derive(Clone, Copy)]
struct Figures {
    per_second: f64,
    p50: f64,
    p99: f64,
}

impl Figures {
    fn new(sales: usize, mut times: Times) -> Self {
        times.sort_by(f64::total_cmp);
        let total: f64 = times.iter().sum();
        let at = |share: usize| times[(times.len() - 1) * share / 100] * 1e3;
        #[allow(clippy::cast_precision_loss)]
        let sales = sales as f64;
        Self { per_second: sales / total, p50: at(50), p99: at(99) }
    }
}

fn print(name: &str, rounds: &mut [[Figures; 2]]) {
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let of = |who: usize, figure: fn(&Figures) -> f64| median(rounds.iter().map(|round| figure(&round[who])).collect());
    let ratio = median(rounds.iter().map(|round| round[0].per_second / round[1].per_second).collect());
    println!(
        "{name:<22}{:>12.0}{:>10.3}{:>10.3}{:>12.0}{:>10.3}{:>10.3}{ratio:>8.2}",
        of(0, |f| f.per_second),
        of(0, |f| f.p50),
        of(0, |f| f.p99),
        of(1, |f| f.per_second),
        of(1, |f| f.p50),
        of(1, |f| f.p99),
    );
}

fn engine(folder: &Path, plan: &Plan, durability: Durability, per: usize) -> Figures {
    let folder = tempfile::tempdir_in(folder).unwrap();
    let options = SqliteOptions { durability, ..SqliteOptions::default() };
    let store = SqliteStore::open_with(folder.path().join("engine.db"), options).unwrap();
    time(&ready(store, plan), plan, per)
}

fn in_memory(plan: &Plan) -> Figures {
    time(&ready(MemoryStore::default(), plan), plan, 1)
}

fn time(ready: &Ready, plan: &Plan, per: usize) -> Figures {
    let requests: Vec<NewSale> = plan.sales.iter().map(|sale| ready.request(plan, sale)).collect();
    let mut times = Vec::with_capacity(requests.len());
    for chunk in requests.chunks(per) {
        let start = Instant::now();
        ready.sell(chunk);
        times.push(start.elapsed().as_secs_f64());
    }
    Figures::new(requests.len(), times)
}

fn bare(folder: &Path, plan: &Plan, planned: &[rows::Rows], durability: Durability, per: usize) -> Figures {
    let folder = tempfile::tempdir_in(folder).unwrap();
    let synchronous = if durability == Durability::Full { "FULL" } else { "NORMAL" };
    let connection = rows::ready(&folder.path().join("bare.db"), plan, synchronous);
    let (mut times, mut first) = (Vec::with_capacity(planned.len()), 1);
    for chunk in planned.chunks(per) {
        let start = Instant::now();
        rows::post(&connection, first, chunk);
        times.push(start.elapsed().as_secs_f64());
        first += i64::try_from(chunk.len()).unwrap();
    }
    Figures::new(planned.len(), times)
}
