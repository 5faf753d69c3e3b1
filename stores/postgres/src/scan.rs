//! The ledgers read: a filter becomes ranges of keys, and one statement goes through all of them.

use std::ops::RangeInclusive;

use tillbook::ledger::{
    Account, Entry, LineKey, LocationNo, MemberNo, Movement, MovementKind, PostNo, Revaluation, SaleLine, SaleLineKind,
    Take, TaxNo, Unit, VariantNo,
};
use tillbook::storage::{LedgerFilter, OnHand, SaleFigures};
use tillbook::value::{BusinessDay, Money, Quantity, Timestamp};
use tillbook::{Error, Result};
use tokio_postgres::Row;

use crate::row::{code, date, integer, optional_integer, optional_text, optional_uuid, post_no, text};
use crate::scope::Values;
use crate::session::Session;
use crate::sql::{Sql, statements};

macro_rules! one_range {
    ($columns:literal, $table:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM tillbook.",
            $table,
            " WHERE shop_id = $1 AND key BETWEEN $2 AND $3 ",
            "AND business_day BETWEEN $4 AND $5 ORDER BY key"
        )
    };
}

/// Few documents have few rows: the server sorts them.
macro_rules! many_ranges {
    ($columns:literal, $table:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM UNNEST($2, $3) AS range (first, last) JOIN tillbook.",
            $table,
            " ON shop_id = $1 AND key BETWEEN first AND last WHERE business_day BETWEEN $4 AND $5 ORDER BY key"
        )
    };
}

macro_rules! movements_where {
    ($rest:literal) => {
        concat!(
            "SELECT key, document_line, kind, variant, location, batch, effective_at, business_day, quantity, value, ",
            "of, corrects, takes, kit FROM tillbook.movement WHERE shop_id = $1 AND variant = $2 AND ",
            $rest,
            " ORDER BY effective_at, key"
        )
    };
}

statements! {
    MOVEMENTS = one_range!("key, document_line, kind, variant, location, batch, effective_at, business_day, quantity, \
        value, of, corrects, takes, kit", "movement");
    MOVEMENTS_OF_MANY = many_ranges!("key, document_line, kind, variant, location, batch, effective_at, business_day, \
        quantity, value, of, corrects, takes, kit", "movement");
    MOVEMENTS_OF_VARIANT = movements_where!("business_day BETWEEN $3 AND $4");
    TIMELINE = movements_where!("effective_at BETWEEN $3 AND $4");
    CAME_BACK = "SELECT DISTINCT of FROM tillbook.movement WHERE shop_id = $1 AND variant = $2 AND effective_at > $3 \
        AND of BETWEEN $4 AND $5 ORDER BY of";
    REVALUATIONS = one_range!("key, corrects, document_line, kind, variant, by, effective_at, business_day, value, \
        kit", "revaluation");
    REVALUATIONS_OF_MANY = many_ranges!("key, corrects, document_line, kind, variant, by, effective_at, business_day, \
        value, kit", "revaluation");
    REVALUATIONS_OF = "SELECT key, corrects, document_line, kind, variant, by, effective_at, business_day, value, kit \
        FROM tillbook.revaluation WHERE shop_id = $1 AND (variant, corrects) IN (SELECT * FROM UNNEST($2, $3)) \
        ORDER BY key";
    SALE_LINES = one_range!("key, kind, of, variant, member, business_day, quantity, gross, discount, coupon, total, \
        tax, tax_code, cost", "sale_line");
    SALE_LINES_OF_MANY = many_ranges!("key, kind, of, variant, member, business_day, quantity, gross, discount, \
        coupon, total, tax, tax_code, cost", "sale_line");
    FIGURES = one_range!("variant, business_day, quantity, total, tax, cost", "sale_line");
    FIGURES_OF_MANY = many_ranges!("variant, business_day, quantity, total, tax, cost", "sale_line");
    // Sums of whole numbers are exact, however large.
    ON_HAND = "SELECT variant, CAST(sum(quantity) AS TEXT), CAST(sum(value) AS TEXT) FROM (\
        SELECT variant, quantity, value FROM tillbook.movement \
        WHERE shop_id = $1 AND effective_at <= $2 AND key <= $3 UNION ALL \
        SELECT variant, 0, value FROM tillbook.revaluation \
        WHERE shop_id = $1 AND effective_at <= $2 AND key <= $3) AS counted GROUP BY variant ORDER BY variant";
    ENTRIES = one_range!("key, account, owner, unit, amount, business_day", "entry");
    ENTRIES_OF_MANY = many_ranges!("key, account, owner, unit, amount, business_day", "entry");
    POSTS_OF_DAYS = "SELECT min(post_no), max(post_no) FROM tillbook.document WHERE shop_id = $1 \
        AND business_day BETWEEN $2 AND $3";
    BOOKED_ELSEWHERE = "SELECT DISTINCT post_no FROM tillbook.booking WHERE shop_id = $1 \
        AND business_day BETWEEN $2 AND $3 ORDER BY post_no";
}

