// Written by tools/mirror.py from the engine's source.

use crate::mirror::records;
use crate::pairs::NamedDocument;
use crate::records::OpenShortage;
use rust_decimal::Decimal;
use tillbook::value::{Date, Timestamp};

records! {
    /// How a document really was; what is left out was as it said.
    in Amendment = tillbook::shop::Amendment {
        /// When it happened.
        #[uniffi(default = None)]
        at: Option<Timestamp>,
        /// Lines that were otherwise.
        #[uniffi(default = [])]
        lines: Vec<LineAmendment>,
        /// Why it is amended.
        #[uniffi(default = "")]
        reason: String,
    }

    /// How a line really was; what is left out was as it said.
    in LineAmendment = tillbook::shop::LineAmendment {
        /// The line, from 0.
        line: i64,
        /// Stock units that were moved, above zero; of a count: that were found, zero or more.
        #[uniffi(default = None)]
        quantity: Option<Decimal>,
        /// What one stock unit that came in cost; zero or more.
        #[uniffi(default = None)]
        unit_cost: Option<Decimal>,
        /// What all that came in cost, or what a supplier gives back for goods that went back, instead; zero or more.
        #[uniffi(default = None)]
        amount: Option<Decimal>,
    }

    /// What is to be known before days are locked: see `Office::before_lock`.
    out LockReview = tillbook::shop::LockReview {
        /// The last day that would be locked.
        through: Date,
        /// What left on these days without being there, and is not covered; by variant, oldest first. Its cost is
        /// provisional, and stays so in the figures of these days: what covers it later counts from the first open day
        /// on.
        shortages: Vec<OpenShortage>,
    }

    /// What `verify` found.
    out VerifyReport = tillbook::VerifyReport {
        /// Documents that were checked.
        documents: i64,
        /// The first thousand violations; empty for a sound shop.
        violations: Vec<Violation>,
        /// How many there are in all.
        found: i64,
    }

    /// A rule that the stored data breaks.
    out Violation = tillbook::Violation {
        /// Id and number of the document it concerns; `None` for state that no single document explains.
        document: Option<NamedDocument>,
        /// The rule: `posting_numbers`, `hash`, `chain`, `personal`, `ledger`, `sums`, `state`, `replay`.
        rule: String,
        /// What is wrong.
        what: String,
    }
}
