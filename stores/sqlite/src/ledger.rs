//! The ledgers of goods, sales and money: appended and scanned, never changed.

use std::ops::RangeInclusive;

use rusqlite::{Row, params};
use tillbook::ledger::{
    Account, Entry, LineKey, LocationNo, MemberNo, Movement, MovementKind, PostNo, SaleLine, SaleLineKind, Take, TaxNo,
    Unit, VariantNo,
};
use tillbook::storage::{LedgerFilter, Posting, SaleFigures};
use tillbook::value::{BusinessDay, Money, Quantity, Timestamp};
use tillbook::{Error, Result};

use crate::documents::{date, post_column, post_no, posts_of_days, uuid};
use crate::link::{Link, integer, optional_bytes, optional_integer, optional_text, text};

pub(crate) fn insert_movements(link: &Link, movements: &[Movement]) -> Result<()> {
    if movements.is_empty() {
        return Ok(());
    }
    let mut statement = link.prepare(
        "INSERT INTO movement (key, document_line, kind, variant, location, batch, effective_at, business_day, \
         quantity, value, of, corrects, takes, kit) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    for movement in movements {
        let takes = if movement.takes.is_empty() { None } else { Some(takes_text(&movement.takes)?) };
        statement.execute(params![
            movement.key.column(),
            movement.document_line,
            movement.kind.code(),
            movement.variant.column(),
            movement.location.column(),
            movement.batch,
            movement.effective_at.micros(),
            movement.business_day.date().days(),
            movement.quantity.micros(),
            movement.value.minor(),
            movement.of.map(LineKey::column),
            movement.corrects.map(LineKey::column),
            takes,
            movement.kit.map(VariantNo::column)
        ])?;
    }
    Ok(())
}

/// Notes the days that a document booked rows on besides its own, where the questions about days find it.
pub(crate) fn insert_bookings(link: &Link, posting: &Posting) -> Result<()> {
    let own = posting.document.header.business_day;
    let moved = posting.movements.iter().map(|row| row.business_day);
    let revalued = posting.revaluations.iter().map(|row| row.business_day);
    let sold = posting.sale_lines.iter().map(|row| row.business_day);
    let booked = posting.entries.iter().map(|row| row.business_day);
    let mut days: Vec<BusinessDay> =
        moved.chain(revalued).chain(sold).chain(booked).filter(|day| *day != own).collect();
    days.sort_unstable();
    days.dedup();
    for day in days {
        let sql = "INSERT INTO booking (business_day, post_no) VALUES (?1, ?2)";
        link.execute(sql, params![day.date().days(), post_column(posting.document.post_no)])?;
    }
    Ok(())
}

pub(crate) fn insert_sale_lines(link: &Link, lines: &[SaleLine]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut statement = link.prepare(
        "INSERT INTO sale_line (key, kind, of, variant, member, business_day, quantity, gross, discount, coupon, total, \
         tax, tax_code, cost) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    for line in lines {
        statement.execute(params![
            line.key.column(),
            line.kind.code(),
            line.of.map(LineKey::column),
            line.variant.column(),
            line.member.map(MemberNo::column),
            line.business_day.date().days(),
            line.quantity.micros(),
            line.gross.minor(),
            line.discount.minor(),
            line.coupon.minor(),
            line.total.minor(),
            line.tax.minor(),
            line.tax_code.column(),
            line.cost.minor()
        ])?;
    }
    Ok(())
}

pub(crate) fn insert_entries(link: &Link, entries: &[Entry]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut statement = link.prepare(
        "INSERT INTO entry (key, account, owner, unit, amount, business_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for entry in entries {
        statement.execute(params![
            entry.key.column(),
            entry.account.code(),
            entry.owner.as_ref().map(|owner| &owner.as_bytes()[..]),
            entry.unit.code(),
            entry.amount.minor(),
            entry.business_day.date().days()
        ])?;
    }
    Ok(())
}

