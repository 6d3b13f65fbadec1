"""Tables in Markdown, and lists of papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from genai_tui.catalog.attributes import UNKNOWN
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters.columns import cells, columns, headings
from genai_tui.storage.exporters.json_form import OF_ORGANIZATIONS, plain
from genai_tui.storage.exporters.writer import Count, Writer

if TYPE_CHECKING:  # few commands tell of single claims
    from genai_tui.catalog.claim_card import ClaimCard


class MarkdownTable(Writer):
    """A table in Markdown."""

    def models(self, catalog: Catalog, models: Sequence[Model], asked: Iterable[str] = ()) -> Iterator[str]:
        shown = columns(catalog, asked)
        return _table(headings(shown), (cells(catalog, model, shown) for model in models))

    def organizations(self, catalog: Catalog, organizations: Iterable[Organization]) -> Iterator[str]:
        rows = map(plain, organizations)
        return _table(
            tuple(words[0].upper() + words[1:] for words in map(field_words, OF_ORGANIZATIONS)),
            ([safe_line(str(row[name] or UNKNOWN)) for name in OF_ORGANIZATIONS] for row in rows),
        )

    def counts(
        self, catalog: Catalog, fields: Sequence[str], rows: Sequence[Count], total: int
    ) -> Iterator[str]:
        if not fields:
            yield str(total)
            return
        yield f"| {' | '.join(fields)} | count |"
        yield "|" + " --- |" * len(fields) + " ---: |"
        for row in rows:
            labels = (_escaped(safe_line(label or UNKNOWN)) for label in row.labels)
            yield f"| {' | '.join(labels)} | {row.count} |"

    def citations(self, catalog: Catalog, models: Sequence[Model]) -> Iterator[str]:
        # Imported here: a table knows nothing of papers.
        from genai_tui.storage.exporters.bibliography import groups_of, markdown

        return markdown(models, groups_of(catalog))

    def claim(self, card: ClaimCard) -> Iterator[str]:
        from genai_tui.storage.exporters.claim_citation import markdown_of_claim  # imported here: as above

        yield markdown_of_claim(card)


def _table(headings: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield "|" + " --- |" * len(headings)
    for row in rows:
        yield f"| {' | '.join(map(_escaped, row))} |"


def _escaped(text: str) -> str:
    """Return text that a cell of a Markdown table shows as it stands."""
    text = text.replace("\\", "\\\\").replace("|", "\\|")
    return text.replace("[", "\\[").replace("<", "&lt;")
