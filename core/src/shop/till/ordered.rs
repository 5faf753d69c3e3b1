use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Sale, Tender, Till, sold, taking, tender};
use crate::document::{Body, CustomerOrder, Digest, OrderedGoods, SaleBody, SalePoints, SoldLine};
use crate::posting::{Command, Decided, Gate, active_member, digest_of};
use crate::pricing::QuotedLine;
use crate::shop::carts::standing_order;
use crate::shop::shifts::must_be_open;
use crate::shop::{check, payment};
use crate::value::{CustomerOrderId, DocumentId, Money, Quantity, SaleId, VariantId};
use crate::{Error, Expected, Noun, Result};

/// Goods of an order that are sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderedPart {
    /// The line of the order, from 0.
    pub line: usize,
    /// Stock units, above zero.
    pub quantity: Decimal,
}

impl OrderedPart {
    /// So much of a line.
    pub fn new(line: usize, quantity: Decimal) -> Self {
        Self { line, quantity }
    }
}

impl Till<'_> {
    /// Sells goods that a customer was quoted or ordered, at what was agreed; all that is open of it if no parts are named. The
    /// parts add up to the order, in any number. Its deposit is one way to pay.
    ///
    /// The goods may be off the shelf, and the lowest price is not asked again; promotions and points are as they were agreed.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for an order that is sold, cancelled, or expired: then
    /// [`Carts::reprice`](crate::shop::Carts::reprice) says what it costs now; [`Error::Invalid`] for more than is open of a
    /// line, and for more than is left of the deposit; those of [`Till::sell`] about goods and tenders.
    pub fn sell_ordered(
        &self,
        id: SaleId,
        order: CustomerOrderId,
        parts: &[OrderedPart],
        tenders: &[Tender],
    ) -> Result<Sale> {
        let posted = self.shop.post(&SellOrdered { id, order, parts, tenders })?;
        Sale::read(posted)
    }
}

/// What [`Till::sell_ordered`] posts.
#[derive(Serialize)]
struct SellOrdered<'a> {
    id: SaleId,
    order: CustomerOrderId,
    parts: &'a [OrderedPart],
    tenders: &'a [Tender],
}

impl Command for SellOrdered<'_> {
    fn id(&self) -> DocumentId {
        self.id.into()
    }

    fn request(&self) -> Result<Digest> {
        digest_of("sell_ordered", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        must_be_open(gate)?;
        let snapshot = gate.snapshot()?;
        let asked = gate.context.at.unwrap_or(gate.context.now);
        let order = standing_order(gate, self.order, snapshot.zone.business_day(asked).date())?;
        let (places, parts): (Vec<usize>, Vec<QuotedLine>) = self.parts_of(&order)?.into_iter().unzip();
        let variants: Vec<VariantId> = parts.iter().map(|part| part.variant).collect();
        let cards = gate.goods(&variants)?;
        let parts_of_kits = taking::parts_of(gate, &cards)?;
        let at = gate.when(&[cards.as_slice(), &parts_of_kits].concat())?;
        let day = snapshot.zone.business_day(at).date();
        let member = order.member.map(|member| active_member(gate.tx, member)).transpose()?.map(|member| member.id);
        let total =
            Money::sum(parts.iter().map(|part| part.total(order.prices_include_tax)).collect::<Result<Vec<_>>>()?)?;
        let earned = parts.iter().map(|part| part.points.earned).sum();
        let rules = snapshot.settings.points.as_ref().filter(|_| member.is_some());
        let points = rules.and_then(|rules| {
            let good_until = rules.good_until(day).filter(|_| earned != 0);
            SalePoints { earned, good_until, redeemed: Vec::new() }.or_none()
        });
        let mut lines: Vec<SoldLine> = parts.into_iter().map(sold).collect();
        if points.is_none() {
            for line in &mut lines {
                line.points.earned = 0;
            }
        }
        let location = snapshot.location(order.cart.location)?;
        let approved = gate.context.approver.is_some();
        let batch = |line: usize| order.cart.lines.get(*places.get(line)?)?.batch.as_deref();
        taking::take(gate, &mut lines, (&cards, batch), at, (location, day, approved))?;
        let to_pay = (total, &snapshot.settings.payments);
        let (mut tenders, rounding) = tender::apply_ordered(&order, self.tenders, to_pay)?;
        payment::charge(gate, &mut tenders, (member, day))?;
        let body = SaleBody {
            location: location.1.id,
            member,
            prices_include_tax: order.prices_include_tax,
            lines,
            total,
            rounding,
            tenders,
            coupons: Vec::new(),
            promotions: Vec::new(),
            uses: Vec::new(),
            issued: Vec::new(),
            points,
            counts_as_spend: member.is_some() && snapshot.settings.levels.is_some(),
            resumes: None,
            exchange: None,
            order: Some(OrderedGoods { order: self.order, lines: places }),
        };
        Ok(Decided::new(Body::Sale(body), at).referring_to(self.order).concerning(member))
    }
}

impl SellOrdered<'_> {
    /// What is sold of which lines.
    fn parts_of(&self, order: &CustomerOrder) -> Result<Vec<(usize, QuotedLine)>> {
        if self.parts.is_empty() {
            let lines = order.lines.iter().enumerate();
            let open = lines.filter(|(_, line)| line.sold < line.agreed.quantity);
            return open.map(|(place, line)| Ok((place, line.part(line.agreed.quantity.sub(line.sold)?)?))).collect();
        }
        check::lines(Noun::Sale, self.parts)?;
        check::no_repeats("line", self.parts.iter().map(|part| part.line))?;
        let part = |(index, part): (usize, &OrderedPart)| {
            check::at_line(index, Self::part_of(order, part)).map(|agreed| (part.line, agreed))
        };
        self.parts.iter().enumerate().map(part).collect()
    }

    fn part_of(order: &CustomerOrder, part: &OrderedPart) -> Result<QuotedLine> {
        let quantity = Quantity::positive(part.quantity, "quantity")?;
        let line = order.lines.get(part.line).ok_or_else(|| Error::not_found(Noun::OrderLine, part.line))?;
        let open = line.agreed.quantity.sub(line.sold)?;
        if quantity > open {
            return Err(Error::invalid("quantity", part.quantity, Expected::AtMost(open.to_string())));
        }
        line.part(quantity)
    }
}
