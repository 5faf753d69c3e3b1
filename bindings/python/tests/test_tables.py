"""Tables in every library that reads them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from tillbook import Cart, CartLine, Member, MemberId, NewProduct, ProductOption, Shop, Tender, VariantId, new_id


def test_a_table_is_the_same_everywhere(shop: Shop, tea: VariantId) -> None:
    shop.till.sell(Cart([CartLine(tea, 2)]), [Tender.wechat(Decimal("25.60"))])
    table = shop.reports.margin()
    (row,) = table.to_dicts()
    assert row["profit"] == Decimal("10.60") and row["margin"] == Decimal("0.414063")
    assert pa.table(table).to_pylist() == [row]
    assert table.to_polars().to_dicts() == [row]
    assert table.to_pandas().to_dict("records") == [row]
    assert len(table) == 1 and table.column("profit") == [Decimal("10.60")]


def test_types_are_exact(shop: Shop, tea: VariantId) -> None:
    card = pa.table(shop.stockroom.ledger_card(tea))
    assert card.schema.field("effective_at").type == pa.timestamp("us", "Asia/Shanghai")
    assert card.schema.field("value").type == pa.decimal128(19, 2)
    assert card.schema.field("quantity").type == pa.decimal128(19, 6)
    days = pa.table(shop.reports.sales_by_day())
    assert days.schema.field("day").type == pa.date32()
    assert pa.schema(shop.reports.sales_by_day()) == days.schema  # type: ignore[arg-type]


def test_a_table_without_rows_has_its_columns(shop: Shop) -> None:
    tables = [
        shop.reports.margin(),
        shop.reports.abc(),
        shop.reports.expiring(30, date(2026, 1, 1)),
        shop.reports.receivables(date(2026, 1, 1)),
        shop.purchasing.open_orders(),
        shop.stockroom.shortages(),
    ]
    for table in tables:
        frame = table.to_polars()
        assert frame.height == 0 == len(table) and tuple(frame.columns) == table.columns
        assert "0 rows" in repr(table)


def test_lists_within_rows(shop: Shop) -> None:
    shop.catalog.add(NewProduct("Tee", options=[ProductOption("size", ["M", "L"])], price=59))
    table = shop.catalog.variants()
    assert table.schema["choices"] == "list<string>"
    assert table.to_polars()["choices"].to_list() == [["M"], ["L"]]
    assert [row["choices"] for row in table.to_dicts()] == [["M"], ["L"]]


def test_records_within_rows_are_columns(shop: Shop) -> None:
    member = MemberId(new_id())
    shop.members.put([Member(member, "M1", "Li")])
    shop.members.top_up(member, 100, [Tender.wechat(100)], bonus=10)
    (row,) = shop.reports.stored_values().to_dicts()
    assert (row["stored_principal"], row["stored_bonus"]) == (Decimal("100.00"), Decimal("10.00"))


def test_a_notebook_sees_numbers_to_the_right(shop: Shop) -> None:
    shop.catalog.add(NewProduct("Tea <b>", price=12))
    html = shop.reports.stock_by_variant("all_variants")._repr_html_()
    assert "Tea &lt;b&gt;" in html and 'text-align:right">0.00' in html


def test_long_tables_are_cut_for_notebooks(shop: Shop) -> None:
    shop.catalog.add_all([NewProduct(f"Tea {index}", price=1) for index in range(25)])
    html = shop.catalog.variants()._repr_html_()
    assert html.count("<tr>") == 21 and "20 of 25 rows" in html


def test_an_unknown_column(shop: Shop) -> None:
    with pytest.raises(KeyError):
        shop.reports.margin().column("colour")
