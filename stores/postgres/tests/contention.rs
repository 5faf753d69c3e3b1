//! Many programs sell the same goods at the same time.
#![allow(clippy::unwrap_used, clippy::panic)] // a test fails by panicking

mod common;

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tillbook::ledger::{CostingMethod, PostNo};
use tillbook::storage::{DocumentQuery, Store, StoreExt};
use tillbook::value::{Quantity, SaleId, VariantId};
use tillbook::{Error, Shop};
use tillbook_postgres::{Isolation, PostgresOptions, PostgresStore};
use uuid::Uuid;

use common::counter::{self, device, sell};
use common::server::Server;

const SELLERS: usize = 8;
/// How long they sell, unless the variable says so: long enough for all of them to meet.
const SECONDS: u64 = 3;
/// Pieces of each that come at a time: so few that they run out again and again.
const DELIVERY: u64 = 100;
const SECONDS_VARIABLE: &str = "TILLBOOK_TEST_SECONDS";
/// What a seller is told: its device, the server, the shop, the isolation level, the goods.
const SELLER_VARIABLE: &str = "TILLBOOK_TEST_SELLER";

fn isolation(name: &str) -> Isolation {
    match name {
        "serializable" => Isolation::Serializable,
        "repeatable read" => Isolation::RepeatableRead,
        _ => Isolation::ReadCommitted,
    }
}

/// Not a test by itself: the program that [`many_programs_sell_the_same_goods`] starts.
#[test]
fn seller() {
    let Ok(told) = std::env::var(SELLER_VARIABLE) else { return };
    let told: Vec<&str> = told.split('|').collect();
    let [name, url, shop, level, goods] = told[..] else { panic!("{told:?}") };
    let options = PostgresOptions { isolation: isolation(level), shop: shop.parse().unwrap(), ..common::patient() };
    let store = Arc::new(PostgresStore::connect(url, options).unwrap());
    let shop = Shop::open_with(Arc::clone(&store), device(name)).unwrap();
    let goods: Vec<VariantId> = goods.split(',').map(|id| VariantId::from_uuid(id.parse().unwrap())).collect();
    let until = Instant::now() + Duration::from_secs(seconds());
    let (mut sold, mut contended, mut empty) = (0_u64, 0_u64, 0_u64);
    while Instant::now() < until {
        match sell(&shop, SaleId::new(), &goods) {
            Ok(_) => sold += 1,
            Err(Error::OutOfStock { .. }) => {
                empty += 1;
                thread::sleep(Duration::from_millis(5));
            }
            // At levels where the first to commit wins, a dozen lost races are told to the caller.
            Err(Error::Contention { .. }) => contended += 1,
            Err(error) => panic!("{error}"),
        }
    }
    println!("sold {sold} contended {contended} conflicts {} empty {empty}", store.traffic().conflicts);
}

fn seconds() -> u64 {
    std::env::var(SECONDS_VARIABLE).ok().and_then(|text| text.parse().ok()).unwrap_or(SECONDS)
}

/// Brings goods while the others sell, each time that there are none left. Gives how many pieces of each.
fn deliver(shop: &Shop, goods: &[VariantId]) -> u64 {
    let until = Instant::now() + Duration::from_secs(seconds());
    let mut brought = 0;
    while Instant::now() < until {
        thread::sleep(Duration::from_millis(20));
        if shop.stockroom().on_hand(goods[0]).unwrap().0 > Quantity::ZERO {
            continue;
        }
        match counter::stock(shop, goods, DELIVERY.into()) {
            Ok(()) => brought += DELIVERY,
            Err(Error::Contention { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
    brought
}

#[test]
fn many_programs_sell_the_same_goods() {
    let Some(server) = Server::shared() else { return };
    for level in ["read committed", "repeatable read", "serializable"] {
        let options = PostgresOptions { shop: Uuid::new_v4(), ..common::patient() };
        let store = Arc::new(PostgresStore::connect(&server.url(), options.clone()).unwrap());
        let keeper = Arc::clone(&store) as Arc<dyn Store>;
        let (shop, goods) = counter::set_up(keeper, CostingMethod::Fifo, 3, DELIVERY.into());
        let goods_text: Vec<String> = goods.iter().map(|id| id.uuid().to_string()).collect();
        let start = |number: usize| {
            let told =
                [format!("P{number}"), server.url(), options.shop.to_string(), level.into(), goods_text.join(",")];
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.args(["seller", "--exact", "--nocapture"]).env(SELLER_VARIABLE, told.join("|"));
            command.stdout(Stdio::piped()).spawn().unwrap()
        };
        let sellers: Vec<_> = (0..SELLERS).map(start).collect();
        let brought = DELIVERY + deliver(&shop, &goods);
        let mut totals = [0_u64; 4];
        for seller in sellers {
            let output = seller.wait_with_output().unwrap();
            let said = String::from_utf8(output.stdout).unwrap();
            assert!(output.status.success(), "{said}");
            let line = said.split("sold ").nth(1).unwrap();
            let numbers = line.split_whitespace().filter_map(|word| word.parse::<u64>().ok());
            for (total, number) in totals.iter_mut().zip(numbers) {
                *total += number;
            }
        }
        let [sold, contended, conflicts, empty] = totals;
        println!(
            "{level}: {sold} sold by {SELLERS} programs, {empty} times out of stock, {conflicts} races lost, {contended} \
             times too often"
        );
        assert!(sold > 0 && empty > 0);
        let left = Quantity::whole(brought.checked_sub(sold).unwrap().cast_signed()).unwrap();
        for variant in &goods {
            assert_eq!(shop.stockroom().on_hand(*variant).unwrap().0, left, "{level}");
        }
        let all = DocumentQuery::After { after: PostNo::NONE, limit: usize::MAX };
        let documents = store.read(|transaction| transaction.documents(&all)).unwrap();
        assert!(documents.iter().zip(1..).all(|(document, post)| document.post_no == PostNo(post)), "{level}");
        assert!(shop.office().verify().unwrap().is_clean(), "{level}");
    }
}
