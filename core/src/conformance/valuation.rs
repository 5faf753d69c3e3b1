use super::sample::{at, document, movement, post, quantity, revaluation, write};
use crate::ledger::{LineKey, Movement, PostNo, Revaluation, VariantNo};
use crate::storage::{OnHand, Posting, Store, StoreExt};
use crate::value::{Money, Timestamp};
use crate::{Error, Result};

fn on_hand(store: &dyn Store, at: Timestamp, known: PostNo) -> Result<Vec<OnHand>> {
    store.read(|transaction| {
        let mut found = Vec::new();
        transaction.on_hand_at(at, known, &mut |row| {
            found.push(*row);
            Ok(())
        })?;
        Ok(found)
    })
}

/// `variant` moves by `micros` worth `minor` at second `seconds`.
fn moved(post: u64, line: u16, variant: u32, (seconds, micros, minor): (i64, i64, i64)) -> Movement {
    let (quantity, value) = (quantity(micros), Money::from_minor(minor));
    Movement { effective_at: at(seconds), quantity, value, ..movement(post, line, variant) }
}

fn revalued(post: u64, line: u16, variant: u32, (seconds, minor): (i64, i64)) -> Revaluation {
    let corrects = LineKey::first_of(PostNo(1));
    let value = Money::from_minor(minor);
    Revaluation { effective_at: at(seconds), value, ..revaluation(post, line, variant, corrects) }
}

/// What was on hand at a time, as it was known after a document, is the sum of the rows up to both, by variant.
pub fn what_was_on_hand_is_the_sum_of_its_rows(store: &dyn Store) {
    assert_eq!(on_hand(store, Timestamp::MAX, PostNo::MAX).unwrap(), []);
    let postings = [
        Posting {
            movements: vec![moved(1, 0, 9, (10, 5, 50)), moved(1, 1, u32::MAX, (10, 3, 30)), moved(1, 2, 9, (20, -2, -20))],
            ..Posting::bare(document(1))
        },
        Posting {
            movements: vec![moved(2, 0, 2, (5, 1, 1))],
            revaluations: vec![revalued(2, 0, 9, (20, -4)), revalued(2, 1, 9, (30, 7)), revalued(2, 2, 4, (5, 6))],
            ..Posting::bare(document(2))
        },
        Posting { movements: vec![moved(3, 0, 2, (5, -1, -1))], ..Posting::bare(document(3)) },
    ];
    post(store, &postings);
    let expect = |seconds, known, rows: &[(u32, i64, i64)]| {
        let found = on_hand(store, at(seconds), PostNo(known)).unwrap();
        let found: Vec<_> = found.iter().map(|row| (row.variant.0, row.quantity.micros(), row.value.minor())).collect();
        assert_eq!(found, rows, "at {seconds}, known {known}");
    };
    expect(30, 3, &[(2, 0, 0), (4, 0, 6), (9, 3, 33), (u32::MAX, 3, 30)]);
    expect(29, 3, &[(2, 0, 0), (4, 0, 6), (9, 3, 26), (u32::MAX, 3, 30)]);
    expect(30, 2, &[(2, 1, 1), (4, 0, 6), (9, 3, 33), (u32::MAX, 3, 30)]);
    expect(30, 1, &[(9, 3, 30), (u32::MAX, 3, 30)]);
    expect(19, 1, &[(9, 5, 50), (u32::MAX, 3, 30)]);
    expect(9, 1, &[]);
    expect(30, 0, &[]);
    let all = on_hand(store, Timestamp::MAX, PostNo::MAX).unwrap();
    assert_eq!(all, on_hand(store, at(30), PostNo(3)).unwrap());
    let stopped = store.read(|transaction| {
        transaction.on_hand_at(at(30), PostNo::MAX, &mut |_| Err(Error::too_large("patience")))
    });
    assert!(matches!(stopped, Err(Error::TooLarge { .. })), "{stopped:?}");
    // A transaction sees its own rows.
    let own = Posting { movements: vec![moved(4, 0, 2, (5, 8, 8))], ..Posting::bare(document(4)) };
    let mut seen = None;
    write(store, |transaction| {
        transaction.post(std::slice::from_ref(&own), &super::sample::head_after(std::slice::from_ref(&own)))?;
        transaction.on_hand_at(at(5), PostNo(4), &mut |row| {
            seen = seen.or(Some(*row));
            Ok(())
        })
    })
    .unwrap();
    assert_eq!(seen, Some(OnHand { variant: VariantNo(2), quantity: quantity(8), value: Money::from_minor(8) }));
}

/// A sum fits that fits in the end; one that does not is refused.
pub fn sums_of_what_was_on_hand_may_run_over_on_the_way(store: &dyn Store) {
    let all = |post, line, seconds, sign: i64| moved(post, line, 1, (seconds, sign * i64::MAX, sign * i64::MAX));
    let movements = vec![all(1, 0, 1, 1), all(1, 1, 2, 1), all(1, 2, 3, -1)];
    post(store, &[Posting { movements, ..Posting::bare(document(1)) }]);
    let most = (quantity(i64::MAX), Money::from_minor(i64::MAX));
    for seconds in [1, 3] {
        let found = on_hand(store, at(seconds), PostNo(1)).unwrap();
        assert_eq!(found.iter().map(|row| (row.quantity, row.value)).collect::<Vec<_>>(), [most]);
    }
    let refused = on_hand(store, at(2), PostNo(1));
    assert!(matches!(refused, Err(Error::TooLarge { .. })), "{refused:?}");
}
