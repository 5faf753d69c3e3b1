"""Reads what rustdoc tells of the engine's public items: its JSON, of the one format that is known here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
FORMAT = 57

Json = dict[str, Any]


def document() -> Json:
    """The engine's documentation as JSON. Only rustdoc itself is told that it may: nothing is compiled twice."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    command = ["cargo", "rustdoc", "--quiet", "-p", "tillbook", "--lib", "--", "-Zunstable-options", "--output-format=json"]
    wrapper = Path(__file__).resolve().parent / "rustdoc.sh"
    subprocess.run(command, cwd=ROOT, env={**os.environ, "RUSTDOC": str(wrapper)}, check=True)
    told: Json = json.loads((target / "doc" / "tillbook.json").read_text(encoding="utf-8"))
    return told


class Item:
    """A struct, an enum, a variant, a field or a function."""

    def __init__(self, crate: Crate, told: Json) -> None:
        self.crate = crate
        self.id = str(told["id"])
        self.name: str = told["name"]
        self.docs: str = told["docs"] or ""
        self.kind: str = next(iter(told["inner"]))
        self.inner: Json = told["inner"][self.kind]
        self.is_ours = told["crate_id"] == 0
        self.is_public = told["visibility"] == "public"
        self.file: str = told["span"]["filename"] if told["span"] else ""

    @property
    def shape(self) -> Json | str:
        """How the fields of a struct or variant stand: `plain` or `unit`, or {"plain" | "struct" | "tuple": …}."""
        shape: Json | str = self.inner["kind"]
        return shape

    @property
    def is_unit(self) -> bool:
        return isinstance(self.shape, str)

    @property
    def is_tuple(self) -> bool:
        return "tuple" in self.shape and not self.is_unit

    @property
    def hides_fields(self) -> bool:
        if self.kind != "struct" or isinstance(self.shape, str):
            return False
        inside = self.shape.get("plain")
        return inside is None or inside["has_stripped_fields"]

    @property
    def borrows(self) -> bool:
        return any("lifetime" in parameter["kind"] for parameter in self.inner["generics"]["params"])

    @cached_property
    def fields(self) -> list[Item]:
        if self.is_unit:
            return []
        assert isinstance(self.shape, dict)
        (inside,) = self.shape.values()
        return [self.crate.item(field) for field in (inside if isinstance(inside, list) else inside["fields"]) if field is not None]

    @cached_property
    def variants(self) -> list[Item]:
        return [self.crate.item(variant) for variant in self.inner["variants"]]

    @property
    def is_words(self) -> bool:
        return self.kind == "enum" and all(variant.is_unit for variant in self.variants)

    @cached_property
    def methods(self) -> list[Item]:
        """Its public functions, but for those of traits."""
        found = []
        for block in self.inner["impls"]:
            inner = self.crate.index[str(block)]["inner"]["impl"]
            if inner["trait"] is None:
                found += [self.crate.item(item) for item in inner["items"]]
        return [item for item in found if item.kind == "function" and item.is_public]

    @property
    def type(self) -> Json:
        """The type of a field."""
        return self.inner

    @property
    def inputs(self) -> list[tuple[str, Json]]:
        """The parameters of a function, but for `self`."""
        return [(name, kind) for name, kind in self.inner["sig"]["inputs"] if name != "self"]

    @property
    def output(self) -> Json:
        """What a function gives if nothing fails."""
        path = self.inner["sig"]["output"]["resolved_path"]
        assert path["path"].split("::")[-1] == "Result", f"{self.name} cannot fail"
        answer: Json = path["args"]["angle_bracketed"]["args"][0]["type"]
        return answer


class Crate:
    """All items, and under which shortest path each is reached."""

    def __init__(self, told: Json) -> None:
        if told["format_version"] != FORMAT:
            print(f"not looked at: rustdoc writes format {told['format_version']}, and this tool reads {FORMAT}")
            sys.exit(0)
        self.index: Json = told["index"]
        self.items: dict[str, Item] = {}
        self.paths: dict[str, str] = {}
        self._walk(str(told["root"]), ["tillbook"])

    def item(self, id: int | str) -> Item:
        key = str(id)
        if key not in self.items:
            self.items[key] = Item(self, self.index[key])
        return self.items[key]

    def known(self, id: int | str) -> Item | None:
        """The item, if it is one of the engine's."""
        return self.item(id) if str(id) in self.index and self.index[str(id)]["crate_id"] == 0 else None

    def at(self, path: str) -> Item:
        return self.item(next(id for id, known in self.paths.items() if known == path))

    def _walk(self, module: str, path: list[str]) -> None:
        for id in self.index[module]["inner"]["module"]["items"]:
            told = self.index.get(str(id))
            if told is None:
                continue
            kind = next(iter(told["inner"]))
            if kind == "module" and told["visibility"] == "public":
                self._walk(str(id), [*path, told["name"]])
            elif kind == "use":
                use = told["inner"]["use"]
                if use["id"] is not None and not use["is_glob"]:
                    self._reached(str(use["id"]), [*path, use["name"]])
            elif kind in ("struct", "enum") and told["visibility"] == "public":
                self._reached(str(id), [*path, told["name"]])

    def _reached(self, id: str, path: list[str]) -> None:
        text = "::".join(path)
        if id not in self.paths or text.count("::") < self.paths[id].count("::"):
            self.paths[id] = text
