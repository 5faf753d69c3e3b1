use std::fmt::Debug;

use super::random::Random;
use super::sample::{
    BATCHES, DEVICE, at, day, document_id, document_with, entry, head_after, id, key, layer, level, movement,
    pool, quantity, record, revaluation, sale_line,
};
use super::snapshot::{Snapshot, entries, movements, revaluations, sale_lines, with_sorted_keys};
use crate::document::{DocumentKind, Slot};
use crate::ledger::{
    Account, Balance, BalanceKey, BatchInfo, Checkpoint, Entry, Level, LineKey, Movement, PostNo,
    RecordNo, Revaluation, SaleLine, Stretch, Unit, VariantNo,
};
use crate::storage::{
    CheckpointQuery, DocumentQuery, Head, KeyKind, LedgerFilter, LevelQuery, MemoryStore, PoolQuery, Posting, Record,
    RecordKey, RecordKind, RecordQuery, StateChange, Store, StoreExt, Transaction,
};
use crate::value::{Date, Money, Timestamp};
use crate::{Error, Result};

const SEEDS: u64 = 3;
const STEPS: u64 = 60;
/// Records have the numbers 1 to this one, so that they are often replaced; so have the variants of rows.
const NUMBERS: u64 = 12;
const DEVICES: [&str; 3] = ["T1", "T2", "T3"];
const PIECES: [&str; 8] = ["a", "A", "b", "茶", "绿", "%", "_", " "];

/// Random writes, some of them taken back, and random questions: all answers are those of the memory store.
pub fn random_work_agrees_with_the_memory_store(store: &dyn Store) {
    let model = MemoryStore::default();
    for seed in (0..SEEDS).map(|series| series << 32) {
        for step in 0..STEPS {
            let work = |store: &dyn Store| store.write(|transaction| scribble(transaction, &Random::new(seed + step)));
            let (real, expected) = (work(store), work(&model));
            assert_eq!(format!("{real:?}"), format!("{expected:?}"), "seed {seed}, step {step}");
            let ask = |store: &dyn Store| store.read(|transaction| question(transaction, &Random::new(!(seed + step))));
            let (real, expected) = (ask(store).unwrap(), ask(&model).unwrap());
            for (real, expected) in real.iter().zip(&expected) {
                assert_eq!(real, expected, "seed {seed}, step {step}");
            }
        }
        assert_eq!(Snapshot::of(store), Snapshot::of(&model), "seed {seed}");
    }
}

/// One to three random writes, one time in five taken back.
fn scribble(transaction: &mut dyn Transaction, random: &Random) -> Result<()> {
    transaction.head(DEVICE)?;
    for _ in 0..=random.below(3) {
        match random.below(30) {
            0 => transaction.clear_state()?,
            1..=10 => post(transaction, random)?,
            11..=20 => {
                let records: Vec<Record> = (0..=random.below(3)).map(|_| any_record(random)).collect();
                transaction.put_records(&records)?;
            }
            _ => transaction.set_state(&any_change(random))?,
        }
    }
    if random.below(5) == 0 { Err(Error::too_large("patience")) } else { Ok(()) }
}

fn post(transaction: &mut dyn Transaction, random: &Random) -> Result<()> {
    let head = transaction.head(DEVICE)?;
    let (newest, records) = head.map_or((0, 0), |head| (head.post_no.0, head.record_no.0));
    let postings: Vec<Posting> =
        (newest + 1..=newest + 1 + random.below(3)).map(|post| any_posting(random, post)).collect();
    let head = Head { record_no: RecordNo(records + 1), ..head_after(&postings) };
    transaction.post(&postings, &head)
}

