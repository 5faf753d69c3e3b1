// Written by tools/mirror.py from the engine's source.

use crate::mirror::{choices, records};
use crate::records::DocumentKind;
use rust_decimal::Decimal;

records! {
    /// Who wants to do what.
    out Asked = tillbook::shop::Asked<'_> {
        /// Who acts; empty if the program does not say.
        actor: String,
        /// Who approved it, if somebody did.
        approver: Option<String>,
        /// What is to be done.
        act: Act,
    }
}

choices! {
    /// What not everybody may do. Amounts are in the price basis where they are of a line, else what the customer pays.
    out Act = tillbook::shop::Act<'_> {
        /// Another price by hand, for a line of a cart.
        Price {
            /// What is sold.
            sku: String,
            /// How many stock units.
            quantity: Decimal,
            /// What one costs by catalog and price lists.
            base: Decimal,
            /// What it shall cost.
            asked: Decimal,
            /// Why.
            reason: String,
        },
        /// Amounts taken off a line by hand, all of them together, coupons that are no promotion of the shop's among
        /// them.
        Discount {
            /// What is sold.
            sku: String,
            /// How many stock units.
            quantity: Decimal,
            /// What the line costs without anything by hand: by catalog and price lists, after promotions.
            base: Decimal,
            /// What it shall cost, by hand in price and discounts.
            asked: Decimal,
            /// Why: the reason of the first.
            reason: String,
        },
        /// The total is rounded off otherwise than the shop does.
        RoundOff {
            /// The total before.
            base: Decimal,
            /// What it shall be.
            asked: Decimal,
        },
        /// More is sold than is there, where the shop allows that.
        NegativeStock {
            /// What is sold.
            sku: String,
            /// How many stock units.
            quantity: Decimal,
            /// How many of them are not there.
            short: Decimal,
        },
        /// Goods of a sale come back.
        Refund {
            /// The number of the sale.
            number: String,
            /// What the customer gets.
            total: Decimal,
            /// Why.
            reason: String,
        },
        /// Goods come back of which no sale is known.
        UnlinkedRefund {
            /// What the customer gets.
            total: Decimal,
            /// Why.
            reason: String,
        },
        /// A document never was.
        Void {
            /// What kind of document.
            kind: DocumentKind,
            /// Its number.
            number: String,
            /// Why.
            reason: String,
        },
        /// A document was otherwise.
        Amend {
            /// What kind of document.
            kind: DocumentKind,
            /// Its number.
            number: String,
            /// Why.
            reason: String,
        },
    }

    /// What an `Authority` answers.
    in Verdict = tillbook::shop::Verdict {
        /// It may be done.
        Allow,
        /// It may be done if somebody else than the actor approved it.
        NeedsApprover,
        /// It may not be done, whoever approved it, for this reason.
        Refuse(text: String),
    }
}
