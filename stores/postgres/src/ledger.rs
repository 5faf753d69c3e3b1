//! The ledgers of goods, sales and money: appended, all rows of a call in one statement.

use tillbook::Error;
use tillbook::Result;
use tillbook::ledger::{Entry, LineKey, MemberNo, Movement, Revaluation, SaleLine, Take, VariantNo};
use tillbook::storage::Posting;
use tillbook::value::BusinessDay;

use crate::row::post_column;
use crate::session::{MOST_ROWS, Session};
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
    for rows in rows.chunks(MOST_ROWS) {
        let takes: Vec<Option<String>> = rows.iter().map(|row| takes_text(&row.takes)).collect::<Result<_>>()?;
        let values = session
            .values()
            .integers(rows.iter().map(|row| row.key.column()))
            .integers(rows.iter().map(|row| row.document_line.into()))
            .texts(rows.iter().map(|row| row.kind.code()))
            .integers(rows.iter().map(|row| row.variant.column()))
            .integers(rows.iter().map(|row| row.location.column()))
            .texts(rows.iter().map(|row| row.batch.as_str()))
            .integers(rows.iter().map(|row| row.effective_at.micros()))
            .integers(rows.iter().map(|row| row.business_day.date().days().into()))
            .integers(rows.iter().map(|row| row.quantity.micros()))
            .integers(rows.iter().map(|row| row.value.minor()))
            .optional_integers(rows.iter().map(|row| row.of.map(LineKey::column)))
            .optional_integers(rows.iter().map(|row| row.corrects.map(LineKey::column)))
            .optional_texts(takes.iter().map(Option::as_deref))
            .optional_integers(rows.iter().map(|row| row.kit.map(VariantNo::column)));
        session.later(&INSERT_MOVEMENTS, values)?;
    }
    Ok(())
}

fn insert_revaluations(session: &mut Session<'_>, rows: &[&Revaluation]) -> Result<()> {
    for rows in rows.chunks(MOST_ROWS) {
        let values = session
            .values()
            .integers(rows.iter().map(|row| row.key.column()))
            .integers(rows.iter().map(|row| row.corrects.column()))
            .integers(rows.iter().map(|row| row.document_line.into()))
            .texts(rows.iter().map(|row| row.kind.code()))
            .integers(rows.iter().map(|row| row.variant.column()))
            .optional_integers(rows.iter().map(|row| row.by.map(LineKey::column)))
            .integers(rows.iter().map(|row| row.effective_at.micros()))
            .integers(rows.iter().map(|row| row.business_day.date().days().into()))
            .integers(rows.iter().map(|row| row.value.minor()))
            .optional_integers(rows.iter().map(|row| row.kit.map(VariantNo::column)));
        session.later(&INSERT_REVALUATIONS, values)?;
    }
    Ok(())
}

fn insert_sale_lines(session: &mut Session<'_>, rows: &[&SaleLine]) -> Result<()> {
    for rows in rows.chunks(MOST_ROWS) {
        let values = session
            .values()
            .integers(rows.iter().map(|row| row.key.column()))
            .texts(rows.iter().map(|row| row.kind.code()))
            .optional_integers(rows.iter().map(|row| row.of.map(LineKey::column)))
            .integers(rows.iter().map(|row| row.variant.column()))
            .optional_integers(rows.iter().map(|row| row.member.map(MemberNo::column)))
            .integers(rows.iter().map(|row| row.business_day.date().days().into()))
            .integers(rows.iter().map(|row| row.quantity.micros()))
            .integers(rows.iter().map(|row| row.gross.minor()))
            .integers(rows.iter().map(|row| row.discount.minor()))
            .integers(rows.iter().map(|row| row.coupon.minor()))
            .integers(rows.iter().map(|row| row.total.minor()))
            .integers(rows.iter().map(|row| row.tax.minor()))
            .integers(rows.iter().map(|row| row.tax_code.column()))
            .integers(rows.iter().map(|row| row.cost.minor()));
        session.later(&INSERT_SALE_LINES, values)?;
    }
    Ok(())
}

fn insert_entries(session: &mut Session<'_>, rows: &[&Entry]) -> Result<()> {
    for rows in rows.chunks(MOST_ROWS) {
        let values = session
            .values()
            .integers(rows.iter().map(|row| row.key.column()))
            .texts(rows.iter().map(|row| row.account.code()))
            .optional_uuids(rows.iter().map(|row| row.owner))
            .texts(rows.iter().map(|row| row.unit.code()))
            .integers(rows.iter().map(|row| row.amount.minor()))
            .integers(rows.iter().map(|row| row.business_day.date().days().into()));
        session.later(&INSERT_ENTRIES, values)?;
    }
    Ok(())
}

/// Notes the days that documents booked rows on besides their own, where the questions about days find them.
fn insert_bookings(session: &mut Session<'_>, postings: &[Posting]) -> Result<()> {
    let mut bookings = Vec::new();
    for posting in postings {
        let post = post_column(posting.document.post_no);
        bookings.extend(other_days(posting).into_iter().map(|day| (i64::from(day.date().days()), post)));
    }
    for bookings in bookings.chunks(MOST_ROWS) {
        let values = session
            .values()
            .integers(bookings.iter().map(|(day, _)| *day))
            .integers(bookings.iter().map(|(_, post)| *post));
        session.later(&INSERT_BOOKINGS, values)?;
    }
    Ok(())
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
