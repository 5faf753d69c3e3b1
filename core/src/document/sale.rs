use serde::{Deserialize, Serialize};

use super::Pick;
use crate::ledger::TenderMethod;
use crate::party::PointsLot;
use crate::pricing::{Discount, DiscountKind, LinePoints, ListedPrice};
use crate::promotion::{CountedUse, Coupon, PromotionUse};
use crate::value::{
    CartId, CustomerOrderId, Date, LocationId, MemberId, Money, Price, PromotionId, Quantity, RefundId, VariantId,
};

/// Goods sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleBody {
    /// Where the goods were taken from.
    pub location: LocationId,
    /// To whom, if the shop knows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// True if unit prices, discounts and nets include tax.
    pub prices_include_tax: bool,
    /// What was sold.
    pub lines: Vec<SoldLine>,
    /// What the customer had to pay, tax included.
    pub total: Money,
    /// What rounding to coins made them pay more, below zero for less: the tenders sum to `total` and this.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub rounding: Money,
    /// How it was paid.
    pub tenders: Vec<AppliedTender>,
    /// Coupon codes that were used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<String>,
    /// Promotions that applied, and how often each was used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promotions: Vec<PromotionUse>,
    /// What it used of offers that are bounded over all sales.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<CountedUse>,
    /// Coupons that it issued.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issued: Vec<IssuedCoupons>,
    /// What became of the points of the member; `None` for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<SalePoints>,
    /// True if it counts for the level of the member.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counts_as_spend: bool,
    /// The held cart that was sold, and is held no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumes: Option<CartId>,
    /// The refund of the exchange that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<RefundId>,
    /// The order of the customer that it fulfils, or a part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderedGoods>,
}

/// What a sale fulfils.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderedGoods {
    /// The order.
    pub order: CustomerOrderId,
    /// For each line of the sale that of the order, from 0.
    pub lines: Vec<usize>,
}

/// Coupons that a promotion issued in a sale, and what the customer had to buy for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedCoupons {
    /// The promotion that issued them.
    pub by: PromotionId,
    /// In the order in which they were earned.
    pub coupons: Vec<Coupon>,
    /// The lines of the sale that counted for them.
    pub lines: Vec<usize>,
    /// What each of them took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_amount: Option<Money>,
    /// What each of them took, where it was no amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_quantity: Option<Quantity>,
}

/// Points that a sale gave its member, and those that it took. Of a refund: those that it took back, and gave back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SalePoints {
    /// Points that were earned; zero or more.
    pub earned: i64,
    /// Their last day; `None` for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub good_until: Option<Date>,
    /// Points that were redeemed, by the lots they came out of; each above zero.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redeemed: Vec<PointsLot>,
}

impl SalePoints {
    /// How many were redeemed.
    pub fn redeemed(&self) -> i64 {
        self.redeemed.iter().map(|lot| lot.points).fold(0, i64::saturating_add)
    }

    /// `None` if there are none.
    pub(crate) fn or_none(self) -> Option<Self> {
        Some(self).filter(|points| points.earned != 0 || !points.redeemed.is_empty())
    }
}

/// A line of a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldLine {
    /// What was sold.
    pub variant: VariantId,
    /// How many stock units.
    pub quantity: Quantity,
    /// Price of one; of goods with a price of a pack rounded to six decimals.
    pub unit_price: Price,
    /// Why the price is not the catalog's: what was said by hand, or the name of the price list; empty if it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub price_reason: String,
    /// Where the price came from, if a price list had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<ListedPrice>,
    /// What one would have cost otherwise, where another price was asked for by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_price: Option<Price>,
    /// Quantity times unit price, or packs times the price of a pack, rounded once.
    pub gross: Money,
    /// What was taken off, in the order in which it was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Discount>,
    /// What is left, in the price basis.
    pub net: Money,
    /// The tax on it: part of `net` where prices include tax, on top of it where not.
    pub tax: Money,
    /// The tax code; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tax_code: String,
    /// Points that it earned, and that were redeemed for it.
    #[serde(default, skip_serializing_if = "LinePoints::is_none")]
    pub points: LinePoints,
    /// The promotion that gave the goods on top of the cart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gift: Option<PromotionId>,
    /// What left the stock for it, if it is a kit: the kit itself has no stock.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<MovedPart>,
    /// The batches the goods were taken from; empty for goods that are not tracked by batch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub picks: Vec<Pick>,
    /// How much of it was not there when it was posted, where more may be sold than is there.
    #[serde(default, skip_serializing_if = "Quantity::is_zero")]
    pub short: Quantity,
}

