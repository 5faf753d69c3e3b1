use super::Goods;
use super::ratio::Ratio;
use crate::Result;
use crate::value::Quantity;

/// Units of one line that have had the same fate: a line of a million units is one span until a promotion
/// takes some of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Span {
    pub(super) line: usize,
    /// How many; a weighed line is one.
    pub(super) units: i64,
    /// What all of them cost now.
    pub(super) net: Ratio,
    /// A promotion has taken something off.
    pub(super) discounted: bool,
    /// An exclusive promotion has taken something off: no other may.
    pub(super) closed: bool,
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
            discounted: false,
            closed: false,
        })
        .collect()
}

impl Span {
    /// What its goods count.
    pub(super) fn quantity(&self, goods: &[Goods]) -> Result<Quantity> {
        goods.get(self.line).map_or(Ok(Quantity::ZERO), |goods| goods.quantity_of(self.units))
    }
}

/// What the lines cost together, and what they count.
pub(super) fn sum<'a>(spans: impl Iterator<Item = &'a Span>, goods: &[Goods]) -> Result<(Ratio, Quantity)> {
    let (mut net, mut quantity) = (Ratio::ZERO, Quantity::ZERO);
    for span in spans {
        net = net.add(span.net)?;
        quantity = quantity.add(span.quantity(goods)?)?;
    }
    Ok((net, quantity))
}
