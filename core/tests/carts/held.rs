//! Stories of carts that are put aside.

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::Error;
use tillbook::pricing::{CartLine, DiscountKind};
use tillbook::promotion::{Reason, Scope};
use tillbook::shop::{Tender, VariantEdit, WhyChanged};
use tillbook::storage::Store;
use tillbook::value::{CartId, DocumentId, Money, ShiftId};

use super::world::{World, basket, fen, off_each};

fn gone(error: &Error) -> bool {
    matches!(error, Error::WrongState { state: "not_held", .. })
}

/// Two tills look at one cart, and one of them sells it.
pub(crate) fn from_hold_to_sale(store: Arc<dyn Store>) {
    let world = World::new(store);
    let carts = world.shop.carts();
    let shift = world.shop.shifts().open(ShiftId::new(), dec!(100), None).unwrap();
    let (first, second) = (CartId::new(), CartId::new());
    let cart = basket(&[(world.tea, 2), (world.cup, 1)]).member(world.member);
    let held = carts.hold(first, "red umbrella", &cart).unwrap();
    assert_eq!(carts.hold(first, "red umbrella", &cart).unwrap(), held);
    assert_eq!((held.total, held.lines, held.member), (fen(45_00), 2, Some(world.member)));
    assert_eq!((held.shift, held.device.as_str(), held.label.as_str()), (Some(shift.id), "T1", "red umbrella"));
    carts.hold(second, "", &basket(&[(world.lamp, 1)])).unwrap();
    assert_eq!(carts.held().unwrap().iter().map(|held| held.id).collect::<Vec<_>>(), [first, second]);

    // Nothing changed. Looking does not take it away.
    let resumed = carts.resume(first).unwrap();
    assert_eq!((&resumed.changes[..], resumed.cart.resumes), (&[][..], Some(first)));
    assert_eq!(resumed.quote.as_ref().map(|quote| quote.total), Some(fen(45_00)));
    assert_eq!(resumed.cart, carts.resume(first).unwrap().cart);

    // One pack more, and aside again: it is another held cart in the place of the first.
    let third = CartId::new();
    let more = resumed.cart.clone().add(world.tea, dec!(1));
    assert_eq!(carts.hold(third, "red umbrella", &more).unwrap().total, fen(55_00));
    assert!(gone(&carts.resume(first).unwrap_err()));
    assert!(gone(&carts.hold(CartId::new(), "", &more).unwrap_err()));
    assert!(gone(&world.sell(&resumed.cart, &[Tender::wechat(fen(45_00))]).unwrap_err()));

    let resumed = carts.resume(third).unwrap();
    let sale = world.sell(&resumed.cart, &[Tender::wechat(fen(55_00))]).unwrap();
    assert_eq!(sale.total, fen(55_00));
    assert!(gone(&world.sell(&resumed.cart, &[Tender::wechat(fen(55_00))]).unwrap_err()));
    assert_eq!(carts.held().unwrap().len(), 1);
    // A sale that never was does not put the cart aside again.
    world.shop.till().void(DocumentId::new(), sale.id, "typo").unwrap();
    assert_eq!(carts.held().unwrap().len(), 1);

    carts.discard(DocumentId::new(), second, "left").unwrap();
    assert!(gone(&carts.discard(DocumentId::new(), second, "left").unwrap_err()));
    assert!(gone(&carts.resume(second).unwrap_err()));
    assert!(carts.held().unwrap().is_empty());
    world.proved();
    assert!(carts.held().unwrap().is_empty());
}

