"""Aliases and owners of organizations: the table `data/aliases.yaml`, laid over catalogs in other formats.

Such data name organizations as their papers do. The table says which names are one organization, which
became another, whose lab it is and who took it over, each with its date and source. It adds aliases and relations to
a catalog and merges nothing: names are merged when a graph is drawn, where the reader asks for it.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from genai_tui.catalog.model import (
    Catalog,
    Line,
    Organization,
    PartialDate,
    Record,
    Relation,
    RelationKind,
    Source,
)
from genai_tui.storage.importers.import_report import Ids
from genai_tui.storage.names import folded

TieKind = Literal["former_name_of", "lab_of", "acquired_by"]


class NameTie(Record, frozen=True, kw_only=True):
    """Why a name may stand under another: it became `of`, is a lab of it, or was acquired by it, at `date`."""

    kind: TieKind
    of: Line
    date: PartialDate | None = None
    note: Line | None = None
    sources: tuple[Line, ...]


class KnownName(Record, frozen=True):
    """An organization by the name it is best known by, with other spellings of that name."""

    name: Line
    spellings: tuple[Line, ...] = ()
    ties: tuple[NameTie, ...] = ()


class AliasTable(Record, frozen=True):
    """All known names, and the sources that their ties refer to."""

    sources: tuple[Source, ...]
    organizations: tuple[KnownName, ...]


@functools.cache
def read_aliases(path: Path) -> AliasTable:
    """Return the table in a file; raises CatalogError where it is not right."""
    # Imported here: the checker walks the record types, and needs pyyaml, only when there is a file to read.
    from genai_tui.catalog.diagnostics import CatalogError
    from genai_tui.storage.folder import load_record

    table, problems = load_record(path, AliasTable)
    if table is None:
        raise CatalogError(*problems)
    return table


def with_known_names(catalog: Catalog, table: AliasTable) -> Catalog:
    """Return the catalog with the aliases and relations that `table` knows of its organizations.

    A tie to an organization that the catalog lacks leads on to whom that one belongs to; where two or more
    have ties to the same one, that one is added, since it is what they have in common.
    """
    lookup = _Lookup(catalog, table)
    relations = {frozenset((each.from_id, each.to_id)): each for each in catalog.relations}
    organizations = dict(catalog.organizations)
    organizations |= {added.id: added for added in lookup.add_what_is_shared()}
    for id_, known in lookup.known.items():
        organizations[id_] = lookup.with_aliases(organizations[id_], known)
        for relation in lookup.relations(id_, known):
            relations.setdefault(frozenset((relation.from_id, relation.to_id)), relation)
    return Catalog(
        catalog.head, catalog.models, organizations, tuple(relations.values()), catalog.others, catalog.report
    )


class _Lookup:
    """Which organizations of a catalog the table knows."""

    def __init__(self, catalog: Catalog, table: AliasTable) -> None:
        self._table = {known.name: known for known in table.organizations}
        self._sources = {source.id: source for source in table.sources}
        spelled = {
            folded(name): known for known in table.organizations for name in (known.name, *known.spellings)
        }
        self.known: dict[str, KnownName] = {}
        self._ids: dict[str, list[str]] = {}
        models = Counter(part.id for model in catalog for part in model.organizations)
        for organization in sorted(catalog.organizations.values(), key=lambda each: -models[each.id]):
            bare = re.sub(r"\s*\([^()]*\)\s*$", "", organization.name)
            if known := spelled.get(folded(organization.name)) or spelled.get(folded(bare)):
                self.known[organization.id] = known
                self._ids.setdefault(known.name, []).append(organization.id)
        self._names = {organization.id: organization.name for organization in catalog.organizations.values()}

    def add_what_is_shared(self) -> Iterator[Organization]:
        """Yield the organizations that the catalog lacks and two or more of its own have ties to."""
        wanted: dict[str, list[NameTie]] = {}
        for known in {known.name: known for known in self.known.values()}.values():
            for tie in known.ties:
                if tie.of not in self._ids:
                    wanted.setdefault(tie.of, []).append(tie)
        ids = Ids(self._names)
        for name, ties in wanted.items():
            if len(ties) > 1 and name in self._table:
                sources = dict.fromkeys(self._sources[each] for tie in ties for each in tie.sources)
                added = Organization(ids.new(name), name, sources=tuple(sources))
                self.known[added.id] = self._table[name]
                self._ids[name] = [added.id]
                self._names[added.id] = name
                yield added

    def with_aliases(self, organization: Organization, known: KnownName) -> Organization:
        """Return the organization with its best-known name and the other spellings in the catalog."""
        others = (self._names[id_] for id_ in self._ids[known.name])
        new = dict.fromkeys([*organization.aliases, known.name, *others])
        new.pop(organization.name, None)
        return msgspec.structs.replace(organization, aliases=tuple(new))

    def relations(self, id_: str, known: KnownName) -> Iterator[Relation]:
        """Yield a relation for each tie of one organization."""
        for tie in known.ties:
            here: NameTie | None = tie
            passed = {known.name}
            while here and here.of not in self._ids and here.of not in passed:
                passed.add(here.of)
                onward = self._table[here.of].ties if here.of in self._table else ()
                here = onward[0] if onward else None
            if here and here.of in self._ids and (other := self._ids[here.of][0]) != id_:
                yield self._relation(id_, other, tie, here)

    def _relation(self, id_: str, other: str, tie: NameTie, last: NameTie) -> Relation:
        kind: RelationKind
        match last.kind:
            case "former_name_of":
                kind, ends = "renamed_to", (id_, other)
            case "lab_of":
                kind, ends = "parent_of", (other, id_)
            case _:
                kind, ends = "acquired", (other, id_)
        ties = (tie,) if tie is last else (tie, last)
        dates = [each.date for each in ties]
        return Relation(
            from_id=ends[0],
            to_id=ends[1],
            kind=kind,
            date=max(date for date in dates if date) if all(dates) else None,
            note="; ".join(each.note for each in ties if each.note) or None,
            sources=tuple(dict.fromkeys(self._sources[name] for each in ties for name in each.sources)),
        )
