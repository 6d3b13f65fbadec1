"""Disagreements in all formats: lines for readers, a row for each side in TSV, CSV and Markdown, plain data for JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from genai_tui.catalog.cells import count_of, pad, width
from genai_tui.catalog.disagreement import SAME, Disagreement, Disagreements
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters.json_document import indented
from genai_tui.storage.exporters.markdown_table import table_lines
from genai_tui.storage.exporters.separated_values import separated

_HEADINGS = ("field", "id", "same", "catalog", "name", "value", "sources", "apart")


def text(catalog: Catalog, found: Disagreements) -> Iterator[str]:
    """Yield the counts by field, then each difference with what every side says; or the pairs that may be one model."""
    yield safe_line(catalog.head.title)
    if found.joined or found.alike:
        alike = f", {count_of(found.alike, 'pair')} more of one name (same?)" if found.alike else ""
        yield f"{count_of(found.joined, 'pair')} of records that are one model{alike}"
        yield ""
        yield f"{'Field':<18}{'both state':>11}{'differ':>8}  no difference within"
        for count in found.counts:
            if count.both:
                decided = f" · {count.decided} decided" if count.decided else ""
                yield f"{field_words(count.field):<18}{count.both:>11}{count.differ:>8}  {count.tolerance}{decided}"
    for count in found.counts:
        if not count.differ:
            continue
        of = f" of {count.both}" if found.joined or found.alike else ""
        yield ""
        yield f"{field_words(count.field).upper()} · {count.differ}{of} differ"
        told = found.of(count.field)
        names = [_name(catalog, each) for each in told]
        wide = min(32, max(map(width, names)))
        for name, each in zip(names, told, strict=True):
            sides = " · ".join(f"{side.value} ({side.catalog})" for side in each.sides)
            end = "".join(f" · {part}" for part in (each.apart, "same?" if each.other else "") if part)
            yield f"  {pad(name, wide)}  {safe_line(sides + end)}"
    if found.found and found.found[0].field == SAME:
        yield from ("", f"SAME? · {count_of(len(found.found), 'pair')} of one name")
        for each in found.found:
            yield f"  {safe_line(' = '.join(side.key for side in each.sides))}  {safe_line(' · '.join(each.reasons))}"


def _name(catalog: Catalog, each: Disagreement) -> str:
    model = catalog.model(each.model)
    return safe_line(model.name if model else each.model)


def _rows(found: Disagreements) -> Iterator[tuple[str, ...]]:
    """Yield a row for each side of each difference."""
    for each in found.found:
        for side in each.sides:
            yield (
                each.field, each.model, "?" if each.other else "yes", side.catalog, side.name, side.value,
                "; ".join(side.sources), each.apart,
            )  # fmt: skip


def tab_separated(catalog: Catalog, found: Disagreements) -> Iterator[str]:
    """Yield the rows with tabs between their cells, under headings."""
    for row in (_HEADINGS, *_rows(found)):
        yield "\t".join(map(safe_line, row))


def values(catalog: Catalog, found: Disagreements) -> Iterator[str]:
    """Yield the rows as CSV, harmless in a spreadsheet."""
    return separated((_HEADINGS, *_rows(found)))


def markdown(catalog: Catalog, found: Disagreements) -> Iterator[str]:
    """Yield the rows as a table in Markdown."""
    return table_lines(_HEADINGS, _rows(found))


def data(catalog: Catalog, found: Disagreements) -> dict[str, Any]:
    """Return all that is known of the differences as plain data."""
    return {"catalogs": catalog.head.title, **msgspec.to_builtins(found)}


def document(catalog: Catalog, found: Disagreements) -> Iterator[str]:
    """Yield the data as JSON."""
    yield indented(data(catalog, found))


ENDINGS: dict[str, tuple[Callable[[Catalog, Disagreements], Iterator[str]], str]] = {
    "txt": (text, "lines, as on screen"), "md": (markdown, "a table in Markdown, a row for each side"),
    "csv": (values, "a row for each side"), "json": (document, "all that is known of each difference"),
}  # fmt: skip
"""By the ending of a file, what writes it and what it is."""