fn any_posting(random: &Random, post: u64) -> Posting {
    let business_day = day(small(random, 6));
    // One row in four is booked on another day than the document's.
    let booked = || if random.below(4) == 0 { day(small(random, 6)) } else { business_day };
    let document = document_with(post, |header| {
        header.kind = pick(random, &[DocumentKind::Sale, DocumentKind::Refund, DocumentKind::Receipt]);
        header.number = format!("S-{}", random.below(8));
        header.business_day = business_day;
        header.slot = Slot { device: pick(random, &DEVICES).into(), epoch: 7, seq: post };
        header.refers_to = (random.below(3) == 0).then(|| document_id(random.below(post)));
        header.party = (random.below(3) == 0).then(|| id(random.below(3)));
    });
    let lines = || 0..u16::try_from(random.below(4)).unwrap();
    let variant = || any_variant(random).0;
    let moved = |line| Movement {
        business_day: booked(),
        of: (random.below(3) == 0).then(|| key(random.below(post), 0)),
        corrects: (random.below(3) == 0).then(|| key(random.below(post), 1)),
        effective_at: at(small(random, 9).into()),
        batch: pick(random, &BATCHES).into(),
        ..movement(post, line, variant())
    };
    let revalued = |line| Revaluation {
        business_day: booked(),
        ..revaluation(post, line, variant(), key(random.below(post), 0))
    };
    Posting {
        movements: lines().map(moved).collect(),
        revaluations: lines().map(revalued).collect(),
        sale_lines: lines().map(|line| SaleLine { business_day: booked(), ..sale_line(post, line, variant()) }).collect(),
        entries: lines().map(|line| Entry { business_day: booked(), ..entry(post, line) }).collect(),
        ..Posting::bare(document)
    }
}

/// Keys that must be unique carry the record's number.
fn any_record(random: &Random) -> Record {
    let number = 1 + small(random, NUMBERS).unsigned_abs();
    let kind = if number.is_multiple_of(4) { RecordKind::Product } else { RecordKind::Variant };
    let name: String = (0..random.below(5)).map(|_| pick(random, &PIECES)).collect();
    let sku = RecordKey { kind: KeyKind::Sku, text: format!("{number}-{}", random.below(3)) };
    let link = RecordKey { kind: KeyKind::Link, text: random.below(3).to_string() };
    Record {
        code: sku.text.clone(),
        reorder_point: (random.below(2) == 0).then(|| quantity(random.below(4).cast_signed())),
        keys: [sku, link].into_iter().take(usize::try_from(random.below(3)).unwrap()).collect(),
        ..record(kind, number, &name)
    }
}

/// The time of a layer follows from its source.
fn any_change(random: &Random) -> StateChange {
    let amount = || quantity(random.below(4).cast_signed());
    let variant = || any_variant(random).0;
    let times = || 0..random.below(4);
    let expires = || (random.below(2) == 0).then(|| Date::from_days(small(random, 9)));
    let any_layer = |_| {
        let source = random.below(9);
        layer(1 + u32::try_from(source % 3).unwrap(), (source / 2).cast_signed(), key(source, 0), amount())
    };
    let any_level = |_| {
        let location = 1 + small(random, 2).unsigned_abs();
        Level { expires_on: expires(), ..level(variant(), location, pick(random, &BATCHES), amount()) }
    };
    let any_batch = |_| BatchInfo {
        variant: VariantNo(variant()),
        batch: pick(random, &BATCHES).into(),
        produced_on: expires(),
        expires_on: expires(),
        since: key(random.below(9), 0),
    };
    let any_balance =
        |_| Balance { key: any_balance_key(random), amount: Money::from_minor(random.below(9).cast_signed() - 4) };
    StateChange {
        pools: times().map(|_| pool(variant(), amount())).collect(),
        layers: times().map(any_layer).collect(),
        levels: times().map(any_level).collect(),
        batches: times().map(any_batch).collect(),
        balances: times().map(any_balance).collect(),
        outdated: (0..random.below(2)).map(|_| any_stretch(random)).collect(),
        checkpoints: times().map(|_| any_checkpoint(random)).collect(),
    }
}

fn any_place(random: &Random) -> (VariantNo, Timestamp, LineKey) {
    (any_variant(random), at(random.below(6).cast_signed()), key(random.below(9), 0))
}

