use super::sample::{day, document_with, pool, post, put, quantity, record, sale_line, write};
use crate::ledger::{MemberNo, Pool, PostNo, SaleLine, SaleLineKind, VariantNo};
use crate::storage::{
    LedgerFilter, Posting, Record, RecordKind, SaleFigures, Sold, StateChange, Store, StoreExt, Transaction,
};
use crate::value::Money;
use crate::{Error, Result};

fn figures(store: &dyn Store, filter: &LedgerFilter<'_>) -> Vec<SaleFigures> {
    let mut found = Vec::new();
    let rows = |transaction: &mut dyn Transaction| {
        found.clear();
        transaction.sale_figures(filter, &mut |row| {
            found.push(*row);
            Ok(())
        })
    };
    store.read(rows).unwrap();
    found
}

/// The figures of sale lines are those of the same rows in the same order, whatever the filter; an error of the sink ends
/// the call.
pub fn figures_of_sale_lines_are_those_of_the_rows(store: &dyn Store) {
    let lines = |number: u64, of: i32| -> Vec<SaleLine> {
        let row = |(line, variant): (u16, u32)| SaleLine {
            kind: if line == 0 { SaleLineKind::Refund } else { SaleLineKind::Sale },
            member: (line > 0).then_some(MemberNo(3)),
            business_day: day(of),
            quantity: quantity(i64::from(line) - 1),
            total: Money::from_minor(i64::MIN + i64::from(of)),
            tax: Money::from_minor(i64::from(variant)),
            cost: Money::from_minor(i64::MAX),
            ..sale_line(number, line, variant)
        };
        (0..).zip([1, u32::MAX, 1]).map(row).collect()
    };
    let posting = |(number, of)| Posting {
        document: document_with(number, |header| header.business_day = day(of)),
        sale_lines: lines(number, of),
        movements: Vec::new(),
        revaluations: Vec::new(),
        entries: Vec::new(),
    };
    post(store, &(1..).zip([2, 1, 3]).map(posting).collect::<Vec<_>>());
    let posts = [PostNo(3), PostNo(1)];
    for posts in [None, Some(&posts[..])] {
        for days in [None, Some((day(1), day(2))), Some((day(3), day(2)))] {
            for variant in [None, Some(VariantNo(1)), Some(VariantNo(8))] {
                let filter = LedgerFilter { posts, days, variant };
                let mut expected = Vec::new();
                let rows = |transaction: &mut dyn Transaction| {
                    expected.clear();
                    transaction.sale_lines(&filter, &mut |row| {
                        expected.push(SaleFigures::of(row));
                        Ok(())
                    })
                };
                store.read(rows).unwrap();
                assert_eq!(figures(store, &filter), expected, "{filter:?}");
            }
        }
    }
    let stopped: Result<()> = store.read(|transaction| {
        transaction.sale_figures(&LedgerFilter::default(), &mut |_| Err(Error::too_large("patience")))
    });
    assert!(matches!(stopped, Err(Error::TooLarge { .. })), "{stopped:?}");
}

/// What was sold comes by variant, one row a pool, those that never sold anything among them.
pub fn what_was_sold_comes_by_variant(store: &dyn Store) {
    let sold = |variant, micros, total| Pool {
        sold_quantity: quantity(micros),
        sold_total: Money::from_minor(total),
        sold_tax: Money::from_minor(-7),
        sold_cost: Money::from_minor(i64::MAX),
        ..pool(variant, quantity(5))
    };
    let pools = vec![sold(9, -1, 8), sold(u32::MAX, i64::MAX, 7), sold(2, 1, i64::MIN)];
    let expected = [2, 0, 1].map(|index: usize| Sold::of(&pools[index]));
    let change = StateChange { pools, ..StateChange::default() };
    write(store, |transaction| transaction.set_state(&change)).unwrap();
    let mut found = Vec::new();
    let rows = |transaction: &mut dyn Transaction| {
        found.clear();
        transaction.sold(&mut |row| {
            found.push(*row);
            Ok(())
        })
    };
    store.read(rows).unwrap();
    assert_eq!(found, expected);
}

/// The bodies of a kind come by number, all of them, as they are.
pub fn bodies_of_a_kind_come_by_number(store: &dyn Store) {
    let mut records = Vec::new();
    for number in (1..=2_500_u32).rev() {
        let kind = if number % 2 == 0 { RecordKind::Variant } else { RecordKind::Product };
        let body = format!("{{\"n\":{number}}}").into_bytes();
        records.push(Record { body, ..record(kind, number, "n") });
    }
    put(store, &records);
    let mut found = Vec::new();
    let rows = |transaction: &mut dyn Transaction| {
        found.clear();
        transaction.bodies(RecordKind::Variant, &mut |number, body| {
            found.push((number.0, body.to_vec()));
            Ok(())
        })
    };
    store.read(rows).unwrap();
    let expected = (1..=2_500_u32).filter(|n| n % 2 == 0).map(|n| (n, format!("{{\"n\":{n}}}").into_bytes()));
    assert_eq!(found, expected.collect::<Vec<_>>());
}
