use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Scope, Tier, tier};
use crate::value::{Money, Price, PromotionId, Quantity, Rate, VariantId};
use crate::{Error, Expected, Result};

/// Kinds of goods that one bundle may ask for.
const MOST_ITEMS: usize = 100;
/// Units that one set may have.
const MOST_UNITS: u32 = 1_000_000;
/// Days after which a coupon may begin to hold, and for which it may.
const MOST_DAYS: u16 = 3_650;

/// What a promotion gives.
///
/// *Multi-buys* ([`BuyXGetY`](Self::BuyXGetY), [`BundlePrice`](Self::BundlePrice), [`AnyFor`](Self::AnyFor),
/// [`CheapestFree`](Self::CheapestFree)) use up the units of their sets: a unit belongs to one multi-buy at most. Weighed
/// goods are no units, and take no part in them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Benefit {
    /// A share of the net of the goods in scope; with `max_uses`, of the dearest units.
    PercentOff {
        /// Above 0, at most 1: 0.2 is 20 % off (8折).
        rate: Rate,
    },
    /// An amount, never more than the goods cost.
    AmountOff {
        /// Above zero.
        amount: Money,
        /// How often the amount is taken off.
        per: Per,
    },
    /// Units that are dearer get this price, others keep theirs; with `max_uses`, the units that save most.
    FixedPrice {
        /// Per unit (weighed goods: per kilogram, or whatever the quantity counts); zero or more.
        price: Price,
    },
    /// Steps over the goods in scope (阶梯满减): the highest that is reached, and no other.
    Tiers {
        /// By rising threshold.
        steps: Vec<Tier>,
    },
    /// For every `buy` units the next `get` are cheaper (买二送一, 第二件半价).
    ///
    /// Without a scope of their own the units in scope are cut into groups of `buy + get`, the dearest first; in each the
    /// units after the first `buy` get the reward. An incomplete last group counts if it has more than `buy` units.
    BuyXGetY {
        /// Units that are paid, at least 1.
        buy: u32,
        /// Units that get the reward, at least 1.
        get: u32,
        /// Where the rewarded units come from, the cheapest first, as far as the cart holds any; `None` for the goods in
        /// scope themselves.
        #[serde(default)]
        get_scope: Option<Scope>,
        /// What they get.
        reward: Reward,
    },
    /// Sets of certain goods for a price (套餐), as many as the cart holds, the dearest units of each first; a set that
    /// would cost no more without it is left alone.
    BundlePrice {
        /// What a set consists of, each variant once.
        items: Vec<BundleItem>,
        /// Of a set; zero or more.
        price: Money,
    },
    /// Any `count` units in scope for a price (99元任选3件, 3件10元), the dearest first.
    AnyFor {
        /// Units of a set, at least 1.
        count: u32,
        /// Of a set; zero or more.
        price: Money,
    },
    /// The cheapest units that have a price get a share off (最低价免单).
    CheapestFree {
        /// How many units, at least 1.
        count: u32,
        /// With a number, `count` units for every so many units in scope; the cheapest of all of them.
        #[serde(default)]
        every: Option<u32>,
        /// Above 0, at most 1: 1 is free.
        rate: Rate,
    },
    /// Goods on top of what is in the cart (满赠). They leave the stock with the sale and cost the customer nothing.
    Gift {
        /// What is given.
        variant: VariantId,
        /// How much of it, above zero.
        quantity: Quantity,
        /// How often: [`Per::Order`] or [`Per::EveryThreshold`].
        per: Per,
    },
    /// Who buys enough gets some of the goods in scope for a small price (加价购). The condition is counted on its own scope,
    /// or on all goods that are not in scope.
    AddOn {
        /// Per unit; units that are cheaper keep their price.
        price: Price,
        /// Units that get it, those that save most, each time it is given; at least 1.
        units: u32,
        /// How often: [`Per::Order`] or [`Per::EveryThreshold`].
        per: Per,
    },
    /// Coupons for a later sale (满额送券), at most 100 in one sale. They are the member's who buys, if there is one.
    IssueCoupon {
        /// What they open: a promotion with [`issued_coupons`](super::Promotion::issued_coupons).
        promotion: PromotionId,
        /// How often one is given: [`Per::Order`] or [`Per::EveryThreshold`].
        per: Per,
        /// They hold from so many days after the sale on, at most 3,650: 0 is the day of the sale.
        after_days: u16,
        /// For so many days, 1 to 3,650.
        valid_days: u16,
    },
    /// Goods in scope earn their member more points (双倍积分); it changes no price. Where several multiply the points of
    /// a line the largest factor counts.
    PointsMultiplier {
        /// Above 1, at most 100, at most two decimals: 2 is twice as many.
        factor: Rate,
    },
}

