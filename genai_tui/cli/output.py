"""Rows of models in the formats that people and programs read."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from genai_tui.catalog.attributes import ATTRIBUTES, UNKNOWN, Attribute
from genai_tui.catalog.cells import pad, width
from genai_tui.catalog.encoding import carried
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli.streams import carried_by
from genai_tui.storage.exporters.json_form import (
    COLUMNS,
    FORM,
    catalog_as_json,
    model_as_json,
    plain,
    values_row,
)

if TYPE_CHECKING:  # the search is imported by the commands that search
    from genai_tui.search.counts import Counted
    from genai_tui.search.hit import Hit

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "markdown", "ids")

_COLUMNS = ("org", "date", "params", "weights", "cat")
_OF_OFFERS = ("price", "context")
"""Attributes with a column between name and end of a table."""
_OF_ORGANIZATIONS = ("id", "name", "kind", "country", "city", "founded", "homepage")
_ACTS = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Characters that a terminal may act on; JSON itself escapes only those below space."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def models_in(
    form: str, catalog: Catalog, models: Iterable[Model], asked: Iterable[str] = ()
) -> Iterator[str]:
    """Yield the lines that show `models` in one of FORMATS; what is `asked` for by name has a column for readers."""
    models = tuple(models)
    if form == "ids":
        yield from (model.id for model in models)
    elif form == "json":
        rows = [model_as_json(catalog, model) for model in models]
        yield json({"form": FORM, "catalog": catalog_as_json(catalog), "models": rows})
    elif form == "jsonl":
        yield from (_escaped(msgspec.json.encode(model_as_json(catalog, model))) for model in models)
    elif form in ("csv", "tsv"):
        yield from separated([COLUMNS, *(values_row(catalog, model).values() for model in models)], form)
    elif form == "markdown":
        yield from _markdown(catalog, models, _columns(catalog, asked))
    else:
        yield from _table(catalog, models, _columns(catalog, asked))


def organizations_in(form: str, catalog: Catalog, organizations: Iterable[Organization]) -> Iterator[str]:
    """Yield the lines that show organizations in one of FORMATS but a table."""
    rows = [plain(organization) for organization in organizations]
    if form == "ids":
        yield from (row["id"] for row in rows)
    elif form == "json":
        yield json({"form": FORM, "catalog": catalog_as_json(catalog), "organizations": rows})
    elif form == "jsonl":
        yield from (_escaped(msgspec.json.encode(row)) for row in rows)
    elif form in ("csv", "tsv"):
        yield from separated(
            [_OF_ORGANIZATIONS, *([row[name] for name in _OF_ORGANIZATIONS] for row in rows)], form
        )
    else:
        yield "| " + " | ".join(map(str.capitalize, _OF_ORGANIZATIONS)) + " |"
        yield "|" + " --- |" * len(_OF_ORGANIZATIONS)
        for row in rows:
            cells = (_in_markdown(safe_line(str(row[name] or "·"))) for name in _OF_ORGANIZATIONS)
            yield f"| {' | '.join(cells)} |"


def hits_in(form: str, catalog: Catalog, models: Iterable[Model], hits: Mapping[str, Hit]) -> Iterator[str]:
    """Yield models with why each was found, as json or jsonl; null where no words were asked for."""
    rows = [{**model_as_json(catalog, model), "hit": _hit(hits.get(model.id))} for model in models]
    if form == "json":
        yield json({"form": FORM, "catalog": catalog_as_json(catalog), "models": rows})
    else:
        yield from (_escaped(msgspec.json.encode(row)) for row in rows)


def _hit(hit: Hit | None) -> dict[str, Any] | None:
    if hit is None:
        return None
    return {
        "score": round(hit.score, 4), "field": hit.where, "matched": hit.matched, "spans": hit.spans,
        "organization": hit.maker or None,
        "parts": [{"what": part.what, "points": round(part.points, 4)} for part in hit.parts()],
    }  # fmt: skip


def counts_in(
    form: str, catalog: Catalog, fields: tuple[str, ...], rows: Iterable[Counted], total: int
) -> Iterator[str]:
    """Yield counts by `fields`, or the total alone where there are none; null and · stand for not known."""
    rows = tuple(rows)
    if form == "json":
        counted = [{"values": row.values, "labels": row.labels, "count": row.count} for row in rows]
        yield json({"form": FORM, "catalog": catalog_as_json(catalog), "models": total,
                    "by": fields or None, "counts": counted if fields else None})  # fmt: skip
    elif not fields:
        yield str(total)
    elif form in ("csv", "tsv"):
        yield from separated([(*fields, "count"), *((*row.values, row.count) for row in rows)], form)
    elif form == "markdown":
        yield f"| {' | '.join(fields)} | count |"
        yield "|" + " --- |" * len(fields) + " ---: |"
        for row in rows:
            yield f"| {' | '.join(_in_markdown(safe_line(label or '·')) for label in row.labels)} | {row.count} |"
    else:
        labels = [tuple(safe_line(label or "·") for label in row.labels) for row in rows]
        sizes = [min(40, max(map(width, column))) for column in zip(*labels, strict=True)]
        for row, shown in zip(rows, labels, strict=True):
            yield f"{row.count:>6}  {'  '.join(map(pad, shown, sizes))}".rstrip()


def json(value: Any) -> str:
    """Return indented JSON in which controls, format characters and what the output lacks stand as escapes."""
    return _escaped(msgspec.json.format(msgspec.json.encode(value), indent=2))


def _escaped(data: bytes) -> str:
    text = _ACTS.sub(_escape, data.decode())
    return text if _is_carried(text) else re.sub(r"[^\x00-\x7f]", _escape, text)


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def xml(text: str) -> str:
    """Return XML in which what the output lacks stands as a reference."""
    return text if _is_carried(text) else text.encode("ascii", "xmlcharrefreplace").decode()


def _is_carried(text: str) -> bool:
    """Tell whether standard output takes a text as it stands."""
    return carried(text, carried_by(sys.stdout)) == text


def _columns(catalog: Catalog, asked: Iterable[str]) -> tuple[Attribute, ...]:
    """Return the attributes with a column: those always shown, and those asked for that are none of them."""
    shown = (*_COLUMNS, *_OF_OFFERS) if catalog.has_offers else _COLUMNS
    names = dict.fromkeys((*shown, *("date" if name == "year" else name for name in asked)))
    return tuple(ATTRIBUTES[name] for name in names if name not in ("id", "name", "has"))


def _cells(catalog: Catalog, model: Model, columns: tuple[Attribute, ...]) -> tuple[str, ...]:
    texts = [model.id, model.name, *(attribute.cell(catalog, model) for attribute in columns)]
    return tuple(safe_line(text) or UNKNOWN for text in texts)


def _headings(columns: tuple[Attribute, ...]) -> tuple[str, ...]:
    return ("Id", "Name", *(attribute.title for attribute in columns))


def _table(catalog: Catalog, models: tuple[Model, ...], columns: tuple[Attribute, ...]) -> Iterator[str]:
    rows = [_headings(columns), *(_cells(catalog, model, columns) for model in models)]
    yield from aligned(rows, [attribute.title for attribute in columns if attribute.kind == "number"])


def aligned(rows: Sequence[Sequence[str]], numbers: Collection[str]) -> Iterator[str]:
    """Yield rows of text in columns; those whose headings are among `numbers` stand to the right."""
    widths = [min(max(map(width, column)), 34) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(
            pad(cell, size, right=heading in numbers)
            for cell, size, heading in zip(row, widths, rows[0], strict=True)
        ).rstrip()


def separated(rows: Iterable[Iterable[Any]], form: str = "csv") -> Iterator[str]:
    """Yield rows of values as lines of csv or tsv, harmless in a spreadsheet."""
    for row in rows:
        line = io.StringIO()
        writer = csv.writer(line, delimiter="," if form == "csv" else "\t", lineterminator="")
        writer.writerow(map(_spreadsheet, row))
        yield line.getvalue()


def _spreadsheet(value: Any) -> str:
    """Return a cell's text, made harmless where a spreadsheet would read it as a formula."""
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    text = safe_line(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _markdown(catalog: Catalog, models: tuple[Model, ...], columns: tuple[Attribute, ...]) -> Iterator[str]:
    headings = _headings(columns)
    yield "| " + " | ".join(headings) + " |"
    yield "|" + " --- |" * len(headings)
    for model in models:
        yield f"| {' | '.join(map(_in_markdown, _cells(catalog, model, columns)))} |"


def _in_markdown(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("|", "\\|")
    return text.replace("[", "\\[").replace("<", "&lt;")
