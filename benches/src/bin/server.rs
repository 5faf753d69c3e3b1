//! Sales of five lines on PostgreSQL, one a transaction: the engine beside one bare statement a sale, in turn; then many
//! tills of one shop, and many shops side by side.
//!
//! `cargo run --release -p tillbook-benches --bin server -- URL [SALES] [ROUNDS]`
//!
//! With `taskset -c 0` before the program, and before the server, both run on one processor; else it swings with where the
//! two are put.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use tillbook::Shop;
use tillbook::shop::{NewSale, ShopOptions};
use tillbook_benches::bare::rows;
use tillbook_benches::bare::server::Server;
use tillbook_benches::plan::Plan;
use tillbook_benches::shop::{Ready, ready};
use tillbook_postgres::{PostgresOptions, PostgresStore};
use uuid::Uuid;

fn main() {
    let mut args = std::env::args().skip(1);
    let Some(url) = args.next() else {
        eprintln!("name the address of a database that can be thrown away");
        return;
    };
    let sales = args.next().map_or(2_000, |n| n.parse().unwrap());
    let rounds: usize = args.next().map_or(5, |n| n.parse().unwrap());
    let plan = Plan::new(1_000, sales);
    let planned = rows::rows(&plan);
    println!("{sales} sales of five lines, {rounds} rounds; medians");
    println!("{:<22}{:>12}{:>10}{:>10}", "", "sales/s", "p50 ms", "p99 ms");
    let (mut engine, mut bare, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let server = Server::ready(&url, &plan);
        let one = time(planned.len(), |sale| server.post(i64::try_from(sale).unwrap() + 1, &planned[sale]));
        let shop = new_shop(&url, &plan);
        let requests = requests(&shop, &plan);
        let other = time(requests.len(), |sale| shop.sell(&requests[sale..=sale]));
        ratios.push(other[0] / one[0]);
        bare.push(one);
        engine.push(other);
    }
    show("engine", &engine);
    show("one bare statement", &bare);
    println!("engine / bare {}", spread(ratios, 2));
    // In turn, so that what else the machine does slows all of them.
    let (mut tills, mut shops) = ([1, 4, 16].map(|n| (n, Vec::new())), [1, 2, 4, 8].map(|n| (n, Vec::new())));
    for _ in 0..rounds {
        for (tills, speeds) in &mut tills {
            speeds.push(one_shop(&url, &plan, *tills));
        }
        for (shops, speeds) in &mut shops {
            speeds.push(side_by_side(&url, &plan, *shops));
        }
    }
    for (tills, speeds) in tills {
        println!("{tills} tills of one shop: {} sales/s", spread(speeds, 0));
    }
    for (shops, speeds) in shops {
        println!("{shops} shops side by side: {} sales/s", spread(speeds, 0));
    }
}

/// The median of the rounds, and between which values they lie.
fn spread(mut values: Vec<f64>, decimals: usize) -> String {
    values.sort_by(f64::total_cmp);
    let [least, median, most] = [0, values.len() / 2, values.len() - 1].map(|place| values[place]);
    format!("{median:.decimals$} ({least:.decimals$} - {most:.decimals$})")
}

fn connect(url: &str, shop: Uuid) -> PostgresStore {
    PostgresStore::connect(url, PostgresOptions { connections: 16, ..PostgresOptions::for_shop(shop) }).unwrap()
}

fn new_shop(url: &str, plan: &Plan) -> Ready {
    ready(connect(url, Uuid::new_v4()), plan)
}

fn requests(shop: &Ready, plan: &Plan) -> Vec<NewSale> {
    plan.sales.iter().map(|sale| shop.request(plan, sale)).collect()
}

/// Sales a second, and the median and the 99th percentile of a sale in milliseconds.
fn time(sales: usize, mut post: impl FnMut(usize)) -> [f64; 3] {
    let mut times: Vec<f64> = (0..sales)
        .map(|sale| {
            let start = Instant::now();
            post(sale);
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(sales - 1) * share / 100] * 1e3;
    [per_second(sales, times.iter().sum()), at(50), at(99)]
}

#[allow(clippy::cast_precision_loss)]
fn per_second(sales: usize, seconds: f64) -> f64 {
    sales as f64 / seconds
}

fn show(name: &str, rounds: &[[f64; 3]]) {
    let of = |figure: usize| median(rounds.iter().map(|round| round[figure]).collect());
    println!("{name:<22}{:>12.0}{:>10.3}{:>10.3}", of(0), of(1), of(2));
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Programs would be as many processes; here they are threads, each with a shop handle and a device of its own.
fn one_shop(url: &str, plan: &Plan, tills: usize) -> f64 {
    let store = Arc::new(connect(url, Uuid::new_v4()));
    let shop = ready(Arc::clone(&store), plan);
    let (requests, next) = (requests(&shop, plan), AtomicUsize::new(0));
    let open = |till: usize| {
        let options = ShopOptions { device: format!("T{till}"), ..ShopOptions::default() };
        Shop::open_with(Arc::clone(&store), options).unwrap().as_actor("till")
    };
    let handles: Vec<Shop> = (0..tills).map(open).collect();
    let start = Instant::now();
    std::thread::scope(|scope| {
        for handle in &handles {
            scope.spawn(|| {
                while let Some(sale) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                    handle.till().sell(sale.id, &sale.cart, &sale.tenders).unwrap();
                }
            });
        }
    });
    per_second(requests.len(), start.elapsed().as_secs_f64())
}

fn side_by_side(url: &str, plan: &Plan, shops: usize) -> f64 {
    let shops: Vec<Ready> = (0..shops).map(|_| new_shop(url, plan)).collect();
    let requests: Vec<Vec<NewSale>> = shops.iter().map(|shop| requests(shop, plan)).collect();
    let start = Instant::now();
    std::thread::scope(|scope| {
        for (shop, requests) in shops.iter().zip(&requests) {
            scope.spawn(move || requests.chunks(1).for_each(|sale| shop.sell(sale)));
        }
    });
    per_second(requests.iter().map(Vec::len).sum(), start.elapsed().as_secs_f64())
}
