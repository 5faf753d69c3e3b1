//! States that are kept on the way save time, and change nothing.

use std::sync::Arc;

use tillbook::ledger::{Entry, Movement, Revaluation, SaleLine};
use tillbook::storage::{LedgerFilter, Store, StoreExt};

use super::amended::enter_wrong;
use super::lane::Lane;
use super::plan::{Fact, Plan};
use super::world::{NEVER, Rules};

pub(super) type Ledgers = (Vec<Movement>, Vec<Revaluation>, Vec<SaleLine>, Vec<Entry>);

/// The same paper, with entries that are voided or amended, makes the same ledgers, however often states are kept.
pub(crate) fn kept_states_change_nothing(plan: &Plan, store: &dyn Fn() -> Arc<dyn Store>) {
    // Entries of one half are amended, those of the other voided.
    let (amended, voided): (Vec<Fact>, Vec<Fact>) = plan
        .facts_with_voids()
        .into_iter()
        .partition(|fact| fact.index.is_multiple_of(2) && fact.voided_after.is_none() && !fact.is_raise());
    let posted = |rules: Rules| {
        let keeps = store();
        let mut lane = Lane::new(Arc::clone(&keeps), rules);
        lane.amends = true;
        let mut stuck = enter_wrong(&mut lane, &amended, &[]);
        stuck.extend(lane.with_voids(&voided));
        lane.verify();
        (stuck, lane.entered.clone(), ledgers(&*keeps))
    };
    let (often, never) = (posted(plan.rules), posted(Rules { every: NEVER, ..plan.rules }));
    assert_eq!(often.0, never.0, "what could not be amended or voided");
    assert_eq!(often.1, never.1, "what was entered");
    assert_eq!(often.2, never.2, "kept often (left), never (right)");
}

pub(super) fn ledgers(store: &dyn Store) -> Ledgers {
    let all = LedgerFilter::default();
    let read = store.read(|tx| {
        let mut rows = Ledgers::default();
        tx.movements(&all, &mut |row| {
            rows.0.push(row.clone());
            Ok(())
        })?;
        tx.revaluations(&all, &mut |row| {
            rows.1.push(*row);
            Ok(())
        })?;
        tx.sale_lines(&all, &mut |row| {
            rows.2.push(*row);
            Ok(())
        })?;
        tx.entries(&all, &mut |row| {
            rows.3.push(row.clone());
            Ok(())
        })?;
        Ok(rows)
    });
    read.unwrap()
}
