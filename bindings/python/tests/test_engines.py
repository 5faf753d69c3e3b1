"""Engines on columns, SQL and imports."""

from __future__ import annotations

import doctest
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import tillbook
from tillbook import (
    Benefit,
    Cart,
    CartLine,
    Condition,
    Promotion,
    PromotionId,
    Settings,
    Shop,
    Supplier,
    SupplierId,
    Tender,
    VariantId,
    _native,
    barcode,
    costing,
    errors,
    imports,
    new_id,
)


def moves(**columns: list[Any]) -> pa.Table:
    return pa.table(columns)


def test_costs_are_those_of_the_engine() -> None:
    frame = moves(
        item=["tea", "milk", "tea", "tea", "tea"],
        kind=["receive", "found", "receive", "issue", "return"],
        quantity=[10, 1, 10, 15, 5],
        value=[Decimal("100.00"), None, Decimal("200.00"), None, None],
        of=[None, None, None, None, 3],
    )
    fifo = costing.cost_moves(frame)
    assert fifo.moves.column("value")[3:] == [Decimal("-200.00"), Decimal("66.67")]
    assert [row["item"] for row in fifo.items.to_dicts()] == ["tea", "milk"]
    average = costing.cost_moves(frame, method="moving_average", currency="USD")
    assert average.moves.column("value")[3] == Decimal("-225.00")
    assert average.items.to_dicts()[0]["value"] == Decimal("150.00")


@pytest.mark.parametrize("library", [pl.DataFrame, pd.DataFrame, lambda data: pa.table(data)])
def test_every_library_is_read(library: Any) -> None:
    data: dict[str, list[Any]] = {
        "item": [7, 7, 8],
        "kind": ["receive", "issue", "receive"],
        "quantity": [Decimal("2.500"), Decimal("1.000"), Decimal(1)],
        "value": [Decimal("10.00"), None, Decimal(1)],
        "at": [datetime(2026, 1, day, tzinfo=UTC) for day in (2, 3, 1)],
    }
    frame = library(data)
    if isinstance(frame, pl.DataFrame):
        frame = frame.with_columns(pl.col("kind").cast(pl.Categorical))
    assert costing.cost_moves(frame).moves.column("value") == [Decimal(10), Decimal(-4), Decimal(1)]


@pytest.mark.parametrize(
    ("column", "values", "row"),
    [
        ("quantity", [1.5, 1.0], 0),
        ("quantity", [1, None], 1),
        ("kind", ["receive", "sold"], 1),
        ("value", [None, None], 0),
        ("value", [Decimal("1.005"), None], 0),
        ("item", [None, "tea"], 0),
        ("at", ["2026-01-01", "2026-01-02"], 0),
        ("at", [datetime(2026, 1, 1), datetime(2026, 1, 2)], 0),
    ],
)
def test_a_wrong_cell_is_named(column: str, values: list[Any], row: int) -> None:
    good: dict[str, list[Any]] = {
        "item": ["tea", "tea"],
        "kind": ["receive", "issue"],
        "quantity": [2, 1],
        "value": [Decimal(5), None],
    }
    with pytest.raises(errors.RowErrors) as refused:
        costing.cost_moves(moves(**{**good, column: values}))
    (error,) = refused.value.errors
    assert (error.row, error.column) == (row, column) and error.expected


def test_a_move_that_cannot_be_is_named() -> None:
    frame = moves(item=["tea", "tea"], kind=["receive", "issue"], quantity=[1, 2], value=[Decimal(5), None])
    with pytest.raises(errors.RowErrors, match="row 1"):
        costing.cost_moves(frame)
    assert costing.cost_moves(frame, negative="allow").items.column("quantity") == [Decimal(-1)]


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(TypeError, match="__arrow_c_stream__"):
        costing.cost_moves([1, 2])
    with pytest.raises(ValueError, match="needs a column `item`"):
        costing.cost_moves(moves(quantity=[1]))
    with pytest.raises(TypeError, match="column a"):
        _native.read_frame(pa.table({"a": pa.array([b"x"])}))


