//! A long history of one article as a bare program keeps it: a ledger of whole units and whole unit costs, and beside it
//! the cost of each issue, which is overwritten when it changes.

use std::collections::VecDeque;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior, params};

use crate::plan::Rng;

/// Moves come in runs: so many of goods in, then so many of goods out.
pub const RUN: usize = 10;

const SCHEMA: &str = "
CREATE TABLE ledger(id INTEGER PRIMARY KEY, sku INTEGER NOT NULL, at INTEGER NOT NULL, qty INTEGER NOT NULL,
  unit_cost INTEGER NOT NULL);
CREATE TABLE issue_cost(id INTEGER PRIMARY KEY, cost INTEGER NOT NULL);
CREATE INDEX ledger_sku ON ledger(sku, at, id);";

/// A move: goods in at a unit cost, or goods out.
#[derive(Debug, Clone, Copy)]
pub struct Move {
    /// Which run it is of, from 1; all of a run happens at one time.
    pub run: usize,
    /// Whole units; out negative.
    pub quantity: i64,
    /// Unit cost in minor units of goods that come in.
    pub cost: i64,
}

/// The receipt that comes late: before all moves.
pub const LATE: Move = Move { run: 0, quantity: 37, cost: 1_234 };

/// `count` moves, half of them out. About thirty units stay when a run of goods out ends, so that a late receipt moves
/// the costs of all later sales.
pub fn moves(count: usize) -> Vec<Move> {
    let mut rng = Rng::new(4);
    let mut below = |n: i64| i64::try_from(rng.below(u64::try_from(n.max(1)).unwrap())).unwrap();
    let mut on_hand = 0;
    (0..count)
        .map(|i| {
            let run = i / RUN + 1;
            let quantity = if run.is_multiple_of(2) {
                let left = i64::try_from(RUN - i % RUN).unwrap();
                -(1 + below(2 * (on_hand - 30) / left)).min(on_hand - 1)
            } else {
                1 + below(20) + i64::from(i == 0) * 30
            };
            on_hand += quantity;
            Move { run, quantity, cost: 800 + below(400) }
        })
        .collect()
}

/// What each move costs, first in, first out; nothing for goods that come in.
pub fn replay(moves: &[Move]) -> Vec<i64> {
    let mut layers: VecDeque<(i64, i64)> = VecDeque::new();
    let cost = |one: &Move| {
        if one.quantity > 0 {
            layers.push_back((one.quantity, one.cost));
            return 0;
        }
        let (mut left, mut cost) = (-one.quantity, 0);
        while let Some(layer) = layers.front_mut().filter(|_| left > 0) {
            let taken = left.min(layer.0);
            layer.0 -= taken;
            left -= taken;
            cost += taken * layer.1;
            if layer.0 == 0 {
                layers.pop_front();
            }
        }
        cost
    };
    moves.iter().map(cost).collect()
}

/// Writes the moves and their costs to a new file.
pub fn ready(file: &Path, moves: &[Move]) {
    let mut connection = Connection::open(file).unwrap();
    connection.execute_batch("PRAGMA journal_mode=WAL").unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    let tx = connection.transaction().unwrap();
    for ((id, one), cost) in (1_i64..).zip(moves).zip(replay(moves)) {
        let run = i64::try_from(one.run).unwrap();
        let mut ledger = tx.prepare_cached("INSERT INTO ledger VALUES(?,7,?,?,?)").unwrap();
        ledger.execute(params![id, run, one.quantity, one.cost]).unwrap();
        if one.quantity < 0 {
            tx.prepare_cached("INSERT INTO issue_cost VALUES(?,?)").unwrap().execute(params![id, cost]).unwrap();
        }
    }
    tx.commit().unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}

/// Opens a file; one row is written before anything is timed.
pub fn open(file: &Path, synchronous: &str) -> Connection {
    let connection = Connection::open(file).unwrap();
    connection.execute_batch(&format!("PRAGMA synchronous={synchronous}; PRAGMA cache_size=-16384")).unwrap();
    connection.execute("INSERT INTO issue_cost VALUES(0, 0)", []).unwrap();
    connection
}

