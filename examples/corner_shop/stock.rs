use tillbook::Result;
use tillbook::shop::{CountLine, OpeningStockLine, WriteOffLine};
use tillbook::value::Date;

use super::event::{Event, Fact};
use super::folder::Folder;
use super::goods::Goods;
use super::sheet::{Place, Row};

/// The local hour at which goods are counted and written off.
const CLOSING_HOUR: u8 = 23;
/// Lines that go into one document of opening stock.
const CHUNK: usize = 500;

/// What happened to goods without customers or suppliers: opening.csv, writeoffs.csv, counts.csv.
pub(super) fn read(folder: &Folder, goods: &Goods) -> Result<Vec<Event>> {
    let mut events = read_opening(folder, goods)?;
    let sheet = folder.sheet("writeoffs.csv", "date, sku, qty, batch, reason")?;
    for (day, lines, places) in by_day(&sheet.rows().collect::<Vec<_>>(), "date", |row| write_off(goods, row))? {
        let fact = Fact::WriteOff(folder.document(&format!("write-offs {day}")), lines);
        events.push(Event { at: folder.at(day, CLOSING_HOUR), fact, places });
    }
    let sheet = folder.sheet("counts.csv", "counted_on, sku, counted_qty, reason")?;
    for (day, lines, places) in by_day(&sheet.rows().collect::<Vec<_>>(), "counted_on", |row| count(goods, row))? {
        let fact = Fact::Count(folder.document(&format!("counts {day}")), lines);
        events.push(Event { at: folder.at(day, CLOSING_HOUR), fact, places });
    }
    Ok(events)
}

fn read_opening(folder: &Folder, goods: &Goods) -> Result<Vec<Event>> {
    let sheet = folder.sheet("opening.csv", "sku, qty, unit_cost, batch, expires_on")?;
    let (mut lines, mut places) = (Vec::new(), Vec::new());
    for row in sheet.rows() {
        let (variant, _) = goods.of(row)?;
        let mut line = OpeningStockLine::new(variant, row.quantity("qty")?, row.price("unit_cost")?);
        line.batch = row.optional("batch").map(str::to_string);
        line.expires_on = row.parsed_if_there("expires_on")?;
        lines.push(line);
        places.push(row.place());
    }
    let chunks = lines.chunks(CHUNK).zip(places.chunks(CHUNK)).enumerate();
    let event = |(index, (lines, places)): (usize, (&[OpeningStockLine], &[Place]))| {
        let fact = Fact::Opening(folder.document(&format!("opening stock {index}")), lines.to_vec());
        Event { at: folder.opening(), fact, places: places.to_vec() }
    };
    Ok(chunks.map(event).collect())
}

fn write_off(goods: &Goods, row: Row<'_>) -> Result<WriteOffLine> {
    let (variant, _) = goods.of(row)?;
    let line = WriteOffLine::new(variant, row.quantity("qty")?, row.text("reason")?);
    Ok(match row.optional("batch") {
        Some(batch) => line.batch(batch),
        None => line,
    })
}

fn count(goods: &Goods, row: Row<'_>) -> Result<CountLine> {
    let (variant, _) = goods.of(row)?;
    let reason = row.optional("reason").unwrap_or_default();
    Ok(CountLine::new(variant, row.quantity_or_none("counted_qty")?).reason(reason))
}

/// The lines of one day are one document.
type Day<T> = (Date, Vec<T>, Vec<Place>);

fn by_day<T>(rows: &[Row<'_>], column: &str, line: impl Fn(Row<'_>) -> Result<T>) -> Result<Vec<Day<T>>> {
    let mut days: Vec<Day<T>> = Vec::new();
    for row in rows {
        let date: Date = row.parsed(column)?;
        let line = line(*row)?;
        match days.iter_mut().find(|(day, ..)| *day == date) {
            Some((_, lines, places)) => {
                lines.push(line);
                places.push(row.place());
            }
            None => days.push((date, vec![line], vec![row.place()])),
        }
    }
    Ok(days)
}
