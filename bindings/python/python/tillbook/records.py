"""What the desks take and answer, as the engine has it. Written by ``tools/generate.py`` from the engine's source.

Amounts, quantities and prices are ``Decimal``; where a record is made, an ``int`` will do as well. Days are ``date``, times
aware ``datetime``. What a record's field says of units, ranges and rounding holds for Python as for Rust.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias, final

from .ids import (
    CartId,
    CategoryId,
    CustomerOrderId,
    DocumentId,
    LocationId,
    MemberId,
    OrderId,
    PriceListId,
    ProductId,
    PromotionId,
    ReceiptId,
    RefundId,
    SaleId,
    ShiftId,
    SupplierId,
    VariantId,
    new_id,
)
from .record import Record
from .unchanged import UNCHANGED, Unchanged


__all__ = [
    "AbcRule",
    "Act",
    "Amendment",
    "AnyAct",
    "AnyBenefit",
    "AnyCouponReason",
    "AnyGain",
    "AnyKnown",
    "AnyOff",
    "AnyReason",
    "AnyRefundTo",
    "AnyReward",
    "AnyScope",
    "AnyTakeOff",
    "AnyThreshold",
    "AnyVerdict",
    "AnyWhyChanged",
    "Applied",
    "AppliedTender",
    "Asked",
    "Benefit",
    "Birthday",
    "BirthdayWindow",
    "BundleItem",
    "By",
    "Cart",
    "CartLine",
    "CashCount",
    "CashOut",
    "CashPieces",
    "CashierSlips",
    "Category",
    "Condition",
    "Context",
    "CostChange",
    "CostRevaluation",
    "CostScope",
    "CostingMethod",
    "Count",
    "CountLine",
    "CountedCash",
    "CountedLine",
    "Counterpart",
    "Counts",
    "Coupon",
    "CouponReason",
    "CustomerOrder",
    "CustomerOrderCancelled",
    "CustomerOrderLine",
    "DayClose",
    "Deposit",
    "DeviceDay",
    "Discount",
    "DiscountKind",
    "DocumentKind",
    "DrawerCash",
    "EnteredCoupon",
    "Erasure",
    "Evaluation",
    "Exchange",
    "ExchangeQuote",
    "Exchanged",
    "Flow",
    "Gain",
    "Gift",
    "Goods",
    "HandTotal",
    "HeldCart",
    "Hours",
    "Issue",
    "KitPart",
    "Known",
    "LandedBy",
    "LandedShare",
    "Level",
    "LevelRules",
    "Limit",
    "LineAmendment",
    "LineChange",
    "LineDiscount",
    "LinePoints",
    "LineShare",
    "ListedPrice",
    "LocalTime",
    "Location",
    "LockReview",
    "Member",
    "MemberAccount",
    "MovedPart",
    "Multiplied",
    "NearMiss",
    "NegativeStock",
    "NewCustomerOrder",
    "NewPart",
    "NewPriceStep",
    "NewProduct",
    "NewSale",
    "NewSupply",
    "NewVariant",
    "NextLevel",
    "NextPrice",
    "Off",
    "OpenShortage",
    "OpeningStockLine",
    "OrderLine",
    "OrderedPart",
    "OtherMoney",
    "Pack",
    "PackPrice",
    "PaymentRules",
    "Per",
    "Pick",
    "PointsLot",
    "PointsRules",
    "PriceLine",
    "PriceList",
    "PricedLine",
    "Product",
    "ProductCard",
    "ProductOption",
    "Promotion",
    "PromotionShare",
    "PurchaseLine",
    "PurchaseOrder",
    "PurchaseTotals",
    "Purchases",
    "Quote",
    "QuotedLine",
    "QuotedPoints",
    "Reason",
    "Receipt",
    "ReceiptLine",
    "ReceivedLine",
    "Recost",
    "Recosted",
    "RecostedDay",
    "RecostedVariant",
    "Redeeming",
    "Refund",
    "RefundLine",
    "RefundQuote",
    "RefundTaxReadings",
    "RefundTo",
    "RefundTotals",
    "RefundedLine",
    "Refused",
    "RepricedLine",
    "ResumedCart",
    "ReturnedGoods",
    "ReturnedLine",
    "Reward",
    "RoundOff",
    "Sale",
    "SaleCost",
    "SaleLineCost",
    "SalePoints",
    "SalesSummary",
    "Scanned",
    "Scope",
    "Search",
    "Settings",
    "Settlement",
    "Shift",
    "ShiftClose",
    "ShiftFigures",
    "ShiftReport",
    "ShiftRules",
    "ShiftTax",
    "Shopper",
    "SlipTotal",
    "SlipTotals",
    "SoldLine",
    "SpendOrder",
    "Stacking",
    "Standing",
    "StockChanges",
    "StockOf",
    "StockSummary",
    "StoredValue",
    "Supplier",
    "SupplierPayment",
    "SupplierPurchases",
    "SupplierReturn",
    "SupplierReturnLine",
    "Supply",
    "TakeOff",
    "TakenFrom",
    "TaxCode",
    "TaxRounding",
    "TaxTotal",
    "Tender",
    "TenderMethod",
    "TenderSource",
    "TenderTotal",
    "Threshold",
    "Tier",
    "TopUp",
    "TopUpBonus",
    "TransferLine",
    "UnlinkedLine",
    "UnlinkedRefund",
    "UnlinkedReturn",
    "UnusedCoupon",
    "UsedBefore",
    "Variant",
    "VariantBarcode",
    "VariantCard",
    "VariantEdit",
    "VariantPrices",
    "Verdict",
    "VerifyReport",
    "Violation",
    "VoidTotals",
    "WhyChanged",
    "WriteDownLine",
    "WriteOffLine",
]

_Date: TypeAlias = date


@final
class AbcRule(Record):
    """Where the classes end: an item is A while the share of all items *before* it is under ``a``, B while it is under ``b``,
    else C. So there is at least one A item, even when it alone exceeds the cut; by the share *including* the item it
    would be B.
    """

    __slots__ = ("a", "b")

    a: Decimal | int
    """Where A ends."""
    b: Decimal | int
    """Where B ends."""

    def __init__(
        self,
        a: Decimal | int,
        b: Decimal | int,
    ) -> None:
        put = object.__setattr__
        put(self, "a", a)
        put(self, "b", b)



class Act:
    """What not everybody may do. Amounts are in the price basis where they are of a line, else what the customer pays."""

    @final
    class Price(Record):
        """Another price by hand, for a line of a cart."""

        __slots__ = ("sku", "quantity", "base", "asked", "reason")

        sku: str
        """What is sold."""
        quantity: Decimal
        """How many stock units."""
        base: Decimal
        """What one costs by catalog and price lists."""
        asked: Decimal
        """What it shall cost."""
        reason: str
        """Why."""

        def __init__(
            self,
            sku: str,
            quantity: Decimal,
            base: Decimal,
            asked: Decimal,
            reason: str,
        ) -> None:
            put = object.__setattr__
            put(self, "sku", sku)
            put(self, "quantity", quantity)
            put(self, "base", base)
            put(self, "asked", asked)
            put(self, "reason", reason)

    @final
    class Discount(Record):
        """Amounts taken off a line by hand, all of them together, coupons that are no promotion of the shop's among them."""

        __slots__ = ("sku", "quantity", "base", "asked", "reason")

        sku: str
        """What is sold."""
        quantity: Decimal
        """How many stock units."""
        base: Decimal
        """What the line costs without anything by hand: by catalog and price lists, after promotions."""
        asked: Decimal
        """What it shall cost, by hand in price and discounts."""
        reason: str
        """Why: the reason of the first."""

        def __init__(
            self,
            sku: str,
            quantity: Decimal,
            base: Decimal,
            asked: Decimal,
            reason: str,
        ) -> None:
            put = object.__setattr__
            put(self, "sku", sku)
            put(self, "quantity", quantity)
            put(self, "base", base)
            put(self, "asked", asked)
            put(self, "reason", reason)

    @final
    class RoundOff(Record):
        """The total is rounded off otherwise than the shop does."""

        __slots__ = ("base", "asked")

        base: Decimal
        """The total before."""
        asked: Decimal
        """What it shall be."""

        def __init__(
            self,
            base: Decimal,
            asked: Decimal,
        ) -> None:
            put = object.__setattr__
            put(self, "base", base)
            put(self, "asked", asked)

    @final
    class NegativeStock(Record):
        """More is sold than is there, where the shop allows that."""

        __slots__ = ("sku", "quantity", "short")

        sku: str
        """What is sold."""
        quantity: Decimal
        """How many stock units."""
        short: Decimal
        """How many of them are not there."""

        def __init__(
            self,
            sku: str,
            quantity: Decimal,
            short: Decimal,
        ) -> None:
            put = object.__setattr__
            put(self, "sku", sku)
            put(self, "quantity", quantity)
            put(self, "short", short)

    @final
    class Refund(Record):
        """Goods of a sale come back."""

        __slots__ = ("number", "total", "reason")

        number: str
        """The number of the sale."""
        total: Decimal
        """What the customer gets."""
        reason: str
        """Why."""

        def __init__(
            self,
            number: str,
            total: Decimal,
            reason: str,
        ) -> None:
            put = object.__setattr__
            put(self, "number", number)
            put(self, "total", total)
            put(self, "reason", reason)

    @final
    class UnlinkedRefund(Record):
        """Goods come back of which no sale is known."""

        __slots__ = ("total", "reason")

        total: Decimal
        """What the customer gets."""
        reason: str
        """Why."""

        def __init__(
            self,
            total: Decimal,
            reason: str,
        ) -> None:
            put = object.__setattr__
            put(self, "total", total)
            put(self, "reason", reason)

    @final
    class Void(Record):
        """A document never was."""

        __slots__ = ("kind", "number", "reason")

        kind: DocumentKind
        """What kind of document."""
        number: str
        """Its number."""
        reason: str
        """Why."""

        def __init__(
            self,
            kind: DocumentKind,
            number: str,
            reason: str,
        ) -> None:
            put = object.__setattr__
            put(self, "kind", kind)
            put(self, "number", number)
            put(self, "reason", reason)

    @final
    class Amend(Record):
        """A document was otherwise."""

        __slots__ = ("kind", "number", "reason")

        kind: DocumentKind
        """What kind of document."""
        number: str
        """Its number."""
        reason: str
        """Why."""

        def __init__(
            self,
            kind: DocumentKind,
            number: str,
            reason: str,
        ) -> None:
            put = object.__setattr__
            put(self, "kind", kind)
            put(self, "number", number)
            put(self, "reason", reason)


AnyAct: TypeAlias = Act.Price | Act.Discount | Act.RoundOff | Act.NegativeStock | Act.Refund | Act.UnlinkedRefund | Act.Void | Act.Amend
"""One of the kinds of ``Act``."""


@final
class Amendment(Record):
    """How a document really was; what is left out was as it said."""

    __slots__ = ("at", "lines", "reason")

    at: datetime | None
    """When it happened."""
    lines: Sequence[LineAmendment]
    """Lines that were otherwise."""
    reason: str
    """Why it is amended."""

    def __init__(
        self,
        reason: str,
        *,
        at: datetime | None = None,
        lines: Sequence[LineAmendment] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "at", at)
        put(self, "lines", lines)
        put(self, "reason", reason)



@final
class Applied(Record):
    """A promotion that gives something."""

    __slots__ = ("promotion", "name", "coupon", "discount", "lines", "gift", "issues", "multiplied", "uses")

    promotion: PromotionId
    """The promotion."""
    name: str
    """Its name."""
    coupon: str | None
    """The coupon that is used up."""
    discount: Decimal
    """What it takes off in all; zero for a gift, for coupons and for points, else above zero."""
    lines: Sequence[LineShare]
    """Its shares; they sum to ``discount``."""
    gift: Gift | None
    """What it gives on top of the cart."""
    issues: Issue | None
    """The coupons that the sale issues."""
    multiplied: Multiplied | None
    """The points that it multiplies."""
    uses: int
    """How often it was used: steps, sets, or discounted units."""

    def __init__(
        self,
        promotion: PromotionId,
        name: str,
        discount: Decimal,
        lines: Sequence[LineShare],
        uses: int,
        *,
        coupon: str | None = None,
        gift: Gift | None = None,
        issues: Issue | None = None,
        multiplied: Multiplied | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "promotion", promotion)
        put(self, "name", name)
        put(self, "coupon", coupon)
        put(self, "discount", discount)
        put(self, "lines", lines)
        put(self, "gift", gift)
        put(self, "issues", issues)
        put(self, "multiplied", multiplied)
        put(self, "uses", uses)



@final
class AppliedTender(Record):
    """A part of the payment."""

    __slots__ = ("method", "received", "change", "applied", "reference", "bonus", "due_on", "sources")

    method: TenderMethod
    """How it was paid."""
    received: Decimal
    """What the customer handed over."""
    change: Decimal
    """What was given back; only cash gives change."""
    applied: Decimal
    """What the shop kept: received less change."""
    reference: str
    """The payment channel's reference, if there is one."""
    bonus: Decimal
    """Of stored value: how much of it the shop had given."""
    due_on: date | None
    """Of a sale on account: the last day on which it is paid in time."""
    sources: Sequence[TenderSource]
    """Of a deposit, or of goods that came back in an exchange: how that was paid, which adds up to what was applied."""

    def __init__(
        self,
        method: TenderMethod,
        received: Decimal,
        applied: Decimal,
        *,
        change: Decimal = Decimal(0),
        reference: str = "",
        bonus: Decimal = Decimal(0),
        due_on: date | None = None,
        sources: Sequence[TenderSource] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "method", method)
        put(self, "received", received)
        put(self, "change", change)
        put(self, "applied", applied)
        put(self, "reference", reference)
        put(self, "bonus", bonus)
        put(self, "due_on", due_on)
        put(self, "sources", sources)



@final
class Asked(Record):
    """Who wants to do what."""

    __slots__ = ("actor", "approver", "act")

    actor: str
    """Who acts; empty if the program does not say."""
    approver: str | None
    """Who approved it, if somebody did."""
    act: AnyAct
    """What is to be done."""

    def __init__(
        self,
        actor: str,
        act: AnyAct,
        *,
        approver: str | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "actor", actor)
        put(self, "approver", approver)
        put(self, "act", act)



class Benefit:
    """What a promotion gives.

    *Multi-buys* (``BuyXGetY``, ``BundlePrice``, ``AnyFor``,
    ``CheapestFree``) use up the units of their sets: a unit belongs to one multi-buy at most. Weighed
    goods are no units, and take no part in them.
    """

    @final
    class PercentOff(Record):
        """A share of the net of the goods in scope; with ``max_uses``, of the dearest units."""

        __slots__ = ("rate",)

        rate: Decimal | int
        """Above 0, at most 1: 0.2 is 20 % off (8折)."""

        def __init__(
            self,
            rate: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "rate", rate)

    @final
    class AmountOff(Record):
        """An amount, never more than the goods cost."""

        __slots__ = ("amount", "per")

        amount: Decimal | int
        """Above zero."""
        per: Per
        """How often the amount is taken off."""

        def __init__(
            self,
            amount: Decimal | int,
            per: Per,
        ) -> None:
            put = object.__setattr__
            put(self, "amount", amount)
            put(self, "per", per)

    @final
    class FixedPrice(Record):
        """Units that are dearer get this price, others keep theirs; with ``max_uses``, the units that save most."""

        __slots__ = ("price",)

        price: Decimal | int
        """Per unit (weighed goods: per kilogram, or whatever the quantity counts); zero or more."""

        def __init__(
            self,
            price: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "price", price)

    @final
    class Tiers(Record):
        """Steps over the goods in scope (阶梯满减): the highest that is reached, and no other."""

        __slots__ = ("steps",)

        steps: Sequence[Tier]
        """By rising threshold."""

        def __init__(
            self,
            steps: Sequence[Tier],
        ) -> None:
            put = object.__setattr__
            put(self, "steps", steps)

    @final
    class BuyXGetY(Record):
        """For every ``buy`` units the next ``get`` are cheaper (买二送一, 第二件半价).

        Without a scope of their own the units in scope are cut into groups of ``buy + get``, the dearest first; in each the
        units after the first ``buy`` get the reward. An incomplete last group counts if it has more than ``buy`` units.
        """

        __slots__ = ("buy", "get", "get_scope", "reward")

        buy: int
        """Units that are paid, at least 1."""
        get: int
        """Units that get the reward, at least 1."""
        get_scope: AnyScope | None
        """Where the rewarded units come from, the cheapest first, as far as the cart holds any; ``None`` for the goods in
        scope themselves.
        """
        reward: AnyReward
        """What they get."""

        def __init__(
            self,
            buy: int,
            get: int,
            reward: AnyReward,
            *,
            get_scope: AnyScope | None = None,
        ) -> None:
            put = object.__setattr__
            put(self, "buy", buy)
            put(self, "get", get)
            put(self, "get_scope", get_scope)
            put(self, "reward", reward)

    @final
    class BundlePrice(Record):
        """Sets of certain goods for a price (套餐), as many as the cart holds, the dearest units of each first; a set that
        would cost no more without it is left alone.
        """

        __slots__ = ("items", "price")

        items: Sequence[BundleItem]
        """What a set consists of, each variant once."""
        price: Decimal | int
        """Of a set; zero or more."""

        def __init__(
            self,
            items: Sequence[BundleItem],
            price: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "items", items)
            put(self, "price", price)

    @final
    class AnyFor(Record):
        """Any ``count`` units in scope for a price (99元任选3件, 3件10元), the dearest first."""

        __slots__ = ("count", "price")

        count: int
        """Units of a set, at least 1."""
        price: Decimal | int
        """Of a set; zero or more."""

        def __init__(
            self,
            count: int,
            price: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "count", count)
            put(self, "price", price)

    @final
    class CheapestFree(Record):
        """The cheapest units that have a price get a share off (最低价免单)."""

        __slots__ = ("count", "every", "rate")

        count: int
        """How many units, at least 1."""
        every: int | None
        """With a number, ``count`` units for every so many units in scope; the cheapest of all of them."""
        rate: Decimal | int
        """Above 0, at most 1: 1 is free."""

        def __init__(
            self,
            count: int,
            rate: Decimal | int,
            *,
            every: int | None = None,
        ) -> None:
            put = object.__setattr__
            put(self, "count", count)
            put(self, "every", every)
            put(self, "rate", rate)

    @final
    class Gift(Record):
        """Goods on top of what is in the cart (满赠). They leave the stock with the sale and cost the customer nothing."""

        __slots__ = ("variant", "quantity", "per")

        variant: VariantId
        """What is given."""
        quantity: Decimal | int
        """How much of it, above zero."""
        per: Per
        """How often: ``Per.Order`` or ``Per.EveryThreshold``."""

        def __init__(
            self,
            variant: VariantId,
            quantity: Decimal | int,
            per: Per,
        ) -> None:
            put = object.__setattr__
            put(self, "variant", variant)
            put(self, "quantity", quantity)
            put(self, "per", per)

    @final
    class AddOn(Record):
        """Who buys enough gets some of the goods in scope for a small price (加价购). The condition is counted on its own scope,
        or on all goods that are not in scope.
        """

        __slots__ = ("price", "units", "per")

        price: Decimal | int
        """Per unit; units that are cheaper keep their price."""
        units: int
        """Units that get it, those that save most, each time it is given; at least 1."""
        per: Per
        """How often: ``Per.Order`` or ``Per.EveryThreshold``."""

        def __init__(
            self,
            price: Decimal | int,
            units: int,
            per: Per,
        ) -> None:
            put = object.__setattr__
            put(self, "price", price)
            put(self, "units", units)
            put(self, "per", per)

    @final
    class IssueCoupon(Record):
        """Coupons for a later sale (满额送券), at most 100 in one sale. They are the member's who buys, if there is one."""

        __slots__ = ("promotion", "per", "after_days", "valid_days")

        promotion: PromotionId
        """What they open: a promotion with ``issued_coupons``."""
        per: Per
        """How often one is given: ``Per.Order`` or ``Per.EveryThreshold``."""
        after_days: int
        """They hold from so many days after the sale on, at most 3,650: 0 is the day of the sale."""
        valid_days: int
        """For so many days, 1 to 3,650."""

        def __init__(
            self,
            promotion: PromotionId,
            per: Per,
            after_days: int,
            valid_days: int,
        ) -> None:
            put = object.__setattr__
            put(self, "promotion", promotion)
            put(self, "per", per)
            put(self, "after_days", after_days)
            put(self, "valid_days", valid_days)

    @final
    class PointsMultiplier(Record):
        """Goods in scope earn their member more points (双倍积分); it changes no price. Where several multiply the points of
        a line the largest factor counts.
        """

        __slots__ = ("factor",)

        factor: Decimal | int
        """Above 1, at most 100, at most two decimals: 2 is twice as many."""

        def __init__(
            self,
            factor: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "factor", factor)


AnyBenefit: TypeAlias = Benefit.PercentOff | Benefit.AmountOff | Benefit.FixedPrice | Benefit.Tiers | Benefit.BuyXGetY | Benefit.BundlePrice | Benefit.AnyFor | Benefit.CheapestFree | Benefit.Gift | Benefit.AddOn | Benefit.IssueCoupon | Benefit.PointsMultiplier
"""One of the kinds of ``Benefit``."""


@final
class Birthday(Record):
    """A day of the year."""

    __slots__ = ("month", "day")

    month: int
    day: int

    def __init__(
        self,
        month: int,
        day: int,
    ) -> None:
        put = object.__setattr__
        put(self, "month", month)
        put(self, "day", day)



@final
class BirthdayWindow(Record):
    """Days around a member's birthday."""

    __slots__ = ("days_before", "days_after")

    days_before: int
    """Days before it, at most 180."""
    days_after: int
    """Days after it, at most 180."""

    def __init__(
        self,
        *,
        days_before: int = 0,
        days_after: int = 0,
    ) -> None:
        put = object.__setattr__
        put(self, "days_before", days_before)
        put(self, "days_after", days_after)



@final
class BundleItem(Record):
    """Goods that a bundle asks for."""

    __slots__ = ("variant", "units")

    variant: VariantId
    """The variant."""
    units: int
    """Units of it, at least 1."""

    def __init__(
        self,
        variant: VariantId,
        units: int,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "units", units)



By: TypeAlias = Literal["product", "variant", "category", "top_category", "brand", "day", "member"]
"""What a margin is worked out for.

``product``: Every product: all its variants together.

``variant``: Every variant.

``category``: Every category, with the products that stand in it itself, not those of the categories below.

``top_category``: Every category that has no parent, with the products of all categories below.

``brand``: Every brand, as it is written.

``day``: Every business day.

``member``: Every member; sales without one are a row of their own.
"""


@final
class Cart(Record):
    """What a customer brings to the till: goods, not results. Prices are worked out anew each time."""

    __slots__ = ("lines", "member", "coupons", "location", "declined", "round_off", "redeem", "resumes")

    lines: Sequence[CartLine]
    """The goods."""
    member: MemberId | None
    """The member at the till."""
    coupons: Sequence[str]
    """Coupon codes as they were entered."""
    location: LocationId | None
    """Where the goods are taken from; ``None`` for the shop's first location."""
    declined: Sequence[PromotionId]
    """Promotions that the customer does not want, such as a gift."""
    round_off: RoundOff | None
    """How the total is rounded off; ``None`` for what the shop says."""
    redeem: int
    """Points that the member redeems; zero or more."""
    resumes: CartId | None
    """The held cart that this one goes on with: selling this one, or holding it again, ends that one."""

    def __init__(
        self,
        lines: Sequence[CartLine] = (),
        *,
        member: MemberId | None = None,
        coupons: Sequence[str] = (),
        location: LocationId | None = None,
        declined: Sequence[PromotionId] = (),
        round_off: RoundOff | None = None,
        redeem: int = 0,
        resumes: CartId | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "lines", lines)
        put(self, "member", member)
        put(self, "coupons", coupons)
        put(self, "location", location)
        put(self, "declined", declined)
        put(self, "round_off", round_off)
        put(self, "redeem", redeem)
        put(self, "resumes", resumes)


    def add(self, variant: VariantId, quantity: Decimal | int) -> Cart:
        """The cart with ``quantity`` stock units more, at the catalog's price."""
        return self.replace(lines=(*self.lines, CartLine(variant, quantity)))


