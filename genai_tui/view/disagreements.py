"""The view of Disagreements: query, field and pair as one frozen value, and what it shows of a catalog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.disagreement import SAME, Disagreement, Disagreements, FieldCount, disagreements
from genai_tui.catalog.field_lookup import field_called, short_name
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import Catalog
from genai_tui.view.address_fields import Pairs, Reader, text
from genai_tui.view.change import Change
from genai_tui.view.record_ref import RecordRef

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.index import SearchIndex
    from genai_tui.search.name_index import Stop


class DisagreementsView(Struct, frozen=True):
    """All of what is looked at in Disagreements."""

    SCREEN: ClassVar[str] = "disagreements"

    catalogs: tuple[str, ...] = ()
    """Names and whole paths of the catalogs, as the command line takes them; none: the shipped one."""
    overlays: tuple[str, ...] = ()
    query: str = ""
    """Only models that meet it are compared."""
    field: str | None = None
    """The field by any of its names; None: the first in which anything differs."""
    at: str | None = None
    """The key of the pair under the cursor; None: the first."""
    tab: int = 0
    """Always 0: no pane has tabs."""
    as_of: str | None = None
    """The day, whole, as of which it is looked at; None: everything that the catalogs have."""

    def what_stands(self, catalog: Catalog) -> tuple[DisagreementsView, tuple[str, ...]]:
        """Return what is left of the view in a catalog that may have changed, and a line for each thing that is gone."""
        if self.field is None and self.at is None:
            return self, ()
        found = disagreements(catalog)
        gone: list[str] = []
        view = self
        if view.field is not None and field_called(view.field, fields_of(found)) is None:
            gone.append(f"nothing to compare in {view.field}")
            view = replace(view, field=None)
        if view.at is not None and all(view.at not in keys(found, field) for field in fields_of(found)):
            gone.append(f"no disagreement about {view.at}")
            view = replace(view, at=None)
        return view, tuple(gone)

    def address_pairs(self) -> Pairs:
        """Yield what its address says beside catalogs and tab."""
        if self.query:
            yield "q", self.query
        if self.field is not None:
            yield "field", self.field
        if self.at is not None:
            yield "at", self.at

    @staticmethod
    def address_fields() -> dict[str, Reader]:
        """Return what reads those fields of an address."""
        return {"q": text("query"), "field": text("field"), "at": text("at")}

    @classmethod
    def choices(cls, catalog: Catalog) -> tuple[str, ...]:
        """Return the short names of the fields, as they are typed after `:disagree`."""
        return tuple(map(short_name, fields_of(disagreements(catalog))))


class Comparer:
    """Compares the records of one catalog for views, and keeps what it found last; to be asked from one thread at a time."""

    def __init__(self, catalog: Catalog, index: Callable[[], SearchIndex]) -> None:
        """Compare records of `catalog`; `index` gives its search index, which is built when first asked for."""
        self._catalog = catalog
        self._index = index
        self._last: tuple[str, Disagreements] | None = None

    def has(self, view: DisagreementsView) -> bool:
        """Tell whether what a view shows is known already."""
        return self._last is not None and self._last[0] == view.query.strip()

    def compare(self, view: DisagreementsView, stop: Stop | None = None) -> Disagreements:
        """Return what differs among the models of a view; raises QueryProblem, and Stopped as soon as `stop` says so."""
        query = view.query.strip()
        if self._last is None or self._last[0] != query:
            models = self._index().ask(query, stop).records if query else None
            self._last = query, disagreements(self._catalog, models)
        return self._last[1]


# What there is to look at


def rows(found: Disagreements) -> tuple[FieldCount, ...]:
    """Return the fields that both sides state, those in which anything differs first, then what may be one model."""
    stated = [count for count in found.counts if count.both]
    differ = [count for count in stated if count.differ]
    same = [FieldCount(SAME, found.alike, found.alike, "")] if found.alike else []
    return (*differ, *same, *(count for count in stated if not count.differ))


def fields_of(found: Disagreements) -> tuple[str, ...]:
    """Return the dotted paths of those fields."""
    return tuple(row.field for row in rows(found))


def keys(found: Disagreements, field: str) -> tuple[str, ...]:
    """Return what tells the pairs of a field apart: the model, the other one where there are two, and their number.

    `imagen`, `goat+goat-epoch`; of a second pair about one model `imagen:2`.
    """
    seen: Counter[str] = Counter()
    told: list[str] = []
    for each in found.of(field):
        name = f"{each.model}+{each.other}" if each.other else each.model
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name}:{seen[name]}")
    return tuple(told)


def place(found: Disagreements, view: DisagreementsView) -> int:
    """Return the place of the pair under the cursor among those of its field."""
    known = keys(found, view.field or "")
    return known.index(view.at) if view.at in known else 0


def pair(found: Disagreements, view: DisagreementsView) -> Disagreement | None:
    """Return the pair under the cursor; None where nothing differs."""
    told = found.of(view.field or "")
    return told[place(found, view)] if told else None


def settled(view: DisagreementsView, found: Disagreements) -> DisagreementsView:
    """Return the view with the field and the pair that are really shown; a pair that is gone leaves the first."""
    paths = fields_of(found)
    field = field_called(view.field, paths) if view.field else None
    if field is None:
        of_pair = (path for path in paths if view.at in keys(found, path))
        field = next(of_pair, paths[0] if paths else None)
    known = keys(found, field) if field else ()
    return replace(view, field=field, at=view.at if view.at in known else next(iter(known), None))


# What keys do


def ask(view: DisagreementsView, query: str) -> DisagreementsView:
    """Compare the models that meet a query."""
    return replace(view, query=query)


def in_field(view: DisagreementsView, field: str) -> DisagreementsView:
    """Show what differs in a field, at the model of the present pair where it is among it."""
    return replace(view, field=field)


def at_place(view: DisagreementsView, found: Disagreements, number: int) -> DisagreementsView:
    """Go to a pair of the field by its place."""
    return replace(view, at=keys(found, view.field or "")[number])


def at_record(view: DisagreementsView, found: Disagreements, record: RecordRef) -> DisagreementsView | None:
    """Return the view at a pair about a model, in the present field where it differs in that; None where there is none."""
    for field in (view.field or "", *fields_of(found)):
        for key, each in zip(keys(found, field), found.of(field), strict=True):
            if record.kind == "model" and record.id in (each.model, each.other):
                return replace(view, field=field, at=key)
    return None


def title(field: str) -> str:
    """Return what a field is called on the screen."""
    return "one model?" if field == SAME else field_words(field)


CHANGES: dict[str, Change[DisagreementsView]] = {
    "whole": Change(lambda view, catalog: replace(view, query=""))
}
"""What commands do to the view, by their names."""
