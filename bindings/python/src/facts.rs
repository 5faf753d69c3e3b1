//! What errors hold, for the attributes of Python's exceptions. Written by `tools/generate.py` from the engine's source.

use super::refusal::Fact;
use tillbook::{DrawerRefusal, Error, MemberRefusal};

/// Names and values of what the error holds.
#[allow(clippy::too_many_lines, clippy::match_same_arms)] // a table
pub(crate) fn facts(error: &Error) -> Vec<(&'static str, Fact)> {
    match error {
        Error::Invalid { field, value, expected } => vec![
            ("field", Fact::Text(field.clone())),
            ("value", Fact::Text(value.clone())),
            ("expected", Fact::Text(expected.text(tillbook::Language::English))),
        ],
        Error::TooLarge { field, what } => {
            vec![("field", Fact::Text(field.clone())), ("what", Fact::Text((*what).to_string()))]
        }
        Error::NotFound { field, what, key } => vec![
            ("field", Fact::Text(field.clone())),
            ("what", Fact::Text(what.text(tillbook::Language::English).to_string())),
            ("key", Fact::Text(key.clone())),
        ],
        Error::Duplicate { what, key, holder } => vec![
            ("what", Fact::Text(what.text(tillbook::Language::English).to_string())),
            ("key", Fact::Text(key.clone())),
            ("holder", Fact::Text(holder.clone())),
        ],
        Error::CheckDigit { code, expected } => {
            vec![("entered", Fact::Text(code.clone())), ("expected", Fact::Text(expected.to_string()))]
        }
        Error::IdReused { id, kind } => vec![("id", Fact::Text(id.clone())), ("kind", Fact::Text((*kind).to_string()))],
        Error::OutOfStock { sku, place, asked, available } => vec![
            ("sku", Fact::Text(sku.clone())),
            ("place", Fact::Text(place.clone())),
            ("asked", Fact::Number(asked.to_decimal())),
            ("available", Fact::Number(available.to_decimal())),
        ],
        Error::Expired { sku, batch, expires_on } => vec![
            ("sku", Fact::Text(sku.clone())),
            ("batch", Fact::Text(batch.clone())),
            ("expires_on", Fact::Date(Some(*expires_on))),
        ],
        Error::BatchDates { batch, expires_on, other } => vec![
            ("batch", Fact::Text(batch.clone())),
            ("expires_on", Fact::Date(*expires_on)),
            ("other", Fact::Date(*other)),
        ],
        Error::Empty { what } => vec![("what", Fact::Text(what.text(tillbook::Language::English).to_string()))],
        Error::TendersDiffer { total, tendered } => {
            vec![("total", Fact::Money(*total)), ("tendered", Fact::Money(*tendered))]
        }
        Error::ChangeNotFromCash { total, without_cash } => {
            vec![("total", Fact::Money(*total)), ("without_cash", Fact::Money(*without_cash))]
        }
        Error::CardOverdrawn { member, left, asked } => {
            vec![("member", Fact::Text(member.clone())), ("left", Fact::Money(*left)), ("asked", Fact::Money(*asked))]
        }
        Error::OverCreditLimit { member, owed, limit, asked } => vec![
            ("member", Fact::Text(member.clone())),
            ("owed", Fact::Money(*owed)),
            ("limit", Fact::Money(*limit)),
            ("asked", Fact::Money(*asked)),
        ],
        Error::RefundMethod { method, left, asked } => vec![
            ("method", Fact::Text((*method).to_string())),
            ("left", Fact::Money(*left)),
            ("asked", Fact::Money(*asked)),
        ],
        Error::PointsOverdrawn { asked, available } => {
            vec![("asked", Fact::Count(i128::from(*asked))), ("available", Fact::Count(i128::from(*available)))]
        }
        Error::MemberNeeded { field } => vec![("field", Fact::Text((*field).to_string()))],
        Error::RefundExceeds { line, left, asked } => vec![
            ("line", Fact::Count(i128::try_from(*line).unwrap_or_default())),
            ("left", Fact::Number(left.to_decimal())),
            ("asked", Fact::Number(asked.to_decimal())),
        ],
        Error::WrongState { what, key, state } => vec![
            ("what", Fact::Text(what.text(tillbook::Language::English).to_string())),
            ("key", Fact::Text(key.clone())),
            ("state", Fact::Text((*state).to_string())),
        ],
        Error::SaidSince { what, key, later } => vec![
            ("what", Fact::Text(what.text(tillbook::Language::English).to_string())),
            ("key", Fact::Text(key.clone())),
            ("later", Fact::Text(later.clone())),
        ],
        Error::BeforeOpening { at, opened_on } => {
            vec![("at", Fact::Time(*at)), ("opened_on", Fact::Date(Some(*opened_on)))]
        }
        Error::PeriodLocked { day, through } => {
            vec![("day", Fact::Date(Some(day.date()))), ("through", Fact::Date(Some(*through)))]
        }
        Error::OpenShortages { through, open, documents } => vec![
            ("through", Fact::Date(Some(*through))),
            ("open", Fact::Count(i128::try_from(*open).unwrap_or_default())),
            ("documents", Fact::Texts(documents.clone())),
        ],
        Error::GoodsMoved { sku, field } => {
            vec![("sku", Fact::Text(sku.clone())), ("field", Fact::Text((*field).to_string()))]
        }
        Error::CouponRefused { code, why } => {
            vec![("entered", Fact::Text(code.clone())), ("why", Fact::Text((*why).to_string()))]
        }
        Error::BelowLowestPrice { sku, net, lowest } => {
            vec![("sku", Fact::Text(sku.clone())), ("net", Fact::Money(*net)), ("lowest", Fact::Money(*lowest))]
        }
        Error::ApproverNeeded { actor, act, key } => vec![
            ("actor", Fact::Text(actor.clone())),
            ("act", Fact::Text((*act).to_string())),
            ("key", Fact::Text(key.clone())),
        ],
        Error::NotAllowed { actor, act, key, reason } => vec![
            ("actor", Fact::Text(actor.clone())),
            ("act", Fact::Text((*act).to_string())),
            ("key", Fact::Text(key.clone())),
            ("reason", Fact::Text(reason.clone())),
        ],
        Error::Row { file, line, column, value, expected } => vec![
            ("file", Fact::Text(file.to_string())),
            ("line", Fact::Count(i128::from(*line))),
            ("column", Fact::Text(column.to_string())),
            ("value", Fact::Text(value.to_string())),
            ("expected", Fact::Text(expected.text(tillbook::Language::English))),
        ],
        Error::Contention { attempts } => vec![("attempts", Fact::Count(i128::from(*attempts)))],
        Error::ShopExists { name } => vec![("name", Fact::Text(name.clone()))],
        Error::NotOurs { path } => vec![("path", Fact::Text(path.clone()))],
        Error::NewerSchema { found, known } => {
            vec![("found", Fact::Count(i128::from(*found))), ("known", Fact::Count(i128::from(*known)))]
        }
        Error::OlderSchema { found, needed } => {
            vec![("found", Fact::Count(i128::from(*found))), ("needed", Fact::Count(i128::from(*needed)))]
        }
        Error::EngineTooOld { found, needed } => {
            vec![("found", Fact::Text(found.clone())), ("needed", Fact::Text((*needed).to_string()))]
        }
        Error::Locked { operation } => vec![("operation", Fact::Text((*operation).to_string()))],
        Error::ReadOnly { operation } => vec![("operation", Fact::Text((*operation).to_string()))],
        Error::Unreachable { operation, reason } => {
            vec![("operation", Fact::Text((*operation).to_string())), ("reason", Fact::Text(reason.clone()))]
        }
        Error::AccessDenied { operation, reason } => {
            vec![("operation", Fact::Text((*operation).to_string())), ("reason", Fact::Text(reason.clone()))]
        }
        Error::Disconnected { operation } => vec![("operation", Fact::Text((*operation).to_string()))],
        Error::StorageFull { operation } => vec![("operation", Fact::Text((*operation).to_string()))],
        Error::Corrupt { what } => vec![("what", Fact::Text(what.clone()))],
        Error::Storage { operation, reason, .. } => {
            vec![("operation", Fact::Text((*operation).to_string())), ("reason", Fact::Text(reason.clone()))]
        }
        Error::Member(MemberRefusal::Erased { member }) => vec![("member", Fact::Text(member.clone()))],
        Error::Member(MemberRefusal::Holds { member, stored, owed, points, deposits }) => vec![
            ("member", Fact::Text(member.clone())),
            ("stored", Fact::Money(*stored)),
            ("owed", Fact::Money(*owed)),
            ("points", Fact::Count(i128::from(*points))),
            ("deposits", Fact::Money(*deposits)),
        ],
        Error::Drawer(DrawerRefusal::NoOpenShift { device }) => vec![("device", Fact::Text(device.clone()))],
        Error::Drawer(DrawerRefusal::ShiftElsewhere { shift, device }) => {
            vec![("shift", Fact::Text(shift.clone())), ("device", Fact::Text(device.clone()))]
        }
        Error::Drawer(DrawerRefusal::Short { asked }) => vec![("asked", Fact::Money(*asked))],
        Error::Drawer(DrawerRefusal::NotCounted { shift }) => vec![("shift", Fact::Text(shift.clone()))],
        Error::Drawer(DrawerRefusal::Differs { tolerance }) => vec![("tolerance", Fact::Money(*tolerance))],
        _ => Vec::new(),
    }
}
