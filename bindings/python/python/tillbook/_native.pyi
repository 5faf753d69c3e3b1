"""
The engine behind the package ``tillbook``.
"""

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeVar, final
import pandas
import polars
from .ids import (
    CartId,
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
)
from .progress import (
    Progress,
)
from .records import (
    AbcRule,
    Amendment,
    AnyKnown,
    AnyRefundTo,
    AnyVerdict,
    Asked,
    By,
    Cart,
    CashCount,
    CashOut,
    Category,
    Context,
    CostChange,
    CostingMethod,
    Count,
    CountLine,
    Counterpart,
    Coupon,
    CustomerOrder,
    CustomerOrderCancelled,
    DayClose,
    Deposit,
    Erasure,
    Evaluation,
    Exchange,
    ExchangeQuote,
    Exchanged,
    Goods,
    HeldCart,
    LandedBy,
    LandedShare,
    LevelRules,
    Limit,
    Location,
    LockReview,
    Member,
    MemberAccount,
    NegativeStock,
    NewCustomerOrder,
    NewProduct,
    NewSale,
    NewSupply,
    OpeningStockLine,
    OrderLine,
    OrderedPart,
    OtherMoney,
    PaymentRules,
    PointsRules,
    PriceLine,
    PriceList,
    Product,
    ProductCard,
    Promotion,
    PurchaseOrder,
    Purchases,
    Quote,
    Receipt,
    ReceiptLine,
    Recost,
    Refund,
    RefundLine,
    RefundQuote,
    RefundTaxReadings,
    RepricedLine,
    ResumedCart,
    Sale,
    SaleCost,
    SalesSummary,
    Scanned,
    Settings,
    Settlement,
    Shift,
    ShiftReport,
    ShiftRules,
    Standing,
    StockChanges,
    StockOf,
    StockSummary,
    Supplier,
    SupplierPayment,
    SupplierReturn,
    SupplierReturnLine,
    TaxCode,
    Tender,
    TenderMethod,
    TopUp,
    TransferLine,
    UnlinkedRefund,
    UnlinkedReturn,
    VariantCard,
    VariantEdit,
    VariantPrices,
    VerifyReport,
    WriteDownLine,
    WriteOffLine,
)
from .show import (
    Show,
)

_Answer = TypeVar("_Answer")

__all__ = ["Carts", "Catalog", "CostedMoves", "Members", "Office", "Prices", "Promotions", "Purchasing", "Reports", "Shifts", "Shop", "Stockroom", "Table", "Till", "check_barcodes", "check_digit", "corner_shop_file", "cost_moves", "evaluate", "price", "read_frame"]

@final
class Carts:
    """
    What is not sold yet: held carts, quotations, orders and their deposits. ``shop.carts``.

    >>> from tillbook import Cart, CartLine, NewProduct, OpeningStockLine, Shop, Tender, VariantEdit
    >>> with Shop.memory() as shop:
    ...     tea = shop.catalog.add(NewProduct("Green tea", price=10)).variants[0].id
    ...     shop.stockroom.open_with([OpeningStockLine(tea, 9, 6)])
    ...     held = shop.carts.hold(Cart([CartLine(tea, 2)]), label="red umbrella")
    ...     shop.catalog.edit([VariantEdit(tea, price=11)])
    ...     resumed = shop.carts.resume(held.id)
    ...     sale = shop.till.sell(resumed.cart, [Tender.wechat(22)])
    ...     held.total, resumed.changes[0].is_, len(shop.carts.held())
    (Decimal('20.00'), Decimal('22.00'), 0)
    """
    def cancel(self, /, order: CustomerOrderId, *, reason: str, keep: Decimal | int | None = None, id: DocumentId | None = None) -> CustomerOrderCancelled:
        """
        Cancels what is open of an order. What is left of the deposit goes back as it was paid, but for ``keep``, which is
        what was paid last.

        Raises ``NotFound``; ``WrongState`` for an order that is sold or cancelled; ``Invalid`` without a reason, and if
        more is kept than there is.
        """
    def customer_order(self, /, id: CustomerOrderId) -> CustomerOrder:
        """
        The order with this id, as it stands. Raises ``NotFound``.
        """
    def deposit(self, /, order: CustomerOrderId, amount: Decimal | int, tenders: Sequence[Tender], *, id: DocumentId | None = None) -> Deposit:
        """
        Takes a deposit for an order, or a part of one (定金). From then on its prices hold, whatever the last day of a
        quotation was.

        Raises ``NotFound``; ``WrongState`` for an order that is sold, cancelled or expired; ``Invalid``, for more than is
        still to pay too; ``TendersDiffer``, ``ChangeNotFromCash``.
        """
    def discard(self, /, cart: CartId, *, reason: str, id: DocumentId | None = None) -> None:
        """
        Says that a held cart will not be sold. Raises ``NotFound``; ``WrongState`` for one that is not held any more;
        ``Invalid`` without a reason.
        """
    def held(self, /) -> Table:
        """
        The carts that are held, in the order in which they were put aside.
        """
    def hold(self, /, cart: Cart, *, label: str = "", id: CartId | None = None) -> HeldCart:
        """
        Puts a cart aside (挂单). ``label`` is what a person finds it by. A cart that resumes another held one takes its
        place. At most 100 carts are held at a time.

        Raises what ``till.price`` raises, but ``BelowLowestPrice``; ``WrongState`` if the cart that it resumes is not held
        any more.
        """
    def order(self, /, wanted: NewCustomerOrder, *, id: CustomerOrderId | None = None) -> CustomerOrder:
        """
        Quotes a customer prices, or takes their order: the goods are sold at the prices of now, wholly or in parts, by
        ``till.sell_ordered``. Nothing is reserved. What is limited cannot be promised: no coupons, no points, no offers
        that are bounded over all sales or give something on top.

        Raises what ``till.price`` raises; ``Invalid`` for coupons, points and days before that of the order.
        """
    def orders(self, /) -> Table:
        """
        The orders and quotations that are neither sold nor cancelled, in the order in which they were placed, those that
        expired too. ``deposit`` is what is left of what was paid, ``outstanding`` what the goods still to be sold cost.
        """
    def reprice(self, /, order: CustomerOrderId) -> ResumedCart:
        """
        What an order would cost at the prices of now, beside what was agreed: a quotation that expired is sold like a cart
        that was held. Raises ``NotFound``.
        """
    def resume(self, /, id: CartId) -> ResumedCart:
        """
        Looks at a held cart (取单): what it costs now, and for each line that costs something else, or cannot be sold as
        it is, why. It stays held: selling the cart of the answer ends it.

        Raises ``NotFound``; ``WrongState`` for a cart that was sold, discarded or held anew.
        """

