"""Shops in PostgreSQL: the same as any other, many tills at once."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Iterator
from decimal import Decimal

import pytest
from server import NEEDED_VARIABLE, URL_VARIABLE, Server, programs

from tillbook import Cart, CartLine, NewProduct, OpeningStockLine, Settings, Shop, Tender, VariantId, errors


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Where a server listens."""
    given, installed = os.environ.get(URL_VARIABLE), programs()
    if given:
        yield given
        return
    if installed is None:
        assert NEEDED_VARIABLE not in os.environ, "PostgreSQL is not installed"
        pytest.skip(f"PostgreSQL is not installed; install it, or set {URL_VARIABLE}")
    server = Server(installed)
    yield server.url
    server.stop()


def sell(shop: Shop, tea: VariantId) -> None:
    shop.till.sell(Cart([CartLine(tea, 1)]), [Tender.wechat(12)])


def with_tea(url: str, settings: Settings) -> tuple[Shop, VariantId]:
    """A new shop with tea."""
    shop = Shop.connect(url, settings=settings)
    tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
    shop.stockroom.open_with([OpeningStockLine(tea, 1000, 7)])
    return shop, tea


def test_a_shop_is_there_for_all_its_tills(url: str) -> None:
    settings = Settings(name="街角小店")
    first, tea = with_tea(url, settings)
    with first, Shop.connect(url, settings.shop, device="T2") as second:
        sell(first, tea)
        sell(second, tea)
        for shop in (first, second):
            assert shop.reports.sales().sales == 2
            assert shop.reports.margin_by_product_and_day().to_dicts()[0]["cost"] == Decimal(14)
            assert shop.office.verify().is_clean


def test_shops_in_one_database_know_nothing_of_each_other(url: str) -> None:
    one, tea = with_tea(url, Settings(name="one"))
    with one, Shop.connect(url, settings=Settings(name="two")) as two:
        sell(one, tea)
        assert (one.office.settings().name, two.office.settings().name) == ("one", "two")
        assert len(two.catalog.variants()) == 0 and two.reports.sales().sales == 0
        assert two.office.verify().is_clean


def test_a_fork_of_it_is_asked_by_sql(url: str) -> None:
    shop, tea = with_tea(url, Settings())
    with shop:
        sell(shop, tea)
        with pytest.raises(errors.SqlRefused, match="fork"):
            shop.sql("SELECT * FROM v_sale_line")
        with shop.fork() as copy:
            sell(copy, tea)
            assert [row["total"] for row in copy.sql("SELECT total FROM v_sale_line").to_dicts()] == [Decimal(12)] * 2
        assert shop.reports.sales().sales == 1


def test_eight_threads_sell_on_it(url: str) -> None:
    shop, tea = with_tea(url, Settings())
    with shop:
        failed: list[BaseException] = []

        def work() -> None:
            try:
                for _ in range(10):
                    sell(shop, tea)
                    shop.reports.stock()
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert shop.reports.sales().sales == 80
        assert shop.office.verify().is_clean


def test_what_cannot_be_connected_says_why(url: str) -> None:
    with pytest.raises(errors.NoShop):
        Shop.connect(url, str(uuid.uuid4()))
    with pytest.raises(errors.Invalid) as refused:
        Shop.connect(url, "not an id")
    assert refused.value.field == "shop"
    with pytest.raises(TypeError, match="which shop"):
        Shop.connect(url)
    for address in ("host=/nowhere user=u password=S3cret", "postgresql://u:S3cret@127.0.0.1:1/shops"):
        with pytest.raises(errors.StorageError) as unreachable:
            Shop.connect(address, settings=Settings())
        said = f"{unreachable.value!s} {unreachable.value!r} {unreachable.value.chinese}"
        assert "S3cret" not in said


def test_a_server_that_is_gone_takes_no_sale_with_it() -> None:
    installed = programs()
    if installed is None:
        pytest.skip("PostgreSQL is not installed")
    server = Server(installed)
    shop, tea = with_tea(server.url, Settings())
    sell(shop, tea)
    server.stop()
    with pytest.raises(errors.StorageError):
        sell(shop, tea)
    shop.close()
