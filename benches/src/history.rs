//! Long histories of a few articles in the engine, posted at its desks; and a shop with a million movements, written straight
//! into the ledgers, since only reading is measured.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rust_decimal::Decimal;
use tillbook::catalog::TaxCode;
use tillbook::document::Settings;
use tillbook::ledger::{
    CostingMethod, LineKey, LocationNo, Movement, MovementKind, PostNo, RecordNo, Revaluation, VariantNo,
};
use tillbook::party::Supplier;
use tillbook::pricing::Cart;
use tillbook::report::{By, Period};
use tillbook::shop::{CountLine, LandedBy, NewProduct, NewSale, NewVariant, Receipt, ReceiptLine, Tender};
use tillbook::storage::{LedgerFilter, Posting, RecordKind, RecordQuery, StoreExt, Transaction};
use tillbook::value::{
    BusinessDay, Date, DocumentId, Money, Quantity, Rate, ReceiptId, SaleId, SupplierId, Timestamp, VariantId,
};
use tillbook::{Result, Shop};
use tillbook_sqlite::{Durability, SqliteOptions, SqliteStore};

use crate::bare::history::{LATE, Move, RUN, copy};
use crate::plan::Rng;
use crate::slip::slip;

/// 2015-01-01.
const BEGIN: i64 = 1_420_070_400_000_000;
const HOUR: i64 = 3_600_000_000;
/// What one unit is sold for, in minor units.
const PRICE: i64 = 2_000;

/// When a run of moves happens.
pub fn time(run: usize) -> Timestamp {
    Timestamp::from_micros(BEGIN + i64::try_from(run).unwrap() * HOUR)
}

/// What is measured with: one article with a history.
#[derive(Clone)]
pub struct History {
    /// The shop's file.
    pub file: PathBuf,
    /// The article.
    pub variant: VariantId,
    /// Who brings it.
    pub supplier: SupplierId,
    /// Its first receipt.
    pub first: ReceiptId,
    /// Its sales.
    pub sales: Vec<SaleId>,
}

impl History {
    /// Writes a new file. With `emptied_after` so many runs a count finds nothing on the shelf, and what was on it before has
    /// no effect on what follows.
    pub fn make(file: PathBuf, method: CostingMethod, moves: &[Move], emptied_after: Option<usize>) -> Self {
        drop(std::fs::remove_file(&file));
        let shop = Shop::create(open(&file, Durability::Normal), Settings::default()).unwrap().as_actor("till");
        let mut tea = NewProduct::new("Tea").price(Decimal::new(PRICE, 2)).variant(NewVariant::default().sku("T"));
        tea.costing = Some(method);
        let variant = shop.catalog().add(tea).unwrap().variants[0].id;
        let supplier = SupplierId::new();
        let of = Supplier { id: supplier, code: "S".into(), name: "S".into(), lead_time_days: 1, review_weekday: None };
        shop.purchasing().put_suppliers(DocumentId::new(), &[of]).unwrap();
        let mut history = Self { file, variant, supplier, first: ReceiptId::new(), sales: Vec::new() };
        for run in moves.chunks(RUN) {
            history.post(&shop.at(time(run[0].run)), run);
            if emptied_after == Some(run[0].run) {
                history.empty(&shop.at(Timestamp::from_micros(time(run[0].run).micros() + HOUR / 2)));
            }
        }
        history
    }

    fn post(&mut self, shop: &Shop, run: &[Move]) {
        if run[0].quantity > 0 {
            let line = |one: &Move| ReceiptLine::of(self.variant, one.quantity.into(), Decimal::new(one.cost, 2));
            let lines: Vec<ReceiptLine> = run.iter().map(line).collect();
            let id = if run[0].run == 1 { self.first } else { ReceiptId::new() };
            shop.purchasing().receive_from(id, self.supplier, None, &lines).unwrap();
            return;
        }
        let sales: Vec<NewSale> = run.iter().map(|one| self.sale(-one.quantity)).collect();
        self.sales.extend(sales.iter().map(|sale| sale.id));
        shop.till().sell_all(&sales).unwrap();
    }