@final
class Catalog:
    """
    What is sold: products, variants, barcodes, prices, categories, taxes. ``shop.catalog``.

    >>> from tillbook import NewProduct, ProductOption, Shop, VariantEdit
    >>> from decimal import Decimal
    >>> with Shop.memory() as shop:
    ...     tee = shop.catalog.add(NewProduct("Tee", options=[ProductOption("size", ["M", "L"])], price=59))
    ...     shop.catalog.edit([VariantEdit(tee.variant("L"), price=Decimal("62.50"))])
    ...     [row["price"] for row in shop.catalog.variants().to_dicts()]
    [Decimal('59'), Decimal('62.5')]
    """
    def add(self, /, product: NewProduct) -> ProductCard:
        """
        Adds a product with its variants: those it lists, else all combinations of its options. The product's id is the
        document's id: the same product again is recognised.

        Raises ``Invalid``, ``Duplicate``, ``NotFound`` for an unknown category or tax code, ``IdReused``.
        """
    def add_all(self, /, products: Sequence[NewProduct], *, id: DocumentId | None = None) -> tuple[ProductCard, ...]:
        """
        Adds products in one document, all or none. Raises what ``add`` raises.
        """
    def by_barcode(self, /, code: str) -> VariantCard | None:
        """
        The variant with this barcode in any of its spellings, if there is one.

        Raises ``CheckDigit``, ``Invalid`` for what is no barcode.
        """
    def by_sku(self, /, sku: str) -> VariantCard | None:
        """
        The variant with this SKU, if there is one.
        """
    def categories(self, /) -> Table:
        """
        All categories.
        """
    def edit(self, /, edits: Sequence[VariantEdit], *, id: DocumentId | None = None) -> None:
        """
        Changes variants: prices, barcodes, reorder points, whether they may be short, on or off the shelf.

        Raises ``NotFound``, ``Invalid``, ``Duplicate``, ``GoodsMoved``.
        """
    def edit_products(self, /, products: Sequence[Product], *, id: DocumentId | None = None) -> None:
        """
        Replaces products by their full new records. Options may gain values, but lose none that a variant has.

        Raises ``NotFound``, ``Invalid``.
        """
    def locations(self, /) -> Table:
        """
        All locations, the shop's first one first.
        """
    def product(self, /, id: ProductId) -> ProductCard:
        """
        The product with this id, with its variants. Raises ``NotFound``.
        """
    def put_categories(self, /, categories: Sequence[Category], *, id: DocumentId | None = None) -> None:
        """
        Adds categories, or replaces those with the same id. Raises ``Invalid``, ``NotFound`` for an unknown parent.
        """
    def put_locations(self, /, locations: Sequence[Location], *, id: DocumentId | None = None) -> None:
        """
        Adds locations, or replaces those with the same id. Raises ``Invalid``.
        """
    def put_tax_codes(self, /, taxes: Sequence[TaxCode], *, id: DocumentId | None = None) -> None:
        """
        Adds tax codes, or replaces those with the same code. Raises ``Invalid``.
        """
    def search(self, /, text: str, *, limit: int = ...) -> Table:
        """
        Variants whose name contains the text, upper and lower case A to Z alike; at most ``limit`` (1,000).

        Raises ``Invalid`` for an empty text.
        """
    def set_barcode_rule(self, /, rule: str, *, id: DocumentId | None = None) -> None:
        """
        Sets the pattern that numbers in-store barcodes; without one it is ``20##########C``.

        Raises ``Invalid``; ``CheckDigit`` for a pattern of a GTIN's length without its check digit ``C``.
        """
    def set_sku_rule(self, /, rule: str, *, id: DocumentId | None = None) -> None:
        """
        Sets the pattern that numbers new SKUs; without one it is ``P######``. Raises ``Invalid``.
        """
    def starting_with(self, /, text: str, *, limit: int = ...) -> Table:
        """
        Variants whose name begins with the text, by name; at most ``limit`` (1,000).

        Raises ``Invalid`` for an empty text.
        """
    def tax_codes(self, /) -> Table:
        """
        All tax codes, by code.
        """
    def variant(self, /, id: VariantId) -> VariantCard:
        """
        The variant with this id. Raises ``NotFound``.
        """
    def variants(self, /) -> Table:
        """
        All variants, in the order in which they were added.
        """

@final
class CostedMoves:
    """
    What moves cost: ``moves`` has a row for each row that was given, ``items`` one for each item.
    """
    def __repr__(self, /) -> str: ...
    @property
    def items(self, /) -> Table:
        """
        What became of each item. Columns: ``item``; ``quantity`` and ``value`` on hand in the end; what was ``received``,
        ``issued``, ``returned`` and ``counted``, at cost.
        """
    @property
    def moves(self, /) -> Table:
        """
        What each move did, in the order of the rows. Columns: ``item``; ``quantity``, in positive and out negative;
        ``value`` of that at the time; ``final_value`` that it turned out to be, with all that covered what was short.
        """

@final
class Members:
    """
    Customers whom the shop knows. ``shop.members``.

    >>> from tillbook import Member, MemberId, Shop, Tender, new_id
    >>> with Shop.memory() as shop:
    ...     li = MemberId(new_id())
    ...     shop.members.put([Member(li, "13800000000", "Li")])
    ...     top_up = shop.members.top_up(li, 100, [Tender.wechat(100)], bonus=10)
    ...     shop.members.account(li).stored.bonus
    Decimal('10.00')
    """
    def account(self, /, id: MemberId) -> MemberAccount:
        """
        What a member has stored and owes. Raises ``NotFound``.
        """
    def adjust_points(self, /, member: MemberId, points: int, *, reason: str, id: DocumentId | None = None) -> None:
        """
        Gives points, or takes them away for a number below zero. Raises ``NotFound``, ``PointsOverdrawn``, ``Invalid``.
        """
    def by_code(self, /, code: str) -> Member | None:
        """
        The member with this card or phone number, if there is one.
        """
    def cash_out(self, /, member: MemberId, amount: Decimal | int, method: TenderMethod, *, reason: str, id: DocumentId | None = None) -> CashOut:
        """
        A member gets back what they paid in. Raises ``CardOverdrawn``, ``Invalid``, ``NotFound``.
        """
    def erase(self, /, member: MemberId, *, id: DocumentId | None = None) -> Erasure:
        """
        Erases what the shop knows of a person: code, name and birthday, also of records that were merged into theirs. What they
        bought, paid and earned stays in the ledgers. It cannot be undone; what backups still hold is the shop's to erase.

        Raises ``NotFound``; ``MemberErased`` if they were erased before; ``MemberHolds`` while they have stored value, points or
        a deposit for an order, or owe something.
        """
    def member(self, /, id: MemberId) -> Member:
        """
        The member with this id. Raises ``NotFound``.
        """
    def merge(self, /, source: MemberId, into: MemberId, *, reason: str, id: DocumentId | None = None) -> None:
        """
        Says that two records are one person: all that ``source`` has becomes that of ``into``. Raises ``NotFound``,
        ``Invalid``, ``WrongState``.
        """
    def put(self, /, members: Sequence[Member], *, id: DocumentId | None = None) -> None:
        """
        Adds members, or replaces those with the same id. Raises ``Invalid``, ``Duplicate``.
        """
    def search(self, /, text: str, *, limit: int = ...) -> Table:
        """
        Members whose name contains the text, upper and lower case A to Z alike, without those who were merged into another or
        erased; at most ``limit`` (1,000).

        Raises ``Invalid`` for an empty text.
        """
    def set_levels(self, /, rules: LevelRules | None, *, id: DocumentId | None = None) -> None:
        """
        Says which levels members reach by what they spend; ``None`` for levels set by hand. Raises ``Invalid``.
        """
    def set_points(self, /, rules: PointsRules | None, *, id: DocumentId | None = None) -> None:
        """
        Says how members earn and redeem points; ``None`` for a shop without points. Raises ``Invalid``.
        """
    def settle(self, /, member: MemberId, amount: Decimal | int, tenders: Sequence[Tender], *, id: DocumentId | None = None) -> Settlement:
        """
        A member pays what they owe, or some of it. Raises ``Invalid``, ``NotFound``, ``TendersDiffer``.
        """
    def standing(self, /, member: MemberId) -> Standing:
        """
        Points, level and what is missing for the next one. Raises ``NotFound``.
        """
    def top_up(self, /, member: MemberId, amount: Decimal | int, tenders: Sequence[Tender], *, bonus: Decimal | int | None = None, id: DocumentId | None = None) -> TopUp:
        """
        A member pays in; ``bonus`` instead of what the rules give. Raises ``Invalid``, ``NotFound``, ``TendersDiffer``.
        """

