//! The till of the reference.

use tillbook::ledger::{Account, TenderMethod};

use super::lots::Lots;
use super::reference::{Asking, NOT_FOLLOWED, Reference, Refusal};
use super::request::{Answer, Off, Pick, SoldLine, Wanted};
use super::world::{Number, WARES, amount, day_of, rounded};

/// A sale and what came back of it.
#[derive(Debug, Clone)]
pub(crate) struct Sold {
    pub(crate) document: usize,
    /// What its wares cost before it.
    before: Vec<(usize, Lots)>,
    place: usize,
    pub(crate) lines: Vec<Line>,
    /// What each method kept, in the order of payment.
    paid: Vec<(TenderMethod, Number)>,
    refunds: Vec<(TenderMethod, Number)>,
    is_refunded: bool,
    is_void: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Line {
    ware: usize,
    pub(crate) quantity: Number,
    total: Number,
    tax: Number,
    cost: Number,
    picks: Vec<Pick>,
    /// Quantity, total, tax, cost of each part that came back.
    backs: Vec<[Number; 4]>,
}

impl Line {
    fn back(&self, field: usize) -> Number {
        self.backs.iter().map(|back| back[field]).sum()
    }

    pub(crate) fn left(&self) -> Number {
        self.quantity - self.back(0)
    }

    /// Batches that the next goods come back into: those that were taken first.
    fn picks_back(&self, quantity: Number) -> Vec<Pick> {
        let (mut skip, mut left, mut picks) = (self.back(0), quantity, Vec::new());
        for (batch, taken) in &self.picks {
            let gone = skip.min(*taken);
            let here = left.min(taken - gone);
            skip -= gone;
            left -= here;
            if here > 0 {
                picks.push((*batch, here));
            }
        }
        picks
    }
}

impl Sold {
    /// True if something can still come back.
    pub(crate) fn is_left(&self) -> bool {
        !self.is_void && self.lines.iter().any(|line| line.left() > 0)
    }

    /// True if it can be voided.
    pub(crate) fn is_untouched(&self) -> bool {
        !self.is_void && !self.is_refunded
    }
}

/// What a line costs.
struct Quoted {
    gross: Number,
    net: Number,
    tax: Number,
    total: Number,
}

impl Reference {
    fn quote(&self, line: &Wanted, approved: bool) -> Result<Quoted, Refusal> {
        let gross = amount(line.price.unwrap_or(self.goods[line.ware].price), line.quantity);
        let mut net = gross;
        for off in &line.discounts {
            net -= match *off {
                Off::Amount(minor) | Off::Coupon(minor) if minor > net => return Err("invalid"),
                Off::Amount(minor) | Off::Coupon(minor) => minor,
                Off::Permille(thousandths) => rounded(net * thousandths, 1_000),
            };
        }
        let ware = &WARES[line.ware];
        if !approved && ware.lowest_price.is_some_and(|lowest| net < amount(lowest, line.quantity)) {
            return Err("below_lowest_price");
        }
        let hundredths = ware.tax.map_or(0, |(_, hundredths)| hundredths);
        let inside = self.rules.prices_include_tax;
        let tax = if inside { net - rounded(net * 100, 100 + hundredths) } else { rounded(net * hundredths, 100) };
        Ok(Quoted { gross, net, tax, total: if inside { net } else { net + tax } })
    }

    fn quotes(&self, lines: &[Wanted], approved: bool) -> Result<Vec<Quoted>, Refusal> {
        if lines.iter().any(|line| !self.goods[line.ware].on_shelf) {
            return Err("wrong_state");
        }
        lines.iter().map(|line| self.quote(line, approved)).collect()
    }

    /// What is answered now about what was asked for and answered so then.
    pub(crate) fn as_now(&self, document: usize, answer: &Answer) -> Answer {
        let is_void = self.sales.iter().any(|sale| sale.document == document && sale.is_void);
        if is_void { answer.clone().voided() } else { answer.clone() }
    }

    /// What a cart costs, if it can be sold.
    pub(crate) fn total(&self, lines: &[Wanted]) -> Option<Number> {
        Some(self.quotes(lines, true).ok()?.iter().map(|quoted| quoted.total).sum())
    }

    pub(crate) fn sell(
        &mut self,
        place: usize,
        lines: &[Wanted],
        tenders: &[(TenderMethod, Number)],
        asking: Asking,
    ) -> Result<Answer, Refusal> {
        let wares: Vec<usize> = lines.iter().map(|line| line.ware).collect();
        let at = self.when(&wares, asking)?;
        let quotes = self.quotes(lines, asking.approved)?;
        self.follow(&wares, asking.document, at);
        let good_on = Some(day_of(at));
        let mut sale = Sold {
            document: asking.document,
            before: wares.iter().map(|ware| (*ware, self.goods[*ware].lots.clone())).collect(),
            place,
            lines: Vec::new(),
            paid: Vec::new(),
            refunds: Vec::new(),
            is_refunded: false,
            is_void: false,
        };
        let mut answer = Vec::new();
        for (line, quoted) in lines.iter().zip(quotes) {
            let there = (line.ware, place);
            let picks = self.shelf.pick(there, line.quantity, line.batch, good_on, asking.approved)?;
            let (cost, sources) = self.take_out(there, &picks, None, at);
            let Quoted { gross, net, tax, total } = quoted;
            let (ware, quantity, backs) = (line.ware, line.quantity, Vec::new());
            self.book_sale(ware, [quantity, total, tax, cost]);
            sale.lines.push(Line { ware, quantity, total, tax, cost, picks: picks.clone(), backs });
            answer.push(SoldLine { gross, net, tax, picks, cost, costed: quantity, sources });
        }
        let total = sale.lines.iter().map(|line| line.total).sum();
        let change = self.pay(&mut sale, tenders, total)?;
        self.sales.push(sale);
        Ok(Answer::Sold { at, day: day_of(at), total, change, lines: answer })
    }

