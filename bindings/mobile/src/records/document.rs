// Written by tools/mirror.py from the engine's source.

use crate::mirror::{records, words};
use crate::records::{
    Cart, CostScope, CostingMethod, LevelRules, NegativeStock, PointsRules, QuotedLine, RoundOff, ShiftRules,
    SpendOrder, TaxRounding, TenderSource, TopUpBonus,
};
use rust_decimal::Decimal;
use tillbook::value::{CustomerOrderId, Date, MemberId, OrderId, ReceiptId, SupplierId, VariantId};

records! {
    /// A line of a count: an absolute fact, what was there at its time.
    out CountedLine = tillbook::document::CountedLine {
        /// What was counted.
        variant: VariantId,
        /// The one batch that was counted; `None` for all goods of the variant at the location.
        batch: Option<String>,
        /// Stock units found.
        counted: Decimal,
        /// Stock units that the books expected.
        expected: Decimal,
        /// In which batches the difference lies.
        differences: Vec<Pick>,
        /// Why, if someone knows.
        reason: String,
    }

    /// What a customer was quoted or ordered, as its documents leave it.
    out CustomerOrder = tillbook::document::CustomerOrder {
        /// Its id.
        id: CustomerOrderId,
        /// The number on the paper.
        number: String,
        /// The day of it.
        ordered_on: Date,
        /// Whom it is for; may be empty.
        label: String,
        /// The member it is for, if the shop knows them.
        member: Option<MemberId>,
        /// When it is wanted.
        wanted_on: Option<Date>,
        /// The last day on which the prices hold, as long as nothing was paid; `None` for ever.
        valid_until: Option<Date>,
        /// What the customer wants.
        cart: Cart,
        /// True if unit prices, discounts and nets include tax.
        prices_include_tax: bool,
        /// What it costs, and what was sold of it.
        lines: Vec<CustomerOrderLine>,
        /// What all of it costs, tax included.
        total: Decimal,
        /// What is left of the deposit, by how it was paid, in that order.
        deposit: Vec<TenderSource>,
        /// True once a deposit was paid, and not voided.
        has_deposit: bool,
        /// True once what was open of it was cancelled.
        cancelled: bool,
    }

    /// A line of it.
    out CustomerOrderLine = tillbook::document::CustomerOrderLine {
        /// What was agreed.
        agreed: QuotedLine,
        /// Stock units that were sold of it.
        sold: Decimal,
        /// What they cost before discounts, ...
        gross: Decimal,
        /// ... after them, in the price basis, ...
        net: Decimal,
        /// ... the tax on that, ...
        tax: Decimal,
        /// ... and the points that they earned.
        points: i64,
    }

    /// What belongs to one line of a receipt.
    out LandedShare = tillbook::document::LandedShare {
        /// The receipt.
        receipt: ReceiptId,
        /// Its line, from 0.
        receipt_line: i64,
        /// What came.
        variant: VariantId,
        /// By how much it cost more.
        value: Decimal,
    }

    /// How a shop takes payments: part of its `Settings`.
    both PaymentRules = tillbook::document::PaymentRules {
        /// Which part of stored value is spent first.
        spend: SpendOrder,
        /// What is given on top of what is paid in: the highest step that is reached, once.
        #[uniffi(default = [])]
        top_up_bonuses: Vec<TopUpBonus>,
        /// Days within which members pay what they buy on account, where their record says nothing else.
        credit_days: i32,
        /// How totals are rounded off, where the cart says nothing else; only in a shop whose prices include tax.
        round_off: RoundOff,
        /// The smallest coin, in minor units, where it is more than one of them: what is paid in cash is rounded to it,
        /// half away from zero and never to nothing. Zero for a shop that has coins for every amount.
        smallest_coin: Decimal,
    }

    /// A part of a line that lies in one batch.
    out Pick = tillbook::document::Pick {
        /// The batch number; empty for goods without one.
        batch: String,
        /// How much; for a count the difference, negative for goods that are missing.
        quantity: Decimal,
    }

    /// A line of a purchase order.
    out PurchaseLine = tillbook::document::PurchaseLine {
        /// What was ordered.
        variant: VariantId,
        /// How many stock units; no more than came, once it is not ordered any more.
        ordered: Decimal,
        /// The agreed cost of one.
        unit_cost: Decimal,
        /// Stock units accepted so far; may exceed what was ordered.
        received: Decimal,
        /// Stock units refused so far.
        rejected: Decimal,
        /// True once a receipt said that the rest will not come.
        closed: bool,
    }

    /// A purchase order as its documents leave it.
    out PurchaseOrder = tillbook::document::PurchaseOrder {
        /// Its id.
        id: OrderId,
        /// The human number of the document that placed it.
        number: String,
        /// Who is to deliver.
        supplier: SupplierId,
        /// When it was placed.
        ordered_on: Date,
        /// When it should come.
        expected_on: Option<Date>,
        /// True once what was open of it was cancelled.
        cancelled: bool,
        /// What was ordered, and what came of it. A line keeps its place when the order is amended.
        lines: Vec<PurchaseLine>,
    }

    /// A line of a receipt.
    out ReceivedLine = tillbook::document::ReceivedLine {
        /// The line of the order it fulfils, from 0.
        order_line: Option<i64>,
        /// What came.
        variant: VariantId,
        /// Stock units accepted.
        quantity: Decimal,
        /// Stock units refused at the door; they are not owed for and not in stock.
        rejected: Decimal,
        /// True if what is missing of the order line will not come.
        closes: bool,
        /// Cost of one stock unit.
        unit_cost: Decimal,
        /// What the accepted goods are worth: quantity times unit cost, rounded once.
        value: Decimal,
        /// True if what all of them cost was said, not what one did: the unit cost is for people to read.
        by_amount: bool,
        /// Batch number; empty for goods that are not tracked by batch.
        batch: String,
        /// When the batch was made.
        produced_on: Option<Date>,
        /// Its last good day.
        expires_on: Option<Date>,
    }

    /// A line of a receipt with its new price.
    out RepricedLine = tillbook::document::RepricedLine {
        /// The line of the receipt, from 0.
        receipt_line: i64,
        /// What came.
        variant: VariantId,
        /// Cost of one stock unit.
        unit_cost: Decimal,
        /// By how much the goods cost more than was known before; below zero for less.
        difference: Decimal,
    }

    /// A line of a supplier return.
    out ReturnedLine = tillbook::document::ReturnedLine {
        /// The line of the receipt, from 0.
        receipt_line: i64,
        /// What goes back.
        variant: VariantId,
        /// How many stock units.
        quantity: Decimal,
        /// What the supplier gives back for them.
        refund: Decimal,
        /// The batches they are taken from; empty for goods that are not tracked by batch.
        picks: Vec<Pick>,
    }

    /// What holds for the whole shop.
    both Settings = tillbook::document::Settings {
        /// The shop's id; random, made once.
        shop: String,
        /// Its name.
        name: String,
        /// The currency of all its amounts; never changes.
        currency: String,
        /// IANA name of its time zone.
        time_zone: String,
        /// The hour at which its day begins, 0 to 12.
        cutover_hour: i32,
        /// Its first day: nothing is posted before it.
        opened_on: Date,
        /// True if selling prices include tax.
        #[uniffi(default = true)]
        prices_include_tax: bool,
        /// Where taxes on sales are rounded.
        tax_rounding: TaxRounding,
        /// How goods are costed, where neither product nor category says otherwise.
        costing: CostingMethod,
        /// What shares a cost: all goods of a variant, or those at one location. Never changes.
        cost_scope: CostScope,
        /// Whether more may leave than is there, where neither variant nor product says otherwise.
        negative_stock: NegativeStock,
        /// After how many moves of a variant the state of its costs is kept, for late paper to be reckoned from: 1 to
        /// 1,000,000. With fewer, late paper takes less time, and the shop more room.
        moves_per_checkpoint: i32,
        /// How shifts are kept.
        shifts: ShiftRules,
        /// How members earn and redeem points; `None` for a shop without points. Set by `Members::set_points`.
        #[uniffi(default = None)]
        points: Option<PointsRules>,
        /// Which levels members reach by what they spend; `None` for a shop that sets them by hand. Set by
        /// `Members::set_levels`.
        #[uniffi(default = None)]
        levels: Option<LevelRules>,
        /// The last day on which nothing happens any more; moved by `Office::lock` alone.
        #[uniffi(default = None)]
        locked_through: Option<Date>,
        /// How payments are taken; changed by `Office::put_payment_rules`.
        payments: PaymentRules,
    }
}

