use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::coupon::unused_coupons;
use super::tax_rounding::{round_by_code, tax_on};
use super::{
    CartLine, Discount, DiscountKind, Found, LineDiscount, LinePoints, ListedPrice, NextPrice, PointsTerms,
    QuotedPoints, RoundOff, TakeOff, TaxRounding, UnusedCoupon, points, round_off,
};
use crate::promotion::{self, Applied, Context, Evaluation, Gift, Goods, Promotion};
use crate::value::{Currency, Money, Price, Quantity, Rate, VariantId};
use crate::{Error, Expected, Result};

/// Decimals of a percentage; as a [`Rate`] it has two more.
const MOST_PERCENT_DECIMALS: u32 = 10;

/// Discounts that one line may be given by hand.
const MOST_DISCOUNTS: usize = 20;

/// What a cart costs and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The lines, in the cart's order.
    pub lines: Vec<QuotedLine>,
    /// True if unit prices, discounts and nets include tax.
    pub prices_include_tax: bool,
    /// Sum of what the lines cost before anything is taken off.
    pub gross: Money,
    /// Sum of all that was taken off.
    pub discount: Money,
    /// Sum of the taxes.
    pub tax: Money,
    /// What the customer has to pay, tax included.
    pub total: Money,
    /// Which promotions applied and which not, and why; `None` for a shop without promotions.
    pub promotions: Option<Evaluation>,
    /// Coupon codes that were entered and give nothing, and why. One that held before and does not any more stops the sale.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unused_coupons: Vec<UnusedCoupon>,
    /// What the sale does to the points of its member; `None` without a member, and in a shop without points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<QuotedPoints>,
}

/// What one line costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotedLine {
    /// What is bought.
    pub variant: VariantId,
    /// How many stock units.
    pub quantity: Quantity,
    /// Price of one; of goods with a price of a pack rounded to six decimals.
    pub unit_price: Price,
    /// Why the price is not the catalog's: what was said by hand, or the name of the price list; empty if it is.
    pub price_reason: String,
    /// Where the price came from, if a price list has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<ListedPrice>,
    /// The lower price of a price list that is nearest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_price: Option<NextPrice>,
    /// What one would cost otherwise, where another price was asked for by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_price: Option<Price>,
    /// Quantity times unit price, or packs times the price of a pack, rounded once.
    pub gross: Money,
    /// What was taken off, in this order.
    pub discounts: Vec<Discount>,
    /// What is left, in the price basis.
    pub net: Money,
    /// The tax on it: part of `net` where prices include tax, on top of it where not.
    pub tax: Money,
    /// The tax code; empty for none.
    pub tax_code: String,
    /// Points that it earns, and that were redeemed for it.
    #[serde(default, skip_serializing_if = "LinePoints::is_none")]
    pub points: LinePoints,
}

impl Quote {
    /// What promotions give on top of the cart; a sale takes it out of the stock.
    pub fn gifts(&self) -> impl Iterator<Item = (&Applied, Gift)> {
        self.applied().iter().filter_map(|applied| Some((applied, applied.gift?)))
    }

    /// The promotions that apply, in the order of their application.
    pub fn applied(&self) -> &[Applied] {
        self.promotions.as_ref().map(|found| found.applied.as_slice()).unwrap_or_default()
    }
}

impl QuotedLine {
    /// What the customer pays for the line, tax included.
    ///
    /// # Errors
    /// [`Error::TooLarge`].
    pub fn total(&self, prices_include_tax: bool) -> Result<Money> {
        if prices_include_tax { Ok(self.net) } else { self.net.add(self.tax) }
    }
}

/// A cart line with what the catalog says of its goods.
pub(crate) struct Offer<'a> {
    pub(crate) line: &'a CartLine,
    pub(crate) goods: Goods,
    pub(crate) sku: &'a str,
    pub(crate) found: Found,
    /// What one would cost otherwise, if another price was asked for by hand.
    pub(crate) list_price: Option<Price>,
    pub(crate) lowest_price: Option<Price>,
    pub(crate) tax_code: &'a str,
    pub(crate) rate: Rate,
}

/// What holds for all lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms<'a> {
    pub(crate) prices_include_tax: bool,
    pub(crate) tax_rounding: TaxRounding,
    /// True if nothing may be sold below its lowest price.
    pub(crate) guarded: bool,
    /// How the total is rounded off.
    pub(crate) round_off: RoundOff,
    /// With a member, in a shop with points.
    pub(crate) points: Option<PointsTerms<'a>>,
}

