use super::ratio::{Exact, Ratio};
use super::split::{Claim, split};
use super::stock::{Span, Spans};
use crate::Result;
use crate::value::Money;

/// Units of one span that a promotion takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) span: usize,
    pub(super) line: usize,
    pub(super) units: i64,
    /// Their exact discount, or anything in proportion to it. Zero for the paid units of a set.
    pub(super) weight: Ratio,
}

/// What a promotion takes: pieces in cart order, and how its discount is rounded.
#[derive(Debug, Default)]
pub(super) struct Take {
    pub(super) pieces: Vec<Piece>,
    /// The discount on all pieces, rounded once; `None` rounds the weights line by line.
    pub(super) exact: Option<Ratio>,
    /// Steps, sets, or discounted units.
    pub(super) uses: i64,
}

impl Take {
    /// Sets: the discount is the sum of the weights.
    pub(super) fn of_sets(mut pieces: Vec<Piece>, uses: i64) -> Result<Self> {
        pieces.sort_by_key(|piece| piece.span);
        let exact = Some(weight_of(&pieces)?);
        Ok(Self { pieces, exact, uses })
    }

    /// What each line gets off, by rising line: the discount, capped and split by largest remainder.
    pub(super) fn shares(&self, spans: &Spans, most: Option<Money>) -> Result<Vec<Share>> {
        let mut claims = claims(&self.pieces, spans)?;
        let total = if let Some(exact) = self.exact {
            let room = Money::try_from(claims.iter().map(|claim| claim.room).sum::<i128>())?;
            exact.to_money()?.min(room)
        } else {
            for claim in &mut claims {
                claim.weight = Ratio::whole(claim.weight.round().min(claim.room));
            }
            claims.retain(|claim| claim.weight.is_positive());
            claims.iter().try_fold(Ratio::ZERO, |sum, claim| sum.add(claim.weight))?.to_money()?
        };
        let total = most.map_or(total, |most| total.min(most));
        if total.is_zero() {
            return Ok(Vec::new());
        }
        let amounts = split(total, &claims)?;
        Ok(claims.iter().zip(amounts).map(|(claim, amount)| Share { line: claim.line, amount }).collect())
    }
}

/// What a promotion takes off one line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    pub(super) line: usize,
    pub(super) amount: Money,
}

pub(super) fn weight_of(pieces: &[Piece]) -> Exact {
    pieces.iter().try_fold(Ratio::ZERO, |sum, piece| sum.add(piece.weight))
}

/// The lines that get something off, with their weights and what they cost.
fn claims(pieces: &[Piece], spans: &Spans) -> Result<Vec<Claim>> {
    let mut claims: Vec<Claim> = Vec::with_capacity(pieces.len());
    for piece in pieces.iter().filter(|piece| piece.weight.is_positive()) {
        match claims.last_mut() {
            Some(claim) if claim.line == piece.line => claim.weight = claim.weight.add(piece.weight)?,
            _ => claims.push(Claim { line: piece.line, weight: piece.weight, room: 0 }),
        }
    }
    let mut from = 0;
    for claim in &mut claims {
        from += spans.iter().skip(from).take_while(|span| span.line < claim.line).count();
        let own = spans.iter().skip(from).take_while(|span| span.line == claim.line);
        claim.room = own.map(|span| span.net).try_fold(Ratio::ZERO, Ratio::add)?.round();
    }
    Ok(claims)
}

/// What becomes of the pieces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fate {
    pub(super) in_set: bool,
    pub(super) closed: bool,
}

/// The cart after the discount. Inside a line its share spreads over the pieces in proportion, unrounded; a span
/// of which only some units are taken falls apart.
pub(super) fn left_over(spans: &Spans, pieces: &[Piece], shares: &[Share], fate: Fate) -> Result<Spans> {
    let mut left = Vec::with_capacity(spans.len() + pieces.len());
    let (mut coming, mut shares) = (pieces.iter().peekable(), shares.iter().peekable());
    let mut line = Line { number: usize::MAX, share: Ratio::ZERO, weight: Ratio::ZERO };
    for (index, span) in spans.iter().enumerate() {
        let mut rest = *span;
        while let Some(piece) = coming.next_if(|piece| piece.span == index) {
            if line.number != piece.line {
                while shares.next_if(|share| share.line < piece.line).is_some() {}
                let share = shares.next_if(|share| share.line == piece.line).map_or(Money::ZERO, |share| share.amount);
                let of_line = std::iter::once(piece).chain(coming.clone().take_while(|next| next.line == piece.line));
                let discounted = of_line.filter(|piece| piece.weight.is_positive());
                let weight = discounted.map(|piece| piece.weight).try_fold(Ratio::ZERO, Ratio::add)?;
                line = Line { number: piece.line, share: Ratio::money(share), weight };
            }
            let net = if piece.units == rest.units {
                rest.net
            } else {
                span.net.times(piece.units.into(), span.units.into())?
            };
            let off = line.off(piece)?;
            left.push(Span {
                units: piece.units,
                net: net.sub(off)?,
                discounted: span.discounted || piece.weight.is_positive(),
                in_set: span.in_set || fate.in_set,
                closed: span.closed || fate.closed,
                ..*span
            });
            rest.units -= piece.units;
            rest.net = rest.net.sub(net)?;
        }
        if rest.units > 0 {
            left.push(rest);
        }
    }
    Ok(left)
}

/// A line of which pieces are taken.
struct Line {
    number: usize,
    share: Ratio,
    weight: Ratio,
}

impl Line {
    fn off(&self, piece: &Piece) -> Exact {
        if !piece.weight.is_positive() {
            return Ok(Ratio::ZERO);
        }
        self.share.times_share(piece.weight, self.weight)
    }
}