/// How often something is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Per {
    /// Once (立减).
    Order,
    /// For each unit (直降), weighed goods by their quantity; with `max_uses`, the units that save most.
    Unit,
    /// Each time the condition is reached (每满减): the amount in question divided by `min_amount`, or the
    /// quantity by `min_quantity` if there is no `min_amount`, without the fraction. `max_uses` limits the times.
    EveryThreshold,
}

/// What some units of a multi-buy get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reward {
    /// A share off: above 0, at most 1, which is free.
    PercentOff(Rate),
    /// This price if they are dearer (第三件9.9元); zero or more.
    FixedPrice(Price),
}

/// Goods that a bundle asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleItem {
    /// The variant.
    pub variant: VariantId,
    /// Units of it, at least 1.
    pub units: u32,
}

impl Benefit {
    /// Of every `n` units the cheapest gets the reward: 第二件半价 is the second at half its price.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an `n` below 2.
    ///
    /// ```
    /// use tillbook::promotion::{Benefit, Reward};
    /// let second_half_price = Benefit::nth_item(2, Reward::PercentOff("0.5".parse()?))?;
    /// assert!(matches!(second_half_price, Benefit::BuyXGetY { buy: 1, get: 1, .. }));
    /// # Ok::<(), tillbook::Error>(())
    /// ```
    pub fn nth_item(n: u32, reward: Reward) -> Result<Self> {
        if n < 2 {
            return Err(Error::invalid("n", n, Expected::Range("2".into(), MOST_UNITS.to_string())));
        }
        Ok(Self::BuyXGetY { buy: n - 1, get: 1, get_scope: None, reward })
    }

    /// True for the kinds that use up the units of their sets.
    pub(super) fn is_multi_buy(&self) -> bool {
        match self {
            Self::BuyXGetY { .. } | Self::BundlePrice { .. } | Self::AnyFor { .. } | Self::CheapestFree { .. } => true,
            Self::PercentOff { .. }
            | Self::AmountOff { .. }
            | Self::FixedPrice { .. }
            | Self::Tiers { .. }
            | Self::AddOn { .. }
            | Self::Gift { .. }
            | Self::IssueCoupon { .. }
            | Self::PointsMultiplier { .. } => false,
        }
    }

    /// True for the kinds that change no price.
    pub(super) fn is_on_top(&self) -> bool {
        self.is_beside() || matches!(self, Self::PointsMultiplier { .. })
    }

    /// True if it is given each time a threshold is reached.
    pub(super) fn is_per_threshold(&self) -> bool {
        let (Self::AmountOff { per, .. }
        | Self::Gift { per, .. }
        | Self::AddOn { per, .. }
        | Self::IssueCoupon { per, .. }) = self
        else {
            return false;
        };
        *per == Per::EveryThreshold
    }

    /// True if it gives something beside the cart, and takes nothing off.
    pub(super) fn is_beside(&self) -> bool {
        matches!(self, Self::Gift { .. } | Self::IssueCoupon { .. })
    }

