use super::sample::{document, entry, id, key, keyed, layer, level, movement, pool, post, put, revaluation, sale_line, write};
use super::snapshot::{Snapshot, movements};
use crate::ledger::{PostNo, RecordNo, VariantNo};
use crate::storage::{
    KeyKind, LedgerFilter, LevelQuery, PoolQuery, Posting, RecordKind, RecordQuery, StateChange, Store, StoreExt,
};
use crate::value::Quantity;

const RECORDS: u32 = 5_000;
const LINES: u16 = 1_000;

/// Thousands of records are written in one call and found again by thousands of ids, numbers and keys.
pub fn thousands_of_records_fit_one_call(store: &dyn Store) {
    let skus: Vec<String> = (1..=RECORDS).map(|number| format!("SKU-{number}")).collect();
    let records: Vec<_> = (1..).zip(&skus).map(|(number, sku)| keyed(number, &[(KeyKind::Sku, sku)])).collect();
    put(store, &records);
    let ids: Vec<_> = (1..=u64::from(RECORDS)).map(id).collect();
    let numbers: Vec<_> = (1..=RECORDS).map(RecordNo).collect();
    let keys: Vec<_> = skus.iter().map(String::as_str).collect();
    let queries = [
        RecordQuery::Ids(RecordKind::Variant, &ids),
        RecordQuery::Numbers(&numbers),
        RecordQuery::Keys(RecordKind::Variant, KeyKind::Sku, &keys),
    ];
    for query in queries {
        let mut found = store.read(|transaction| transaction.records(&query)).unwrap();
        found.sort_by_key(|record| record.number);
        assert!(found == records, "{} of {RECORDS} records", found.len());
    }
}

/// A document of a thousand lines is posted in one call, with its state, and read again.
pub fn a_document_of_a_thousand_lines_fits_one_call(store: &dyn Store) {
    let variants: Vec<_> = (1..=u32::from(LINES)).map(VariantNo).collect();
    let posting = Posting {
        movements: (0..LINES).map(|line| movement(1, line, u32::from(line) + 1)).collect(),
        revaluations: (0..LINES).map(|line| revaluation(1, line, u32::from(line) + 1, key(1, line))).collect(),
        sale_lines: (0..LINES).map(|line| sale_line(1, line, u32::from(line) + 1)).collect(),
        entries: (0..LINES).map(|line| entry(1, line)).collect(),
        ..Posting::bare(document(1))
    };
    let change = StateChange {
        pools: variants.iter().map(|variant| pool(variant.0, Quantity::ONE)).collect(),
        layers: (0..)
            .zip(&variants)
            .map(|(line, of)| layer(of.0, 0, key(1, line), Quantity::ONE))
            .collect(),
        levels: variants.iter().map(|variant| level(variant.0, 1, "", Quantity::ONE)).collect(),
        ..StateChange::default()
    };
    post(store, std::slice::from_ref(&posting));
    write(store, |transaction| transaction.set_state(&change)).unwrap();
    let snapshot = Snapshot::of(store);
    assert_eq!(
        (snapshot.movements.len(), snapshot.sale_lines.len()),
        (posting.movements.len(), posting.sale_lines.len())
    );
    assert!(snapshot.movements == posting.movements && snapshot.entries == posting.entries);
    assert!(snapshot.revaluations == posting.revaluations, "{} of {LINES} revaluations", snapshot.revaluations.len());
    store
        .read(|transaction| {
            assert_eq!(transaction.pools(&PoolQuery::Variants(&variants))?.len(), variants.len());
            assert_eq!(transaction.levels(&LevelQuery::Variants(&variants))?.len(), variants.len());
            let posts: Vec<_> = (0..10_000).map(PostNo).collect();
            let filter = LedgerFilter { posts: Some(&posts), ..LedgerFilter::default() };
            assert_eq!(movements(transaction, &filter)?.len(), variants.len());
            Ok(())
        })
        .unwrap();
}
