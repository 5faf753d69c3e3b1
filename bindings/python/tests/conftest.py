"""Shops to test with."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from decimal import Decimal

import pytest

from tillbook import NewProduct, OpeningStockLine, Shop, VariantId


@pytest.fixture
def shop() -> Iterator[Shop]:
    """A new shop in memory."""
    with Shop.memory() as shop:
        yield shop


@pytest.fixture
def tea(shop: Shop) -> VariantId:
    """Ten of a tea for 12.80 that cost 7.50."""
    variant = shop.catalog.add(NewProduct("Green tea", price=Decimal("12.80"))).variants[0].id
    shop.stockroom.open_with([OpeningStockLine(variant, 10, Decimal("7.50"))])
    return variant


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C interrupts: a shell lets what it runs in the background ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
