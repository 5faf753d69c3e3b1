//! Shifts: what happens at the drawer of a device between two counts of its cash.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ledger::{Account, TenderMethod};
use crate::value::{Currency, Money, ShiftId};
use crate::{Error, Expected, Result};

/// Denominations that a shop may have.
const MOST_DENOMINATIONS: usize = 100;
/// Notes and coins of the yuan that are in use, in 分.
const YUAN: [i64; 8] = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10];

/// How a shop keeps its shifts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ShiftRules {
    /// True if nothing is sold, taken back or voided at a device without an open shift.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// How much more or less than expected may be in a drawer without a reason and an approval; zero or more.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub tolerance: Money,
    /// Notes and coins that are counted, above zero, at most 100. Empty for those of the yuan that are in use, and in
    /// a shop with another currency for any amount.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub denominations: Vec<Money>,
}

impl ShiftRules {
    pub(crate) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn check(&self) -> Result<()> {
        self.tolerance.not_negative("tolerance")?;
        if self.denominations.len() > MOST_DENOMINATIONS {
            let expected = Expected::AtMostItems(MOST_DENOMINATIONS);
            return Err(Error::invalid("denominations", self.denominations.len(), expected));
        }
        let mut seen = BTreeSet::new();
        for (index, denomination) in self.denominations.iter().enumerate() {
            let refused = |expected| Err(Error::invalid(format!("denominations[{index}]"), denomination, expected));
            if *denomination <= Money::ZERO {
                return refused(Expected::Positive);
            }
            if !seen.insert(denomination) {
                return refused(Expected::Unique);
            }
        }
        Ok(())
    }

    /// The notes and coins that a drawer can hold; `None` for any.
    pub fn denominations_in(&self, currency: Currency) -> Option<Vec<Money>> {
        match self.denominations.as_slice() {
            [] if currency == Currency::CNY => Some(YUAN.map(Money::from_minor).to_vec()),
            [] => None,
            listed => Some(listed.to_vec()),
        }
    }
}

/// A shift begins at the drawer of the device that posts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftOpenedBody {
    /// What is in the drawer.
    pub float: Money,
    /// What of it was brought from the safe: all, where the books say that the drawer was empty.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub from_safe: Money,
    /// How much more (or less, then negative) is there than the last shift left, and customers paid since.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub difference: Money,
    /// Why there is a difference; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Where cash comes from that is put into a drawer, or goes to that is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Counterpart {
    /// The safe.
    Safe,
    /// The bank.
    Bank,
    /// Bills that are paid out of the drawer: a courier, a light bulb.
    Expenses,
    /// The owner's pocket.
    Owner,
}

impl Counterpart {
    /// The account that it is booked on.
    pub const fn account(self) -> Account {
        match self {
            Self::Safe => Account::Safe,
            Self::Bank => Account::Bank,
            Self::Expenses => Account::Expenses,
            Self::Owner => Account::OwnerEquity,
        }
    }
}

/// Cash was put into a drawer, or taken out of it, and it was not a customer's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashMovedBody {
    /// The shift.
    pub shift: ShiftId,
    /// What was put in; negative for what was taken out.
    pub amount: Money,
    /// Where it came from, or went to.
    pub counterpart: Counterpart,
    /// Why.
    pub reason: String,
}

/// A drawer was opened without a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerOpenedBody {
    /// The shift.
    pub shift: ShiftId,
    /// Why.
    pub reason: String,
}

/// So many notes or coins of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedCash {
    /// What one is worth.
    pub denomination: Money,
    /// How many.
    pub pieces: u32,
}

/// The cash in a drawer was counted, by somebody who was not told what had to be there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerCountedBody {
    /// The shift.
    pub shift: ShiftId,
    /// What was counted.
    pub pieces: Vec<CountedCash>,
    /// What that is worth.
    pub total: Money,
}

