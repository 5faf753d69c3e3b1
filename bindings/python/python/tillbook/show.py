"""Pictures of a shop: ``shop.show``. Needs Altair: ``pip install "tillbook[show]"``.

Figures become floats to be drawn, and nowhere else: what is answered is an ``altair.Chart``, whose data nobody adds up.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from .ids import VariantId

if TYPE_CHECKING:
    import altair

    from ._native import Shop, Table

Lang: TypeAlias = Literal["en", "zh"]
"""The language of titles and labels."""

FONT = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, WenQuanYi Zen Hei, Arial, sans-serif"

CHINESE = {
    "day": "日期",
    "gross profit": "毛利",
    "net sales": "净销售额",
    "Gross profit by day": "每日毛利",
    "Till slips by weekday and hour": "各时段小票数",
    "weekday": "星期",
    "hour": "时",
    "till slips": "小票",
    "Stock value at cost": "库存成本金额",
    "value": "金额",
    "ABC: share of net sales": "ABC 分析：净销售额占比",
    "products": "商品数",
    "share": "累计占比",
    "class": "分类",
    "Value by last good day": "各到期日的库存金额",
    "last good day": "到期日",
    "Cost layers": "成本层",
    "quantity": "数量",
    "unit cost": "单位成本",
    "came in": "入库",
}
WEEKDAYS: dict[str, list[str]] = {
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    "zh": ["一", "二", "三", "四", "五", "六", "日"],
}


class Show:
    """Charts of one shop. Each takes ``lang="zh"`` for Chinese titles and labels."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def margin_by_day(
        self, *, since: date | None = None, until: date | None = None, lang: Lang = "en"
    ) -> altair.LayerChart:
        """Net sales of each day as bars, the gross profit within them."""
        alt, say = _altair(), _words(lang)
        rows = [
            {"day": row["day"].isoformat(), "net": _net(row), "profit": float(row["gross_profit"])}
            for row in self._shop.reports.sales_by_day(since=since, until=until).to_dicts()
        ]
        base = alt.Chart(alt.Data(values=rows)).encode(x=_days("day", lang))
        bars = base.mark_bar(color="#c6d8e8").encode(y=alt.Y("net:Q", title=say("net sales")))
        profit = base.mark_bar(color="#1f5a8a").encode(y="profit:Q", tooltip=["day:T", "net:Q", "profit:Q"])
        layers: altair.LayerChart = _dressed(bars + profit, say("Gross profit by day"))
        return layers

    def sales_heatmap(self, *, lang: Lang = "en") -> altair.Chart:
        """Till slips by weekday and hour, by the shop's clock. Asks the views: not for a shop in PostgreSQL."""
        alt, say = _altair(), _words(lang)
        slips = self._shop.sql("SELECT DISTINCT number, sold_at FROM v_sale_line WHERE kind = 'sale'").column("sold_at")
        counted: dict[tuple[int, int], int] = {}
        for at in slips:
            place = (at.weekday(), at.hour)
            counted[place] = counted.get(place, 0) + 1
        names = WEEKDAYS[lang]
        rows = [{"weekday": names[day], "hour": hour, "slips": number} for (day, hour), number in counted.items()]
        chart = alt.Chart(alt.Data(values=rows)).mark_rect()
        chart = chart.encode(
            x=alt.X("hour:O", title=say("hour"), scale=alt.Scale(domain=list(range(24)))),
            y=alt.Y("weekday:N", title=say("weekday"), sort=names),
            color=alt.Color("slips:Q", title=say("till slips"), scale=alt.Scale(scheme="blues")),
            tooltip=["weekday:N", "hour:O", "slips:Q"],
        )
        dressed: altair.Chart = _dressed(chart, say("Till slips by weekday and hour"))
        return dressed

    def stock_value(self, since: date, until: date, *, lang: Lang = "en") -> altair.Chart:
        """What the stock was worth at cost at the end of each day from ``since``, included, to ``until``, excluded."""
        alt, say = _altair(), _words(lang)
        days = [since + timedelta(days=number) for number in range((until - since).days)]
        rows = [{"day": day.isoformat(), "value": float(self._shop.reports.stock_at(day).value)} for day in days]
        chart = alt.Chart(alt.Data(values=rows)).mark_area(line=True, color="#c6d8e8")
        chart = chart.encode(
            x=_days("day", lang),
            y=alt.Y("value:Q", title=say("value")),
            tooltip=["day:T", "value:Q"],
        )
        dressed: altair.Chart = _dressed(chart, say("Stock value at cost"))
        return dressed

    def abc_curve(self, *, lang: Lang = "en") -> altair.Chart:
        """The share of net sales of so many products, those that sell most first, by class."""
        alt, say = _altair(), _words(lang)
        rows: list[dict[str, Any]] = []
        for number, row in enumerate(self._shop.reports.abc().to_dicts(), 1):
            before = row["share_before"] if row["share_before"] is not None else Decimal(0)
            share = float(before + (row["share"] or 0))
            rows.append({"products": number, "share": share, "class": row["class"], "name": row["name"]})
        chart = alt.Chart(alt.Data(values=rows)).mark_line(strokeWidth=3)
        chart = chart.encode(
            x=alt.X("products:Q", title=say("products")),
            y=alt.Y("share:Q", title=say("share"), axis=alt.Axis(format="%")),
            color=alt.Color("class:N", title=say("class"), scale=alt.Scale(range=["#1f5a8a", "#e08e2b", "#9aa5ae"])),
            tooltip=["name:N", "products:Q", alt.Tooltip("share:Q", format=".1%"), "class:N"],
        )
        dressed: altair.Chart = _dressed(chart, say("ABC: share of net sales"))
        return dressed

    def expiry_calendar(self, today: date, *, within_days: int = 30, lang: Lang = "en") -> altair.Chart:
        """What goods are worth by their last good day: those past it, and those of the next days."""
        alt, say = _altair(), _words(lang)
        values: dict[date, Decimal] = {}
        for row in self._shop.reports.expiring(within_days, today).to_dicts():
            values[row["expires_on"]] = values.get(row["expires_on"], Decimal(0)) + row["value"]
        rows = [
            {"day": day.isoformat(), "value": float(value), "past": day < today} for day, value in sorted(values.items())
        ]
        chart = alt.Chart(alt.Data(values=rows)).mark_bar()
        chart = chart.encode(
            x=_days("last good day", lang),
            y=alt.Y("value:Q", title=say("value")),
            color=alt.Color("past:N", legend=None, scale=alt.Scale(domain=[True, False], range=["#b3372f", "#e08e2b"])),
            tooltip=["day:T", "value:Q"],
        )
        dressed: altair.Chart = _dressed(chart, say("Value by last good day"))
        return dressed

    def cost_layers(self, variant: VariantId, *, lang: Lang = "en") -> altair.Chart:
        """The layers that the goods of one variant on hand are costed by, the oldest first: as wide as their quantity, as high as
        a unit cost. Under moving average there is one."""
        alt, say = _altair(), _words(lang)
        rows: list[dict[str, Any]] = []
        start = 0.0
        for quantity, value, since in _layers(self._shop.stockroom.cost_pools(variant)):
            end = start + float(quantity)
            rows.append({"from": start, "to": end, "zero": 0, "unit": float(value / quantity), "since": since})
            start = end
        chart = alt.Chart(alt.Data(values=rows)).mark_rect(stroke="white", strokeWidth=2)
        chart = chart.encode(
            x=alt.X("from:Q", title=say("quantity")),
            x2="to:Q",
            y=alt.Y("zero:Q", title=say("unit cost")),
            y2="unit:Q",
            color=alt.Color("since:N", title=say("came in"), sort=None),
            tooltip=["since:N", "unit:Q"],
        )
        dressed: altair.Chart = _dressed(chart, say("Cost layers"))
        return dressed


