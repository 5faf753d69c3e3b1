"""Pictures: that they are made, of which figures, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tillbook import Shop, VariantId


@pytest.fixture(scope="module")
def demo() -> Iterator[Shop]:
    with Shop.demo() as shop:
        yield shop


def values(chart: Any) -> list[dict[str, Any]]:
    return chart.to_dict()["data"]["values"]  # type: ignore[no-any-return]


def dearest(shop: Shop) -> VariantId:
    rows = shop.reports.stock_by_variant().to_dicts()
    return max(rows, key=lambda row: row["value"])["variant"]  # type: ignore[no-any-return]


def test_pictures_show_the_figures_of_the_reports(demo: Shop) -> None:
    assert len(values(demo.show.margin_by_day())) == 91
    assert sum(row["slips"] for row in values(demo.show.sales_heatmap())) == 840
    stock = values(demo.show.stock_value(date(2017, 11, 1), date(2017, 12, 1)))
    assert (len(stock), stock[-1]["value"]) == (30, float(demo.reports.stock().value))
    assert values(demo.show.abc_curve())[-1]["share"] == pytest.approx(1)
    expiring = demo.reports.expiring(30, date(2017, 11, 30)).column("value")
    drawn = values(demo.show.expiry_calendar(date(2017, 11, 30)))
    assert sum(row["value"] for row in drawn) == pytest.approx(float(sum(expiring)))


def test_cost_layers_fill_what_is_on_hand(demo: Shop) -> None:
    variant = dearest(demo)
    quantity, value = demo.stockroom.on_hand(variant)
    layers = values(demo.show.cost_layers(variant))
    assert layers[-1]["to"] == float(quantity)
    drawn = sum(Decimal(str(layer["to"] - layer["from"])) * Decimal(str(layer["unit"])) for layer in layers)
    assert drawn == pytest.approx(value)


def test_pictures_of_the_notebooks_are_there() -> None:
    notebooks = Path(__file__).resolve().parents[3] / "examples" / "notebooks"
    texts = [path.read_text(encoding="utf-8") for path in notebooks.glob("*.py")]
    shown = {name for text in texts for name in re.findall(r"\(pictures/([\w.]+)\)", text)}
    assert shown and shown == {path.name for path in (notebooks / "pictures").iterdir()}


def test_words_are_those_of_the_language(demo: Shop) -> None:
    chart = demo.show.abc_curve(lang="zh").to_dict()
    assert chart["title"].startswith("ABC 分析") and "CJK" in chart["config"]["font"]
    assert demo.show.sales_heatmap(lang="zh").to_dict()["encoding"]["x"]["title"] == "时"
    days = demo.show.expiry_calendar(date(2017, 11, 30), lang="zh").to_dict()["encoding"]["x"]
    assert (days["title"], days["axis"]["format"]) == ("到期日", "%-m月%-d日")
    with pytest.raises(ValueError, match="one of en, zh"):
        demo.show.abc_curve(lang="fr")  # type: ignore[arg-type]
