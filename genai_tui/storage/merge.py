"""The merge of several catalogs into one: of each model one record, with the claims of every catalog that has it.

Which records are one model `identity.py` says. What a model is shown to be is the word of the catalog that comes first;
the others' stay beside it as members. Nothing is lost: every record is shown, or stands in one that is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from genai_tui.catalog.agreement import Owned, owned_pairs
from genai_tui.catalog.model import (
    Catalog,
    CatalogHead,
    CatalogNote,
    Category,
    Dispute,
    Lookalike,
    Member,
    Model,
)
from genai_tui.catalog.partial_date import later
from genai_tui.storage.identities import Identities
from genai_tui.storage.identity import Decision, Grouping, Records, grouping, reasons
from genai_tui.storage.importers.import_report import Ids
from genai_tui.storage.model_merge import merged
from genai_tui.storage.organization_merge import Organizations

_Naming = TypeVar("_Naming", CatalogNote, Category)

MOST_ALIKE = 5_000
"""Pairs that look alike of which the joined catalog keeps a record."""


def join(
    catalogs: Sequence[Catalog],
    table: Identities = Identities(),  # noqa: B008  # frozen
    decisions: Collection[Decision] = (),
) -> Catalog:
    """Return one or more catalogs as one. `table` and `decisions` say which of their records are one model."""
    if len(catalogs) == 1 and not decisions:
        return catalogs[0]
    catalogs = _with_sources_apart(catalogs)
    organizations = Organizations(catalogs)
    catalogs = [
        replace(
            catalog,
            models=tuple(_with_parts(model, number, organizations) for model in catalog.models),
            others=tuple(_with_parts(model, number, organizations) for model in catalog.others),
        )
        for number, catalog in enumerate(catalogs)
    ]
    relations = organizations.relations()
    head = catalogs[0].head
    for catalog in catalogs[1:]:
        head = _heads(head, catalog.head)
    known = Catalog(head, (), organizations.all(), relations)
    owned = owned_pairs(relations)
    records = Records.of(catalogs)
    found = grouping(records, table, decisions, owned)
    return _Joined(known, catalogs, records, found).catalog(owned)


class _Joined:
    """The records of several catalogs, each under the id that it has among all."""

    def __init__(
        self, known: Catalog, catalogs: Sequence[Catalog], records: Records, found: Grouping
    ) -> None:
        self._known = known
        self._titles = [catalog.head.title for catalog in catalogs]
        self._records = records
        self._found = found
        self._ids = self._own_ids(catalogs)
        self._lines = tuple(line for catalog in catalogs for line in catalog.report)

    def _own_ids(self, catalogs: Sequence[Catalog]) -> list[str]:
        """Return the id of each record: that of the first of its group, or a new one where that is taken."""
        records = self._records
        ids = [""] * len(records.models)
        new = Ids(model.id for model in records.models)
        taken: set[str] = set()
        for group in self._found.groups:
            id_ = records.models[group[0]].id
            if id_ in taken:
                id_ = new.new(f"{id_}-{catalogs[records.catalogs[group[0]]].head.id}")
            taken.add(id_)
            for number in group:
                ids[number] = id_
        return ids

    def catalog(self, owned: Owned) -> Catalog:
        """Return the joined catalog."""
        by_catalog: list[dict[str, str]] = [{} for _ in self._titles]
        for number, model in enumerate(self._records.models):
            by_catalog[self._records.catalogs[number]][model.id] = self._ids[number]
        moved = [
            _with_ids(model, self._ids[number], by_catalog[self._records.catalogs[number]])
            for number, model in enumerate(self._records.models)
        ]
        models: list[Model] = []
        members: dict[str, tuple[Member, ...]] = {}
        for group in self._found.groups:
            shown = moved[group[0]]
            for number in group[1:]:
                shown = merged(self._known, shown, moved[number], self._title(group[0]), owned)
            models.append(shown)
            if len(group) > 1:
                members[shown.id] = tuple(
                    Member(
                        self._title(number),
                        replace(moved[number], id=self._records.models[number].id),
                        self._records.name(number),
                    )
                    for number in group
                )
        return replace(
            self._known,
            models=tuple(model for model in models if model.type == "model"),
            others=tuple(model for model in models if model.type != "model"),
            report=self._lines,
            members=members,
            refused_keys=self._found.refused,
            lookalikes=tuple(
                Lookalike(
                    (self._ids[one], self._ids[other]),
                    (self._title(one), self._title(other)),
                    reasons(self._known, moved[one], moved[other], owned),
                    (self._records.name(one), self._records.name(other)),
                )
                for one, other in self._found.alike[:MOST_ALIKE]
            ),
        )

    def _title(self, number: int) -> str:
        return self._titles[self._records.catalogs[number]]


def _with_ids(model: Model, id_: str, ids: Mapping[str, str]) -> Model:
    """Return a model under an id, whose references are to the ids that others have among all."""
    changes: dict[str, Any] = {} if model.id == id_ else {"id": id_}
    bases = tuple(
        base
        if not base.model or ids.get(base.model, base.model) == base.model
        else replace(base, model=ids[base.model])
        for base in model.based_on
        if not base.model or ids.get(base.model) != id_
    )
    if bases != model.based_on:
        changes["based_on"] = bases
    successor = model.status.successor if model.status else None
    if model.status and successor and ids.get(successor, successor) != successor:
        changes["status"] = replace(model.status, successor=ids[successor] if ids[successor] != id_ else None)
    return replace(model, **changes) if changes else model


def _with_parts(model: Model, number: int, organizations: Organizations) -> Model:
    parts = organizations.parts(number, model.organizations)
    return model if parts is model.organizations else replace(model, organizations=parts)


def _heads(one: CatalogHead, other: CatalogHead) -> CatalogHead:
    return replace(
        one,
        id=f"{one.id}-{other.id}"[:100],
        title=f"{one.title} + {other.title}",
        edition=f"{one.edition} + {other.edition}",
        version=f"{one.version} + {other.version}",
        date=later(one.date, other.date),
        about=f"{one.about.rstrip()}\n\n{other.about}",
        license=_both(one.license, other.license),
        credit=_both(one.credit, other.credit),
        may_lack=tuple(dict.fromkeys((*one.may_lack, *other.may_lack))),
        includes=(),
        modalities=union(one.modalities, other.modalities),
        categories=union(one.categories, other.categories),
        sources=union(one.sources, other.sources),
        notes=tuple(dict.fromkeys((*one.notes, *other.notes))),
    )


def _both(one: str | None, other: str | None) -> str | None:
    return "; ".join(dict.fromkeys(filter(None, (one, other)))) or None


def union(known: tuple[Any, ...], more: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return records and those of `more` whose ids are not among theirs."""
    ids = {each.id for each in known}
    return (*known, *(each for each in more if each.id not in ids))


