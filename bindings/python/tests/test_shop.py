"""Shops in memory and in files: opening, closing, copies, threads."""

from __future__ import annotations

import os
import signal
import threading
from decimal import Decimal
from pathlib import Path

import pytest

from tillbook import (
    Cart,
    CartLine,
    NewProduct,
    OpeningStockLine,
    Settings,
    Shop,
    Tender,
    VariantEdit,
    VariantId,
    errors,
)


def test_a_shop_in_a_file_is_there_again(tmp_path: Path) -> None:
    path, settings = tmp_path / "shop.db", Settings(name="街角小店")
    with Shop.create(path, settings) as shop:
        shop.catalog.add(NewProduct("Green tea", price=12))
        assert str(path) in repr(shop)
    assert [file.name for file in tmp_path.iterdir()] == ["shop.db"]
    with Shop.open(str(path), device="T2") as shop:
        assert len(shop.catalog.variants()) == 1
        shop.backup_to(tmp_path / "copy.db")
    with Shop.create(path, settings) as again:
        assert again.office.settings().name == "街角小店"
    with pytest.raises(errors.ShopExists) as refused:
        Shop.create(path, Settings(name="another"))
    assert refused.value.name == "街角小店"
    with Shop.open(tmp_path / "copy.db", restored=True) as copy:
        assert copy.office.verify().is_clean


def test_a_mistyped_path_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(errors.NoShop):
        Shop.open(tmp_path / "shpo.db")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "other.db").write_bytes(b"not a database, but long enough to be one" * 100)
    with pytest.raises(errors.StorageError):
        Shop.open(tmp_path / "other.db")


def test_a_closed_shop_refuses_work(shop: Shop, tea: VariantId) -> None:
    till = shop.till
    assert not shop.is_closed
    shop.close()
    shop.close()
    assert shop.is_closed and repr(shop) == "<Shop closed>"
    with pytest.raises(errors.Closed):
        till.price(Cart([CartLine(tea, 1)]))


def test_a_fork_leaves_the_shop_alone(shop: Shop, tea: VariantId) -> None:
    with shop.fork() as fork:
        fork.till.sell(Cart([CartLine(tea, 4)]), [Tender.wechat(Decimal("51.20"))])
        assert fork.reports.stock().quantity == 6
        assert fork.office.verify().is_clean
    assert shop.reports.stock().quantity == 10


def test_a_preview_posts_nothing(shop: Shop, tea: VariantId) -> None:
    before = shop.office.verify().documents
    cart, tenders = Cart([CartLine(tea, 1)]), [Tender.wechat(Decimal("12.80"))]
    sale, changes = shop.preview(lambda shop: shop.till.sell(cart, tenders))
    assert sale.total == Decimal("12.80") and changes == ()
    assert shop.office.verify().documents == before
    with pytest.raises(ZeroDivisionError):
        shop.preview(lambda _: 1 // 0)


def test_actors_and_approvers(shop: Shop, tea: VariantId) -> None:
    clerk = shop.as_actor("xiaoli").approved_by("boss")
    assert clerk.till.sell(Cart([CartLine(tea, 1)]), [Tender.wechat(Decimal("12.80"))]).number.startswith("S-T1-")


def test_eight_threads_sell_on_one_shop(tmp_path: Path) -> None:
    with Shop.create(tmp_path / "shop.db", Settings(), durability="normal") as shop:
        tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
        shop.stockroom.open_with([OpeningStockLine(tea, 1000, 7)])
        failed: list[BaseException] = []

        def sell() -> None:
            try:
                for _ in range(25):
                    shop.till.sell(Cart([CartLine(tea, 1)]), [Tender.wechat(12)])
                    shop.reports.stock()
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=sell) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert shop.stockroom.on_hand(tea) == (Decimal(800), Decimal(5600))
        assert shop.reports.sales().sales == 200
        assert shop.office.verify().is_clean


def test_long_work_tells_how_far_it_is_and_stops(shop: Shop, tea: VariantId) -> None:
    for price in range(1, 1000):
        shop.catalog.edit([VariantEdit(tea, price=price)])
    told: list[tuple[int, int]] = []
    documents = shop.office.verify(progress=lambda done, total: told.append((done, total))).documents
    assert told == [(500, documents), (1000, documents), (documents, documents)]
    assert shop.office.rebuild(progress=True).is_clean

    def stop(done: int, total: int) -> None:
        raise KeyError("enough")

    for work in (shop.office.verify, shop.office.rebuild):
        with pytest.raises(KeyError, match="enough"):
            work(progress=stop)
    # The callable may call the shop: no lock is held.
    assert shop.office.verify(progress=lambda done, total: shop.reports.stock()).is_clean


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_ctrl_c_stops_long_work(shop: Shop, tea: VariantId, interruptible: None) -> None:
    for price in range(1, 600):
        shop.catalog.edit([VariantEdit(tea, price=price)])
    with pytest.raises(KeyboardInterrupt):
        shop.office.rebuild(progress=lambda done, total: os.kill(os.getpid(), signal.SIGINT))
    assert shop.office.verify().is_clean
