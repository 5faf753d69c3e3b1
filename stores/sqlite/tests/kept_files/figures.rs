//! What is asked of a kept file, by the program that makes it and by the tests of later releases.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use tillbook::party::Member;
use tillbook::pricing::Cart;
use tillbook::report::{Period, StockOf};
use tillbook::shop::Tender;
use tillbook::value::{Currency, Money, SaleId};
use tillbook::{Result, Shop};

fn money(amount: Money) -> String {
    amount.text(Currency::CNY)
}

/// The figures of the books, as plain decimals.
pub(crate) fn figures(shop: &Shop) -> Result<Value> {
    let reports = shop.reports();
    let sales = reports.sales(Period::all())?;
    let stock: BTreeMap<_, _> = reports
        .stock_by_variant(StockOf::OnHand)?
        .into_iter()
        .map(|row| (row.sku, json!({ "quantity": row.quantity.to_string(), "value": money(row.value) })))
        .collect();
    let tenders: BTreeMap<_, _> = reports
        .tenders(Period::all())?
        .into_iter()
        .map(|row| (row.method.code(), json!({ "received": money(row.received), "refunded": money(row.refunded) })))
        .collect();
    let standing = |member: Member| -> Result<Value> {
        let stored = shop.members().account(member.id)?.stored;
        let points = shop.members().standing(member.id)?.points;
        Ok(json!({ "principal": money(stored.principal), "bonus": money(stored.bonus), "points": points }))
    };
    let wang = shop.members().by_code("13800000001")?.map(standing).transpose()?;
    Ok(json!({
        "documents": shop.office().verify()?.documents,
        "sales": sales.sales,
        "gross": money(sales.gross),
        "discounts": money(sales.discounts),
        "net": money(sales.net),
        "tax": money(sales.tax),
        "refunded": money(sales.refunds.amount),
        "voided": money(sales.voids.amount),
        "cogs": money(sales.cogs),
        "stock": stock,
        "tenders": tenders,
        "member": wang,
        "held": shop.carts().held()?.len(),
        "orders": shop.carts().orders()?.len(),
    }))
}

/// Sells one tea more, a week after the last document: what that comes to, and what it costs.
pub(crate) fn one_more(shop: &Shop) -> Result<Value> {
    let shop = shop.at("2026-03-18T12:00:00+08:00".parse()?);
    let tea = shop.till().scan("6901234567892")?.variant;
    let cart = Cart::new().add(tea, Decimal::ONE);
    let total = shop.till().price(&cart)?.total;
    let id = SaleId::derived("kept file", "one more");
    shop.till().sell(id, &cart, &[Tender::cash(total)])?;
    Ok(json!({ "total": money(total), "cost": money(shop.stockroom().explain_cost(id)?.cost) }))
}
