use tillbook::promotion::{Limit, Promotion, Reason};
use tillbook::value::DocumentId;

use super::Open;
use super::corner::{Corner, member, off, off_each};

/// An offer of 4.00 off each unit within these limits.
fn bounded(limits: &[Limit]) -> Promotion {
    Promotion { limits: limits.to_vec(), ..off_each("秒杀", 400) }
}

pub(super) fn flash_sale(open: Open<'_>) {
    let corner = Corner::new(open);
    let limit = Limit::uses(5);
    let offer = bounded(&[limit]);
    corner.put(std::slice::from_ref(&offer));
    assert_eq!(corner.left(&offer), 5);
    let first = corner.sell(&corner.teas(3));
    assert_eq!((first.total.minor(), corner.left(&offer)), (18_00, 2));
    // Two of four have the price; the quote of another till says the same.
    let second = corner.sell(&corner.teas(4));
    assert_eq!((second.total.minor(), corner.left(&offer)), (32_00, 0));
    assert_eq!(corner.refusal(&corner.teas(1), &offer), Some(Reason::UsedUp { limit }));
    assert_eq!(corner.sell(&corner.teas(1)).total.minor(), 10_00);
    corner.void(&first);
    assert_eq!((corner.left(&offer), corner.total(&corner.teas(4))), (3, 28_00));
    corner.prove();
    assert_eq!(corner.left(&offer), 3);
    assert_eq!(corner.sell(&corner.teas(3)).total.minor(), 18_00);
    corner.prove();
}

pub(super) fn per_member_and_day(open: Open<'_>) {
    let corner = Corner::new(open);
    let (daily, own) = (Limit::uses(2).per_member().per_day(), Limit::uses(3).per_member());
    let offer = bounded(&[daily, own]);
    corner.put(std::slice::from_ref(&offer));
    let teas = |name: &str, units| corner.teas(units).member(member(name));
    // Nobody knows how much a stranger had.
    assert_eq!(corner.refusal(&corner.teas(1), &offer), Some(Reason::MembersOnly));
    assert_eq!(corner.sell(&teas("lin", 5)).total.minor(), 42_00);
    assert_eq!(corner.refusal(&teas("lin", 1), &offer), Some(Reason::UsedUp { limit: daily }));
    assert_eq!(corner.sell(&teas("wang", 1)).total.minor(), 6_00);
    let left = |name| corner.shop.promotions().left(offer.id, Some(member(name))).unwrap();
    assert_eq!(left("wang"), [(daily, 1), (own, 2)]);
    corner.at("2026-03-11T12:00:00+08:00");
    assert_eq!(left("wang"), [(daily, 2), (own, 2)]);
    // One more in all, whatever the new day allows.
    let second = corner.sell(&teas("lin", 2));
    assert_eq!(second.total.minor(), 16_00);
    assert_eq!(corner.refusal(&teas("lin", 1), &offer), Some(Reason::UsedUp { limit: own }));
    corner.void(&second);
    assert_eq!(left("lin"), [(daily, 2), (own, 1)]);
    corner.prove();
}

pub(super) fn refund_in_parts(open: Open<'_>) {
    let corner = Corner::new(open);
    let offer = bounded(&[Limit::uses(6), Limit::sales(2)]);
    corner.put(std::slice::from_ref(&offer));
    // Two of the six stay for others.
    let of_all = Promotion { max_uses: Some(4), ..offer.clone() };
    corner.put(std::slice::from_ref(&of_all));
    let left =
        || corner.shop.promotions().left(offer.id, None).unwrap().iter().map(|(_, left)| *left).collect::<Vec<_>>();
    let sale = corner.sell(&corner.teas(8));
    assert_eq!((sale.total.minor(), left()), (64_00, vec![2, 1]));
    // Four of eight units had the price: every second that comes back gives one back, the sale counts until the last.
    corner.take_back(&sale, 1);
    assert_eq!(left(), [2, 1]);
    let refund = corner.take_back(&sale, 4);
    assert_eq!(left(), [4, 1]);
    corner.prove();
    corner.shop.office().void(DocumentId::new(), refund.id.into(), "not these").unwrap();
    assert_eq!(left(), [2, 1]);
    corner.take_back(&sale, 7);
    assert_eq!(left(), [6, 2]);
    corner.prove();
}

pub(super) fn raised(open: Open<'_>) {
    let corner = Corner::new(open);
    corner.put(&[bounded(&[Limit::uses(2)])]);
    corner.sell(&corner.teas(2));
    let offer = bounded(&[Limit::uses(3)]);
    // Another offer, of which nobody knows how often it was used before it had a limit.
    let free = off("立减", 100);
    corner.put(&[offer.clone(), free.clone()]);
    assert_eq!(corner.left(&offer), 1);
    assert_eq!(corner.sell(&corner.with_cups(2, 1)).total.minor(), 40_00);
    let counted = Promotion { limits: vec![Limit::sales(1).per_day()], ..free };
    corner.put(&[offer, counted.clone()]);
    assert_eq!(corner.left(&counted), 1);
    corner.sell(&corner.teas(1));
    assert_eq!(corner.left(&counted), 0);
    corner.prove();
}
