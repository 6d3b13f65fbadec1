"""Name merging: organizations under their own names, or under those of their owners, always or from a date on."""

from __future__ import annotations

from collections import Counter
from typing import Literal, get_args

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.model import Catalog, Relation
from genai_tui.catalog.partial_date import surely_from

Names = Literal["split", "merged", "dated"]
"""split: each organization under its own name; merged: under its owner's; dated: under its owner's on models that came
out after the deal."""

NAMES_IN_WORDS: dict[str, str] = {
    "split": "each organization under its own name",
    "merged": "each under the name of its owner",
    "dated": "each under the name of its owner, from the day of the take-over on",
}
"""Every way of naming, in words for readers."""

NAMES: tuple[Names, ...] = get_args(Names)


class Naming:
    """The organization that stands for another, by the relations of a catalog and a rule."""

    def __init__(self, catalog: Catalog, names: Names) -> None:
        self._rule = names
        self._owners: dict[str, list[Relation]] = {}
        for relation in catalog.relations if names != "split" else ():
            # `a renamed_to b`, `a acquired b`, `a parent_of b`: the first goes by the second's name, the others own it.
            if relation.kind == "renamed_to":
                self._owners.setdefault(relation.from_id, []).append(relation)
            elif relation.kind in ("acquired", "parent_of"):
                self._owners.setdefault(relation.to_id, []).append(relation)
        self._same = _spellings(catalog) if names != "split" else {}
        self.undated = sum(relation.date is None for each in self._owners.values() for relation in each)

    def of(self, organization_id: str, date: str | None) -> str:
        """Return the organization that stands for another on a model that came out on `date`."""
        here = self._same.get(organization_id, organization_id)
        seen = {here}
        while True:
            owner = self._owner(here, date)
            owner = self._same.get(owner, owner) if owner else None
            if owner is None or owner in seen:
                return here
            seen.add(owner)
            here = owner

    def _owner(self, organization_id: str, date: str | None) -> str | None:
        for relation in self._owners.get(organization_id, ()):
            other = relation.to_id if relation.from_id == organization_id else relation.from_id
            if self._rule == "merged" or (date and relation.date and surely_from(date, relation.date)):
                return other
        return None

    @property
    def note(self) -> str:
        """The rule in words."""
        match self._rule:
            case "split":
                return "names split"
            case "merged":
                return "names merged by ownership"
            case _:
                undated = f", {count_of(self.undated, 'undated deal')} left out" if self.undated else ""
                return f"names merged by date{undated}"


def _spellings(catalog: Catalog) -> dict[str, str]:
    """Return for each organization that has several records the one of them that made most models.

    Two records are of one organization where the name of one is an alias of the other.
    """
    ids = {organization.name: organization.id for organization in catalog.organizations.values()}
    groups: dict[str, set[str]] = {}
    for organization in catalog.organizations.values():
        for alias in organization.aliases:
            if (other := ids.get(alias)) and other != organization.id:
                joined = groups.get(organization.id, {organization.id}) | groups.get(other, {other})
                groups.update(dict.fromkeys(joined, joined))
    models = Counter(part.id for model in catalog for part in model.organizations) if groups else Counter()
    return {
        id_: min(group, key=lambda each: (-models[each], -len(catalog.organization_name(each)), each))
        for id_, group in groups.items()
    }