    /// Nothing is found on the shelf, and as much as should have been there is bought again.
    fn empty(&self, shop: &Shop) {
        let (on_hand, _) = shop.stockroom().on_hand(self.variant).unwrap();
        let nothing = CountLine::new(self.variant, Decimal::ZERO);
        shop.stockroom().count(DocumentId::new(), None, &[nothing]).unwrap();
        let again = ReceiptLine::of(self.variant, on_hand.to_decimal(), Decimal::TEN);
        shop.purchasing().receive_from(ReceiptId::new(), self.supplier, None, &[again]).unwrap();
    }

    /// A sale of so many units.
    pub fn sale(&self, units: i64) -> NewSale {
        let tenders = vec![Tender::wechat(Money::from_minor(units * PRICE))];
        NewSale { id: SaleId::new(), cart: Cart::new().add(self.variant, units.into()), tenders }
    }

    /// A copy in another file.
    pub fn copied(&self, file: &Path) -> Self {
        copy(&self.file, file);
        Self { file: file.to_path_buf(), ..self.clone() }
    }

    /// The shop, with all in memory that the first document of a day brings there.
    pub fn open(&self, durability: Durability) -> Ready {
        let store = Arc::new(open(&self.file, durability));
        let shop = Shop::open(Arc::clone(&store)).unwrap().as_actor("till");
        shop.till().price(&self.sale(1).cart).unwrap();
        let tax = TaxCode::new("V13", Rate::try_from(Decimal::new(13, 2)).unwrap()).unwrap();
        shop.catalog().put_tax_codes(DocumentId::new(), &[tax]).unwrap();
        Ready { history: self.clone(), store, shop }
    }
}

fn open(file: &Path, durability: Durability) -> SqliteStore {
    SqliteStore::open_with(file, SqliteOptions { durability, ..SqliteOptions::default() }).unwrap()
}

/// A history that documents are posted to.
pub struct Ready {
    history: History,
    store: Arc<SqliteStore>,
    /// The shop.
    pub shop: Shop,
}

impl Ready {
    /// Enters the late receipt, before all moves.
    pub fn enter_late(&self) {
        enter_late(&self.shop, &self.history).unwrap();
    }

    /// What the late receipt would change.
    pub fn preview_late(&self) -> usize {
        self.shop.preview(|shop| enter_late(shop, &self.history)).unwrap().1.len()
    }

    /// A freight bill for the first receipt.
    pub fn enter_freight(&self) {
        let (supplier, first) = (self.history.supplier, [self.history.first]);
        let freight = (DocumentId::new(), Decimal::new(10_000, 2));
        self.shop
            .purchasing()
            .landed_cost(freight.0, supplier, &first, freight.1, LandedBy::Quantity, "freight")
            .unwrap();
    }

    /// More than is sold comes in now.
    pub fn stock_up(&self) {
        let line = ReceiptLine::of(self.history.variant, Decimal::from(10_000), Decimal::TEN);
        self.shop.purchasing().receive_from(ReceiptId::new(), self.history.supplier, None, &[line]).unwrap();
    }

    /// Sells one unit now.
    pub fn sell(&self) {
        let NewSale { id, cart, tenders } = self.history.sale(1);
        self.shop.till().sell(id, &cart, &tenders).unwrap();
    }

    /// Explains the cost of a sale: how many receipts it took from.
    pub fn explain(&self, sale: SaleId) -> usize {
        self.shop.stockroom().explain_cost(sale).unwrap().lines[0].taken.len()
    }

    /// How many movements the newest document revalued.
    pub fn revalued(&self) -> usize {
        let rows = self.store.read(|tx| {
            let newest = [tx.head("T1")?.unwrap().post_no];
            let filter = LedgerFilter { posts: Some(&newest), ..LedgerFilter::default() };
            let mut rows = 0;
            tx.revaluations(&filter, &mut |_| {
                rows += 1;
                Ok(())
            })?;
            Ok(rows)
        });
        rows.unwrap()
    }

    /// What all sales cost, in minor units.
    pub fn cost_of_sales(&self) -> i64 {
        let rows = self.shop.reports().margin(Period::all(), By::Product).unwrap();
        rows.iter().map(|row| row.cost.minor()).sum()
    }
}

