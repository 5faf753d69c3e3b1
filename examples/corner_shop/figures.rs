use std::collections::HashSet;

use serde_json::{Map, Value, json};
use tillbook::Result;
use tillbook::ledger::CostingMethod;
use tillbook::report::{DaySales, StockOf, TenderTotal, TopProduct};
use tillbook::value::{Currency, Money, ProductId, Quantity};

use super::books::Books;

/// Products that the list of the best has.
pub(super) const BEST: usize = 20;

/// Writes amounts and quantities of the reports as JSON.
struct Form {
    currency: Currency,
}

impl Form {
    /// In major units, as text with the decimals of the currency.
    fn money(&self, amount: Money) -> Value {
        amount.text(self.currency).into()
    }

    /// A number where it is whole, else text.
    fn quantity(quantity: Quantity) -> Value {
        quantity.as_whole().map_or_else(|| quantity.to_string().into(), Value::from)
    }
}

impl Books {
    /// The figures of the books in the form of the folder's `expected.json`: `totals`, those of the costing method,
    /// and `closing_by_expiry`. All of them come from the shop's reports.
    ///
    /// # Errors
    /// Failures of the storage.
    pub fn figures(&self) -> Result<Value> {
        let form = Form { currency: self.shop.currency()? };
        let method = match self.method.costing() {
            CostingMethod::Fifo => "fifo",
            CostingMethod::MovingAverage => "moving_average",
        };
        let mut figures = Map::new();
        figures.insert("totals".into(), self.totals(&form)?);
        figures.insert(method.into(), self.costs(&form)?);
        figures.insert("closing_by_expiry".into(), self.closing_by_expiry()?);
        Ok(figures.into())
    }

    fn totals(&self, form: &Form) -> Result<Value> {
        let mut totals = self.counted()?;
        let (reports, period) = (self.shop.reports(), self.period);
        let (sales, changes) = (reports.sales(period)?, reports.stock_changes(period)?);
        let readings = reports.refund_tax_readings(period)?;
        let taxes = sales.by_tax_code.iter().filter(|tax| !tax.net.is_zero());
        let taxes =
            taxes.map(|tax| (tax.code.clone(), json!({ "net": form.money(tax.net), "tax": form.money(tax.tax) })));
        let tenders = reports.tenders(period)?;
        let by_method = |amount: fn(&TenderTotal) -> Money| -> Map<String, Value> {
            let used = tenders.iter().filter(|total| !amount(total).is_zero());
            used.map(|total| (total.method.code().to_string(), form.money(amount(total)))).collect()
        };
        let amounts = json!({
            "gross_sales": form.money(sales.gross),
            "discounts": form.money(sales.discounts),
            "coupons": form.money(sales.coupons),
            "net_sales": form.money(sales.net),
            "tax": form.money(sales.tax),
            "refunds": form.money(sales.refunds.amount),
            "refund_tax": form.money(sales.refunds.tax),
            "refund_tax_readings": { "by_line": form.money(readings.by_line), "by_row": form.money(readings.by_row) },
            "opening_value": form.money(changes.opening_stock.value),
            "purchases_value": form.money(changes.receipts.value),
            "by_tax_code": taxes.collect::<Map<_, _>>(),
            "tenders": by_method(|total| total.received),
            "refunds_by_method": by_method(|total| total.refunded),
        });
        if let Value::Object(amounts) = amounts {
            totals.extend(amounts);
        }
        Ok(totals.into())
    }

