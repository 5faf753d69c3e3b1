"""Ids of records and documents: texts, with a type of their own each."""

from __future__ import annotations

import os
import time
from typing import NewType

__all__ = [
    "CartId",
    "CategoryId",
    "CustomerOrderId",
    "DocumentId",
    "LocationId",
    "MemberId",
    "OrderId",
    "PriceListId",
    "ProductId",
    "PromotionId",
    "ReceiptId",
    "RefundId",
    "SaleId",
    "ShiftId",
    "SupplierId",
    "VariantId",
    "new_id",
]

CartId = NewType("CartId", str)
"""Id of a cart that is held."""
CategoryId = NewType("CategoryId", str)
"""Id of a category."""
CustomerOrderId = NewType("CustomerOrderId", str)
"""Id of a quotation or an order of a customer."""
DocumentId = NewType("DocumentId", str)
"""Id of a document of any kind."""
LocationId = NewType("LocationId", str)
"""Id of a location."""
MemberId = NewType("MemberId", str)
"""Id of a member."""
OrderId = NewType("OrderId", str)
"""Id of a purchase order."""
PriceListId = NewType("PriceListId", str)
"""Id of a price list."""
ProductId = NewType("ProductId", str)
"""Id of a product."""
PromotionId = NewType("PromotionId", str)
"""Id of a promotion."""
ReceiptId = NewType("ReceiptId", str)
"""Id of a receipt of goods."""
RefundId = NewType("RefundId", str)
"""Id of a refund."""
SaleId = NewType("SaleId", str)
"""Id of a sale."""
ShiftId = NewType("ShiftId", str)
"""Id of a shift."""
SupplierId = NewType("SupplierId", str)
"""Id of a supplier."""
VariantId = NewType("VariantId", str)
"""Id of a variant."""


def new_id() -> str:
    """A new id: a UUID of version 7, so that later ones sort behind earlier ones.

    The same id twice is the same fact: who keeps the id of a sale and sends the sale again is told what was posted.

    >>> SaleId(new_id()) != SaleId(new_id())
    True
    """
    bits = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    bits = bits & ~(0xF << 76) | 7 << 76
    bits = bits & ~(0x3 << 62) | 2 << 62
    text = f"{bits & (1 << 128) - 1:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
