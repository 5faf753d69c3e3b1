# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # 街角小店的一个季度
#
# 一家小杂货店 2017 年 9 月到 11 月的账：打开它，看毛利、ABC、时段和效期。小票是真实的（completejourney，CC0），供应商、成本和批次按规则虚构。

# %%
from datetime import date
from decimal import Decimal

import polars as pl

import tillbook

shop = tillbook.Shop.demo()
sales = shop.reports.sales()
print(f"小票 {sales.sales} 张，含税净额 {sales.net}，毛利 {sales.gross_profit}")
assert (sales.sales, sales.net, sales.gross_profit) == (840, Decimal("32479.67"), Decimal("6906.55"))

# %% [markdown]
# ## 毛利
# 每张报表都是精确小数的表。这里转成 Polars；pandas、PyArrow、DuckDB 也能直接读。

# %%
margin = shop.reports.margin("category").to_polars()
print(
    margin.select(
        pl.col("name").alias("类别"),
        pl.col("net_sales").alias("净销售额"),
        pl.col("profit").alias("毛利"),
        pl.col("margin").alias("毛利率"),
    ).head(10)
)
assert margin["profit"].sum() == sales.gross_profit

# %%
shop.show.margin_by_day(lang="zh")

# %% [markdown]
# ![每日毛利](pictures/margin_by_day.zh.svg)

# %% [markdown]
# ## 一周哪几天生意好

# %%
days = shop.reports.sales_by_day().to_polars()
weekdays = days.group_by(pl.col("day").dt.weekday().alias("星期")).agg(pl.col("net").sum().alias("净额")).sort("星期")
print(weekdays)
assert days.height == 91

# %%
shop.show.sales_heatmap(lang="zh")

# %% [markdown]
# ![各时段小票数](pictures/sales_heatmap.zh.svg)

# %% [markdown]
# ## ABC 分类
# A 类占净销售额的前 80%，B 类占其后的 15%。

# %%
abc = shop.reports.abc().to_polars()
classes = abc.group_by(pl.col("class").alias("分类")).agg(pl.len().alias("品数"), pl.col("net_sales").sum().alias("净额"))
print(classes.sort("分类"))
assert abc["net_sales"].sum() == margin["net_sales"].sum()

# %%
shop.show.abc_curve(lang="zh")

# %% [markdown]
# ![净销售额占比与品数](pictures/abc_curve.zh.svg)

# %% [markdown]
# ## 临期
# 今天起三天内到期的货，以及已经过期的。

# %%
expiring = shop.reports.expiring(3, date(2017, 11, 30)).to_polars()
print(expiring.select("name", "expires_on", "days_left", "quantity", "value").head(10))
assert max(expiring["days_left"].to_list()) <= 3

# %%
shop.show.expiry_calendar(date(2017, 11, 30), lang="zh")

# %% [markdown]
# ![各到期日的库存金额](pictures/expiry_calendar.zh.svg)

# %% [markdown]
# ## 账对不对

# %%
assert shop.office.verify().is_clean
