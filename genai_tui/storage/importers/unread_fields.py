"""Rows and objects that count which of their fields were never read, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

_EMPTY: tuple[Any, ...] = (None, "", (), [], {})


class Remembering(Protocol):
    """What knows which of its parts say something and were not read."""

    def unread(self) -> Iterator[str]:
        """Yield their names."""
        ...


class Entry:
    """A row or an object of a source. Whatever is never read of it and says something is `unread`.

    Read a key where its value is used, not before: a value that was read and then thrown away is lost in silence.
    `peek` looks without reading.
    """

    __slots__ = ("_parts", "_read", "_values")

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self._read: set[str] = set()
        self._parts: dict[str, Entry] = {}

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value under `key` and take it as read; `default` where there is none."""
        self._read.add(key)
        return self._values.get(key, default)

    def peek(self, key: str, default: Any = None) -> Any:
        """Return the value under `key` without taking it as read."""
        return self._values.get(key, default)

    def names(self) -> tuple[str, ...]:
        """Return every key, read or not."""
        return tuple(self._values)

    def part(self, key: str) -> Entry:
        """Return the object under `key`, whose own keys are then counted as `key.name`; an empty one where there is none.

        A value that is no object stays unread.
        """
        if key not in self._parts:
            value = self._values.get(key)
            if not isinstance(value, Mapping):
                return Entry({})
            self._parts[key] = Entry(value)
        return self._parts[key]

    def unread(self) -> Iterator[str]:
        """Yield the names of what says something and was not read; those within objects as `cost.cache_read`."""
        for key, value in self._values.items():
            if key in self._read or value in _EMPTY:
                continue
            if isinstance(value, Mapping):
                part = self._parts.get(key) or Entry(value)
                yield from (f"{key}.{name}" for name in part.unread())
            else:
                yield str(key)
