"""Writes what Rust and Python must both know of the engine's records and errors, from the engine's source.

    python tools/generate.py           writes python/tillbook/{records,errors}.py and src/{schema,facts}.rs
    python tools/generate.py --check   says whether they are as they would be written

The source is formatted by rustfmt, so a field is a line: a small reader of lines is enough.
"""

from __future__ import annotations

import keyword
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
CORE = HERE.parent.parent / "core" / "src"

# Folders that hold records; where a name stands in two of them, the earlier one is meant.
FOLDERS = ["shop", "report", "pricing", "promotion", "party", "catalog", "document", "ledger", "costing", "posting"]

# Where the engine shows what it keeps elsewhere.
SHOWN_IN = {"posting": "shop"}

# What the desks take and answer. What these are made of is found by itself.
ROOTS = """
shop: NewProduct NewVariant ProductCard VariantCard VariantEdit Amendment LineAmendment LockReview CashOut MemberAccount
shop: NextLevel Settlement Standing TopUp CostChange OrderLine NewSupply Receipt ReceiptLine SupplierPayment
shop: SupplierReturn SupplierReturnLine PriceLine LandedBy CashCount CashPieces Shift ShiftClose ShiftReport CountLine
shop: Count OpeningStockLine SaleCost TransferLine WriteDownLine WriteOffLine
shop: NewSale Refund RefundQuote RefundLine RefundTo ReturnedGoods Sale Scanned Tender UnlinkedRefund UnlinkedReturn
shop: Exchange ExchangeQuote Exchanged OrderedPart HeldCart ResumedCart NewCustomerOrder CustomerOrderCancelled Deposit
shop: NewPart VariantPrices NewPriceStep Erasure
report: AbcRule DayClose By OtherMoney Purchases Recost SalesSummary StockOf StockSummary StockChanges RefundTaxReadings Known
pricing: Cart CartLine LineDiscount TakeOff RoundOff Quote PointsRules PriceList
promotion: Promotion Benefit Scope Condition Coupon Limit Goods Context Evaluation
party: Supplier Supply Member LevelRules
catalog: Category Location Product TaxCode
document: PurchaseOrder CustomerOrder Settings PaymentRules ShiftRules Counterpart LandedShare RepricedLine
ledger: TenderMethod CostingMethod NegativeStock
posting: Asked Verdict
"""

# Rows of tables: Rust alone knows them.
ROWS = """
report: AbcProduct DaySales Expiring MarginRow Payable Reorder VariantStock ExpiryStock MemberStoredValue TopProduct Receivable
document: TenderTotal
shop: StockLevel LedgerLine OpenShortage CostPool
"""

# What a caller may leave out, where it is not what Rust's `Option`, `Vec` and `bool` say by themselves.
DEFAULTS = {
    ("NewProduct", "id"): "ProductId | None:None:ProductId(new_id())",
    ("NewProduct", "brand"): '""',
    ("NewProduct", "unit"): '"each"',
    ("NewProduct", "tax_code"): '""',
    ("NewProduct", "price"): "Decimal(0)",
    ("ReceiptLine", "rejected"): "Decimal(0)",
    ("CartLine", "price_reason"): '""',
    ("LineDiscount", "kind"): '"manual"',
    ("Tender", "reference"): '""',
    ("Exchange", "to"): '"same_tenders"',
    ("NewCustomerOrder", "label"): '""',
    ("NewPriceStep", "from"): "Decimal(0)",
    ("CountLine", "reason"): '""',
    ("Member", "level"): '""',
    ("Promotion", "priority"): "0",
    ("Promotion", "stacking"): '"stackable"',
    ("Promotion", "scope"): '"all"',
    ("Promotion", "condition"): "Condition()",
    ("Product", "brand"): '""',
    ("Product", "unit"): '"each"',
    ("Product", "tax_code"): '""',
    ("BirthdayWindow", "days_before"): "0",
    ("BirthdayWindow", "days_after"): "0",
    ("Settings", "shop"): "str | None:None:new_id()",
    ("Settings", "name"): '"Shop"',
    ("Settings", "currency"): '"CNY"',
    ("Settings", "time_zone"): '"Asia/Shanghai"',
    ("Settings", "cutover_hour"): "0",
    ("Settings", "opened_on"): "date(2000, 1, 1)",
    ("Settings", "prices_include_tax"): "True",
    ("Settings", "tax_rounding"): '"line"',
    ("Settings", "costing"): '"fifo"',
    ("Settings", "cost_scope"): '"item"',
    ("Settings", "negative_stock"): '"forbid"',
    ("Settings", "moves_per_checkpoint"): "1_000",
    ("Settings", "shifts"): "None",
    ("Settings", "payments"): "None",
    ("PaymentRules", "spend"): '"proportion"',
    ("PaymentRules", "credit_days"): "30",
    ("PaymentRules", "round_off"): '"nothing"',
    ("PaymentRules", "smallest_coin"): "Decimal(0)",
    ("OpeningStockLine", "batch"): "None",
    ("Category", "parent"): "None",
}

