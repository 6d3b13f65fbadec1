"""Things worked out of a catalog as of a day, the last few of which are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

_Made = TypeVar("_Made")


class ByDay(Generic[_Made]):
    """What is made for each day that is asked for; None is no day, of which the made one is kept for good."""

    def __init__(self, make: Callable[[str | None], _Made], most: int = 3) -> None:
        """Keep what `make` returns for the last `most` days; to be asked from one thread."""
        self._make = make
        self._most = most
        self._kept: dict[str | None, _Made] = {}

    def of(self, day: str | None) -> _Made:
        """Return what belongs to a day."""
        if day not in self._kept:
            days = [each for each in self._kept if each is not None]
            for each in days[: max(0, len(days) - self._most + 1)]:
                del self._kept[each]
            self._kept[day] = self._make(day)
        return self._kept[day]

    def forget(self) -> None:
        """Make everything anew."""
        self._kept.clear()
