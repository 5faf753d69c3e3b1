//! The rows of a sale into SQLite, computed beforehand: one sale, five lines, five ledger rows, the layers and levels
//! they change, one payment; with the four usual secondary indexes.

use std::collections::VecDeque;
use std::path::Path;

use rusqlite::{Connection, params};

use crate::plan::Plan;

const SCHEMA: &str = "
CREATE TABLE sale(id INTEGER PRIMARY KEY, ts INTEGER NOT NULL, total INTEGER NOT NULL, tax INTEGER NOT NULL,
  status INTEGER NOT NULL);
CREATE TABLE sale_line(id INTEGER PRIMARY KEY, sale INTEGER NOT NULL, no INTEGER NOT NULL, sku INTEGER NOT NULL,
  qty INTEGER NOT NULL, price INTEGER NOT NULL, total INTEGER NOT NULL, cost INTEGER NOT NULL);
CREATE TABLE ledger(id INTEGER PRIMARY KEY, ts INTEGER NOT NULL, sku INTEGER NOT NULL, kind INTEGER NOT NULL,
  doc INTEGER NOT NULL, qty INTEGER NOT NULL, cost INTEGER NOT NULL, bal_qty INTEGER NOT NULL);
CREATE TABLE layer(sku INTEGER NOT NULL, seq INTEGER NOT NULL, remaining INTEGER NOT NULL, unit_cost INTEGER NOT NULL,
  PRIMARY KEY(sku, seq)) WITHOUT ROWID;
CREATE TABLE balance(sku INTEGER PRIMARY KEY, qty INTEGER NOT NULL, value INTEGER NOT NULL);
CREATE TABLE payment(id INTEGER PRIMARY KEY, sale INTEGER NOT NULL, method INTEGER NOT NULL, amount INTEGER NOT NULL);
CREATE INDEX sale_line_sale ON sale_line(sale);
CREATE INDEX ledger_sku ON ledger(sku, ts);
CREATE INDEX sale_ts ON sale(ts);
CREATE INDEX payment_sale ON payment(sale);";

/// Everything one sale writes.
pub struct Rows {
    pub(super) total: i64,
    /// Article, quantity, price, cost, balance: quantity and value.
    pub(super) lines: Vec<[i64; 6]>,
    /// Article, sequence, remaining.
    pub(super) layers: Vec<[i64; 3]>,
}

/// Works all rows out.
pub fn rows(plan: &Plan) -> Vec<Rows> {
    let articles = plan.prices.len();
    let mut layers: Vec<VecDeque<(i64, i64, i64)>> = vec![VecDeque::new(); articles];
    let mut balances = vec![(0_i64, 0_i64); articles];
    for (seq, costs) in (0_i64..).zip(&plan.costs) {
        for (article, cost) in costs.iter().enumerate() {
            layers[article].push_back((seq, plan.received, *cost));
            balances[article].0 += plan.received;
            balances[article].1 += plan.received * cost;
        }
    }
    let mut sales = Vec::with_capacity(plan.sales.len());
    for planned in &plan.sales {
        let mut rows = Rows { total: plan.total(planned), lines: Vec::new(), layers: Vec::new() };
        for line in planned {
            let sku = i64::try_from(line.article).unwrap();
            let (mut left, mut cost) = (line.quantity, 0);
            while left > 0 {
                let layer = layers[line.article].front_mut().unwrap();
                let taken = left.min(layer.1);
                layer.1 -= taken;
                left -= taken;
                cost += taken * layer.2;
                rows.layers.push([sku, layer.0, layer.1]);
                if layer.1 == 0 {
                    layers[line.article].pop_front();
                }
            }
            let balance = &mut balances[line.article];
            balance.0 -= line.quantity;
            balance.1 -= cost;
            rows.lines.push([sku, line.quantity, plan.prices[line.article], cost, balance.0, balance.1]);
        }
        sales.push(rows);
    }
    sales
}

/// A file with all receipts of the plan.
pub fn ready(file: &Path, plan: &Plan, synchronous: &str) -> Connection {
    let mut connection = Connection::open(file).unwrap();
    let pragmas = format!("PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous};");
    connection.execute_batch(&pragmas).unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    let tx = connection.transaction().unwrap();
    for (seq, costs) in (0_i64..).zip(&plan.costs) {
        for (sku, cost) in (0_i64..).zip(costs) {
            let n = plan.received;
            tx.prepare_cached("INSERT INTO layer VALUES(?,?,?,?)")
                .unwrap()
                .execute(params![sku, seq, n, cost])
                .unwrap();
            tx.prepare_cached("INSERT INTO ledger VALUES(NULL,?,?,0,0,?,?,?)")
                .unwrap()
                .execute(params![seq, sku, n, n * cost, n * (seq + 1)])
                .unwrap();
            tx.prepare_cached(
                "INSERT INTO balance VALUES(?,?,?) ON CONFLICT(sku) DO UPDATE SET qty=qty+excluded.qty, value=value+excluded.value",
            )
            .unwrap()
            .execute(params![sku, n, n * cost])
            .unwrap();
        }
    }
    tx.commit().unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    connection.set_prepared_statement_cache_capacity(32);
    connection
}

/// Writes sales in one transaction. `first` is the number of the first one, from 1.
pub fn post(connection: &Connection, first: i64, sales: &[Rows]) {
    let run = |sql: &str| connection.prepare_cached(sql).unwrap();
    run("BEGIN IMMEDIATE").execute([]).unwrap();
    for (id, sale) in (first..).zip(sales) {
        let ts = 1_700_000_000 + id;
        run("INSERT INTO sale VALUES(?,?,?,?,?)").execute(params![id, ts, sale.total, sale.total / 11, 1]).unwrap();
        for (no, [sku, qty, price, cost, bal_qty, bal_value]) in (0_i64..).zip(&sale.lines) {
            run("INSERT INTO sale_line VALUES(NULL,?,?,?,?,?,?,?)")
                .execute(params![id, no, sku, qty, price, qty * price, cost])
                .unwrap();
            run("INSERT INTO ledger VALUES(NULL,?,?,?,?,?,?,?)")
                .execute(params![ts, sku, 1, id, -qty, -cost, bal_qty])
                .unwrap();
            run("INSERT INTO balance VALUES(?,?,?) ON CONFLICT DO UPDATE SET qty=excluded.qty, value=excluded.value")
                .execute(params![sku, bal_qty, bal_value])
                .unwrap();
        }
        for [sku, seq, remaining] in &sale.layers {
            run("UPDATE layer SET remaining=?3 WHERE sku=?1 AND seq=?2").execute(params![sku, seq, remaining]).unwrap();
        }
        run("INSERT INTO payment VALUES(NULL,?,?,?)").execute(params![id, 1, sale.total]).unwrap();
    }
    run("COMMIT").execute([]).unwrap();
}
