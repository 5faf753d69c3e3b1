//! The same rows into PostgreSQL, all rows of a sale in one statement: it travels once, and the server commits by itself.

use tokio::runtime::{Builder, Runtime};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Statement};

use super::rows::Rows;
use crate::plan::Plan;

const SCHEMA: &str = "
DROP SCHEMA IF EXISTS bare CASCADE;
CREATE SCHEMA bare;
CREATE TABLE bare.sale(id BIGINT PRIMARY KEY, ts BIGINT NOT NULL, total BIGINT NOT NULL, tax BIGINT NOT NULL,
  status BIGINT NOT NULL);
CREATE TABLE bare.sale_line(id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sale BIGINT NOT NULL, no BIGINT NOT NULL,
  sku BIGINT NOT NULL, qty BIGINT NOT NULL, price BIGINT NOT NULL, total BIGINT NOT NULL, cost BIGINT NOT NULL);
CREATE TABLE bare.ledger(id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ts BIGINT NOT NULL, sku BIGINT NOT NULL,
  kind BIGINT NOT NULL, doc BIGINT NOT NULL, qty BIGINT NOT NULL, cost BIGINT NOT NULL, bal_qty BIGINT NOT NULL);
CREATE TABLE bare.layer(sku BIGINT NOT NULL, seq BIGINT NOT NULL, remaining BIGINT NOT NULL, unit_cost BIGINT NOT NULL,
  PRIMARY KEY(sku, seq));
CREATE TABLE bare.balance(sku BIGINT PRIMARY KEY, qty BIGINT NOT NULL, value BIGINT NOT NULL);
CREATE TABLE bare.payment(id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sale BIGINT NOT NULL, method BIGINT NOT NULL,
  amount BIGINT NOT NULL);
CREATE INDEX ON bare.sale_line(sale);
CREATE INDEX ON bare.ledger(sku, ts);
CREATE INDEX ON bare.sale(ts);
CREATE INDEX ON bare.payment(sale);";

const LAYERS: &str =
    "INSERT INTO bare.layer SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])";
const BALANCES: &str =
    "INSERT INTO bare.balance SELECT sku, sum(remaining), sum(remaining * unit_cost) FROM bare.layer GROUP BY sku";
const SALE: &str = "
WITH a AS (INSERT INTO bare.sale VALUES($1::bigint, $2::bigint, $3::bigint, $3::bigint / 11, 1)),
  b AS (INSERT INTO bare.sale_line(sale, no, sku, qty, price, total, cost) SELECT $1::bigint, v.*
    FROM unnest($4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[]) AS v),
  c AS (INSERT INTO bare.ledger(ts, sku, kind, doc, qty, cost, bal_qty) SELECT $2::bigint, v.sku, 1, $1::bigint, -v.qty, -v.cost, v.bal
    FROM unnest($5::bigint[], $6::bigint[], $9::bigint[], $10::bigint[]) AS v(sku, qty, cost, bal)),
  d AS (UPDATE bare.layer l SET remaining = v.remaining
    FROM unnest($12::bigint[], $13::bigint[], $14::bigint[]) AS v(sku, seq, remaining)
    WHERE l.sku = v.sku AND l.seq = v.seq),
  e AS (INSERT INTO bare.balance SELECT * FROM unnest($5::bigint[], $10::bigint[], $11::bigint[])
    ON CONFLICT (sku) DO UPDATE SET qty = excluded.qty, value = excluded.value)
INSERT INTO bare.payment(sale, method, amount) VALUES($1::bigint, 1, $3::bigint)";

/// A connection to a database with all receipts of the plan.
pub struct Server {
    runtime: Runtime,
    client: Client,
    sale: Statement,
}

impl Server {
    /// Makes the tables anew.
    pub fn ready(url: &str, plan: &Plan) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let (client, sale) = runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
            tokio::spawn(connection);
            client.batch_execute(SCHEMA).await.unwrap();
            for (seq, costs) in (0_i64..).zip(&plan.costs) {
                let skus: Vec<i64> = (0_i64..).take(costs.len()).collect();
                let (seqs, remaining) = (vec![seq; costs.len()], vec![plan.received; costs.len()]);
                client.execute(LAYERS, &[&skus, &seqs, &remaining, costs]).await.unwrap();
            }
            client.execute(BALANCES, &[]).await.unwrap();
            client.batch_execute("VACUUM ANALYZE").await.unwrap();
            let sale = client.prepare(SALE).await.unwrap();
            (client, sale)
        });
        Self { runtime, client, sale }
    }

    /// Writes a sale in one transaction. `id` is its number, from 1.
    pub fn post(&self, id: i64, sale: &Rows) {
        let line = |of: fn(&[i64; 6]) -> i64| sale.lines.iter().map(of).collect::<Vec<i64>>();
        let layer = |column: usize| sale.layers.iter().map(|layer| layer[column]).collect::<Vec<i64>>();
        let no: Vec<i64> = (0_i64..).take(sale.lines.len()).collect();
        let (ts, total) = (1_700_000_000 + id, sale.total);
        let columns = [
            no,
            line(|line| line[0]),
            line(|line| line[1]),
            line(|line| line[2]),
            line(|line| line[1] * line[2]),
            line(|line| line[3]),
            line(|line| line[4]),
            line(|line| line[5]),
            layer(0),
            layer(1),
            layer(2),
        ];
        let mut values: Vec<&(dyn ToSql + Sync)> = vec![&id, &ts, &total];
        values.extend(columns.iter().map(|column| column as &(dyn ToSql + Sync)));
        self.runtime.block_on(self.client.execute(&self.sale, &values)).unwrap();
    }
}