# Records whose lists may be left out.
LISTS = {"NewProduct", "NewVariant", "VariantEdit", "Cart", "CartLine", "CashCount", "Amendment", "Product", "PaymentRules", "Context", "Goods", "VariantPrices"}

# Records that cannot be made of nothing.
FULL = {"OtherMoney"}

# Fields that stand first, without their names, though they may be left out.
FIRST = {"Cart": ["lines"], "CashCount": ["pieces"], "NewVariant": ["choices"], "VariantPrices": ["steps"]}

# What makes a record in fewer words, under the names it has in Rust.
METHODS = {
    "Tender": '''
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
''',
    "CartLine": '''
    def gift(self, reason: str) -> CartLine:
        """For nothing, for this reason: the goods leave the stock at cost."""
        return self.replace(unit_price=Decimal(0), price_reason=reason)
''',
    "VariantPrices": '''
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
''',
    "Cart": '''
    def add(self, variant: VariantId, quantity: Decimal | int) -> Cart:
        """The cart with ``quantity`` stock units more, at the catalog's price."""
        return self.replace(lines=(*self.lines, CartLine(variant, quantity)))
''',
    "ProductCard": '''
    def variant(self, *choices: str) -> VariantId:
        """The variant with these option values; ``KeyError`` if there is none."""
        for variant in self.variants:
            if tuple(variant.choices) == choices:
                return variant.id
        raise KeyError(" ".join(choices))
''',
}