def test_frames_come_in_as_they_are() -> None:
    day, time = date(2026, 1, 1), datetime(2026, 1, 1, 12, tzinfo=UTC)
    data: dict[str, list[Any]] = {
        "a": [1, None],
        "b": [Decimal("1.50"), None],
        "c": ["x", None],
        "d": [day, None],
        "e": [time, None],
    }
    assert _native.read_frame(pl.DataFrame(data)) == pa.table(data).to_pylist()
    chunked = pl.concat([pl.DataFrame(data), pl.DataFrame(data)], rechunk=False)
    assert len(_native.read_frame(chunked)) == 4
    assert _native.read_frame(pa.table({"a": pa.array([2**63], pa.uint64()), "f": [1.5]})) == [{"a": None, "f": 1.5}]


def test_barcodes() -> None:
    table = barcode.check(["6901234567892", "6901234567890", "", "96385074"])
    assert table.column("valid") == [True, False, False, True]
    assert table.column("problem") == [None, "bad_check_digit", "invalid", None]
    with pytest.raises(TypeError, match=r"codes\[1\]"):
        barcode.check(["96385074", 6901234567892])  # type: ignore[list-item]
    with pytest.raises(errors.Invalid):
        barcode.check_digit("12x")


def test_examples_of_functions() -> None:
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner()
    functions = [costing.cost_moves, barcode.check, barcode.check_digit, tillbook.promotions.evaluate, tillbook.promotions.price]
    for function in functions:
        for test in finder.find(function, function.__name__, globs={}, module=False):
            assert runner.run(test).attempted > 0
    assert runner.summarize().failed == 0


def test_carts_by_the_column() -> None:
    off = Promotion(PromotionId(new_id()), "3 off 20", Benefit.AmountOff(3, "order"), condition=Condition(min_amount=20))
    frame = pl.DataFrame(
        {
            "cart": ["a", "b", "a"],
            "variant": ["tea", "tea", "milk"],
            "quantity": [1, 1, 2],
            "unit_price": [Decimal("10.00"), Decimal("10.00"), Decimal("7.00")],
        }
    )
    table = tillbook.promotions.price(frame, [off], time=datetime(2026, 1, 1, tzinfo=UTC))
    assert table.column("net") == [Decimal("8.75"), Decimal("10.00"), Decimal("12.25")]
    assert table.column("promotions") == [["3 off 20"], [], ["3 off 20"]]
    with pytest.raises(errors.RowErrors, match="row 0, quantity"):
        tillbook.promotions.price(frame.with_columns(pl.lit(0.5).alias("quantity")), [off], time=datetime.now(UTC))
    with pytest.raises(errors.Duplicate):
        tillbook.promotions.price(frame, [off, off], time=datetime.now(UTC))


# ---- SQL ----


def test_sql_on_the_views(shop: Shop, tea: VariantId) -> None:
    shop.till.sell(Cart([CartLine(tea, 2)]), [Tender.wechat(Decimal("25.60"))])
    table = shop.sql("SELECT business_day, sold_at, quantity, total, kind, line FROM v_sale_line WHERE sku = ?", ["P000001"])
    assert table.schema == {
        "business_day": "date32",
        "sold_at": "timestamp[us, Asia/Shanghai]",
        "quantity": "decimal128(19, 6)",
        "total": "decimal128(19, 2)",
        "kind": "string",
        "line": "int64",
    }
    (row,) = table.to_dicts()
    assert (row["total"], row["quantity"], row["kind"]) == (Decimal("25.60"), Decimal(2), "sale")
    assert shop.sql("SELECT 1 AS a, NULL AS b, 1.5 AS c, 'x' AS d").to_dicts() == [{"a": 1, "b": None, "c": 1.5, "d": "x"}]


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM document",
        "SELECT 1; DELETE FROM document",
        "WITH a AS (SELECT 1) DELETE FROM document",
        "ATTACH 'other.db' AS other",
        "PRAGMA query_only = 0",
        "VACUUM INTO 'copy.db'",
        "SELECT * FROM nowhere",
        "",
    ],
)
def test_sql_only_asks(tmp_path: Path, query: str) -> None:
    with Shop.create(tmp_path / "shop.db", Settings()) as shop:
        with pytest.raises(errors.SqlRefused):
            shop.sql(query)
        assert shop.office.verify().is_clean and shop.sql("SELECT count(*) AS n FROM v_stock").column("n") == [0]