pub(crate) fn movements(
    link: &Link,
    filter: &LedgerFilter<'_>,
    sink: &mut dyn FnMut(&Movement) -> Result<()>,
) -> Result<()> {
    let Some(variant) = filter.variant else {
        let sql = "SELECT key, document_line, kind, variant, location, batch, effective_at, business_day, quantity, \
                   value, of, corrects, takes, kit FROM movement WHERE key BETWEEN ?1 AND ?2 AND business_day BETWEEN ?3 AND ?4 \
                   ORDER BY key";
        return scan(link, sql, filter, |row| sink(&movement(row)?));
    };
    let (from, to) = day_columns(filter);
    let sql = "SELECT key, document_line, kind, variant, location, batch, effective_at, business_day, quantity, value, \
               of, corrects, takes, kit FROM movement WHERE variant = ?1 AND business_day BETWEEN ?2 AND ?3 ORDER BY effective_at, key";
    if let Some(posts) = filter.posts {
        return movements_of_posts(link, posts, filter, variant, sink);
    }
    link.prepare(sql)?.each(params![variant.column(), from, to], |row| sink(&movement(row)?))
}

pub(crate) fn timeline(
    link: &Link,
    variant: VariantNo,
    span: &RangeInclusive<Timestamp>,
    sink: &mut dyn FnMut(&Movement) -> Result<()>,
) -> Result<()> {
    let sql = "SELECT key, document_line, kind, location, batch, effective_at, business_day, quantity, value, of, corrects, \
               kit FROM movement WHERE variant = ?1 AND effective_at BETWEEN ?2 AND ?3 ORDER BY effective_at, key";
    let (since, until) = (span.start().micros(), span.end().micros());
    link.prepare(sql)?.each(params![variant.column(), since, until], |row| sink(&placed(row, variant)?))
}

/// A movement of a timeline: without what it took.
fn placed(row: &Row<'_>, variant: VariantNo) -> Result<Movement> {
    Ok(Movement {
        key: LineKey::from_column(integer(row, 0)?),
        document_line: document_line(integer(row, 1)?)?,
        kind: MovementKind::from_code(text(row, 2)?)?,
        variant,
        location: LocationNo::from_column(integer(row, 3)?)?,
        batch: text(row, 4)?.into(),
        effective_at: Timestamp::from_micros(integer(row, 5)?),
        business_day: BusinessDay(date(integer(row, 6)?)?),
        quantity: Quantity::from_micros(integer(row, 7)?),
        value: Money::from_minor(integer(row, 8)?),
        of: optional_integer(row, 9)?.map(LineKey::from_column),
        corrects: optional_integer(row, 10)?.map(LineKey::from_column),
        takes: Vec::new(),
        kit: optional_integer(row, 11)?.map(VariantNo::from_column).transpose()?,
    })
}

pub(crate) fn came_back(
    link: &Link,
    variant: VariantNo,
    of: &RangeInclusive<LineKey>,
    after: Timestamp,
) -> Result<Vec<LineKey>> {
    let sql = "SELECT DISTINCT of FROM movement WHERE variant = ?1 AND of BETWEEN ?2 AND ?3 AND effective_at > ?4 ORDER BY of";
    let values = params![variant.column(), of.start().column(), of.end().column(), after.micros()];
    let mut found = Vec::new();
    link.prepare(sql)?.collect(values, &mut found, |row| Ok(LineKey::from_column(integer(row, 0)?)))?;
    Ok(found)
}

/// A few documents have few rows: sorted here.
fn movements_of_posts(
    link: &Link,
    posts: &[PostNo],
    filter: &LedgerFilter<'_>,
    variant: VariantNo,
    sink: &mut dyn FnMut(&Movement) -> Result<()>,
) -> Result<()> {
    let mut found = Vec::new();
    let wider = LedgerFilter { posts: Some(posts), days: filter.days, variant: None };
    movements(link, &wider, &mut |movement| {
        if movement.variant == variant {
            found.push(movement.clone());
        }
        Ok(())
    })?;
    found.sort_by_key(|movement| (movement.effective_at, movement.key));
    found.iter().try_for_each(sink)
}

