//! The lists of a big shop as prepared statements: two tables with whole numbers as keys, and scans of the engine's own
//! table of sale lines.

use std::path::Path;

use rusqlite::{Connection, params};

const SCHEMA: &str = "
CREATE TABLE product(sku INTEGER PRIMARY KEY, barcode TEXT NOT NULL UNIQUE, name TEXT NOT NULL, price INTEGER NOT NULL,
  reorder INTEGER NOT NULL);
CREATE TABLE balance(sku INTEGER PRIMARY KEY, qty INTEGER NOT NULL, value INTEGER NOT NULL);
CREATE INDEX product_name ON product(name);
CREATE VIRTUAL TABLE product_fts USING fts5(name, content='', tokenize='trigram');";

/// An article of the bare shop.
pub struct Article {
    /// Its number.
    pub sku: i64,
    /// Its barcode.
    pub barcode: String,
    /// Its name.
    pub name: String,
    /// On hand.
    pub quantity: i64,
    /// When to order it again.
    pub reorder: i64,
}

/// Writes the articles to a new file.
pub fn ready(file: &Path, articles: &[Article]) {
    let mut connection = Connection::open(file).unwrap();
    connection.execute_batch("PRAGMA journal_mode=WAL;").unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    let tx = connection.transaction().unwrap();
    for a in articles {
        let run = |sql: &str| tx.prepare_cached(sql).unwrap();
        run("INSERT INTO product VALUES(?,?,?,100,?)").execute(params![a.sku, a.barcode, a.name, a.reorder]).unwrap();
        run("INSERT INTO balance VALUES(?,?,0)").execute(params![a.sku, a.quantity]).unwrap();
        run("INSERT INTO product_fts(rowid,name) VALUES(?,?)").execute(params![a.sku, a.name]).unwrap();
    }
    tx.commit().unwrap();
}

/// Opens a file.
pub fn open(file: &Path) -> Connection {
    let connection = Connection::open(file).unwrap();
    connection.execute_batch("PRAGMA cache_size=-16384").unwrap();
    connection
}

/// Opens a file and looks for a barcode that is not there.
pub fn first_look(file: &Path) {
    let connection = Connection::open(file).unwrap();
    connection.query_row("SELECT name FROM product WHERE barcode=?", ["none"], |_| Ok(())).unwrap_err();
}

/// Number, name, price and quantity of a barcode.
pub fn by_barcode(connection: &Connection, barcode: &str) -> (i64, String, i64, i64) {
    let sql = "SELECT p.sku, p.name, p.price, b.qty FROM product p JOIN balance b USING(sku) WHERE p.barcode=?";
    let mut statement = connection.prepare_cached(sql).unwrap();
    statement.query_row([barcode], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))).unwrap()
}

/// Twenty names that begin with a text.
pub fn prefix(connection: &Connection, text: &str) -> usize {
    let sql = "SELECT sku, name FROM product WHERE name >= ?1 AND name < ?2 ORDER BY name LIMIT 20";
    let mut statement = connection.prepare_cached(sql).unwrap();
    named(statement.query(params![text, format!("{text}\u{7f}")]).unwrap())
}

/// Twenty names that contain a text.
pub fn substring(connection: &Connection, text: &str) -> usize {
    let sql =
        "SELECT p.sku, p.name FROM product_fts f JOIN product p ON p.sku=f.rowid WHERE product_fts MATCH ?1 LIMIT 20";
    let mut statement = connection.prepare_cached(sql).unwrap();
    named(statement.query([format!("\"{text}\"")]).unwrap())
}

fn named(mut rows: rusqlite::Rows<'_>) -> usize {
    let mut found: Vec<(i64, String)> = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        found.push((row.get_unwrap(0), row.get_unwrap(1)));
    }
    found.len()
}

/// What lies below its reorder point.
pub fn low_stock(connection: &Connection) -> usize {
    let sql = "SELECT p.sku, p.name, b.qty, p.reorder FROM balance b JOIN product p USING(sku) WHERE b.qty < p.reorder";
    let mut statement = connection.prepare_cached(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut found: Vec<(i64, String, i64, i64)> = Vec::new();
    while let Some(r) = rows.next().unwrap() {
        found.push((r.get_unwrap(0), r.get_unwrap(1), r.get_unwrap(2), r.get_unwrap(3)));
    }
    found.len()
}

/// Quantity, total, tax and cost.
type Sums = [i64; 4];

/// Hands variant, day and sums of every sale line in the engine's file to `sink`.
fn scan(connection: &Connection, mut sink: impl FnMut(usize, i64, Sums)) {
    let sql = "SELECT variant, business_day, quantity, total, tax, cost FROM sale_line";
    let mut statement = connection.prepare_cached(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(r) = rows.next().unwrap() {
        let variant: i64 = r.get_unwrap(0);
        let sums = [r.get_unwrap(2), r.get_unwrap(3), r.get_unwrap(4), r.get_unwrap(5)];
        sink(usize::try_from(variant).unwrap(), r.get_unwrap(1), sums);
    }
}

/// Profit of every product in the engine's file; `products` is the product of each variant.
pub fn by_product(connection: &Connection, products: &[usize]) -> Vec<i64> {
    let mut groups: Vec<Sums> = vec![[0; 4]; products.iter().max().map_or(0, |most| most + 1)];
    scan(connection, |variant, _, sums| {
        for (sum, more) in groups[products[variant]].iter_mut().zip(sums) {
            *sum += more;
        }
    });
    groups.iter().map(|[_, total, tax, cost]| total - tax - cost).collect()
}

/// Product, day and sums of every group in the engine's file: columns, then a counting sort.
pub fn by_product_and_day(connection: &Connection, products: &[usize]) -> Vec<(usize, i64, Sums)> {
    let (mut of, mut days, mut columns): (Vec<u32>, Vec<i64>, Vec<Sums>) = (Vec::new(), Vec::new(), Vec::new());
    scan(connection, |variant, day, sums| {
        of.push(u32::try_from(products[variant]).unwrap());
        days.push(day);
        columns.push(sums);
    });
    let mut next = vec![0_usize; products.iter().max().map_or(0, |most| most + 2)];
    for product in &of {
        next[*product as usize + 1] += 1;
    }
    for product in 1..next.len() {
        next[product] += next[product - 1];
    }
    let mut order = vec![0_usize; of.len()];
    for (row, product) in of.iter().enumerate() {
        order[next[*product as usize]] = row;
        next[*product as usize] += 1;
    }
    let mut groups: Vec<(usize, i64, Sums)> = Vec::with_capacity(of.len());
    for row in order {
        let (product, day) = (of[row] as usize, days[row]);
        match groups.last_mut() {
            Some(last) if (last.0, last.1) == (product, day) => {
                last.2.iter_mut().zip(columns[row]).for_each(|(sum, more)| *sum += more);
            }
            _ => groups.push((product, day, columns[row])),
        }
    }
    groups
}
