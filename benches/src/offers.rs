//! Carts with many promotions: everyday ones, and one that is made to explode.

use rust_decimal::Decimal;
use tillbook::promotion::{
    Benefit, BundleItem, Condition, Context, Evaluation, Goods, Per, Promotion, Reward, Scope, Tier, evaluate,
};
use tillbook::value::{CategoryId, Currency, Money, Price, ProductId, PromotionId, Quantity, Rate, VariantId};

/// Categories that goods are spread over.
const CATEGORIES: u64 = 8;

/// A cart and the shop's offers.
#[derive(Debug)]
pub struct Basket {
    /// Lines of one unit each.
    pub goods: Vec<Goods>,
    /// All live.
    pub offers: Vec<Promotion>,
}

fn random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

fn category(number: u64) -> CategoryId {
    CategoryId::derived("bench", &number.to_string())
}

fn variant(number: u64) -> VariantId {
    VariantId::derived("bench", &number.to_string())
}

fn line(number: u64, minor: u64) -> Goods {
    Goods {
        variant: variant(number),
        product: ProductId::derived("bench", &number.to_string()),
        categories: vec![category(number % CATEGORIES)],
        quantity: Quantity::ONE,
        amount: Money::from_minor(i64::try_from(minor).unwrap()),
        days_left: None,
    }
}

fn percent(hundredths: u64) -> Rate {
    Rate::percent(Decimal::from(hundredths)).unwrap()
}

impl Basket {
    /// What a shop has at any time: special prices, members' percentages, steps, sets, every third cheaper. Goods first,
    /// then categories, then the whole cart.
    pub fn everyday(lines: u64, offers: u64) -> Self {
        let mut seed = lines * 1_000 + offers;
        let goods = (0..lines).map(|number| line(number, 200 + random(&mut seed) % 5_000)).collect();
        let offers = (0..offers).map(|number| Self::everyday_offer(number, lines, &mut seed)).collect();
        Self { goods, offers }
    }

    fn everyday_offer(number: u64, lines: u64, seed: &mut u64) -> Promotion {
        let some = |seed: &mut u64| Scope::Variants((0..3).map(|_| variant(random(seed) % lines)).collect());
        let of_category = |seed: &mut u64| Scope::Categories(vec![category(random(seed) % CATEGORIES)]);
        let money = |minor: u64| Money::from_minor(i64::try_from(minor).unwrap());
        let (priority, scope, benefit) = match number % 8 {
            0 => (0, some(seed), Benefit::FixedPrice { price: Price::from_micros(9_900_000) }),
            1 => (0, some(seed), Benefit::AmountOff { amount: money(50 + random(seed) % 200), per: Per::Unit }),
            2 => (0, some(seed), Benefit::PercentOff { rate: percent(5 + random(seed) % 30) }),
            3 => (1, of_category(seed), Benefit::PercentOff { rate: percent(5) }),
            4 | 5 => {
                let reward = Reward::PercentOff(percent(50));
                let (buy, get, get_scope) = (u32::try_from(number % 8 - 3).unwrap(), 1, None);
                (1, of_category(seed), Benefit::BuyXGetY { buy, get, get_scope, reward })
            }
            6 => {
                let items = [random(seed) % lines, random(seed) % lines];
                let items = items.map(|number| BundleItem { variant: variant(number), units: 1 });
                let items = if items[0] == items[1] { vec![items[0]] } else { items.to_vec() };
                (1, Scope::All, Benefit::BundlePrice { items, price: money(2_000) })
            }
            _ => {
                let steps = [(5_000, 300), (10_000, 800)].map(|(from, off)| Tier::amount_off(money(from), money(off)));
                (2, Scope::All, Benefit::Tiers { steps: steps.to_vec() })
            }
        };
        Promotion { priority, scope, ..Self::offer(number, benefit) }
    }

    /// Multi-buys of one priority that all want the same goods. Each `seed` is another such cart.
    pub fn explosive(units: u64, offers: u64, mut seed: u64) -> Self {
        let lines = 10.min(units);
        let goods = (0..lines).map(|number| {
            let each = 500 + random(&mut seed) % 3_000;
            let count = units / lines;
            Goods { quantity: Quantity::whole(i64::try_from(count).unwrap()).unwrap(), ..line(number, each * count) }
        });
        let goods: Vec<Goods> = goods.collect();
        let offers = (0..offers).map(|number| {
            let scope = Scope::Variants((0..4).map(|_| variant(random(&mut seed) % lines)).collect());
            let count = 2 + u32::try_from(random(&mut seed) % 4).unwrap();
            let benefit = match number % 3 {
                0 => Benefit::AnyFor { count, price: Money::from_minor(i64::from(count) * 900) },
                1 => Benefit::nth_item(count, Reward::PercentOff(percent(30 + random(&mut seed) % 70))).unwrap(),
                _ => Benefit::CheapestFree { count: 1, every: Some(count), rate: Rate::ONE },
            };
            let max_uses = (number % 2 == 0).then_some(2 + count);
            Promotion { scope, max_uses, condition: Condition::default(), ..Self::offer(number, benefit) }
        });
        let offers = offers.collect();
        Self { goods, offers }
    }

    fn offer(number: u64, benefit: Benefit) -> Promotion {
        Promotion::new(PromotionId::from_uuid(uuid::Uuid::from_u128(number.into())), format!("offer {number}"), benefit)
    }

    /// What can be taken off at most, by trying all orders of the offers: each as many priorities, where the engine has
    /// only to choose which of them stay out. The number of orders explodes: eight offers have 40,320.
    pub fn most_off(&self) -> i64 {
        let mut order: Vec<usize> = (0..self.offers.len()).collect();
        let mut most = self.off_in(&order);
        // Heap's algorithm: each order is the one before with two places changed.
        let (mut rounds, mut at) = (vec![0; order.len()], 1);
        while at < order.len() {
            if rounds[at] < at {
                order.swap(if at % 2 == 0 { 0 } else { rounds[at] }, at);
                most = most.max(self.off_in(&order));
                rounds[at] += 1;
                at = 1;
            } else {
                rounds[at] = 0;
                at += 1;
            }
        }
        most
    }

    fn off_in(&self, order: &[usize]) -> i64 {
        let by_turn = order.iter().zip(0..);
        let offers = by_turn.map(|(&index, priority)| Promotion { priority, ..self.offers[index].clone() }).collect();
        Self { goods: self.goods.clone(), offers }.priced().discount.minor()
    }

    /// What the engine makes of it.
    pub fn priced(&self) -> Evaluation {
        evaluate(&self.goods, &self.offers, &Context::new(Currency::CNY, "2026-01-31T09:30:00Z".parse().unwrap()))
            .unwrap()
    }
}
