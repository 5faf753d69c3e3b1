//! Opens a shop on a store of one's own, sells something, and shows that the store keeps the contract.

use std::sync::Arc;

use rust_decimal::Decimal;
use tillbook::document::Settings;
use tillbook::pricing::Cart;
use tillbook::shop::{NewProduct, OpeningStockLine, Tender};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, SaleId};
use tillbook::{Result, Shop, conformance};
use tillbook_examples::your_own_store::PlainStore;

/// Panics if a store breaks the promise.
type Case = fn(&dyn Store);

/// Some of the suite; `tillbook::store_conformance!` makes tests of all of it, see `tests/your_own_store.rs`.
const CASES: [(&str, Case); 6] = [
    ("work that fails leaves no trace", conformance::work_that_fails_leaves_no_trace),
    ("a read transaction refuses to write", conformance::a_read_transaction_refuses_to_write),
    ("searches take every character literally", conformance::searches_take_every_character_literally),
    ("layers come oldest first", conformance::layers_come_oldest_first),
    ("no increment of many threads is lost", conformance::no_increment_of_many_threads_is_lost),
    ("random work agrees with the memory store", conformance::random_work_agrees_with_the_memory_store),
];

fn main() -> Result<()> {
    sell_tea()?;
    for (name, case) in CASES {
        case(&PlainStore::default());
        println!("ok {name}");
    }
    Ok(())
}

/// Ten boxes of tea come to the shelf at 4.00 and three leave it at 10.00.
fn sell_tea() -> Result<()> {
    let store = Arc::new(PlainStore::default());
    let shop = Shop::create(Arc::clone(&store), Settings::default())?;
    let currency = shop.currency()?;
    let tea = shop.catalog().add(NewProduct::new("Tea").price(Decimal::from(10)))?.variants[0].id;
    let opening = [OpeningStockLine::new(tea, Decimal::from(10), Decimal::from(4))];
    shop.stockroom().open_with(DocumentId::new(), None, &opening)?;

    let cash = Tender::cash(shop.money(Decimal::from(50))?);
    let sale = shop.till().sell(SaleId::new(), &Cart::new().add(tea, Decimal::from(3)), &[cash])?;
    let cost = shop.stockroom().explain_cost(sale.id)?.cost;
    println!("sold for {} {currency}, change {}", sale.total.text(currency), sale.change.text(currency));
    println!("that cost {} {currency}", cost.text(currency));

    // The shop is in the store, not in the handle: another one opens it and finds the goods.
    drop(shop);
    let shop = Shop::open(store)?;
    let (quantity, value) = shop.stockroom().on_hand(tea)?;
    println!("left: {quantity} worth {} {currency}", value.text(currency));
    let report = shop.office().verify()?;
    println!("{} documents checked, {} violations", report.documents, report.found);
    Ok(())
}
