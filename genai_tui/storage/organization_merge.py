"""The merge of organizations of several catalogs: those of one id or one name are one.

A name that one catalog has for two organizations joins none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Organization, Part, Relation
from genai_tui.catalog.partial_date import lies_in
from genai_tui.storage.layers import once

_Place = tuple[int, str]
"""An organization: the number of its catalog, and its id there."""
_Fact = tuple[str, str, str]
"""Who did what to whom: two ids and the kind of a relation."""
_FILLED = ("kind", "country", "city", "founded", "homepage", "ror", "wikidata", "note")


class Organizations:
    """Every organization of several catalogs, each under one id."""

    def __init__(self, catalogs: Sequence[Catalog]) -> None:
        self._catalogs = catalogs
        self._group: dict[_Place, list[_Place]] = {
            (number, id_): [(number, id_)]
            for number, catalog in enumerate(catalogs)
            for id_ in catalog.organizations
        }
        for one, other in self._keys():
            self._join(one, other)
        self._ids: dict[_Place, str] = {}
        taken: set[str] = set()
        for place, group in self._group.items():  # in the order of the catalogs
            if place in self._ids:
                continue
            id_ = place[1]
            while id_ in taken:
                id_ += "-2"
            taken.add(id_)
            self._ids |= dict.fromkeys((place, *group), id_)

    def _keys(self) -> Iterator[tuple[_Place, _Place]]:
        """Yield organizations that are one, as far as nothing speaks against it: by id, by name, then by other names."""
        by_id: dict[str, list[_Place]] = defaultdict(list)
        by_name: dict[str, dict[_Place, bool]] = defaultdict(dict)
        for place in self._group:
            by_id[place[1]].append(place)
            organization = self._of(place)
            for name in organization.names:
                key = name.casefold()
                by_name[key][place] = by_name[key].get(place, False) or name == organization.name
        for places in by_id.values():
            yield from ((places[0], other) for other in places[1:])
        for names in (True, False):
            for key in sorted(by_name):
                places = [place for place, is_name in by_name[key].items() if is_name or not names]
                if len(places) > 1 and not self._is_of_two(places):
                    yield from ((places[0], other) for other in places[1:])

    def _is_of_two(self, places: Collection[_Place]) -> bool:
        """Return whether one catalog has the name for two organizations, which do not call themselves each other's name."""
        seen: dict[int, _Place] = {}
        for place in places:
            before = seen.setdefault(place[0], place)
            if before != place and not self._one_has_both_names(before, place, (before, place)):
                return True
        return False

    def _one_has_both_names(self, one: _Place, other: _Place, among: Collection[_Place]) -> bool:
        """Return whether any of some organizations goes by the names of two."""
        names = {self._of(one).name.casefold(), self._of(other).name.casefold()}
        return any(names <= {name.casefold() for name in self._of(place).names} for place in among)

    def _join(self, one: _Place, other: _Place) -> None:
        mine, theirs = self._group[one], self._group[other]
        if mine is theirs or any(
            each[0] == its[0] and not self._one_has_both_names(each, its, (*mine, *theirs))
            for each in mine
            for its in theirs
        ):
            return
        mine += theirs
        for place in theirs:
            self._group[place] = mine

    def _of(self, place: _Place) -> Organization:
        return self._catalogs[place[0]].organizations[place[1]]

    def id_of(self, catalog: int, id_: str) -> str:
        """Return the id that an organization of a catalog has among all."""
        return self._ids.get((catalog, id_), id_)

    def parts(self, catalog: int, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Return the parts of organizations in a model, with the ids that they have among all."""
        if all(
            self.id_of(catalog, part.id) == part.id
            and (not part.unit or self.id_of(catalog, part.unit) == part.unit)
            for part in parts
        ):
            return parts
        moved = (
            replace(
                part,
                id=self.id_of(catalog, part.id),
                unit=self.id_of(catalog, part.unit) if part.unit else None,
            )
            for part in parts
        )
        return tuple(dict.fromkeys(moved))

    def all(self) -> dict[str, Organization]:
        """Return the organizations by id: the first record of each, with what only later ones know."""
        found: dict[str, Organization] = {}
        for place, id_ in self._ids.items():
            own = self._of(place)
            before = found.get(id_)
            found[id_] = _with(before, own) if before else own if own.id == id_ else replace(own, id=id_)
        return found

    def relations(self) -> tuple[Relation, ...]:
        """Return the relations of all catalogs, without those that an earlier one has with the same or a more exact date."""
        told: dict[_Fact, list[str]] = {}
        found: list[Relation] = []
        for number, catalog in enumerate(self._catalogs):
            new: list[tuple[_Fact, Relation]] = []
            for relation in catalog.relations:
                ends = self.id_of(number, relation.from_id), self.id_of(number, relation.to_id)
                key: _Fact = (*ends, relation.kind)
                if ends[0] != ends[1] and not any(
                    lies_in(date, relation.date or "") for date in told.get(key, ())
                ):
                    new.append((key, relation))
            for key, relation in new:
                told.setdefault(key, []).append(relation.date or "")
                same = (relation.from_id, relation.to_id) == key[:2]
                found.append(relation if same else replace(relation, from_id=key[0], to_id=key[1]))
        return tuple(found)


def _with(one: Organization, other: Organization) -> Organization:
    aliases = dict.fromkeys((*one.aliases, other.name, *other.aliases))
    aliases.pop(one.name, None)
    missing: Mapping[str, object] = {
        name: getattr(other, name) for name in _FILLED if getattr(one, name) is None
    }
    return replace(one, aliases=tuple(aliases), sources=once((*one.sources, *other.sources)), **missing)