/// Goods that left the stock with a kit, or came back with one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedPart {
    /// What moved.
    pub variant: VariantId,
    /// How many stock units.
    pub quantity: Quantity,
    /// The batches they were taken from, or go back into; empty for goods that are not tracked by batch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub picks: Vec<Pick>,
    /// How much of it was not there when it was posted, where more may be sold than is there.
    #[serde(default, skip_serializing_if = "Quantity::is_zero")]
    pub short: Quantity,
}

impl SoldLine {
    /// What the customer pays for the line.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn total(&self, prices_include_tax: bool) -> crate::Result<Money> {
        if prices_include_tax { Ok(self.net) } else { self.net.add(self.tax) }
    }

    /// What discounts by hand took off.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn discounted_by_hand(&self) -> crate::Result<Money> {
        self.discounted_as(DiscountKind::Manual)
    }

    /// What discounts of one kind took off.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn discounted_as(&self, kind: DiscountKind) -> crate::Result<Money> {
        let of_kind = self.discounts.iter().filter(|discount| discount.kind == kind);
        Money::sum(of_kind.map(|discount| discount.amount))
    }

    /// What coupons took off, or all that was not for a coupon.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge).
    pub fn discounted(&self, coupon: bool) -> crate::Result<Money> {
        let of_kind = self.discounts.iter().filter(|d| (d.kind == DiscountKind::Coupon) == coupon);
        Money::sum(of_kind.map(|d| d.amount))
    }
}

/// A part of the payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedTender {
    /// How it was paid.
    pub method: TenderMethod,
    /// What the customer handed over.
    pub received: Money,
    /// What was given back; only cash gives change.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub change: Money,
    /// What the shop kept: received less change.
    pub applied: Money,
    /// The payment channel's reference, if there is one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// Of stored value: how much of it the shop had given.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub bonus: Money,
    /// Of a sale on account: the last day on which it is paid in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// Of a deposit, or of goods that came back in an exchange: how that was paid, which adds up to what was applied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<TenderSource>,
}

/// A payment behind one that stands for it: what is given back goes there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderSource {
    /// How it was paid.
    pub method: TenderMethod,
    /// How much of it.
    pub amount: Money,
    /// Of stored value: how much of it the shop had given.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub bonus: Money,
}

impl AppliedTender {
    /// So much by a method, without change.
    pub(crate) fn plain(method: TenderMethod, amount: Money) -> Self {
        Self {
            method,
            received: amount,
            change: Money::ZERO,
            applied: amount,
            reference: String::new(),
            bonus: Money::ZERO,
            due_on: None,
            sources: Vec::new(),
        }
    }

    /// The payments with those behind them in the place of what stands for them, added to those by the same method.
    pub(crate) fn by_source(tenders: &[Self]) -> crate::Result<Vec<Self>> {
        let mut paid: Vec<Self> = tenders.iter().filter(|tender| tender.sources.is_empty()).cloned().collect();
        for source in tenders.iter().flat_map(|tender| &tender.sources) {
            let known = paid.iter_mut().find(|tender| tender.method == source.method);
            match known {
                Some(tender) => {
                    tender.applied = tender.applied.add(source.amount)?;
                    tender.bonus = tender.bonus.add(source.bonus)?;
                }
                None => paid.push(Self { bonus: source.bonus, ..Self::plain(source.method, source.amount) }),
            }
        }
        Ok(paid)
    }
}
