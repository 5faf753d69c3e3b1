use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Till;
use super::refund_plan::in_coins;
use crate::catalog::check_name;
use crate::document::{Body, Digest, Pick, UnlinkedLine, UnlinkedRefundBody};
use crate::ledger::TenderMethod;
use crate::posting::{Act, Card, Command, Decided, Gate, Posted, active_member, digest_of, stored_picks};
use crate::shop::Slip;
use crate::shop::check;
use crate::shop::payment::{owed, whose};
use crate::shop::shifts::must_be_open;
use crate::value::{DocumentId, LocationId, MemberId, Money, Price, Quantity, RefundId, VariantId};
use crate::{Error, Expected, Noun, Result};

/// Goods that a customer brings back without a sale to show for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedGoods {
    /// What comes back.
    pub variant: VariantId,
    /// Stock units, above zero.
    pub quantity: Decimal,
    /// What the customer gets for all of them, tax included; zero or more.
    pub amount: Decimal,
    /// What one of them is worth to the shop, zero or more; `None` for what the goods that are there cost on average.
    pub unit_cost: Option<Decimal>,
    /// The batch they are of, which must be known; goods with a shelf life need one.
    pub batch: Option<String>,
}

impl ReturnedGoods {
    /// So many stock units, for so much money in all.
    pub fn new(variant: VariantId, quantity: Decimal, amount: Decimal) -> Self {
        Self { variant, quantity, amount, unit_cost: None, batch: None }
    }

    /// Each of them worth so much to the shop.
    pub fn worth(mut self, unit_cost: Decimal) -> Self {
        self.unit_cost = Some(unit_cost);
        self
    }

    /// Of this batch.
    pub fn batch(mut self, number: impl Into<String>) -> Self {
        self.batch = Some(number.into());
        self
    }
}

/// Goods that come back without a sale, and how the money for them is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlinkedReturn {
    /// Where the goods are put; `None` for the shop's first location.
    pub location: Option<LocationId>,
    /// Who brings them, if the shop knows them.
    pub member: Option<MemberId>,
    /// What comes back.
    pub lines: Vec<ReturnedGoods>,
    /// How the customer gets the money.
    pub method: TenderMethod,
    /// Why.
    pub reason: String,
}

impl UnlinkedReturn {
    /// Nothing yet, paid by this method, for this reason.
    pub fn new(method: TenderMethod, reason: impl Into<String>) -> Self {
        Self { location: None, member: None, lines: Vec::new(), method, reason: reason.into() }
    }

    /// With these goods.
    pub fn line(mut self, line: ReturnedGoods) -> Self {
        self.lines.push(line);
        self
    }

    /// Brought by this member.
    pub fn member(mut self, member: MemberId) -> Self {
        self.member = Some(member);
        self
    }

    /// Put there.
    pub fn into_location(mut self, location: LocationId) -> Self {
        self.location = Some(location);
        self
    }
}

/// A refund without a sale that was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlinkedRefund {
    /// Its id.
    pub id: RefundId,
    /// Its number, its place in the books, its time.
    #[serde(flatten)]
    pub slip: Slip,
    /// What came back.
    pub lines: Vec<UnlinkedLine>,
    /// What the customer got, tax included.
    pub total: Money,
}

impl Till<'_> {
    /// Takes back goods of which no sale is known: the slip is lost, or they were bought before the shop kept books. The
    /// customer gets what the till says; tax by the goods' tax code is taken to be in it. Where the sale is known,
    /// [`refund`](Self::refund) gives exactly what was paid, at exactly what the goods cost.
    ///
    /// The goods come in at the cost that is stated, or else at what the goods that are there cost on average by all that
    /// is known of that time, later paper included.
    ///
    /// # Errors
    /// [`Error::Empty`], [`Error::Invalid`], [`Error::NotFound`]; [`Error::RefundMethod`] for a voucher, and for more on an
    /// account than the member owes; [`Error::ApproverNeeded`], [`Error::NotAllowed`].
    ///
    /// ```
    /// use rust_decimal_macros::dec;
    /// use tillbook::Shop;
    /// use tillbook::ledger::TenderMethod;
    /// use tillbook::shop::{NewProduct, OpeningStockLine, ReturnedGoods, UnlinkedReturn};
    /// use tillbook::value::{DocumentId, RefundId};
    ///
    /// let shop = Shop::memory()?;
    /// let tea = shop.catalog().add(NewProduct::new("Green tea").price(dec!(12.80)))?.variants[0].id;
    /// shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(10), dec!(7.50))])?;
    /// let goods = ReturnedGoods::new(tea, dec!(2), dec!(25.60));
    /// let back = UnlinkedReturn::new(TenderMethod::Cash, "slip lost").line(goods);
    /// assert_eq!(shop.till().refund_without_sale(RefundId::new(), &back)?.total, shop.money(dec!(25.60))?);
    /// assert_eq!(shop.stockroom().on_hand(tea)?, (dec!(12).try_into()?, shop.money(dec!(90))?));
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    pub fn refund_without_sale(&self, id: RefundId, goods: &UnlinkedReturn) -> Result<UnlinkedRefund> {
        let Posted { post_no, header, body } = self.shop.post(&TakeIn { id, goods })?;
        let Body::UnlinkedRefund(body) = body else { return Err(Error::not_found(Noun::Refund, id)) };
        Ok(UnlinkedRefund { id, slip: Slip::new(post_no, header), lines: body.lines, total: body.total })
    }
}

