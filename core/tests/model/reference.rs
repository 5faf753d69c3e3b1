//! The naive reference: it says what each request must answer, or why it must be refused.

use std::collections::BTreeMap;

use tillbook::ledger::{Account, CostingMethod};

use super::lots::{Lot, Lots, Origin};
use super::request::{Answer, Pick, Request};
use super::selling::Sold;
use super::shelf::Shelf;
use super::stocking::{Ordered, Received};
use super::world::{Number, Rules, WARES};

/// The stable code of an error.
pub(crate) type Refusal = &'static str;

/// Who asks, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asking {
    /// Number of the document.
    pub(crate) document: usize,
    pub(crate) now: i64,
    /// A time of the caller's own.
    pub(crate) at: Option<i64>,
    pub(crate) approved: bool,
}

/// One ware.
#[derive(Debug, Clone)]
pub(crate) struct Goods {
    pub(crate) price: Number,
    pub(crate) on_shelf: bool,
    /// As the catalog says; `lots` follow at the next movement.
    pub(crate) costing: CostingMethod,
    pub(crate) lots: Lots,
    pub(crate) newest: i64,
    /// The document that moved it last.
    pub(crate) last_moved: usize,
    /// Quantity, total, tax, cost of what was sold and did not come back.
    pub(crate) sold: [Number; 4],
}

/// What changes the past is not for this reference, which knows one order only; see the test of late paper.
pub(crate) const NOT_FOLLOWED: &str = "not followed";

#[derive(Debug, Clone)]
pub(crate) struct Reference {
    pub(crate) rules: Rules,
    pub(crate) goods: Vec<Goods>,
    pub(crate) shelf: Shelf,
    pub(crate) orders: Vec<Ordered>,
    pub(crate) receipts: Vec<Received>,
    pub(crate) sales: Vec<Sold>,
    /// Amount per account and supplier.
    pub(crate) books: BTreeMap<(Account, Option<usize>), Number>,
    pub(crate) posted: u64,
    /// The document that is posted now.
    document: usize,
}

impl Reference {
    pub(crate) fn new(rules: Rules) -> Self {
        let goods = WARES
            .iter()
            .map(|ware| Goods {
                price: ware.price,
                on_shelf: true,
                costing: ware.costing.unwrap_or(rules.costing),
                lots: Lots::new(),
                newest: i64::MIN,
                last_moved: usize::MAX,
                sold: [0; 4],
            })
            .collect();
        let (orders, receipts, sales, books) = (Vec::new(), Vec::new(), Vec::new(), BTreeMap::new());
        Self { rules, goods, shelf: Shelf::default(), orders, receipts, sales, books, posted: 0, document: 0 }
    }

    /// Does what is asked, all or nothing.
    pub(crate) fn ask(&mut self, request: &Request, asking: Asking) -> Result<Answer, Refusal> {
        let mut next = self.clone();
        next.document = asking.document;
        let answer = next.attempt(request, asking)?;
        next.posted += 1;
        *self = next;
        Ok(answer)
    }

    fn attempt(&mut self, request: &Request, asking: Asking) -> Result<Answer, Refusal> {
        match request {
            Request::Open { lines } => self.open(lines, asking),
            Request::Order { supplier, lines } => {
                self.orders.push(Ordered::new(asking.document, *supplier, lines));
                Ok(Answer::Done)
            }
            Request::Receive { order, supplier, place, lines } => {
                self.receive(*order, *supplier, *place, lines, asking)
            }
            Request::Return { receipt, lines } => self.send_back(*receipt, lines, asking),
            Request::Sell { place, lines, tenders } => self.sell(*place, lines, tenders, asking),
            Request::Refund { sale, lines, to } => self.refund(*sale, lines, *to, asking),
            Request::Void { sale, .. } => self.void(*sale),
            Request::Count { place, lines } => self.count(*place, lines, asking),
            Request::WriteOff { place, lines } => self.write_off(*place, lines, asking),
            Request::Transfer { from, to, lines } => self.transfer(*from, *to, lines, asking),
            Request::Edit { ware, price, on_shelf } => {
                (self.goods[*ware].price, self.goods[*ware].on_shelf) = (*price, *on_shelf);
                Ok(Answer::Done)
            }
            Request::Recost { ware, method } => {
                self.goods[*ware].costing = *method;
                Ok(Answer::Done)
            }
        }
    }

    /// When a document about these wares happens: never before their newest movement.
    pub(crate) fn when(&self, wares: &[usize], asking: Asking) -> Result<i64, Refusal> {
        let newest = wares.iter().map(|ware| self.goods[*ware].newest).max().unwrap_or(i64::MIN);
        match asking.at {
            Some(at) if at < newest => Err(NOT_FOLLOWED),
            Some(at) => Ok(at),
            None => Ok(asking.now.max(newest)),
        }
    }

    /// A document about these wares is posted: they are costed as the catalog says from now on.
    pub(crate) fn follow(&mut self, wares: &[usize], document: usize, at: i64) {
        for ware in wares {
            let goods = &mut self.goods[*ware];
            if goods.costing != goods.lots.method && goods.newest > i64::MIN {
                goods.newest = goods.newest.max(at);
                goods.last_moved = document;
            }
            // No line of the document brought them: none takes them back as its own.
            goods.lots.follow(goods.costing, Some((document, usize::MAX)));
        }
    }

    pub(crate) fn bring_in(
        &mut self,
        (ware, place): (usize, usize),
        picks: &[Pick],
        (value, origin): (Number, Origin),
        at: i64,
    ) {
        let lot = Lot { origin, quantity: picks.iter().map(|pick| pick.1).sum(), value };
        self.shelf.moved(ware, place, picks, 1);
        self.goods[ware].lots.add(lot);
        self.move_at(ware, at, self.document);
        self.enter(Account::Stock, value);
    }

    /// Gives the cost.
    pub(crate) fn take_out(
        &mut self,
        (ware, place): (usize, usize),
        picks: &[Pick],
        first: Origin,
        at: i64,
    ) -> (Number, Vec<super::request::Source>) {
        self.shelf.moved(ware, place, picks, -1);
        let (cost, sources) = self.goods[ware].lots.take(picks.iter().map(|pick| pick.1).sum(), first);
        self.move_at(ware, at, self.document);
        self.enter(Account::Stock, -cost);
        (cost, sources)
    }

    pub(crate) fn move_at(&mut self, ware: usize, at: i64, document: usize) {
        let goods = &mut self.goods[ware];
        (goods.newest, goods.last_moved) = (goods.newest.max(at), document);
    }

    pub(crate) fn enter(&mut self, account: Account, amount: Number) {
        *self.books.entry((account, None)).or_default() += amount;
    }

    pub(crate) fn owe(&mut self, supplier: usize, amount: Number) {
        *self.books.entry((Account::Payable, Some(supplier))).or_default() -= amount;
    }
}
