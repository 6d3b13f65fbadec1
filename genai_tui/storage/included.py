"""Included catalogs: a folder whose catalog holds the records of those beside it as well.

`includes: [survey]` in `catalog.yaml` names folders beside this one. Their records are this catalog's, with the
same ids and sources; a file here with an id of theirs gives only the fields that it adds or replaces.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, CatalogHead, Model, Organization, Relation
from genai_tui.storage.decoder import Checked, Given, value_of
from genai_tui.storage.folder_reader import FolderReader, Reading, in_order
from genai_tui.storage.integrity import Integrity
from genai_tui.storage.layers import laid
from genai_tui.storage.merge import join, union
from genai_tui.storage.progress import Progress, counted, silent

_DEEPEST = 5
"""Catalogs that include one that includes one, and so on; more is a circle."""


def extended_reading(
    folder: Path,
    reader: FolderReader,
    head: Checked,
    read: Callable[[Path], Reading],
    progress: Progress = silent,
) -> Reading:
    """Read and check a folder whose head includes other catalogs, which `read` reads as it does every folder."""
    base = _included(folder, reader, head, read)
    organizations = reader.given_in_list(folder / "organizations.yaml", Organization)
    relations = reader.list_file(folder / "relations.yaml", Relation)
    paths = counted(reader.model_files(folder / "models"), progress)
    models = [given for path in paths if (given := reader.given_in_file(path, Model))]
    records: tuple[Checked, ...] = (head, *organizations, *relations, *models)
    if base is None:
        return Reading(None, tuple(sorted(reader.decoder.problems)), records)
    own = _head(base.head, head.value)
    known = Catalog(own, base.models, base.organizations, others=base.others)
    assets = {model.id: model for model in (*base.models, *base.others)}
    integrity = Integrity(reader.decoder, reader.unread)
    integrity.unique(organizations)
    integrity.unique(models)
    integrity.complete(models, assets)
    integrity.complete(organizations, base.organizations)
    integrity.head(head, known, organizations, models)
    integrity.join(known, organizations, relations, models)
    _sourced(reader, models)
    catalog = None if head.wrong else _catalog(own, base, organizations, relations, models)
    return Reading(catalog, tuple(sorted(reader.decoder.problems)), records)


def _catalog(
    head: CatalogHead,
    base: Catalog,
    organizations: list[Given],
    relations: list[Checked],
    models: list[Given],
) -> Catalog:
    assets = {model.id: model for model in (*base.models, *base.others)}
    assets |= dict(laid(assets, models))
    told = in_order(head, assets.values())
    own = [checked.value for checked in relations if not checked.wrong]
    replaced = {(each.from_id, each.to_id, each.kind, each.date) for each in own}
    return Catalog(
        head,
        tuple(model for model in told if model.type == "model"),
        dict(base.organizations) | dict(laid(base.organizations, organizations)),
        (
            *(
                each
                for each in base.relations
                if (each.from_id, each.to_id, each.kind, each.date) not in replaced
            ),
            *own,
        ),
        tuple(model for model in told if model.type != "model"),
    )


def _included(
    folder: Path, reader: FolderReader, head: Checked, read: Callable[[Path], Reading]
) -> Catalog | None:
    """Return the catalogs that a head includes as one, having said which of them cannot be had."""
    found = []
    names = value_of(head.node, "includes")
    for number, name in enumerate(head.value.includes, 1):
        path = folder.resolve().parent / name
        why = ""
        if not (path / "catalog.yaml").is_file():
            why = f"there is no catalog `{name}` beside this one"
        elif path == folder.resolve() or _depth(path) > _DEEPEST:
            why = f"`{name}` goes round in a circle"
        else:
            reading = read(path)
            broken = reading.catalog is None or any(each.severity == "error" for each in reading.problems)
            why = f"`{name}` has problems of its own: validate it first" if broken else ""
            if reading.catalog:
                found.append(reading.catalog)
        if why:
            reader.decoder.say(head, f"includes[{number}]", names, why)
    return join(found) if found and len(found) == len(head.value.includes) else None


def _depth(folder: Path, above: int = 0) -> int:
    """Return how many catalogs stand on one another from a folder on; more than `_DEEPEST` where they form a circle."""
    if above > _DEEPEST:
        return above
    head = FolderReader().file(folder / "catalog.yaml", CatalogHead)
    names = head.value.includes if head and head.value else ()
    inner = [folder.parent / name for name in names if (folder.parent / name / "catalog.yaml").is_file()]
    return max((_depth(each, above + 1) for each in inner), default=above)


def _head(base: CatalogHead, own: CatalogHead) -> CatalogHead:
    return replace(
        own,
        may_lack=tuple(dict.fromkeys((*base.may_lack, *own.may_lack))),
        modalities=union(base.modalities, own.modalities),
        categories=union(base.categories, own.categories),
        sources=union(own.sources, base.sources),
    )


def _sourced(reader: FolderReader, models: list[Given]) -> None:
    """Check that every new model has a source, as every model of a whole catalog has."""
    for given in models:
        if given.new and not given.values.get("sources"):
            reader.decoder.say(
                given, "sources", given.node, "is missing, and every record of this kind needs it"
            )
