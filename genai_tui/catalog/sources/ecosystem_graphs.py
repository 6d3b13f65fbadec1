"""Stanford's Ecosystem Graphs: models, datasets and applications as a folder of YAML files, or as their collated CSV.

In YAML a field is plain or {value, explanation}; in the CSV it is the value. Models are browsed; datasets and
applications stand in lineage.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from genai_tui.catalog.dates import is_date
from genai_tui.catalog.loading import Mapping, Node, Scalar, Sequence, Unreadable, parse, read_file
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
)
from genai_tui.catalog.problems import CatalogError, Problem
from genai_tui.catalog.progress import Progress, counted
from genai_tui.catalog.sources.gathering import UNPLACED, Ids, Modalities, Report, categories_of, line
from genai_tui.catalog.sources.tables import headings, read_bytes, read_rows
from genai_tui.catalog.sources.words import CATEGORY_OF, COUNTRIES, PLACEHOLDERS

NAME = "Stanford's Ecosystem Graphs as a folder of YAML or as its collated CSV"
MAX_FILES = 5_000
_NEEDED = ("name", "organization", "type")
_COLUMNS = {*_NEEDED, "modality", "dependencies"}
_SIZE = re.compile(r"~?\s*([\d.]+)\s*([KMBT])\s*(?:parameters|params)?\b\s*(\([^)]*\))?", re.IGNORECASE)
_UNITS = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\d{4}")
_WEB = re.compile(r"https?://[^\s<>\"]+")
_CARRIED = frozenset({
    "name", "type", "organization", "description", "created_date", "url", "modality", "size", "dependencies",
    "training_time", "training_hardware", "access", "license", "nationality", "model_card",
})  # fmt: skip
_TYPES: dict[str, AssetType] = {"model": "model", "dataset": "dataset", "application": "application"}

Asset = dict[str, Any]


def files_of(path: Path) -> list[Path]:
    """Return the YAML files of a checkout or of its folder of assets."""
    folder = path / "assets" if (path / "assets").is_dir() else path
    return sorted(each for each in folder.iterdir() if each.suffix in (".yaml", ".yml"))[: MAX_FILES + 1]


def recognizes(path: Path) -> bool:
    """Tell whether the first file that can be read is a list of such assets, or a CSV has its columns."""
    if path.is_file():
        return set(headings(path)) >= _COLUMNS
    if not path.is_dir() or (path / "catalog.yaml").exists():
        return False
    try:
        for each in files_of(path)[:3]:
            with each.open("rb") as file:
                start = file.read(20_000)
            if all(re.search(rb"^[\s-]*" + key.encode() + rb":", start, re.MULTILINE) for key in _NEEDED):
                return True
    except OSError:
        return False
    return False


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
        asset_ids.append(ids.new(_text(asset, "name")))
        known_as.setdefault(_text(asset, "name").casefold(), asset_ids[-1])
    organizations: dict[str, Organization] = {}
    modalities = Modalities(taxonomy)
    models: list[Model] = []
    others: list[Model] = []
    for asset, asset_id in zip(assets, asset_ids, strict=True):
        parts = _parts(asset, organizations, organization_ids, report)
        model = _model(asset, asset_id, parts, known_as, modalities, report)
        (models if model.type == "model" else others).append(model)
    newest = max((each.released.date for each in models if each.released), default="2021")
    head = CatalogHead(
        id="ecosystem-graphs",
        title="Ecosystem Graphs",
        edition="ecosystem-graphs",
        version=digest.hexdigest(),
        date=newest,
        about="Stanford CRFM's Ecosystem Graphs, as files of the reader's own. What they do not say is unknown here; the "
        "categories are those of the survey, given where an asset's modality says what goes in and comes out.",
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
    told_here = _collated(path, report, digest) if path.is_file() else _told(path, report, digest, progress)
    for asset, where in told_here:
        if isinstance(asset, dict) and all(_text(asset, key) for key in _NEEDED):
            yield asset
        else:
            report.note("entries without name, organization or type", where)


def _collated(path: Path, report: Report, digest: Any) -> Iterator[tuple[Any, str]]:
    """Yield the rows of the CSV as assets; its lists are written as Python writes them."""
    data = read_bytes(path)
    digest.update(data)
    heads, rows = read_rows(path, data, report)
    for cells in rows:
        asset: Asset = {head: cell for head, cell in zip(heads, cells, strict=False) if cell}
        try:
            asset["dependencies"] = ast.literal_eval(asset.get("dependencies", "[]"))
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            report.note("dependencies not understood", f"{asset.get('name')}: {asset['dependencies']}")
            del asset["dependencies"]
        yield asset, line(" ".join(cells), 60)


def _told(path: Path, report: Report, digest: Any, progress: Progress) -> Iterator[tuple[Any, str]]:
    """Yield every entry of the folder's files, and the name of its file."""
    files = files_of(path)
    if len(files) > MAX_FILES:
        raise CatalogError(Problem(str(path), 0, 0, "", f"holds more than {MAX_FILES} files"))
    for each in counted(files, progress):
        try:
            data = read_file(each, each.name)
            digest.update(data)
            tree = parse(data, each.name)
        except Unreadable as unreadable:
            report.note("files that cannot be read", str(unreadable.problem))
            continue
        for asset in _plain(tree) if isinstance(tree, Sequence) else [_plain(tree)]:
            yield asset, each.name


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key.text: _plain(value) for key, value in node.items}


