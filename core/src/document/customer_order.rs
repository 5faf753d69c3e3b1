//! What a customer was quoted or ordered.

use serde::{Deserialize, Serialize};

use super::{AppliedTender, SoldLine, TenderSource};
use crate::Result;
use crate::ledger::TenderMethod;
use crate::pricing::{Cart, QuotedLine};
use crate::value::{BusinessDay, CustomerOrderId, Date, MemberId, Money, Quantity, allocate, share};

/// A customer was quoted prices, or ordered goods at them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerOrderBody {
    /// Whom it is for; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// What the customer wants.
    pub cart: Cart,
    /// When they want it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted_on: Option<Date>,
    /// The last day on which the prices hold, as long as nothing was paid; `None` for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// True if unit prices, discounts and nets include tax.
    pub prices_include_tax: bool,
    /// What the lines cost.
    pub lines: Vec<QuotedLine>,
    /// What the customer has to pay for all of it, tax included.
    pub total: Money,
}

/// A customer paid for goods before they got them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositBody {
    /// The order.
    pub order: CustomerOrderId,
    /// How much.
    pub amount: Money,
    /// How it was paid.
    pub tenders: Vec<AppliedTender>,
}

/// What was open of an order will not be sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerOrderCancelledBody {
    /// The order.
    pub order: CustomerOrderId,
    /// What the customer got back of the deposit: method and amount.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returned: Vec<(TenderMethod, Money)>,
    /// What the shop kept of it.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub kept: Money,
    /// Why.
    pub reason: String,
}

/// What a customer was quoted or ordered, as its documents leave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerOrder {
    /// Its id.
    pub id: CustomerOrderId,
    /// The number on the paper.
    pub number: String,
    /// The day of it.
    pub ordered_on: BusinessDay,
    /// Whom it is for; may be empty.
    pub label: String,
    /// The member it is for, if the shop knows them.
    pub member: Option<MemberId>,
    /// When it is wanted.
    pub wanted_on: Option<Date>,
    /// The last day on which the prices hold, as long as nothing was paid; `None` for ever.
    pub valid_until: Option<Date>,
    /// What the customer wants.
    pub cart: Cart,
    /// True if unit prices, discounts and nets include tax.
    pub prices_include_tax: bool,
    /// What it costs, and what was sold of it.
    pub lines: Vec<CustomerOrderLine>,
    /// What all of it costs, tax included.
    pub total: Money,
    /// What is left of the deposit, by how it was paid, in that order.
    pub deposit: Vec<TenderSource>,
    /// True once a deposit was paid, and not voided.
    pub has_deposit: bool,
    /// True once what was open of it was cancelled.
    pub cancelled: bool,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerOrderLine {
    /// What was agreed.
    pub agreed: QuotedLine,
    /// Stock units that were sold of it.
    pub sold: Quantity,
    /// What they cost before discounts, ...
    pub gross: Money,
    /// ... after them, in the price basis, ...
    pub net: Money,
    /// ... the tax on that, ...
    pub tax: Money,
    /// ... and the points that they earned.
    pub points: i64,
}

/// Where an order of a customer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CustomerOrderState {
    /// Nothing was sold yet.
    Open,
    /// Some of it was sold.
    PartlySold,
    /// All of it was sold.
    Sold,
    /// The last day of its prices is over, and nothing was paid.
    Expired,
    /// Cancelled.
    Cancelled,
}

impl CustomerOrderState {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::PartlySold => "partly_sold",
            Self::Sold => "sold",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }
}

impl CustomerOrder {
    /// Where it stands on a day.
    pub fn state(&self, on: Date) -> CustomerOrderState {
        let any_sold = self.lines.iter().any(|line| line.sold.is_positive());
        if self.cancelled {
            CustomerOrderState::Cancelled
        } else if self.is_sold() {
            CustomerOrderState::Sold
        } else if any_sold {
            CustomerOrderState::PartlySold
        } else if !self.has_deposit && self.valid_until.is_some_and(|last| last < on) {
            CustomerOrderState::Expired
        } else {
            CustomerOrderState::Open
        }
    }

    /// True if all of it was sold.
    fn is_sold(&self) -> bool {
        self.lines.iter().all(|line| line.sold >= line.agreed.quantity)
    }

    /// True while it can be sold or cancelled.
    pub(crate) fn is_open(&self) -> bool {
        !self.cancelled && !self.is_sold()
    }

