//! Turns what is tried into a request, by what the reference says there is.

use super::operation::{Arriving, Leaving, Operation, Paying, Share};
use super::reference::Reference;
use super::request::{Counted, Incoming, Request, Taken, Wanted};
use super::selling::Sold;
use super::stocking::{Ordered, Received};
use super::world::{Number, WARES, day_of};
use proptest::sample::Index;

/// `None` if there is nothing that it could be about.
pub(crate) fn resolve(operation: &Operation, reference: &Reference, now: i64) -> Option<Request> {
    let incoming = |lines: &[Arriving]| lines.iter().map(|line| arriving(line, now)).collect();
    Some(match operation {
        Operation::Open { lines } => Request::Open { lines: incoming(lines) },
        Operation::Order { supplier, lines } => {
            let lines = distinct(lines, |line| line.ware);
            let lines = lines.iter().map(|line| (line.ware, line.quantity, line.cost)).collect();
            Request::Order { supplier: *supplier, lines }
        }
        Operation::Receive { order, supplier, place, lines } => {
            let order = order.and_then(|index| chosen(&reference.orders, index, Ordered::is_open));
            let lines = match order {
                Some(order) => lines.iter().map(|line| ordered(line, order, reference, now)).collect(),
                None => incoming(lines),
            };
            Request::Receive { order, supplier: *supplier, place: *place, lines }
        }
        Operation::Return { receipt, lines } => {
            let receipt = chosen(&reference.receipts, *receipt, Received::is_left)?;
            let of = &reference.receipts[receipt].lines;
            let line = |line: &Leaving| {
                let which = line.which % of.len();
                let refund = line.price.map(|price| price / 10_000);
                (which, share(line.share, of[which].quantity - of[which].returned), refund)
            };
            Request::Return { receipt, lines: distinct(lines, |line| line.which % of.len()).iter().map(line).collect() }
        }
        Operation::Sell { place, lines, paying } => {
            let lines: Vec<Wanted> = lines.iter().map(|line| wanted(line, *place, reference)).collect();
            let tenders = tenders(paying, reference.total(&lines).unwrap_or(0));
            Request::Sell { place: *place, lines, tenders }
        }
        Operation::Refund { sale, lines, to } => {
            let sale = chosen(&reference.sales, *sale, Sold::is_left)?;
            let of = &reference.sales[sale].lines;
            let line = |line: &Leaving| {
                let which = line.which % of.len();
                (which, share(line.share, of[which].left()))
            };
            let lines = distinct(lines, |line| line.which % of.len()).iter().map(line).collect();
            Request::Refund { sale, lines, to: *to }
        }
        Operation::Void { sale } => {
            Request::Void { sale: chosen(&reference.sales, *sale, Sold::is_untouched)?, reason: "by mistake".into() }
        }
        Operation::Count { place, lines } => {
            let lines = distinct(lines, |line| ware(reference, line, *place))
                .iter()
                .map(|line| counted(line, *place, reference))
                .collect();
            Request::Count { place: *place, lines }
        }
        Operation::WriteOff { place, lines } => {
            Request::WriteOff { place: *place, lines: taken(lines, *place, reference) }
        }
        Operation::Transfer { from, to, lines } => {
            Request::Transfer { from: *from, to: *to, lines: taken(lines, *from, reference) }
        }
        Operation::Edit { ware, price, on_shelf } => Request::Edit { ware: *ware, price: *price, on_shelf: *on_shelf },
        Operation::Recost { ware, method } => Request::Recost { ware: *ware, method: *method },
    })
}

/// One in so many times something is tried that will not do.
const ODD_ONE_IN: usize = 8;

fn chosen<T>(list: &[T], index: Index, will_do: impl Fn(&T) -> bool) -> Option<usize> {
    let good: Vec<usize> = (0..list.len()).filter(|i| will_do(&list[*i])).collect();
    if good.is_empty() || index.index(ODD_ONE_IN) == 0 {
        return (!list.is_empty()).then(|| index.index(list.len()));
    }
    Some(good[index.index(good.len())])
}