@final
class Office:
    """
    Settings, proof and repair. ``shop.office``.

    >>> from tillbook import Shop
    >>> with Shop.memory() as shop:
    ...     shop.office.verify().is_clean
    True
    """
    def amend(self, /, document: DocumentId, amendment: Amendment, *, id: DocumentId | None = None) -> None:
        """
        Says that a document was otherwise: it happened at another time, or moved another quantity, or goods cost
        another price. What happened since is replayed. Raises ``NotFound``, ``WrongState``, ``Empty``, ``Invalid``,
        ``PeriodLocked``, ``OutOfStock``, ``RefundExceeds``.
        """
    def before_lock(self, /, through: date) -> LockReview:
        """
        What a lock through this day would close for good: shortages that nothing covered yet. Changes nothing. Raises
        ``Invalid``.
        """
    def lock(self, /, through: date, *, id: DocumentId | None = None) -> None:
        """
        Locks all days through this one: nothing happens on them any more. Raises ``OpenShortages``, ``Invalid``.
        """
    def put_payment_rules(self, /, rules: PaymentRules, *, id: DocumentId | None = None) -> None:
        """
        Says how payments are taken. Raises ``Invalid``.
        """
    def rebuild(self, /, *, progress: Progress = None) -> VerifyReport:
        """
        Makes all state anew from the documents, and tells what was wrong with it. ``progress`` as for ``verify``; when it is
        stopped, nothing was changed. Raises ``Corrupt`` for a document that cannot be replayed.
        """
    def settings(self, /) -> Settings:
        """
        What holds for the whole shop.
        """
    def verify(self, /, *, progress: Progress = None) -> VerifyReport:
        """
        Replays all documents and compares: what it finds is told, never repaired. ``progress`` is called after every 500
        documents with how many were replayed, and how many there are; ``True`` shows a bar if ``tqdm`` is installed. Ctrl-C stops it.
        """
    def void(self, /, document: DocumentId, *, reason: str, id: DocumentId | None = None) -> None:
        """
        Says that an entry never was: a receipt, a count, a write-off, a payment and so on. Raises ``NotFound``,
        ``WrongState``, ``SaidSince``, ``PeriodLocked``, ``OutOfStock``.
        """

@final
class Prices:
    """
    Price lists: other prices by level of member, by quantity, by pack, by time. ``shop.prices``.

    >>> from tillbook import Cart, CartLine, NewProduct, PriceList, PriceListId, Shop, VariantPrices, new_id
    >>> from decimal import Decimal
    >>> with Shop.memory() as shop:
    ...     cola = shop.catalog.add(NewProduct("Cola", price=3)).variants[0].id
    ...     many = PriceListId(new_id())
    ...     shop.prices.put_lists([PriceList(many, "by the dozen")])
    ...     shop.prices.set(many, [VariantPrices(cola).from_(12, Decimal("2.60"))])
    ...     [shop.till.price(Cart([CartLine(cola, n)])).total for n in (11, 12)]
    [Decimal('33.00'), Decimal('31.20')]
    """
    def lists(self, /) -> tuple[PriceList, ...]:
        """
        All price lists, in the order in which they were added, those that are over included.
        """
    def of_list(self, /, list: PriceListId) -> Table:
        """
        All that a list says, in the order in which it first named the variants; rows as those of ``of_variant``. Raises
        ``NotFound``.
        """
    def of_variant(self, /, variant: VariantId) -> Table:
        """
        What lists say of a variant, in the order of the lists: a row a price, of one stock unit or, where ``pack`` names
        one, of one pack, from so many in the cart on. Raises ``NotFound``.
        """
    def put_lists(self, /, lists: Sequence[PriceList], *, id: DocumentId | None = None) -> None:
        """
        Adds price lists, or replaces those with the same id; what they say of variants stays. Sales that were posted keep
        their prices. At most 1,000 lists. Raises ``Invalid``.
        """
    def remove(self, /, list: PriceListId, variants: Sequence[VariantId], *, id: DocumentId | None = None) -> None:
        """
        Says that a list asks nothing special for these variants any more, at most 5,000 at once. Raises ``NotFound``,
        ``Invalid``.
        """
    def set(self, /, list: PriceListId, prices: Sequence[VariantPrices], *, id: DocumentId | None = None) -> None:
        """
        Says what a list asks for variants, at most 5,000 at once: all that it said of them before is replaced, what it
        says of others stays.

        Raises ``NotFound`` for a list, a variant or a pack that nobody knows; ``Invalid`` for a price that is not above
        zero, without prices, and for two of the same quantity.
        """

@final
class Promotions:
    """
    Offers. ``shop.promotions``.

    >>> from tillbook import Benefit, Cart, CartLine, NewProduct, Promotion, PromotionId, Reward, Shop, new_id
    >>> from decimal import Decimal
    >>> with Shop.memory() as shop:
    ...     tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
    ...     half = Benefit.BuyXGetY(1, 1, reward=Reward.PercentOff(Decimal("0.5")))
    ...     shop.promotions.put([Promotion(PromotionId(new_id()), "2nd at half price", half)])
    ...     shop.till.price(Cart([CartLine(tea, 2)])).total
    Decimal('18.00')
    """
    def all(self, /) -> tuple[Promotion, ...]:
        """
        All promotions, past ones included.
        """
    def coupon(self, /, code: str) -> tuple[Coupon, int]:
        """
        The coupon with this code, and how often it may still be used, whatever the day. Raises ``NotFound``.
        """
    def issue(self, /, coupons: Sequence[Coupon], *, id: DocumentId | None = None) -> None:
        """
        Puts coupons on record, or replaces those with the same codes: what was used of them stays used. At most 5,000
        at once. Raises ``Invalid``, ``NotFound``.
        """
    def left(self, /, promotion: PromotionId, *, member: MemberId | None = None) -> tuple[tuple[Limit, int], ...]:
        """
        What is left of each limit of a promotion now, in its order; of a limit per member for ``member``, and none of
        it without one. Raises ``NotFound``.
        """
    def put(self, /, promotions: Sequence[Promotion], *, id: DocumentId | None = None) -> None:
        """
        Adds promotions, or replaces those with the same id. Sales that were posted keep what they got. Raises
        ``Invalid``, ``NotFound``.
        """

