// Written by tools/mirror.py from the engine's source.

use crate::mirror::{choices, records, words};
use rust_decimal::Decimal;
use tillbook::value::{CategoryId, ProductId, PromotionId, VariantId};

records! {
    /// Days around a member's birthday.
    both BirthdayWindow = tillbook::promotion::BirthdayWindow {
        /// Days before it, at most 180.
        #[uniffi(default = 0)]
        days_before: i32,
        /// Days after it, at most 180.
        #[uniffi(default = 0)]
        days_after: i32,
    }

    /// Goods that a bundle asks for.
    both BundleItem = tillbook::promotion::BundleItem {
        /// The variant.
        variant: VariantId,
        /// Units of it, at least 1.
        units: i32,
    }

    /// What the cart must hold. It is tested when the promotion's turn comes; reaching a bound exactly counts, and both
    /// bounds must hold if both are given.
    both Condition = tillbook::promotion::Condition {
        /// Least quantity, above zero.
        #[uniffi(default = None)]
        min_quantity: Option<Decimal>,
        /// Least amount after earlier discounts, above zero; with or without tax as the prices are.
        #[uniffi(default = None)]
        min_amount: Option<Decimal>,
        /// The goods that count, as long as they are not closed. Without it: the goods that the promotion may use.
        #[uniffi(default = None)]
        scope: Option<Scope>,
    }

    /// Hours of the week at which a promotion or a price list holds, by the shop's clock.
    both Hours = tillbook::promotion::Hours {
        /// 1 for Monday to 7 for Sunday; empty for every day.
        #[uniffi(default = [])]
        weekdays: Vec<i32>,
        /// The first minute of the day, 0 to 1439.
        from_minute: i32,
        /// The minute when it is over, 1 to 1440. If it is not after `from_minute` it is one of the next day, and the
        /// hours after midnight belong to the weekday before.
        until_minute: i32,
    }

    /// A bound on what a promotion gives over all sales of the shop, in all or for each member or day (秒杀, 限购, 限用一次).
    ///
    /// Sales are counted from the document on that brought the limit. What a void or a refund brings back may be used
    /// again.
    both Limit = tillbook::promotion::Limit {
        /// At least 1.
        most: i32,
        /// Of what.
        counts: Counts,
        /// Each member has so many. A promotion with such a limit is for members only.
        #[uniffi(default = false)]
        per_member: bool,
        /// Each of the shop's days has so many.
        #[uniffi(default = false)]
        per_day: bool,
    }

    /// A step of `Benefit::Tiers`.
    both Tier = tillbook::promotion::Tier {
        /// What the goods in scope must come to; reaching it exactly counts.
        from: Threshold,
        /// What is taken off them then.
        off: Off,
    }
}

words! {
    /// What a `Limit` counts.
    both Counts = tillbook::promotion::Counts {
        /// What `Promotion::max_uses` counts in one cart: discounted units, sets, or steps.
        Uses,
        /// Sales in which it applied, however much it gave.
        Sales,
    }

    /// How often something is given.
    both Per = tillbook::promotion::Per {
        /// Once (立减).
        Order,
        /// For each unit (直降), weighed goods by their quantity; with `max_uses`, the units that save most.
        Unit,
        /// Each time the condition is reached (每满减): the amount in question divided by `min_amount`, or the quantity by
        /// `min_quantity` if there is no `min_amount`, without the fraction. `max_uses` limits the times.
        EveryThreshold,
    }
}

