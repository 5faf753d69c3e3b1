use super::sample::{
    checkpoint, document, entry, id, key, keyed, layer, level, movement, pool, post, put, quantity, record, sale_line, write,
};
use super::snapshot::Snapshot;
use crate::ledger::{
    Account, Balance, BalanceKey, BatchInfo, Checkpoint, CostingMethod, Front, Layer, Level, LocationNo, Loose, Pool, Unit, VariantNo,
};
use crate::storage::{KeyKind, LevelQuery, PoolQuery, Posting, RecordKind, RecordQuery, StateChange, Store, StoreExt};
use crate::value::{Date, Money, Quantity, Timestamp};

const NONE: [u32; 0] = [];

fn set(store: &dyn Store, change: &StateChange) {
    write(store, |transaction| transaction.set_state(change)).unwrap();
}

fn levels(store: &dyn Store, query: &LevelQuery<'_>) -> Vec<Level> {
    store.read(|transaction| transaction.levels(query)).unwrap()
}

fn pools(store: &dyn Store, query: &PoolQuery<'_>) -> Vec<u32> {
    store.read(|transaction| transaction.pools(query)).unwrap().iter().map(|pool| pool.variant.0).collect()
}

fn batch(variant: u32, number: &str, expires: Option<i32>) -> BatchInfo {
    let (variant, expires_on) = (VariantNo(variant), expires.map(Date::from_days));
    BatchInfo { variant, batch: number.into(), produced_on: None, expires_on, since: key(1, 0) }
}

fn batches(store: &dyn Store, asked: &[(u32, &str)]) -> Vec<BatchInfo> {
    let asked: Vec<_> = asked.iter().map(|(variant, batch)| (VariantNo(*variant), *batch)).collect();
    let mut found = store.read(|transaction| transaction.batches(&asked)).unwrap();
    found.sort_by(|a, b| (a.variant, &a.batch).cmp(&(b.variant, &b.batch)));
    found
}

fn balance(account: Account, owner: Option<u64>, minor: i64) -> Balance {
    let key = BalanceKey { account, owner: owner.map(id), unit: Unit::Money };
    Balance { key, amount: Money::from_minor(minor) }
}

fn balances(store: &dyn Store, keys: Option<&[BalanceKey]>) -> Vec<Balance> {
    let mut found = store.read(|transaction| transaction.balances(keys)).unwrap();
    found.sort_by_key(|balance| balance.key);
    found
}

/// Every field of pools, layers, levels, batches, balances and checkpoints comes back, at the ends of its range too.
pub fn every_field_of_state_comes_back(store: &dyn Store) {
    let full = Pool {
        variant: VariantNo(40),
        method: CostingMethod::MovingAverage,
        quantity: quantity(i64::MIN),
        value: Money::from_minor(i64::MAX),
        last_quantity: quantity(-2),
        last_value: Money::from_minor(-3),
        newest_at: Timestamp::MAX,
        moves: u32::MAX,
        sold_quantity: quantity(4),
        sold_total: Money::from_minor(5),
        sold_tax: Money::from_minor(6),
        sold_cost: Money::from_minor(7),
        front: Some(Front {
            at: Timestamp::MIN,
            source: key(8, 1),
            quantity: quantity(i64::MAX),
            value: Money::from_minor(-8),
        }),
        loose: Some(Loose { location: LocationNo(u32::MAX), quantity: quantity(-9), since: key(8, 2) }),
        costs: Some("{\"名\":1}".into()),
    };
    let kept = Level { expires_on: Some(Date::MIN), since: key(3, 7), ..level(40, u32::MAX, "批 'A' ", quantity(-1)) };
    let known = BatchInfo {
        produced_on: Some(Date::MIN),
        expires_on: Some(Date::MAX),
        since: key(2, 1),
        ..batch(40, "批 'A' ", None)
    };
    let slice = Layer {
        at: Timestamp::MIN,
        value: Money::ZERO,
        ..layer(40, 0, key(5, 6), quantity(i64::MAX))
    };
    let short = Layer { value: Money::from_minor(-1), ..layer(40, 1, key(5, 7), quantity(-1)) };
    let place = Checkpoint { at: Timestamp::MAX, body: "{\"名\":1}".into(), ..checkpoint(40, 0, key(1, u16::MAX)) };
    let change = StateChange {
        pools: vec![pool(1, Quantity::ONE), full],
        layers: vec![layer(1, 5, key(1, 0), Quantity::ONE), slice, short],
        levels: vec![level(1, 1, "", Quantity::ONE), kept],
        batches: vec![batch(1, "", None), known],
        balances: vec![balance(Account::Stock, None, i64::MIN), balance(Account::Payable, Some(u64::MAX), 1)],
        outdated: Vec::new(),
        checkpoints: vec![checkpoint(1, 0, key(1, 0)), place],
    };
    set(store, &change);
    let read = Snapshot::of(store);
    assert_eq!(read.pools, change.pools);
    assert_eq!(read.layers, change.layers);
    assert_eq!(read.levels, change.levels);
    assert_eq!(batches(store, &[(1, ""), (40, "批 'A' ")]), change.batches);
    assert_eq!(read.balances, change.balances);
    assert_eq!(read.checkpoints, change.checkpoints);
    set(store, &StateChange::default());
    assert_eq!(Snapshot::of(store), read);
}

