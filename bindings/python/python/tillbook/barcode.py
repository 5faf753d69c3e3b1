"""Barcodes, looked at by the column. No shop is needed."""

from __future__ import annotations

from ._native import check_barcodes as check
from ._native import check_digit

__all__ = ["check", "check_digit"]
