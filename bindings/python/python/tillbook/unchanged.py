"""What says that a field is to stay as it is, where ``None`` says that there is none."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal, TypeAlias


class _Unchanged(Enum):
    UNCHANGED = "unchanged"

    def __repr__(self) -> str:
        return "UNCHANGED"


UNCHANGED: Final = _Unchanged.UNCHANGED
"""Stays as it is: ``VariantEdit(tea, member_price=None)`` takes the member price away, without it the price stays."""

Unchanged: TypeAlias = Literal[_Unchanged.UNCHANGED]
