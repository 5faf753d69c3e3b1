//! The promotions of a case, as the shop enters them.

use serde_json::Value;
use tillbook::promotion::{
    Benefit, BundleItem, Condition, Off, Per, Promotion, Reward, Scope, Stacking, Threshold, Tier,
};
use tillbook::value::{DocumentId, Quantity, Rate};

use super::case::{Case, category, decimal, list, text, whole};

fn quantity(object: &Value, key: &str) -> Option<Quantity> {
    decimal(object, key).map(|number| number.try_into().unwrap())
}

fn percent(object: &Value, key: &str) -> Option<Rate> {
    decimal(object, key).map(|number| Rate::percent(number).unwrap())
}

impl Case<'_> {
    pub(crate) fn put_offers(&self) {
        let offers: Vec<Promotion> = list(self.json, "promotions").iter().map(|offer| self.offer(offer)).collect();
        if !offers.is_empty() {
            self.shop.promotions().put(DocumentId::new(), &offers).unwrap();
        }
    }

    fn offer(&self, offer: &Value) -> Promotion {
        let id = text(offer, "id").unwrap();
        let stacking = match text(offer, "stacking").unwrap() {
            "stackable" => Stacking::Stackable,
            "exclusive" => Stacking::Exclusive,
            other => unreachable!("unknown stacking `{other}`"),
        };
        let condition = &offer["condition"];
        Promotion {
            priority: offer["priority"].as_i64().unwrap().try_into().unwrap(),
            stacking,
            requires_coupon: text(offer, "requires_coupon").map(str::to_owned),
            members_only: offer["members_only"].as_bool().unwrap(),
            scope: self.scope(&offer["scope"]),
            condition: Condition {
                min_quantity: quantity(condition, "min_quantity"),
                min_amount: self.money(condition, "min_amount"),
                scope: condition.get("scope").map(|scope| self.scope(scope)),
            },
            max_discount: self.money(offer, "max_discount"),
            max_uses: whole(offer, "max_uses"),
            ..Promotion::new(self.promotions[id], id, self.benefit(&offer["benefit"]))
        }
    }

    fn scope(&self, scope: &Value) -> Scope {
        if let Some(name) = text(scope, "category") {
            return Scope::Categories(vec![category(name)]);
        }
        let skus = list(scope, "skus");
        if skus.is_empty() {
            assert_eq!(scope, "all");
            return Scope::All;
        }
        Scope::Variants(skus.iter().map(|sku| self.variants[sku.as_str().unwrap()]).collect())
    }

    fn benefit(&self, benefit: &Value) -> Benefit {
        let per = match text(benefit, "per") {
            None | Some("order") => Per::Order,
            Some("unit") => Per::Unit,
            Some("every_threshold") => Per::EveryThreshold,
            Some(other) => unreachable!("unknown per `{other}`"),
        };
        let money = |key| self.money(benefit, key).unwrap();
        match text(benefit, "kind").unwrap() {
            "percent_off" => Benefit::PercentOff { rate: percent(benefit, "percent").unwrap() },
            "amount_off" => Benefit::AmountOff { amount: money("amount"), per },
            "fixed_price" => Benefit::FixedPrice { price: decimal(benefit, "price").unwrap().try_into().unwrap() },
            "tiers" => Benefit::Tiers { steps: list(benefit, "tiers").iter().map(|step| self.step(step)).collect() },
            "buy_x_get_y" => Benefit::BuyXGetY {
                buy: whole(benefit, "buy").unwrap(),
                get: whole(benefit, "get").unwrap(),
                get_scope: benefit.get("get_scope").filter(|scope| !scope.is_null()).map(|scope| self.scope(scope)),
                reward: Reward::PercentOff(percent(benefit, "percent_off").unwrap_or(Rate::ONE)),
            },
            "nth_item" => {
                let reward = Reward::PercentOff(percent(benefit, "percent_off").unwrap_or(Rate::ONE));
                Benefit::nth_item(whole(benefit, "n").unwrap(), reward).unwrap()
            }
            "bundle_price" => {
                let item = |item: &Value| BundleItem {
                    variant: self.variants[text(item, "sku").unwrap()],
                    units: whole(item, "qty").unwrap(),
                };
                Benefit::BundlePrice { items: list(benefit, "items").iter().map(item).collect(), price: money("price") }
            }
            "cheapest_free" => Benefit::CheapestFree {
                count: whole(benefit, "count").unwrap_or(1),
                every: whole(benefit, "every"),
                rate: percent(benefit, "percent_off").unwrap_or(Rate::ONE),
            },
            "gift" => Benefit::Gift {
                variant: self.variants[text(benefit, "sku").unwrap()],
                quantity: quantity(benefit, "qty").unwrap(),
                per,
            },
            other => unreachable!("unknown kind `{other}`"),
        }
    }

    fn step(&self, step: &Value) -> Tier {
        let from = match self.money(step, "min_amount") {
            Some(amount) => Threshold::Amount(amount),
            None => Threshold::Quantity(quantity(step, "min_quantity").unwrap()),
        };
        let off = match self.money(step, "amount_off") {
            Some(amount) => Off::Amount(amount),
            None => Off::Percent(percent(step, "percent_off").unwrap()),
        };
        Tier { from, off }
    }
}
