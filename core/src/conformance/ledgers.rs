use std::ops::RangeInclusive;

use super::sample::{
    at, day, document, document_with, entry, id, key, movement, post, quantity, revaluation, sale_line,
};
use super::snapshot::{entries, movements, revaluations, sale_lines};
use crate::ledger::{
    Account, Entry, LineKey, LocationNo, MemberNo, Movement, MovementKind, PostNo, Revaluation, SaleLine, SaleLineKind, Take,
    TaxNo, TenderMethod, VariantNo,
};
use crate::storage::{LedgerFilter, Posting, Store, StoreExt};
use crate::value::{BusinessDay, Date, Money, Timestamp};
use crate::{Error, Result};

/// Documents 1 to 4 on days 2, 1, 2, 3, each with a row of variants 1, 2 and 1 again in each ledger; a movement is the
/// later the smaller its posting number is.
fn post_four(store: &dyn Store) {
    let posting = |(number, of): (u64, i32)| {
        let lines = || (0..).zip([1, 2, 1]);
        let effective_at = at(-60 * i64::try_from(number).unwrap());
        let moved =
            |(line, variant)| Movement { business_day: day(of), effective_at, ..movement(number, line, variant) };
        let sold = |(line, variant)| SaleLine { business_day: day(of), ..sale_line(number, line, variant) };
        Posting {
            document: document_with(number, |header| header.business_day = day(of)),
            movements: lines().map(moved).collect(),
            revaluations: lines().map(|(line, variant)| revalued(number, line, variant, of)).collect(),
            sale_lines: lines().map(sold).collect(),
            entries: (0..2).map(|line| Entry { business_day: day(of), ..entry(number, line) }).collect(),
        }
    };
    let postings: Vec<Posting> = (1..).zip([2, 1, 2, 3]).map(posting).collect();
    post(store, &postings);
}

fn revalued(post: u64, line: u16, variant: u32, of: i32) -> Revaluation {
    Revaluation { business_day: day(of), ..revaluation(post, line, variant, key(1, line)) }
}

/// (posting number, line) of the rows of the ledgers that fit; revaluations are where movements are.
fn keys(store: &dyn Store, filter: &LedgerFilter<'_>) -> [Vec<(u64, usize)>; 3] {
    let pair = |key: LineKey| (key.post().0, key.line());
    store
        .read(|transaction| {
            Ok([
                {
                    let moved: Vec<_> = movements(transaction, filter)?.iter().map(|row| pair(row.key)).collect();
                    let revalued = revaluations(transaction, filter)?;
                    let mut sorted = moved.clone();
                    sorted.sort_unstable();
                    sorted.retain(|(post, _)| *post <= 4);
                    assert!(revalued.iter().map(|row| pair(row.key)).eq(sorted), "{filter:?}");
                    moved
                },
                sale_lines(transaction, filter)?.iter().map(|row| pair(row.key)).collect(),
                entries(transaction, filter)?.iter().map(|row| pair(row.key)).collect(),
            ])
        })
        .unwrap()
}

