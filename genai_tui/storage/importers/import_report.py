"""The report of an import: what was left behind; with ids for names and safe lines out of cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from genai_tui.catalog.model import (
    CatalogHead,
    Category,
    Explanation,
    Label,
    Modality,
    Model,
    ReportLine,
    Source,
)
from genai_tui.catalog.provenance import UNPLACED as _UNPLACED
from genai_tui.catalog.provenance import told_fields
from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.slugs import slug_of
from genai_tui.storage.importers.unread_fields import Remembering

UNPLACED = Category(
    _UNPLACED,
    Label("unplaced", "nicht eingeordnet"),
    about=Explanation(
        "What the source does not sort, or not into these categories. It says nothing about the models.",
        "Was die Quelle nicht einordnet oder nicht in diese Klassen. Über die Modelle sagt es nichts.",
    ),
)
"""The category of what the source does not sort, or not into this taxonomy."""

TAKEN_OUT = "placeholders, taken for not known"
"""What the report says of cells such as `N/A`."""

_UNIT = "\x1f"
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


class Ids:
    """A slug for every name; a second name with the same slug gets a number."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def new(self, name: str) -> str:
        """Return an id that no other name has."""
        slug = slug_of(name) or "x"
        found, number = slug, 1
        while found in self._taken:
            number += 1
            found = f"{slug}-{number}"
        self._taken.add(found)
        return found


class Report:
    """Counts of what could not be carried over, by kind, with the first examples of each.

    What an importer never read is counted by name, every name: see `unread`.
    """

    EXAMPLES = 5

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}
        self._unread: dict[str, list[str]] = {}
        self._fields: dict[str, str] = {}

    def unread(self, what: str, entry: Remembering) -> None:
        """Count by name what of a record was never read; `what` says what such names are."""
        self._unread.setdefault(what, []).extend(entry.unread())

    def note(self, what: str, example: str = "", field: str = "") -> None:
        """Count one thing that was left behind; `field` is the field of the query language that lacks it."""
        self._counts[what] += 1
        if field:
            self._fields[what] = field
        kept = self._examples.setdefault(what, [])
        if example and len(kept) < self.EXAMPLES and (text := line(example, 120)) not in kept:
            kept.append(text)

    def count(self, what: str) -> int:
        """Return how often one thing was noted."""
        return self._counts[what]

    def lines(self) -> tuple[ReportLine, ...]:
        """Return the report: what was left behind by name, each with its count, then the rest, most frequent first."""
        by_name = (
            ReportLine(
                what,
                len(names),
                tuple(f"{line(name, 120)} ({count})" for name, count in Counter(names).most_common()),
            )
            for what, names in self._unread.items()
            if names
        )
        counted = (
            ReportLine(what, count, tuple(self._examples[what]), self._fields.get(what))
            for what, count in self._counts.most_common()
        )
        return (*by_name, *counted)


def line(text: str, longest: int = 2_000) -> str:
    """Return a cell's text as one line of at most `longest` characters."""
    text = text.strip()
    if not text:
        return text
    if not (text.isascii() and text.isprintable() and "  " not in text):  # as most cells are
        if _UNIT not in text:  # which Python takes for a blank, and nobody else does
            text = " ".join(text.split())
        if not (text.isascii() and text.isprintable()):
            text = " ".join(safe_line(text).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def listed(text: str, longest: int = 200, sign: str = ",") -> list[str]:
    """Return what a cell lists between commas, or another sign, each as one line of at most `longest` characters."""
    if not text:
        return []
    parts = map(str.strip, line(text, len(text)).split(sign))
    return [part if len(part) <= longest else line(part, longest) for part in parts if part]


def sourced(model: Model, source: str) -> Model:
    """Return a finished record whose one source speaks for every field in which it says something."""
    return replace(model, sources=(Source(source, supports=told_fields(model)),))


class Modalities:
    """The modalities of the taxonomy, and others that a source names."""

    def __init__(self, taxonomy: CatalogHead) -> None:
        self._known = {each.id: each for each in taxonomy.modalities}
        self._places = {each.id: place for place, each in enumerate(taxonomy.modalities)}
        self._ids = {each.label.en.casefold(): each.id for each in taxonomy.modalities}
        self._found: dict[tuple[str, ...], tuple[str, ...]] = {}

    def ids(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of modalities by name, in one order for all models; one not known yet is taken in."""
        names = tuple(names)
        known = self._found.get(names)
        if known is None:
            known = self._found[names] = self._sorted(names)
        return known

    def _sorted(self, names: Iterable[str]) -> tuple[str, ...]:
        found = []
        for name in names:
            text = line(name, 60).casefold()
            slug = _NOT_SLUG.sub("-", text).strip("-")
            if not slug or slug == "unknown":
                continue
            id_ = self._ids.get(text, slug)
            self._known.setdefault(id_, Modality(id_, Label(text)))
            self._places.setdefault(id_, len(self._places))
            found.append(id_)
        return tuple(sorted(dict.fromkeys(found), key=self._places.__getitem__))

    def all(self) -> tuple[Modality, ...]:
        """Return all of them."""
        return tuple(self._known.values())


def categories_of(taxonomy: CatalogHead) -> tuple[Category, ...]:
    """Return the taxonomy's categories and one for what has none."""
    return (*taxonomy.categories, UNPLACED)
