//! The cart of a case: priced, sold, taken back.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tillbook::pricing::{Cart, CartLine, CouponReason, Quote};
use tillbook::promotion::{Evaluation, Search};
use tillbook::shop::{RefundLine, RefundTo, Sale, Tender};
use tillbook::value::{Money, Quantity, RefundId, SaleId, VariantId};

use super::case::{Case, decimal, list, text};

/// A code that nobody knows is taken out of the cart: with it the cart is not sold.
fn without_unknown(mut cart: Cart, quote: &Quote) -> Cart {
    let unknown = |code: &String| {
        quote.unused_coupons.iter().any(|unused| unused.code == *code && unused.reason == CouponReason::Unknown)
    };
    cart.coupons.retain(|code| !unknown(code));
    cart
}

impl Case<'_> {
    /// Gives what came out otherwise than the case says.
    pub(crate) fn run(&self) -> Vec<String> {
        let cart = self.cart();
        let quote = self.shop.till().price(&cart).unwrap();
        let mut differences = self.check_quote(&quote);
        let cart = without_unknown(cart, &quote);
        let tenders = if quote.total.is_zero() { Vec::new() } else { vec![Tender::cash(quote.total)] };
        let sale = self.shop.till().sell(SaleId::new(), &cart, &tenders).unwrap();
        differences.extend(self.check_sale(&sale));
        differences.extend(self.take_back(&sale));
        let report = self.shop.office().verify().unwrap();
        if !report.is_clean() {
            differences.push(format!("verify: {:?}", report.violations));
        }
        differences
    }

    fn cart(&self) -> Cart {
        let mut cart = Cart::new();
        let mut listed: BTreeMap<&str, &Value> = BTreeMap::new();
        for line in list(self.json, "cart") {
            let sku = text(line, "sku").unwrap();
            let priced = CartLine::new(self.variants[sku], decimal(line, "qty").unwrap());
            let first = listed.entry(sku).or_insert(line);
            cart = cart.line(if first["unit_price"] == line["unit_price"] {
                priced
            } else {
                priced.at_price(decimal(line, "unit_price").unwrap(), "as in the case")
            });
        }
        for coupon in list(self.json, "coupons") {
            cart = cart.coupon(coupon.as_str().unwrap());
        }
        if self.json["member"] == json!(true) { cart.member(self.member) } else { cart }
    }

    fn check_quote(&self, quote: &Quote) -> Vec<String> {
        let mut found = Vec::new();
        let figures = [
            ("subtotal", quote.gross),
            ("discount_total", quote.discount),
            ("tax_total", quote.tax),
            ("total", quote.total),
        ];
        for (key, money) in figures {
            found.extend(self.differs(key, self.money(&self.json["expect"], key), money));
        }
        let lines: Vec<_> = quote.lines.iter().map(|line| (line.variant, line.net)).collect();
        found.extend(self.check_lines(&lines));
        let gifts = quote.gifts().map(|(_, gift)| (gift.variant, gift.quantity)).collect();
        found.extend(self.check_gifts(gifts));
        let names: BTreeMap<_, _> = self.promotions.iter().map(|(name, id)| (*id, name.as_str())).collect();
        let applied: Vec<&str> = quote.applied().iter().map(|applied| names[&applied.promotion]).collect();
        if json!(applied) != self.json["expect"]["applied"] {
            found.push(format!("applied {applied:?} instead of {}", self.json["expect"]["applied"]));
        }
        if quote.promotions.as_ref().is_some_and(|found: &Evaluation| found.search != Search::Exhaustive) {
            found.push("not every plan was searched".to_owned());
        }
        found
    }

    /// The sale is what the quote promised, and gifts leave the stock with it.
    fn check_sale(&self, sale: &Sale) -> Vec<String> {
        let mut found: Vec<String> =
            self.differs("total sold", self.money(&self.json["expect"], "total"), sale.total).into_iter().collect();
        let (gifts, lines): (Vec<_>, Vec<_>) = sale.lines.iter().partition(|line| line.gift.is_some());
        let lines: Vec<_> = lines.iter().map(|line| (line.variant, line.net)).collect();
        found.extend(self.check_lines(&lines));
        found.extend(self.check_gifts(gifts.iter().map(|line| (line.variant, line.quantity)).collect()));
        found
    }

    fn check_lines(&self, lines: &[(VariantId, Money)]) -> Option<String> {
        let expected = list(&self.json["expect"], "lines").iter();
        let expected: Vec<(VariantId, Money)> = expected
            .map(|line| (self.variants[text(line, "sku").unwrap()], self.money(line, "net").unwrap()))
            .collect();
        let show = |lines: &[(VariantId, Money)]| {
            lines.iter().map(|(_, net)| net.text(self.currency)).collect::<Vec<_>>().join(", ")
        };
        (lines != expected).then(|| format!("lines {} instead of {}", show(lines), show(&expected)))
    }

    fn check_gifts(&self, gifts: Vec<(VariantId, Quantity)>) -> Option<String> {
        let sum = |gifts: Vec<(VariantId, Quantity)>| {
            let mut sums: BTreeMap<VariantId, Quantity> = BTreeMap::new();
            for (variant, quantity) in gifts {
                let sum = sums.entry(variant).or_default();
                *sum = sum.add(quantity).unwrap();
            }
            sums
        };
        let expected = list(&self.json["expect"], "gifts").iter();
        let expected = expected
            .map(|gift| (self.variants[text(gift, "sku").unwrap()], decimal(gift, "qty").unwrap().try_into().unwrap()))
            .collect();
        let (got, expected) = (sum(gifts), sum(expected));
        (got != expected).then(|| format!("gifts {got:?} instead of {expected:?}"))
    }

    fn take_back(&self, sale: &Sale) -> Vec<String> {
        let mut left: Vec<Quantity> = sale.lines.iter().map(|line| line.quantity).collect();
        let mut found = Vec::new();
        for (number, back) in list(self.json, "returns").iter().enumerate() {
            let variant = self.variants[text(back, "sku").unwrap()];
            let mut wanted: Quantity = decimal(back, "qty").unwrap().try_into().unwrap();
            let mut lines = Vec::new();
            for (index, line) in sale.lines.iter().enumerate() {
                let taken = wanted.min(left[index]);
                if line.variant == variant && line.gift.is_none() && taken > Quantity::ZERO {
                    (left[index], wanted) = (left[index].sub(taken).unwrap(), wanted.sub(taken).unwrap());
                    lines.push(RefundLine::new(index, taken.to_decimal()));
                }
            }
            let till = self.shop.till();
            let refund = till.refund(RefundId::new(), sale.id, &lines, RefundTo::SameTenders, "came back").unwrap();
            let what = format!("refund {}", number + 1);
            found.extend(self.differs(&what, self.money(back, "expect_refund"), refund.total));
        }
        found
    }

    fn differs(&self, what: &str, expected: Option<Money>, got: Money) -> Option<String> {
        let show = |money: Money| money.text(self.currency);
        let expected_text = expected.map_or_else(|| "nothing".to_owned(), show);
        (expected != Some(got)).then(|| format!("{what} {} instead of {expected_text}", show(got)))
    }
}
