"""Stanford's Ecosystem Graphs: models, datasets and applications as a folder of YAML files, or as their collated CSV.

In YAML a field is plain or {value, explanation}; in the CSV it is the value. Models are browsed; datasets and
applications stand in lineage.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
from collections.abc import Iterator
from collections.abc import Mapping as PlainMapping
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.licenses import spdx
from genai_tui.catalog.model import (
    Ancestor,
    AssetType,
    Availability,
    Catalog,
    CatalogHead,
    Links,
    Model,
    Organization,
    ParameterCount,
    Part,
    Release,
    Source,
    Training,
    Weights,
)
from genai_tui.catalog.numbers import LARGEST, number
from genai_tui.catalog.partial_date import is_date
from genai_tui.storage.files import Folder, Refused
from genai_tui.storage.importers.csv_reader import beginning, headings, read_bytes, read_rows
from genai_tui.storage.importers.import_report import (
    UNPLACED,
    Ids,
    Modalities,
    Report,
    categories_of,
    line,
    sourced,
)
from genai_tui.storage.importers.organization_names import bare_name, split_names
from genai_tui.storage.importers.signature_categories import placed
from genai_tui.storage.importers.unread_fields import Entry
from genai_tui.storage.importers.vocabulary import COUNTRIES, EMPTY_CELLS, categories_besides
from genai_tui.storage.progress import Progress, counted
from genai_tui.storage.yaml_tree import Sequence, Unreadable, parse, plain_data, read_file

NAME = "Stanford's Ecosystem Graphs (YAML or CSV)"
MAX_FILES = 5_000
_NEEDED = ("name", "organization", "type")
_BESIDE = {"dependencies", "created_date", "modality"}
"""Keys that with the needed ones make an asset of this format; a list of anything else has no such three."""
_COLUMNS = {*_NEEDED, *_BESIDE}
_LOOKED_AT = 20
"""Files of a folder that are looked at to recognize it."""
_NOT_CARRIED = "filled fields not carried over, by name"
_SIZE = re.compile(
    r"~?\s*([0-9.]{1,40})\s*([KMBT])\s*(?:parameters|parameter|params)?\b\s*(\([^)]*\))?", re.IGNORECASE
)
_UNITS = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{2}|[0-9]{4}")
_WEB = re.compile(r"https?://[^\s<>\"]+")
_TYPES: dict[str, AssetType] = {"model": "model", "dataset": "dataset", "application": "application"}

_ACCESS: tuple[tuple[str, Weights], ...] = (
    ("open", "open"), ("full", "open"), ("public", "open"), ("closed", "closed"), ("no ", "closed"), ("none", "closed"),
)  # fmt: skip
"""Beginnings of the words on access. Limited access may be an API, a form or a waiting list: of weights it says nothing."""
_LIMITED = "limited"
_CLEAR = re.compile(r",\s*|\s*;\s*")


class Asset:
    """One entry: fields that are plain or {value, explanation}. What is not read of it, the report counts.

    An explanation counts by itself, as `license.explanation`; a word that says nothing does not count.
    """

    __slots__ = ("entry",)

    def __init__(self, fields: PlainMapping[str, Any]) -> None:
        self.entry = Entry(dict(_flat(fields)))

    def value(self, key: str) -> Any:
        """Return a field's value and take it as read."""
        return self.entry.get(key)

    def text(self, key: str) -> str:
        """Return a field as one line and take it as read; nothing where it is missing or says that it is not known."""
        return _said(self.value(key))

    def peek(self, key: str) -> str:
        """Return a field as `text` does, without taking it as read."""
        return _said(self.entry.peek(key))


