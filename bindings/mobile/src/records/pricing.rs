// Written by tools/mirror.py from the engine's source.

use crate::mirror::{choices, records, words};
use crate::records::{Evaluation, Hours, Refused, Scope};
use rust_decimal::Decimal;
use tillbook::value::{CartId, LocationId, MemberId, PriceListId, PromotionId, Timestamp, VariantId};

records! {
    /// What a customer brings to the till: goods, not results. Prices are worked out anew each time.
    both Cart = tillbook::pricing::Cart {
        /// The goods.
        #[uniffi(default = [])]
        lines: Vec<CartLine>,
        /// The member at the till.
        #[uniffi(default = None)]
        member: Option<MemberId>,
        /// Coupon codes as they were entered.
        #[uniffi(default = [])]
        coupons: Vec<String>,
        /// Where the goods are taken from; `None` for the shop's first location.
        #[uniffi(default = None)]
        location: Option<LocationId>,
        /// Promotions that the customer does not want, such as a gift.
        #[uniffi(default = [])]
        declined: Vec<PromotionId>,
        /// How the total is rounded off; `None` for what the shop says.
        #[uniffi(default = None)]
        round_off: Option<RoundOff>,
        /// Points that the member redeems; zero or more.
        #[uniffi(default = 0)]
        redeem: i64,
        /// The held cart that this one goes on with: selling this one, or holding it again, ends that one.
        #[uniffi(default = None)]
        resumes: Option<CartId>,
    }

    /// One line of a cart.
    both CartLine = tillbook::pricing::CartLine {
        /// What is bought.
        variant: VariantId,
        /// How much, above zero: stock units, or packs if `pack` names one.
        quantity: Decimal,
        /// The pack that is bought; `None` for stock units.
        #[uniffi(default = None)]
        pack: Option<String>,
        /// A price of one stock unit that takes the place of the catalog's; zero or more.
        #[uniffi(default = None)]
        unit_price: Option<Decimal>,
        /// Why the price is another one.
        #[uniffi(default = "")]
        price_reason: String,
        /// What is taken off by hand, after promotions, in this order.
        #[uniffi(default = [])]
        discounts: Vec<LineDiscount>,
        /// The batch that is bought; `None` for the one that expires first.
        #[uniffi(default = None)]
        batch: Option<String>,
    }

    /// An amount taken off a line.
    out Discount = tillbook::pricing::Discount {
        /// Where it comes from.
        kind: DiscountKind,
        /// Why: what the cashier said, or the promotion's name.
        reason: String,
        /// The promotion.
        promotion: Option<PromotionId>,
        /// How much, in the price basis; zero or more.
        amount: Decimal,
    }

    /// A discount given by hand, or for a coupon that is no promotion of the shop's.
    both LineDiscount = tillbook::pricing::LineDiscount {
        /// Given by hand, or for a coupon.
        kind: DiscountKind,
        /// Why; a discount needs a reason.
        #[uniffi(default = "")]
        reason: String,
        /// How much.
        off: TakeOff,
    }

    /// The points of one line.
    out LinePoints = tillbook::pricing::LinePoints {
        /// Its share of the points that the sale earned.
        earned: i64,
        /// Its share of the points that were redeemed.
        redeemed: i64,
    }

    /// What a price list says of one variant. Of the steps for the unit in which it is bought the highest that is
    /// reached holds, and no other.
    out ListPrices = tillbook::pricing::ListPrices {
        /// The list.
        list: PriceListId,
        /// What is sold.
        variant: VariantId,
        /// Its prices, by pack and quantity, at most 100; empty if the list says nothing of it any more.
        steps: Vec<PriceStep>,
    }

    /// The price list that a price of a line came from.
    out ListedPrice = tillbook::pricing::ListedPrice {
        /// The list; its name is the reason of the price.
        list: PriceListId,
        /// The quantity that the price holds from; zero for any.
        from: Decimal,
        /// If the price is one of a pack: the line costs exactly so many packs at that price.
        pack: Option<PackPrice>,
    }

    /// A lower price that is nearly reached (再买2件，每件9.00).
    out NextPrice = tillbook::pricing::NextPrice {
        /// The list that has it.
        list: PriceListId,
        /// Its name.
        name: String,
        /// How many more of the goods are missing: stock units, or packs on a line that is bought in packs.
        missing: Decimal,
        /// What one of them costs then.
        price: Decimal,
    }

    /// Packs of a line and what one of them costs.
    out PackPrice = tillbook::pricing::PackPrice {
        /// The name of the pack.
        pack: String,
        /// How many.
        packs: Decimal,
        /// Price of one.
        price: Decimal,
    }

    /// How members earn and redeem points.
    both PointsRules = tillbook::pricing::PointsRules {
        /// So many points, 1 to 1,000,000,000, ...
        points: i64,
        /// ... for so much paid, tax included; above zero. Promotions may multiply them. The points of a whole sale are
        /// rounded down, once.
        per: Decimal,
        /// Goods that earn none.
        #[uniffi(default = [])]
        excluded: Vec<Scope>,
        /// Points are good until the end of the month that comes so many months after the one they are earned in: 0 to
        /// 120; `None` for ever.
        #[uniffi(default = None)]
        valid_months: Option<i32>,
        /// What they are worth; `None` for a shop that takes none.
        #[uniffi(default = None)]
        redeeming: Option<Redeeming>,
    }

    /// Other prices than the catalog's, for whom and when they hold. What it says of each variant is kept beside it, in
    /// `ListPrices`.
    both PriceList = tillbook::pricing::PriceList {
        /// Its id.
        id: PriceListId,
        /// What the till slip calls its prices.
        name: String,
        /// True if a member must be present.
        #[uniffi(default = false)]
        members_only: bool,
        /// Levels of members that it is for, at most 100; empty for all.
        #[uniffi(default = [])]
        member_levels: Vec<String>,
        /// True if its prices hold even where they are higher than others: the catalog's, a member's, those of lists
        /// that do not override (夜间价, 节日价). Otherwise the lowest price counts.
        #[uniffi(default = false)]
        overrides: bool,
        /// Its first moment.
        #[uniffi(default = None)]
        valid_from: Option<Timestamp>,
        /// The moment when it is over.
        #[uniffi(default = None)]
        valid_until: Option<Timestamp>,
        /// Its hours of the week, by the shop's clock; `None` for all.
        #[uniffi(default = None)]
        hours: Option<Hours>,
    }

    /// A price from a quantity on.
    out PriceStep = tillbook::pricing::PriceStep {
        /// The pack that it is a price of; `None` for the stock unit.
        pack: Option<String>,
        /// From so many packs or stock units of the variant in the cart on; reaching it exactly counts. Zero for any
        /// quantity.
        from: Decimal,
        /// Of one pack or stock unit, in the shop's price basis; above zero.
        price: Decimal,
    }

    /// What a cart costs and why.
    out Quote = tillbook::pricing::Quote {
        /// The lines, in the cart's order.
        lines: Vec<QuotedLine>,
        /// True if unit prices, discounts and nets include tax.
        prices_include_tax: bool,
        /// Sum of what the lines cost before anything is taken off.
        gross: Decimal,
        /// Sum of all that was taken off.
        discount: Decimal,
        /// Sum of the taxes.
        tax: Decimal,
        /// What the customer has to pay, tax included.
        total: Decimal,
        /// Which promotions applied and which not, and why; `None` for a shop without promotions.
        promotions: Option<Evaluation>,
        /// Coupon codes that were entered and give nothing, and why. One that held before and does not any more stops
        /// the sale.
        unused_coupons: Vec<UnusedCoupon>,
        /// What the sale does to the points of its member; `None` without a member, and in a shop without points.
        points: Option<QuotedPoints>,
    }

    /// What one line costs.
    out QuotedLine = tillbook::pricing::QuotedLine {
        /// What is bought.
        variant: VariantId,
        /// How many stock units.
        quantity: Decimal,
        /// Price of one; of goods with a price of a pack rounded to six decimals.
        unit_price: Decimal,
        /// Why the price is not the catalog's: what was said by hand, or the name of the price list; empty if it is.
        price_reason: String,
        /// Where the price came from, if a price list has it.
        listed: Option<ListedPrice>,
        /// The lower price of a price list that is nearest.
        next_price: Option<NextPrice>,
        /// What one would cost otherwise, where another price was asked for by hand.
        list_price: Option<Decimal>,
        /// Quantity times unit price, or packs times the price of a pack, rounded once.
        gross: Decimal,
        /// What was taken off, in this order.
        discounts: Vec<Discount>,
        /// What is left, in the price basis.
        net: Decimal,
        /// The tax on it: part of `net` where prices include tax, on top of it where not.
        tax: Decimal,
        /// The tax code; empty for none.
        tax_code: String,
        /// Points that it earns, and that were redeemed for it.
        points: LinePoints,
    }

    /// What a sale does to the points of its member.
    out QuotedPoints = tillbook::pricing::QuotedPoints {
        /// What the member may redeem before the sale.
        available: i64,
        /// The most that this sale takes of them.
        most: i64,
        /// What the member redeems in it.
        redeemed: i64,
        /// What that takes off; each line has its share as a discount.
        worth: Decimal,
        /// What the sale earns.
        earned: i64,
    }

    /// What points are worth at the till.
    both Redeeming = tillbook::pricing::Redeeming {
        /// So many points, 1 to 1,000,000,000, ...
        points: i64,
        /// ... take off so much, in the price basis; above zero.
        worth: Decimal,
        /// Points are redeemed in multiples of so many, which must be worth whole minor units.
        in_steps_of: i64,
        /// The most that they take off of what a sale costs otherwise: above 0, at most 1.
        most: Decimal,
    }

    /// A coupon code that was entered and gives nothing. A quote names it, so that the till can tell the customer why.
    out UnusedCoupon = tillbook::pricing::UnusedCoupon {
        /// The code, as it was entered.
        code: String,
        /// Why.
        reason: CouponReason,
    }
}

