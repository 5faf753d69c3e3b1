"""Whole frames into the shop: products, prices, opening stock, counts, orders, deliveries, sales.

A frame is anything that has ``__arrow_c_stream__``: of Polars, pandas, PyArrow, DuckDB, or a :class:`tillbook.Table`. Numbers
must be exact, whole ones or decimals; codes are texts. All cells are looked at before anything is written: :class:`RowErrors`
names each that is wrong, with its row (from 0), column, value and what would be right. What only the books can tell, such as
goods that are not there, is tried on a copy of the shop first where an import takes more than one document.

``id`` makes an import repeatable: the same frame with the same id again writes nothing twice, and goes on where Ctrl-C
stopped it. ``progress`` is called with what is done and how much there is; ``True`` shows a bar if ``tqdm`` is installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol, TypeAlias, TypeVar, get_args
from uuid import UUID, uuid5

from . import _native, records
from .errors import RowError, RowErrors, ShopError, _row, _rows, _text
from .ids import CategoryId, DocumentId, MemberId, OrderId, ProductId, ReceiptId, SaleId, SupplierId, VariantId, new_id
from .progress import Progress, teller

__all__ = ["Frame", "Progress", "counts", "deliveries", "opening_stock", "orders", "prices", "products", "sales"]


class Frame(Protocol):
    """A data frame of any library that speaks Arrow."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


Row: TypeAlias = Mapping[str, Any]
T = TypeVar("T")
Post: TypeAlias = "Callable[[_native.Shop], object]"

LINES = 1_000
"""Lines that go into one document."""


class _Sheet:
    """The rows of a frame, and all that is wrong with them."""

    def __init__(self, frame: Frame, needed: str, optional: str = "", prefix: str | None = None) -> None:
        self.rows: Sequence[Row] = _native.read_frame(frame)
        self.errors: list[RowError] = []
        names = set(self.rows[0]) if self.rows else set()
        self.prefixed = [name for name in (self.rows[0] if self.rows else ()) if prefix and name.startswith(prefix)]
        names -= set(self.prefixed)
        missing = [name for name in needed.split() if self.rows and name not in names]
        unknown = sorted(names - set(needed.split()) - set(optional.split()))
        if missing or unknown:
            told = [f"it needs {', '.join(missing)}"] if missing else []
            told += [f"nobody reads {', '.join(unknown)}"] if unknown else []
            raise ValueError(f"columns of the frame: {'; '.join(told)} (known: {needed} {optional})".replace(" )", ")"))

    def wrong(self, row: int, column: str, expected: str) -> None:
        value = self.rows[row].get(column)
        text = f"{_text(row, column, expected)}, not {value!r}"
        self.errors.append(RowError(text, row=row, column=column, expected=expected, value=value))

    def text(self, row: int, column: str) -> str | None:
        value = self.rows[row].get(column)
        if value is None or isinstance(value, str):
            return value
        self.wrong(row, column, "a text: as a number a code loses its zeros")
        return None

    def needed(self, row: int, column: str) -> str:
        value = self.text(row, column)
        if not value and self.rows[row].get(column) in (None, ""):
            self.wrong(row, column, "a text that is not empty")
        return value or ""

    def number(self, row: int, column: str, least: int = 0) -> Decimal | None:
        value = self.rows[row].get(column)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            self.wrong(row, column, "a number that is exact: a whole one or a decimal")
            return None
        if value < least:
            self.wrong(row, column, f"at least {least}")
        return Decimal(value)

    def needed_number(self, row: int, column: str, above: bool = False) -> Decimal:
        value = self.number(row, column)
        if value is None and self.rows[row].get(column) is None:
            self.wrong(row, column, "a number")
        if above and value == 0:
            self.wrong(row, column, "a number above zero")
        return value or Decimal(0)

    def day(self, row: int, column: str) -> date | None:
        value = self.rows[row].get(column)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.wrong(row, column, "a day")
        return None

    def time(self, row: int, column: str) -> datetime | None:
        value = self.rows[row].get(column)
        if value is None or (isinstance(value, datetime) and value.tzinfo is not None):
            return value
        self.wrong(row, column, "a time with its zone")
        return None

    def known(self, row: int, column: str, known: Mapping[str, T], what: str) -> T | None:
        key = self.needed(row, column)
        if key and key not in known:
            self.wrong(row, column, f"{what} that is on record")
        return known.get(key)

    def done(self) -> None:
        """Tells all that was wrong."""
        if self.errors:
            raise _rows(self.errors)

    def groups(self, *columns: str) -> list[list[int]]:
        """Numbers of rows that belong together: those with the same text in the first column. What the others hold must be the
        same in all of them."""
        groups: dict[str, list[int]] = {}
        for row in range(len(self.rows)):
            groups.setdefault(self.needed(row, columns[0]), []).append(row)
        for rows in groups.values():
            self.same(rows, columns[0], columns[1:])
        return list(groups.values())

    def same(self, rows: Sequence[int], what: str, columns: Iterable[str]) -> None:
        """Rows that are one of something say the same in these columns."""
        for row in rows[1:]:
            for column in columns:
                if self.rows[row].get(column) != self.rows[rows[0]].get(column):
                    self.wrong(row, column, f"what row {rows[0]} says: they are one {what}")


