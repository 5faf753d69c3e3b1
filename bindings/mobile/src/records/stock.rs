// Written by tools/mirror.py from the engine's source.

use crate::mirror::{choices, records, words};
use crate::records::CostingMethod;
use rust_decimal::Decimal;
use tillbook::value::{Date, LocationId, Timestamp, VariantId};

records! {
    /// Goods of one batch at one location whose last good day is near or past.
    out Expiring = tillbook::report::Expiring {
        /// The variant.
        variant: VariantId,
        /// Its SKU.
        sku: String,
        /// Its name.
        name: String,
        /// The batch.
        batch: String,
        /// Where it lies.
        location: LocationId,
        /// The last good day.
        expires_on: Date,
        /// Stock units.
        quantity: Decimal,
        /// Days from today to the last good day: 0 on that day itself, below zero once it is past.
        days_left: i32,
        /// True once the last good day is past.
        is_expired: bool,
        /// What the goods are worth at the variant's average cost, rounded for each row. Costs do not follow batches.
        value: Decimal,
    }

    /// What is on hand of all goods with the same last good day.
    out ExpiryStock = tillbook::report::ExpiryStock {
        /// The last good day; `None` for goods that have none.
        expires_on: Option<Date>,
        /// Stock units.
        quantity: Decimal,
    }

    /// Goods that moved for one reason. Positive, whether they came or went.
    out Flow = tillbook::report::Flow {
        /// Lines of documents.
        lines: i64,
        /// Stock units.
        quantity: Decimal,
        /// At cost.
        value: Decimal,
    }

    /// What goods would have cost by another method, beside what they cost.
    out Recost = tillbook::report::Recost {
        /// The other method.
        method: CostingMethod,
        /// What was sold in the period cost, less what came back.
        cost_of_sales: Recosted,
        /// What was on hand when the period ended was worth at cost.
        stock_value: Recosted,
        /// The costs of sales by day, the earliest first; without days that have none.
        days: Vec<RecostedDay>,
        /// By variant, in the order in which they were added; without those that never moved until the period ended.
        variants: Vec<RecostedVariant>,
    }

    /// What is, and what would be.
    out Recosted = tillbook::report::Recosted {
        /// By the ledger.
        is: Decimal,
        /// By the other method.
        would_be: Decimal,
    }

    /// What was sold on a day.
    out RecostedDay = tillbook::report::RecostedDay {
        /// The day.
        day: Date,
        /// What it cost, less what came back.
        cost_of_sales: Recosted,
    }

    /// The goods of a variant.
    out RecostedVariant = tillbook::report::RecostedVariant {
        /// The variant.
        variant: VariantId,
        /// Its SKU.
        sku: String,
        /// Its name.
        name: String,
        /// What was sold of it in the period cost, less what came back.
        cost_of_sales: Recosted,
        /// On hand when the period ended.
        quantity: Decimal,
        /// What that was worth at cost.
        stock_value: Recosted,
    }

    /// A variant at or below its reorder point.
    out Reorder = tillbook::report::Reorder {
        /// The variant.
        variant: VariantId,
        /// Its SKU.
        sku: String,
        /// Its name.
        name: String,
        /// On hand, over all locations.
        on_hand: Decimal,
        /// Still to come of open orders.
        on_order: Decimal,
        /// Its reorder point.
        reorder_point: Decimal,
    }

    /// What changed the stock of a shop in a period. Quantities and values alike are conserved: `opening`,
    /// `opening_stock`, `receipts`, `refunds`, `voids` and `count_gains` together are `sales`, `supplier_returns`,
    /// `count_losses`, `write_offs`, `write_downs` and `closing` together.
    out StockChanges = tillbook::report::StockChanges {
        /// On hand when the period began; without lines.
        opening: Flow,
        /// Stated as opening stock in the period.
        opening_stock: Flow,
        /// Received from suppliers.
        receipts: Flow,
        /// Returned to suppliers, at book value.
        supplier_returns: Flow,
        /// Sold, voided sales included.
        sales: Flow,
        /// Goods of sales that never were, back again.
        voids: Flow,
        /// Brought back by customers.
        refunds: Flow,
        /// Missing in counts, by all that is known of them now.
        count_losses: Flow,
        /// Found in counts.
        count_gains: Flow,
        /// Thrown away.
        write_offs: Flow,
        /// Written down to what can be realised, less what was written up again; below zero when more was written up.
        /// Nothing moves.
        write_downs: Flow,
        /// Carried between locations: what left the one place. Stock and value stay what they were.
        transfers: Flow,
        /// On hand when the period ended; without lines.
        closing: Flow,
        /// Lines of counts, those without a difference included; voided ones are left out.
        lines_counted: i64,
        /// Lines of counts with a difference, by all that is known of them now.
        lines_off: i64,
        /// `sales.value - voids.value - refunds.value`: the `cogs` of the `SalesSummary`.
        cogs: Decimal,
        /// Shrinkage (盘亏): `count_losses.value - count_gains.value`.
        count_variance: Decimal,
    }

    /// All that is on hand.
    out StockSummary = tillbook::report::StockSummary {
        /// Stock units, over all locations.
        quantity: Decimal,
        /// What they are worth at cost.
        value: Decimal,
        /// Variants that are on hand.
        variants: i64,
    }

    /// What is on hand of a variant, over all locations.
    out VariantStock = tillbook::report::VariantStock {
        /// The variant.
        variant: VariantId,
        /// Its SKU.
        sku: String,
        /// Its name.
        name: String,
        /// How much.
        quantity: Decimal,
        /// What that is worth at cost.
        value: Decimal,
    }
}

words! {
    /// Which variants a list of stock names.
    in StockOf = tillbook::report::StockOf {
        /// Those that are on hand.
        OnHand,
        /// All of the catalog.
        AllVariants,
    }
}

choices! {
    /// By what is known a question about the past is answered. Paper comes late: what was there on a day is one thing
    /// as it is known now, and another as it was known then. The latter never changes.
    in Known = tillbook::report::Known {
        /// By all that is known now.
        Now,
        /// By what was known after this document.
        After(value: i64),
        /// By what was known at this time: by all documents that were recorded until then. It is looked for by halves;
        /// where the device's clock was set back across that time, what is found is one of the places at which it
        /// passed it.
        At(value: Timestamp),
    }

    /// When the stock is looked at: a `Timestamp`, or the end of a `BusinessDay`.
    in Moment = tillbook::report::Moment {
        /// At this time, with all that happened at it.
        At(value: Timestamp),
        /// When this day was over.
        EndOf(value: Date),
    }
}
