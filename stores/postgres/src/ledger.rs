//! The ledgers of goods, sales and money: appended, all rows of a call in one statement.

use tillbook::Error;
use tillbook::Result;
use tillbook::ledger::{Entry, LineKey, MemberNo, Movement, Revaluation, SaleLine, Take, VariantNo};
use tillbook::storage::Posting;
use tillbook::value::BusinessDay;

use crate::row::post_column;
use crate::session::Session;
use crate::sql::statements;

statements! {
    INSERT_MOVEMENTS = "INSERT INTO tillbook.movement (shop_id, key, document_line, kind, variant, location, batch, \
        effective_at, business_day, quantity, value, of, corrects, takes, kit) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    INSERT_REVALUATIONS = "INSERT INTO tillbook.revaluation (shop_id, key, corrects, document_line, kind, variant, by, \
        effective_at, business_day, value, kit) SELECT $1, * FROM UNNEST($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    INSERT_SALE_LINES = "INSERT INTO tillbook.sale_line (shop_id, key, kind, of, variant, member, business_day, \
        quantity, gross, discount, coupon, total, tax, tax_code, cost) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    INSERT_ENTRIES = "INSERT INTO tillbook.entry (shop_id, key, account, owner, unit, amount, business_day) \
        SELECT $1, * FROM UNNEST($2, $3, $4, $5, $6, $7)";
    INSERT_BOOKINGS = "INSERT INTO tillbook.booking (shop_id, business_day, post_no) SELECT $1, * FROM UNNEST($2, $3)";
}

/// Appends the rows of these documents.
pub(crate) fn insert(session: &mut Session<'_>, postings: &[Posting]) -> Result<()> {
    insert_movements(session, &rows_of(postings, |posting| &posting.movements))?;
    insert_revaluations(session, &rows_of(postings, |posting| &posting.revaluations))?;
    insert_sale_lines(session, &rows_of(postings, |posting| &posting.sale_lines))?;
    insert_entries(session, &rows_of(postings, |posting| &posting.entries))?;
    insert_bookings(session, postings)
}

fn rows_of<T>(postings: &[Posting], rows: impl Fn(&Posting) -> &Vec<T>) -> Vec<&T> {
    postings.iter().flat_map(rows).collect()
}

fn insert_movements(session: &mut Session<'_>, rows: &[&Movement]) -> Result<()> {
    let rows: Vec<(&Movement, Option<String>)> =
        rows.iter().map(|row| Ok((*row, takes_text(&row.takes)?))).collect::<Result<_>>()?;
    session.put(&INSERT_MOVEMENTS, &rows, |rows| {
        rows.integers(|(row, _)| row.key.column())
            .integers(|(row, _)| row.document_line.into())
            .texts(|(row, _)| row.kind.code())
            .integers(|(row, _)| row.variant.column())
            .integers(|(row, _)| row.location.column())
            .texts(|(row, _)| row.batch.as_str())
            .integers(|(row, _)| row.effective_at.micros())
            .integers(|(row, _)| row.business_day.date().days().into())
            .integers(|(row, _)| row.quantity.micros())
            .integers(|(row, _)| row.value.minor())
            .optional_integers(|(row, _)| row.of.map(LineKey::column))
            .optional_integers(|(row, _)| row.corrects.map(LineKey::column))
            .optional_texts(|(_, takes)| takes.as_deref())
            .optional_integers(|(row, _)| row.kit.map(VariantNo::column))
    })
}

fn insert_revaluations(session: &mut Session<'_>, rows: &[&Revaluation]) -> Result<()> {
    session.put(&INSERT_REVALUATIONS, rows, |rows| {
        rows.integers(|row| row.key.column())
            .integers(|row| row.corrects.column())
            .integers(|row| row.document_line.into())
            .texts(|row| row.kind.code())
            .integers(|row| row.variant.column())
            .optional_integers(|row| row.by.map(LineKey::column))
            .integers(|row| row.effective_at.micros())
            .integers(|row| row.business_day.date().days().into())
            .integers(|row| row.value.minor())
            .optional_integers(|row| row.kit.map(VariantNo::column))
    })
}

fn insert_sale_lines(session: &mut Session<'_>, rows: &[&SaleLine]) -> Result<()> {
    session.put(&INSERT_SALE_LINES, rows, |rows| {
        rows.integers(|row| row.key.column())
            .texts(|row| row.kind.code())
            .optional_integers(|row| row.of.map(LineKey::column))
            .integers(|row| row.variant.column())
            .optional_integers(|row| row.member.map(MemberNo::column))
            .integers(|row| row.business_day.date().days().into())
            .integers(|row| row.quantity.micros())
            .integers(|row| row.gross.minor())
            .integers(|row| row.discount.minor())
            .integers(|row| row.coupon.minor())
            .integers(|row| row.total.minor())
            .integers(|row| row.tax.minor())
            .integers(|row| row.tax_code.column())
            .integers(|row| row.cost.minor())
    })
}

fn insert_entries(session: &mut Session<'_>, rows: &[&Entry]) -> Result<()> {
    session.put(&INSERT_ENTRIES, rows, |rows| {
        rows.integers(|row| row.key.column())
            .texts(|row| row.account.code())
            .optional_uuids(|row| row.owner)
            .texts(|row| row.unit.code())
            .integers(|row| row.amount.minor())
            .integers(|row| row.business_day.date().days().into())
    })
}

/// Notes the days that documents booked rows on besides their own, where the questions about days find them.
fn insert_bookings(session: &mut Session<'_>, postings: &[Posting]) -> Result<()> {
    let mut bookings = Vec::new();
    for posting in postings {
        let post = post_column(posting.document.post_no);
        bookings.extend(other_days(posting).into_iter().map(|day| (i64::from(day.date().days()), post)));
    }
    session.put(&INSERT_BOOKINGS, &bookings, |rows| rows.integers(|(day, _)| *day).integers(|(_, post)| *post))
}

fn other_days(posting: &Posting) -> Vec<BusinessDay> {
    let own = posting.document.header.business_day;
    let moved = posting.movements.iter().map(|row| row.business_day);
    let revalued = posting.revaluations.iter().map(|row| row.business_day);
    let sold = posting.sale_lines.iter().map(|row| row.business_day);
    let booked = posting.entries.iter().map(|row| row.business_day);
    let mut days: Vec<BusinessDay> =
        moved.chain(revalued).chain(sold).chain(booked).filter(|day| *day != own).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn takes_text(takes: &[Take]) -> Result<Option<String>> {
    if takes.is_empty() {
        return Ok(None);
    }
    let text = serde_json::to_string(takes);
    text.map(Some).map_err(|error| Error::Corrupt { what: format!("layers of a movement: {error}") })
}