fn any_stretch(random: &Random) -> Stretch {
    let ((variant, at, key), (_, last, until)) = (any_place(random), any_place(random));
    Stretch { variant, after: (at, key), until: (last, until) }
}

fn any_checkpoint(random: &Random) -> Checkpoint {
    let (variant, at, key) = any_place(random);
    Checkpoint { variant, at, key, body: random.below(9).to_string().into_bytes() }
}

/// Answers to a random question of each sort, as text; sorted where the order is free.
fn question(transaction: &mut dyn Transaction, random: &Random) -> Result<Vec<Vec<String>>> {
    let mut answers = vec![shown(transaction.head(pick(random, &DEVICES))?)];
    ask_records(transaction, random, &mut answers)?;
    ask_documents(transaction, random, &mut answers)?;
    ask_ledgers(transaction, random, &mut answers)?;
    ask_state(transaction, random, &mut answers)?;
    Ok(answers)
}

fn ask_records(transaction: &mut dyn Transaction, random: &Random, answers: &mut Vec<Vec<String>>) -> Result<()> {
    let kind = pick(random, &[RecordKind::Variant, RecordKind::Variant, RecordKind::Product]);
    let (ids, numbers) = ([(); 4].map(|()| id(random.below(NUMBERS + 2))), [(); 4].map(|()| any_variant(random).0));
    let (numbers, link) = (numbers.map(RecordNo), random.below(4).to_string());
    let (text, limit) = (format!("{}{}", pick(random, &PIECES), pick(random, &["", "", "a", "茶"])), any_limit(random));
    let free = [
        RecordQuery::Ids(kind, &ids),
        RecordQuery::Numbers(&numbers),
        RecordQuery::Keys(kind, KeyKind::Link, &[&link, "1"]),
        RecordQuery::Keys(kind, KeyKind::Sku, &["1-0", "2-1", "3-2", "4-0"]),
    ];
    let ordered = [
        RecordQuery::All { kind, after: numbers[0], limit },
        RecordQuery::NameStartsWith { kind, text: &text, limit },
        RecordQuery::NameContains { kind, text: &text, limit },
    ];
    for query in &free {
        answers.push(sorted(transaction.records(query)?.into_iter().map(with_sorted_keys)));
    }
    for query in free.iter().chain(&ordered) {
        let numbers: Vec<RecordNo> = transaction.records(query)?.iter().map(|record| record.number).collect();
        assert_eq!(transaction.record_numbers(query)?, numbers, "{query:?}");
    }
    for query in &ordered {
        answers.push(shown(transaction.records(query)?.into_iter().map(with_sorted_keys)));
    }
    Ok(())
}

fn ask_documents(transaction: &mut dyn Transaction, random: &Random, answers: &mut Vec<Vec<String>>) -> Result<()> {
    let posts = [(); 4].map(|()| PostNo(random.below(60)));
    let ids = posts.map(|post| document_id(post.0));
    let (device, seq) = (pick(random, &DEVICES), random.below(40));
    let (after, limit) = (PostNo(random.below(40)), any_limit(random));
    let (from, to) = (day(small(random, 6)), day(small(random, 6)));
    let queries = [
        DocumentQuery::Ids(&ids),
        DocumentQuery::Posts(&posts),
        DocumentQuery::Place { device, seq },
        DocumentQuery::Chain { device, after: seq, limit },
        DocumentQuery::ReferringTo(ids[0]),
        DocumentQuery::Party { party: id(random.below(4)), after, limit },
        DocumentQuery::After { after, limit },
        DocumentQuery::Days { kind: DocumentKind::Refund, from, to, after, limit },
    ];
    for query in &queries {
        answers.push(shown(transaction.documents(query)?));
    }
    Ok(())
}

