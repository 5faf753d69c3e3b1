//! Goods and kits that are given for nothing leave the stock at cost.

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::pricing::{Cart, CartLine};
use tillbook::promotion::{Benefit, Per, Promotion};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, PromotionId, Quantity};

use super::world::{World, fen, q};

pub(crate) fn of_kits(store: Arc<dyn Store>) {
    let world = World::stocked(store);
    let benefit = Benefit::Gift { variant: world.latte, quantity: Quantity::ONE, per: Per::EveryThreshold };
    let mut latte = Promotion::new(PromotionId::derived("kits", "latte"), "满50赠拿铁", benefit);
    latte.condition.min_amount = Some(fen(5_000));
    world.shop.promotions().put(DocumentId::new(), &[latte.clone()]).unwrap();
    let sale = world.sell(2, &Cart::new().add(world.set, dec!(2)));
    assert_eq!((sale.total, sale.lines.len()), (fen(10_000), 2));
    let gift = &sale.lines[1];
    assert_eq!((gift.gift, gift.net, gift.parts.len()), (Some(latte.id), Money::ZERO, 2));
    assert_eq!(world.on_hand(world.milk), (q(dec!(7.5)), fen(4_800 - 250)));
    let row = world.row(world.latte).unwrap();
    assert_eq!((row.quantity, row.net_sales, row.cost), (q(dec!(2)), Money::ZERO, fen(250 + 80)));
    world.refund(3, &sale, &[(0, dec!(2)), (1, dec!(2))]).unwrap();
    assert_eq!(world.on_hand(world.milk), (q(dec!(8)), fen(4_800)));
    world.proved();
}

/// A gift by hand needs a reason, and approval where the goods have a lowest price.
pub(crate) fn by_hand(store: Arc<dyn Store>) {
    let world = World::stocked(store);
    let refused = world.try_sell(2, &Cart::new().line(CartLine::new(world.cup, dec!(1)).at_price(dec!(0), "")));
    assert_eq!(refused.unwrap_err().code(), "invalid");
    let gift = CartLine::new(world.cup, dec!(2)).gift("regular customer");
    let sale = world.sell(
        2,
        &Cart::new().add(world.tea, dec!(1)).line(gift).line(CartLine::new(world.set, dec!(1)).gift("broken")),
    );
    assert_eq!((sale.total, sale.lines[1].price_reason.as_str()), (fen(3_000), "regular customer"));
    let row = world.row(world.cup).unwrap();
    assert_eq!((row.quantity, row.net_sales, row.cost), (q(dec!(2)), Money::ZERO, fen(1_200)));
    assert_eq!(world.cost(world.set), fen(2_400));
    let lowest = tillbook::shop::VariantEdit {
        lowest_price: Some(Some(dec!(5))),
        ..tillbook::shop::VariantEdit::new(world.cup)
    };
    world.shop.catalog().edit(DocumentId::new(), &[lowest]).unwrap();
    let gift = Cart::new().line(CartLine::new(world.cup, dec!(1)).gift("regular customer"));
    assert_eq!(world.try_sell(3, &gift).unwrap_err().code(), "below_lowest_price");
    let approved = world.shop.approved_by("boss").at(super::world::noon(3));
    approved.till().sell(tillbook::value::SaleId::new(), &gift, &[]).unwrap();
    assert_eq!(world.on_hand(world.cup).0, q(dec!(15)));
    world.proved();
}
