"""Writes the mirror of the engine: `src/desks/`, `src/records/`, `src/errors/classes.rs`, and the ids for Kotlin and Swift.

    python3 tools/mirror.py            writes them anew, after the engine's desks or records changed
    python3 tools/mirror.py --check    says whether they are as they would be written

Every public function of a desk is mirrored with what it takes and answers. What has no name in the engine, or hides its
fields, is written by hand in `src/pairs.rs`, and named here.
"""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from collections import defaultdict
from pathlib import Path

from rustdoc import ROOT, Crate, Item, Json, document

HERE = Path(__file__).resolve().parents[1] / "src"

# What the engine's types are outside.
PLAIN = {
    **dict.fromkeys(["Money", "Quantity", "Price", "Rate", "Decimal"], "Decimal"),
    **dict.fromkeys(["String", "Uuid", "Digest", "Barcode", "Currency", "Expected", "Noun"], "String"),
    **{"BusinessDay": "Date", "Date": "Date", "Timestamp": "Timestamp", "PostNo": "i64"},
}
PRIMITIVE = {
    **dict.fromkeys(["u8", "u16", "u32", "i32"], "i32"),
    **dict.fromkeys(["i64", "u64", "usize"], "i64"),
    **{"bool": "bool", "str": "String", "char": "String"},
}
# What `src/pairs.rs` writes by hand.
PAIRS = {
    "(Quantity, Money)": "OnHand",
    "(Coupon, u32)": "CouponLeft",
    "(Limit, u32)": "LimitLeft",
    "(TenderMethod, Money)": "TenderAmount",
    "(DocumentId, String)": "NamedDocument",
    "(String, String)": "PackBarcode",
    "(BusinessDay, BusinessDay)": "Period",
}
CHANGES = {"Option<Decimal>": "DecimalChange", "Option<NegativeStock>": "NegativeStockChange"}
WHOLE = {"Birthday", "Period"}
# In which file the records of a folder of the engine stand, or of one of its files; else in one of the folder's name.
FILES = {
    **dict.fromkeys(["document/shift", "error/drawer", "shop/shifts"], "shift"),
    **dict.fromkeys(["document/sale", "document/refund", "shop/slip"], "sale"),
    **dict.fromkeys([f"promotion/{name}" for name in "benefit condition limit tier window".split()], "benefit"),
    **dict.fromkeys([f"report/{name}" for name in "expiring moment recost reorder stock stock_changes".split()], "stock"),
    **dict.fromkeys([f"report/{name}" for name in "other_money payables receivables stored_values".split()], "money"),
    **dict.fromkeys(["posting/verify", "shop/office"], "office"),
    **dict.fromkeys(["shop/members", "party/member", "party/member_book", "party/level", "party/stored_value"], "member"),
    **{"posting/authority": "authority", "costing/rules": "ledger", "party/supplier": "purchasing", "party/supply": "purchasing"},
}
BY_HAND = {*PAIRS.values(), *CHANGES.values(), *WHOLE}

# What an app may leave out besides options, lists and what is false.
TRUE = {"on_shelf", "prices_include_tax"}
DEFAULTS = {
    **dict.fromkeys(["reason", "price_reason", "reference", "brand", "level", "tax_code"], '""'),
    "unit": '"each"',
    **dict.fromkeys(["redeem", "priority", "days_before", "days_after"], "0"),
}

# Ids in Kotlin.
ID_CLASSES = """\
// Written by tools/mirror.py from the engine's source.
package tillbook.ids

import tillbook.derivedId
import tillbook.newId
"""
ID_CLASS = """
@JvmInline
value class NAME(val text: String) {
    override fun toString() = text

    companion object {
        /** One that was never given before: a UUID of version 7. */
        fun new() = NAME(newId())

        /** The one of what others call [name] within [space]: the same each time. For imports. */
        fun derived(space: String, name: String) = NAME(derivedId(space, name))
    }
}
"""
# Ids in Swift.
SWIFT_IDS = """\
// Written by tools/mirror.py from the engine's source.
"""
SWIFT_ID = """
public struct NAME: ShopId {
    public let text: String

    public init(_ text: String) { self.text = text }
}
"""
MARK = "# Below this line tools/mirror.py writes.\n"
ID_CONFIG = """
[defaults.bindings.kotlin.custom_types.NAME]
type_name = "tillbook.ids.NAME"
lift = "tillbook.ids.NAME({})"
lower = "{}.text"

[defaults.bindings.swift.custom_types.NAME]
lift = "NAME({})"
lower = "{}.text"
"""