choices! {
    /// What a promotion gives.
    ///
    /// *Multi-buys* (`BuyXGetY`, `BundlePrice`, `AnyFor`,
    /// `CheapestFree`) use up the units of their sets: a unit belongs to one multi-buy at most. Weighed
    /// goods are no units, and take no part in them.
    both Benefit = tillbook::promotion::Benefit {
        /// A share of the net of the goods in scope; with `max_uses`, of the dearest units.
        PercentOff {
            /// Above 0, at most 1: 0.2 is 20 % off (8折).
            rate: Decimal,
        },
        /// An amount, never more than the goods cost.
        AmountOff {
            /// Above zero.
            amount: Decimal,
            /// How often the amount is taken off.
            per: Per,
        },
        /// Units that are dearer get this price, others keep theirs; with `max_uses`, the units that save most.
        FixedPrice {
            /// Per unit (weighed goods: per kilogram, or whatever the quantity counts); zero or more.
            price: Decimal,
        },
        /// Steps over the goods in scope (阶梯满减): the highest that is reached, and no other.
        Tiers {
            /// By rising threshold.
            steps: Vec<Tier>,
        },
        /// For every `buy` units the next `get` are cheaper (买二送一, 第二件半价).
        ///
        /// Without a scope of their own the units in scope are cut into groups of `buy + get`, the dearest first; in
        /// each the units after the first `buy` get the reward. An incomplete last group counts if it has more than
        /// `buy` units.
        BuyXGetY {
            /// Units that are paid, at least 1.
            buy: i32,
            /// Units that get the reward, at least 1.
            get: i32,
            /// Where the rewarded units come from, the cheapest first, as far as the cart holds any; `None` for the
            /// goods in scope themselves.
            get_scope: Option<Scope>,
            /// What they get.
            reward: Reward,
        },
        /// Sets of certain goods for a price (套餐), as many as the cart holds, the dearest units of each first; a set
        /// that would cost no more without it is left alone.
        BundlePrice {
            /// What a set consists of, each variant once.
            items: Vec<BundleItem>,
            /// Of a set; zero or more.
            price: Decimal,
        },
        /// Any `count` units in scope for a price (99元任选3件, 3件10元), the dearest first.
        AnyFor {
            /// Units of a set, at least 1.
            count: i32,
            /// Of a set; zero or more.
            price: Decimal,
        },
        /// The cheapest units that have a price get a share off (最低价免单).
        CheapestFree {
            /// How many units, at least 1.
            count: i32,
            /// With a number, `count` units for every so many units in scope; the cheapest of all of them.
            every: Option<i32>,
            /// Above 0, at most 1: 1 is free.
            rate: Decimal,
        },
        /// Goods on top of what is in the cart (满赠). They leave the stock with the sale and cost the customer nothing.
        Gift {
            /// What is given.
            variant: VariantId,
            /// How much of it, above zero.
            quantity: Decimal,
            /// How often: `Per::Order` or `Per::EveryThreshold`.
            per: Per,
        },
        /// Who buys enough gets some of the goods in scope for a small price (加价购). The condition is counted on its own
        /// scope, or on all goods that are not in scope.
        AddOn {
            /// Per unit; units that are cheaper keep their price.
            price: Decimal,
            /// Units that get it, those that save most, each time it is given; at least 1.
            units: i32,
            /// How often: `Per::Order` or `Per::EveryThreshold`.
            per: Per,
        },
        /// Coupons for a later sale (满额送券), at most 100 in one sale. They are the member's who buys, if there is one.
        IssueCoupon {
            /// What they open: a promotion with `issued_coupons`.
            promotion: PromotionId,
            /// How often one is given: `Per::Order` or `Per::EveryThreshold`.
            per: Per,
            /// They hold from so many days after the sale on, at most 3,650: 0 is the day of the sale.
            after_days: i32,
            /// For so many days, 1 to 3,650.
            valid_days: i32,
        },
        /// Goods in scope earn their member more points (双倍积分); it changes no price. Where several multiply the points
        /// of a line the largest factor counts.
        PointsMultiplier {
            /// Above 1, at most 100, at most two decimals: 2 is twice as many.
            factor: Decimal,
        },
    }

    /// What is taken off.
    both Off = tillbook::promotion::Off {
        /// An amount above zero, at most what the goods cost.
        Amount(value: Decimal),
        /// A share above 0, at most 1.
        Percent(value: Decimal),
    }

    /// What some units of a multi-buy get.
    both Reward = tillbook::promotion::Reward {
        /// A share off: above 0, at most 1, which is free.
        PercentOff(value: Decimal),
        /// This price if they are dearer (第三件9.9元); zero or more.
        FixedPrice(value: Decimal),
    }

    /// Which goods are meant.
    both Scope = tillbook::promotion::Scope {
        /// Everything in the cart.
        All,
        /// All variants of these products.
        Products(values: Vec<ProductId>),
        /// These variants.
        Variants(values: Vec<VariantId>),
        /// Everything in these categories and below them.
        Categories(values: Vec<CategoryId>),
    }

    /// A bound that goods must reach.
    both Threshold = tillbook::promotion::Threshold {
        /// After earlier discounts; above zero.
        Amount(value: Decimal),
        /// Units, or whatever the quantity counts; above zero.
        Quantity(value: Decimal),
    }
}
