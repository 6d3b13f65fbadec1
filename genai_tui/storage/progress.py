"""Progress of the reading of a large catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Progress = Callable[[int, int], None]
"""Is called now and then with the records read and the number of all. What it raises stops the reading."""

_Item = TypeVar("_Item")
_TIMES = 200


def silent(done: int, total: int) -> None:
    """Report no progress."""


def counted(items: Sequence[_Item], progress: Progress) -> Iterator[_Item]:
    """Yield the items, and tell `progress` a few hundred times in all."""
    total = len(items)
    step = max(1, total // _TIMES)
    for done, item in enumerate(items):
        if done % step == 0:
            progress(done, total)
        yield item
    progress(total, total)