@final
class Purchasing:
    """
    Suppliers, orders, receipts of goods. ``shop.purchasing``.

    >>> from tillbook import NewProduct, Shop, Supplier, SupplierId, line, new_id, received
    >>> from decimal import Decimal
    >>> with Shop.memory() as shop:
    ...     tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
    ...     seller = SupplierId(new_id())
    ...     shop.purchasing.put_suppliers([Supplier(seller, "S01", "Wholesale", lead_time_days=1)])
    ...     order = shop.purchasing.order(seller, [line(tea, 20, Decimal("7.50"))])
    ...     receipt = shop.purchasing.receive(order.id, [received(0, 18)])
    ...     shop.purchasing.open_orders().to_dicts()[0]["received"]
    Decimal('18')
    """
    def amend(self, /, order: OrderId, lines: Sequence[OrderLine], *, expected_on: date | None = None, id: DocumentId | None = None) -> PurchaseOrder:
        """
        States anew what an open order is to bring. Line numbers never change: what is left out stays, with no more
        ordered than came. Raises what ``order`` raises; ``WrongState`` for an order that is done or cancelled.
        """
    def cancel(self, /, order: OrderId, *, reason: str, id: DocumentId | None = None) -> PurchaseOrder:
        """
        Cancels what is still open of an order. Raises ``NotFound``; ``WrongState``.
        """
    def landed_cost(self, /, supplier: SupplierId, receipts: Sequence[ReceiptId], amount: Decimal | int, *, by: LandedBy | None = None, reason: str, id: DocumentId | None = None) -> tuple[LandedShare, ...]:
        """
        Adds a bill for freight, duty or the like to what the goods of these receipts cost: by their value, unless
        ``by`` says otherwise. What was sold of them costs more since. Raises ``NotFound``, ``Invalid``.
        """
    def open_orders(self, /) -> Table:
        """
        The lines of orders of which more is to come, oldest order first.
        """
    def order(self, /, supplier: SupplierId, lines: Sequence[OrderLine], *, expected_on: date | None = None, id: OrderId | None = None) -> PurchaseOrder:
        """
        Orders goods, which should come on ``expected_on`` if that is known. Raises ``Empty``, ``Invalid``,
        ``NotFound``, ``IdReused``.
        """
    def order_by_id(self, /, id: OrderId) -> PurchaseOrder:
        """
        The order as its documents leave it. Raises ``NotFound``.
        """
    def pay(self, /, supplier: SupplierId, amount: Decimal | int, method: TenderMethod, *, reference: str = "", id: DocumentId | None = None) -> SupplierPayment:
        """
        Pays a supplier. Raises ``Invalid``, ``NotFound``.
        """
    def propose(self, /) -> Table:
        """
        What should be ordered now, by supplier: variants at or below their reorder point, counting what is on its way. A row a
        variant; ``supplier`` is ``None`` for goods that nobody is known to sell. ``quantity`` is in whole packs of ``pack_size``,
        ``unit_cost`` what a stock unit cost there last.
        """
    def put_suppliers(self, /, suppliers: Sequence[Supplier], *, id: DocumentId | None = None) -> None:
        """
        Adds suppliers, or replaces those with the same id. Raises ``Invalid``, ``Duplicate`` for a code that another
        supplier has.
        """
    def put_supplies(self, /, supplies: Sequence[NewSupply], *, id: DocumentId | None = None) -> None:
        """
        States which supplier sells which variant, or corrects it. Raises ``Invalid``, ``NotFound``.
        """
    def receive(self, /, order: OrderId, lines: Sequence[ReceiptLine], *, location: LocationId | None = None, id: ReceiptId | None = None) -> Receipt:
        """
        Takes in goods of an order, at ``location`` if not the first one. Raises ``NotFound``, ``WrongState``,
        ``Empty``, ``Invalid``, ``BatchDates``.
        """
    def receive_from(self, /, supplier: SupplierId, lines: Sequence[ReceiptLine], *, location: LocationId | None = None, id: ReceiptId | None = None) -> Receipt:
        """
        Takes in goods that nobody ordered. Raises what ``receive`` raises.
        """
    def reprice(self, /, receipt: ReceiptId, lines: Sequence[PriceLine], *, id: DocumentId | None = None) -> tuple[RepricedLine, ...]:
        """
        Says what goods of a receipt really cost. Raises ``NotFound``, ``Invalid``, ``WrongState``.
        """
    def return_goods(self, /, receipt: ReceiptId, lines: Sequence[SupplierReturnLine], *, id: DocumentId | None = None) -> SupplierReturn:
        """
        Sends goods of a receipt back. Raises ``NotFound``, ``OutOfStock``, ``Invalid``, ``WrongState``.
        """
    def suppliers(self, /) -> Table:
        """
        All suppliers, in the order in which they were added.
        """
    def supplies_of(self, /, variant: VariantId) -> Table:
        """
        Who sells this variant, and at what last cost.
        """

@final
class Reports:
    """
    Read-only questions. ``shop.reports``. Amounts are exact; nothing is written.

    ``since`` is the first day of a period, ``until`` the day after its last one; without them all days count.

    >>> from datetime import date
    >>> from tillbook import Shop
    >>> with Shop.demo() as shop:
    ...     september = shop.reports.margin("category", since=date(2017, 9, 1), until=date(2017, 10, 1))
    ...     september.columns
    ('key', 'name', 'quantity', 'net_sales', 'tax', 'cost', 'profit', 'margin', 'markup')
    """
    def abc(self, /, rule: AbcRule | None = None) -> Table:
        """
        All products that were sold since the shop opened with their class by net sales, most net sales first. ``rule``
        says where the classes end: 80 % and 95 %.
        """
    def below_reorder_point(self, /, limit: int = 10000) -> Table:
        """
        Variants with no more on hand than their reorder point, at most ``limit``.
        """
    def cash_rounding(self, /, *, since: date | None = None, until: date | None = None) -> Decimal:
        """
        What rounding cash to coins brought, below zero for what it cost.
        """
    def day_close(self, /, day: date) -> DayClose:
        """
        A look at one day: sales, payments, devices.
        """
    def expiring(self, /, within_days: int, today: date) -> Table:
        """
        Goods whose last good day is at most ``within_days`` days after ``today``, and those past it; the earliest
        first.
        """
    def margin(self, /, by: By | None = None, *, since: date | None = None, until: date | None = None) -> Table:
        """
        Gross margin (毛利) of the period by ``product``, ``variant``, ``category``, ``category_tree``, ``brand``, ``day``
        or ``member``, most profit first; by day the earliest first. Columns: ``key``, ``name``, ``quantity``,
        ``net_sales`` and ``tax`` and ``cost``, ``profit``, ``margin`` (of net sales), ``markup`` (on cost).
        """
    def margin_by_product_and_day(self, /, *, since: date | None = None, until: date | None = None) -> Table:
        """
        Gross margin of each product on each day on which it was sold or came back. Columns: ``product``, ``name``,
        ``day``, ``quantity``, ``net_sales``, ``tax``, ``cost``, ``profit``.
        """
    def other_money(self, /, *, since: date | None = None, until: date | None = None) -> OtherMoney:
        """
        What came and went beside sales: top-ups, settlements, cash outs, payments of suppliers.
        """
    def payables(self, /) -> Table:
        """
        What is owed to suppliers.
        """
    def purchases_by_supplier(self, /, *, since: date | None = None, until: date | None = None) -> Purchases:
        """
        What was ordered, came and is owed, by supplier and in all.
        """
    def receivables(self, /, on: date) -> Table:
        """
        What members owe, and what of it is overdue on a day.
        """
    def recost(self, /, method: CostingMethod, *, since: date | None = None, until: date | None = None) -> Recost:
        """
        What goods would have cost by another method, beside what they cost.
        """
    def refund_tax_readings(self, /, *, since: date | None = None, until: date | None = None) -> RefundTaxReadings:
        """
        The tax of refunds by two readings of the law.
        """
    def sales(self, /, *, since: date | None = None, until: date | None = None) -> SalesSummary:
        """
        Sales, refunds and voids of the days from ``since``, included, to ``until``, excluded.
        """
    def sales_by_day(self, /, *, since: date | None = None, until: date | None = None) -> Table:
        """
        Sales of every day of the period, earliest first. Columns: ``day``, ``sales`` (till slips), ``net`` (tax
        included), ``tax``, ``refunds``, ``refund_tax``, ``cogs``, ``gross_profit``.
        """
    def stock(self, /) -> StockSummary:
        """
        How much is on hand and what it is worth.
        """
    def stock_at(self, /, moment: datetime | date, *, known: AnyKnown | None = None) -> StockSummary:
        """
        How much was on hand at a time or when a day was over, and what it was worth; by what is known now, or was
        ``known`` then.
        """
    def stock_by_expiry(self, /) -> Table:
        """
        What is on hand by last good day, earliest first, goods without one last.
        """
    def stock_by_variant(self, /, of: StockOf | None = None) -> Table:
        """
        What is on hand of each variant and what it is worth, in the order in which the variants were added: of those
        ``"on_hand"``, unless ``of`` says ``"all_variants"``.
        """
    def stock_by_variant_at(self, /, moment: datetime | date, *, of: StockOf | None = None, known: AnyKnown | None = None) -> Table:
        """
        The same of each variant.
        """
    def stock_changes(self, /, *, since: date | None = None, until: date | None = None) -> StockChanges:
        """
        What changed the stock in the period, at cost.
        """
    def stored_values(self, /) -> Table:
        """
        What members have stored, each that has anything, by code.
        """
    def tenders(self, /, *, since: date | None = None, until: date | None = None) -> Table:
        """
        Payments by method: received, refunded, and what came and went beside sales.
        """
    def top_products(self, /, limit: int = 10) -> Table:
        """
        The products with most gross profit since the shop opened. No ledger is read but what was posted since the
        report before.
        """

