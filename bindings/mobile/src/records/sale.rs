// Written by tools/mirror.py from the engine's source.

use crate::mirror::records;
use crate::records::{Discount, LinePoints, ListedPrice, Pick, PointsLot, TenderMethod};
use rust_decimal::Decimal;
use tillbook::value::{Date, PromotionId, Timestamp, VariantId};

records! {
    /// A part of the payment.
    out AppliedTender = tillbook::document::AppliedTender {
        /// How it was paid.
        method: TenderMethod,
        /// What the customer handed over.
        received: Decimal,
        /// What was given back; only cash gives change.
        change: Decimal,
        /// What the shop kept: received less change.
        applied: Decimal,
        /// The payment channel's reference, if there is one.
        reference: String,
        /// Of stored value: how much of it the shop had given.
        bonus: Decimal,
        /// Of a sale on account: the last day on which it is paid in time.
        due_on: Option<Date>,
        /// Of a deposit, or of goods that came back in an exchange: how that was paid, which adds up to what was
        /// applied.
        sources: Vec<TenderSource>,
    }

    /// Goods that left the stock with a kit, or came back with one.
    out MovedPart = tillbook::document::MovedPart {
        /// What moved.
        variant: VariantId,
        /// How many stock units.
        quantity: Decimal,
        /// The batches they were taken from, or go back into; empty for goods that are not tracked by batch.
        picks: Vec<Pick>,
        /// How much of it was not there when it was posted, where more may be sold than is there.
        short: Decimal,
    }

    /// A line of a refund. Each amount is the returned share of the sale line's, rounded over all units of the line
    /// that came back so far, less what was given back before.
    out RefundedLine = tillbook::document::RefundedLine {
        /// The line of the sale, from 0.
        sale_line: i64,
        /// What came back.
        variant: VariantId,
        /// How many stock units.
        quantity: Decimal,
        /// What the customer gets for them, tax included.
        total: Decimal,
        /// The tax in that.
        tax: Decimal,
        /// Share of the discounts, in the sale's price basis.
        discount: Decimal,
        /// Share of the coupons, in the sale's price basis.
        coupon: Decimal,
        /// Share of the points that it earned, and that were redeemed for it.
        points: LinePoints,
        /// What comes back into the stock, if it is a kit.
        parts: Vec<MovedPart>,
        /// The batches they go back into; empty for goods that are not tracked by batch.
        picks: Vec<Pick>,
    }

    /// Points that a sale gave its member, and those that it took. Of a refund: those that it took back, and gave back.
    out SalePoints = tillbook::document::SalePoints {
        /// Points that were earned; zero or more.
        earned: i64,
        /// Their last day; `None` for ever.
        good_until: Option<Date>,
        /// Points that were redeemed, by the lots they came out of; each above zero.
        redeemed: Vec<PointsLot>,
    }

    /// Where a document that was posted stands: its number, its place in the books, its time.
    out Slip = tillbook::shop::Slip {
        /// The number that is printed: `S-T1-000123`.
        number: String,
        /// Its place in the shop's order of posting.
        post_no: i64,
        /// When it happened.
        effective_at: Timestamp,
        /// The shop's day it belongs to.
        business_day: Date,
    }

    /// A line of a sale.
    out SoldLine = tillbook::document::SoldLine {
        /// What was sold.
        variant: VariantId,
        /// How many stock units.
        quantity: Decimal,
        /// Price of one; of goods with a price of a pack rounded to six decimals.
        unit_price: Decimal,
        /// Why the price is not the catalog's: what was said by hand, or the name of the price list; empty if it is.
        price_reason: String,
        /// Where the price came from, if a price list had it.
        listed: Option<ListedPrice>,
        /// What one would have cost otherwise, where another price was asked for by hand.
        list_price: Option<Decimal>,
        /// Quantity times unit price, or packs times the price of a pack, rounded once.
        gross: Decimal,
        /// What was taken off, in the order in which it was.
        discounts: Vec<Discount>,
        /// What is left, in the price basis.
        net: Decimal,
        /// The tax on it: part of `net` where prices include tax, on top of it where not.
        tax: Decimal,
        /// The tax code; empty for none.
        tax_code: String,
        /// Points that it earned, and that were redeemed for it.
        points: LinePoints,
        /// The promotion that gave the goods on top of the cart.
        gift: Option<PromotionId>,
        /// What left the stock for it, if it is a kit: the kit itself has no stock.
        parts: Vec<MovedPart>,
        /// The batches the goods were taken from; empty for goods that are not tracked by batch.
        picks: Vec<Pick>,
        /// How much of it was not there when it was posted, where more may be sold than is there.
        short: Decimal,
    }

    /// A payment behind one that stands for it: what is given back goes there.
    out TenderSource = tillbook::document::TenderSource {
        /// How it was paid.
        method: TenderMethod,
        /// How much of it.
        amount: Decimal,
        /// Of stored value: how much of it the shop had given.
        bonus: Decimal,
    }

    /// A line of a refund without a sale.
    out UnlinkedLine = tillbook::document::UnlinkedLine {
        /// What came back.
        variant: VariantId,
        /// How many stock units.
        quantity: Decimal,
        /// What the customer gets for them, tax included.
        total: Decimal,
        /// The tax in that.
        tax: Decimal,
        /// The tax code; empty for none.
        tax_code: String,
        /// What one stock unit is worth to the shop; `None` for what the goods there cost on average.
        unit_cost: Option<Decimal>,
        /// Quantity times that, rounded once.
        value: Decimal,
        /// The batches they go into; empty for goods that are not tracked by batch.
        picks: Vec<Pick>,
    }
}
