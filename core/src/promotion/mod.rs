//! Promotions: which of the shop's offers a cart earns, how much each takes off which line, and why the
//! others do not apply.
//!
//! [`evaluate`] is a pure function. It looks for the plan that is cheapest for the customer:
//!
//! - A promotion takes part when its time has come, its coupon was entered and, if it asks for one, a member is there.
//! - Promotions apply by rising priority, each to what the ones before left over: percentages compound, thresholds
//!   count the amount after earlier discounts. Within one priority the order is free, and any may be left out.
//! - Of all such plans the one with the lowest total is taken, then the one with the most promotions, then the one whose
//!   `(priority, id)` come first. A promotion outside the plan does nothing and its coupon stays unused.
//! - An *exclusive* promotion uses only units that no other one has discounted, and closes them for the others.
//!   Exclusivity is about units, not about the whole cart.
//! - A discount is rounded once, half away from zero, and split over the lines by largest remainder.
//!
//! Lines with a whole quantity consist of units; a line with a fraction (weighed goods) is one unit.
//!
//! ```
//! use rust_decimal_macros::dec;
//! use tillbook::promotion::{Benefit, Context, Goods, Promotion, evaluate};
//! use tillbook::value::{Currency, Money, ProductId, PromotionId, Quantity, Rate, Timestamp, VariantId};
//!
//! let tee = Goods {
//!     variant: VariantId::new(),
//!     product: ProductId::new(),
//!     categories: vec![],
//!     quantity: Quantity::whole(2)?,
//!     amount: Money::from_minor(118_00),
//!     days_left: None,
//! };
//! let benefit = Benefit::PercentOff { rate: Rate::percent(dec!(20))? };
//! let mut sale = Promotion::new(PromotionId::new(), "8折", benefit);
//! sale.condition.min_amount = Some(Money::from_minor(100_00));
//!
//! let context = Context::new(Currency::CNY, "2026-01-31T09:30:00+08:00".parse()?);
//! let evaluation = evaluate(&[tee], &[sale], &context)?;
//! assert_eq!(evaluation.discount.minor(), 23_60);
//! assert_eq!(evaluation.lines[0].net.minor(), 94_40);
//! assert_eq!(evaluation.applied[0].name, "8折");
//! # Ok::<(), tillbook::Error>(())
//! ```

mod applied;
mod benefit;
mod bundle;
mod candidate;
mod condition;
mod coupon;
mod evaluation;
mod exhaustive;
mod goods;
mod greedy;
mod groups;
mod improve;
mod limit;
mod lines;
mod memory;
mod near_miss;
mod offer;
mod piece;
mod plan;
mod ratio;
mod refused;
mod single;
mod split;
mod stock;
mod tier;
mod turn;
mod window;
mod world;

pub use applied::{Applied, Gift, Issue, LineShare, Multiplied};
pub use benefit::{Benefit, BundleItem, Per, Reward};
pub use condition::{Condition, Scope};
pub use coupon::{Coupon, EnteredCoupon};
pub use evaluation::{Evaluation, PricedLine, PromotionShare, Search, evaluate};
pub use goods::{Context, Goods, PromotionUse, Shopper};
pub use limit::{CountedUse, Counter, Counts, Limit, UsedBefore};
pub(crate) use limit::{counted, withdrawn};
pub use near_miss::{Gain, NearMiss};
pub use offer::{Promotion, Stacking};
pub use refused::{Reason, Refused};
pub use tier::{Off, Threshold, Tier};
pub use window::{BirthdayWindow, Hours, LocalTime};