@final
class CartLine(Record):
    """One line of a cart."""

    __slots__ = ("variant", "quantity", "pack", "unit_price", "price_reason", "discounts", "batch")

    variant: VariantId
    """What is bought."""
    quantity: Decimal | int
    """How much, above zero: stock units, or packs if ``pack`` names one."""
    pack: str | None
    """The pack that is bought; ``None`` for stock units."""
    unit_price: Decimal | int | None
    """A price of one stock unit that takes the place of the catalog's; zero or more."""
    price_reason: str
    """Why the price is another one."""
    discounts: Sequence[LineDiscount]
    """What is taken off by hand, after promotions, in this order."""
    batch: str | None
    """The batch that is bought; ``None`` for the one that expires first."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal | int,
        *,
        pack: str | None = None,
        unit_price: Decimal | int | None = None,
        price_reason: str = "",
        discounts: Sequence[LineDiscount] = (),
        batch: str | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "pack", pack)
        put(self, "unit_price", unit_price)
        put(self, "price_reason", price_reason)
        put(self, "discounts", discounts)
        put(self, "batch", batch)


    def gift(self, reason: str) -> CartLine:
        """For nothing, for this reason: the goods leave the stock at cost."""
        return self.replace(unit_price=Decimal(0), price_reason=reason)


@final
class CashCount(Record):
    """What was counted in a drawer, note by note. Nothing at all for an empty one."""

    __slots__ = ("pieces",)

    pieces: Sequence[CashPieces]
    """Each denomination once."""

    def __init__(
        self,
        pieces: Sequence[CashPieces] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "pieces", pieces)



@final
class CashOut(Record):
    """Stored value that was paid out."""

    __slots__ = ("id", "number", "post_no", "effective_at", "business_day", "member", "principal", "bonus", "method")

    id: DocumentId
    """Its id."""
    number: str
    """The number that is printed: ``S-T1-000123``."""
    post_no: int
    """Its place in the shop's order of posting."""
    effective_at: datetime
    """When it happened."""
    business_day: date
    """The shop's day it belongs to."""
    member: MemberId
    """Who."""
    principal: Decimal
    """What they got."""
    bonus: Decimal
    """What of the bonus is forfeited."""
    method: TenderMethod
    """How it was paid."""

    def __init__(
        self,
        id: DocumentId,
        number: str,
        post_no: int,
        effective_at: datetime,
        business_day: date,
        member: MemberId,
        principal: Decimal,
        bonus: Decimal,
        method: TenderMethod,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "post_no", post_no)
        put(self, "effective_at", effective_at)
        put(self, "business_day", business_day)
        put(self, "member", member)
        put(self, "principal", principal)
        put(self, "bonus", bonus)
        put(self, "method", method)



@final
class CashPieces(Record):
    """So many notes or coins of a kind."""

    __slots__ = ("denomination", "pieces")

    denomination: Decimal | int
    """What one is worth: one of the shop's denominations."""
    pieces: int
    """How many."""

    def __init__(
        self,
        denomination: Decimal | int,
        pieces: int,
    ) -> None:
        put = object.__setattr__
        put(self, "denomination", denomination)
        put(self, "pieces", pieces)



@final
class CashierSlips(Record):
    """What one person posted."""

    __slots__ = ("cashier", "slips")

    cashier: str
    """The person; empty where nobody was named."""
    slips: SlipTotals
    """Their slips."""

    def __init__(
        self,
        cashier: str,
        slips: SlipTotals,
    ) -> None:
        put = object.__setattr__
        put(self, "cashier", cashier)
        put(self, "slips", slips)



@final
class Category(Record):
    """A node of the category tree."""

    __slots__ = ("id", "name", "parent", "costing")

    id: CategoryId
    """Its id."""
    name: str
    """Such as ``Drinks`` or 饮料."""
    parent: CategoryId | None
    """What it is a part of."""
    costing: CostingMethod | None
    """How its products are costed, if not as its parent's or the shop's."""

    def __init__(
        self,
        id: CategoryId,
        name: str,
        *,
        parent: CategoryId | None = None,
        costing: CostingMethod | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "name", name)
        put(self, "parent", parent)
        put(self, "costing", costing)



@final
class Condition(Record):
    """What the cart must hold. It is tested when the promotion's turn comes; reaching a bound exactly counts, and
    both bounds must hold if both are given.
    """

    __slots__ = ("min_quantity", "min_amount", "scope")

    min_quantity: Decimal | int | None
    """Least quantity, above zero."""
    min_amount: Decimal | int | None
    """Least amount after earlier discounts, above zero; with or without tax as the prices are."""
    scope: AnyScope | None
    """The goods that count, as long as they are not closed. Without it: the goods that the promotion may use."""

    def __init__(
        self,
        *,
        min_quantity: Decimal | int | None = None,
        min_amount: Decimal | int | None = None,
        scope: AnyScope | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "min_quantity", min_quantity)
        put(self, "min_amount", min_amount)
        put(self, "scope", scope)



@final
class Context(Record):
    """What else decides whether a promotion takes part."""

    __slots__ = ("currency", "at", "local", "coupons", "member", "declined", "issued", "used")

    currency: str
    """The shop's currency."""
    at: datetime
    """The moment of the sale."""
    local: LocalTime
    """The same moment by the shop's clock."""
    coupons: Sequence[str]
    """Coupon codes as they were entered."""
    member: Shopper | None
    """The member who is present."""
    declined: Sequence[PromotionId]
    """Promotions that the customer does not want."""
    issued: Sequence[EnteredCoupon]
    """Coupons on record among the codes, those that hold now."""
    used: Sequence[UsedBefore]
    """What was used before of promotions that are bounded over all sales; what is not named was not used."""

    def __init__(
        self,
        currency: str,
        at: datetime,
        local: LocalTime,
        *,
        coupons: Sequence[str] = (),
        member: Shopper | None = None,
        declined: Sequence[PromotionId] = (),
        issued: Sequence[EnteredCoupon] = (),
        used: Sequence[UsedBefore] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "currency", currency)
        put(self, "at", at)
        put(self, "local", local)
        put(self, "coupons", coupons)
        put(self, "member", member)
        put(self, "declined", declined)
        put(self, "issued", issued)
        put(self, "used", used)



@final
class CostChange(Record):
    """By how much a document would change what the goods of an earlier one cost."""

    __slots__ = ("document", "number", "kind", "variant", "business_day", "cost")

    document: DocumentId
    """The earlier document: a sale, most often."""
    number: str
    """Its number."""
    kind: DocumentKind
    """What kind of document it is."""
    variant: VariantId
    """The goods."""
    business_day: date
    """The day on which the difference would be booked."""
    cost: Decimal
    """Above zero when the goods would have cost more; for goods that came back, when they would be worth less."""

    def __init__(
        self,
        document: DocumentId,
        number: str,
        kind: DocumentKind,
        variant: VariantId,
        business_day: date,
        cost: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "document", document)
        put(self, "number", number)
        put(self, "kind", kind)
        put(self, "variant", variant)
        put(self, "business_day", business_day)
        put(self, "cost", cost)



@final
class CostRevaluation(Record):
    """By how much a later document changed the cost of a line."""

    __slots__ = ("document", "number", "kind", "business_day", "cost")

    document: DocumentId
    """The document: paper that came late, a freight bill, goods that covered a shortage, an amendment, a void."""
    number: str
    """Its number."""
    kind: DocumentKind
    """What kind of document it is."""
    business_day: date
    """The day the difference is booked on."""
    cost: Decimal
    """Above zero when the line cost more than was known before."""

    def __init__(
        self,
        document: DocumentId,
        number: str,
        kind: DocumentKind,
        business_day: date,
        cost: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "document", document)
        put(self, "number", number)
        put(self, "kind", kind)
        put(self, "business_day", business_day)
        put(self, "cost", cost)



CostScope: TypeAlias = Literal["item", "location"]
"""What shares a cost.

``item``: All goods of an item, wherever they lie: to carry them changes no cost.

``location``: The goods of an item at one location: goods that are carried take their value along.
"""


CostingMethod: TypeAlias = Literal["fifo", "moving_average"]
"""How goods that leave are costed. Last-in-first-out is left out: IAS 2 and CAS 1 do not allow it.

``fifo``: First in, first out: the oldest goods are taken to leave first.

``moving_average``: Moving weighted average: goods leave at the average cost of what is on hand (移动加权平均).
"""


@final
class Count(Record):
    """A count that was posted."""

    __slots__ = ("id", "number", "lines")

    id: DocumentId
    """Its id."""
    number: str
    """Its number."""
    lines: Sequence[CountedLine]
    """What was found, and what the books expected."""

    def __init__(
        self,
        id: DocumentId,
        number: str,
        lines: Sequence[CountedLine],
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "lines", lines)



@final
class CountLine(Record):
    """What was found of a variant."""

    __slots__ = ("variant", "counted", "batch", "reason")

    variant: VariantId
    """What was counted."""
    counted: Decimal | int
    """Stock units found; zero or more."""
    batch: str | None
    """The one batch that was counted; ``None`` for all goods of the variant at the location."""
    reason: str
    """Why it differs, if someone knows; may be empty."""

    def __init__(
        self,
        variant: VariantId,
        counted: Decimal | int,
        *,
        batch: str | None = None,
        reason: str = "",
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "counted", counted)
        put(self, "batch", batch)
        put(self, "reason", reason)



@final
class CountedCash(Record):
    """So many notes or coins of a kind."""

    __slots__ = ("denomination", "pieces")

    denomination: Decimal
    """What one is worth."""
    pieces: int
    """How many."""

    def __init__(
        self,
        denomination: Decimal,
        pieces: int,
    ) -> None:
        put = object.__setattr__
        put(self, "denomination", denomination)
        put(self, "pieces", pieces)



@final
class CountedLine(Record):
    """A line of a count: an absolute fact, what was there at its time."""

    __slots__ = ("variant", "batch", "counted", "expected", "differences", "reason")

    variant: VariantId
    """What was counted."""
    batch: str | None
    """The one batch that was counted; ``None`` for all goods of the variant at the location."""
    counted: Decimal
    """Stock units found."""
    expected: Decimal
    """Stock units that the books expected."""
    differences: Sequence[Pick]
    """In which batches the difference lies."""
    reason: str
    """Why, if someone knows."""

    def __init__(
        self,
        variant: VariantId,
        counted: Decimal,
        expected: Decimal,
        *,
        batch: str | None = None,
        differences: Sequence[Pick] = (),
        reason: str = "",
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "batch", batch)
        put(self, "counted", counted)
        put(self, "expected", expected)
        put(self, "differences", differences)
        put(self, "reason", reason)



Counterpart: TypeAlias = Literal["safe", "bank", "expenses", "owner"]
"""Where cash comes from that is put into a drawer, or goes to that is taken out.

``safe``: The safe.

``bank``: The bank.

``expenses``: Bills that are paid out of the drawer: a courier, a light bulb.

``owner``: The owner's pocket.
"""


Counts: TypeAlias = Literal["uses", "sales"]
"""What a ``Limit`` counts.

``uses``: What ``Promotion.max_uses`` counts in one cart: discounted units, sets, or steps.

``sales``: Sales in which it applied, however much it gave.
"""


@final
class Coupon(Record):
    """A coupon of its own: a code on record that opens a promotion with ``issued_coupons``,
    so many times, for one member or for everybody.
    """

    __slots__ = ("code", "promotion", "member", "first_day", "last_day", "uses")

    code: str
    """What is entered, exactly."""
    promotion: PromotionId
    """What it opens."""
    member: MemberId | None
    """Whose it is; ``None`` for whoever brings it."""
    first_day: date | None
    """The first of the shop's days on which it holds."""
    last_day: date | None
    """The last one."""
    uses: int
    """Sales that it may be used in, at least 1."""

    def __init__(
        self,
        code: str,
        promotion: PromotionId,
        uses: int,
        *,
        member: MemberId | None = None,
        first_day: date | None = None,
        last_day: date | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "code", code)
        put(self, "promotion", promotion)
        put(self, "member", member)
        put(self, "first_day", first_day)
        put(self, "last_day", last_day)
        put(self, "uses", uses)



class CouponReason:
    """Why a coupon code gives nothing."""

    @final
    class Refused(Record):
        """The promotions that ask for it do nothing, each for its own reason; by priority and id."""

        __slots__ = ("value",)

        value: Sequence[Refused]

        def __init__(
            self,
            value: Sequence[Refused],
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)


AnyCouponReason: TypeAlias = Literal["unknown", "repeated", "used_up", "not_yet", "expired", "not_theirs"] | CouponReason.Refused
"""One of the kinds of ``CouponReason``.

``"unknown"``: No promotion of the shop's asks for this code; upper and lower case differ.

``"repeated"``: It was entered before, or another coupon of the same promotion was: one counts in a cart.

``"used_up"``: It was used as often as it may be, or was withdrawn.

``"not_yet"``: It holds from a later day on.

``"expired"``: Its last day is over.

``"not_theirs"``: It belongs to a member who is not at the till.
"""


@final
class CustomerOrder(Record):
    """What a customer was quoted or ordered, as its documents leave it."""

    __slots__ = ("id", "number", "ordered_on", "label", "member", "wanted_on", "valid_until", "cart", "prices_include_tax", "lines", "total", "deposit", "has_deposit", "cancelled")

    id: CustomerOrderId
    """Its id."""
    number: str
    """The number on the paper."""
    ordered_on: date
    """The day of it."""
    label: str
    """Whom it is for; may be empty."""
    member: MemberId | None
    """The member it is for, if the shop knows them."""
    wanted_on: date | None
    """When it is wanted."""
    valid_until: date | None
    """The last day on which the prices hold, as long as nothing was paid; ``None`` for ever."""
    cart: Cart
    """What the customer wants."""
    prices_include_tax: bool
    """True if unit prices, discounts and nets include tax."""
    lines: Sequence[CustomerOrderLine]
    """What it costs, and what was sold of it."""
    total: Decimal
    """What all of it costs, tax included."""
    deposit: Sequence[TenderSource]
    """What is left of the deposit, by how it was paid, in that order."""
    has_deposit: bool
    """True once a deposit was paid, and not voided."""
    cancelled: bool
    """True once what was open of it was cancelled."""

    def __init__(
        self,
        id: CustomerOrderId,
        number: str,
        ordered_on: date,
        label: str,
        cart: Cart,
        lines: Sequence[CustomerOrderLine],
        total: Decimal,
        deposit: Sequence[TenderSource],
        *,
        member: MemberId | None = None,
        wanted_on: date | None = None,
        valid_until: date | None = None,
        prices_include_tax: bool = False,
        has_deposit: bool = False,
        cancelled: bool = False,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "ordered_on", ordered_on)
        put(self, "label", label)
        put(self, "member", member)
        put(self, "wanted_on", wanted_on)
        put(self, "valid_until", valid_until)
        put(self, "cart", cart)
        put(self, "prices_include_tax", prices_include_tax)
        put(self, "lines", lines)
        put(self, "total", total)
        put(self, "deposit", deposit)
        put(self, "has_deposit", has_deposit)
        put(self, "cancelled", cancelled)



@final
class CustomerOrderCancelled(Record):
    """An order that was cancelled."""

    __slots__ = ("id", "number", "post_no", "effective_at", "business_day", "order", "returned", "kept")

    id: DocumentId
    """Its id."""
    number: str
    """The number that is printed: ``S-T1-000123``."""
    post_no: int
    """Its place in the shop's order of posting."""
    effective_at: datetime
    """When it happened."""
    business_day: date
    """The shop's day it belongs to."""
    order: CustomerOrderId
    """The order."""
    returned: Sequence[tuple[TenderMethod, Decimal]]
    """What the customer got back of the deposit: method and amount."""
    kept: Decimal
    """What the shop kept of it."""

    def __init__(
        self,
        id: DocumentId,
        number: str,
        post_no: int,
        effective_at: datetime,
        business_day: date,
        order: CustomerOrderId,
        returned: Sequence[tuple[TenderMethod, Decimal]],
        kept: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "post_no", post_no)
        put(self, "effective_at", effective_at)
        put(self, "business_day", business_day)
        put(self, "order", order)
        put(self, "returned", returned)
        put(self, "kept", kept)



@final
class CustomerOrderLine(Record):
    """A line of it."""

    __slots__ = ("agreed", "sold", "gross", "net", "tax", "points")

    agreed: QuotedLine
    """What was agreed."""
    sold: Decimal
    """Stock units that were sold of it."""
    gross: Decimal
    """What they cost before discounts, ..."""
    net: Decimal
    """... after them, in the price basis, ..."""
    tax: Decimal
    """... the tax on that, ..."""
    points: int
    """... and the points that they earned."""

    def __init__(
        self,
        agreed: QuotedLine,
        sold: Decimal,
        gross: Decimal,
        net: Decimal,
        tax: Decimal,
        points: int,
    ) -> None:
        put = object.__setattr__
        put(self, "agreed", agreed)
        put(self, "sold", sold)
        put(self, "gross", gross)
        put(self, "net", net)
        put(self, "tax", tax)
        put(self, "points", points)



@final
class DayClose(Record):
    """One business day as the till leaves it (an X report: a look that changes nothing)."""

    __slots__ = ("day", "sales", "tenders", "other_money", "hand_discount_lines", "hand_discounts", "rounded_off", "cash_rounding", "devices")

    day: date
    """The day."""
    sales: SalesSummary
    """Its sales, refunds and voids, with their taxes."""
    tenders: Sequence[TenderTotal]
    """What each method of payment must show: ``net`` is what the drawer or the channel has more than in the morning."""
    other_money: OtherMoney
    """What came and went beside sales; in ``other`` of the tenders."""
    hand_discount_lines: int
    """Lines of the day's sales with a discount given by hand; voided sales are left out."""
    hand_discounts: Decimal
    """What these discounts took off, in the shop's price basis. Part of ``sales.discounts``."""
    rounded_off: Decimal
    """What was taken off these sales to make their totals round ones. Part of ``sales.discounts``."""
    cash_rounding: Decimal
    """What rounding to coins brought, below zero for what it cost: the tenders have so much more than sales less refunds."""
    devices: Sequence[DeviceDay]
    """The sales, refunds and voids of each device, by name."""

    def __init__(
        self,
        day: date,
        sales: SalesSummary,
        tenders: Sequence[TenderTotal],
        other_money: OtherMoney,
        hand_discount_lines: int,
        hand_discounts: Decimal,
        devices: Sequence[DeviceDay],
        *,
        rounded_off: Decimal = Decimal(0),
        cash_rounding: Decimal = Decimal(0),
    ) -> None:
        put = object.__setattr__
        put(self, "day", day)
        put(self, "sales", sales)
        put(self, "tenders", tenders)
        put(self, "other_money", other_money)
        put(self, "hand_discount_lines", hand_discount_lines)
        put(self, "hand_discounts", hand_discounts)
        put(self, "rounded_off", rounded_off)
        put(self, "cash_rounding", cash_rounding)
        put(self, "devices", devices)



@final
class Deposit(Record):
    """What a customer paid before they got the goods."""

    __slots__ = ("id", "number", "post_no", "effective_at", "business_day", "order", "amount", "tenders", "change")

    id: DocumentId
    """Its id."""
    number: str
    """The number that is printed: ``S-T1-000123``."""
    post_no: int
    """Its place in the shop's order of posting."""
    effective_at: datetime
    """When it happened."""
    business_day: date
    """The shop's day it belongs to."""
    order: CustomerOrderId
    """The order."""
    amount: Decimal
    """How much."""
    tenders: Sequence[AppliedTender]
    """How it was paid."""
    change: Decimal
    """What they got back in cash."""

    def __init__(
        self,
        id: DocumentId,
        number: str,
        post_no: int,
        effective_at: datetime,
        business_day: date,
        order: CustomerOrderId,
        amount: Decimal,
        tenders: Sequence[AppliedTender],
        change: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "post_no", post_no)
        put(self, "effective_at", effective_at)
        put(self, "business_day", business_day)
        put(self, "order", order)
        put(self, "amount", amount)
        put(self, "tenders", tenders)
        put(self, "change", change)



@final
class DeviceDay(Record):
    """What one device posted on a day: sales, refunds and voids."""

    __slots__ = ("device", "epoch", "documents", "first_number", "last_number", "last_hash")

    device: str
    """The device's name."""
    epoch: int
    """Which life of its database: a restored or copied one is a device of its own."""
    documents: int
    """How many documents."""
    first_number: str
    """Number of the first."""
    last_number: str
    """Number of the last."""
    last_hash: str
    """Hash of the last: with it nothing before can be changed unnoticed."""

    def __init__(
        self,
        device: str,
        epoch: int,
        documents: int,
        first_number: str,
        last_number: str,
        last_hash: str,
    ) -> None:
        put = object.__setattr__
        put(self, "device", device)
        put(self, "epoch", epoch)
        put(self, "documents", documents)
        put(self, "first_number", first_number)
        put(self, "last_number", last_number)
        put(self, "last_hash", last_hash)



@final
class Discount(Record):
    """An amount taken off a line."""

    __slots__ = ("kind", "reason", "promotion", "amount")

    kind: DiscountKind
    """Where it comes from."""
    reason: str
    """Why: what the cashier said, or the promotion's name."""
    promotion: PromotionId | None
    """The promotion."""
    amount: Decimal
    """How much, in the price basis; zero or more."""

    def __init__(
        self,
        kind: DiscountKind,
        reason: str,
        amount: Decimal,
        *,
        promotion: PromotionId | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "kind", kind)
        put(self, "reason", reason)
        put(self, "promotion", promotion)
        put(self, "amount", amount)



DiscountKind: TypeAlias = Literal["manual", "promotion", "coupon", "round_off", "points"]
"""Where a discount comes from.

``manual``: Given by hand.

``promotion``: From a promotion.

``coupon``: For a coupon.

``round_off``: The total was rounded off.

``points``: For points that the member redeemed.
"""


DocumentKind: TypeAlias = Literal["settings", "records", "opening_stock", "order_placed", "order_amended", "order_cancelled", "receipt", "supplier_return", "sale", "refund", "unlinked_refund", "void", "cart_held", "cart_discarded", "customer_order", "deposit_taken", "customer_order_cancelled", "shift_opened", "cash_moved", "drawer_opened", "drawer_counted", "shift_closed", "top_up", "cash_out", "settlement", "supplier_payment", "points_adjusted", "members_merged", "member_erased", "count", "write_off", "write_down", "transfer", "landed_cost", "reprice", "entry_void", "entry_amend", "period_lock"]
"""What a document states.

``settings``: The shop was set up, or its settings changed.

``records``: Records of the catalog and of parties are new or changed.

``opening_stock``: What the shop opened with.

``order_placed``: Goods were ordered.

``order_amended``: An order was changed.

``order_cancelled``: What is still open of an order was cancelled.

``receipt``: Goods came in.

``supplier_return``: Goods went back to a supplier.

``sale``: Goods were sold.

``refund``: Goods of a sale came back.

``unlinked_refund``: Goods came back of which no sale is known.

``void``: A sale never was.

``cart_held``: A cart was put aside, to be sold later.

``cart_discarded``: A cart that was held will not be sold.

``customer_order``: A customer was quoted a price, or ordered goods.

``deposit_taken``: A customer paid for goods that they ordered before they get them.

``customer_order_cancelled``: What is still open of an order of a customer will not be sold.

``shift_opened``: A shift began at a drawer.

``cash_moved``: Cash was put into a drawer, or taken out of it.

``drawer_opened``: A drawer was opened without a sale.

``drawer_counted``: The cash in a drawer was counted.

``shift_closed``: A shift was over.

``top_up``: A member paid in, to spend it later.

``cash_out``: Stored value was paid out.

``settlement``: A member paid what they owed.

``supplier_payment``: The shop paid a supplier.

``points_adjusted``: A member was given points, or points were taken from them, by hand.

``members_merged``: A member who was on record twice is so no more.

``member_erased``: What the shop knew of a member was erased.

``count``: Goods were counted.

``write_off``: Goods were thrown away.

``write_down``: Goods are worth less than they cost, or no longer as much less.

``transfer``: Goods were carried to another location.

``landed_cost``: Freight, duty and the like came to the cost of goods received.

``reprice``: The price of goods received was another.

``entry_void``: An entry never was.

``entry_amend``: An entry was otherwise.

``period_lock``: Nothing happens any more on days up to one.
"""