def calls_back(kind: Json) -> bool:
    return "dyn_trait" in (kind.get("borrowed_ref") or {}).get("type", {})


class Mirror:
    def __init__(self, crate: Crate) -> None:
        self.crate = crate
        self.ways_to_desks = [method for method in crate.at("tillbook::Shop").methods if self.desk_of(method)]
        self.desks = {desk.name: desk for method in self.ways_to_desks if (desk := self.desk_of(method))}
        self.ways: dict[str, set[str]] = defaultdict(set)
        self.records: dict[str, Item] = {}
        self.ids: set[str] = {"DocumentId"}  # of change sets
        for desk in self.desks.values():
            for method in self.calls(desk):
                for _, kind in method.inputs:
                    self.reach(kind, "in")
                self.reach(method.output, "out")
        settings = crate.at("tillbook::document::Settings")
        self.reach_item(settings, "in")  # a shop is made with them
        self.reach_item(crate.at("tillbook::shop::Asked"), "out")  # of the app's authority
        self.reach_item(crate.at("tillbook::shop::Verdict"), "in")
        for error in self.errors():
            for field in self.fields_of(error):
                self.reach(field.type, "out")
        self.files: dict[str, list[Item]] = defaultdict(list)
        for item in self.records.values():
            self.files[file_of(item)].append(item)

    def calls(self, desk: Item) -> list[Item]:
        """What is mirrored of a desk: all but what calls the app back while it works."""
        return [method for method in desk.methods if not any(calls_back(kind) for _, kind in method.inputs)]

    def desk_of(self, method: Item) -> Item | None:
        """The desk that a method of the shop leads to."""
        path = (method.inner["sig"]["output"] or {}).get("resolved_path")
        found = self.crate.known(path["id"]) if path else None
        return found if found and found.kind == "struct" and found.borrows else None

    def errors(self) -> list[Item]:
        return self.crate.at("tillbook::Error").variants

    @staticmethod
    def fields_of(error: Item) -> list[Item]:
        """What an error tells; what a program cannot look into is part of its text."""
        return [field for field in error.fields if field.name != "source"]

    # ---- what is needed ----

    def reach(self, kind: Json, way: str) -> None:
        for item in self.items_in(kind):
            self.reach_item(item, way)

    def reach_item(self, item: Item, way: str) -> None:
        if way in self.ways[item.id]:
            return
        self.ways[item.id].add(way)
        if self.is_id(item):
            self.ids.add(item.name)
            return
        if item.name in PLAIN or item.name in WHOLE:
            return
        self.records[item.id] = item
        if item.hides_fields:
            sys.exit(f"{item.name} hides fields: write it by hand in pairs.rs")
        for field in all_fields(item):
            self.reach(field.type, way)

    def items_in(self, kind: Json) -> list[Item]:
        ((what, value),) = kind.items()
        if what == "resolved_path":
            found = self.crate.known(value["id"])
            return ([found] if found else []) + [item for arg in arguments(value) for item in self.items_in(arg)]
        if what == "borrowed_ref":
            return self.items_in(value["type"])
        if what == "slice":
            return self.items_in(value)
        if what == "tuple":
            return [item for part in value for item in self.items_in(part)]
        if what == "impl_trait":
            return [item for arg in into(value) for item in self.items_in(arg)]
        return []

    @staticmethod
    def is_id(item: Item) -> bool:
        return item.kind == "struct" and item.name.endswith("Id") and item.is_tuple

    def name(self, item: Item) -> str:
        """The name under which the engine shows it."""
        return self.crate.paths[item.id].split("::")[-1]

    # ---- types ----

    def outside(self, kind: Json) -> str:
        """What the app gives or sees."""
        ((what, value),) = kind.items()
        if what == "primitive":
            return PRIMITIVE[value]
        if what == "borrowed_ref":
            return self.outside(value["type"])
        if what == "slice":
            return f"Vec<{self.outside(value)}>"
        if what == "tuple":
            return PAIRS[inside(kind)] if value else "()"
        if what == "impl_trait":
            return self.outside(into(value)[0])
        name, args = value["path"].split("::")[-1], arguments(value)
        if name in ("Arc", "Box"):
            return self.outside(args[0])
        if name == "Vec":
            return f"Vec<{self.outside(args[0])}>"
        if name == "Option":
            of = self.outside(args[0])
            return f"Option<{CHANGES.get(of, of)}>"
        if name in PLAIN:
            return PLAIN[name]
        found = self.crate.known(value["id"])
        return self.name(found) if found and found.id in self.records else name

    # ---- records ----

    def record(self, item: Item) -> str:
        ways = self.ways[item.id]
        way = "both" if len(ways) == 2 else next(iter(ways))
        path = self.crate.paths[item.id] + ("<'_>" if item.borrows else "")
        head = f"{prose(item.docs, 4)}    {way} {self.name(item)} = {path} {{\n"
        if item.kind == "struct":
            inside = "".join(self.field(field, 8, "in" in ways) for field in item.fields)
        else:
            inside = "".join(self.choice(variant) for variant in item.variants)
        return f"{head}{inside}    }}\n"

    def field(self, field: Item, indent: int, is_given: bool) -> str:
        kind = self.outside(field.type)
        default = default_of(field.name, kind) if is_given else None
        space = " " * indent
        left_out = f"{space}#[uniffi(default = {default})]\n" if default else ""
        return f"{prose(field.docs, indent)}{left_out}{space}{field.name}: {kind},\n"

    def choice(self, variant: Item) -> str:
        docs = prose(variant.docs, 8)
        if variant.is_unit:
            return f"{docs}        {variant.name},\n"
        if variant.is_tuple:
            kind = self.outside(variant.fields[0].type)
            word = {"String": "text", "i32": "count"}.get(kind, "values" if kind.startswith("Vec") else "value")
            return f"{docs}        {variant.name}({word}: {kind}),\n"
        fields = "".join(self.field(field, 12, False) for field in variant.fields)
        return f"{docs}        {variant.name} {{\n{fields}        }},\n"

    def record_file(self, file: str) -> str:
        items = sorted(self.files[file], key=self.name)
        text = ""
        for macro, fits in (("records", is_record), ("words", is_words), ("choices", is_choice)):
            if found := [self.record(item) for item in items if fits(item)]:
                text += f"\n{macro}! {{\n" + "\n".join(found) + "}\n"
        used = {name for item in items for field in all_fields(item) for name in words_of(self.outside(field.type))}
        return self.imports(used - {self.name(item) for item in items}, re.findall(r"^(\w+)!", text, re.M)) + text

    # ---- desks ----

    def desk_file(self, name: str) -> str:
        desk = self.desks[name]
        methods = "\n".join(self.method(name, method) for method in self.calls(desk))
        used = {"Shop", "Result"}
        for method in self.calls(desk):
            for kind in [kind for _, kind in method.inputs] + [method.output]:
                used |= words_of(self.outside(kind))
        helpers = [word for word in ("Given", "given") if re.search(rf"(?:\.{word.lower()}\(|\b{word}\()", methods)]
        helpers = [word for word in helpers if word != "given" or re.search(r"[^.]given\(", methods)]
        helpers = [word for word in helpers if word != "Given" or ".given(" in methods]
        return (
            "use std::sync::Arc;\n\n"
            + self.imports(used, helpers)
            + f"\n{prose(desk.docs, 0)}#[derive(Debug, uniffi::Object)]\npub struct {name} {{\n    pub(crate) shop: Arc<Shop>,\n}}\n\n"
            + f"#[uniffi::export]\nimpl {name} {{\n{methods}}}\n"
        )

    def shop_desks(self) -> str:
        ways = [f"{prose(way.docs, 4)}    {way.name}: {desk.name},\n" for way in self.ways_to_desks if (desk := self.desk_of(way))]
        return "\nuse crate::Shop;\nuse crate::shop::desks;\n\ndesks! {\n" + "".join(ways) + "}\n"

    def method(self, desk: str, method: Item) -> str:
        taken, handed = [], []
        for name, kind in method.inputs:
            taken.append(f"{name}: {self.outside(kind)}")
            handed.append(handing(name, inside(kind)))
        answer = self.outside(method.output)
        call = f"shop.{desk.lower()}().{method.name}({', '.join(handed)})"
        currency = "currency" if "currency" in call else "_"
        return (
            f"{prose(method.docs, 4)}    pub fn {method.name}({', '.join(['&self', *taken])}) -> Result<{answer}> {{\n"
            f"        self.shop.ask(|shop, {currency}| {call})\n    }}\n"
        )

    # ---- errors ----

    def error_file(self) -> str:
        text, used = "errors! {\n", set()
        for error in self.errors():
            fields = self.fields_of(error)
            used |= {name for field in fields for name in words_of(self.outside(field.type))}
            text += prose(error.docs, 4)
            if error.is_tuple:
                text += f"    {error.name}(refusal: {self.outside(fields[0].type)}),\n"
            else:
                text += f"    {error.name} {{\n" + "".join(self.field(field, 8, False) for field in fields) + "    },\n"
        return self.imports(used, []).replace("\nuse", "\nuse super::{Said, errors};\nuse", 1) + f"\n{text}}}\n"

    # ---- ids ----

    def id_file(self) -> str:
        ids = sorted(self.ids)
        return f"use tillbook::value::{{{', '.join(ids)}}};\n\nuse crate::values::ids;\n\nids! {{\n    {', '.join(ids)},\n}}\n"

    def id_classes(self) -> str:
        return ID_CLASSES + "".join(ID_CLASS.replace("NAME", name) for name in sorted(self.ids))

    def swift_ids(self) -> str:
        return SWIFT_IDS + "".join(SWIFT_ID.replace("NAME", name) for name in sorted(self.ids))

    def id_config(self) -> str:
        """What `uniffi.toml` says of ids, below a line that it keeps."""
        path = HERE.parent / "uniffi.toml"
        kept = path.read_text(encoding="utf-8").split(MARK)[0]
        return kept + MARK + "".join(ID_CONFIG.replace("NAME", name) for name in sorted(self.ids))

    # ---- files ----

    def imports(self, used: set[str], helpers: list[str]) -> str:
        lines = []
        if "Decimal" in used:
            lines.append("use rust_decimal::Decimal;\n")
        values = sorted(word for word in used if word.endswith("Id") or word in ("Date", "Timestamp"))
        if values:
            lines.append(f"use tillbook::value::{{{', '.join(values)}}};\n")
        homes: dict[str, list[str]] = defaultdict(list)
        ours = {self.name(item): "records" for item in self.records.values()}
        for word in sorted(used):
            home = "pairs" if word in BY_HAND else "" if word in ("Shop", "Result") else ours.get(word)
            if home is not None:
                homes[home].append(word)
        if helpers:
            homes["mirror"] = helpers
        lines += [f"use crate::{home}::{{{', '.join(words)}}};\n" for home, words in sorted(homes.items()) if home]
        if words := homes.get(""):
            lines.append(f"use crate::{{{', '.join(words)}}};\n")
        return "".join(lines)

    def all_files(self) -> dict[Path, str]:
        found = {HERE / "desks" / f"{name.lower()}.rs": self.desk_file(name) for name in self.desks}
        modules = sorted(name.lower() for name in self.desks)
        about = "The desks: every function of the engine's."
        found[HERE / "desks" / "mod.rs"] = module(about, modules, {m: [m.capitalize()] for m in modules}) + self.shop_desks()
        names = {file: sorted(self.name(item) for item in items) for file, items in self.files.items()}
        check_unique(names)
        found |= {HERE / "records" / f"{file}.rs": self.record_file(file) for file in self.files}
        about = "Records, words and choices: what the desks take and answer."
        found[HERE / "records" / "mod.rs"] = module(about, sorted(names), names)
        found[HERE / "errors" / "classes.rs"] = self.error_file()
        found[HERE / "ids.rs"] = self.id_file()
        found = {path: formatted(text) for path, text in found.items()}
        found[HERE.parent / "uniffi.toml"] = self.id_config()
        found[HERE.parent / "kotlin/src/main/kotlin/tillbook/ids/Ids.kt"] = self.id_classes()
        found[HERE.parent / "swift/Sources/Tillbook/Ids.swift"] = self.swift_ids()
        return found


