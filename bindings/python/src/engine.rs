//! The promotion engine on records and on columns: no shop is needed.

use std::collections::HashMap;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use serde::Serialize;
use tillbook::promotion::{Context, Evaluation, Goods, LocalTime, Promotion, evaluate as best};
use tillbook::value::{Currency, Money, Price, ProductId, Quantity, Timestamp, VariantId, Zone};

use super::answer::{Shown, to_python};
use super::column::Frame;
use super::costing::{Wrong, row_error};
use super::handle::{Answer, Given};
use super::refusal::raised;
use super::request::from_python;
use super::sheet::Sheet;
use super::table::Table;
use super::types::{Field, Known, Record, Type};

/// Finds the plan of promotions that is best for the customer: the same engine as the till's, on values alone.
///
/// ``goods`` are lines of a cart with what they cost; ``context`` says the currency, the moment, member and coupons. What
/// is answered says which promotions apply, what each takes off each line to the cent, why others do not, and what is nearly
/// reached. Raises ``Invalid``, ``Duplicate`` for two promotions with one id.
///
/// >>> from datetime import UTC, date, datetime
/// >>> from decimal import Decimal
/// >>> from tillbook import Benefit, Context, Goods, LocalTime, ProductId, Promotion, PromotionId, VariantId, new_id, promotions
/// >>> offer = Promotion(PromotionId(new_id()), "20 % off", Benefit.PercentOff(Decimal("0.2")))
/// >>> goods = Goods(VariantId(new_id()), ProductId(new_id()), 2, Decimal("30.00"))
/// >>> context = Context("CNY", datetime(2026, 1, 1, 4, tzinfo=UTC), LocalTime(date(2026, 1, 1), 720))
/// >>> promotions.evaluate([goods], [offer], context).applied[0].discount
/// Decimal('6.00')
#[pyfunction]
#[pyo3(signature = (goods: "Sequence[Goods]", promotions: "Sequence[Promotion]", context: "Context") -> "Evaluation")]
pub(crate) fn evaluate(
    py: Python<'_>,
    goods: Given<'_, '_>,
    promotions: Given<'_, '_>,
    context: Given<'_, '_>,
) -> Answer {
    let context: Context = from_python(context, "context", Currency::CNY).map_err(|p| p.raised(py, Currency::CNY))?;
    let currency = context.currency;
    let goods: Vec<Goods> = from_python(goods, "goods", currency).map_err(|p| p.raised(py, currency))?;
    let promotions: Vec<Promotion> =
        from_python(promotions, "promotions", currency).map_err(|p| p.raised(py, currency))?;
    let plan = py.detach(|| best(&goods, &promotions, &context));
    let plan: Evaluation = plan.map_err(|error| raised(py, &error, currency))?;
    let utc = py.import("datetime")?.getattr("timezone")?.getattr("utc")?.unbind();
    to_python(py, &plan, &Shown { currency, zone: &utc })
}

/// A line of a cart as it is priced.
#[derive(Serialize)]
struct PricedRow {
    cart: String,
    variant: String,
    quantity: Quantity,
    gross: Money,
    discount: Money,
    net: Money,
    promotions: Vec<String>,
}

static PRICED_ROW: Record = Record {
    name: "PricedRow",
    fields: &[
        Field { name: "cart", ty: Type::Text },
        Field { name: "variant", ty: Type::Text },
        Field { name: "quantity", ty: Type::Micros },
        Field { name: "gross", ty: Type::Money },
        Field { name: "discount", ty: Type::Money },
        Field { name: "net", ty: Type::Money },
        Field { name: "promotions", ty: Type::List(&Type::Text) },
    ],
};

impl Known for PricedRow {
    const TYPE: &'static Type = &Type::Record(&PRICED_ROW);
}

/// The lines of all carts, and where those of each cart stand.
struct Carts {
    rows: Vec<PricedRow>,
    goods: Vec<Goods>,
    lines_of: Vec<Vec<usize>>,
}

impl Carts {
    fn read(sheet: &Sheet, currency: Currency) -> PyResult<Result<Self, Wrong>> {
        let (carts, variants) = (sheet.needed("cart")?, sheet.needed("variant")?);
        let (quantities, prices) = (sheet.needed("quantity")?, sheet.needed("unit_price")?);
        let products = sheet.column("product").unwrap_or(variants);
        let mut read = Self { rows: Vec::new(), goods: Vec::new(), lines_of: Vec::new() };
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut lines = || {
            for row in 0..sheet.rows {
                let wrong = |column, expected| Wrong { row, column, expected };
                let cart = carts.name(row).ok_or(wrong("cart", "a text or a whole number"))?;
                let variant = variants.name(row).ok_or(wrong("variant", "an id, or another text"))?;
                let product = products.name(row).ok_or(wrong("product", "an id, or another text"))?;
                let quantity = quantities.micros(row).map_err(|expected| wrong("quantity", expected))?;
                let quantity = Quantity::from_micros(quantity.ok_or(wrong("quantity", "a number"))?);
                let price = prices.micros(row).map_err(|expected| wrong("unit_price", expected))?;
                let price = Price::from_micros(price.ok_or(wrong("unit_price", "a number"))?);
                let gross = price.amount(quantity, currency).map_err(|_| wrong("unit_price", "a smaller number"))?;
                let at = *known.entry(cart.clone()).or_insert(read.lines_of.len());
                match read.lines_of.get_mut(at) {
                    Some(lines) => lines.push(row),
                    None => read.lines_of.push(vec![row]),
                }
                read.goods.push(Goods {
                    variant: variant.parse().unwrap_or_else(|_| VariantId::derived("variant", &variant)),
                    product: product.parse().unwrap_or_else(|_| ProductId::derived("product", &product)),
                    categories: Vec::new(),
                    quantity,
                    amount: gross,
                    days_left: None,
                });
                let (discount, net) = (Money::ZERO, gross);
                read.rows.push(PricedRow { cart, variant, quantity, gross, discount, net, promotions: Vec::new() });
            }
            Ok(())
        };
        Ok(lines().map(|()| read))
    }

