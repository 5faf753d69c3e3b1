//! The costing engine on columns: no shop is needed.

use std::collections::HashMap;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde::Serialize;
use tillbook::costing::{Act, Costed, Move, Refusal, Rules, cost_moves as cost};
use tillbook::ledger::{CostingMethod, LineKey, LocationNo, NegativeStock};
use tillbook::value::{Currency, Money, Quantity, Timestamp};

use super::column::Frame;
use super::handle::Given;
use super::refusal::raised;
use super::request::from_python;
use super::sheet::{Cells, Sheet};
use super::table::Table;
use super::types::{Field, Known, Record, Type};

/// What moves cost: ``moves`` has a row for each row that was given, ``items`` one for each item.
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct CostedMoves {
    moves: Py<Table>,
    items: Py<Table>,
}

#[pymethods]
impl CostedMoves {
    /// What each move did, in the order of the rows. Columns: ``item``; ``quantity``, in positive and out negative;
    /// ``value`` of that at the time; ``final_value`` that it turned out to be, with all that covered what was short.
    #[getter]
    fn moves(&self, py: Python<'_>) -> Py<Table> {
        self.moves.clone_ref(py)
    }

    /// What became of each item. Columns: ``item``; ``quantity`` and ``value`` on hand in the end; what was ``received``,
    /// ``issued``, ``returned`` and ``counted``, at cost.
    #[getter]
    fn items(&self, py: Python<'_>) -> Py<Table> {
        self.items.clone_ref(py)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("<CostedMoves: {} moves, {} items>", self.moves.get().rows(), self.items.bind(py).get().rows())
    }
}

#[derive(Serialize)]
struct MoveRow<'a> {
    item: &'a str,
    quantity: Quantity,
    value: Money,
    final_value: Money,
}

static MOVE_ROW: Record = Record {
    name: "MoveRow",
    fields: &[
        Field { name: "item", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "value", ty: Type::Money },
        Field { name: "final_value", ty: Type::Money },
    ],
};

impl Known for MoveRow<'_> {
    const TYPE: &'static Type = &Type::Record(&MOVE_ROW);
}

#[derive(Serialize)]
struct ItemRow<'a> {
    item: &'a str,
    quantity: Quantity,
    value: Money,
    received: Money,
    issued: Money,
    returned: Money,
    counted: Money,
}

static ITEM_ROW: Record = Record {
    name: "ItemRow",
    fields: &[
        Field { name: "item", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "value", ty: Type::Money },
        Field { name: "received", ty: Type::Money },
        Field { name: "issued", ty: Type::Money },
        Field { name: "returned", ty: Type::Money },
        Field { name: "counted", ty: Type::Money },
    ],
};

impl Known for ItemRow<'_> {
    const TYPE: &'static Type = &Type::Record(&ITEM_ROW);
}

/// A frame as moves, and the names of its items.
struct Moves {
    moves: Vec<Move>,
    names: Vec<String>,
}

/// A cell that is not as it must be.
pub(crate) struct Wrong {
    pub(crate) row: usize,
    pub(crate) column: &'static str,
    pub(crate) expected: &'static str,
}

impl Moves {
    fn read(sheet: &Sheet, decimals: u32) -> PyResult<Result<Self, Wrong>> {
        let (items, kinds) = (sheet.needed("item")?, sheet.needed("kind")?);
        let (quantities, values) = (sheet.needed("quantity")?, sheet.column("value"));
        let (times, sales) = (sheet.column("at"), sheet.column("of"));
        let mut moves = Self { moves: Vec::with_capacity(sheet.rows), names: Vec::new() };
        let mut numbers = Numbers::default();
        let mut read = || {
            for row in 0..sheet.rows {
                let wrong = |column, expected| Wrong { row, column, expected };
                let item = numbers.of(items, row, &mut moves.names).ok_or(wrong("item", "a text or a whole number"))?;
                let quantity = quantities.micros(row).map_err(|expected| wrong("quantity", expected))?;
                let quantity = Quantity::from_micros(quantity.ok_or(wrong("quantity", "a number"))?);
                let value = values.map_or(Ok(None), |values| values.scaled(row, decimals));
                let value = value.map_err(|expected| wrong("value", expected))?.map(Money::from_minor);
                let at = match times {
                    Some(times) => times.time(row).ok_or(wrong("at", "a day, or a time with its zone"))?,
                    None => 0,
                };
                let of = sales
                    .filter(|sales| !sales.is_null(row))
                    .map(|sales| sales.int(row).and_then(key).ok_or(wrong("of", "the row of the sale, from 0")));
                let act = act(kinds.text(row), quantity, value, of.transpose()?).map_err(|(c, e)| wrong(c, e))?;
                let key = key(i64::try_from(row).unwrap_or(i64::MAX)).ok_or(wrong("item", "fewer rows"))?;
                let (at, location) = (Timestamp::from_micros(at), LocationNo(1));
                moves.moves.push(Move { item, key, at, location, act });
            }
            Ok(())
        };
        Ok(read().map(|()| moves))
    }
}

/// The key of a row, from 0.
fn key(row: i64) -> Option<LineKey> {
    (row >= 0).then(|| row.checked_add(1)).flatten().map(LineKey::from_column)
}

fn act(
    kind: Option<&str>,
    quantity: Quantity,
    value: Option<Money>,
    of: Option<LineKey>,
) -> Result<Act, (&'static str, &'static str)> {
    Ok(match kind {
        Some("receive") => Act::Receive { quantity, value: value.ok_or(("value", "what all of it cost"))? },
        Some("found") => Act::Found { quantity },
        Some("issue") => Act::Issue { quantity },
        Some("return") => Act::Return { of, quantity, value },
        Some("count") => Act::Count { counted: quantity },
        _ => return Err(("kind", "one of receive, found, issue, return, count")),
    })
}

