use std::collections::HashMap;

use rust_decimal::Decimal;
use tillbook::shop::{OrderLine, ReceiptLine, line, received};
use tillbook::value::{Date, OrderId, ReceiptId};
use tillbook::{Error, Expected, Result};

use super::event::{Event, Fact};
use super::folder::Folder;
use super::goods::Goods;
use super::sheet::{Place, Row};

/// The local hour at which goods come.
const DELIVERY_HOUR: u8 = 6;

/// A row of purchases.csv: a line of an order in one of its deliveries.
struct Delivered<'a> {
    row: Row<'a>,
    /// The order line it belongs to.
    line: usize,
    ordered: Decimal,
    received: Decimal,
    /// `None`: still on its way.
    on: Option<Date>,
}

/// Orders and their deliveries, each in the order of the file.
pub(super) fn read(folder: &Folder, goods: &Goods) -> Result<Vec<Event>> {
    let columns =
        "order, ordered_on, received_on, supplier, sku, qty_ordered, qty_received, unit_cost, batch, expires_on";
    let sheet = folder.sheet("purchases.csv", columns)?;
    let mut orders: Vec<(&str, Vec<Row<'_>>)> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    let rows: Vec<Row<'_>> = sheet.rows().collect();
    for row in &rows {
        let order = row.text("order")?;
        let place = *index.entry(order).or_insert(orders.len());
        match orders.get_mut(place) {
            Some((_, rows)) => rows.push(*row),
            None => orders.push((order, vec![*row])),
        }
    }
    let mut events = Vec::new();
    for (order, rows) in &orders {
        read_order(folder, goods, order, rows, &mut events)?;
    }
    Ok(events)
}

fn read_order(folder: &Folder, goods: &Goods, order: &str, rows: &[Row<'_>], events: &mut Vec<Event>) -> Result<()> {
    let Some(first) = rows.first() else { return Ok(()) };
    let ordered_on: Date = first.parsed("ordered_on")?;
    let supplier = goods.supplier(*first, "supplier")?;
    let mut lines: Vec<OrderLine> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    let mut delivered: Vec<Delivered<'_>> = Vec::with_capacity(rows.len());
    for row in rows {
        row.same_as(*first, &["ordered_on", "supplier"])?;
        let (variant, _) = goods.of(*row)?;
        let (ordered, unit_cost) = (row.quantity_or_none("qty_ordered")?, row.price("unit_cost")?);
        let known = lines.iter().position(|line| line.variant == variant);
        let index = known.unwrap_or(lines.len());
        if let Some(known) = lines.get_mut(index) {
            // The rows of one item, in several deliveries, are one line of the order.
            known.quantity += ordered;
        } else {
            lines.push(line(variant, ordered, unit_cost));
            places.push(row.place());
        }
        let on: Option<Date> = row.parsed_if_there("received_on")?;
        if on.is_some_and(|on| on < ordered_on) {
            return Err(row.refuse("received_on", Expected::NotBefore(ordered_on.to_string())));
        }
        let received = row.quantity_or_none("qty_received")?;
        if on.is_none() && !received.is_zero() {
            return Err(row.refuse("received_on", Expected::Date));
        }
        delivered.push(Delivered { row: *row, line: index, ordered, received, on });
    }
    let id = OrderId::derived(&folder.space, order);
    events.push(Event { at: folder.at(ordered_on, 0), fact: Fact::Order(id, supplier, lines), places });
    read_deliveries(folder, (order, id), &delivered, events)
}

fn read_deliveries(
    folder: &Folder,
    (order, order_id): (&str, OrderId),
    delivered: &[Delivered<'_>],
    events: &mut Vec<Event>,
) -> Result<()> {
    let mut days: Vec<Date> = delivered.iter().filter_map(|row| row.on).collect();
    days.sort_unstable();
    days.dedup();
    for day in days {
        let (mut lines, mut places) = (Vec::new(), Vec::new());
        for (index, part) in delivered.iter().enumerate().filter(|(_, part)| part.on == Some(day)) {
            lines.push(receipt_line(part, is_short(delivered, index))?);
            places.push(part.row.place());
        }
        let id = ReceiptId::derived(&folder.space, &format!("{order} {day}"));
        let fact = Fact::Receipt(id, order_id, lines);
        events.push(Event { at: folder.at(day, DELIVERY_HOUR), fact, places });
    }
    Ok(())
}

/// True for the last delivery of an order line of which less came than was ordered, and nothing is on its way.
fn is_short(delivered: &[Delivered<'_>], index: usize) -> bool {
    let Some(part) = delivered.get(index) else { return false };
    let of_line = || delivered.iter().enumerate().filter(|(_, other)| other.line == part.line);
    let is_last = of_line().all(|(i, other)| other.on.is_some() && (other.on, i) <= (part.on, index));
    let ordered: Decimal = of_line().map(|(_, other)| other.ordered).sum();
    let received: Decimal = of_line().map(|(_, other)| other.received).sum();
    is_last && received < ordered
}

fn receipt_line(part: &Delivered<'_>, short: bool) -> Result<ReceiptLine, Error> {
    let mut line = received(part.line, part.received).at_cost(part.row.price("unit_cost")?);
    if let Some(batch) = part.row.optional("batch") {
        line = line.batch(batch);
    }
    line.expires_on = part.row.parsed_if_there("expires_on")?;
    line.short = short;
    Ok(line)
}
