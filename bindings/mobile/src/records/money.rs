// Written by tools/mirror.py from the engine's source.

use crate::mirror::records;
use crate::records::StoredValue;
use rust_decimal::Decimal;
use tillbook::value::{Date, MemberId, SaleId, SupplierId};

records! {
    /// What a member has stored.
    out MemberStoredValue = tillbook::report::MemberStoredValue {
        /// Who.
        member: MemberId,
        /// Their card or phone number.
        code: String,
        /// Their name.
        name: String,
        /// What.
        stored: StoredValue,
    }

    /// A sale on account that is not wholly paid.
    out OpenSale = tillbook::report::OpenSale {
        /// The sale.
        sale: SaleId,
        /// The number on its slip.
        number: String,
        /// Its day, by all that was said since.
        business_day: Date,
        /// The last day on which it is paid in time.
        due_on: Date,
        /// What was bought on account.
        amount: Decimal,
        /// What of it is still to be paid.
        open: Decimal,
    }

    /// Money that came and went and is no sale: what was paid in to be spent later, what was bought earlier. Documents
    /// that never were are left out.
    out OtherMoney = tillbook::report::OtherMoney {
        /// What members paid in.
        topped_up: Decimal,
        /// What the shop gave on top; no money.
        bonus_given: Decimal,
        /// What was paid out of stored value.
        cashed_out: Decimal,
        /// What of the bonus was forfeited then; no money.
        bonus_forfeited: Decimal,
        /// What members paid of what they owed.
        settled: Decimal,
        /// What suppliers were paid.
        paid_to_suppliers: Decimal,
        /// What customers paid for orders before they got the goods.
        deposits_taken: Decimal,
        /// What of it they got back because an order was cancelled.
        deposits_returned: Decimal,
        /// What of it the shop kept then; no money.
        deposits_kept: Decimal,
    }

    /// What is owed to a supplier.
    out Payable = tillbook::report::Payable {
        /// Whom.
        supplier: SupplierId,
        /// Their short code.
        code: String,
        /// Their name.
        name: String,
        /// How much: goods, freight and the like, less what went back and what was paid. Below zero for what they owe
        /// the shop.
        owed: Decimal,
    }

    /// What a member owes.
    out Receivable = tillbook::report::Receivable {
        /// Who.
        member: MemberId,
        /// Their card or phone number.
        code: String,
        /// Their name.
        name: String,
        /// What they owe in all; below zero for what the shop owes them.
        owed: Decimal,
        /// What of it should have been paid before the day that was asked for.
        overdue: Decimal,
        /// The sales that are not paid, or not wholly; oldest first. What is open of them is `owed`, if that is above
        /// zero.
        open: Vec<OpenSale>,
    }
}
