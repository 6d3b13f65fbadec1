"""Records in the formats that people and programs read, laid out as was asked and as standard output can carry them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from genai_tui.catalog.encoding import carried
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.cli.console import tell
from genai_tui.cli.layout import RecordKind, layout_for, tell_marks
from genai_tui.cli.streams import carried_by
from genai_tui.storage.exporters import FORMATS, format_called

if TYPE_CHECKING:  # writers are imported when they are to write
    from genai_tui.catalog.attribute import AnyRecord
    from genai_tui.catalog.claim_card import ClaimCard
    from genai_tui.storage.exporters.writer import Counted, Reason, Writer


def models_in(
    form: str, catalog: Catalog, models: Sequence[Model], asked: Iterable[str] = (), total: int | None = None
) -> Iterator[str]:
    """Yield the lines that show models, of `total` that were found; what is `asked` for has a column for readers."""
    writer = _writer(form, "model", total)
    rows = _fields_of(writer, catalog, models)
    return _carried(writer, rows or writer.models(catalog, models, asked))


def found_in(
    form: str,
    catalog: Catalog,
    models: Sequence[Model],
    reasons: Mapping[str, Reason],
    total: int | None = None,
) -> Iterator[str]:
    """Yield the lines that show models with why each was found, by id; none where no words were asked for."""
    writer = _writer(form, "model", total)
    rows = _fields_of(writer, catalog, models)
    return _carried(writer, rows or writer.found(catalog, models, reasons))


def organizations_in(
    form: str, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = (),
    total: int | None = None,
) -> Iterator[str]:  # fmt: skip
    """Yield the lines that show organizations; else as `models_in`."""
    writer = _writer(form, "organization", total)
    rows = _fields_of(writer, catalog, organizations)
    return _carried(writer, rows or writer.organizations(catalog, organizations, asked))


def counts_in(form: str, catalog: Catalog, counted: Counted) -> Iterator[str]:
    """Yield counts by fields, or the total alone where there are none; null and · stand for not known."""
    writer = _writer(form, "model")
    return _carried(writer, writer.counts(catalog, counted))


def export_in(form: str, catalog: Catalog, models: Sequence[Model], query: str) -> Iterator[str]:
    """Yield the lines of an export of what a query found."""
    writer = _writer(form, "model")
    rows = _fields_of(writer, catalog, models, query)
    return _carried(writer, rows or writer.export(catalog, models, query))


def _writer(form: str, kind: RecordKind, total: int | None = None) -> Writer:
    known = format_called(form)
    return known.writer(layout_for(known, kind, total))


def _fields_of(
    writer: Writer, catalog: Catalog, records: Sequence[AnyRecord], query: str = ""
) -> Iterator[str] | None:
    """Return the lines with the fields that were asked for; None where none were."""
    fields = writer.layout.fields
    if not fields:
        return None
    if not writer.BEARS_MARKS:
        tell_marks(catalog, records, fields)
    return writer.rows(catalog, records, fields, query)


def citations_in(form: str, catalog: Catalog, models: Sequence[Model]) -> Iterator[str]:
    """Yield the lines that cite the papers of models."""
    writer = format_called(form).writer()
    return _carried(writer, writer.citations(catalog, models))


def claim_in(form: str, card: ClaimCard) -> Iterator[str]:
    """Yield the lines that cite one claim."""
    writer = format_called(form).writer()
    return _carried(writer, writer.claim(card))


def _carried(writer: Writer, lines: Iterator[str]) -> Iterator[str]:
    """Yield lines with what the output lacks spelled out, where the format has a way to; then tell what had no room."""
    for line in lines:
        yield line if _is_carried(line) else writer.spelled_out(line)
    if writer.left_out:
        tell(f"no room for {', '.join(writer.left_out)}; --width 0 shows all")


def spelled_out(form: str, line: str) -> str:
    """Return a line of a format with what the output lacks spelled out, where the format has a way to."""
    if _is_carried(line):
        return line
    known = next((each for each in FORMATS if each.name == form), None)
    return known.writer().spelled_out(line) if known else line


def json(value: Any) -> str:
    """Return indented JSON in which controls, format characters and what the output lacks stand as escapes."""
    from genai_tui.storage.exporters.json_document import in_ascii, indented  # imported here: as the writers

    text = indented(value)
    return text if _is_carried(text) else in_ascii(text)


def xml(text: str) -> str:
    """Return XML in which what the output lacks stands as a reference."""
    return text if _is_carried(text) else text.encode("ascii", "xmlcharrefreplace").decode()


def _is_carried(text: str) -> bool:
    """Tell whether standard output takes a text as it stands."""
    return text.isascii() or carried(text, carried_by(sys.stdout)) == text