/// Of lines about the same thing only the first.
fn distinct<T: Clone>(lines: &[T], key: impl Fn(&T) -> usize) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for line in lines {
        if kept.iter().all(|other| key(other) != key(line)) {
            kept.push(line.clone());
        }
    }
    kept
}

fn share(share: Share, there: Number) -> Number {
    match share {
        Share::Micros(micros) => micros,
        Share::Permille(permille) => (there * permille / 1_000).max(1),
    }
}

/// A ware that is at the place, if any is.
fn ware(reference: &Reference, line: &Leaving, place: usize) -> usize {
    let is_there = |ware: &usize| !reference.shelf.heaps(*ware, place).is_empty();
    let there: Vec<usize> = (0..WARES.len()).filter(is_there).collect();
    if there.is_empty() || line.which.is_multiple_of(ODD_ONE_IN) {
        return line.which % WARES.len();
    }
    there[line.which % there.len()]
}

fn there(reference: &Reference, line: &Leaving, place: usize) -> Number {
    let heaps = reference.shelf.heaps(ware(reference, line, place), place);
    heaps.iter().filter(|heap| line.batch.is_none_or(|batch| heap.batch == batch)).map(|heap| heap.quantity).sum()
}

fn arriving(line: &Arriving, now: i64) -> Incoming {
    let today = day_of(now);
    // Goods without a shelf life come without batches more often than not.
    let tracked = WARES[line.ware].shelf_life_days.is_some() || line.short;
    Incoming {
        order_line: None,
        ware: line.ware,
        quantity: line.quantity,
        cost: Some(line.cost),
        short: line.short,
        batch: line.batch.filter(|_| tracked),
        produced: line.made_days_ago.map(|days| today - days).filter(|_| tracked),
        expires: line.good_days.map(|days| today + days).filter(|_| tracked),
    }
}

/// Goods of an order, or beside it.
fn ordered(line: &Arriving, order: usize, reference: &Reference, now: i64) -> Incoming {
    if !line.as_ordered {
        return arriving(line, now);
    }
    let lines = &reference.orders[order].lines;
    let which = line.ware % lines.len();
    let incoming = arriving(&Arriving { ware: lines[which].ware, ..line.clone() }, now);
    Incoming { order_line: Some(which), cost: incoming.cost.filter(|cost| *cost % 3 == 0), ..incoming }
}

fn wanted(line: &Leaving, place: usize, reference: &Reference) -> Wanted {
    Wanted {
        ware: ware(reference, line, place),
        quantity: share(line.share, there(reference, line, place)),
        price: line.price,
        discounts: line.discounts.clone(),
        batch: line.batch,
    }
}

fn counted(line: &Leaving, place: usize, reference: &Reference) -> Counted {
    let found = match line.share {
        Share::Micros(micros) => micros,
        Share::Permille(permille) => there(reference, line, place) * permille / 1_000,
    };
    Counted { ware: ware(reference, line, place), found, batch: line.batch }
}

fn taken(lines: &[Leaving], place: usize, reference: &Reference) -> Vec<Taken> {
    let line = |line: &Leaving| Taken {
        ware: ware(reference, line, place),
        quantity: share(line.share, there(reference, line, place)),
        batch: line.batch,
    };
    lines.iter().map(line).collect()
}

fn tenders(paying: &Paying, total: Number) -> Vec<(tillbook::ledger::TenderMethod, Number)> {
    let (mut left, mut tenders) = (total, Vec::new());
    let last = paying.parts.len() - 1;
    for (index, (method, permille)) in paying.parts.iter().enumerate() {
        let part = if index == last { left + paying.beyond } else { left * permille / 1_000 };
        left -= part;
        // Mostly nobody hands over nothing; where everything is free, that is tried as well.
        if part != 0 || paying.beyond != 0 {
            tenders.push((*method, part));
        }
    }
    tenders
}
