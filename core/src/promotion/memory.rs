//! What became of the lines of a cart in the plans that were tried, so that nothing is worked out twice.
//!
//! A turn depends on the lines that the promotion touches, not on the whole cart: where the same promotions had done the
//! same to them it comes to the same, whatever became of other lines. What it leaves is worked out only for plans that go on.

use rustc_hash::FxHashMap;

use super::lines::Lines;
use super::stock::{Span, Spans};
use super::turn::Effect;
use crate::Result;
use crate::value::Money;

/// Spans and lines that are kept over the turns of a plan: some megabytes.
const MOST_KEPT: usize = 50_000;

/// A cart as some turns have left it.
#[derive(Debug, Clone, Default)]
pub(super) struct Cart {
    /// For each line of the shop's cart the state that it is in.
    states: Vec<usize>,
    /// How many spans its lines have together.
    pub(super) spans: usize,
}

impl Cart {
    /// Makes it equal to another one, without asking for space of its own.
    pub(super) fn set_to(&mut self, other: &Self) {
        self.states.clone_from(&other.states);
        self.spans = other.spans;
    }
}

/// What a turn does to the lines that the promotion touches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcome {
    /// What it takes off.
    pub(super) discount: Money,
    /// Which of the effects it is.
    effect: usize,
}

/// A turn that nobody has had yet: the promotion, then the states of its lines.
pub(super) struct Unknown(Box<[usize]>);

/// The states of lines, and the turns that led from one to another.
#[derive(Default)]
pub(super) struct Memory {
    spans: Vec<Span>,
    /// Where the spans of each state begin and end. The first one is that of a line which nobody touches.
    states: Vec<(usize, usize)>,
    /// How many spans and states there are of the cart that nothing was done to.
    first: (usize, usize),
    /// What came of turns; once that was asked for, from which to which of the changes it led.
    effects: Vec<(Effect, Option<(usize, usize)>)>,
    /// Lines and the states that they come to.
    changes: Vec<(usize, usize)>,
    turns: FxHashMap<Box<[usize]>, Option<Outcome>>,
    /// The turn that is asked for.
    asked: Vec<usize>,
    /// The spans that a turn is about.
    touched: Spans,
    /// How much there is in turns and effects.
    kept: usize,
}

impl Memory {
    /// Begins anew with a cart of so many lines.
    pub(super) fn begin(&mut self, spans: &[Span], lines: usize) -> Cart {
        self.spans.clear();
        self.states.clear();
        self.states.push((0, 0));
        self.forget_turns();
        let mut cart = Cart { states: vec![0; lines], spans: spans.len() };
        for of_line in spans.chunk_by(|a, b| a.line == b.line) {
            let state = self.keep(of_line);
            if let Some(slot) = of_line.first().and_then(|span| cart.states.get_mut(span.line)) {
                *slot = state;
            }
        }
        self.first = (self.spans.len(), self.states.len());
        cart
    }

    /// The cart, after all but its own states and those that it began with were forgotten, if that is very much.
    /// Outcomes from before do not hold then.
    pub(super) fn tidied(&mut self, mut cart: Cart) -> Cart {
        let (first_spans, first_states) = self.first;
        if self.spans.len() - first_spans + self.kept < MOST_KEPT {
            return cart;
        }
        let changed = |state: usize| state >= first_states;
        let own: Vec<Spans> =
            cart.states.iter().filter(|state| changed(**state)).map(|&state| self.spans_of(state).to_vec()).collect();
        self.spans.truncate(first_spans);
        self.states.truncate(first_states);
        self.forget_turns();
        for (slot, spans) in cart.states.iter_mut().filter(|state| changed(**state)).zip(own) {
            *slot = self.keep(&spans);
        }
        cart
    }

    fn forget_turns(&mut self) {
        self.changes.clear();
        self.turns.clear();
        self.effects.clear();
        self.kept = 0;
    }

    fn keep(&mut self, spans: &[Span]) -> usize {
        let begin = self.spans.len();
        self.spans.extend_from_slice(spans);
        self.states.push((begin, self.spans.len()));
        self.states.len() - 1
    }

    fn spans_of(&self, state: usize) -> &[Span] {
        self.states.get(state).and_then(|&(begin, end)| self.spans.get(begin..end)).unwrap_or_default()
    }

    /// The spans of these lines, in cart order.
    pub(super) fn gather(&self, cart: &Cart, lines: &Lines, spans: &mut Spans) {
        spans.clear();
        for &state in lines.iter().filter_map(|line| cart.states.get(line)) {
            spans.extend_from_slice(self.spans_of(state));
        }
    }

    /// What came of the turn of a promotion that touches `lines`.
    pub(super) fn known(
        &mut self,
        promotion: usize,
        cart: &Cart,
        lines: &Lines,
    ) -> std::result::Result<Option<Outcome>, Unknown> {
        self.asked.clear();
        self.asked.push(promotion);
        self.asked.extend(lines.iter().filter_map(|line| cart.states.get(line)));
        let known = self.turns.get(self.asked.as_slice()).copied();
        known.ok_or_else(|| Unknown(self.asked.as_slice().into()))
    }

    /// Keeps what came of a turn.
    pub(super) fn learn(&mut self, turn: Unknown, effect: Option<Effect>) -> Option<Outcome> {
        self.kept += turn.0.len() + effect.as_ref().map_or(0, Effect::size);
        let outcome = effect.map(|effect| {
            let discount = effect.discount;
            self.effects.push((effect, None));
            Outcome { discount, effect: self.effects.len() - 1 }
        });
        self.turns.insert(turn.0, outcome);
        outcome
    }

    /// Makes of the cart what a turn makes of it that was asked for; `lines` are those that the promotion touches.
    pub(super) fn apply(&mut self, cart: &mut Cart, outcome: Outcome, lines: &Lines) -> Result<()> {
        let Some((effect, changes)) = self.effects.get(outcome.effect) else { return Ok(()) };
        let (begin, end) = if let Some(changes) = *changes {
            changes
        } else {
            let mut spans = std::mem::take(&mut self.touched);
            self.gather(cart, lines, &mut spans);
            let left = effect.left_of(&spans)?;
            self.touched = spans;
            self.settle(cart, outcome, &left)
        };
        for &(line, state) in self.changes.get(begin..end).unwrap_or_default() {
            if let Some(slot) = cart.states.get_mut(line) {
                cart.spans += self.spans_of(state).len();
                cart.spans -= self.spans_of(*slot).len();
                *slot = state;
            }
        }
        Ok(())
    }

    /// Keeps the states that an effect has left.
    fn settle(&mut self, cart: &Cart, outcome: Outcome, left: &Spans) -> (usize, usize) {
        let begin = self.changes.len();
        for of_line in left.chunk_by(|a, b| a.line == b.line) {
            let Some(line) = of_line.first().map(|span| span.line) else { continue };
            let before = self.spans_of(cart.states.get(line).copied().unwrap_or(0));
            if before.len() == of_line.len() && before.iter().zip(of_line).all(|(a, b)| a.is_same(b)) {
                continue;
            }
            let state = self.keep(of_line);
            self.changes.push((line, state));
        }
        let changes = (begin, self.changes.len());
        if let Some((_, settled)) = self.effects.get_mut(outcome.effect) {
            *settled = Some(changes);
        }
        changes
    }
}
