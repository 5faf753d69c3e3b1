"""The corner shop: a quarter of a real grocery shop, posted document by document.

The receipts come from the CC0 data set *completejourney*; suppliers, costs and batches are made up by fixed rules.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import groupby
from typing import Any, TypeAlias, TypeVar
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from . import _native
from .ids import CategoryId, DocumentId, MemberId, OrderId, ProductId, ReceiptId, RefundId, SaleId, SupplierId, VariantId
from .records import (
    Cart,
    CartLine,
    Category,
    CostingMethod,
    CountLine,
    LineDiscount,
    Member,
    NewProduct,
    NewSupply,
    NewVariant,
    OpeningStockLine,
    OrderLine,
    ProductOption,
    ReceiptLine,
    RefundLine,
    RefundTo,
    Settings,
    Supplier,
    TakeOff,
    TaxCode,
    Tender,
    WriteOffLine,
)

T = TypeVar("T")
Row: TypeAlias = dict[str, str]
Post: TypeAlias = Callable[[_native.Shop], object]

SPACE = UUID("6f1d9f5e-3f0c-5a7b-9d8e-2c1b7a4e5d60")
"""What the ids of the corner shop are made from: they are the same every time."""

DELIVERY = time(6)
CLOSING = time(23)
LINES = 500
"""Lines that go into one document."""


@dataclass(order=True)
class Event:
    """Something that happened. At the same instant the kinds have an order, and within a kind the rows of the file."""

    at: datetime
    kind: int
    post: Post = field(compare=False)


def corner_shop(costing: CostingMethod = "fifo") -> _native.Shop:
    """The corner shop in memory; see :meth:`tillbook.Shop.demo`."""
    told = json.loads(_native.corner_shop_file("shop.json"))
    settings = Settings(
        shop=_id("shop"),
        name=told["name"],
        currency=told["currency"],
        time_zone=told["time_zone"],
        opened_on=date.fromisoformat(told["opened_on"]),
        prices_include_tax=told["prices_include_tax"],
        costing=costing,
    )
    zone = ZoneInfo(settings.time_zone)
    opening = datetime.combine(settings.opened_on, time(), zone)
    shop = _native.Shop.memory(settings)
    prices = _goods(shop.at(opening))
    _members(shop.at(opening))
    events = [*_opening(opening), *_orders(zone), *_sales(prices), *_returns(), *_write_offs(zone), *_counts(zone)]
    for event in sorted(events):
        event.post(shop.at(event.at))
    return shop


def _id(*parts: str) -> str:
    return str(uuid5(SPACE, "/".join(parts)))


def _variant(row: Row) -> VariantId:
    return VariantId(_id("variant", row["sku"]))


def _document(*parts: str) -> DocumentId:
    return DocumentId(_id("document", *parts))


def _rows(name: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(_native.corner_shop_file(name))))


def _grouped(rows: Iterable[Row], *columns: str) -> list[tuple[tuple[str, ...], list[Row]]]:
    """Rows with the same values, in the order of their first row."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[column] for column in columns), []).append(row)
    return list(groups.items())


def _chunks(items: Sequence[T]) -> list[Sequence[T]]:
    """So many at a time as go into one document."""
    return [items[start : start + LINES] for start in range(0, len(items), LINES)]


