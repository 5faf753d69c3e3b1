"""Draws the pictures that the notebooks show, as SVG: of the corner shop, in English and Chinese.

    pip install "./bindings/python[show]" vl-convert-python
    python bindings/python/tools/pictures.py
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import tillbook
from tillbook.show import Lang

NOTEBOOKS = Path(__file__).resolve().parents[3] / "examples" / "notebooks"
FOLDER = NOTEBOOKS / "pictures"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    shown = "".join(path.read_text(encoding="utf-8") for path in NOTEBOOKS.glob("*.py"))
    begin, end = date(2017, 9, 1), date(2017, 12, 1)
    with tillbook.Shop.demo() as shop:
        # The goods with the most layers.
        levels = shop.stockroom.levels().column("variant")
        variant = max(dict.fromkeys(levels), key=lambda id: len(shop.stockroom.cost_pools(id).to_dicts()[0]["layers"]))
        languages: tuple[Lang, ...] = ("en", "zh")
        for lang in languages:
            charts = {
                "margin_by_day": shop.show.margin_by_day(lang=lang),
                "sales_heatmap": shop.show.sales_heatmap(lang=lang),
                "abc_curve": shop.show.abc_curve(lang=lang),
                "stock_value": shop.show.stock_value(begin, end, lang=lang),
                "expiry_calendar": shop.show.expiry_calendar(date(2017, 11, 30), lang=lang),
                "cost_layers": shop.show.cost_layers(variant, lang=lang),
            }
            for name, chart in charts.items():
                path = FOLDER / (f"{name}.svg" if lang == "en" else f"{name}.{lang}.svg")
                if f"pictures/{path.name}" not in shown:
                    continue
                # Labels for screen readers at each mark would be ten times the picture.
                chart.config.aria = False
                chart.save(path)
                print(f"drew {path.name}, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
