//! The promotion engine on records: no shop is needed.

use pyo3::prelude::*;
use tillbook::promotion::{Context, Evaluation, Goods, Promotion, evaluate as best};
use tillbook::value::Currency;

use super::answer::{Shown, to_python};
use super::handle::{Answer, Given};
use super::refusal::raised;
use super::request::from_python;

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
