//! A shop that is carried to another store.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use rust_decimal_macros::dec;
use tillbook::conformance::Failing;
use tillbook::document::Settings;
use tillbook::pricing::Cart;
use tillbook::report::Period;
use tillbook::shop::{NewProduct, OpeningStockLine, RefundLine, RefundTo, ShopOptions, Tender};
use tillbook::storage::{MemoryStore, PoolQuery, StateChange, StoreExt, Transaction, copy};
use tillbook::value::{DocumentId, Money, RefundId, SaleId, VariantId};
use tillbook::{Error, Shop};

/// A shop with two devices, batches, a late document and a refund, in more documents than are carried at a time.
fn shop_in(store: &Arc<MemoryStore>) -> VariantId {
    let shop = Shop::create(Arc::clone(store), Settings { name: "Old house".into(), ..Settings::default() }).unwrap();
    let milk = shop.catalog().add(NewProduct::new("Milk").price(dec!(5.00)).shelf_life_days(7)).unwrap().variants[0].id;
    let line = OpeningStockLine::new(milk, dec!(200), dec!(2.00)).batch("A", Some("2027-01-01".parse().unwrap()));
    let morning = shop.at("2026-03-02T08:00:00+08:00".parse().unwrap());
    morning.stockroom().open_with(DocumentId::new(), None, &[line]).unwrap();
    let other =
        Shop::open_with(Arc::clone(store), ShopOptions { device: "T2".into(), ..ShopOptions::default() }).unwrap();
    for till in [&shop, &other] {
        let till = till.at("2026-03-03T10:00:00+08:00".parse().unwrap());
        for _ in 0..60 {
            sell(&till, milk);
        }
    }
    let sale = sell(&shop.at("2026-03-04T10:00:00+08:00".parse().unwrap()), milk);
    let back = [RefundLine::new(0, dec!(1))];
    shop.till().refund(RefundId::new(), sale, &back, RefundTo::SameTenders, "sour").unwrap();
    let earlier = OpeningStockLine::new(milk, dec!(3), dec!(1.00)).batch("A", Some("2027-01-01".parse().unwrap()));
    shop.at("2026-03-01T08:00:00+08:00".parse().unwrap())
        .stockroom()
        .open_with(DocumentId::new(), None, &[earlier])
        .unwrap();
    milk
}

fn sell(shop: &Shop, milk: VariantId) -> SaleId {
    let id = SaleId::new();
    shop.till().sell(id, &Cart::new().add(milk, dec!(1)), &[Tender::cash(Money::from_minor(500))]).unwrap();
    id
}

/// The shop is sound, has the figures of the old one, and goes on selling.
fn lives_in(new: &Arc<MemoryStore>, old: &Arc<MemoryStore>, milk: VariantId) {
    let (new, old) = (Shop::open(Arc::clone(new)).unwrap(), Shop::open(Arc::clone(old)).unwrap());
    assert!(new.office().verify().unwrap().is_clean());
    assert_eq!(new.reports().sales(Period::all()).unwrap(), old.reports().sales(Period::all()).unwrap());
    assert_eq!(new.stockroom().on_hand(milk).unwrap(), old.stockroom().on_hand(milk).unwrap());
    sell(&new, milk);
    assert!(new.office().verify().unwrap().is_clean());
}

#[test]
fn a_copy_is_the_same_shop() {
    let (old, new) = <(Arc<MemoryStore>, Arc<MemoryStore>)>::default();
    let milk = shop_in(&old);
    assert_eq!(copy(&old, &new).unwrap(), 126);
    assert_eq!(copy(&old, &new).unwrap(), 126, "again: nothing is left to be done");
    sell(&Shop::open(Arc::clone(&old)).unwrap(), milk);
    assert_eq!(copy(&old, &new).unwrap(), 127, "what came since is carried too");
    lives_in(&new, &old, milk);
}

#[test]
fn a_copy_that_breaks_off_goes_on() {
    let old = Arc::<MemoryStore>::default();
    let milk = shop_in(&old);
    let mut nth = 0;
    loop {
        nth += 1;
        let new = Arc::<MemoryStore>::default();
        let full = Error::StorageFull { operation: "post documents" };
        let failing = Failing::new(Arc::clone(&new), full);
        failing.fail_at(nth);
        match copy(&old, &failing) {
            Err(error) => assert_eq!(error.code(), "storage_full"),
            Ok(_) => break,
        }
        copy(&old, &failing).unwrap();
        lives_in(&new, &old, milk);
    }
    assert!(nth > 20, "it was broken off at {nth} calls");
}

#[test]
fn a_half_copied_shop_cannot_be_opened() {
    let old = Arc::<MemoryStore>::default();
    shop_in(&old);
    let new = Arc::<MemoryStore>::default();
    let failing = Failing::new(Arc::clone(&new), Error::StorageFull { operation: "write records" });
    failing.fail_at(10);
    copy(&old, &failing).unwrap_err();
    assert!(new.read(|transaction| transaction.head("T1")).unwrap().is_some(), "documents are there");
    assert_eq!(Shop::open(new).map(drop).unwrap_err().code(), "no_shop");
}

/// `verify()` speaks, not only the comparison of the two: what is wrong in both is not carried on in silence.
#[test]
fn what_is_not_sound_does_not_arrive() {
    let (old, new) = <(Arc<MemoryStore>, Arc<MemoryStore>)>::default();
    shop_in(&old);
    let stolen = |transaction: &mut dyn Transaction| {
        transaction.head("T1")?;
        let mut pools = transaction.pools(&PoolQuery::All)?;
        pools[0].value = Money::from_minor(1);
        transaction.set_state(&StateChange { pools, ..StateChange::default() })
    };
    old.write(stolen).unwrap();
    let error = copy(&old, &new).unwrap_err();
    assert!(matches!(&error, Error::Corrupt { what } if what.contains("verify()")), "{error:?}");
    assert_eq!(Shop::open(Arc::clone(&new)).map(drop).unwrap_err().code(), "no_shop");
    // The documents are sound: the old shop is mended, and the copy goes on.
    Shop::open(Arc::clone(&old)).unwrap().office().rebuild().unwrap();
    assert_eq!(copy(&old, &new).unwrap(), 126);
}

#[test]
fn another_shop_is_not_written_over() {
    let (old, new) = <(Arc<MemoryStore>, Arc<MemoryStore>)>::default();
    let milk = shop_in(&old);
    let theirs = Shop::create(Arc::clone(&new), Settings { name: "Theirs".into(), ..Settings::default() }).unwrap();
    let error = copy(&old, &new).unwrap_err();
    assert!(matches!(&error, Error::ShopExists { name } if name == "Theirs"), "{error:?}");
    assert_eq!(theirs.office().verify().unwrap().documents, 1);

    let grown = Arc::<MemoryStore>::default();
    copy(&old, &grown).unwrap();
    sell(&Shop::open(Arc::clone(&grown)).unwrap(), milk);
    assert_eq!(copy(&old, &grown).unwrap_err().code(), "shop_exists", "it has sold by itself");
    let empty = MemoryStore::default();
    assert_eq!(copy(&empty, &grown).unwrap_err().code(), "no_shop");
    assert_eq!(copy(&MemoryStore::default(), &empty).unwrap_err().code(), "no_shop");
    assert_eq!(Shop::open(grown).unwrap().office().verify().unwrap().documents, 127);
}