pub(crate) fn movements(
    session: &mut Session<'_>,
    filter: &LedgerFilter<'_>,
    sink: &mut dyn FnMut(&Movement) -> Result<()>,
) -> Result<()> {
    match (filter.variant, filter.posts) {
        (None, _) => scan(session, &MOVEMENTS, &MOVEMENTS_OF_MANY, filter, &mut |row| sink(&movement(row)?)),
        (Some(variant), None) => {
            let values = with_days(session.values().integer(variant.column()), filter);
            session.each(&MOVEMENTS_OF_VARIANT, values, &mut |row| sink(&movement(row)?))
        }
        // A few documents have few rows: sorted here.
        (Some(variant), Some(_)) => {
            let mut found = Vec::new();
            scan(session, &MOVEMENTS, &MOVEMENTS_OF_MANY, filter, &mut |row| {
                if integer(row, 3)? == variant.column() {
                    found.push(movement(row)?);
                }
                Ok(())
            })?;
            found.sort_by_key(|movement| (movement.effective_at, movement.key));
            found.iter().try_for_each(sink)
        }
    }
}

pub(crate) fn timeline(
    session: &mut Session<'_>,
    variant: VariantNo,
    span: &RangeInclusive<Timestamp>,
    sink: &mut dyn FnMut(&Movement) -> Result<()>,
) -> Result<()> {
    let values = session.values().integer(variant.column());
    let values = values.integer(span.start().micros()).integer(span.end().micros());
    session.each(&TIMELINE, values, &mut |row| sink(&movement(row)?))
}

pub(crate) fn came_back(
    session: &mut Session<'_>,
    variant: VariantNo,
    of: &RangeInclusive<LineKey>,
    after: Timestamp,
) -> Result<Vec<LineKey>> {
    let values = session.values().integer(variant.column()).integer(after.micros());
    let values = values.integer(of.start().column()).integer(of.end().column());
    session.ask(&CAME_BACK, values)?.iter().map(|row| Ok(LineKey::from_column(integer(row, 0)?))).collect()
}

pub(crate) fn revaluations(
    session: &mut Session<'_>,
    filter: &LedgerFilter<'_>,
    sink: &mut dyn FnMut(&Revaluation) -> Result<()>,
) -> Result<()> {
    let mut sink = of_variant(filter, 4, |row| sink(&revaluation(row)?));
    scan(session, &REVALUATIONS, &REVALUATIONS_OF_MANY, filter, &mut sink)
}

pub(crate) fn revaluations_of(
    session: &mut Session<'_>,
    movements: &[(VariantNo, LineKey)],
) -> Result<Vec<Revaluation>> {
    let variants = movements.iter().map(|(variant, _)| variant.column());
    let keys = movements.iter().map(|(_, key)| key.column());
    let values = session.values().integers(variants).integers(keys);
    session.ask(&REVALUATIONS_OF, values)?.iter().map(revaluation).collect()
}

pub(crate) fn on_hand_at(
    session: &mut Session<'_>,
    at: Timestamp,
    known: PostNo,
    sink: &mut dyn FnMut(&OnHand) -> Result<()>,
) -> Result<()> {
    let values = session.values().integer(at.micros()).integer(last_key(known));
    session.each(&ON_HAND, values, &mut |row| {
        sink(&OnHand {
            variant: VariantNo::from_column(integer(row, 0)?)?,
            quantity: Quantity::try_from(sum(row, 1)?)?,
            value: Money::try_from(sum(row, 2)?)?,
        })
    })
}

pub(crate) fn sale_lines(
    session: &mut Session<'_>,
    filter: &LedgerFilter<'_>,
    sink: &mut dyn FnMut(&SaleLine) -> Result<()>,
) -> Result<()> {
    let mut sink = of_variant(filter, 3, |row| sink(&sale_line(row)?));
    scan(session, &SALE_LINES, &SALE_LINES_OF_MANY, filter, &mut sink)
}