def _with_sources_apart(catalogs: Sequence[Catalog]) -> list[Catalog]:
    """Return the catalogs with an id of its own for every source that an earlier one knows as something else."""
    known = {source.id: source for source in catalogs[0].head.sources}
    apart = [catalogs[0]]
    for catalog in catalogs[1:]:
        ids = Ids((*known, *(source.id for source in catalog.head.sources)))
        changed = {
            source.id: ids.new(f"{catalog.head.id}-{source.id}")
            for source in catalog.head.sources
            if source.id in known and source != known[source.id]
        }
        apart.append(_with_sources(catalog, changed))
        known |= {source.id: source for source in apart[-1].head.sources}
    return apart


def _with_sources(catalog: Catalog, ids: Mapping[str, str]) -> Catalog:
    """Return a catalog whose sources have other ids, wherever they are named."""
    if not ids:
        return catalog
    head = replace(
        catalog.head,
        sources=_sources(catalog.head.sources, ids),
        notes=tuple(_naming(note, ids) for note in catalog.head.notes),
        categories=tuple(_naming(category, ids) for category in catalog.head.categories),
    )
    return replace(
        catalog,
        head=head,
        models=tuple(_with_source_ids(model, ids) for model in catalog.models),
        organizations={
            id_: replace(each, sources=_sources(each.sources, ids))
            for id_, each in catalog.organizations.items()
        },
        relations=tuple(replace(each, sources=_sources(each.sources, ids)) for each in catalog.relations),
        others=tuple(_with_source_ids(model, ids) for model in catalog.others),
    )


def _naming(record: _Naming, ids: Mapping[str, str]) -> _Naming:
    """Return a record that names sources by other ids."""
    return replace(record, sources=tuple(ids.get(each, each) for each in record.sources))


def _sources(sources: tuple[Any, ...], ids: Mapping[str, str]) -> tuple[Any, ...]:
    return tuple(replace(each, id=ids[each.id]) if each.id in ids else each for each in sources)


def _with_source_ids(model: Model, ids: Mapping[str, str]) -> Model:
    return replace(
        model,
        sources=_sources(model.sources, ids),
        results=tuple(
            replace(each, source=ids.get(each.source, each.source)) if each.source else each
            for each in model.results
        ),
        disputes=tuple(_dispute(each, ids) for each in model.disputes),
    )


def _dispute(dispute: Dispute, ids: Mapping[str, str]) -> Dispute:
    claims = tuple(replace(each, source=ids.get(each.source, each.source)) for each in dispute.claims)
    return replace(dispute, claims=claims)