words! {
    /// Where a discount comes from.
    both DiscountKind = tillbook::pricing::DiscountKind {
        /// Given by hand.
        Manual,
        /// From a promotion.
        Promotion,
        /// For a coupon.
        Coupon,
        /// The total was rounded off.
        RoundOff,
        /// For points that the member redeemed.
        Points,
    }

    /// What is taken off a total so that it becomes a round one (抹零).
    both RoundOff = tillbook::pricing::RoundOff {
        /// Nothing.
        Nothing,
        /// What is beyond tenths of the currency's unit: 15.78 becomes 15.70 (抹分).
        Tenths,
        /// What is beyond whole units: 15.78 becomes 15 (抹角).
        Ones,
        /// What is beyond tens: 15.78 becomes 10 (抹元).
        Tens,
    }

    /// Where taxes on sales are rounded to the minor unit.
    both TaxRounding = tillbook::pricing::TaxRounding {
        /// On each line.
        Line,
        /// On the sum of each tax code; the lines share it in proportion to their nets, by largest remainder.
        Document,
    }
}

choices! {
    /// Why a coupon code gives nothing.
    out CouponReason = tillbook::pricing::CouponReason {
        /// No promotion of the shop's asks for this code; upper and lower case differ.
        Unknown,
        /// It was entered before, or another coupon of the same promotion was: one counts in a cart.
        Repeated,
        /// It was used as often as it may be, or was withdrawn.
        UsedUp,
        /// It holds from a later day on.
        NotYet,
        /// Its last day is over.
        Expired,
        /// It belongs to a member who is not at the till.
        NotTheirs,
        /// The promotions that ask for it do nothing, each for its own reason; by priority and id.
        Refused(values: Vec<Refused>),
    }

    /// How much is taken off.
    both TakeOff = tillbook::pricing::TakeOff {
        /// An amount for the whole line, at most what is left of it.
        Amount(value: Decimal),
        /// Hundredths of what is left of the line, 0 to 100.
        Percent(value: Decimal),
    }
}