pub(crate) fn sale_figures(
    session: &mut Session<'_>,
    filter: &LedgerFilter<'_>,
    sink: &mut dyn FnMut(&SaleFigures) -> Result<()>,
) -> Result<()> {
    let mut sink = of_variant(filter, 0, |row| sink(&figures(row)?));
    scan(session, &FIGURES, &FIGURES_OF_MANY, filter, &mut sink)
}

pub(crate) fn entries(
    session: &mut Session<'_>,
    filter: &LedgerFilter<'_>,
    sink: &mut dyn FnMut(&Entry) -> Result<()>,
) -> Result<()> {
    if filter.variant.is_some() {
        return Ok(());
    }
    scan(session, &ENTRIES, &ENTRIES_OF_MANY, filter, &mut |row| sink(&entry(row)?))
}

/// Leaves out the rows of other variants than the one that the filter asks for.
fn of_variant(
    filter: &LedgerFilter<'_>,
    column: usize,
    mut sink: impl FnMut(&Row) -> Result<()>,
) -> impl FnMut(&Row) -> Result<()> {
    let variant = filter.variant.map(VariantNo::column);
    move |row| match variant {
        Some(variant) if integer(row, column)? != variant => Ok(()),
        _ => sink(row),
    }
}

/// Goes through the ranges of keys that can hold what the filter asks for.
fn scan(
    session: &mut Session<'_>,
    one: &'static Sql,
    many: &'static Sql,
    filter: &LedgerFilter<'_>,
    sink: &mut dyn FnMut(&Row) -> Result<()>,
) -> Result<()> {
    let ranges = match (filter.posts, filter.days) {
        (Some(posts), _) => joined(posts.iter().map(|post| (*post, *post)).collect()),
        (None, Some((from, to))) => ranges_of_days(session, from, to)?,
        (None, None) => vec![(PostNo::NONE, PostNo::MAX)],
    };
    let (first, last) = (|range: &(PostNo, PostNo)| first_key(range.0), |range: &(PostNo, PostNo)| last_key(range.1));
    let values = session.values();
    match ranges.as_slice() {
        [] => Ok(()),
        [range] => session.each(one, with_days(values.integer(first(range)).integer(last(range)), filter), sink),
        ranges => {
            let values = values.integers(ranges.iter().map(first)).integers(ranges.iter().map(last));
            session.each(many, with_days(values, filter), sink)
        }
    }
}

/// The documents of these days, and those of other days that booked rows on them.
fn ranges_of_days(session: &mut Session<'_>, from: BusinessDay, to: BusinessDay) -> Result<Vec<(PostNo, PostNo)>> {
    let days =
        |session: &Session<'_>| session.values().integer(from.date().days().into()).integer(to.date().days().into());
    let (span, booked) = ((&POSTS_OF_DAYS, days(session)), (&BOOKED_ELSEWHERE, days(session)));
    let (span, booked) = session.ask_both(span, booked)?;
    let mut ranges = Vec::with_capacity(booked.len() + 1);
    for row in &span {
        if let (Some(first), Some(last)) = (optional_integer(row, 0)?, optional_integer(row, 1)?) {
            ranges.push((post_no(first)?, post_no(last)?));
        }
    }
    for row in &booked {
        let post = post_no(integer(row, 0)?)?;
        ranges.push((post, post));
    }
    Ok(joined(ranges))
}