/// Every field of the three ledgers comes back as it was posted, at the ends of its range too.
pub fn every_field_of_a_ledger_row_comes_back(store: &dyn Store) {
    let take =
        |post, micros| Take { source: key(post, u16::MAX), quantity: quantity(micros), value: Money::from_minor(7) };
    let full = Movement {
        document_line: u16::MAX,
        kind: MovementKind::WriteOff,
        kit: Some(VariantNo(u32::MAX)),
        location: LocationNo(u32::MAX),
        batch: "批 'A'-1 ".into(),
        effective_at: Timestamp::MIN,
        business_day: BusinessDay(Date::MAX),
        quantity: quantity(i64::MIN),
        value: Money::from_minor(i64::MAX),
        of: Some(key(1, 2)),
        corrects: Some(key(0, u16::MAX)),
        takes: vec![take(9, 1), take(3, i64::MAX), take(9, 1)],
        ..movement(1, u16::MAX, u32::MAX)
    };
    let revalued = Revaluation {
        document_line: u16::MAX,
        kind: MovementKind::SupplierReturn,
        kit: Some(VariantNo(u32::MAX)),
        by: Some(key(9, 9)),
        effective_at: Timestamp::MAX,
        business_day: BusinessDay(Date::MIN),
        value: Money::from_minor(i64::MIN),
        ..revaluation(1, 7, u32::MAX, key(1, u16::MAX))
    };
    let line = SaleLine {
        kind: SaleLineKind::Refund,
        of: Some(key(1, 3)),
        member: Some(MemberNo(u32::MAX)),
        quantity: quantity(-333_333),
        gross: Money::from_minor(i64::MIN),
        tax_code: TaxNo(u32::MAX),
        business_day: BusinessDay(Date::MAX),
        ..sale_line(1, 1, 4)
    };
    let accounts = (0..).zip(Account::all().zip([None, Some(id(1)), Some(id(u64::MAX))].into_iter().cycle()));
    let posted = Posting {
        document: document_with(1, |header| header.business_day = BusinessDay(Date::MAX)),
        movements: vec![Movement { business_day: BusinessDay(Date::MAX), ..movement(1, 0, 1) }, full],
        revaluations: vec![revaluation(1, 0, 1, key(1, 0)), revalued],
        sale_lines: vec![SaleLine { business_day: BusinessDay(Date::MAX), ..sale_line(1, 0, 1) }, line],
        entries: accounts
            .map(|(line, (account, owner))| Entry {
                account,
                owner,
                business_day: BusinessDay(Date::MAX),
                ..entry(1, line)
            })
            .collect(),
    };
    assert!(posted.entries.iter().any(|row| row.account == Account::Tender(TenderMethod::Wechat)));
    post(store, std::slice::from_ref(&posted));
    store
        .read(|transaction| {
            let filter = LedgerFilter::default();
            assert_eq!(movements(transaction, &filter)?, posted.movements);
            assert_eq!(revaluations(transaction, &filter)?, posted.revaluations);
            assert_eq!(sale_lines(transaction, &filter)?, posted.sale_lines);
            assert_eq!(entries(transaction, &filter)?, posted.entries);
            Ok(())
        })
        .unwrap();
}

/// Without a variant all three ledgers come by key, in whatever order documents or days were asked for.
pub fn rows_come_by_key(store: &dyn Store) {
    post_four(store);
    post(store, &[Posting { movements: vec![movement(5, 0, 3)], ..Posting::bare(document(5)) }]);
    let [moved, sold, booked] = keys(store, &LedgerFilter::default());
    let all: Vec<_> = (1..=4).flat_map(|post| (0..3).map(move |line| (post, line))).collect();
    assert_eq!(moved, [all.clone(), vec![(5, 0)]].concat());
    assert_eq!(sold, all);
    assert_eq!(booked, [(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1), (4, 0), (4, 1)]);
    let posts = [PostNo(3), PostNo(1), PostNo(3)];
    let [moved, _, booked] = keys(store, &LedgerFilter { posts: Some(&posts), ..LedgerFilter::default() });
    assert_eq!(moved, [(1, 0), (1, 1), (1, 2), (3, 0), (3, 1), (3, 2)]);
    assert_eq!(booked, [(1, 0), (1, 1), (3, 0), (3, 1)]);
    let days = Some((day(1), day(2)));
    let [_, sold, booked] = keys(store, &LedgerFilter { days, ..LedgerFilter::default() });
    assert_eq!(sold.iter().map(|key| key.0).collect::<Vec<_>>(), [1, 1, 1, 2, 2, 2, 3, 3, 3]);
    assert_eq!(booked, [(1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1)]);
}

/// The movements of a variant come by effective time, then by key; its sale lines by key; entries have no variant.
pub fn movements_of_a_variant_come_by_time(store: &dyn Store) {
    post_four(store);
    let of_one = LedgerFilter { variant: Some(VariantNo(1)), ..LedgerFilter::default() };
    let [moved, sold, booked] = keys(store, &of_one);
    assert_eq!(moved, [(4, 0), (4, 2), (3, 0), (3, 2), (2, 0), (2, 2), (1, 0), (1, 2)]);
    assert_eq!(sold, [(1, 0), (1, 2), (2, 0), (2, 2), (3, 0), (3, 2), (4, 0), (4, 2)]);
    assert_eq!(booked, []);
    let posts = [PostNo(1), PostNo(3)];
    let [moved, sold, booked] = keys(store, &LedgerFilter { posts: Some(&posts), ..of_one });
    assert_eq!(moved, [(3, 0), (3, 2), (1, 0), (1, 2)]);
    assert_eq!(sold, [(1, 0), (1, 2), (3, 0), (3, 2)]);
    assert_eq!(booked, []);
}

/// The day of each document of [`post_four`] by its number, and the variant of each line.
const DAYS: [i32; 5] = [0, 2, 1, 2, 3];
const VARIANTS: [u32; 3] = [1, 2, 1];

