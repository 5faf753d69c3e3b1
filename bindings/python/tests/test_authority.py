"""Who may do what, as a function of Python's says it."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tillbook import (
    Act,
    AnyVerdict,
    Asked,
    Cart,
    CartLine,
    NewProduct,
    OpeningStockLine,
    Settings,
    Shop,
    Tender,
    Verdict,
    errors,
)


def stocked(shop: Shop) -> Cart:
    """A cart of one tea, of which there are a thousand."""
    tea = shop.catalog.add(NewProduct("Green tea", price=10)).variants[0].id
    shop.stockroom.open_with([OpeningStockLine(tea, 1000, 6)])
    return Cart([CartLine(tea, 1)])


def test_it_is_asked_and_obeyed() -> None:
    seen: list[Asked] = []

    def judge(asked: Asked) -> AnyVerdict:
        seen.append(asked)
        if isinstance(asked.act, Act.Price):
            return "needs_approver"
        if isinstance(asked.act, Act.Void):
            return Verdict.Refuse("voids are the office's")
        return "allow"

    with Shop.memory(Settings(currency="JPY"), authority=judge) as shop:
        cart = stocked(shop)
        cheap = Cart([cart.lines[0].replace(unit_price=8, price_reason="bruised")])
        li = shop.as_actor("li")
        with pytest.raises(errors.ApproverNeeded) as needed:
            li.till.price(cheap)
        assert (needed.value.actor, needed.value.act, needed.value.key) == ("li", "manual_price", "P000001")
        act = seen[-1].act
        assert isinstance(act, Act.Price)
        assert (act.base, act.asked, act.quantity, act.reason) == (Decimal(10), Decimal(8), Decimal(1), "bruised")
        with pytest.raises(errors.Invalid) as refused:
            li.approved_by("li").till.price(cheap)
        assert refused.value.field == "approver"
        sale = li.approved_by("boss").till.sell(cheap, [Tender.wechat(8)])
        assert (seen[-1].actor, seen[-1].approver) == ("li", "boss")
        with pytest.raises(errors.NotAllowed) as never:
            li.approved_by("boss").till.void(sale.id, reason="oops")
        assert (never.value.act, never.value.key, never.value.reason) == ("void", sale.number, "voids are the office's")
        assert shop.office.verify().is_clean


@pytest.mark.parametrize("answer", [None, True, "yes", 1])
def test_what_is_no_verdict_refuses(answer: Any) -> None:
    with Shop.memory(authority=lambda asked: answer) as shop:
        cart = stocked(shop)
        sale = shop.till.sell(cart, [Tender.wechat(10)])
        with pytest.raises(errors.NotAllowed, match="verdict"):
            shop.till.void(sale.id, reason="oops")


def test_an_exception_refuses() -> None:
    def judge(asked: Asked) -> AnyVerdict:
        raise PermissionError("ask the boss") if asked.actor == "li" else KeyError("actor")

    with Shop.memory(authority=judge) as shop:
        sale = shop.till.sell(stocked(shop), [Tender.wechat(10)])
        with pytest.raises(errors.NotAllowed) as refused:
            shop.as_actor("li").till.void(sale.id, reason="oops")
        assert refused.value.reason == "ask the boss"
        with pytest.raises(errors.NotAllowed) as refused:
            shop.till.void(sale.id, reason="oops")
        assert refused.value.reason == "KeyError: 'actor'"
        assert shop.reports.sales().sales == 1
    with pytest.raises(TypeError, match="authority must be a callable"):
        Shop.memory(authority="allow")  # type: ignore[arg-type]


def test_ctrl_c_in_it_is_not_lost(interruptible: None) -> None:
    def judge(asked: Asked) -> AnyVerdict:
        raise KeyboardInterrupt

    with Shop.memory(authority=judge) as shop:
        sale = shop.till.sell(stocked(shop), [Tender.wechat(10)])
        with pytest.raises(KeyboardInterrupt):
            try:
                shop.till.void(sale.id, reason="oops")
            except errors.NotAllowed:
                pass
        assert shop.reports.sales().sales == 1


@pytest.mark.parametrize("where", ["memory", "file"])
def test_it_cannot_wait_for_itself(tmp_path: Path, where: str) -> None:
    shops: list[Shop] = []

    def judge(asked: Asked) -> AnyVerdict:
        shops[0].reports.sales()
        return "allow"

    if where == "memory":
        shops.append(Shop.memory(authority=judge))
    else:
        Shop.create(tmp_path / "shop.db", Settings()).close()
        shops.append(Shop.open(tmp_path / "shop.db", authority=judge))
    with shops[0] as shop:
        sale = shop.till.sell(stocked(shop), [Tender.wechat(10)])
        with pytest.raises(errors.NotAllowed, match="must not call a shop"):
            shop.till.void(sale.id, reason="oops")
        assert shop.reports.sales().sales == 1
        assert shop.fork().till.price(Cart(sale_lines(sale.lines[0].variant))).total == Decimal("9.00")


def sale_lines(variant: Any) -> list[CartLine]:
    """Something that an authority would be asked about."""
    return [CartLine(variant, 1, unit_price=9, price_reason="bruised")]


def test_eight_threads_are_judged(tmp_path: Path) -> None:
    def judge(asked: Asked) -> AnyVerdict:
        return "allow" if isinstance(asked.act, Act.Price) and asked.act.asked >= 9 else "needs_approver"

    with Shop.create(tmp_path / "shop.db", Settings(), durability="normal", authority=judge) as shop:
        tea = stocked(shop).lines[0].variant
        failed: list[BaseException] = []

        def sell() -> None:
            try:
                for _ in range(10):
                    shop.till.sell(Cart(sale_lines(tea)), [Tender.wechat(9)])
                    with pytest.raises(errors.ApproverNeeded):
                        shop.till.price(Cart([CartLine(tea, 1, unit_price=8, price_reason="bruised")]))
                    assert not shop.is_closed and "shop.db" in repr(shop)
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=sell) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert shop.reports.sales().sales == 80
        assert shop.office.verify().is_clean