/// Numbers of items by their names.
#[derive(Default)]
struct Numbers {
    texts: HashMap<String, u32>,
    ints: HashMap<i64, u32>,
}

impl Numbers {
    fn of(&mut self, items: &Cells, row: usize, names: &mut Vec<String>) -> Option<u32> {
        let next = u32::try_from(names.len()).ok()?;
        if let Some(text) = items.text(row) {
            if let Some(known) = self.texts.get(text) {
                return Some(*known);
            }
            names.push(text.to_string());
            self.texts.insert(text.to_string(), next);
            return Some(next);
        }
        let number = items.int(row)?;
        if let Some(known) = self.ints.get(&number) {
            return Some(*known);
        }
        names.push(number.to_string());
        self.ints.insert(number, next);
        Some(next)
    }
}

fn tables(moves: &Moves, costed: &Costed, frame: &Frame) -> Result<(Table, Table), super::column::Misfit> {
    let name = |item: u32| moves.names.get(item as usize).map_or("", String::as_str);
    let row = |(one, cost): (&Move, &tillbook::costing::MoveCost)| MoveRow {
        item: name(one.item),
        quantity: cost.quantity,
        value: cost.value,
        final_value: cost.final_value,
    };
    let rows: Vec<MoveRow<'_>> = moves.moves.iter().zip(&costed.costs).map(row).collect();
    let item = |item: &tillbook::costing::ItemCost| ItemRow {
        item: name(item.item),
        quantity: item.quantity,
        value: item.value,
        received: item.received,
        issued: item.issued,
        returned: item.returned,
        counted: item.counted,
    };
    let items: Vec<ItemRow<'_>> = costed.items.iter().map(item).collect();
    Ok((Table::of(&rows, frame)?, Table::of(&items, frame)?))
}

/// Costs moves of any number of items, whatever the order of the rows: first in, first out, or moving average.
///
/// ``frame`` is anything with ``__arrow_c_stream__``. Columns: ``item``, a text or a whole number; ``kind``, one of
/// ``receive``, ``found``, ``issue``, ``return``, ``count``; ``quantity``, exact, above zero (of a count: zero or more);
/// ``value``, what all of a receipt cost, needed for ``receive``; optional: ``at``, a day or an aware time, without which the
/// order of the rows is that of time; ``of``, the row of the sale that a return gives back, from 0.
///
/// Raises ``RowErrors`` for the first cell that is wrong, and for a move that cannot be; ``TypeError`` for floats.
///
/// >>> from decimal import Decimal
/// >>> from tillbook import Table, costing
/// >>> import pyarrow
/// >>> moves = pyarrow.table({
/// ...     "item": ["tea"] * 3,
/// ...     "kind": ["receive", "receive", "issue"],
/// ...     "quantity": [10, 10, 15],
/// ...     "value": [Decimal("100.00"), Decimal("200.00"), None],
/// ... })
/// >>> costing.cost_moves(moves).moves.column("value")[2]
/// Decimal('-200.00')
/// >>> costing.cost_moves(moves, method="moving_average").items.column("value")
/// [Decimal('75.00')]
#[pyfunction]
#[pyo3(signature = (frame: "object", *, method: "CostingMethod" = "fifo", currency: "str" = "CNY", negative: "NegativeStock" = "forbid") -> "CostedMoves")]
pub(crate) fn cost_moves(
    py: Python<'_>,
    frame: Given<'_, '_>,
    method: &str,
    currency: &str,
    negative: &str,
) -> PyResult<CostedMoves> {
    let currency: Currency = currency.parse().map_err(|error| raised(py, &error, Currency::CNY))?;
    let word = |word: &str| pyo3::types::PyString::new(py, word).into_any();
    let problem = |problem: super::refusal::Problem| problem.raised(py, currency);
    let method: CostingMethod = from_python(&word(method), "method", currency).map_err(problem)?;
    let negative: NegativeStock = from_python(&word(negative), "negative", currency).map_err(problem)?;
    let rules = Rules { negative, ..Rules::from(method) };
    let sheet = Sheet::read(frame)?;
    let shown = Frame { currency, zone: "UTC".into() };
    let done = py.detach(|| {
        let moves = match Moves::read(&sheet, currency.decimals())? {
            Ok(moves) => moves,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let costed = cost(rules, &moves.moves).map_err(|refusal| refused(&refusal))?;
        tables(&moves, &costed, &shown).map(Ok).map_err(|misfit| PyValueError::new_err(misfit.to_string()))
    });
    match done? {
        Ok((moves, items)) => Ok(CostedMoves { moves: Py::new(py, moves)?, items: Py::new(py, items)? }),
        Err(Wrong { row, column, expected }) => Err(row_error(py, row, column, expected)?),
    }
}

/// What `tillbook.errors` says of a cell.
pub(crate) fn row_error(py: Python<'_>, row: usize, column: &str, expected: &str) -> PyResult<PyErr> {
    let made = py.import("tillbook.errors")?.getattr("_row")?.call1((row, column, expected))?;
    Ok(PyErr::from_value(made))
}

fn refused(refusal: &Refusal) -> PyErr {
    Python::attach(|py| {
        let text = refusal.to_string();
        let reason = text.split_once(": ").map_or(text.as_str(), |(_, reason)| reason);
        let row = usize::try_from(refusal.key.column() - 1).unwrap_or_default();
        row_error(py, row, "", reason).unwrap_or_else(|error| error)
    })
}