# ---- reading types ----


def arguments(path: Json) -> list[Json]:
    told = (path.get("args") or {}).get("angle_bracketed") or {}
    return [arg["type"] for arg in told.get("args", []) if "type" in arg]


def into(bounds: list[Json]) -> list[Json]:
    """The `T` of `impl Into<T>`."""
    return [arg for bound in bounds for arg in arguments(bound["trait_bound"]["trait"])]


def inside(kind: Json) -> str:
    """The engine's type, as it is written."""
    ((what, value),) = kind.items()
    if what == "borrowed_ref":
        return "&" + inside(value["type"])
    if what == "slice":
        return f"[{inside(value)}]"
    if what == "tuple":
        return f"({', '.join(inside(part) for part in value)})"
    if what == "impl_trait":
        return f"impl Into<{inside(into(value)[0])}>"
    if what == "resolved_path":
        args = ", ".join(inside(arg) for arg in arguments(value))
        return value["path"].split("::")[-1] + (f"<{args}>" if args else "")
    return str(value)


def handing(name: str, kind: str) -> str:
    """How what the app gave is handed to the engine."""
    if kind == "&str":
        return f"&{name}"
    if kind == "Option<&str>":
        return f"{name}.as_deref()"
    if kind.startswith("Option<&"):
        return f"{name}.given(currency)?.as_ref()"
    if kind.startswith("&"):
        return f"&given({name}, currency)?"
    if re.fullmatch(r"(?:Option<)?(?:\w+Id|Date|Decimal|i64|bool|Timestamp|String)>?", kind):
        return name
    return f"{name}.given(currency)?"


