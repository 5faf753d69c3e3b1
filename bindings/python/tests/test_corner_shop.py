"""The corner shop, held to books that a separate program worked out: cent by cent, in four data frame libraries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tillbook import CostingMethod, Shop

EXPECTED = Path(__file__).resolve().parents[3] / "examples/data/corner-shop/expected.json"


@pytest.fixture(scope="module", params=["fifo", "moving_average"])
def method(request: pytest.FixtureRequest) -> CostingMethod:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def shop(method: CostingMethod) -> Iterator[Shop]:
    with Shop.demo(costing=method) as shop:
        yield shop


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return json.loads(EXPECTED.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def by_method(told: dict[str, Any], method: CostingMethod) -> dict[str, Any]:
    return told[method]  # type: ignore[no-any-return]


def test_the_quarter_as_a_whole(shop: Shop, told: dict[str, Any], by_method: dict[str, Any]) -> None:
    sales, stock, totals = shop.reports.sales(), shop.reports.stock(), told["totals"]
    assert (sales.sales, sales.sale_lines, sales.members) == (840, 9777, 106)
    assert sales.refunds.documents == totals["returns"] and sales.refunds.lines == totals["return_lines"]
    assert sales.cost_of_sales == Decimal(by_method["cost_of_sales"])
    assert sales.cogs == Decimal(by_method["cogs"])
    assert sales.gross_profit == Decimal(by_method["gross_profit"])
    assert (stock.value, stock.quantity) == (Decimal(by_method["closing_value"]), by_method["closing_qty"])
    changes = shop.reports.stock_changes()
    assert changes.count_variance == Decimal(by_method["count_variance_cost"])
    assert changes.write_offs.value == Decimal(by_method["writeoff_cost"])


def test_every_day_in_polars(shop: Shop, by_method: dict[str, Any]) -> None:
    frame = shop.reports.sales_by_day().to_polars()
    days = {
        day.isoformat(): {
            "receipts": sales,
            "net": str(net),
            "tax": str(tax),
            "refunds": str(refunds),
            "cogs": str(cogs),
        }
        for day, sales, net, tax, refunds, cogs in frame.select(
            "day", "sales", "net", "tax", "refunds", "cogs"
        ).iter_rows()
    }
    assert days == by_method["per_day"]
    assert frame["cogs"].dtype == pl.Decimal(19, 2)


def test_the_best_products_in_pandas(shop: Shop, by_method: dict[str, Any]) -> None:
    frame = shop.reports.top_products(20).to_pandas()
    rows = [
        {
            "product": row["name"],
            "brand": row["brand"],
            "units": int(row["quantity"]),
            "net_without_tax": str(row["net_sales"]),
            "cogs": str(row["cost"]),
            "margin": str(row["profit"]),
        }
        for row in frame.to_dict("records")
    ]
    assert rows == by_method["top_products"]
    assert isinstance(frame, pd.DataFrame)


def test_what_is_left_of_each_sku_in_pyarrow(shop: Shop, by_method: dict[str, Any]) -> None:
    table = pa.table(shop.reports.stock_by_variant("all_variants"))
    closing = {
        row["sku"]: [int(row["quantity"]), str(row["value"])]
        for row in table.select(["sku", "quantity", "value"]).to_pylist()
    }
    assert closing == by_method["closing"]
    assert pc.sum(table["value"]).as_py() == Decimal(by_method["closing_value"])


def _duck(query: str, **frames: pa.Table) -> list[Any]:
    with duckdb.connect() as connection:
        for name, frame in frames.items():
            connection.register(name, frame)
        return connection.execute(query).fetchall()


def test_what_expires_when_in_duckdb(shop: Shop, told: dict[str, Any]) -> None:
    stock = pa.table(shop.reports.stock_by_expiry())
    found = _duck("SELECT expires_on, quantity FROM stock WHERE expires_on IS NOT NULL", stock=stock)
    assert {day.isoformat(): int(quantity) for day, quantity in found} == {
        day: quantity for day, quantity in told["closing_by_expiry"].items() if day != "none"
    }
    assert stock.num_rows > 0


def test_margins_add_up_in_duckdb(shop: Shop, by_method: dict[str, Any]) -> None:
    margin = shop.reports.margin("product", since=date(2017, 9, 1), until=date(2017, 12, 1))
    frame = pa.table(margin)
    ((profit, cost),) = _duck("SELECT sum(profit), sum(cost) FROM frame", frame=frame)
    assert (profit, cost) == (Decimal(by_method["gross_profit"]), Decimal(by_method["cogs"]))
    assert frame.num_rows == len(margin)


def test_the_margins_of_products_and_days_are_those_of_days(shop: Shop, by_method: dict[str, Any]) -> None:
    frame = shop.reports.margin_by_product_and_day().to_polars()
    days = frame.group_by("day").agg(pl.col("cost").sum()).sort("day")
    assert [str(cost) for cost in days["cost"]] == [day["cogs"] for day in by_method["per_day"].values()]


def test_the_books_are_sound(shop: Shop) -> None:
    report = shop.office.verify()
    assert report.is_clean, report.violations
    assert report.documents > 2000


def test_the_other_method_is_a_report_away(shop: Shop, told: dict[str, Any], method: CostingMethod) -> None:
    other: CostingMethod = "moving_average" if method == "fifo" else "fifo"
    recost = shop.reports.recost(other)
    assert recost.cost_of_sales.is_ == Decimal(told[method]["cogs"])
    assert recost.cost_of_sales.would_be == Decimal(told[other]["cogs"])
    assert recost.stock_value.would_be == Decimal(told[other]["closing_value"])
