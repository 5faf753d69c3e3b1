"""What can go wrong: one tree of exceptions. Written by ``tools/generate.py`` from the engine's source.

>>> import tillbook
>>> from tillbook import errors
>>> with tillbook.Shop.memory() as shop:
...     try:
...         shop.till.scan("no such thing")
...     except errors.NotFound as error:
...         print(error.code, error.key)
...         print(error)
not_found no such thing
no barcode `no such thing` is on record; check it, or add it first
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar


class ShopError(Exception):
    """A refusal or a failure. Nothing was written, unless the class says otherwise.

    The text is English; :attr:`chinese` has it in Chinese. What a program needs stands in attributes.
    """

    code: ClassVar[str] = "error"
    """A name that never changes."""

    chinese: str
    """The text in Chinese."""

    def __init__(self, text: str, chinese: str = "", **facts: object) -> None:
        super().__init__(text)
        self.chinese = chinese or text
        for name, value in facts.items():
            setattr(self, name, value)

    def text(self, lang: str = "en") -> str:
        """The text in English (``"en"``) or Chinese (``"zh"``)."""
        return self.chinese if lang.startswith("zh") else str(self)


class StorageError(ShopError):
    """What keeps the data refuses or fails."""


class RowErrors(ShopError, ValueError):
    """Rows of a frame that are not as they must be: all of them. Nothing was written."""

    code: ClassVar[str] = "rows"
    errors: Sequence[RowError]
    """Every row that is wrong, at most the first thousand."""
    found: int
    """How many there are in all."""


class RowError(ShopError, ValueError):
    """A cell of a frame that is not as it must be."""

    code: ClassVar[str] = "row"
    row: int
    """Which row, from 0."""
    column: str
    """Its column; empty where it is the row as a whole."""
    value: object
    """What stands there."""
    expected: str
    """What would be right."""


class SqlRefused(ShopError, ValueError):
    """A query that is no question, is more than one, or has a mistake."""

    code: ClassVar[str] = "sql"


def _row(row: int, column: str, expected: str, value: object = None) -> RowErrors:
    return _rows([RowError(_text(row, column, expected), row=row, column=column, expected=expected, value=value)])


def _rows(errors: Sequence[RowError], most: int = 1_000) -> RowErrors:
    told = "; ".join(str(error) for error in errors[:3])
    more = f"; and {len(errors) - 3} more" if len(errors) > 3 else ""
    return RowErrors(f"{told}{more}", errors=tuple(errors[:most]), found=len(errors))


def _text(row: int, column: str, expected: str) -> str:
    return f"row {row}, {column}: expected {expected}" if column else f"row {row}: {expected}"



class Invalid(ShopError, ValueError):
    """A field holds what it cannot hold."""

    code: ClassVar[str] = "invalid"
    field: str
    """Path of the field in what the caller gave, such as ``lines[0].quantity``."""
    value: str
    """The offending value as it was given."""
    expected: str
    """What would be right."""


class TooLarge(ShopError):
    """The result of a calculation is too large for its type."""

    code: ClassVar[str] = "too_large"
    field: str
    """Path of the place in what the caller gave, such as ``lines[0]``; empty for the whole of it."""
    what: str
    """What was computed."""


class NotFound(ShopError, LookupError):
    """Nothing is known under this id or code."""

    code: ClassVar[str] = "not_found"
    field: str
    """Path of the field that names it in what the caller gave, such as ``records[0].benefit.variant``; empty where
    nothing else was asked for.
    """
    what: str
    """What was looked for."""
    key: str
    """The id or code."""


class Duplicate(ShopError):
    """A key that must be unique is taken already."""

    code: ClassVar[str] = "duplicate"
    what: str
    """Which kind of key."""
    key: str
    """The key."""
    holder: str
    """Who holds it."""


class CheckDigit(ShopError):
    """The last digit of a barcode does not fit the others."""

    code: ClassVar[str] = "bad_check_digit"
    entered: str
    """The barcode as given."""
    expected: str
    """The digit that would fit."""


class IdReused(ShopError):
    """The id was used before for something else; nothing was written."""

    code: ClassVar[str] = "id_reused"
    id: str
    """The id."""
    kind: str
    """The kind of the document that has it."""


class OutOfStock(ShopError):
    """There is not enough on hand."""

    code: ClassVar[str] = "out_of_stock"
    sku: str
    """The stock-keeping unit."""
    place: str
    """Where it was looked for: a location's name, with the batch if one was asked for."""
    asked: Decimal
    """Quantity asked for."""
    available: Decimal
    """Quantity there is, expired batches left out."""


