"""The merge of several catalogs into one: records of an earlier one stand before those of a later one.

Ids mean the same in all of them, with two exceptions: a source that a later catalog describes otherwise gets
an id of its own, and an organization that goes by the name of a known one is that one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, CatalogHead, Dispute, Model, Organization, Relation
from genai_tui.catalog.partial_date import later, lies_in
from genai_tui.storage.importers.import_report import Ids, Report


def join(catalogs: Sequence[Catalog]) -> Catalog:
    """Return one or more catalogs as one; its report counts the records that are not shown."""
    joined, *others = catalogs
    for other in others:
        joined = _two(joined, other)
    return joined


def _two(one: Catalog, other: Catalog) -> Catalog:
    other = _with_sources(other, _own_sources(one.head, other.head))
    same = _same_organizations(one, other)
    organizations = dict(one.organizations)
    for id_, organization in other.organizations.items():
        if id_ not in same:
            organizations.setdefault(id_, organization)
    held = {model.id for model in (*one.models, *one.others)}
    new = [_renamed(model, same) for model in (*other.models, *other.others) if model.id not in held]
    report = Report()
    for model in (*other.models, *other.others):
        if model.id in held:
            report.note(f"records of {other.head.title} whose ids an earlier catalog has", model.name)
    return Catalog(
        _heads(one.head, other.head),
        (*one.models, *(model for model in new if model.type == "model")),
        organizations,
        _relations(one, other, same),
        (*one.others, *(model for model in new if model.type != "model")),
        (*one.report, *other.report, *report.lines()),
    )


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
        modalities=union(one.modalities, other.modalities),
        categories=union(one.categories, other.categories),
        sources=union(one.sources, other.sources),
        notes=(*one.notes, *other.notes),
    )


def _both(one: str | None, other: str | None) -> str | None:
    return "; ".join(dict.fromkeys(filter(None, (one, other)))) or None


def union(known: tuple[Any, ...], more: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return records and those of `more` whose ids are not among theirs."""
    ids = {each.id for each in known}
    return (*known, *(each for each in more if each.id not in ids))


def _own_sources(one: CatalogHead, other: CatalogHead) -> dict[str, str]:
    """Return new ids for the sources of `other` that `one` knows as something else."""
    known = {source.id: source for source in one.sources}
    ids = Ids((*known, *(source.id for source in other.sources)))
    return {
        source.id: ids.new(f"{other.id}-{source.id}")
        for source in other.sources
        if source.id in known and source != known[source.id]
    }


def _with_sources(catalog: Catalog, ids: Mapping[str, str]) -> Catalog:
    """Return a catalog whose sources have other ids, wherever they are named."""
    if not ids:
        return catalog
    head = replace(
        catalog.head,
        sources=_sources(catalog.head.sources, ids),
        notes=tuple(
            replace(note, sources=tuple(ids.get(each, each) for each in note.sources))
            for note in catalog.head.notes
        ),
    )
    return Catalog(
        head,
        tuple(_model(model, ids) for model in catalog.models),
        {
            id_: replace(each, sources=_sources(each.sources, ids))
            for id_, each in catalog.organizations.items()
        },
        tuple(replace(each, sources=_sources(each.sources, ids)) for each in catalog.relations),
        tuple(_model(model, ids) for model in catalog.others),
        catalog.report,
    )


def _sources(sources: tuple[Any, ...], ids: Mapping[str, str]) -> tuple[Any, ...]:
    return tuple(replace(each, id=ids[each.id]) if each.id in ids else each for each in sources)


def _model(model: Model, ids: Mapping[str, str]) -> Model:
    def of(id_: str | None) -> Any:
        return ids.get(id_, id_) if id_ else id_

    return replace(
        model,
        sources=_sources(model.sources, ids),
        results=tuple(replace(each, source=of(each.source)) for each in model.results),
        disputes=tuple(_dispute(each, ids) for each in model.disputes),
    )


def _dispute(dispute: Dispute, ids: Mapping[str, str]) -> Dispute:
    claims = tuple(replace(each, source=ids.get(each.source, each.source)) for each in dispute.claims)
    return replace(dispute, claims=claims)


def _same_organizations(one: Catalog, other: Catalog) -> dict[str, str]:
    """Return for organizations of `other` the ids that `one` has them under; a name of two is nobody's."""
    named: dict[str, set[str]] = {}
    for organization in one.organizations.values():
        for name in organization.names:
            named.setdefault(name.casefold(), set()).add(organization.id)
    found: dict[str, str] = {}
    for organization in other.organizations.values():
        if organization.id in one.organizations:
            continue
        ids = _called(organization, named)
        if len(ids) == 1:
            found[organization.id] = next(iter(ids))
    return found


def _called(organization: Organization, named: Mapping[str, set[str]]) -> set[str]:
    """Return who goes by the organization's name, or where nobody does, by one of its aliases."""
    if ids := named.get(organization.name.casefold()):
        return ids
    return set().union(*(named.get(alias.casefold(), ()) for alias in organization.aliases))


def _renamed(model: Model, same: Mapping[str, str]) -> Model:
    if not any(part.id in same or part.unit in same for part in model.organizations):
        return model
    parts = (
        replace(
            part, id=same.get(part.id, part.id), unit=same.get(part.unit, part.unit) if part.unit else None
        )
        for part in model.organizations
    )
    return replace(model, organizations=tuple(dict.fromkeys(parts)))


def _relations(one: Catalog, other: Catalog, same: Mapping[str, str]) -> tuple[Relation, ...]:
    """Return the relations of both, less what `one` tells already, to the same date or a more exact one."""
    dates: dict[tuple[str, str, str], list[str]] = {}
    for each in one.relations:
        dates.setdefault((each.from_id, each.to_id, each.kind), []).append(each.date or "")
    moved = (
        replace(each, from_id=same.get(each.from_id, each.from_id), to_id=same.get(each.to_id, each.to_id))
        for each in other.relations
    )
    new = (
        each
        for each in moved
        if each.from_id != each.to_id
        and not any(
            lies_in(date, each.date or "") for date in dates.get((each.from_id, each.to_id, each.kind), ())
        )
    )
    return (*one.relations, *new)
