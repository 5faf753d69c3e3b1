use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{drawer_of, when};
use crate::document::{Body, CountedCash, Digest, DrawerCountedBody, Settings};
use crate::posting::{Command, Decided, Gate, digest_of};
use crate::value::{DocumentId, Money, ShiftId};
use crate::{Error, Expected, Result};

/// Denominations that one count may name.
const MOST_PIECES: usize = 100;

/// What was counted in a drawer, note by note. Nothing at all for an empty one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CashCount {
    /// Each denomination once.
    pub pieces: Vec<CashPieces>,
}

/// So many notes or coins of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashPieces {
    /// What one is worth: one of the shop's [denominations](crate::document::ShiftRules::denominations).
    pub denomination: Decimal,
    /// How many.
    pub pieces: u32,
}

impl CashCount {
    /// Nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// And so many of these.
    pub fn pieces(mut self, denomination: Decimal, pieces: u32) -> Self {
        self.pieces.push(CashPieces { denomination, pieces });
        self
    }

    /// In minor units.
    fn counted(&self, settings: &Settings) -> Result<Vec<CountedCash>> {
        if self.pieces.len() > MOST_PIECES {
            return Err(Error::invalid("pieces", self.pieces.len(), Expected::AtMostItems(MOST_PIECES)));
        }
        let known = settings.shifts.denominations_in(settings.currency);
        let mut seen = BTreeSet::new();
        let mut counted = Vec::with_capacity(self.pieces.len());
        for (index, CashPieces { denomination, pieces }) in self.pieces.iter().enumerate() {
            let refused = |expected| Error::invalid(format!("pieces[{index}].denomination"), denomination, expected);
            let one = Money::from_decimal(*denomination, settings.currency);
            let one = one.map_err(|error| error.naming("denomination").within(format_args!("pieces[{index}]")))?;
            if let Some(known) = known.as_ref().filter(|known| !known.contains(&one)) {
                let known: Vec<String> = known.iter().map(|one| one.text(settings.currency)).collect();
                return Err(refused(Expected::Among(known.join(", "))));
            }
            if one <= Money::ZERO {
                return Err(refused(Expected::Positive));
            }
            if !seen.insert(one) {
                return Err(refused(Expected::Unique));
            }
            counted.push(CountedCash { denomination: one, pieces: *pieces });
        }
        Ok(counted)
    }
}

/// What [`Shifts::count`](super::Shifts::count) posts.
#[derive(Serialize)]
pub(super) struct CountDrawer<'a> {
    pub(super) id: DocumentId,
    pub(super) shift: ShiftId,
    pub(super) count: &'a CashCount,
}

impl Command for CountDrawer<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("count_drawer", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let snapshot = gate.snapshot()?;
        let pieces = self.count.counted(&snapshot.settings)?;
        let mut total = Money::ZERO;
        for one in &pieces {
            total = total.add(one.denomination.times(one.pieces.into())?)?;
        }
        let (_, shift) = drawer_of(gate, self.shift)?;
        let at = when(gate, &shift)?;
        let body = DrawerCountedBody { shift: self.shift, pieces, total };
        Ok(Decided::new(Body::DrawerCounted(body), at).referring_to(self.shift))
    }
}