/// By variant, location and batch; those of some variants; those that expire, by their last good day.
pub fn levels_come_in_their_orders(store: &dyn Store) {
    let expiring = |variant, batch: &str, day| {
        let expires_on = Some(Date::from_days(day));
        Level { expires_on, ..level(variant, 1, batch, Quantity::ONE) }
    };
    let sorted = [
        level(1, 2, "a", Quantity::ONE),
        level(1, 10, "", Quantity::ONE),
        level(1, 10, "B", Quantity::ONE),
        expiring(2, "A", 30),
        expiring(2, "a", 10),
        expiring(2, "a ", 20),
        expiring(2, "批", 21),
        level(10, 1, "", Quantity::ONE),
    ];
    set(store, &StateChange { levels: sorted.iter().rev().cloned().collect(), ..StateChange::default() });
    assert_eq!(levels(store, &LevelQuery::All), sorted);
    let some = [10, 1, 99, 10].map(VariantNo);
    let mut of_some = levels(store, &LevelQuery::Variants(&some));
    of_some.sort_by(|a, b| a.key.cmp(&b.key));
    assert_eq!(of_some, [&sorted[..3], &sorted[7..]].concat());
    assert_eq!(levels(store, &LevelQuery::Variants(&[])), []);
    let until = |day| levels(store, &LevelQuery::ExpiringUntil(Date::from_days(day)));
    assert_eq!(until(20), [sorted[4].clone(), sorted[5].clone()]);
    assert_eq!(until(9), []);
    let days: Vec<_> = until(1_000).iter().map(|level| level.expires_on.unwrap().days()).collect();
    assert_eq!(days, [10, 20, 21, 30]);
}

/// A level is replaced as a whole; at zero it is gone, also when it never was there.
pub fn a_level_of_zero_is_removed(store: &dyn Store) {
    let first = Level { expires_on: Some(Date::from_days(5)), ..level(1, 1, "A", quantity(3)) };
    set(store, &StateChange { levels: vec![first, level(1, 1, "", quantity(2))], ..StateChange::default() });
    let second = Level { since: key(8, 8), ..level(1, 1, "A", quantity(-4)) };
    let zero = [level(1, 1, "", Quantity::ZERO), level(1, 2, "", Quantity::ZERO)];
    set(store, &StateChange { levels: [vec![second.clone()], zero.to_vec()].concat(), ..StateChange::default() });
    assert_eq!(levels(store, &LevelQuery::All), std::slice::from_ref(&second));
    assert_eq!(levels(store, &LevelQuery::ExpiringUntil(Date::MAX)), []);
    set(store, &StateChange { levels: vec![level(1, 1, "A", Quantity::ZERO)], ..StateChange::default() });
    assert_eq!(levels(store, &LevelQuery::All), []);
    set(store, &StateChange { levels: vec![second.clone()], ..StateChange::default() });
    assert_eq!(levels(store, &LevelQuery::Variants(&[VariantNo(1)])), [second]);
}

/// All by variant, or those of some variants; a pool of zero is kept, and a new value replaces the old one.
pub fn pools_come_by_variant(store: &dyn Store) {
    set(
        store,
        &StateChange { pools: [10, 2, 1].map(|variant| pool(variant, Quantity::ONE)).into(), ..StateChange::default() },
    );
    let empty = Pool { value: Money::ZERO, ..pool(2, Quantity::ZERO) };
    set(store, &StateChange { pools: vec![empty.clone()], ..StateChange::default() });
    assert_eq!(pools(store, &PoolQuery::All), [1, 2, 10]);
    let mut some = pools(store, &PoolQuery::Variants(&[10, 2, 99, 10].map(VariantNo)));
    some.sort_unstable();
    assert_eq!(some, [2, 10]);
    assert_eq!(pools(store, &PoolQuery::Variants(&[])), NONE);
    let read = store.read(|transaction| transaction.pools(&PoolQuery::Variants(&[VariantNo(2)])));
    assert_eq!(read.unwrap(), [empty]);
}