class _Entry:
    """What one document posts, and the rows that it comes from."""

    def __init__(self, post: Post, rows: Sequence[int]) -> None:
        self.post = post
        self.rows = rows


def _post(shop: _native.Shop, entries: Sequence[_Entry], progress: Progress) -> None:
    if len(entries) > 1:
        with shop.fork() as trial:
            for entry in entries:
                _blame(entry, trial)
    told = teller(progress)
    for done, entry in enumerate(entries, 1):
        _blame(entry, shop)
        told(done, len(entries))


def _blame(entry: _Entry, shop: _native.Shop) -> None:
    """Posts, and tells in which row the reason of a refusal stands."""
    try:
        entry.post(shop)
    except RowErrors:
        raise
    except ShopError as error:
        field = getattr(error, "field", "")
        line = re.search(r"\[(\d+)\]", field) if isinstance(field, str) else None
        index = int(line.group(1)) if line else 0
        if isinstance(error, ValueError | LookupError) and entry.rows:
            row = entry.rows[min(index, len(entry.rows) - 1)]
            raise _row(row, field.rsplit(".", 1)[-1], str(error)) from error
        raise


def _chunks(rows: Sequence[T]) -> Iterable[tuple[int, Sequence[T]]]:
    return ((start, rows[start : start + LINES]) for start in range(0, len(rows), LINES))


def _derived(id: str | None) -> Callable[[object], str]:
    """Ids of an import's documents: the same every time."""
    space = UUID(id or new_id())
    return lambda part: str(uuid5(space, str(part)))


def _variants(shop: _native.Shop) -> dict[str, VariantId]:
    table = shop.catalog.variants()
    return dict(zip(table.column("sku"), table.column("variant"), strict=True))


def _lines(
    sheet: _Sheet,
    lines: Sequence[T],
    id: str | None,
    post: Callable[[_native.Shop, Sequence[T], DocumentId], object],
    rows: Sequence[int] | None = None,
) -> list[_Entry]:
    """Documents of many lines each. ``rows`` are those that the lines come from, if they are not one line a row."""
    sheet.done()
    ids = _derived(id)

    def entry(start: int, part: Sequence[T]) -> _Entry:
        document = DocumentId(ids(start))
        stop = start + len(part)
        return _Entry(lambda shop: post(shop, part, document), rows[start:stop] if rows else range(start, stop))

    return [entry(start, part) for start, part in _chunks(lines)]


OPTION = "option:"
"""What names of columns begin with that tell the variants of a product apart."""


def _variants_of_products(sheet: _Sheet) -> list[list[int]]:
    """Numbers of the rows of each product: those of one name that have options, else one."""
    products: list[list[int]] = []
    named: dict[str, list[int]] = {}
    for row in range(len(sheet.rows)):
        name = sheet.needed(row, "name")
        chosen = [column for column in sheet.prefixed if sheet.text(row, column)]
        if not chosen or name not in named:
            products.append([row])
            if chosen:
                named[name] = products[-1]
            continue
        first = named[name][0]
        for column in sheet.prefixed:
            if bool(sheet.rows[row].get(column)) != bool(sheet.rows[first].get(column)):
                sheet.wrong(row, column, f"a value where row {first} has one, and none where it has none: they are one product")
        named[name].append(row)
    for rows in products:
        sheet.same(rows, "product", "brand unit tax_code category shelf_life_days".split())
    return products