def _at(day: str, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(date.fromisoformat(day), hour, zone).astimezone(UTC)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _goods(shop: _native.Shop) -> dict[str, Decimal]:
    """Posts what is sold and by whom; answers the list price of each SKU."""
    shop.catalog.put_tax_codes(
        [TaxCode(row["tax_code"], row["tax_code"], Decimal(row["rate"])) for row in _rows("taxes.csv")]
    )
    shop.purchasing.put_suppliers(
        [
            Supplier(
                SupplierId(_id("supplier", row["supplier"])),
                row["supplier"],
                row["name"],
                lead_time_days=int(row["lead_time_days"]),
                review_weekday=int(row["review_weekday"]) if row["review_weekday"] else None,
            )
            for row in _rows("suppliers.csv")
        ]
    )
    rows = _rows("products.csv")
    shop.catalog.put_categories(_categories(rows))
    for products in _chunks(_grouped(rows, "product", "brand")):
        shop.catalog.add_all([_product(rows) for _, rows in products])
    for supplied in _chunks(rows):
        shop.purchasing.put_supplies(
            [
                NewSupply(
                    SupplierId(_id("supplier", row["supplier"])),
                    _variant(row),
                    Decimal(row["pack_size"]),
                    preferred=True,
                )
                for row in supplied
            ]
        )
    return {row["sku"]: Decimal(row["price"]) for row in rows}


def _categories(rows: list[Row]) -> list[Category]:
    """Departments, and the categories within them."""
    departments = dict.fromkeys(row["department"] for row in rows if row["department"])
    categories = dict.fromkeys((row["department"], row["category"]) for row in rows if row["category"])
    found = [Category(CategoryId(_id("category", name)), name) for name in departments]
    for department, name in categories:
        parent = CategoryId(_id("category", department)) if department else None
        found.append(Category(CategoryId(_id("category", department, name)), name, parent=parent))
    return found


def _product(rows: list[Row]) -> NewProduct:
    """The rows of one product are its variants, which differ by size."""
    first = rows[0]
    sizes = [row["size"] or "not known" for row in rows]
    has_size = len(rows) > 1 or bool(first["size"])
    path = [name for name in (first["department"], first["category"]) if name]
    variants = [
        NewVariant(
            [size] if has_size else [],
            id=_variant(row),
            sku=row["sku"],
            barcodes=[row["barcode"]] if row["barcode"] else [],
            price=Decimal(row["price"]),
            reorder_point=Decimal(row["reorder_point"]) if row["reorder_point"] else None,
        )
        for row, size in zip(rows, sizes, strict=True)
    ]
    return NewProduct(
        first["product"],
        id=ProductId(_id("product", first["brand"], first["product"])),
        brand=first["brand"],
        unit=first["unit"],
        tax_code=first["tax_code"],
        category=CategoryId(_id("category", *path)) if path else None,
        shelf_life_days=int(first["shelf_life_days"]) if first["shelf_life_days"] else None,
        options=[ProductOption("size", sizes)] if has_size else [],
        variants=variants,
    )


def _members(shop: _native.Shop) -> None:
    codes = sorted({row["member"] for row in _rows("sales.csv")} - {""})
    shop.members.put([Member(MemberId(_id("member", code)), code, f"Member {code}") for code in codes])


def _opening(at: datetime) -> list[Event]:
    lines = [
        OpeningStockLine(
            _variant(row),
            Decimal(row["qty"]),
            Decimal(row["unit_cost"]),
            batch=row["batch"] or None,
            expires_on=_day(row["expires_on"]),
        )
        for row in _rows("opening.csv")
    ]

    def post(index: int, lines: Sequence[OpeningStockLine]) -> Event:
        return Event(at, 0, lambda shop: shop.stockroom.open_with(lines, id=_document("opening", str(index))))

    return [post(index, lines) for index, lines in enumerate(_chunks(lines))]


def _orders(zone: ZoneInfo) -> list[Event]:
    events: list[Event] = []
    for (number,), rows in _grouped(_rows("purchases.csv"), "order"):
        lines = _grouped(rows, "sku")
        ordered = [
            OrderLine(_variant(of[0]), sum((Decimal(row["qty_ordered"]) for row in of)), Decimal(of[0]["unit_cost"]))
            for _, of in lines
        ]
        ordered_on = _at(rows[0]["ordered_on"], time(), zone)
        events.append(_order(ordered_on, OrderId(_id("order", number)), rows[0]["supplier"], ordered))
        index = {sku: line for line, ((sku,), _) in enumerate(lines)}
        short = _short(lines)
        for day in sorted({row["received_on"] for row in rows} - {""}):
            came = [_received(row, index[row["sku"]], id(row) in short) for row in rows if row["received_on"] == day]
            at = _at(day, DELIVERY, zone)
            events.append(_receipt(at, number, day, came))
    return events


def _order(at: datetime, id: OrderId, supplier: str, lines: list[OrderLine]) -> Event:
    seller = SupplierId(_id("supplier", supplier))
    return Event(at, 1, lambda shop: shop.purchasing.order(seller, lines, id=id))


def _receipt(at: datetime, number: str, day: str, lines: list[ReceiptLine]) -> Event:
    order, id = OrderId(_id("order", number)), ReceiptId(_id("receipt", number, day))
    return Event(at, 2, lambda shop: shop.purchasing.receive(order, lines, id=id))


def _received(row: Row, line: int, short: bool) -> ReceiptLine:
    return ReceiptLine(
        Decimal(row["qty_received"]),
        order_line=line,
        unit_cost=Decimal(row["unit_cost"]),
        batch=row["batch"] or None,
        expires_on=_day(row["expires_on"]),
        short=short,
    )


def _short(lines: list[tuple[tuple[str, ...], list[Row]]]) -> set[int]:
    """The last rows of order lines of which less came than was ordered, and nothing is on its way."""
    short: set[int] = set()
    for _, rows in lines:
        missing = sum(int(row["qty_ordered"]) - int(row["qty_received"]) for row in rows)
        if missing > 0 and all(row["received_on"] for row in rows):
            *_, last = sorted(rows, key=lambda row: row["received_on"])
            short.add(id(last))
    return short


def _sales(prices: dict[str, Decimal]) -> list[Event]:
    tenders: dict[str, list[Tender]] = {}
    for row in _rows("tenders.csv"):
        method: Any = row["method"]
        tenders.setdefault(row["receipt"], []).append(Tender(method, Decimal(row["amount"])))
    events: list[Event] = []
    for (receipt,), rows in _grouped(_rows("sales.csv"), "receipt"):
        member = rows[0]["member"]
        cart = Cart(
            [_cart_line(row, prices) for row in rows],
            member=MemberId(_id("member", member)) if member else None,
        )
        at = datetime.fromisoformat(rows[0]["sold_at"])
        events.append(_sale(at, SaleId(_id("sale", receipt)), cart, tenders.get(receipt, [])))
    return events


def _sale(at: datetime, id: SaleId, cart: Cart, tenders: list[Tender]) -> Event:
    return Event(at, 3, lambda shop: shop.till.sell(cart, tenders, id=id))


def _cart_line(row: Row, prices: dict[str, Decimal]) -> CartLine:
    price = Decimal(row["unit_price"])
    is_other = price != prices[row["sku"]]
    discounts: list[LineDiscount] = []
    if discount := Decimal(row["discount"]):
        discounts.append(LineDiscount("member card", TakeOff.Amount(discount)))
    if coupon := Decimal(row["coupon"]):
        discounts.append(LineDiscount("coupon", TakeOff.Amount(coupon), kind="coupon"))
    return CartLine(
        _variant(row),
        Decimal(row["qty"]),
        unit_price=price if is_other else None,
        price_reason="shelf price" if is_other else "",
        discounts=discounts,
    )


def _returns() -> list[Event]:
    methods: dict[str, Any] = {}
    for row in _rows("tenders.csv"):
        methods.setdefault(row["receipt"], row["method"])
    left: dict[str, list[tuple[str, Decimal]]] = {}
    for row in _rows("sales.csv"):
        left.setdefault(row["receipt"], []).append((row["sku"], Decimal(row["qty"])))
    rows = sorted(_rows("returns.csv"), key=lambda row: datetime.fromisoformat(row["returned_at"]))
    events: list[Event] = []
    for (number, receipt), back in _grouped(rows, "return", "receipt"):
        taken = [(_take_back(left[receipt], row), Decimal(row["qty"])) for row in back]
        lines = [
            RefundLine(line, sum((quantity for _, quantity in of), Decimal(0)))
            for line, of in groupby(sorted(taken), key=lambda pair: pair[0])
        ]
        id, sale = RefundId(_id("refund", number, receipt)), SaleId(_id("sale", receipt))
        at = datetime.fromisoformat(back[0]["returned_at"])
        events.append(_refund(at, id, sale, lines, methods.get(receipt)))
    return events


def _refund(at: datetime, id: RefundId, sale: SaleId, lines: list[RefundLine], method: Any) -> Event:
    to = RefundTo.Method(method) if method else None
    return Event(at, 4, lambda shop: shop.till.refund(sale, lines, to=to, reason="brought back", id=id))


def _take_back(left: list[tuple[str, Decimal]], row: Row) -> int:
    """The first line of these goods that still has units left; takes the units from it."""
    line = next(line for line, (sku, units) in enumerate(left) if sku == row["sku"] and units)
    left[line] = (row["sku"], left[line][1] - Decimal(row["qty"]))
    return line


def _write_offs(zone: ZoneInfo) -> list[Event]:
    def post(day: str, rows: list[Row]) -> Event:
        lines = [
            WriteOffLine(_variant(row), Decimal(row["qty"]), row["reason"], batch=row["batch"] or None) for row in rows
        ]
        at = _at(day, CLOSING, zone)
        return Event(at, 5, lambda shop: shop.stockroom.write_off(lines, id=_document("write-offs", day)))

    return [post(day, rows) for (day,), rows in _grouped(_rows("writeoffs.csv"), "date")]


def _counts(zone: ZoneInfo) -> list[Event]:
    def post(day: str, rows: list[Row]) -> Event:
        lines = [CountLine(_variant(row), Decimal(row["counted_qty"]), reason=row["reason"]) for row in rows]
        at = _at(day, CLOSING, zone)
        return Event(at, 6, lambda shop: shop.stockroom.count(lines, id=_document("counts", day)))

    return [post(day, rows) for (day,), rows in _grouped(_rows("counts.csv"), "counted_on")]
