"""Plain tables of models: any CSV, TSV, JSON list or JSON lines, with columns that are guessed or mapped by the reader.

What Epoch's tables have too is read as there; the rest is added to it. The file is the source of every claim, with the
address of a row where one stands in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.licenses import spdx
from genai_tui.catalog.model import (
    CUT,
    GUESSED,
    UNDATED,
    Architecture,
    Availability,
    Catalog,
    CatalogHead,
    CatalogNote,
    Links,
    Model,
    Offer,
    Result,
    Source,
    Status,
    StatusWord,
)
from genai_tui.catalog.numbers import LARGEST, of_json
from genai_tui.storage.importers import epoch, table_cells
from genai_tui.storage.importers.csv_reader import beginning, headings, read_bytes, read_rows, rows_beyond
from genai_tui.storage.importers.epoch import Columns, Row
from genai_tui.storage.importers.import_report import UNPLACED, Modalities, Report, line, listed, sourced
from genai_tui.storage.importers.signature_categories import placed
from genai_tui.storage.importers.table_columns import (
    MapProblem,
    TableMap,
    guessed,
    is_of_models,
    read_map,
)
from genai_tui.storage.importers.vocabulary import categories_besides
from genai_tui.storage.progress import Progress

NAME = "any table with --map (CSV, TSV, JSON)"
SOURCE = "table"
MAPPED = "Columns, as mapped"
MOST_ROWS = 100_000
"""Rows that are read; what comes after them is counted."""
_BARE_PARAMETERS = 10_000
"""The least number without a unit that is taken for parameters."""
_START = 200_000
_WRAPPED = re.compile(r'\{\s*"[^"]{1,100}"\s*:\s*(?=\[\s*\{)')
"""How an object begins that holds a list of objects first."""
_WEB = re.compile(r"https?://[^\s<>\"]+")
_STATES: dict[str, StatusWord] = {
    "active": "active", "available": "active", "current": "active", "deprecated": "deprecated", "legacy": "deprecated",
    "retired": "retired", "shut down": "retired", "discontinued": "retired", "sunset": "retired",
}  # fmt: skip


def recognizes(path: Path) -> bool:
    """Return whether the headings say that the rows are models, and enough of them."""
    if not path.is_file():
        return False
    return is_of_models(guessed(heads_of(path)))


def lacks(path: Path) -> str | None:
    """Return what keeps a table from being opened; None where it is no table."""
    heads = heads_of(path)
    if len(heads) < 2:
        return None
    shown = ", ".join(line(head, 40) for head in heads[:12]) + (", ..." if len(heads) > 12 else "")
    found = guessed(heads)
    if "name" not in found.said:
        return f'no heading for the name among "{shown}"; --map name=HEADING,org=HEADING,... says which column is what'
    name = line(found.headings[found.by_meaning["name"]], 40)
    return (
        f'nothing says that the rows are models among "{shown}"; --map name={name},... opens it all the same'
    )


def heads_of(path: Path) -> list[str]:
    """Return the headings of a table, or the names of the fields of the first objects of JSON."""
    start = beginning(path, _START)
    if start.lstrip()[:1] not in (b"{", b"["):
        return headings(path)
    return list(dict.fromkeys(key for each in _first_objects(start) for key in _flat(each)))


def _first_objects(start: bytes) -> list[Mapping[str, Any]]:
    """Return the whole objects with which a list or lines of JSON begin; none where it is neither."""
    text = start.decode("utf-8", "ignore").lstrip()
    if wrapped := _WRAPPED.match(text):
        text = text[wrapped.end() :]
    found: list[Mapping[str, Any]] = []
    if text.startswith("["):
        at = 1
        decoder = json.JSONDecoder(parse_int=of_json)
        for _ in range(50):
            while at < len(text) and text[at] in " \t\r\n,":
                at += 1
            try:
                each, at = decoder.raw_decode(text, at)
            except (ValueError, RecursionError):
                break
            if not isinstance(each, dict):
                return []
            found.append(each)
        return found
    for part in text.split("\n")[:50]:
        try:
            each = json.loads(part, parse_int=of_json)
        except (ValueError, RecursionError):
            break
        if not isinstance(each, dict):
            return []
        found.append(each)
    return found


def _flat(told: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for key, value in told.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}"


def _cells(told: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in told.items():
        if isinstance(value, Mapping):
            yield from _cells(value, f"{before}{key}.")
        elif isinstance(value, list):
            yield (
                f"{before}{key}",
                "; ".join(str(each) for each in value if not isinstance(each, dict | list)),
            )
        elif value is not None:
            yield (
                f"{before}{key}",
                {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value),
            )


def read(path: Path, taxonomy: CatalogHead, progress: Progress, columns: str = "") -> Catalog:
    """Return the models of the table, its columns as `columns` maps them, else as their headings say.

    Raises CatalogError where the map fits no column, or nothing can be read at all.
    """
    data = read_bytes(path)
    report = Report()
    heads, cells = _table(path, data, report)
    if columns:
        try:
            found = read_map(columns, heads)
        except MapProblem as problem:
            raise CatalogError(Problem(str(path), 0, 0, "--map", str(problem))) from None
    else:
        found = guessed(heads)
    rows = _rows(path, found, cells, report)
    name = line(path.name, 200) or "table"
    head = CatalogHead(
        id=SOURCE,
        title=name,
        edition=SOURCE,
        version=epoch.version_of(data),
        date=UNDATED,
        about="A table of the reader's own. What it does not say is unknown here, and whose it is it does not say; its "
        "categories are those of the survey, given by rules over tasks, inputs and outputs.",
        sources=(Source(SOURCE, name, kind="table"),),
        modalities=taxonomy.modalities,
        categories=taxonomy.categories,
        notes=tuple(_notes(name, found, bool(columns), report)),
    )
    reading = _Reading(found, head, report)
    catalog = epoch.catalog_of(rows, head, report, progress, reading.finished)
    modalities = {each.id: each for each in (*catalog.head.modalities, *reading.modalities.all())}
    return replace(
        catalog, head=replace(catalog.head, modalities=tuple(modalities.values())), report=report.lines()
    )


def _cut() -> str:
    return rows_beyond(MOST_ROWS)


def _notes(name: str, found: TableMap, mapped: bool, report: Report) -> Iterator[CatalogNote]:
    unread = found.unread()
    left = ""
    if unread:
        shown = ", ".join(line(each, 40) for each in unread[:5]) + (", ..." if len(unread) > 5 else "")
        left = f"; {len(unread)} not read: {shown}"
    yield CatalogNote(MAPPED if mapped else GUESSED, f"{name}: columns read as {found.text()}{left}")
    if cut := report.count(_cut()):
        yield CatalogNote(CUT, f"{name}: {cut:,} {_cut()} are not read")


def _table(path: Path, data: bytes, report: Report) -> tuple[list[str], list[list[str]]]:
    if data.lstrip()[:1] not in (b"{", b"["):
        return read_rows(path, data, report, most=MOST_ROWS)
    try:
        if data.lstrip().startswith(b"[") or _WRAPPED.match(data[:_START].decode("utf-8", "ignore")):
            told = json.loads(data, parse_int=of_json)
            told = next(filter(_is_list, told.values()), []) if isinstance(told, dict) else told
        else:
            told = [json.loads(each, parse_int=of_json) for each in data.splitlines() if each.strip()]
    except (ValueError, RecursionError) as error:
        raise CatalogError(
            Problem(str(path), getattr(error, "lineno", 0), 0, "", f"is no JSON: {line(str(error), 200)}")
        ) from None
    objects = [each for each in told if isinstance(each, dict)]
    for _ in range(len(told) - len(objects)):
        report.note("entries that are not objects")
    for _ in objects[MOST_ROWS:]:
        report.note(_cut())
    flat = [dict(_cells(each)) for each in objects[:MOST_ROWS]]
    heads = list(dict.fromkeys(key for each in flat for key in each))
    return heads, [[each.get(head, "") for head in heads] for each in flat]


def _is_list(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _rows(path: Path, found: TableMap, table: list[list[str]], report: Report) -> list[Row]:
    """Return the rows that have a name, with dates and counts as Epoch writes them."""
    names: list[str] = []
    for place, heading in enumerate(found.headings):
        name = heading or f"column {place + 1}"
        while name in names:
            name += " (again)"
        names.append(name)
    if "name" not in found.said:
        raise CatalogError(Problem(str(path), 0, 0, "", lacks(path) or "has no column for the name"))
    columns = Columns(tuple(names), found.by_meaning)
    rows: list[Row] = []
    for cells in table:
        told = epoch.trimmed(cells, columns, report)
        if not told[columns.places["name"]]:
            report.note("rows without a name", " ".join(cells))
            continue
        counted = columns.places.get("parameters")
        about = counted is not None and table_cells.is_about(told[counted])
        _translate(told, found, report)
        rows.append(_TableRow(columns, told, about))
    if not rows:
        raise CatalogError(Problem(str(path), 0, 0, "", "holds no models"))
    return rows


def _translate(cells: list[str], found: TableMap, report: Report) -> None:
    """Put dates and counts into the form in which Epoch writes them; what cannot be told for sure is counted."""
    places = found.by_meaning
    if (place := places.get("date")) is not None and cells[place]:
        cells[place] = table_cells.day(cells[place]) or cells[place]
    kinds = (
        ("parameters", _BARE_PARAMETERS, "parameter counts not understood, or without a unit"),
        ("compute", 0, "training compute not understood"),
    )
    for meaning, bare, what in kinds:
        place = places.get(meaning)
        if place is None or not cells[place]:
            continue
        value = table_cells.count(cells[place], found.headings[place], bare)
        if value is None:
            report.note(what, cells[place], {"parameters": "params"}.get(meaning, meaning))
            cells[place] = ""
        else:
            cells[place] = f"{value:.0f}" if value < 1e15 else f"{value:g}"


class _TableRow(Row):
    """A row, and whether it says itself that its number of parameters is an estimate."""

    __slots__ = ("about",)

    def __init__(self, columns: Columns, cells: list[str], about: bool) -> None:
        super().__init__(columns, cells)
        self.about = about


class _Reading:
    """Adds to models what their rows say beside what Epoch's tables have."""

    def __init__(self, found: TableMap, head: CatalogHead, report: Report) -> None:
        self._found, self._report = found, report
        self._title = head.title
        self._categories = {
            spelling.casefold(): each.id
            for each in head.categories
            for spelling in (
                each.id,
                each.label.en,
                each.label.de or each.id,
                *each.aliases,
                each.label.en.replace("→", "to"),
            )
        }
        self._said = found.said
        self.modalities = Modalities(head)

    def finished(self, row: Row, model: Model) -> Model:
        """Return a model with the rest of its row."""
        named = {name: cell for name in self._said if (cell := row.peek(name))} if self._said else {}
        changed: dict[str, Any] = {}
        self._counts(row, model, named, changed)
        self._words(row, named, changed)
        self._access(row, model, named, changed)
        self._offer(row, named, changed)
        self._sides(row, model, named, changed)
        if results := tuple(self._results(row)):
            changed["results"] = results
        whole = sourced(replace(model, **changed), SOURCE)
        address = whole.links.homepage if whole.links else None
        return replace(whole, sources=(replace(whole.sources[0], url=address),)) if address else whole

    def _counts(self, row: Row, model: Model, named: dict[str, str], changed: dict[str, Any]) -> None:
        if model.parameters:
            headline = model.parameters[0]
            if isinstance(row, _TableRow) and row.about:
                headline = replace(headline, estimated=True)
            active = self._count(row, "active", named, "active parameters not understood", _BARE_PARAMETERS)
            if active and active <= headline.count:
                headline = replace(headline, active=active)
            changed["parameters"] = (headline, *model.parameters[1:])
        if context := self._count(row, "context", named, "context lengths not understood", 0):
            changed["context_length"] = context
        if "cutoff" in named:
            if cutoff := table_cells.day(row["cutoff"]):
                changed["knowledge_cutoff"] = cutoff
            else:
                self._report.note("knowledge cut-offs not understood", named["cutoff"], "cutoff")

    def _count(self, row: Row, meaning: str, named: dict[str, str], what: str, bare: float) -> int | None:
        if meaning not in named:
            return None
        value = table_cells.count(row[meaning], row.heading(meaning), bare)
        if value is not None and 1 <= value <= LARGEST:
            return round(value)
        self._report.note(what, named[meaning], meaning)
        return None

    def _words(self, row: Row, named: dict[str, str], changed: dict[str, Any]) -> None:
        if "family" in named:
            changed["family"] = line(row["family"], 200)
        if "alias" in named:
            changed["aliases"] = tuple(dict.fromkeys(listed(row["alias"].replace(";", ","))))[:8]
        if "arch" in named:
            changed["architecture"] = Architecture(family=line(row["arch"], 300))
        if "status" in named:
            state = _STATES.get(named["status"].casefold())
            if state:
                row["status"]
                changed["status"] = Status(state=state)
            else:
                self._report.note("words of status not understood", named["status"], "status")

    def _access(self, row: Row, model: Model, named: dict[str, str], changed: dict[str, Any]) -> None:
        known = model.availability or Availability()
        if "license" in named:
            known = replace(known, license=spdx(line(row["license"], 300)))
        if "weights" in named:
            said = table_cells.weights(row["weights"])
            if said is None:
                self._report.note("words on weights not understood", named["weights"], "weights")
                known = replace(known, note=known.note or line(named["weights"], 300))
            else:
                known = replace(known, weights=said)
        if known != (model.availability or Availability()):
            changed["availability"] = known
        if "code" in named:
            address = _WEB.search(named["code"])
            if address and len(address[0]) <= 2_000:
                row["code"]
                changed["links"] = replace(model.links or Links(), code=address[0])

    def _offer(self, row: Row, named: dict[str, str], changed: dict[str, Any]) -> None:
        taken, given = self._price(row, "price", named), self._price(row, "output_price", named)
        if taken is not None or given is not None or "provider" in named:
            provider = line(row["provider"], 200) if "provider" in named else self._title
            changed["offers"] = (Offer(provider=provider, input_price=taken, output_price=given),)

    def _price(self, row: Row, meaning: str, named: dict[str, str]) -> float | None:
        if meaning not in named:
            return None
        value = table_cells.price(row[meaning], row.heading(meaning))
        if value is None:
            self._report.note("prices not understood", named[meaning], "price")
        return value

    def _sides(self, row: Row, model: Model, named: dict[str, str], changed: dict[str, Any]) -> None:
        for meaning, field in (("in", "inputs"), ("out", "outputs")):
            if meaning in named:
                changed[field] = self.modalities.ids(table_cells.modalities(row[meaning]))
        if "cat" in named:
            if known := self._categories.get(named["cat"].casefold()):
                row["cat"]
                changed["category"] = known
                changed["also_in"] = ()
                return
            self._report.note("categories not known here", named["cat"], "cat")
        inputs, outputs = changed.get("inputs", model.inputs), changed.get("outputs", model.outputs)
        if model.category == UNPLACED.id and (found := placed(model.name, inputs, outputs)):
            changed["category"] = found
            changed["also_in"] = categories_besides(found, inputs, outputs)

    def _results(self, row: Row) -> Iterator[Result]:
        for place in self._found.results:
            name, cell = row.at(place)
            if not cell:
                continue
            told = table_cells.measured(cell)
            if told is None:
                self._report.note("results without a number", f"{name}: {cell}")
            else:
                value, unit, more = told
                yield Result(
                    line(name, 200), value, unit, note=line(more, 200) if more else None, source=SOURCE
                )
