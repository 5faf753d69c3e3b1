"""Everything that the engine's desks can do is here too, under the same name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tillbook
from tillbook import Shop

CORE = Path(__file__).resolve().parents[3] / "core" / "src"

# What is one method here, with a keyword, and two in Rust; and what Python's own ways replace.
OTHERWISE = {
    ("Purchasing", "order_for"): "order",
    ("Purchasing", "receive_into"): "receive",
    ("Office", "verify_with"): "verify",
    ("Office", "rebuild_with"): "rebuild",
    ("Shop", "open_with"): "open",
    ("Shop", "create_with"): "create",
    # Amounts are decimals in the shop's currency.
    ("Shop", "money"): "currency",
}


def methods() -> list[tuple[str, str]]:
    """Every public method of the shop and of the desks that it leads to, as the engine's source has them."""
    found: dict[str, list[str]] = {}
    for folder in ("shop", "report"):
        for path in sorted((CORE / folder).rglob("*.rs")):
            text = path.read_text(encoding="utf-8")
            for desk, block in re.findall(r"^impl (\w+)(?:<'_>)? \{\n(.*?)^\}", text, re.DOTALL | re.MULTILINE):
                found.setdefault(desk, []).extend(re.findall(r"^    pub fn (\w+)", block, re.MULTILINE))
    handle = (CORE / "shop" / "handle.rs").read_text(encoding="utf-8")
    desks = re.findall(r"^    pub fn \w+\(&self\) -> (\w+)<'_> \{", handle, re.MULTILINE)
    assert len(desks) >= 11 and all(found[desk] for desk in desks), "the source is read no more"
    return [(desk, name) for desk in ["Shop", *desks] for name in found[desk]]


@pytest.mark.parametrize(("desk", "name"), methods())
def test_a_method_of_the_engine_is_here(desk: str, name: str) -> None:
    here = OTHERWISE.get((desk, name), name)
    assert hasattr(getattr(tillbook, desk), here), f"{desk}.{name} is not bound"


@pytest.mark.parametrize(("desk", "name"), OTHERWISE)
def test_what_is_called_otherwise_is_in_the_engine(desk: str, name: str) -> None:
    assert (desk, name) in methods()


def test_every_desk_is_documented() -> None:
    for kind in [Shop, *(getattr(tillbook, desk) for desk, _ in methods())]:
        for name, member in vars(kind).items():
            if not name.startswith("_"):
                assert member.__doc__, f"{kind.__name__}.{name}"
