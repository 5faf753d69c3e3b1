//! Kits that wait: in a held cart, in a customer order that is collected in parts, and in an exchange.

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::pricing::{Cart, CartLine};
use tillbook::shop::{NewCustomerOrder, OrderedPart, Tender, WhyChanged};
use tillbook::storage::Store;
use tillbook::value::{CartId, CustomerOrderId, SaleId};

use super::world::{World, fen, noon, q};

/// Each part of an order takes the parts of its kits out of the batches of its day, by the recipe of its day.
pub(crate) fn collected_in_parts(store: Arc<dyn Store>) {
    let world = World::stocked(store);
    let id = CustomerOrderId::new();
    let wanted = NewCustomerOrder::new(Cart::new().add(world.latte, dec!(10)));
    let order = world.shop.at(noon(2)).carts().order(id, &wanted).unwrap();
    assert_eq!((order.total, world.on_hand(world.milk).0), (fen(18_000), q(dec!(8))), "an order moves nothing");
    let collect = |day, lattes, price| {
        let parts = [OrderedPart::new(0, lattes)];
        let shop = world.shop.at(noon(day));
        shop.till().sell_ordered(SaleId::new(), id, &parts, &[Tender::cash(fen(price))]).unwrap()
    };
    let first = collect(3, dec!(4), 7_200);
    assert_eq!((first.lines[0].parts.len(), first.lines[0].picks.len()), (2, 0));
    let milk = &first.lines[0].parts[1];
    assert_eq!((milk.quantity, &*milk.picks[0].batch), (q(dec!(1)), "SOONER"));
    assert_eq!(world.on_hand(world.milk), (q(dec!(7)), fen(4_300)));
    world.recipe(world.latte, &[(world.milk, dec!(0.5))]);
    collect(4, dec!(6), 10_800);
    assert_eq!(world.on_hand(world.milk), (q(dec!(4)), fen(2_800)));
    assert_eq!(world.cost(world.latte), fen(160 + 2_000));
    world.refund(5, &first, &[(0, dec!(4))]).unwrap();
    assert_eq!(
        (world.on_hand(world.milk), world.on_hand(world.tea)),
        ((q(dec!(5)), fen(3_300)), (q(dec!(10)), fen(12_000)))
    );
    world.proved();
}

/// A kit and a gift by hand in a cart that is held are sold as they were put in.
pub(crate) fn held(store: Arc<dyn Store>) {
    let world = World::stocked(store);
    let id = CartId::new();
    let gift = CartLine::new(world.cup, dec!(1)).gift("regular customer");
    let cart = Cart::new().add(world.set, dec!(1)).line(gift);
    world.shop.at(noon(2)).carts().hold(id, "table 4", &cart).unwrap();
    let resumed = world.shop.at(noon(3)).carts().resume(id).unwrap();
    assert!(resumed.changes.is_empty());
    let sale = world.sell(3, &resumed.cart);
    assert_eq!((sale.total, sale.lines[1].price_reason.as_str()), (fen(5_000), "regular customer"));
    assert_eq!((world.on_hand(world.tea).0, world.on_hand(world.cup).0), (q(dec!(9)), q(dec!(17))));

    // What lacks is told by line; of a kit, by part.
    let id = CartId::new();
    let cart = Cart::new().add(world.set, dec!(8)).add(world.tea, dec!(2));
    world.shop.at(noon(4)).carts().hold(id, "table 5", &cart).unwrap();
    let resumed = world.shop.at(noon(4)).carts().resume(id).unwrap();
    let lacks = WhyChanged::OutOfStock { sku: "TEA".into(), asked: q(dec!(2)), available: q(dec!(1)) };
    assert_eq!(
        resumed.changes.iter().map(|change| (change.line, &change.why)).collect::<Vec<_>>(),
        [(1, &vec![lacks])]
    );
    let id = CartId::new();
    world
        .shop
        .at(noon(4))
        .carts()
        .hold(id, "table 6", &Cart::new().add(world.set, dec!(9)).add(world.set, dec!(1)))
        .unwrap();
    let resumed = world.shop.at(noon(4)).carts().resume(id).unwrap();
    let lacks = WhyChanged::OutOfStock { sku: "CUP".into(), asked: q(dec!(18)), available: q(dec!(17)) };
    assert_eq!(resumed.changes[0].why, [lacks]);
    world.proved();
}
