//! Goods and sales, made by a fixed rule: the same on every machine.

/// A small deterministic generator (splitmix64).
pub struct Rng(u64);

impl Rng {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }
}

/// A line of a planned sale.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Which article, from 0.
    pub article: usize,
    /// Whole units.
    pub quantity: i64,
}

/// What is bought and sold.
pub struct Plan {
    /// Selling price of each article in minor units.
    pub prices: Vec<i64>,
    /// Receipts: for each round the unit cost of every article in minor units.
    pub costs: Vec<Vec<i64>>,
    /// Units of an article that one receipt brings.
    pub received: i64,
    /// Sales of five lines each.
    pub sales: Vec<Vec<Line>>,
}

impl Plan {
    /// `articles` articles, ten receipts of each, `sales` sales of five different articles, one to three units each.
    pub fn new(articles: usize, sales: usize) -> Self {
        let mut rng = Rng::new(1);
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let prices: Vec<i64> = (0..articles).map(|_| 140 + number(rng.below(6_860))).collect();
        let costs = (0..10)
            .map(|_| prices.iter().map(|price| price * 10 / 14 * (80 + number(rng.below(41))) / 100).collect())
            .collect();
        let sales = (0..sales)
            .map(|_| {
                let mut lines: Vec<Line> = Vec::with_capacity(5);
                while lines.len() < 5 {
                    let article = usize::try_from(rng.below(articles as u64)).unwrap_or(0);
                    if lines.iter().all(|line| line.article != article) {
                        lines.push(Line { article, quantity: 1 + number(rng.below(3)) });
                    }
                }
                lines
            })
            .collect();
        Self { prices, costs, received: 1_000, sales }
    }

    /// What the customer pays for a sale.
    pub fn total(&self, sale: &[Line]) -> i64 {
        sale.iter().map(|line| line.quantity * self.prices[line.article]).sum()
    }
}
