use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Till;
use super::bounded::uses_back;
use super::issuing::withdrawn_by;
use super::refund_plan::RefundPlan;
use crate::catalog::check_name;
use crate::document::{Body, Digest, DocumentKind, RefundBody, RefundedLine, SalePoints, VoidBody};
use crate::ledger::TenderMethod;
use crate::party::PointsLot;
use crate::posting::{Act, Command, Decided, Gate, Posted, SoldLineSoFar, SoldSoFar, digest_of, stored_picks};
use crate::pricing::LinePoints;
use crate::shop::Slip;
use crate::shop::check;
use crate::shop::office::on_open_days;
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
        let posted = self.shop.post(&TakeBack { id, sale, lines, to, reason })?;
        let Posted { post_no, header, body } = posted;
        let Body::Refund(body) = body else { return Err(Error::not_found(Noun::Refund, id)) };
        Ok(Refund {
            id,
            slip: Slip::new(post_no, header),
            sale,
            lines: body.lines,
            total: body.total,
            tenders: body.tenders,
            withdrawn: body.withdrawn.into_iter().filter_map(|gone| gone.counter.into_code()).collect(),
            points: body.points,
        })
    }

    /// States that a sale never was: its goods go back into their batches at what they cost, its payments are given
    /// back by the methods they were made with.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::WrongState`] for a sale of which something came back, or that was voided;
    /// [`Error::ApproverNeeded`], [`Error::NotAllowed`].
    pub fn void(&self, id: DocumentId, sale: SaleId, reason: &str) -> Result<()> {
        self.shop.post(&VoidSale { id, sale, reason }).map(|_| ())
    }
}

/// What [`Till::refund`] posts.
#[derive(Serialize)]
struct TakeBack<'a> {
    id: RefundId,
    sale: SaleId,
    lines: &'a [RefundLine],
    to: RefundTo,
    reason: &'a str,
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
        let variants: Vec<VariantId> = lines.iter().map(|line| line.variant).collect();
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
        let RefundPlan { tenders, bonus, rounding } = RefundPlan::make(gate, &sold, self.to, total)?;
        let (sale, location) = (self.sale, sold.body.location);
        let reason = self.reason.to_string();
        let points = points_back(&sold, &lines);
        let body =
            RefundBody { sale, location, lines, total, rounding, tenders, withdrawn, uses, bonus, reason, points };
        Ok(Decided::new(Body::Refund(body), at).referring_to(self.sale).concerning(sold.body.member))
    }
}

impl TakeBack<'_> {
    fn take_back(sold: &mut SoldSoFar, wanted: &RefundLine) -> Result<RefundedLine> {
        let quantity = Quantity::positive(wanted.quantity, "quantity")?;
        let variant = sold.body.lines.get(wanted.sale_line).map(|line| line.variant);
        let variant = variant.ok_or_else(|| Error::not_found(Noun::SaleLine, wanted.sale_line))?;
        let line = sold.line_mut(wanted.sale_line)?;
        let left = line.quantity_left;
        if quantity > left {
            return Err(Error::RefundExceeds { line: wanted.sale_line, left, asked: quantity });
        }
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
            picks: stored_picks(line.picks_back(quantity)?),
        })
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
struct VoidSale<'a> {
    id: DocumentId,
    sale: SaleId,
    reason: &'a str,
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