@final
class DrawerCash(Record):
    """Cash in a drawer by the books."""

    __slots__ = ("float", "opening_difference", "takings", "put_in", "taken_out")

    float: Decimal
    """What was there when the shift was opened."""
    opening_difference: Decimal
    """How much more or less that was than the shift before had left."""
    takings: Decimal
    """What customers paid in cash and the shop kept, less what they got back in cash."""
    put_in: Decimal
    """What was put in beside."""
    taken_out: Decimal
    """What was taken out beside; zero or more."""

    def __init__(
        self,
        float: Decimal,
        opening_difference: Decimal,
        takings: Decimal,
        put_in: Decimal,
        taken_out: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "float", float)
        put(self, "opening_difference", opening_difference)
        put(self, "takings", takings)
        put(self, "put_in", put_in)
        put(self, "taken_out", taken_out)



@final
class EnteredCoupon(Record):
    """A coupon on record that was entered and holds now."""

    __slots__ = ("code", "promotion")

    code: str
    """Its code."""
    promotion: PromotionId
    """What it opens."""

    def __init__(
        self,
        code: str,
        promotion: PromotionId,
    ) -> None:
        put = object.__setattr__
        put(self, "code", code)
        put(self, "promotion", promotion)



@final
class Erasure(Record):
    """That what the shop knew of a person was erased."""

    __slots__ = ("id", "number", "post_no", "effective_at", "business_day", "members")

    id: DocumentId
    """Its id."""
    number: str
    """The number that is printed: ``S-T1-000123``."""
    post_no: int
    """Its place in the shop's order of posting."""
    effective_at: datetime
    """When it happened."""
    business_day: date
    """The shop's day it belongs to."""
    members: Sequence[MemberId]
    """The member, and all records that were merged into theirs."""

    def __init__(
        self,
        id: DocumentId,
        number: str,
        post_no: int,
        effective_at: datetime,
        business_day: date,
        members: Sequence[MemberId],
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "post_no", post_no)
        put(self, "effective_at", effective_at)
        put(self, "business_day", business_day)
        put(self, "members", members)



@final
class Evaluation(Record):
    """What promotions do to a cart, and why."""

    __slots__ = ("lines", "applied", "refused", "near_misses", "discount", "search")

    lines: Sequence[PricedLine]
    """One for each line of the cart, in its order."""
    applied: Sequence[Applied]
    """The promotions of the best plan, in the order of their application."""
    refused: Sequence[Refused]
    """All others, by priority and id."""
    near_misses: Sequence[NearMiss]
    """What more would earn more: 再买 12.00 元可减 10.00."""
    discount: Decimal
    """What is taken off in all."""
    search: Search
    """Whether every plan was looked at."""

    def __init__(
        self,
        lines: Sequence[PricedLine],
        applied: Sequence[Applied],
        refused: Sequence[Refused],
        discount: Decimal,
        search: Search,
        *,
        near_misses: Sequence[NearMiss] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "lines", lines)
        put(self, "applied", applied)
        put(self, "refused", refused)
        put(self, "near_misses", near_misses)
        put(self, "discount", discount)
        put(self, "search", search)



@final
class Exchange(Record):
    """Goods of a sale that a customer brings back, and what they take for them."""

    __slots__ = ("of", "lines", "cart", "to", "reason")

    of: SaleId
    """The sale of which goods come back."""
    lines: Sequence[RefundLine]
    """What comes back."""
    cart: Cart
    """What the customer takes. If it was a member who paid from stored value or on account, it is the same member's."""
    to: AnyRefundTo
    """How the difference goes back, if what they take costs less."""
    reason: str
    """Why."""

    def __init__(
        self,
        of: SaleId,
        lines: Sequence[RefundLine],
        cart: Cart,
        reason: str,
        *,
        to: AnyRefundTo = "same_tenders",
    ) -> None:
        put = object.__setattr__
        put(self, "of", of)
        put(self, "lines", lines)
        put(self, "cart", cart)
        put(self, "to", to)
        put(self, "reason", reason)



@final
class ExchangeQuote(Record):
    """What an exchange comes to."""

    __slots__ = ("back", "goods", "to_pay", "to_pay_back")

    back: Decimal
    """What the goods that come back were paid with."""
    goods: Quote
    """What the others cost."""
    to_pay: Decimal
    """What the customer has to pay; zero if they get something back. Cash may be rounded to coins."""
    to_pay_back: Decimal
    """What the customer gets back; zero if they have to pay."""

    def __init__(
        self,
        back: Decimal,
        goods: Quote,
        to_pay: Decimal,
        to_pay_back: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "back", back)
        put(self, "goods", goods)
        put(self, "to_pay", to_pay)
        put(self, "to_pay_back", to_pay_back)



@final
class Exchanged(Record):
    """An exchange that was posted."""

    __slots__ = ("refund", "sale")

    refund: Refund
    """What came back. Its tender ``exchange`` is what it pays of the sale; the others went back to the customer."""
    sale: Sale
    """What was taken for it. Its tender ``exchange`` is what the refund pays; the others are what the customer paid."""

    def __init__(
        self,
        refund: Refund,
        sale: Sale,
    ) -> None:
        put = object.__setattr__
        put(self, "refund", refund)
        put(self, "sale", sale)



@final
class Flow(Record):
    """Goods that moved for one reason. Positive, whether they came or went."""

    __slots__ = ("lines", "quantity", "value")

    lines: int
    """Lines of documents."""
    quantity: Decimal
    """Stock units."""
    value: Decimal
    """At cost."""

    def __init__(
        self,
        lines: int,
        quantity: Decimal,
        value: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "lines", lines)
        put(self, "quantity", quantity)
        put(self, "value", value)



class Gain:
    """What a near miss would give."""

    @final
    class Amount(Record):
        """So much off in all."""

        __slots__ = ("value",)

        value: Decimal

        def __init__(
            self,
            value: Decimal,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)

    @final
    class Percent(Record):
        """This share off."""

        __slots__ = ("value",)

        value: Decimal

        def __init__(
            self,
            value: Decimal,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)


AnyGain: TypeAlias = Literal["another"] | Gain.Amount | Gain.Percent
"""One of the kinds of ``Gain``.

``"another"``: One more set, unit, or gift, as the promotion says.
"""


@final
class Gift(Record):
    """Goods that a promotion gives on top of the cart."""

    __slots__ = ("variant", "quantity")

    variant: VariantId
    """What is given."""
    quantity: Decimal
    """How much of it."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)



@final
class Goods(Record):
    """One line of the cart."""

    __slots__ = ("variant", "product", "categories", "quantity", "amount", "days_left")

    variant: VariantId
    """The variant."""
    product: ProductId
    """Its product."""
    categories: Sequence[CategoryId]
    """Its category and everything above that one."""
    quantity: Decimal | int
    """Above zero. A whole quantity is so many units; one with a fraction is a single, weighed unit."""
    amount: Decimal | int
    """Quantity times unit price, rounded to the minor unit; zero or more."""
    days_left: int | None
    """Days to the last good day of the batch that is sold, if that is known; negative for expired goods."""

    def __init__(
        self,
        variant: VariantId,
        product: ProductId,
        quantity: Decimal | int,
        amount: Decimal | int,
        *,
        categories: Sequence[CategoryId] = (),
        days_left: int | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "product", product)
        put(self, "categories", categories)
        put(self, "quantity", quantity)
        put(self, "amount", amount)
        put(self, "days_left", days_left)



@final
class HandTotal(Record):
    """What was done by hand."""

    __slots__ = ("lines", "amount")

    lines: int
    """Lines."""
    amount: Decimal
    """What it cost the shop."""

    def __init__(
        self,
        lines: int,
        amount: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "lines", lines)
        put(self, "amount", amount)



@final
class HeldCart(Record):
    """A cart that is held."""

    __slots__ = ("id", "number", "post_no", "effective_at", "business_day", "label", "held_by", "device", "shift", "member", "lines", "total")

    id: CartId
    """Its id."""
    number: str
    """The number that is printed: ``S-T1-000123``."""
    post_no: int
    """Its place in the shop's order of posting."""
    effective_at: datetime
    """When it happened."""
    business_day: date
    """The shop's day it belongs to."""
    label: str
    """What a person finds it by; may be empty."""
    held_by: str
    """By whom."""
    device: str
    """The device at which it was."""
    shift: ShiftId | None
    """The shift in which it was, if one was open there."""
    member: MemberId | None
    """The member at the till."""
    lines: int
    """How many lines it has."""
    total: Decimal
    """What it cost then, tax included."""

    def __init__(
        self,
        id: CartId,
        number: str,
        post_no: int,
        effective_at: datetime,
        business_day: date,
        label: str,
        held_by: str,
        device: str,
        lines: int,
        total: Decimal,
        *,
        shift: ShiftId | None = None,
        member: MemberId | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "post_no", post_no)
        put(self, "effective_at", effective_at)
        put(self, "business_day", business_day)
        put(self, "label", label)
        put(self, "held_by", held_by)
        put(self, "device", device)
        put(self, "shift", shift)
        put(self, "member", member)
        put(self, "lines", lines)
        put(self, "total", total)



@final
class Hours(Record):
    """Hours of the week at which a promotion or a price list holds, by the shop's clock."""

    __slots__ = ("weekdays", "from_minute", "until_minute")

    weekdays: Sequence[int]
    """1 for Monday to 7 for Sunday; empty for every day."""
    from_minute: int
    """The first minute of the day, 0 to 1439."""
    until_minute: int
    """The minute when it is over, 1 to 1440. If it is not after ``from_minute`` it is one of the next day, and the hours
    after midnight belong to the weekday before.
    """

    def __init__(
        self,
        from_minute: int,
        until_minute: int,
        *,
        weekdays: Sequence[int] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "weekdays", weekdays)
        put(self, "from_minute", from_minute)
        put(self, "until_minute", until_minute)



@final
class Issue(Record):
    """Coupons that a sale issues. Their codes are made when it is posted."""

    __slots__ = ("promotion", "count", "after_days", "valid_days", "lines")

    promotion: PromotionId
    """What they open."""
    count: int
    """How many, at least one."""
    after_days: int
    """The days after the sale on which they begin to hold."""
    valid_days: int
    """For how many days."""
    lines: Sequence[int]
    """The lines of the cart that counted for them."""

    def __init__(
        self,
        promotion: PromotionId,
        count: int,
        after_days: int,
        valid_days: int,
        lines: Sequence[int],
    ) -> None:
        put = object.__setattr__
        put(self, "promotion", promotion)
        put(self, "count", count)
        put(self, "after_days", after_days)
        put(self, "valid_days", valid_days)
        put(self, "lines", lines)



@final
class KitPart(Record):
    """A part of a kit (组合商品): so much of another variant leaves the stock with each stock unit of the kit that is sold. The
    parts of a dish are its recipe.
    """

    __slots__ = ("variant", "quantity", "pack")

    variant: VariantId
    """What leaves; goods, no other kit."""
    quantity: Decimal
    """How much of it, above zero: packs if ``pack`` says which, else stock units."""
    pack: Pack | None
    """The pack that the quantity counts, as it was when the kit was put together."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal,
        *,
        pack: Pack | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "pack", pack)



class Known:
    """By what is known a question about the past is answered. Paper comes late: what was there on a day is one thing as it
    is known now, and another as it was known then. The latter never changes.
    """

    @final
    class After(Record):
        """By what was known after this document."""

        __slots__ = ("value",)

        value: int

        def __init__(
            self,
            value: int,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)

    @final
    class At(Record):
        """By what was known at this time: by all documents that were recorded until then. It is looked for by halves; where
        the device's clock was set back across that time, what is found is one of the places at which it passed it.
        """

        __slots__ = ("value",)

        value: datetime

        def __init__(
            self,
            value: datetime,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)


AnyKnown: TypeAlias = Literal["now"] | Known.After | Known.At
"""One of the kinds of ``Known``.

``"now"``: By all that is known now.
"""


LandedBy: TypeAlias = Literal["value", "quantity"]
"""By what a cost is split over the goods that it belongs to. Each part is rounded, the last one takes the rest.

``value``: By what the goods cost themselves.

``quantity``: By how many stock units they are.
"""


@final
class LandedShare(Record):
    """What belongs to one line of a receipt."""

    __slots__ = ("receipt", "receipt_line", "variant", "value")

    receipt: ReceiptId
    """The receipt."""
    receipt_line: int
    """Its line, from 0."""
    variant: VariantId
    """What came."""
    value: Decimal
    """By how much it cost more."""

    def __init__(
        self,
        receipt: ReceiptId,
        receipt_line: int,
        variant: VariantId,
        value: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "receipt", receipt)
        put(self, "receipt_line", receipt_line)
        put(self, "variant", variant)
        put(self, "value", value)



@final
class Level(Record):
    """A level of members."""

    __slots__ = ("code", "name", "from_")

    code: str
    """What promotions and price lists ask for, such as ``gold``."""
    name: str
    """What the shop calls it."""
    from_: Decimal | int
    """Who spent as much is on it; zero or more."""

    def __init__(
        self,
        code: str,
        name: str,
        from_: Decimal | int,
    ) -> None:
        put = object.__setattr__
        put(self, "code", code)
        put(self, "name", name)
        put(self, "from_", from_)



@final
class LevelRules(Record):
    """Which level a member reaches by what they spend."""

    __slots__ = ("months", "levels")

    months: int
    """What counts is spent in so many calendar months, the current one and those before it: 1 to 60."""
    levels: Sequence[Level]
    """By rising ``from``; at least one, at most 20."""

    def __init__(
        self,
        months: int,
        levels: Sequence[Level],
    ) -> None:
        put = object.__setattr__
        put(self, "months", months)
        put(self, "levels", levels)



@final
class Limit(Record):
    """A bound on what a promotion gives over all sales of the shop, in all or for each member or day (秒杀, 限购, 限用一次).

    Sales are counted from the document on that brought the limit. What a void or a refund brings back may be used again.
    """

    __slots__ = ("most", "counts", "per_member", "per_day")

    most: int
    """At least 1."""
    counts: Counts
    """Of what."""
    per_member: bool
    """Each member has so many. A promotion with such a limit is for members only."""
    per_day: bool
    """Each of the shop's days has so many."""

    def __init__(
        self,
        most: int,
        counts: Counts,
        *,
        per_member: bool = False,
        per_day: bool = False,
    ) -> None:
        put = object.__setattr__
        put(self, "most", most)
        put(self, "counts", counts)
        put(self, "per_member", per_member)
        put(self, "per_day", per_day)



@final
class LineAmendment(Record):
    """How a line really was; what is left out was as it said."""

    __slots__ = ("line", "quantity", "unit_cost", "amount")

    line: int
    """The line, from 0."""
    quantity: Decimal | int | None
    """Stock units that were moved, above zero; of a count: that were found, zero or more."""
    unit_cost: Decimal | int | None
    """What one stock unit that came in cost; zero or more."""
    amount: Decimal | int | None
    """What all that came in cost, or what a supplier gives back for goods that went back, instead; zero or more."""

    def __init__(
        self,
        line: int,
        *,
        quantity: Decimal | int | None = None,
        unit_cost: Decimal | int | None = None,
        amount: Decimal | int | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "line", line)
        put(self, "quantity", quantity)
        put(self, "unit_cost", unit_cost)
        put(self, "amount", amount)



@final
class LineChange(Record):
    """A line that costs something else than when it was put aside, or cannot be sold as it is."""

    __slots__ = ("line", "variant", "was", "is_", "why")

    line: int
    """The line as it was put aside, from 0."""
    variant: VariantId
    """The goods."""
    was: Decimal
    """What it cost, tax included."""
    is_: Decimal | None
    """What it costs; ``None`` if it has no price, or the cart has none."""
    why: Sequence[AnyWhyChanged]
    """Why, all there is. Where the line still has a price, what prices and quantity make of it, less what the discounts
    differ by, and the difference of the tax on top are together what ``is`` is more than ``was``.
    """

    def __init__(
        self,
        line: int,
        variant: VariantId,
        was: Decimal,
        why: Sequence[AnyWhyChanged],
        *,
        is_: Decimal | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "line", line)
        put(self, "variant", variant)
        put(self, "was", was)
        put(self, "is_", is_)
        put(self, "why", why)



@final
class LineDiscount(Record):
    """A discount given by hand, or for a coupon that is no promotion of the shop's."""

    __slots__ = ("kind", "reason", "off")

    kind: DiscountKind
    """Given by hand, or for a coupon."""
    reason: str
    """Why; a discount needs a reason."""
    off: AnyTakeOff
    """How much."""

    def __init__(
        self,
        reason: str,
        off: AnyTakeOff,
        *,
        kind: DiscountKind = "manual",
    ) -> None:
        put = object.__setattr__
        put(self, "kind", kind)
        put(self, "reason", reason)
        put(self, "off", off)



@final
class LinePoints(Record):
    """The points of one line."""

    __slots__ = ("earned", "redeemed")

    earned: int
    """Its share of the points that the sale earned."""
    redeemed: int
    """Its share of the points that were redeemed."""

    def __init__(
        self,
        *,
        earned: int = 0,
        redeemed: int = 0,
    ) -> None:
        put = object.__setattr__
        put(self, "earned", earned)
        put(self, "redeemed", redeemed)



@final
class LineShare(Record):
    """What a promotion takes off one line."""

    __slots__ = ("line", "amount")

    line: int
    """The line of the cart, from 0."""
    amount: Decimal
    """Above zero."""

    def __init__(
        self,
        line: int,
        amount: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "line", line)
        put(self, "amount", amount)



@final
class ListedPrice(Record):
    """The price list that a price of a line came from."""

    __slots__ = ("list", "from_", "pack")

    list: PriceListId
    """The list; its name is the reason of the price."""
    from_: Decimal
    """The quantity that the price holds from; zero for any."""
    pack: PackPrice | None
    """If the price is one of a pack: the line costs exactly so many packs at that price."""

    def __init__(
        self,
        list: PriceListId,
        *,
        from_: Decimal = Decimal(0),
        pack: PackPrice | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "list", list)
        put(self, "from_", from_)
        put(self, "pack", pack)



@final
class LocalTime(Record):
    """A moment on the shop's calendar and clock."""

    __slots__ = ("date", "minute")

    date: _Date
    """The calendar date."""
    minute: int
    """Minutes since midnight, 0 to 1439."""

    def __init__(
        self,
        date: _Date,
        minute: int,
    ) -> None:
        put = object.__setattr__
        put(self, "date", date)
        put(self, "minute", minute)



@final
class Location(Record):
    """A place inside one shop: shelf, back room."""

    __slots__ = ("id", "name")

    id: LocationId
    """Its id."""
    name: str
    """Such as ``Shop floor`` or 货架."""

    def __init__(
        self,
        id: LocationId,
        name: str,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "name", name)



@final
class LockReview(Record):
    """What is to be known before days are locked: see ``Office.before_lock``."""

    __slots__ = ("through", "shortages")

    through: date
    """The last day that would be locked."""
    shortages: Sequence[OpenShortage]
    """What left on these days without being there, and is not covered; by variant, oldest first. Its cost is provisional,
    and stays so in the figures of these days: what covers it later counts from the first open day on.
    """

    def __init__(
        self,
        through: date,
        shortages: Sequence[OpenShortage],
    ) -> None:
        put = object.__setattr__
        put(self, "through", through)
        put(self, "shortages", shortages)



@final
class Member(Record):
    """A customer whom the shop knows."""

    __slots__ = ("id", "code", "name", "level", "birthday", "credit_limit", "credit_days", "merged_into", "erased_by")

    id: MemberId
    """Their id."""
    code: str
    """Card number or phone number: what the till finds them by; unique."""
    name: str
    """What the shop calls them."""
    level: str
    """Their level, such as ``gold``, which promotions and price lists may ask for; empty for none."""
    birthday: Birthday | None
    """Their birthday, if they told it."""
    credit_limit: Decimal | int
    """How much they may owe; zero or more, zero for those who pay at once."""
    credit_days: int | None
    """Days within which they pay what they buy on account; ``None`` for what the shop says."""
    merged_into: MemberId | None
    """The member that this one turned out to be; set by ``Members.merge`` alone."""
    erased_by: DocumentId | None
    """The document that erased code, name and birthday; set by ``Members.erase`` alone."""

    def __init__(
        self,
        id: MemberId,
        code: str,
        name: str,
        *,
        level: str = "",
        birthday: Birthday | None = None,
        credit_limit: Decimal | int = Decimal(0),
        credit_days: int | None = None,
        merged_into: MemberId | None = None,
        erased_by: DocumentId | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "code", code)
        put(self, "name", name)
        put(self, "level", level)
        put(self, "birthday", birthday)
        put(self, "credit_limit", credit_limit)
        put(self, "credit_days", credit_days)
        put(self, "merged_into", merged_into)
        put(self, "erased_by", erased_by)



@final
class MemberAccount(Record):
    """What a member has with the shop, and the shop with them."""

    __slots__ = ("stored", "owed", "credit_limit")

    stored: StoredValue
    """What they have stored."""
    owed: Decimal
    """What they owe; below zero for what the shop owes them, after goods came back that were paid."""
    credit_limit: Decimal
    """What they may owe."""

    def __init__(
        self,
        stored: StoredValue,
        owed: Decimal,
        credit_limit: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "stored", stored)
        put(self, "owed", owed)
        put(self, "credit_limit", credit_limit)



@final
class MovedPart(Record):
    """Goods that left the stock with a kit, or came back with one."""

    __slots__ = ("variant", "quantity", "picks", "short")

    variant: VariantId
    """What moved."""
    quantity: Decimal
    """How many stock units."""
    picks: Sequence[Pick]
    """The batches they were taken from, or go back into; empty for goods that are not tracked by batch."""
    short: Decimal
    """How much of it was not there when it was posted, where more may be sold than is there."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal,
        *,
        picks: Sequence[Pick] = (),
        short: Decimal = Decimal(0),
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "picks", picks)
        put(self, "short", short)



@final
class Multiplied(Record):
    """Lines whose points a promotion multiplies."""

    __slots__ = ("factor", "lines")

    factor: Decimal
    """By so many."""
    lines: Sequence[int]
    """Lines of the cart, from 0."""

    def __init__(
        self,
        factor: Decimal,
        lines: Sequence[int],
    ) -> None:
        put = object.__setattr__
        put(self, "factor", factor)
        put(self, "lines", lines)



@final
class NearMiss(Record):
    """What a promotion would give for more goods."""

    __slots__ = ("promotion", "name", "missing_amount", "missing_quantity", "gain")

    promotion: PromotionId
    """The promotion."""
    name: str
    """Its name."""
    missing_amount: Decimal | None
    """The amount that is missing, of the goods that count, after the discounts before."""
    missing_quantity: Decimal | None
    """The quantity that is missing, of the goods that count."""
    gain: AnyGain
    """What it would give then."""

    def __init__(
        self,
        promotion: PromotionId,
        name: str,
        gain: AnyGain,
        *,
        missing_amount: Decimal | None = None,
        missing_quantity: Decimal | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "promotion", promotion)
        put(self, "name", name)
        put(self, "missing_amount", missing_amount)
        put(self, "missing_quantity", missing_quantity)
        put(self, "gain", gain)



NegativeStock: TypeAlias = Literal["forbid", "allow"]
"""What happens when more leaves than is there.

``forbid``: It is refused.

