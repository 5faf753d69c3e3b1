# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # What would that promotion have cost?
#
# The receipts of the quarter again, under an offer that the shop thinks of: 3.00 off every 25.00. The carts are priced by the
# same engine as at the till; nothing is posted.

# %%
from datetime import UTC, datetime
from decimal import Decimal

import polars as pl

import tillbook
from tillbook import Benefit, Condition, Promotion, PromotionId, new_id, promotions

shop = tillbook.Shop.demo()
lines = shop.sql("SELECT number, sku, quantity, total FROM v_sale_line WHERE kind = 'sale'").to_polars()
carts = lines.filter(pl.col("total") > 0).select(
    pl.col("number").alias("cart"),
    pl.col("sku").alias("variant"),
    pl.lit(1).alias("quantity"),
    pl.col("total").alias("unit_price"),
)
print(carts.height, "lines that cost something")

# %%
offer = Promotion(
    PromotionId(new_id()),
    "3 off every 25",
    Benefit.AmountOff(3, "every_threshold"),
    condition=Condition(min_amount=25),
)
priced = promotions.price(
    carts, [offer], time=datetime(2017, 11, 1, tzinfo=UTC), currency="USD", time_zone="America/New_York"
).to_polars()
slips = priced.group_by("cart").agg(pl.col("gross").sum(), pl.col("discount").sum())
reached = slips.filter(pl.col("discount") > 0)
off: Decimal = sum(slips["discount"].to_list())
print(reached.height, "of", slips.height, "slips get it; it takes off", off)
assert min(reached["gross"].to_list()) >= 25
assert off == sum(3 * (gross // 25) for gross in slips["gross"].to_list())

# %% [markdown]
# What is left of the gross profit, if nobody buys more because of it?

# %%
profit = shop.reports.sales().gross_profit
print(profit, "becomes at least", profit - off)
assert profit - off < profit == Decimal("6906.55")

# %% [markdown]
# ## And if it had been tried?
# On a fork the offer can be put on record and carts can be sold; the shop itself stays as it is.

# %%
with shop.fork() as fork:
    fork.promotions.put([offer])
    assert len(fork.promotions.all()) == 1
assert shop.promotions.all() == ()
