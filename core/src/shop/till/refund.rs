use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Till;
use super::bounded::uses_back;
use super::issuing::withdrawn_by;
use super::refund_plan::RefundPlan;
use crate::catalog::check_name;
use crate::document::{
    Body, Digest, DocumentKind, ExchangeCredit, MovedPart, Pick, RefundBody, RefundedLine, SalePoints, VoidBody,
};
use crate::ledger::TenderMethod;
use crate::party::PointsLot;
use crate::posting::{
    Act, Command, Decided, Gate, Posted, SoldLineSoFar, SoldSoFar, digest_of, load_customer_order, stored_picks,
};
use crate::pricing::LinePoints;
use crate::shop::Slip;
use crate::shop::check;
use crate::shop::office::{due_back, on_open_days};
use crate::shop::shifts::must_be_open;
use crate::value::{DocumentId, Money, Quantity, RefundId, SaleId, VariantId, share};
use crate::{Error, Expected, Noun, Result};

/// Goods of a sale line that come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundLine {
    /// The line of the sale, from 0.
    pub sale_line: usize,
    /// Stock units, above zero.
    pub quantity: Decimal,
}

impl RefundLine {
    /// So much of a line.
    pub fn new(sale_line: usize, quantity: Decimal) -> Self {
        Self { sale_line, quantity }
    }
}

/// How the money goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundTo {
    /// To the tenders of the sale, to each at most what it paid: to vouchers, stored value and accounts first, then in their
    /// order. Stored value gets back the same two parts.
    #[default]
    SameTenders,
    /// All by this method. What a voucher or stored value paid does not become money, nor does what is still owed; money may
    /// become stored value, or pay what the member owes.
    Method(TenderMethod),
}

/// What a refund would come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundQuote {
    /// What would come back.
    pub lines: Vec<RefundedLine>,
    /// What the customer would get, tax included.
    pub total: Money,
    /// How. Cash is rounded to coins.
    pub tenders: Vec<(TenderMethod, Money)>,
    /// Codes of the sale's coupons that would hold no longer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<String>,
    /// Points that would be taken back because the sale had earned them, and given back because it had taken them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<SalePoints>,
}

/// A refund that was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// Its id.
    pub id: RefundId,
    /// Its number, its place in the books, its time.
    #[serde(flatten)]
    pub slip: Slip,
    /// The sale.
    pub sale: SaleId,
    /// What came back.
    pub lines: Vec<RefundedLine>,
    /// What the customer got, tax included.
    pub total: Money,
    /// How.
    pub tenders: Vec<(TenderMethod, Money)>,
    /// Codes of the sale's coupons that hold no longer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<String>,
    /// Points that were taken back because the sale had earned them, and given back because it had taken them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<SalePoints>,
    /// The sale that it pays for, in an exchange.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<SaleId>,
}

impl Till<'_> {
    /// Takes back goods of a sale, at exactly what was paid for them: the share of the line, rounded over all units of
    /// it that came back so far. What the sale's promotions gave is neither tested again nor clawed back.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::RefundExceeds`], [`Error::RefundMethod`], [`Error::WrongState`] for a voided sale,
    /// [`Error::Invalid`]; [`Error::ApproverNeeded`], [`Error::NotAllowed`].
    pub fn refund(
        &self,
        id: RefundId,
        sale: SaleId,
        lines: &[RefundLine],
        to: RefundTo,
        reason: &str,
    ) -> Result<Refund> {
        let posted = self.shop.post(&TakeBack { id, sale, lines, to, reason, exchange: None })?;
        Refund::read(posted)
    }

    /// What a refund would come to now, and which way its money would go. Nothing is posted.
    ///
    /// # Errors
    /// Those of [`Till::refund`].
    pub fn price_refund(&self, sale: SaleId, lines: &[RefundLine], to: RefundTo, reason: &str) -> Result<RefundQuote> {
        let id = RefundId::from_uuid(uuid::Uuid::nil());
        self.shop.engine.rehearse(&self.shop.acting, &[], |gate| {
            let posted = gate.post(&TakeBack { id, sale, lines, to, reason, exchange: None })?;
            let Refund { lines, total, tenders, withdrawn, points, .. } = Refund::read(posted)?;
            Ok(RefundQuote { lines, total, tenders, withdrawn, points })
        })
    }

    /// States that a sale never was: its goods go back into their batches at what they cost, its payments are given
    /// back by the methods they were made with.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for a sale of which something came back, that was voided, that is of an order
    /// which was cancelled since, or half of an exchange: [`void_exchange`](Self::void_exchange) voids both;
    /// [`Error::ApproverNeeded`], [`Error::NotAllowed`].
    pub fn void(&self, id: DocumentId, sale: SaleId, reason: &str) -> Result<()> {
        self.shop.post(&VoidSale { id, sale, reason, exchange: false }).map(|_| ())
    }
}