def products(shop: _native.Shop, frame: Frame, *, id: str | None = None, progress: Progress = None) -> int:
    """Adds products, one a row, or one variant a row. Answers how many products.

    Columns: ``name``, ``price``; optional ``sku``, ``barcode``, ``brand``, ``unit``, ``tax_code``, ``category`` (its name),
    ``shelf_life_days``, ``member_price``, ``lowest_price``, ``reorder_point``. Columns such as ``option:size`` tell variants
    apart: rows of one name with a text in them are variants of one product.

    >>> import pyarrow
    >>> from decimal import Decimal
    >>> from tillbook import Shop, imports
    >>> with Shop.memory() as shop:
    ...     names, prices = ["Tea", "Tee", "Tee"], [Decimal("12.80"), Decimal("59.00"), Decimal("62.00")]
    ...     frame = pyarrow.table({"name": names, "option:size": [None, "M", "L"], "price": prices})
    ...     imports.products(shop, frame)
    ...     [" ".join(row["choices"]) for row in shop.catalog.variants().to_dicts()]
    2
    ['', 'M', 'L']
    """
    optional = "sku barcode brand unit tax_code category shelf_life_days member_price lowest_price reorder_point"
    sheet = _Sheet(frame, "name price", optional, OPTION)
    table = shop.catalog.categories()
    categories: dict[str, CategoryId] = dict(zip(table.column("name"), table.column("id"), strict=True))
    ids = _derived(id)
    barcodes = [sheet.text(row, "barcode") or "" for row in range(len(sheet.rows))]
    for row, looked_at in enumerate(_native.check_barcodes(barcodes).to_dicts()):
        if barcodes[row] and not looked_at["valid"]:
            sheet.wrong(row, "barcode", f"a barcode ({looked_at['text']})")

    def variant(row: int, columns: Sequence[str]) -> records.NewVariant:
        return records.NewVariant(
            [sheet.rows[row][column] for column in columns],
            sku=sheet.text(row, "sku"),
            barcodes=[barcodes[row]] if barcodes[row] else [],
            price=sheet.needed_number(row, "price"),
            member_price=sheet.number(row, "member_price"),
            lowest_price=sheet.number(row, "lowest_price"),
            reorder_point=sheet.number(row, "reorder_point"),
        )

    made: list[records.NewProduct] = []
    grouped = _variants_of_products(sheet)
    for rows in grouped:
        row = rows[0]
        columns = [column for column in sheet.prefixed if sheet.rows[row].get(column)]
        has_category = bool(sheet.text(row, "category"))
        days = sheet.number(row, "shelf_life_days")
        variants = [variant(each, columns) for each in rows]
        made.append(
            records.NewProduct(
                sheet.rows[row]["name"],
                id=ProductId(ids(f"product {row}")),
                options=[
                    records.ProductOption(
                        column.removeprefix(OPTION), list(dict.fromkeys(sheet.rows[each][column] for each in rows))
                    )
                    for column in columns
                ],
                price=variants[0].price or 0,
                brand=sheet.text(row, "brand") or "",
                unit=sheet.text(row, "unit") or "each",
                tax_code=sheet.text(row, "tax_code") or "",
                category=sheet.known(row, "category", categories, "a category") if has_category else None,
                shelf_life_days=None if days is None else int(days),
                variants=variants,
            )
        )

    def add(shop: _native.Shop, part: Sequence[records.NewProduct], document: DocumentId) -> object:
        return shop.catalog.add_all(part, id=document)

    _post(shop, _lines(sheet, made, id, add, [rows[0] for rows in grouped]), progress)
    return len(made)


def prices(shop: _native.Shop, frame: Frame, *, id: str | None = None, progress: Progress = None) -> int:
    """Changes prices; an empty cell leaves one as it is. Answers of how many variants.

    Columns: ``sku``; optional ``price``, ``member_price``, ``lowest_price``.
    """
    sheet = _Sheet(frame, "sku", "price member_price lowest_price")
    known = _variants(shop)
    edits: list[records.VariantEdit] = []
    for row in range(len(sheet.rows)):
        variant = sheet.known(row, "sku", known, "an SKU")
        given = {name: sheet.number(row, name) for name in ("price", "member_price", "lowest_price")}
        changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        if variant is not None:
            edits.append(records.VariantEdit(variant, **changes))
    entries = _lines(sheet, edits, id, lambda shop, part, document: shop.catalog.edit(part, id=document))
    _post(shop, entries, progress)
    return len(edits)


