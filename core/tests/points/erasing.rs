//! A member who wants to be forgotten.

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::ledger::{PostNo, RecordNo, TenderMethod};
use tillbook::party::{Birthday, Member};
use tillbook::shop::{NewCustomerOrder, RefundLine, RefundTo, ReturnedGoods, Tender, UnlinkedReturn};
use tillbook::storage::{DocumentQuery, MemoryStore, RecordKind, RecordQuery, Store, StoreExt, copy};
use tillbook::value::{CustomerOrderId, DocumentId, MemberId, Money, RefundId, SaleId};
use tillbook::{Error, MemberRefusal, Shop};

use super::counter::Counter;

/// What nobody may find any more.
pub(crate) const SECRETS: [&str; 5] = ["13912345678", "13987654321", "VIP-ZHAO", "Zhao Chunhua", "赵春花"];

/// All that a store keeps as text.
fn texts(store: &dyn Store) -> String {
    store
        .read(|tx| {
            let documents = tx.documents(&DocumentQuery::After { after: PostNo::NONE, limit: usize::MAX })?;
            let mut all: Vec<String> =
                documents.iter().map(|document| String::from_utf8_lossy(&document.body).into_owned()).collect();
            for kind in RecordKind::ALL {
                for record in tx.records(&RecordQuery::All { kind, after: RecordNo(0), limit: usize::MAX })? {
                    let keys: Vec<_> = record.keys.iter().map(|key| key.text.clone()).collect();
                    all.push(format!(
                        "{} {} {keys:?} {}",
                        record.name,
                        record.code,
                        String::from_utf8_lossy(&record.body)
                    ));
                }
            }
            Ok(all.join("\n"))
        })
        .unwrap()
}

/// A member with another number before, and a card that turned out to be theirs.
pub(crate) fn zhao(counter: &Counter) -> (MemberId, Member, DocumentId) {
    let (zhao, card, first) = (MemberId::new(), MemberId::new(), DocumentId::new());
    let members = counter.shop.members();
    let before = Member { birthday: Birthday::new(3, 8).ok(), ..Member::new(zhao, SECRETS[0], SECRETS[3]) };
    members.put(first, std::slice::from_ref(&before)).unwrap();
    members.put(DocumentId::new(), &[Member::new(card, SECRETS[2], "card")]).unwrap();
    members
        .put(DocumentId::new(), &[Member { code: SECRETS[1].into(), name: SECRETS[4].into(), ..before.clone() }])
        .unwrap();
    members.merge(DocumentId::new(), card, zhao, "the same person").unwrap();
    (zhao, before, first)
}