IDS = re.compile(r"^[A-Z]\w*Id$")
INTS = {"u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "PostNo", "LineKey", "RecordNo", "LocationNo"}
TEXTS = {"String", "str", "&'astr", "&'staticstr", "Uuid", "Currency", "Barcode", "CodeRule", "ScalePattern", "char"}
SCALARS = {
    "Money": ("Money", "Decimal"),
    "Quantity": ("Micros", "Decimal"),
    "Price": ("Micros", "Decimal"),
    "Decimal": ("Decimal", "Decimal"),
    "Rate": ("Rate", "Decimal"),
    "Date": ("Date", "date"),
    "BusinessDay": ("Date", "date"),
    "Timestamp": ("Time", "datetime"),
    "bool": ("Bool", "bool"),
    "Digest": ("Digest", "str"),
}


@dataclass
class Field:
    name: str
    rust: str
    doc: str
    attrs: str

    @property
    def attribute(self) -> str:
        """Its name in Python, where some words are taken: ``Field::attribute`` in Rust knows them too."""
        if keyword.iskeyword(self.name) and self.name not in ("from", "is"):
            sys.exit(f"{self.name} is a keyword of Python: say in Field::attribute what it is called")
        return f"{self.name}_" if keyword.iskeyword(self.name) else self.name


@dataclass
class Variant:
    name: str
    doc: str
    fields: list[Field] | None = None  # with names
    value: str | None = None  # one without a name
    is_unit: bool = True


@dataclass
class Item:
    kind: str
    name: str
    folder: str
    doc: str
    attrs: str
    lifetime: str = ""
    fields: list[Field] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        """True for an enum whose variants are nothing but names."""
        return all(variant.is_unit for variant in self.variants)

    @property
    def path(self) -> str:
        """Its name in Rust, for those who use the engine."""
        return f"tillbook::{SHOWN_IN.get(self.folder, self.folder)}::{self.name}{self.lifetime}"

    @property
    def tag(self) -> str:
        found = re.search(r'tag = "(\w+)"', self.attrs)
        return found.group(1) if found else ""


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def wire(item: Item, variant: str) -> str:
    return snake_serde(variant) if "snake_case" in item.attrs else variant


def snake_serde(name: str) -> str:
    """As serde does it: a bar before every capital."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def prose(lines: list[str]) -> str:
    """Documentation as Python readers know it: no code, no links."""
    kept: list[str] = []
    in_code = False
    for line in lines:
        if line.strip().startswith("```"):
            in_code = not in_code
            continue
        if in_code or line.strip().startswith("# Errors"):
            continue
        kept.append(line)
    text = "\n".join(kept).strip()
    text = re.sub(r"\[`([^`\]]+)`\](\([^)]*\))?", r"``\1``", text)
    text = re.sub(r"(?<!`)`([^`]+)`(?!`)", r"``\1``", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = text.replace("``Some(None)``", "``None``")
    return text.replace("::", ".").replace("\\", "\\\\")


ITEM = re.compile(r"^pub (struct|enum) (\w+)(.*)$")
FIELD = re.compile(r"^(?:pub(?:\([^)]*\))? )?(\w+): (.+?),$")


def read(path: Path, folder: str) -> list[Item]:
    items: list[Item] = []
    docs: list[str] = []
    attrs: list[str] = []
    lines = path.read_text(encoding="utf-8").split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("///"):
            docs.append(line[3:].removeprefix(" "))
        elif line.startswith("#["):
            attrs.append(line)
        elif (found := ITEM.match(line)) and "Serialize" in " ".join(attrs):
            item = Item(found.group(1), found.group(2), folder, prose(docs), " ".join(attrs))
            item.lifetime = "<'_>" if found.group(3).startswith("<'") else ""
            if line.endswith("{"):
                end = next(i for i in range(at, len(lines)) if lines[i] == "}")
                body(item, [text.strip() for text in lines[at + 1 : end]])
                at = end
            items.append(item)
            docs, attrs = [], []
        else:
            docs, attrs = [], []
        at += 1
    return items


def body(item: Item, lines: list[str]) -> None:
    docs: list[str] = []
    attrs: list[str] = []
    inside: Variant | None = None
    for line in lines:
        if line.startswith("///"):
            docs.append(line[3:].removeprefix(" "))
            continue
        if line.startswith("#["):
            attrs.append(line)
            continue
        if inside is not None:
            if line == "},":
                inside = None
            elif found := FIELD.match(line):
                assert inside.fields is not None
                inside.fields.append(Field(found.group(1), found.group(2), prose(docs), " ".join(attrs)))
        elif item.kind == "struct":
            if found := FIELD.match(line):
                name = found.group(1)
                if renamed := re.search(r'rename = "(\w+)"', " ".join(attrs)):
                    name = renamed.group(1)
                item.fields.append(Field(name, found.group(2), prose(docs), " ".join(attrs)))
        elif found := re.match(r"^(\w+)(?: = \d+)?,$", line):
            item.variants.append(Variant(found.group(1), prose(docs)))
        elif found := re.match(r"^(\w+)\((.+)\),$", line):
            item.variants.append(Variant(found.group(1), prose(docs), value=found.group(2), is_unit=False))
        elif found := re.match(r"^(\w+) \{$", line):
            inside = Variant(found.group(1), prose(docs), fields=[], is_unit=False)
            item.variants.append(inside)
        docs, attrs = [], []


class Source:
    def __init__(self) -> None:
        self.items: dict[str, dict[str, Item]] = {}
        for folder in FOLDERS:
            for path in sorted([*(CORE / folder).rglob("*.rs")]):
                for item in read(path, folder):
                    self.items.setdefault(item.name, {}).setdefault(folder, item)
        for item in [item for folders in self.items.values() for item in folders.values()]:
            item.fields = [flat for f in item.fields for flat in self.flattened(f, item.folder)]
        self.wanted: dict[str, Item] = {}
        self.roots: list[Item] = []
        self.records: set[str] = set()
        for listed in (ROOTS, ROWS):
            for line in listed.strip().splitlines():
                folder, names = line.split(":")
                for name in names.split():
                    item = self.find(name, folder)
                    self.roots.append(item)
                    self.want(item)
            self.records = self.records or set(self.wanted)

    def flattened(self, f: Field, folder: str) -> list[Field]:
        """The field, or the fields of the record that it shares its place with."""
        return self.find(f.rust, folder).fields if "flatten" in f.attrs else [f]

    def find(self, name: str, folder: str) -> Item:
        found = self.items.get(name)
        if found is None:
            sys.exit(f"unknown type {name} (in {folder})")
        order = [folder, *FOLDERS]
        return next(found[place] for place in order if place in found)

    def want(self, item: Item) -> None:
        known = self.wanted.get(item.name)
        if known is item or item.name == "MarginKey" and known:
            return
        if known is not None:
            sys.exit(f"two records are called {item.name}: of {known.folder} and {item.folder}")
        self.wanted[item.name] = item
        types = [f.rust for f in item.fields]
        for variant in item.variants:
            types += [f.rust for f in variant.fields or []] + ([variant.value] if variant.value else [])
        for rust in types:
            for name in re.findall(r"[A-Za-z_']\w*", rust):
                if name in self.items and name not in SCALARS and name not in TEXTS and name not in INTS:
                    self.want(self.find(name, item.folder))

    # ---- types ----

    def parts(self, rust: str) -> tuple[str, list[str]]:
        rust = rust.strip()
        if rust.startswith("("):
            return "(", split(rust[1:-1])
        if found := re.match(r"^\[(.+); \d+\]$", rust):
            return "Vec", [found.group(1)]
        if found := re.match(r"^([\w:]+)<(.+)>$", rust):
            return found.group(1).split("::")[-1], split(found.group(2))
        return rust.split("::")[-1], []

    def rust(self, rust: str) -> str:
        head, args = self.parts(rust)
        if head == "(":
            return "Type::Tuple(&[" + ", ".join("&" + self.rust(arg) for arg in args) + "])"
        if head == "Option":
            return f"Type::Option(&{self.rust(args[0])})"
        if head in ("Vec", "BTreeSet"):
            return f"Type::List(&{self.rust(args[0])})"
        if head in ("Arc", "Box", "Cow"):
            return self.rust(args[-1])
        if head in SCALARS:
            return f"Type::{SCALARS[head][0]}"
        if head in INTS:
            return "Type::Int"
        if IDS.match(head) or head.replace(" ", "") in TEXTS:
            return "Type::Text"
        item = self.wanted.get(head) or sys.exit(f"unknown type {rust}")
        if item.kind == "struct":
            return f"Type::Record(&{snake(head).upper()})"
        return "Type::Text" if item.is_plain else f"Type::Choice(&{snake(head).upper()})"

    def python(self, rust: str, taking: bool) -> str:
        head, args = self.parts(rust)
        if head == "(":
            return "tuple[" + ", ".join(self.python(arg, taking) for arg in args) + "]"
        if head == "Option":
            inner = self.python(args[0], taking)
            return inner if inner.endswith("| None") else f"{inner} | None"
        if head in ("Vec", "BTreeSet"):
            return f"Sequence[{self.python(args[0], taking)}]"
        if head in ("Arc", "Box", "Cow"):
            return self.python(args[-1], taking)
        if head in SCALARS:
            name = SCALARS[head][1]
            return "Decimal | int" if taking and name == "Decimal" else name
        if head in INTS:
            return "int"
        if IDS.match(head):
            return head
        if head.replace(" ", "") in TEXTS:
            return "str"
        item = self.wanted[head]
        return head if item.kind == "struct" or item.is_plain else f"Any{head}"

    # ---- what is answered only keeps its types narrow ----

    def takes(self) -> set[str]:
        """Names of the records that callers make."""
        made = """NewProduct NewVariant VariantEdit Amendment LineAmendment OrderLine NewSupply ReceiptLine SupplierReturnLine
        PriceLine CashCount CashPieces CountLine OpeningStockLine TransferLine WriteDownLine WriteOffLine NewSale RefundLine
        ReturnedGoods UnlinkedReturn Tender Cart CartLine LineDiscount TakeOff Promotion Benefit Condition Supplier Member
        LevelRules PointsRules Redeeming Settings PaymentRules ShiftRules Category Location Product TaxCode AbcRule Coupon Goods
        Context Level NewCustomerOrder Exchange OrderedPart VariantPrices NewPriceStep NewPart PriceList TopUpBonus Tier Threshold Off Reward BundleItem Pack RoundOff Limit Hours BirthdayWindow Shopper"""
        return set(made.split())


def split(text: str) -> list[str]:
    parts, depth, last = [], 0, ""
    for char in text:
        depth += (char in "<([") - (char in ">)]")
        if char == "," and depth == 0:
            parts.append(last.strip())
            last = ""
        else:
            last += char
    return parts + ([last.strip()] if last.strip() else [])


def doc(text: str, indent: str) -> list[str]:
    if not text:
        return []
    lines = text.split("\n")
    if len(lines) == 1:
        return [f'{indent}"""{lines[0]}"""' if not lines[0].endswith('"') else f'{indent}"""{lines[0]} """']
    return [f'{indent}"""{lines[0]}', *[(indent + line).rstrip() for line in lines[1:]], f'{indent}"""']


def default(item_name: str, f: Field) -> str:
    if (item_name, f.name) in DEFAULTS:
        return DEFAULTS[(item_name, f.name)] or ""
    if f.rust.startswith("Option<Option<"):
        return "UNCHANGED"
    if f.rust.startswith("Option<"):
        return "None"
    if f.rust.startswith("Vec<") and (item_name in LISTS or "default" in f.attrs):
        return "()"
    if f.rust == "bool":
        return "False"
    if "default" in f.attrs:
        if f.rust in ("Money", "Quantity", "Price", "Decimal", "Rate"):
            return "Decimal(0)"
        if f.rust == "String":
            return '""'
        if f.rust in INTS:
            return "0"
        return "" if f.rust in FULL else "None"
    return ""


VERIFIED = '''
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
'''

RECORDS_HEAD = '''"""What the desks take and answer, as the engine has it. Written by ``tools/generate.py`` from the engine's source.

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

'''


def records(source: Source) -> str:
    out = [RECORDS_HEAD]
    names: list[str] = []
    takes = source.takes()
    for item in sorted(source.wanted.values(), key=lambda item: item.name):
        if item.name not in source.records:
            continue
        taking = item.name in takes
        if item.kind == "enum" and item.is_plain:
            codes = ", ".join(f'"{wire(item, v.name)}"' for v in item.variants)
            out.append(f"{item.name}: TypeAlias = Literal[{codes}]")
            told = [f"``{wire(item, v.name)}``: {v.doc}" for v in item.variants]
            out += doc("\n\n".join([item.doc, *told]), "")
        elif item.kind == "enum":
            out += choice(source, item, taking)
            names.append(f"Any{item.name}")
        else:
            out += ["@final", f"class {item.name}(Record):", *doc(item.doc, "    "), ""]
            out += fields(source, item.name, item.fields, "    ", taking)
            if METHODS.get(item.name):
                out.append(METHODS[item.name].rstrip())
        out += ["", ""]
        names.append(item.name)
    out.append(VERIFIED)
    names += ["VerifyReport", "Violation"]
    listed = "\n".join(f'    "{name}",' for name in sorted(names))
    return "\n".join([out[0], f"__all__ = [\n{listed}\n]\n\n_Date: TypeAlias = date\n\n", *out[1:]])


def choice(source: Source, item: Item, taking: bool) -> list[str]:
    out = [f"class {item.name}:", *doc(item.doc, "    "), ""]
    kinds: list[str] = []
    words: list[str] = []
    for v in item.variants:
        if v.is_unit:
            words.append(f'"{wire(item, v.name)}"')
            continue
        kinds.append(f"{item.name}.{v.name}")
        out += ["    @final", f"    class {v.name}(Record):", *doc(v.doc, " " * 8), ""]
        if v.value:
            out += fields(source, f"{item.name}.{v.name}", [Field("value", v.value, "", "")], " " * 8, taking)
        else:
            out += fields(source, f"{item.name}.{v.name}", v.fields or [], " " * 8, taking)
    if words:
        kinds.insert(0, f"Literal[{', '.join(words)}]")
    out += ["", f"Any{item.name}: TypeAlias = {' | '.join(kinds)}"]
    told = [f'``"{wire(item, v.name)}"``: {v.doc}' for v in item.variants if v.is_unit]
    return out + doc("\n\n".join([f"One of the kinds of ``{item.name}``.", *told]), "")


def fields(source: Source, name: str, all_fields: list[Field], indent: str, taking: bool) -> list[str]:
    """The class body: slots, what each field holds, and how one is made."""
    first = FIRST.get(name, [])
    told: list[str] = []
    plain: list[str] = []
    named: list[str] = []
    made: list[str] = []
    for f in all_fields:
        python = source.python(f.rust, taking)
        value = default(name, f)
        if value == "UNCHANGED":
            python += " | Unchanged"
        if f.attribute == "date":
            python = python.replace("date", "_Date")
        told += [f"{indent}{f.attribute}: {python}", *doc(f.doc, indent)]
        stored = f.attribute
        if value.count(":") == 2:
            python, value, otherwise = value.split(":")
            stored = f"{otherwise} if {f.attribute} is None else {f.attribute}"
        if value == "None" and not python.endswith("None"):
            rust = f.rust
            python, stored = f"{python} | None", f"{rust}() if {f.attribute} is None else {f.attribute}"
        made.append(f"{indent}    put(self, \"{f.attribute}\", {stored})")
        if not value:
            plain.append(f"{f.attribute}: {python}")
        elif f.name in first:
            plain.append(f"{f.attribute}: {python} = {value}")
        else:
            named.append(f"{f.attribute}: {python} = {value}")
    plain.sort(key=lambda text: " = " in text)
    arguments = ["self", *plain, *(["*"] if named else []), *named]
    slots = ", ".join(f'"{f.attribute}"' for f in all_fields)
    out = [f"{indent}__slots__ = ({slots}{',' if len(all_fields) == 1 else ''})", "", *told, ""]
    out += [f"{indent}def __init__(", *[f"{indent}    {argument}," for argument in arguments], f"{indent}) -> None:"]
    out += [f"{indent}    put = object.__setattr__", *made] if made else [f"{indent}    pass"]
    return [*out, ""]


SCHEMA_HEAD = """//! What the engine's records are made of. Written by `tools/generate.py` from the engine's source.

use super::types::{Choice, Field, Known, Record, Shape, Type, Variant};

"""


def schema(source: Source) -> str:
    out = [SCHEMA_HEAD]
    for item in sorted(source.wanted.values(), key=lambda item: item.name):
        upper = snake(item.name).upper()
        if item.kind == "struct":
            out.append(f"static {upper}: Record = Record {{ name: \"{item.name}\", fields: &[{rust_fields(source, item.fields)}] }};\n")
        elif not item.is_plain:
            variants = ", ".join(rust_variant(source, item, v) for v in item.variants)
            out.append(f'static {upper}: Choice = Choice {{ name: "{item.name}", tag: "{item.tag}", variants: &[{variants}] }};\n')
    for item in source.roots:
        upper = snake(item.name).upper()
        if item.kind == "struct":
            known = f"Type::Record(&{upper})"
        else:
            known = "Type::Text" if item.is_plain else f"Type::Choice(&{upper})"
        out.append(f"impl Known for {item.path} {{ const TYPE: &'static Type = &{known}; }}\n")
    return "".join(out)


def rust_fields(source: Source, all_fields: list[Field]) -> str:
    return ", ".join(f'Field {{ name: "{f.name}", ty: {source.rust(f.rust)} }}' for f in all_fields)


def rust_variant(source: Source, item: Item, v: Variant) -> str:
    if v.is_unit:
        shape = "Shape::Name"
    elif v.value:
        shape = f"Shape::Value({source.rust(v.value)})"
    else:
        shape = f"Shape::Fields(&[{rust_fields(source, v.fields or [])}])"
    return f'Variant {{ name: "{wire(item, v.name)}", class: "{v.name}", shape: {shape} }}'


# ---- errors ----

BASES = {"Invalid": "ShopError, ValueError", "NotFound": "ShopError, LookupError", "Row": "ShopError, ValueError"}
STORAGE = {
    "Conflict", "Contention", "Closed", "NoShop", "ShopExists", "NotOurs", "NewerSchema", "OlderSchema", "EngineTooOld",
    "Locked", "ReadOnly", "Unreachable", "AccessDenied", "Disconnected", "StorageFull", "Corrupt", "Storage",
}  # fmt: skip

ERRORS_HEAD = '''"""What can go wrong: one tree of exceptions. Written by ``tools/generate.py`` from the engine's source.

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

'''


def error_items() -> list[tuple[str, Variant, str]]:
    """Path in Rust, variant and code of every error."""
    found: list[tuple[str, Variant, str]] = []
    own = (CORE / "error" / "code.rs").read_text(encoding="utf-8")
    for path, enum in (("mod.rs", "Error"), ("member.rs", "MemberRefusal"), ("drawer.rs", "DrawerRefusal")):
        text = (CORE / "error" / path).read_text(encoding="utf-8")
        start = text.index(f"pub enum {enum} {{")
        lines = text[start : text.index("\n}\n", start)].split("\n")[1:]
        item = Item("enum", enum, "error", "", "")
        body(item, [line.strip() for line in lines])
        codes = dict(re.findall(r'Self::(\w+)(?: \{ \.\. \})? => "(\w+)"', own if enum == "Error" else text))
        for v in item.variants:
            if v.name in codes:
                found.append((enum, v, codes[v.name]))
    return found


FACTS = {
    "String": ("str", "Fact::Text({0}.clone())"),
    "&'static str": ("str", "Fact::Text((*{0}).to_string())"),
    "Box<str>": ("str", "Fact::Text({0}.to_string())"),
    "char": ("str", "Fact::Text({0}.to_string())"),
    "Expected": ("str", "Fact::Text({0}.text(tillbook::Language::English))"),
    "Noun": ("str", "Fact::Text({0}.text(tillbook::Language::English).to_string())"),
    "Money": ("Decimal", "Fact::Money(*{0})"),
    "Quantity": ("Decimal", "Fact::Number({0}.to_decimal())"),
    "Date": ("date", "Fact::Date(Some(*{0}))"),
    "BusinessDay": ("date", "Fact::Date(Some({0}.date()))"),
    "Option<Date>": ("date | None", "Fact::Date(*{0})"),
    "Timestamp": ("datetime", "Fact::Time(*{0})"),
    "usize": ("int", "Fact::Count(i128::try_from(*{0}).unwrap_or_default())"),
    "i64": ("int", "Fact::Count(i128::from(*{0}))"),
    "u32": ("int", "Fact::Count(i128::from(*{0}))"),
    "u64": ("int", "Fact::Count(i128::from(*{0}))"),
    "Vec<String>": ("Sequence[str]", "Fact::Texts({0}.clone())"),
}


def fact(f: Field) -> str:
    """The attribute: ``code`` is that of the error."""
    return "entered" if f.name == "code" else f.name


def kind(enum: str) -> str:
    """The variant of ``Error`` that holds the refusals of an enum; empty for its own variants."""
    return "" if enum == "Error" else enum.removesuffix("Refusal")


def errors(items: list[tuple[str, Variant, str]]) -> str:
    out = [ERRORS_HEAD]
    table: list[str] = []
    for enum, v, code in items:
        name = f"{kind(enum)}{v.name}".replace("DrawerNoOpenShift", "NoOpenShift")
        base = BASES.get(v.name) or ("StorageError" if v.name in STORAGE else "ShopError")
        if v.name == "Row":
            continue
        out += ["", f"class {name}({base}):", *doc(v.doc, "    "), ""]
        out.append(f'    code: ClassVar[str] = "{code}"')
        for f in v.fields or []:
            if f.rust in FACTS:
                out += [f"    {fact(f)}: {FACTS[f.rust][0]}", *doc(f.doc, "    ")]
        out.append("")
        table.append(f'    "{code}": {name},')
    out += ["", "_BY_CODE: dict[str, type[ShopError]] = {", *table, "}", "", ""]
    out += ["def _made(code: str, text: str, chinese: str, facts: dict[str, object]) -> ShopError:"]
    out += ["    return _BY_CODE.get(code, ShopError)(text, chinese, **facts)", ""]
    return "\n".join(out)


FACTS_HEAD = """//! What errors hold, for the attributes of Python's exceptions. Written by `tools/generate.py` from the engine's source.

use super::refusal::Fact;
use tillbook::{DrawerRefusal, Error, MemberRefusal};

/// Names and values of what the error holds.
#[allow(clippy::too_many_lines, clippy::match_same_arms)] // a table
pub(crate) fn facts(error: &Error) -> Vec<(&'static str, Fact)> {
    match error {
"""


def facts(items: list[tuple[str, Variant, str]]) -> str:
    out = [FACTS_HEAD]
    for enum, v, _ in items:
        told = [f for f in v.fields or [] if f.rust in FACTS]
        if not told:
            continue
        names = ", ".join(f.name for f in told) + ("" if len(told) == len(v.fields or []) else ", ..")
        values = ", ".join(f'("{fact(f)}", {FACTS[f.rust][1].format(f.name)})' for f in told)
        pattern = f"{enum}::{v.name} {{ {names} }}"
        pattern = f"Error::{kind(enum)}({pattern})" if kind(enum) else pattern
        out.append(f"{pattern} => vec![{values}],\n")
    return "".join([*out, "_ => Vec::new(),\n    }\n}\n"])


def formatted(rust: str) -> str:
    tool = shutil.which("rustfmt") or sys.exit("rustfmt is needed")
    config = ["--edition", "2024", "--config", "max_width=120,use_small_heuristics=Max"]
    return subprocess.run([tool, *config], input=rust, text=True, capture_output=True, check=True).stdout


def main() -> None:
    source = Source()
    told = error_items()
    files = {
        HERE / "python/tillbook/records.py": records(source),
        HERE / "python/tillbook/errors.py": errors(told),
        HERE / "src/schema.rs": formatted(schema(source)),
        HERE / "src/facts.rs": formatted(facts(told)),
    }
    stale = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        if stale:
            names = ", ".join(path.name for path in stale)
            sys.exit(f"out of date: {names}; run `python bindings/python/tools/generate.py`")
        return
    for path in stale:
        path.write_text(files[path], encoding="utf-8")
        print(f"wrote {path.relative_to(HERE)}")


if __name__ == "__main__":
    main()