class Expired(ShopError):
    """Only expired goods are left, and nobody approved their sale."""

    code: ClassVar[str] = "expired"
    sku: str
    """The stock-keeping unit."""
    batch: str
    """The batch."""
    expires_on: date
    """Its last good day."""


class BatchDates(ShopError):
    """Production date after expiry date, or a known batch delivered with other dates."""

    code: ClassVar[str] = "batch_dates"
    batch: str
    """The batch."""
    expires_on: date | None
    """Expiry date that was given."""
    other: date | None
    """The date it contradicts: the production date, or the expiry date on record."""


class Empty(ShopError):
    """A document needs at least one line."""

    code: ClassVar[str] = "empty"
    what: str
    """Which document."""


class TendersDiffer(ShopError):
    """The payments do not add up to what is to pay."""

    code: ClassVar[str] = "tenders_differ"
    total: Decimal
    """What is to pay."""
    tendered: Decimal
    """What was tendered."""


class ChangeNotFromCash(ShopError):
    """Only cash gives change, and only as much as cash was given."""

    code: ClassVar[str] = "change_not_from_cash"
    total: Decimal
    """What is to pay."""
    without_cash: Decimal
    """What was tendered without cash."""


class CardOverdrawn(ShopError):
    """A member has less stored value than is to be taken."""

    code: ClassVar[str] = "card_overdrawn"
    member: str
    """Who."""
    left: Decimal
    """What they have."""
    asked: Decimal
    """What is to be taken."""


class OverCreditLimit(ShopError):
    """A member would owe more than they may, and nobody approved it."""

    code: ClassVar[str] = "over_credit_limit"
    member: str
    """Who."""
    owed: Decimal
    """What they owe."""
    limit: Decimal
    """What they may owe."""
    asked: Decimal
    """What is to come to it."""


class RefundMethod(ShopError):
    """Money of a refund goes where it did not come from."""

    code: ClassVar[str] = "refund_method"
    method: str
    """The method."""
    left: Decimal
    """What can go back by it."""
    asked: Decimal
    """What is to go back by it."""


class PointsOverdrawn(ShopError):
    """More points are wanted than the member has."""

    code: ClassVar[str] = "points_overdrawn"
    asked: int
    """How many are wanted."""
    available: int
    """How many there are, lapsed ones left out."""


class MemberNeeded(ShopError):
    """What is wanted is for members, and none is there."""

    code: ClassVar[str] = "member_needed"
    field: str
    """The field that asks for one."""


class RefundExceeds(ShopError):
    """More is refunded than was sold and not refunded yet."""

    code: ClassVar[str] = "refund_exceeds"
    line: int
    """Line of the sale, from 0."""
    left: Decimal
    """Quantity that can still be refunded."""
    asked: Decimal
    """Quantity asked for."""


class WrongState(ShopError):
    """The document is in a state that does not allow this."""

    code: ClassVar[str] = "wrong_state"
    what: str
    """What it is."""
    key: str
    """Its id or number."""
    state: str
    """The state it is in."""


class SaidSince(ShopError):
    """What is to be voided was built on since: another document says by how much more or less than it."""

    code: ClassVar[str] = "said_since"
    what: str
    """What it is."""
    key: str
    """Its number."""
    later: str
    """The number of the later document."""


class BeforeOpening(ShopError):
    """An effective time before the shop opened."""

    code: ClassVar[str] = "before_opening"
    at: datetime
    """The time that was given."""
    opened_on: date
    """The shop's first day."""


class PeriodLocked(ShopError):
    """The day is locked: nothing happens on it any more."""

    code: ClassVar[str] = "period_locked"
    day: date
    """The day."""
    through: date
    """The last locked day."""


class OpenShortages(ShopError):
    """Days are to be locked on which goods left that nothing covers yet, and nobody approved it."""

    code: ClassVar[str] = "open_shortages"
    through: date
    """The last day that was to be locked."""
    open: int
    """How many shortages are open."""
    documents: Sequence[str]
    """Numbers of the first few documents that took the goods."""


