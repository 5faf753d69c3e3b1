// Written by tools/mirror.py from the engine's source.

use crate::mirror::{choices, records, words};
use crate::records::{OtherMoney, TenderTotal};
use rust_decimal::Decimal;
use tillbook::value::{CategoryId, Date, MemberId, ProductId, SupplierId, VariantId};

records! {
    /// A product with its class.
    out AbcProduct = tillbook::report::AbcProduct {
        /// The product.
        product: ProductId,
        /// Its name.
        name: String,
        /// Its brand; may be empty.
        brand: String,
        /// What customers paid for it since the shop opened less what they got back, without tax.
        net_sales: Decimal,
        /// Its share of all products' net sales, those below zero left out; `None` if there are none.
        share: Option<Decimal>,
        /// The share of all products before it.
        share_before: Option<Decimal>,
        /// Its class.
        class: AbcClass,
    }

    /// Where the classes end: an item is A while the share of all items *before* it is under `a`, B while it is under
    /// `b`, else C. So there is at least one A item, even when it alone exceeds the cut; by the share *including* the
    /// item it would be B.
    in AbcRule = tillbook::report::AbcRule {
        /// Where A ends.
        a: Decimal,
        /// Where B ends.
        b: Decimal,
    }

    /// One business day as the till leaves it (an X report: a look that changes nothing).
    out DayClose = tillbook::report::DayClose {
        /// The day.
        day: Date,
        /// Its sales, refunds and voids, with their taxes.
        sales: SalesSummary,
        /// What each method of payment must show: `net` is what the drawer or the channel has more than in the morning.
        tenders: Vec<TenderTotal>,
        /// What came and went beside sales; in `other` of the tenders.
        other_money: OtherMoney,
        /// Lines of the day's sales with a discount given by hand; voided sales are left out.
        hand_discount_lines: i64,
        /// What these discounts took off, in the shop's price basis. Part of `sales.discounts`.
        hand_discounts: Decimal,
        /// What was taken off these sales to make their totals round ones. Part of `sales.discounts`.
        rounded_off: Decimal,
        /// What rounding to coins brought, below zero for what it cost: the tenders have so much more than sales less
        /// refunds.
        cash_rounding: Decimal,
        /// The sales, refunds and voids of each device, by name.
        devices: Vec<DeviceDay>,
    }

    /// Sales of one business day. Sales are less voids; those of another day count on that, as in a `SalesSummary`.
    out DaySales = tillbook::report::DaySales {
        /// The day.
        day: Date,
        /// Number of sales: till slips.
        sales: i64,
        /// What customers paid, tax included.
        net: Decimal,
        /// The tax in that.
        tax: Decimal,
        /// What customers got back on that day, tax included, whenever it had been sold.
        refunds: Decimal,
        /// The tax in that.
        refund_tax: Decimal,
        /// Cost of what was sold less the cost of what came back on that day.
        cogs: Decimal,
        /// `(net - tax) - (refunds - refund_tax) - cogs`.
        gross_profit: Decimal,
    }

    /// What one device posted on a day: sales, refunds and voids.
    out DeviceDay = tillbook::report::DeviceDay {
        /// The device's name.
        device: String,
        /// Which life of its database: a restored or copied one is a device of its own.
        epoch: i64,
        /// How many documents.
        documents: i64,
        /// Number of the first.
        first_number: String,
        /// Number of the last.
        last_number: String,
        /// Hash of the last: with it nothing before can be changed unnoticed.
        last_hash: String,
    }

    /// What goods brought and what they cost: sales less refunds and voids.
    out MarginRow = tillbook::report::MarginRow {
        /// Whose.
        key: MarginKey,
        /// What a person calls it: the name of the product with its brand, of the variant, category or member, the day;
        /// empty for goods without a category or brand and sales without a member.
        name: String,
        /// Stock units sold, less those that came back.
        quantity: Decimal,
        /// What customers paid less what they got back, without tax: after all discounts and coupons.
        net_sales: Decimal,
        /// The tax on that.
        tax: Decimal,
        /// What the goods cost by the ledger, less the cost of those that came back.
        cost: Decimal,
        /// Gross profit (毛利): `net_sales - cost`.
        profit: Decimal,
        /// `profit / net_sales` (毛利率).
        margin: Option<Decimal>,
        /// `profit / cost` (加价率).
        markup: Option<Decimal>,
    }

    /// What a product brought on a day and what it cost: sales less refunds and voids. The figures are those of a
    /// `MarginRow`.
    out ProductDay = tillbook::report::ProductDay {
        /// The day.
        day: Date,
        /// Stock units sold, less those that came back.
        quantity: Decimal,
        /// What customers paid less what they got back, without tax.
        net_sales: Decimal,
        /// The tax on that.
        tax: Decimal,
        /// What the goods cost by the ledger.
        cost: Decimal,
        /// Gross profit: `net_sales - cost`.
        profit: Decimal,
    }

    /// A product, day by day.
    out ProductDays = tillbook::report::ProductDays {
        /// The product.
        product: ProductId,
        /// Its name, with its brand.
        name: String,
        /// The days on which it was sold or came back, earliest first.
        days: Vec<ProductDay>,
    }

    /// Orders, receipts and returns. Each counts on its own day: receipts of a period may belong to orders before it.
    /// What is amended or voided counts on the day on which it happened; a price that is corrected later, and freight,
    /// on the day of the document that says so. Together `value` and `landed_costs` less `returned_value` are what the
    /// balance of the supplier grew by in the period.
    out PurchaseTotals = tillbook::report::PurchaseTotals {
        /// Orders placed in the period.
        orders: i64,
        /// Stock units on them, as last amended.
        units_ordered: Decimal,
        /// Stock units of these orders that came until now; what came beyond an order line is left out.
        units_fulfilled: Decimal,
        /// Stock units of these orders that are still to come.
        units_on_order: Decimal,
        /// Stock units of these orders that were delivered short: they will never come. Those of cancelled orders are
        /// in none of the three.
        units_short: Decimal,
        /// `units_fulfilled / (units_fulfilled + units_short)`: how much of what is settled came.
        unit_fill: Option<Decimal>,
        /// Receipts of goods in the period.
        receipts: i64,
        /// Their lines with accepted goods.
        receipt_lines: i64,
        /// Stock units accepted.
        units_received: Decimal,
        /// What they cost, without tax and freight.
        value: Decimal,
        /// Freight, duty and the like that this supplier is owed, for whosever goods.
        landed_costs: Decimal,
        /// Stock units refused at the door.
        units_rejected: Decimal,
        /// Supplier returns in the period.
        returns: i64,
        /// Stock units sent back.
        units_returned: Decimal,
        /// What suppliers give back for them; it may differ from the goods' book value.
        returned_value: Decimal,
    }

    /// What was bought, in all and from each supplier.
    out Purchases = tillbook::report::Purchases {
        /// From all suppliers.
        total: PurchaseTotals,
        /// From each supplier with an order, receipt, return or other bill in the period, by code.
        suppliers: Vec<SupplierPurchases>,
    }

    /// The tax on refunds, read in three ways. They differ by single minor units, because rounding happens in other
    /// places.
    out RefundTaxReadings = tillbook::report::RefundTaxReadings {
        /// What the books hold: the returned share of the sale line's tax, rounded over all units of the line that came
        /// back so far, less what was given back before. Once all came back it is exactly the tax of the line.
        booked: Decimal,
        /// For each line of a refund by itself: `refund - round(refund / (1 + rate))`.
        by_row: Decimal,
        /// The same of all refunds of the sale line so far, less what that gave before.
        by_line: Decimal,
    }

    /// What came back.
    out RefundTotals = tillbook::report::RefundTotals {
        /// Number of refunds.
        documents: i64,
        /// Their lines.
        lines: i64,
        /// Stock units that came back.
        units: Decimal,
        /// What customers got back, tax included.
        amount: Decimal,
        /// The tax in that: the returned share of the sale line's tax, rounded over all units of the line that came
        /// back so far, less what was given back before.
        tax: Decimal,
        /// What the goods had cost: they are worth that again.
        cost: Decimal,
    }

    /// What was sold and what came back.
    ///
    /// All figures of sales are sales less voids; a void counts on the day of its sale, and a sale that is amended to
    /// have happened on another day counts on that one, with all that was paid. Refunds and voids are positive amounts
    /// of their own. Sums over days are the sums of the days.
    out SalesSummary = tillbook::report::SalesSummary {
        /// Number of sales: till slips.
        sales: i64,
        /// Those to a member.
        sales_with_member: i64,
        /// Those to nobody in particular.
        sales_without_member: i64,
        /// Different members who bought.
        members: i64,
        /// Lines of the sales.
        sale_lines: i64,
        /// Stock units sold.
        units_sold: Decimal,
        /// Sum of quantity times unit price, in the shop's price basis (with tax where prices include it).
        gross: Decimal,
        /// Taken off by hand, by promotions and for points, in the price basis.
        discounts: Decimal,
        /// Taken off for coupons, in the price basis.
        coupons: Decimal,
        /// What customers paid, tax included: `gross - discounts - coupons`, plus `tax` where prices exclude it.
        net: Decimal,
        /// The tax in `net`, rounded for each line.
        tax: Decimal,
        /// `net` and `tax` by tax code, by code; goods without tax have an empty one.
        by_tax_code: Vec<TaxTotal>,
        /// What came back.
        refunds: RefundTotals,
        /// What never was: it is left out of all other figures.
        voids: VoidTotals,
        /// What the sold goods cost.
        cost_of_sales: Decimal,
        /// Cost of goods sold: `cost_of_sales` less the cost of what came back. Without count differences and
        /// write-offs.
        cogs: Decimal,
        /// `(net - tax) - (refunds.amount - refunds.tax) - cogs`.
        gross_profit: Decimal,
    }

    /// What was bought from a supplier.
    out SupplierPurchases = tillbook::report::SupplierPurchases {
        /// Who.
        supplier: SupplierId,
        /// Their short code.
        code: String,
        /// Their name.
        name: String,
        /// What.
        totals: PurchaseTotals,
    }

    /// Sales and refunds under one tax code.
    out TaxTotal = tillbook::report::TaxTotal {
        /// The code.
        code: String,
        /// Its rate by the catalog as it is now.
        rate: Decimal,
        /// What customers paid, tax included.
        net: Decimal,
        /// The tax in that.
        tax: Decimal,
        /// What they got back, tax included.
        refunds: Decimal,
        /// The tax in that.
        refund_tax: Decimal,
    }

    /// What a product brought and what it cost since the shop opened: sales less refunds and voids.
    out TopProduct = tillbook::report::TopProduct {
        /// The product.
        product: ProductId,
        /// Its name.
        name: String,
        /// Its brand; may be empty.
        brand: String,
        /// Stock units sold, less those that came back.
        quantity: Decimal,
        /// What customers paid less what they got back, without tax.
        net_sales: Decimal,
        /// The tax on that.
        tax: Decimal,
        /// What the goods cost by the ledger.
        cost: Decimal,
        /// Gross profit: `net_sales - cost`.
        profit: Decimal,
        /// `profit / net_sales`.
        margin: Option<Decimal>,
    }

    /// What never was.
    out VoidTotals = tillbook::report::VoidTotals {
        /// Number of voided sales.
        documents: i64,
        /// Their lines.
        lines: i64,
        /// Their stock units.
        units: Decimal,
        /// What customers had paid, tax included.
        amount: Decimal,
    }
}

words! {
    /// How much a product matters.
    out AbcClass = tillbook::report::AbcClass {
        /// The few that bring most.
        A,
        /// Those between.
        B,
        /// The many that bring little, or nothing.
        C,
    }

    /// What a margin is worked out for.
    in By = tillbook::report::By {
        /// Every product: all its variants together.
        Product,
        /// Every variant.
        Variant,
        /// Every category, with the products that stand in it itself, not those of the categories below.
        Category,
        /// Every category that has no parent, with the products of all categories below.
        TopCategory,
        /// Every brand, as it is written.
        Brand,
        /// Every business day.
        Day,
        /// Every member; sales without one are a row of their own.
        Member,
    }
}

choices! {
    /// Whose margin it is.
    out MarginKey = tillbook::report::MarginKey {
        /// A product's.
        Product(value: ProductId),
        /// A variant's.
        Variant(value: VariantId),
        /// A category's; `None` for products without one.
        Category(value: Option<CategoryId>),
        /// A brand's; empty for products without one.
        Brand(text: String),
        /// A business day's.
        Day(value: Date),
        /// A member's; `None` for customers whom the shop does not know.
        Member(value: Option<MemberId>),
    }
}