def opening_stock(shop: _native.Shop, frame: Frame, *, id: str | None = None, progress: Progress = None) -> int:
    """States what was there when the shop began. Answers how many lines.

    Columns: ``sku``, ``quantity``, ``unit_cost``; optional ``batch``, ``expires_on``.
    """
    sheet = _Sheet(frame, "sku quantity unit_cost", "batch expires_on")
    known = _variants(shop)
    lines: list[records.OpeningStockLine] = []
    for row in range(len(sheet.rows)):
        variant = sheet.known(row, "sku", known, "an SKU") or VariantId("")
        quantity, unit_cost = sheet.needed_number(row, "quantity", above=True), sheet.needed_number(row, "unit_cost")
        batch, expires_on = sheet.text(row, "batch"), sheet.day(row, "expires_on")
        lines.append(records.OpeningStockLine(variant, quantity, unit_cost, batch=batch, expires_on=expires_on))
    entries = _lines(sheet, lines, id, lambda shop, part, document: shop.stockroom.open_with(part, id=document))
    _post(shop, entries, progress)
    return len(lines)


def counts(shop: _native.Shop, frame: Frame, *, id: str | None = None, progress: Progress = None) -> int:
    """States what was counted. Answers how many lines. Columns: ``sku``, ``counted``; optional ``batch``, ``reason``."""
    sheet = _Sheet(frame, "sku counted", "batch reason")
    known = _variants(shop)
    lines: list[records.CountLine] = []
    for row in range(len(sheet.rows)):
        variant = sheet.known(row, "sku", known, "an SKU") or VariantId("")
        counted, batch = sheet.needed_number(row, "counted"), sheet.text(row, "batch")
        lines.append(records.CountLine(variant, counted, batch=batch, reason=sheet.text(row, "reason") or ""))
    entries = _lines(sheet, lines, id, lambda shop, part, document: shop.stockroom.count(part, id=document))
    _post(shop, entries, progress)
    return len(lines)


def _suppliers(shop: _native.Shop) -> dict[str, SupplierId]:
    table = shop.purchasing.suppliers()
    return dict(zip(table.column("code"), table.column("id"), strict=True))


def orders(shop: _native.Shop, frame: Frame, *, id: str | None = None, progress: Progress = None) -> int:
    """Orders goods; rows with the same ``order``, which is a name of the caller's choice, are one order. Answers how many.

    Columns: ``order``, ``supplier`` (its code), ``sku``, ``quantity``, ``unit_cost``; optional ``expected_on``.
    """
    sheet = _Sheet(frame, "order supplier sku quantity unit_cost", "expected_on")
    known, suppliers, ids = _variants(shop), _suppliers(shop), _derived(id)
    entries: list[_Entry] = []
    for rows in sheet.groups("order", "supplier", "expected_on"):
        first = rows[0]
        supplier = sheet.known(first, "supplier", suppliers, "the code of a supplier") or SupplierId("")
        expected_on, order = sheet.day(first, "expected_on"), OrderId(ids(sheet.rows[first].get("order")))
        lines = [
            records.OrderLine(
                sheet.known(row, "sku", known, "an SKU") or VariantId(""),
                sheet.needed_number(row, "quantity", above=True),
                sheet.needed_number(row, "unit_cost"),
            )
            for row in rows
        ]
        entries.append(_Entry(_ordering(supplier, lines, expected_on, order), rows))
    sheet.done()
    _post(shop, entries, progress)
    return len(entries)


def _ordering(supplier: SupplierId, lines: list[records.OrderLine], expected_on: date | None, id: OrderId) -> Post:
    return lambda shop: shop.purchasing.order(supplier, lines, expected_on=expected_on, id=id)


