"""Models that a machine has in Ollama: what `ollama list` prints, and what `/api/tags` of its server answers.

It says names, sizes and families, and no more: the day of a download is no day of release, and a licence is not told.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import (
    UNDATED,
    Architecture,
    Availability,
    Capabilities,
    Catalog,
    CatalogHead,
    Model,
    ParameterCount,
    Source,
)
from genai_tui.catalog.numbers import of_json
from genai_tui.storage.importers import table_cells
from genai_tui.storage.importers.csv_reader import beginning, read_bytes
from genai_tui.storage.importers.import_report import UNPLACED, Ids, Report, categories_of, line, sourced
from genai_tui.storage.importers.unread_fields import Entry
from genai_tui.storage.progress import Progress, counted

NAME = "Ollama's lists"
SOURCE = "ollama"
_HEADINGS = re.compile(r"NAME\s+ID\s+SIZE\s+MODIFIED\b")
_TAGS = re.compile(r'\s*\{\s*"models"\s*:\s*\[\s*(?:\]|\{)')
_ROW = re.compile(r"(\S+)\s+([0-9a-f]{6,64})\s+(-|[0-9.]+ [KMGT]?B)\s*(.*)")
_CAN = {"tools": "tool_call", "thinking": "reasoning"}


def recognizes(path: Path) -> bool:
    """Return whether a file begins as the list or the answer of the server does."""
    if not path.is_file():
        return False
    start = beginning(path, 20_000).decode("utf-8", "replace").removeprefix("\ufeff")
    if _HEADINGS.match(start.lstrip()):
        return True
    return bool(_TAGS.match(start)) and '"digest"' in start and '"size"' in start


def read(path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
    """Return the models of the list; raises CatalogError where there are none."""
    data, report = read_bytes(path), Report()
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    entries = list(
        _printed(text, report) if _HEADINGS.match(text.lstrip()) else _answered(path, text, report)
    )
    if not entries:
        raise CatalogError(Problem(str(path), 0, 0, "", "lists no models"))
    ids = Ids()
    models = []
    for entry in counted(entries, progress):
        models.append(_model(entry, ids, report))
        report.unread("fields not carried over, by name", entry)
    head = CatalogHead(
        id=SOURCE,
        title="Models in Ollama",
        edition=SOURCE,
        version=hashlib.blake2b(data, digest_size=4).hexdigest(),
        date=UNDATED,
        about="The models that a machine has in Ollama, by name, size and family. When one was fetched is not when it was released; "
        "who made it, and under which licence, the list does not say.",
        may_lack=("organizations", "released"),
        sources=(Source(SOURCE, f"Ollama's list, {line(path.name, 200)}", kind="list"),),
        modalities=taxonomy.modalities,
        categories=categories_of(taxonomy),
    )
    return Catalog(head, tuple(models), {}, report=report.lines())


def _printed(text: str, report: Report) -> Iterator[Entry]:
    """Yield what `ollama list` prints as the server would answer it."""
    for each in text.lstrip().splitlines()[1:]:
        if not each.strip():
            continue
        found = _ROW.fullmatch(each.strip())
        if found is None:
            report.note("lines not understood", each)
            continue
        name, id_, size, modified = found.groups()
        yield Entry(
            {"name": name, "digest": id_, "size": "" if size == "-" else size, "modified_at": modified}
        )


def _answered(path: Path, text: str, report: Report) -> Iterator[Entry]:
    try:
        told = json.loads(text, parse_int=of_json)["models"]
    except (ValueError, RecursionError) as error:
        raise CatalogError(
            Problem(str(path), getattr(error, "lineno", 0), 0, "", f"is no JSON: {line(str(error), 200)}")
        ) from None
    for each in told:
        if isinstance(each, Mapping) and isinstance(each.get("name") or each.get("model"), str):
            yield Entry(each)
        else:
            report.note("entries without a name", str(each))


def _model(entry: Entry, ids: Ids, report: Report) -> Model:
    name = line(entry.get("name") or entry.get("model"), 200)
    entry.get("model")
    details = entry.part("details")
    family = details.get("family")
    size, precision = _size(entry.peek("size")), details.get("quantization_level")
    if size:
        entry.get("size")
    here = "; ".join(
        filter(None, (f"{size} on this machine" if size else "", line(str(precision or ""), 60)))
    )
    parent = details.peek("parent_model")
    return sourced(
        Model(
            id=ids.new(name),
            name=name,
            aliases=(name.removesuffix(":latest"),) if name.endswith(":latest") else (),
            family=line(family, 200) or None if isinstance(family, str) else None,
            category=UNPLACED.id,
            parameters=_parameters(details, name, report),
            architecture=_architecture(details),
            capabilities=_capabilities(entry),
            availability=Availability(note=here) if here else None,
            summary=f"Built from {line(parent, 200)}." if isinstance(parent, str) and parent else None,
            sources=(),
        ),
        SOURCE,
    )


def _size(said: Any) -> str:
    """Return the size of a file in words: as it was printed, or of a number of bytes."""
    if isinstance(said, str):
        return line(said, 30)
    if not isinstance(said, int) or isinstance(said, bool) or said <= 0:
        return ""
    return f"{said / 1e9:.1f} GB" if said >= 1e9 else f"{said / 1e6:.0f} MB"


def _parameters(details: Entry, name: str, report: Report) -> tuple[ParameterCount, ...]:
    said = details.peek("parameter_size")
    if not isinstance(said, str) or not said:
        return ()
    value = table_cells.count(said, "", bare=1_000)
    if value is None or not 1 <= value < 1e18:
        report.note("parameter counts not understood", f"{name}: {said}", "params")
        return ()
    details.get("parameter_size")
    return (ParameterCount(round(value), note=f"{line(said, 30)}, as Ollama rounds it"),)


def _architecture(details: Entry) -> Architecture | None:
    families = details.peek("families")
    named = (
        tuple(line(each, 100) for each in families if isinstance(each, str) and each)
        if isinstance(families, list)
        else ()
    )
    if named:
        details.get("families")
    return Architecture(components=named) if len(named) > 1 else None


def _capabilities(entry: Entry) -> Capabilities | None:
    """Return what the list says that a model can do; what is not named there is not known."""
    said = entry.peek("capabilities")
    told = {field: True for word, field in _CAN.items() if isinstance(said, list) and word in said}
    if told:
        entry.get("capabilities")
    return Capabilities(**told) if told else None
