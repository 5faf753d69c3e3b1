use std::sync::atomic::{AtomicU64, Ordering};

/// What a store sent to its server since it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traffic {
    /// Statements, the beginnings and ends of transactions among them.
    pub statements: u64,
    /// How often it waited for an answer: statements that need none travel with the next one.
    pub round_trips: u64,
    /// Transactions that another till was faster than, and that were tried again.
    pub conflicts: u64,
    /// Transactions whose connection was lost.
    pub disconnections: u64,
}

/// Counts for [`Traffic`].
#[derive(Debug, Default)]
pub(crate) struct Counters {
    statements: AtomicU64,
    round_trips: AtomicU64,
    conflicts: AtomicU64,
    disconnections: AtomicU64,
}

impl Counters {
    /// So many statements that are answered together.
    pub(crate) fn sent(&self, statements: usize) {
        self.statements.fetch_add(statements as u64, Ordering::Relaxed);
        self.round_trips.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn lost_race(&self) {
        self.conflicts.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn lost_connection(&self) {
        self.disconnections.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn now(&self) -> Traffic {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Traffic {
            statements: count(&self.statements),
            round_trips: count(&self.round_trips),
            conflicts: count(&self.conflicts),
            disconnections: count(&self.disconnections),
        }
    }
}