/// Every condition must hold; a condition that nothing meets leaves nothing.
pub fn filters_of_a_ledger_hold_together(store: &dyn Store) {
    post_four(store);
    let posts: [Option<&[PostNo]>; 4] =
        [None, Some(&[]), Some(&[PostNo(1), PostNo(2), PostNo(99)]), Some(&[PostNo(4), PostNo(3)])];
    let days = [None, Some((1, 1)), Some((2, 3)), Some((3, 2)), Some((7, 9))];
    let variants = [None, Some(VariantNo(1)), Some(VariantNo(2)), Some(VariantNo(9))];
    let (days, variants) = (&days, &variants);
    let combined = posts.iter().flat_map(|posts| {
        days.iter().flat_map(move |days| variants.iter().map(move |variant| (*posts, *days, *variant)))
    });
    for (posts, days, variant) in combined {
        let expected = |lines: usize, with_variant: bool| {
            let all = (1..=4_u64).flat_map(move |post| (0..lines).map(move |line| (post, line)));
            all.filter(|(post, line)| {
                let on = DAYS[usize::try_from(*post).unwrap()];
                posts.is_none_or(|posts| posts.contains(&PostNo(*post)))
                    && days.is_none_or(|(from, to)| (from..=to).contains(&on))
                    && variant.is_none_or(|variant| with_variant && variant == VariantNo(VARIANTS[*line]))
            })
            .collect::<Vec<_>>()
        };
        let filter = LedgerFilter { posts, days: days.map(|(from, to)| (day(from), day(to))), variant };
        let [mut moved, sold, booked] = keys(store, &filter);
        moved.sort_unstable();
        assert_eq!(moved, expected(3, true), "movements, {filter:?}");
        assert_eq!(sold, expected(3, true), "sale lines, {filter:?}");
        assert_eq!(booked, expected(2, false), "entries, {filter:?}");
    }
}

/// A row that was booked on another day than its document's is found on that day alone.
pub fn rows_of_other_days_are_found_by_their_day(store: &dyn Store) {
    post_four(store);
    let moved = [(5, 0, 1), (5, 1, 2)].map(|(post, line, of)| Movement {
        business_day: day(of),
        ..movement(post, line, 1)
    });
    let posting = Posting {
        document: document_with(5, |header| header.business_day = day(9)),
        movements: moved.to_vec(),
        revaluations: Vec::new(),
        sale_lines: vec![SaleLine { business_day: day(1), ..sale_line(5, 0, 2) }],
        entries: vec![Entry { business_day: day(2), ..entry(5, 0) }, Entry { business_day: day(9), ..entry(5, 1) }],
    };
    post(store, &[posting]);
    let on = |from, to| {
        let filter = LedgerFilter { days: Some((day(from), day(to))), ..LedgerFilter::default() };
        let post_five = |keys: Vec<(u64, usize)>| keys.into_iter().filter(|(post, _)| *post == 5).collect::<Vec<_>>();
        store
            .read(|transaction| {
                let pair = |key: LineKey| (key.post().0, key.line());
                Ok([
                    post_five(movements(transaction, &filter)?.iter().map(|row| pair(row.key)).collect()),
                    post_five(sale_lines(transaction, &filter)?.iter().map(|row| pair(row.key)).collect()),
                    post_five(entries(transaction, &filter)?.iter().map(|row| pair(row.key)).collect()),
                ])
            })
            .unwrap()
    };
    assert_eq!(on(1, 1), [vec![(5, 0)], vec![(5, 0)], vec![]]);
    assert_eq!(on(2, 3), [vec![(5, 1)], vec![], vec![(5, 0)]]);
    assert_eq!(on(1, 9), [vec![(5, 0), (5, 1)], vec![(5, 0)], vec![(5, 0), (5, 1)]]);
    assert_eq!(on(9, 9), [vec![], vec![], vec![(5, 1)]]);
    let filter = LedgerFilter { days: Some((day(1), day(2))), ..LedgerFilter::default() };
    let sold = store.read(|transaction| sale_lines(transaction, &filter)).unwrap();
    assert!(sold.is_sorted_by_key(|row| row.key), "rows of other days come in their place");
}