``allow``: What is not there leaves at a provisional cost, which is made true when goods come in.
"""


@final
class NewCustomerOrder(Record):
    """What a customer is quoted or orders."""

    __slots__ = ("cart", "label", "wanted_on", "valid_until")

    cart: Cart
    """The goods."""
    label: str
    """Whom it is for; may be empty."""
    wanted_on: date | None
    """When it is wanted."""
    valid_until: date | None
    """The last day on which the prices hold, as long as nothing is paid; ``None`` for ever."""

    def __init__(
        self,
        cart: Cart,
        *,
        label: str = "",
        wanted_on: date | None = None,
        valid_until: date | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "cart", cart)
        put(self, "label", label)
        put(self, "wanted_on", wanted_on)
        put(self, "valid_until", valid_until)



@final
class NewPart(Record):
    """So much of other goods in each stock unit of a kit."""

    __slots__ = ("variant", "quantity", "pack")

    variant: VariantId
    """The goods; no other kit."""
    quantity: Decimal | int
    """How much of them, above zero: stock units, or packs if ``pack`` names one."""
    pack: str | None
    """The pack; ``None`` for the stock unit."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal | int,
        *,
        pack: str | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "pack", pack)



@final
class NewPriceStep(Record):
    """A price from a quantity on."""

    __slots__ = ("pack", "from_", "price")

    pack: str | None
    """The pack that it is a price of; ``None`` for the stock unit."""
    from_: Decimal | int
    """From so many packs or stock units in the cart on; zero or more."""
    price: Decimal | int
    """Of one pack or stock unit, above zero."""

    def __init__(
        self,
        price: Decimal | int,
        *,
        pack: str | None = None,
        from_: Decimal | int = Decimal(0),
    ) -> None:
        put = object.__setattr__
        put(self, "pack", pack)
        put(self, "from_", from_)
        put(self, "price", price)



@final
class NewProduct(Record):
    """A product to be added."""

    __slots__ = ("id", "name", "brand", "options", "category", "unit", "packs", "tax_code", "shelf_life_days", "costing", "negative_stock", "price", "parts", "variants")

    id: ProductId
    """Its id."""
    name: str
    """What a customer calls it."""
    brand: str
    """Its brand; may be empty."""
    options: Sequence[ProductOption]
    """What its variants differ by."""
    category: CategoryId | None
    """Its category."""
    unit: str
    """The stock unit."""
    packs: Sequence[Pack]
    """Other units."""
    tax_code: str
    """Code of the tax on its sale; empty for none."""
    shelf_life_days: int | None
    """Days from production to the last good day; goods with a shelf life are tracked by batch."""
    costing: CostingMethod | None
    """How it is costed, if not as its category or the shop."""
    negative_stock: NegativeStock | None
    """Whether more of it may leave than is there, if not as the shop says."""
    price: Decimal | int
    """List price of those variants that have none of their own."""
    parts: Sequence[NewPart]
    """What leaves the stock when one of it is sold, for those of its variants that say nothing else: it is a kit."""
    variants: Sequence[NewVariant]
    """Its variants; if none is listed, all combinations of its options."""

    def __init__(
        self,
        name: str,
        *,
        id: ProductId | None = None,
        brand: str = "",
        options: Sequence[ProductOption] = (),
        category: CategoryId | None = None,
        unit: str = "each",
        packs: Sequence[Pack] = (),
        tax_code: str = "",
        shelf_life_days: int | None = None,
        costing: CostingMethod | None = None,
        negative_stock: NegativeStock | None = None,
        price: Decimal | int = Decimal(0),
        parts: Sequence[NewPart] = (),
        variants: Sequence[NewVariant] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "id", ProductId(new_id()) if id is None else id)
        put(self, "name", name)
        put(self, "brand", brand)
        put(self, "options", options)
        put(self, "category", category)
        put(self, "unit", unit)
        put(self, "packs", packs)
        put(self, "tax_code", tax_code)
        put(self, "shelf_life_days", shelf_life_days)
        put(self, "costing", costing)
        put(self, "negative_stock", negative_stock)
        put(self, "price", price)
        put(self, "parts", parts)
        put(self, "variants", variants)



@final
class NewSale(Record):
    """A sale to be posted with others in one transaction."""

    __slots__ = ("id", "cart", "tenders")

    id: SaleId
    """Its id."""
    cart: Cart
    """The goods."""
    tenders: Sequence[Tender]
    """How they are paid."""

    def __init__(
        self,
        id: SaleId,
        cart: Cart,
        tenders: Sequence[Tender],
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "cart", cart)
        put(self, "tenders", tenders)



@final
class NewSupply(Record):
    """Which supplier sells which variant."""

    __slots__ = ("supplier", "variant", "pack_size", "last_cost", "preferred")

    supplier: SupplierId
    """Who."""
    variant: VariantId
    """What."""
    pack_size: Decimal | int
    """Stock units in one pack, above zero: orders are whole packs."""
    last_cost: Decimal | int | None
    """What one stock unit costs there, if it is known."""
    preferred: bool
    """True for the supplier that the next order goes to."""

    def __init__(
        self,
        supplier: SupplierId,
        variant: VariantId,
        pack_size: Decimal | int,
        *,
        last_cost: Decimal | int | None = None,
        preferred: bool = False,
    ) -> None:
        put = object.__setattr__
        put(self, "supplier", supplier)
        put(self, "variant", variant)
        put(self, "pack_size", pack_size)
        put(self, "last_cost", last_cost)
        put(self, "preferred", preferred)



@final
class NewVariant(Record):
    """A variant to be added."""

    __slots__ = ("id", "choices", "sku", "barcodes", "pack_barcodes", "in_store_barcode", "price", "member_price", "lowest_price", "assumed_cost", "negative_stock", "reorder_point", "parts")

    id: VariantId | None
    """Its id; ``None`` for one that follows from the product's id and the choices."""
    choices: Sequence[str]
    """The values of the product's options."""
    sku: str | None
    """Its SKU; ``None`` for the next one by the code rule."""
    barcodes: Sequence[str]
    """Barcodes of the stock unit."""
    pack_barcodes: Sequence[tuple[str, str]]
    """Barcodes of packs: code and name of the pack."""
    in_store_barcode: bool
    """True to give it the next in-store barcode by the code rule."""
    price: Decimal | int | None
    """Its list price, if not the product's."""
    member_price: Decimal | int | None
    """What members pay."""
    lowest_price: Decimal | int | None
    """The lowest-price guard."""
    assumed_cost: Decimal | int | None
    """What a stock unit is taken to cost when it is sold before any was received, where that is allowed."""
    negative_stock: NegativeStock | None
    """Whether more of it may leave than is there, if not as its product or the shop says."""
    reorder_point: Decimal | int | None
    """Its reorder point."""
    parts: Sequence[NewPart]
    """What leaves the stock when one of it is sold; if none is listed, what its product says."""

    def __init__(
        self,
        choices: Sequence[str] = (),
        *,
        id: VariantId | None = None,
        sku: str | None = None,
        barcodes: Sequence[str] = (),
        pack_barcodes: Sequence[tuple[str, str]] = (),
        in_store_barcode: bool = False,
        price: Decimal | int | None = None,
        member_price: Decimal | int | None = None,
        lowest_price: Decimal | int | None = None,
        assumed_cost: Decimal | int | None = None,
        negative_stock: NegativeStock | None = None,
        reorder_point: Decimal | int | None = None,
        parts: Sequence[NewPart] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "choices", choices)
        put(self, "sku", sku)
        put(self, "barcodes", barcodes)
        put(self, "pack_barcodes", pack_barcodes)
        put(self, "in_store_barcode", in_store_barcode)
        put(self, "price", price)
        put(self, "member_price", member_price)
        put(self, "lowest_price", lowest_price)
        put(self, "assumed_cost", assumed_cost)
        put(self, "negative_stock", negative_stock)
        put(self, "reorder_point", reorder_point)
        put(self, "parts", parts)



@final
class NextLevel(Record):
    """What is missing to a level."""

    __slots__ = ("code", "name", "missing")

    code: str
    """The level."""
    name: str
    """What the shop calls it."""
    missing: Decimal
    """So much more spent this month reaches it."""

    def __init__(
        self,
        code: str,
        name: str,
        missing: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "code", code)
        put(self, "name", name)
        put(self, "missing", missing)



@final
class NextPrice(Record):
    """A lower price that is nearly reached (再买2件，每件9.00)."""

    __slots__ = ("list", "name", "missing", "price")

    list: PriceListId
    """The list that has it."""
    name: str
    """Its name."""
    missing: Decimal
    """How many more of the goods are missing: stock units, or packs on a line that is bought in packs."""
    price: Decimal
    """What one of them costs then."""

    def __init__(
        self,
        list: PriceListId,
        name: str,
        missing: Decimal,
        price: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "list", list)
        put(self, "name", name)
        put(self, "missing", missing)
        put(self, "price", price)



class Off:
    """What is taken off."""

    @final
    class Amount(Record):
        """An amount above zero, at most what the goods cost."""

        __slots__ = ("value",)

        value: Decimal | int

        def __init__(
            self,
            value: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)

    @final
    class Percent(Record):
        """A share above 0, at most 1."""

        __slots__ = ("value",)

        value: Decimal | int

        def __init__(
            self,
            value: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)


AnyOff: TypeAlias = Off.Amount | Off.Percent
"""One of the kinds of ``Off``."""


@final
class OpenShortage(Record):
    """Goods that left without being there, and that nothing covered yet."""

    __slots__ = ("variant", "location", "document", "number", "effective_at", "quantity", "provisional")

    variant: VariantId
    """The goods."""
    location: LocationId | None
    """Where, in a shop in which each location has a cost pool of its own."""
    document: DocumentId
    """The document that took them."""
    number: str
    """Its number."""
    effective_at: datetime
    """When."""
    quantity: Decimal
    """How much is not covered."""
    provisional: Decimal
    """What that is taken to cost until goods come in."""

    def __init__(
        self,
        variant: VariantId,
        document: DocumentId,
        number: str,
        effective_at: datetime,
        quantity: Decimal,
        provisional: Decimal,
        *,
        location: LocationId | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "location", location)
        put(self, "document", document)
        put(self, "number", number)
        put(self, "effective_at", effective_at)
        put(self, "quantity", quantity)
        put(self, "provisional", provisional)



@final
class OpeningStockLine(Record):
    """Goods that are there when the shop opens."""

    __slots__ = ("variant", "quantity", "unit_cost", "batch", "produced_on", "expires_on")

    variant: VariantId
    """What is there."""
    quantity: Decimal | int
    """Stock units, above zero."""
    unit_cost: Decimal | int
    """What one cost; zero or more."""
    batch: str | None
    """Batch number; needed for goods with a shelf life."""
    produced_on: date | None
    """When the batch was made."""
    expires_on: date | None
    """Its last good day."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal | int,
        unit_cost: Decimal | int,
        *,
        batch: str | None = None,
        produced_on: date | None = None,
        expires_on: date | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "unit_cost", unit_cost)
        put(self, "batch", batch)
        put(self, "produced_on", produced_on)
        put(self, "expires_on", expires_on)



@final
class OrderLine(Record):
    """A line of an order."""

    __slots__ = ("variant", "quantity", "unit_cost")

    variant: VariantId
    """What is ordered."""
    quantity: Decimal | int
    """Stock units, above zero."""
    unit_cost: Decimal | int
    """The agreed cost of one; zero or more."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal | int,
        unit_cost: Decimal | int,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "unit_cost", unit_cost)



@final
class OrderedPart(Record):
    """Goods of an order that are sold."""

    __slots__ = ("line", "quantity")

    line: int
    """The line of the order, from 0."""
    quantity: Decimal | int
    """Stock units, above zero."""

    def __init__(
        self,
        line: int,
        quantity: Decimal | int,
    ) -> None:
        put = object.__setattr__
        put(self, "line", line)
        put(self, "quantity", quantity)



@final
class OtherMoney(Record):
    """Money that came and went and is no sale: what was paid in to be spent later, what was bought earlier. Documents that
    never were are left out.
    """

    __slots__ = ("topped_up", "bonus_given", "cashed_out", "bonus_forfeited", "settled", "paid_to_suppliers", "deposits_taken", "deposits_returned", "deposits_kept")

    topped_up: Decimal
    """What members paid in."""
    bonus_given: Decimal
    """What the shop gave on top; no money."""
    cashed_out: Decimal
    """What was paid out of stored value."""
    bonus_forfeited: Decimal
    """What of the bonus was forfeited then; no money."""
    settled: Decimal
    """What members paid of what they owed."""
    paid_to_suppliers: Decimal
    """What suppliers were paid."""
    deposits_taken: Decimal
    """What customers paid for orders before they got the goods."""
    deposits_returned: Decimal
    """What of it they got back because an order was cancelled."""
    deposits_kept: Decimal
    """What of it the shop kept then; no money."""

    def __init__(
        self,
        topped_up: Decimal,
        bonus_given: Decimal,
        cashed_out: Decimal,
        bonus_forfeited: Decimal,
        settled: Decimal,
        paid_to_suppliers: Decimal,
        *,
        deposits_taken: Decimal = Decimal(0),
        deposits_returned: Decimal = Decimal(0),
        deposits_kept: Decimal = Decimal(0),
    ) -> None:
        put = object.__setattr__
        put(self, "topped_up", topped_up)
        put(self, "bonus_given", bonus_given)
        put(self, "cashed_out", cashed_out)
        put(self, "bonus_forfeited", bonus_forfeited)
        put(self, "settled", settled)
        put(self, "paid_to_suppliers", paid_to_suppliers)
        put(self, "deposits_taken", deposits_taken)
        put(self, "deposits_returned", deposits_returned)
        put(self, "deposits_kept", deposits_kept)



@final
class Pack(Record):
    """A pack that a product is bought or sold in, as an exact fraction of its stock unit: a case of 24 is 24/1,
    a glass out of a bottle of six glasses is 1/6.
    """

    __slots__ = ("name", "units", "packs")

    name: str
    """Such as ``case`` or 箱."""
    units: int
    """So many units ..."""
    packs: int
    """... are in so many packs."""

    def __init__(
        self,
        name: str,
        units: int,
        packs: int,
    ) -> None:
        put = object.__setattr__
        put(self, "name", name)
        put(self, "units", units)
        put(self, "packs", packs)



@final
class PackPrice(Record):
    """Packs of a line and what one of them costs."""

    __slots__ = ("pack", "packs", "price")

    pack: str
    """The name of the pack."""
    packs: Decimal
    """How many."""
    price: Decimal
    """Price of one."""

    def __init__(
        self,
        pack: str,
        packs: Decimal,
        price: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "pack", pack)
        put(self, "packs", packs)
        put(self, "price", price)



@final
class PaymentRules(Record):
    """How a shop takes payments: part of its ``Settings``."""

    __slots__ = ("spend", "top_up_bonuses", "credit_days", "round_off", "smallest_coin")

    spend: SpendOrder
    """Which part of stored value is spent first."""
    top_up_bonuses: Sequence[TopUpBonus]
    """What is given on top of what is paid in: the highest step that is reached, once."""
    credit_days: int
    """Days within which members pay what they buy on account, where their record says nothing else."""
    round_off: RoundOff
    """How totals are rounded off, where the cart says nothing else; only in a shop whose prices include tax."""
    smallest_coin: Decimal | int
    """The smallest coin, in minor units, where it is more than one of them: what is paid in cash is rounded to it, half away
    from zero and never to nothing. Zero for a shop that has coins for every amount.
    """

    def __init__(
        self,
        *,
        spend: SpendOrder = "proportion",
        top_up_bonuses: Sequence[TopUpBonus] = (),
        credit_days: int = 30,
        round_off: RoundOff = "nothing",
        smallest_coin: Decimal | int = Decimal(0),
    ) -> None:
        put = object.__setattr__
        put(self, "spend", spend)
        put(self, "top_up_bonuses", top_up_bonuses)
        put(self, "credit_days", credit_days)
        put(self, "round_off", round_off)
        put(self, "smallest_coin", smallest_coin)



Per: TypeAlias = Literal["order", "unit", "every_threshold"]
"""How often something is given.

``order``: Once (立减).

``unit``: For each unit (直降), weighed goods by their quantity; with ``max_uses``, the units that save most.

``every_threshold``: Each time the condition is reached (每满减): the amount in question divided by ``min_amount``, or the
quantity by ``min_quantity`` if there is no ``min_amount``, without the fraction. ``max_uses`` limits the times.
"""


@final
class Pick(Record):
    """A part of a line that lies in one batch."""

    __slots__ = ("batch", "quantity")

    batch: str
    """The batch number; empty for goods without one."""
    quantity: Decimal
    """How much; for a count the difference, negative for goods that are missing."""

    def __init__(
        self,
        batch: str,
        quantity: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "batch", batch)
        put(self, "quantity", quantity)



@final
class PointsLot(Record):
    """Points that lapse together."""

    __slots__ = ("good_until", "points")

    good_until: date | None
    """The last day on which they can be redeemed; ``None`` for ever."""
    points: int
    """How many; below zero for what is taken out of the lot."""

    def __init__(
        self,
        points: int,
        *,
        good_until: date | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "good_until", good_until)
        put(self, "points", points)



@final
class PointsRules(Record):
    """How members earn and redeem points."""

    __slots__ = ("points", "per", "excluded", "valid_months", "redeeming")

    points: int
    """So many points, 1 to 1,000,000,000, ..."""
    per: Decimal | int
    """... for so much paid, tax included; above zero. Promotions may multiply them. The points of a whole sale are rounded
    down, once.
    """
    excluded: Sequence[AnyScope]
    """Goods that earn none."""
    valid_months: int | None
    """Points are good until the end of the month that comes so many months after the one they are earned in: 0 to 120;
    ``None`` for ever.
    """
    redeeming: Redeeming | None
    """What they are worth; ``None`` for a shop that takes none."""

    def __init__(
        self,
        points: int,
        per: Decimal | int,
        *,
        excluded: Sequence[AnyScope] = (),
        valid_months: int | None = None,
        redeeming: Redeeming | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "points", points)
        put(self, "per", per)
        put(self, "excluded", excluded)
        put(self, "valid_months", valid_months)
        put(self, "redeeming", redeeming)



@final
class PriceLine(Record):
    """A line of a receipt with another price."""

    __slots__ = ("receipt_line", "unit_cost")

    receipt_line: int
    """The line of the receipt, from 0."""
    unit_cost: Decimal | int
    """What one stock unit cost; zero or more."""

    def __init__(
        self,
        receipt_line: int,
        unit_cost: Decimal | int,
    ) -> None:
        put = object.__setattr__
        put(self, "receipt_line", receipt_line)
        put(self, "unit_cost", unit_cost)



@final
class PriceList(Record):
    """Other prices than the catalog's, for whom and when they hold. What it says of each variant is kept beside it, in
    ``ListPrices``.
    """

    __slots__ = ("id", "name", "members_only", "member_levels", "overrides", "valid_from", "valid_until", "hours")

    id: PriceListId
    """Its id."""
    name: str
    """What the till slip calls its prices."""
    members_only: bool
    """True if a member must be present."""
    member_levels: Sequence[str]
    """Levels of members that it is for, at most 100; empty for all."""
    overrides: bool
    """True if its prices hold even where they are higher than others: the catalog's, a member's, those of lists that do
    not override (夜间价, 节日价). Otherwise the lowest price counts.
    """
    valid_from: datetime | None
    """Its first moment."""
    valid_until: datetime | None
    """The moment when it is over."""
    hours: Hours | None
    """Its hours of the week, by the shop's clock; ``None`` for all."""

    def __init__(
        self,
        id: PriceListId,
        name: str,
        *,
        members_only: bool = False,
        member_levels: Sequence[str] = (),
        overrides: bool = False,
        valid_from: datetime | None = None,
        valid_until: datetime | None = None,
        hours: Hours | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "name", name)
        put(self, "members_only", members_only)
        put(self, "member_levels", member_levels)
        put(self, "overrides", overrides)
        put(self, "valid_from", valid_from)
        put(self, "valid_until", valid_until)
        put(self, "hours", hours)



@final
class PricedLine(Record):
    """A line after all promotions."""

    __slots__ = ("net", "discounts")

    net: Decimal
    """Its amount less its discounts; zero or more."""
    discounts: Sequence[PromotionShare]
    """What was taken off, in the order of application."""

    def __init__(
        self,
        net: Decimal,
        discounts: Sequence[PromotionShare],
    ) -> None:
        put = object.__setattr__
        put(self, "net", net)
        put(self, "discounts", discounts)



@final
class Product(Record):
    """What is sold by name. Prices, barcodes and stock belong to its variants."""

    __slots__ = ("id", "name", "brand", "options", "category", "unit", "packs", "tax_code", "shelf_life_days", "costing", "negative_stock")

    id: ProductId
    """Its id."""
    name: str
    """What a customer calls it."""
    brand: str
    """The maker's or the house's brand; may be empty."""
    options: Sequence[ProductOption]
    """What its variants differ by; empty for a product with one variant."""
    category: CategoryId | None
    """Where it stands in the category tree."""
    unit: str
    """The unit stock is kept in: the smallest, such as ``each``, ``kg`` or 个."""
    packs: Sequence[Pack]
    """Other units it is bought or sold in."""
    tax_code: str
    """Code of the tax on its sale; empty for none."""
    shelf_life_days: int | None
    """Days from production to the last good day. Goods with a shelf life are tracked by batch."""
    costing: CostingMethod | None
    """How it is costed, if not as its category or the shop."""
    negative_stock: NegativeStock | None
    """Whether more of it may leave than is there, if not as the shop says."""

    def __init__(
        self,
        id: ProductId,
        name: str,
        *,
        brand: str = "",
        options: Sequence[ProductOption] = (),
        category: CategoryId | None = None,
        unit: str = "each",
        packs: Sequence[Pack] = (),
        tax_code: str = "",
        shelf_life_days: int | None = None,
        costing: CostingMethod | None = None,
        negative_stock: NegativeStock | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "name", name)
        put(self, "brand", brand)
        put(self, "options", options)
        put(self, "category", category)
        put(self, "unit", unit)
        put(self, "packs", packs)
        put(self, "tax_code", tax_code)
        put(self, "shelf_life_days", shelf_life_days)
        put(self, "costing", costing)
        put(self, "negative_stock", negative_stock)



@final
class ProductCard(Record):
    """A product with its variants."""

    __slots__ = ("product", "variants")

    product: Product
    """The product."""
    variants: Sequence[Variant]
    """Its variants, in the order of its options."""

    def __init__(
        self,
        product: Product,
        variants: Sequence[Variant],
    ) -> None:
        put = object.__setattr__
        put(self, "product", product)
        put(self, "variants", variants)


    def variant(self, *choices: str) -> VariantId:
        """The variant with these option values; ``KeyError`` if there is none."""
        for variant in self.variants:
            if tuple(variant.choices) == choices:
                return variant.id
        raise KeyError(" ".join(choices))


@final
class ProductOption(Record):
    """One thing that the variants of a product differ by."""

    __slots__ = ("name", "values")

    name: str
    """Such as 颜色 or ``size``."""
    values: Sequence[str]
    """Such as 黑, 白 or ``S``, ``M``, ``L``."""

    def __init__(
        self,
        name: str,
        values: Sequence[str],
    ) -> None:
        put = object.__setattr__
        put(self, "name", name)
        put(self, "values", values)



