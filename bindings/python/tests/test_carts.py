"""Carts that are not sold yet: held, quoted, ordered, paid in advance."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tillbook import (
    Cart,
    CartLine,
    NewCustomerOrder,
    NewProduct,
    OpeningStockLine,
    OrderedPart,
    Shop,
    Tender,
    VariantEdit,
    VariantId,
    WhyChanged,
    errors,
)


def test_a_cart_is_held_taken_up_and_sold_once(shop: Shop, tea: VariantId) -> None:
    held = shop.as_actor("li").carts.hold(Cart([CartLine(tea, 2)]), label="red umbrella")
    assert (held.label, held.held_by, held.lines, held.total) == ("red umbrella", "li", 1, Decimal("25.60"))
    rows = shop.carts.held().to_dicts()
    assert [(row["id"], row["number"], row["total"]) for row in rows] == [(held.id, held.number, held.total)]

    shop.catalog.edit([VariantEdit(tea, price=Decimal("13.00"))])
    resumed = shop.carts.resume(held.id)
    assert resumed.cart.resumes == held.id and resumed.quote is not None
    (change,) = resumed.changes
    assert (change.line, change.was, change.is_) == (0, Decimal("25.60"), Decimal("26.00"))
    assert change.why == (WhyChanged.Price(Decimal("12.8"), Decimal("13")),)

    shop.till.sell(resumed.cart, [Tender.wechat(26)])
    assert len(shop.carts.held()) == 0
    with pytest.raises(errors.WrongState):
        shop.till.sell(resumed.cart, [Tender.wechat(26)])
    assert shop.office.verify().is_clean and shop.office.rebuild().is_clean


def test_a_held_cart_is_held_again_or_discarded(shop: Shop, tea: VariantId) -> None:
    held = shop.carts.hold(Cart([CartLine(tea, 20)]))
    resumed = shop.carts.resume(held.id)
    assert resumed.changes[0].why == (WhyChanged.OutOfStock(sku="P000001", asked=Decimal(20), available=Decimal(10)),)
    more = shop.carts.hold(resumed.cart.add(tea, 1), label="again")
    assert shop.carts.held().column("id") == [more.id]
    shop.carts.discard(more.id, reason="went home")
    assert len(shop.carts.held()) == 0
    with pytest.raises(errors.WrongState):
        shop.carts.resume(more.id)
    with pytest.raises(errors.WrongState):
        shop.carts.discard(more.id, reason="once more")
    assert shop.office.verify().is_clean


def test_an_order_keeps_its_prices_and_is_sold_in_parts(shop: Shop, tea: VariantId) -> None:
    wanted = NewCustomerOrder(Cart([CartLine(tea, 5)]), label="Mrs Wang", wanted_on=date(2099, 5, 1))
    order = shop.carts.order(wanted)
    assert (order.label, order.total, order.wanted_on) == ("Mrs Wang", Decimal("64.00"), date(2099, 5, 1))
    deposit = shop.carts.deposit(order.id, 20, [Tender.cash(50)])
    assert (deposit.amount, deposit.change) == (Decimal("20.00"), Decimal("30.00"))
    shop.catalog.edit([VariantEdit(tea, price=99)])

    sale = shop.till.sell_ordered(order.id, [Tender.deposit(20), Tender.wechat(Decimal("5.60"))], parts=[OrderedPart(0, 2)])
    assert (sale.total, sale.order) == (Decimal("25.60"), order.id)
    (row,) = shop.carts.orders().to_dicts()
    assert (row["deposit"], row["outstanding"]) == (Decimal("0.00"), Decimal("38.40"))
    assert shop.carts.customer_order(order.id).lines[0].sold == 2
    now = shop.carts.reprice(order.id)
    assert now.quote is not None and now.quote.total == Decimal("495.00")

    shop.till.sell_ordered(order.id, [Tender.wechat(Decimal("38.40"))])
    assert len(shop.carts.orders()) == 0
    with pytest.raises(errors.WrongState):
        shop.till.sell_ordered(order.id, [Tender.wechat(1)])
    assert shop.office.verify().is_clean and shop.office.rebuild().is_clean


def test_a_cancelled_order_gives_the_deposit_back_but_for_what_is_kept(shop: Shop, tea: VariantId) -> None:
    order = shop.carts.order(NewCustomerOrder(Cart([CartLine(tea, 5)])))
    shop.carts.deposit(order.id, 30, [Tender.wechat(30)])
    with pytest.raises(errors.Invalid) as refused:
        shop.carts.cancel(order.id, keep=31, reason="baked already")
    assert refused.value.field == "keep"
    cancelled = shop.carts.cancel(order.id, keep=10, reason="baked already")
    assert (cancelled.order, cancelled.returned, cancelled.kept) == (
        order.id,
        (("wechat", Decimal("20.00")),),
        Decimal("10.00"),
    )
    assert shop.carts.customer_order(order.id).cancelled
    with pytest.raises(errors.WrongState):
        shop.carts.deposit(order.id, 1, [Tender.wechat(1)])
    assert shop.office.verify().is_clean


def test_a_quotation_expires(shop: Shop) -> None:
    quoted, late = (shop.at(datetime(2025, 1, day, 4, tzinfo=UTC)) for day in (1, 3))
    bread = quoted.catalog.add(NewProduct("Bread", price=3)).variants[0].id
    quoted.stockroom.open_with([OpeningStockLine(bread, 9, 1)])
    order = quoted.carts.order(NewCustomerOrder(Cart([CartLine(bread, 1)]), valid_until=date(2025, 1, 2)))
    with pytest.raises(errors.WrongState):
        late.till.sell_ordered(order.id, [Tender.wechat(3)])
    late.till.sell(late.carts.reprice(order.id).cart, [Tender.wechat(3)])
    assert shop.office.verify().is_clean
