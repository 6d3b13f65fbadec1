"""The question that stands in Browse: what was typed last, and the last good answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.search.answer import Answer
from genai_tui.search.syntax import Query, QueryProblem
from genai_tui.tui.background import Soon

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.index import SearchIndex

AT_ONCE = 3_000
"""Catalogs up to this size answer between two keys; larger ones are asked in a thread."""


class Asking:
    """Asks the index. The last good answer stays until there is a better one."""

    def __init__(self, catalog: Catalog, index: Callable[[], SearchIndex]) -> None:
        """Ask about `catalog`; `index` gives its search index, which is built when first asked for."""
        self._catalog = catalog
        self._index = index
        self._soon: Soon[Answer | QueryProblem] = Soon("query")
        self._everything = Answer(Query("", ()), catalog.models, {})
        self.text = ""
        """What was asked last, answered or not."""
        self.answer = self._everything
        """The last good answer."""

    @property
    def at_once(self) -> bool:
        """Whether the catalog is small enough to be asked between two keys."""
        return len(self._catalog) <= AT_ONCE

    def forget(self) -> None:
        """Go back to no question and every model."""
        self.text = ""
        self.answer = self._everything

    def find(self, query: Query) -> Answer | QueryProblem:
        """Return the answer to a query, or what is wrong with it; raises Stopped once another is asked."""
        try:
            return self._index().answer(query, lambda: query.text != self.text)
        except QueryProblem as problem:
            return problem

    def find_soon(
        self, query: Query, later: Callable[[Answer | QueryProblem], None]
    ) -> Answer | QueryProblem | None:
        """Return what `find` does if it takes no longer than a frame.

        Otherwise None, and `later` gets it from a thread, unless another query has been asked by then.
        """
        return self._soon.get(partial(self._find_in_turn, query), lambda _, found: later(found))

    def _find_in_turn(self, query: Query) -> Answer | QueryProblem | None:
        """Return what `find` does; None for a query that nobody waits for any longer."""
        if query.text != self.text:
            return None
        from genai_tui.search.name_index import Stopped  # imported here: as above

        try:
            return self.find(query)
        except Stopped:
            return None

    def what_empties(self, query: Query) -> tuple[str, ...]:
        """Return what to say where nothing meets a query: what each clause costs."""
        relaxed = self._index().relaxations(query) if self.at_once else ()
        return (
            f"Nothing meets {safe_line(query.text.strip())}",
            *(f"{one.count:>6} without {safe_line(one.typed)}, {one.alone} by it alone" for one in relaxed),
            "Esc clears the query",
        )
