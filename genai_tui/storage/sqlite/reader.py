"""The reader of database files: a small one becomes a catalog in memory, of a large one the models stay in the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.model import (
    Catalog,
    CatalogHead,
    Category,
    Label,
    Modality,
    Model,
    Organization,
    Relation,
    ReportLine,
)
from genai_tui.catalog.stored import ModelSource, StoredCatalog, StoredModels, StoredOrganizations
from genai_tui.storage.progress import Progress, silent
from genai_tui.storage.sqlite.database import DatabaseFile

IN_MEMORY = 20_000
"""Models up to which a file is read whole."""
_TAXONOMY = (("cat", "categories", Category), ("in", "modalities", Modality), ("out", "modalities", Modality))
"""Fields of the vocabulary whose keys the taxonomy has to name, and what names them."""


def open_database(
    path: Path, progress: Progress = silent, in_memory: int | None = None
) -> tuple[Catalog, tuple[Problem, ...]]:
    """Return the catalog in a file, and what is wrong with single records; raises CatalogError where nothing is usable.

    With more than `in_memory` models, or IN_MEMORY, these stay in the file, and are read when they are asked for.
    """
    file = DatabaseFile(path)
    told = dict(file.rows("SELECT name, value FROM catalog"))
    head = _with_all_terms(file, _decoded(file, told.get("head"), CatalogHead, "the head of the catalog"))
    report = _decoded(file, told.get("report", "[]"), tuple[ReportLine, ...], "the report of the import")
    last = file.number("SELECT max(place) FROM models")
    if last is None:
        raise file.problem("holds no models")
    count = last + 1  # their places tell how many there are, and to count them would read them
    if count <= (IN_MEMORY if in_memory is None else in_memory):
        return _whole(file, head, report, count, progress)
    organizations = file.number("SELECT count(*) FROM organizations") or 0
    models = StoredModels(ModelSource(file), count, range(count), all_in_order=True)
    catalog = StoredCatalog(
        head,
        models,  # type: ignore[arg-type]  # a sequence that reads what is asked for
        StoredOrganizations(file, organizations),
        tuple(_read(file, "relations", Relation, [])),
        report=report,
    )
    catalog.memo["database"] = file
    return catalog, ()


def _whole(
    file: DatabaseFile, head: CatalogHead, report: tuple[ReportLine, ...], count: int, progress: Progress
) -> tuple[Catalog, tuple[Problem, ...]]:
    problems: list[Problem] = []
    models = []
    rows = file.rows("SELECT record FROM models JOIN records ON records.model = models.place ORDER BY place")
    for number, (record,) in enumerate(rows, 1):
        if (model := _checked(file, record, Model, problems)) is not None:
            models.append(model)
        if not number % 1_000:
            progress(number, count)
    others = tuple(_read(file, "others", Model, problems))
    organizations = {each.id: each for each in _read(file, "organizations", Organization, problems)}
    relations = tuple(_read(file, "relations", Relation, problems))
    if not models:
        raise file.problem("holds no models that are right", str(problems[0].message) if problems else "")
    return Catalog(head, tuple(models), organizations, relations, others, report), tuple(problems)


def _read(file: DatabaseFile, table: str, kind: type[Any], problems: list[Problem]) -> Iterator[Any]:
    """Yield the records of a table that are right, and add what is wrong with the others to `problems`."""
    for (record,) in file.rows(f"SELECT record FROM {table} ORDER BY place"):
        if (known := _checked(file, record, kind, problems)) is not None:
            yield known


def _checked(file: DatabaseFile, record: object, kind: type[Any], problems: list[Problem]) -> Any:
    """Return a record by the rules that hold for any file; None where it breaks one, which is added to `problems`."""
    # Imported here: a large file is not read whole.
    import json

    from genai_tui.storage.decoder import RecordChecker
    from genai_tui.storage.importers.own_export import node

    checker = RecordChecker()
    try:
        known = checker.record(node(json.loads(str(record))), kind, str(file.path)).value
    except (ValueError, TypeError, RecursionError) as error:
        problems.append(Problem(str(file.path), 0, 0, "", f"a record is damaged: {error}"))
        return None
    problems += (msgspec.structs.replace(each, line=0, column=0) for each in checker.problems)
    return known


def _decoded(file: DatabaseFile, text: object, kind: Any, what: str) -> Any:
    try:
        return msgspec.json.decode(str(text), type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise file.problem(f"{what} is damaged: {str(error)[:200]}") from None


def _with_all_terms(file: DatabaseFile, head: CatalogHead) -> CatalogHead:
    """Return the head with a term for every category and modality that a model names, so that each can be shown."""
    for field, name, kind in _TAXONOMY:
        known = {each.id for each in getattr(head, name)}
        used = (str(key) for (key,) in file.rows("SELECT key FROM vocabulary WHERE field = ?", field))
        missing = tuple(kind(key, Label(key)) for key in used if key not in known and key != "nothing")
        head = msgspec.structs.replace(head, **{name: (*getattr(head, name), *missing)})
    return head