fn ask_ledgers(transaction: &mut dyn Transaction, random: &Random, answers: &mut Vec<Vec<String>>) -> Result<()> {
    let posts: Vec<PostNo> = (0..random.below(9)).map(|_| PostNo(random.below(60))).collect();
    let filter = LedgerFilter {
        posts: (random.below(2) == 0).then_some(&posts),
        days: (random.below(2) == 0).then(|| (day(small(random, 6)), day(small(random, 6)))),
        variant: (random.below(2) == 0).then(|| any_variant(random)),
    };
    answers.push(shown(movements(transaction, &filter)?));
    answers.push(shown(revaluations(transaction, &filter)?));
    answers.push(shown(sale_lines(transaction, &filter)?));
    answers.push(shown(entries(transaction, &filter)?));
    let (variant, since, until) = (any_variant(random), at(small(random, 9).into()), at(small(random, 12).into()));
    let mut timeline = Vec::new();
    transaction.timeline(variant, since..=until, &mut |row| {
        timeline.push(Movement { takes: Vec::new(), ..row.clone() });
        Ok(())
    })?;
    answers.push(shown(timeline));
    answers.push(shown(transaction.came_back(variant, key(random.below(20), 0)..=key(random.below(40), 0), since)?));
    let corrected = [(); 3].map(|()| key(random.below(40), 0));
    let corrected = corrected.map(|key| (any_variant(random), key));
    answers.push(shown(transaction.revaluations_of(&corrected)?));
    let mut on_hand = Vec::new();
    transaction.on_hand_at(since, PostNo(random.below(60)), &mut |row| {
        on_hand.push(*row);
        Ok(())
    })?;
    answers.push(shown(on_hand));
    Ok(())
}

fn ask_state(transaction: &mut dyn Transaction, random: &Random, answers: &mut Vec<Vec<String>>) -> Result<()> {
    let variants = [(); 3].map(|()| any_variant(random));
    let batches = variants.map(|variant| (variant, pick(random, &BATCHES)));
    let of_layers = VariantNo(1 + small(random, 3).unsigned_abs());
    let (at, key) = (at(random.below(6).cast_signed()), key(random.below(9), 0));
    let keys = [(); 2].map(|()| any_balance_key(random));
    answers.push(sorted(transaction.levels(&LevelQuery::Variants(&variants))?));
    answers.push(sorted(transaction.levels(&LevelQuery::ExpiringUntil(Date::from_days(small(random, 9))))?));
    answers.push(sorted(transaction.batches(&batches)?));
    answers.push(sorted(transaction.pools(&PoolQuery::Variants(&variants))?));
    answers.push(shown(transaction.layers(&[of_layers])?));
    answers.push(shown(transaction.checkpoints(&CheckpointQuery::Before { variant: variants[0], at, key })?));
    let between = u32::from(random.below(2) == 0);
    let ahead = CheckpointQuery::Ahead { variant: variants[0], at, key, between };
    answers.push(shown(transaction.checkpoints(&ahead)?));
    answers.push(sorted(transaction.balances(Some(&keys))?));
    answers.push(shown(transaction.low_stock(any_limit(random))?));
    Ok(())
}

fn any_variant(random: &Random) -> VariantNo {
    VariantNo(1 + small(random, NUMBERS).unsigned_abs())
}

fn any_balance_key(random: &Random) -> BalanceKey {
    let account = pick(random, &[Account::Sales, Account::Stock, Account::Payable]);
    BalanceKey { account, owner: (random.below(2) == 0).then(|| id(random.below(3))), unit: Unit::Money }
}

fn any_limit(random: &Random) -> usize {
    pick(random, &[0, 1, 2, 5, usize::MAX])
}

fn pick<T: Copy>(random: &Random, choices: &[T]) -> T {
    choices[usize::try_from(random.below(choices.len() as u64)).unwrap()]
}

/// A number below `end`.
fn small(random: &Random, end: u64) -> i32 {
    i32::try_from(random.below(end)).unwrap()
}

fn shown<R: Debug>(rows: impl IntoIterator<Item = R>) -> Vec<String> {
    rows.into_iter().map(|row| format!("{row:?}")).collect()
}

fn sorted<R: Debug>(rows: impl IntoIterator<Item = R>) -> Vec<String> {
    let mut rows = shown(rows);
    rows.sort();
    rows
}
