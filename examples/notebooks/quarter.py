# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # A quarter in the corner shop
#
# The books of a small grocery shop from September to November 2017: open them, look at margins, ABC, hours and expiry.
# The receipts are real (completejourney, CC0); suppliers, costs and batches are made up.

# %%
from datetime import date
from decimal import Decimal

import polars as pl

import tillbook

shop = tillbook.Shop.demo()
sales = shop.reports.sales()
print(sales.sales, "till slips,", sales.net, "with tax,", sales.gross_profit, "gross profit")
assert (sales.sales, sales.net, sales.gross_profit) == (840, Decimal("32479.67"), Decimal("6906.55"))

# %% [markdown]
# ## Margin
# Every report is a table of exact decimals. Here it becomes a Polars frame; pandas, PyArrow or DuckDB read it as well.

# %%
margin = shop.reports.margin("category").to_polars()
print(margin.select("name", "net_sales", "cost", "profit", "margin").head(10))
assert margin["profit"].sum() == sales.gross_profit

# %%
shop.show.margin_by_day()

# %% [markdown]
# ![Gross profit by day](pictures/margin_by_day.svg)

# %% [markdown]
# ## Which day is strong?

# %%
days = shop.reports.sales_by_day().to_polars()
weekdays = (
    days.group_by(pl.col("day").dt.weekday().alias("weekday"))
    .agg(pl.col("net").sum(), pl.col("sales").sum())
    .sort("weekday")
)
print(weekdays)
assert days.height == 91 and weekdays["sales"].sum() == 840

# %% [markdown]
# ## The hours of the week
# `shop.sql` asks the documented views; times come in UTC and with the shop's zone.

# %%
slips = shop.sql("SELECT DISTINCT number, sold_at FROM v_sale_line WHERE kind = 'sale'").to_polars()
local = slips.with_columns(pl.col("sold_at").dt.weekday().alias("weekday"), pl.col("sold_at").dt.hour().alias("hour"))
heatmap = local.pivot("weekday", index="hour", values="number", aggregate_function="len").sort("hour")
print(heatmap)
assert slips.height == 840

# %%
shop.show.sales_heatmap()

# %% [markdown]
# ![Till slips by weekday and hour](pictures/sales_heatmap.svg)

# %% [markdown]
# ## The few that bring most
# Class A brings the first 80 % of net sales, B the next 15 %.

# %%
abc = shop.reports.abc().to_polars()
classes = abc.group_by("class").agg(pl.len().alias("products"), pl.col("net_sales").sum()).sort("class")
print(classes)
assert abc["net_sales"].sum() == margin["net_sales"].sum()

# %%
shop.show.abc_curve()

# %% [markdown]
# ![Share of net sales by number of products](pictures/abc_curve.svg)

# %% [markdown]
# ## What must be sold soon

# %%
expiring = shop.reports.expiring(3, date(2017, 11, 30)).to_polars()
print(expiring.select("name", "expires_on", "days_left", "quantity", "value").head(10))
assert max(expiring["days_left"].to_list()) <= 3

# %%
shop.show.expiry_calendar(date(2017, 11, 30))

# %% [markdown]
# ![Value by last good day](pictures/expiry_calendar.svg)

# %% [markdown]
# ## What the stock is worth

# %%
shop.show.stock_value(date(2017, 9, 1), date(2017, 12, 1))

# %% [markdown]
# ![Stock value at cost](pictures/stock_value.svg)

# %% [markdown]
# ## Are the books sound?

# %%
assert shop.office.verify().is_clean
