// Written by tools/mirror.py from the engine's source.

use crate::mirror::records;
use crate::records::{CostingMethod, CountedLine, DocumentKind, MovementKind};
use rust_decimal::Decimal;
use tillbook::value::{Date, DocumentId, LocationId, SaleId, Timestamp, VariantId};

records! {
    /// Goods that came in together, as far as they are still there.
    out CostLayer = tillbook::shop::CostLayer {
        /// The document that brought them in.
        document: DocumentId,
        /// Its number.
        number: String,
        /// What kind of document it is.
        kind: DocumentKind,
        /// When they came in.
        effective_at: Timestamp,
        /// How much is left.
        quantity: Decimal,
        /// What that is worth.
        value: Decimal,
    }

    /// Goods of one variant that are costed together.
    out CostPool = tillbook::shop::CostPool {
        /// Where, in a shop in which each location is a pool of its own; `None` for the pool of all locations.
        location: Option<LocationId>,
        /// How they are costed.
        method: CostingMethod,
        /// On hand; below zero when more left than was there.
        quantity: Decimal,
        /// What that is worth; of goods that are short: what they are taken to cost, below zero.
        value: Decimal,
        /// By how much the goods are written down, which is off their value already.
        written_down: Decimal,
        /// First in, first out: what the goods are made of, oldest first. They add up to quantity and value, as long as
        /// nothing is short. Empty under moving average.
        layers: Vec<CostLayer>,
    }

    /// By how much a later document changed the cost of a line.
    out CostRevaluation = tillbook::shop::CostRevaluation {
        /// The document: paper that came late, a freight bill, goods that covered a shortage, an amendment, a void.
        document: DocumentId,
        /// Its number.
        number: String,
        /// What kind of document it is.
        kind: DocumentKind,
        /// The day the difference is booked on.
        business_day: Date,
        /// Above zero when the line cost more than was known before.
        cost: Decimal,
    }

    /// A count that was posted.
    out Count = tillbook::shop::Count {
        /// Its id.
        id: DocumentId,
        /// Its number.
        number: String,
        /// What was found, and what the books expected.
        lines: Vec<CountedLine>,
    }

    /// What was found of a variant.
    in CountLine = tillbook::shop::CountLine {
        /// What was counted.
        variant: VariantId,
        /// Stock units found; zero or more.
        counted: Decimal,
        /// The one batch that was counted; `None` for all goods of the variant at the location.
        #[uniffi(default = None)]
        batch: Option<String>,
        /// Why it differs, if someone knows; may be empty.
        #[uniffi(default = "")]
        reason: String,
    }

    /// A variant's ledger card (进销存明细).
    out LedgerCard = tillbook::shop::LedgerCard {
        /// On hand over all locations, before the first line.
        opening: Decimal,
        /// What that was worth.
        opening_value: Decimal,
        /// The movements, oldest first.
        lines: Vec<LedgerLine>,
    }

    /// A line of a variant's ledger card.
    out LedgerLine = tillbook::shop::LedgerLine {
        /// When it happened.
        effective_at: Timestamp,
        /// Why the goods moved.
        kind: MovementKind,
        /// The document.
        document: DocumentId,
        /// Its number.
        number: String,
        /// The earlier document that it puts right, or whose goods are worth more or less because of it.
        corrects: Option<DocumentId>,
        /// Where.
        location: LocationId,
        /// The batch number.
        batch: String,
        /// In positive, out negative.
        quantity: Decimal,
        /// At cost; the sign is that of the quantity.
        value: Decimal,
        /// On hand over all locations, after it.
        balance: Decimal,
        /// What that is worth, after it.
        balance_value: Decimal,
    }

    /// Goods that left without being there, and that nothing covered yet.
    out OpenShortage = tillbook::shop::OpenShortage {
        /// The goods.
        variant: VariantId,
        /// Where, in a shop in which each location has a cost pool of its own.
        location: Option<LocationId>,
        /// The document that took them.
        document: DocumentId,
        /// Its number.
        number: String,
        /// When.
        effective_at: Timestamp,
        /// How much is not covered.
        quantity: Decimal,
        /// What that is taken to cost until goods come in.
        provisional: Decimal,
    }

    /// Goods that are there when the shop opens.
    in OpeningStockLine = tillbook::shop::OpeningStockLine {
        /// What is there.
        variant: VariantId,
        /// Stock units, above zero.
        quantity: Decimal,
        /// What one cost; zero or more.
        unit_cost: Decimal,
        /// Batch number; needed for goods with a shelf life.
        #[uniffi(default = None)]
        batch: Option<String>,
        /// When the batch was made.
        #[uniffi(default = None)]
        produced_on: Option<Date>,
        /// Its last good day.
        #[uniffi(default = None)]
        expires_on: Option<Date>,
    }

    /// What a sale cost.
    out SaleCost = tillbook::shop::SaleCost {
        /// The sale.
        sale: SaleId,
        /// Its lines, in their order.
        lines: Vec<SaleLineCost>,
        /// What they cost in all.
        cost: Decimal,
    }

    /// What a line of a sale cost, as it is known now.
    out SaleLineCost = tillbook::shop::SaleLineCost {
        /// What was sold.
        variant: VariantId,
        /// How much.
        quantity: Decimal,
        /// Which goods it took, oldest first, and then those that came in for what was not there. Under moving average
        /// only the latter: the line took its share of the pool.
        taken: Vec<TakenFrom>,
        /// How much of it was not there, and nothing came in for yet.
        short: Decimal,
        /// What that is taken to cost until then.
        provisional: Decimal,
        /// What the line cost when it was posted.
        posted: Decimal,
        /// What later documents made of that, by posting number.
        revaluations: Vec<CostRevaluation>,
        /// What it costs: `posted` and all revaluations.
        cost: Decimal,
        /// What the parts of a kit cost, each with the goods that it took; the kit costs what they do together.
        parts: Vec<SaleLineCost>,
    }

    /// On hand of a variant in one location and batch.
    out StockLevel = tillbook::shop::StockLevel {
        /// The variant.
        variant: VariantId,
        /// The location.
        location: LocationId,
        /// The batch number; empty for goods that are not tracked by batch.
        batch: String,
        /// The batch's last good day.
        expires_on: Option<Date>,
        /// How much.
        quantity: Decimal,
    }

    /// Goods that a line was costed with.
    out TakenFrom = tillbook::shop::TakenFrom {
        /// The document that brought them in: a receipt, the opening stock, a refund, a count.
        document: DocumentId,
        /// Its number.
        number: String,
        /// What kind of document it is.
        kind: DocumentKind,
        /// When they came in.
        effective_at: Timestamp,
        /// How much of them was taken.
        quantity: Decimal,
        /// What that cost.
        cost: Decimal,
    }

    /// Goods that are carried to another location.
    in TransferLine = tillbook::shop::TransferLine {
        /// What is carried.
        variant: VariantId,
        /// Stock units, above zero.
        quantity: Decimal,
        /// Of which batch; `None` for the one that expires first.
        #[uniffi(default = None)]
        batch: Option<String>,
    }

    /// What can be realised for goods.
    in WriteDownLine = tillbook::shop::WriteDownLine {
        /// The goods.
        variant: VariantId,
        /// What a stock unit can be sold for, less what selling it costs; zero or more, without tax.
        unit_value: Decimal,
        /// Why: `damaged box`, `out of fashion`, ...
        #[uniffi(default = "")]
        reason: String,
    }

    /// Goods that are thrown away.
    in WriteOffLine = tillbook::shop::WriteOffLine {
        /// What is thrown away.
        variant: VariantId,
        /// Stock units, above zero.
        quantity: Decimal,
        /// Out of which batch; `None` for the one that expires first.
        #[uniffi(default = None)]
        batch: Option<String>,
        /// Why: `expired`, `damaged`, ...
        #[uniffi(default = "")]
        reason: String,
    }
}