def _value(asset: Asset, key: str) -> Any:
    found = asset.get(key)
    return found.get("value", "") if isinstance(found, dict) else found


def _text(asset: Asset, key: str) -> str:
    """Return a field as one line; nothing where it is missing or says that it is not known."""
    found = _value(asset, key)
    text = line(found, 100_000) if isinstance(found, str) else ""
    return "" if text.lower() in PLACEHOLDERS or text.lower() == "unknwon" else text


def _parts(
    asset: Asset, organizations: dict[str, Organization], ids: Ids, report: Report
) -> tuple[Part, ...]:
    country = _text(asset, "nationality")
    names = [name.strip() for name in re.split(r",\s*|\s+&\s+", _text(asset, "organization")) if name.strip()]
    code = COUNTRIES.get(country.lower())
    if country and code is None:
        report.note("countries not known here", country)
    for name in names:
        key = name.casefold()
        if key not in organizations:
            organizations[key] = Organization(
                ids.new(name), name, country=code if len(names) == 1 else None, sources=(Source("ecosystem-graphs"),)
            )  # fmt: skip
    return tuple(
        Part(id_, "developer") for id_ in dict.fromkeys(organizations[name.casefold()].id for name in names)
    )


def _model(
    asset: Asset, asset_id: str, parts: tuple[Part, ...], known_as: dict[str, str], modalities: Modalities,
    report: Report,
) -> Model:  # fmt: skip
    kind = _TYPES.get(_text(asset, "type").lower())
    if kind is None:
        report.note("types not understood, taken for datasets", f"{asset.get('name')}: {asset.get('type')}")
        kind = "dataset"
    name = _text(asset, "name")[:200]
    for key in asset:
        if key not in _CARRIED:
            report.note("fields not carried over", key)
    inputs, outputs = _signature(asset, kind, modalities, report)
    category = CATEGORY_OF.get((frozenset(inputs), frozenset(outputs)))
    if category is None and kind == "model":
        report.note("models unplaced: no category has what goes in and comes out", name)
    written = _text(asset, "created_date")
    found = _DATE.match(written)
    date = found[0] if found and is_date(found[0]) else None
    if written and not date:
        report.note("dates not understood", f"{name}: {written}")
    link = _WEB.match(_text(asset, "url"))
    hardware, time = line(_text(asset, "training_hardware"), 500), line(_text(asset, "training_time"), 500)
    availability = _availability(asset)
    based_on = tuple(_ancestors(asset, known_as, asset_id))
    parameters = _parameters(asset, kind, report)
    told = {"organizations": parts, "released": date, "parameters": parameters, "inputs": inputs, "outputs": outputs,
            "availability": availability, "training": hardware or time, "based_on": based_on,
            "category": category}  # fmt: skip
    return Model(
        id=asset_id,
        name=name,
        type=kind,
        category=category or UNPLACED.id,
        inputs=inputs,
        outputs=outputs,
        organizations=parts,
        released=Release(date) if date else None,
        parameters=parameters,
        training=Training(hardware=hardware or None, time=time or None) if hardware or time else None,
        availability=availability,
        based_on=based_on,
        links=Links(homepage=link[0][:2_000]) if link else None,
        summary=_text(asset, "description") or None,
        sources=(
            Source("ecosystem-graphs", supports=tuple(field for field, value in told.items() if value)),
        ),
    )


def _signature(
    asset: Asset, kind: AssetType, modalities: Modalities, report: Report
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return inputs and outputs of `image, text; text`; a dataset's one list says neither."""
    text = _text(asset, "modality")
    if not text or kind != "model":
        return (), ()
    takes, separator, gives = text.partition(";")
    if not separator:
        report.note("modalities without inputs and outputs", text)
        return (), ()
    return modalities.ids(takes.split(",")), modalities.ids(gives.split(","))


def _parameters(asset: Asset, kind: AssetType, report: Report) -> tuple[ParameterCount, ...]:
    text = _text(asset, "size")
    if not text:
        return ()
    found = _SIZE.fullmatch(text) if kind == "model" else None
    if found is None:
        what = (
            "sizes not understood"
            if kind == "model"
            else "sizes of datasets and applications not carried over"
        )
        report.note(what, f"{asset.get('name')}: {text}")
        return ()
    count = round(float(found[1]) * _UNITS[found[2].lower()]) if found[1].strip(".").count(".") <= 1 else 0
    return (ParameterCount(count, note=found[3].strip("()") if found[3] else None),) if count else ()


def _availability(asset: Asset) -> Availability | None:
    access = _text(asset, "access").lower()
    license_ = line(_text(asset, "license"), 200)
    weights = {"open": "open", "closed": "closed"}.get(access)
    note = "limited access" if access == "limited" else None
    if not (weights or license_ or note):
        return None
    return Availability(weights=weights, license=license_ or None, note=note)  # type: ignore[arg-type]


def _ancestors(asset: Asset, known_as: dict[str, str], own: str) -> Iterator[Ancestor]:
    found = _value(asset, "dependencies")
    for name in dict.fromkeys(line(each, 200) for each in found or () if isinstance(each, str)):
        known = known_as.get(name.casefold())
        if known and known != own:
            yield Ancestor(model=known, how="component")
        elif name.lower() not in PLACEHOLDERS and not known:
            yield Ancestor(name=name, how="component")
