"""How fast the package is, beside what else one might use, in one run on one machine.

    pip install ./bindings/python polars pandas pyarrow duckdb beancount
    python bindings/python/benches/speed.py

Each figure is the best of three, in seconds; what takes longer than a few seconds is run once. It takes about five minutes. The peers get the same rows and do as much as they can; plain Python and pandas cost with
floats, which are not exact, and nobody but the engine answers a cost for each move with returns, counts and shortages.
"""

from __future__ import annotations

import datetime
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import duckdb
from beancount.core import data
from beancount.core.amount import Amount
from beancount.core.number import MISSING
from beancount.core.position import CostSpec
from beancount.parser import booking_full, options
import pandas as pd
import polars as pl

import tillbook
from tillbook import costing, imports

MOVES = 1_000_000
BOOKED = 100_000
ITEMS = 10_000


def best(work: Callable[[], object], rounds: int = 3) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def show(name: str, seconds: float) -> None:
    print(f"{name:<58} {seconds:8.3f}")


def moves() -> pl.DataFrame:
    """Receipts of three and issues of two, in turn, of one item after the other."""
    rows = range(MOVES)
    return pl.DataFrame(
        {
            "item": [(row // 2) % ITEMS for row in rows],
            "kind": ["issue" if row % 2 else "receive" for row in rows],
            "quantity": [2 if row % 2 else 3 for row in rows],
            "value": [0 if row % 2 else 300 + row % 7 for row in rows],
        }
    )


def plain_fifo(frame: pl.DataFrame) -> list[float]:
    """First in, first out with a deque an item."""
    layers: dict[int, deque[list[float]]] = {}
    costs: list[float] = []
    for item, kind, quantity, value in frame.iter_rows():
        of_item = layers.setdefault(item, deque())
        if kind == "receive":
            of_item.append([quantity, value / quantity])
            costs.append(value)
            continue
        left, cost = quantity, 0.0
        while left:
            taken = min(left, of_item[0][0])
            cost += taken * of_item[0][1]
            of_item[0][0] -= taken
            left -= taken
            if not of_item[0][0]:
                of_item.popleft()
        costs.append(-cost)
    return costs


def pandas_average(frame: pd.DataFrame) -> None:
    """The average of all receipts of an item: what a group-by can say; a moving one needs a loop."""
    received = frame[frame.kind == "receive"].groupby("item")[["quantity", "value"]].sum()
    average = received.value / received.quantity
    issued = frame[frame.kind == "issue"]
    (issued.item.map(average) * issued.quantity).sum()


def beancount_entries(frame: pl.DataFrame) -> list[data.Transaction]:
    """A transaction a move, an account an item."""
    day = datetime.date(2026, 1, 1)
    entries = []
    for row, (item, kind, quantity, value) in enumerate(frame.iter_rows()):
        total = MISSING if kind == "issue" else Decimal(value) / quantity
        spec = CostSpec(total, None, MISSING if kind == "issue" else "CNY", None, None, False)
        units = Amount(Decimal(-quantity if kind == "issue" else quantity), f"I{item}")
        postings = [
            data.Posting(f"Assets:Stock:I{item}", units, spec, None, None, {}),
            data.Posting("Equity:Other", MISSING, None, None, None, {}),
        ]
        meta = data.new_metadata("moves", row)
        entries.append(data.Transaction(meta, day, "*", None, "", frozenset(), frozenset(), postings))
    return entries


def book(entries: list[data.Transaction]) -> None:
    """First in first out, as beancount books what a ledger leaves open."""
    methods: dict[str, data.Booking] = defaultdict(lambda: data.Booking.FIFO)
    booked, errors = booking_full.book(entries, options.OPTIONS_DEFAULTS, methods)
    assert len(booked) == len(entries) and not errors


def cost() -> None:
    frame = moves()
    in_pandas = frame.to_pandas()
    print(f"\n{MOVES:,} moves of {ITEMS:,} items")
    show("cost_moves, first in first out", best(lambda: costing.cost_moves(frame)))
    show("cost_moves, moving average", best(lambda: costing.cost_moves(frame, method="moving_average")))
    show("plain Python, first in first out, floats", best(lambda: plain_fifo(frame)))
    show("pandas, one average an item, floats", best(lambda: pandas_average(in_pandas)))
    entries = beancount_entries(frame.filter(pl.col("item") < ITEMS * BOOKED // MOVES))
    show(f"beancount's booking of {len(entries):,} of them", best(lambda: book(entries), 1))
    table = costing.cost_moves(frame).moves
    show("the answer of a million rows into Polars", best(table.to_polars))


def report(folder: Path) -> None:
    path = folder / "shop.db"
    settings = tillbook.Settings()
    with tillbook.Shop.create(path, settings, durability="normal") as shop:
        variants = 500
        goods = {"name": [f"Item {i}" for i in range(variants)], "sku": [f"S{i}" for i in range(variants)]}
        imports.products(shop, pl.DataFrame({**goods, "price": [10] * variants}))
        stock = {"sku": goods["sku"], "quantity": [1_000_000] * variants, "unit_cost": [Decimal("6.50")] * variants}
        imports.opening_stock(shop, pl.DataFrame(stock))
        sales, each = 100_000, 10
        lines = range(sales * each)
        sold = pl.DataFrame(
            {
                "receipt": [str(row // each) for row in lines],
                "sku": [f"S{row * 7 % variants}" for row in lines],
                "quantity": [1 + row % 3 for row in lines],
            }
        )
        show(f"import of {sales:,} sales with {len(lines):,} lines", best(lambda: imports.sales(shop, sold), 1))
        print(f"\nmargin by product and day on {len(lines):,} sale lines in SQLite")
        show("reports.margin_by_product_and_day", best(shop.reports.margin_by_product_and_day))
    # The shop is closed: no second copy of SQLite opens a file that is open.
    with closing(sqlite3.connect(path)) as connection:
        rows = "SELECT variant, business_day, total, tax, cost FROM sale_line"
        sums = "sum(total), sum(tax), sum(cost)"
        grouped = f"SELECT variant, business_day, {sums} FROM sale_line GROUP BY variant, business_day"
        show("SQLite's own GROUP BY on the same file", best(lambda: connection.execute(grouped).fetchall()))

        def polars() -> pl.DataFrame:
            frame = pl.read_database(rows, connection)
            return frame.group_by("variant", "business_day").agg(pl.col("total", "tax", "cost").sum())

        def in_duckdb() -> None:
            frame = pl.read_database(rows, connection)
            with duckdb.connect() as duck:
                duck.register("frame", frame)
                duck.execute(f"SELECT variant, business_day, {sums} FROM frame GROUP BY ALL").fetchall()

        show("Polars on its rows", best(polars))
        show("DuckDB on its rows", best(in_duckdb))


def main() -> None:
    print(f"Python {sys.version.split()[0]}, Polars {pl.__version__}, pandas {pd.__version__}, DuckDB {duckdb.__version__}")
    start = [sys.executable, "-c", "import tillbook"]
    bare = best(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    show("import tillbook, without Python's own start", best(lambda: subprocess.run(start, check=True)) - bare)
    show("Shop.demo()", best(tillbook.Shop.demo, 1))
    cost()
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder))


if __name__ == "__main__":
    main()
