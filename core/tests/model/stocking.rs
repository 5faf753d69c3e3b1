//! The stockroom and the purchases of the reference.

use std::cmp::Ordering;

use tillbook::ledger::Account;

use super::reference::{Asking, Reference, Refusal};
use super::request::{Answer, Counted, Incoming, Pick, Taken};
use super::world::{Number, WARES, amount};

/// An order.
#[derive(Debug, Clone)]
pub(crate) struct Ordered {
    pub(crate) document: usize,
    pub(crate) supplier: usize,
    pub(crate) lines: Vec<OrderedLine>,
}

#[derive(Debug, Clone)]
pub(crate) struct OrderedLine {
    pub(crate) ware: usize,
    pub(crate) quantity: Number,
    pub(crate) cost: Number,
    pub(crate) received: Number,
    closed: bool,
}

/// A receipt.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) document: usize,
    supplier: usize,
    place: usize,
    pub(crate) lines: Vec<ReceivedLine>,
}

#[derive(Debug, Clone)]
pub(crate) struct ReceivedLine {
    pub(crate) ware: usize,
    pub(crate) quantity: Number,
    cost: Number,
    batch: u8,
    pub(crate) returned: Number,
}

impl Ordered {
    pub(crate) fn new(document: usize, supplier: usize, lines: &[(usize, Number, Number)]) -> Self {
        let line = |&(ware, quantity, cost)| OrderedLine { ware, quantity, cost, received: 0, closed: false };
        Self { document, supplier, lines: lines.iter().map(line).collect() }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.lines.iter().any(|line| !line.closed && line.received < line.quantity)
    }
}

impl Received {
    /// True if something can still be returned.
    pub(crate) fn is_left(&self) -> bool {
        self.lines.iter().any(|line| line.returned < line.quantity)
    }
}

fn wares<T>(lines: &[T], ware: impl Fn(&T) -> usize) -> Vec<usize> {
    lines.iter().map(ware).collect()
}

impl Reference {
    /// The batch of goods that come in and its last good day.
    fn batch_of(&self, line: &Incoming) -> Result<(u8, Option<i32>), Refusal> {
        let good_days = WARES[line.ware].shelf_life_days.map(|days| i32::try_from(days).unwrap());
        let Some(batch) = line.batch else {
            let is_fine = good_days.is_none() && line.produced.is_none() && line.expires.is_none();
            return if is_fine { Ok((0, None)) } else { Err("invalid") };
        };
        let known = self.shelf.batch(line.ware, batch);
        let reckoned = line.produced.zip(good_days).map(|(made, days)| made + days);
        let expires = line.expires.or(known.and_then(|known| known.expires)).or(reckoned);
        if line.produced.zip(expires).is_some_and(|(made, last)| last < made) {
            return Err("batch_dates");
        }
        if good_days.is_some() && expires.is_none() {
            return Err("invalid");
        }
        let remade = |before: Option<i32>| before.is_some() && line.produced.is_some_and(|made| before != Some(made));
        if known.is_some_and(|known| known.expires != expires || remade(known.produced)) {
            return Err("batch_dates");
        }
        Ok((batch, expires))
    }

    /// Batches of all lines; two lines must not give one batch different days.
    fn batches_of(&self, lines: &[Incoming]) -> Result<Vec<(u8, Option<i32>)>, Refusal> {
        let mut batches: Vec<(u8, Option<i32>)> = Vec::new();
        for line in lines {
            let (batch, expires) = self.batch_of(line)?;
            let differs = |other: &Incoming| other.produced.zip(line.produced).is_some_and(|(one, two)| one != two);
            let mut twins =
                batches.iter().zip(lines).filter(|(known, twin)| known.0 == batch && twin.ware == line.ware);
            if twins.any(|(known, other)| known.1 != expires || differs(other)) {
                return Err("batch_dates");
            }
            batches.push((batch, expires));
        }
        Ok(batches)
    }

    fn store(
        &mut self,
        line: &Incoming,
        place: usize,
        (batch, expires): (u8, Option<i32>),
        value: Number,
        from: (usize, usize, i64),
    ) {
        let (document, index, at) = from;
        self.shelf.meet(line.ware, batch, (line.produced, expires));
        self.bring_in((line.ware, place), &[(batch, line.quantity)], (value, Some((document, index))), at);
        self.goods[line.ware].lots.received(line.quantity, value);
    }

    pub(crate) fn open(&mut self, lines: &[Incoming], asking: Asking) -> Result<Answer, Refusal> {
        let at = self.when(&wares(lines, |line| line.ware), asking)?;
        let batches = self.batches_of(lines)?;
        self.follow(&wares(lines, |line| line.ware), asking.document, at);
        for (index, (line, batch)) in lines.iter().zip(batches).enumerate() {
            let value = amount(line.cost.unwrap(), line.quantity);
            self.store(line, 0, batch, value, (asking.document, index, at));
            self.enter(Account::OpeningEquity, -value);
        }
        Ok(Answer::Done)
    }

