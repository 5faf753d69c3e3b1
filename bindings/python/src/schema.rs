//! What the engine's records are made of. Written by `tools/generate.py` from the engine's source.

use super::types::{Choice, Field, Known, Record, Shape, Type, Variant};

static ABC_PRODUCT: Record = Record {
    name: "AbcProduct",
    fields: &[
        Field { name: "product", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "brand", ty: Type::Text },
        Field { name: "net_sales", ty: Type::Money },
        Field { name: "share", ty: Type::Option(&Type::Decimal) },
        Field { name: "share_before", ty: Type::Option(&Type::Decimal) },
        Field { name: "class", ty: Type::Text },
    ],
};
static ABC_RULE: Record =
    Record { name: "AbcRule", fields: &[Field { name: "a", ty: Type::Rate }, Field { name: "b", ty: Type::Rate }] };
static ACT: Choice = Choice {
    name: "Act",
    tag: "",
    variants: &[
        Variant {
            name: "price",
            class: "Price",
            shape: Shape::Fields(&[
                Field { name: "sku", ty: Type::Text },
                Field { name: "quantity", ty: Type::Micros },
                Field { name: "base", ty: Type::Micros },
                Field { name: "asked", ty: Type::Micros },
                Field { name: "reason", ty: Type::Text },
            ]),
        },
        Variant {
            name: "discount",
            class: "Discount",
            shape: Shape::Fields(&[
                Field { name: "sku", ty: Type::Text },
                Field { name: "quantity", ty: Type::Micros },
                Field { name: "base", ty: Type::Money },
                Field { name: "asked", ty: Type::Money },
                Field { name: "reason", ty: Type::Text },
            ]),
        },
        Variant {
            name: "round_off",
            class: "RoundOff",
            shape: Shape::Fields(&[Field { name: "base", ty: Type::Money }, Field { name: "asked", ty: Type::Money }]),
        },
        Variant {
            name: "negative_stock",
            class: "NegativeStock",
            shape: Shape::Fields(&[
                Field { name: "sku", ty: Type::Text },
                Field { name: "quantity", ty: Type::Micros },
                Field { name: "short", ty: Type::Micros },
            ]),
        },
        Variant {
            name: "refund",
            class: "Refund",
            shape: Shape::Fields(&[
                Field { name: "number", ty: Type::Text },
                Field { name: "total", ty: Type::Money },
                Field { name: "reason", ty: Type::Text },
            ]),
        },
        Variant {
            name: "unlinked_refund",
            class: "UnlinkedRefund",
            shape: Shape::Fields(&[Field { name: "total", ty: Type::Money }, Field { name: "reason", ty: Type::Text }]),
        },
        Variant {
            name: "void",
            class: "Void",
            shape: Shape::Fields(&[
                Field { name: "kind", ty: Type::Text },
                Field { name: "number", ty: Type::Text },
                Field { name: "reason", ty: Type::Text },
            ]),
        },
        Variant {
            name: "amend",
            class: "Amend",
            shape: Shape::Fields(&[
                Field { name: "kind", ty: Type::Text },
                Field { name: "number", ty: Type::Text },
                Field { name: "reason", ty: Type::Text },
            ]),
        },
    ],
};
static AMENDMENT: Record = Record {
    name: "Amendment",
    fields: &[
        Field { name: "at", ty: Type::Option(&Type::Time) },
        Field { name: "lines", ty: Type::List(&Type::Record(&LINE_AMENDMENT)) },
        Field { name: "reason", ty: Type::Text },
    ],
};
static APPLIED: Record = Record {
    name: "Applied",
    fields: &[
        Field { name: "promotion", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "coupon", ty: Type::Option(&Type::Text) },
        Field { name: "discount", ty: Type::Money },
        Field { name: "lines", ty: Type::List(&Type::Record(&LINE_SHARE)) },
        Field { name: "gift", ty: Type::Option(&Type::Record(&GIFT)) },
        Field { name: "issues", ty: Type::Option(&Type::Record(&ISSUE)) },
        Field { name: "multiplied", ty: Type::Option(&Type::Record(&MULTIPLIED)) },
        Field { name: "uses", ty: Type::Int },
    ],
};
static APPLIED_TENDER: Record = Record {
    name: "AppliedTender",
    fields: &[
        Field { name: "method", ty: Type::Text },
        Field { name: "received", ty: Type::Money },
        Field { name: "change", ty: Type::Money },
        Field { name: "applied", ty: Type::Money },
        Field { name: "reference", ty: Type::Text },
        Field { name: "bonus", ty: Type::Money },
        Field { name: "due_on", ty: Type::Option(&Type::Date) },
        Field { name: "sources", ty: Type::List(&Type::Record(&TENDER_SOURCE)) },
    ],
};
static ASKED: Record = Record {
    name: "Asked",
    fields: &[
        Field { name: "actor", ty: Type::Text },
        Field { name: "approver", ty: Type::Option(&Type::Text) },
        Field { name: "act", ty: Type::Choice(&ACT) },
    ],
};
static BENEFIT: Choice = Choice {
    name: "Benefit",
    tag: "kind",
    variants: &[
        Variant {
            name: "percent_off",
            class: "PercentOff",
            shape: Shape::Fields(&[Field { name: "rate", ty: Type::Rate }]),
        },
        Variant {
            name: "amount_off",
            class: "AmountOff",
            shape: Shape::Fields(&[Field { name: "amount", ty: Type::Money }, Field { name: "per", ty: Type::Text }]),
        },
        Variant {
            name: "fixed_price",
            class: "FixedPrice",
            shape: Shape::Fields(&[Field { name: "price", ty: Type::Micros }]),
        },
        Variant {
            name: "tiers",
            class: "Tiers",
            shape: Shape::Fields(&[Field { name: "steps", ty: Type::List(&Type::Record(&TIER)) }]),
        },
        Variant {
            name: "buy_x_get_y",
            class: "BuyXGetY",
            shape: Shape::Fields(&[
                Field { name: "buy", ty: Type::Int },
                Field { name: "get", ty: Type::Int },
                Field { name: "get_scope", ty: Type::Option(&Type::Choice(&SCOPE)) },
                Field { name: "reward", ty: Type::Choice(&REWARD) },
            ]),
        },
        Variant {
            name: "bundle_price",
            class: "BundlePrice",
            shape: Shape::Fields(&[
                Field { name: "items", ty: Type::List(&Type::Record(&BUNDLE_ITEM)) },
                Field { name: "price", ty: Type::Money },
            ]),
        },
        Variant {
            name: "any_for",
            class: "AnyFor",
            shape: Shape::Fields(&[Field { name: "count", ty: Type::Int }, Field { name: "price", ty: Type::Money }]),
        },
        Variant {
            name: "cheapest_free",
            class: "CheapestFree",
            shape: Shape::Fields(&[
                Field { name: "count", ty: Type::Int },
                Field { name: "every", ty: Type::Option(&Type::Int) },
                Field { name: "rate", ty: Type::Rate },
            ]),
        },
        Variant {
            name: "gift",
            class: "Gift",
            shape: Shape::Fields(&[
                Field { name: "variant", ty: Type::Text },
                Field { name: "quantity", ty: Type::Micros },
                Field { name: "per", ty: Type::Text },
            ]),
        },
        Variant {
            name: "add_on",
            class: "AddOn",
            shape: Shape::Fields(&[
                Field { name: "price", ty: Type::Micros },
                Field { name: "units", ty: Type::Int },
                Field { name: "per", ty: Type::Text },
            ]),
        },
        Variant {
            name: "issue_coupon",
            class: "IssueCoupon",
            shape: Shape::Fields(&[
                Field { name: "promotion", ty: Type::Text },
                Field { name: "per", ty: Type::Text },
                Field { name: "after_days", ty: Type::Int },
                Field { name: "valid_days", ty: Type::Int },
            ]),
        },
        Variant {
            name: "points_multiplier",
            class: "PointsMultiplier",
            shape: Shape::Fields(&[Field { name: "factor", ty: Type::Rate }]),
        },
    ],
};
static BIRTHDAY: Record = Record {
    name: "Birthday",
    fields: &[Field { name: "month", ty: Type::Int }, Field { name: "day", ty: Type::Int }],
};
static BIRTHDAY_WINDOW: Record = Record {
    name: "BirthdayWindow",
    fields: &[Field { name: "days_before", ty: Type::Int }, Field { name: "days_after", ty: Type::Int }],
};
static BUNDLE_ITEM: Record = Record {
    name: "BundleItem",
    fields: &[Field { name: "variant", ty: Type::Text }, Field { name: "units", ty: Type::Int }],
};
static CART: Record = Record {
    name: "Cart",
    fields: &[
        Field { name: "lines", ty: Type::List(&Type::Record(&CART_LINE)) },
        Field { name: "member", ty: Type::Option(&Type::Text) },
        Field { name: "coupons", ty: Type::List(&Type::Text) },
        Field { name: "location", ty: Type::Option(&Type::Text) },
        Field { name: "declined", ty: Type::List(&Type::Text) },
        Field { name: "round_off", ty: Type::Option(&Type::Text) },
        Field { name: "redeem", ty: Type::Int },
        Field { name: "resumes", ty: Type::Option(&Type::Text) },
    ],
};
static CART_LINE: Record = Record {
    name: "CartLine",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Decimal },
        Field { name: "pack", ty: Type::Option(&Type::Text) },
        Field { name: "unit_price", ty: Type::Option(&Type::Decimal) },
        Field { name: "price_reason", ty: Type::Text },
        Field { name: "discounts", ty: Type::List(&Type::Record(&LINE_DISCOUNT)) },
        Field { name: "batch", ty: Type::Option(&Type::Text) },
    ],
};
static CASH_COUNT: Record =
    Record { name: "CashCount", fields: &[Field { name: "pieces", ty: Type::List(&Type::Record(&CASH_PIECES)) }] };
