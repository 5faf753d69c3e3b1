"""Price lists."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tillbook import (
    Cart,
    CartLine,
    Member,
    MemberId,
    NewProduct,
    OpeningStockLine,
    Pack,
    PriceList,
    PriceListId,
    Settings,
    Shop,
    Tender,
    VariantPrices,
    errors,
    new_id,
)


def test_lists_by_level_quantity_and_pack(tmp_path: Path) -> None:
    with Shop.create(tmp_path / "shop.db", Settings()) as shop:
        cola = shop.catalog.add(NewProduct("Cola", price=3, packs=[Pack("case", 24, 1)])).variants[0].id
        shop.stockroom.open_with([OpeningStockLine(cola, 100, 2)])
        wholesale, many = PriceListId(new_id()), PriceListId(new_id())
        lists = [PriceList(wholesale, "wholesale", member_levels=["wholesale"]), PriceList(many, "by the dozen")]
        shop.prices.put_lists(lists)
        assert shop.prices.lists() == tuple(PriceList.replace(one, member_levels=tuple(one.member_levels)) for one in lists)
        shop.prices.set(wholesale, [VariantPrices(cola).each(2)])
        shop.prices.set(many, [VariantPrices(cola).from_(12, Decimal("2.60")).pack("case", 58)])

        told = [(row["list"], row["pack"], row["from"], row["price"]) for row in shop.prices.of_variant(cola).to_dicts()]
        assert sorted(told, key=str) == sorted(
            [(wholesale, None, 0, 2), (many, None, 12, Decimal("2.6")), (many, "case", 1, 58)], key=str
        )
        assert len(shop.prices.of_list(many)) == 2

        member = MemberId(new_id())
        shop.members.put([Member(member, "13800000000", "Li", level="wholesale")])
        quote = shop.till.price(Cart([CartLine(cola, 11)]))
        assert quote.total == 33
        next_price = quote.lines[0].next_price
        assert next_price is not None and (next_price.missing, next_price.price) == (Decimal(1), Decimal("2.6"))
        assert shop.till.price(Cart([CartLine(cola, 11)], member=member)).total == 22
        sale = shop.till.sell(Cart([CartLine(cola, 1, pack="case")]), [Tender.wechat(58)])
        assert (sale.lines[0].quantity, sale.lines[0].price_reason) == (Decimal(24), "by the dozen")
        listed = sale.lines[0].listed
        assert listed is not None and listed.list == many and listed.pack is not None and listed.pack.packs == 1

        shop.prices.remove(many, [cola])
        assert len(shop.prices.of_list(many)) == 0
        assert shop.till.price(Cart([CartLine(cola, 12)])).total == 36
        assert shop.office.verify().is_clean and shop.office.rebuild().is_clean


def test_bad_lists_are_refused_by_name(shop: Shop) -> None:
    cola = shop.catalog.add(NewProduct("Cola", price=3)).variants[0].id
    many = PriceListId(new_id())
    with pytest.raises(errors.NotFound):
        shop.prices.set(many, [VariantPrices(cola).each(2)])
    shop.prices.put_lists([PriceList(many, "many")])
    with pytest.raises(errors.NotFound):
        shop.prices.set(many, [VariantPrices(cola).pack("case", 2)])
    with pytest.raises(errors.Invalid) as refused:
        shop.prices.set(many, [VariantPrices(cola).each(0)])
    assert refused.value.field == "lines[0].steps[0].price"
    with pytest.raises(errors.Invalid):
        shop.prices.put_lists([PriceList(many, "many", member_levels=["gold", "gold"])])
    with pytest.raises(errors.NotFound):
        shop.prices.of_list(PriceListId(new_id()))