@final
class Shifts:
    """
    Drawers: floats, cash in and out, counts, X and Z reports. ``shop.shifts``.

    >>> from tillbook import CashCount, CashPieces, Shop
    >>> with Shop.memory() as shop:
    ...     clerk = shop.as_actor("li")
    ...     shift = clerk.shifts.open(100)
    ...     counted = clerk.shifts.count(shift.id, CashCount([CashPieces(100, 1)]))
    ...     clerk.shifts.close(shift.id, 100).variance
    Decimal('0.00')
    """
    def cash_in(self, /, amount: Decimal | int, source: Counterpart, *, reason: str, id: DocumentId | None = None) -> None:
        """
        Puts cash into the drawer. Raises ``NoOpenShift``, ``Invalid``.
        """
    def cash_out(self, /, amount: Decimal | int, to: Counterpart, *, reason: str, id: DocumentId | None = None) -> None:
        """
        Takes cash out of the drawer. Raises ``NoOpenShift``, ``DrawerShort``, ``Invalid``.
        """
    def close(self, /, shift: ShiftId, leaving: Decimal | int, *, reason: str | None = None, id: DocumentId | None = None) -> ShiftReport:
        """
        Closes a shift that was counted, and leaves so much in the drawer. Raises ``DrawerNotCounted``,
        ``DrawerDiffers``, ``WrongState``, ``Invalid``.
        """
    def count(self, /, shift: ShiftId, count: CashCount, *, id: DocumentId | None = None) -> Decimal:
        """
        States what was counted in the drawer; answers its sum and nothing else. Raises ``NotFound``, ``WrongState``,
        ``Invalid``.
        """
    def current(self, /) -> Shift | None:
        """
        The open shift of this device, if there is one.
        """
    def no_sale(self, /, *, reason: str, id: DocumentId | None = None) -> None:
        """
        Opens the drawer without a sale. Raises ``NoOpenShift``.
        """
    def open(self, /, float: Decimal | int, *, reason: str | None = None, id: ShiftId | None = None) -> Shift:
        """
        Opens a shift at the drawer of this device, with so much cash in it. Raises ``WrongState`` while one is open;
        ``DrawerDiffers``, ``Invalid``.
        """
    def open_shifts(self, /) -> Table:
        """
        The open shifts of all devices.
        """
    def put_rules(self, /, rules: ShiftRules, *, id: DocumentId | None = None) -> None:
        """
        Says how shifts are kept. Raises ``Invalid``.
        """
    def x_report(self, /, shift: ShiftId) -> ShiftReport:
        """
        What a shift did so far. Raises ``NotFound``.
        """
    def z_report(self, /, shift: ShiftId) -> ShiftReport:
        """
        What a closed shift did. Raises ``NotFound``, ``WrongState``.
        """
    def z_reports(self, /, *, since: date | None = None, until: date | None = None) -> Table:
        """
        The shifts that were closed on the days from ``since``, included, to ``until``, excluded, a row each; ``z_report`` has all of
        one. ``expected`` is what the drawer had to hold, ``variance`` what was counted less that.
        """

