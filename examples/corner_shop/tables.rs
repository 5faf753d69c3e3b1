use comfy_table::{CellAlignment, Table, presets::UTF8_FULL_CONDENSED};
use rust_decimal::Decimal;
use tillbook::report::By;
use tillbook::value::{Currency, Money};
use tillbook::{Result, Shop};

use super::books::Books;

/// Rows of a list that is longer than a screen.
const SHOWN: usize = 10;
/// Days ahead for which expiring goods are listed.
const SOON_DAYS: u32 = 3;

impl Books {
    /// Shows the books on the screen.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn show(&self) -> Result<()> {
        let currency = self.shop.currency()?;
        println!("{}, {}", self.shop.office().settings()?.name, self.days());
        let tables = [
            self.takings(currency)?,
            self.payments(currency)?,
            self.stock_changes(currency)?,
            self.departments(currency)?,
            self.best_products(currency)?,
            self.suppliers(currency)?,
            self.expiring(currency)?,
            to_order(&self.shop)?,
        ];
        for (title, table) in tables {
            println!("\n{title}\n{table}");
        }
        Ok(())
    }

    fn days(&self) -> String {
        match (self.period.from(), self.period.until()) {
            (Some(from), Some(until)) => format!("{from} to {}", until.date().plus_days(-1)),
            _ => String::new(),
        }
    }

    fn takings(&self, currency: Currency) -> Result<Titled> {
        let sales = self.shop.reports().sales(self.period)?;
        let mut table = table(&["", currency.code()]);
        for (what, amount) in [
            ("quantity x price", sales.gross),
            ("discounts", sales.discounts.neg()?),
            ("coupons", sales.coupons.neg()?),
            ("paid by customers", sales.net),
            ("tax in that", sales.tax),
            ("given back", sales.refunds.amount),
            ("cost of goods sold", sales.cogs),
            ("gross profit", sales.gross_profit),
        ] {
            table.add_row([what.to_string(), amount.text(currency)]);
        }
        Ok((format!("Sales: {} till slips, {} lines", sales.sales, sales.sale_lines), table))
    }

    fn payments(&self, currency: Currency) -> Result<Titled> {
        let mut table = table(&["method", "received", "given back"]);
        for total in self.shop.reports().tenders(self.period)? {
            let (received, refunded) = (total.received.text(currency), total.refunded.text(currency));
            table.add_row([total.method.code().to_string(), received, refunded]);
        }
        Ok(("Payments".into(), table))
    }

    fn stock_changes(&self, currency: Currency) -> Result<Titled> {
        let changes = self.shop.reports().stock_changes(self.period)?;
        let mut table = table(&["", "units", "at cost"]);
        for (what, flow) in [
            ("opening stock", changes.opening_stock),
            ("received", changes.receipts),
            ("brought back", changes.refunds),
            ("found", changes.count_gains),
            ("sold", changes.sales),
            ("missing", changes.count_losses),
            ("written off", changes.write_offs),
            ("on hand", changes.closing),
        ] {
            table.add_row([what.to_string(), flow.quantity.to_string(), flow.value.text(currency)]);
        }
        Ok(("Stock".into(), table))
    }

    fn departments(&self, currency: Currency) -> Result<Titled> {
        let mut table = table(&["department", "sales without tax", "cost", "profit", "margin"]);
        for row in self.shop.reports().margin(self.period, By::TopCategory)?.into_iter().take(SHOWN) {
            let amounts = [row.net_sales, row.cost, row.profit].map(|amount| amount.text(currency));
            table.add_row([vec![row.name.to_string()], amounts.to_vec(), vec![percent(row.margin)]].concat());
        }
        Ok(("Margin by department".into(), table))
    }

    fn best_products(&self, currency: Currency) -> Result<Titled> {
        let mut table = table(&["product", "brand", "units", "sales without tax", "profit", "margin"]);
        for row in self.shop.reports().top_products(SHOWN)? {
            let [net_sales, profit] = [row.net_sales, row.profit].map(|amount| amount.text(currency));
            let texts = [&*row.name, &*row.brand].map(String::from);
            let figures = [row.quantity.to_string(), net_sales, profit, percent(row.margin)];
            table.add_row(texts.into_iter().chain(figures));
        }
        Ok(("Products with most profit".into(), table))
    }

    fn suppliers(&self, currency: Currency) -> Result<Titled> {
        let mut table = table(&["supplier", "orders", "units", "value", "came of what was ordered"]);
        let mut rows = self.shop.reports().purchases_by_supplier(self.period)?.suppliers;
        rows.sort_by_key(|row| std::cmp::Reverse(row.totals.value));
        for row in rows.into_iter().take(SHOWN) {
            let totals = row.totals;
            let numbers = [totals.orders.to_string(), totals.units_received.to_string(), totals.value.text(currency)];
            table.add_row([vec![row.name], numbers.to_vec(), vec![percent(totals.unit_fill)]].concat());
        }
        Ok(("Suppliers we buy most from".into(), table))
    }

    fn expiring(&self, currency: Currency) -> Result<Titled> {
        let Some(until) = self.period.until() else { return Ok((String::new(), table(&[]))) };
        let today = until.date().plus_days(-1);
        let rows = self.shop.reports().expiring(SOON_DAYS, today)?;
        let value = Money::sum(rows.iter().map(|row| row.value))?;
        let mut table = table(&["goods", "batch", "good until", "units"]);
        for row in rows.iter().take(SHOWN) {
            let (day, units) = (row.expires_on.to_string(), row.quantity.to_string());
            table.add_row([row.name.clone(), row.batch.clone(), day, units]);
        }
        let title = format!("To be sold within {SOON_DAYS} days: {} batches, {}", rows.len(), value.text(currency));
        Ok((title, table))
    }
}

fn to_order(shop: &Shop) -> Result<Titled> {
    let mut table = table(&["goods", "on hand", "on order", "reorder point"]);
    for row in shop.reports().below_reorder_point(SHOWN)? {
        let numbers = [row.on_hand, row.on_order, row.reorder_point].map(|quantity| quantity.to_string());
        table.add_row([vec![row.name], numbers.to_vec()].concat());
    }
    Ok((format!("At or below the reorder point (the first {SHOWN})"), table))
}

/// A table with its title.
type Titled = (String, Table);

/// A table whose columns after the first hold numbers, or other short things.
fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_header(header.iter().copied());
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// A share as a percentage with one decimal.
fn percent(share: Option<Decimal>) -> String {
    share.map_or_else(|| "-".into(), |share| format!("{:.1} %", share * Decimal::ONE_HUNDRED))
}