    /// Takes the payments; change comes out of cash. Gives the change.
    fn pay(&mut self, sale: &mut Sold, tenders: &[(TenderMethod, Number)], total: Number) -> Result<Number, Refusal> {
        if tenders.iter().any(|(_, minor)| *minor <= 0) {
            return Err("invalid");
        }
        let tendered: Number = tenders.iter().map(|(_, minor)| minor).sum();
        let cash: Number = tenders.iter().filter(|(method, _)| *method == TenderMethod::Cash).map(|(_, m)| m).sum();
        let change = tendered - total;
        if change < 0 {
            return Err("tenders_differ");
        }
        if change > 0 && change >= cash {
            return Err("change_not_from_cash");
        }
        for (method, minor) in tenders {
            self.enter(Account::Tender(*method), *minor);
            match sale.paid.iter_mut().find(|(known, _)| known == method) {
                Some((_, paid)) => *paid += minor,
                None => sale.paid.push((*method, *minor)),
            }
        }
        self.enter(Account::Tender(TenderMethod::Cash), -change);
        if let Some((_, paid)) = sale.paid.iter_mut().find(|(method, _)| *method == TenderMethod::Cash) {
            *paid -= change;
        }
        Ok(change)
    }

    /// Enters sold goods into the books; negative what comes back.
    fn book_sale(&mut self, ware: usize, [quantity, total, tax, cost]: [Number; 4]) {
        self.enter(Account::Sales, tax - total);
        self.enter(Account::Tax, -tax);
        self.enter(Account::CostOfSales, cost);
        for (sum, figure) in self.goods[ware].sold.iter_mut().zip([quantity, total, tax, cost]) {
            *sum += figure;
        }
    }

    pub(crate) fn refund(
        &mut self,
        sale: usize,
        lines: &[(usize, Number)],
        to: Option<TenderMethod>,
        asking: Asking,
    ) -> Result<Answer, Refusal> {
        let mut sold = self.sales[sale].clone();
        if sold.is_void {
            return Err("wrong_state");
        }
        if lines.iter().any(|(line, quantity)| *quantity > sold.lines[*line].left()) {
            return Err("refund_exceeds");
        }
        let wares: Vec<usize> = lines.iter().map(|(line, _)| sold.lines[*line].ware).collect();
        let at = self.when(&wares, asking)?;
        self.follow(&wares, asking.document, at);
        let (mut answer, mut total) = (Vec::new(), 0);
        for (index, (line, quantity)) in lines.iter().enumerate() {
            let of = &mut sold.lines[*line];
            let picks = of.picks_back(*quantity);
            // The share of all that came back so far, less what was given before: parts add up to the whole.
            let due = |paid, before| rounded(paid * (of.back(0) + quantity), of.quantity) - before;
            let (back, tax) = (due(of.total, of.back(1)), due(of.tax, of.back(2)));
            let cost = rounded((of.cost - of.back(3)) * quantity, of.left());
            of.backs.push([*quantity, back, tax, cost]);
            self.bring_in((of.ware, sold.place), &picks, (cost, Some((asking.document, index))), at);
            self.book_sale(of.ware, [-quantity, -back, -tax, -cost]);
            answer.push((back, tax, picks));
            total += back;
        }
        let tenders = self.pay_back(&mut sold, total, to);
        sold.is_refunded = true;
        self.sales[sale] = sold;
        Ok(Answer::Refunded { at, total, lines: answer, tenders })
    }

    /// To the methods of the sale in their order, each at most what it kept, or all to one.
    fn pay_back(&mut self, sold: &mut Sold, total: Number, to: Option<TenderMethod>) -> Vec<(TenderMethod, Number)> {
        let mut plan = Vec::new();
        if let Some(method) = to {
            plan.push((method, total));
        } else {
            let mut left = total;
            for (method, paid) in &sold.paid {
                let back: Number = sold.refunds.iter().filter(|(known, _)| known == method).map(|(_, m)| m).sum();
                let part = left.min((paid - back).max(0));
                left -= part;
                plan.push((*method, part));
            }
            assert_eq!(left, 0, "a sale was paid with what is given back");
        }
        plan.retain(|(_, minor)| *minor > 0);
        for (method, minor) in &plan {
            self.enter(Account::Tender(*method), -minor);
        }
        sold.refunds.extend(&plan);
        plan
    }

    pub(crate) fn void(&mut self, sale: usize) -> Result<Answer, Refusal> {
        let sold = self.sales[sale].clone();
        if !sold.is_untouched() {
            return Err("wrong_state");
        }
        // Of goods that moved later another past would follow.
        if sold.lines.iter().any(|line| self.goods[line.ware].last_moved != sold.document) {
            return Err(NOT_FOLLOWED);
        }
        for (ware, lots) in &sold.before {
            self.goods[*ware].lots = lots.clone();
        }
        for line in &sold.lines {
            self.shelf.moved(line.ware, sold.place, &line.picks, 1);
            self.enter(Account::Stock, line.cost);
            self.book_sale(line.ware, [-line.quantity, -line.total, -line.tax, -line.cost]);
        }
        for (method, minor) in &sold.paid {
            self.enter(Account::Tender(*method), -minor);
        }
        self.sales[sale].is_void = true;
        Ok(Answer::Done)
    }
}