/// Movements at the times themselves are the first ones and the last ones.
pub fn a_timeline_is_that_of_a_span_of_time(store: &dyn Store) {
    post_four(store);
    let timeline = |since, until| {
        let mut keys = Vec::new();
        let read = store.read(|transaction| {
            keys.clear();
            transaction.timeline(VariantNo(1), since..=until, &mut |row| {
                keys.push((row.key.post().0, row.key.line()));
                Ok(())
            })
        });
        read.map(|()| keys).unwrap()
    };
    let (all, beside) = (Timestamp::MAX, |micros| Timestamp::from_micros(at(-120).micros() + micros));
    assert_eq!(timeline(at(-120), all), [(2, 0), (2, 2), (1, 0), (1, 2)]);
    assert_eq!(timeline(at(-120), at(-120)), [(2, 0), (2, 2)]);
    assert_eq!(timeline(beside(1), all), [(1, 0), (1, 2)]);
    assert_eq!(timeline(Timestamp::MIN, all).len(), 8);
    assert_eq!(timeline(Timestamp::MIN, beside(-1)).len(), 4);
    assert_eq!(timeline(all, all), []);
    assert_eq!(timeline(at(-120), beside(-1)), []);
}

/// Each once; only of the variant, of what is asked for, and later than the time.
pub fn what_came_back_is_found_by_what_it_is_of(store: &dyn Store) {
    let (first, second, third) = (key(1, 0), key(1, 1), key(2, 0));
    let back = |line, variant, of, seconds| Movement { of, effective_at: at(seconds), ..movement(1, line, variant) };
    let movements = vec![
        back(0, 1, Some(third), 10),
        back(1, 1, Some(first), 20),
        back(2, 1, Some(first), 30),
        back(3, 1, Some(second), 20),
        back(4, 2, Some(second), 30),
        back(5, 1, None, 30),
    ];
    post(store, &[Posting { movements, ..Posting::bare(document(1)) }]);
    let came_back = |of: RangeInclusive<LineKey>, after| {
        store.read(|tx| tx.came_back(VariantNo(1), of.clone(), after)).unwrap()
    };
    assert_eq!(came_back(first..=third, Timestamp::MIN), [first, second, third]);
    assert_eq!(came_back(first..=third, at(10)), [first, second]);
    assert_eq!(came_back(first..=third, at(20)), [first]);
    assert_eq!(came_back(second..=second, at(0)), [second]);
    assert_eq!(came_back(first..=third, at(30)), []);
}

/// By key; only those of the variant.
pub fn revaluations_are_found_by_what_they_correct(store: &dyn Store) {
    post_four(store);
    let of = |variant, corrected: &[LineKey]| {
        let corrected: Vec<_> = corrected.iter().map(|key| (VariantNo(variant), *key)).collect();
        let found = store.read(|transaction| transaction.revaluations_of(&corrected)).unwrap();
        found.iter().map(|row| (row.key.post().0, row.key.line())).collect::<Vec<_>>()
    };
    assert_eq!(of(1, &[key(1, 2), key(9, 0), key(1, 2)]), [(1, 2), (2, 2), (3, 2), (4, 2)]);
    assert_eq!(of(1, &[key(1, 2), key(1, 0)]).len(), 8);
    assert_eq!(of(1, &[key(1, 1)]), []);
    assert_eq!(of(2, &[key(1, 1)]).len(), 4);
    assert_eq!(of(1, &[]), []);
    let of_both = [(VariantNo(1), key(1, 2)), (VariantNo(2), key(1, 1)), (VariantNo(2), key(1, 2))];
    let found = store.read(|transaction| transaction.revaluations_of(&of_both)).unwrap();
    assert_eq!(found.len(), 8);
    assert!(found.is_sorted_by_key(|row| row.key));
}

/// A sink that counts its calls and fails when there were `enough`.
fn stop<R>(rows: &mut usize, enough: usize) -> impl FnMut(&R) -> Result<()> {
    move |_| {
        *rows += 1;
        if *rows < enough { Ok(()) } else { Err(Error::too_large("patience")) }
    }
}

/// The sink is not called again after it failed, and its error is the answer; the transaction goes on.
pub fn an_error_of_the_sink_ends_the_call(store: &dyn Store) {
    post_four(store);
    let filter = LedgerFilter::default();
    let counts = store.read(|transaction| {
        let mut counts = [0; 3];
        let [moved, sold, booked] = &mut counts;
        let stopped = [
            transaction.movements(&filter, &mut stop(moved, 2)),
            transaction.sale_lines(&filter, &mut stop(sold, 3)),
            transaction.entries(&filter, &mut stop(booked, 1)),
        ];
        if stopped.iter().any(|answer| matches!(answer, Err(Error::Conflict))) {
            return Err(Error::Conflict);
        }
        assert!(
            stopped.iter().all(|answer| matches!(answer, Err(Error::TooLarge { what: "patience", .. }))),
            "{stopped:?}"
        );
        transaction.head("T1")?;
        Ok(counts)
    });
    assert_eq!(counts.unwrap(), [2, 3, 1]);
}
