# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # FIFO or moving average?
#
# The same quarter costed both ways: what the choice of a method moves between the weeks, and what it does not.

# %%
from decimal import Decimal

import polars as pl

import tillbook

shop = tillbook.Shop.demo(costing="fifo")
recost = shop.reports.recost("moving_average")
print("cost of sales", recost.cost_of_sales.is_, "by first in first out,", recost.cost_of_sales.would_be, "by average")
print("stock value  ", recost.stock_value.is_, "and", recost.stock_value.would_be)
assert recost.cost_of_sales.would_be == Decimal("22506.24")

# %% [markdown]
# What leaves the shelf dearer is missing on the shelf: both methods share out the same money. What is not sold, missing in counts
# or thrown away differs a little as well.

# %%
moved = recost.cost_of_sales.would_be - recost.cost_of_sales.is_
kept = recost.stock_value.would_be - recost.stock_value.is_
print(f"{moved} more sold, {kept} more on the shelf")
assert moved > 0 > kept

# %% [markdown]
# ## Day by day

# %%
days = pl.DataFrame(
    {
        "day": [day.day for day in recost.days],
        "fifo": [day.cost_of_sales.is_ for day in recost.days],
        "average": [day.cost_of_sales.would_be for day in recost.days],
    }
).with_columns((pl.col("average") - pl.col("fifo")).alias("difference"))
print(days.sort(pl.col("difference").abs(), descending=True).head(10))
assert days["difference"].sum() == moved

# %% [markdown]
# ## The layers of one product
# First in, first out keeps what each delivery cost until its goods are sold.

# %%
levels = shop.stockroom.levels().column("variant")
variant = max(dict.fromkeys(levels), key=lambda id: len(shop.stockroom.cost_pools(id).to_dicts()[0]["layers"]))
shop.show.cost_layers(variant)

# %% [markdown]
# ![Cost layers](pictures/cost_layers.svg)

# %% [markdown]
# ## Without a shop
# The engine alone, on columns: three moves are enough to see why.

# %%
moves = pl.DataFrame(
    {
        "item": ["milk"] * 3,
        "kind": ["receive", "receive", "issue"],
        "quantity": [10, 10, 10],
        "value": [Decimal("40.00"), Decimal("60.00"), None],
    }
)
fifo, average = (tillbook.costing.cost_moves(moves, method=m).moves.column("value")[2] for m in ("fifo", "moving_average"))
print("ten sold cost", -fifo, "or", -average)
assert (fifo, average) == (Decimal("-40.00"), Decimal("-50.00"))
