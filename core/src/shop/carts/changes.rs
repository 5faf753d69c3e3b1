//! What a line costs now, beside what it cost before.

use serde::{Deserialize, Serialize};

use crate::Result;
use crate::pricing::{Discount, DiscountKind, Quote, QuotedLine};
use crate::promotion::{Evaluation, Reason};
use crate::value::{Date, Money, Price, PromotionId, Quantity, VariantId};

/// A line that costs something else than when it was put aside, or cannot be sold as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineChange {
    /// The line as it was put aside, from 0.
    pub line: usize,
    /// The goods.
    pub variant: VariantId,
    /// What it cost, tax included.
    pub was: Money,
    /// What it costs; `None` if it has no price, or the cart has none.
    pub is: Option<Money>,
    /// Why, all there is. Where the line still has a price, what prices and quantity make of it, less what the discounts
    /// differ by, and the difference of the tax on top are together what `is` is more than `was`.
    pub why: Vec<WhyChanged>,
}

/// Why a line is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WhyChanged {
    /// One stock unit costs something else before discounts.
    Price {
        /// What it cost.
        was: Price,
        /// What it costs.
        is: Price,
    },
    /// The pack holds something else.
    Quantity {
        /// Stock units that were in it.
        was: Quantity,
        /// Stock units that are.
        is: Quantity,
    },
    /// A promotion or another discount takes off something else: it began, ended, or the cart does not reach it any more.
    Discount {
        /// Which kind.
        kind: DiscountKind,
        /// The promotion, if it was one.
        promotion: Option<PromotionId>,
        /// Its name, or the reason that was given.
        name: String,
        /// What it took off; zero for one that is new.
        was: Money,
        /// What it takes off; zero for one that is gone.
        is: Money,
        /// Why a promotion does nothing any more, such as [`Reason::NotNow`]; `None` for one that still does something, or is
        /// not on record.
        why: Option<Reason>,
    },
    /// The tax on top of the price is another.
    Tax {
        /// What it was.
        was: Money,
        /// What it is.
        is: Money,
    },
    /// The goods were taken off the shelf, or are not sold in this pack any more.
    NotForSale,
    /// There is not so much of it that a sale may take. The line stays in the cart.
    OutOfStock {
        /// The stock-keeping unit: of a kit, that of the part that is lacking.
        sku: String,
        /// What is asked for, in stock units.
        asked: Quantity,
        /// What there is for this line, expired goods left out.
        available: Quantity,
    },
    /// What there is of it has expired meanwhile. The line stays in the cart.
    Expired {
        /// The stock-keeping unit: of a kit, that of the part.
        sku: String,
        /// A batch.
        batch: String,
        /// Its last good day.
        expires_on: Date,
    },
}

/// Why a line that is in the new quote differs from what it was.
pub(super) fn differences(was: &QuotedLine, is: &QuotedLine, quote: &Quote) -> Result<Vec<WhyChanged>> {
    let mut why = Vec::new();
    // Unit prices of packs are rounded.
    if was.unit_price != is.unit_price || (was.quantity == is.quantity && was.gross != is.gross) {
        why.push(WhyChanged::Price { was: was.unit_price, is: is.unit_price });
    }
    if was.quantity != is.quantity {
        why.push(WhyChanged::Quantity { was: was.quantity, is: is.quantity });
    }
    let mut seen: Vec<&Discount> = Vec::new();
    for discount in was.discounts.iter().chain(&is.discounts) {
        if seen.iter().any(|known| is_same(known, discount)) {
            continue;
        }
        seen.push(discount);
        let (before, now) = (taken_off(was, discount)?, taken_off(is, discount)?);
        if before != now {
            why.push(WhyChanged::Discount {
                kind: discount.kind,
                promotion: discount.promotion,
                name: discount.reason.clone(),
                was: before,
                is: now,
                why: reason(quote.promotions.as_ref(), discount.promotion),
            });
        }
    }
    if !quote.prices_include_tax && was.tax != is.tax {
        why.push(WhyChanged::Tax { was: was.tax, is: is.tax });
    }
    Ok(why)
}

/// Whether two discounts are the same one at different times: a promotion may be given another name.
fn is_same(one: &Discount, other: &Discount) -> bool {
    one.kind == other.kind
        && one.promotion == other.promotion
        && (one.promotion.is_some() || one.reason == other.reason)
}

fn taken_off(line: &QuotedLine, discount: &Discount) -> Result<Money> {
    Money::sum(line.discounts.iter().filter(|known| is_same(known, discount)).map(|known| known.amount))
}

fn reason(evaluation: Option<&Evaluation>, promotion: Option<PromotionId>) -> Option<Reason> {
    let refused = evaluation?.refused.iter().find(|refused| Some(refused.promotion) == promotion)?;
    Some(refused.reason)
}
