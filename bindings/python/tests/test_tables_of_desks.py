"""Lists of desks that are tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tillbook import (
    Cart,
    CartLine,
    CashCount,
    CashPieces,
    NewSupply,
    Shop,
    Supplier,
    SupplierId,
    Tender,
    VariantEdit,
    VariantId,
    new_id,
)


def test_closed_shifts_are_a_table(shop: Shop, tea: VariantId) -> None:
    clerk = shop.as_actor("li")
    shift = clerk.shifts.open(100)
    clerk.till.sell(Cart([CartLine(tea, 1)]), [Tender.cash(20)])
    pieces = [CashPieces(100, 1), CashPieces(10, 1), CashPieces(1, 2), CashPieces(Decimal("0.50"), 1), CashPieces(Decimal("0.10"), 3)]
    clerk.shifts.count(shift.id, CashCount(pieces))
    clerk.shifts.close(shift.id, Decimal("12.80"))
    (row,) = shop.shifts.z_reports().to_dicts()
    assert (row["number"], row["shift"], row["opened_by"], row["closed_by"]) == (1, shift.id, "li", "li")
    assert (row["sales"], row["sold"], row["refunds"]) == (1, Decimal("12.80"), 0)
    assert (row["expected"], row["counted"], row["variance"]) == (Decimal("112.80"), Decimal("112.80"), Decimal(0))
    assert row["closed_at"] >= row["opened_at"]
    assert len(shop.shifts.z_reports(since=date(2020, 1, 1), until=date(2020, 1, 2))) == 0


def test_proposals_are_a_table(shop: Shop, tea: VariantId) -> None:
    assert len(shop.purchasing.propose()) == 0
    shop.catalog.edit([VariantEdit(tea, reorder_point=20)])
    (row,) = shop.purchasing.propose().to_dicts()
    assert (row["supplier"], row["variant"], row["on_hand"], row["quantity"]) == (None, tea, 10, 11)
    seller = SupplierId(new_id())
    shop.purchasing.put_suppliers([Supplier(seller, "S1", "Wholesale", lead_time_days=1)])
    shop.purchasing.put_supplies([NewSupply(seller, tea, 1, last_cost=Decimal("7.25"))])
    (row,) = shop.purchasing.propose().to_dicts()
    assert (row["supplier"], row["pack_size"], row["unit_cost"]) == (seller, 1, Decimal("7.25"))