/// Ranges that overlap or follow each other made one: most often a single one is left.
fn joined(mut ranges: Vec<(PostNo, PostNo)>) -> Vec<(PostNo, PostNo)> {
    ranges.sort_unstable();
    let mut joined: Vec<(PostNo, PostNo)> = Vec::new();
    for (first, last) in ranges {
        match joined.last_mut() {
            Some(before) if first.0 <= before.1.0.saturating_add(1) => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}

fn with_days(values: Values, filter: &LedgerFilter<'_>) -> Values {
    let (from, to) =
        filter.days.map_or((i64::MIN, i64::MAX), |(from, to)| (from.date().days().into(), to.date().days().into()));
    values.integer(from).integer(to)
}

fn first_key(post: PostNo) -> i64 {
    LineKey::first_of(post.min(PostNo::MAX)).column()
}

fn last_key(post: PostNo) -> i64 {
    first_key(post) | 0xff_ffff
}

fn movement(row: &Row) -> Result<Movement> {
    Ok(Movement {
        key: LineKey::from_column(integer(row, 0)?),
        document_line: document_line(integer(row, 1)?)?,
        kind: MovementKind::from_code(code(row, 2)?)?,
        variant: VariantNo::from_column(integer(row, 3)?)?,
        location: LocationNo::from_column(integer(row, 4)?)?,
        batch: text(row, 5)?,
        effective_at: Timestamp::from_micros(integer(row, 6)?),
        business_day: BusinessDay(date(integer(row, 7)?)?),
        quantity: Quantity::from_micros(integer(row, 8)?),
        value: Money::from_minor(integer(row, 9)?),
        of: optional_integer(row, 10)?.map(LineKey::from_column),
        corrects: optional_integer(row, 11)?.map(LineKey::from_column),
        takes: optional_text(row, 12)?.map_or_else(|| Ok(Vec::new()), |text| takes(&text))?,
        kit: optional_integer(row, 13)?.map(VariantNo::from_column).transpose()?,
    })
}

fn revaluation(row: &Row) -> Result<Revaluation> {
    Ok(Revaluation {
        key: LineKey::from_column(integer(row, 0)?),
        corrects: LineKey::from_column(integer(row, 1)?),
        document_line: document_line(integer(row, 2)?)?,
        kind: MovementKind::from_code(code(row, 3)?)?,
        variant: VariantNo::from_column(integer(row, 4)?)?,
        by: optional_integer(row, 5)?.map(LineKey::from_column),
        effective_at: Timestamp::from_micros(integer(row, 6)?),
        business_day: BusinessDay(date(integer(row, 7)?)?),
        value: Money::from_minor(integer(row, 8)?),
        kit: optional_integer(row, 9)?.map(VariantNo::from_column).transpose()?,
    })
}

fn document_line(value: i64) -> Result<u16> {
    u16::try_from(value).map_err(|_| Error::Corrupt { what: "line of a document".into() })
}

fn sale_line(row: &Row) -> Result<SaleLine> {
    Ok(SaleLine {
        key: LineKey::from_column(integer(row, 0)?),
        kind: SaleLineKind::from_code(code(row, 1)?)?,
        of: optional_integer(row, 2)?.map(LineKey::from_column),
        variant: VariantNo::from_column(integer(row, 3)?)?,
        member: optional_integer(row, 4)?.map(MemberNo::from_column).transpose()?,
        business_day: BusinessDay(date(integer(row, 5)?)?),
        quantity: Quantity::from_micros(integer(row, 6)?),
        gross: Money::from_minor(integer(row, 7)?),
        discount: Money::from_minor(integer(row, 8)?),
        coupon: Money::from_minor(integer(row, 9)?),
        total: Money::from_minor(integer(row, 10)?),
        tax: Money::from_minor(integer(row, 11)?),
        tax_code: TaxNo::from_column(integer(row, 12)?)?,
        cost: Money::from_minor(integer(row, 13)?),
    })
}

fn figures(row: &Row) -> Result<SaleFigures> {
    Ok(SaleFigures {
        variant: VariantNo::from_column(integer(row, 0)?)?,
        business_day: BusinessDay(date(integer(row, 1)?)?),
        quantity: Quantity::from_micros(integer(row, 2)?),
        total: Money::from_minor(integer(row, 3)?),
        tax: Money::from_minor(integer(row, 4)?),
        cost: Money::from_minor(integer(row, 5)?),
    })
}

fn entry(row: &Row) -> Result<Entry> {
    Ok(Entry {
        key: LineKey::from_column(integer(row, 0)?),
        account: Account::from_code(code(row, 1)?)?,
        owner: optional_uuid(row, 2)?,
        unit: Unit::from_code(code(row, 3)?)?,
        amount: Money::from_minor(integer(row, 4)?),
        business_day: BusinessDay(date(integer(row, 5)?)?),
    })
}

fn sum(row: &Row, column: usize) -> Result<i128> {
    code(row, column)?.parse().map_err(|_| Error::Corrupt { what: "a sum that is no whole number".into() })
}

fn takes(text: &str) -> Result<Vec<Take>> {
    serde_json::from_str(text).map_err(|error| Error::Corrupt { what: format!("layers of a movement: {error}") })
}
