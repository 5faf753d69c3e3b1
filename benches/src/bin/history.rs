//! Paper that comes late into a long history, and questions about the past: the engine beside bare programs, in turn, round
//! by round; medians.
//!
//! `cargo run --release -p tillbook-benches --bin history -- [FOLDER] [ROUNDS]`
#![allow(clippy::unwrap_used)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use tempfile::TempDir;
use tillbook::ledger::CostingMethod;
use tillbook::report::{Known, StockOf};
use tillbook_benches::bare::history as bare;
use tillbook_benches::history::{History, Ready, million_movements, time};
use tillbook_sqlite::Durability;

/// Later moves of the article.
const LATER: [usize; 3] = [1_000, 10_000, 100_000];
/// Moves of an article that sells for years, and sales that are then timed.
const LONG: usize = 650_000;
const SALES: usize = 300;

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let rounds = args.next().map_or(5, |n| n.parse().unwrap());
    let bench = Bench { folder: tempfile::tempdir_in(folder).unwrap(), rounds };
    println!("{rounds} rounds; medians, milliseconds");
    bench.late_receipts();
    bench.other_paper();
    bench.appends();
    bench.valuation();
}

struct Bench {
    folder: TempDir,
    rounds: usize,
}

impl Bench {
    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn history(&self, method: CostingMethod, count: usize, emptied_after: Option<usize>) -> History {
        History::make(
            self.file(&format!("{method:?}{count}{emptied_after:?}.db")),
            method,
            &bare::moves(count),
            emptied_after,
        )
    }

    /// A receipt before all moves; the bare program reads, replays and overwrites.
    fn late_receipts(&self) {
        println!(
            "{:<44}{:>10}{:>10}{:>8}{:>10}{:>14}",
            "a late receipt", "engine", "bare", "ratio", "revalued", "us a revalued"
        );
        let mut before: [Option<[f64; 2]>; 2] = [None; 2];
        for count in LATER {
            let moves = bare::moves(count);
            let history = self.history(CostingMethod::Fifo, count, None);
            let bare_file = self.file(&format!("bare{count}.db"));
            bare::ready(&bare_file, &moves);
            for (before, (name, durability)) in
                before.iter_mut().zip([("FULL", Durability::Full), ("NORMAL", Durability::Normal)])
            {
                let mut revalued = 0;
                let times: Vec<[f64; 2]> = (0..self.rounds)
                    .map(|_| {
                        let ready = history.copied(&self.file("copy.db")).open(durability);
                        let engine = milliseconds(|| ready.enter_late());
                        revalued = ready.revalued();
                        let copy = self.file("bare_copy.db");
                        bare::copy(&bare_file, &copy);
                        let mut connection = bare::open(&copy, name);
                        let mut cost = 0;
                        let bare = milliseconds(|| cost = bare::enter_late(&mut connection));
                        assert_eq!(ready.cost_of_sales(), cost, "the engine, and the bare program");
                        [engine, bare]
                    })
                    .collect();
                let [engine, bare] = [0, 1].map(|who| median(times.iter().map(|round| round[who])));
                let ratio = median(times.iter().map(|[engine, bare]| engine / bare));
                let each = engine * 1e3 / number(revalued);
                let growth = before.map_or(String::new(), |[engine_before, bare_before]| {
                    format!("   growth {:.1}, bare {:.1}", engine / engine_before, bare / bare_before)
                });
                let name = format!("first in, first out, {count} later, {name}");
                println!("{name:<44}{engine:>10.2}{bare:>10.2}{ratio:>8.2}{revalued:>10}{each:>14.2}{growth}");
                *before = Some([engine, bare]);
            }
            let curves = median((0..self.rounds).map(|_| {
                let mut curves = bare::Curves::new(&moves);
                milliseconds(|| assert!(black_box(curves.enter_late())[0] > 0))
            }));
            let replay = median((0..self.rounds).map(|_| milliseconds(|| drop(black_box(bare::replay(&moves))))));
            println!("{:<44}{curves:>10.4}{replay:>10.4}", format!("in memory, {count}: curves; bare replay"));
        }
    }