pub(crate) fn sale_lines(
    link: &Link,
    filter: &LedgerFilter<'_>,
    sink: &mut dyn FnMut(&SaleLine) -> Result<()>,
) -> Result<()> {
    let sql = "SELECT key, kind, of, variant, member, business_day, quantity, gross, discount, coupon, total, tax, \
               tax_code, cost FROM sale_line WHERE key BETWEEN ?1 AND ?2 AND business_day BETWEEN ?3 AND ?4 \
               ORDER BY key";
    match filter.variant.map(VariantNo::column) {
        None => scan(link, sql, filter, |row| sink(&sale_line(row)?)),
        Some(variant) => {
            scan(link, sql, filter, |row| if integer(row, 3)? == variant { sink(&sale_line(row)?) } else { Ok(()) })
        }
    }
}

pub(crate) fn sale_figures(
    link: &Link,
    filter: &LedgerFilter<'_>,
    sink: &mut dyn FnMut(&SaleFigures) -> Result<()>,
) -> Result<()> {
    if filter.posts.is_none() && filter.days.is_none() && filter.variant.is_none() {
        let sql = "SELECT variant, business_day, quantity, total, tax, cost FROM sale_line ORDER BY key";
        return link.prepare(sql)?.each([], |row| sink(&figures(row)?));
    }
    let sql = "SELECT variant, business_day, quantity, total, tax, cost FROM sale_line \
               WHERE key BETWEEN ?1 AND ?2 AND business_day BETWEEN ?3 AND ?4 ORDER BY key";
    match filter.variant.map(VariantNo::column) {
        None => scan(link, sql, filter, |row| sink(&figures(row)?)),
        Some(variant) => {
            scan(link, sql, filter, |row| if integer(row, 0)? == variant { sink(&figures(row)?) } else { Ok(()) })
        }
    }
}

pub(crate) fn entries(
    link: &Link,
    filter: &LedgerFilter<'_>,
    sink: &mut dyn FnMut(&Entry) -> Result<()>,
) -> Result<()> {
    if filter.variant.is_some() {
        return Ok(());
    }
    let sql = "SELECT key, account, owner, unit, amount, business_day FROM entry \
               WHERE key BETWEEN ?1 AND ?2 AND business_day BETWEEN ?3 AND ?4 ORDER BY key";
    scan(link, sql, filter, |row| sink(&entry(row)?))
}