/// Price, promotion, shelf and stock, each with its reason.
pub(crate) fn told(store: Arc<dyn Store>) {
    let world = World::new(store);
    let carts = world.shop.carts();
    let mut spring = off_each("spring", 2_00);
    spring.scope = Scope::Variants(vec![world.tea]);
    world.put(&[spring.clone()]);
    let mug = world.cup;
    let cart = basket(&[(world.tea, 3), (mug, 2), (world.lamp, 5), (world.tea, 1)]);
    let held = carts.hold(CartId::new(), "", &cart).unwrap();
    assert_eq!(held.total, fen(24_00 + 50_00 + 35_000 + 8_00));

    spring.valid_until = Some("2026-03-11T00:00:00+08:00".parse().unwrap());
    world.put(&[spring.clone()]);
    world.march(11);
    world.edit(VariantEdit::new(world.tea).price(dec!(9)));
    world.edit(VariantEdit::new(mug).on_shelf(false));
    world.sell(&basket(&[(world.lamp, 6)]), &[Tender::cash(fen(42_000))]).unwrap();

    let resumed = carts.resume(held.id).unwrap();
    let seen: Vec<_> = resumed.changes.iter().map(|change| (change.line, change.was, change.is)).collect();
    let is = |minor| Some(fen(minor));
    assert_eq!(
        seen,
        [(0, fen(24_00), is(27_00)), (1, fen(50_00), None), (2, fen(35_000), is(35_000)), (3, fen(8_00), is(9_00))]
    );
    let [WhyChanged::Price { was, is }, ended] = &resumed.changes[0].why[..] else { panic!("{:?}", resumed.changes) };
    assert_eq!((was.to_decimal(), is.to_decimal()), (dec!(10), dec!(9)));
    let (kind, promotion, name) = (DiscountKind::Promotion, Some(spring.id), "spring".to_string());
    let (was, is, why) = (fen(6_00), Money::ZERO, Some(Reason::NotNow));
    assert_eq!(*ended, WhyChanged::Discount { kind, promotion, name, was, is, why });
    assert_eq!(resumed.changes[1].why, [WhyChanged::NotForSale]);
    let (asked, available) = (dec!(5).try_into().unwrap(), dec!(4).try_into().unwrap());
    assert_eq!(
        resumed.changes[2].why,
        [WhyChanged::OutOfStock {
            sku: world.shop.catalog().variant(world.lamp).unwrap().variant.sku.clone(),
            asked,
            available
        }]
    );

    // What is left out is not in the cart; what is short is, and is not sold.
    assert_eq!(resumed.cart.lines.len(), 3);
    assert_eq!(resumed.quote.as_ref().map(|quote| quote.total), Some(fen(38_600)));
    let paid = [Tender::wechat(fen(38_600))];
    assert!(matches!(world.sell(&resumed.cart, &paid), Err(Error::OutOfStock { .. })));
    assert_eq!(carts.held().unwrap().len(), 1);
    let mut fewer = resumed.cart.clone();
    fewer.lines[1].quantity = dec!(4);
    world.sell(&fewer, &[Tender::wechat(fen(31_600))]).unwrap();
    assert!(carts.held().unwrap().is_empty());
    world.proved();
}

/// Whatever does not hold any more of a cart: it can be seen, and put right.
pub(crate) fn still_there(store: Arc<dyn Store>) {
    let world = World::new(store);
    let carts = world.shop.carts();
    let dented = CartLine::new(world.cup, dec!(1)).take_off(dec!(20), "dented");
    let by_hand = carts.hold(CartId::new(), "", &basket(&[]).line(dented)).unwrap();
    let all_gone = carts.hold(CartId::new(), "", &basket(&[(world.lamp, 1)])).unwrap();
    world.edit(VariantEdit::new(world.lamp).on_shelf(false));
    world.edit(VariantEdit::new(world.cup).price(dec!(15)));

    // More is taken off by hand than it costs now.
    let resumed = carts.resume(by_hand.id).unwrap();
    assert_eq!((resumed.quote, resumed.cart.lines.len()), (None, 1));
    assert!(matches!(world.shop.till().price(&resumed.cart), Err(Error::Invalid { .. })));
    let resumed = carts.resume(all_gone.id).unwrap();
    assert_eq!((resumed.quote, resumed.cart.lines.len(), resumed.changes.len()), (None, 0, 1));
    assert_eq!((resumed.changes[0].was, resumed.changes[0].is), (fen(70_00), None));
    carts.discard(DocumentId::new(), all_gone.id, "not sold any more").unwrap();
    carts.discard(DocumentId::new(), by_hand.id, "cheaper now").unwrap();
    world.proved();
}

pub(crate) fn limit(store: Arc<dyn Store>) {
    let world = World::new(store);
    let (carts, cart) = (world.shop.carts(), basket(&[(world.tea, 1)]));
    for table in 0..100 {
        carts.hold(CartId::new(), &format!("table {table}"), &cart).unwrap();
    }
    assert!(matches!(carts.hold(CartId::new(), "", &cart), Err(Error::Invalid { field, .. }) if field == "carts"));
    let first = carts.held().unwrap()[0].id;
    let again = carts.resume(first).unwrap().cart;
    carts.hold(CartId::new(), "table 0", &again).unwrap();
    assert_eq!(carts.held().unwrap().len(), 100);
    world.proved();
}
