"""Tables of plain text, in columns, for a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from genai_tui.catalog.attribute import AnyRecord
from genai_tui.catalog.attributes import UNKNOWN, Attribute
from genai_tui.catalog.cells import pad, width
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters.columns import cells, columns, headings, organization_columns
from genai_tui.storage.exporters.writer import Count, Reason, Writer

_WIDEST, _WIDEST_LABEL = 34, 40
"""Cells of a column, and of a label that is counted by, at most."""


class TextTable(Writer):
    """Columns of text."""

    def models(self, catalog: Catalog, models: Sequence[Model], asked: Iterable[str] = ()) -> Iterator[str]:
        return _table(catalog, models, columns(catalog, asked))

    def organizations(
        self, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = ()
    ) -> Iterator[str]:
        return _table(catalog, organizations, organization_columns(catalog, asked))

    def found(
        self, catalog: Catalog, models: Sequence[Model], reasons: Mapping[str, Reason]
    ) -> Iterator[str]:
        if not reasons:
            yield from self.models(catalog, models)
            return
        rows = [(safe_line(model.id), safe_line(model.name)) for model in models]
        sizes = [min(_WIDEST, max(map(width, column))) for column in zip(*rows, strict=True)]
        for model, row in zip(models, rows, strict=True):
            reason = reasons[model.id]
            yield f"{reason.score:6.1f}  {'  '.join(map(pad, row, sizes))}  {reason.told}"

    def counts(
        self, catalog: Catalog, fields: Sequence[str], rows: Sequence[Count], total: int, noun: str = "models"
    ) -> Iterator[str]:
        if not fields:
            yield str(total)
            return
        labels = [tuple(safe_line(label or UNKNOWN) for label in row.labels) for row in rows]
        sizes = [min(_WIDEST_LABEL, max(map(width, column))) for column in zip(*labels, strict=True)]
        for row, shown in zip(rows, labels, strict=True):
            yield f"{row.count:>6}  {'  '.join(map(pad, shown, sizes))}".rstrip()


def _table(catalog: Catalog, records: Sequence[AnyRecord], shown: Sequence[Attribute]) -> Iterator[str]:
    rows = [headings(shown), *(cells(catalog, record, shown, _WIDEST) for record in records)]
    return aligned(rows, [attribute.title for attribute in shown if attribute.kind == "number"])


def aligned(rows: Sequence[Sequence[str]], numbers: Collection[str]) -> Iterator[str]:
    """Yield rows of text in columns; those whose headings are among `numbers` stand to the right."""
    widths = [min(max(map(width, column)), _WIDEST) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(
            pad(cell, size, right=heading in numbers)
            for cell, size, heading in zip(row, widths, rows[0], strict=True)
        ).rstrip()