/// A batch is known by variant and number, byte by byte; new facts replace the old ones.
pub fn batches_are_replaced_and_found(store: &dyn Store) {
    let known = vec![batch(1, "A", Some(1)), batch(1, "a", None), batch(2, "A", Some(2))];
    set(store, &StateChange { batches: known, ..StateChange::default() });
    set(store, &StateChange { batches: vec![batch(2, "A", Some(3))], ..StateChange::default() });
    assert_eq!(batches(store, &[(1, "A")]), [batch(1, "A", Some(1))]);
    let asked = [(2, "A"), (1, "a"), (9, "A"), (1, "%"), (2, "a"), (2, "A")];
    assert_eq!(batches(store, &asked), [batch(1, "a", None), batch(2, "A", Some(3))]);
    assert_eq!(batches(store, &[]), []);
}

/// A balance is known by account, owner and unit; one of zero is kept, and a new amount replaces the old one.
pub fn balances_are_replaced_and_found(store: &dyn Store) {
    let [sales, ann, bob] = [(Account::Sales, None), (Account::Payable, Some(1)), (Account::Payable, Some(2))]
        .map(|(account, owner)| balance(account, owner, 100));
    let nobody = balance(Account::Payable, None, 5);
    set(store, &StateChange { balances: vec![sales, ann, bob, nobody], ..StateChange::default() });
    let zero = Balance { amount: Money::ZERO, ..ann };
    set(store, &StateChange { balances: vec![zero], ..StateChange::default() });
    let mut all = [sales, zero, bob, nobody];
    all.sort_by_key(|balance| balance.key);
    assert_eq!(balances(store, None), all);
    let unknown = balance(Account::Sales, Some(1), 0).key;
    assert_eq!(balances(store, Some(&[bob.key, unknown, bob.key])), [bob]);
    assert_eq!(balances(store, Some(&[nobody.key])), [nobody]);
    assert_eq!(balances(store, Some(&[])), []);
}

/// Records and all state are gone; documents, ledgers and the head stay, and the store can be filled again.
pub fn clearing_the_state_keeps_the_documents(store: &dyn Store) {
    let change = StateChange {
        pools: vec![pool(1, Quantity::ONE)],
        layers: vec![layer(1, 1, key(1, 0), Quantity::ONE)],
        levels: vec![Level { expires_on: Some(Date::MIN), ..level(1, 1, "A", Quantity::ONE) }],
        batches: vec![batch(1, "A", None)],
        balances: vec![balance(Account::Stock, None, 1)],
        outdated: Vec::new(),
        checkpoints: vec![checkpoint(1, 1, key(1, 0))],
    };
    let variant = keyed(1, &[(KeyKind::Sku, "SKU-1")]);
    put(store, std::slice::from_ref(&variant));
    let posting = Posting {
        movements: vec![movement(1, 0, 1)],
        sale_lines: vec![sale_line(1, 0, 1)],
        entries: vec![entry(1, 0)],
        ..Posting::bare(document(1))
    };
    post(store, &[posting]);
    set(store, &change);
    let before = Snapshot::of(store);
    write(store, |transaction| transaction.clear_state()).unwrap();
    let cleared = Snapshot {
        records: Vec::new(),
        levels: Vec::new(),
        pools: Vec::new(),
        layers: Vec::new(),
        batches: Vec::new(),
        balances: Vec::new(),
        checkpoints: Vec::new(),
        ..before.clone()
    };
    assert_eq!(Snapshot::of(store), cleared);
    assert_eq!(batches(store, &[(1, "A")]), []);
    assert_eq!(levels(store, &LevelQuery::ExpiringUntil(Date::MAX)), []);
    put(store, &[record(RecordKind::Variant, 1, "other")]);
    let by_key = RecordQuery::Keys(RecordKind::Variant, KeyKind::Sku, &["SKU-1"]);
    let by_name = RecordQuery::NameStartsWith { kind: RecordKind::Variant, text: "keyed", limit: 9 };
    for query in [by_key, by_name] {
        assert_eq!(store.read(|transaction| transaction.records(&query)).unwrap(), [], "{query:?}");
    }
    put(store, &[variant]);
    set(store, &change);
    assert_eq!(Snapshot::of(store), before);
    assert_eq!(batches(store, &[(1, "A")]), change.batches);
}