class GoodsMoved(ShopError):
    """The goods moved already: what their past is costed by stays as it is."""

    code: ClassVar[str] = "goods_moved"
    sku: str
    """The stock-keeping unit."""
    field: str
    """The field that cannot be changed any more."""


class CouponRefused(ShopError):
    """A coupon was entered that does not hold any more, or not for this customer: the cart costs something else than with
    it.
    """

    code: ClassVar[str] = "coupon_refused"
    entered: str
    """The code, as it was entered."""
    why: str
    """Why: ``used_up``, ``not_yet``, ``expired`` or ``not_theirs``."""


class BelowLowestPrice(ShopError):
    """The price after all discounts is under the guard."""

    code: ClassVar[str] = "below_lowest_price"
    sku: str
    """The stock-keeping unit."""
    net: Decimal
    """What the line would bring."""
    lowest: Decimal
    """What it must bring at least."""


class ApproverNeeded(ShopError):
    """The actor may not do this alone: somebody else has to approve it."""

    code: ClassVar[str] = "approver_needed"
    actor: str
    """Who wants to; empty if the program did not say."""
    act: str
    """What: the code of an ``Act``, such as ``manual_price``."""
    key: str
    """The SKU or number of what it is about, if it has one."""


class NotAllowed(ShopError):
    """The actor may not do this, whoever approved it."""

    code: ClassVar[str] = "not_allowed"
    actor: str
    """Who wants to; empty if the program did not say."""
    act: str
    """What: the code of an ``Act``, such as ``manual_price``."""
    key: str
    """The SKU or number of what it is about, if it has one."""
    reason: str
    """Why not, in the words of the program's ``Authority``."""


class Conflict(StorageError):
    """Another writer was faster. ``StoreExt`` retries it."""

    code: ClassVar[str] = "conflict"


class Contention(StorageError):
    """Lost too many races in a row."""

    code: ClassVar[str] = "contention"
    attempts: int
    """How often it was tried."""


class Closed(StorageError):
    """The handle refuses work: it was closed, or the storage failed under it. Reopen it."""

    code: ClassVar[str] = "closed"


class NoShop(StorageError):
    """The store holds no shop yet, or none of this kind of data."""

    code: ClassVar[str] = "no_shop"


class ShopExists(StorageError):
    """The store keeps a shop already."""

    code: ClassVar[str] = "shop_exists"
    name: str
    """Its name."""


class NotOurs(StorageError):
    """The file belongs to another program."""

    code: ClassVar[str] = "not_ours"
    path: str
    """The file."""


class NewerSchema(StorageError):
    """The data was written by a newer release."""

    code: ClassVar[str] = "newer_schema"
    found: int
    """Schema version found."""
    known: int
    """Newest schema version this release knows."""


class OlderSchema(StorageError):
    """The data has the schema of an earlier release, and this one was asked to leave it as it is."""

    code: ClassVar[str] = "older_schema"
    found: int
    """Schema version found."""
    needed: int
    """Schema version this release works with."""


class EngineTooOld(StorageError):
    """The storage engine is older than what is safe."""

    code: ClassVar[str] = "engine_too_old"
    found: str
    """Version found."""
    needed: str
    """Oldest accepted version."""


class Locked(StorageError):
    """Another program holds the storage."""

    code: ClassVar[str] = "locked"
    operation: str
    """What was being done."""


class ReadOnly(StorageError):
    """The storage cannot be written."""

    code: ClassVar[str] = "read_only"
    operation: str
    """What was being done."""


class Unreachable(StorageError):
    """The server that keeps the data cannot be reached, or takes no one in."""

    code: ClassVar[str] = "unreachable"
    operation: str
    """What was being done."""
    reason: str
    """What the network or the server says."""


class AccessDenied(StorageError):
    """The server that keeps the data does not allow this to this user."""

    code: ClassVar[str] = "access_denied"
    operation: str
    """What was being done."""
    reason: str
    """What the server says."""


class Disconnected(StorageError):
    """The connection to the server was lost. Whether a commit that was under way stands is unknown: the same request
    with the same id finds out. ``StoreExt`` retries it.
    """

    code: ClassVar[str] = "disconnected"
    operation: str
    """What was being done."""


class StorageFull(StorageError):
    """The storage is full; what was acknowledged is safe."""

    code: ClassVar[str] = "storage_full"
    operation: str
    """What was being done."""


