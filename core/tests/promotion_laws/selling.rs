//! Laws of carts that are priced, sold and taken back in a shop.

use proptest::prelude::*;
use rust_decimal::Decimal;
use tillbook::catalog::TaxCode;
use tillbook::costing::NegativeStock;
use tillbook::document::Settings;
use tillbook::pricing::{Cart, TaxRounding};
use tillbook::promotion::{Benefit, Promotion};
use tillbook::shop::{NewProduct, NewVariant, RefundLine, RefundTo, Sale, Tender};
use tillbook::storage::MemoryStore;
use tillbook::value::{DocumentId, Money, Quantity, RefundId, SaleId};
use tillbook::{Error, Shop};

use super::offers::{opened, promotions, variant};

/// Variants that carts and gifts are made of.
pub(crate) const VARIANTS: u8 = 6;

/// A shop with goods at these prices and these offers, and one that issued coupons open.
pub(crate) fn shop(prices: &[i64], offers: &[Promotion], (included, tax_rounding): (bool, TaxRounding)) -> Shop {
    let settings = Settings {
        prices_include_tax: included,
        tax_rounding,
        negative_stock: NegativeStock::Allow,
        ..Settings::default()
    };
    let shop = Shop::create(MemoryStore::default(), settings).unwrap();
    let taxes = [("A", "0.13"), ("B", "0.09")].map(|(code, rate)| TaxCode::new(code, rate.parse().unwrap()).unwrap());
    shop.catalog().put_tax_codes(DocumentId::new(), &taxes).unwrap();
    for (number, price) in (0..VARIANTS).zip(prices) {
        let price = Decimal::new(*price, 2);
        // Half the price, rounded up: most offers stay above it.
        let lowest_price = Some((price / Decimal::TWO).round_dp(2));
        let goods = NewVariant { id: Some(variant(number)), lowest_price, ..NewVariant::default() };
        let product = NewProduct::new(format!("Goods {number}")).price(price).variant(goods);
        shop.catalog().add(product.tax_code(["A", "B", ""][usize::from(number % 3)])).unwrap();
    }
    let opened = Promotion {
        issued_coupons: true,
        ..Promotion::new(opened(), "coupon", Benefit::PercentOff { rate: "0.1".parse().unwrap() })
    };
    let offers: Vec<Promotion> = offers.iter().cloned().chain([opened]).collect();
    shop.promotions().put(DocumentId::new(), &offers).unwrap();
    shop
}

pub(crate) fn carts() -> impl Strategy<Value = Cart> {
    let quantity =
        prop_oneof![4 => (1i64..6).prop_map(Decimal::from), 1 => (1i64..3_000).prop_map(|n| Decimal::new(n, 3))];
    let lines = prop::collection::vec((0..VARIANTS, quantity), 1..5);
    lines
        .prop_map(|lines| lines.into_iter().fold(Cart::new(), |cart, (sku, quantity)| cart.add(variant(sku), quantity)))
}

fn terms() -> impl Strategy<Value = (bool, TaxRounding)> {
    (any::<bool>(), prop::sample::select(vec![TaxRounding::Line, TaxRounding::Document]))
}

pub(crate) fn sell(shop: &Shop, cart: &Cart) -> Sale {
    let boss = shop.approved_by("boss");
    let total = boss.till().price(cart).unwrap().total;
    let tenders = if total.is_zero() { vec![] } else { vec![Tender::cash(total)] };
    boss.till().sell(SaleId::new(), cart, &tenders).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn refunds_of_everything_in_any_parts_give_back_exactly_what_was_paid(
        prices in prop::collection::vec(1i64..20_000, usize::from(VARIANTS)),
        offers in promotions(4),
        cart in carts(),
        terms in terms(),
        parts in prop::collection::vec((any::<prop::sample::Index>(), 1i64..4_000_000), 0..12),
    ) {
        let shop = shop(&prices, &offers, terms);
        let sale = sell(&shop, &cart);
        let mut left: Vec<Quantity> = sale.lines.iter().map(|line| line.quantity).collect();
        let mut asked: Vec<(usize, Quantity)> =
            parts.iter().map(|(line, part)| (line.index(left.len()), Quantity::from_micros(*part))).collect();
        asked.extend((0..left.len()).map(|line| (line, Quantity::from_micros(i64::MAX))));
        let mut given = Money::ZERO;
        for (line, wanted) in asked {
            let quantity = wanted.min(left[line]);
            if quantity.is_positive() {
                left[line] = left[line].sub(quantity).unwrap();
                let back = [RefundLine::new(line, quantity.to_decimal())];
                let refund = shop.till().refund(RefundId::new(), sale.id, &back, RefundTo::SameTenders, "back").unwrap();
                prop_assert!(!refund.total.is_negative());
                given = given.add(refund.total).unwrap();
            }
        }
        prop_assert_eq!(given, sale.total);
        for number in 0..VARIANTS {
            prop_assert_eq!(shop.stockroom().on_hand(variant(number)).unwrap(), (Quantity::ZERO, Money::ZERO));
        }
        prop_assert!(shop.office().verify().unwrap().is_clean());
    }

    #[test]
    fn a_sale_is_what_the_quote_promised_and_gifts_leave_the_stock(
        prices in prop::collection::vec(1i64..20_000, usize::from(VARIANTS)),
        offers in promotions(4),
        cart in carts(),
        terms in terms(),
    ) {
        let shop = shop(&prices, &offers, terms);
        let quote = shop.approved_by("boss").till().price(&cart).unwrap();
        let sale = sell(&shop, &cart);
        let (gifts, lines): (Vec<_>, Vec<_>) = sale.lines.iter().partition(|line| line.gift.is_some());
        prop_assert_eq!(sale.total, quote.total);
        prop_assert_eq!(
            lines.iter().map(|line| (line.net, line.tax)).collect::<Vec<_>>(),
            quote.lines.iter().map(|line| (line.net, line.tax)).collect::<Vec<_>>()
        );
        prop_assert_eq!(
            gifts.iter().map(|line| (line.variant, line.quantity)).collect::<Vec<_>>(),
            quote.gifts().map(|(_, gift)| (gift.variant, gift.quantity)).collect::<Vec<_>>()
        );
        for number in 0..VARIANTS {
            let left = sale.lines.iter().filter(|line| line.variant == variant(number)).map(|line| line.quantity);
            let left = Quantity::sum(left).unwrap();
            prop_assert_eq!(shop.stockroom().on_hand(variant(number)).unwrap().0, left.neg().unwrap());
        }
    }

    #[test]
    fn nothing_is_sold_below_its_lowest_price_without_an_approver(
        prices in prop::collection::vec(1i64..20_000, usize::from(VARIANTS)),
        offers in promotions(3),
        cart in carts(),
    ) {
        let shop = shop(&prices, &offers, (true, TaxRounding::Line));
        let currency = shop.currency().unwrap();
        let approved = shop.approved_by("boss").till().price(&cart).unwrap();
        let lowest = |line: &tillbook::pricing::QuotedLine| {
            let card = shop.catalog().variant(line.variant).unwrap();
            card.variant.lowest_price.unwrap().amount(line.quantity, currency).unwrap()
        };
        let is_below = approved.lines.iter().any(|line| line.net < lowest(line));
        match shop.till().price(&cart) {
            Ok(quote) => prop_assert!(!is_below && quote == approved),
            Err(error) => {
                let guarded = matches!(error, Error::BelowLowestPrice { .. });
                prop_assert!(is_below && guarded);
            }
        }
    }
}