    pub(crate) fn receive(
        &mut self,
        order: Option<usize>,
        supplier: usize,
        place: usize,
        lines: &[Incoming],
        asking: Asking,
    ) -> Result<Answer, Refusal> {
        if order.is_some_and(|order| !self.orders[order].is_open()) {
            return Err("wrong_state");
        }
        let (supplier, place) = order.map_or((supplier, 0), |order| (self.orders[order].supplier, place));
        let at = self.when(&wares(lines, |line| line.ware), asking)?;
        let batches = self.batches_of(lines)?;
        self.follow(&wares(lines, |line| line.ware), asking.document, at);
        let mut receipt = Received { document: asking.document, supplier, place, lines: Vec::new() };
        let mut values = Vec::new();
        for (index, (line, batch)) in lines.iter().zip(batches).enumerate() {
            let ordered = order.zip(line.order_line).map(|(order, line)| &mut self.orders[order].lines[line]);
            let cost = line.cost.or(ordered.as_ref().map(|ordered| ordered.cost)).unwrap();
            if let Some(ordered) = ordered {
                ordered.received += line.quantity;
                ordered.closed |= line.short;
            }
            let value = amount(cost, line.quantity);
            self.store(line, place, batch, value, (asking.document, index, at));
            self.owe(supplier, value);
            let (ware, quantity) = (line.ware, line.quantity);
            receipt.lines.push(ReceivedLine { ware, quantity, cost, batch: batch.0, returned: 0 });
            values.push(value);
        }
        self.receipts.push(receipt);
        Ok(Answer::Received { at, values })
    }

    pub(crate) fn send_back(
        &mut self,
        receipt: usize,
        lines: &[(usize, Number, Option<Number>)],
        asking: Asking,
    ) -> Result<Answer, Refusal> {
        let Received { document, supplier, place, lines: received } = self.receipts[receipt].clone();
        if lines.iter().any(|(line, quantity, _)| *quantity > received[*line].quantity - received[*line].returned) {
            return Err("invalid");
        }
        let wares = wares(lines, |line| received[line.0].ware);
        let at = self.when(&wares, asking)?;
        self.follow(&wares, asking.document, at);
        let (mut refunds, mut picked) = (0, Vec::new());
        for (line, quantity, refund) in lines {
            let of = &received[*line];
            let picks = self.shelf.pick((of.ware, place), *quantity, Some(of.batch), None, true)?;
            let (cost, _) = self.take_out((of.ware, place), &picks, Some((document, *line)), at);
            let refund = refund.unwrap_or_else(|| amount(of.cost, *quantity));
            self.owe(supplier, -refund);
            self.enter(Account::PurchaseVariance, cost - refund);
            self.receipts[receipt].lines[*line].returned += quantity;
            refunds += refund;
            picked.push(picks);
        }
        Ok(Answer::Returned { refund: refunds, picks: picked })
    }

    pub(crate) fn count(&mut self, place: usize, lines: &[Counted], asking: Asking) -> Result<Answer, Refusal> {
        let wares = wares(lines, |line| line.ware);
        let at = self.when(&wares, asking)?;
        self.follow(&wares, asking.document, at);
        let mut answer = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let unknown = |batch| batch != 0 && self.shelf.batch(line.ware, batch).is_none();
            if line.batch.is_some_and(unknown) {
                return Err("not_found");
            }
            let heaps = self.shelf.heaps(line.ware, place);
            let here = heaps.iter().filter(|heap| line.batch.is_none_or(|batch| heap.batch == batch));
            let expected: Number = here.map(|heap| heap.quantity).sum();
            let there = (line.ware, place);
            let differences: Vec<Pick> = match line.found.cmp(&expected) {
                Ordering::Less => {
                    let picks = self.shelf.pick(there, expected - line.found, line.batch, None, true)?;
                    let (cost, _) = self.take_out(there, &picks, None, at);
                    self.enter(Account::CountVariance, cost);
                    picks.into_iter().map(|(batch, quantity)| (batch, -quantity)).collect()
                }
                Ordering::Greater => {
                    let batch = line.batch.unwrap_or_else(|| self.shelf.latest(line.ware, place));
                    let is_loose = batch == 0 && heaps.iter().all(|heap| heap.batch != 0);
                    if is_loose && WARES[line.ware].shelf_life_days.is_some() {
                        return Err("invalid");
                    }
                    let found = line.found - expected;
                    let value = self.goods[line.ware].lots.worth(found);
                    self.bring_in(there, &[(batch, found)], (value, Some((asking.document, index))), at);
                    self.enter(Account::CountVariance, -value);
                    vec![(batch, found)]
                }
                Ordering::Equal => Vec::new(),
            };
            self.move_at(line.ware, at, asking.document);
            answer.push((expected, differences));
        }
        Ok(Answer::Counted(answer))
    }

    pub(crate) fn write_off(&mut self, place: usize, lines: &[Taken], asking: Asking) -> Result<Answer, Refusal> {
        let wares = wares(lines, |line| line.ware);
        let at = self.when(&wares, asking)?;
        self.follow(&wares, asking.document, at);
        for line in lines {
            let there = (line.ware, place);
            let picks = self.shelf.pick(there, line.quantity, line.batch, None, true)?;
            let (cost, _) = self.take_out(there, &picks, None, at);
            self.enter(Account::WriteOff, cost);
        }
        Ok(Answer::Done)
    }

    pub(crate) fn transfer(
        &mut self,
        from: usize,
        to: usize,
        lines: &[Taken],
        asking: Asking,
    ) -> Result<Answer, Refusal> {
        if from == to {
            return Err("invalid");
        }
        let wares = wares(lines, |line| line.ware);
        let at = self.when(&wares, asking)?;
        self.follow(&wares, asking.document, at);
        for line in lines {
            let picks = self.shelf.pick((line.ware, from), line.quantity, line.batch, None, true)?;
            self.shelf.moved(line.ware, from, &picks, -1);
            self.shelf.moved(line.ware, to, &picks, 1);
            self.move_at(line.ware, at, asking.document);
        }
        Ok(Answer::Done)
    }
}
