//! Uses of bounded offers: how often each was used, by what counts it, and all of them on the other side.

use crate::ledger::{Account, BalanceKey, Unit};
use crate::posting::rows::Rows;
use crate::promotion::CountedUse;

const GIVEN: BalanceKey = BalanceKey { account: Account::UsesGiven, owner: None, unit: Unit::Uses };

/// They are used.
pub(super) fn take(rows: &mut Rows, uses: &[CountedUse]) {
    for used in uses {
        enter(rows, used, i128::from(used.uses));
    }
}

/// They may be used again.
pub(super) fn give_back(rows: &mut Rows, uses: &[CountedUse]) {
    for used in uses {
        enter(rows, used, -i128::from(used.uses));
    }
}

fn enter(rows: &mut Rows, used: &CountedUse, change: i128) {
    rows.enter_owned(used.counter.key(), change);
    rows.enter_owned(GIVEN, -change);
}
