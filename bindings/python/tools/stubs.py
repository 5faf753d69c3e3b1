"""Completes the stubs that PyO3 writes: annotations lose their quotes, and their names are imported.

    maturin develop --profile dev --generate-stubs   writes python/tillbook/_native.pyi
    python tools/stubs.py                    completes it
    python tools/stubs.py --check FILE       says whether FILE, completed, is what is committed
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
STUB = HERE / "python" / "tillbook" / "_native.pyi"

# Where names come from.
ELSEWHERE = {
    "collections.abc": ["Callable", "Mapping", "Sequence"],
    "datetime": ["date", "datetime"],
    "decimal": ["Decimal"],
    "typing": ["Any", "Literal", "TypeVar", "final"],
}
# What PyO3 cannot say: the type of a property.
PROPERTIES = {
    r"def columns\(self, /\) -> [^:]+:": "def columns(self, /) -> tuple[str, ...]:",
    r"def show\(self, /\) -> [^:]+:": "def show(self, /) -> Show:",
    r"def schema\(self, /\) -> [^:]+:": "def schema(self, /) -> dict[str, str]:",
}


def names(module: str) -> list[str]:
    text = (HERE / "python" / "tillbook" / f"{module}.py").read_text(encoding="utf-8")
    return re.findall(r"^(?:class (\w+)|(\w+)(?:: TypeAlias| = NewType))", text, re.MULTILINE) and [
        a or b for a, b in re.findall(r"^(?:class (\w+)|(\w+)(?:: TypeAlias| = NewType))", text, re.MULTILINE)
    ]


def completed(text: str) -> str:
    text = re.sub(r'(?<=[:>] )"([^"\n]+)"(?=[,) =:]|$)', r"\1", text, flags=re.MULTILINE)
    for found, better in PROPERTIES.items():
        text = re.sub(found, better, text)
    text = re.sub(r"^(from|import) .*\n", "", text, flags=re.MULTILINE)
    code = re.sub(r'""".*?"""', "", text, flags=re.DOTALL)
    used = set(re.findall(r"[A-Za-z_]\w*", code))
    if "_Answer" in used:
        used.add("TypeVar")
    own = set(re.findall(r"^class (\w+)", code, re.MULTILINE))
    lines = ["import os"] if "os" in used else []
    for module, known in ELSEWHERE.items():
        if here := [name for name in known if name in used]:
            lines.append(f"from {module} import {', '.join(here)}")
    lines += [f"import {name}" for name in ("pandas", "polars") if name in used]
    for module in ("ids", "progress", "records", "show"):
        here = sorted(name for name in set(names(module)) & used - own if not name.startswith("_"))
        if here:
            lines += [f"from .{module} import (", *[f"    {name}," for name in here], ")"]
    if "_Answer" in used:
        lines += ["", '_Answer = TypeVar("_Answer")']
    head, rest = re.match(r'(?s)\A(""".*?"""\n)(.*)\Z', text).groups()  # type: ignore[union-attr]
    return f"{head}\n" + "\n".join(lines) + "\n" + rest.lstrip("\n").join(["\n", ""])


def main() -> None:
    if "--check" in sys.argv[1:]:
        fresh = completed(Path(sys.argv[-1]).read_text(encoding="utf-8"))
        if fresh != STUB.read_text(encoding="utf-8"):
            sys.exit("python/tillbook/_native.pyi is out of date: see tools/stubs.py")
        return
    STUB.write_text(completed(STUB.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
