//! Promotions: the cases in `vectors/promotions`, and laws.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::Value;
use tillbook::promotion::{
    Benefit, Condition, Context, Evaluation, Goods, Per, Promotion, Scope, Search, Shopper, Stacking, evaluate,
};
use tillbook::value::{
    CategoryId, Currency, Money, Price, ProductId, PromotionId, Quantity, Rate, Timestamp, VariantId,
};

// ---- the cases ----

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_else(|| panic!("{field} is no text in {value}"))
}

fn number(value: &Value) -> Option<Decimal> {
    value.as_str().map(|text| text.parse().unwrap())
}

struct Case {
    file: Value,
    currency: Currency,
}

impl Case {
    fn money(&self, value: &Value) -> Option<Money> {
        number(value).map(|amount| Money::from_decimal(amount, self.currency).unwrap())
    }

    fn entries(&self, field: &str) -> &[Value] {
        self.file[field].as_array().map_or(&[], Vec::as_slice)
    }

    /// Ids in the order of the texts, so that ties are decided as in the file.
    fn ids(&self) -> Vec<(String, PromotionId)> {
        let mut names: Vec<String> = self.entries("promotions").iter().map(|p| text(p, "id").to_string()).collect();
        names.sort();
        let ids = (1..).map(|n: u128| PromotionId::from_uuid(uuid::Uuid::from_u128(n)));
        names.into_iter().zip(ids).collect()
    }

    /// The first kind the engine does not have yet.
    fn unsupported(&self) -> Option<String> {
        let kinds = self.entries("promotions").iter().map(|p| text(&p["benefit"], "kind"));
        let supported = ["percent_off", "amount_off", "fixed_price"];
        kinds.into_iter().find(|kind| !supported.contains(kind)).map(str::to_string)
    }

    fn scope(value: &Value) -> Scope {
        if let Some(skus) = value["skus"].as_array() {
            return Scope::Variants(skus.iter().map(|s| VariantId::derived("case", s.as_str().unwrap())).collect());
        }
        if let Some(category) = value["category"].as_str() {
            return Scope::Categories(vec![CategoryId::derived("case", category)]);
        }
        assert_eq!(value, "all");
        Scope::All
    }

    fn benefit(&self, value: &Value) -> Benefit {
        match text(value, "kind") {
            "percent_off" => Benefit::PercentOff { rate: Rate::percent(number(&value["percent"]).unwrap()).unwrap() },
            "fixed_price" => Benefit::FixedPrice { price: number(&value["price"]).unwrap().try_into().unwrap() },
            "amount_off" => Benefit::AmountOff {
                amount: self.money(&value["amount"]).unwrap(),
                per: match text(value, "per") {
                    "order" => Per::Order,
                    "unit" => Per::Unit,
                    "every_threshold" => Per::EveryThreshold,
                    other => panic!("per {other}"),
                },
            },
            other => panic!("kind {other}"),
        }
    }

    fn promotion(&self, value: &Value, id: PromotionId) -> Promotion {
        let condition = &value["condition"];
        Promotion {
            priority: value["priority"].as_i64().unwrap().try_into().unwrap(),
            stacking: match text(value, "stacking") {
                "exclusive" => Stacking::Exclusive,
                other => {
                    assert_eq!(other, "stackable");
                    Stacking::Stackable
                }
            },
            requires_coupon: value["requires_coupon"].as_str().map(str::to_string),
            members_only: value["members_only"].as_bool().unwrap(),
            scope: Self::scope(&value["scope"]),
            condition: Condition {
                min_quantity: number(&condition["min_quantity"]).map(|q| q.try_into().unwrap()),
                min_amount: self.money(&condition["min_amount"]),
                scope: condition.get("scope").map(Self::scope),
            },
            max_discount: self.money(&value["max_discount"]),
            max_uses: value["max_uses"].as_u64().map(|uses| uses.try_into().unwrap()),
            ..Promotion::new(id, text(value, "id"), self.benefit(&value["benefit"]))
        }
    }

    fn goods(&self) -> Vec<Goods> {
        let line = |value: &Value| {
            let sku = text(value, "sku");
            let quantity: Quantity = text(value, "qty").parse().unwrap();
            let price: Price = text(value, "unit_price").parse().unwrap();
            Goods {
                variant: VariantId::derived("case", sku),
                product: ProductId::derived("case", sku),
                categories: value["category"].as_str().map(|c| CategoryId::derived("case", c)).into_iter().collect(),
                quantity,
                amount: price.amount(quantity, self.currency).unwrap(),
                days_left: None,
            }
        };
        self.entries("cart").iter().map(line).collect()
    }