/// Runs a statement over the ranges of keys that can hold what the filter asks for: one for each document, or the one
/// in which the documents of the days lie, or all.
pub(crate) fn scan(
    link: &Link,
    sql: &'static str,
    filter: &LedgerFilter<'_>,
    mut sink: impl FnMut(&Row<'_>) -> Result<()>,
) -> Result<()> {
    let (from, to) = day_columns(filter);
    let mut statement = link.prepare(sql)?;
    if let Some(posts) = filter.posts {
        let mut posts = posts.to_vec();
        posts.sort_unstable();
        posts.dedup();
        for post in posts {
            statement.each(params![first_key(post), last_key(post), from, to], &mut sink)?;
        }
        return Ok(());
    }
    let Some((first_day, last_day)) = filter.days else {
        return statement.each(params![i64::MIN, i64::MAX, from, to], sink);
    };
    let mut ranges = booked_elsewhere(link, first_day, last_day)?;
    if let Some((first, last)) = posts_of_days(link, first_day, last_day)? {
        ranges.retain(|(post, _)| *post < first || *post > last);
        ranges.push((first, last));
        ranges.sort_unstable();
    }
    for (first, last) in ranges {
        statement.each(params![first_key(first), last_key(last), from, to], &mut sink)?;
    }
    Ok(())
}

/// Documents that booked rows on these days, which are not their own; each as a range, by posting number.
fn booked_elsewhere(link: &Link, from: BusinessDay, to: BusinessDay) -> Result<Vec<(PostNo, PostNo)>> {
    let mut found = Vec::new();
    let sql = "SELECT DISTINCT post_no FROM booking WHERE business_day BETWEEN ?1 AND ?2 ORDER BY post_no";
    link.prepare(sql)?.each(params![from.date().days(), to.date().days()], |row| {
        let post = post_no(integer(row, 0)?)?;
        found.push((post, post));
        Ok(())
    })?;
    Ok(found)
}

fn day_columns(filter: &LedgerFilter<'_>) -> (i64, i64) {
    filter.days.map_or((i64::MIN, i64::MAX), |(from, to)| (from.date().days().into(), to.date().days().into()))
}

fn first_key(post: PostNo) -> i64 {
    LineKey::first_of(post.min(PostNo::MAX)).column()
}

pub(crate) fn last_key(post: PostNo) -> i64 {
    first_key(post) | 0xff_ffff
}

fn movement(row: &Row<'_>) -> Result<Movement> {
    Ok(Movement {
        key: LineKey::from_column(integer(row, 0)?),
        document_line: document_line(integer(row, 1)?)?,
        kind: MovementKind::from_code(text(row, 2)?)?,
        variant: VariantNo::from_column(integer(row, 3)?)?,
        location: LocationNo::from_column(integer(row, 4)?)?,
        batch: text(row, 5)?.into(),
        effective_at: Timestamp::from_micros(integer(row, 6)?),
        business_day: BusinessDay(date(integer(row, 7)?)?),
        quantity: Quantity::from_micros(integer(row, 8)?),
        value: Money::from_minor(integer(row, 9)?),
        of: optional_integer(row, 10)?.map(LineKey::from_column),
        corrects: optional_integer(row, 11)?.map(LineKey::from_column),
        takes: optional_text(row, 12)?.map_or_else(|| Ok(Vec::new()), takes)?,
        kit: optional_integer(row, 13)?.map(VariantNo::from_column).transpose()?,
    })
}

pub(crate) fn document_line(value: i64) -> Result<u16> {
    u16::try_from(value).map_err(|_| Error::Corrupt { what: "line of a document".into() })
}

fn sale_line(row: &Row<'_>) -> Result<SaleLine> {
    Ok(SaleLine {
        key: LineKey::from_column(integer(row, 0)?),
        kind: SaleLineKind::from_code(text(row, 1)?)?,
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

fn figures(row: &Row<'_>) -> Result<SaleFigures> {
    Ok(SaleFigures {
        variant: VariantNo::from_column(integer(row, 0)?)?,
        business_day: BusinessDay(date(integer(row, 1)?)?),
        quantity: Quantity::from_micros(integer(row, 2)?),
        total: Money::from_minor(integer(row, 3)?),
        tax: Money::from_minor(integer(row, 4)?),
        cost: Money::from_minor(integer(row, 5)?),
    })
}

fn entry(row: &Row<'_>) -> Result<Entry> {
    Ok(Entry {
        key: LineKey::from_column(integer(row, 0)?),
        account: Account::from_code(text(row, 1)?)?,
        owner: optional_bytes(row, 2)?.map(uuid).transpose()?,
        unit: Unit::from_code(text(row, 3)?)?,
        amount: Money::from_minor(integer(row, 4)?),
        business_day: BusinessDay(date(integer(row, 5)?)?),
    })
}

fn takes_text(takes: &[Take]) -> Result<String> {
    serde_json::to_string(takes).map_err(|error| Error::Corrupt { what: format!("layers of a movement: {error}") })
}

fn takes(text: &str) -> Result<Vec<Take>> {
    serde_json::from_str(text).map_err(|error| Error::Corrupt { what: format!("layers of a movement: {error}") })
}
