"""How far long work is: what ``progress=`` takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

__all__ = ["Progress", "teller"]

Progress: TypeAlias = Callable[[int, int], object] | bool | None
"""A callable that is given what is done and how much there is; ``True`` for a bar, if ``tqdm`` is installed.

What the callable raises stops the work, and is raised by it.
"""


def teller(progress: Progress) -> Callable[[int, int], object]:
    """What is to be called with how much is done, and how much there is.

    >>> teller(lambda done, total: f"{done} of {total}")(1, 2)
    '1 of 2'
    >>> teller(None)(1, 2)
    """
    if callable(progress):
        return progress
    if progress:
        try:
            from tqdm import tqdm
        except ImportError:
            return lambda done, total: None
        bar = tqdm()

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)
            if done >= total:
                bar.close()

        return tell
    return lambda done, total: None
