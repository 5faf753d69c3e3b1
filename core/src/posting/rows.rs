use rustc_hash::FxHashMap;

use super::gate::Posted;
use super::state::{State, own};
use crate::document::{Document, Pick};
use crate::ledger::{
    Account, BalanceKey, Entry, LineKey, LocationNo, Movement, MovementKind, PostNo, Revaluation, SaleLine, Take, Unit,
    VariantNo,
};
use crate::storage::Posting;
use crate::value::{BusinessDay, Money, Timestamp, allocate};
use crate::{Error, Result};

/// The ledger rows that one document makes.
pub(crate) struct Rows {
    post_no: PostNo,
    pub(crate) at: Timestamp,
    pub(crate) day: BusinessDay,
    pub(crate) movements: Vec<Movement>,
    pub(crate) revaluations: Vec<Revaluation>,
    pub(crate) sale_lines: Vec<SaleLine>,
    amounts: Vec<(BusinessDay, BalanceKey, i128)>,
    /// Which of the amounts: late paper may enter on thousands of days.
    indices: FxHashMap<(BusinessDay, BalanceKey), usize>,
    pub(crate) entries: Vec<Entry>,
}

/// What a document line moves.
pub(crate) struct Moved<'a> {
    pub(crate) document_line: usize,
    pub(crate) kind: MovementKind,
    pub(crate) variant: VariantNo,
    /// The kit that it is a part of.
    pub(crate) kit: Option<VariantNo>,
    pub(crate) location: LocationNo,
    /// Signed quantities, all of the same sign.
    pub(crate) picks: &'a [Pick],
    /// Signed like the quantities.
    pub(crate) value: Money,
    /// The movement it refers to.
    pub(crate) of: Option<LineKey>,
    pub(crate) takes: Vec<Take>,
}

impl Rows {
    pub(crate) fn new(posted: &Posted) -> Self {
        Self {
            post_no: posted.post_no,
            at: posted.header.effective_at,
            day: posted.header.business_day,
            movements: Vec::new(),
            revaluations: Vec::new(),
            sale_lines: Vec::new(),
            amounts: Vec::new(),
            indices: FxHashMap::default(),
            entries: Vec::new(),
        }
    }

    /// The key that the next movement will have.
    pub(crate) fn next_movement(&self) -> Result<LineKey> {
        LineKey::new(self.post_no, self.movements.len())
    }

    /// The key that the movement after that many more will have.
    pub(crate) fn movement_after(&self, more: usize) -> Result<LineKey> {
        LineKey::new(self.post_no, self.movements.len() + more)
    }

    /// The key that the next revaluation will have.
    pub(crate) fn next_revaluation(&self) -> Result<LineKey> {
        LineKey::new(self.post_no, self.revaluations.len())
    }

    /// The key that the next sale line will have.
    pub(crate) fn next_sale_line(&self) -> Result<LineKey> {
        LineKey::new(self.post_no, self.sale_lines.len())
    }

    /// Adds a movement for each batch; the line's value is split over them by quantity.
    pub(crate) fn moved(&mut self, moved: Moved<'_>) -> Result<()> {
        let weights: Vec<i64> = moved.picks.iter().map(|pick| pick.quantity.micros().saturating_abs()).collect();
        let values = if weights.len() == 1 { vec![moved.value] } else { allocate(moved.value, &weights)? };
        let document_line = u16::try_from(moved.document_line).map_err(|_| Error::too_large("number of lines"))?;
        let mut takes = moved.takes;
        for (pick, value) in moved.picks.iter().zip(values) {
            self.movements.push(Movement {
                key: self.next_movement()?,
                document_line,
                kind: moved.kind,
                variant: moved.variant,
                kit: moved.kit,
                location: moved.location,
                batch: pick.batch.clone(),
                effective_at: self.at,
                business_day: self.day,
                quantity: pick.quantity,
                value,
                of: moved.of,
                corrects: None,
                takes: std::mem::take(&mut takes),
            });
        }
        Ok(())
    }

    /// Adds to an account of the shop: debit positive.
    pub(crate) fn enter(&mut self, account: Account, amount: Money) {
        self.enter_owned(own(account), i128::from(amount.minor()));
    }

    /// Takes from an account of the shop.
    pub(crate) fn withdraw(&mut self, account: Account, amount: Money) {
        self.enter_owned(own(account), -i128::from(amount.minor()));
    }

    /// Adds to an account that has an owner.
    pub(crate) fn enter_owned(&mut self, key: BalanceKey, amount: i128) {
        self.enter_on(self.day, key, amount);
    }

    /// Enters on another day than the document's.
    pub(crate) fn on(&mut self, day: BusinessDay, enter: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let own = std::mem::replace(&mut self.day, day);
        let entered = enter(self);
        self.day = own;
        entered
    }

    /// Adds to an account on another day than the document's.
    pub(crate) fn enter_on(&mut self, day: BusinessDay, key: BalanceKey, amount: i128) {
        let index = *self.indices.entry((day, key)).or_insert(self.amounts.len());
        match self.amounts.get_mut(index) {
            Some((_, _, sum)) => *sum += amount,
            None => self.amounts.push((day, key, amount)),
        }
    }

    /// The accounts that the document changes.
    pub(crate) fn balance_keys(&self) -> Vec<BalanceKey> {
        self.amounts.iter().filter(|(_, _, amount)| *amount != 0).map(|(_, key, _)| *key).collect()
    }

    /// Makes the entries and adds them to the balances. Refuses a document whose books do not balance.
    pub(crate) fn finish(&mut self, state: &mut State) -> Result<()> {
        for unit in Unit::ALL {
            let sum: i128 =
                self.amounts.iter().filter(|(_, key, _)| key.unit == unit).map(|(_, _, amount)| amount).sum();
            if sum != 0 {
                let (post, unit) = (self.post_no, unit.code());
                return Err(Error::Corrupt { what: format!("entries of posting {post} in {unit} sum to {sum}") });
            }
        }
        for (business_day, key, amount) in std::mem::take(&mut self.amounts) {
            if amount == 0 {
                continue;
            }
            let amount = Money::try_from(amount)?;
            state.add_balance(key, amount)?;
            self.entries.push(Entry {
                key: LineKey::new(self.post_no, self.entries.len())?,
                account: key.account,
                owner: key.owner,
                unit: key.unit,
                amount,
                business_day,
            });
        }
        Ok(())
    }

    pub(crate) fn into_posting(self, document: Document) -> Posting {
        Posting {
            document,
            movements: self.movements,
            revaluations: self.revaluations,
            sale_lines: self.sale_lines,
            entries: self.entries,
        }
    }
}