impl Refund {
    pub(super) fn read(posted: Posted) -> Result<Self> {
        let Posted { post_no, header, body } = posted;
        let Body::Refund(body) = body else { return Err(Error::not_found(Noun::Refund, header.id)) };
        Ok(Self {
            id: RefundId::from_uuid(header.id.uuid()),
            slip: Slip::new(post_no, header),
            sale: body.sale,
            lines: body.lines,
            total: body.total,
            tenders: body.tenders,
            withdrawn: body.withdrawn.into_iter().filter_map(|gone| gone.counter.into_code()).collect(),
            points: body.points,
            exchange: body.exchange.map(|credit| credit.sale),
        })
    }
}

/// What [`Till::refund`] posts.
#[derive(Serialize)]
pub(super) struct TakeBack<'a> {
    pub(super) id: RefundId,
    pub(super) sale: SaleId,
    pub(super) lines: &'a [RefundLine],
    pub(super) to: RefundTo,
    pub(super) reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exchange: Option<PaysFor>,
}

/// What the refund of an exchange pays for.
#[derive(Clone, Copy, Serialize)]
pub(super) struct PaysFor {
    pub(super) sale: SaleId,
    /// At most so much of it, which is what the sale costs; `None` for all of it.
    #[serde(skip)]
    pub(super) most: Option<Money>,
}

impl Command for TakeBack<'_> {
    fn id(&self) -> DocumentId {
        self.id.into()
    }

    fn request(&self) -> Result<Digest> {
        digest_of("refund", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        must_be_open(gate)?;
        check::lines(Noun::Refund, self.lines)?;
        check_name("reason", self.reason)?;
        check::no_repeats("sale_line", self.lines.iter().map(|line| line.sale_line))?;
        let mut sold = SoldSoFar::load(gate, self.sale)?;
        refuse_voided(&sold)?;
        let mut lines = Vec::with_capacity(self.lines.len());
        for (index, line) in self.lines.iter().enumerate() {
            lines.push(check::at_line(index, Self::take_back(&mut sold, line))?);
        }
        let parts = lines.iter().flat_map(|line| &line.parts).map(|part| part.variant);
        let variants: Vec<VariantId> = lines.iter().map(|line| line.variant).chain(parts).collect();
        let cards = gate.goods(&variants)?;
        let at = gate.when(&cards)?;
        if at < sold.at {
            let sale_time = sold.at.to_string();
            return Err(Error::invalid("effective_at", at, Expected::NotBefore(sale_time)));
        }
        let total = Money::sum(lines.iter().map(|line| line.total))?;
        let number = &sold.posted.header.number;
        gate.context.allow(Act::Refund { number, total, reason: self.reason })?;
        let (uses, withdrawn) = (uses_back(&sold, &lines)?, withdrawn_by(&sold, &lines)?);
        let credit = self.exchange.map_or(Money::ZERO, |pays| pays.most.unwrap_or(total).min(total));
        let parts = (total.sub(credit)?, credit);
        let RefundPlan { mut tenders, bonus, rounding, credit: sources } =
            RefundPlan::make(gate, &sold, self.to, parts)?;
        tenders.splice(0..0, Some((TenderMethod::Exchange, credit)).filter(|_| !credit.is_zero()));
        let exchange = self.exchange.map(|pays| ExchangeCredit { sale: pays.sale, sources });
        let (sale, location) = (self.sale, sold.body.location);
        let reason = self.reason.to_string();
        let points = points_back(&sold, &lines);
        let body = RefundBody {
            sale,
            location,
            lines,
            total,
            rounding,
            tenders,
            withdrawn,
            uses,
            bonus,
            exchange,
            reason,
            points,
        };
        Ok(Decided::new(Body::Refund(body), at).referring_to(self.sale).concerning(sold.body.member))
    }
}

impl TakeBack<'_> {
    fn take_back(sold: &mut SoldSoFar, wanted: &RefundLine) -> Result<RefundedLine> {
        let quantity = Quantity::positive(wanted.quantity, "quantity")?;
        let variant = sold.body.lines.get(wanted.sale_line).map(|line| line.variant);
        let variant = variant.ok_or_else(|| Error::not_found(Noun::SaleLine, wanted.sale_line))?;
        let left = sold.line(wanted.sale_line)?.quantity_left;
        if quantity > left {
            return Err(Error::RefundExceeds { line: wanted.sale_line, left, asked: quantity });
        }
        let (parts, picks) = Self::goods_back(sold, wanted.sale_line, quantity)?;
        let line = sold.line(wanted.sale_line)?;
        let back = line.sold.sub(left)?.add(quantity)?;
        Ok(RefundedLine {
            sale_line: wanted.sale_line,
            variant,
            quantity,
            total: due(line, back, line.row.total, line.total_back)?,
            tax: due(line, back, line.row.tax, line.tax_back)?,
            discount: due(line, back, line.row.discount, line.discount_back)?,
            coupon: due(line, back, line.row.coupon, line.coupon_back)?,
            points: LinePoints {
                earned: due_points(line, back, line.points.earned, line.points_back.earned)?,
                redeemed: due_points(line, back, line.points.redeemed, line.points_back.redeemed)?,
            },
            parts,
            picks,
        })
    }

    /// The batches that goods go back into; of kits those of their parts, in proportion.
    fn goods_back(sold: &mut SoldSoFar, index: usize, quantity: Quantity) -> Result<(Vec<MovedPart>, Vec<Pick>)> {
        let variants: Vec<VariantId> = sold
            .body
            .lines
            .get(index)
            .map(|line| line.parts.iter().map(|part| part.variant).collect())
            .unwrap_or_default();
        let line = sold.line_mut(index)?;
        if variants.is_empty() {
            return Ok((Vec::new(), stored_picks(line.own_mut()?.picks_back(quantity)?)));
        }
        let kits = line.sold.sub(line.quantity_left)?.add(quantity)?;
        let mut parts = Vec::with_capacity(variants.len());
        for (variant, part) in variants.into_iter().zip(&mut line.parts) {
            let quantity = due_back(part, kits, line.sold)?.min(part.quantity_left);
            if quantity.is_positive() {
                let picks = stored_picks(part.picks_back(quantity)?);
                parts.push(MovedPart { variant, quantity, picks, short: Quantity::ZERO });
            }
        }
        // So little of it that there is nothing to put back.
        if parts.is_empty() {
            return Err(Error::invalid("quantity", quantity, Expected::Above(quantity.to_string())));
        }
        Ok((parts, Vec::new()))
    }
}