@final
class Promotion(Record):
    """An offer of the shop."""

    __slots__ = ("id", "name", "priority", "stacking", "requires_coupon", "issued_coupons", "members_only", "member_levels", "birthday", "scope", "near_expiry_days", "condition", "benefit", "max_discount", "max_uses", "limits", "valid_from", "valid_until", "hours")

    id: PromotionId
    """Its id; decides between plans that are equal in everything else."""
    name: str
    """What the till slip calls it."""
    priority: int
    """Smaller ones apply first. Those with the same priority apply in the order that is best for the customer."""
    stacking: Stacking
    """Whether it shares units with other promotions."""
    requires_coupon: str | None
    """The code that must be entered, exactly."""
    issued_coupons: bool
    """Only for who enters the code above, or that of a ``Coupon`` that was issued for it."""
    members_only: bool
    """True if a member must be present."""
    member_levels: Sequence[str]
    """Levels of members that it is for; empty for all."""
    birthday: BirthdayWindow | None
    """Only for members whose birthday is near."""
    scope: AnyScope
    """The goods it may discount."""
    near_expiry_days: int | None
    """Only goods of batches that are good for at most so many days more (临期价): 0 is the last good day. Never expired
    ones, nor goods whose batch is not known.
    """
    condition: Condition
    """What the cart must hold."""
    benefit: AnyBenefit
    """What it takes off."""
    max_discount: Decimal | int | None
    """The most it takes off in one cart, above zero."""
    max_uses: int | None
    """The most uses in one cart, at least one: discounted units, sets, or times that a threshold is reached."""
    limits: Sequence[Limit]
    """What it gives at most over all sales."""
    valid_from: datetime | None
    """Its first moment."""
    valid_until: datetime | None
    """The moment when it is over."""
    hours: Hours | None
    """Its hours of the week; ``None`` for all."""

    def __init__(
        self,
        id: PromotionId,
        name: str,
        benefit: AnyBenefit,
        *,
        priority: int = 0,
        stacking: Stacking = "stackable",
        requires_coupon: str | None = None,
        issued_coupons: bool = False,
        members_only: bool = False,
        member_levels: Sequence[str] = (),
        birthday: BirthdayWindow | None = None,
        scope: AnyScope = "all",
        near_expiry_days: int | None = None,
        condition: Condition = Condition(),
        max_discount: Decimal | int | None = None,
        max_uses: int | None = None,
        limits: Sequence[Limit] = (),
        valid_from: datetime | None = None,
        valid_until: datetime | None = None,
        hours: Hours | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "name", name)
        put(self, "priority", priority)
        put(self, "stacking", stacking)
        put(self, "requires_coupon", requires_coupon)
        put(self, "issued_coupons", issued_coupons)
        put(self, "members_only", members_only)
        put(self, "member_levels", member_levels)
        put(self, "birthday", birthday)
        put(self, "scope", scope)
        put(self, "near_expiry_days", near_expiry_days)
        put(self, "condition", condition)
        put(self, "benefit", benefit)
        put(self, "max_discount", max_discount)
        put(self, "max_uses", max_uses)
        put(self, "limits", limits)
        put(self, "valid_from", valid_from)
        put(self, "valid_until", valid_until)
        put(self, "hours", hours)



@final
class PromotionShare(Record):
    """What one promotion takes off a line."""

    __slots__ = ("promotion", "amount")

    promotion: PromotionId
    """The promotion."""
    amount: Decimal
    """Above zero."""

    def __init__(
        self,
        promotion: PromotionId,
        amount: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "promotion", promotion)
        put(self, "amount", amount)



@final
class PurchaseLine(Record):
    """A line of a purchase order."""

    __slots__ = ("variant", "ordered", "unit_cost", "received", "rejected", "closed")

    variant: VariantId
    """What was ordered."""
    ordered: Decimal
    """How many stock units; no more than came, once it is not ordered any more."""
    unit_cost: Decimal
    """The agreed cost of one."""
    received: Decimal
    """Stock units accepted so far; may exceed what was ordered."""
    rejected: Decimal
    """Stock units refused so far."""
    closed: bool
    """True once a receipt said that the rest will not come."""

    def __init__(
        self,
        variant: VariantId,
        ordered: Decimal,
        unit_cost: Decimal,
        received: Decimal,
        rejected: Decimal,
        *,
        closed: bool = False,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "ordered", ordered)
        put(self, "unit_cost", unit_cost)
        put(self, "received", received)
        put(self, "rejected", rejected)
        put(self, "closed", closed)



@final
class PurchaseOrder(Record):
    """A purchase order as its documents leave it."""

    __slots__ = ("id", "number", "supplier", "ordered_on", "expected_on", "cancelled", "lines")

    id: OrderId
    """Its id."""
    number: str
    """The human number of the document that placed it."""
    supplier: SupplierId
    """Who is to deliver."""
    ordered_on: date
    """When it was placed."""
    expected_on: date | None
    """When it should come."""
    cancelled: bool
    """True once what was open of it was cancelled."""
    lines: Sequence[PurchaseLine]
    """What was ordered, and what came of it. A line keeps its place when the order is amended."""

    def __init__(
        self,
        id: OrderId,
        number: str,
        supplier: SupplierId,
        ordered_on: date,
        lines: Sequence[PurchaseLine],
        *,
        expected_on: date | None = None,
        cancelled: bool = False,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "supplier", supplier)
        put(self, "ordered_on", ordered_on)
        put(self, "expected_on", expected_on)
        put(self, "cancelled", cancelled)
        put(self, "lines", lines)



@final
class PurchaseTotals(Record):
    """Orders, receipts and returns. Each counts on its own day: receipts of a period may belong to orders before it. What is
    amended or voided counts on the day on which it happened; a price that is corrected later, and freight, on the day of the
    document that says so. Together ``value`` and ``landed_costs`` less ``returned_value`` are what the balance of the supplier grew
    by in the period.
    """

    __slots__ = ("orders", "units_ordered", "units_fulfilled", "units_on_order", "units_short", "unit_fill", "receipts", "receipt_lines", "units_received", "value", "landed_costs", "units_rejected", "returns", "units_returned", "returned_value")

    orders: int
    """Orders placed in the period."""
    units_ordered: Decimal
    """Stock units on them, as last amended."""
    units_fulfilled: Decimal
    """Stock units of these orders that came until now; what came beyond an order line is left out."""
    units_on_order: Decimal
    """Stock units of these orders that are still to come."""
    units_short: Decimal
    """Stock units of these orders that were delivered short: they will never come. Those of cancelled orders are in
    none of the three.
    """
    unit_fill: Decimal | None
    """``units_fulfilled / (units_fulfilled + units_short)``: how much of what is settled came."""
    receipts: int
    """Receipts of goods in the period."""
    receipt_lines: int
    """Their lines with accepted goods."""
    units_received: Decimal
    """Stock units accepted."""
    value: Decimal
    """What they cost, without tax and freight."""
    landed_costs: Decimal
    """Freight, duty and the like that this supplier is owed, for whosever goods."""
    units_rejected: Decimal
    """Stock units refused at the door."""
    returns: int
    """Supplier returns in the period."""
    units_returned: Decimal
    """Stock units sent back."""
    returned_value: Decimal
    """What suppliers give back for them; it may differ from the goods' book value."""

    def __init__(
        self,
        orders: int,
        units_ordered: Decimal,
        units_fulfilled: Decimal,
        units_on_order: Decimal,
        units_short: Decimal,
        receipts: int,
        receipt_lines: int,
        units_received: Decimal,
        value: Decimal,
        landed_costs: Decimal,
        units_rejected: Decimal,
        returns: int,
        units_returned: Decimal,
        returned_value: Decimal,
        *,
        unit_fill: Decimal | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "orders", orders)
        put(self, "units_ordered", units_ordered)
        put(self, "units_fulfilled", units_fulfilled)
        put(self, "units_on_order", units_on_order)
        put(self, "units_short", units_short)
        put(self, "unit_fill", unit_fill)
        put(self, "receipts", receipts)
        put(self, "receipt_lines", receipt_lines)
        put(self, "units_received", units_received)
        put(self, "value", value)
        put(self, "landed_costs", landed_costs)
        put(self, "units_rejected", units_rejected)
        put(self, "returns", returns)
        put(self, "units_returned", units_returned)
        put(self, "returned_value", returned_value)



@final
class Purchases(Record):
    """What was bought, in all and from each supplier."""

    __slots__ = ("total", "suppliers")

    total: PurchaseTotals
    """From all suppliers."""
    suppliers: Sequence[SupplierPurchases]
    """From each supplier with an order, receipt, return or other bill in the period, by code."""

    def __init__(
        self,
        total: PurchaseTotals,
        suppliers: Sequence[SupplierPurchases],
    ) -> None:
        put = object.__setattr__
        put(self, "total", total)
        put(self, "suppliers", suppliers)



@final
class Quote(Record):
    """What a cart costs and why."""

    __slots__ = ("lines", "prices_include_tax", "gross", "discount", "tax", "total", "promotions", "unused_coupons", "points")

    lines: Sequence[QuotedLine]
    """The lines, in the cart's order."""
    prices_include_tax: bool
    """True if unit prices, discounts and nets include tax."""
    gross: Decimal
    """Sum of what the lines cost before anything is taken off."""
    discount: Decimal
    """Sum of all that was taken off."""
    tax: Decimal
    """Sum of the taxes."""
    total: Decimal
    """What the customer has to pay, tax included."""
    promotions: Evaluation | None
    """Which promotions applied and which not, and why; ``None`` for a shop without promotions."""
    unused_coupons: Sequence[UnusedCoupon]
    """Coupon codes that were entered and give nothing, and why. One that held before and does not any more stops the sale."""
    points: QuotedPoints | None
    """What the sale does to the points of its member; ``None`` without a member, and in a shop without points."""

    def __init__(
        self,
        lines: Sequence[QuotedLine],
        gross: Decimal,
        discount: Decimal,
        tax: Decimal,
        total: Decimal,
        *,
        prices_include_tax: bool = False,
        promotions: Evaluation | None = None,
        unused_coupons: Sequence[UnusedCoupon] = (),
        points: QuotedPoints | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "lines", lines)
        put(self, "prices_include_tax", prices_include_tax)
        put(self, "gross", gross)
        put(self, "discount", discount)
        put(self, "tax", tax)
        put(self, "total", total)
        put(self, "promotions", promotions)
        put(self, "unused_coupons", unused_coupons)
        put(self, "points", points)



@final
class QuotedLine(Record):
    """What one line costs."""

    __slots__ = ("variant", "quantity", "unit_price", "price_reason", "listed", "next_price", "list_price", "gross", "discounts", "net", "tax", "tax_code", "points")

    variant: VariantId
    """What is bought."""
    quantity: Decimal
    """How many stock units."""
    unit_price: Decimal
    """Price of one; of goods with a price of a pack rounded to six decimals."""
    price_reason: str
    """Why the price is not the catalog's: what was said by hand, or the name of the price list; empty if it is."""
    listed: ListedPrice | None
    """Where the price came from, if a price list has it."""
    next_price: NextPrice | None
    """The lower price of a price list that is nearest."""
    list_price: Decimal | None
    """What one would cost otherwise, where another price was asked for by hand."""
    gross: Decimal
    """Quantity times unit price, or packs times the price of a pack, rounded once."""
    discounts: Sequence[Discount]
    """What was taken off, in this order."""
    net: Decimal
    """What is left, in the price basis."""
    tax: Decimal
    """The tax on it: part of ``net`` where prices include tax, on top of it where not."""
    tax_code: str
    """The tax code; empty for none."""
    points: LinePoints
    """Points that it earns, and that were redeemed for it."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal,
        unit_price: Decimal,
        price_reason: str,
        gross: Decimal,
        discounts: Sequence[Discount],
        net: Decimal,
        tax: Decimal,
        tax_code: str,
        *,
        listed: ListedPrice | None = None,
        next_price: NextPrice | None = None,
        list_price: Decimal | None = None,
        points: LinePoints | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "unit_price", unit_price)
        put(self, "price_reason", price_reason)
        put(self, "listed", listed)
        put(self, "next_price", next_price)
        put(self, "list_price", list_price)
        put(self, "gross", gross)
        put(self, "discounts", discounts)
        put(self, "net", net)
        put(self, "tax", tax)
        put(self, "tax_code", tax_code)
        put(self, "points", LinePoints() if points is None else points)



@final
class QuotedPoints(Record):
    """What a sale does to the points of its member."""

    __slots__ = ("available", "most", "redeemed", "worth", "earned")

    available: int
    """What the member may redeem before the sale."""
    most: int
    """The most that this sale takes of them."""
    redeemed: int
    """What the member redeems in it."""
    worth: Decimal
    """What that takes off; each line has its share as a discount."""
    earned: int
    """What the sale earns."""

    def __init__(
        self,
        available: int,
        most: int,
        redeemed: int,
        worth: Decimal,
        earned: int,
    ) -> None:
        put = object.__setattr__
        put(self, "available", available)
        put(self, "most", most)
        put(self, "redeemed", redeemed)
        put(self, "worth", worth)
        put(self, "earned", earned)



class Reason:
    """Why a promotion does nothing."""

    @final
    class UsedUp(Record):
        """One of its limits over all sales is reached."""

        __slots__ = ("limit",)

        limit: Limit
        """That one."""

        def __init__(
            self,
            limit: Limit,
        ) -> None:
            put = object.__setattr__
            put(self, "limit", limit)

    @final
    class ConditionNotMet(Record):
        """When its turn came the cart did not reach its condition."""

        __slots__ = ("missing_quantity", "missing_amount")

        missing_quantity: Decimal | None
        """What is missing to the least quantity."""
        missing_amount: Decimal | None
        """What is missing to the least amount."""

        def __init__(
            self,
            *,
            missing_quantity: Decimal | None = None,
            missing_amount: Decimal | None = None,
        ) -> None:
            put = object.__setattr__
            put(self, "missing_quantity", missing_quantity)
            put(self, "missing_amount", missing_amount)


AnyReason: TypeAlias = Literal["not_now", "declined", "members_only", "other_level", "no_birthday", "coupon_not_entered", "nothing_in_scope", "goods_taken", "no_effect", "not_in_best_plan"] | Reason.UsedUp | Reason.ConditionNotMet
"""One of the kinds of ``Reason``.

``"not_now"``: Its time has not come, or is over.

``"declined"``: The customer does not want it.

``"members_only"``: There is no member.

``"other_level"``: It is for members of another level.

``"no_birthday"``: The member's birthday is not near, or not known.

``"coupon_not_entered"``: Its coupon was not entered.

``"nothing_in_scope"``: The cart holds nothing that it is about.

``"goods_taken"``: Exclusive promotions have closed its goods, or multi-buys have used them for a multi-buy; or it is exclusive
itself, and all its goods are discounted.

``"no_effect"``: It would take nothing off, or has not the goods for a set.

``"not_in_best_plan"``: It could apply, but the customer pays less without it.
"""


@final
class Receipt(Record):
    """A receipt that was posted."""

    __slots__ = ("id", "number", "post_no", "effective_at", "business_day", "supplier", "order", "lines", "value")

    id: ReceiptId
    """Its id."""
    number: str
    """The number that is printed: ``S-T1-000123``."""
    post_no: int
    """Its place in the shop's order of posting."""
    effective_at: datetime
    """When it happened."""
    business_day: date
    """The shop's day it belongs to."""
    supplier: SupplierId
    """Who delivered."""
    order: OrderId | None
    """The order that was delivered."""
    lines: Sequence[ReceivedLine]
    """What came."""
    value: Decimal
    """What the accepted goods are worth."""

    def __init__(
        self,
        id: ReceiptId,
        number: str,
        post_no: int,
        effective_at: datetime,
        business_day: date,
        supplier: SupplierId,
        lines: Sequence[ReceivedLine],
        value: Decimal,
        *,
        order: OrderId | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "post_no", post_no)
        put(self, "effective_at", effective_at)
        put(self, "business_day", business_day)
        put(self, "supplier", supplier)
        put(self, "order", order)
        put(self, "lines", lines)
        put(self, "value", value)



@final
class ReceiptLine(Record):
    """Goods that came (验收)."""

    __slots__ = ("order_line", "variant", "quantity", "rejected", "short", "unit_cost", "amount", "batch", "produced_on", "expires_on")

    order_line: int | None
    """The line of the order it fulfils, from 0; ``None`` for goods that were not ordered."""
    variant: VariantId | None
    """What came; may be left out where an order line says it."""
    quantity: Decimal | int
    """Stock units accepted; zero or more. More than was ordered is accepted as well."""
    rejected: Decimal | int
    """Stock units refused at the door; zero or more."""
    short: bool
    """True if what is missing of the order line will not come: it was delivered short."""
    unit_cost: Decimal | int | None
    """Cost of one stock unit, if not as ordered."""
    amount: Decimal | int | None
    """What all of them cost, where the invoice says that: 10.00 for three. Goes before the cost of one."""
    batch: str | None
    """Batch number; needed for goods with a shelf life."""
    produced_on: date | None
    """When the batch was made."""
    expires_on: date | None
    """Its last good day; if left out, production date plus shelf life."""

    def __init__(
        self,
        quantity: Decimal | int,
        *,
        order_line: int | None = None,
        variant: VariantId | None = None,
        rejected: Decimal | int = Decimal(0),
        short: bool = False,
        unit_cost: Decimal | int | None = None,
        amount: Decimal | int | None = None,
        batch: str | None = None,
        produced_on: date | None = None,
        expires_on: date | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "order_line", order_line)
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "rejected", rejected)
        put(self, "short", short)
        put(self, "unit_cost", unit_cost)
        put(self, "amount", amount)
        put(self, "batch", batch)
        put(self, "produced_on", produced_on)
        put(self, "expires_on", expires_on)



@final
class ReceivedLine(Record):
    """A line of a receipt."""

    __slots__ = ("order_line", "variant", "quantity", "rejected", "closes", "unit_cost", "value", "by_amount", "batch", "produced_on", "expires_on")

    order_line: int | None
    """The line of the order it fulfils, from 0."""
    variant: VariantId
    """What came."""
    quantity: Decimal
    """Stock units accepted."""
    rejected: Decimal
    """Stock units refused at the door; they are not owed for and not in stock."""
    closes: bool
    """True if what is missing of the order line will not come."""
    unit_cost: Decimal
    """Cost of one stock unit."""
    value: Decimal
    """What the accepted goods are worth: quantity times unit cost, rounded once."""
    by_amount: bool
    """True if what all of them cost was said, not what one did: the unit cost is for people to read."""
    batch: str
    """Batch number; empty for goods that are not tracked by batch."""
    produced_on: date | None
    """When the batch was made."""
    expires_on: date | None
    """Its last good day."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal,
        unit_cost: Decimal,
        value: Decimal,
        *,
        order_line: int | None = None,
        rejected: Decimal = Decimal(0),
        closes: bool = False,
        by_amount: bool = False,
        batch: str = "",
        produced_on: date | None = None,
        expires_on: date | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "order_line", order_line)
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "rejected", rejected)
        put(self, "closes", closes)
        put(self, "unit_cost", unit_cost)
        put(self, "value", value)
        put(self, "by_amount", by_amount)
        put(self, "batch", batch)
        put(self, "produced_on", produced_on)
        put(self, "expires_on", expires_on)



@final
class Recost(Record):
    """What goods would have cost by another method, beside what they cost."""

    __slots__ = ("method", "cost_of_sales", "stock_value", "days", "variants")

    method: CostingMethod
    """The other method."""
    cost_of_sales: Recosted
    """What was sold in the period cost, less what came back."""
    stock_value: Recosted
    """What was on hand when the period ended was worth at cost."""
    days: Sequence[RecostedDay]
    """The costs of sales by day, the earliest first; without days that have none."""
    variants: Sequence[RecostedVariant]
    """By variant, in the order in which they were added; without those that never moved until the period ended."""

    def __init__(
        self,
        method: CostingMethod,
        cost_of_sales: Recosted,
        stock_value: Recosted,
        days: Sequence[RecostedDay],
        variants: Sequence[RecostedVariant],
    ) -> None:
        put = object.__setattr__
        put(self, "method", method)
        put(self, "cost_of_sales", cost_of_sales)
        put(self, "stock_value", stock_value)
        put(self, "days", days)
        put(self, "variants", variants)



@final
class Recosted(Record):
    """What is, and what would be."""

    __slots__ = ("is_", "would_be")

    is_: Decimal
    """By the ledger."""
    would_be: Decimal
    """By the other method."""

    def __init__(
        self,
        is_: Decimal,
        would_be: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "is_", is_)
        put(self, "would_be", would_be)



@final
class RecostedDay(Record):
    """What was sold on a day."""

    __slots__ = ("day", "cost_of_sales")

    day: date
    """The day."""
    cost_of_sales: Recosted
    """What it cost, less what came back."""

    def __init__(
        self,
        day: date,
        cost_of_sales: Recosted,
    ) -> None:
        put = object.__setattr__
        put(self, "day", day)
        put(self, "cost_of_sales", cost_of_sales)



@final
class RecostedVariant(Record):
    """The goods of a variant."""

    __slots__ = ("variant", "sku", "name", "cost_of_sales", "quantity", "stock_value")

    variant: VariantId
    """The variant."""
    sku: str
    """Its SKU."""
    name: str
    """Its name."""
    cost_of_sales: Recosted
    """What was sold of it in the period cost, less what came back."""
    quantity: Decimal
    """On hand when the period ended."""
    stock_value: Recosted
    """What that was worth at cost."""

    def __init__(
        self,
        variant: VariantId,
        sku: str,
        name: str,
        cost_of_sales: Recosted,
        quantity: Decimal,
        stock_value: Recosted,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "sku", sku)
        put(self, "name", name)
        put(self, "cost_of_sales", cost_of_sales)
        put(self, "quantity", quantity)
        put(self, "stock_value", stock_value)



@final
class Redeeming(Record):
    """What points are worth at the till."""

    __slots__ = ("points", "worth", "in_steps_of", "most")

    points: int
    """So many points, 1 to 1,000,000,000, ..."""
    worth: Decimal | int
    """... take off so much, in the price basis; above zero."""
    in_steps_of: int
    """Points are redeemed in multiples of so many, which must be worth whole minor units."""
    most: Decimal | int
    """The most that they take off of what a sale costs otherwise: above 0, at most 1."""

    def __init__(
        self,
        points: int,
        worth: Decimal | int,
        in_steps_of: int,
        most: Decimal | int,
    ) -> None:
        put = object.__setattr__
        put(self, "points", points)
        put(self, "worth", worth)
        put(self, "in_steps_of", in_steps_of)
        put(self, "most", most)



@final
class Refund(Record):
    """A refund that was posted."""

    __slots__ = ("id", "number", "post_no", "effective_at", "business_day", "sale", "lines", "total", "tenders", "withdrawn", "points", "exchange")

    id: RefundId
    """Its id."""
    number: str
    """The number that is printed: ``S-T1-000123``."""
    post_no: int
    """Its place in the shop's order of posting."""
    effective_at: datetime
    """When it happened."""
    business_day: date
    """The shop's day it belongs to."""
    sale: SaleId
    """The sale."""
    lines: Sequence[RefundedLine]
    """What came back."""
    total: Decimal
    """What the customer got, tax included."""
    tenders: Sequence[tuple[TenderMethod, Decimal]]
    """How."""
    withdrawn: Sequence[str]
    """Codes of the sale's coupons that hold no longer."""
    points: SalePoints | None
    """Points that were taken back because the sale had earned them, and given back because it had taken them."""
    exchange: SaleId | None
    """The sale that it pays for, in an exchange."""

    def __init__(
        self,
        id: RefundId,
        number: str,
        post_no: int,
        effective_at: datetime,
        business_day: date,
        sale: SaleId,
        lines: Sequence[RefundedLine],
        total: Decimal,
        tenders: Sequence[tuple[TenderMethod, Decimal]],
        *,
        withdrawn: Sequence[str] = (),
        points: SalePoints | None = None,
        exchange: SaleId | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "post_no", post_no)
        put(self, "effective_at", effective_at)
        put(self, "business_day", business_day)
        put(self, "sale", sale)
        put(self, "lines", lines)
        put(self, "total", total)
        put(self, "tenders", tenders)
        put(self, "withdrawn", withdrawn)
        put(self, "points", points)
        put(self, "exchange", exchange)



@final
class RefundLine(Record):
    """Goods of a sale line that come back."""

    __slots__ = ("sale_line", "quantity")

    sale_line: int
    """The line of the sale, from 0."""
    quantity: Decimal | int
    """Stock units, above zero."""

    def __init__(
        self,
        sale_line: int,
        quantity: Decimal | int,
    ) -> None:
        put = object.__setattr__
        put(self, "sale_line", sale_line)
        put(self, "quantity", quantity)



