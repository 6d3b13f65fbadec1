"""CSV and TSV: a row a record, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters.json_form import HEADINGS, OF_ORGANIZATIONS, organization_as_json, values_row
from genai_tui.storage.exporters.writer import Count, Writer

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Csv(Writer):
    """Values separated by commas, under headings."""

    DELIMITER = ","

    def models(self, catalog: Catalog, models: Sequence[Model], asked: Iterable[str] = ()) -> Iterator[str]:
        return self._lines([HEADINGS, *(values_row(catalog, model).values() for model in models)])

    def organizations(
        self, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = ()
    ) -> Iterator[str]:
        rows = (organization_as_json(catalog, each) for each in organizations)
        return self._lines([OF_ORGANIZATIONS, *([row[name] for name in OF_ORGANIZATIONS] for row in rows)])

    def counts(
        self, catalog: Catalog, fields: Sequence[str], rows: Sequence[Count], total: int, noun: str = "models"
    ) -> Iterator[str]:
        if not fields:
            return iter((str(total),))
        return self._lines([(*fields, "count"), *((*row.values, row.count) for row in rows)])

    def _lines(self, rows: Iterable[Iterable[Any]]) -> Iterator[str]:
        return separated(rows, self.DELIMITER)


class Tsv(Csv):
    """Values separated by tabs, under headings."""

    DELIMITER = "\t"


def separated(rows: Iterable[Iterable[Any]], delimiter: str = ",") -> Iterator[str]:
    """Yield rows of values as lines, harmless in a spreadsheet."""
    for row in rows:
        line = io.StringIO()
        writer = csv.writer(line, delimiter=delimiter, lineterminator="")
        writer.writerow(map(_spreadsheet, row))
        yield line.getvalue()


def _spreadsheet(value: Any) -> str:
    """Return a cell's text, made harmless where a spreadsheet would read it as a formula."""
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    text = safe_line(text)
    return f"'{text}" if text.startswith(_FORMULA) else text
