"""This program's own exports, read again: `export` as JSON, JSON lines, CSV or TSV.

JSON holds models, organizations, ties and taxonomy. JSON lines and tables hold models, and of organizations what is named
in them; tables hold no disputes, offers or sources. Claims and marks are worked out anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import (
    NOTHING,
    UNDATED,
    Catalog,
    CatalogHead,
    Category,
    Label,
    Modality,
    Model,
    Organization,
    Relation,
    Source,
)
from genai_tui.catalog.numbers import of_json
from genai_tui.storage.decoder import RecordChecker
from genai_tui.storage.importers.csv_reader import beginning, headings, read_bytes, read_rows
from genai_tui.storage.importers.import_report import UNPLACED, Ids, Report, line
from genai_tui.storage.importers.unread_fields import Entry
from genai_tui.storage.progress import Progress, counted
from genai_tui.storage.yaml_tree import Mapping, Scalar, Sequence, YamlNode

NAME = "what `export` writes"
_Proved = TypeVar("_Proved", Model, Organization, Relation)
_WHOLE = re.compile(rb'\s*\{\s*"form":\s*[0-9]+,\s*"catalog":\s*\{')
_A_LINE = re.compile(rb'\{("form":[0-9]+,)?"id":.*"slot_differs":(true|false|null).*"claims":\{')
_WORKED_OUT = frozenset({"form", "slot_differs", "claims", "hit"})
_FORMULA_SIGNS = frozenset("=+-@")
_START = 300_000
"""Bytes in which the first line of JSON lines ends."""
_SOURCE = "export"
_FIRST = "id"
"""The first column of a table that is ours."""
_HEAD = (
    "id",
    "title",
    "edition",
    "version",
    "date",
    "license",
    "credit",
    "about",
    "modalities",
    "categories",
    "sources",
)
_BESIDE = ("about", "modalities", "categories", "sources")
"""What an export as JSON tells of its catalog beside the records, since it holds more than the models."""


def recognizes(path: Path) -> bool:
    """Return whether a file begins as one of the exports does."""
    if not path.is_file():
        return False
    start = beginning(path, _START)
    return bool(_WHOLE.match(start) or _A_LINE.match(start.partition(b"\n")[0])) or _is_table(headings(path))


def brings_names(catalog: Catalog) -> bool:
    """Return whether the export told its organizations whole, so that no known names are to be added."""
    return any(each.sources != (Source(_SOURCE),) for each in catalog.organizations.values())


def _is_table(heads: list[str]) -> bool:
    """Return whether columns are those of a table that this version writes, or one before it with fewer columns."""
    if _FIRST not in heads:  # as in the tables of others, which are asked for this before all else
        return False
    from genai_tui.storage.exporters.json_form import FOUND_BY, HEADINGS

    return set(heads) <= {*HEADINGS, *FOUND_BY} and set(heads) >= {HEADINGS[0], *HEADINGS[-2:]}


def read(path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
    """Return the models of the export; raises CatalogError where it is damaged or holds none that is right."""
    import json  # imported here: every format is asked before a table of others is read

    data = read_bytes(path)
    report, names = Report(), _Names()
    told: dict[str, Any] = {}
    organizations: dict[str, Organization] = {}
    relations: tuple[Relation, ...] = ()
    try:
        if _is_table(headings(path)):
            records: Iterable[Any] = _rows(path, data, names, report)
        elif _WHOLE.match(data):
            whole = json.loads(data, parse_int=of_json)
            if "models" not in whole:
                raise CatalogError(
                    Problem(str(path), 0, 0, "", "holds no whole records: they are printed without --fields")
                )
            told, records = (
                {**whole["catalog"], **_told_beside(whole)},
                [*whole["models"], *(whole.get("others") or ())],
            )
            organizations, relations = _beside(whole, report)
        else:
            records = [json.loads(each, parse_int=of_json) for each in data.splitlines() if each.strip()]
        models = list(_models(counted(list(records), progress), names, report))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CatalogError(
            Problem(str(path), 0, 0, "", f"is a damaged export: {line(repr(error), 200)}")
        ) from None
    if not models:
        why = "; ".join(each for known in report.lines() for each in known.examples[:1])
        raise CatalogError(Problem(str(path), 0, 0, "", "holds no models that are right", why))
    head = _head(path, data, told, taxonomy, models, report)
    titled = {each.id for each in head.sources if each.title}
    ids = {each.id for each in models}
    models = [_linked(_proved(each, titled, report), ids) for each in models]
    organizations = {id_: _proved(each, titled, report) for id_, each in organizations.items()}
    relations = tuple(_proved(each, titled, report) for each in relations)
    return Catalog(
        head,
        tuple(each for each in models if each.type == "model"),
        organizations
        | {
            id_: Organization(id_, name, sources=(Source(_SOURCE),))
            for id_, name in names.all()
            if id_ not in organizations
        },
        relations,
        tuple(each for each in models if each.type != "model"),
        report.lines(),
    )


def _proved(record: _Proved, titled: set[str], report: Report) -> _Proved:
    """Return a record without the sources that have a title neither there nor in the catalog, which prove nothing."""
    sources = tuple(each for each in record.sources if each.title or each.id in titled)
    if len(sources) == len(record.sources):
        return record
    report.note("sources in an export that it does not name, left out")
    return replace(record, sources=sources)


def _linked(model: Model, ids: set[str]) -> Model:
    """Return a model whose bases are links only where they are in the export, and names where they were left out."""
    if all(each.model is None or each.model in ids for each in model.based_on):
        return model
    return replace(model, based_on=tuple(
        each if each.model is None or each.model in ids else replace(each, model=None, name=each.name or each.model)
        for each in model.based_on
    ))  # fmt: skip


def _head(
    path: Path, data: bytes, told: dict[str, Any], taxonomy: CatalogHead, models: list[Model], report: Report
) -> CatalogHead:
    """Return the catalog's head as the export tells it; where that is not right, one that names the file alone."""
    modalities = (id_ for each in models for id_ in (*each.inputs, *each.outputs) if id_ != NOTHING)
    categories = (id_ for each in models for id_ in (each.category, *each.also_in))
    plain = CatalogHead(
        id=_SOURCE,
        title=line(path.name, 200) or _SOURCE,
        edition=_SOURCE,
        version=hashlib.blake2b(data, digest_size=4).hexdigest(),
        date=max((each.date for each in models if each.date), default=UNDATED),
        about="Models that were exported, as a file of the reader's own.",
        may_lack=("organizations", "released"),
        sources=(Source(_SOURCE, line(path.name, 200) or _SOURCE, kind="export"),),
        modalities=_all(taxonomy.modalities, modalities, Modality),
        categories=_all((*taxonomy.categories, UNPLACED), categories, Category),
    )
    own = {key: told[key] for key in _HEAD if told.get(key)}
    if isinstance(own.get("sources"), list):  # those that organizations and ties name, beside the file
        own["sources"] = [
            *(each for each in own["sources"] if not isinstance(each, dict) or each.get("id") != _SOURCE),
            *msgspec.to_builtins(plain.sources),
        ]
    checker = RecordChecker()
    checked = checker.record(node({**msgspec.to_builtins(plain), **own}), CatalogHead, path.name)
    if checked.value is None:
        report.note("details of the catalog in an export, not understood", str(checker.problems[0]))
    return checked.value or plain


