// Written by tools/mirror.py from the engine's source.

use crate::mirror::{choices, records, words};
use crate::records::{Benefit, BirthdayWindow, Condition, Hours, Limit, Scope};
use rust_decimal::Decimal;
use tillbook::value::{Date, MemberId, PromotionId, Timestamp, VariantId};

records! {
    /// A promotion that gives something.
    out Applied = tillbook::promotion::Applied {
        /// The promotion.
        promotion: PromotionId,
        /// Its name.
        name: String,
        /// The coupon that is used up.
        coupon: Option<String>,
        /// What it takes off in all; zero for a gift, for coupons and for points, else above zero.
        discount: Decimal,
        /// Its shares; they sum to `discount`.
        lines: Vec<LineShare>,
        /// What it gives on top of the cart.
        gift: Option<Gift>,
        /// The coupons that the sale issues.
        issues: Option<Issue>,
        /// The points that it multiplies.
        multiplied: Option<Multiplied>,
        /// How often it was used: steps, sets, or discounted units.
        uses: i32,
    }

    /// A coupon of its own: a code on record that opens a promotion with `issued_coupons`, so many times, for one
    /// member or for everybody.
    both Coupon = tillbook::promotion::Coupon {
        /// What is entered, exactly.
        code: String,
        /// What it opens.
        promotion: PromotionId,
        /// Whose it is; `None` for whoever brings it.
        #[uniffi(default = None)]
        member: Option<MemberId>,
        /// The first of the shop's days on which it holds.
        #[uniffi(default = None)]
        first_day: Option<Date>,
        /// The last one.
        #[uniffi(default = None)]
        last_day: Option<Date>,
        /// Sales that it may be used in, at least 1.
        uses: i32,
    }

    /// What promotions do to a cart, and why.
    out Evaluation = tillbook::promotion::Evaluation {
        /// One for each line of the cart, in its order.
        lines: Vec<PricedLine>,
        /// The promotions of the best plan, in the order of their application.
        applied: Vec<Applied>,
        /// All others, by priority and id.
        refused: Vec<Refused>,
        /// What more would earn more: 再买 12.00 元可减 10.00.
        near_misses: Vec<NearMiss>,
        /// What is taken off in all.
        discount: Decimal,
        /// Whether every plan was looked at.
        search: Search,
    }

    /// Goods that a promotion gives on top of the cart.
    out Gift = tillbook::promotion::Gift {
        /// What is given.
        variant: VariantId,
        /// How much of it.
        quantity: Decimal,
    }

    /// Coupons that a sale issues. Their codes are made when it is posted.
    out Issue = tillbook::promotion::Issue {
        /// What they open.
        promotion: PromotionId,
        /// How many, at least one.
        count: i32,
        /// The days after the sale on which they begin to hold.
        after_days: i32,
        /// For how many days.
        valid_days: i32,
        /// The lines of the cart that counted for them.
        lines: Vec<i64>,
    }

    /// What a promotion takes off one line.
    out LineShare = tillbook::promotion::LineShare {
        /// The line of the cart, from 0.
        line: i64,
        /// Above zero.
        amount: Decimal,
    }

    /// Lines whose points a promotion multiplies.
    out Multiplied = tillbook::promotion::Multiplied {
        /// By so many.
        factor: Decimal,
        /// Lines of the cart, from 0.
        lines: Vec<i64>,
    }

    /// What a promotion would give for more goods.
    out NearMiss = tillbook::promotion::NearMiss {
        /// The promotion.
        promotion: PromotionId,
        /// Its name.
        name: String,
        /// The amount that is missing, of the goods that count, after the discounts before.
        missing_amount: Option<Decimal>,
        /// The quantity that is missing, of the goods that count.
        missing_quantity: Option<Decimal>,
        /// What it would give then.
        gain: Gain,
    }

    /// A line after all promotions.
    out PricedLine = tillbook::promotion::PricedLine {
        /// Its amount less its discounts; zero or more.
        net: Decimal,
        /// What was taken off, in the order of application.
        discounts: Vec<PromotionShare>,
    }

    /// An offer of the shop.
    both Promotion = tillbook::promotion::Promotion {
        /// Its id; decides between plans that are equal in everything else.
        id: PromotionId,
        /// What the till slip calls it.
        name: String,
        /// Smaller ones apply first. Those with the same priority apply in the order that is best for the customer.
        #[uniffi(default = 0)]
        priority: i32,
        /// Whether it shares units with other promotions.
        stacking: Stacking,
        /// The code that must be entered, exactly.
        #[uniffi(default = None)]
        requires_coupon: Option<String>,
        /// Only for who enters the code above, or that of a `Coupon` that was issued for it.
        #[uniffi(default = false)]
        issued_coupons: bool,
        /// True if a member must be present.
        #[uniffi(default = false)]
        members_only: bool,
        /// Levels of members that it is for; empty for all.
        #[uniffi(default = [])]
        member_levels: Vec<String>,
        /// Only for members whose birthday is near.
        #[uniffi(default = None)]
        birthday: Option<BirthdayWindow>,
        /// The goods it may discount.
        scope: Scope,
        /// Only goods of batches that are good for at most so many days more (临期价): 0 is the last good day. Never
        /// expired ones, nor goods whose batch is not known.
        #[uniffi(default = None)]
        near_expiry_days: Option<i32>,
        /// What the cart must hold.
        condition: Condition,
        /// What it takes off.
        benefit: Benefit,
        /// The most it takes off in one cart, above zero.
        #[uniffi(default = None)]
        max_discount: Option<Decimal>,
        /// The most uses in one cart, at least one: discounted units, sets, or times that a threshold is reached.
        #[uniffi(default = None)]
        max_uses: Option<i32>,
        /// What it gives at most over all sales.
        #[uniffi(default = [])]
        limits: Vec<Limit>,
        /// Its first moment.
        #[uniffi(default = None)]
        valid_from: Option<Timestamp>,
        /// The moment when it is over.
        #[uniffi(default = None)]
        valid_until: Option<Timestamp>,
        /// Its hours of the week; `None` for all.
        #[uniffi(default = None)]
        hours: Option<Hours>,
    }

    /// What one promotion takes off a line.
    out PromotionShare = tillbook::promotion::PromotionShare {
        /// The promotion.
        promotion: PromotionId,
        /// Above zero.
        amount: Decimal,
    }

    /// A promotion that does nothing.
    out Refused = tillbook::promotion::Refused {
        /// The promotion.
        promotion: PromotionId,
        /// Its name.
        name: String,
        /// Why.
        reason: Reason,
    }
}