    /// What is counted in documents, lines and units.
    fn counted(&self) -> Result<Map<String, Value>> {
        let (reports, period) = (self.shop.reports(), self.period);
        let (sales, changes) = (reports.sales(period)?, reports.stock_changes(period)?);
        let purchases = reports.purchases_by_supplier(period)?.total;
        let (products, skus) = self.catalog_size()?;
        let counted = json!({
            "products": products,
            "skus": skus,
            "receipts": sales.sales,
            "sale_lines": sales.sale_lines,
            "members": sales.members,
            "receipts_without_member": sales.sales_without_member,
            "returns": sales.refunds.documents,
            "return_lines": sales.refunds.lines,
            "orders": purchases.orders,
            "goods_receipt_lines": purchases.receipt_lines,
            "count_lines": changes.lines_counted,
            "counts_off": changes.lines_off,
            "writeoff_lines": changes.write_offs.lines,
            "opening_units": Form::quantity(changes.opening_stock.quantity),
            "units_received": Form::quantity(purchases.units_received),
            "units_sold": Form::quantity(sales.units_sold),
            "units_returned": Form::quantity(sales.refunds.units),
            "units_written_off": Form::quantity(changes.write_offs.quantity),
            "units_missing": Form::quantity(changes.count_losses.quantity),
            "units_found": Form::quantity(changes.count_gains.quantity),
            "closing_units": Form::quantity(changes.closing.quantity),
            "units_on_order": Form::quantity(purchases.units_on_order),
            "units_delivered_short": Form::quantity(purchases.units_short),
        });
        Ok(if let Value::Object(counted) = counted { counted } else { Map::new() })
    }

    /// How many products and variants there are.
    fn catalog_size(&self) -> Result<(usize, usize)> {
        const PAGE: usize = 1_000;
        let mut products: HashSet<ProductId> = HashSet::new();
        let (mut variants, mut after) = (0, None);
        loop {
            let page = self.shop.catalog().variants(after, PAGE)?;
            products.extend(page.iter().map(|card| card.product.id));
            variants += page.len();
            after = page.last().map(|card| card.variant.id);
            if page.len() < PAGE {
                return Ok((products.len(), variants));
            }
        }
    }

    /// What depends on the costing method.
    fn costs(&self, form: &Form) -> Result<Value> {
        let (reports, period) = (self.shop.reports(), self.period);
        let (sales, changes) = (reports.sales(period)?, reports.stock_changes(period)?);
        let stock = reports.stock()?;
        let days = reports.sales_by_day(period)?;
        let products = reports.top_products(BEST)?;
        let closing = reports.stock_by_variant(StockOf::AllVariants)?.into_iter();
        let closing =
            closing.map(|goods| (goods.sku, json!([Form::quantity(goods.quantity), form.money(goods.value)])));
        Ok(json!({
            "cost_of_sales": form.money(sales.cost_of_sales),
            "returned_cost": form.money(sales.refunds.cost),
            "cogs": form.money(sales.cogs),
            "gross_profit": form.money(sales.gross_profit),
            "count_variance_cost": form.money(changes.count_variance),
            "writeoff_cost": form.money(changes.write_offs.value),
            "closing_value": form.money(stock.value),
            "closing_qty": Form::quantity(stock.quantity),
            "per_day": days.iter().map(|day| (day.day.to_string(), form.day(day))).collect::<Map<_, _>>(),
            "top_products": products.iter().map(|product| form.product(product)).collect::<Vec<_>>(),
            "closing": closing.collect::<Map<_, _>>(),
        }))
    }

    fn closing_by_expiry(&self) -> Result<Value> {
        let stock = self.shop.reports().stock_by_expiry()?.into_iter().filter(|stock| !stock.quantity.is_zero());
        let row = stock.map(|stock| {
            let day = stock.expires_on.map_or_else(|| "none".to_string(), |day| day.to_string());
            (day, Form::quantity(stock.quantity))
        });
        Ok(row.collect::<Map<_, _>>().into())
    }
}

impl Form {
    fn day(&self, day: &DaySales) -> Value {
        json!({
            "receipts": day.sales,
            "net": self.money(day.net),
            "tax": self.money(day.tax),
            "refunds": self.money(day.refunds),
            "cogs": self.money(day.cogs),
        })
    }

    fn product(&self, product: &TopProduct) -> Value {
        json!({
            "product": product.name,
            "brand": product.brand,
            "units": Self::quantity(product.quantity),
            "net_without_tax": self.money(product.net_sales),
            "cogs": self.money(product.cost),
            "margin": self.money(product.profit),
        })
    }
}
