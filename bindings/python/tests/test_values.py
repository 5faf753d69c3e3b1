"""What may go in, what comes out, and how it is refused."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tillbook import (
    UNCHANGED,
    Benefit,
    Cart,
    CartLine,
    Condition,
    Known,
    LineDiscount,
    NewProduct,
    OpeningStockLine,
    OrderLine,
    Promotion,
    PromotionId,
    Reward,
    Scope,
    Settings,
    Shop,
    TakeOff,
    Tender,
    Threshold,
    Tier,
    VariantEdit,
    VariantId,
    errors,
    new_id,
)
from tillbook.records import Off


@pytest.mark.parametrize("quantity", [2.0, "2", True, None, [2]])
def test_only_exact_numbers_are_taken(shop: Shop, tea: VariantId, quantity: Any) -> None:
    with pytest.raises(TypeError, match=r"cart\.lines\[0\]\.quantity must be Decimal or int"):
        shop.till.price(Cart([CartLine(tea, quantity)]))


@pytest.mark.parametrize("quantity", [2, Decimal(2), Decimal("2.0"), Decimal("2E0"), Decimal("0.2E+1")])
def test_exact_numbers_are_taken_as_they_are_written(shop: Shop, tea: VariantId, quantity: Decimal | int) -> None:
    assert shop.till.price(Cart([CartLine(tea, quantity)])).total == Decimal("25.60")


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity", "1E+40", "0.001"])
def test_numbers_that_are_no_amounts_are_refused_by_name(shop: Shop, tea: VariantId, amount: str) -> None:
    with pytest.raises(errors.Invalid) as refused:
        shop.till.sell(Cart([CartLine(tea, 1)]), [Tender.cash(Decimal(amount))])
    assert refused.value.field == "tenders[0].amount"
    assert refused.value.code == "invalid"
    assert isinstance(refused.value, ValueError)


@pytest.mark.parametrize("time", [datetime(2026, 1, 1), date(2026, 1, 1), "2026-01-01T00:00:00Z", 0])
def test_times_need_a_zone(shop: Shop, time: Any) -> None:
    with pytest.raises(TypeError, match="time must be datetime with a time zone"):
        shop.at(time)


def test_a_datetime_is_no_day(shop: Shop) -> None:
    with pytest.raises(TypeError, match="today must be date"):
        shop.reports.expiring(3, datetime(2026, 1, 1, tzinfo=UTC))


def test_times_are_the_shops(shop: Shop) -> None:
    noon = datetime(2026, 1, 1, 4, 0, 0, 123456, tzinfo=UTC)
    early = shop.at(noon)
    bread = early.catalog.add(NewProduct("Bread", price=3)).variants[0].id
    early.stockroom.open_with([OpeningStockLine(bread, 1, 1)])
    sale = early.till.sell(Cart([CartLine(bread, 1)]), [Tender.wechat(3)])
    assert sale.effective_at == noon
    assert sale.effective_at.isoformat() == "2026-01-01T12:00:00.123456+08:00"
    assert sale.business_day == date(2026, 1, 1)


@pytest.mark.parametrize("lines", ["text", 5, {"a": 1}, [5], [OrderLine(VariantId("x"), 1, 1)]])
def test_other_records_are_refused(shop: Shop, lines: Any) -> None:
    with pytest.raises(TypeError, match=r"cart\.lines(\[0\])? must be"):
        shop.till.price(Cart(lines))


def test_what_is_no_id_is_refused_by_name(shop: Shop) -> None:
    with pytest.raises(errors.Invalid) as refused:
        shop.till.price(Cart([CartLine(VariantId("tea"), 1)]))
    assert refused.value.field == "cart.lines[0].variant"


def test_a_word_that_is_none_names_the_ones_there_are(shop: Shop) -> None:
    with pytest.raises(errors.Invalid, match="one of product, variant"):
        shop.reports.margin("colour")  # type: ignore[arg-type]


def test_errors_say_the_same_in_both_languages(shop: Shop, tea: VariantId) -> None:
    with pytest.raises(errors.OutOfStock) as refused:
        shop.till.sell(Cart([CartLine(tea, 11)]), [Tender.wechat(Decimal("140.80"))])
    error = refused.value
    assert (error.code, error.asked, error.available) == ("out_of_stock", Decimal(11), Decimal(10))
    assert "available" in error.text() and "可用" in error.text("zh") == error.chinese
    assert isinstance(error, errors.ShopError) and not isinstance(error, errors.StorageError)


def test_the_same_id_is_the_same_sale(shop: Shop, tea: VariantId) -> None:
    cart, tenders = Cart([CartLine(tea, 1)]), [Tender.wechat(Decimal("12.80"))]
    first = shop.till.sell(cart, tenders)
    assert shop.till.sell(cart, tenders, id=first.id) == first
    with pytest.raises(errors.IdReused):
        shop.till.sell(cart.add(tea, 1), [Tender.wechat(Decimal("25.60"))], id=first.id)
    assert shop.reports.sales().sales == 1


def test_records_are_values() -> None:
    line = CartLine(VariantId("tea"), 2, discounts=[LineDiscount("bruised", TakeOff.Amount(1))])
    assert line == line.replace(quantity=Decimal(2)) != line.replace(quantity=3)
    assert hash(Tender.cash(1)) == hash(Tender.cash(1))
    assert pickle.loads(pickle.dumps(line)) == line
    with pytest.raises(AttributeError):
        line.quantity = 3


def test_what_is_left_out_stays_and_none_takes_away(shop: Shop, tea: VariantId) -> None:
    shop.catalog.edit([VariantEdit(tea, member_price=10, reorder_point=4)])
    shop.catalog.edit([VariantEdit(tea, price=13, member_price=None)])
    variant = shop.catalog.variant(tea).variant
    assert (variant.price, variant.member_price, variant.reorder_point) == (Decimal(13), None, Decimal(4))
    assert repr(UNCHANGED) == "UNCHANGED"


BENEFITS = [
    Benefit.PercentOff(Decimal("0.2")),
    Benefit.AmountOff(Decimal("1.50"), "unit"),
    Benefit.FixedPrice(Decimal("9.999")),
    Benefit.Tiers([Tier(Threshold.Amount(50), Off.Amount(5)), Tier(Threshold.Amount(100), Off.Percent(Decimal("0.2")))]),
    Benefit.BuyXGetY(1, 1, reward=Reward.PercentOff(1), get_scope=Scope.Variants([])),
    Benefit.AnyFor(3, 10),
    Benefit.CheapestFree(1, 1, every=3),
]


@pytest.mark.parametrize("benefit", BENEFITS, ids=lambda benefit: type(benefit).__name__)
def test_promotions_come_back_as_they_went_in(shop: Shop, tea: VariantId, benefit: Any) -> None:
    if isinstance(benefit, Benefit.BuyXGetY):
        benefit = benefit.replace(get_scope=Scope.Variants((tea,)))
    condition = Condition(min_amount=Decimal("5.00"), scope=Scope.Variants((tea,)))
    offer = Promotion(PromotionId(new_id()), "Offer", benefit, condition=condition, max_uses=2)
    shop.promotions.put([offer])
    (known,) = shop.promotions.all()
    assert known.benefit == _tuples(benefit)
    assert (known.condition, known.scope, known.max_uses) == (condition, "all", 2)


def _tuples(benefit: Any) -> Any:
    """Lists come back as tuples."""
    lists = {name: tuple(value) for name, value in benefit.to_dict().items() if isinstance(value, list)}
    return benefit.replace(**lists)


def test_the_past_as_it_was_known(shop: Shop, tea: VariantId) -> None:
    after = shop.till.sell(Cart([CartLine(tea, 1)]), [Tender.wechat(Decimal("12.80"))]).post_no
    now = datetime(2100, 1, 1, tzinfo=UTC)
    assert shop.reports.stock_at(now).quantity == 9
    assert shop.reports.stock_at(now, known=Known.After(after - 1)).quantity == 10
    assert shop.reports.stock_at(date(2100, 1, 1)).value == Decimal("67.50")


def test_amounts_of_another_currency() -> None:
    with Shop.memory(Settings(currency="JPY", time_zone="Asia/Tokyo")) as shop:
        tea = shop.catalog.add(NewProduct("お茶", price=150)).variants[0].id
        shop.stockroom.open_with([OpeningStockLine(tea, 1, 90)])
        sale = shop.till.sell(Cart([CartLine(tea, 1)]), [Tender.cash(1000)])
        assert str(sale.change) == "850"
        assert shop.reports.margin().schema["profit"] == "decimal128(19, 0)"
        with pytest.raises(errors.Invalid):
            shop.till.sell(Cart([CartLine(tea, 1)]), [Tender.cash(Decimal("150.5"))])