    /// Paper whose effect is of another kind, and questions, with the longest of these histories.
    fn other_paper(&self) {
        let count = LATER[2];
        let fifo = self.history(CostingMethod::Fifo, count, None);
        let short = self.history(CostingMethod::Fifo, LATER[0], None);
        let average = self.history(CostingMethod::MovingAverage, count, None);
        let emptied = self.history(CostingMethod::Fifo, count, Some(11));
        println!("\n{:<44}{:>10}{:>10}", "100,000 moves of the article, NORMAL", "engine", "revalued");
        let late: fn(&Ready) = Ready::enter_late;
        let freight: fn(&Ready) = Ready::enter_freight;
        self.paper("a late receipt, moving average", &average, late);
        self.paper("a late receipt, shelf counted empty later", &emptied, late);
        self.paper("freight on the first receipt, fifo", &fifo, freight);
        self.paper("freight on the first receipt, average", &average, freight);
        self.paper("freight on the first receipt, 1,000 moves", &short, freight);
        let ready = fifo.copied(&self.file("copy.db")).open(Durability::Normal);
        let preview = median((0..self.rounds).map(|_| milliseconds(|| assert!(ready.preview_late() > 0))));
        println!("{:<44}{preview:>10.2}", "preview of a late receipt");
        drop(ready);
        for (name, history) in [("1,000", &short), ("100,000", &fifo)] {
            let ready = history.copied(&self.file("copy.db")).open(Durability::Normal);
            let all = history.sales.len();
            for (which, sale) in [("first", 0), ("middle", all / 2), ("last", all - 1)] {
                let sale = history.sales[sale];
                let time = median((0..self.rounds * 5).map(|_| milliseconds(|| assert!(ready.explain(sale) > 0))));
                println!("{:<44}{time:>10.3}", format!("explain_cost, {which} sale of {name} moves"));
            }
        }
    }

    fn paper(&self, name: &str, history: &History, enter: fn(&Ready)) {
        let mut revalued = 0;
        let time = median((0..self.rounds).map(|_| {
            let ready = history.copied(&self.file("copy.db")).open(Durability::Normal);
            let time = milliseconds(|| enter(&ready));
            revalued = ready.revalued();
            time
        }));
        println!("{name:<44}{time:>10.2}{revalued:>10}");
    }

    /// Sales of one line, one a transaction, in turn: with a short history and a long one.
    fn appends(&self) {
        println!("\n{:<44}{:>10}{:>10}{:>8}", "a sale", "650,000", "1,000", "ratio");
        let histories = [LONG, LATER[0]].map(|count| self.history(CostingMethod::Fifo, count, None));
        for (name, durability) in [("FULL", Durability::Full), ("NORMAL", Durability::Normal)] {
            let rounds: Vec<[f64; 2]> = (0..self.rounds)
                .map(|_| {
                    let ready = [0, 1].map(|which| {
                        let ready = histories[which].copied(&self.file(&format!("copy{which}.db"))).open(durability);
                        ready.stock_up();
                        (0..SALES / 10).for_each(|_| ready.sell());
                        ready
                    });
                    let mut times = [Vec::new(), Vec::new()];
                    for sale in 0..SALES {
                        for which in if sale % 2 == 0 { [0, 1] } else { [1, 0] } {
                            times[which].push(milliseconds(|| ready[which].sell()));
                        }
                    }
                    times.map(|times| median(times.into_iter()))
                })
                .collect();
            let [long, short] = [0, 1].map(|who| median(rounds.iter().map(|round| round[who])));
            let ratio = median(rounds.iter().map(|[long, short]| long / short));
            println!("{:<44}{long:>10.3}{short:>10.3}{ratio:>8.2}", format!("{name}, p50"));
        }
    }

    /// What the stock was worth in the middle of a million movements.
    fn valuation(&self) {
        let file = self.file("million.db");
        let shop = million_movements(&file);
        let reports = shop.reports();
        let scan = open_bare(&file);
        println!("\n{:<44}{:>10}{:>10}{:>8}", "stock at a time, 1,000,000 movements", "engine", "bare", "ratio");
        let end = time(usize::MAX >> 40);
        let middle = time(10_000);
        for (name, at, known) in [
            ("at the end, as known now", end, Known::Now),
            ("in the middle, as known now", middle, Known::Now),
            ("in the middle, as known then", middle, Known::At(middle)),
        ] {
            let rounds: Vec<[f64; 2]> = (0..self.rounds)
                .map(|_| {
                    let (mut found, mut bare) = (0, 0);
                    let engine = milliseconds(|| found = reports.stock_at(at, known).unwrap().value.minor());
                    let scan = milliseconds(|| bare = bare::on_hand(&scan, at.micros()).iter().map(|sum| sum.1).sum());
                    assert!(found == bare || known != Known::Now);
                    [engine, scan]
                })
                .collect();
            let [engine, bare] = [0, 1].map(|who| median(rounds.iter().map(|round| round[who])));
            let ratio = median(rounds.iter().map(|[engine, bare]| engine / bare));
            println!("{name:<44}{engine:>10.1}{bare:>10.1}{ratio:>8.2}");
        }
        let by_variant = median((0..self.rounds).map(|_| {
            milliseconds(|| {
                assert!(!reports.stock_by_variant_at(middle, Known::Now, StockOf::OnHand).unwrap().is_empty());
            })
        }));
        println!("{:<44}{by_variant:>10.1}", "in the middle, by variant");
    }
}

fn open_bare(file: &Path) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(file).unwrap();
    connection.execute_batch("PRAGMA cache_size=-16384").unwrap();
    connection
}

fn milliseconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64() * 1e3
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[allow(clippy::cast_precision_loss)]
fn number(count: usize) -> f64 {
    count as f64
}
