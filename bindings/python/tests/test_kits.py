"""Kits, and gifts by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tillbook import (
    Cart,
    CartLine,
    NewPart,
    NewProduct,
    OpeningStockLine,
    RefundLine,
    Shop,
    Tender,
    VariantEdit,
    VariantId,
    errors,
)


def test_a_kit_takes_its_parts_and_costs_what_they_do(shop: Shop, tea: VariantId) -> None:
    cup = shop.catalog.add(NewProduct("Cup", price=15)).variants[0].id
    shop.stockroom.open_with([OpeningStockLine(cup, 10, 6)])
    parts = [NewPart(tea, 1), NewPart(cup, 2)]
    kit = shop.catalog.add(NewProduct("Tea for two", price=50, parts=parts)).variants[0].id
    card = shop.catalog.variant(kit)
    assert [(part.variant, part.quantity) for part in card.variant.parts] == [(tea, Decimal(1)), (cup, Decimal(2))]
    assert shop.stockroom.available(kit) == 5

    sale = shop.till.sell(Cart([CartLine(kit, 2)]), [Tender.wechat(100)])
    assert [(part.variant, part.quantity) for part in sale.lines[0].parts] == [(tea, Decimal(2)), (cup, Decimal(4))]
    cost = shop.stockroom.explain_cost(sale.id)
    assert cost.cost == Decimal("39.00")
    assert [(part.variant, part.cost) for part in cost.lines[0].parts] == [(tea, Decimal(15)), (cup, Decimal(24))]
    shop.till.refund(sale.id, [RefundLine(0, 1)], reason="one too many")
    assert (shop.stockroom.on_hand(cup)[0], shop.stockroom.available(kit)) == (Decimal(8), Decimal(4))

    shop.catalog.edit([VariantEdit(kit, parts=[NewPart(tea, 2)])])
    assert shop.stockroom.available(kit) == 4
    with pytest.raises(errors.OutOfStock):
        shop.till.sell(Cart([CartLine(kit, 5)]), [Tender.wechat(250)])
    with pytest.raises(errors.WrongState):
        shop.catalog.add(NewProduct("Kit of kits", parts=[NewPart(kit, 1)]))
    assert shop.office.verify().is_clean and shop.office.rebuild().is_clean


def test_a_gift_leaves_the_stock_at_cost(shop: Shop, tea: VariantId) -> None:
    sale = shop.till.sell(Cart([CartLine(tea, 1), CartLine(tea, 1).gift("a birthday")]), [Tender.wechat(Decimal("12.80"))])
    assert [line.net for line in sale.lines] == [Decimal("12.80"), Decimal("0.00")]
    assert sale.lines[1].price_reason == "a birthday"
    assert shop.stockroom.explain_cost(sale.id).cost == Decimal("15.00")
    assert shop.office.verify().is_clean
