"""Sheets in all formats: a table of counts or a plot as on screen, in sentences, as Markdown, CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from genai_tui.catalog.model import Catalog
from genai_tui.storage.exporters.json_document import indented
from genai_tui.storage.exporters.json_form import FORM, catalog_as_json
from genai_tui.storage.exporters.markdown_table import escaped, table_lines
from genai_tui.storage.exporters.separated_values import separated


class Sheet(Protocol):
    """What stands on a screen, and can be written down."""

    @property
    def noun(self) -> str:
        """What it is called: a table, a drawing."""

    @property
    def told(self) -> str:
        """How much it holds, in few words."""

    @property
    def notes(self) -> Iterable[str]:
        """What has to be known to read it."""

    def picture(self, ascii_only: bool) -> Iterable[str]:
        """Yield it as lines for readers."""

    def sentences(self) -> Iterable[str]:
        """Yield it in sentences, for readers by ear."""

    def texts(self) -> Iterator[tuple[str, ...]]:
        """Yield headings and rows of a table of texts."""

    def values(self) -> Iterator[tuple[Any, ...]]:
        """Yield headings and rows of plain values."""

    def data(self) -> dict[str, Any]:
        """Return it as plain data."""


def _markdown(catalog: Catalog, sheet: Sheet, ascii_only: bool) -> Iterator[str]:
    rows = sheet.texts()
    yield from table_lines(tuple(map(escaped, next(rows))), rows)
    for line in sheet.notes:
        yield ""
        yield escaped(line)


def _json(catalog: Catalog, sheet: Sheet, ascii_only: bool) -> Iterator[str]:
    yield indented({"form": FORM, "catalog": catalog_as_json(catalog), **sheet.data()})


_Write = Callable[[Catalog, Sheet, bool], Iterable[str]]
FORMATS: dict[str, tuple[_Write, str, str]] = {
    "table": (lambda catalog, sheet, ascii_only: sheet.picture(ascii_only), ".txt", "lines of text for readers, as on screen"),
    "json": (_json, ".json", "one JSON document, null for what is not known"),
    "csv": (lambda catalog, sheet, ascii_only: separated(sheet.values()), ".csv", "values separated by commas"),
    "markdown": (_markdown, ".md", "a table in Markdown"),
    "text": (lambda catalog, sheet, ascii_only: sheet.sentences(), ".text", "sentences, for readers by ear"),
}  # fmt: skip
"""What writes each format, what a file in it ends with, and what that is."""


def lines(form: str, catalog: Catalog, sheet: Sheet, ascii_only: bool = False) -> Iterable[str]:
    """Yield a sheet in the format of a name; raises KeyError where there is none."""
    return FORMATS[form][0](catalog, sheet, ascii_only)
