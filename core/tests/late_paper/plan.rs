//! Random histories: facts in order of time, and the order in which they are entered.

use std::fmt;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use tillbook::costing::{CostScope, NegativeStock};
use tillbook::ledger::CostingMethod;

use super::world::{BATCHED, MINUTE, NEVER, OPENS_AT, PLACES, Rules, WARES, batches};

/// A shop and what happens in it.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) rules: Rules,
    pub(crate) steps: Vec<Step>,
    /// Freight and other prices come after the goods.
    raises: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// How long after the step before.
    wait_minutes: i64,
    /// How many steps later it is entered.
    delay: usize,
    /// The shop is closed and opened again before it is entered.
    reopened: bool,
    /// It is voided so many documents later, if the law says so.
    voided: Option<usize>,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    /// It refers to nothing that happened before.
    Alone(Request),
    /// A sale that is entered, and voided so many documents later.
    Phantom {
        place: usize,
        lines: Vec<Part>,
        voided_after: usize,
    },
    Refund {
        sale: Index,
        line: Option<Index>,
        quarters: i64,
    },
    SendBack {
        receipt: Index,
        line: Index,
        quarters: i64,
    },
    /// Freight for the goods of a receipt.
    Land {
        receipt: Index,
        minor: i64,
    },
    /// The price of goods of a receipt was another.
    Reprice {
        receipt: Index,
        line: Index,
        cost: i64,
    },
}

/// Some goods.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    pub(crate) ware: usize,
    pub(crate) micros: i64,
    /// Of one unit, where they come in.
    pub(crate) cost: i64,
    pub(crate) batch: usize,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    /// Its place in time among all facts; part of its id.
    pub(crate) index: usize,
    pub(crate) at: i64,
    /// The fact that has to be entered before.
    pub(crate) after: Option<usize>,
    pub(crate) request: Request,
    /// Where it stands in the order of entry.
    pub(crate) entered: usize,
    pub(crate) reopened: bool,
    /// A sale that never was: so many documents later it is voided.
    pub(crate) voided_after: Option<usize>,
}

#[derive(Debug, Clone)]
pub(crate) enum Request {
    Open {
        place: usize,
        lines: Vec<Part>,
    },
    Receive {
        place: usize,
        lines: Vec<Part>,
    },
    Sell {
        place: usize,
        lines: Vec<Part>,
    },
    /// Two sales in one transaction.
    SellTwo {
        place: usize,
        carts: [Vec<Part>; 2],
    },
    /// Lines of a sale and how much of them comes back.
    Refund {
        sale: usize,
        lines: Vec<(usize, i64)>,
    },
    /// Goods come back without a sale. What they are worth may be said.
    TakeIn {
        place: usize,
        line: Part,
        valued: bool,
    },
    SendBack {
        receipt: usize,
        line: usize,
        micros: i64,
    },
    Count {
        place: usize,
        line: Part,
    },
    WriteOff {
        place: usize,
        line: Part,
    },
    /// The cost of the part is what can be realised.
    WriteDown {
        place: usize,
        line: Part,
    },
    Transfer {
        from: usize,
        line: Part,
    },
    Land {
        receipt: usize,
        minor: i64,
    },
    Reprice {
        receipt: usize,
        line: usize,
        cost: i64,
    },
}

impl Request {
    /// In a shop of so many places; nothing if that is too few.
    fn in_places(mut self, places: usize) -> Option<Self> {
        match &mut self {
            Self::Open { place, .. }
            | Self::Receive { place, .. }
            | Self::Sell { place, .. }
            | Self::SellTwo { place, .. }
            | Self::TakeIn { place, .. }
            | Self::Count { place, .. }
            | Self::WriteOff { place, .. }
            | Self::WriteDown { place, .. } => *place %= places,
            Self::Transfer { .. } if places == 1 => return None,
            _ => {}
        }
        Some(self)
    }
}

impl Fact {
    /// It says what goods cost that came earlier: nobody could know it before, and it is booked on its own day.
    pub(crate) const fn is_raise(&self) -> bool {
        matches!(self.request, Request::Land { .. } | Request::Reprice { .. })
    }
}

/// Histories of at most so many facts.
pub(crate) fn plans(most: usize) -> impl Strategy<Value = Plan> {
    (rules(), vec(step(), 1..=most), any::<bool>()).prop_map(|(rules, steps, raises)| Plan { rules, steps, raises })
}