@final
class Shop:
    """
    A shop: the way to everything else. May be used from many threads.

    >>> from tillbook import Cart, CartLine, NewProduct, OpeningStockLine, Shop, Tender
    >>> shop = Shop.memory()
    >>> tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
    >>> shop.stockroom.open_with([OpeningStockLine(tea, 10, 7)])
    >>> sale = shop.till.sell(Cart([CartLine(tea, 2)]), [Tender.wechat(24)])
    >>> shop.stockroom.explain_cost(sale.id).cost
    Decimal('14.00')
    >>> shop.office.verify().is_clean
    True
    >>> shop.close()
    """
    def __enter__(self, /) -> Shop: ...
    def __exit__(self, /, kind: object, error: object, trace: object) -> None: ...
    def __repr__(self, /) -> str: ...
    def approved_by(self, /, name: str) -> Shop:
        """
        The same shop, with this person's approval for what needs one: expired goods, prices below the guard, what
        the authority wants approved.
        """
    def as_actor(self, /, name: str) -> Shop:
        """
        The same shop, with this person as the actor of all documents posted through it.
        """
    def at(self, /, time: datetime) -> Shop:
        """
        The same shop, with this effective time for all documents posted through it, instead of now.
        """
    def backup_to(self, /, path: str | os.PathLike[str]) -> None:
        """
        Copies the file of the shop while it is open, and checks the copy. For shops in files. ``path`` must not exist.
        """
    @property
    def carts(self, /) -> Carts:
        """
        What is not sold yet: held carts, quotations, orders and their deposits.
        """
    @property
    def catalog(self, /) -> Catalog:
        """
        What is sold: products, variants, barcodes, prices, categories, taxes.
        """
    def close(self, /) -> None:
        """
        Waits for work under way, then closes the shop: its file alone holds it. Once more does nothing.
        """
    @staticmethod
    def connect(url: str, shop: str | None = None, *, settings: Settings | None = None, device: str = "T1", restored: bool = False, connections: int = 8, upgrade_schema: bool = True, authority: Callable[[Asked], AnyVerdict] | None = None) -> Shop:
        """
        Opens a shop in a PostgreSQL database: ``url`` is the address as libpq has it, ``shop`` the shop's id. With
        ``settings`` the shop is set up if it is not there yet; ``shop`` is the id in them then.

        Raises ``Unreachable``, ``AccessDenied``, ``NoShop``, ``NotOurs``, ``NewerSchema``, ``OlderSchema``.
        """
    @staticmethod
    def create(path: str | os.PathLike[str], settings: Settings, *, device: str = "T1", durability: Literal['full', 'normal'] = "full", authority: Callable[[Asked], AnyVerdict] | None = None) -> Shop:
        """
        Sets up a shop in a new file. The same settings again open it.

        Raises ``Invalid`` for bad settings, ``ShopExists``, and what ``open`` raises.
        """
    @property
    def currency(self, /) -> str:
        """
        ISO 4217 code of the shop's currency.
        """
    @staticmethod
    def demo(*, costing: CostingMethod = "fifo") -> Shop:
        """
        The corner shop: a quarter of a real grocery shop in memory, 9,777 sale lines. Takes a few seconds. ``costing``
        is ``fifo`` or ``moving_average``.
        """
    def fork(self, /, *, device: str = "T1") -> Shop:
        """
        A copy of the shop in memory, to try things on: nothing reaches the shop itself. What is posted on the copy is of
        another epoch of the device. On the copy everybody may do everything.
        """
    @property
    def is_closed(self, /) -> bool:
        """
        True once it was closed.
        """
    @property
    def members(self, /) -> Members:
        """
        Customers whom the shop knows.
        """
    @staticmethod
    def memory(settings: Settings | None = None, *, device: str = "T1", authority: Callable[[Asked], AnyVerdict] | None = None) -> Shop:
        """
        A new shop in memory: in China, with prices that include tax and first in, first out, unless ``settings`` say
        otherwise. Raises ``Invalid``.

        >>> from tillbook import Act, Cart, CartLine, LineDiscount, NewProduct, Shop, TakeOff, errors
        >>> def tenth(asked):
        ...     # Cashiers take off a tenth at most.
        ...     if isinstance(asked.act, Act.Discount) and asked.act.asked * 10 < asked.act.base * 9:
        ...         return "needs_approver"
        ...     return "allow"
        >>> with Shop.memory(authority=tenth) as shop:
        ...     tea = shop.catalog.add(NewProduct("Green tea", price=10)).variants[0].id
        ...     cart = Cart([CartLine(tea, 1, discounts=[LineDiscount("bruised", TakeOff.Percent(11))])])
        ...     try:
        ...         shop.as_actor("li").till.price(cart)
        ...     except errors.ApproverNeeded as refused:
        ...         print(refused.act)
        ...     shop.as_actor("li").approved_by("boss").till.price(cart).total
        manual_discount
        Decimal('8.90')
        """
    @property
    def office(self, /) -> Office:
        """
        Settings, proof and repair.
        """
    @staticmethod
    def open(path: str | os.PathLike[str], *, device: str = "T1", restored: bool = False, durability: Literal['full', 'normal'] = "full", authority: Callable[[Asked], AnyVerdict] | None = None) -> Shop:
        """
        Opens the shop in this file. ``device`` is the short name of this till; part of document numbers. ``restored`` is
        true for a file that was restored from a backup or copied, the first time it is opened. ``durability`` is ``full``:
        what was acknowledged survives a power cut; or ``normal`` for imports that can be repeated. ``authority`` says who may
        give prices and discounts by hand, void, refund, ...; without one everybody may. It is called with an ``Asked`` and
        answers a verdict; it must not call a shop, and an exception refuses.

        Raises ``NoShop``, ``NotOurs``, ``NewerSchema``, ``ReadOnly``, ``Locked``, ``Corrupt``, ``Storage``.
        """
    def preview(self, /, entry: Callable[[Shop], _Answer]) -> tuple[_Answer, tuple[CostChange, ...]]:
        """
        What an entry would answer, and what it would change of what earlier documents cost; nothing is posted. ``entry``
        is called with a shop and posts one document through it.
        """
    @property
    def prices(self, /) -> Prices:
        """
        Price lists: other prices by level, quantity, pack and time.
        """
    @property
    def promotions(self, /) -> Promotions:
        """
        Offers.
        """
    @property
    def purchasing(self, /) -> Purchasing:
        """
        Suppliers, orders, receipts of goods.
        """
    @property
    def reports(self, /) -> Reports:
        """
        Read-only questions.
        """
    @property
    def shifts(self, /) -> Shifts:
        """
        Drawers: floats, cash in and out, counts, X and Z reports.
        """
    @property
    def show(self, /) -> Show:
        """
        Pictures: needs Altair.
        """
    def sql(self, /, query: str, params: Sequence[str | int | Decimal | date | None] | None = None) -> Table:
        """
        Read-only SQL on the documented views: ``v_sale_line``, ``v_stock``, ``v_stock_ledger``, ``v_revaluation``,
        ``v_daily_total``, ``v_account_entry``. One statement that begins with SELECT, WITH, VALUES or EXPLAIN; ``params`` are
        for its question marks. Columns that keep their names in the views have exact types; sums of texts are SQLite's, which
        are floats: add up in the data frame. A shop in memory is copied into a file for it.

        Raises ``SqlRefused`` for what writes, for a second statement and for mistakes; for shops in PostgreSQL.

        >>> with Shop.memory() as shop:
        ...     len(shop.sql("SELECT * FROM v_stock WHERE sku = ?", ["A1"]))
        0
        """
    @property
    def stockroom(self, /) -> Stockroom:
        """
        What lies where and what it cost: levels, counts, write-offs, transfers.
        """
    @property
    def till(self, /) -> Till:
        """
        Sales, refunds, voids.
        """
    @property
    def time_zone(self, /) -> str:
        """
        IANA name of the shop's time zone.
        """