def words_of(kind: str) -> set[str]:
    return set(re.findall(r"[A-Z]\w*", kind)) - {"Option", "Vec", "String"}


def all_fields(item: Item) -> list[Item]:
    return item.fields if item.kind == "struct" else [field for variant in item.variants for field in variant.fields]


def is_record(item: Item) -> bool:
    return item.kind == "struct"


def is_words(item: Item) -> bool:
    return item.is_words


def is_choice(item: Item) -> bool:
    return item.kind == "enum" and not item.is_words


def default_of(name: str, kind: str) -> str | None:
    if kind.startswith("Option<"):
        return "None"
    if kind.startswith("Vec<"):
        return "[]"
    if kind == "bool":
        return "true" if name in TRUE else "false"
    return DEFAULTS.get(name) if kind in ("String", "i32", "i64") else None


# ---- writing ----


def file_of(item: Item) -> str:
    """Records stand in files of the names they have in the engine."""
    parts = Path(item.file).relative_to("core/src").with_suffix("").parts
    return FILES.get("/".join(parts[:2]), parts[1] if parts[0] == "shop" else parts[0])


def prose(docs: str, indent: int) -> str:
    """Documentation for readers of any language: no examples, no links."""
    text = re.sub(r"\n?```.*?```", "", docs, flags=re.S).replace("# Example\n", "")
    text = re.sub(r"\n# Errors\n(.*)", lambda found: "\nThrows: " + begun(found.group(1)), text, flags=re.S)
    text = re.sub(r"\[`([^`\]]+)`\](\([^)]*\))?", r"`\1`", text)
    text = re.sub(r"\[([^\]]+)\]\((?:Self|crate|super)[^)]*\)", r"\1", text)
    text = re.sub(r"`(?:\w+::)*(?:Error|Self)::", "`", text).strip()
    space, lines = " " * indent, []
    for paragraph in re.split(r"\n\s*\n", text) if text else []:
        is_list = re.match(r"\s*([-*|]|\d+\.)", paragraph)
        lines += [f"{space}///"] if lines else []
        for line in paragraph.split("\n") if is_list else [" ".join(paragraph.split())]:
            wrapped = textwrap.wrap(line, 116 - indent, break_long_words=False, break_on_hyphens=False)
            lines += [f"{space}/// {part}" for part in wrapped]
    return "\n".join(lines) + "\n" if lines else ""


