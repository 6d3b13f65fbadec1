"""Metadata of models in models.dev: what `models.json` and `catalog.json` say of a model itself, whoever offers it.

Results on benchmarks with their pages, licence, links, size and description stand nowhere else. What such an entry
and the offers both say, such as a date, is `models_dev`'s to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.licenses import spdx
from genai_tui.catalog.model import Architecture, Links, ParameterCount, Result, Source
from genai_tui.catalog.patterns import WEB_ADDRESS
from genai_tui.storage.importers.import_report import Ids, Report, line
from genai_tui.storage.importers.models_dev_identity import Found
from genai_tui.storage.importers.models_dev_values import Values, flag, text
from genai_tui.storage.importers.unread_fields import Entry

METADATA = "models.dev/models"
"""What stands for the provider of an entry that no provider has; ids of providers have no stroke."""

_ADDRESS = re.compile(WEB_ADDRESS)
_HOME = ("announcement", "blog", "model_card", "docs", "other", None)
"""Kinds of links to a model's own page, the best first."""
_ARCHITECTURES = {"moe": "mixture of experts", "dense": "dense", "hybrid": "hybrid"}
_SETTINGS = ("variant", "harness", "dataset", "version")
"""What models.dev says of how a result was measured."""


class Told(Struct, frozen=True):
    """What metadata says of a model and no offer does; `sources` are pages that it names besides."""

    summary: str | None = None
    aliases: tuple[str, ...] = ()
    parameters: tuple[ParameterCount, ...] = ()
    architecture: Architecture | None = None
    results: tuple[Result, ...] = ()
    license: str | None = None
    links: Links | None = None
    bases: tuple[str, ...] = ()
    """The ids in models.dev of models that it is built on."""
    sources: tuple[Source, ...] = ()


def entries_of(table: Mapping[str, Any], report: Report) -> Iterator[Found]:
    """Yield the entries of a table of models by their ids, `maker/model`."""
    for id_, told in table.items():
        if not isinstance(told, Mapping) or "/" not in id_:
            report.note("entries of models not understood", str(id_))
            continue
        entry = Entry({**told, "canonical_model_id": id_})
        entry.get("id")
        yield Found(METADATA, "its own entry", id_, entry)


def told_by(found: Found, source: str, values: Values) -> Told:
    """Return what an entry says; `source` is the id of the source that speaks for all of it."""
    entry, report = found.entry, values.report
    pages = _Pages(source, report)
    base = text(entry, "base_model", 200)  # offers name their own model so; what a model names is another
    parameters, architecture = _size(entry, pages, values)
    return Told(
        summary=text(entry, "description", 2_000),
        aliases=_aliases(entry, report),
        parameters=parameters,
        architecture=architecture,
        results=tuple(_results(entry, pages, values)),
        license=spdx(license_) if (license_ := text(entry, "license", 200)) else None,
        links=_links(entry, pages, report),
        bases=(base,) if base and base != found.id else (),
        sources=pages.sources(),
    )


class _Pages:
    """The pages that an entry names: where something stands, and what else is to be read of the model."""

    def __init__(self, source: str, report: Report) -> None:
        self._report = report
        self._ids = Ids({source})
        self._known: dict[str, tuple[Source, dict[str, None]]] = {}

    def address(self, entry: Entry, key: str) -> str | None:
        """Return an address that can be followed."""
        said = text(entry, key, 2_000)
        if said is None or _ADDRESS.fullmatch(said):
            return said
        self._report.note("addresses not understood", said)
        return None

    def id_of(self, address: str, field: str = "", title: str = "", kind: str = "") -> str:
        """Return the id of a page as a source, which speaks for `field` from now on, if one is named."""
        if address not in self._known:
            host = urlsplit(address).netloc.removeprefix("www.") or "page"
            page = Source(self._ids.new(host), title or host, address, (kind or "web page").replace("_", " "))
            self._known[address] = (page, {})
        page, fields = self._known[address]
        if field:
            fields[field] = None
        return page.id

    def sources(self) -> tuple[Source, ...]:
        """Return the pages."""
        return tuple(replace(page, supports=tuple(fields)) for page, fields in self._known.values())


def _objects(entry: Entry, key: str, report: Report) -> list[Entry]:
    """Return the objects of a list; what is none of them is counted."""
    listed = entry.get(key) if isinstance(entry.peek(key), list) else []
    for each in listed:
        if not isinstance(each, Mapping):
            report.note(f"{key} not understood", str(each))
    return [Entry(each) for each in listed if isinstance(each, Mapping)]


def _results(entry: Entry, pages: _Pages, values: Values) -> Iterator[Result]:
    for each in _objects(entry, "benchmarks", values.report):
        benchmark = text(each, "name", 200)
        value, words = values.score(each, "score")
        if benchmark is None or (value is None and words is None):
            values.report.note("benchmarks not understood", f"{benchmark}: {each.get('score')}")
            continue
        day = values.date(each, "date") if each.peek("date") else None
        said = [f"{key} {setting}" for key in _SETTINGS if (setting := text(each, key, 200))]
        said += [f"measured {day}"] if day else []
        said += [f"score {words}"] if value is None else []
        address = pages.address(each, "source")
        yield Result(
            metric=text(each, "metric", 200) or "score",
            value=value,
            unit="%" if value is not None and words and words.endswith("%") else None,
            benchmark=benchmark,
            note=" · ".join(said) or None,
            source=pages.id_of(address, "results") if address else None,
        )
        values.report.unread("fields of benchmarks not carried over", each)


def _size(
    entry: Entry, pages: _Pages, values: Values
) -> tuple[tuple[ParameterCount, ...], Architecture | None]:
    size = entry.part("parameters")
    kind = text(size, "architecture")
    architecture = Architecture(family=_ARCHITECTURES.get(kind, kind)) if kind else None
    total = values.count(size, "total")
    if total is None:
        return (), architecture
    active = values.count(size, "active")
    if address := pages.address(size, "source"):
        pages.id_of(address, "parameters")
    count = ParameterCount(total, active=active, estimated=flag(size, "estimate") or False)
    return (count,), architecture


def _links(entry: Entry, pages: _Pages, report: Report) -> Links | None:
    """Return where the model is at home and where its weights are; every other page is a source."""
    found: list[tuple[str | None, str | None, Entry]] = []
    for key in ("weights", "links"):
        for each in _objects(entry, key, report):
            kind = "weights" if key == "weights" else text(each, "type")
            found.append((pages.address(each, "url"), kind, each))
    weights = next((address for address, kind, _ in found if address and kind == "weights"), None)
    home = next(
        (address for wanted in _HOME for address, kind, _ in found if address and kind == wanted), None
    )
    for address, kind, each in found:
        if address and address not in (home, weights):
            pages.id_of(address, title=text(each, "label") or "", kind=kind or "")
        report.unread("fields of links and weights not carried over", each)
    return Links(homepage=home, weights=weights) if home or weights else None


def _aliases(entry: Entry, report: Report) -> tuple[str, ...]:
    if not isinstance(entry.peek("aliases"), list):
        return ()
    named = entry.get("aliases")
    for each in named:
        if not isinstance(each, str):
            report.note("aliases not understood", str(each))
    return tuple(filter(None, (line(each, 200) for each in named if isinstance(each, str))))
