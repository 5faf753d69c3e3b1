//! Random days at two drawers, beside a model that only knows who put how much into which.

use std::sync::Arc;

use proptest::prelude::*;
use rust_decimal::Decimal;
use tillbook::document::{Counterpart, DrawerCash, ShiftRules, SlipTotal, SlipTotals, TenderTotal};
use tillbook::ledger::TenderMethod;
use tillbook::report::Period;
use tillbook::shop::{Amendment, CashCount, Refund, RefundLine, RefundTo, Sale, Shift, ShiftReport, Tender};
use tillbook::storage::Store;
use tillbook::value::{DocumentId, Money, RefundId, SaleId, ShiftId};
use tillbook::{Error, Shop};

use super::tills::{Tills, decimal, money};

const COUNTERPARTS: [Counterpart; 4] =
    [Counterpart::Safe, Counterpart::Bank, Counterpart::Expenses, Counterpart::Owner];
const METHODS: [TenderMethod; 3] = [TenderMethod::Cash, TenderMethod::Wechat, TenderMethod::Card];

/// What somebody does at one of the tills. Amounts are made to fit what is there.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Sell {
        units: i64,
        first: usize,
        second: usize,
        off: i64,
    },
    Refund {
        sale: usize,
        to: Option<usize>,
    },
    VoidSale(usize),
    VoidRefund(usize),
    /// It was on another day, so many days ago.
    AmendSale(usize, i64),
    AmendRefund(usize, i64),
    Move {
        amount: i64,
        counterpart: usize,
    },
    NoSale,
    Look,
    /// Counted with so much more than there is, closed with a part of it left, opened again with so much more.
    Change {
        over: i64,
        leave: i64,
        more: i64,
    },
}

pub(crate) fn plans() -> impl Strategy<Value = Vec<(bool, Act)>> {
    let act = prop_oneof![
        6 => (1i64..4, 0usize..3, 0usize..3, 0i64..200)
            .prop_map(|(units, first, second, off)| Act::Sell { units, first, second, off }),
        2 => (0usize..9, prop::option::of(0usize..3)).prop_map(|(sale, to)| Act::Refund { sale, to }),
        1 => (0usize..9).prop_map(Act::VoidSale),
        1 => (0usize..9).prop_map(Act::VoidRefund),
        1 => (0usize..9, 2i64..5).prop_map(|(sale, ago)| Act::AmendSale(sale, ago)),
        1 => (0usize..9, 0i64..4).prop_map(|(refund, ago)| Act::AmendRefund(refund, ago)),
        2 => (-40_00i64..40_00, 0usize..4).prop_map(|(amount, counterpart)| Act::Move { amount, counterpart }),
        1 => Just(Act::NoSale),
        1 => Just(Act::Look),
        2 => (-9i64..9, 0i64..=4, -9i64..9).prop_map(|(over, leave, more)| Act::Change { over, leave, more }),
    ];
    prop::collection::vec((any::<bool>(), act), 1..40)
}

/// What the model knows of a till.
#[derive(Default)]
struct Known {
    /// What lies in the drawer.
    cash: i64,
    shift: Option<Shift>,
    closed: u64,
    /// Since the shift was opened.
    slips: SlipTotals,
    takings: i64,
    put_in: i64,
    taken_out: i64,
    no_sales: u64,
}

struct Day<'a> {
    tills: &'a Tills,
    known: [Known; 2],
    sales: Vec<Sale>,
    refunds: Vec<Refund>,
    /// By the model: cash over or short.
    over: i64,
    reports: Vec<ShiftReport>,
}

fn add(total: &mut SlipTotal, amount: Money) {
    (total.count, total.amount) = (total.count + 1, total.amount.add(amount).unwrap());
}

fn cash_of(tenders: impl Iterator<Item = (TenderMethod, Money)>) -> i64 {
    tenders.filter(|(method, _)| *method == TenderMethod::Cash).map(|(_, amount)| amount.minor()).sum()
}

/// Unless it never was, or came back before it was sold.
fn amend(shop: &Shop, document: DocumentId, ago: i64) {
    let at = format!("2026-03-{:02}T11:00:00+08:00", 10 - ago).parse().unwrap();
    let amendment = Amendment { at: Some(at), reason: "slip of that day".into(), ..Amendment::default() };
    match shop.office().amend(DocumentId::new(), document, &amendment) {
        Ok(()) | Err(Error::WrongState { state: "voided", .. }) => {}
        Err(Error::Invalid { field, .. }) if field == "at" => {}
        Err(error) => panic!("{error}"),
    }
}