pub(crate) fn a_person_is_forgotten(store: Arc<dyn Store>) {
    let counter = Counter::new(store);
    let (shop, members) = (&counter.shop, counter.shop.members());
    let (zhao, before, first) = zhao(&counter);
    let cup = counter.cart([dec!(0), dec!(1), dec!(0)]).member(zhao);
    let paid = counter.sell(&cup);
    members
        .top_up(DocumentId::new(), zhao, Money::from_minor(40_00), None, &[Tender::cash(Money::from_minor(40_00))])
        .unwrap();
    let by_card = shop.till().sell(SaleId::new(), &cup, &[Tender::stored_value(Money::from_minor(25_00))]).unwrap();

    // What is theirs has to be given to them first.
    let id = DocumentId::new();
    let early = members.erase(id, zhao).unwrap_err();
    let Error::Member(MemberRefusal::Holds { stored, owed, points, .. }) = early else { panic!("{early:?}") };
    assert_eq!((stored.minor(), owed.minor(), points), (15_00, 0, 50));
    members.cash_out(DocumentId::new(), zhao, Money::from_minor(15_00), TenderMethod::Cash, "leaves").unwrap();
    assert_eq!(members.erase(id, zhao).unwrap_err().code(), "member_holds");
    shop.approved_by("boss").members().adjust_points(DocumentId::new(), zhao, -50, "leaves").unwrap();
    let carts = shop.carts();
    let [with_deposit, without] = [CustomerOrderId::new(), CustomerOrderId::new()];
    for order in [with_deposit, without] {
        carts.order(order, &NewCustomerOrder::new(cup.clone())).unwrap();
    }
    let deposit = [Tender::cash(Money::from_minor(5_00))];
    carts.deposit(DocumentId::new(), with_deposit, Money::from_minor(5_00), &deposit).unwrap();
    let early = members.erase(id, zhao).unwrap_err();
    let Error::Member(MemberRefusal::Holds { deposits, .. }) = early else { panic!("{early:?}") };
    assert_eq!(deposits.minor(), 5_00);
    carts.cancel(DocumentId::new(), with_deposit, Money::ZERO, "leaves").unwrap();
    assert!(SECRETS.iter().all(|secret| texts(&*counter.store).contains(secret)));

    let spent = members.standing(zhao).unwrap().spent;
    let erasure = shop.as_actor("xiaoli").members().erase(id, zhao).unwrap();
    assert_eq!(shop.as_actor("xiaoli").members().erase(id, zhao).unwrap(), erasure);
    assert_eq!((erasure.members.len(), erasure.members[0]), (2, zhao));
    gone(&counter, zhao);
    assert_eq!(members.standing(zhao).unwrap().spent, spent);
    assert_eq!(members.account(zhao).unwrap().stored.total().unwrap(), Money::ZERO);

    // The request that brought the data is known still; nothing else is done for nobody.
    members.put(first, std::slice::from_ref(&before)).unwrap();
    let refuses = |error: Error| assert_eq!(error.code(), "member_erased", "{error}");
    refuses(members.put(DocumentId::new(), &[before]).unwrap_err());
    refuses(members.erase(DocumentId::new(), zhao).unwrap_err());
    refuses(members.merge(DocumentId::new(), counter.li, zhao, "twins").unwrap_err());
    refuses(shop.till().price(&cup).unwrap_err());
    let cash = [Tender::cash(Money::from_minor(25_00))];
    refuses(shop.till().sell_ordered(SaleId::new(), without, &[], &cash).unwrap_err());
    carts.cancel(DocumentId::new(), without, Money::ZERO, "of nobody").unwrap();
    refuses(shop.approved_by("boss").members().adjust_points(DocumentId::new(), zhao, 5, "gift").unwrap_err());
    let yuan = Money::from_minor(1_00);
    refuses(members.top_up(DocumentId::new(), zhao, yuan, None, &[Tender::cash(yuan)]).unwrap_err());
    let back = UnlinkedReturn::new(TenderMethod::Cash, "no slip").member(zhao).line(ReturnedGoods::new(
        counter.goods[1],
        dec!(1),
        dec!(25),
    ));
    refuses(shop.approved_by("boss").till().refund_without_sale(RefundId::new(), &back).unwrap_err());
    // Goods come back all the same, but not to the card of nobody.
    let all = [RefundLine::new(0, dec!(1))];
    refuses(shop.till().refund(RefundId::new(), by_card.id, &all, RefundTo::SameTenders, "broken").unwrap_err());
    refuses(shop.till().void(DocumentId::new(), by_card.id, "mistyped").unwrap_err());
    counter.refund(paid.id, &all);

    shop.office().rebuild().unwrap();
    gone(&counter, zhao);
    // Somebody else has the number now.
    members.put(DocumentId::new(), &[Member::new(MemberId::new(), SECRETS[0], "Qian")]).unwrap();
    let house = Arc::new(MemoryStore::default());
    copy(&*counter.store, &*house).unwrap();
    assert!(!texts(&*house).contains(SECRETS[4]) && texts(&*house).contains(SECRETS[0]));
    assert!(Shop::open(house).unwrap().office().verify().unwrap().is_clean());
}

/// Nothing leads to the person, and the books are sound.
fn gone(counter: &Counter, member: MemberId) {
    let members = counter.shop.members();
    for secret in SECRETS {
        assert_eq!(members.by_code(secret).unwrap(), None);
        let named = RecordQuery::NameContains { kind: RecordKind::Member, text: secret, limit: 9 };
        assert_eq!(counter.store.read(|tx| tx.records(&named)).unwrap(), []);
        assert!(!texts(&*counter.store).contains(secret), "{secret}");
    }
    let left = members.member(member).unwrap();
    assert_eq!((left.name.as_str(), left.code.as_str(), left.birthday), (Member::ERASED, "", None));
    assert!(left.erased_by.is_some());
    let report = counter.shop.office().verify().unwrap();
    assert!(report.is_clean(), "{:?}", report.violations);
}