def _models(records: Iterable[Any], names: _Names, report: Report) -> Iterator[Model]:
    """Yield the records that are right, by the rules that hold for any file; the others are counted."""
    seen: set[str] = set()
    for told in records:
        fields = {key: value for key, value in told.items() if key not in _WORKED_OUT}
        called = {id_: name for part in fields.get("organizations") or () for id_, name in _called(part)}
        checker = RecordChecker()
        model = checker.record(node(fields), Model, "export").value
        if model is None or model.id in seen:
            why = str(checker.problems[0]) if checker.problems else f"a second {model.id}"
            report.note("models with mistakes, left out", why)
            continue
        seen.add(model.id)
        names.units.update(dict.fromkeys(part.unit for part in model.organizations if part.unit))
        for id_, name in called.items():
            names.by_id.setdefault(id_, line(str(name), 200) or id_)
        yield model


def _called(part: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Take the names of an organization and of its unit out of a part, and yield them by their ids."""
    name, unit = part.pop("name", part["id"]), part.pop("unit_name", None)
    yield part["id"], name
    if unit and part.get("unit"):
        yield part["unit"], unit


def node(value: Any) -> YamlNode:
    """Return plain data as the tree that a file of YAML would be, without the nulls that stand for what is not known."""
    if isinstance(value, dict):
        items = value.items()
        return Mapping(
            tuple((Scalar(str(key), 0, 0), node(each)) for key, each in items if each is not None), 0, 0, 1
        )
    if isinstance(value, list | tuple):
        return Sequence(tuple(map(node, value)), 0, 0, 1)
    return Scalar(str(value).lower() if isinstance(value, bool) else str(value), 0, 0)


class _Names:
    """Names of organizations by id; a table has names alone, which get ids."""

    def __init__(self) -> None:
        self.by_id: dict[str, str] = {}
        self.units: dict[str, None] = {}
        """Those that are named by id alone, as the part of another."""
        self._ids = Ids()
        self._named: dict[str, str] = {}

    def id_of(self, name: str) -> str:
        """Return the id of an organization by its name."""
        if name not in self._named:
            self._named[name] = self._ids.new(name)
            self.by_id[self._named[name]] = name
        return self._named[name]

    def all(self) -> Iterator[tuple[str, str]]:
        """Yield every id with its name, or the id itself where none is told."""
        yield from self.by_id.items()
        yield from ((id_, id_) for id_ in self.units if id_ not in self.by_id)


def _told_beside(whole: dict[str, Any]) -> dict[str, Any]:
    return {key: whole[key] for key in _BESIDE if whole.get(key)}


def _beside(whole: dict[str, Any], report: Report) -> tuple[dict[str, Organization], tuple[Relation, ...]]:
    """Return the organizations of an export, and the ties between those; what is not right is counted."""
    checker = RecordChecker()

    def checked(key: str, kind: type[Any]) -> Iterator[Any]:
        for told in whole.get(key) or ():
            known = len(checker.problems)
            found = checker.record(node(told), kind, "export").value
            if found is None:
                report.note(f"{key} with mistakes, left out", str(checker.problems[known]))
            else:
                yield found

    organizations = {each.id: each for each in checked("organizations", Organization)}
    ties = tuple(checked("relations", Relation))
    return organizations, tuple(each for each in ties if {each.from_id, each.to_id} <= organizations.keys())


def _all(known: Iterable[Any], used: Iterable[str], kind: type[Any]) -> tuple[Any, ...]:
    """Return the taxonomy's records and one for each further id that is used."""
    found = {each.id: each for each in known}
    for id_ in used:
        found.setdefault(id_, kind(id_, Label(id_)))
    return tuple(found.values())


def _rows(path: Path, data: bytes, names: _Names, report: Report) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as the records that JSON would hold."""
    heads, table = read_rows(path, data, report, quotes_in_tsv=False)
    for cells in table:
        row = Entry({head: _plain(cell) for head, cell in zip(heads, cells, strict=False)})
        yield _of_row(row, names)
        report.unread("cells of columns not carried over, by name", row)


def _plain(cell: str) -> str:
    """Return a cell without the quote that keeps a spreadsheet from reading it as a formula."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in _FORMULA_SIGNS else cell


def _of_row(row: Entry, names: _Names) -> dict[str, Any]:
    from genai_tui.catalog.attributes import DISPUTED, IN_FILES  # imported here: as `json` in `read`

    estimated = _listed(row.get("estimated", ""))
    told: dict[str, Any] = {
        "name": row.get("name"),
        "organizations": [
            {"id": names.id_of(name), "role": "developer", "name": name}
            for name in _listed(row.get("organizations", ""))
        ],
    }
    for attribute in IN_FILES:
        cell = row.peek(attribute.heading)
        if attribute.read_back and cell and cell != DISPUTED:  # a table does not say who differs
            row.get(attribute.heading)
            _put(told, attribute.path, attribute.read_back(cell, attribute.heading in estimated))
    if note := row.get("availability_note"):
        _put(told, "availability.note", note)
    told = {key: value for key, value in told.items() if value}
    if not isinstance(told.get("parameters"), list):  # active ones alone are no count
        told.pop("parameters", None)
    if "state" not in told.get("status", ()):  # nor is a date a status
        told.pop("status", None)
    supports = [key for key in told if key != "name" and told.get(key) != UNPLACED.id]
    return {"id": row.get("id"), **told, "sources": [{"id": _SOURCE, "supports": supports}]}


def _put(record: dict[str, Any], path: str, value: object) -> None:
    """Put a value into a record at a dotted path, within a list into its first entry."""
    *outer, last = path.split(".")
    for name in outer:
        record = record.setdefault(name, {})
        if isinstance(record, list):
            record = record[0]
    record[last] = value


def _listed(cell: str) -> list[str]:
    return [part for part in cell.split("; ") if part]