def _flat(fields: PlainMapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in fields.items():
        parts = value.items() if isinstance(value, PlainMapping) else [("value", value)]
        for name, part in parts:
            says = not isinstance(part, str) or part.strip().casefold() not in EMPTY_CELLS
            yield key if name == "value" else f"{key}.{name}", part if says else ""


def _said(value: Any) -> str:
    text = line(value, 100_000) if isinstance(value, str) else ""
    return "" if text.casefold() in EMPTY_CELLS else text


def files_of(path: Path) -> list[Path]:
    """Return the YAML files of a checkout or of its folder of assets; a single file is its own.

    Raises Refused where they lie elsewhere.
    """
    if path.is_file():
        return [path]
    folder = path / "assets" if (path / "assets").is_dir() else path
    return Folder(path).files(folder, (".yaml", ".yml"))[: MAX_FILES + 1]


def recognizes(path: Path) -> bool:
    """Return whether the first files that can be read list such assets, or a table has their columns."""
    if path.is_file() and set(headings(path)) >= _COLUMNS:
        return True
    if not (path.is_file() or path.is_dir()) or os.path.lexists(path / "catalog.yaml"):
        return False
    folder = Folder(path) if path.is_dir() else None
    try:
        starts = (beginning(each, folder=folder) for each in files_of(path))
        return any(map(_holds_assets, islice(filter(None, starts), _LOOKED_AT)))
    except Refused:
        return False


def _holds_assets(start: bytes) -> bool:
    keys = set(re.findall(rb"(?:^|[{,])[\s-]*(\w+):\s", start, re.MULTILINE))
    named = {key.decode() for key in keys}
    typed = re.search(rb"(?:^|[{,])[\s-]*type:\s*['\"]?(model|dataset|application)\b", start, re.MULTILINE)
    return bool(typed) and named >= set(_NEEDED) and not named.isdisjoint(_BESIDE)


def read(path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
    """Return the assets of the folder; raises CatalogError where none can be read."""
    report, digest = Report(), hashlib.blake2b(digest_size=4)
    assets = list(_assets(path, report, digest, progress))
    if not assets:
        raise CatalogError(Problem(str(path), 0, 0, "", "holds no assets that can be read"))
    ids, organization_ids = Ids(), Ids()
    known_as: dict[str, str] = {}
    asset_ids = []
    for asset in assets:
        name = asset.peek("name")
        asset_ids.append(ids.new(name))
        if name.casefold() in known_as:
            report.note(
                "names that stand for two entries or more; dependencies on one are taken to mean the first",
                name,
            )
        known_as.setdefault(name.casefold(), asset_ids[-1])
    organizations: dict[str, Organization] = {}
    modalities = Modalities(taxonomy)
    models: list[Model] = []
    others: list[Model] = []
    for asset, asset_id in zip(assets, asset_ids, strict=True):
        parts = _parts(asset, organizations, organization_ids, report)
        model = _model(asset, asset_id, parts, known_as, modalities, report)
        (models if model.type == "model" else others).append(model)
        report.unread(_NOT_CARRIED, asset.entry)
    newest = max((each.released.date for each in models if each.released), default="2021")
    head = CatalogHead(
        id="ecosystem-graphs",
        title="Ecosystem Graphs",
        edition="ecosystem-graphs",
        version=digest.hexdigest(),
        date=newest,
        about="Stanford CRFM's Ecosystem Graphs, as files of the reader's own. What they do not say is unknown here; the "
        "categories are those of the survey, given by rules over what goes in and comes out.",
        credit="Stanford CRFM, Ecosystem Graphs.",
        may_lack=("organizations", "released"),
        sources=(Source("ecosystem-graphs", "Stanford CRFM, Ecosystem Graphs",
                        "https://github.com/stanford-crfm/ecosystem-graphs", "data set"),),
        modalities=modalities.all(),
        categories=categories_of(taxonomy),
    )  # fmt: skip
    return Catalog(
        head,
        tuple(models),
        {each.id: each for each in organizations.values()},
        (),
        tuple(others),
        report.lines(),
    )


def _assets(path: Path, report: Report, digest: Any, progress: Progress) -> Iterator[Asset]:
    table = path.is_file() and set(headings(path)) >= _COLUMNS
    told_here = _collated(path, report, digest) if table else _told(path, report, digest, progress)
    for fields, where in told_here:
        asset = Asset(fields) if isinstance(fields, PlainMapping) else None
        if asset and all(map(asset.peek, _NEEDED)):
            yield asset
        else:
            report.note("entries without name, organization or type", where)


def _collated(path: Path, report: Report, digest: Any) -> Iterator[tuple[Any, str]]:
    """Yield the rows of the CSV as assets; its lists are written as Python writes them."""
    data = read_bytes(path)
    digest.update(data)
    heads, rows = read_rows(path, data, report)
    for cells in rows:
        asset: dict[str, Any] = {head: cell for head, cell in zip(heads, cells, strict=False) if cell}
        try:
            asset["dependencies"] = ast.literal_eval(asset.get("dependencies", "[]"))
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            report.note("dependencies not understood", f"{asset.get('name')}: {asset['dependencies']}")
            del asset["dependencies"]
        yield asset, line(" ".join(cells), 60)


def _told(path: Path, report: Report, digest: Any, progress: Progress) -> Iterator[tuple[Any, str]]:
    """Yield every entry of the folder's files, and the name of its file."""
    folder = Folder(path)
    try:
        files = files_of(path)
    except Refused as refused:
        raise CatalogError(Problem(str(path), 0, 0, "", str(refused))) from None
    if len(files) > MAX_FILES:
        raise CatalogError(Problem(str(path), 0, 0, "", f"holds more than {MAX_FILES} files"))
    for each in counted(files, progress):
        try:
            data = (
                read_bytes(each) if path.is_file() else read_file(each, each.name, folder)
            )  # a single one may be packed
            digest.update(data)
            tree = parse(data, each.name)
        except Unreadable as unreadable:
            report.note("files that cannot be read", str(unreadable.problem))
            continue
        for asset in plain_data(tree) if isinstance(tree, Sequence) else [plain_data(tree)]:
            yield asset, each.name


def _parts(
    asset: Asset, organizations: dict[str, Organization], ids: Ids, report: Report
) -> tuple[Part, ...]:
    country = asset.text("nationality")
    names = split_names(asset.text("organization"), _CLEAR)
    code = COUNTRIES.get(country.lower())
    if country and code is None:
        report.note("countries not known here", country, "country")
    elif code and len(names) > 1:
        report.note(
            "countries of entries with several organizations: they do not say whose",
            asset.peek("name"),
        )
    for name in names:
        key = name.casefold()
        if key not in organizations:
            bare = bare_name(name)
            organizations[key] = Organization(
                ids.new(name), name, aliases=(bare,) if bare else (), country=code if len(names) == 1 else None, sources=(Source("ecosystem-graphs"),)
            )  # fmt: skip
        elif code and len(names) == 1 and organizations[key].country is None:
            organizations[key] = replace(organizations[key], country=code)
        elif code and len(names) == 1 and organizations[key].country != code:
            report.note("organizations whose entries differ on the country; the first stands", name)
    return tuple(
        Part(id_, "developer") for id_ in dict.fromkeys(organizations[name.casefold()].id for name in names)
    )


def _model(
    asset: Asset, asset_id: str, parts: tuple[Part, ...], known_as: dict[str, str], modalities: Modalities,
    report: Report,
) -> Model:  # fmt: skip
    kind = _TYPES.get(asset.text("type").lower())
    name = asset.text("name")[:200]
    if kind is None:
        report.note("types not understood, taken for datasets", f"{name}: {asset.peek('type')}")
        kind = "dataset"
    inputs, outputs = _signature(asset, kind, modalities, report)
    category = placed(name, inputs, outputs)
    if category is None and kind == "model":
        report.note("models without a category: no rule matches their inputs and outputs", name, "cat")
    written = asset.text("created_date")
    found = _DATE.match(written)
    date = found[0] if found and is_date(found[0]) else None
    if written and not date:
        report.note("dates not understood", f"{name}: {written}", "date")
    url = asset.text("url")
    link = _WEB.match(url)
    if url and not link:
        report.note("addresses not understood", f"{name}: {url}")
    hardware, time = line(asset.text("training_hardware"), 500), line(asset.text("training_time"), 500)
    return sourced(
        Model(
            id=asset_id,
            name=name,
            type=kind,
            category=category or UNPLACED.id,
            also_in=categories_besides(category, inputs, outputs) if category else (),
            inputs=inputs,
            outputs=outputs,
            organizations=parts,
            released=Release(date) if date else None,
            parameters=_parameters(asset, kind, report),
            training=Training(hardware=hardware or None, time=time or None) if hardware or time else None,
            availability=_availability(asset, report),
            based_on=tuple(_ancestors(asset, known_as, asset_id, report)),
            links=Links(homepage=link[0][:2_000]) if link else None,
            summary=asset.text("description") or None,
            sources=(),
        ),
        "ecosystem-graphs",
    )


def _signature(
    asset: Asset, kind: AssetType, modalities: Modalities, report: Report
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return inputs and outputs of `image, text; text`; a dataset's one list says neither."""
    if kind != "model":
        return (), ()  # its modality stays unread
    text = asset.text("modality")
    takes, separator, gives = text.partition(";")
    if not separator:
        if text:
            report.note("modalities without inputs and outputs", text, "in")
        return (), ()
    return modalities.ids(_one(takes)), modalities.ids(_one(gives))


def _one(names: str) -> list[str]:
    """Return modalities in the singular that the taxonomy has: `images` are `image`."""
    return [re.sub(r"^(image|video)s$", r"\1", name.strip().casefold()) for name in names.split(",")]


def _parameters(asset: Asset, kind: AssetType, report: Report) -> tuple[ParameterCount, ...]:
    if kind != "model":
        return ()  # the size of a dataset or application stays unread
    text = asset.text("size")
    if not text:
        return ()
    found = _SIZE.fullmatch(text)
    written = number(found[1].rstrip(".")) if found else None
    count = round(written * _UNITS[found[2].lower()]) if found and written is not None else 0
    if not (found and 1 <= count <= LARGEST):
        report.note("sizes not understood", f"{asset.peek('name')}: {text}", "params")
        return ()
    return (ParameterCount(count, note=found[3].strip("()") or None if found[3] else None),)


def _availability(asset: Asset, report: Report) -> Availability | None:
    access, told = asset.text("access"), line(asset.text("license"), 200)
    words = access.casefold()
    weights = next((known for begins, known in _ACCESS if words.startswith(begins)), None)
    if access and not weights and not words.startswith(_LIMITED):
        report.note("words on access not understood", access, "weights")
    note = None if words in ("", "open", "closed") else f"access: {line(access, 200)}"
    if not (weights or told or note):
        return None
    return Availability(weights=weights, license=spdx(told) if told else None, note=note)


def _ancestors(asset: Asset, known_as: dict[str, str], own: str, report: Report) -> Iterator[Ancestor]:
    """Yield what an asset depends on; in which way, the format does not say."""
    found = asset.value("dependencies")
    if isinstance(found, str):
        found = [] if found.casefold() in EMPTY_CELLS else [found]
    names = found if isinstance(found, list | tuple) else ()
    for name in dict.fromkeys(line(each, 200) for each in names if isinstance(each, str)):
        known = known_as.get(name.casefold())
        if known == own:
            report.note("entries that are said to depend on themselves", name)
        elif known:
            yield Ancestor(model=known, how="built_on")
        elif name.casefold() not in EMPTY_CELLS:
            yield Ancestor(name=name, how="built_on")
