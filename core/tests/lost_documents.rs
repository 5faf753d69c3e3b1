//! A database that lost documents beneath a shop that runs on, as when a standby that had not received them takes over.
#![allow(clippy::unwrap_used)]

use std::sync::{Arc, Mutex};

use rust_decimal::Decimal;
use rust_decimal_macros::dec;
use tillbook::document::Settings;
use tillbook::pricing::Cart;
use tillbook::report::Period;
use tillbook::shop::{NewProduct, OpeningStockLine, ShopOptions, Tender, VariantEdit};
use tillbook::storage::{Access, MemoryStore, Store, StoreExt, Transaction, copy};
use tillbook::value::{DocumentId, SaleId, VariantId};
use tillbook::{Result, Shop};

/// Leads to one of two databases.
#[derive(Default)]
struct Address {
    leader: Mutex<Arc<MemoryStore>>,
    standby: Arc<MemoryStore>,
}

impl Address {
    fn leader(&self) -> Arc<MemoryStore> {
        Arc::clone(&self.leader.lock().unwrap())
    }

    fn fail_over(&self) {
        *self.leader.lock().unwrap() = Arc::clone(&self.standby);
    }
}

impl Store for Address {
    fn attempt(&self, access: Access, work: &mut dyn FnMut(&mut dyn Transaction) -> Result<()>) -> Result<()> {
        self.leader().attempt(access, work)
    }
}

fn post_no(store: &dyn Store) -> u64 {
    store.read(|transaction| transaction.head("")).unwrap().unwrap().post_no.0
}

fn sell(shop: &Shop, tea: VariantId, pieces: Decimal) {
    let cart = Cart::new().add(tea, pieces);
    let total = shop.till().price(&cart).unwrap().total;
    shop.till().sell(SaleId::new(), &cart, &[Tender::wechat(total)]).unwrap();
}

fn reprice(shop: &Shop, tea: VariantId, price: Decimal) {
    let edit = VariantEdit { price: Some(price), ..VariantEdit::new(tea) };
    shop.catalog().edit(DocumentId::new(), &[edit]).unwrap();
}

/// A till that runs on while a standby takes over, with other documents under the numbers of those that the till saw.
fn lives_on(with_new_price: bool, with_more_sales: bool) {
    let address = Arc::new(Address::default());
    let till = Shop::create(Arc::clone(&address), Settings::default()).unwrap();
    let tea = till.catalog().add(NewProduct::new("Tea").price(dec!(5.00))).unwrap().variants[0].id;
    till.stockroom().open_with(DocumentId::new(), None, &[OpeningStockLine::new(tea, dec!(20), dec!(2.00))]).unwrap();
    copy(&address.leader(), &address.standby).unwrap();
    let options = ShopOptions { device: "T2".into(), ..ShopOptions::default() };
    let other = Shop::open_with(Arc::clone(&address.standby), options).unwrap();
    // Seen by the till, and lost; and what stands in its place.
    for (shop, price, pieces) in [(&till, dec!(6.00), dec!(3)), (&other, dec!(7.00), dec!(8))] {
        if with_new_price {
            reprice(shop, tea, price);
        }
        sell(shop, tea, pieces);
        assert_eq!(shop.reports().top_products(5).unwrap().len(), 1);
    }
    assert_eq!(post_no(&*address.leader()), post_no(&*address.standby));
    if with_more_sales {
        sell(&other, tea, dec!(1));
    }
    address.fail_over();

    let one = Cart::new().add(tea, dec!(1));
    assert_eq!(till.till().price(&one).unwrap().total, other.till().price(&one).unwrap().total);
    assert_eq!(till.reports().top_products(5).unwrap(), other.reports().top_products(5).unwrap());
    sell(&till, tea, dec!(1));
    let left = if with_more_sales { dec!(10) } else { dec!(11) };
    assert_eq!(till.stockroom().on_hand(tea).unwrap().0, left.try_into().unwrap());
    let report = till.office().verify().unwrap();
    assert!(report.is_clean(), "{report:#?}");
    assert_eq!(till.reports().sales(Period::all()).unwrap(), other.reports().sales(Period::all()).unwrap());
}

#[test]
fn a_till_that_runs_on_remembers_nothing_that_is_gone() {
    for (with_new_price, with_more_sales) in [(false, false), (false, true), (true, false), (true, true)] {
        lives_on(with_new_price, with_more_sales);
    }
}
