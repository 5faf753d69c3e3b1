"""Goods that come back for others, in one posting."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tillbook import Cart, CartLine, Exchange, NewProduct, OpeningStockLine, RefundLine, Shop, Tender, VariantId, errors


@pytest.fixture
def shirts(shop: Shop) -> tuple[VariantId, VariantId]:
    """Five shirts each, for 59 and for 64."""
    small, large = (
        shop.catalog.add(NewProduct(name, price=price)).variants[0].id for name, price in (("M", 59), ("L", 64))
    )
    shop.stockroom.open_with([OpeningStockLine(shirt, 5, 30) for shirt in (small, large)])
    return small, large


def test_the_difference_is_paid(shop: Shop, shirts: tuple[VariantId, VariantId]) -> None:
    small, large = shirts
    sale = shop.till.sell(Cart([CartLine(small, 1)]), [Tender.wechat(59)])
    larger = Exchange(sale.id, [RefundLine(0, 1)], Cart([CartLine(large, 1)]), "too small")
    quote = shop.till.price_exchange(larger)
    assert [quote.back, quote.goods.total, quote.to_pay, quote.to_pay_back] == [59, 64, 5, 0]
    with pytest.raises(errors.TendersDiffer):
        shop.till.exchange(larger, [Tender.wechat(4)])
    assert shop.stockroom.on_hand(large)[0] == 5

    done = shop.till.exchange(larger, [Tender.cash(quote.to_pay)])
    assert (done.refund.exchange, done.sale.exchange) == (done.sale.id, done.refund.id)
    paid = {tender.method: tender.applied for tender in done.sale.tenders}
    assert paid == {"exchange": Decimal("59.00"), "cash": Decimal("5.00")}
    assert [shop.stockroom.on_hand(shirt)[0] for shirt in shirts] == [5, 4]

    shop.till.void_exchange(done.sale.id, reason="the wrong shirt")
    assert [shop.stockroom.on_hand(shirt)[0] for shirt in shirts] == [4, 5]
    with pytest.raises(errors.WrongState):
        shop.till.void_exchange(sale.id, reason="no exchange")
    assert shop.office.verify().is_clean and shop.office.rebuild().is_clean


def test_a_refund_is_told_before_it_is_made(shop: Shop, shirts: tuple[VariantId, VariantId]) -> None:
    sale = shop.till.sell(Cart([CartLine(shirts[0], 2)]), [Tender.wechat(100), Tender.cash(18)])
    told = shop.till.price_refund(sale.id, [RefundLine(0, 1)], reason="too small")
    assert shop.stockroom.on_hand(shirts[0])[0] == 3
    done = shop.till.refund(sale.id, [RefundLine(0, 1)], reason="too small")
    assert (told.total, told.tenders, told.lines) == (done.total, done.tenders, done.lines)
    assert told.total == 59
    assert shop.office.verify().is_clean


def test_the_difference_is_paid_back(shop: Shop, shirts: tuple[VariantId, VariantId]) -> None:
    small, large = shirts
    sale = shop.till.sell(Cart([CartLine(large, 1)]), [Tender.wechat(64)])
    smaller = Exchange(sale.id, [RefundLine(0, 1)], Cart([CartLine(small, 1)]), "too large")
    assert shop.till.price_exchange(smaller).to_pay_back == 5
    done = shop.till.exchange(smaller)
    assert dict(done.refund.tenders) == {"exchange": Decimal("59.00"), "wechat": Decimal("5.00")}
    assert shop.office.verify().is_clean
