//! The lock of a period: it stands in the settings, and keeps the state of goods that moved since the last one.

use super::checkpoint::keep_before;
use super::records::{Draft, put};
use crate::Result;
use crate::document::{PeriodLockBody, Settings};
use crate::ledger::{Pool, RecordNo};
use crate::posting::gate::Gate;
use crate::storage::{PoolQuery, RecordKind};
use crate::value::{BusinessDay, Date, Timestamp, Zone};

/// Goods that moved less often than so many times to a checkpoint are replayed from nothing in as little time as a kept
/// state takes to be read.
const FEWEST_TO_A_CHECKPOINT: u32 = 10;

pub(super) fn lock(gate: &mut Gate<'_>, body: PeriodLockBody) -> Result<()> {
    keep_states(gate, body.through)?;
    let settings = Settings { locked_through: Some(body.through), ..gate.snapshot()?.settings.clone() };
    put(gate, vec![Draft::new(RecordKind::Settings, settings.shop, &settings.name, &settings)?], true)
}

/// No late entry reaches behind the lock any more: its replay begins here.
fn keep_states(gate: &mut Gate<'_>, through: Date) -> Result<()> {
    let snapshot = gate.snapshot()?;
    let since = snapshot.settings.locked_through.map_or(Timestamp::MIN, |last| first_open(&snapshot.zone, last));
    let until = first_open(&snapshot.zone, through);
    let fewest = snapshot.settings.moves_per_checkpoint / FEWEST_TO_A_CHECKPOINT;
    let stored = gate.tx.pools(&PoolQuery::All)?;
    let moved = |pool: &&Pool| pool.moves >= fewest && pool.newest_at >= since;
    // Earlier documents of the transaction moved goods too.
    let pools = stored.iter().chain(gate.state.changed_pools()).filter(moved);
    let mut moved: Vec<RecordNo> = pools.map(|pool| RecordNo(pool.variant.0)).collect();
    moved.sort_unstable();
    moved.dedup();
    let cards = snapshot.cards_numbered(gate.tx, &moved)?;
    gate.state.load(gate.tx, &cards)?;
    cards.iter().try_for_each(|card| keep_before(gate, card, until))
}

/// The first moment that is not locked.
pub(super) fn first_open(zone: &Zone, locked_through: Date) -> Timestamp {
    zone.start(BusinessDay(locked_through.plus_days(1)))
}

/// Where the days begin that are not locked.
#[derive(Clone, Copy)]
pub(in crate::posting) struct Open {
    day: BusinessDay,
    pub(in crate::posting) at: Timestamp,
}

impl Open {
    /// Nothing in a shop of which nothing is locked.
    pub(in crate::posting) fn of(gate: &mut Gate<'_>) -> Result<Option<Self>> {
        let snapshot = gate.snapshot()?;
        let Some(through) = snapshot.settings.locked_through else { return Ok(None) };
        Ok(Some(Self { day: BusinessDay(through.plus_days(1)), at: first_open(&snapshot.zone, through) }))
    }

    /// What would change a locked day counts from the first open one on: what was said of a locked day stays true.
    pub(super) fn not_before(self, day: BusinessDay, at: Timestamp) -> (BusinessDay, Timestamp) {
        (day.max(self.day), at.max(self.at))
    }
}
