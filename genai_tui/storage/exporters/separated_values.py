"""CSV and TSV: a row a record, harmless in a spreadsheet; TSV has no quotes, so that `cut` can read it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from genai_tui.catalog.attribute import AnyRecord
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters.json_form import (
    FOUND_BY,
    HEADINGS,
    OF_ORGANIZATIONS,
    organization_as_json,
    values_row,
)
from genai_tui.storage.exporters.writer import Counted, Reason, Writer

if TYPE_CHECKING:  # most tables have the columns that every one has
    from genai_tui.storage.exporters.record_fields import RecordField

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Csv(Writer):
    """Values separated by commas, under headings."""

    DELIMITER = ","

    def models(self, catalog: Catalog, models: Sequence[Model], asked: Iterable[str] = ()) -> Iterator[str]:
        return self._lines(HEADINGS, (list(values_row(catalog, model).values()) for model in models))

    def found(
        self, catalog: Catalog, models: Sequence[Model], reasons: Mapping[str, Reason]
    ) -> Iterator[str]:
        def row(model: Model) -> list[Any]:
            reason = reasons.get(model.id)
            told = (round(reason.score, 4), reason.told) if reason else (None, None)
            return [*values_row(catalog, model).values(), *told]

        return self._lines((*HEADINGS, *FOUND_BY), map(row, models))

    def organizations(
        self, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = ()
    ) -> Iterator[str]:
        rows = (organization_as_json(catalog, each) for each in organizations)
        return self._lines(OF_ORGANIZATIONS, ([row[name] for name in OF_ORGANIZATIONS] for row in rows))

    def rows(
        self, catalog: Catalog, records: Sequence[AnyRecord], fields: Sequence[RecordField], query: str = ""
    ) -> Iterator[str]:
        from genai_tui.storage.exporters.record_fields import flat  # imported here: as above

        names = [each.name for each in fields]
        return self._lines(names, ([flat(catalog, record, each) for each in fields] for record in records))

    def counts(self, catalog: Catalog, counted: Counted) -> Iterator[str]:
        if not counted.fields:
            return iter((str(counted.total),))
        return self._lines((*counted.fields, "count"), ((*row.values, row.count) for row in counted.rows))

    def _lines(self, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
        return separated(self.headed(headings, rows), self.DELIMITER)


class Tsv(Csv):
    """Values separated by tabs, under headings."""

    DELIMITER = "\t"


def separated(rows: Iterable[Iterable[Any]], delimiter: str = ",") -> Iterator[str]:
    """Yield rows of values as lines, harmless in a spreadsheet. No value has a tab, so tabs need no quotes."""
    for row in rows:
        cells = map(_spreadsheet, row)
        if delimiter == "\t":
            yield "\t".join(cells)
            continue
        line = io.StringIO()
        csv.writer(line, delimiter=delimiter, lineterminator="").writerow(cells)
        yield line.getvalue()


def _spreadsheet(value: Any) -> str:
    """Return a cell's text, made harmless where a spreadsheet would read it as a formula."""
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    text = safe_line(text)
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text