@final
class Stockroom:
    """
    What lies where and what it cost. ``shop.stockroom``.

    >>> from tillbook import CountLine, NewProduct, OpeningStockLine, Shop
    >>> from decimal import Decimal
    >>> with Shop.memory() as shop:
    ...     tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
    ...     shop.stockroom.open_with([OpeningStockLine(tea, 10, Decimal("7.50"))])
    ...     count = shop.stockroom.count([CountLine(tea, 9, reason="one missing")])
    ...     shop.stockroom.on_hand(tea)
    (Decimal('9'), Decimal('67.50'))
    """
    def available(self, /, variant: VariantId) -> Decimal:
        """
        How much of a variant there is to sell, over all locations: of goods what is on hand, of a kit as many whole ones as its
        parts make up. Raises ``NotFound``.
        """
    def cost_pools(self, /, variant: VariantId) -> Table:
        """
        What the goods of a variant that are there cost, by what shares a cost, with the layers of first in, first out.
        Raises ``NotFound``.
        """
    def count(self, /, lines: Sequence[CountLine], *, location: LocationId | None = None, id: DocumentId | None = None) -> Count:
        """
        States what was counted; the difference is found or missing. Raises ``Invalid``, ``NotFound``.
        """
    def explain_cost(self, /, sale: SaleId) -> SaleCost:
        """
        Which receipts the goods of a sale came from, and what each of them cost. Raises ``NotFound``.
        """
    def ledger_card(self, /, variant: VariantId, *, since: date | None = None, until: date | None = None) -> Table:
        """
        The movements of a variant, oldest first, with what was on hand after each (进销存明细): from ``since``, included, to
        ``until``, excluded, or all. Raises ``NotFound``.
        """
    def levels(self, /, variants: Sequence[VariantId] | None = None) -> Table:
        """
        Where the goods of these variants lie, by variant as asked for, then location and batch; of all variants without
        any. Raises ``NotFound``.
        """
    def on_hand(self, /, variant: VariantId) -> tuple[Decimal, Decimal]:
        """
        How much of a variant there is over all locations, and what it is worth at cost. Raises ``NotFound``.
        """
    def on_hand_at(self, /, variant: VariantId, moment: datetime | date) -> tuple[Decimal, Decimal]:
        """
        What is on hand and its worth at a time, or when a day was over; by what is known now. Raises ``NotFound``.
        """
    def open_with(self, /, lines: Sequence[OpeningStockLine], *, location: LocationId | None = None, id: DocumentId | None = None) -> None:
        """
        States what was there when the shop began. Raises ``Invalid``, ``NotFound``, ``WrongState``.
        """
    def shortages(self, /) -> Table:
        """
        What left without being there, and is not covered yet; by variant, oldest first.
        """
    def transfer(self, /, lines: Sequence[TransferLine], *, from_location: LocationId, to_location: LocationId, id: DocumentId | None = None) -> None:
        """
        Carries goods from one location to another. Raises ``OutOfStock``, ``Invalid``, ``NotFound``.
        """
    def write_down(self, /, lines: Sequence[WriteDownLine], *, location: LocationId | None = None, id: DocumentId | None = None) -> None:
        """
        Says what goods can still be realised for. Raises ``Invalid``, ``NotFound``.
        """
    def write_off(self, /, lines: Sequence[WriteOffLine], *, location: LocationId | None = None, id: DocumentId | None = None) -> None:
        """
        Throws goods away. Raises ``OutOfStock``, ``Invalid``, ``NotFound``.
        """

@final
class Table:
    """
    Rows and columns with exact types, which any data frame library reads through Arrow's C interface.

    Amounts are ``decimal128`` with as many places as the currency has, quantities and prices have six, shares six, rates
    twelve. Days are ``date32``, times are microseconds in the shop's time zone. Ids and names are texts.

    >>> from tillbook import NewProduct, Shop
    >>> with Shop.memory() as shop:
    ...     card = shop.catalog.add(NewProduct("Green tea", price=12))
    ...     table = shop.reports.stock_by_variant(of="all_variants")
    >>> len(table), table.columns
    (1, ('variant', 'sku', 'name', 'quantity', 'value'))
    >>> table.to_dicts()[0]["value"]
    Decimal('0.00')
    """
    def __arrow_c_schema__(self, /) -> object:
        """
        The schema as an Arrow C capsule, for data frame libraries.
        """
    def __arrow_c_stream__(self, /, requested_schema: object | None = None) -> object:
        """
        The rows as an Arrow C stream, for data frame libraries.
        """
    def __len__(self, /) -> int:
        """
        Number of rows.
        """
    def __repr__(self, /) -> str: ...
    def _repr_html_(self, /) -> str: ...
    def column(self, /, name: str) -> list[Any]:
        """
        The values of one column.
        """
    @property
    def columns(self, /) -> tuple[str, ...]:
        """
        Names of the columns.
        """
    @property
    def schema(self, /) -> dict[str, str]:
        """
        Names of the columns with the names of their Arrow types.
        """
    def to_dicts(self, /) -> list[dict[str, Any]]:
        """
        One dictionary for each row. Needs no other package.
        """
    def to_pandas(self, /) -> pandas.DataFrame:
        """
        A ``pandas.DataFrame``. Pandas and PyArrow must be installed; decimals stay exact.
        """
    def to_polars(self, /) -> polars.DataFrame:
        """
        A ``polars.DataFrame``. Polars must be installed.
        """

@final
class Till:
    """
    Sales, refunds and voids. ``shop.till``.

    >>> from tillbook import Cart, CartLine, NewProduct, OpeningStockLine, Shop, Tender
    >>> with Shop.memory() as shop:
    ...     tea = shop.catalog.add(NewProduct("Green tea", price=12)).variants[0].id
    ...     shop.stockroom.open_with([OpeningStockLine(tea, 10, 7)])
    ...     cart = Cart([CartLine(tea, 2)])
    ...     quote = shop.till.price(cart)
    ...     sale = shop.till.sell(cart, [Tender.cash(50)])
    >>> quote.total, sale.change
    (Decimal('24.00'), Decimal('26.00'))
    """
    def exchange(self, /, exchange: Exchange, tenders: Sequence[Tender] | None = None, *, refund: RefundId | None = None, sale: SaleId | None = None) -> Exchanged:
        """
        Takes back goods of a sale and sells others for them (换货): a refund and a sale, both or none. What the goods that
        come back were paid with pays for the others; only the difference is paid, or paid back. ``tenders`` are what the
        customer pays on top. ``refund`` and ``sale`` are the ids of the two.

        Raises what ``refund`` and ``sell`` raise; ``Invalid`` for the cart of another member than whose card or account paid.
        """
    def price(self, /, cart: Cart) -> Quote:
        """
        What the cart would cost now, and why.

        Raises ``Empty``, ``Invalid``, ``NotFound``, ``BelowLowestPrice``.
        """
    def price_exchange(self, /, exchange: Exchange) -> ExchangeQuote:
        """
        What an exchange would come to now. Nothing is posted. Raises what ``refund`` and ``price`` raise.
        """
    def price_refund(self, /, sale: SaleId, lines: Sequence[RefundLine], *, reason: str, to: AnyRefundTo | None = None) -> RefundQuote:
        """
        What a refund would come to now, and which way its money would go. Nothing is posted. Raises what ``refund`` raises.
        """
    def refund(self, /, sale: SaleId, lines: Sequence[RefundLine], *, reason: str, to: AnyRefundTo | None = None, id: RefundId | None = None) -> Refund:
        """
        Takes back goods of a sale, at exactly what was paid for them: by the tenders of the sale, unless ``to`` says otherwise.

        Raises ``NotFound``, ``RefundExceeds``, ``RefundMethod``, ``WrongState``, ``Invalid``.
        """
    def refund_without_sale(self, /, goods: UnlinkedReturn, *, id: RefundId | None = None) -> UnlinkedRefund:
        """
        Takes back goods that nobody has a sale for. Needs an approver.

        Raises ``Invalid``, ``NotFound``, ``Empty``.
        """
    def sale(self, /, id: SaleId) -> Sale:
        """
        The sale with this id. Raises ``NotFound``.
        """
    def sale_numbered(self, /, number: str) -> Sale:
        """
        The sale with the number on a till slip, such as ``S-T1-000123``. Raises ``NotFound``.
        """
    def scan(self, /, code: str) -> Scanned:
        """
        Finds what a code belongs to: a barcode in any of its spellings, else a SKU.

        Raises ``CheckDigit`` for a misread barcode; ``NotFound``.
        """
    def sell(self, /, cart: Cart, tenders: Sequence[Tender], *, id: SaleId | None = None) -> Sale:
        """
        Sells the goods in the cart. Cash may exceed what is to pay and gives change; other tenders must not. Stored value
        and credit are the cart's member's. The same ``id`` again answers the same sale.

        Raises what ``price`` raises; ``OutOfStock``, ``Expired``, ``TendersDiffer``, ``ChangeNotFromCash``,
        ``CouponRefused``, ``CardOverdrawn``, ``OverCreditLimit``, ``IdReused``. Nothing is written then.
        """
    def sell_all(self, /, sales: Sequence[NewSale]) -> tuple[Sale, ...]:
        """
        Posts sales in one transaction, all or none: for imports. At most 1,000.

        Raises what ``sell`` raises, for the first sale that is refused; ``Invalid`` for too many.
        """
    def sell_ordered(self, /, order: CustomerOrderId, tenders: Sequence[Tender], *, parts: Sequence[OrderedPart] | None = None, id: SaleId | None = None) -> Sale:
        """
        Sells goods that a customer was quoted or ordered, at what was agreed; all that is open of it if no ``parts`` are named.
        Its deposit is one way to pay: ``Tender.deposit``.

        Raises ``NotFound``; ``WrongState`` for an order that is sold, cancelled or expired: then ``carts.reprice`` says what it
        costs now; ``Invalid`` for more than is open of a line, and for more than is left of the deposit; what ``sell`` raises
        about goods and tenders.
        """
    def void(self, /, sale: SaleId, *, reason: str, id: DocumentId | None = None) -> None:
        """
        Voids a sale: it never was. Raises ``NotFound``, ``WrongState``, ``PeriodLocked``.
        """
    def void_exchange(self, /, sale: SaleId, *, reason: str, id: DocumentId | None = None, refund_id: DocumentId | None = None) -> None:
        """
        States that an exchange never was: the document ``id`` voids its sale, ``refund_id`` its refund, both or none.

        Raises what ``void`` raises; ``WrongState`` for a sale that is no half of an exchange; ``CardOverdrawn`` when what came
        to a card was spent.
        """