/// The share of `paid` that is due when `back` units came back in all, less what was given before; nothing if that was
/// more, because the sale was said since to have been of more goods.
fn due(line: &SoldLineSoFar, back: Quantity, paid: Money, before: Money) -> Result<Money> {
    Ok(share(paid, back.micros(), line.sold.micros())?.sub(before)?.max(Money::ZERO))
}

fn due_points(line: &SoldLineSoFar, back: Quantity, points: i64, before: i64) -> Result<i64> {
    due(line, back, Money::from_minor(points), Money::from_minor(before)).map(Money::minor)
}

/// The points of the lines that come back. Redeemed ones go into the lots they came out of, what lapses last first.
fn points_back(sold: &SoldSoFar, lines: &[RefundedLine]) -> Option<SalePoints> {
    let of_sale = sold.body.points.as_ref()?;
    let sum = |points: fn(&RefundedLine) -> i64| lines.iter().map(points).sum::<i64>();
    let (earned, mut left) = (sum(|line| line.points.earned), sum(|line| line.points.redeemed));
    let given_back = |lot: &PointsLot| {
        let refunds = sold.refunds.iter().filter_map(|refund| match &refund.body {
            Body::Refund(body) => body.points.as_ref(),
            _ => None,
        });
        let same = refunds.flat_map(|points| &points.redeemed).filter(|back| back.good_until == lot.good_until);
        same.map(|back| back.points).sum::<i64>()
    };
    let mut redeemed = Vec::new();
    for lot in of_sale.redeemed.iter().rev() {
        let part = left.min(lot.points - given_back(lot));
        if part > 0 {
            left -= part;
            redeemed.push(PointsLot { points: part, ..*lot });
        }
    }
    SalePoints { earned, good_until: of_sale.good_until, redeemed }.or_none()
}

fn refuse_voided(sold: &SoldSoFar) -> Result<()> {
    let key = sold.posted.header.number.clone();
    if sold.voided { Err(Error::WrongState { what: Noun::Sale, key, state: "voided" }) } else { Ok(()) }
}

/// What [`Till::void`] posts.
#[derive(Serialize)]
pub(super) struct VoidSale<'a> {
    pub(super) id: DocumentId,
    pub(super) sale: SaleId,
    pub(super) reason: &'a str,
    /// True if its exchange is voided with it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) exchange: bool,
}

impl Command for VoidSale<'_> {
    fn id(&self) -> DocumentId {
        self.id
    }

    fn request(&self) -> Result<Digest> {
        digest_of("void", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        must_be_open(gate)?;
        check_name("reason", self.reason)?;
        let sold = SoldSoFar::load(gate, self.sale)?;
        refuse_voided(&sold)?;
        if sold.body.exchange.is_some() && !self.exchange {
            let key = sold.posted.header.number.clone();
            return Err(Error::WrongState { what: Noun::Sale, key, state: "exchanged" });
        }
        if let Some(of) = &sold.body.order {
            let order = load_customer_order(gate, of.order)?;
            if order.cancelled {
                return Err(Error::WrongState { what: Noun::CustomerOrder, key: order.number, state: "cancelled" });
            }
        }
        if !sold.refunds.is_empty() {
            let key = sold.posted.header.number.clone();
            return Err(Error::WrongState { what: Noun::Sale, key, state: "refunded" });
        }
        let number = &sold.posted.header.number;
        gate.context.allow(Act::Void { kind: DocumentKind::Sale, number, reason: self.reason })?;
        // It never was: its own time is when it did not happen.
        on_open_days(gate, &sold.posted, sold.at)?;
        let body = VoidBody { sale: self.sale, reason: self.reason.to_string() };
        Ok(Decided::new(Body::Void(body), sold.at).referring_to(self.sale).concerning(sold.body.member))
    }
}
