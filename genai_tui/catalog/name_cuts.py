"""Cuts of names that are too long for their place: in the middle, and so that no two names become one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from genai_tui.catalog.cells import clip, is_mark, width

_SIGN = "…"
_DIGITS = "0123456789"


class Cut(Struct, frozen=True):
    """What is left of a name, and how many of its characters stand before and after the sign of the cut."""

    text: str
    head: int
    tail: int


def cut(name: str, cells: int, tail: int | None = None) -> Cut:
    """Return a safe name cut to so many cells, with about `tail` cells of its end; whole where it fits."""
    if width(name) <= cells:
        return Cut(name, len(name), 0)
    room = cells - width(_SIGN)
    if room < 2:
        shown = clip(name, cells)
        return Cut(shown, max(0, len(shown) - 1), 0)
    last = _ending(name, room * 2 // 5 if tail is None else tail).lstrip(" ")
    first = clip(name, cells - width(last), _SIGN)
    return Cut(first + last, len(first) - 1, len(last))


def cut_first(text: str, cells: int) -> str:
    """Return the first of several values, and how many more there are, cut to so many cells; the count stays whole.

    What stands in brackets at its end goes first: another name, or letters for this one.
    """
    first, plus, more = text.rpartition(" +")
    count = f"{plus}{more}" if more and not more.strip(_DIGITS) else ""
    first, room = first if count else text, cells - width(count)
    if width(first) <= room:
        return f"{first}{count}"
    if room < 2:
        return clip(text, cells)
    before, bracket, _ = first.rpartition(" (")
    if bracket and first.endswith(")") and width(before) != room:
        first = f"{before}{_SIGN}" if width(before) < room else before
    return f"{cut(first, room).text}{count}"


def _ending(name: str, cells: int) -> str:
    """Return the longest end of a name that fits and begins with no mark that stands on the letter before it."""
    start, used = len(name), 0
    while start and (used := used + width(name[start - 1])) <= cells:
        start -= 1
    while start < len(name) and is_mark(name[start]):
        start += 1
    return name[start:]


def cut_apart(names: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Cut]:
    """Return the cuts of safe names that have so many cells each; names that differ stay different where they can."""
    cuts: dict[tuple[str, int], Cut] = {}
    taken: dict[str, str] = {}
    for name, cells in sorted(set(names)):
        chosen = made = cut(name, cells)
        for other in _others(name, cells):
            if taken.get(chosen.text, name) == name:
                break
            chosen = other
        chosen = made if taken.get(chosen.text, name) != name else chosen
        taken[chosen.text] = name
        cuts[name, cells] = chosen
    return cuts


def _others(name: str, cells: int) -> Iterator[Cut]:
    """Yield other cuts of a name, those that leave more of its end first; after them the last one again."""
    usual = (cells - 1) * 2 // 5
    made = Cut(name, 0, 0)
    for tail in (*range(usual + 1, cells - 1), *range(usual - 1, -1, -1)):
        made = cut(name, cells, tail)
        yield made
    yield made
