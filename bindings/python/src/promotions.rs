//! The desk of promotions.

use pyo3::prelude::*;
use tillbook::promotion::{Coupon, Promotion};
use tillbook::value::DocumentId;

use super::handle::{Answer, Given, Handle, Maybe};

/// Offers. ``shop.promotions``.
///
/// >>> from tillbook import Benefit, Cart, CartLine, NewProduct, Promotion, PromotionId, Reward, Shop, new_id
/// >>> from decimal import Decimal
/// >>> with Shop.memory() as shop:
/// ...     tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
/// ...     half = Benefit.BuyXGetY(1, 1, reward=Reward.PercentOff(Decimal("0.5")))
/// ...     shop.promotions.put([Promotion(PromotionId(new_id()), "2nd at half price", half)])
/// ...     shop.till.price(Cart([CartLine(tea, 2)])).total
/// Decimal('18.00')
#[pyclass(frozen, module = "tillbook")]
pub(crate) struct Promotions(pub(crate) Handle);

#[pymethods]
impl Promotions {
    /// Adds promotions, or replaces those with the same id. Sales that were posted keep what they got. Raises
    /// ``Invalid``, ``NotFound``.
    #[pyo3(signature = (promotions: "Sequence[Promotion]", *, id: "DocumentId | None" = None) -> "None")]
    fn put(&self, py: Python<'_>, promotions: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let promotions: Vec<Promotion> = self.0.take("promotions", promotions)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.promotions().put(id, &promotions))
    }

    /// Puts coupons on record, or replaces those with the same codes: what was used of them stays used. At most 5,000
    /// at once. Raises ``Invalid``, ``NotFound``.
    #[pyo3(signature = (coupons: "Sequence[Coupon]", *, id: "DocumentId | None" = None) -> "None")]
    fn issue(&self, py: Python<'_>, coupons: Given<'_, '_>, id: Maybe<'_, '_>) -> PyResult<()> {
        let coupons: Vec<Coupon> = self.0.take("coupons", coupons)?;
        let id = self.0.take_or("id", id, DocumentId::new)?;
        self.0.run(py, |shop| shop.promotions().issue(id, &coupons))
    }

    /// The coupon with this code, and how often it may still be used, whatever the day. Raises ``NotFound``.
    #[pyo3(signature = (code: "str") -> "tuple[Coupon, int]")]
    fn coupon(&self, py: Python<'_>, code: &str) -> Answer {
        self.0.answer(py, |shop| shop.promotions().coupon(code))
    }

    /// What is left of each limit of a promotion now, in its order; of a limit per member for ``member``, and none of
    /// it without one. Raises ``NotFound``.
    #[pyo3(signature = (promotion: "PromotionId", *, member: "MemberId | None" = None) -> "tuple[tuple[Limit, int], ...]")]
    fn left(&self, py: Python<'_>, promotion: Given<'_, '_>, member: Maybe<'_, '_>) -> Answer {
        let promotion = self.0.take("promotion", promotion)?;
        let member = self.0.take_if("member", member)?;
        self.0.answer(py, |shop| shop.promotions().left(promotion, member))
    }

    /// All promotions, past ones included.
    #[pyo3(signature = () -> "tuple[Promotion, ...]")]
    fn all(&self, py: Python<'_>) -> Answer {
        self.0.answer(py, |shop| shop.promotions().all())
    }
}
