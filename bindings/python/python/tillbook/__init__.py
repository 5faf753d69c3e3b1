"""Tillbook: the engine of a small shop, in a notebook.

>>> import tillbook
>>> shop = tillbook.Shop.demo()
>>> shop.reports.margin("category").to_dicts()[0]["name"]
'DOMESTIC WINE'
"""

from __future__ import annotations

from decimal import Decimal

from . import barcode, costing, errors, ids, imports, promotions, records
from ._native import (
    Carts,
    Catalog,
    Members,
    Office,
    Prices,
    Promotions,
    Purchasing,
    Reports,
    Shifts,
    Shop,
    Stockroom,
    Table,
    Till,
)
from .errors import ShopError
from .ids import *  # noqa: F403
from .ids import VariantId
from .records import *  # noqa: F403
from .records import OrderLine, ReceiptLine
from .unchanged import UNCHANGED

__all__ = [
    "UNCHANGED",
    "Carts",
    "Catalog",
    "Members",
    "Office",
    "Prices",
    "Promotions",
    "Purchasing",
    "Reports",
    "Shifts",
    "Shop",
    "ShopError",
    "Stockroom",
    "Table",
    "Till",
    "barcode",
    "costing",
    "errors",
    "imports",
    "line",
    "promotions",
    "received",
]
__all__ += ids.__all__
__all__ += records.__all__


def line(variant: VariantId, quantity: Decimal | int, unit_cost: Decimal | int) -> OrderLine:
    """A line of an order: so many stock units, at this cost of one."""
    return OrderLine(variant, quantity, unit_cost)


def received(order_line: int, quantity: Decimal | int) -> ReceiptLine:
    """So many stock units of a line of the order."""
    return ReceiptLine(quantity, order_line=order_line)
