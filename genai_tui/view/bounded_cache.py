"""A cache that keeps what was made for as many keys as it is told, the newest ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Made = TypeVar("_Made")


class BoundedCache(Generic[_Key, _Made]):
    """What was made for the newest keys; to be asked from one thread at a time."""

    def __init__(self, most: int) -> None:
        """Keep what is made for `most` keys; of more the one that was made first goes."""
        self._most = most
        self._made: dict[_Key, _Made] = {}

    def __len__(self) -> int:
        """Return of how many keys something is kept."""
        return len(self._made)

    def clear(self) -> None:
        """Have everything made anew."""
        self._made.clear()

    def of(self, key: _Key, make: Callable[[], _Made]) -> _Made:
        """Return what belongs to a key, made unless it is kept; what `make` raises is raised, and nothing kept."""
        if key not in self._made:
            made = make()
            self._made[key] = made
            while len(self._made) > self._most:
                del self._made[next(iter(self._made))]
            return made
        return self._made[key]