/// A shift is over: its Z report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftClosedBody {
    /// The shift.
    pub shift: ShiftId,
    /// The number of the Z report: 1, 2, 3, ... at the device, without a gap.
    pub number: u64,
    /// What happened.
    pub figures: ShiftFigures,
    /// What the drawer must hold.
    pub cash: DrawerCash,
    /// What was counted in it.
    pub pieces: Vec<CountedCash>,
    /// What that is worth.
    pub counted: Money,
    /// Counted less expected.
    pub variance: Money,
    /// What went to the safe then.
    pub to_safe: Money,
    /// What stays in the drawer for the next shift.
    pub left: Money,
    /// Why there is a variance; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Cash in a drawer by the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DrawerCash {
    /// What was there when the shift was opened.
    pub float: Money,
    /// How much more or less that was than the shift before had left.
    pub opening_difference: Money,
    /// What customers paid in cash and the shop kept, less what they got back in cash.
    pub takings: Money,
    /// What was put in beside.
    pub put_in: Money,
    /// What was taken out beside; zero or more.
    pub taken_out: Money,
}

impl DrawerCash {
    /// What must be there: `float + takings + put_in - taken_out`.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn expected(&self) -> Result<Money> {
        self.float.add(self.takings)?.add(self.put_in)?.sub(self.taken_out)
    }
}

/// What was posted at a device during a shift. Documents count where they were posted, whatever day they tell of: a void or
/// a refund in the shift that paid it out, a document that came late in the shift in which it was entered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ShiftFigures {
    /// Documents of any kind, without the one that opened the shift.
    pub documents: u64,
    /// Sales, refunds and voids.
    pub slips: SlipTotals,
    /// The same by the person who posted them, by name.
    pub cashiers: Vec<CashierSlips>,
    /// Payments by method, in the order of [`TenderMethod`].
    pub tenders: Vec<TenderTotal>,
    /// What is left of the sales under each tax code, by code; goods without tax have an empty one.
    pub taxes: Vec<ShiftTax>,
    /// Lines that were sold at a price by hand, and by how much less than the catalog's price (negative for more).
    /// Sales that were voided later are in it, here and below: somebody did it.
    pub price_changes: HandTotal,
    /// Lines with a discount by hand, and what these took off, in the shop's price basis.
    pub hand_discounts: HandTotal,
    /// How often the drawer was opened without a sale.
    pub no_sales: u64,
    /// How often its cash was counted.
    pub counts: u64,
}

/// Slips of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SlipTotal {
    /// How many.
    pub count: u64,
    /// What was paid or given back, tax included; zero or more.
    pub amount: Money,
}

impl SlipTotal {
    pub(crate) fn add(&mut self, amount: Money) -> Result<()> {
        self.count += 1;
        self.amount = self.amount.add(amount)?;
        Ok(())
    }
}

/// Slips of all kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SlipTotals {
    /// Sales, those that were voided included.
    pub sales: SlipTotal,
    /// Sales that never were.
    pub voids: SlipTotal,
    /// Refunds, with and without a sale; those that never were included.
    pub refunds: SlipTotal,
    /// Refunds that never were.
    pub refund_voids: SlipTotal,
}

impl SlipTotals {
    /// What customers paid less what they got back, tax included.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn net(&self) -> Result<Money> {
        let sold = self.sales.amount.sub(self.voids.amount)?;
        sold.sub(self.refunds.amount.sub(self.refund_voids.amount)?)
    }
}

/// What one person posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashierSlips {
    /// The person; empty where nobody was named.
    pub cashier: String,
    /// Their slips.
    pub slips: SlipTotals,
}

/// What came and went by a method of payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderTotal {
    /// How it was paid.
    pub method: TenderMethod,
    /// What the shop kept of sales: change is left out, and so is what voids gave back.
    pub received: Money,
    /// What refunds gave back.
    pub refunded: Money,
    /// What came otherwise, less what went: what members paid in or settled, deposits, what suppliers were paid. No sale; see
    /// [`OtherMoney`](crate::report::OtherMoney).
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub other: Money,
    /// `received - refunded + other`: what there must be more than before. Of stored value: what was spent of it; of sales
    /// on account: what members owe more by them.
    pub net: Money,
}

/// Sales under a tax code, less voids and refunds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftTax {
    /// The code.
    pub code: String,
    /// What customers paid less what they got back, tax included.
    pub net: Money,
    /// The tax in that.
    pub tax: Money,
}

/// What was done by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HandTotal {
    /// Lines.
    pub lines: u64,
    /// What it cost the shop.
    pub amount: Money,
}

impl HandTotal {
    pub(crate) fn add(&mut self, amount: Money) -> Result<()> {
        self.lines += 1;
        self.amount = self.amount.add(amount)?;
        Ok(())
    }
}