@final
class RefundQuote(Record):
    """What a refund would come to."""

    __slots__ = ("lines", "total", "tenders", "withdrawn", "points")

    lines: Sequence[RefundedLine]
    """What would come back."""
    total: Decimal
    """What the customer would get, tax included."""
    tenders: Sequence[tuple[TenderMethod, Decimal]]
    """How. Cash is rounded to coins."""
    withdrawn: Sequence[str]
    """Codes of the sale's coupons that would hold no longer."""
    points: SalePoints | None
    """Points that would be taken back because the sale had earned them, and given back because it had taken them."""

    def __init__(
        self,
        lines: Sequence[RefundedLine],
        total: Decimal,
        tenders: Sequence[tuple[TenderMethod, Decimal]],
        *,
        withdrawn: Sequence[str] = (),
        points: SalePoints | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "lines", lines)
        put(self, "total", total)
        put(self, "tenders", tenders)
        put(self, "withdrawn", withdrawn)
        put(self, "points", points)



@final
class RefundTaxReadings(Record):
    """The tax on refunds, read in three ways. They differ by single minor units, because rounding happens in other places."""

    __slots__ = ("booked", "by_row", "by_line")

    booked: Decimal
    """What the books hold: the returned share of the sale line's tax, rounded over all units of the line that came
    back so far, less what was given back before. Once all came back it is exactly the tax of the line.
    """
    by_row: Decimal
    """For each line of a refund by itself: ``refund - round(refund / (1 + rate))``."""
    by_line: Decimal
    """The same of all refunds of the sale line so far, less what that gave before."""

    def __init__(
        self,
        booked: Decimal,
        by_row: Decimal,
        by_line: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "booked", booked)
        put(self, "by_row", by_row)
        put(self, "by_line", by_line)



class RefundTo:
    """How the money goes back."""

    @final
    class Method(Record):
        """All by this method. What a voucher or stored value paid does not become money, nor does what is still owed; money may
        become stored value, or pay what the member owes.
        """

        __slots__ = ("value",)

        value: TenderMethod

        def __init__(
            self,
            value: TenderMethod,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)


AnyRefundTo: TypeAlias = Literal["same_tenders"] | RefundTo.Method
"""One of the kinds of ``RefundTo``.

``"same_tenders"``: To the tenders of the sale, to each at most what it paid: to vouchers, stored value and accounts first, then in their
order. Stored value gets back the same two parts.
"""


@final
class RefundTotals(Record):
    """What came back."""

    __slots__ = ("documents", "lines", "units", "amount", "tax", "cost")

    documents: int
    """Number of refunds."""
    lines: int
    """Their lines."""
    units: Decimal
    """Stock units that came back."""
    amount: Decimal
    """What customers got back, tax included."""
    tax: Decimal
    """The tax in that: the returned share of the sale line's tax, rounded over all units of the line that came back
    so far, less what was given back before.
    """
    cost: Decimal
    """What the goods had cost: they are worth that again."""

    def __init__(
        self,
        documents: int,
        lines: int,
        units: Decimal,
        amount: Decimal,
        tax: Decimal,
        cost: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "documents", documents)
        put(self, "lines", lines)
        put(self, "units", units)
        put(self, "amount", amount)
        put(self, "tax", tax)
        put(self, "cost", cost)



@final
class RefundedLine(Record):
    """A line of a refund. Each amount is the returned share of the sale line's, rounded over all units of the line
    that came back so far, less what was given back before.
    """

    __slots__ = ("sale_line", "variant", "quantity", "total", "tax", "discount", "coupon", "points", "parts", "picks")

    sale_line: int
    """The line of the sale, from 0."""
    variant: VariantId
    """What came back."""
    quantity: Decimal
    """How many stock units."""
    total: Decimal
    """What the customer gets for them, tax included."""
    tax: Decimal
    """The tax in that."""
    discount: Decimal
    """Share of the discounts, in the sale's price basis."""
    coupon: Decimal
    """Share of the coupons, in the sale's price basis."""
    points: LinePoints
    """Share of the points that it earned, and that were redeemed for it."""
    parts: Sequence[MovedPart]
    """What comes back into the stock, if it is a kit."""
    picks: Sequence[Pick]
    """The batches they go back into; empty for goods that are not tracked by batch."""

    def __init__(
        self,
        sale_line: int,
        variant: VariantId,
        quantity: Decimal,
        total: Decimal,
        tax: Decimal,
        discount: Decimal,
        coupon: Decimal,
        *,
        points: LinePoints | None = None,
        parts: Sequence[MovedPart] = (),
        picks: Sequence[Pick] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "sale_line", sale_line)
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "total", total)
        put(self, "tax", tax)
        put(self, "discount", discount)
        put(self, "coupon", coupon)
        put(self, "points", LinePoints() if points is None else points)
        put(self, "parts", parts)
        put(self, "picks", picks)



@final
class Refused(Record):
    """A promotion that does nothing."""

    __slots__ = ("promotion", "name", "reason")

    promotion: PromotionId
    """The promotion."""
    name: str
    """Its name."""
    reason: AnyReason
    """Why."""

    def __init__(
        self,
        promotion: PromotionId,
        name: str,
        reason: AnyReason,
    ) -> None:
        put = object.__setattr__
        put(self, "promotion", promotion)
        put(self, "name", name)
        put(self, "reason", reason)



@final
class RepricedLine(Record):
    """A line of a receipt with its new price."""

    __slots__ = ("receipt_line", "variant", "unit_cost", "difference")

    receipt_line: int
    """The line of the receipt, from 0."""
    variant: VariantId
    """What came."""
    unit_cost: Decimal
    """Cost of one stock unit."""
    difference: Decimal
    """By how much the goods cost more than was known before; below zero for less."""

    def __init__(
        self,
        receipt_line: int,
        variant: VariantId,
        unit_cost: Decimal,
        difference: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "receipt_line", receipt_line)
        put(self, "variant", variant)
        put(self, "unit_cost", unit_cost)
        put(self, "difference", difference)



@final
class ResumedCart(Record):
    """A cart that was put aside, as it can be sold now."""

    __slots__ = ("cart", "quote", "changes")

    cart: Cart
    """What to sell. Lines that have no price any more are left out."""
    quote: Quote | None
    """What it costs now; ``None`` if nothing is left of it, or if something that was entered does not hold any more, such as
    points to redeem that lapsed: ``Till.price`` says what.
    """
    changes: Sequence[LineChange]
    """Each line that is not what it was, in the order of the lines."""

    def __init__(
        self,
        cart: Cart,
        changes: Sequence[LineChange],
        *,
        quote: Quote | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "cart", cart)
        put(self, "quote", quote)
        put(self, "changes", changes)



@final
class ReturnedGoods(Record):
    """Goods that a customer brings back without a sale to show for them."""

    __slots__ = ("variant", "quantity", "amount", "unit_cost", "batch")

    variant: VariantId
    """What comes back."""
    quantity: Decimal | int
    """Stock units, above zero."""
    amount: Decimal | int
    """What the customer gets for all of them, tax included; zero or more."""
    unit_cost: Decimal | int | None
    """What one of them is worth to the shop, zero or more; ``None`` for what the goods that are there cost on average."""
    batch: str | None
    """The batch they are of, which must be known; goods with a shelf life need one."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal | int,
        amount: Decimal | int,
        *,
        unit_cost: Decimal | int | None = None,
        batch: str | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "amount", amount)
        put(self, "unit_cost", unit_cost)
        put(self, "batch", batch)



@final
class ReturnedLine(Record):
    """A line of a supplier return."""

    __slots__ = ("receipt_line", "variant", "quantity", "refund", "picks")

    receipt_line: int
    """The line of the receipt, from 0."""
    variant: VariantId
    """What goes back."""
    quantity: Decimal
    """How many stock units."""
    refund: Decimal
    """What the supplier gives back for them."""
    picks: Sequence[Pick]
    """The batches they are taken from; empty for goods that are not tracked by batch."""

    def __init__(
        self,
        receipt_line: int,
        variant: VariantId,
        quantity: Decimal,
        refund: Decimal,
        *,
        picks: Sequence[Pick] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "receipt_line", receipt_line)
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "refund", refund)
        put(self, "picks", picks)



class Reward:
    """What some units of a multi-buy get."""

    @final
    class PercentOff(Record):
        """A share off: above 0, at most 1, which is free."""

        __slots__ = ("value",)

        value: Decimal | int

        def __init__(
            self,
            value: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)

    @final
    class FixedPrice(Record):
        """This price if they are dearer (第三件9.9元); zero or more."""

        __slots__ = ("value",)

        value: Decimal | int

        def __init__(
            self,
            value: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)


AnyReward: TypeAlias = Reward.PercentOff | Reward.FixedPrice
"""One of the kinds of ``Reward``."""


RoundOff: TypeAlias = Literal["nothing", "tenths", "ones", "tens"]
"""What is taken off a total so that it becomes a round one (抹零).

``nothing``: Nothing.

``tenths``: What is beyond tenths of the currency's unit: 15.78 becomes 15.70 (抹分).

``ones``: What is beyond whole units: 15.78 becomes 15 (抹角).

``tens``: What is beyond tens: 15.78 becomes 10 (抹元).
"""


@final
class Sale(Record):
    """A sale that was posted."""

    __slots__ = ("id", "number", "post_no", "effective_at", "business_day", "member", "lines", "total", "rounding", "tenders", "change", "coupons", "points", "exchange", "order")

    id: SaleId
    """Its id."""
    number: str
    """The number that is printed: ``S-T1-000123``."""
    post_no: int
    """Its place in the shop's order of posting."""
    effective_at: datetime
    """When it happened."""
    business_day: date
    """The shop's day it belongs to."""
    member: MemberId | None
    """Who bought, if the shop knows them."""
    lines: Sequence[SoldLine]
    """What was sold."""
    total: Decimal
    """What was to pay, tax included."""
    rounding: Decimal
    """What rounding to coins made the customer pay more, below zero for less."""
    tenders: Sequence[AppliedTender]
    """How it was paid."""
    change: Decimal
    """What the customer got back in cash."""
    coupons: Sequence[Coupon]
    """Coupons for a later sale."""
    points: SalePoints | None
    """Points that the member earned, and redeemed."""
    exchange: RefundId | None
    """The refund that it was exchanged for."""
    order: CustomerOrderId | None
    """The order of the customer that it fulfils, or a part of it."""

    def __init__(
        self,
        id: SaleId,
        number: str,
        post_no: int,
        effective_at: datetime,
        business_day: date,
        lines: Sequence[SoldLine],
        total: Decimal,
        tenders: Sequence[AppliedTender],
        change: Decimal,
        *,
        member: MemberId | None = None,
        rounding: Decimal = Decimal(0),
        coupons: Sequence[Coupon] = (),
        points: SalePoints | None = None,
        exchange: RefundId | None = None,
        order: CustomerOrderId | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "post_no", post_no)
        put(self, "effective_at", effective_at)
        put(self, "business_day", business_day)
        put(self, "member", member)
        put(self, "lines", lines)
        put(self, "total", total)
        put(self, "rounding", rounding)
        put(self, "tenders", tenders)
        put(self, "change", change)
        put(self, "coupons", coupons)
        put(self, "points", points)
        put(self, "exchange", exchange)
        put(self, "order", order)



@final
class SaleCost(Record):
    """What a sale cost."""

    __slots__ = ("sale", "lines", "cost")

    sale: SaleId
    """The sale."""
    lines: Sequence[SaleLineCost]
    """Its lines, in their order."""
    cost: Decimal
    """What they cost in all."""

    def __init__(
        self,
        sale: SaleId,
        lines: Sequence[SaleLineCost],
        cost: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "sale", sale)
        put(self, "lines", lines)
        put(self, "cost", cost)



@final
class SaleLineCost(Record):
    """What a line of a sale cost, as it is known now."""

    __slots__ = ("variant", "quantity", "taken", "short", "provisional", "posted", "revaluations", "cost", "parts")

    variant: VariantId
    """What was sold."""
    quantity: Decimal
    """How much."""
    taken: Sequence[TakenFrom]
    """Which goods it took, oldest first, and then those that came in for what was not there. Under moving average only the
    latter: the line took its share of the pool.
    """
    short: Decimal
    """How much of it was not there, and nothing came in for yet."""
    provisional: Decimal
    """What that is taken to cost until then."""
    posted: Decimal
    """What the line cost when it was posted."""
    revaluations: Sequence[CostRevaluation]
    """What later documents made of that, by posting number."""
    cost: Decimal
    """What it costs: ``posted`` and all revaluations."""
    parts: Sequence[SaleLineCost]
    """What the parts of a kit cost, each with the goods that it took; the kit costs what they do together."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal,
        taken: Sequence[TakenFrom],
        short: Decimal,
        provisional: Decimal,
        posted: Decimal,
        revaluations: Sequence[CostRevaluation],
        cost: Decimal,
        *,
        parts: Sequence[SaleLineCost] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "taken", taken)
        put(self, "short", short)
        put(self, "provisional", provisional)
        put(self, "posted", posted)
        put(self, "revaluations", revaluations)
        put(self, "cost", cost)
        put(self, "parts", parts)



@final
class SalePoints(Record):
    """Points that a sale gave its member, and those that it took. Of a refund: those that it took back, and gave back."""

    __slots__ = ("earned", "good_until", "redeemed")

    earned: int
    """Points that were earned; zero or more."""
    good_until: date | None
    """Their last day; ``None`` for ever."""
    redeemed: Sequence[PointsLot]
    """Points that were redeemed, by the lots they came out of; each above zero."""

    def __init__(
        self,
        earned: int,
        *,
        good_until: date | None = None,
        redeemed: Sequence[PointsLot] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "earned", earned)
        put(self, "good_until", good_until)
        put(self, "redeemed", redeemed)



@final
class SalesSummary(Record):
    """What was sold and what came back.

    All figures of sales are sales less voids; a void counts on the day of its sale, and a sale that is amended to have
    happened on another day counts on that one, with all that was paid. Refunds and voids are positive amounts of their own.
    Sums over days are the sums of the days.
    """

    __slots__ = ("sales", "sales_with_member", "sales_without_member", "members", "sale_lines", "units_sold", "gross", "discounts", "coupons", "net", "tax", "by_tax_code", "refunds", "voids", "cost_of_sales", "cogs", "gross_profit")

    sales: int
    """Number of sales: till slips."""
    sales_with_member: int
    """Those to a member."""
    sales_without_member: int
    """Those to nobody in particular."""
    members: int
    """Different members who bought."""
    sale_lines: int
    """Lines of the sales."""
    units_sold: Decimal
    """Stock units sold."""
    gross: Decimal
    """Sum of quantity times unit price, in the shop's price basis (with tax where prices include it)."""
    discounts: Decimal
    """Taken off by hand, by promotions and for points, in the price basis."""
    coupons: Decimal
    """Taken off for coupons, in the price basis."""
    net: Decimal
    """What customers paid, tax included: ``gross - discounts - coupons``, plus ``tax`` where prices exclude it."""
    tax: Decimal
    """The tax in ``net``, rounded for each line."""
    by_tax_code: Sequence[TaxTotal]
    """``net`` and ``tax`` by tax code, by code; goods without tax have an empty one."""
    refunds: RefundTotals
    """What came back."""
    voids: VoidTotals
    """What never was: it is left out of all other figures."""
    cost_of_sales: Decimal
    """What the sold goods cost."""
    cogs: Decimal
    """Cost of goods sold: ``cost_of_sales`` less the cost of what came back. Without count differences and write-offs."""
    gross_profit: Decimal
    """``(net - tax) - (refunds.amount - refunds.tax) - cogs``."""

    def __init__(
        self,
        sales: int,
        sales_with_member: int,
        sales_without_member: int,
        members: int,
        sale_lines: int,
        units_sold: Decimal,
        gross: Decimal,
        discounts: Decimal,
        coupons: Decimal,
        net: Decimal,
        tax: Decimal,
        by_tax_code: Sequence[TaxTotal],
        refunds: RefundTotals,
        voids: VoidTotals,
        cost_of_sales: Decimal,
        cogs: Decimal,
        gross_profit: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "sales", sales)
        put(self, "sales_with_member", sales_with_member)
        put(self, "sales_without_member", sales_without_member)
        put(self, "members", members)
        put(self, "sale_lines", sale_lines)
        put(self, "units_sold", units_sold)
        put(self, "gross", gross)
        put(self, "discounts", discounts)
        put(self, "coupons", coupons)
        put(self, "net", net)
        put(self, "tax", tax)
        put(self, "by_tax_code", by_tax_code)
        put(self, "refunds", refunds)
        put(self, "voids", voids)
        put(self, "cost_of_sales", cost_of_sales)
        put(self, "cogs", cogs)
        put(self, "gross_profit", gross_profit)



@final
class Scanned(Record):
    """What a scanner found."""

    __slots__ = ("variant", "sku", "name", "pack", "price", "member_price", "on_hand")

    variant: VariantId
    """The variant."""
    sku: str
    """Its SKU."""
    name: str
    """What a person calls it."""
    pack: str | None
    """The pack that the code stands on; ``None`` for the stock unit."""
    price: Decimal
    """List price of one stock unit."""
    member_price: Decimal | None
    """What members pay."""
    on_hand: Decimal
    """On hand over all locations; of a kit as many whole ones as its parts make up."""

    def __init__(
        self,
        variant: VariantId,
        sku: str,
        name: str,
        price: Decimal,
        on_hand: Decimal,
        *,
        pack: str | None = None,
        member_price: Decimal | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "sku", sku)
        put(self, "name", name)
        put(self, "pack", pack)
        put(self, "price", price)
        put(self, "member_price", member_price)
        put(self, "on_hand", on_hand)



class Scope:
    """Which goods are meant."""

    @final
    class Products(Record):
        """All variants of these products."""

        __slots__ = ("value",)

        value: Sequence[ProductId]

        def __init__(
            self,
            value: Sequence[ProductId],
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)

    @final
    class Variants(Record):
        """These variants."""

        __slots__ = ("value",)

        value: Sequence[VariantId]

        def __init__(
            self,
            value: Sequence[VariantId],
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)

    @final
    class Categories(Record):
        """Everything in these categories and below them."""

        __slots__ = ("value",)

        value: Sequence[CategoryId]

        def __init__(
            self,
            value: Sequence[CategoryId],
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)


AnyScope: TypeAlias = Literal["all"] | Scope.Products | Scope.Variants | Scope.Categories
"""One of the kinds of ``Scope``.

``"all"``: Everything in the cart.
"""


Search: TypeAlias = Literal["exhaustive", "greedy"]
"""How thorough the search for the best plan was.

``exhaustive``: No plan is better.

``greedy``: There were too many plans: a good one was made better step by step, and there may be a better one.
"""


@final
class Settings(Record):
    """What holds for the whole shop."""

    __slots__ = ("shop", "name", "currency", "time_zone", "cutover_hour", "opened_on", "prices_include_tax", "tax_rounding", "costing", "cost_scope", "negative_stock", "moves_per_checkpoint", "shifts", "points", "levels", "locked_through", "payments")

    shop: str
    """The shop's id; random, made once."""
    name: str
    """Its name."""
    currency: str
    """The currency of all its amounts; never changes."""
    time_zone: str
    """IANA name of its time zone."""
    cutover_hour: int
    """The hour at which its day begins, 0 to 12."""
    opened_on: date
    """Its first day: nothing is posted before it."""
    prices_include_tax: bool
    """True if selling prices include tax."""
    tax_rounding: TaxRounding
    """Where taxes on sales are rounded."""
    costing: CostingMethod
    """How goods are costed, where neither product nor category says otherwise."""
    cost_scope: CostScope
    """What shares a cost: all goods of a variant, or those at one location. Never changes."""
    negative_stock: NegativeStock
    """Whether more may leave than is there, where neither variant nor product says otherwise."""
    moves_per_checkpoint: int
    """After how many moves of a variant the state of its costs is kept, for late paper to be reckoned from: 1 to
    1,000,000. With fewer, late paper takes less time, and the shop more room.
    """
    shifts: ShiftRules
    """How shifts are kept."""
    points: PointsRules | None
    """How members earn and redeem points; ``None`` for a shop without points. Set by
    ``Members.set_points``.
    """
    levels: LevelRules | None
    """Which levels members reach by what they spend; ``None`` for a shop that sets them by hand. Set by
    ``Members.set_levels``.
    """
    locked_through: date | None
    """The last day on which nothing happens any more; moved by ``Office.lock`` alone."""
    payments: PaymentRules
    """How payments are taken; changed by ``Office.put_payment_rules``."""

    def __init__(
        self,
        *,
        shop: str | None = None,
        name: str = "Shop",
        currency: str = "CNY",
        time_zone: str = "Asia/Shanghai",
        cutover_hour: int = 0,
        opened_on: date = date(2000, 1, 1),
        prices_include_tax: bool = True,
        tax_rounding: TaxRounding = "line",
        costing: CostingMethod = "fifo",
        cost_scope: CostScope = "item",
        negative_stock: NegativeStock = "forbid",
        moves_per_checkpoint: int = 1_000,
        shifts: ShiftRules | None = None,
        points: PointsRules | None = None,
        levels: LevelRules | None = None,
        locked_through: date | None = None,
        payments: PaymentRules | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "shop", new_id() if shop is None else shop)
        put(self, "name", name)
        put(self, "currency", currency)
        put(self, "time_zone", time_zone)
        put(self, "cutover_hour", cutover_hour)
        put(self, "opened_on", opened_on)
        put(self, "prices_include_tax", prices_include_tax)
        put(self, "tax_rounding", tax_rounding)
        put(self, "costing", costing)
        put(self, "cost_scope", cost_scope)
        put(self, "negative_stock", negative_stock)
        put(self, "moves_per_checkpoint", moves_per_checkpoint)
        put(self, "shifts", ShiftRules() if shifts is None else shifts)
        put(self, "points", points)
        put(self, "levels", levels)
        put(self, "locked_through", locked_through)
        put(self, "payments", PaymentRules() if payments is None else payments)



@final
class Settlement(Record):
    """What a member paid of what they owed."""

    __slots__ = ("id", "number", "post_no", "effective_at", "business_day", "member", "amount", "tenders", "change")

    id: DocumentId
    """Its id."""
    number: str
    """The number that is printed: ``S-T1-000123``."""
    post_no: int
    """Its place in the shop's order of posting."""
    effective_at: datetime
    """When it happened."""
    business_day: date
    """The shop's day it belongs to."""
    member: MemberId
    """Who."""
    amount: Decimal
    """How much."""
    tenders: Sequence[AppliedTender]
    """How it was paid."""
    change: Decimal
    """What they got back in cash."""

    def __init__(
        self,
        id: DocumentId,
        number: str,
        post_no: int,
        effective_at: datetime,
        business_day: date,
        member: MemberId,
        amount: Decimal,
        tenders: Sequence[AppliedTender],
        change: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "post_no", post_no)
        put(self, "effective_at", effective_at)
        put(self, "business_day", business_day)
        put(self, "member", member)
        put(self, "amount", amount)
        put(self, "tenders", tenders)
        put(self, "change", change)



@final
class Shift(Record):
    """A shift."""

    __slots__ = ("id", "number", "device", "opened_at", "opened_by", "float")

    id: ShiftId
    """Its id."""
    number: str
    """The number of the document that opened it."""
    device: str
    """The device whose drawer it is kept at."""
    opened_at: datetime
    """When it was opened."""
    opened_by: str
    """By whom."""
    float: Decimal
    """What was in the drawer then."""

    def __init__(
        self,
        id: ShiftId,
        number: str,
        device: str,
        opened_at: datetime,
        opened_by: str,
        float: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "device", device)
        put(self, "opened_at", opened_at)
        put(self, "opened_by", opened_by)
        put(self, "float", float)