    /// Each cart by its best plan.
    fn price(mut self, promotions: &[Promotion], context: &Context) -> tillbook::Result<Vec<PricedRow>> {
        let names: HashMap<_, _> = promotions.iter().map(|promotion| (promotion.id, &promotion.name)).collect();
        for rows in &self.lines_of {
            let goods: Vec<Goods> = rows.iter().filter_map(|row| self.goods.get(*row).cloned()).collect();
            let plan = best(&goods, promotions, context)?;
            for (row, line) in rows.iter().zip(plan.lines) {
                let Some(row) = self.rows.get_mut(*row) else { continue };
                row.discount = row.gross.sub(line.net)?;
                row.net = line.net;
                let applied = line.discounts.iter().filter_map(|share| names.get(&share.promotion));
                row.promotions = applied.map(|name| (*name).clone()).collect();
            }
        }
        Ok(self.rows)
    }
}

/// Prices any number of carts by their best plans, one after the other: what would these baskets have cost under these offers?
///
/// ``frame`` is anything with ``__arrow_c_stream__``. Columns: ``cart``, a text or a whole number; ``variant`` and, if offers
/// name products, ``product``: ids, or any texts where no offer names them; ``quantity`` and ``unit_price``, exact. ``time`` is the
/// moment of all sales, by the clock of ``time_zone``. Answers the rows with ``gross``, ``discount``, ``net`` and the names of the
/// ``promotions``. Without members, coupons and limits over all sales: see ``evaluate`` for these.
///
/// Raises ``RowErrors`` for the first cell that is wrong, ``Invalid`` for promotions that make no sense.
///
/// >>> from datetime import UTC, datetime
/// >>> from decimal import Decimal
/// >>> import pyarrow
/// >>> from tillbook import Benefit, Promotion, PromotionId, Reward, new_id, promotions
/// >>> half = Promotion(PromotionId(new_id()), "2nd half price", Benefit.BuyXGetY(1, 1, reward=Reward.PercentOff(Decimal("0.5"))))
/// >>> carts = pyarrow.table({"cart": [1, 1, 2], "variant": ["tea", "milk", "tea"], "quantity": [2, 1, 1], "unit_price": [10, 6, 10]})
/// >>> promotions.price(carts, [half], time=datetime(2026, 1, 1, tzinfo=UTC)).column("net")
/// [Decimal('15.00'), Decimal('6.00'), Decimal('10.00')]
#[pyfunction]
#[pyo3(signature = (frame: "object", promotions: "Sequence[Promotion]", *, time: "datetime", currency: "str" = "CNY", time_zone: "str" = "Asia/Shanghai") -> "Table")]
pub(crate) fn price(
    py: Python<'_>,
    frame: Given<'_, '_>,
    promotions: Given<'_, '_>,
    time: Given<'_, '_>,
    currency: &str,
    time_zone: &str,
) -> PyResult<Table> {
    let currency: Currency = currency.parse().map_err(|error| raised(py, &error, Currency::CNY))?;
    let refused = |error: tillbook::Error| raised(py, &error, currency);
    let promotions: Vec<Promotion> =
        from_python(promotions, "promotions", currency).map_err(|p| p.raised(py, currency))?;
    let at: Timestamp = from_python(time, "time", currency).map_err(|p| p.raised(py, currency))?;
    let zone = Zone::new(time_zone, 0).map_err(refused)?;
    let local = LocalTime { date: zone.date(at), minute: zone.minute(at) };
    let context = Context {
        currency,
        at,
        local,
        coupons: Vec::new(),
        member: None,
        declined: Vec::new(),
        issued: Vec::new(),
        used: Vec::new(),
    };
    let sheet = Sheet::read(frame)?;
    let carts = match Carts::read(&sheet, currency)? {
        Ok(carts) => carts,
        Err(Wrong { row, column, expected }) => return Err(row_error(py, row, column, expected)?),
    };
    let rows = py.detach(|| carts.price(&promotions, &context)).map_err(refused)?;
    let shown = Frame { currency, zone: time_zone.into() };
    Table::of(&rows, &shown).map_err(|misfit| PyRuntimeError::new_err(misfit.to_string()))
}
