"""Tables in Markdown, and lists of papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from genai_tui.catalog.attribute import AnyRecord
from genai_tui.catalog.attributes import UNKNOWN, Attribute
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters.columns import cells, columns, headings, organization_columns
from genai_tui.storage.exporters.writer import Counted, Writer

if TYPE_CHECKING:  # few commands tell of single claims, or ask for fields
    from genai_tui.catalog.claim_card import ClaimCard
    from genai_tui.storage.exporters.record_fields import RecordField


class MarkdownTable(Writer):
    """A table in Markdown."""

    BEARS_MARKS = True

    def models(self, catalog: Catalog, models: Sequence[Model], asked: Iterable[str] = ()) -> Iterator[str]:
        return _table(catalog, models, columns(catalog, asked))

    def organizations(
        self, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = ()
    ) -> Iterator[str]:
        return _table(catalog, organizations, organization_columns(catalog, asked))

    def rows(
        self, catalog: Catalog, records: Sequence[AnyRecord], fields: Sequence[RecordField], query: str = ""
    ) -> Iterator[str]:
        from genai_tui.storage.exporters import record_fields  # imported here: as above

        titles = tuple(each.title for each in fields)
        return table_lines(
            titles, (record_fields.cells(catalog, each, fields, whole=True) for each in records)
        )

    def counts(self, catalog: Catalog, counted: Counted) -> Iterator[str]:
        if not counted.fields:
            yield str(counted.total)
            return
        if counted.margins:
            headings, *table = ([safe_line(cell) for cell in row] for row in counted.crossed(UNKNOWN))
            yield from table_lines([escaped(each) for each in headings], table)
            return
        yield f"| {' | '.join(counted.fields)} | count |"
        yield "|" + " --- |" * len(counted.fields) + " ---: |"
        for row in counted.rows:
            labels = (escaped(safe_line(label or UNKNOWN)) for label in row.labels)
            yield f"| {' | '.join(labels)} | {row.count} |"

    def citations(self, catalog: Catalog, models: Sequence[Model]) -> Iterator[str]:
        # Imported here: a table knows nothing of papers.
        from genai_tui.storage.exporters.bibliography import groups_of, markdown

        return markdown(models, groups_of(catalog))

    def claim(self, card: ClaimCard) -> Iterator[str]:
        from genai_tui.storage.exporters.claim_citation import markdown_of_claim  # imported here: as above

        yield markdown_of_claim(card)


def _table(catalog: Catalog, records: Sequence[AnyRecord], shown: Sequence[Attribute]) -> Iterator[str]:
    return table_lines(headings(shown), (cells(catalog, record, shown) for record in records))


def table_lines(headings: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a table of safe texts; headings stand as they are, cells escaped."""
    yield f"| {' | '.join(headings)} |"
    yield "|" + " --- |" * len(headings)
    for row in rows:
        yield f"| {' | '.join(map(escaped, row))} |"


def escaped(text: str) -> str:
    """Return text that a cell of a Markdown table shows as it stands."""
    text = text.replace("\\", "\\\\").replace("|", "\\|")
    return text.replace("[", "\\[").replace("<", "&lt;")
