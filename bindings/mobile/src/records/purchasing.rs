// Written by tools/mirror.py from the engine's source.

use crate::mirror::{records, words};
use crate::records::{ReceivedLine, ReturnedLine, Slip, TenderMethod};
use rust_decimal::Decimal;
use tillbook::value::{Date, DocumentId, OrderId, ReceiptId, SupplierId, VariantId};

records! {
    /// Which supplier sells which variant.
    in NewSupply = tillbook::shop::NewSupply {
        /// Who.
        supplier: SupplierId,
        /// What.
        variant: VariantId,
        /// Stock units in one pack, above zero: orders are whole packs.
        pack_size: Decimal,
        /// What one stock unit costs there, if it is known.
        #[uniffi(default = None)]
        last_cost: Option<Decimal>,
        /// True for the supplier that the next order goes to.
        #[uniffi(default = false)]
        preferred: bool,
    }

    /// A line of an order.
    in OrderLine = tillbook::shop::OrderLine {
        /// What is ordered.
        variant: VariantId,
        /// Stock units, above zero.
        quantity: Decimal,
        /// The agreed cost of one; zero or more.
        unit_cost: Decimal,
    }

    /// What to order next from one supplier.
    out OrderProposal = tillbook::shop::OrderProposal {
        /// Whom to order from; `None` for goods that nobody is known to sell.
        supplier: Option<SupplierId>,
        /// What.
        lines: Vec<ProposedLine>,
    }

    /// A line of a receipt with another price.
    in PriceLine = tillbook::shop::PriceLine {
        /// The line of the receipt, from 0.
        receipt_line: i64,
        /// What one stock unit cost; zero or more.
        unit_cost: Decimal,
    }

    /// A line of a proposal, with its reasons.
    out ProposedLine = tillbook::shop::ProposedLine {
        /// What to order.
        variant: VariantId,
        /// Its SKU.
        sku: String,
        /// Its name.
        name: String,
        /// On hand now.
        on_hand: Decimal,
        /// Still to come of open orders.
        on_order: Decimal,
        /// Its reorder point.
        reorder_point: Decimal,
        /// Stock units in one pack there.
        pack_size: Decimal,
        /// What to order: the fewest whole packs that bring on hand and on order above the reorder point.
        quantity: Decimal,
        /// What one stock unit cost there last.
        unit_cost: Option<Decimal>,
    }

    /// A receipt that was posted.
    out Receipt = tillbook::shop::Receipt {
        /// Its id.
        id: ReceiptId,
        /// Its number, its place in the books, its time.
        slip: Slip,
        /// Who delivered.
        supplier: SupplierId,
        /// The order that was delivered.
        order: Option<OrderId>,
        /// What came.
        lines: Vec<ReceivedLine>,
        /// What the accepted goods are worth.
        value: Decimal,
    }

    /// Goods that came (验收).
    in ReceiptLine = tillbook::shop::ReceiptLine {
        /// The line of the order it fulfils, from 0; `None` for goods that were not ordered.
        #[uniffi(default = None)]
        order_line: Option<i64>,
        /// What came; may be left out where an order line says it.
        #[uniffi(default = None)]
        variant: Option<VariantId>,
        /// Stock units accepted; zero or more. More than was ordered is accepted as well.
        quantity: Decimal,
        /// Stock units refused at the door; zero or more.
        rejected: Decimal,
        /// True if what is missing of the order line will not come: it was delivered short.
        #[uniffi(default = false)]
        short: bool,
        /// Cost of one stock unit, if not as ordered.
        #[uniffi(default = None)]
        unit_cost: Option<Decimal>,
        /// What all of them cost, where the invoice says that: 10.00 for three. Goes before the cost of one.
        #[uniffi(default = None)]
        amount: Option<Decimal>,
        /// Batch number; needed for goods with a shelf life.
        #[uniffi(default = None)]
        batch: Option<String>,
        /// When the batch was made.
        #[uniffi(default = None)]
        produced_on: Option<Date>,
        /// Its last good day; if left out, production date plus shelf life.
        #[uniffi(default = None)]
        expires_on: Option<Date>,
    }

    /// Who sells to the shop.
    both Supplier = tillbook::party::Supplier {
        /// Its id.
        id: SupplierId,
        /// A short code; unique.
        code: String,
        /// Its name.
        name: String,
        /// Days from an order to its delivery.
        lead_time_days: i32,
        /// The weekday on which the shop orders there, 1 = Monday to 7 = Sunday; `None` for any day.
        #[uniffi(default = None)]
        review_weekday: Option<i32>,
    }

    /// What the shop paid to a supplier.
    out SupplierPayment = tillbook::shop::SupplierPayment {
        /// Its id.
        id: DocumentId,
        /// Its number, its place in the books, its time.
        slip: Slip,
        /// To whom.
        supplier: SupplierId,
        /// How much.
        amount: Decimal,
        /// How.
        method: TenderMethod,
        /// The bank's or the channel's reference; may be empty.
        reference: String,
    }

    /// A supplier return that was posted.
    out SupplierReturn = tillbook::shop::SupplierReturn {
        /// Its id.
        id: DocumentId,
        /// Its number.
        number: String,
        /// The receipt the goods came with.
        receipt: ReceiptId,
        /// What went back.
        lines: Vec<ReturnedLine>,
        /// What the supplier gives back.
        refund: Decimal,
    }

    /// Goods that go back to the supplier.
    in SupplierReturnLine = tillbook::shop::SupplierReturnLine {
        /// The line of the receipt, from 0.
        receipt_line: i64,
        /// Stock units, above zero.
        quantity: Decimal,
        /// What the supplier gives back for them; `None` for the receipt's unit cost.
        #[uniffi(default = None)]
        refund: Option<Decimal>,
    }

    /// That a supplier sells a variant, in what pack and at what cost.
    out Supply = tillbook::party::Supply {
        /// Who sells it.
        supplier: SupplierId,
        /// What is sold.
        variant: VariantId,
        /// Stock units in one pack: orders are whole packs.
        pack_size: Decimal,
        /// What one stock unit cost in the newest receipt from there; `None` before the first.
        last_cost: Option<Decimal>,
        /// True for the supplier that the next order of the variant goes to.
        preferred: bool,
    }
}

words! {
    /// By what a cost is split over the goods that it belongs to. Each part is rounded, the last one takes the rest.
    in LandedBy = tillbook::shop::LandedBy {
        /// By what the goods cost themselves.
        Value,
        /// By how many stock units they are.
        Quantity,
    }
}
