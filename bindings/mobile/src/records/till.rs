// Written by tools/mirror.py from the engine's source.

use crate::mirror::{choices, records};
use crate::pairs::TenderAmount;
use crate::records::{
    AppliedTender, Cart, Coupon, Quote, RefundedLine, SalePoints, Slip, SoldLine, TenderMethod, UnlinkedLine,
};
use rust_decimal::Decimal;
use tillbook::value::{CustomerOrderId, LocationId, MemberId, RefundId, SaleId, VariantId};

records! {
    /// Goods of a sale that a customer brings back, and what they take for them.
    in Exchange = tillbook::shop::Exchange {
        /// The sale of which goods come back.
        of: SaleId,
        /// What comes back.
        #[uniffi(default = [])]
        lines: Vec<RefundLine>,
        /// What the customer takes. If it was a member who paid from stored value or on account, it is the same
        /// member's.
        cart: Cart,
        /// How the difference goes back, if what they take costs less.
        to: RefundTo,
        /// Why.
        #[uniffi(default = "")]
        reason: String,
    }

    /// What an exchange comes to.
    out ExchangeQuote = tillbook::shop::ExchangeQuote {
        /// What the goods that come back were paid with.
        back: Decimal,
        /// What the others cost.
        goods: Quote,
        /// What the customer has to pay; zero if they get something back. Cash may be rounded to coins.
        to_pay: Decimal,
        /// What the customer gets back; zero if they have to pay.
        to_pay_back: Decimal,
    }

    /// An exchange that was posted.
    out Exchanged = tillbook::shop::Exchanged {
        /// What came back. Its tender `exchange` is what it pays of the sale; the others went back to the customer.
        refund: Refund,
        /// What was taken for it. Its tender `exchange` is what the refund pays; the others are what the customer paid.
        sale: Sale,
    }

    /// A sale to be posted with others in one transaction.
    in NewSale = tillbook::shop::NewSale {
        /// Its id.
        id: SaleId,
        /// The goods.
        cart: Cart,
        /// How they are paid.
        #[uniffi(default = [])]
        tenders: Vec<Tender>,
    }

    /// Goods of an order that are sold.
    in OrderedPart = tillbook::shop::OrderedPart {
        /// The line of the order, from 0.
        line: i64,
        /// Stock units, above zero.
        quantity: Decimal,
    }

    /// A refund that was posted.
    out Refund = tillbook::shop::Refund {
        /// Its id.
        id: RefundId,
        /// Its number, its place in the books, its time.
        slip: Slip,
        /// The sale.
        sale: SaleId,
        /// What came back.
        lines: Vec<RefundedLine>,
        /// What the customer got, tax included.
        total: Decimal,
        /// How.
        tenders: Vec<TenderAmount>,
        /// Codes of the sale's coupons that hold no longer.
        withdrawn: Vec<String>,
        /// Points that were taken back because the sale had earned them, and given back because it had taken them.
        points: Option<SalePoints>,
        /// The sale that it pays for, in an exchange.
        exchange: Option<SaleId>,
    }

    /// Goods of a sale line that come back.
    in RefundLine = tillbook::shop::RefundLine {
        /// The line of the sale, from 0.
        sale_line: i64,
        /// Stock units, above zero.
        quantity: Decimal,
    }

    /// What a refund would come to.
    out RefundQuote = tillbook::shop::RefundQuote {
        /// What would come back.
        lines: Vec<RefundedLine>,
        /// What the customer would get, tax included.
        total: Decimal,
        /// How. Cash is rounded to coins.
        tenders: Vec<TenderAmount>,
        /// Codes of the sale's coupons that would hold no longer.
        withdrawn: Vec<String>,
        /// Points that would be taken back because the sale had earned them, and given back because it had taken them.
        points: Option<SalePoints>,
    }

    /// Goods that a customer brings back without a sale to show for them.
    in ReturnedGoods = tillbook::shop::ReturnedGoods {
        /// What comes back.
        variant: VariantId,
        /// Stock units, above zero.
        quantity: Decimal,
        /// What the customer gets for all of them, tax included; zero or more.
        amount: Decimal,
        /// What one of them is worth to the shop, zero or more; `None` for what the goods that are there cost on
        /// average.
        #[uniffi(default = None)]
        unit_cost: Option<Decimal>,
        /// The batch they are of, which must be known; goods with a shelf life need one.
        #[uniffi(default = None)]
        batch: Option<String>,
    }

    /// A sale that was posted.
    out Sale = tillbook::shop::Sale {
        /// Its id.
        id: SaleId,
        /// Its number, its place in the books, its time.
        slip: Slip,
        /// Who bought, if the shop knows them.
        member: Option<MemberId>,
        /// What was sold.
        lines: Vec<SoldLine>,
        /// What was to pay, tax included.
        total: Decimal,
        /// What rounding to coins made the customer pay more, below zero for less.
        rounding: Decimal,
        /// How it was paid.
        tenders: Vec<AppliedTender>,
        /// What the customer got back in cash.
        change: Decimal,
        /// Coupons for a later sale.
        coupons: Vec<Coupon>,
        /// Points that the member earned, and redeemed.
        points: Option<SalePoints>,
        /// The refund that it was exchanged for.
        exchange: Option<RefundId>,
        /// The order of the customer that it fulfils, or a part of it.
        order: Option<CustomerOrderId>,
    }

    /// What a scanner found.
    out Scanned = tillbook::shop::Scanned {
        /// The variant.
        variant: VariantId,
        /// Its SKU.
        sku: String,
        /// What a person calls it.
        name: String,
        /// The pack that the code stands on; `None` for the stock unit.
        pack: Option<String>,
        /// List price of one stock unit.
        price: Decimal,
        /// What members pay.
        member_price: Option<Decimal>,
        /// On hand over all locations; of a kit as many whole ones as its parts make up.
        on_hand: Decimal,
    }

    /// A payment that a customer offers.
    in Tender = tillbook::shop::Tender {
        /// How.
        method: TenderMethod,
        /// How much is handed over; above zero.
        amount: Decimal,
        /// The payment channel's reference, or a voucher's number; may be empty but for a voucher. Of a whole card
        /// number only the last four digits are kept; nothing else of it is written anywhere.
        #[uniffi(default = "")]
        reference: String,
    }

    /// A refund without a sale that was posted.
    out UnlinkedRefund = tillbook::shop::UnlinkedRefund {
        /// Its id.
        id: RefundId,
        /// Its number, its place in the books, its time.
        slip: Slip,
        /// What came back.
        lines: Vec<UnlinkedLine>,
        /// What the customer got, tax included.
        total: Decimal,
    }

    /// Goods that come back without a sale, and how the money for them is given.
    in UnlinkedReturn = tillbook::shop::UnlinkedReturn {
        /// Where the goods are put; `None` for the shop's first location.
        #[uniffi(default = None)]
        location: Option<LocationId>,
        /// Who brings them, if the shop knows them.
        #[uniffi(default = None)]
        member: Option<MemberId>,
        /// What comes back.
        #[uniffi(default = [])]
        lines: Vec<ReturnedGoods>,
        /// How the customer gets the money.
        method: TenderMethod,
        /// Why.
        #[uniffi(default = "")]
        reason: String,
    }
}

choices! {
    /// How the money goes back.
    in RefundTo = tillbook::shop::RefundTo {
        /// To the tenders of the sale, to each at most what it paid: to vouchers, stored value and accounts first, then
        /// in their order. Stored value gets back the same two parts.
        SameTenders,
        /// All by this method. What a voucher or stored value paid does not become money, nor does what is still owed;
        /// money may become stored value, or pay what the member owes.
        Method(value: TenderMethod),
    }
}