def test_sql_takes_exact_values_only(shop: Shop) -> None:
    with pytest.raises(TypeError, match=r"params\[0\]"):
        shop.sql("SELECT ?", [1.5])  # type: ignore[list-item]
    assert shop.sql("SELECT ? AS a, ? AS b", [date(2026, 1, 1), 2]).to_dicts() == [{"a": "2026-01-01", "b": 2}]


# ---- imports ----


def goods(shop: Shop, count: int = 3) -> None:
    names = [f"Tea {index}" for index in range(count)]
    skus = [f"T{index}" for index in range(count)]
    assert imports.products(shop, pl.DataFrame({"name": names, "sku": skus, "price": [10] * count})) == count
    stock = {"sku": skus, "quantity": [100] * count, "unit_cost": [Decimal("6.50")] * count}
    assert imports.opening_stock(shop, pl.DataFrame(stock)) == count


def test_a_shop_from_frames(shop: Shop) -> None:
    goods(shop)
    seller = SupplierId(new_id())
    shop.purchasing.put_suppliers([Supplier(seller, "S1", "Wholesale", lead_time_days=1)])
    imports.prices(shop, pl.DataFrame({"sku": ["T0"], "price": [Decimal("12.50")]}))
    bought: dict[str, list[Any]] = {"order": ["a", "a"], "supplier": ["S1", "S1"], "sku": ["T0", "T1"], "quantity": [5, 5], "unit_cost": [7, 7]}
    assert imports.orders(shop, pl.DataFrame(bought)) == 1
    came: dict[str, list[Any]] = {"delivery": ["x"], "supplier": ["S1"], "sku": ["T2"], "quantity": [4], "unit_cost": [Decimal("7.25")]}
    assert imports.deliveries(shop, pa.table(came)) == 1
    sold: dict[str, list[Any]] = {"receipt": ["1", "1", "2"], "sku": ["T0", "T1", "T2"], "quantity": [2, 1, 4], "method": ["card", "card", None]}
    assert imports.sales(shop, pl.DataFrame(sold)) == 2
    assert imports.counts(shop, pl.DataFrame({"sku": ["T2"], "counted": [99], "reason": ["one missing"]})) == 1
    assert shop.reports.sales().net == Decimal("75.00")
    assert shop.reports.stock().quantity == 98 + 99 + 99
    assert shop.office.verify().is_clean


def test_all_wrong_cells_at_once_and_nothing_written(shop: Shop) -> None:
    goods(shop)
    before = shop.office.verify().documents
    frame = pl.DataFrame(
        {
            "receipt": ["1", "1", "2", "3"],
            "sku": ["T0", "T9", "T1", ""],
            "quantity": [1, 0, None, -1],
            "method": ["cash", "card", "gold", None],
        }
    )
    with pytest.raises(errors.RowErrors) as refused:
        imports.sales(shop, frame)
    found = {(error.row, error.column) for error in refused.value.errors}
    assert found == {
        (1, "sku"), (1, "quantity"), (1, "method"), (2, "quantity"), (2, "method"), (3, "sku"), (3, "quantity"),
    }  # fmt: skip
    assert refused.value.found == len(refused.value.errors)
    assert shop.office.verify().documents == before