    /// What is left of the deposit.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn deposit_left(&self) -> Result<Money> {
        Money::sum(self.deposit.iter().map(|part| part.amount))
    }

    /// What is still to be sold costs, tax included.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn outstanding(&self) -> Result<Money> {
        let mut sum = Money::ZERO;
        for line in self.lines.iter().filter(|_| !self.cancelled) {
            let left = line.agreed.quantity.sub(line.sold)?;
            let part = line.part(left)?;
            sum = sum.add(part.total(self.prices_include_tax)?)?;
        }
        Ok(sum)
    }

    /// Whether so much by these methods is still there.
    pub(crate) fn holds(&self, tenders: &[AppliedTender]) -> Result<bool> {
        for tender in tenders {
            let same = |method: TenderMethod| method == tender.method;
            let asked = tenders.iter().filter(|tender| same(tender.method)).map(|tender| tender.applied);
            let there = self.deposit.iter().filter(|part| same(part.method)).map(|part| part.amount);
            if Money::sum(asked)? > Money::sum(there)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The payments behind so much of the deposit: what was paid first is spent first. Less, if there is not so much.
    pub(crate) fn spend(&self, amount: Money) -> Result<Vec<TenderSource>> {
        let (mut left, mut parts) = (amount, Vec::new());
        for part in &self.deposit {
            let taken = part.amount.min(left);
            left = left.sub(taken)?;
            if taken > Money::ZERO {
                parts.push(TenderSource { amount: taken, ..*part });
            }
        }
        Ok(parts)
    }

    /// So much more is there by a method; below zero for less.
    pub(crate) fn keep(&mut self, method: TenderMethod, amount: Money) -> Result<()> {
        match self.deposit.iter_mut().find(|part| part.method == method) {
            Some(part) => part.amount = part.amount.add(amount)?,
            None => self.deposit.push(TenderSource { method, amount, bonus: Money::ZERO }),
        }
        Ok(())
    }
}

impl CustomerOrderLine {
    /// A line of which nothing was sold yet.
    pub(crate) fn new(agreed: QuotedLine) -> Self {
        let (gross, net, tax) = (Money::ZERO, Money::ZERO, Money::ZERO);
        Self { agreed, sold: Quantity::ZERO, gross, net, tax, points: 0 }
    }

    /// What so many more of its units cost: the share of the line, over all units that were sold so far, less what was
    /// paid for them. All parts add up to the line.
    pub(crate) fn part(&self, quantity: Quantity) -> Result<QuotedLine> {
        let agreed = &self.agreed;
        let after = self.sold.add(quantity)?.micros();
        let due = |amount: Money, before: Money| -> Result<Money> {
            Ok(share(amount, after, agreed.quantity.micros())?.sub(before)?.max(Money::ZERO))
        };
        let (net, tax) = (due(agreed.net, self.net)?, due(agreed.tax, self.tax)?);
        let gross = due(agreed.gross, self.gross)?.max(net);
        let weights: Vec<i64> = agreed.discounts.iter().map(|discount| discount.amount.minor()).collect();
        let off = if weights.is_empty() { Vec::new() } else { allocate(gross.sub(net)?, &weights)? };
        // Without a discount nothing is off.
        let gross = if weights.is_empty() { net } else { gross };
        let mut part = QuotedLine { quantity, gross, net, tax, ..agreed.clone() };
        for (discount, amount) in part.discounts.iter_mut().zip(off) {
            discount.amount = amount;
        }
        part.discounts.retain(|discount| !discount.amount.is_zero());
        // It is so many packs at their price no more.
        if let Some(listed) = part.listed.as_mut().filter(|_| quantity != agreed.quantity) {
            listed.pack = None;
        }
        part.next_price = None;
        part.points.earned = due(Money::from_minor(agreed.points.earned), Money::from_minor(self.points))?.minor();
        Ok(part)
    }

    /// So much of it was sold; with a sign of -1: it never was.
    pub(crate) fn come(&mut self, sold: &SoldLine, sign: i64) -> Result<()> {
        let quantity = if sign < 0 { sold.quantity.neg()? } else { sold.quantity };
        self.sold = self.sold.add(quantity)?;
        self.gross = self.gross.add(sold.gross.times(sign)?)?;
        self.net = self.net.add(sold.net.times(sign)?)?;
        self.tax = self.tax.add(sold.tax.times(sign)?)?;
        self.points += sold.points.earned * sign;
        Ok(())
    }
}
