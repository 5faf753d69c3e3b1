//! A shop of 30,000 products in 100,000 variants with a year of sales: 1,000,000 lines, written straight into the
//! ledgers, since only reading is measured.

use std::sync::Arc;

use rust_decimal::Decimal;
use tillbook::Shop;
use tillbook::catalog::check_digit;
use tillbook::document::Settings;
use tillbook::ledger::{CostingMethod, LineKey, Pool, PostNo, RecordNo, SaleLine, SaleLineKind, TaxNo, VariantNo};
use tillbook::shop::{NewProduct, NewVariant};
use tillbook::storage::{Posting, RecordKind, RecordQuery, StateChange, StoreExt};
use tillbook::value::{BusinessDay, Date, DocumentId, Money, Quantity, Timestamp};
use tillbook_sqlite::SqliteStore;

use crate::bare::big_shop::Article;
use crate::plan::Rng;
use crate::slip::slip;

const PRODUCTS: usize = 30_000;
const VARIANTS: usize = 100_000;
const LINES: usize = 1_000_000;
const LINES_OF_A_SALE: usize = 50;
const DAYS: usize = 365;
const FIRST_DAY: i32 = 20_000;

const FIRST: [&str; 20] = [
    "apple", "frozen", "organic", "jar", "mini", "lemon", "butter", "smoked", "fresh", "sweet", "dark", "light",
    "green", "red", "salted", "whole", "grated", "baked", "dried", "wild",
];
const SECOND: [&str; 15] = [
    "pizza", "beans", "chicken", "soap", "salad", "mushroom", "tea", "milk", "bread", "rice", "noodles", "juice",
    "cake", "oil", "flour",
];

/// Makes the shop; gives its articles as the bare program knows them.
pub fn make(store: &Arc<SqliteStore>) -> Vec<Article> {
    let shop = Shop::create(Arc::clone(store), Settings::default()).unwrap().as_actor("till");
    let mut articles = articles();
    let mut at = 0;
    let products: Vec<NewProduct> = (0..PRODUCTS)
        .map(|i| {
            let end = VARIANTS * (i + 1) / PRODUCTS;
            let own = &articles[at..end];
            at = end;
            product(i, own)
        })
        .collect();
    for chunk in products.chunks(250) {
        shop.catalog().add_all(DocumentId::new(), chunk).unwrap();
    }
    number(store, &mut articles);
    sell(store, &articles);
    articles
}

fn articles() -> Vec<Article> {
    let mut rng = Rng::new(7);
    (0..VARIANTS)
        .map(|i| {
            let body = format!("690{i:09}");
            let quantity = i64::try_from(rng.below(61)).unwrap();
            let barcode = format!("{body}{}", check_digit(&body).unwrap());
            Article { sku: 0, barcode, name: String::new(), quantity, reorder: 10 }
        })
        .collect()
}

fn product(index: usize, own: &[Article]) -> NewProduct {
    let (first, second) = (FIRST[index % FIRST.len()], SECOND[index / FIRST.len() % SECOND.len()]);
    let mut product = NewProduct::new(format!("{first} {second} {index}")).price(Decimal::new(1_280, 2));
    if index.is_multiple_of(3) {
        product.brand = format!("House {}", index % 40);
    }
    let sizes: Vec<String> = (0..own.len()).map(|size| format!("size {size}")).collect();
    product.variants = own
        .iter()
        .zip(&sizes)
        .map(|(article, size)| NewVariant {
            choices: vec![size.clone()],
            barcodes: vec![article.barcode.clone()],
            reorder_point: Some(Decimal::from(article.reorder)),
            ..NewVariant::default()
        })
        .collect();
    product.option("size", sizes)
}

/// Gives each article the number and the name of its variant.
fn number(store: &Arc<SqliteStore>, articles: &mut [Article]) {
    let mut after = RecordNo(0);
    for page in articles.chunks_mut(1_000) {
        let query = RecordQuery::All { kind: RecordKind::Variant, after, limit: page.len() };
        let records = store.read(|tx| tx.records(&query)).unwrap();
        for (article, record) in page.iter_mut().zip(records) {
            after = record.number;
            article.sku = record.number.0.into();
            article.name = record.name;
        }
    }
}

/// Posts a year of sales and writes the pools that follow.
fn sell(store: &Arc<SqliteStore>, articles: &[Article]) {
    let mut rng = Rng::new(11);
    let no = |article: &Article| VariantNo(u32::try_from(article.sku).unwrap());
    let mut pools: Vec<Pool> = articles.iter().map(|a| Pool::new(no(a), CostingMethod::default())).collect();
    for (pool, article) in pools.iter_mut().zip(articles) {
        pool.quantity = Quantity::from_micros(article.quantity * 1_000_000);
        pool.value = Money::from_minor(article.quantity * 700);
    }
    let mut head = store.read(|tx| tx.head("T1")).unwrap().unwrap();
    let first = head.post_no.0 + 1;
    let sales = LINES / LINES_OF_A_SALE;
    for begin in (0..sales).step_by(200) {
        let postings: Vec<Posting> = (begin..(begin + 200).min(sales))
            .map(|sale| {
                let day = FIRST_DAY + i32::try_from(sale * DAYS / sales).unwrap();
                let post = PostNo(first + sale as u64);
                let lines = (0..LINES_OF_A_SALE).map(|line| {
                    let pool = &mut pools[usize::try_from(rng.below(VARIANTS as u64)).unwrap()];
                    let units = 1 + i64::try_from(rng.below(3)).unwrap();
                    let row = sale_line(LineKey::new(post, line).unwrap(), pool.variant, day, units);
                    pool.sold_quantity = pool.sold_quantity.add(row.quantity).unwrap();
                    pool.sold_total = pool.sold_total.add(row.total).unwrap();
                    pool.sold_tax = pool.sold_tax.add(row.tax).unwrap();
                    pool.sold_cost = pool.sold_cost.add(row.cost).unwrap();
                    row
                });
                let sale_lines = lines.collect();
                let at = Timestamp::from_micros(i64::from(day) * 86_400_000_000);
                Posting { sale_lines, ..Posting::bare(slip(post, at, BusinessDay(Date::from_days(day)))) }
            })
            .collect();
        head.post_no = postings.last().unwrap().document.post_no;
        store
            .write(|tx| {
                tx.head("T2")?;
                tx.post(&postings, &head)
            })
            .unwrap();
    }
    let change = StateChange { pools, ..StateChange::default() };
    store
        .write(|tx| {
            tx.head("T2")?;
            tx.set_state(&change)
        })
        .unwrap();
}

fn sale_line(key: LineKey, variant: VariantNo, day: i32, units: i64) -> SaleLine {
    let price = 200 + i64::from(variant.0 % 900);
    let total = Money::from_minor(price * units);
    SaleLine {
        key,
        kind: SaleLineKind::Sale,
        of: None,
        variant,
        member: None,
        business_day: BusinessDay(Date::from_days(day)),
        quantity: Quantity::from_micros(units * 1_000_000),
        gross: total,
        discount: Money::ZERO,
        coupon: Money::ZERO,
        total,
        tax: Money::from_minor(price * units / 11),
        tax_code: TaxNo(1),
        cost: Money::from_minor(price * units * 6 / 10),
    }
}