def deliveries(shop: _native.Shop, frame: Frame, *, id: str | None = None, progress: Progress = None) -> int:
    """Takes in goods that nobody ordered; rows with the same ``delivery`` are one receipt. Answers how many receipts.

    Columns: ``delivery``, ``supplier`` (its code), ``sku``, ``quantity``, ``unit_cost``; optional ``received_at``, ``batch``,
    ``expires_on``.
    """
    sheet = _Sheet(frame, "delivery supplier sku quantity unit_cost", "received_at batch expires_on")
    known, suppliers, ids = _variants(shop), _suppliers(shop), _derived(id)
    entries: list[_Entry] = []
    for rows in sheet.groups("delivery", "supplier", "received_at"):
        first = rows[0]
        supplier = sheet.known(first, "supplier", suppliers, "the code of a supplier") or SupplierId("")
        at, receipt = sheet.time(first, "received_at"), ReceiptId(ids(sheet.rows[first].get("delivery")))
        lines = [
            records.ReceiptLine(
                sheet.needed_number(row, "quantity", above=True),
                variant=sheet.known(row, "sku", known, "an SKU"),
                unit_cost=sheet.needed_number(row, "unit_cost"),
                batch=sheet.text(row, "batch"),
                expires_on=sheet.day(row, "expires_on"),
            )
            for row in rows
        ]
        entries.append(_Entry(_receiving(supplier, lines, at, receipt), rows))
    sheet.done()
    _post(shop, entries, progress)
    return len(entries)


def _receiving(
    supplier: SupplierId, lines: list[records.ReceiptLine], at: datetime | None, id: ReceiptId
) -> Post:
    return lambda shop: (shop.at(at) if at else shop).purchasing.receive_from(supplier, lines, id=id)


def sales(shop: _native.Shop, frame: Frame, *, id: str | None = None, progress: Progress = None) -> int:
    """Sells goods; rows with the same ``receipt`` are one sale, paid by ``method`` with exactly what it costs. Answers how many.

    Columns: ``receipt``, ``sku``, ``quantity``; optional ``sold_at``, ``unit_price`` (the catalog's where the cell is empty),
    ``discount`` of the line, ``member`` (the code), ``method`` (``cash`` where it is empty), ``batch``.
    """
    sheet = _Sheet(frame, "receipt sku quantity", "sold_at unit_price discount member method batch")
    known, ids = _variants(shop), _derived(id)
    entries: list[_Entry] = []
    for rows in sheet.groups("receipt", "sold_at", "member", "method"):
        first = rows[0]
        cart = records.Cart([_cart_line(sheet, row, known) for row in rows], member=_member(shop, sheet, first))
        method: Any = sheet.text(first, "method") or "cash"
        if method not in get_args(records.TenderMethod):
            sheet.wrong(first, "method", f"one of {', '.join(get_args(records.TenderMethod))}")
        sale = SaleId(ids(sheet.rows[first].get("receipt")))
        entries.append(_Entry(_selling(cart, method, sheet.time(first, "sold_at"), sale), rows))
    sheet.done()
    _post(shop, entries, progress)
    return len(entries)


def _cart_line(sheet: _Sheet, row: int, known: Mapping[str, VariantId]) -> records.CartLine:
    discount, price = sheet.number(row, "discount"), sheet.number(row, "unit_price")
    off = [records.LineDiscount("imported", records.TakeOff.Amount(discount))] if discount else []
    return records.CartLine(
        sheet.known(row, "sku", known, "an SKU") or VariantId(""),
        sheet.needed_number(row, "quantity", above=True),
        unit_price=price,
        price_reason="imported" if price is not None else "",
        discounts=off,
        batch=sheet.text(row, "batch"),
    )


def _member(shop: _native.Shop, sheet: _Sheet, row: int) -> MemberId | None:
    code = sheet.text(row, "member")
    member = shop.members.by_code(code) if code else None
    if code and member is None:
        sheet.wrong(row, "member", "the code of a member that is on record")
    return member.id if member else None


def _selling(cart: records.Cart, method: records.TenderMethod, at: datetime | None, id: SaleId) -> Post:
    def post(shop: _native.Shop) -> None:
        shop = shop.at(at) if at else shop
        try:
            shop.till.sale(id)
        except LookupError:
            total = shop.till.price(cart).total
            shop.till.sell(cart, [records.Tender(method, total)] if total else [], id=id)

    return post
