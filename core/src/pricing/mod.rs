//! From a cart to a quote: line amounts, promotions, discounts by hand, the lowest-price guard, tax.

mod cart;
mod coupon;
mod discount;
mod line_points;
mod points;
mod quote;
mod round_off;
mod tax_rounding;

pub use cart::{Cart, CartLine, LineDiscount, TakeOff};
pub use coupon::{CouponReason, UnusedCoupon};
pub use discount::{Discount, DiscountKind};
pub use line_points::LinePoints;
pub(crate) use points::PointsTerms;
pub use points::{PointsRules, QuotedPoints, Redeeming};
pub(crate) use quote::{Offer, Terms, price};
pub use quote::{Quote, QuotedLine};
pub use round_off::RoundOff;
pub use tax_rounding::TaxRounding;
