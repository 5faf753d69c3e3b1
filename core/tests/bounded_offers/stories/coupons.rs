use tillbook::Error;
use tillbook::pricing::CouponReason;
use tillbook::promotion::{Coupon, Limit, Promotion, Reason};
use tillbook::value::{DocumentId, Money};

use super::Open;
use super::corner::{Corner, member, money, off};

/// 5.00 off for who enters a coupon that was issued for it.
fn welcome() -> Promotion {
    Promotion { issued_coupons: true, ..off("新客券", 500) }
}

fn issue(corner: &Corner, coupons: &[Coupon]) {
    corner.shop.promotions().issue(DocumentId::new(), coupons).unwrap();
}

/// Why the only code of the cart gives nothing.
fn why(corner: &Corner, cart: &tillbook::pricing::Cart) -> Option<CouponReason> {
    corner.quote(cart).unused_coupons.pop().map(|unused| unused.reason)
}

pub(super) fn personal(open: Open<'_>) {
    let corner = Corner::new(open);
    let offer = welcome();
    corner.put(std::slice::from_ref(&offer));
    let day = |day: &str| Some(day.parse().unwrap());
    let (first_day, last_day) = (day("2026-03-11"), day("2026-03-12"));
    let coupon = Coupon { member: Some(member("lin")), first_day, last_day, uses: 2, ..Coupon::new("LIN-1", offer.id) };
    issue(&corner, &[coupon.clone(), Coupon::new("ANY-1", offer.id)]);
    let teas = |name: &str| corner.teas(2).member(member(name)).coupon("LIN-1");
    assert_eq!(why(&corner, &corner.teas(2).coupon("LIN-1")), Some(CouponReason::NotTheirs));
    assert_eq!(why(&corner, &teas("wang")), Some(CouponReason::NotTheirs));
    assert_eq!(why(&corner, &teas("lin")), Some(CouponReason::NotYet));
    assert_eq!(corner.refusal(&teas("lin"), &offer), Some(Reason::CouponNotEntered));
    corner.at("2026-03-11T12:00:00+08:00");
    // One coupon of a promotion counts in a cart; the other one is kept.
    let both = teas("lin").coupon("ANY-1");
    assert_eq!((corner.total(&both), why(&corner, &both)), (15_00, Some(CouponReason::Repeated)));
    let sale = corner.sell(&both);
    let left = |code: &str| corner.shop.promotions().coupon(code).unwrap().1;
    assert_eq!((left("LIN-1"), left("ANY-1")), (1, 1));
    assert!(sale.lines[0].discounts[0].kind == tillbook::pricing::DiscountKind::Coupon);
    corner.sell(&teas("lin"));
    assert_eq!(why(&corner, &teas("lin")), Some(CouponReason::UsedUp));
    corner.void(&sale);
    assert_eq!((why(&corner, &teas("lin")), left("LIN-1")), (None, 1));
    corner.at("2026-03-13T12:00:00+08:00");
    assert_eq!(why(&corner, &teas("lin")), Some(CouponReason::Expired));
    // It may hold longer, and stays as used as it is.
    issue(&corner, &[Coupon { last_day: None, ..coupon }]);
    assert_eq!((why(&corner, &teas("lin")), left("LIN-1")), (None, 1));
    assert_eq!(why(&corner, &corner.teas(2).coupon("LIN-2")), Some(CouponReason::Unknown));
    corner.prove();
}

pub(super) fn comes_back(open: Open<'_>) {
    let corner = Corner::new(open);
    let offer = welcome();
    corner.put(std::slice::from_ref(&offer));
    issue(&corner, &[Coupon::new("ONCE", offer.id)]);
    let sale = corner.sell(&corner.teas(3).coupon("ONCE"));
    let left = || corner.shop.promotions().coupon("ONCE").unwrap().1;
    corner.take_back(&sale, 2);
    assert_eq!(left(), 0);
    let last = corner.take_back(&sale, 1);
    assert_eq!(left(), 1);
    corner.prove();
    // It was used again before the refund turned out to be none.
    corner.sell(&corner.teas(2).coupon("ONCE"));
    corner.shop.office().void(DocumentId::new(), last.id.into(), "mistake").unwrap();
    assert_eq!((left(), why(&corner, &corner.teas(1).coupon("ONCE"))), (0, Some(CouponReason::UsedUp)));
    corner.prove();
}

pub(super) fn gone_meanwhile(open: Open<'_>) {
    let corner = Corner::new(open);
    let (offer, limit) = (welcome(), Limit::sales(1));
    let common = Promotion { requires_coupon: Some("MARCH".into()), limits: vec![limit], ..off("三月券", 300) };
    corner.put(&[offer.clone(), common.clone()]);
    issue(&corner, &[Coupon::new("ONCE", offer.id)]);
    let refused = |cart: &tillbook::pricing::Cart, total: Money, wanted: &str| match corner.sell_for(cart, total) {
        Err(Error::CouponRefused { code, why }) => assert_eq!((code.as_str(), why), (wanted, "used_up")),
        other => panic!("{other:?}"),
    };
    for (code, minor) in [("ONCE", 15_00), ("MARCH", 17_00)] {
        let (cart, before) = (corner.teas(2).coupon(code), corner.quote(&corner.teas(2).coupon(code)).total);
        assert_eq!(before, money(minor));
        corner.sell(&cart);
        // Refused even with enough money: the customer was told another price.
        refused(&cart, before, code);
        refused(&cart, money(20_00), code);
    }
    assert_eq!(corner.refusal(&corner.teas(2).coupon("MARCH"), &common), Some(Reason::UsedUp { limit }));
    assert_eq!(corner.sell(&corner.teas(2)).total, money(20_00));
    corner.prove();
}
