"""Overlays: a folder of own records, whose fields stand before the catalog's and are marked as such.

The folder has the form of a catalog, but a record may hold only the fields that are to differ, and every
file may be missing. The catalog's own files are never written, so leaving the folder out leaves no trace.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from genai_tui.catalog.agreement import FIELDS
from genai_tui.catalog.diagnostics import CatalogNotFound, Problem
from genai_tui.catalog.model import Catalog, CatalogHead, Dispute, Model, Organization, Relation, Source
from genai_tui.catalog.provenance import OVERLAY, decision_on
from genai_tui.storage.decoder import Checked
from genai_tui.storage.files import Folder
from genai_tui.storage.folder_reader import FolderReader, errors
from genai_tui.storage.identity import Decision
from genai_tui.storage.importers.import_report import Ids
from genai_tui.storage.integrity import Integrity
from genai_tui.storage.layers import laid
from genai_tui.storage.merge import union


def lay_over(catalog: Catalog, folder: Path) -> tuple[Catalog, tuple[Problem, ...]]:
    """Return the catalog with the good records of `folder` laid over it, and every problem in the folder.

    A model or organization with an id that the catalog has replaces the fields that it gives; any other is
    new. Relations are added. Raises CatalogNotFound where there is no such folder.
    """
    whole, problems, _ = overlay_reading(catalog, folder)
    return whole, errors(problems)


def decisions(folder: Path) -> Iterator[Decision]:
    """Yield what an overlay decides about which records are one model; what is wrong with its records `lay_over` tells."""
    reader = FolderReader(Folder(folder))
    paths = reader.model_files(folder / "models") if os.path.lexists(folder / "models") else []
    for path in paths:
        given = reader.given_in_file(path, Model)
        if given and not given.wrong and ("same_as" in given.values or "not_same_as" in given.values):
            yield Decision(path.stem, given.values.get("same_as", ()), given.values.get("not_same_as", ()))


def overlay_reading(
    catalog: Catalog, folder: Path
) -> tuple[Catalog, tuple[Problem, ...], tuple[Checked, ...]]:
    """Lay a folder over a catalog as `lay_over`, and return warnings and every record of the folder besides."""
    if not folder.is_dir():
        raise CatalogNotFound(
            Problem(str(folder), 0, 0, "", "there is no such folder to lay over the catalog")
        )
    if not os.access(folder, os.X_OK):  # else it would pass for one that holds nothing
        raise CatalogNotFound(
            Problem(str(folder), 0, 0, "", "there is no permission to look into this folder")
        )
    reader = FolderReader(Folder(folder))
    head, mark = _head(catalog.head, reader, folder)
    organizations = reader.given_in_list(folder / "organizations.yaml", Organization)
    paths = reader.model_files(folder / "models") if os.path.lexists(folder / "models") else []
    models = [given for path in paths if (given := reader.given_in_file(path, Model))]
    for given in (
        models if catalog.members else ()
    ):  # of several catalogs joined: a record that stands in another now
        if shown := catalog.model(given.values["id"]):
            given.values["id"] = shown.id
    relations = reader.list_file(folder / "relations.yaml", Relation)
    assets = {model.id: model for model in (*catalog.models, *catalog.others)}
    integrity = Integrity(reader.decoder, reader.unread)
    integrity.unique(organizations)
    integrity.complete(models, assets)
    integrity.complete(organizations, catalog.organizations)
    known = Catalog(head, catalog.models, catalog.organizations, others=catalog.others)
    integrity.join(known, organizations, relations, models)
    laid_over: set[str] = set()
    for given in models:
        if (
            given.values["id"] in laid_over
        ):  # a second one about a model that several catalogs know by different ids
            integrity.complete((given,), assets)
        laid_over.add(given.values["id"])
        for id_, model in laid(assets, (given,), mark):
            assets[id_] = _with_decisions(catalog, model)
    own_organizations = dict(laid(catalog.organizations, organizations, mark))
    own_relations = (
        replace(each.value, sources=(*each.value.sources, mark)) for each in relations if not each.wrong
    )
    whole = replace(
        catalog,
        head=head,
        models=tuple(model for model in assets.values() if model.type == "model"),
        organizations=dict(catalog.organizations) | own_organizations,
        relations=(*catalog.relations, *own_relations),
        others=tuple(model for model in assets.values() if model.type != "model"),
    )
    return whole, tuple(sorted(reader.decoder.problems)), (*organizations, *relations, *models)


def _with_decisions(catalog: Catalog, model: Model) -> Model:
    """Return a record whose disputes say what own records have decided, as chosen and for their reason."""
    disputes: list[Dispute] = []
    for dispute in model.disputes:
        decision = decision_on(model, dispute.field)
        field = next((each for each in FIELDS if each.path == dispute.field), None)
        if decision is None:
            disputes.append(dispute)
        else:
            stated = (
                field.text(catalog, model) if field and field.value(model) is not None else dispute.chosen
            )
            disputes.append(replace(dispute, chosen=stated, why=decision.title or "own records say so"))
    return replace(model, disputes=tuple(disputes)) if model.disputes else model


def _head(head: CatalogHead, reader: FolderReader, folder: Path) -> tuple[CatalogHead, Source]:
    """Return the catalog's head with what the folder's own adds to it, and the source that marks its records."""
    own = None
    if os.path.lexists(folder / "catalog.yaml") and (
        read := reader.file(folder / "catalog.yaml", CatalogHead)
    ):
        own = read.value
    title = own.title if own else folder.resolve().name
    id_ = Ids(source.id for source in head.sources).new(f"{OVERLAY}{own.id if own else 'own'}")
    mark = Source(id_, title=f"own records: {title}", kind="overlay")
    return (
        replace(
            head,
            title=f"{head.title} + {title}",
            modalities=union(head.modalities, own.modalities if own else ()),
            categories=union(head.categories, own.categories if own else ()),
            sources=(*union(head.sources, own.sources if own else ()), mark),
        ),
        mark,
    )
