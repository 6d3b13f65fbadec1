"""The view of a table of counts: query and cell as one frozen value, and what keys do to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.attributes import ATTRIBUTES, UNKNOWN
from genai_tui.catalog.count_table import CountTable, joined_query
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.sanitize import safe_line
from genai_tui.view.address_fields import Pairs, Reader, text
from genai_tui.view.arrangement import SMALL
from genai_tui.view.browse import BrowseView
from genai_tui.view.change import Change
from genai_tui.view.own_keys import key, keyed

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.index import SearchIndex
    from genai_tui.search.name_index import Stop


class TableView(Struct, frozen=True):
    """All of what is looked at in a table of counts."""

    SCREEN: ClassVar[str] = ""

    catalogs: tuple[str, ...] = ()
    """Names and whole paths of the catalogs, as the command line takes them; none: the shipped one."""
    overlays: tuple[str, ...] = ()
    query: str = ""
    """Only models that meet it are counted."""
    row: str | None = None
    """The key of the row under the cursor; None: the first."""
    column: str | None = None
    """The key of the column under the cursor; None: the first."""
    tab: int = 0
    """Always 0: no pane has tabs."""
    as_of: str | None = None
    """The day, whole, as of which it is looked at; None: everything that the catalogs have."""

    def what_stands(self, catalog: Catalog) -> tuple[Self, tuple[str, ...]]:
        """Return the view, of which nothing can be gone: a cell that is not there is the first."""
        return self, ()

    def address_pairs(self) -> Pairs:
        """Yield what its address says beside catalogs and tab."""
        if self.query:
            yield "q", self.query
        if self.row is not None:
            yield "row", self.row
        if self.column is not None:
            yield "column", self.column

    @classmethod
    def address_fields(cls) -> dict[str, Reader]:
        """Return what reads those fields of an address."""
        return {"q": text("query"), "row": text("row"), "column": text("column")}

    def table(self, catalog: Catalog, models: tuple[Model, ...]) -> CountTable:
        """Return the table of some models of a catalog, those that meet the query."""
        raise NotImplementedError

    @classmethod
    def choices(cls, catalog: Catalog) -> tuple[str, ...]:
        """Return what may be typed after the name of its screen, where the table of screens says that it takes anything."""
        return ()

    def command_words(self) -> tuple[str, ...]:
        """Return the options of the subcommand that prints the table, besides catalogs and query."""
        return ()

    def cell(self, table: CountTable) -> tuple[int, int]:
        """Return the numbers of the row and the column under the cursor in a table."""
        return table.place(self.row, self.column)

    def at_model(self, catalog: Catalog, model: Model) -> Self:
        """Return the view at a cell that has a model."""
        return self

    def holder(
        self, catalog: Catalog, models: tuple[Model, ...], row: str, column: str
    ) -> Callable[[Model], bool] | None:
        """Return what tells whether the cell of two keys counts a model; None where cells are not told by their models."""
        return None


class QueriedModels:
    """The models that meet a query, found again only for another query; to be asked from one thread at a time."""

    def __init__(self, catalog: Catalog, index: Callable[[], SearchIndex]) -> None:
        """Find models of `catalog`; `index` gives its search index, which is built when first asked for."""
        self._catalog = catalog
        self._index = index
        self._last: tuple[str, tuple[Model, ...]] = ("", catalog.models)

    @property
    def is_small(self) -> bool:
        """Whether the catalog is small enough to be counted between two keys."""
        return len(self._catalog) <= SMALL

    def meeting(self, query: str, stop: Stop | None = None) -> tuple[Model, ...]:
        """Return the models that meet a query; raises QueryProblem, and Stopped as soon as `stop` says so."""
        query = query.strip()
        if not query:
            return self._catalog.models
        if self._last[0] != query:
            self._last = query, tuple(self._index().ask(query, stop).records)
        return self._last[1]


def in_browse(view: TableView, table: CountTable) -> BrowseView:
    """Return the view in Browse of the models in the cell under the cursor; of a share, of those that it leaves out."""
    query = joined_query(view.query, table.clauses(*view.cell(table)))
    return BrowseView(view.catalogs, view.overlays, query=query, as_of=view.as_of)


LISTED_OF = 20_000
"""Models of which those of a cell are picked out with every step of the cursor; with more a step would be slow."""


def models_told(
    view: TableView, table: CountTable, catalog: Catalog, models: tuple[Model, ...]
) -> tuple[tuple[str, str, str], ...] | None:
    """Return the models of the cell under the cursor, the latest first: name, organizations, date as far as known.

    None where they cannot be told, or would take too long.
    """
    if not (table.rows and table.columns) or len(models) > LISTED_OF:
        return None
    row, column = view.cell(table)
    holds = view.holder(catalog, models, table.rows[row].key, table.columns[column].key)
    if holds is None:
        return None
    held = [model for model in models if holds(model)] if table.count(row, column) else []
    held.sort(key=lambda model: (model.date or "", model.name), reverse=True)
    return tuple(
        (safe_line(model.name), ATTRIBUTES["org"].cell(catalog, model), safe_line(model.date or UNKNOWN))
        for model in held
    )


def cell_told(view: TableView, table: CountTable) -> str:
    """Return what the cell under the cursor says: row, column, how many, and what Enter opens."""
    if not (table.rows and table.columns):
        return ""
    row, column = view.cell(table)
    count, whole = table.count(row, column), table.wholes.get((row, column))
    names = f"{table.rows[row].label} · {table.columns[column].name}"
    if whole:
        others = (
            f" · {key('counts.choose', 'Enter')}: the {whole - count} that do not" if whole > count else ""
        )
        return f"{names} · {count} of {whole} state it{others}"
    lists = keyed(" · {counts.choose:Enter} lists them")
    return f"{names} · {count} {'model' if count == 1 else 'models'}{lists if count else ''}"


# What keys do


_View = TypeVar("_View", bound=TableView)


def ask(view: _View, query: str) -> _View:
    """Count the models that meet a query."""
    return replace(view, query=query)


def at_cell(view: _View, table: CountTable, row: int, column: int) -> _View:
    """Go to a cell by the numbers of its row and its column."""
    return replace(view, row=table.rows[row].key, column=table.columns[column].key)


def whole(view: _View) -> _View:
    """Count every model: drop the query."""
    return replace(view, query="")


CHANGES: dict[str, Change[Any]] = {"whole": Change(lambda view, catalog: whole(view))}
"""What commands do to every table of counts, by their names."""