impl Day<'_> {
    fn took(&mut self, at: bool, cash: i64) {
        let known = &mut self.known[usize::from(at)];
        (known.cash, known.takings) = (known.cash + cash, known.takings + cash);
    }

    fn open(&mut self, at: bool, more: i64) {
        let known = &mut self.known[usize::from(at)];
        // What is there differs from what was left only if something was.
        let over = if known.cash == 0 { 0 } else { more.max(-known.cash) };
        let float = if known.cash == 0 { more.abs() } else { known.cash + over };
        let boss = self.tills.till(at).as_actor("li").approved_by("boss");
        let shift = boss.shifts().open(ShiftId::new(), decimal(float), Some("counted")).unwrap();
        let (cash, closed, shift) = (float, known.closed, Some(shift));
        *known = Known { cash, shift, closed, ..Known::default() };
        self.over += over;
    }

    fn close(&mut self, at: bool, over: i64, leave: i64) {
        let known = &mut self.known[usize::from(at)];
        let boss = self.tills.till(at).as_actor("li").approved_by("boss");
        let shift = known.shift.take().unwrap();
        // Refunds of what the other till sold may leave less than nothing by the books.
        let counted = (known.cash + over).max(0);
        let pieces = CashCount::new().pieces(decimal(1), u32::try_from(counted).unwrap());
        boss.shifts().count(DocumentId::new(), shift.id, &pieces).unwrap();
        let left = counted * leave / 4;
        let z = boss.shifts().close(DocumentId::new(), shift.id, decimal(left), Some("counted")).unwrap();
        let closed = z.closed.as_ref().unwrap();
        assert_eq!(closed.number, known.closed + 1);
        assert_eq!((closed.left.minor(), closed.to_safe.minor()), (left, counted - left));
        assert_eq!(z.variance.unwrap().minor(), counted - known.cash);
        known.check(&z, 1);
        self.over += counted - known.cash;
        (known.cash, known.closed) = (left, known.closed + 1);
        self.reports.push(z);
    }

    fn act(&mut self, at: bool, act: &Act) {
        let shop = self.tills.till(at);
        match act {
            Act::Sell { units, first, second, off } => {
                let cart = self.tills.teas(*units).line(
                    tillbook::pricing::CartLine::new(self.tills.cup, Decimal::ONE).take_off(decimal(*off), "scratch"),
                );
                let total = shop.till().price(&cart).unwrap().total;
                let part = money(total.minor() / 3);
                let tenders = [(*first, part), (*second, total.sub(part).unwrap())];
                let tenders = tenders.map(|(method, amount)| Tender::new(METHODS[method], amount));
                let sale = shop.till().sell(SaleId::new(), &cart, &tenders).unwrap();
                self.took(at, cash_of(sale.tenders.iter().map(|tender| (tender.method, tender.applied))));
                add(&mut self.known[usize::from(at)].slips.sales, sale.total);
                self.sales.push(sale);
            }
            Act::Refund { sale, to } => {
                let Some(sale) = self.sales.get(*sale) else { return };
                let to = to.map_or(RefundTo::SameTenders, |method| RefundTo::Method(METHODS[method]));
                let back = [RefundLine::new(0, Decimal::ONE)];
                // All of it may have come back.
                let Ok(refund) = shop.till().refund(RefundId::new(), sale.id, &back, to, "back") else { return };
                self.took(at, -cash_of(refund.tenders.iter().copied()));
                add(&mut self.known[usize::from(at)].slips.refunds, refund.total);
                self.refunds.push(refund);
            }
            Act::VoidSale(sale) => {
                let Some(sale) = self.sales.get(*sale).cloned() else { return };
                if shop.till().void(DocumentId::new(), sale.id, "never was").is_ok() {
                    self.took(at, -cash_of(sale.tenders.iter().map(|tender| (tender.method, tender.applied))));
                    add(&mut self.known[usize::from(at)].slips.voids, sale.total);
                }
            }
            Act::VoidRefund(refund) => {
                let Some(refund) = self.refunds.get(*refund).cloned() else { return };
                if shop.office().void(DocumentId::new(), refund.id.into(), "never was").is_ok() {
                    self.took(at, cash_of(refund.tenders.iter().copied()));
                    add(&mut self.known[usize::from(at)].slips.refund_voids, refund.total);
                }
            }
            // No cash comes or goes.
            Act::AmendSale(sale, ago) => {
                let Some(sale) = self.sales.get(*sale) else { return };
                amend(shop, sale.id.into(), *ago);
            }
            Act::AmendRefund(refund, ago) => {
                let Some(refund) = self.refunds.get(*refund) else { return };
                amend(shop, refund.id.into(), *ago);
            }
            Act::Move { amount, counterpart } => self.move_cash(at, *amount, COUNTERPARTS[*counterpart]),
            Act::NoSale => {
                shop.shifts().no_sale(DocumentId::new(), "change").unwrap();
                self.known[usize::from(at)].no_sales += 1;
            }
            Act::Look => {
                let known = &self.known[usize::from(at)];
                let shift = known.shift.as_ref().unwrap();
                assert_eq!(shop.shifts().current().unwrap().as_ref(), Some(shift));
                known.check(&shop.approved_by("boss").shifts().x_report(shift.id).unwrap(), 0);
            }
            Act::Change { over, leave, more } => {
                self.close(at, *over, *leave);
                self.open(at, *more);
            }
        }
    }

    fn move_cash(&mut self, at: bool, amount: i64, counterpart: Counterpart) {
        let (shifts, known) = (self.tills.till(at).shifts(), &mut self.known[usize::from(at)]);
        let size = decimal(amount.abs());
        if amount < 0 {
            let result = shifts.cash_out(DocumentId::new(), size, counterpart, "needed");
            assert_eq!(result.is_ok(), -amount <= known.cash, "{result:?}");
            if result.is_ok() {
                (known.cash, known.taken_out) = (known.cash + amount, known.taken_out - amount);
            }
        } else if amount > 0 {
            shifts.cash_in(DocumentId::new(), size, counterpart, "needed").unwrap();
            (known.cash, known.put_in) = (known.cash + amount, known.put_in + amount);
        }
    }
}

