//! One person on record twice.

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::ledger::Account;
use tillbook::party::Member;
use tillbook::promotion::{Benefit, Coupon, Per, Promotion};
use tillbook::shop::RefundLine;
use tillbook::storage::Store;
use tillbook::value::{DocumentId, MemberId, Money, PromotionId};

use super::counter::{Counter, lot};

pub(crate) fn two_records_of_one_person_are_merged(store: Arc<dyn Store>) {
    let counter = Counter::new(store);
    let (wang, card) = (MemberId::derived("points", "wang"), MemberId::derived("points", "card"));
    let records = [Member::new(wang, "13911111111", "Wang"), Member::new(card, "VIP0815", "Li (card)")];
    counter.shop.members().put(DocumentId::new(), &records).unwrap();
    let cups = |member, count: i64| counter.cart([dec!(0), count.into(), dec!(0)]).member(member);
    let by_card = counter.sell(&cups(card, 4));
    counter.on("2026-04-10");
    counter.sell(&cups(counter.li, 2));
    counter.sell(&cups(wang, 1));
    let five = Benefit::AmountOff { amount: Money::from_minor(5_00), per: Per::Order };
    let offer = Promotion { issued_coupons: true, ..Promotion::new(PromotionId::new(), "five off", five) };
    let coupon = Coupon { member: Some(card), ..Coupon::new("FIVE", offer.id) };
    counter.shop.promotions().put(DocumentId::new(), &[offer]).unwrap();
    counter.shop.promotions().issue(DocumentId::new(), &[coupon]).unwrap();
    let discount = |member| counter.shop.till().price(&cups(member, 1).coupon("FIVE")).unwrap().discount.minor();
    assert_eq!([card, counter.li].map(discount), [5_00, 0]);
    let found = |text| counter.shop.members().search(text, 9).unwrap().iter().map(|m| m.id).collect::<Vec<_>>();
    assert!(found("card").contains(&card));
    counter.shop.members().merge(DocumentId::new(), card, counter.li, "the same person").unwrap();
    assert_eq!([card, counter.li, wang].map(discount), [5_00, 5_00, 0]);
    assert!(!found("card").contains(&card));
    assert_eq!(counter.shop.members().search("", 9).unwrap_err().code(), "invalid");
    assert_eq!(counter.shop.members().by_code("VIP0815").unwrap().unwrap().id, counter.li);
    let standing = counter.standing();
    assert_eq!(standing.lots, [lot("2027-03-31", 100), lot("2027-04-30", 50)]);
    assert_eq!((standing.spent.minor(), standing.level.as_str()), (15_000, "silver"));
    assert_eq!(counter.shop.members().standing(card).unwrap(), standing);
    // A till that still knows the card's record sells to the one that goes on.
    let sale = counter.sell(&cups(card, 1).redeem(100));
    assert_eq!((sale.member, sale.points.unwrap().redeemed), (Some(counter.li), vec![lot("2027-03-31", 100)]));
    // What the card had bought comes back: its hundred points are spent, so what is left of the others covers them.
    counter.refund(by_card.id, &[RefundLine::new(0, dec!(4))]);
    assert_eq!((counter.standing().points, counter.standing().owed), (0, 26));
    assert_eq!(counter.standing().spent.minor(), 74_00);
    // The merged one is merged again.
    counter.shop.members().merge(DocumentId::new(), counter.li, wang, "one more").unwrap();
    assert_eq!(counter.shop.members().standing(card).unwrap(), counter.shop.members().standing(wang).unwrap());
    counter.shop.till().void(DocumentId::new(), sale.id, "mistyped").unwrap();
    // 100 + 50 + 25 points less the hundred of the card.
    assert_eq!(counter.shop.members().standing(wang).unwrap().points, 75);
    assert_eq!(counter.account(Account::MemberPoints), -75);
    assert_eq!(counter.shop.members().by_code("13800000000").unwrap().unwrap().id, wang);
    let report = counter.shop.office().verify().unwrap();
    assert!(report.is_clean(), "{:?}", report.violations);
    counter.shop.office().rebuild().unwrap();
    assert!(counter.shop.office().verify().unwrap().is_clean());
}