/// What [`Till::refund_without_sale`] posts.
#[derive(Serialize)]
struct TakeIn<'a> {
    id: RefundId,
    goods: &'a UnlinkedReturn,
}

impl Command for TakeIn<'_> {
    fn id(&self) -> DocumentId {
        self.id.into()
    }

    fn request(&self) -> Result<Digest> {
        digest_of("unlinked_refund", self)
    }

    fn decide(&self, gate: &mut Gate<'_>) -> Result<Decided> {
        let UnlinkedReturn { location, member, lines: goods, method, reason } = self.goods;
        must_be_open(gate)?;
        check::lines(Noun::Refund, goods)?;
        check_name("reason", reason)?;
        let variants: Vec<VariantId> = goods.iter().map(|line| line.variant).collect();
        let cards = gate.stocked(&variants)?;
        let batches = goods.iter().zip(&cards).map(|(line, card)| (card.no, line.batch.as_deref().unwrap_or_default()));
        gate.state.load_batches(gate.tx, batches)?;
        let at = gate.when(&cards)?;
        let mut lines = Vec::with_capacity(goods.len());
        for (index, (line, card)) in goods.iter().zip(&cards).enumerate() {
            lines.push(check::at_line(index, take_in(gate, line, card))?);
        }
        let total = Money::sum(lines.iter().map(|line| line.total))?;
        if let Some(member) = member {
            active_member(gate.tx, *member)?;
        }
        payable(gate, *method, *member, total)?;
        gate.context.allow(Act::UnlinkedRefund { total, reason })?;
        let tenders = if total.is_zero() { Vec::new() } else { vec![(*method, total)] };
        let snapshot = gate.snapshot()?;
        let (tenders, rounding) = in_coins(tenders, &snapshot.settings.payments, (Money::ZERO, Money::ZERO))?;
        let location = snapshot.location(*location)?.1.id;
        let prices_include_tax = snapshot.settings.prices_include_tax;
        let (member, reason) = (*member, reason.clone());
        let body = UnlinkedRefundBody { location, member, prices_include_tax, lines, total, rounding, tenders, reason };
        Ok(Decided::new(Body::UnlinkedRefund(body), at).concerning(member))
    }
}

/// Refuses a method by which the customer cannot be paid so much.
fn payable(gate: &mut Gate<'_>, method: TenderMethod, member: Option<MemberId>, total: Money) -> Result<()> {
    let left = match method {
        // Nobody knows which voucher, or what for.
        TenderMethod::Coupon | TenderMethod::Exchange | TenderMethod::Deposit => Money::ZERO,
        TenderMethod::StoredValue => whose(member).map(|_| total)?,
        TenderMethod::OnAccount => owed(gate, whose(member)?)?.max(Money::ZERO),
        _ => total,
    };
    if total > left {
        return Err(Error::RefundMethod { method: method.code(), left, asked: total });
    }
    Ok(())
}

fn take_in(gate: &mut Gate<'_>, line: &ReturnedGoods, card: &Card) -> Result<UnlinkedLine> {
    let snapshot = gate.snapshot()?;
    let currency = snapshot.settings.currency;
    let quantity = Quantity::positive(line.quantity, "quantity")?;
    if line.amount.is_sign_negative() {
        return Err(Error::invalid("amount", line.amount, Expected::NotNegative));
    }
    let total = Money::from_decimal(line.amount, currency).map_err(|error| error.naming("amount"))?;
    let unit_cost = line.unit_cost.map(|cost| Price::not_negative(cost, "unit_cost")).transpose()?;
    let value = unit_cost.map_or(Ok(Money::ZERO), |cost| cost.amount(quantity, currency))?;
    let batch = batch(gate, line, card)?;
    let tax_code = card.product.tax_code.clone();
    let tax = snapshot.tax(&tax_code)?.1.inside(total)?;
    let picks = stored_picks(vec![Pick { batch, quantity }]);
    Ok(UnlinkedLine { variant: line.variant, quantity, total, tax, tax_code, unit_cost, value, picks })
}

/// The batch that the goods go into.
fn batch(gate: &mut Gate<'_>, line: &ReturnedGoods, card: &Card) -> Result<String> {
    let batch = line.batch.as_deref().unwrap_or_default();
    if batch.is_empty() {
        return match card.product.shelf_life_days {
            Some(_) => Err(Error::invalid("batch", batch, Expected::NotEmpty)),
            None => Ok(String::new()),
        };
    }
    match gate.state.batch(gate.tx, card.no, batch)? {
        Some(_) => Ok(batch.to_string()),
        None => Err(Error::not_found(Noun::Batch, batch)),
    }
}