def test_what_the_books_refuse_leaves_nothing(shop: Shop) -> None:
    goods(shop)
    frame = pl.DataFrame({"receipt": ["1", "2"], "sku": ["T0", "T1"], "quantity": [1, 101]})
    with pytest.raises(errors.OutOfStock):
        imports.sales(shop, frame)
    assert shop.reports.sales().sales == 0
    with pytest.raises(errors.RowErrors, match="row 1, barcode"):
        imports.products(shop, pl.DataFrame({"name": ["A", "B"], "price": [1, 2], "barcode": ["96385074", "96385075"]}))


def test_variants_of_products_from_a_frame(shop: Shop) -> None:
    shirts: dict[str, list[Any]] = {
        "name": ["Tee", "Cola", "Tee", "Cola", "Tee"],
        "option:size": ["M", None, "L", None, "M"],
        "option:colour": ["red", None, "red", None, "blue"],
        "sku": ["M-R", "C1", "L-R", "C2", "M-B"],
        "price": [59, 3, 62, 4, 60],
        "brand": ["Own", None, "Own", None, "Own"],
    }
    id = new_id()
    assert imports.products(shop, pl.DataFrame(shirts), id=id) == 3
    assert imports.products(shop, pl.DataFrame(shirts), id=id) == 3
    rows = {row["sku"]: (row["choices"], row["price"]) for row in shop.catalog.variants().to_dicts()}
    assert rows["M-B"] == (["M", "blue"], 60) and rows["C2"] == ([], 4) and len(rows) == 5
    tee = shop.catalog.by_sku("M-R")
    assert tee is not None
    assert [(option.name, tuple(option.values)) for option in tee.product.options] == [
        ("size", ("M", "L")),
        ("colour", ("red", "blue")),
    ]
    wrong = pl.DataFrame(
        {
            "name": ["Cap", "Cap", "Cap"],
            "option:size": ["M", "L", "L"],
            "option:colour": ["red", None, "red"],
            "brand": ["Own", "Own", "Other"],
            "price": [1, None, 1],
        }
    )
    with pytest.raises(errors.RowErrors) as refused:
        imports.products(shop, wrong)
    assert [(error.row, error.column) for error in refused.value.errors] == [
        (1, "option:colour"),
        (2, "brand"),
        (1, "price"),
    ]
    assert len(shop.catalog.variants()) == 5


def test_floats_and_unknown_columns_are_refused(shop: Shop) -> None:
    with pytest.raises(errors.RowErrors, match="exact"):
        imports.products(shop, pl.DataFrame({"name": ["A"], "price": [1.5]}))
    with pytest.raises(ValueError, match="nobody reads colour"):
        imports.products(shop, pl.DataFrame({"name": ["A"], "price": [1], "colour": ["red"]}))
    with pytest.raises(ValueError, match="needs price"):
        imports.products(shop, pl.DataFrame({"name": ["A"]}))
    with pytest.raises(errors.RowErrors, match="loses its zeros"):
        imports.products(shop, pl.DataFrame({"name": ["A"], "price": [1], "barcode": [6901234567892]}))


def test_an_import_can_be_repeated_and_tells_how_far_it_is(shop: Shop) -> None:
    goods(shop)
    id, told = new_id(), list[tuple[int, int]]()
    frame = pl.DataFrame({"receipt": ["1", "2"], "sku": ["T0", "T1"], "quantity": [1, 1]})

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imports.sales(shop, frame, id=id, progress=stop)
    assert told == [(1, 2)] and shop.reports.sales().sales == 1
    imports.sales(shop, frame, id=id)
    imports.sales(shop, frame, id=id)
    assert shop.reports.sales().sales == 2
    assert shop.office.verify().is_clean


def test_opens_and_reports_do_not_grow_memory(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with Shop.create(path, Settings()) as shop:
        goods(shop)

    def round() -> None:
        with Shop.open(path) as shop:
            pa.table(shop.reports.stock_by_variant()).to_pylist()
            shop.reports.margin().to_dicts()

    def resident() -> int:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * 4096

    if not Path("/proc/self/statm").exists():
        pytest.skip("no /proc here")
    for _ in range(200):
        round()
    before = resident()
    for _ in range(800):
        round()
    assert resident() - before < 16 * 1024 * 1024