static CASH_OUT: Record = Record {
    name: "CashOut",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "post_no", ty: Type::Int },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "member", ty: Type::Text },
        Field { name: "principal", ty: Type::Money },
        Field { name: "bonus", ty: Type::Money },
        Field { name: "method", ty: Type::Text },
    ],
};
static CASH_PIECES: Record = Record {
    name: "CashPieces",
    fields: &[Field { name: "denomination", ty: Type::Decimal }, Field { name: "pieces", ty: Type::Int }],
};
static CASHIER_SLIPS: Record = Record {
    name: "CashierSlips",
    fields: &[Field { name: "cashier", ty: Type::Text }, Field { name: "slips", ty: Type::Record(&SLIP_TOTALS) }],
};
static CATEGORY: Record = Record {
    name: "Category",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "parent", ty: Type::Option(&Type::Text) },
        Field { name: "costing", ty: Type::Option(&Type::Text) },
    ],
};
static CONDITION: Record = Record {
    name: "Condition",
    fields: &[
        Field { name: "min_quantity", ty: Type::Option(&Type::Micros) },
        Field { name: "min_amount", ty: Type::Option(&Type::Money) },
        Field { name: "scope", ty: Type::Option(&Type::Choice(&SCOPE)) },
    ],
};
static CONTEXT: Record = Record {
    name: "Context",
    fields: &[
        Field { name: "currency", ty: Type::Text },
        Field { name: "at", ty: Type::Time },
        Field { name: "local", ty: Type::Record(&LOCAL_TIME) },
        Field { name: "coupons", ty: Type::List(&Type::Text) },
        Field { name: "member", ty: Type::Option(&Type::Record(&SHOPPER)) },
        Field { name: "declined", ty: Type::List(&Type::Text) },
        Field { name: "issued", ty: Type::List(&Type::Record(&ENTERED_COUPON)) },
        Field { name: "used", ty: Type::List(&Type::Record(&USED_BEFORE)) },
    ],
};
static COST_CHANGE: Record = Record {
    name: "CostChange",
    fields: &[
        Field { name: "document", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "kind", ty: Type::Text },
        Field { name: "variant", ty: Type::Text },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "cost", ty: Type::Money },
    ],
};
static COST_LAYER: Record = Record {
    name: "CostLayer",
    fields: &[
        Field { name: "document", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "kind", ty: Type::Text },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "value", ty: Type::Money },
    ],
};
static COST_POOL: Record = Record {
    name: "CostPool",
    fields: &[
        Field { name: "location", ty: Type::Option(&Type::Text) },
        Field { name: "method", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "value", ty: Type::Money },
        Field { name: "written_down", ty: Type::Money },
        Field { name: "layers", ty: Type::List(&Type::Record(&COST_LAYER)) },
    ],
};
static COST_REVALUATION: Record = Record {
    name: "CostRevaluation",
    fields: &[
        Field { name: "document", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "kind", ty: Type::Text },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "cost", ty: Type::Money },
    ],
};
static COUNT: Record = Record {
    name: "Count",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "lines", ty: Type::List(&Type::Record(&COUNTED_LINE)) },
    ],
};
static COUNT_LINE: Record = Record {
    name: "CountLine",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "counted", ty: Type::Decimal },
        Field { name: "batch", ty: Type::Option(&Type::Text) },
        Field { name: "reason", ty: Type::Text },
    ],
};
static COUNTED_CASH: Record = Record {
    name: "CountedCash",
    fields: &[Field { name: "denomination", ty: Type::Money }, Field { name: "pieces", ty: Type::Int }],
};
static COUNTED_LINE: Record = Record {
    name: "CountedLine",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "batch", ty: Type::Option(&Type::Text) },
        Field { name: "counted", ty: Type::Micros },
        Field { name: "expected", ty: Type::Micros },
        Field { name: "differences", ty: Type::List(&Type::Record(&PICK)) },
        Field { name: "reason", ty: Type::Text },
    ],
};
static COUPON: Record = Record {
    name: "Coupon",
    fields: &[
        Field { name: "code", ty: Type::Text },
        Field { name: "promotion", ty: Type::Text },
        Field { name: "member", ty: Type::Option(&Type::Text) },
        Field { name: "first_day", ty: Type::Option(&Type::Date) },
        Field { name: "last_day", ty: Type::Option(&Type::Date) },
        Field { name: "uses", ty: Type::Int },
    ],
};
static COUPON_REASON: Choice = Choice {
    name: "CouponReason",
    tag: "",
    variants: &[
        Variant { name: "unknown", class: "Unknown", shape: Shape::Name },
        Variant { name: "repeated", class: "Repeated", shape: Shape::Name },
        Variant { name: "used_up", class: "UsedUp", shape: Shape::Name },
        Variant { name: "not_yet", class: "NotYet", shape: Shape::Name },
        Variant { name: "expired", class: "Expired", shape: Shape::Name },
        Variant { name: "not_theirs", class: "NotTheirs", shape: Shape::Name },
        Variant { name: "refused", class: "Refused", shape: Shape::Value(Type::List(&Type::Record(&REFUSED))) },
    ],
};
static CUSTOMER_ORDER: Record = Record {
    name: "CustomerOrder",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "ordered_on", ty: Type::Date },
        Field { name: "label", ty: Type::Text },
        Field { name: "member", ty: Type::Option(&Type::Text) },
        Field { name: "wanted_on", ty: Type::Option(&Type::Date) },
        Field { name: "valid_until", ty: Type::Option(&Type::Date) },
        Field { name: "cart", ty: Type::Record(&CART) },
        Field { name: "prices_include_tax", ty: Type::Bool },
        Field { name: "lines", ty: Type::List(&Type::Record(&CUSTOMER_ORDER_LINE)) },
        Field { name: "total", ty: Type::Money },
        Field { name: "deposit", ty: Type::List(&Type::Record(&TENDER_SOURCE)) },
        Field { name: "has_deposit", ty: Type::Bool },
        Field { name: "cancelled", ty: Type::Bool },
    ],
};
static CUSTOMER_ORDER_CANCELLED: Record = Record {
    name: "CustomerOrderCancelled",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "post_no", ty: Type::Int },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "order", ty: Type::Text },
        Field { name: "returned", ty: Type::List(&Type::Tuple(&[&Type::Text, &Type::Money])) },
        Field { name: "kept", ty: Type::Money },
    ],
};
static CUSTOMER_ORDER_LINE: Record = Record {
    name: "CustomerOrderLine",
    fields: &[
        Field { name: "agreed", ty: Type::Record(&QUOTED_LINE) },
        Field { name: "sold", ty: Type::Micros },
        Field { name: "gross", ty: Type::Money },
        Field { name: "net", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "points", ty: Type::Int },
    ],
};
static DAY_CLOSE: Record = Record {
    name: "DayClose",
    fields: &[
        Field { name: "day", ty: Type::Date },
        Field { name: "sales", ty: Type::Record(&SALES_SUMMARY) },
        Field { name: "tenders", ty: Type::List(&Type::Record(&TENDER_TOTAL)) },
        Field { name: "other_money", ty: Type::Record(&OTHER_MONEY) },
        Field { name: "hand_discount_lines", ty: Type::Int },
        Field { name: "hand_discounts", ty: Type::Money },
        Field { name: "rounded_off", ty: Type::Money },
        Field { name: "cash_rounding", ty: Type::Money },
        Field { name: "devices", ty: Type::List(&Type::Record(&DEVICE_DAY)) },
    ],
};
static DAY_SALES: Record = Record {
    name: "DaySales",
    fields: &[
        Field { name: "day", ty: Type::Date },
        Field { name: "sales", ty: Type::Int },
        Field { name: "net", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "refunds", ty: Type::Money },
        Field { name: "refund_tax", ty: Type::Money },
        Field { name: "cogs", ty: Type::Money },
        Field { name: "gross_profit", ty: Type::Money },
    ],
};
static DEPOSIT: Record = Record {
    name: "Deposit",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "post_no", ty: Type::Int },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "order", ty: Type::Text },
        Field { name: "amount", ty: Type::Money },
        Field { name: "tenders", ty: Type::List(&Type::Record(&APPLIED_TENDER)) },
        Field { name: "change", ty: Type::Money },
    ],
};
static DEVICE_DAY: Record = Record {
    name: "DeviceDay",
    fields: &[
        Field { name: "device", ty: Type::Text },
        Field { name: "epoch", ty: Type::Int },
        Field { name: "documents", ty: Type::Int },
        Field { name: "first_number", ty: Type::Text },
        Field { name: "last_number", ty: Type::Text },
        Field { name: "last_hash", ty: Type::Digest },
    ],
};
static DISCOUNT: Record = Record {
    name: "Discount",
    fields: &[
        Field { name: "kind", ty: Type::Text },
        Field { name: "reason", ty: Type::Text },
        Field { name: "promotion", ty: Type::Option(&Type::Text) },
        Field { name: "amount", ty: Type::Money },
    ],
};
static DRAWER_CASH: Record = Record {
    name: "DrawerCash",
    fields: &[
        Field { name: "float", ty: Type::Money },
        Field { name: "opening_difference", ty: Type::Money },
        Field { name: "takings", ty: Type::Money },
        Field { name: "put_in", ty: Type::Money },
        Field { name: "taken_out", ty: Type::Money },
    ],
};
static ENTERED_COUPON: Record = Record {
    name: "EnteredCoupon",
    fields: &[Field { name: "code", ty: Type::Text }, Field { name: "promotion", ty: Type::Text }],
};
static ERASURE: Record = Record {
    name: "Erasure",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "post_no", ty: Type::Int },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "members", ty: Type::List(&Type::Text) },
    ],
};
static EVALUATION: Record = Record {
    name: "Evaluation",
    fields: &[
        Field { name: "lines", ty: Type::List(&Type::Record(&PRICED_LINE)) },
        Field { name: "applied", ty: Type::List(&Type::Record(&APPLIED)) },
        Field { name: "refused", ty: Type::List(&Type::Record(&REFUSED)) },
        Field { name: "near_misses", ty: Type::List(&Type::Record(&NEAR_MISS)) },
        Field { name: "discount", ty: Type::Money },
        Field { name: "search", ty: Type::Text },
    ],
};
static EXCHANGE: Record = Record {
    name: "Exchange",
    fields: &[
        Field { name: "of", ty: Type::Text },
        Field { name: "lines", ty: Type::List(&Type::Record(&REFUND_LINE)) },
        Field { name: "cart", ty: Type::Record(&CART) },
        Field { name: "to", ty: Type::Choice(&REFUND_TO) },
        Field { name: "reason", ty: Type::Text },
    ],
};
static EXCHANGE_QUOTE: Record = Record {
    name: "ExchangeQuote",
    fields: &[
        Field { name: "back", ty: Type::Money },
        Field { name: "goods", ty: Type::Record(&QUOTE) },
        Field { name: "to_pay", ty: Type::Money },
        Field { name: "to_pay_back", ty: Type::Money },
    ],
};
static EXCHANGED: Record = Record {
    name: "Exchanged",
    fields: &[Field { name: "refund", ty: Type::Record(&REFUND) }, Field { name: "sale", ty: Type::Record(&SALE) }],
};
static EXPIRING: Record = Record {
    name: "Expiring",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "sku", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "batch", ty: Type::Text },
        Field { name: "location", ty: Type::Text },
        Field { name: "expires_on", ty: Type::Date },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "days_left", ty: Type::Int },
        Field { name: "is_expired", ty: Type::Bool },
        Field { name: "value", ty: Type::Money },
    ],
};
static EXPIRY_STOCK: Record = Record {
    name: "ExpiryStock",
    fields: &[
        Field { name: "expires_on", ty: Type::Option(&Type::Date) },
        Field { name: "quantity", ty: Type::Micros },
    ],
};
static FLOW: Record = Record {
    name: "Flow",
    fields: &[
        Field { name: "lines", ty: Type::Int },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "value", ty: Type::Money },
    ],
};
static GAIN: Choice = Choice {
    name: "Gain",
    tag: "",
    variants: &[
        Variant { name: "amount", class: "Amount", shape: Shape::Value(Type::Money) },
        Variant { name: "percent", class: "Percent", shape: Shape::Value(Type::Rate) },
        Variant { name: "another", class: "Another", shape: Shape::Name },
    ],
};
static GIFT: Record = Record {
    name: "Gift",
    fields: &[Field { name: "variant", ty: Type::Text }, Field { name: "quantity", ty: Type::Micros }],
};
static GOODS: Record = Record {
    name: "Goods",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "product", ty: Type::Text },
        Field { name: "categories", ty: Type::List(&Type::Text) },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "amount", ty: Type::Money },
        Field { name: "days_left", ty: Type::Option(&Type::Int) },
    ],
};
static HAND_TOTAL: Record = Record {
    name: "HandTotal",
    fields: &[Field { name: "lines", ty: Type::Int }, Field { name: "amount", ty: Type::Money }],
};
static HELD_CART: Record = Record {
    name: "HeldCart",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "post_no", ty: Type::Int },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "label", ty: Type::Text },
        Field { name: "held_by", ty: Type::Text },
        Field { name: "device", ty: Type::Text },
        Field { name: "shift", ty: Type::Option(&Type::Text) },
        Field { name: "member", ty: Type::Option(&Type::Text) },
        Field { name: "lines", ty: Type::Int },
        Field { name: "total", ty: Type::Money },
    ],
};
static HOURS: Record = Record {
    name: "Hours",
    fields: &[
        Field { name: "weekdays", ty: Type::List(&Type::Int) },
        Field { name: "from_minute", ty: Type::Int },
        Field { name: "until_minute", ty: Type::Int },
    ],
};
static ISSUE: Record = Record {
    name: "Issue",
    fields: &[
        Field { name: "promotion", ty: Type::Text },
        Field { name: "count", ty: Type::Int },
        Field { name: "after_days", ty: Type::Int },
        Field { name: "valid_days", ty: Type::Int },
        Field { name: "lines", ty: Type::List(&Type::Int) },
    ],
};
static KIT_PART: Record = Record {
    name: "KitPart",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "pack", ty: Type::Option(&Type::Record(&PACK)) },
    ],
};
static KNOWN: Choice = Choice {
    name: "Known",
    tag: "",
    variants: &[
        Variant { name: "now", class: "Now", shape: Shape::Name },
        Variant { name: "after", class: "After", shape: Shape::Value(Type::Int) },
        Variant { name: "at", class: "At", shape: Shape::Value(Type::Time) },
    ],
};
static LANDED_SHARE: Record = Record {
    name: "LandedShare",
    fields: &[
        Field { name: "receipt", ty: Type::Text },
        Field { name: "receipt_line", ty: Type::Int },
        Field { name: "variant", ty: Type::Text },
        Field { name: "value", ty: Type::Money },
    ],
};
static LEDGER_LINE: Record = Record {
    name: "LedgerLine",
    fields: &[
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "kind", ty: Type::Text },
        Field { name: "document", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "corrects", ty: Type::Option(&Type::Text) },
        Field { name: "location", ty: Type::Text },
        Field { name: "batch", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "value", ty: Type::Money },
        Field { name: "balance", ty: Type::Micros },
        Field { name: "balance_value", ty: Type::Money },
    ],
};
static LEVEL: Record = Record {
    name: "Level",
    fields: &[
        Field { name: "code", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "from", ty: Type::Money },
    ],
};
static LEVEL_RULES: Record = Record {
    name: "LevelRules",
    fields: &[Field { name: "months", ty: Type::Int }, Field { name: "levels", ty: Type::List(&Type::Record(&LEVEL)) }],
};
static LIMIT: Record = Record {
    name: "Limit",
    fields: &[
        Field { name: "most", ty: Type::Int },
        Field { name: "counts", ty: Type::Text },
        Field { name: "per_member", ty: Type::Bool },
        Field { name: "per_day", ty: Type::Bool },
    ],
};
static LINE_AMENDMENT: Record = Record {
    name: "LineAmendment",
    fields: &[
        Field { name: "line", ty: Type::Int },
        Field { name: "quantity", ty: Type::Option(&Type::Decimal) },
        Field { name: "unit_cost", ty: Type::Option(&Type::Decimal) },
        Field { name: "amount", ty: Type::Option(&Type::Decimal) },
    ],
};
static LINE_CHANGE: Record = Record {
    name: "LineChange",
    fields: &[
        Field { name: "line", ty: Type::Int },
        Field { name: "variant", ty: Type::Text },
        Field { name: "was", ty: Type::Money },
        Field { name: "is", ty: Type::Option(&Type::Money) },
        Field { name: "why", ty: Type::List(&Type::Choice(&WHY_CHANGED)) },
    ],
};
static LINE_DISCOUNT: Record = Record {
    name: "LineDiscount",
    fields: &[
        Field { name: "kind", ty: Type::Text },
        Field { name: "reason", ty: Type::Text },
        Field { name: "off", ty: Type::Choice(&TAKE_OFF) },
    ],
};
static LINE_POINTS: Record = Record {
    name: "LinePoints",
    fields: &[Field { name: "earned", ty: Type::Int }, Field { name: "redeemed", ty: Type::Int }],
};
static LINE_SHARE: Record = Record {
    name: "LineShare",
    fields: &[Field { name: "line", ty: Type::Int }, Field { name: "amount", ty: Type::Money }],
};
static LISTED_PRICE: Record = Record {
    name: "ListedPrice",
    fields: &[
        Field { name: "list", ty: Type::Text },
        Field { name: "from", ty: Type::Micros },
        Field { name: "pack", ty: Type::Option(&Type::Record(&PACK_PRICE)) },
    ],
};
static LOCAL_TIME: Record = Record {
    name: "LocalTime",
    fields: &[Field { name: "date", ty: Type::Date }, Field { name: "minute", ty: Type::Int }],
};
static LOCATION: Record = Record {
    name: "Location",
    fields: &[Field { name: "id", ty: Type::Text }, Field { name: "name", ty: Type::Text }],
};
static LOCK_REVIEW: Record = Record {
    name: "LockReview",
    fields: &[
        Field { name: "through", ty: Type::Date },
        Field { name: "shortages", ty: Type::List(&Type::Record(&OPEN_SHORTAGE)) },
    ],
};
static MARGIN_KEY: Choice = Choice {
    name: "MarginKey",
    tag: "",
    variants: &[
        Variant { name: "product", class: "Product", shape: Shape::Value(Type::Text) },
        Variant { name: "variant", class: "Variant", shape: Shape::Value(Type::Text) },
        Variant { name: "category", class: "Category", shape: Shape::Value(Type::Option(&Type::Text)) },
        Variant { name: "brand", class: "Brand", shape: Shape::Value(Type::Text) },
        Variant { name: "day", class: "Day", shape: Shape::Value(Type::Date) },
        Variant { name: "member", class: "Member", shape: Shape::Value(Type::Option(&Type::Text)) },
    ],
};
static MARGIN_ROW: Record = Record {
    name: "MarginRow",
    fields: &[
        Field { name: "key", ty: Type::Choice(&MARGIN_KEY) },
        Field { name: "name", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "net_sales", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "cost", ty: Type::Money },
        Field { name: "profit", ty: Type::Money },
        Field { name: "margin", ty: Type::Option(&Type::Decimal) },
        Field { name: "markup", ty: Type::Option(&Type::Decimal) },
    ],
};
static MEMBER: Record = Record {
    name: "Member",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "code", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "level", ty: Type::Text },
        Field { name: "birthday", ty: Type::Option(&Type::Record(&BIRTHDAY)) },
        Field { name: "credit_limit", ty: Type::Money },
        Field { name: "credit_days", ty: Type::Option(&Type::Int) },
        Field { name: "merged_into", ty: Type::Option(&Type::Text) },
        Field { name: "erased_by", ty: Type::Option(&Type::Text) },
    ],
};
static MEMBER_ACCOUNT: Record = Record {
    name: "MemberAccount",
    fields: &[
        Field { name: "stored", ty: Type::Record(&STORED_VALUE) },
        Field { name: "owed", ty: Type::Money },
        Field { name: "credit_limit", ty: Type::Money },
    ],
};
static MEMBER_STORED_VALUE: Record = Record {
    name: "MemberStoredValue",
    fields: &[
        Field { name: "member", ty: Type::Text },
        Field { name: "code", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "stored", ty: Type::Record(&STORED_VALUE) },
    ],
};
static MOVED_PART: Record = Record {
    name: "MovedPart",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "picks", ty: Type::List(&Type::Record(&PICK)) },
        Field { name: "short", ty: Type::Micros },
    ],
};
static MULTIPLIED: Record = Record {
    name: "Multiplied",
    fields: &[Field { name: "factor", ty: Type::Rate }, Field { name: "lines", ty: Type::List(&Type::Int) }],
};
static NEAR_MISS: Record = Record {
    name: "NearMiss",
    fields: &[
        Field { name: "promotion", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "missing_amount", ty: Type::Option(&Type::Money) },
        Field { name: "missing_quantity", ty: Type::Option(&Type::Micros) },
        Field { name: "gain", ty: Type::Choice(&GAIN) },
    ],
};
static NEW_CUSTOMER_ORDER: Record = Record {
    name: "NewCustomerOrder",
    fields: &[
        Field { name: "cart", ty: Type::Record(&CART) },
        Field { name: "label", ty: Type::Text },
        Field { name: "wanted_on", ty: Type::Option(&Type::Date) },
        Field { name: "valid_until", ty: Type::Option(&Type::Date) },
    ],
};
static NEW_PART: Record = Record {
    name: "NewPart",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Decimal },
        Field { name: "pack", ty: Type::Option(&Type::Text) },
    ],
};
static NEW_PRICE_STEP: Record = Record {
    name: "NewPriceStep",
    fields: &[
        Field { name: "pack", ty: Type::Option(&Type::Text) },
        Field { name: "from", ty: Type::Decimal },
        Field { name: "price", ty: Type::Decimal },
    ],
};
static NEW_PRODUCT: Record = Record {
    name: "NewProduct",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "brand", ty: Type::Text },
        Field { name: "options", ty: Type::List(&Type::Record(&PRODUCT_OPTION)) },
        Field { name: "category", ty: Type::Option(&Type::Text) },
        Field { name: "unit", ty: Type::Text },
        Field { name: "packs", ty: Type::List(&Type::Record(&PACK)) },
        Field { name: "tax_code", ty: Type::Text },
        Field { name: "shelf_life_days", ty: Type::Option(&Type::Int) },
        Field { name: "costing", ty: Type::Option(&Type::Text) },
        Field { name: "negative_stock", ty: Type::Option(&Type::Text) },
        Field { name: "price", ty: Type::Decimal },
        Field { name: "parts", ty: Type::List(&Type::Record(&NEW_PART)) },
        Field { name: "variants", ty: Type::List(&Type::Record(&NEW_VARIANT)) },
    ],
};
static NEW_SALE: Record = Record {
    name: "NewSale",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "cart", ty: Type::Record(&CART) },
        Field { name: "tenders", ty: Type::List(&Type::Record(&TENDER)) },
    ],
};
static NEW_SUPPLY: Record = Record {
    name: "NewSupply",
    fields: &[
        Field { name: "supplier", ty: Type::Text },
        Field { name: "variant", ty: Type::Text },
        Field { name: "pack_size", ty: Type::Decimal },
        Field { name: "last_cost", ty: Type::Option(&Type::Decimal) },
        Field { name: "preferred", ty: Type::Bool },
    ],
};
static NEW_VARIANT: Record = Record {
    name: "NewVariant",
    fields: &[
        Field { name: "id", ty: Type::Option(&Type::Text) },
        Field { name: "choices", ty: Type::List(&Type::Text) },
        Field { name: "sku", ty: Type::Option(&Type::Text) },
        Field { name: "barcodes", ty: Type::List(&Type::Text) },
        Field { name: "pack_barcodes", ty: Type::List(&Type::Tuple(&[&Type::Text, &Type::Text])) },
        Field { name: "in_store_barcode", ty: Type::Bool },
        Field { name: "price", ty: Type::Option(&Type::Decimal) },
        Field { name: "member_price", ty: Type::Option(&Type::Decimal) },
        Field { name: "lowest_price", ty: Type::Option(&Type::Decimal) },
        Field { name: "assumed_cost", ty: Type::Option(&Type::Decimal) },
        Field { name: "negative_stock", ty: Type::Option(&Type::Text) },
        Field { name: "reorder_point", ty: Type::Option(&Type::Decimal) },
        Field { name: "parts", ty: Type::List(&Type::Record(&NEW_PART)) },
    ],
};
static NEXT_LEVEL: Record = Record {
    name: "NextLevel",
    fields: &[
        Field { name: "code", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "missing", ty: Type::Money },
    ],
};
static NEXT_PRICE: Record = Record {
    name: "NextPrice",
    fields: &[
        Field { name: "list", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "missing", ty: Type::Micros },
        Field { name: "price", ty: Type::Micros },
    ],
};
static OFF: Choice = Choice {
    name: "Off",
    tag: "",
    variants: &[
        Variant { name: "amount", class: "Amount", shape: Shape::Value(Type::Money) },
        Variant { name: "percent", class: "Percent", shape: Shape::Value(Type::Rate) },
    ],
};
static OPEN_SALE: Record = Record {
    name: "OpenSale",
    fields: &[
        Field { name: "sale", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "due_on", ty: Type::Date },
        Field { name: "amount", ty: Type::Money },
        Field { name: "open", ty: Type::Money },
    ],
};
static OPEN_SHORTAGE: Record = Record {
    name: "OpenShortage",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "location", ty: Type::Option(&Type::Text) },
        Field { name: "document", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "provisional", ty: Type::Money },
    ],
};
static OPENING_STOCK_LINE: Record = Record {
    name: "OpeningStockLine",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Decimal },
        Field { name: "unit_cost", ty: Type::Decimal },
        Field { name: "batch", ty: Type::Option(&Type::Text) },
        Field { name: "produced_on", ty: Type::Option(&Type::Date) },
        Field { name: "expires_on", ty: Type::Option(&Type::Date) },
    ],
};
static ORDER_LINE: Record = Record {
    name: "OrderLine",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Decimal },
        Field { name: "unit_cost", ty: Type::Decimal },
    ],
};
static ORDERED_PART: Record = Record {
    name: "OrderedPart",
    fields: &[Field { name: "line", ty: Type::Int }, Field { name: "quantity", ty: Type::Decimal }],
};
static OTHER_MONEY: Record = Record {
    name: "OtherMoney",
    fields: &[
        Field { name: "topped_up", ty: Type::Money },
        Field { name: "bonus_given", ty: Type::Money },
        Field { name: "cashed_out", ty: Type::Money },
        Field { name: "bonus_forfeited", ty: Type::Money },
        Field { name: "settled", ty: Type::Money },
        Field { name: "paid_to_suppliers", ty: Type::Money },
        Field { name: "deposits_taken", ty: Type::Money },
        Field { name: "deposits_returned", ty: Type::Money },
        Field { name: "deposits_kept", ty: Type::Money },
    ],
};
static PACK: Record = Record {
    name: "Pack",
    fields: &[
        Field { name: "name", ty: Type::Text },
        Field { name: "units", ty: Type::Int },
        Field { name: "packs", ty: Type::Int },
    ],
};
static PACK_PRICE: Record = Record {
    name: "PackPrice",
    fields: &[
        Field { name: "pack", ty: Type::Text },
        Field { name: "packs", ty: Type::Micros },
        Field { name: "price", ty: Type::Micros },
    ],
};
static PAYABLE: Record = Record {
    name: "Payable",
    fields: &[
        Field { name: "supplier", ty: Type::Text },
        Field { name: "code", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "owed", ty: Type::Money },
    ],
};
static PAYMENT_RULES: Record = Record {
    name: "PaymentRules",
    fields: &[
        Field { name: "spend", ty: Type::Text },
        Field { name: "top_up_bonuses", ty: Type::List(&Type::Record(&TOP_UP_BONUS)) },
        Field { name: "credit_days", ty: Type::Int },
        Field { name: "round_off", ty: Type::Text },
        Field { name: "smallest_coin", ty: Type::Money },
    ],
};
static PICK: Record = Record {
    name: "Pick",
    fields: &[Field { name: "batch", ty: Type::Text }, Field { name: "quantity", ty: Type::Micros }],
};
static POINTS_LOT: Record = Record {
    name: "PointsLot",
    fields: &[Field { name: "good_until", ty: Type::Option(&Type::Date) }, Field { name: "points", ty: Type::Int }],
};
static POINTS_RULES: Record = Record {
    name: "PointsRules",
    fields: &[
        Field { name: "points", ty: Type::Int },
        Field { name: "per", ty: Type::Money },
        Field { name: "excluded", ty: Type::List(&Type::Choice(&SCOPE)) },
        Field { name: "valid_months", ty: Type::Option(&Type::Int) },
        Field { name: "redeeming", ty: Type::Option(&Type::Record(&REDEEMING)) },
    ],
};
static PRICE_LINE: Record = Record {
    name: "PriceLine",
    fields: &[Field { name: "receipt_line", ty: Type::Int }, Field { name: "unit_cost", ty: Type::Decimal }],
};
static PRICE_LIST: Record = Record {
    name: "PriceList",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "members_only", ty: Type::Bool },
        Field { name: "member_levels", ty: Type::List(&Type::Text) },
        Field { name: "overrides", ty: Type::Bool },
        Field { name: "valid_from", ty: Type::Option(&Type::Time) },
        Field { name: "valid_until", ty: Type::Option(&Type::Time) },
        Field { name: "hours", ty: Type::Option(&Type::Record(&HOURS)) },
    ],
};
static PRICED_LINE: Record = Record {
    name: "PricedLine",
    fields: &[
        Field { name: "net", ty: Type::Money },
        Field { name: "discounts", ty: Type::List(&Type::Record(&PROMOTION_SHARE)) },
    ],
};
static PRODUCT: Record = Record {
    name: "Product",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "brand", ty: Type::Text },
        Field { name: "options", ty: Type::List(&Type::Record(&PRODUCT_OPTION)) },
        Field { name: "category", ty: Type::Option(&Type::Text) },
        Field { name: "unit", ty: Type::Text },
        Field { name: "packs", ty: Type::List(&Type::Record(&PACK)) },
        Field { name: "tax_code", ty: Type::Text },
        Field { name: "shelf_life_days", ty: Type::Option(&Type::Int) },
        Field { name: "costing", ty: Type::Option(&Type::Text) },
        Field { name: "negative_stock", ty: Type::Option(&Type::Text) },
    ],
};
static PRODUCT_CARD: Record = Record {
    name: "ProductCard",
    fields: &[
        Field { name: "product", ty: Type::Record(&PRODUCT) },
        Field { name: "variants", ty: Type::List(&Type::Record(&VARIANT)) },
    ],
};
static PRODUCT_OPTION: Record = Record {
    name: "ProductOption",
    fields: &[Field { name: "name", ty: Type::Text }, Field { name: "values", ty: Type::List(&Type::Text) }],
};
static PROMOTION: Record = Record {
    name: "Promotion",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "priority", ty: Type::Int },
        Field { name: "stacking", ty: Type::Text },
        Field { name: "requires_coupon", ty: Type::Option(&Type::Text) },
        Field { name: "issued_coupons", ty: Type::Bool },
        Field { name: "members_only", ty: Type::Bool },
        Field { name: "member_levels", ty: Type::List(&Type::Text) },
        Field { name: "birthday", ty: Type::Option(&Type::Record(&BIRTHDAY_WINDOW)) },
        Field { name: "scope", ty: Type::Choice(&SCOPE) },
        Field { name: "near_expiry_days", ty: Type::Option(&Type::Int) },
        Field { name: "condition", ty: Type::Record(&CONDITION) },
        Field { name: "benefit", ty: Type::Choice(&BENEFIT) },
        Field { name: "max_discount", ty: Type::Option(&Type::Money) },
        Field { name: "max_uses", ty: Type::Option(&Type::Int) },
        Field { name: "limits", ty: Type::List(&Type::Record(&LIMIT)) },
        Field { name: "valid_from", ty: Type::Option(&Type::Time) },
        Field { name: "valid_until", ty: Type::Option(&Type::Time) },
        Field { name: "hours", ty: Type::Option(&Type::Record(&HOURS)) },
    ],
};
static PROMOTION_SHARE: Record = Record {
    name: "PromotionShare",
    fields: &[Field { name: "promotion", ty: Type::Text }, Field { name: "amount", ty: Type::Money }],
};
static PURCHASE_LINE: Record = Record {
    name: "PurchaseLine",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "ordered", ty: Type::Micros },
        Field { name: "unit_cost", ty: Type::Micros },
        Field { name: "received", ty: Type::Micros },
        Field { name: "rejected", ty: Type::Micros },
        Field { name: "closed", ty: Type::Bool },
    ],
};
static PURCHASE_ORDER: Record = Record {
    name: "PurchaseOrder",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "supplier", ty: Type::Text },
        Field { name: "ordered_on", ty: Type::Date },
        Field { name: "expected_on", ty: Type::Option(&Type::Date) },
        Field { name: "cancelled", ty: Type::Bool },
        Field { name: "lines", ty: Type::List(&Type::Record(&PURCHASE_LINE)) },
    ],
};
static PURCHASE_TOTALS: Record = Record {
    name: "PurchaseTotals",
    fields: &[
        Field { name: "orders", ty: Type::Int },
        Field { name: "units_ordered", ty: Type::Micros },
        Field { name: "units_fulfilled", ty: Type::Micros },
        Field { name: "units_on_order", ty: Type::Micros },
        Field { name: "units_short", ty: Type::Micros },
        Field { name: "unit_fill", ty: Type::Option(&Type::Decimal) },
        Field { name: "receipts", ty: Type::Int },
        Field { name: "receipt_lines", ty: Type::Int },
        Field { name: "units_received", ty: Type::Micros },
        Field { name: "value", ty: Type::Money },
        Field { name: "landed_costs", ty: Type::Money },
        Field { name: "units_rejected", ty: Type::Micros },
        Field { name: "returns", ty: Type::Int },
        Field { name: "units_returned", ty: Type::Micros },
        Field { name: "returned_value", ty: Type::Money },
    ],
};
static PURCHASES: Record = Record {
    name: "Purchases",
    fields: &[
        Field { name: "total", ty: Type::Record(&PURCHASE_TOTALS) },
        Field { name: "suppliers", ty: Type::List(&Type::Record(&SUPPLIER_PURCHASES)) },
    ],
};
static QUOTE: Record = Record {
    name: "Quote",
    fields: &[
        Field { name: "lines", ty: Type::List(&Type::Record(&QUOTED_LINE)) },
        Field { name: "prices_include_tax", ty: Type::Bool },
        Field { name: "gross", ty: Type::Money },
        Field { name: "discount", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "total", ty: Type::Money },
        Field { name: "promotions", ty: Type::Option(&Type::Record(&EVALUATION)) },
        Field { name: "unused_coupons", ty: Type::List(&Type::Record(&UNUSED_COUPON)) },
        Field { name: "points", ty: Type::Option(&Type::Record(&QUOTED_POINTS)) },
    ],
};
static QUOTED_LINE: Record = Record {
    name: "QuotedLine",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "unit_price", ty: Type::Micros },
        Field { name: "price_reason", ty: Type::Text },
        Field { name: "listed", ty: Type::Option(&Type::Record(&LISTED_PRICE)) },
        Field { name: "next_price", ty: Type::Option(&Type::Record(&NEXT_PRICE)) },
        Field { name: "list_price", ty: Type::Option(&Type::Micros) },
        Field { name: "gross", ty: Type::Money },
        Field { name: "discounts", ty: Type::List(&Type::Record(&DISCOUNT)) },
        Field { name: "net", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "tax_code", ty: Type::Text },
        Field { name: "points", ty: Type::Record(&LINE_POINTS) },
    ],
};
static QUOTED_POINTS: Record = Record {
    name: "QuotedPoints",
    fields: &[
        Field { name: "available", ty: Type::Int },
        Field { name: "most", ty: Type::Int },
        Field { name: "redeemed", ty: Type::Int },
        Field { name: "worth", ty: Type::Money },
        Field { name: "earned", ty: Type::Int },
    ],
};
static REASON: Choice = Choice {
    name: "Reason",
    tag: "code",
    variants: &[
        Variant { name: "not_now", class: "NotNow", shape: Shape::Name },
        Variant { name: "declined", class: "Declined", shape: Shape::Name },
        Variant { name: "members_only", class: "MembersOnly", shape: Shape::Name },
        Variant { name: "other_level", class: "OtherLevel", shape: Shape::Name },
        Variant { name: "no_birthday", class: "NoBirthday", shape: Shape::Name },
        Variant { name: "coupon_not_entered", class: "CouponNotEntered", shape: Shape::Name },
        Variant {
            name: "used_up",
            class: "UsedUp",
            shape: Shape::Fields(&[Field { name: "limit", ty: Type::Record(&LIMIT) }]),
        },
        Variant { name: "nothing_in_scope", class: "NothingInScope", shape: Shape::Name },
        Variant { name: "goods_taken", class: "GoodsTaken", shape: Shape::Name },
        Variant {
            name: "condition_not_met",
            class: "ConditionNotMet",
            shape: Shape::Fields(&[
                Field { name: "missing_quantity", ty: Type::Option(&Type::Micros) },
                Field { name: "missing_amount", ty: Type::Option(&Type::Money) },
            ]),
        },
        Variant { name: "no_effect", class: "NoEffect", shape: Shape::Name },
        Variant { name: "not_in_best_plan", class: "NotInBestPlan", shape: Shape::Name },
    ],
};
static RECEIPT: Record = Record {
    name: "Receipt",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "post_no", ty: Type::Int },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "supplier", ty: Type::Text },
        Field { name: "order", ty: Type::Option(&Type::Text) },
        Field { name: "lines", ty: Type::List(&Type::Record(&RECEIVED_LINE)) },
        Field { name: "value", ty: Type::Money },
    ],
};
static RECEIPT_LINE: Record = Record {
    name: "ReceiptLine",
    fields: &[
        Field { name: "order_line", ty: Type::Option(&Type::Int) },
        Field { name: "variant", ty: Type::Option(&Type::Text) },
        Field { name: "quantity", ty: Type::Decimal },
        Field { name: "rejected", ty: Type::Decimal },
        Field { name: "short", ty: Type::Bool },
        Field { name: "unit_cost", ty: Type::Option(&Type::Decimal) },
        Field { name: "amount", ty: Type::Option(&Type::Decimal) },
        Field { name: "batch", ty: Type::Option(&Type::Text) },
        Field { name: "produced_on", ty: Type::Option(&Type::Date) },
        Field { name: "expires_on", ty: Type::Option(&Type::Date) },
    ],
};
static RECEIVABLE: Record = Record {
    name: "Receivable",
    fields: &[
        Field { name: "member", ty: Type::Text },
        Field { name: "code", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "owed", ty: Type::Money },
        Field { name: "overdue", ty: Type::Money },
        Field { name: "open", ty: Type::List(&Type::Record(&OPEN_SALE)) },
    ],
};
static RECEIVED_LINE: Record = Record {
    name: "ReceivedLine",
    fields: &[
        Field { name: "order_line", ty: Type::Option(&Type::Int) },
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "rejected", ty: Type::Micros },
        Field { name: "closes", ty: Type::Bool },
        Field { name: "unit_cost", ty: Type::Micros },
        Field { name: "value", ty: Type::Money },
        Field { name: "by_amount", ty: Type::Bool },
        Field { name: "batch", ty: Type::Text },
        Field { name: "produced_on", ty: Type::Option(&Type::Date) },
        Field { name: "expires_on", ty: Type::Option(&Type::Date) },
    ],
};
static RECOST: Record = Record {
    name: "Recost",
    fields: &[
        Field { name: "method", ty: Type::Text },
        Field { name: "cost_of_sales", ty: Type::Record(&RECOSTED) },
        Field { name: "stock_value", ty: Type::Record(&RECOSTED) },
        Field { name: "days", ty: Type::List(&Type::Record(&RECOSTED_DAY)) },
        Field { name: "variants", ty: Type::List(&Type::Record(&RECOSTED_VARIANT)) },
    ],
};
static RECOSTED: Record = Record {
    name: "Recosted",
    fields: &[Field { name: "is", ty: Type::Money }, Field { name: "would_be", ty: Type::Money }],
};
static RECOSTED_DAY: Record = Record {
    name: "RecostedDay",
    fields: &[Field { name: "day", ty: Type::Date }, Field { name: "cost_of_sales", ty: Type::Record(&RECOSTED) }],
};
static RECOSTED_VARIANT: Record = Record {
    name: "RecostedVariant",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "sku", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "cost_of_sales", ty: Type::Record(&RECOSTED) },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "stock_value", ty: Type::Record(&RECOSTED) },
    ],
};
static REDEEMING: Record = Record {
    name: "Redeeming",
    fields: &[
        Field { name: "points", ty: Type::Int },
        Field { name: "worth", ty: Type::Money },
        Field { name: "in_steps_of", ty: Type::Int },
        Field { name: "most", ty: Type::Rate },
    ],
};
static REFUND: Record = Record {
    name: "Refund",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "post_no", ty: Type::Int },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "sale", ty: Type::Text },
        Field { name: "lines", ty: Type::List(&Type::Record(&REFUNDED_LINE)) },
        Field { name: "total", ty: Type::Money },
        Field { name: "tenders", ty: Type::List(&Type::Tuple(&[&Type::Text, &Type::Money])) },
        Field { name: "withdrawn", ty: Type::List(&Type::Text) },
        Field { name: "points", ty: Type::Option(&Type::Record(&SALE_POINTS)) },
        Field { name: "exchange", ty: Type::Option(&Type::Text) },
    ],
};
static REFUND_LINE: Record = Record {
    name: "RefundLine",
    fields: &[Field { name: "sale_line", ty: Type::Int }, Field { name: "quantity", ty: Type::Decimal }],
};
static REFUND_QUOTE: Record = Record {
    name: "RefundQuote",
    fields: &[
        Field { name: "lines", ty: Type::List(&Type::Record(&REFUNDED_LINE)) },
        Field { name: "total", ty: Type::Money },
        Field { name: "tenders", ty: Type::List(&Type::Tuple(&[&Type::Text, &Type::Money])) },
        Field { name: "withdrawn", ty: Type::List(&Type::Text) },
        Field { name: "points", ty: Type::Option(&Type::Record(&SALE_POINTS)) },
    ],
};
static REFUND_TAX_READINGS: Record = Record {
    name: "RefundTaxReadings",
    fields: &[
        Field { name: "booked", ty: Type::Money },
        Field { name: "by_row", ty: Type::Money },
        Field { name: "by_line", ty: Type::Money },
    ],
};
static REFUND_TO: Choice = Choice {
    name: "RefundTo",
    tag: "",
    variants: &[
        Variant { name: "same_tenders", class: "SameTenders", shape: Shape::Name },
        Variant { name: "method", class: "Method", shape: Shape::Value(Type::Text) },
    ],
};
static REFUND_TOTALS: Record = Record {
    name: "RefundTotals",
    fields: &[
        Field { name: "documents", ty: Type::Int },
        Field { name: "lines", ty: Type::Int },
        Field { name: "units", ty: Type::Micros },
        Field { name: "amount", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "cost", ty: Type::Money },
    ],
};
static REFUNDED_LINE: Record = Record {
    name: "RefundedLine",
    fields: &[
        Field { name: "sale_line", ty: Type::Int },
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "total", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "discount", ty: Type::Money },
        Field { name: "coupon", ty: Type::Money },
        Field { name: "points", ty: Type::Record(&LINE_POINTS) },
        Field { name: "parts", ty: Type::List(&Type::Record(&MOVED_PART)) },
        Field { name: "picks", ty: Type::List(&Type::Record(&PICK)) },
    ],
};
static REFUSED: Record = Record {
    name: "Refused",
    fields: &[
        Field { name: "promotion", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "reason", ty: Type::Choice(&REASON) },
    ],
};
static REORDER: Record = Record {
    name: "Reorder",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "sku", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "on_hand", ty: Type::Micros },
        Field { name: "on_order", ty: Type::Micros },
        Field { name: "reorder_point", ty: Type::Micros },
    ],
};
static REPRICED_LINE: Record = Record {
    name: "RepricedLine",
    fields: &[
        Field { name: "receipt_line", ty: Type::Int },
        Field { name: "variant", ty: Type::Text },
        Field { name: "unit_cost", ty: Type::Micros },
        Field { name: "difference", ty: Type::Money },
    ],
};
static RESUMED_CART: Record = Record {
    name: "ResumedCart",
    fields: &[
        Field { name: "cart", ty: Type::Record(&CART) },
        Field { name: "quote", ty: Type::Option(&Type::Record(&QUOTE)) },
        Field { name: "changes", ty: Type::List(&Type::Record(&LINE_CHANGE)) },
    ],
};
static RETURNED_GOODS: Record = Record {
    name: "ReturnedGoods",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Decimal },
        Field { name: "amount", ty: Type::Decimal },
        Field { name: "unit_cost", ty: Type::Option(&Type::Decimal) },
        Field { name: "batch", ty: Type::Option(&Type::Text) },
    ],
};
static RETURNED_LINE: Record = Record {
    name: "ReturnedLine",
    fields: &[
        Field { name: "receipt_line", ty: Type::Int },
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "refund", ty: Type::Money },
        Field { name: "picks", ty: Type::List(&Type::Record(&PICK)) },
    ],
};
static REWARD: Choice = Choice {
    name: "Reward",
    tag: "",
    variants: &[
        Variant { name: "percent_off", class: "PercentOff", shape: Shape::Value(Type::Rate) },
        Variant { name: "fixed_price", class: "FixedPrice", shape: Shape::Value(Type::Micros) },
    ],
};
static SALE: Record = Record {
    name: "Sale",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "post_no", ty: Type::Int },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "member", ty: Type::Option(&Type::Text) },
        Field { name: "lines", ty: Type::List(&Type::Record(&SOLD_LINE)) },
        Field { name: "total", ty: Type::Money },
        Field { name: "rounding", ty: Type::Money },
        Field { name: "tenders", ty: Type::List(&Type::Record(&APPLIED_TENDER)) },
        Field { name: "change", ty: Type::Money },
        Field { name: "coupons", ty: Type::List(&Type::Record(&COUPON)) },
        Field { name: "points", ty: Type::Option(&Type::Record(&SALE_POINTS)) },
        Field { name: "exchange", ty: Type::Option(&Type::Text) },
        Field { name: "order", ty: Type::Option(&Type::Text) },
    ],
};
static SALE_COST: Record = Record {
    name: "SaleCost",
    fields: &[
        Field { name: "sale", ty: Type::Text },
        Field { name: "lines", ty: Type::List(&Type::Record(&SALE_LINE_COST)) },
        Field { name: "cost", ty: Type::Money },
    ],
};
static SALE_LINE_COST: Record = Record {
    name: "SaleLineCost",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "taken", ty: Type::List(&Type::Record(&TAKEN_FROM)) },
        Field { name: "short", ty: Type::Micros },
        Field { name: "provisional", ty: Type::Money },
        Field { name: "posted", ty: Type::Money },
        Field { name: "revaluations", ty: Type::List(&Type::Record(&COST_REVALUATION)) },
        Field { name: "cost", ty: Type::Money },
        Field { name: "parts", ty: Type::List(&Type::Record(&SALE_LINE_COST)) },
    ],
};
static SALE_POINTS: Record = Record {
    name: "SalePoints",
    fields: &[
        Field { name: "earned", ty: Type::Int },
        Field { name: "good_until", ty: Type::Option(&Type::Date) },
        Field { name: "redeemed", ty: Type::List(&Type::Record(&POINTS_LOT)) },
    ],
};
static SALES_SUMMARY: Record = Record {
    name: "SalesSummary",
    fields: &[
        Field { name: "sales", ty: Type::Int },
        Field { name: "sales_with_member", ty: Type::Int },
        Field { name: "sales_without_member", ty: Type::Int },
        Field { name: "members", ty: Type::Int },
        Field { name: "sale_lines", ty: Type::Int },
        Field { name: "units_sold", ty: Type::Micros },
        Field { name: "gross", ty: Type::Money },
        Field { name: "discounts", ty: Type::Money },
        Field { name: "coupons", ty: Type::Money },
        Field { name: "net", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "by_tax_code", ty: Type::List(&Type::Record(&TAX_TOTAL)) },
        Field { name: "refunds", ty: Type::Record(&REFUND_TOTALS) },
        Field { name: "voids", ty: Type::Record(&VOID_TOTALS) },
        Field { name: "cost_of_sales", ty: Type::Money },
        Field { name: "cogs", ty: Type::Money },
        Field { name: "gross_profit", ty: Type::Money },
    ],
};
static SCANNED: Record = Record {
    name: "Scanned",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "sku", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "pack", ty: Type::Option(&Type::Text) },
        Field { name: "price", ty: Type::Micros },
        Field { name: "member_price", ty: Type::Option(&Type::Micros) },
        Field { name: "on_hand", ty: Type::Micros },
    ],
};
static SCOPE: Choice = Choice {
    name: "Scope",
    tag: "",
    variants: &[
        Variant { name: "all", class: "All", shape: Shape::Name },
        Variant { name: "products", class: "Products", shape: Shape::Value(Type::List(&Type::Text)) },
        Variant { name: "variants", class: "Variants", shape: Shape::Value(Type::List(&Type::Text)) },
        Variant { name: "categories", class: "Categories", shape: Shape::Value(Type::List(&Type::Text)) },
    ],
};
static SETTINGS: Record = Record {
    name: "Settings",
    fields: &[
        Field { name: "shop", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "currency", ty: Type::Text },
        Field { name: "time_zone", ty: Type::Text },
        Field { name: "cutover_hour", ty: Type::Int },
        Field { name: "opened_on", ty: Type::Date },
        Field { name: "prices_include_tax", ty: Type::Bool },
        Field { name: "tax_rounding", ty: Type::Text },
        Field { name: "costing", ty: Type::Text },
        Field { name: "cost_scope", ty: Type::Text },
        Field { name: "negative_stock", ty: Type::Text },
        Field { name: "moves_per_checkpoint", ty: Type::Int },
        Field { name: "shifts", ty: Type::Record(&SHIFT_RULES) },
        Field { name: "points", ty: Type::Option(&Type::Record(&POINTS_RULES)) },
        Field { name: "levels", ty: Type::Option(&Type::Record(&LEVEL_RULES)) },
        Field { name: "locked_through", ty: Type::Option(&Type::Date) },
        Field { name: "payments", ty: Type::Record(&PAYMENT_RULES) },
    ],
};
static SETTLEMENT: Record = Record {
    name: "Settlement",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "post_no", ty: Type::Int },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "member", ty: Type::Text },
        Field { name: "amount", ty: Type::Money },
        Field { name: "tenders", ty: Type::List(&Type::Record(&APPLIED_TENDER)) },
        Field { name: "change", ty: Type::Money },
    ],
};
static SHIFT: Record = Record {
    name: "Shift",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "device", ty: Type::Text },
        Field { name: "opened_at", ty: Type::Time },
        Field { name: "opened_by", ty: Type::Text },
        Field { name: "float", ty: Type::Money },
    ],
};
static SHIFT_CLOSE: Record = Record {
    name: "ShiftClose",
    fields: &[
        Field { name: "number", ty: Type::Int },
        Field { name: "document", ty: Type::Text },
        Field { name: "hash", ty: Type::Digest },
        Field { name: "closed_at", ty: Type::Time },
        Field { name: "closed_by", ty: Type::Text },
        Field { name: "approver", ty: Type::Option(&Type::Text) },
        Field { name: "reason", ty: Type::Text },
        Field { name: "to_safe", ty: Type::Money },
        Field { name: "left", ty: Type::Money },
    ],
};
static SHIFT_FIGURES: Record = Record {
    name: "ShiftFigures",
    fields: &[
        Field { name: "documents", ty: Type::Int },
        Field { name: "slips", ty: Type::Record(&SLIP_TOTALS) },
        Field { name: "cashiers", ty: Type::List(&Type::Record(&CASHIER_SLIPS)) },
        Field { name: "tenders", ty: Type::List(&Type::Record(&TENDER_TOTAL)) },
        Field { name: "taxes", ty: Type::List(&Type::Record(&SHIFT_TAX)) },
        Field { name: "price_changes", ty: Type::Record(&HAND_TOTAL) },
        Field { name: "hand_discounts", ty: Type::Record(&HAND_TOTAL) },
        Field { name: "no_sales", ty: Type::Int },
        Field { name: "counts", ty: Type::Int },
    ],
};
static SHIFT_REPORT: Record = Record {
    name: "ShiftReport",
    fields: &[
        Field { name: "shift", ty: Type::Record(&SHIFT) },
        Field { name: "closed", ty: Type::Option(&Type::Record(&SHIFT_CLOSE)) },
        Field { name: "figures", ty: Type::Record(&SHIFT_FIGURES) },
        Field { name: "cash", ty: Type::Option(&Type::Record(&DRAWER_CASH)) },
        Field { name: "pieces", ty: Type::List(&Type::Record(&COUNTED_CASH)) },
        Field { name: "counted", ty: Type::Option(&Type::Money) },
        Field { name: "variance", ty: Type::Option(&Type::Money) },
        Field { name: "head", ty: Type::Digest },
    ],
};
static SHIFT_RULES: Record = Record {
    name: "ShiftRules",
    fields: &[
        Field { name: "required", ty: Type::Bool },
        Field { name: "tolerance", ty: Type::Money },
        Field { name: "denominations", ty: Type::List(&Type::Money) },
    ],
};
static SHIFT_TAX: Record = Record {
    name: "ShiftTax",
    fields: &[
        Field { name: "code", ty: Type::Text },
        Field { name: "net", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
    ],
};
static SHOPPER: Record = Record {
    name: "Shopper",
    fields: &[
        Field { name: "level", ty: Type::Text },
        Field { name: "birthday", ty: Type::Option(&Type::Record(&BIRTHDAY)) },
    ],
};
static SLIP_TOTAL: Record = Record {
    name: "SlipTotal",
    fields: &[Field { name: "count", ty: Type::Int }, Field { name: "amount", ty: Type::Money }],
};
static SLIP_TOTALS: Record = Record {
    name: "SlipTotals",
    fields: &[
        Field { name: "sales", ty: Type::Record(&SLIP_TOTAL) },
        Field { name: "voids", ty: Type::Record(&SLIP_TOTAL) },
        Field { name: "refunds", ty: Type::Record(&SLIP_TOTAL) },
        Field { name: "refund_voids", ty: Type::Record(&SLIP_TOTAL) },
    ],
};
static SOLD_LINE: Record = Record {
    name: "SoldLine",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "unit_price", ty: Type::Micros },
        Field { name: "price_reason", ty: Type::Text },
        Field { name: "listed", ty: Type::Option(&Type::Record(&LISTED_PRICE)) },
        Field { name: "list_price", ty: Type::Option(&Type::Micros) },
        Field { name: "gross", ty: Type::Money },
        Field { name: "discounts", ty: Type::List(&Type::Record(&DISCOUNT)) },
        Field { name: "net", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "tax_code", ty: Type::Text },
        Field { name: "points", ty: Type::Record(&LINE_POINTS) },
        Field { name: "gift", ty: Type::Option(&Type::Text) },
        Field { name: "parts", ty: Type::List(&Type::Record(&MOVED_PART)) },
        Field { name: "picks", ty: Type::List(&Type::Record(&PICK)) },
        Field { name: "short", ty: Type::Micros },
    ],
};
static STANDING: Record = Record {
    name: "Standing",
    fields: &[
        Field { name: "points", ty: Type::Int },
        Field { name: "owed", ty: Type::Int },
        Field { name: "lots", ty: Type::List(&Type::Record(&POINTS_LOT)) },
        Field { name: "level", ty: Type::Text },
        Field { name: "spent", ty: Type::Money },
        Field { name: "next", ty: Type::Option(&Type::Record(&NEXT_LEVEL)) },
    ],
};
static STOCK_CHANGES: Record = Record {
    name: "StockChanges",
    fields: &[
        Field { name: "opening", ty: Type::Record(&FLOW) },
        Field { name: "opening_stock", ty: Type::Record(&FLOW) },
        Field { name: "receipts", ty: Type::Record(&FLOW) },
        Field { name: "supplier_returns", ty: Type::Record(&FLOW) },
        Field { name: "sales", ty: Type::Record(&FLOW) },
        Field { name: "voids", ty: Type::Record(&FLOW) },
        Field { name: "refunds", ty: Type::Record(&FLOW) },
        Field { name: "count_losses", ty: Type::Record(&FLOW) },
        Field { name: "count_gains", ty: Type::Record(&FLOW) },
        Field { name: "write_offs", ty: Type::Record(&FLOW) },
        Field { name: "write_downs", ty: Type::Record(&FLOW) },
        Field { name: "transfers", ty: Type::Record(&FLOW) },
        Field { name: "closing", ty: Type::Record(&FLOW) },
        Field { name: "lines_counted", ty: Type::Int },
        Field { name: "lines_off", ty: Type::Int },
        Field { name: "cogs", ty: Type::Money },
        Field { name: "count_variance", ty: Type::Money },
    ],
};
static STOCK_LEVEL: Record = Record {
    name: "StockLevel",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "location", ty: Type::Text },
        Field { name: "batch", ty: Type::Text },
        Field { name: "expires_on", ty: Type::Option(&Type::Date) },
        Field { name: "quantity", ty: Type::Micros },
    ],
};
static STOCK_SUMMARY: Record = Record {
    name: "StockSummary",
    fields: &[
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "value", ty: Type::Money },
        Field { name: "variants", ty: Type::Int },
    ],
};
static STORED_VALUE: Record = Record {
    name: "StoredValue",
    fields: &[Field { name: "principal", ty: Type::Money }, Field { name: "bonus", ty: Type::Money }],
};
static SUPPLIER: Record = Record {
    name: "Supplier",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "code", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "lead_time_days", ty: Type::Int },
        Field { name: "review_weekday", ty: Type::Option(&Type::Int) },
    ],
};
static SUPPLIER_PAYMENT: Record = Record {
    name: "SupplierPayment",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "post_no", ty: Type::Int },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "supplier", ty: Type::Text },
        Field { name: "amount", ty: Type::Money },
        Field { name: "method", ty: Type::Text },
        Field { name: "reference", ty: Type::Text },
    ],
};
static SUPPLIER_PURCHASES: Record = Record {
    name: "SupplierPurchases",
    fields: &[
        Field { name: "supplier", ty: Type::Text },
        Field { name: "code", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "totals", ty: Type::Record(&PURCHASE_TOTALS) },
    ],
};
static SUPPLIER_RETURN: Record = Record {
    name: "SupplierReturn",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "receipt", ty: Type::Text },
        Field { name: "lines", ty: Type::List(&Type::Record(&RETURNED_LINE)) },
        Field { name: "refund", ty: Type::Money },
    ],
};
static SUPPLIER_RETURN_LINE: Record = Record {
    name: "SupplierReturnLine",
    fields: &[
        Field { name: "receipt_line", ty: Type::Int },
        Field { name: "quantity", ty: Type::Decimal },
        Field { name: "refund", ty: Type::Option(&Type::Decimal) },
    ],
};
static SUPPLY: Record = Record {
    name: "Supply",
    fields: &[
        Field { name: "supplier", ty: Type::Text },
        Field { name: "variant", ty: Type::Text },
        Field { name: "pack_size", ty: Type::Micros },
        Field { name: "last_cost", ty: Type::Option(&Type::Micros) },
        Field { name: "preferred", ty: Type::Bool },
    ],
};
static TAKE_OFF: Choice = Choice {
    name: "TakeOff",
    tag: "",
    variants: &[
        Variant { name: "amount", class: "Amount", shape: Shape::Value(Type::Decimal) },
        Variant { name: "percent", class: "Percent", shape: Shape::Value(Type::Decimal) },
    ],
};
static TAKEN_FROM: Record = Record {
    name: "TakenFrom",
    fields: &[
        Field { name: "document", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "kind", ty: Type::Text },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "cost", ty: Type::Money },
    ],
};
static TAX_CODE: Record = Record {
    name: "TaxCode",
    fields: &[
        Field { name: "code", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "rate", ty: Type::Rate },
    ],
};
static TAX_TOTAL: Record = Record {
    name: "TaxTotal",
    fields: &[
        Field { name: "code", ty: Type::Text },
        Field { name: "rate", ty: Type::Rate },
        Field { name: "net", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "refunds", ty: Type::Money },
        Field { name: "refund_tax", ty: Type::Money },
    ],
};
static TENDER: Record = Record {
    name: "Tender",
    fields: &[
        Field { name: "method", ty: Type::Text },
        Field { name: "amount", ty: Type::Money },
        Field { name: "reference", ty: Type::Text },
    ],
};
static TENDER_SOURCE: Record = Record {
    name: "TenderSource",
    fields: &[
        Field { name: "method", ty: Type::Text },
        Field { name: "amount", ty: Type::Money },
        Field { name: "bonus", ty: Type::Money },
    ],
};
static TENDER_TOTAL: Record = Record {
    name: "TenderTotal",
    fields: &[
        Field { name: "method", ty: Type::Text },
        Field { name: "received", ty: Type::Money },
        Field { name: "refunded", ty: Type::Money },
        Field { name: "other", ty: Type::Money },
        Field { name: "net", ty: Type::Money },
    ],
};
static THRESHOLD: Choice = Choice {
    name: "Threshold",
    tag: "",
    variants: &[
        Variant { name: "amount", class: "Amount", shape: Shape::Value(Type::Money) },
        Variant { name: "quantity", class: "Quantity", shape: Shape::Value(Type::Micros) },
    ],
};
static TIER: Record = Record {
    name: "Tier",
    fields: &[Field { name: "from", ty: Type::Choice(&THRESHOLD) }, Field { name: "off", ty: Type::Choice(&OFF) }],
};
static TOP_PRODUCT: Record = Record {
    name: "TopProduct",
    fields: &[
        Field { name: "product", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "brand", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "net_sales", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "cost", ty: Type::Money },
        Field { name: "profit", ty: Type::Money },
        Field { name: "margin", ty: Type::Option(&Type::Decimal) },
    ],
};
static TOP_UP: Record = Record {
    name: "TopUp",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "post_no", ty: Type::Int },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "member", ty: Type::Text },
        Field { name: "principal", ty: Type::Money },
        Field { name: "bonus", ty: Type::Money },
        Field { name: "tenders", ty: Type::List(&Type::Record(&APPLIED_TENDER)) },
        Field { name: "change", ty: Type::Money },
    ],
};
static TOP_UP_BONUS: Record = Record {
    name: "TopUpBonus",
    fields: &[Field { name: "from", ty: Type::Money }, Field { name: "bonus", ty: Type::Money }],
};
static TRANSFER_LINE: Record = Record {
    name: "TransferLine",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Decimal },
        Field { name: "batch", ty: Type::Option(&Type::Text) },
    ],
};
static UNLINKED_LINE: Record = Record {
    name: "UnlinkedLine",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "total", ty: Type::Money },
        Field { name: "tax", ty: Type::Money },
        Field { name: "tax_code", ty: Type::Text },
        Field { name: "unit_cost", ty: Type::Option(&Type::Micros) },
        Field { name: "value", ty: Type::Money },
        Field { name: "picks", ty: Type::List(&Type::Record(&PICK)) },
    ],
};
static UNLINKED_REFUND: Record = Record {
    name: "UnlinkedRefund",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "number", ty: Type::Text },
        Field { name: "post_no", ty: Type::Int },
        Field { name: "effective_at", ty: Type::Time },
        Field { name: "business_day", ty: Type::Date },
        Field { name: "lines", ty: Type::List(&Type::Record(&UNLINKED_LINE)) },
        Field { name: "total", ty: Type::Money },
    ],
};
static UNLINKED_RETURN: Record = Record {
    name: "UnlinkedReturn",
    fields: &[
        Field { name: "location", ty: Type::Option(&Type::Text) },
        Field { name: "member", ty: Type::Option(&Type::Text) },
        Field { name: "lines", ty: Type::List(&Type::Record(&RETURNED_GOODS)) },
        Field { name: "method", ty: Type::Text },
        Field { name: "reason", ty: Type::Text },
    ],
};
static UNUSED_COUPON: Record = Record {
    name: "UnusedCoupon",
    fields: &[Field { name: "code", ty: Type::Text }, Field { name: "reason", ty: Type::Choice(&COUPON_REASON) }],
};
static USED_BEFORE: Record = Record {
    name: "UsedBefore",
    fields: &[
        Field { name: "promotion", ty: Type::Text },
        Field { name: "limit", ty: Type::Record(&LIMIT) },
        Field { name: "uses", ty: Type::Int },
    ],
};
static VARIANT: Record = Record {
    name: "Variant",
    fields: &[
        Field { name: "id", ty: Type::Text },
        Field { name: "product", ty: Type::Text },
        Field { name: "sku", ty: Type::Text },
        Field { name: "choices", ty: Type::List(&Type::Text) },
        Field { name: "barcodes", ty: Type::List(&Type::Record(&VARIANT_BARCODE)) },
        Field { name: "price", ty: Type::Micros },
        Field { name: "member_price", ty: Type::Option(&Type::Micros) },
        Field { name: "lowest_price", ty: Type::Option(&Type::Micros) },
        Field { name: "assumed_cost", ty: Type::Option(&Type::Micros) },
        Field { name: "negative_stock", ty: Type::Option(&Type::Text) },
        Field { name: "reorder_point", ty: Type::Option(&Type::Micros) },
        Field { name: "parts", ty: Type::List(&Type::Record(&KIT_PART)) },
        Field { name: "on_shelf", ty: Type::Bool },
    ],
};
static VARIANT_BARCODE: Record = Record {
    name: "VariantBarcode",
    fields: &[Field { name: "code", ty: Type::Text }, Field { name: "pack", ty: Type::Option(&Type::Text) }],
};
static VARIANT_CARD: Record = Record {
    name: "VariantCard",
    fields: &[
        Field { name: "name", ty: Type::Text },
        Field { name: "variant", ty: Type::Record(&VARIANT) },
        Field { name: "product", ty: Type::Record(&PRODUCT) },
    ],
};
static VARIANT_EDIT: Record = Record {
    name: "VariantEdit",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "sku", ty: Type::Option(&Type::Text) },
        Field { name: "price", ty: Type::Option(&Type::Decimal) },
        Field { name: "member_price", ty: Type::Option(&Type::Option(&Type::Decimal)) },
        Field { name: "lowest_price", ty: Type::Option(&Type::Option(&Type::Decimal)) },
        Field { name: "assumed_cost", ty: Type::Option(&Type::Option(&Type::Decimal)) },
        Field { name: "negative_stock", ty: Type::Option(&Type::Option(&Type::Text)) },
        Field { name: "reorder_point", ty: Type::Option(&Type::Option(&Type::Decimal)) },
        Field { name: "parts", ty: Type::Option(&Type::List(&Type::Record(&NEW_PART))) },
        Field { name: "on_shelf", ty: Type::Option(&Type::Bool) },
        Field { name: "add_barcodes", ty: Type::List(&Type::Text) },
        Field { name: "add_pack_barcodes", ty: Type::List(&Type::Tuple(&[&Type::Text, &Type::Text])) },
        Field { name: "remove_barcodes", ty: Type::List(&Type::Text) },
    ],
};
static VARIANT_PRICES: Record = Record {
    name: "VariantPrices",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "steps", ty: Type::List(&Type::Record(&NEW_PRICE_STEP)) },
    ],
};
static VARIANT_STOCK: Record = Record {
    name: "VariantStock",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "sku", ty: Type::Text },
        Field { name: "name", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "value", ty: Type::Money },
    ],
};
static VERDICT: Choice = Choice {
    name: "Verdict",
    tag: "",
    variants: &[
        Variant { name: "allow", class: "Allow", shape: Shape::Name },
        Variant { name: "needs_approver", class: "NeedsApprover", shape: Shape::Name },
        Variant { name: "refuse", class: "Refuse", shape: Shape::Value(Type::Text) },
    ],
};
static VOID_TOTALS: Record = Record {
    name: "VoidTotals",
    fields: &[
        Field { name: "documents", ty: Type::Int },
        Field { name: "lines", ty: Type::Int },
        Field { name: "units", ty: Type::Micros },
        Field { name: "amount", ty: Type::Money },
    ],
};
static WHY_CHANGED: Choice = Choice {
    name: "WhyChanged",
    tag: "",
    variants: &[
        Variant {
            name: "price",
            class: "Price",
            shape: Shape::Fields(&[Field { name: "was", ty: Type::Micros }, Field { name: "is", ty: Type::Micros }]),
        },
        Variant {
            name: "quantity",
            class: "Quantity",
            shape: Shape::Fields(&[Field { name: "was", ty: Type::Micros }, Field { name: "is", ty: Type::Micros }]),
        },
        Variant {
            name: "discount",
            class: "Discount",
            shape: Shape::Fields(&[
                Field { name: "kind", ty: Type::Text },
                Field { name: "promotion", ty: Type::Option(&Type::Text) },
                Field { name: "name", ty: Type::Text },
                Field { name: "was", ty: Type::Money },
                Field { name: "is", ty: Type::Money },
                Field { name: "why", ty: Type::Option(&Type::Choice(&REASON)) },
            ]),
        },
        Variant {
            name: "tax",
            class: "Tax",
            shape: Shape::Fields(&[Field { name: "was", ty: Type::Money }, Field { name: "is", ty: Type::Money }]),
        },
        Variant { name: "not_for_sale", class: "NotForSale", shape: Shape::Name },
        Variant {
            name: "out_of_stock",
            class: "OutOfStock",
            shape: Shape::Fields(&[
                Field { name: "sku", ty: Type::Text },
                Field { name: "asked", ty: Type::Micros },
                Field { name: "available", ty: Type::Micros },
            ]),
        },
        Variant {
            name: "expired",
            class: "Expired",
            shape: Shape::Fields(&[
                Field { name: "sku", ty: Type::Text },
                Field { name: "batch", ty: Type::Text },
                Field { name: "expires_on", ty: Type::Date },
            ]),
        },
    ],
};
static WRITE_DOWN_LINE: Record = Record {
    name: "WriteDownLine",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "unit_value", ty: Type::Decimal },
        Field { name: "reason", ty: Type::Text },
    ],
};
static WRITE_OFF_LINE: Record = Record {
    name: "WriteOffLine",
    fields: &[
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Decimal },
        Field { name: "batch", ty: Type::Option(&Type::Text) },
        Field { name: "reason", ty: Type::Text },
    ],
};
impl Known for tillbook::shop::NewProduct {
    const TYPE: &'static Type = &Type::Record(&NEW_PRODUCT);
}
impl Known for tillbook::shop::NewVariant {
    const TYPE: &'static Type = &Type::Record(&NEW_VARIANT);
}
impl Known for tillbook::shop::ProductCard {
    const TYPE: &'static Type = &Type::Record(&PRODUCT_CARD);
}
impl Known for tillbook::shop::VariantCard {
    const TYPE: &'static Type = &Type::Record(&VARIANT_CARD);
}
impl Known for tillbook::shop::VariantEdit {
    const TYPE: &'static Type = &Type::Record(&VARIANT_EDIT);
}
impl Known for tillbook::shop::Amendment {
    const TYPE: &'static Type = &Type::Record(&AMENDMENT);
}
impl Known for tillbook::shop::LineAmendment {
    const TYPE: &'static Type = &Type::Record(&LINE_AMENDMENT);
}
impl Known for tillbook::shop::LockReview {
    const TYPE: &'static Type = &Type::Record(&LOCK_REVIEW);
}
impl Known for tillbook::shop::CashOut {
    const TYPE: &'static Type = &Type::Record(&CASH_OUT);
}
impl Known for tillbook::shop::MemberAccount {
    const TYPE: &'static Type = &Type::Record(&MEMBER_ACCOUNT);
}
impl Known for tillbook::shop::NextLevel {
    const TYPE: &'static Type = &Type::Record(&NEXT_LEVEL);
}
impl Known for tillbook::shop::Settlement {
    const TYPE: &'static Type = &Type::Record(&SETTLEMENT);
}
impl Known for tillbook::shop::Standing {
    const TYPE: &'static Type = &Type::Record(&STANDING);
}
impl Known for tillbook::shop::TopUp {
    const TYPE: &'static Type = &Type::Record(&TOP_UP);
}
impl Known for tillbook::shop::CostChange {
    const TYPE: &'static Type = &Type::Record(&COST_CHANGE);
}
impl Known for tillbook::shop::OrderLine {
    const TYPE: &'static Type = &Type::Record(&ORDER_LINE);
}
impl Known for tillbook::shop::NewSupply {
    const TYPE: &'static Type = &Type::Record(&NEW_SUPPLY);
}
impl Known for tillbook::shop::Receipt {
    const TYPE: &'static Type = &Type::Record(&RECEIPT);
}
impl Known for tillbook::shop::ReceiptLine {
    const TYPE: &'static Type = &Type::Record(&RECEIPT_LINE);
}
impl Known for tillbook::shop::SupplierPayment {
    const TYPE: &'static Type = &Type::Record(&SUPPLIER_PAYMENT);
}
impl Known for tillbook::shop::SupplierReturn {
    const TYPE: &'static Type = &Type::Record(&SUPPLIER_RETURN);
}
impl Known for tillbook::shop::SupplierReturnLine {
    const TYPE: &'static Type = &Type::Record(&SUPPLIER_RETURN_LINE);
}
impl Known for tillbook::shop::PriceLine {
    const TYPE: &'static Type = &Type::Record(&PRICE_LINE);
}
impl Known for tillbook::shop::LandedBy {
    const TYPE: &'static Type = &Type::Text;
}
impl Known for tillbook::shop::CashCount {
    const TYPE: &'static Type = &Type::Record(&CASH_COUNT);
}
impl Known for tillbook::shop::CashPieces {
    const TYPE: &'static Type = &Type::Record(&CASH_PIECES);
}
impl Known for tillbook::shop::Shift {
    const TYPE: &'static Type = &Type::Record(&SHIFT);
}
impl Known for tillbook::shop::ShiftClose {
    const TYPE: &'static Type = &Type::Record(&SHIFT_CLOSE);
}
impl Known for tillbook::shop::ShiftReport {
    const TYPE: &'static Type = &Type::Record(&SHIFT_REPORT);
}
impl Known for tillbook::shop::CountLine {
    const TYPE: &'static Type = &Type::Record(&COUNT_LINE);
}
impl Known for tillbook::shop::Count {
    const TYPE: &'static Type = &Type::Record(&COUNT);
}
impl Known for tillbook::shop::OpeningStockLine {
    const TYPE: &'static Type = &Type::Record(&OPENING_STOCK_LINE);
}
impl Known for tillbook::shop::SaleCost {
    const TYPE: &'static Type = &Type::Record(&SALE_COST);
}
impl Known for tillbook::shop::TransferLine {
    const TYPE: &'static Type = &Type::Record(&TRANSFER_LINE);
}
impl Known for tillbook::shop::WriteDownLine {
    const TYPE: &'static Type = &Type::Record(&WRITE_DOWN_LINE);
}
impl Known for tillbook::shop::WriteOffLine {
    const TYPE: &'static Type = &Type::Record(&WRITE_OFF_LINE);
}
impl Known for tillbook::shop::NewSale {
    const TYPE: &'static Type = &Type::Record(&NEW_SALE);
}
impl Known for tillbook::shop::Refund {
    const TYPE: &'static Type = &Type::Record(&REFUND);
}
impl Known for tillbook::shop::RefundQuote {
    const TYPE: &'static Type = &Type::Record(&REFUND_QUOTE);
}
impl Known for tillbook::shop::RefundLine {
    const TYPE: &'static Type = &Type::Record(&REFUND_LINE);
}
impl Known for tillbook::shop::RefundTo {
    const TYPE: &'static Type = &Type::Choice(&REFUND_TO);
}
impl Known for tillbook::shop::ReturnedGoods {
    const TYPE: &'static Type = &Type::Record(&RETURNED_GOODS);
}
impl Known for tillbook::shop::Sale {
    const TYPE: &'static Type = &Type::Record(&SALE);
}
impl Known for tillbook::shop::Scanned {
    const TYPE: &'static Type = &Type::Record(&SCANNED);
}
impl Known for tillbook::shop::Tender {
    const TYPE: &'static Type = &Type::Record(&TENDER);
}
impl Known for tillbook::shop::UnlinkedRefund {
    const TYPE: &'static Type = &Type::Record(&UNLINKED_REFUND);
}
impl Known for tillbook::shop::UnlinkedReturn {
    const TYPE: &'static Type = &Type::Record(&UNLINKED_RETURN);
}
impl Known for tillbook::shop::Exchange {
    const TYPE: &'static Type = &Type::Record(&EXCHANGE);
}
impl Known for tillbook::shop::ExchangeQuote {
    const TYPE: &'static Type = &Type::Record(&EXCHANGE_QUOTE);
}
impl Known for tillbook::shop::Exchanged {
    const TYPE: &'static Type = &Type::Record(&EXCHANGED);
}
impl Known for tillbook::shop::OrderedPart {
    const TYPE: &'static Type = &Type::Record(&ORDERED_PART);
}
impl Known for tillbook::shop::HeldCart {
    const TYPE: &'static Type = &Type::Record(&HELD_CART);
}
impl Known for tillbook::shop::ResumedCart {
    const TYPE: &'static Type = &Type::Record(&RESUMED_CART);
}
impl Known for tillbook::shop::NewCustomerOrder {
    const TYPE: &'static Type = &Type::Record(&NEW_CUSTOMER_ORDER);
}
impl Known for tillbook::shop::CustomerOrderCancelled {
    const TYPE: &'static Type = &Type::Record(&CUSTOMER_ORDER_CANCELLED);
}
impl Known for tillbook::shop::Deposit {
    const TYPE: &'static Type = &Type::Record(&DEPOSIT);
}
impl Known for tillbook::shop::NewPart {
    const TYPE: &'static Type = &Type::Record(&NEW_PART);
}
impl Known for tillbook::shop::VariantPrices {
    const TYPE: &'static Type = &Type::Record(&VARIANT_PRICES);
}
impl Known for tillbook::shop::NewPriceStep {
    const TYPE: &'static Type = &Type::Record(&NEW_PRICE_STEP);
}
impl Known for tillbook::shop::Erasure {
    const TYPE: &'static Type = &Type::Record(&ERASURE);
}
impl Known for tillbook::report::AbcRule {
    const TYPE: &'static Type = &Type::Record(&ABC_RULE);
}
impl Known for tillbook::report::DayClose {
    const TYPE: &'static Type = &Type::Record(&DAY_CLOSE);
}
impl Known for tillbook::report::By {
    const TYPE: &'static Type = &Type::Text;
}
impl Known for tillbook::report::OtherMoney {
    const TYPE: &'static Type = &Type::Record(&OTHER_MONEY);
}
impl Known for tillbook::report::Purchases {
    const TYPE: &'static Type = &Type::Record(&PURCHASES);
}
impl Known for tillbook::report::Recost {
    const TYPE: &'static Type = &Type::Record(&RECOST);
}
impl Known for tillbook::report::SalesSummary {
    const TYPE: &'static Type = &Type::Record(&SALES_SUMMARY);
}
impl Known for tillbook::report::StockOf {
    const TYPE: &'static Type = &Type::Text;
}
impl Known for tillbook::report::StockSummary {
    const TYPE: &'static Type = &Type::Record(&STOCK_SUMMARY);
}
impl Known for tillbook::report::StockChanges {
    const TYPE: &'static Type = &Type::Record(&STOCK_CHANGES);
}
impl Known for tillbook::report::RefundTaxReadings {
    const TYPE: &'static Type = &Type::Record(&REFUND_TAX_READINGS);
}
impl Known for tillbook::report::Known {
    const TYPE: &'static Type = &Type::Choice(&KNOWN);
}
impl Known for tillbook::pricing::Cart {
    const TYPE: &'static Type = &Type::Record(&CART);
}
impl Known for tillbook::pricing::CartLine {
    const TYPE: &'static Type = &Type::Record(&CART_LINE);
}
impl Known for tillbook::pricing::LineDiscount {
    const TYPE: &'static Type = &Type::Record(&LINE_DISCOUNT);
}
impl Known for tillbook::pricing::TakeOff {
    const TYPE: &'static Type = &Type::Choice(&TAKE_OFF);
}
impl Known for tillbook::pricing::RoundOff {
    const TYPE: &'static Type = &Type::Text;
}
impl Known for tillbook::pricing::Quote {
    const TYPE: &'static Type = &Type::Record(&QUOTE);
}
impl Known for tillbook::pricing::PointsRules {
    const TYPE: &'static Type = &Type::Record(&POINTS_RULES);
}
impl Known for tillbook::pricing::PriceList {
    const TYPE: &'static Type = &Type::Record(&PRICE_LIST);
}
impl Known for tillbook::promotion::Promotion {
    const TYPE: &'static Type = &Type::Record(&PROMOTION);
}
impl Known for tillbook::promotion::Benefit {
    const TYPE: &'static Type = &Type::Choice(&BENEFIT);
}
impl Known for tillbook::promotion::Scope {
    const TYPE: &'static Type = &Type::Choice(&SCOPE);
}
impl Known for tillbook::promotion::Condition {
    const TYPE: &'static Type = &Type::Record(&CONDITION);
}
impl Known for tillbook::promotion::Coupon {
    const TYPE: &'static Type = &Type::Record(&COUPON);
}
impl Known for tillbook::promotion::Limit {
    const TYPE: &'static Type = &Type::Record(&LIMIT);
}
impl Known for tillbook::promotion::Goods {
    const TYPE: &'static Type = &Type::Record(&GOODS);
}
impl Known for tillbook::promotion::Context {
    const TYPE: &'static Type = &Type::Record(&CONTEXT);
}
impl Known for tillbook::promotion::Evaluation {
    const TYPE: &'static Type = &Type::Record(&EVALUATION);
}
impl Known for tillbook::party::Supplier {
    const TYPE: &'static Type = &Type::Record(&SUPPLIER);
}
impl Known for tillbook::party::Supply {
    const TYPE: &'static Type = &Type::Record(&SUPPLY);
}
impl Known for tillbook::party::Member {
    const TYPE: &'static Type = &Type::Record(&MEMBER);
}
impl Known for tillbook::party::LevelRules {
    const TYPE: &'static Type = &Type::Record(&LEVEL_RULES);
}
impl Known for tillbook::catalog::Category {
    const TYPE: &'static Type = &Type::Record(&CATEGORY);
}
impl Known for tillbook::catalog::Location {
    const TYPE: &'static Type = &Type::Record(&LOCATION);
}
impl Known for tillbook::catalog::Product {
    const TYPE: &'static Type = &Type::Record(&PRODUCT);
}
impl Known for tillbook::catalog::TaxCode {
    const TYPE: &'static Type = &Type::Record(&TAX_CODE);
}
impl Known for tillbook::document::PurchaseOrder {
    const TYPE: &'static Type = &Type::Record(&PURCHASE_ORDER);
}
impl Known for tillbook::document::CustomerOrder {
    const TYPE: &'static Type = &Type::Record(&CUSTOMER_ORDER);
}
impl Known for tillbook::document::Settings {
    const TYPE: &'static Type = &Type::Record(&SETTINGS);
}
impl Known for tillbook::document::PaymentRules {
    const TYPE: &'static Type = &Type::Record(&PAYMENT_RULES);
}
impl Known for tillbook::document::ShiftRules {
    const TYPE: &'static Type = &Type::Record(&SHIFT_RULES);
}
impl Known for tillbook::document::Counterpart {
    const TYPE: &'static Type = &Type::Text;
}
impl Known for tillbook::document::LandedShare {
    const TYPE: &'static Type = &Type::Record(&LANDED_SHARE);
}
impl Known for tillbook::document::RepricedLine {
    const TYPE: &'static Type = &Type::Record(&REPRICED_LINE);
}
impl Known for tillbook::ledger::TenderMethod {
    const TYPE: &'static Type = &Type::Text;
}
impl Known for tillbook::ledger::CostingMethod {
    const TYPE: &'static Type = &Type::Text;
}
impl Known for tillbook::ledger::NegativeStock {
    const TYPE: &'static Type = &Type::Text;
}
impl Known for tillbook::shop::Asked<'_> {
    const TYPE: &'static Type = &Type::Record(&ASKED);
}
impl Known for tillbook::shop::Verdict {
    const TYPE: &'static Type = &Type::Choice(&VERDICT);
}
impl Known for tillbook::report::AbcProduct {
    const TYPE: &'static Type = &Type::Record(&ABC_PRODUCT);
}
impl Known for tillbook::report::DaySales {
    const TYPE: &'static Type = &Type::Record(&DAY_SALES);
}
impl Known for tillbook::report::Expiring {
    const TYPE: &'static Type = &Type::Record(&EXPIRING);
}
impl Known for tillbook::report::MarginRow {
    const TYPE: &'static Type = &Type::Record(&MARGIN_ROW);
}
impl Known for tillbook::report::Payable {
    const TYPE: &'static Type = &Type::Record(&PAYABLE);
}
impl Known for tillbook::report::Reorder {
    const TYPE: &'static Type = &Type::Record(&REORDER);
}
impl Known for tillbook::report::VariantStock {
    const TYPE: &'static Type = &Type::Record(&VARIANT_STOCK);
}
impl Known for tillbook::report::ExpiryStock {
    const TYPE: &'static Type = &Type::Record(&EXPIRY_STOCK);
}
impl Known for tillbook::report::MemberStoredValue {
    const TYPE: &'static Type = &Type::Record(&MEMBER_STORED_VALUE);
}
impl Known for tillbook::report::TopProduct {
    const TYPE: &'static Type = &Type::Record(&TOP_PRODUCT);
}
impl Known for tillbook::report::Receivable {
    const TYPE: &'static Type = &Type::Record(&RECEIVABLE);
}
impl Known for tillbook::document::TenderTotal {
    const TYPE: &'static Type = &Type::Record(&TENDER_TOTAL);
}
impl Known for tillbook::shop::StockLevel {
    const TYPE: &'static Type = &Type::Record(&STOCK_LEVEL);
}
impl Known for tillbook::shop::LedgerLine {
    const TYPE: &'static Type = &Type::Record(&LEDGER_LINE);
}
impl Known for tillbook::shop::OpenShortage {
    const TYPE: &'static Type = &Type::Record(&OPEN_SHORTAGE);
}
impl Known for tillbook::shop::CostPool {
    const TYPE: &'static Type = &Type::Record(&COST_POOL);
}