words! {
    /// How thorough the search for the best plan was.
    out Search = tillbook::promotion::Search {
        /// No plan is better.
        Exhaustive,
        /// There were too many plans: a good one was made better step by step, and there may be a better one.
        Greedy,
    }

    /// Whether a promotion shares units with others.
    both Stacking = tillbook::promotion::Stacking {
        /// It adds to what others take off.
        Stackable,
        /// It uses only units without a discount, and closes the units that it discounts.
        Exclusive,
    }
}

choices! {
    /// What a near miss would give.
    out Gain = tillbook::promotion::Gain {
        /// So much off in all.
        Amount(value: Decimal),
        /// This share off.
        Percent(value: Decimal),
        /// One more set, unit, or gift, as the promotion says.
        Another,
    }

    /// Why a promotion does nothing.
    out Reason = tillbook::promotion::Reason {
        /// Its time has not come, or is over.
        NotNow,
        /// The customer does not want it.
        Declined,
        /// There is no member.
        MembersOnly,
        /// It is for members of another level.
        OtherLevel,
        /// The member's birthday is not near, or not known.
        NoBirthday,
        /// Its coupon was not entered.
        CouponNotEntered,
        /// One of its limits over all sales is reached.
        UsedUp {
            /// That one.
            limit: Limit,
        },
        /// The cart holds nothing that it is about.
        NothingInScope,
        /// Exclusive promotions have closed its goods, or multi-buys have used them for a multi-buy; or it is exclusive
        /// itself, and all its goods are discounted.
        GoodsTaken,
        /// When its turn came the cart did not reach its condition.
        ConditionNotMet {
            /// What is missing to the least quantity.
            missing_quantity: Option<Decimal>,
            /// What is missing to the least amount.
            missing_amount: Option<Decimal>,
        },
        /// It would take nothing off, or has not the goods for a set.
        NoEffect,
        /// It could apply, but the customer pays less without it.
        NotInBestPlan,
    }
}
