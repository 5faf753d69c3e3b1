//! From a cart to a quote: line amounts by catalog and price lists, promotions, discounts by hand, the lowest-price guard, tax.

mod cart;
mod coupon;
mod discount;
mod line_points;
mod list_prices;
mod listed;
mod points;
mod price_list;
mod quote;
mod round_off;
mod tax_rounding;

pub use cart::{Cart, CartLine, LineDiscount, TakeOff};
pub use coupon::{CouponReason, UnusedCoupon};
pub use discount::{Discount, DiscountKind};
pub use line_points::LinePoints;
pub use list_prices::{ListPrices, PriceStep};
pub(crate) use listed::{Found, Plain, Wanted};
pub use listed::{ListedPrice, NextPrice, PackPrice};
pub(crate) use points::PointsTerms;
pub use points::{PointsRules, QuotedPoints, Redeeming};
pub use price_list::PriceList;
pub(crate) use quote::{Offer, Terms, price};
pub use quote::{Quote, QuotedLine};
pub use round_off::RoundOff;
pub use tax_rounding::TaxRounding;