class Corrupt(StorageError):
    """The stored data contradicts itself."""

    code: ClassVar[str] = "corrupt"
    what: str
    """What was found."""


class Storage(StorageError):
    """The storage engine failed."""

    code: ClassVar[str] = "storage"
    operation: str
    """What was being done."""
    reason: str
    """The engine's own words."""


class MemberErased(ShopError):
    """What the shop knew of them was erased: nothing is booked for them any more."""

    code: ClassVar[str] = "member_erased"
    member: str
    """Their id."""


class MemberHolds(ShopError):
    """They are to be erased, and the shop owes them something still, or they the shop."""

    code: ClassVar[str] = "member_holds"
    member: str
    """Who."""
    stored: Decimal
    """What they have stored."""
    owed: Decimal
    """What they owe; below zero for what the shop owes them."""
    points: int
    """Points that they may redeem."""
    deposits: Decimal
    """What is left of their deposits for orders."""


class NoOpenShift(ShopError):
    """There is no open shift at this device."""

    code: ClassVar[str] = "no_open_shift"
    device: str
    """The device."""


class DrawerShiftElsewhere(ShopError):
    """The shift is another device's."""

    code: ClassVar[str] = "shift_elsewhere"
    shift: str
    """Its number."""
    device: str
    """The device."""


class DrawerShort(ShopError):
    """More cash is to be taken out than is there by the books. How much that is stays unsaid: whoever counts it later must
    not know.
    """

    code: ClassVar[str] = "drawer_short"
    asked: Decimal
    """What was asked for."""


class DrawerNotCounted(ShopError):
    """Nobody counted the cash since it last came or went."""

    code: ClassVar[str] = "not_counted"
    shift: str
    """The number of the shift."""


class DrawerDiffers(ShopError):
    """There is more or less than there must be, and nobody said why or approved it. By how much stays unsaid: a count is a
    count, not a guess.
    """

    code: ClassVar[str] = "cash_differs"
    tolerance: Decimal
    """How much it may differ without."""


_BY_CODE: dict[str, type[ShopError]] = {
    "invalid": Invalid,
    "too_large": TooLarge,
    "not_found": NotFound,
    "duplicate": Duplicate,
    "bad_check_digit": CheckDigit,
    "id_reused": IdReused,
    "out_of_stock": OutOfStock,
    "expired": Expired,
    "batch_dates": BatchDates,
    "empty": Empty,
    "tenders_differ": TendersDiffer,
    "change_not_from_cash": ChangeNotFromCash,
    "card_overdrawn": CardOverdrawn,
    "over_credit_limit": OverCreditLimit,
    "refund_method": RefundMethod,
    "points_overdrawn": PointsOverdrawn,
    "member_needed": MemberNeeded,
    "refund_exceeds": RefundExceeds,
    "wrong_state": WrongState,
    "said_since": SaidSince,
    "before_opening": BeforeOpening,
    "period_locked": PeriodLocked,
    "open_shortages": OpenShortages,
    "goods_moved": GoodsMoved,
    "coupon_refused": CouponRefused,
    "below_lowest_price": BelowLowestPrice,
    "approver_needed": ApproverNeeded,
    "not_allowed": NotAllowed,
    "conflict": Conflict,
    "contention": Contention,
    "closed": Closed,
    "no_shop": NoShop,
    "shop_exists": ShopExists,
    "not_ours": NotOurs,
    "newer_schema": NewerSchema,
    "older_schema": OlderSchema,
    "engine_too_old": EngineTooOld,
    "locked": Locked,
    "read_only": ReadOnly,
    "unreachable": Unreachable,
    "access_denied": AccessDenied,
    "disconnected": Disconnected,
    "storage_full": StorageFull,
    "corrupt": Corrupt,
    "storage": Storage,
    "member_erased": MemberErased,
    "member_holds": MemberHolds,
    "no_open_shift": NoOpenShift,
    "shift_elsewhere": DrawerShiftElsewhere,
    "drawer_short": DrawerShort,
    "not_counted": DrawerNotCounted,
    "cash_differs": DrawerDiffers,
}


def _made(code: str, text: str, chinese: str, facts: dict[str, object]) -> ShopError:
    return _BY_CODE.get(code, ShopError)(text, chinese, **facts)