@final
class ShiftClose(Record):
    """How a shift was closed."""

    __slots__ = ("number", "document", "hash", "closed_at", "closed_by", "approver", "reason", "to_safe", "left")

    number: int
    """The number of the Z report: 1, 2, 3, ... at the device, without a gap."""
    document: str
    """The number of the document."""
    hash: str
    """Its hash: that of the Z report itself."""
    closed_at: datetime
    """When."""
    closed_by: str
    """By whom."""
    approver: str | None
    """Who allowed it, where somebody had to."""
    reason: str
    """Why there is a variance; may be empty."""
    to_safe: Decimal
    """What went to the safe."""
    left: Decimal
    """What stays in the drawer for the next shift."""

    def __init__(
        self,
        number: int,
        document: str,
        hash: str,
        closed_at: datetime,
        closed_by: str,
        reason: str,
        to_safe: Decimal,
        left: Decimal,
        *,
        approver: str | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "number", number)
        put(self, "document", document)
        put(self, "hash", hash)
        put(self, "closed_at", closed_at)
        put(self, "closed_by", closed_by)
        put(self, "approver", approver)
        put(self, "reason", reason)
        put(self, "to_safe", to_safe)
        put(self, "left", left)



@final
class ShiftFigures(Record):
    """What was posted at a device during a shift. Documents count where they were posted, whatever day they tell of: a void or
    a refund in the shift that paid it out, a document that came late in the shift in which it was entered.
    """

    __slots__ = ("documents", "slips", "cashiers", "tenders", "taxes", "price_changes", "hand_discounts", "no_sales", "counts")

    documents: int
    """Documents of any kind, without the one that opened the shift."""
    slips: SlipTotals
    """Sales, refunds and voids."""
    cashiers: Sequence[CashierSlips]
    """The same by the person who posted them, by name."""
    tenders: Sequence[TenderTotal]
    """Payments by method, in the order of ``TenderMethod``."""
    taxes: Sequence[ShiftTax]
    """What is left of the sales under each tax code, by code; goods without tax have an empty one."""
    price_changes: HandTotal
    """Lines that were sold at a price by hand, and by how much less than the catalog's price (negative for more).
    Sales that were voided later are in it, here and below: somebody did it.
    """
    hand_discounts: HandTotal
    """Lines with a discount by hand, and what these took off, in the shop's price basis."""
    no_sales: int
    """How often the drawer was opened without a sale."""
    counts: int
    """How often its cash was counted."""

    def __init__(
        self,
        documents: int,
        slips: SlipTotals,
        cashiers: Sequence[CashierSlips],
        tenders: Sequence[TenderTotal],
        taxes: Sequence[ShiftTax],
        price_changes: HandTotal,
        hand_discounts: HandTotal,
        no_sales: int,
        counts: int,
    ) -> None:
        put = object.__setattr__
        put(self, "documents", documents)
        put(self, "slips", slips)
        put(self, "cashiers", cashiers)
        put(self, "tenders", tenders)
        put(self, "taxes", taxes)
        put(self, "price_changes", price_changes)
        put(self, "hand_discounts", hand_discounts)
        put(self, "no_sales", no_sales)
        put(self, "counts", counts)



@final
class ShiftReport(Record):
    """What happened in a shift: an X report while it is open, its Z report when it is closed."""

    __slots__ = ("shift", "closed", "figures", "cash", "pieces", "counted", "variance", "head")

    shift: Shift
    """The shift."""
    closed: ShiftClose | None
    """How it was closed; ``None`` in an X report."""
    figures: ShiftFigures
    """What happened. An X report that does not tell ``cash`` leaves cash out of the tenders too."""
    cash: DrawerCash | None
    """What the drawer must hold. An X report tells it after the count; before, only with an
    approval.
    """
    pieces: Sequence[CountedCash]
    """What was counted last; empty before the count."""
    counted: Decimal | None
    """What that is worth; ``None`` before the count."""
    variance: Decimal | None
    """Counted less expected; ``None`` before the count, and when cash came or went since."""
    head: str
    """The hash of the newest document in the device's chain before the report: with it nothing before can be changed
    unnoticed.
    """

    def __init__(
        self,
        shift: Shift,
        figures: ShiftFigures,
        pieces: Sequence[CountedCash],
        head: str,
        *,
        closed: ShiftClose | None = None,
        cash: DrawerCash | None = None,
        counted: Decimal | None = None,
        variance: Decimal | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "shift", shift)
        put(self, "closed", closed)
        put(self, "figures", figures)
        put(self, "cash", cash)
        put(self, "pieces", pieces)
        put(self, "counted", counted)
        put(self, "variance", variance)
        put(self, "head", head)



@final
class ShiftRules(Record):
    """How a shop keeps its shifts."""

    __slots__ = ("required", "tolerance", "denominations")

    required: bool
    """True if nothing is sold, taken back or voided at a device without an open shift."""
    tolerance: Decimal | int
    """How much more or less than expected may be in a drawer without a reason and an approval; zero or more."""
    denominations: Sequence[Decimal | int]
    """Notes and coins that are counted, above zero, at most 100. Empty for those of the yuan that are in use, and in
    a shop with another currency for any amount.
    """

    def __init__(
        self,
        *,
        required: bool = False,
        tolerance: Decimal | int = Decimal(0),
        denominations: Sequence[Decimal | int] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "required", required)
        put(self, "tolerance", tolerance)
        put(self, "denominations", denominations)



@final
class ShiftTax(Record):
    """Sales under a tax code, less voids and refunds."""

    __slots__ = ("code", "net", "tax")

    code: str
    """The code."""
    net: Decimal
    """What customers paid less what they got back, tax included."""
    tax: Decimal
    """The tax in that."""

    def __init__(
        self,
        code: str,
        net: Decimal,
        tax: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "code", code)
        put(self, "net", net)
        put(self, "tax", tax)



@final
class Shopper(Record):
    """What is known of the member at the till."""

    __slots__ = ("level", "birthday")

    level: str
    """Their level; empty for none."""
    birthday: Birthday | None
    """Their birthday, if the shop knows it."""

    def __init__(
        self,
        level: str,
        *,
        birthday: Birthday | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "level", level)
        put(self, "birthday", birthday)



@final
class SlipTotal(Record):
    """Slips of a kind."""

    __slots__ = ("count", "amount")

    count: int
    """How many."""
    amount: Decimal
    """What was paid or given back, tax included; zero or more."""

    def __init__(
        self,
        count: int,
        amount: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "count", count)
        put(self, "amount", amount)



@final
class SlipTotals(Record):
    """Slips of all kinds."""

    __slots__ = ("sales", "voids", "refunds", "refund_voids")

    sales: SlipTotal
    """Sales, those that were voided included."""
    voids: SlipTotal
    """Sales that never were."""
    refunds: SlipTotal
    """Refunds, with and without a sale; those that never were included."""
    refund_voids: SlipTotal
    """Refunds that never were."""

    def __init__(
        self,
        sales: SlipTotal,
        voids: SlipTotal,
        refunds: SlipTotal,
        refund_voids: SlipTotal,
    ) -> None:
        put = object.__setattr__
        put(self, "sales", sales)
        put(self, "voids", voids)
        put(self, "refunds", refunds)
        put(self, "refund_voids", refund_voids)



@final
class SoldLine(Record):
    """A line of a sale."""

    __slots__ = ("variant", "quantity", "unit_price", "price_reason", "listed", "list_price", "gross", "discounts", "net", "tax", "tax_code", "points", "gift", "parts", "picks", "short")

    variant: VariantId
    """What was sold."""
    quantity: Decimal
    """How many stock units."""
    unit_price: Decimal
    """Price of one; of goods with a price of a pack rounded to six decimals."""
    price_reason: str
    """Why the price is not the catalog's: what was said by hand, or the name of the price list; empty if it is."""
    listed: ListedPrice | None
    """Where the price came from, if a price list had it."""
    list_price: Decimal | None
    """What one would have cost otherwise, where another price was asked for by hand."""
    gross: Decimal
    """Quantity times unit price, or packs times the price of a pack, rounded once."""
    discounts: Sequence[Discount]
    """What was taken off, in the order in which it was."""
    net: Decimal
    """What is left, in the price basis."""
    tax: Decimal
    """The tax on it: part of ``net`` where prices include tax, on top of it where not."""
    tax_code: str
    """The tax code; empty for none."""
    points: LinePoints
    """Points that it earned, and that were redeemed for it."""
    gift: PromotionId | None
    """The promotion that gave the goods on top of the cart."""
    parts: Sequence[MovedPart]
    """What left the stock for it, if it is a kit: the kit itself has no stock."""
    picks: Sequence[Pick]
    """The batches the goods were taken from; empty for goods that are not tracked by batch."""
    short: Decimal
    """How much of it was not there when it was posted, where more may be sold than is there."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal,
        unit_price: Decimal,
        gross: Decimal,
        net: Decimal,
        tax: Decimal,
        *,
        price_reason: str = "",
        listed: ListedPrice | None = None,
        list_price: Decimal | None = None,
        discounts: Sequence[Discount] = (),
        tax_code: str = "",
        points: LinePoints | None = None,
        gift: PromotionId | None = None,
        parts: Sequence[MovedPart] = (),
        picks: Sequence[Pick] = (),
        short: Decimal = Decimal(0),
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "unit_price", unit_price)
        put(self, "price_reason", price_reason)
        put(self, "listed", listed)
        put(self, "list_price", list_price)
        put(self, "gross", gross)
        put(self, "discounts", discounts)
        put(self, "net", net)
        put(self, "tax", tax)
        put(self, "tax_code", tax_code)
        put(self, "points", LinePoints() if points is None else points)
        put(self, "gift", gift)
        put(self, "parts", parts)
        put(self, "picks", picks)
        put(self, "short", short)



SpendOrder: TypeAlias = Literal["proportion", "principal_first"]
"""Which part of stored value is spent first.

``proportion``: Both in proportion to what there is of them; the bonus is rounded to the minor unit, the principal takes the rest.

``principal_first``: What the member paid in, then what the shop gave.
"""


Stacking: TypeAlias = Literal["stackable", "exclusive"]
"""Whether a promotion shares units with others.

``stackable``: It adds to what others take off.

``exclusive``: It uses only units without a discount, and closes the units that it discounts.
"""


@final
class Standing(Record):
    """How a member stands with the shop."""

    __slots__ = ("points", "owed", "lots", "level", "spent", "next")

    points: int
    """Points that they may redeem."""
    owed: int
    """Points that they owe: refunds took them back when they were spent already. Points that come in cover them first."""
    lots: Sequence[PointsLot]
    """The lots, what lapses first in front. Together they are ``points``, and what covers points that were taken back."""
    level: str
    """Their level, set by hand or reached by what they spent; empty for none."""
    spent: Decimal
    """What counts for the level; zero in a shop that sets them by hand."""
    next: NextLevel | None
    """The level above what they spent; ``None`` on the highest, and in a shop that sets them by hand."""

    def __init__(
        self,
        points: int,
        owed: int,
        lots: Sequence[PointsLot],
        level: str,
        spent: Decimal,
        *,
        next: NextLevel | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "points", points)
        put(self, "owed", owed)
        put(self, "lots", lots)
        put(self, "level", level)
        put(self, "spent", spent)
        put(self, "next", next)



@final
class StockChanges(Record):
    """What changed the stock of a shop in a period. Quantities and values alike are conserved: ``opening``, ``opening_stock``,
    ``receipts``, ``refunds``, ``voids`` and ``count_gains`` together are ``sales``, ``supplier_returns``, ``count_losses``,
    ``write_offs``, ``write_downs`` and ``closing`` together.
    """

    __slots__ = ("opening", "opening_stock", "receipts", "supplier_returns", "sales", "voids", "refunds", "count_losses", "count_gains", "write_offs", "write_downs", "transfers", "closing", "lines_counted", "lines_off", "cogs", "count_variance")

    opening: Flow
    """On hand when the period began; without lines."""
    opening_stock: Flow
    """Stated as opening stock in the period."""
    receipts: Flow
    """Received from suppliers."""
    supplier_returns: Flow
    """Returned to suppliers, at book value."""
    sales: Flow
    """Sold, voided sales included."""
    voids: Flow
    """Goods of sales that never were, back again."""
    refunds: Flow
    """Brought back by customers."""
    count_losses: Flow
    """Missing in counts, by all that is known of them now."""
    count_gains: Flow
    """Found in counts."""
    write_offs: Flow
    """Thrown away."""
    write_downs: Flow
    """Written down to what can be realised, less what was written up again; below zero when more was written up. Nothing
    moves.
    """
    transfers: Flow
    """Carried between locations: what left the one place. Stock and value stay what they were."""
    closing: Flow
    """On hand when the period ended; without lines."""
    lines_counted: int
    """Lines of counts, those without a difference included; voided ones are left out."""
    lines_off: int
    """Lines of counts with a difference, by all that is known of them now."""
    cogs: Decimal
    """``sales.value - voids.value - refunds.value``: the ``cogs`` of the ``SalesSummary``."""
    count_variance: Decimal
    """Shrinkage (盘亏): ``count_losses.value - count_gains.value``."""

    def __init__(
        self,
        opening: Flow,
        opening_stock: Flow,
        receipts: Flow,
        supplier_returns: Flow,
        sales: Flow,
        voids: Flow,
        refunds: Flow,
        count_losses: Flow,
        count_gains: Flow,
        write_offs: Flow,
        write_downs: Flow,
        transfers: Flow,
        closing: Flow,
        lines_counted: int,
        lines_off: int,
        cogs: Decimal,
        count_variance: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "opening", opening)
        put(self, "opening_stock", opening_stock)
        put(self, "receipts", receipts)
        put(self, "supplier_returns", supplier_returns)
        put(self, "sales", sales)
        put(self, "voids", voids)
        put(self, "refunds", refunds)
        put(self, "count_losses", count_losses)
        put(self, "count_gains", count_gains)
        put(self, "write_offs", write_offs)
        put(self, "write_downs", write_downs)
        put(self, "transfers", transfers)
        put(self, "closing", closing)
        put(self, "lines_counted", lines_counted)
        put(self, "lines_off", lines_off)
        put(self, "cogs", cogs)
        put(self, "count_variance", count_variance)



StockOf: TypeAlias = Literal["on_hand", "all_variants"]
"""Which variants a list of stock names.

``on_hand``: Those that are on hand.

``all_variants``: All of the catalog.
"""


@final
class StockSummary(Record):
    """All that is on hand."""

    __slots__ = ("quantity", "value", "variants")

    quantity: Decimal
    """Stock units, over all locations."""
    value: Decimal
    """What they are worth at cost."""
    variants: int
    """Variants that are on hand."""

    def __init__(
        self,
        quantity: Decimal,
        value: Decimal,
        variants: int,
    ) -> None:
        put = object.__setattr__
        put(self, "quantity", quantity)
        put(self, "value", value)
        put(self, "variants", variants)



@final
class StoredValue(Record):
    """What a member has with the shop."""

    __slots__ = ("principal", "bonus")

    principal: Decimal
    """What they paid in."""
    bonus: Decimal
    """What the shop gave on top."""

    def __init__(
        self,
        principal: Decimal,
        bonus: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "principal", principal)
        put(self, "bonus", bonus)



@final
class Supplier(Record):
    """Who sells to the shop."""

    __slots__ = ("id", "code", "name", "lead_time_days", "review_weekday")

    id: SupplierId
    """Its id."""
    code: str
    """A short code; unique."""
    name: str
    """Its name."""
    lead_time_days: int
    """Days from an order to its delivery."""
    review_weekday: int | None
    """The weekday on which the shop orders there, 1 = Monday to 7 = Sunday; ``None`` for any day."""

    def __init__(
        self,
        id: SupplierId,
        code: str,
        name: str,
        *,
        lead_time_days: int = 0,
        review_weekday: int | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "code", code)
        put(self, "name", name)
        put(self, "lead_time_days", lead_time_days)
        put(self, "review_weekday", review_weekday)



@final
class SupplierPayment(Record):
    """What the shop paid to a supplier."""

    __slots__ = ("id", "number", "post_no", "effective_at", "business_day", "supplier", "amount", "method", "reference")

    id: DocumentId
    """Its id."""
    number: str
    """The number that is printed: ``S-T1-000123``."""
    post_no: int
    """Its place in the shop's order of posting."""
    effective_at: datetime
    """When it happened."""
    business_day: date
    """The shop's day it belongs to."""
    supplier: SupplierId
    """To whom."""
    amount: Decimal
    """How much."""
    method: TenderMethod
    """How."""
    reference: str
    """The bank's or the channel's reference; may be empty."""

    def __init__(
        self,
        id: DocumentId,
        number: str,
        post_no: int,
        effective_at: datetime,
        business_day: date,
        supplier: SupplierId,
        amount: Decimal,
        method: TenderMethod,
        reference: str,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "post_no", post_no)
        put(self, "effective_at", effective_at)
        put(self, "business_day", business_day)
        put(self, "supplier", supplier)
        put(self, "amount", amount)
        put(self, "method", method)
        put(self, "reference", reference)



@final
class SupplierPurchases(Record):
    """What was bought from a supplier."""

    __slots__ = ("supplier", "code", "name", "totals")

    supplier: SupplierId
    """Who."""
    code: str
    """Their short code."""
    name: str
    """Their name."""
    totals: PurchaseTotals
    """What."""

    def __init__(
        self,
        supplier: SupplierId,
        code: str,
        name: str,
        totals: PurchaseTotals,
    ) -> None:
        put = object.__setattr__
        put(self, "supplier", supplier)
        put(self, "code", code)
        put(self, "name", name)
        put(self, "totals", totals)



@final
class SupplierReturn(Record):
    """A supplier return that was posted."""

    __slots__ = ("id", "number", "receipt", "lines", "refund")

    id: DocumentId
    """Its id."""
    number: str
    """Its number."""
    receipt: ReceiptId
    """The receipt the goods came with."""
    lines: Sequence[ReturnedLine]
    """What went back."""
    refund: Decimal
    """What the supplier gives back."""

    def __init__(
        self,
        id: DocumentId,
        number: str,
        receipt: ReceiptId,
        lines: Sequence[ReturnedLine],
        refund: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "receipt", receipt)
        put(self, "lines", lines)
        put(self, "refund", refund)



@final
class SupplierReturnLine(Record):
    """Goods that go back to the supplier."""

    __slots__ = ("receipt_line", "quantity", "refund")

    receipt_line: int
    """The line of the receipt, from 0."""
    quantity: Decimal | int
    """Stock units, above zero."""
    refund: Decimal | int | None
    """What the supplier gives back for them; ``None`` for the receipt's unit cost."""

    def __init__(
        self,
        receipt_line: int,
        quantity: Decimal | int,
        *,
        refund: Decimal | int | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "receipt_line", receipt_line)
        put(self, "quantity", quantity)
        put(self, "refund", refund)



@final
class Supply(Record):
    """That a supplier sells a variant, in what pack and at what cost."""

    __slots__ = ("supplier", "variant", "pack_size", "last_cost", "preferred")

    supplier: SupplierId
    """Who sells it."""
    variant: VariantId
    """What is sold."""
    pack_size: Decimal
    """Stock units in one pack: orders are whole packs."""
    last_cost: Decimal | None
    """What one stock unit cost in the newest receipt from there; ``None`` before the first."""
    preferred: bool
    """True for the supplier that the next order of the variant goes to."""

    def __init__(
        self,
        supplier: SupplierId,
        variant: VariantId,
        pack_size: Decimal,
        *,
        last_cost: Decimal | None = None,
        preferred: bool = False,
    ) -> None:
        put = object.__setattr__
        put(self, "supplier", supplier)
        put(self, "variant", variant)
        put(self, "pack_size", pack_size)
        put(self, "last_cost", last_cost)
        put(self, "preferred", preferred)



class TakeOff:
    """How much is taken off."""

    @final
    class Amount(Record):
        """An amount for the whole line, at most what is left of it."""

        __slots__ = ("value",)

        value: Decimal | int

        def __init__(
            self,
            value: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)

    @final
    class Percent(Record):
        """Hundredths of what is left of the line, 0 to 100."""

        __slots__ = ("value",)

        value: Decimal | int

        def __init__(
            self,
            value: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)


AnyTakeOff: TypeAlias = TakeOff.Amount | TakeOff.Percent
"""One of the kinds of ``TakeOff``."""


@final
class TakenFrom(Record):
    """Goods that a line was costed with."""

    __slots__ = ("document", "number", "kind", "effective_at", "quantity", "cost")

    document: DocumentId
    """The document that brought them in: a receipt, the opening stock, a refund, a count."""
    number: str
    """Its number."""
    kind: DocumentKind
    """What kind of document it is."""
    effective_at: datetime
    """When they came in."""
    quantity: Decimal
    """How much of them was taken."""
    cost: Decimal
    """What that cost."""

    def __init__(
        self,
        document: DocumentId,
        number: str,
        kind: DocumentKind,
        effective_at: datetime,
        quantity: Decimal,
        cost: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "document", document)
        put(self, "number", number)
        put(self, "kind", kind)
        put(self, "effective_at", effective_at)
        put(self, "quantity", quantity)
        put(self, "cost", cost)



@final
class TaxCode(Record):
    """A tax on sales and its rate, such as ``V13`` at 0.13."""

    __slots__ = ("code", "name", "rate")

    code: str
    """The short code; unique."""
    name: str
    """Such as ``VAT 13 %`` or 增值税13%."""
    rate: Decimal | int
    """The rate."""

    def __init__(
        self,
        code: str,
        name: str,
        rate: Decimal | int,
    ) -> None:
        put = object.__setattr__
        put(self, "code", code)
        put(self, "name", name)
        put(self, "rate", rate)



TaxRounding: TypeAlias = Literal["line", "document"]
"""Where taxes on sales are rounded to the minor unit.

``line``: On each line.

``document``: On the sum of each tax code; the lines share it in proportion to their nets, by largest remainder.
"""


@final
class TaxTotal(Record):
    """Sales and refunds under one tax code."""

    __slots__ = ("code", "rate", "net", "tax", "refunds", "refund_tax")

    code: str
    """The code."""
    rate: Decimal
    """Its rate by the catalog as it is now."""
    net: Decimal
    """What customers paid, tax included."""
    tax: Decimal
    """The tax in that."""
    refunds: Decimal
    """What they got back, tax included."""
    refund_tax: Decimal
    """The tax in that."""

    def __init__(
        self,
        code: str,
        rate: Decimal,
        net: Decimal,
        tax: Decimal,
        refunds: Decimal,
        refund_tax: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "code", code)
        put(self, "rate", rate)
        put(self, "net", net)
        put(self, "tax", tax)
        put(self, "refunds", refunds)
        put(self, "refund_tax", refund_tax)



@final
class Tender(Record):
    """A payment that a customer offers."""

    __slots__ = ("method", "amount", "reference")

    method: TenderMethod
    """How."""
    amount: Decimal | int
    """How much is handed over; above zero."""
    reference: str
    """The payment channel's reference, or a voucher's number; may be empty but for a voucher. Of a whole card number only the
    last four digits are kept; nothing else of it is written anywhere.
    """

    def __init__(
        self,
        method: TenderMethod,
        amount: Decimal | int,
        *,
        reference: str = "",
    ) -> None:
        put = object.__setattr__
        put(self, "method", method)
        put(self, "amount", amount)
        put(self, "reference", reference)


    @classmethod
    def cash(cls, amount: Decimal | int) -> Tender:
        """In cash; may be more than is to pay."""
        return cls("cash", amount)

    @classmethod
    def card(cls, amount: Decimal | int) -> Tender:
        """By card."""
        return cls("card", amount)

    @classmethod
    def wechat(cls, amount: Decimal | int) -> Tender:
        """By WeChat Pay."""
        return cls("wechat", amount)

    @classmethod
    def alipay(cls, amount: Decimal | int) -> Tender:
        """By Alipay."""
        return cls("alipay", amount)

    @classmethod
    def bank(cls, amount: Decimal | int) -> Tender:
        """By transfer to the shop's bank account."""
        return cls("bank", amount)

    @classmethod
    def coupon(cls, amount: Decimal | int, number: str) -> Tender:
        """With a voucher that somebody else pays for; its number is the reference."""
        return cls("coupon", amount, reference=number)

    @classmethod
    def stored_value(cls, amount: Decimal | int) -> Tender:
        """From what the member has stored."""
        return cls("stored_value", amount)

    @classmethod
    def on_account(cls, amount: Decimal | int) -> Tender:
        """The member pays it later."""
        return cls("on_account", amount)

    @classmethod
    def deposit(cls, amount: Decimal | int) -> Tender:
        """From what the customer paid before for the goods that they ordered."""
        return cls("deposit", amount)