impl Known {
    /// A report tells what the model saw, and its parts agree.
    fn check(&self, report: &ShiftReport, counts: u64) {
        let (figures, cash) = (&report.figures, report.cash.unwrap());
        assert_eq!((figures.slips, figures.no_sales, figures.counts), (self.slips, self.no_sales, counts));
        let (takings, put_in, taken_out) = (money(self.takings), money(self.put_in), money(self.taken_out));
        assert_eq!(cash, DrawerCash { takings, put_in, taken_out, ..cash });
        assert_eq!(cash.expected().unwrap().minor(), self.cash);
        let net = figures.slips.net().unwrap();
        assert_eq!(Money::sum(figures.tenders.iter().map(|total| total.net)).unwrap(), net);
        assert_eq!(Money::sum(figures.taxes.iter().map(|tax| tax.net)).unwrap(), net);
        let by_cashier = figures.cashiers.iter().map(|cashier| cashier.slips.net().unwrap());
        assert_eq!(Money::sum(by_cashier).unwrap(), net);
    }
}

/// Each Z report is what was posted in its shift; all of them together are the reports of all days, where all is sold in
/// shifts; what lies in the drawers is what the accounts say.
pub(crate) fn shifts_add_up(store: &Arc<dyn Store>, plan: &[(bool, Act)]) {
    let denominations = vec![money(1)];
    let tills = Tills::with(store, ShiftRules { required: true, denominations, ..ShiftRules::default() });
    let known = [Known::default(), Known::default()];
    let mut day = Day { tills: &tills, known, sales: vec![], refunds: vec![], over: 0, reports: vec![] };
    for at in [false, true] {
        day.open(at, 100_00);
    }
    for (at, act) in plan {
        day.act(*at, act);
        let in_drawers: i64 = day.known.iter().map(|known| known.cash).sum();
        assert_eq!(tills.cash_in_books(), in_drawers, "{act:?}");
    }
    for at in [false, true] {
        day.close(at, 0, 4);
    }

    let over = tills.balance(tillbook::ledger::Account::CashOverShort);
    assert_eq!(over, -day.over);
    let mut reports = tills.first.shifts().z_reports(Period::all()).unwrap();
    assert_eq!(reports, day.reports);
    let summary = tills.first.reports().sales(Period::all()).unwrap();
    let sum = |part: fn(&SlipTotals) -> SlipTotal| {
        let parts = reports.iter().map(|report| part(&report.figures.slips));
        parts.fold((0, 0), |(count, amount), one| (count + one.count, amount + one.amount.minor()))
    };
    let (sales, voids) = (sum(|slips| slips.sales), sum(|slips| slips.voids));
    let (refunds, unmade) = (sum(|slips| slips.refunds), sum(|slips| slips.refund_voids));
    assert_eq!((sales.0 - voids.0, sales.1 - voids.1), (summary.sales.cast_unsigned(), summary.net.minor()));
    assert_eq!(voids, (summary.voids.documents, summary.voids.amount.minor()));
    let back = (summary.refunds.documents, summary.refunds.amount.minor());
    assert_eq!((refunds.0 - unmade.0, refunds.1 - unmade.1), back);
    let tax: i64 = reports.iter().flat_map(|report| &report.figures.taxes).map(|tax| tax.tax.minor()).sum();
    assert_eq!(tax, summary.tax.sub(summary.refunds.tax).unwrap().minor());
    for total in tills.first.reports().tenders(Period::all()).unwrap() {
        let of_shifts = reports.iter_mut().flat_map(|report| &report.figures.tenders);
        let of_shifts = of_shifts.filter(|one| one.method == total.method);
        let sums = of_shifts.fold((0, 0, 0), |(received, refunded, net), one: &TenderTotal| {
            (received + one.received.minor(), refunded + one.refunded.minor(), net + one.net.minor())
        });
        assert_eq!(sums, (total.received.minor(), total.refunded.minor(), total.net.minor()));
    }
    tills.prove();
}