    fn evaluate(&self) -> Evaluation {
        let ids = self.ids();
        let id_of = |value: &Value| ids.iter().find(|(name, _)| name == text(value, "id")).unwrap().1;
        let promotions: Vec<Promotion> =
            self.entries("promotions").iter().map(|p| self.promotion(p, id_of(p))).collect();
        let context = Context {
            coupons: self.entries("coupons").iter().map(|c| c.as_str().unwrap().to_string()).collect(),
            member: self.file["member"].as_bool().unwrap().then(Shopper::default),
            ..Context::new(self.currency, Timestamp::from_micros(0))
        };
        evaluate(&self.goods(), &promotions, &context).unwrap()
    }

    /// Total tax on the nets, as the file says.
    fn tax(&self, evaluation: &Evaluation) -> Money {
        let included = self.file["prices_include_tax"].as_bool().unwrap();
        let of = |rate: Rate, net: Money| if included { rate.inside(net) } else { rate.of(net) }.unwrap();
        let mut nets: BTreeMap<&str, Vec<Money>> = BTreeMap::new();
        for (line, priced) in self.entries("cart").iter().zip(&evaluation.lines) {
            if let Some(code) = line["tax"].as_str() {
                nets.entry(code).or_default().push(priced.net);
            }
        }
        let per_document = self.file["tax_rounding"] == "document";
        let taxes = nets.into_iter().flat_map(|(code, nets)| {
            let rate: Rate = text(&self.file["tax_rates"], code).parse().unwrap();
            let bases = if per_document { vec![Money::sum(nets).unwrap()] } else { nets };
            bases.into_iter().map(move |net| of(rate, net))
        });
        Money::sum(taxes).unwrap()
    }

    /// What differs from the expectation.
    fn differences(&self) -> Vec<String> {
        let evaluation = self.evaluate();
        let expect = &self.file["expect"];
        let net = Money::sum(evaluation.lines.iter().map(|line| line.net)).unwrap();
        let tax = self.tax(&evaluation);
        let included = self.file["prices_include_tax"].as_bool().unwrap();
        let total = if included { net } else { net.add(tax).unwrap() };
        let subtotal = Money::sum(self.goods().iter().map(|goods| goods.amount)).unwrap();
        let ids = self.ids();
        let name = |id: PromotionId| ids.iter().find(|(_, other)| *other == id).unwrap().0.clone();
        let show = |money: Money| money.text(self.currency);
        let same = |field: &str, got: Money| {
            (self.money(&expect[field]) != Some(got)).then(|| format!("{field}: {} for {}", show(got), expect[field]))
        };
        let mut differences: Vec<String> = [
            same("subtotal", subtotal),
            same("discount_total", evaluation.discount),
            same("tax_total", tax),
            same("total", total),
        ]
        .into_iter()
        .flatten()
        .collect();
        let nets: Vec<Money> =
            expect["lines"].as_array().unwrap().iter().map(|line| self.money(&line["net"]).unwrap()).collect();
        if nets != evaluation.lines.iter().map(|line| line.net).collect::<Vec<_>>() {
            differences.push(format!("lines: {:?} for {nets:?}", evaluation.lines));
        }
        let applied: Vec<String> = evaluation.applied.iter().map(|applied| name(applied.promotion)).collect();
        if serde_json::json!(applied) != expect["applied"] {
            differences.push(format!("applied: {applied:?} for {}", expect["applied"]));
        }
        if evaluation.search != Search::Exhaustive {
            differences.push("not every plan was searched".into());
        }
        differences
    }
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/promotions");
    let mut run = 0;
    let mut skipped: BTreeMap<String, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let file: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let currency: Currency = text(&file, "currency").parse().unwrap();
        assert_eq!(file["decimals"], currency.decimals());
        let case = Case { file, currency };
        if let Some(kind) = case.unsupported() {
            *skipped.entry(kind).or_default() += 1;
        } else if !case.entries("returns").is_empty() {
            *skipped.entry("returns".into()).or_default() += 1;
        } else {
            run += 1;
            failures.extend(case.differences().into_iter().map(|d| format!("{}: {d}", text(&case.file, "name"))));
        }
    }
    println!("{run} cases run, {} skipped: {skipped:?}", skipped.values().sum::<usize>());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(run >= 40, "only {run} cases were run");
}

// ---- laws ----

fn variant(n: u8) -> VariantId {
    VariantId::derived("law", &n.to_string())
}

fn carts() -> impl Strategy<Value = Vec<Goods>> {
    let line = (0u8..3, prop_oneof![3 => (1i64..5).prop_map(|n| n * 1_000_000), 1 => 1i64..3_000_000], 0i64..20_000);
    let goods = line.prop_map(|(sku, micros, minor)| Goods {
        variant: variant(sku),
        product: ProductId::derived("law", "p"),
        categories: vec![],
        quantity: Quantity::from_micros(micros),
        amount: Money::from_minor(minor),
        days_left: None,
    });
    prop::collection::vec(goods, 1..5)
}

