//! Laws of offers that are bounded over all sales.

use proptest::prelude::*;
use rust_decimal::Decimal;
use tillbook::Shop;
use tillbook::party::Member;
use tillbook::pricing::{Cart, TaxRounding};
use tillbook::promotion::{Context, Counts, Limit, Promotion, UsedBefore, evaluate};
use tillbook::shop::{RefundLine, RefundTo, Sale};
use tillbook::value::{Currency, DocumentId, MemberId, Quantity, RefundId, Timestamp};

use super::offers::{carts as goods, promotions};
use super::selling::{VARIANTS, carts, sell, shop};

/// Limits of a promotion: each counts something else.
fn limits() -> impl Strategy<Value = Vec<Limit>> {
    let limit = (1u32..5, any::<bool>(), any::<bool>(), any::<bool>());
    prop::collection::vec(limit, 0..4).prop_map(|drawn| {
        let mut limits: Vec<Limit> = Vec::new();
        for (most, sales, per_member, per_day) in drawn {
            let counts = if sales { Counts::Sales } else { Counts::Uses };
            if limits
                .iter()
                .all(|known| (known.counts, known.per_member, known.per_day) != (counts, per_member, per_day))
            {
                limits.push(Limit { most, counts, per_member, per_day });
            }
        }
        limits
    })
}

fn bounded(most: usize) -> impl Strategy<Value = Vec<Promotion>> {
    (promotions(most), prop::collection::vec(limits(), most)).prop_map(|(mut offers, limits)| {
        offers.iter_mut().zip(limits).for_each(|(offer, limits)| offer.limits = limits);
        offers
    })
}

fn member() -> MemberId {
    MemberId::derived("law", "member")
}

/// A shop with the member.
fn club(prices: &[i64], offers: &[Promotion]) -> Shop {
    let shop = shop(prices, offers, (true, TaxRounding::Line));
    shop.members().put(DocumentId::new(), &[Member::new(member(), "M", "member")]).unwrap();
    shop
}

/// What is left of all limits.
fn left(shop: &Shop, offers: &[Promotion]) -> Vec<(Limit, u32)> {
    offers.iter().flat_map(|offer| shop.promotions().left(offer.id, Some(member())).unwrap()).collect()
}

fn untouched(offers: &[Promotion]) -> Vec<(Limit, u32)> {
    offers.iter().flat_map(|offer| offer.limits.iter().map(|limit| (*limit, limit.most))).collect()
}

fn take_back(shop: &Shop, sale: &Sale, line: usize, quantity: Quantity) {
    let lines = [RefundLine::new(line, quantity.to_decimal())];
    shop.till().refund(RefundId::new(), sale.id, &lines, RefundTo::SameTenders, "back").unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_more_is_used_than_is_left(
        goods in goods(),
        offers in bounded(4),
        used in prop::collection::vec(0u32..6, 16),
    ) {
        let limits = offers.iter().flat_map(|offer| offer.limits.iter().map(|limit| (offer.id, *limit)));
        let used: Vec<UsedBefore> =
            limits.zip(used).map(|((promotion, limit), uses)| UsedBefore { promotion, limit, uses }).collect();
        let at = Context::new(Currency::CNY, Timestamp::from_micros(0));
        let member = Some(tillbook::promotion::Shopper::default());
        let found = evaluate(&goods, &offers, &Context { used: used.clone(), member, ..at }).unwrap();
        for applied in &found.applied {
            for before in used.iter().filter(|before| before.promotion == applied.promotion) {
                let uses = if before.limit.counts == Counts::Uses { applied.uses } else { 1 };
                prop_assert!(before.uses + uses <= before.limit.most, "{before:?}, {applied:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn uses_are_where_they_were_after_everything_came_back_in_any_parts_or_never_was(
        prices in prop::collection::vec(1i64..20_000, usize::from(VARIANTS)),
        offers in bounded(4),
        carts in prop::collection::vec(carts(), 1..4),
        parts in prop::collection::vec((any::<prop::sample::Index>(), 1i64..4_000_000), 0..8),
        is_voided in any::<bool>(),
    ) {
        let shop = club(&prices, &offers);
        let carts: Vec<Cart> = carts.into_iter().map(|cart| cart.member(member())).collect();
        let (last, before) = carts.split_last().unwrap();
        for cart in before {
            sell(&shop, cart);
        }
        let were = left(&shop, &offers);
        let sale = sell(&shop, last);
        let now = left(&shop, &offers);
        prop_assert!(were.iter().zip(&now).all(|((_, were), (_, now))| now <= were));
        if is_voided {
            shop.till().void(DocumentId::new(), sale.id, "never was").unwrap();
        } else {
            let mut there: Vec<Quantity> = sale.lines.iter().map(|line| line.quantity).collect();
            for (line, part) in parts {
                let line = line.index(there.len());
                let quantity = Quantity::from_micros(part).min(there[line]);
                if quantity.is_positive() {
                    there[line] = there[line].sub(quantity).unwrap();
                    take_back(&shop, &sale, line, quantity);
                    prop_assert!(left(&shop, &offers).iter().zip(&were).all(|((_, now), (_, were))| now <= were));
                }
            }
            for (line, quantity) in there.into_iter().enumerate().filter(|(_, quantity)| quantity.is_positive()) {
                take_back(&shop, &sale, line, quantity);
            }
        }
        prop_assert_eq!(left(&shop, &offers), were.clone());
        if before.is_empty() {
            prop_assert_eq!(were, untouched(&offers));
        }
        prop_assert!(shop.office().verify().unwrap().is_clean());
    }

    /// What is asked twice is answered twice, and asking leaves nothing behind.
    #[test]
    fn the_same_cart_has_the_same_price_however_often_it_is_asked(
        prices in prop::collection::vec(1i64..20_000, usize::from(VARIANTS)),
        offers in bounded(4),
        cart in carts(),
    ) {
        let shop = club(&prices, &offers).approved_by("boss");
        let cart = cart.member(member());
        let first = shop.till().price(&cart).unwrap();
        prop_assert_eq!(&shop.till().price(&cart).unwrap(), &first);
        prop_assert_eq!(left(&shop, &offers), untouched(&offers));
        let without = club(&prices, &[]).approved_by("boss").till().price(&cart).unwrap();
        prop_assert!(first.total <= without.total);
        let more = without.lines.iter().zip(&first.lines).any(|(without, with)| with.net > without.net);
        prop_assert!(!more && first.lines.iter().all(|line| line.net.to_decimal(Currency::CNY) >= Decimal::ZERO));
    }
}
