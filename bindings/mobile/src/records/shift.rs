// Written by tools/mirror.py from the engine's source.

use crate::mirror::{choices, records, words};
use crate::records::TenderMethod;
use rust_decimal::Decimal;
use tillbook::value::{ShiftId, Timestamp};

records! {
    /// What was counted in a drawer, note by note. Nothing at all for an empty one.
    in CashCount = tillbook::shop::CashCount {
        /// Each denomination once.
        #[uniffi(default = [])]
        pieces: Vec<CashPieces>,
    }

    /// So many notes or coins of a kind.
    in CashPieces = tillbook::shop::CashPieces {
        /// What one is worth: one of the shop's denominations.
        denomination: Decimal,
        /// How many.
        pieces: i32,
    }

    /// What one person posted.
    out CashierSlips = tillbook::document::CashierSlips {
        /// The person; empty where nobody was named.
        cashier: String,
        /// Their slips.
        slips: SlipTotals,
    }

    /// So many notes or coins of a kind.
    out CountedCash = tillbook::document::CountedCash {
        /// What one is worth.
        denomination: Decimal,
        /// How many.
        pieces: i32,
    }

    /// Cash in a drawer by the books.
    out DrawerCash = tillbook::document::DrawerCash {
        /// What was there when the shift was opened.
        float: Decimal,
        /// How much more or less that was than the shift before had left.
        opening_difference: Decimal,
        /// What customers paid in cash and the shop kept, less what they got back in cash.
        takings: Decimal,
        /// What was put in beside.
        put_in: Decimal,
        /// What was taken out beside; zero or more.
        taken_out: Decimal,
    }

    /// What was done by hand.
    out HandTotal = tillbook::document::HandTotal {
        /// Lines.
        lines: i64,
        /// What it cost the shop.
        amount: Decimal,
    }

    /// A shift.
    out Shift = tillbook::shop::Shift {
        /// Its id.
        id: ShiftId,
        /// The number of the document that opened it.
        number: String,
        /// The device whose drawer it is kept at.
        device: String,
        /// When it was opened.
        opened_at: Timestamp,
        /// By whom.
        opened_by: String,
        /// What was in the drawer then.
        float: Decimal,
    }

    /// How a shift was closed.
    out ShiftClose = tillbook::shop::ShiftClose {
        /// The number of the Z report: 1, 2, 3, ... at the device, without a gap.
        number: i64,
        /// The number of the document.
        document: String,
        /// Its hash: that of the Z report itself.
        hash: String,
        /// When.
        closed_at: Timestamp,
        /// By whom.
        closed_by: String,
        /// Who allowed it, where somebody had to.
        approver: Option<String>,
        /// Why there is a variance; may be empty.
        reason: String,
        /// What went to the safe.
        to_safe: Decimal,
        /// What stays in the drawer for the next shift.
        left: Decimal,
    }

    /// What was posted at a device during a shift. Documents count where they were posted, whatever day they tell of: a
    /// void or a refund in the shift that paid it out, a document that came late in the shift in which it was entered.
    out ShiftFigures = tillbook::document::ShiftFigures {
        /// Documents of any kind, without the one that opened the shift.
        documents: i64,
        /// Sales, refunds and voids.
        slips: SlipTotals,
        /// The same by the person who posted them, by name.
        cashiers: Vec<CashierSlips>,
        /// Payments by method, in the order of `TenderMethod`.
        tenders: Vec<TenderTotal>,
        /// What is left of the sales under each tax code, by code; goods without tax have an empty one.
        taxes: Vec<ShiftTax>,
        /// Lines that were sold at a price by hand, and by how much less than the catalog's price (negative for more).
        /// Sales that were voided later are in it, here and below: somebody did it.
        price_changes: HandTotal,
        /// Lines with a discount by hand, and what these took off, in the shop's price basis.
        hand_discounts: HandTotal,
        /// How often the drawer was opened without a sale.
        no_sales: i64,
        /// How often its cash was counted.
        counts: i64,
    }

    /// What happened in a shift: an X report while it is open, its Z report when it is closed.
    out ShiftReport = tillbook::shop::ShiftReport {
        /// The shift.
        shift: Shift,
        /// How it was closed; `None` in an X report.
        closed: Option<ShiftClose>,
        /// What happened. An X report that does not tell `cash` leaves cash out of the tenders too.
        figures: ShiftFigures,
        /// What the drawer must hold. An X report tells it after the count; before, only with an approval.
        cash: Option<DrawerCash>,
        /// What was counted last; empty before the count.
        pieces: Vec<CountedCash>,
        /// What that is worth; `None` before the count.
        counted: Option<Decimal>,
        /// Counted less expected; `None` before the count, and when cash came or went since.
        variance: Option<Decimal>,
        /// The hash of the newest document in the device's chain before the report: with it nothing before can be
        /// changed unnoticed.
        head: String,
    }

    /// How a shop keeps its shifts.
    both ShiftRules = tillbook::document::ShiftRules {
        /// True if nothing is sold, taken back or voided at a device without an open shift.
        #[uniffi(default = false)]
        required: bool,
        /// How much more or less than expected may be in a drawer without a reason and an approval; zero or more.
        tolerance: Decimal,
        /// Notes and coins that are counted, above zero, at most 100. Empty for those of the yuan that are in use, and
        /// in a shop with another currency for any amount.
        #[uniffi(default = [])]
        denominations: Vec<Decimal>,
    }

    /// Sales under a tax code, less voids and refunds.
    out ShiftTax = tillbook::document::ShiftTax {
        /// The code.
        code: String,
        /// What customers paid less what they got back, tax included.
        net: Decimal,
        /// The tax in that.
        tax: Decimal,
    }

    /// Slips of a kind.
    out SlipTotal = tillbook::document::SlipTotal {
        /// How many.
        count: i64,
        /// What was paid or given back, tax included; zero or more.
        amount: Decimal,
    }

    /// Slips of all kinds.
    out SlipTotals = tillbook::document::SlipTotals {
        /// Sales, those that were voided included.
        sales: SlipTotal,
        /// Sales that never were.
        voids: SlipTotal,
        /// Refunds, with and without a sale; those that never were included.
        refunds: SlipTotal,
        /// Refunds that never were.
        refund_voids: SlipTotal,
    }

    /// What came and went by a method of payment.
    out TenderTotal = tillbook::document::TenderTotal {
        /// How it was paid.
        method: TenderMethod,
        /// What the shop kept of sales: change is left out, and so is what voids gave back.
        received: Decimal,
        /// What refunds gave back.
        refunded: Decimal,
        /// What came otherwise, less what went: what members paid in or settled, deposits, what suppliers were paid. No
        /// sale; see `OtherMoney`.
        other: Decimal,
        /// `received - refunded + other`: what there must be more than before. Of stored value: what was spent of it;
        /// of sales on account: what members owe more by them.
        net: Decimal,
    }
}

words! {
    /// Where cash comes from that is put into a drawer, or goes to that is taken out.
    in Counterpart = tillbook::document::Counterpart {
        /// The safe.
        Safe,
        /// The bank.
        Bank,
        /// Bills that are paid out of the drawer: a courier, a light bulb.
        Expenses,
        /// The owner's pocket.
        Owner,
    }
}

choices! {
    /// Why something cannot be done at a drawer.
    out DrawerRefusal = tillbook::DrawerRefusal {
        /// There is no open shift at this device.
        NoOpenShift {
            /// The device.
            device: String,
        },
        /// The shift is another device's.
        ShiftElsewhere {
            /// Its number.
            shift: String,
            /// The device.
            device: String,
        },
        /// More cash is to be taken out than is there by the books. How much that is stays unsaid: whoever counts it
        /// later must not know.
        Short {
            /// What was asked for.
            asked: Decimal,
        },
        /// Nobody counted the cash since it last came or went.
        NotCounted {
            /// The number of the shift.
            shift: String,
        },
        /// There is more or less than there must be, and nobody said why or approved it. By how much stays unsaid: a
        /// count is a count, not a guess.
        Differs {
            /// How much it may differ without.
            tolerance: Decimal,
        },
    }
}
