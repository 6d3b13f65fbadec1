"""The arrangement of a Browse view: the records that meet its query, in groups and in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.search.answer import Answer
from genai_tui.search.grouping import Division, Facet, Group, group
from genai_tui.search.sorting import Order, ordered
from genai_tui.search.syntax import Query
from genai_tui.view.browse import BrowseView, division_of, facet_of, part_of
from genai_tui.view.own_keys import key

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.index import SearchIndex
    from genai_tui.search.name_index import Stop

SMALL = 3_000
"""Catalogs up to this many models are arranged between two keys; larger ones in a thread."""


class Arrangement(Struct, frozen=True):
    """The answer to a query, its groups, and the records of the one that is shown, in order."""

    answer: Answer
    facet: Facet
    groups: tuple[Group, ...]
    here: Group | None
    """The group that is shown; None: all."""
    division: Division | None
    """How that group is divided, if it is."""
    part: Group | None
    """The part of the group that is shown; None: all of it."""
    records: Sequence[Any]
    why_empty: tuple[str, ...] = ()
    """Where nothing meets the query, what to say: what each of its clauses costs."""


class Arranger:
    """Arranges views of one catalog.

    It keeps the last answer, groups and order, and works out anew only what a view changes of them; so it is to
    be asked from one thread at a time.
    """

    def __init__(
        self, catalog: Catalog, index: Callable[[], SearchIndex], kind: type[BrowseView] = BrowseView
    ) -> None:
        """Arrange records of `catalog` for views of a kind; `index` gives their search index, built when first asked for."""
        self._catalog = catalog
        self._index = index
        self._attributes = kind.ATTRIBUTES
        self._noun = kind.KIND
        self._everything = Answer(Query("", ()), kind.records(catalog), {})
        self._answer = self._everything
        self._groups: tuple[Group, ...] = ()
        self._grouped: tuple[Sequence[Any], Facet] | None = None
        self._division: Division | None = None
        self._divided: tuple[Group, Facet, Facet | None] | None = None
        self._ordered: Sequence[Any] = ()
        self._sorted: tuple[Sequence[Any], Order, bool] | None = None

    @property
    def is_small(self) -> bool:
        """Whether the catalog is small enough to be arranged between two keys."""
        return len(self._everything.records) <= SMALL

    def arrange(self, view: BrowseView, stop: Stop | None = None) -> Arrangement:
        """Return what a view shows.

        Raises QueryProblem for a query that means nothing, and Stopped as soon as `stop` says so.
        """
        answer = self._answered(view.query, stop)
        facet = facet_of(view, self._catalog)
        if not self._grouped or self._grouped[0] is not answer.records or self._grouped[1] != facet:
            self._groups = group(self._catalog, answer.records, facet, self._attributes)
            self._grouped = answer.records, facet
        here = next((each for each in self._groups if each.id == view.group), None)
        division = self._division_of(view, here) if here else None
        part = part_of(view, division)
        shown = part or here
        records = shown.records if shown else answer.records
        order = view.order, view.reverse
        if not self._sorted or self._sorted[0] is not records or self._sorted[1:] != order:
            self._ordered = ordered(self._catalog, records, *order, self._attributes)
            self._sorted = records, *order
        why_empty: tuple[str, ...] = ()
        if not answer.records and answer.query:
            why_empty = self._why_empty(answer.query)
        elif not records and here:
            why_empty = (
                ("Nothing of this group meets the query", f"{key('whole', 'w')} shows every {self._noun}")
                if answer.query
                else ("Nothing here",)
            )
        return Arrangement(answer, facet, self._groups, here, division, part, self._ordered, why_empty)

    def _division_of(self, view: BrowseView, here: Group) -> Division | None:
        key = here, facet_of(view, self._catalog), view.then
        if not self._divided or self._divided[0] is not here or self._divided[1:] != key[1:]:
            self._division, self._divided = division_of(view, self._catalog, here), key
        return self._division

    def _answered(self, text: str, stop: Stop | None) -> Answer:
        if not text.strip():
            self._answer = self._everything
        elif text != self._answer.query.text:
            self._answer = self._index().ask(text, stop)
        return self._answer

    def _organizations(self, query: Query) -> Iterator[str]:
        """Yield the organizations, of which a catalog may have no model, that the words of a query name."""
        if self._noun != "model" or not query.words:
            return
        # Imported here: most queries find something.
        from genai_tui.search.record_lookup import look_up, organization_entries

        for each in look_up(tuple(organization_entries(self._catalog)), query.words).found:
            yield f":{safe_line(each.name)} opens the organization"

    def _why_empty(self, query: Query) -> tuple[str, ...]:
        relaxed = self._index().relaxations(query) if self.is_small else ()
        return (
            f"No {self._noun} matches {safe_line(query.text.strip())}",
            *self._organizations(query),
            *(f"{one.count:>6} without {safe_line(one.typed)}, {one.alone} by it alone" for one in relaxed),
            f"{key('whole', 'w')} shows every {self._noun}",
        )
