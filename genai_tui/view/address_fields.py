"""The fields of an address: what stands after each name in it, read into a field of a view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from genai_tui.catalog.numbers import whole
from genai_tui.catalog.sanitize import safe_line

Reader = Callable[[Any, str], Any]
"""Takes a view and a value of an address to the view that has it; raises AddressProblem."""
Pairs = Iterator[tuple[str, str]]
"""Names and values of an address, in the order in which they stand there."""


class AddressProblem(ValueError):
    """A text is no address; its message says why."""


def quoted(text: str) -> str:
    """Return a typed text as a message shows it: safe, in quotes, of bounded length."""
    text = safe_line(text)
    return repr(text if len(text) <= 60 else f"{text[:59]}…")


def text(field: str) -> Reader:
    """Return a reader of a text as it stands."""
    return lambda view, value: replace(view, **{field: value})


def more(field: str) -> Reader:
    """Return a reader that adds one more value to those of a field."""
    return lambda view, value: replace(view, **{field: (*getattr(view, field), value)})


def one_of(field: str, what: str, values: Iterable[str]) -> Reader:
    """Return a reader of one of some words; `what` is what they are called in a message."""
    known = tuple(values)

    def read(view: Any, value: str) -> Any:
        if value not in known:
            raise AddressProblem(f"no {what} is called {quoted(value)}: it is one of {', '.join(known)}")
        return replace(view, **{field: value})

    return read


def number(field: str, low: int, high: int, first: int = 0) -> Reader:
    """Return a reader of a whole number within bounds; an address counts from `first` on, a view from 0."""

    def read(view: Any, value: str) -> Any:
        found = whole(value)
        if found is None or not low <= found <= high:
            raise AddressProblem(f"{field} is a number from {low} to {high}, and not {quoted(value)}")
        return replace(view, **{field: found - first})

    return read


def day(field: str, name: str) -> Reader:
    """Return a reader of a day; `name` is what an address calls it."""

    def read(view: Any, value: str) -> Any:
        from genai_tui.catalog.day import DayProblem, day_meant  # imported here: few addresses are of a day

        try:
            return replace(view, **{field: day_meant(value)})
        except DayProblem as problem:
            raise AddressProblem(f"{name} is a day, and not {quoted(value)}: {problem}") from None

    return read


TABS = 20
"""Tabs that a pane has at most, for all that an address says."""
ANYWHERE: dict[str, Reader] = {
    "catalog": more("catalogs"), "overlay": more("overlays"), "asof": day("as_of", "asof"), "tab": number("tab", 1, TABS, first=1),
}  # fmt: skip
"""The fields that the addresses of all screens have."""