TenderMethod: TypeAlias = Literal["cash", "card", "wechat", "alipay", "union_pay", "bank", "coupon", "stored_value", "on_account", "exchange", "deposit"]
"""How a customer pays.

``cash``: Notes and coins; the only one that gives change.

``card``: A bank card.

``wechat``: WeChat Pay.

``alipay``: Alipay.

``union_pay``: UnionPay QR.

``bank``: A transfer between bank accounts.

``coupon``: A voucher that somebody else pays for, such as a maker or a platform.

``stored_value``: What a member paid in before.

``on_account``: A member pays later.

``exchange``: Goods that come back pay for others, in one exchange.

``deposit``: What a customer paid before for goods that they ordered.
"""


@final
class TenderSource(Record):
    """A payment behind one that stands for it: what is given back goes there."""

    __slots__ = ("method", "amount", "bonus")

    method: TenderMethod
    """How it was paid."""
    amount: Decimal
    """How much of it."""
    bonus: Decimal
    """Of stored value: how much of it the shop had given."""

    def __init__(
        self,
        method: TenderMethod,
        amount: Decimal,
        *,
        bonus: Decimal = Decimal(0),
    ) -> None:
        put = object.__setattr__
        put(self, "method", method)
        put(self, "amount", amount)
        put(self, "bonus", bonus)



@final
class TenderTotal(Record):
    """What came and went by a method of payment."""

    __slots__ = ("method", "received", "refunded", "other", "net")

    method: TenderMethod
    """How it was paid."""
    received: Decimal
    """What the shop kept of sales: change is left out, and so is what voids gave back."""
    refunded: Decimal
    """What refunds gave back."""
    other: Decimal
    """What came otherwise, less what went: what members paid in or settled, deposits, what suppliers were paid. No sale; see
    ``OtherMoney``.
    """
    net: Decimal
    """``received - refunded + other``: what there must be more than before. Of stored value: what was spent of it; of sales
    on account: what members owe more by them.
    """

    def __init__(
        self,
        method: TenderMethod,
        received: Decimal,
        refunded: Decimal,
        net: Decimal,
        *,
        other: Decimal = Decimal(0),
    ) -> None:
        put = object.__setattr__
        put(self, "method", method)
        put(self, "received", received)
        put(self, "refunded", refunded)
        put(self, "other", other)
        put(self, "net", net)



class Threshold:
    """A bound that goods must reach."""

    @final
    class Amount(Record):
        """After earlier discounts; above zero."""

        __slots__ = ("value",)

        value: Decimal | int

        def __init__(
            self,
            value: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)

    @final
    class Quantity(Record):
        """Units, or whatever the quantity counts; above zero."""

        __slots__ = ("value",)

        value: Decimal | int

        def __init__(
            self,
            value: Decimal | int,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)


AnyThreshold: TypeAlias = Threshold.Amount | Threshold.Quantity
"""One of the kinds of ``Threshold``."""


@final
class Tier(Record):
    """A step of ``Benefit.Tiers``."""

    __slots__ = ("from_", "off")

    from_: AnyThreshold
    """What the goods in scope must come to; reaching it exactly counts."""
    off: AnyOff
    """What is taken off them then."""

    def __init__(
        self,
        from_: AnyThreshold,
        off: AnyOff,
    ) -> None:
        put = object.__setattr__
        put(self, "from_", from_)
        put(self, "off", off)



@final
class TopUp(Record):
    """What a member paid in."""

    __slots__ = ("id", "number", "post_no", "effective_at", "business_day", "member", "principal", "bonus", "tenders", "change")

    id: DocumentId
    """Its id."""
    number: str
    """The number that is printed: ``S-T1-000123``."""
    post_no: int
    """Its place in the shop's order of posting."""
    effective_at: datetime
    """When it happened."""
    business_day: date
    """The shop's day it belongs to."""
    member: MemberId
    """Who."""
    principal: Decimal
    """What they paid."""
    bonus: Decimal
    """What the shop gave on top."""
    tenders: Sequence[AppliedTender]
    """How it was paid."""
    change: Decimal
    """What they got back in cash."""

    def __init__(
        self,
        id: DocumentId,
        number: str,
        post_no: int,
        effective_at: datetime,
        business_day: date,
        member: MemberId,
        principal: Decimal,
        bonus: Decimal,
        tenders: Sequence[AppliedTender],
        change: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "post_no", post_no)
        put(self, "effective_at", effective_at)
        put(self, "business_day", business_day)
        put(self, "member", member)
        put(self, "principal", principal)
        put(self, "bonus", bonus)
        put(self, "tenders", tenders)
        put(self, "change", change)



@final
class TopUpBonus(Record):
    """What the shop gives to whoever pays in so much (充100送10)."""

    __slots__ = ("from_", "bonus")

    from_: Decimal | int
    """To whoever pays in this or more; above zero."""
    bonus: Decimal | int
    """So much, once; zero or more."""

    def __init__(
        self,
        from_: Decimal | int,
        bonus: Decimal | int,
    ) -> None:
        put = object.__setattr__
        put(self, "from_", from_)
        put(self, "bonus", bonus)



@final
class TransferLine(Record):
    """Goods that are carried to another location."""

    __slots__ = ("variant", "quantity", "batch")

    variant: VariantId
    """What is carried."""
    quantity: Decimal | int
    """Stock units, above zero."""
    batch: str | None
    """Of which batch; ``None`` for the one that expires first."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal | int,
        *,
        batch: str | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "batch", batch)



@final
class UnlinkedLine(Record):
    """A line of a refund without a sale."""

    __slots__ = ("variant", "quantity", "total", "tax", "tax_code", "unit_cost", "value", "picks")

    variant: VariantId
    """What came back."""
    quantity: Decimal
    """How many stock units."""
    total: Decimal
    """What the customer gets for them, tax included."""
    tax: Decimal
    """The tax in that."""
    tax_code: str
    """The tax code; empty for none."""
    unit_cost: Decimal | None
    """What one stock unit is worth to the shop; ``None`` for what the goods there cost on average."""
    value: Decimal
    """Quantity times that, rounded once."""
    picks: Sequence[Pick]
    """The batches they go into; empty for goods that are not tracked by batch."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal,
        total: Decimal,
        tax: Decimal,
        *,
        tax_code: str = "",
        unit_cost: Decimal | None = None,
        value: Decimal = Decimal(0),
        picks: Sequence[Pick] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "total", total)
        put(self, "tax", tax)
        put(self, "tax_code", tax_code)
        put(self, "unit_cost", unit_cost)
        put(self, "value", value)
        put(self, "picks", picks)



@final
class UnlinkedRefund(Record):
    """A refund without a sale that was posted."""

    __slots__ = ("id", "number", "post_no", "effective_at", "business_day", "lines", "total")

    id: RefundId
    """Its id."""
    number: str
    """The number that is printed: ``S-T1-000123``."""
    post_no: int
    """Its place in the shop's order of posting."""
    effective_at: datetime
    """When it happened."""
    business_day: date
    """The shop's day it belongs to."""
    lines: Sequence[UnlinkedLine]
    """What came back."""
    total: Decimal
    """What the customer got, tax included."""

    def __init__(
        self,
        id: RefundId,
        number: str,
        post_no: int,
        effective_at: datetime,
        business_day: date,
        lines: Sequence[UnlinkedLine],
        total: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "number", number)
        put(self, "post_no", post_no)
        put(self, "effective_at", effective_at)
        put(self, "business_day", business_day)
        put(self, "lines", lines)
        put(self, "total", total)



@final
class UnlinkedReturn(Record):
    """Goods that come back without a sale, and how the money for them is given."""

    __slots__ = ("location", "member", "lines", "method", "reason")

    location: LocationId | None
    """Where the goods are put; ``None`` for the shop's first location."""
    member: MemberId | None
    """Who brings them, if the shop knows them."""
    lines: Sequence[ReturnedGoods]
    """What comes back."""
    method: TenderMethod
    """How the customer gets the money."""
    reason: str
    """Why."""

    def __init__(
        self,
        lines: Sequence[ReturnedGoods],
        method: TenderMethod,
        reason: str,
        *,
        location: LocationId | None = None,
        member: MemberId | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "location", location)
        put(self, "member", member)
        put(self, "lines", lines)
        put(self, "method", method)
        put(self, "reason", reason)



@final
class UnusedCoupon(Record):
    """A coupon code that was entered and gives nothing. A quote names it, so that the till can tell the customer why."""

    __slots__ = ("code", "reason")

    code: str
    """The code, as it was entered."""
    reason: AnyCouponReason
    """Why."""

    def __init__(
        self,
        code: str,
        reason: AnyCouponReason,
    ) -> None:
        put = object.__setattr__
        put(self, "code", code)
        put(self, "reason", reason)



@final
class UsedBefore(Record):
    """How much of a limit was used before this cart."""

    __slots__ = ("promotion", "limit", "uses")

    promotion: PromotionId
    """The promotion."""
    limit: Limit
    """One of its limits."""
    uses: int
    """What was used of it, by the member and on the day in question if the limit is theirs."""

    def __init__(
        self,
        promotion: PromotionId,
        limit: Limit,
        uses: int,
    ) -> None:
        put = object.__setattr__
        put(self, "promotion", promotion)
        put(self, "limit", limit)
        put(self, "uses", uses)



@final
class Variant(Record):
    """The thing with a barcode, a price and stock: one combination of its product's options."""

    __slots__ = ("id", "product", "sku", "choices", "barcodes", "price", "member_price", "lowest_price", "assumed_cost", "negative_stock", "reorder_point", "parts", "on_shelf")

    id: VariantId
    """Its id."""
    product: ProductId
    """What it is a variant of."""
    sku: str
    """Stock-keeping unit (货号): what the shop calls it; unique."""
    choices: Sequence[str]
    """The values of the product's options, in their order."""
    barcodes: Sequence[VariantBarcode]
    """What a scanner finds it by."""
    price: Decimal
    """List price of one stock unit, in the shop's price basis."""
    member_price: Decimal | None
    """What members pay, if less than others."""
    lowest_price: Decimal | None
    """No sale of it may bring less than this a unit, after all discounts, in the price basis."""
    assumed_cost: Decimal | None
    """What a stock unit is taken to cost when it is sold before any was received. Fixed once its goods moved."""
    negative_stock: NegativeStock | None
    """Whether more of it may leave than is there, if not as its product or the shop says."""
    reorder_point: Decimal | None
    """To be ordered again when no more than this is on hand."""
    parts: Sequence[KitPart]
    """What leaves the stock when it is sold, if it is a kit and has no stock itself."""
    on_shelf: bool
    """False for goods that are not for sale now (下架)."""

    def __init__(
        self,
        id: VariantId,
        product: ProductId,
        sku: str,
        price: Decimal,
        *,
        choices: Sequence[str] = (),
        barcodes: Sequence[VariantBarcode] = (),
        member_price: Decimal | None = None,
        lowest_price: Decimal | None = None,
        assumed_cost: Decimal | None = None,
        negative_stock: NegativeStock | None = None,
        reorder_point: Decimal | None = None,
        parts: Sequence[KitPart] = (),
        on_shelf: bool = False,
    ) -> None:
        put = object.__setattr__
        put(self, "id", id)
        put(self, "product", product)
        put(self, "sku", sku)
        put(self, "choices", choices)
        put(self, "barcodes", barcodes)
        put(self, "price", price)
        put(self, "member_price", member_price)
        put(self, "lowest_price", lowest_price)
        put(self, "assumed_cost", assumed_cost)
        put(self, "negative_stock", negative_stock)
        put(self, "reorder_point", reorder_point)
        put(self, "parts", parts)
        put(self, "on_shelf", on_shelf)



@final
class VariantBarcode(Record):
    """A barcode of a variant, and the pack that it stands on."""

    __slots__ = ("code", "pack")

    code: str
    """The code."""
    pack: str | None
    """Name of the pack it stands on; ``None`` for the stock unit."""

    def __init__(
        self,
        code: str,
        *,
        pack: str | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "code", code)
        put(self, "pack", pack)



@final
class VariantCard(Record):
    """A variant with what a person calls it. Its parts are shared with the engine: an answer, and a clone of one, copies
    nothing. To change one, clone what is inside: ``(*card.product).clone()``.
    """

    __slots__ = ("name", "variant", "product")

    name: str
    """What a person calls it."""
    variant: Variant
    """The variant."""
    product: Product
    """What it is a variant of."""

    def __init__(
        self,
        name: str,
        variant: Variant,
        product: Product,
    ) -> None:
        put = object.__setattr__
        put(self, "name", name)
        put(self, "variant", variant)
        put(self, "product", product)



@final
class VariantEdit(Record):
    """Changes of one variant; what is ``None`` stays as it is."""

    __slots__ = ("variant", "sku", "price", "member_price", "lowest_price", "assumed_cost", "negative_stock", "reorder_point", "parts", "on_shelf", "add_barcodes", "add_pack_barcodes", "remove_barcodes")

    variant: VariantId
    """Which variant."""
    sku: str | None
    """Another SKU."""
    price: Decimal | int | None
    """Another list price."""
    member_price: Decimal | int | None | Unchanged
    """Another member price; ``None`` for none."""
    lowest_price: Decimal | int | None | Unchanged
    """Another lowest-price guard; ``None`` for none."""
    assumed_cost: Decimal | int | None | Unchanged
    """Another assumed cost, before the goods first moved; ``None`` for none."""
    negative_stock: NegativeStock | None | Unchanged
    """Whether more of it may leave than is there; ``None`` for what its product or the shop says."""
    reorder_point: Decimal | int | None | Unchanged
    """Another reorder point; ``None`` for none."""
    parts: Sequence[NewPart] | None
    """Other parts; ``Some`` of none for what is a kit no longer."""
    on_shelf: bool | None
    """Put on the shelf, or taken off it."""
    add_barcodes: Sequence[str]
    """Barcodes of the stock unit that are added."""
    add_pack_barcodes: Sequence[tuple[str, str]]
    """Barcodes of packs that are added: code and name of the pack."""
    remove_barcodes: Sequence[str]
    """Barcodes that are taken away."""

    def __init__(
        self,
        variant: VariantId,
        *,
        sku: str | None = None,
        price: Decimal | int | None = None,
        member_price: Decimal | int | None | Unchanged = UNCHANGED,
        lowest_price: Decimal | int | None | Unchanged = UNCHANGED,
        assumed_cost: Decimal | int | None | Unchanged = UNCHANGED,
        negative_stock: NegativeStock | None | Unchanged = UNCHANGED,
        reorder_point: Decimal | int | None | Unchanged = UNCHANGED,
        parts: Sequence[NewPart] | None = None,
        on_shelf: bool | None = None,
        add_barcodes: Sequence[str] = (),
        add_pack_barcodes: Sequence[tuple[str, str]] = (),
        remove_barcodes: Sequence[str] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "sku", sku)
        put(self, "price", price)
        put(self, "member_price", member_price)
        put(self, "lowest_price", lowest_price)
        put(self, "assumed_cost", assumed_cost)
        put(self, "negative_stock", negative_stock)
        put(self, "reorder_point", reorder_point)
        put(self, "parts", parts)
        put(self, "on_shelf", on_shelf)
        put(self, "add_barcodes", add_barcodes)
        put(self, "add_pack_barcodes", add_pack_barcodes)
        put(self, "remove_barcodes", remove_barcodes)



@final
class VariantPrices(Record):
    """What a price list shall say of a variant."""

    __slots__ = ("variant", "steps")

    variant: VariantId
    """The variant."""
    steps: Sequence[NewPriceStep]
    """Its prices, 1 to 100, in any order; each unit and quantity once."""

    def __init__(
        self,
        variant: VariantId,
        steps: Sequence[NewPriceStep] = (),
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "steps", steps)


    def _step(self, pack: str | None, from_: Decimal | int, price: Decimal | int) -> VariantPrices:
        return self.replace(steps=(*self.steps, NewPriceStep(price, pack=pack, from_=from_)))

    def each(self, price: Decimal | int) -> VariantPrices:
        """A price of the stock unit, for any quantity."""
        return self._step(None, 0, price)

    def from_(self, quantity: Decimal | int, price: Decimal | int) -> VariantPrices:
        """A price of the stock unit, from so many on."""
        return self._step(None, quantity, price)

    def pack(self, name: str, price: Decimal | int) -> VariantPrices:
        """A price of a pack, from one pack on."""
        return self._step(name, 1, price)

    def packs_from(self, name: str, packs: Decimal | int, price: Decimal | int) -> VariantPrices:
        """A price of a pack, from so many packs on."""
        return self._step(name, packs, price)


class Verdict:
    """What an ``Authority`` answers."""

    @final
    class Refuse(Record):
        """It may not be done, whoever approved it, for this reason."""

        __slots__ = ("value",)

        value: str

        def __init__(
            self,
            value: str,
        ) -> None:
            put = object.__setattr__
            put(self, "value", value)


AnyVerdict: TypeAlias = Literal["allow", "needs_approver"] | Verdict.Refuse
"""One of the kinds of ``Verdict``.

``"allow"``: It may be done.

``"needs_approver"``: It may be done if somebody else than the actor approved it.
"""


@final
class VoidTotals(Record):
    """What never was."""

    __slots__ = ("documents", "lines", "units", "amount")

    documents: int
    """Number of voided sales."""
    lines: int
    """Their lines."""
    units: Decimal
    """Their stock units."""
    amount: Decimal
    """What customers had paid, tax included."""

    def __init__(
        self,
        documents: int,
        lines: int,
        units: Decimal,
        amount: Decimal,
    ) -> None:
        put = object.__setattr__
        put(self, "documents", documents)
        put(self, "lines", lines)
        put(self, "units", units)
        put(self, "amount", amount)



class WhyChanged:
    """Why a line is not what it was."""

    @final
    class Price(Record):
        """One stock unit costs something else before discounts."""

        __slots__ = ("was", "is_")

        was: Decimal
        """What it cost."""
        is_: Decimal
        """What it costs."""

        def __init__(
            self,
            was: Decimal,
            is_: Decimal,
        ) -> None:
            put = object.__setattr__
            put(self, "was", was)
            put(self, "is_", is_)

    @final
    class Quantity(Record):
        """The pack holds something else."""

        __slots__ = ("was", "is_")

        was: Decimal
        """Stock units that were in it."""
        is_: Decimal
        """Stock units that are."""

        def __init__(
            self,
            was: Decimal,
            is_: Decimal,
        ) -> None:
            put = object.__setattr__
            put(self, "was", was)
            put(self, "is_", is_)

    @final
    class Discount(Record):
        """A promotion or another discount takes off something else: it began, ended, or the cart does not reach it any more."""

        __slots__ = ("kind", "promotion", "name", "was", "is_", "why")

        kind: DiscountKind
        """Which kind."""
        promotion: PromotionId | None
        """The promotion, if it was one."""
        name: str
        """Its name, or the reason that was given."""
        was: Decimal
        """What it took off; zero for one that is new."""
        is_: Decimal
        """What it takes off; zero for one that is gone."""
        why: AnyReason | None
        """Why a promotion does nothing any more, such as ``Reason.NotNow``; ``None`` for one that still does something, or is
        not on record.
        """

        def __init__(
            self,
            kind: DiscountKind,
            name: str,
            was: Decimal,
            is_: Decimal,
            *,
            promotion: PromotionId | None = None,
            why: AnyReason | None = None,
        ) -> None:
            put = object.__setattr__
            put(self, "kind", kind)
            put(self, "promotion", promotion)
            put(self, "name", name)
            put(self, "was", was)
            put(self, "is_", is_)
            put(self, "why", why)

    @final
    class Tax(Record):
        """The tax on top of the price is another."""

        __slots__ = ("was", "is_")

        was: Decimal
        """What it was."""
        is_: Decimal
        """What it is."""

        def __init__(
            self,
            was: Decimal,
            is_: Decimal,
        ) -> None:
            put = object.__setattr__
            put(self, "was", was)
            put(self, "is_", is_)

    @final
    class OutOfStock(Record):
        """There is not so much of it that a sale may take. The line stays in the cart."""

        __slots__ = ("sku", "asked", "available")

        sku: str
        """The stock-keeping unit: of a kit, that of the part that is lacking."""
        asked: Decimal
        """What is asked for, in stock units."""
        available: Decimal
        """What there is for this line, expired goods left out."""

        def __init__(
            self,
            sku: str,
            asked: Decimal,
            available: Decimal,
        ) -> None:
            put = object.__setattr__
            put(self, "sku", sku)
            put(self, "asked", asked)
            put(self, "available", available)

    @final
    class Expired(Record):
        """What there is of it has expired meanwhile. The line stays in the cart."""

        __slots__ = ("sku", "batch", "expires_on")

        sku: str
        """The stock-keeping unit: of a kit, that of the part."""
        batch: str
        """A batch."""
        expires_on: date
        """Its last good day."""

        def __init__(
            self,
            sku: str,
            batch: str,
            expires_on: date,
        ) -> None:
            put = object.__setattr__
            put(self, "sku", sku)
            put(self, "batch", batch)
            put(self, "expires_on", expires_on)


AnyWhyChanged: TypeAlias = Literal["not_for_sale"] | WhyChanged.Price | WhyChanged.Quantity | WhyChanged.Discount | WhyChanged.Tax | WhyChanged.OutOfStock | WhyChanged.Expired
"""One of the kinds of ``WhyChanged``.

``"not_for_sale"``: The goods were taken off the shelf, or are not sold in this pack any more.
"""


@final
class WriteDownLine(Record):
    """What can be realised for goods."""

    __slots__ = ("variant", "unit_value", "reason")

    variant: VariantId
    """The goods."""
    unit_value: Decimal | int
    """What a stock unit can be sold for, less what selling it costs; zero or more, without tax."""
    reason: str
    """Why: ``damaged box``, ``out of fashion``, ..."""

    def __init__(
        self,
        variant: VariantId,
        unit_value: Decimal | int,
        reason: str,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "unit_value", unit_value)
        put(self, "reason", reason)



@final
class WriteOffLine(Record):
    """Goods that are thrown away."""

    __slots__ = ("variant", "quantity", "batch", "reason")

    variant: VariantId
    """What is thrown away."""
    quantity: Decimal | int
    """Stock units, above zero."""
    batch: str | None
    """Out of which batch; ``None`` for the one that expires first."""
    reason: str
    """Why: ``expired``, ``damaged``, ..."""

    def __init__(
        self,
        variant: VariantId,
        quantity: Decimal | int,
        reason: str,
        *,
        batch: str | None = None,
    ) -> None:
        put = object.__setattr__
        put(self, "variant", variant)
        put(self, "quantity", quantity)
        put(self, "batch", batch)
        put(self, "reason", reason)




@final
class VerifyReport(Record):
    """What ``verify`` found."""

    __slots__ = ("documents", "found", "violations")

    documents: int
    """Documents that were checked."""
    found: int
    """How many violations there are in all."""
    violations: Sequence[Violation]
    """The first thousand of them; empty for a sound shop."""

    def __init__(self, documents: int, found: int, violations: Sequence[Violation] = ()) -> None:
        put = object.__setattr__
        put(self, "documents", documents)
        put(self, "found", found)
        put(self, "violations", violations)

    @property
    def is_clean(self) -> bool:
        """True if nothing was found."""
        return self.found == 0


@final
class Violation(Record):
    """A rule that the stored data breaks."""

    __slots__ = ("document", "number", "rule", "what")

    document: DocumentId | None
    """The document that it concerns; ``None`` for state that no single document explains."""
    number: str | None
    """Its number."""
    rule: str
    """``posting_numbers``, ``hash``, ``chain``, ``ledger``, ``sums``, ``state`` or ``replay``."""
    what: str
    """What is wrong."""

    def __init__(self, document: DocumentId | None, number: str | None, rule: str, what: str) -> None:
        put = object.__setattr__
        put(self, "document", document)
        put(self, "number", number)
        put(self, "rule", rule)
        put(self, "what", what)