fn benefits() -> impl Strategy<Value = Benefit> {
    prop_oneof![
        (1i64..=100).prop_map(|p| Benefit::PercentOff { rate: Rate::percent(p.into()).unwrap() }),
        (1i64..9_000, prop::sample::select(vec![Per::Order, Per::Unit, Per::EveryThreshold]))
            .prop_map(|(minor, per)| Benefit::AmountOff { amount: Money::from_minor(minor), per }),
        (0i64..90_000_000).prop_map(|micros| Benefit::FixedPrice { price: Price::from_micros(micros) }),
    ]
}

fn promotions() -> impl Strategy<Value = Vec<Promotion>> {
    let scope = prop_oneof![Just(Scope::All), (0u8..3).prop_map(|sku| Scope::Variants(vec![variant(sku)]))];
    let limits = (
        prop::option::of(1i64..30_000),
        prop::option::weighted(0.3, 1i64..3_000),
        prop::option::weighted(0.4, 1u32..4),
    );
    let parts = (benefits(), 0i32..3, any::<bool>(), scope, limits);
    let one = parts.prop_map(|(benefit, priority, exclusive, scope, (min, most, max_uses))| {
        let every = matches!(benefit, Benefit::AmountOff { per: Per::EveryThreshold, .. });
        let min = if every { min.or(Some(5_000)) } else { min };
        Promotion {
            priority,
            stacking: if exclusive { Stacking::Exclusive } else { Stacking::Stackable },
            scope,
            condition: Condition { min_amount: min.map(Money::from_minor), ..Condition::default() },
            max_discount: most.map(Money::from_minor),
            max_uses,
            ..Promotion::new(PromotionId::derived("law", "p"), "p", benefit)
        }
    });
    prop::collection::vec(one, 0..5).prop_map(|mut all| {
        for (number, promotion) in all.iter_mut().enumerate() {
            promotion.id = PromotionId::derived("law", &number.to_string());
        }
        all
    })
}

fn evaluated(goods: &[Goods], promotions: &[Promotion]) -> Evaluation {
    evaluate(goods, promotions, &Context::new(Currency::CNY, Timestamp::from_micros(0))).unwrap()
}

proptest! {
    #[test]
    fn discounts_add_up_and_no_line_falls_below_zero(goods in carts(), promotions in promotions()) {
        let evaluation = evaluated(&goods, &promotions);
        for (index, (line, goods)) in evaluation.lines.iter().zip(&goods).enumerate() {
            prop_assert!(!line.net.is_negative());
            let off = Money::sum(line.discounts.iter().map(|share| share.amount)).unwrap();
            prop_assert_eq!(line.net.add(off).unwrap(), goods.amount);
            let shares = evaluation.applied.iter().flat_map(|applied| &applied.lines);
            let shares = shares.filter(|share| share.line == index).map(|share| share.amount);
            prop_assert_eq!(Money::sum(shares).unwrap(), off);
        }
        for applied in &evaluation.applied {
            prop_assert_eq!(Money::sum(applied.lines.iter().map(|share| share.amount)).unwrap(), applied.discount);
            prop_assert!(applied.discount > Money::ZERO);
            let promotion = promotions.iter().find(|p| p.id == applied.promotion).unwrap();
            prop_assert!(promotion.max_discount.is_none_or(|most| applied.discount <= most));
        }
        prop_assert_eq!(Money::sum(evaluation.applied.iter().map(|a| a.discount)).unwrap(), evaluation.discount);
        prop_assert_eq!(evaluation.applied.len() + evaluation.refused.len(), promotions.len());
    }

    /// Any promotion may be left out of a plan: taking one away from the shop cannot make the cart cheaper.
    #[test]
    fn one_promotion_less_is_never_cheaper(goods in carts(), promotions in promotions()) {
        let best = evaluated(&goods, &promotions);
        prop_assert_eq!(best.search, Search::Exhaustive);
        for left_out in 0..promotions.len() {
            let mut fewer = promotions.clone();
            fewer.remove(left_out);
            prop_assert!(evaluated(&goods, &fewer).discount <= best.discount);
        }
    }

    /// What is outside the plan has no influence on it.
    #[test]
    fn the_plan_alone_gives_the_same_result(goods in carts(), promotions in promotions()) {
        let best = evaluated(&goods, &promotions);
        let mut planned = promotions.clone();
        planned.retain(|promotion| best.applied.iter().any(|applied| applied.promotion == promotion.id));
        let alone = evaluated(&goods, &planned);
        prop_assert_eq!(alone.applied, best.applied);
        prop_assert_eq!(alone.lines, best.lines);
    }

    #[test]
    fn the_order_of_the_list_does_not_matter(
        goods in carts(),
        (listed, shuffled) in promotions().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(evaluated(&goods, &listed), evaluated(&goods, &shuffled));
    }
}
