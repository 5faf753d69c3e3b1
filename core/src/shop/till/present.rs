use std::sync::Arc;

use crate::Result;
use crate::ledger::VariantNo;
use crate::party::{LevelRules, Member, MemberBook};
use crate::posting::{Card, Snapshot, active_member, member_book};
use crate::pricing::Cart;
use crate::promotion::Shopper;
use crate::storage::Transaction;
use crate::value::{Date, MemberId, Timestamp};

/// What a cart is priced by beside the catalog.
pub(super) struct Present {
    pub(super) at: Timestamp,
    /// The member of the cart, or whom they turned out to be.
    pub(super) member: Option<MemberId>,
    pub(super) shopper: Option<Shopper>,
    /// For each line the days to the last good day of the batch that it names.
    pub(super) days_left: Vec<Option<i32>>,
    /// The book of the member, in a shop that has points or levels.
    pub(super) book: Option<MemberBook>,
}

impl Present {
    pub(super) fn read(
        tx: &mut dyn Transaction,
        snapshot: &Snapshot,
        cart: &Cart,
        cards: &[Arc<Card>],
        at: Timestamp,
    ) -> Result<Self> {
        let settings = &snapshot.settings;
        let member = cart.member.map(|member| active_member(tx, member)).transpose()?;
        let has_books = settings.points.is_some() || settings.levels.is_some();
        let with_book = member.as_ref().filter(|_| has_books);
        let book = with_book.map(|member| member_book(tx, member.id)).transpose()?;
        let today = snapshot.zone.business_day(at).date();
        let by_spend = settings.levels.as_ref().zip(book.as_ref()).map(|(rules, book)| (rules, book, today));
        let shopper = member.as_ref().map(|member| shopper(member, by_spend)).transpose()?;
        let days_left = days_left(tx, snapshot, cart, cards, at)?;
        Ok(Self { at, member: member.map(|member| member.id), shopper, days_left, book })
    }
}

/// What promotions ask of a member.
fn shopper(member: &Member, by_spend: Option<(&LevelRules, &MemberBook, Date)>) -> Result<Shopper> {
    let level = match by_spend {
        // What was set by hand holds.
        Some((rules, book, today)) if member.level.is_empty() => {
            let reached = rules.reached(book.spent(rules.months, today)?);
            reached.map(|level| level.code.clone()).unwrap_or_default()
        }
        _ => member.level.clone(),
    };
    Ok(Shopper { level, birthday: member.birthday })
}

/// Read only for a shop that has a price for what expires soon.
fn days_left(
    tx: &mut dyn Transaction,
    snapshot: &Snapshot,
    cart: &Cart,
    cards: &[Arc<Card>],
    at: Timestamp,
) -> Result<Vec<Option<i32>>> {
    if snapshot.promotions.iter().all(|promotion| promotion.near_expiry_days.is_none()) {
        return Ok(Vec::new());
    }
    let lines = || cart.lines.iter().zip(cards).map(|(line, card)| Some((card.no, line.batch.as_deref()?)));
    let named: Vec<(VariantNo, &str)> = lines().flatten().collect();
    let found = if named.is_empty() { Vec::new() } else { tx.batches(&named)? };
    let today = snapshot.zone.business_day(at).date().days();
    let days_left = |(variant, batch): (VariantNo, &str)| {
        let info = found.iter().find(|info| info.variant == variant && info.batch == batch)?;
        Some(info.expires_on?.days() - today)
    };
    Ok(lines().map(|named| named.and_then(days_left)).collect())
}