def begun(errors: str) -> str:
    text = " ".join(errors.split())
    return text[:1].lower() + text[1:] if re.match(r"(Those|As|What) ", text) else text


def module(about: str, modules: list[str], names: dict[str, list[str]]) -> str:
    text = f"//! {about}\n\n" + "".join(f"mod {name};\n" for name in modules) + "\n"
    return text + "".join(f"pub use {name}::{{{', '.join(names[name])}}};\n" for name in modules)


def check_unique(names: dict[str, list[str]]) -> None:
    seen: dict[str, str] = {}
    for file, inside in names.items():
        for name in inside:
            if name in seen:
                sys.exit(f"two records are called {name}: in {seen[name]} and in {file}")
            seen[name] = file


def formatted(text: str) -> str:
    about = "// Written by tools/mirror.py from the engine's source.\n\n"
    text = text if text.startswith("//!") else about + text
    command = ["rustfmt", "--edition", "2024", "--config-path", str(ROOT / "rustfmt.toml")]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout


def main() -> None:
    files = Mirror(Crate(document())).all_files()
    if "--check" in sys.argv:
        stale = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not what the engine's source says: run bindings/mobile/tools/mirror.py")
        sys.exit(bool(stale))
    for folder in (HERE / "desks", HERE / "records"):
        for path in folder.glob("*.rs"):
            path.unlink()
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