fn enter_late(shop: &Shop, history: &History) -> Result<Receipt> {
    let line = ReceiptLine::of(history.variant, LATE.quantity.into(), Decimal::new(LATE.cost, 2));
    shop.at(time(LATE.run)).purchasing().receive_from(ReceiptId::new(), history.supplier, None, &[line])
}

/// How many articles a shop has that moved a million times.
pub const ARTICLES: usize = 10_000;
const MOVEMENTS: usize = 1_000_000;
const LINES: usize = 50;
/// One in so many movements was revalued by a later document.
const REVALUED_ONE_IN: usize = 10;

/// A shop whose goods moved a million times in twenty thousand hours; what the documents say is left out.
pub fn million_movements(file: &Path) -> Shop {
    let store = Arc::new(open(file, Durability::Normal));
    let shop = Shop::create(Arc::clone(&store), Settings::default()).unwrap();
    let names: Vec<NewProduct> = (0..ARTICLES).map(|i| NewProduct::new(format!("Article {i}"))).collect();
    for chunk in names.chunks(1_000) {
        shop.catalog().add_all(DocumentId::new(), chunk).unwrap();
    }
    let query = RecordQuery::All { kind: RecordKind::Variant, after: RecordNo(0), limit: ARTICLES };
    let variants = store.read(|tx| tx.record_numbers(&query)).unwrap();
    let mut rng = Rng::new(5);
    let mut below = |n: u64| i64::try_from(rng.below(n)).unwrap();
    let mut head = store.read(|tx| tx.head("T2")).unwrap().unwrap();
    let first = head.post_no.0 + 1;
    for begin in (0..MOVEMENTS / LINES).step_by(200) {
        let postings: Vec<Posting> = (begin..begin + 200)
            .map(|index| {
                let post = PostNo(first + index as u64);
                let mut posting = Posting::bare(slip(post, time(index), day(index)));
                for line in 0..LINES {
                    let key = LineKey::new(post, line).unwrap();
                    let variant = VariantNo(variants[usize::try_from(below(ARTICLES as u64)).unwrap()].0);
                    let units = if index.is_multiple_of(3) { 1 + below(20) } else { -1 - below(9) };
                    posting.movements.push(movement(key, variant, index, units));
                    if (index * LINES + line).is_multiple_of(REVALUED_ONE_IN) && index > 1_000 {
                        let of = index - 1 - usize::try_from(below(1_000)).unwrap();
                        let corrects = LineKey::new(PostNo(first + of as u64), line).unwrap();
                        posting.revaluations.push(revaluation(key, corrects, variant, (of, below(200) - 100)));
                    }
                }
                posting
            })
            .collect();
        head.post_no = postings.last().unwrap().document.post_no;
        let post = |tx: &mut dyn Transaction| {
            tx.head("T2")?;
            tx.post(&postings, &head)
        };
        store.write(post).unwrap();
    }
    shop
}

fn day(index: usize) -> BusinessDay {
    BusinessDay(Date::from_days(i32::try_from(time(index).micros() / (24 * HOUR)).unwrap()))
}

fn movement(key: LineKey, variant: VariantNo, index: usize, units: i64) -> Movement {
    Movement {
        key,
        document_line: u16::try_from(key.line()).unwrap(),
        kind: if units > 0 { MovementKind::Receipt } else { MovementKind::Sale },
        variant,
        kit: None,
        location: LocationNo(1),
        batch: String::new(),
        effective_at: time(index),
        business_day: day(index),
        quantity: Quantity::from_micros(units * 1_000_000),
        value: Money::from_minor(units * 1_000),
        of: None,
        corrects: None,
        takes: Vec::new(),
    }
}

fn revaluation(key: LineKey, corrects: LineKey, variant: VariantNo, (of, minor): (usize, i64)) -> Revaluation {
    Revaluation {
        key,
        corrects,
        document_line: u16::try_from(key.line()).unwrap(),
        kind: MovementKind::Sale,
        variant,
        kit: None,
        by: None,
        effective_at: time(of),
        business_day: day(of),
        value: Money::from_minor(minor),
    }
}