fn rules() -> impl Strategy<Value = Rules> {
    let negative = prop_oneof![Just(NegativeStock::Forbid), Just(NegativeStock::Allow)];
    let scope = prop_oneof![3 => Just(CostScope::Item), 1 => Just(CostScope::Location)];
    let batched = prop_oneof![Just(CostingMethod::Fifo), Just(CostingMethod::MovingAverage)];
    let every = prop_oneof![Just(1), Just(2), Just(5), Just(NEVER)];
    (negative, scope, batched, any::<bool>(), 1..=PLACES, every).prop_map(
        |(negative, scope, batched, batches_named, places, every)| Rules {
            negative,
            scope,
            batched,
            batches_named,
            places,
            every,
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    let delay = prop_oneof![2 => Just(0), 2 => 1..4_usize, 2 => 4..40_usize];
    let voided = proptest::option::weighted(0.15, 0..6_usize);
    (1..600_i64, delay, prop::bool::weighted(0.1), voided, what())
        .prop_map(|(wait_minutes, delay, reopened, voided, what)| Step { wait_minutes, delay, reopened, voided, what })
}

fn what() -> impl Strategy<Value = What> {
    prop_oneof![
        20 => alone().prop_map(What::Alone),
        1 => (0..PLACES, leaving(), 0..6_usize)
            .prop_map(|(place, lines, voided_after)| What::Phantom { place, lines, voided_after }),
        3 => (any::<Index>(), proptest::option::of(any::<Index>()), 1..=4_i64)
            .prop_map(|(sale, line, quarters)| What::Refund { sale, line, quarters }),
        2 => (any::<Index>(), any::<Index>(), 1..=4_i64)
            .prop_map(|(receipt, line, quarters)| What::SendBack { receipt, line, quarters }),
        1 => (any::<Index>(), 1..5_000_i64).prop_map(|(receipt, minor)| What::Land { receipt, minor }),
        1 => (any::<Index>(), any::<Index>(), 0..20_000_000_i64)
            .prop_map(|(receipt, line, cost)| What::Reprice { receipt, line, cost }),
    ]
}

fn alone() -> impl Strategy<Value = Request> {
    let place = || 0..PLACES;
    let coming = || vec(part(12), 1..=3);
    prop_oneof![
        1 => (place(), coming()).prop_map(|(place, lines)| Request::Open { place, lines }),
        4 => (place(), coming()).prop_map(|(place, lines)| Request::Receive { place, lines }),
        5 => (place(), leaving()).prop_map(|(place, lines)| Request::Sell { place, lines }),
        1 => (place(), [leaving(), leaving()]).prop_map(|(place, carts)| Request::SellTwo { place, carts }),
        2 => (place(), part(3), any::<bool>())
            .prop_map(|(place, line, valued)| Request::TakeIn { place, line, valued }),
        2 => (place(), part(8)).prop_map(|(place, line)| Request::Count { place, line }),
        1 => (place(), part(3)).prop_map(|(place, line)| Request::WriteOff { place, line }),
        2 => (place(), part(3)).prop_map(|(place, line)| Request::WriteDown { place, line }),
        2 => (place(), part(4)).prop_map(|(from, line)| Request::Transfer { from, line }),
    ]
}

fn leaving() -> impl Strategy<Value = Vec<Part>> {
    vec(part(5), 1..=3)
}

/// At most so many units: often whole ones, else of odd fractions, at costs that do not divide.
fn part(most: i64) -> impl Strategy<Value = Part> {
    let micros = prop_oneof![
        3 => (1..=most).prop_map(|units| units * 1_000_000),
        1 => (1..=most * 1_000).prop_map(|milli| milli * 1_000),
    ];
    let cost = prop_oneof![4 => (0..2_000_i64).prop_map(|minor| minor * 10_000), 1 => 0..9_000_000_i64];
    (0..WARES, micros, cost, 0..batches()).prop_map(|(ware, micros, cost, batch)| Part { ware, micros, cost, batch })
}

/// What is still to come back of the lines of a document.
struct Left {
    fact: usize,
    micros: Vec<i64>,
    /// How many documents say something of each line.
    said: Vec<usize>,
}

impl Left {
    fn of(fact: usize, lines: &[Part]) -> Self {
        Self { fact, micros: lines.iter().map(|line| line.micros).collect(), said: vec![0; lines.len()] }
    }

    /// So many quarters of what is left of a line; nothing when nothing is left.
    fn take(&mut self, line: usize, quarters: i64) -> Option<i64> {
        let left = self.micros.get_mut(line)?;
        let taken = (*left * quarters / 4).max(i64::from(*left > 0));
        *left -= taken;
        self.said[line] += 1;
        (taken > 0).then_some(taken)
    }

    /// Nothing more is said of a line.
    fn close(&mut self, line: usize) {
        self.said[line] += 1;
        self.micros[line] = 0;
    }
}

impl Plan {
    /// The facts in order of time; of those that never were only sales.
    pub(crate) fn facts(&self) -> Vec<Fact> {
        self.facts_with(|_| None)
    }

    /// The facts in order of time; any of them may never have been.
    pub(crate) fn facts_with_voids(&self) -> Vec<Fact> {
        // Two sales are two documents.
        self.facts_with(|step| step.voided.filter(|_| !matches!(step.what, What::Alone(Request::SellTwo { .. }))))
    }

    fn facts_with(&self, voided: impl Fn(&Step) -> Option<usize>) -> Vec<Fact> {
        let (mut facts, mut at) = (Vec::new(), OPENS_AT);
        let (mut sales, mut receipts): (Vec<Left>, Vec<Left>) = (Vec::new(), Vec::new());
        for (index, step) in self.steps.iter().enumerate() {
            at += step.wait_minutes * MINUTE;
            let Some((request, after)) = self.resolve(&step.what, &mut sales, &mut receipts) else { continue };
            let voided_after =
                if let What::Phantom { voided_after, .. } = step.what { Some(voided_after) } else { voided(step) };
            let voided_after = voided_after.filter(|_| is_alone(&request, &mut sales));
            match &request {
                Request::Sell { lines, .. } if voided_after.is_none() => sales.push(Left::of(index, lines)),
                Request::Receive { lines, .. } if voided_after.is_none() => receipts.push(Left::of(index, lines)),
                _ => {}
            }
            let (entered, reopened) = (index + step.delay, step.reopened);
            facts.push(Fact { index, at, after, request, entered, reopened, voided_after });
        }
        facts
    }

    fn resolve(&self, what: &What, sales: &mut [Left], receipts: &mut [Left]) -> Option<(Request, Option<usize>)> {
        let request = match what {
            What::Alone(request) => request.clone().in_places(self.rules.places)?,
            What::Phantom { place, lines, .. } => {
                Request::Sell { place: *place % self.rules.places, lines: lines.clone() }
            }
            What::Land { .. } | What::Reprice { .. } if !self.raises => return None,
            What::Refund { sale, line, quarters } => {
                let left = pick(sales, *sale)?;
                let all = 0..left.micros.len();
                let chosen = line.as_ref().map(|line| line.index(all.len()));
                let wanted = all.filter(|line| chosen.is_none_or(|chosen| chosen == *line));
                let lines: Vec<(usize, i64)> =
                    wanted.filter_map(|line| Some((line, left.take(line, *quarters)?))).collect();
                let sale = left.fact;
                return (!lines.is_empty()).then_some((Request::Refund { sale, lines }, Some(sale)));
            }
            What::SendBack { receipt, line, quarters } => {
                let left = pick(receipts, *receipt)?;
                let line = line.index(left.micros.len());
                let (receipt, micros) = (left.fact, left.take(line, *quarters)?);
                return Some((Request::SendBack { receipt, line, micros }, Some(receipt)));
            }
            What::Land { receipt, minor } => {
                let receipt = pick(receipts, *receipt)?.fact;
                return Some((Request::Land { receipt, minor: *minor }, Some(receipt)));
            }
            What::Reprice { receipt, line, cost } => {
                let left = pick(receipts, *receipt)?;
                let line = line.index(left.micros.len());
                // The last price holds, and what the supplier gives back depends on it: so there is one, and none goes back.
                if left.said[line] > 0 {
                    return None;
                }
                left.close(line);
                let (receipt, cost) = (left.fact, *cost);
                return Some((Request::Reprice { receipt, line, cost }, Some(receipt)));
            }
        };
        Some((request, None))
    }
}

/// What is given back for goods depends on what was given back before, to the last cent: a refund that never was has to be the
/// only one of its lines.
fn is_alone(request: &Request, sales: &mut [Left]) -> bool {
    let Request::Refund { sale, lines } = request else { return true };
    let Some(left) = sales.iter_mut().find(|left| left.fact == *sale) else { return true };
    let is_alone = lines.iter().all(|(line, _)| left.said[*line] == 1);
    lines.iter().filter(|_| is_alone).for_each(|(line, _)| left.close(*line));
    is_alone
}

fn pick(all: &mut [Left], which: Index) -> Option<&mut Left> {
    if all.is_empty() { None } else { all.get_mut(which.index(all.len())) }
}

impl Part {
    /// The batch that a document names: always where goods come in, elsewhere if the shop names batches.
    pub(crate) fn batch(&self, always: bool) -> Option<usize> {
        (self.ware == BATCHED && always).then_some(self.batch)
    }
}

/// A fact a line: what matters when a law is broken.
impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:?}", self.rules)?;
        for Fact { index, at, request, entered, reopened, voided_after, .. } in self.facts_with_voids() {
            let minutes = (at - OPENS_AT) / MINUTE;
            write!(f, "  {index}: minute {minutes}, entered {entered}: {request:?}")?;
            let voided = voided_after.map(|later| format!(", voided after {later}")).unwrap_or_default();
            writeln!(f, "{}{voided}", if reopened { ", reopened" } else { "" })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { ware, micros, cost, batch } = self;
        write!(f, "{micros} of ware {ware} at {cost}")?;
        if *ware == BATCHED { write!(f, " batch {batch}") } else { Ok(()) }
    }
}