def check_barcodes(codes: Sequence[str]) -> Table:
    """
    Looks at barcodes: one row for each, in their order. Columns: ``code`` as given; ``valid``; ``key``, under which all
    spellings of it are found; ``gtin14``, of a GTIN its form of 14 digits; ``problem``, ``bad_check_digit`` or ``invalid``; and
    what is wrong as a ``text``. Codes are texts: what a spreadsheet made a number of is refused with ``TypeError``.

    >>> from tillbook import barcode
    >>> barcode.check(["6901234567892", "6901234567890"]).column("valid")
    [True, False]
    """

def check_digit(body: str) -> str:
    """
    The check digit of a code without it: ``6901234567892`` ends in 2. Raises ``Invalid`` for what is not all digits.

    >>> from tillbook import barcode
    >>> barcode.check_digit("690123456789")
    '2'
    """

def corner_shop_file(name: str) -> str:
    """
    The text of a file of the corner shop.
    """

def cost_moves(frame: object, *, method: CostingMethod = "fifo", currency: str = "CNY", negative: NegativeStock = "forbid") -> CostedMoves:
    """
    Costs moves of any number of items, whatever the order of the rows: first in, first out, or moving average.

    ``frame`` is anything with ``__arrow_c_stream__``. Columns: ``item``, a text or a whole number; ``kind``, one of
    ``receive``, ``found``, ``issue``, ``return``, ``count``; ``quantity``, exact, above zero (of a count: zero or more);
    ``value``, what all of a receipt cost, needed for ``receive``; optional: ``at``, a day or an aware time, without which the
    order of the rows is that of time; ``of``, the row of the sale that a return gives back, from 0.

    Raises ``RowErrors`` for the first cell that is wrong, and for a move that cannot be; ``TypeError`` for floats.

    >>> from decimal import Decimal
    >>> from tillbook import Table, costing
    >>> import pyarrow
    >>> moves = pyarrow.table({
    ...     "item": ["tea"] * 3,
    ...     "kind": ["receive", "receive", "issue"],
    ...     "quantity": [10, 10, 15],
    ...     "value": [Decimal("100.00"), Decimal("200.00"), None],
    ... })
    >>> costing.cost_moves(moves).moves.column("value")[2]
    Decimal('-200.00')
    >>> costing.cost_moves(moves, method="moving_average").items.column("value")
    [Decimal('75.00')]
    """

def evaluate(goods: Sequence[Goods], promotions: Sequence[Promotion], context: Context) -> Evaluation:
    """
    Finds the plan of promotions that is best for the customer: the same engine as the till's, on values alone.

    ``goods`` are lines of a cart with what they cost; ``context`` says the currency, the moment, member and coupons. What
    is answered says which promotions apply, what each takes off each line to the cent, why others do not, and what is nearly
    reached. Raises ``Invalid``, ``Duplicate`` for two promotions with one id.

    >>> from datetime import UTC, date, datetime
    >>> from decimal import Decimal
    >>> from tillbook import Benefit, Context, Goods, LocalTime, ProductId, Promotion, PromotionId, VariantId, new_id, promotions
    >>> offer = Promotion(PromotionId(new_id()), "20 % off", Benefit.PercentOff(Decimal("0.2")))
    >>> goods = Goods(VariantId(new_id()), ProductId(new_id()), 2, Decimal("30.00"))
    >>> context = Context("CNY", datetime(2026, 1, 1, 4, tzinfo=UTC), LocalTime(date(2026, 1, 1), 720))
    >>> promotions.evaluate([goods], [offer], context).applied[0].discount
    Decimal('6.00')
    """

def price(frame: object, promotions: Sequence[Promotion], *, time: datetime, currency: str = "CNY", time_zone: str = "Asia/Shanghai") -> Table:
    """
    Prices any number of carts by their best plans, one after the other: what would these baskets have cost under these offers?

    ``frame`` is anything with ``__arrow_c_stream__``. Columns: ``cart``, a text or a whole number; ``variant`` and, if offers
    name products, ``product``: ids, or any texts where no offer names them; ``quantity`` and ``unit_price``, exact. ``time`` is the
    moment of all sales, by the clock of ``time_zone``. Answers the rows with ``gross``, ``discount``, ``net`` and the names of the
    ``promotions``. Without members, coupons and limits over all sales: see ``evaluate`` for these.

    Raises ``RowErrors`` for the first cell that is wrong, ``Invalid`` for promotions that make no sense.

    >>> from datetime import UTC, datetime
    >>> from decimal import Decimal
    >>> import pyarrow
    >>> from tillbook import Benefit, Promotion, PromotionId, Reward, new_id, promotions
    >>> half = Promotion(PromotionId(new_id()), "2nd half price", Benefit.BuyXGetY(1, 1, reward=Reward.PercentOff(Decimal("0.5"))))
    >>> carts = pyarrow.table({"cart": [1, 1, 2], "variant": ["tea", "milk", "tea"], "quantity": [2, 1, 1], "unit_price": [10, 6, 10]})
    >>> promotions.price(carts, [half], time=datetime(2026, 1, 1, tzinfo=UTC)).column("net")
    [Decimal('15.00'), Decimal('6.00'), Decimal('10.00')]
    """

def read_frame(frame: object) -> list[dict[str, Any]]:
    """
    The rows of a frame of any library as dictionaries: what imports read.
    """