/// Copies a file that nobody has open, to its last byte.
pub fn copy(from: &Path, to: &Path) {
    std::fs::copy(from, to).unwrap();
    std::fs::File::open(to).unwrap().sync_all().unwrap();
}

/// Enters the late receipt: reads the moves, replays them, overwrites the costs that changed, in one transaction. Gives the
/// cost of all that left.
pub fn enter_late(connection: &mut Connection) -> i64 {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    tx.execute("INSERT INTO ledger VALUES(NULL,7,0,?,?)", params![LATE.quantity, LATE.cost]).unwrap();
    let (mut ids, mut moves, mut known) = (Vec::new(), Vec::new(), Vec::new());
    {
        let sql = "SELECT l.id, l.qty, l.unit_cost, c.cost FROM ledger l LEFT JOIN issue_cost c ON c.id=l.id
            WHERE l.sku=7 ORDER BY l.at, l.id";
        let mut statement = tx.prepare(sql).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            ids.push(row.get::<_, i64>(0).unwrap());
            moves.push(Move { run: 0, quantity: row.get(1).unwrap(), cost: row.get(2).unwrap() });
            known.push(row.get::<_, Option<i64>>(3).unwrap().unwrap_or(0));
        }
        let mut update = tx.prepare("UPDATE issue_cost SET cost=?2 WHERE id=?1").unwrap();
        let costs = replay(&moves);
        for ((id, cost), known) in ids.iter().zip(&costs).zip(&known).filter(|((_, cost), known)| cost != known) {
            assert_ne!(cost, known);
            update.execute([id, cost]).unwrap();
        }
        known = costs;
    }
    tx.commit().unwrap();
    known.iter().sum()
}

/// What is on hand of each variant until a time: one scan of the engine's own tables.
pub fn on_hand(connection: &Connection, until: i64) -> Vec<(i64, i64)> {
    let mut sums: Vec<(i64, i64)> = Vec::new();
    for sql in [
        "SELECT variant, quantity, value FROM movement WHERE effective_at <= ?1",
        "SELECT variant, 0, value FROM revaluation WHERE effective_at <= ?1",
    ] {
        let mut statement = connection.prepare_cached(sql).unwrap();
        let mut rows = statement.query([until]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let variant = usize::try_from(row.get::<_, i64>(0).unwrap()).unwrap();
            if variant >= sums.len() {
                sums.resize(variant + 1, (0, 0));
            }
            sums[variant].0 += row.get::<_, i64>(1).unwrap();
            sums[variant].1 += row.get::<_, i64>(2).unwrap();
        }
    }
    sums
}

/// Costs that are not kept but derived: what all goods that came in cost, as a function of how many, and how many left.
pub struct Curves {
    receipts: Vec<(i64, i64)>,
    left: Vec<i64>,
}

impl Curves {
    /// Of these moves.
    pub fn new(moves: &[Move]) -> Self {
        let receipts = moves.iter().filter(|one| one.quantity > 0).map(|one| (one.quantity, one.cost)).collect();
        let mut sum = 0;
        let left = moves.iter().filter(|one| one.quantity < 0).map(|one| {
            sum -= one.quantity;
            sum
        });
        Self { receipts, left: left.collect() }
    }

    /// Enters the late receipt; gives the cost of all that left, of the middle third, and of one sale in the middle.
    pub fn enter_late(&mut self) -> [i64; 3] {
        self.receipts.insert(0, (LATE.quantity, LATE.cost));
        let mut curve = Vec::with_capacity(self.receipts.len() + 1);
        let (mut quantity, mut value) = (0, 0);
        curve.push((0, 0));
        for (more, cost) in &self.receipts {
            (quantity, value) = (quantity + more, value + more * cost);
            curve.push((quantity, value));
        }
        let worth = |left: i64| {
            let index = curve.partition_point(|(quantity, _)| *quantity <= left) - 1;
            let (quantity, value) = curve[index];
            value + self.receipts.get(index).map_or(0, |(_, cost)| (left - quantity) * cost)
        };
        let after = |share: usize| worth(self.left[self.left.len() * share / 3]);
        let (middle, all) = (self.left.len() / 2, self.left[self.left.len() - 1]);
        [worth(all), after(2) - after(1), worth(self.left[middle]) - worth(self.left[middle - 1])]
    }
}