words! {
    /// What a document states.
    out DocumentKind = tillbook::document::DocumentKind {
        /// The shop was set up, or its settings changed.
        Settings,
        /// Records of the catalog and of parties are new or changed.
        Records,
        /// What the shop opened with.
        OpeningStock,
        /// Goods were ordered.
        OrderPlaced,
        /// An order was changed.
        OrderAmended,
        /// What is still open of an order was cancelled.
        OrderCancelled,
        /// Goods came in.
        Receipt,
        /// Goods went back to a supplier.
        SupplierReturn,
        /// Goods were sold.
        Sale,
        /// Goods of a sale came back.
        Refund,
        /// Goods came back of which no sale is known.
        UnlinkedRefund,
        /// A sale never was.
        Void,
        /// A cart was put aside, to be sold later.
        CartHeld,
        /// A cart that was held will not be sold.
        CartDiscarded,
        /// A customer was quoted a price, or ordered goods.
        CustomerOrder,
        /// A customer paid for goods that they ordered before they get them.
        DepositTaken,
        /// What is still open of an order of a customer will not be sold.
        CustomerOrderCancelled,
        /// A shift began at a drawer.
        ShiftOpened,
        /// Cash was put into a drawer, or taken out of it.
        CashMoved,
        /// A drawer was opened without a sale.
        DrawerOpened,
        /// The cash in a drawer was counted.
        DrawerCounted,
        /// A shift was over.
        ShiftClosed,
        /// A member paid in, to spend it later.
        TopUp,
        /// Stored value was paid out.
        CashOut,
        /// A member paid what they owed.
        Settlement,
        /// The shop paid a supplier.
        SupplierPayment,
        /// A member was given points, or points were taken from them, by hand.
        PointsAdjusted,
        /// A member who was on record twice is so no more.
        MembersMerged,
        /// What the shop knew of a member was erased.
        MemberErased,
        /// Goods were counted.
        Count,
        /// Goods were thrown away.
        WriteOff,
        /// Goods are worth less than they cost, or no longer as much less.
        WriteDown,
        /// Goods were carried to another location.
        Transfer,
        /// Freight, duty and the like came to the cost of goods received.
        LandedCost,
        /// The price of goods received was another.
        Reprice,
        /// An entry never was.
        EntryVoid,
        /// An entry was otherwise.
        EntryAmend,
        /// Nothing happens any more on days up to one.
        PeriodLock,
    }
}
