// Written by tools/mirror.py from the engine's source.

use crate::mirror::{choices, records};
use crate::pairs::TenderAmount;
use crate::records::{AppliedTender, Cart, DiscountKind, Quote, Reason, Slip};
use rust_decimal::Decimal;
use tillbook::value::{CartId, CustomerOrderId, Date, DocumentId, MemberId, PromotionId, ShiftId, VariantId};

records! {
    /// An order that was cancelled.
    out CustomerOrderCancelled = tillbook::shop::CustomerOrderCancelled {
        /// Its id.
        id: DocumentId,
        /// Its number, its place in the books, its time.
        slip: Slip,
        /// The order.
        order: CustomerOrderId,
        /// What the customer got back of the deposit: method and amount.
        returned: Vec<TenderAmount>,
        /// What the shop kept of it.
        kept: Decimal,
    }

    /// What a customer paid before they got the goods.
    out Deposit = tillbook::shop::Deposit {
        /// Its id.
        id: DocumentId,
        /// Its number, its place in the books, its time.
        slip: Slip,
        /// The order.
        order: CustomerOrderId,
        /// How much.
        amount: Decimal,
        /// How it was paid.
        tenders: Vec<AppliedTender>,
        /// What they got back in cash.
        change: Decimal,
    }

    /// A cart that is held.
    out HeldCart = tillbook::shop::HeldCart {
        /// Its id.
        id: CartId,
        /// Its number, its place in the books, when it was put aside.
        slip: Slip,
        /// What a person finds it by; may be empty.
        label: String,
        /// By whom.
        held_by: String,
        /// The device at which it was.
        device: String,
        /// The shift in which it was, if one was open there.
        shift: Option<ShiftId>,
        /// The member at the till.
        member: Option<MemberId>,
        /// How many lines it has.
        lines: i64,
        /// What it cost then, tax included.
        total: Decimal,
    }

    /// A line that costs something else than when it was put aside, or cannot be sold as it is.
    out LineChange = tillbook::shop::LineChange {
        /// The line as it was put aside, from 0.
        line: i64,
        /// The goods.
        variant: VariantId,
        /// What it cost, tax included.
        was: Decimal,
        /// What it costs; `None` if it has no price, or the cart has none.
        is: Option<Decimal>,
        /// Why, all there is. Where the line still has a price, what prices and quantity make of it, less what the
        /// discounts differ by, and the difference of the tax on top are together what `is` is more than `was`.
        why: Vec<WhyChanged>,
    }

    /// What a customer is quoted or orders.
    in NewCustomerOrder = tillbook::shop::NewCustomerOrder {
        /// The goods.
        cart: Cart,
        /// Whom it is for; may be empty.
        label: String,
        /// When it is wanted.
        #[uniffi(default = None)]
        wanted_on: Option<Date>,
        /// The last day on which the prices hold, as long as nothing is paid; `None` for ever.
        #[uniffi(default = None)]
        valid_until: Option<Date>,
    }

    /// A cart that was put aside, as it can be sold now.
    out ResumedCart = tillbook::shop::ResumedCart {
        /// What to sell. Lines that have no price any more are left out.
        cart: Cart,
        /// What it costs now; `None` if nothing is left of it, or if something that was entered does not hold any more,
        /// such as points to redeem that lapsed: `Till::price` says what.
        quote: Option<Quote>,
        /// Each line that is not what it was, in the order of the lines.
        changes: Vec<LineChange>,
    }
}

choices! {
    /// Why a line is not what it was.
    out WhyChanged = tillbook::shop::WhyChanged {
        /// One stock unit costs something else before discounts.
        Price {
            /// What it cost.
            was: Decimal,
            /// What it costs.
            is: Decimal,
        },
        /// The pack holds something else.
        Quantity {
            /// Stock units that were in it.
            was: Decimal,
            /// Stock units that are.
            is: Decimal,
        },
        /// A promotion or another discount takes off something else: it began, ended, or the cart does not reach it any
        /// more.
        Discount {
            /// Which kind.
            kind: DiscountKind,
            /// The promotion, if it was one.
            promotion: Option<PromotionId>,
            /// Its name, or the reason that was given.
            name: String,
            /// What it took off; zero for one that is new.
            was: Decimal,
            /// What it takes off; zero for one that is gone.
            is: Decimal,
            /// Why a promotion does nothing any more, such as `Reason::NotNow`; `None` for one that still does
            /// something, or is not on record.
            why: Option<Reason>,
        },
        /// The tax on top of the price is another.
        Tax {
            /// What it was.
            was: Decimal,
            /// What it is.
            is: Decimal,
        },
        /// The goods were taken off the shelf, or are not sold in this pack any more.
        NotForSale,
        /// There is not so much of it that a sale may take. The line stays in the cart.
        OutOfStock {
            /// The stock-keeping unit: of a kit, that of the part that is lacking.
            sku: String,
            /// What is asked for, in stock units.
            asked: Decimal,
            /// What there is for this line, expired goods left out.
            available: Decimal,
        },
        /// What there is of it has expired meanwhile. The line stays in the cart.
        Expired {
            /// The stock-keeping unit: of a kit, that of the part.
            sku: String,
            /// A batch.
            batch: String,
            /// Its last good day.
            expires_on: Date,
        },
    }
}
