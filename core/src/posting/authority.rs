//! What not everybody may do: the embedding program says who may.

use serde::{Deserialize, Serialize};

use super::gate::Context;
use crate::document::DocumentKind;
use crate::value::{Money, Price, Quantity};
use crate::{Error, Expected, Result};

/// Says who may do what. The program that opens a shop gives it one ([`ShopOptions`](crate::shop::ShopOptions)); without
/// one everybody may do everything.
///
/// It is asked when a cart is priced and when a document is decided, while that holds the shop's lock, and again when a lost
/// race is run again: it answers at once, without calling the shop, and leaves nothing behind. What was posted is never
/// asked about again.
///
/// ```
/// use rust_decimal_macros::dec;
/// use tillbook::Shop;
/// use tillbook::document::Settings;
/// use tillbook::pricing::{Cart, CartLine};
/// use tillbook::shop::{Act, Asked, Authority, NewProduct, ShopOptions, Verdict};
/// use tillbook::storage::MemoryStore;
///
/// /// Cashiers take off a tenth at most.
/// struct Tenth;
///
/// impl Authority for Tenth {
///     fn judge(&self, asked: &Asked<'_>) -> Verdict {
///         match asked.act {
///             Act::Discount { base, asked, .. } if asked.minor() * 10 < base.minor() * 9 => Verdict::NeedsApprover,
///             _ => Verdict::Allow,
///         }
///     }
/// }
///
/// let options = ShopOptions { authority: Box::new(Tenth), ..ShopOptions::default() };
/// let shop = Shop::create_with(MemoryStore::default(), Settings::default(), options)?.as_actor("li");
/// let tea = shop.catalog().add(NewProduct::new("Tea").price(dec!(10)))?.variants[0].id;
/// let less = |percent| Cart::new().line(CartLine::new(tea, dec!(1)).take_percent_off(percent, "bruised"));
/// assert_eq!(shop.till().price(&less(dec!(10)))?.total, shop.money(dec!(9))?);
/// assert_eq!(shop.till().price(&less(dec!(11))).unwrap_err().code(), "approver_needed");
/// assert_eq!(shop.approved_by("boss").till().price(&less(dec!(11)))?.total, shop.money(dec!(8.90))?);
/// # Ok::<(), tillbook::Error>(())
/// ```
pub trait Authority: Send + Sync {
    /// Whether somebody may do something.
    fn judge(&self, asked: &Asked<'_>) -> Verdict;
}

/// Everybody may do everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct AllowAll;

impl Authority for AllowAll {
    fn judge(&self, _: &Asked<'_>) -> Verdict {
        Verdict::Allow
    }
}

/// Who wants to do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Asked<'a> {
    /// Who acts; empty if the program does not say.
    pub actor: &'a str,
    /// Who approved it, if somebody did.
    pub approver: Option<&'a str>,
    /// What is to be done.
    pub act: Act<'a>,
}

/// What an [`Authority`] answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It may be done.
    Allow,
    /// It may be done if somebody else than the actor approved it.
    NeedsApprover,
    /// It may not be done, whoever approved it, for this reason.
    Refuse(String),
}

/// What not everybody may do. Amounts are in the price basis where they are of a line, else what the customer pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Act<'a> {
    /// Another price by hand, for a line of a cart.
    Price {
        /// What is sold.
        sku: &'a str,
        /// How many stock units.
        quantity: Quantity,
        /// What one costs by catalog and price lists.
        base: Price,
        /// What it shall cost.
        asked: Price,
        /// Why.
        reason: &'a str,
    },
    /// Amounts taken off a line by hand, all of them together, coupons that are no promotion of the shop's among them.
    Discount {
        /// What is sold.
        sku: &'a str,
        /// How many stock units.
        quantity: Quantity,
        /// What the line costs without anything by hand: by catalog and price lists, after promotions.
        base: Money,
        /// What it shall cost, by hand in price and discounts.
        asked: Money,
        /// Why: the reason of the first.
        reason: &'a str,
    },
    /// The total is rounded off otherwise than the shop does.
    RoundOff {
        /// The total before.
        base: Money,
        /// What it shall be.
        asked: Money,
    },
    /// More is sold than is there, where the shop allows that.
    NegativeStock {
        /// What is sold.
        sku: &'a str,
        /// How many stock units.
        quantity: Quantity,
        /// How many of them are not there.
        short: Quantity,
    },
    /// Goods of a sale come back.
    Refund {
        /// The number of the sale.
        number: &'a str,
        /// What the customer gets.
        total: Money,
        /// Why.
        reason: &'a str,
    },
    /// Goods come back of which no sale is known.
    UnlinkedRefund {
        /// What the customer gets.
        total: Money,
        /// Why.
        reason: &'a str,
    },
    /// A document never was.
    Void {
        /// What kind of document.
        kind: DocumentKind,
        /// Its number.
        number: &'a str,
        /// Why.
        reason: &'a str,
    },
    /// A document was otherwise.
    Amend {
        /// What kind of document.
        kind: DocumentKind,
        /// Its number.
        number: &'a str,
        /// Why.
        reason: &'a str,
    },
}

impl<'a> Act<'a> {
    /// The stable name: `manual_price`, `manual_discount`, ...
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Price { .. } => "manual_price",
            Self::Discount { .. } => "manual_discount",
            Self::RoundOff { .. } => "round_off",
            Self::NegativeStock { .. } => "negative_stock",
            Self::Refund { .. } => "refund",
            Self::UnlinkedRefund { .. } => "unlinked_refund",
            Self::Void { .. } => "void",
            Self::Amend { .. } => "amend",
        }
    }

    /// The SKU or the number of what it is about; empty for a whole cart, and for a refund without a sale.
    pub const fn key(&self) -> &'a str {
        match self {
            Self::Price { sku, .. } | Self::Discount { sku, .. } | Self::NegativeStock { sku, .. } => sku,
            Self::Refund { number, .. } | Self::Void { number, .. } | Self::Amend { number, .. } => number,
            Self::RoundOff { .. } | Self::UnlinkedRefund { .. } => "",
        }
    }
}

impl Context {
    /// Refuses what the actor may not do, and what somebody else has to approve and nobody did.
    pub(crate) fn allow(&self, act: Act<'_>) -> Result<()> {
        let (actor, approver) = (self.actor.as_str(), self.approver.as_deref());
        let refused = |reason| {
            let (actor, act, key) = (actor.to_string(), act.code(), act.key().to_string());
            match reason {
                Some(reason) => Error::NotAllowed { actor, act, key, reason },
                None => Error::ApproverNeeded { actor, act, key },
            }
        };
        match self.authority.judge(&Asked { actor, approver, act }) {
            Verdict::Allow => Ok(()),
            Verdict::Refuse(reason) => Err(refused(Some(reason))),
            Verdict::NeedsApprover => match approver {
                None => Err(refused(None)),
                Some(same) if same == actor => Err(Error::invalid("approver", same, Expected::Another)),
                Some(_) => Ok(()),
            },
        }
    }
}
