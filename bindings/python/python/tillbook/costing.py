"""What goods cost, worked out for whole columns. No shop is needed."""

from __future__ import annotations

from ._native import CostedMoves, cost_moves

__all__ = ["CostedMoves", "cost_moves"]
