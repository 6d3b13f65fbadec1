"""Checkout of models.dev's repository: TOML files of models and of what providers offer, as one catalog.

`models/MAKER/MODEL.toml` says what is true of a model whoever offers it, `providers/ID/models/….toml` what a provider
offers; one that names its model by `base_model` leaves out what is no different there. Joined they are what
models.dev publishes as `catalog.json`.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from genai_tui.catalog.model import Catalog, CatalogHead
from genai_tui.storage import files
from genai_tui.storage.files import Folder, Refused
from genai_tui.storage.importers import models_dev
from genai_tui.storage.importers.csv_reader import beginning
from genai_tui.storage.importers.import_report import Report
from genai_tui.storage.progress import Progress

NAME = "a checkout of models.dev's repository"

_OF_MODELS_ALONE = ("benchmarks", "license", "links", "weights")
"""What a provider's offer does not take over from its model."""
_LOOKED_AT = 20
_MOST = 50_000
"""Files that are read."""

_Table = dict[str, Any]


def recognizes(path: Path) -> bool:
    """Return whether a folder holds providers that say what it takes to call them."""
    providers = path / "providers"
    if not providers.is_dir() or os.path.lexists(path / "catalog.yaml"):
        return False
    folder = Folder(path)
    starts = (
        beginning(each, folder=folder) for each in islice(providers.glob("*/provider.toml"), _LOOKED_AT)
    )
    return any(b"npm" in start and b"env" in start for start in starts)


def read(path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
    """Return the models of the checkout; raises CatalogError where there are none."""
    report, digest = Report(), hashlib.blake2b(digest_size=4)
    folder = Folder(path)
    metadata: dict[str, _Table] = {}
    providers: dict[str, _Table] = {}
    offers: dict[str, dict[str, _Table]] = {}
    for place in _files(folder, report):
        within = place.relative_to(path)
        told = _read_toml(folder, place, digest, report)
        if told is None:
            continue
        match within.with_suffix("").parts:
            case ("models", *id_):
                metadata["/".join(id_)] = {**told, "id": "/".join(id_)}
            case ("providers", provider, "provider"):
                providers[provider] = told
            case ("providers", provider, "models", *id_):
                offers.setdefault(provider, {})["/".join(id_)] = told
            case _:
                report.note("files not understood", str(within))
    for provider, models in offers.items():
        providers.setdefault(provider, {})["models"] = {
            id_: _resolved(told, metadata, f"{provider}/{id_}", report) for id_, told in models.items()
        }
    return models_dev.read_tables(path, providers, metadata, digest.hexdigest(), taxonomy, progress, report)


def _files(folder: Folder, report: Report) -> list[Path]:
    found = [
        path
        for name in ("models", "providers")
        if (within := folder.path / name).is_dir()
        for path in folder.tree(within, (".toml",))
    ]
    for path in found[_MOST:]:
        report.note(f"files after the first {_MOST:,}", path.name)
    return found[:_MOST]


def _read_toml(folder: Folder, path: Path, digest: Any, report: Report) -> _Table | None:
    within = str(path.relative_to(folder.path))
    try:
        data = folder.read(path, files.RECORD_BYTES)
        digest.update(within.encode("utf-8", "surrogateescape") + b"\0" + data)
        return tomllib.loads(data.decode())
    except (Refused, ValueError, RecursionError) as error:
        report.note("files that could not be read", f"{within}: {error}")
        return None


def _resolved(told: _Table, metadata: Mapping[str, _Table], called: str, report: Report) -> _Table:
    """Return an offer with what it takes over from its model."""
    base_id = told.get("base_model")
    if not isinstance(base_id, str):
        return told
    base = metadata.get(base_id)
    if base is None:
        report.note("offers of models that have no entry", f"{called}: {base_id}")
        return told
    own = {key: value for key, value in told.items() if key != "base_model_omit"}
    taken = {key: value for key, value in base.items() if key not in (*_OF_MODELS_ALONE, "id")}
    whole = _merged(taken, own)
    omitted = told.get("base_model_omit")
    for each in omitted if isinstance(omitted, list) else ():
        _omit(whole, str(each).split("."))
    return whole


def _merged(base: _Table, own: _Table) -> _Table:
    """Return `own` with what only `base` has; tables are merged, everything else stands for itself."""
    whole = {**base, **own}
    for key in base.keys() & own.keys():
        if isinstance(base[key], dict) and isinstance(own[key], dict):
            whole[key] = _merged(base[key], own[key])
    return whole


def _omit(table: _Table, path: list[str]) -> None:
    """Take out what a path of keys names; a table is made anew, since others take it over too."""
    key, *rest = path
    if not rest:
        table.pop(key, None)
    elif isinstance(table.get(key), dict):
        table[key] = dict(table[key])
        _omit(table[key], rest)
