"""The promotion engine on values. No shop is needed."""

from __future__ import annotations

from ._native import evaluate, price

__all__ = ["evaluate", "price"]
