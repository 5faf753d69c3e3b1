use super::Goods;
use super::ratio::{Exact, Ratio};
use crate::Result;
use crate::value::Quantity;

/// Units of one line that have had the same fate: a line of a million units is one span until a promotion
/// takes some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) line: usize,
    /// How many; a weighed line is one.
    pub(super) units: i64,
    /// What all of them cost now.
    pub(super) net: Ratio,
    pub(super) measure: Measure,
    /// A promotion has taken something off.
    pub(super) discounted: bool,
    /// A multi-buy has used it: no other may.
    pub(super) in_set: bool,
    /// An exclusive promotion has it: no other may touch it.
    pub(super) closed: bool,
}

/// How goods are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Unit by unit.
    Pieces,
    /// Weighed: a line is one indivisible unit.
    Weight,
}

/// The cart as the promotions applied so far have left it, in the order of its lines.
pub(super) type Spans = Vec<Span>;

/// The untouched cart, without the lines that `keep` refuses.
pub(super) fn untouched(goods: &[Goods], keep: impl Fn(usize) -> bool) -> Spans {
    let lines = goods.iter().enumerate().filter(|(line, _)| keep(*line));
    lines
        .map(|(line, goods)| Span {
            line,
            units: goods.units(),
            net: Ratio::money(goods.amount),
            measure: if goods.quantity.as_whole().is_some() { Measure::Pieces } else { Measure::Weight },
            discounted: false,
            in_set: false,
            closed: false,
        })
        .collect()
}

impl Span {
    /// What its goods count.
    pub(super) fn quantity(&self, goods: &[Goods]) -> Result<Quantity> {
        goods.get(self.line).map_or(Ok(Quantity::ZERO), |goods| goods.quantity_of(self.units))
    }

    /// True if nothing at all can tell them apart, not even the way in which the net is written.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self == other && self.net.is_written_as(other.net)
    }

    /// What one of its units costs.
    pub(super) fn each(&self) -> Exact {
        self.net.times(1, self.units.into())
    }
}

/// What the spans cost together, and what they count.
pub(super) fn sum<'a>(spans: impl Iterator<Item = &'a Span>, goods: &[Goods]) -> Result<(Ratio, Quantity)> {
    let (mut net, mut quantity) = (Ratio::ZERO, Quantity::ZERO);
    for span in spans {
        net = net.add(span.net)?;
        quantity = quantity.add(span.quantity(goods)?)?;
    }
    Ok((net, quantity))
}