/// Prices offers: promotions first, then what was taken off by hand, then the guard, then points, then the total is rounded
/// off, then tax.
pub(crate) fn price(
    offers: Vec<Offer<'_>>,
    promotions: &[Promotion],
    (context, spoilt): (&Context, &[UnusedCoupon]),
    terms: Terms<'_>,
) -> Result<Quote> {
    let prices_include_tax = terms.prices_include_tax;
    let mut lines = Vec::with_capacity(offers.len());
    let rates: Vec<Rate> = offers.iter().map(|offer| offer.rate).collect();
    let evaluation = if promotions.is_empty() {
        None
    } else {
        let goods: Vec<Goods> = offers.iter().map(|offer| offer.goods.clone()).collect();
        Some(promotion::evaluate(&goods, promotions, context)?)
    };
    let earns: Vec<bool> =
        terms.points.map_or_else(Vec::new, |terms| offers.iter().map(|o| !terms.rules.excludes(&o.goods)).collect());
    for (index, offer) in offers.into_iter().enumerate() {
        let discounts = evaluation.as_ref().map(|found| promoted(found, promotions, index)).unwrap_or_default();
        let line = quote_line(offer, discounts, context.currency, terms)
            .map_err(|e| e.within(format_args!("lines[{index}]")))?;
        lines.push(line);
    }
    let mut points = terms.points.map(|terms| points::redeem(&mut lines, terms)).transpose()?;
    if terms.round_off != RoundOff::Nothing {
        let code = terms.round_off.code();
        if !prices_include_tax {
            // Each share taken off would change the tax that comes on top, and with it the total.
            return Err(Error::invalid("round_off", code, Expected::Exactly(RoundOff::Nothing.code().into())));
        }
        let total = Money::sum(lines.iter().map(|line| line.net))?;
        round_off::take_off(&mut lines, &rates, terms.round_off.of(total, context.currency), code)?;
    }
    for (line, rate) in lines.iter_mut().zip(&rates) {
        line.tax = tax_on(line.net, *rate, prices_include_tax)?;
    }
    if terms.tax_rounding == TaxRounding::Document {
        round_by_code(&mut lines, &rates, prices_include_tax)?;
    }
    if let (Some(quoted), Some(terms)) = (&mut points, terms.points) {
        let by = (earns.as_slice(), evaluation.as_ref());
        quoted.earned = points::earn(&mut lines, terms.rules, by, prices_include_tax)?;
    }
    let sum = |amount: fn(&QuotedLine) -> Money| Money::sum(lines.iter().map(amount));
    let (gross, net, tax) = (sum(|l| l.gross)?, sum(|l| l.net)?, sum(|l| l.tax)?);
    let total = if prices_include_tax { net } else { net.add(tax)? };
    let discount = gross.sub(net)?;
    let unused_coupons = unused_coupons(context, spoilt, promotions, evaluation.as_ref());
    Ok(Quote { lines, prices_include_tax, gross, discount, tax, total, promotions: evaluation, unused_coupons, points })
}

/// What promotions take off a line.
fn promoted(evaluation: &Evaluation, promotions: &[Promotion], index: usize) -> Vec<Discount> {
    let shares = evaluation.lines.get(index).map(|line| line.discounts.as_slice()).unwrap_or_default();
    let of = |share: &promotion::PromotionShare| {
        let found = promotions.iter().find(|promotion| promotion.id == share.promotion)?;
        let kind = if found.asks_for_coupon() { DiscountKind::Coupon } else { DiscountKind::Promotion };
        Some(Discount { kind, reason: found.name.clone(), promotion: Some(found.id), amount: share.amount })
    };
    shares.iter().filter_map(of).filter(|discount| !discount.amount.is_zero()).collect()
}

/// A line before points and tax.
fn quote_line(
    offer: Offer<'_>,
    mut discounts: Vec<Discount>,
    currency: Currency,
    terms: Terms<'_>,
) -> Result<QuotedLine> {
    let by_hand = &offer.line.discounts;
    if by_hand.len() > MOST_DISCOUNTS {
        return Err(Error::invalid("discounts", by_hand.len(), Expected::AtMostItems(MOST_DISCOUNTS)));
    }
    let gross = offer.goods.amount;
    let mut net = gross.sub(Money::sum(discounts.iter().map(|d| d.amount))?)?;
    for (i, by_hand) in by_hand.iter().enumerate() {
        let discount = take_off(by_hand, net, currency).map_err(|e| e.within(format_args!("discounts[{i}]")))?;
        net = net.sub(discount.amount)?;
        discounts.push(discount);
    }
    let (variant, quantity) = (offer.goods.variant, offer.goods.quantity);
    if let Some(lowest) = offer.lowest_price.filter(|_| terms.guarded) {
        let lowest = lowest.amount(quantity, currency)?;
        if net < lowest {
            return Err(Error::BelowLowestPrice { sku: offer.sku.to_string(), net, lowest });
        }
    }
    let Found { unit_price, reason: price_reason, listed, next: next_price, .. } = offer.found;
    Ok(QuotedLine {
        variant,
        quantity,
        unit_price,
        price_reason,
        listed,
        next_price,
        list_price: offer.list_price,
        gross,
        discounts,
        net,
        tax: Money::ZERO,
        tax_code: offer.tax_code.to_string(),
        points: LinePoints::default(),
    })
}

fn take_off(by_hand: &LineDiscount, left: Money, currency: Currency) -> Result<Discount> {
    crate::catalog::check_name("reason", &by_hand.reason)?;
    if !matches!(by_hand.kind, DiscountKind::Manual | DiscountKind::Coupon) {
        return Err(Error::invalid("kind", by_hand.kind.code(), Expected::OneOf("manual, coupon")));
    }
    let amount = match by_hand.off {
        TakeOff::Amount(amount) => {
            if amount.is_sign_negative() {
                return Err(Error::invalid("amount", amount, Expected::NotNegative));
            }
            let amount = Money::from_decimal(amount, currency).map_err(|error| error.naming("amount"))?;
            if amount > left {
                return Err(Error::invalid("amount", amount.text(currency), Expected::AtMost(left.text(currency))));
            }
            amount
        }
        TakeOff::Percent(percent) => {
            if percent.is_sign_negative() || percent > Decimal::ONE_HUNDRED {
                return Err(Error::invalid("percent", percent, Expected::Range("0".into(), "100".into())));
            }
            if percent.normalize().scale() > MOST_PERCENT_DECIMALS {
                return Err(Error::invalid("percent", percent, Expected::Decimals(MOST_PERCENT_DECIMALS)));
            }
            Rate::percent(percent)?.of(left)?
        }
    };
    Ok(Discount { kind: by_hand.kind, reason: by_hand.reason.clone(), promotion: None, amount })
}
