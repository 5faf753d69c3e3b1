#!/bin/sh
# The wheel for this Python, installed from nowhere else, sells a tea.
set -eu
python -m pip install --quiet --no-index --find-links bindings/python/dist tillbook
cd /
python - <<'PYTHON'
from tillbook import Cart, CartLine, NewProduct, OpeningStockLine, Shop, Tender

with Shop.memory() as shop:
    tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
    shop.stockroom.open_with([OpeningStockLine(tea, 10, 7)])
    assert shop.till.sell(Cart([CartLine(tea, 2)]), [Tender.cash(50)]).change == 26
    assert shop.sql("SELECT * FROM v_stock").column("sku") == ["P000001"]
    assert shop.office.verify().is_clean
PYTHON