    /// Checks the figures.
    ///
    /// # Errors
    /// [`Error::Invalid`] naming the field.
    pub(super) fn check(&self) -> Result<()> {
        match self {
            Self::PercentOff { rate } => check_share("benefit.rate", *rate),
            Self::AmountOff { amount, .. } if amount.minor() <= 0 => {
                Err(Error::invalid("benefit.amount", amount, Expected::Positive))
            }
            Self::FixedPrice { price } => check_price("benefit.price", *price),
            Self::Tiers { steps } => tier::check(steps),
            Self::BuyXGetY { buy, get, get_scope, reward } => {
                check_units("benefit.buy", *buy)?;
                check_units("benefit.get", *get)?;
                get_scope.as_ref().map_or(Ok(()), |scope| scope.check("benefit.get_scope"))?;
                reward.check()
            }
            Self::BundlePrice { items, price } => {
                check_items(items)?;
                price.not_negative("benefit.price").map(drop)
            }
            Self::AnyFor { count, price } => {
                check_units("benefit.count", *count)?;
                price.not_negative("benefit.price").map(drop)
            }
            Self::CheapestFree { count, every, rate } => {
                check_units("benefit.count", *count)?;
                if let Some(every) = every.filter(|every| every < count || *every > MOST_UNITS) {
                    let expected = Expected::Range(count.to_string(), MOST_UNITS.to_string());
                    return Err(Error::invalid("benefit.every", every, expected));
                }
                check_share("benefit.rate", *rate)
            }
            Self::Gift { quantity, .. } if !quantity.is_positive() => {
                Err(Error::invalid("benefit.quantity", quantity, Expected::Positive))
            }
            Self::AddOn { price, units, per } if *per != Per::Unit => {
                check_price("benefit.price", *price)?;
                check_units("benefit.units", *units)
            }
            Self::IssueCoupon { after_days, valid_days, per, .. } if *per != Per::Unit => {
                check_days("benefit.after_days", *after_days, 0)?;
                check_days("benefit.valid_days", *valid_days, 1)
            }
            Self::Gift { per: Per::Unit, .. } | Self::AddOn { .. } | Self::IssueCoupon { .. } => {
                Err(Error::invalid("benefit.per", "unit", Expected::OneOf("order, every_threshold")))
            }
            Self::PointsMultiplier { factor } => check_factor(*factor),
            Self::AmountOff { .. } | Self::Gift { .. } => Ok(()),
        }
    }
}

impl Reward {
    fn check(&self) -> Result<()> {
        match self {
            Self::PercentOff(rate) => check_share("benefit.reward.percent_off", *rate),
            Self::FixedPrice(price) => check_price("benefit.reward.fixed_price", *price),
        }
    }
}

pub(super) fn check_share(field: &str, rate: Rate) -> Result<()> {
    if rate == Rate::ZERO || rate > Rate::ONE {
        return Err(Error::invalid(field, rate, Expected::Range("a share above 0".into(), "1".into())));
    }
    Ok(())
}

fn check_factor(factor: Rate) -> Result<()> {
    let field = "benefit.factor";
    if factor <= Rate::ONE || factor.to_decimal() > Decimal::ONE_HUNDRED {
        return Err(Error::invalid(field, factor, Expected::Range("more than 1".into(), "100".into())));
    }
    if factor.to_decimal().scale() > 2 {
        return Err(Error::invalid(field, factor, Expected::Decimals(2)));
    }
    Ok(())
}

fn check_price(field: &str, price: Price) -> Result<()> {
    if price < Price::ZERO { Err(Error::invalid(field, price, Expected::NotNegative)) } else { Ok(()) }
}

fn check_units(field: &str, units: u32) -> Result<()> {
    if units == 0 || units > MOST_UNITS {
        return Err(Error::invalid(field, units, Expected::Range("1".into(), MOST_UNITS.to_string())));
    }
    Ok(())
}

fn check_days(field: &str, days: u16, least: u16) -> Result<()> {
    if !(least..=MOST_DAYS).contains(&days) {
        return Err(Error::invalid(field, days, Expected::Range(least.to_string(), MOST_DAYS.to_string())));
    }
    Ok(())
}

fn check_items(items: &[BundleItem]) -> Result<()> {
    if items.is_empty() {
        return Err(Error::invalid("benefit.items", "[]", Expected::NotEmpty));
    }
    if items.len() > MOST_ITEMS {
        return Err(Error::invalid("benefit.items", items.len(), Expected::AtMostItems(MOST_ITEMS)));
    }
    for (index, item) in items.iter().enumerate() {
        check_units(&format!("benefit.items[{index}].units"), item.units)?;
        if items.iter().take(index).any(|other| other.variant == item.variant) {
            return Err(Error::invalid(format!("benefit.items[{index}].variant"), item.variant, Expected::Unique));
        }
    }
    Ok(())
}
