use serde::{Deserialize, Serialize};

use super::turn::Effect;
use super::{Benefit, Context, Promotion};
use crate::value::{Money, PromotionId, Quantity, Rate, VariantId};

/// A promotion that gives something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The promotion.
    pub promotion: PromotionId,
    /// Its name.
    pub name: String,
    /// The coupon that is used up.
    pub coupon: Option<String>,
    /// What it takes off in all; zero for a gift, for coupons and for points, else above zero.
    pub discount: Money,
    /// Its shares; they sum to `discount`.
    pub lines: Vec<LineShare>,
    /// What it gives on top of the cart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gift: Option<Gift>,
    /// The coupons that the sale issues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issues: Option<Issue>,
    /// The points that it multiplies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiplied: Option<Multiplied>,
    /// How often it was used: steps, sets, or discounted units.
    pub uses: u32,
}

/// Lines whose points a promotion multiplies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Multiplied {
    /// By so many.
    pub factor: Rate,
    /// Lines of the cart, from 0.
    pub lines: Vec<usize>,
}

/// Goods that a promotion gives on top of the cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gift {
    /// What is given.
    pub variant: VariantId,
    /// How much of it.
    pub quantity: Quantity,
}

/// What a promotion takes off one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineShare {
    /// The line of the cart, from 0.
    pub line: usize,
    /// Above zero.
    pub amount: Money,
}

/// Coupons that a sale issues. Their codes are made when it is posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// What they open.
    pub promotion: PromotionId,
    /// How many, at least one.
    pub count: u32,
    /// The days after the sale on which they begin to hold.
    pub after_days: u16,
    /// For how many days.
    pub valid_days: u16,
    /// The lines of the cart that counted for them.
    pub lines: Vec<usize>,
}

impl Applied {
    /// What `effect` comes to for the customer; `lines` are its shares without those that are zero.
    pub(super) fn new(promotion: &Promotion, effect: &Effect, lines: Vec<LineShare>, context: &Context) -> Self {
        let uses = u32::try_from(effect.uses).unwrap_or(u32::MAX);
        let gift = match (&promotion.benefit, effect.gift) {
            (Benefit::Gift { variant, .. }, Some(quantity)) => Some(Gift { variant: *variant, quantity }),
            _ => None,
        };
        let issues = match &promotion.benefit {
            Benefit::IssueCoupon { promotion, after_days, valid_days, .. } => Some(Issue {
                promotion: *promotion,
                count: uses,
                after_days: *after_days,
                valid_days: *valid_days,
                lines: effect.lines.clone(),
            }),
            _ => None,
        };
        let multiplied = match promotion.benefit {
            Benefit::PointsMultiplier { factor } => Some(Multiplied { factor, lines: effect.lines.clone() }),
            _ => None,
        };
        Self {
            promotion: promotion.id,
            name: promotion.name.clone(),
            coupon: promotion.coupon_in(context).map(str::to_string),
            discount: effect.discount,
            lines,
            gift,
            issues,
            multiplied,
            uses,
        }
    }
}
