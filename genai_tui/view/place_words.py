"""Words for a view in a list of places: its screen, and what it was narrowed to or stood on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.view.record_ref import RecordRef, record_name
from genai_tui.view.screens import screen_called

_TOLD = ("q", "group", "part", "focus", "kind", "field", "of", "at", "model", "org")
"""The fields of an address that say where a view stands; the others say how it looks."""
_MOST = 4
_RECORDS: dict[str, str] = {"at": "", "model": "model", "org": "organization", "focus": "", "of": ""}


def place_words(view: Any, catalog: Catalog) -> str:
    """Return what a view is called: `Browse · weights:open · DALL·E 2`."""
    row = screen_called(view.SCREEN)
    words = [row.title if row else view.SCREEN]
    for name, value in view.address_pairs():
        if name in _TOLD and value:
            words.append(_named(catalog, name, value) if name in _RECORDS else value)
    return safe_line(" · ".join(dict.fromkeys(words[: 1 + _MOST])))


def told_apart(views: Sequence[Any | None], words: Sequence[str]) -> Iterator[str]:
    """Yield the words for each view, None where nobody knows it; where several have the same, with how it looks as well.

    Those that look alike, too, have empty words after the first: they are one place to the reader.
    """
    often = Counter(words)
    seen: set[str] = set()
    for view, each in zip(views, words, strict=True):
        if often[each] > 1 and view is not None:
            looks = (f"{name} {value}" for name, value in view.address_pairs() if name not in _TOLD and value)
            each = safe_line(" · ".join((each, *looks)))
        yield "" if each in seen else each
        seen.add(each)


def _named(catalog: Catalog, field: str, id_: str) -> str:
    """Return the name of a record that a field of an address gives by its id; else what stands there."""
    if _RECORDS[field] != "organization" and catalog.model(id_) is not None:
        return record_name(catalog, RecordRef("model", id_))
    return catalog.organization_name(id_)