def _layers(pools: Table) -> list[tuple[Decimal, Decimal, str]]:
    """Quantity, value and origin of each layer; of a pool without layers, all of it."""
    found: list[tuple[Decimal, Decimal, str]] = []
    for pool in pools.to_dicts():
        layers = pool["layers"]
        for layer in layers:
            day = layer["effective_at"].date().isoformat()
            found.append((layer["quantity"], layer["value"], f"{len(found) + 1}: {day}"))
        if not layers and pool["quantity"] > 0:
            found.append((pool["quantity"], pool["value"], str(len(found) + 1)))
    return found


def _net(row: dict[str, Any]) -> float:
    return float(row["net"] - row["tax"] - (row["refunds"] - row["refund_tax"]))


def _altair() -> Any:
    try:
        import altair
    except ImportError:
        raise ImportError('charts need Altair: `pip install "tillbook[show]"`') from None
    return altair


def _days(title: str, lang: Lang) -> Any:
    """The axis of days, with their names in the language."""
    alt, say = _altair(), _words(lang)
    return alt.X("day:T", title=say(title), axis=alt.Axis(format="%-m月%-d日") if lang == "zh" else alt.Axis())


def _words(lang: Lang) -> Any:
    if lang not in WEEKDAYS:
        raise ValueError(f"lang: {lang!r} is not accepted; expected one of en, zh")
    return (lambda text: CHINESE[text]) if lang == "zh" else (lambda text: text)


def _dressed(chart: Any, title: str) -> Any:
    return chart.properties(title=title, width=640, height=280).configure(font=FONT).configure_view(stroke=None)
