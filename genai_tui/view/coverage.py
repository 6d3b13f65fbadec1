"""The view of coverage: how much is known of each field, estimated, disputed or not known, over the years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from msgspec.structs import replace

from genai_tui.catalog.attributes import ATTRIBUTES, MODELS, Attribute
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.count_table import CountTable, Head
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import Catalog, Model
from genai_tui.search.grouping import group, group_clause
from genai_tui.view.address_fields import Pairs, Reader, one_of
from genai_tui.view.change import Change
from genai_tui.view.own_keys import keyed
from genai_tui.view.table_view import TableView, whole

if TYPE_CHECKING:  # the search comes with the first count
    from genai_tui.search.index import SearchIndex

By = Literal["year", "organization", "category"]
BYS: tuple[By, ...] = ("year", "organization", "category")
FIELDS = (
    "org", "country", "family", "in", "out", "domain", "task", "date", "params", "active", "compute", "hardware", "arch",
    "based", "weights", "license", "use", "api", "status", "price", "context", "cutoff", "provider", "author", "venue", "citations",
)  # fmt: skip
"""The fields that are counted, by their names in queries, in the order of their rows."""


class CoverageView(TableView, frozen=True):
    """All of what is looked at in the coverage."""

    SCREEN: ClassVar[str] = "coverage"

    by: By = "year"
    """What the columns are."""

    def address_pairs(self) -> Pairs:
        """Yield what its address says beside catalogs and tab."""
        if self.by != "year":
            yield "by", self.by
        yield from super().address_pairs()

    @classmethod
    def address_fields(cls) -> dict[str, Reader]:
        """Return what reads those fields of an address."""
        return {**super().address_fields(), "by": one_of("by", "column", BYS)}

    @classmethod
    def choices(cls, catalog: Catalog) -> tuple[str, ...]:
        """Return what columns can stand for."""
        return BYS

    def command_words(self) -> tuple[str, ...]:
        """Return the options of `coverage` that print these columns."""
        return ("--by", self.by) if self.by != "year" else ()

    def cell(self, table: CountTable) -> tuple[int, int]:
        """Return the cell under the cursor; the first column is the share of all, which says most of a field."""
        return table.place(self.row, self.column or _STATES[_SHARE].key)

    def table(self, catalog: Catalog, models: tuple[Model, ...]) -> CountTable:
        """Return the table of some models of a catalog."""
        from genai_tui.search.index import SearchIndex  # imported here: as above

        return coverage(models, self.by, SearchIndex(catalog))


def coverage(models: tuple[Model, ...], by: By, index: SearchIndex) -> CountTable:
    """Return of each field of some models how much is known, counted by queries on the index of their catalog."""
    catalog = index.catalog
    ids = {model.id for model in models}
    all_of_them = [place for place, model in enumerate(catalog.models) if model.id in ids]
    here = sum(1 << place for place in all_of_them)
    places = {model.id: place for place, model in enumerate(catalog.models)}
    groups = [each for each in group(catalog, models, by) if each.records]
    sets = [sum(1 << places[model.id] for model in each.records) for each in groups]
    rows = tuple(_fields(catalog))
    columns = (*_STATES, *(_column(by, each.id, each.label) for each in groups))
    counts: dict[tuple[int, int], int] = {}
    wholes: dict[tuple[int, int], int] = {}
    queries: dict[tuple[int, int], str] = {}
    for row, head in enumerate(rows):
        unknown = f"{head.key}:?"
        asked = (unknown, f"-{unknown}", f"estimated:{head.key}", f"disputed:{head.key}", unknown)
        silent = index.meeting(unknown)
        for column, query in enumerate(asked):
            known = column == _SHARE
            queries[row, column] = query
            found = here & ~silent if known else here & index.meeting(query)
            counts[row, column] = found.bit_count()
        if models:
            wholes[row, _SHARE] = len(models)
        for column, (each, members) in enumerate(zip(groups, sets, strict=True), len(_STATES)):
            counts[row, column] = (members & ~silent).bit_count()
            wholes[row, column] = len(each.records)
            queries[row, column] = f"{unknown} {columns[column].clause}"
    counts = {cell: count for cell, count in counts.items() if count}
    title = f"Coverage by {by} · {count_of(len(models), 'model')}"
    return CountTable(
        "field", rows, columns, counts, title, wholes=wholes, queries=queries, notes=tuple(_notes(catalog))
    )


_STATES = (
    Head("share", "share", is_total=True), Head("known", "known", is_total=True), Head("estimated", "estimated", is_total=True),
    Head("disputed", "disputed", is_total=True), Head("unknown", "unknown", is_total=True),
)  # fmt: skip
_SHARE = 0
"""The column of the share of models that state a field."""


def _fields(catalog: Catalog) -> Iterator[Head]:
    """Yield a row for each field of which a catalog may say anything."""
    for name in FIELDS:
        if ATTRIBUTES[name].known_in(catalog):
            yield Head(name, _label(ATTRIBUTES[name]))


def _label(attribute: Attribute) -> str:
    """Return what readers call a field: its words, or its own name where several attributes read one field."""
    if attribute.name in _CALLED:
        return _CALLED[attribute.name]
    shared = sum(attribute.path == each.path for each in MODELS.rows.values()) > 1
    return attribute.title.lower() if shared or "|" in attribute.path else field_words(attribute.path)


_CALLED = {"params": "parameters", "price": "input price", "date": "release date"}


def _column(by: By, value: str, label: str) -> Head:
    attribute = ATTRIBUTES[{"year": "year", "organization": "org", "category": "cat"}[by]]
    return Head(value or "?", label if value else "not known", group_clause(attribute, value))


def _notes(catalog: Catalog) -> Iterator[str]:
    yield keyed(
        "A share says how many state the field, however sure they are; {counts.choose:Enter} on it lists those that do not."
    )
    absent = [_label(ATTRIBUTES[name]) for name in FIELDS if not ATTRIBUTES[name].known_in(catalog)]
    if absent:
        yield f"Stated of no model: {', '.join(absent)}."


def next_by(view: CoverageView) -> CoverageView:
    """Go on to the next kind of columns."""
    return to_by(view, BYS[(BYS.index(view.by) + 1) % len(BYS)])


def to_by(view: CoverageView, by: By) -> CoverageView:
    """Show columns of a kind."""
    return replace(view, by=by, column=None)


CHANGES: dict[str, Change[CoverageView]] = {
    "whole": Change(lambda view, catalog: whole(view)),
    "group": Change(lambda view, catalog: next_by(view), to_by, lambda catalog: BYS),
}
"""What commands do to the view, by their names."""
