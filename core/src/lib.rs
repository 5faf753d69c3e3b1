//! Tillbook: the engine of a small shop.
//!
//! A [`Shop`] is opened over a [store](storage) and talked to through its desks:
//! [`catalog`](Shop::catalog), [`purchasing`](Shop::purchasing), [`carts`](Shop::carts), [`till`](Shop::till),
//! [`stockroom`](Shop::stockroom), [`members`](Shop::members), [`promotions`](Shop::promotions), [`reports`](Shop::reports)
//! and [`office`](Shop::office).
//! Every change is one immutable [document], whose id the caller makes; it posts movements of goods and entries of money
//! to two append-only [ledgers](ledger).
//!
//! ```
//! use rust_decimal_macros::dec;
//! use tillbook::pricing::Cart;
//! use tillbook::shop::{CountLine, NewProduct, OpeningStockLine, Tender};
//! use tillbook::value::{DocumentId, SaleId};
//! use tillbook::Shop;
//!
//! let shop = Shop::memory()?;
//! let tea = shop.catalog().add(NewProduct::new("Green tea").price(dec!(12.80)))?.variants[0].id;
//! shop.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(10), dec!(7.50))])?;
//!
//! let cart = Cart::new().add(tea, dec!(2));
//! let quote = shop.till().price(&cart)?;
//! let sale = shop.till().sell(SaleId::new(), &cart, &[Tender::wechat(quote.total)])?;
//! assert_eq!(shop.stockroom().explain_cost(sale.id)?.cost, shop.money(dec!(15.00))?);
//!
//! shop.stockroom().count(DocumentId::new(), None, &[CountLine::new(tea, dec!(7)).reason("one missing")])?;
//! assert_eq!(shop.stockroom().on_hand(tea)?, (dec!(7).try_into()?, shop.money(dec!(52.50))?));
//! assert!(shop.office().verify()?.is_clean());
//! # Ok::<(), tillbook::Error>(())
//! ```
//!
//! The engines are pure and usable without a shop: [`costing`] (first in, first out, and moving average), [`promotion`],
//! [`pricing`], and barcodes in [`catalog`].
#![forbid(unsafe_code)]

pub mod catalog;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod costing;
pub mod document;
pub mod error;
pub mod ledger;
pub mod party;
mod posting;
pub mod pricing;
pub mod promotion;
pub mod report;
pub mod shop;
pub mod storage;
pub mod value;

pub use error::{DrawerRefusal, Error, Expected, Language, MemberRefusal, Noun, Result};
pub use posting::{Report as VerifyReport, Violation};
pub use shop::Shop;

/// The examples of the README, so that they stay true.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// The example of the page on payments.
#[cfg(doctest)]
#[doc = include_str!("../../docs/payments.md")]
struct PaymentsPage;

/// The example of the page on prices.
#[cfg(doctest)]
#[doc = include_str!("../../docs/pricing.md")]
struct PricingPage;

/// The example of the page on promotions.
#[cfg(doctest)]
#[doc = include_str!("../../docs/promotions.md")]
struct PromotionsPage;

/// The example of the page on the till.
#[cfg(doctest)]
#[doc = include_str!("../../docs/till.md")]
struct TillPage;

/// The example of the page on kits.
#[cfg(doctest)]
#[doc = include_str!("../../docs/kits.md")]
struct KitsPage;

/// The example of the page on members.
#[cfg(doctest)]
#[doc = include_str!("../../docs/members.md")]
struct MembersPage;
