"""Tables of plain text: in columns that fit a terminal, or with tabs between whole values for a pipe."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from genai_tui.catalog.attribute import AnyRecord
from genai_tui.catalog.attributes import UNKNOWN, Attribute
from genai_tui.catalog.cells import clip, pad, width
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters.columns import cells, columns, headings, organization_columns
from genai_tui.storage.exporters.writer import Counted, Reason, Writer

if TYPE_CHECKING:  # most tables are of the columns that are always shown
    from genai_tui.storage.exporters.record_fields import RecordField

_WIDEST, _WIDEST_LABEL = 34, 40
"""Cells of a column, and of a label that is counted by, at most."""
_NARROW, _NARROWEST = 10, 5
"""Cells that a column of words keeps where a table is fitted into few, and into very few."""
_NAMES, _NAMING = 2, 16
"""The first columns, which name a record, and the cells that they keep while another column can be left out."""
_GAP = 2
"""Cells between two columns."""


class TextTable(Writer):
    """Columns of text."""

    BEARS_MARKS = True

    def models(self, catalog: Catalog, models: Sequence[Model], asked: Iterable[str] = ()) -> Iterator[str]:
        asked = tuple(asked)
        return self._table(catalog, models, columns(catalog, asked), asked)

    def organizations(
        self, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = ()
    ) -> Iterator[str]:
        asked = tuple(asked)
        return self._table(catalog, organizations, organization_columns(catalog, asked), asked)

    def rows(
        self, catalog: Catalog, records: Sequence[AnyRecord], fields: Sequence[RecordField], query: str = ""
    ) -> Iterator[str]:
        from genai_tui.storage.exporters import record_fields  # imported here: as above

        whole = self._is_whole
        told = [record_fields.cells(catalog, record, fields, whole) for record in records]
        return self._lines(tuple(each.title for each in fields), told, [each.kind for each in fields])

    def found(
        self, catalog: Catalog, models: Sequence[Model], reasons: Mapping[str, Reason]
    ) -> Iterator[str]:
        if not reasons:
            yield from self.models(catalog, models)
            return
        rows = [
            (
                safe_line(model.id),
                safe_line(model.name),
                f"{reasons[model.id].score:.1f}",
                reasons[model.id].told,
            )
            for model in models
        ]
        yield from self._lines(("Id", "Name", "Score", "Found by"), rows, ("text", "text", "number", "text"))

    def counts(self, catalog: Catalog, counted: Counted) -> Iterator[str]:
        if not counted.fields:
            yield str(counted.total)
            return
        if counted.margins and (table := self._crossed(counted)):
            yield from table
            return
        labels = [tuple(safe_line(label or UNKNOWN) for label in row.labels) for row in counted.rows]
        if self.layout.tabs:
            for row, shown in zip(counted.rows, labels, strict=True):
                yield tabbed((str(row.count), *shown))
            return
        sizes = [min(_WIDEST_LABEL, max(map(width, column))) for column in zip(*labels, strict=True)]
        for row, shown in zip(counted.rows, labels, strict=True):
            yield f"{row.count:>6}  {'  '.join(map(pad, shown, sizes))}".rstrip()

    def _crossed(self, counted: Counted) -> Iterator[str] | None:
        """Return the counts by two fields as one table; None where that is wider than there is room."""
        table = [list(map(safe_line, row)) for row in counted.crossed(UNKNOWN)]
        needed = sum(max(map(width, column)) + _GAP for column in zip(*table, strict=True)) - _GAP
        if self.layout.width and needed > self.layout.width:
            return None
        table = table if self.layout.header else table[1:]
        return laid_out(table, range(1, len(table[0])), self.layout.tabs, 0)

    @property
    def _is_whole(self) -> bool:
        return self.layout.tabs or self.layout.width == 0

    def _table(
        self,
        catalog: Catalog,
        records: Sequence[AnyRecord],
        shown: Sequence[Attribute],
        asked: Collection[str],
    ) -> Iterator[str]:
        widest = _WIDEST if self.layout.width is None and not self.layout.tabs else None
        rows = [cells(catalog, record, shown, widest, self._is_whole) for record in records]
        spared = [place for place, each in enumerate(shown, 2) if each.name not in asked]
        return self._lines(headings(shown), rows, ("text", "text", *(each.kind for each in shown)), spared)

    def _lines(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        kinds: Sequence[str],
        spared: Sequence[int] = (),
    ) -> Iterator[str]:
        """Yield a table; columns at the places `spared`, from the last on, are left out where there is no room for them."""
        numbers = [place for place, kind in enumerate(kinds) if kind == "number"]
        dates = [place for place, kind in enumerate(kinds) if kind in ("date", "year")]
        headed = list(self.headed(headings, rows))
        if self.layout.width and headed:
            kept = _with_room(headed, self.layout.width, {*numbers, *dates}, spared)
            self.left_out = tuple(heading for place, heading in enumerate(headings) if place not in kept)
            headed = [[row[place] for place in kept] for row in headed]
            numbers = [new for new, place in enumerate(kept) if place in numbers]
            dates = [new for new, place in enumerate(kept) if place in dates]
        return laid_out(headed, numbers, self.layout.tabs, self.layout.width, dates)


def _with_room(
    rows: Sequence[Sequence[str]], columns: int, whole: Collection[int], spared: Sequence[int]
) -> list[int]:
    """Return the places of the columns that stay where there are so many cells."""
    least = [
        size if place in whole else min(size, _NAMING if place < _NAMES else _NARROW)
        for place, size in enumerate(max(map(width, column)) for column in zip(*rows, strict=True))
    ]
    kept = list(range(len(least)))
    for place in reversed(spared):
        if sum(least[each] + _GAP for each in kept) - _GAP <= columns:
            break
        kept.remove(place)
    return kept


def laid_out(
    rows: Sequence[Sequence[str]],
    numbers: Collection[int],
    tabs: bool = False,
    columns: int | None = None,
    whole: Collection[int] = (),
) -> Iterator[str]:
    """Yield rows of text with tabs between them, or in columns; those whose places are among `numbers` stand to the right.

    Columns are fitted into so many cells as `columns` says: 0 is as many as it takes, None what is usual. Numbers and
    columns whose places are among `whole`, such as dates, are not cut for that.
    """
    if tabs:
        yield from map(tabbed, rows)
        return
    sizes = [max(map(width, column)) for column in zip(*rows, strict=True)]
    if columns is None:
        sizes = [min(size, _WIDEST) for size in sizes]
    elif columns:
        sizes = fitted(sizes, columns, {*numbers, *whole})
    for row in rows:
        line = (
            (" " * _GAP)
            .join(
                pad(cut(cell, size), size, right=place in numbers)
                for place, (cell, size) in enumerate(zip(row, sizes, strict=True))
            )
            .rstrip()
        )
        yield clip(line, columns) if columns else line


def aligned(rows: Sequence[Sequence[str]], numbers: Collection[str]) -> Iterator[str]:
    """Yield rows of text in columns of the usual width; those whose headings are among `numbers` stand to the right."""
    return laid_out(rows, [place for place, heading in enumerate(rows[0]) if heading in numbers])


def cut(cell: str, size: int) -> str:
    """Return a cell cut to a size, with its marks: `Meta… !` is still disputed."""
    words = cell.rstrip("~!")
    marks = cell[len(words) :]
    return cell if width(cell) <= size or not marks else clip(words, size - len(marks)) + marks


def fitted(sizes: Sequence[int], columns: int, whole: Collection[int] = ()) -> list[int]:
    """Return the cells of columns that fit into so many with their gaps, the widest made narrower first.

    The first two, which name a record, are spared while the others have room to give. Where not even their least size
    fits, the sum is more.
    """
    found = list(sizes)
    words = [place for place in range(len(sizes)) if place not in whole]
    for among, least in ((words[_NAMES:], _NARROW), (words, _NARROWEST)):
        over = sum(found) + _GAP * (len(sizes) - 1) - columns
        while over > 0 and (wide := [place for place in among if found[place] > least]):
            place = max(wide, key=found.__getitem__)
            found[place] -= 1
            over -= 1
    return found


def tabbed(row: Iterable[str]) -> str:
    """Return safe texts as one line with tabs between them."""
    return "\t".join(row)
