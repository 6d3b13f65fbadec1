"""Counts of organizations: models, partners, owners and the rest, and their place in the collaboration graph."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.ties import Around, around, joined_organizations
from genai_tui.catalog.whole import needed_whole


class OrganizationCounts(Struct, frozen=True, dict=True):
    """What a catalog has of one organization."""

    catalog: Catalog
    id: str
    models: tuple[Model, ...] = ()
    """The models that it, or a unit of it by that id, has a part in, in the catalog's order."""

    @cached_property
    def around(self) -> Around:
        """What every other organization is to it: partners, owners, investors and so on, with the ties."""
        memo = self.catalog.memo
        known = memo.get(_JOINED)
        if known is None:
            known = memo[_JOINED] = joined_organizations(self.catalog)
        return around(self.id, known.get(self.id, ()))

    def number(self, group: str) -> int:
        """Return how many stand in a group of those around it: `Partners`, `Owned by`."""
        return len(self.around.get(group, ()))


class Standing(Struct, frozen=True):
    """The place of an organization in the graph of those that made models together."""

    between: float
    """The share of shortest paths between two others that lead over it."""
    community: int
    """The number of its community, 1 the largest."""


def organizations_in_order(catalog: Catalog) -> tuple[Organization, ...]:
    """Return the organizations of a catalog, those with most models first, then by name."""
    known = catalog.memo.get(_ORDER)
    if known is None:
        known = catalog.memo[_ORDER] = tuple(
            sorted(
                catalog.organizations.values(),
                key=lambda each: (-len(counts_of(catalog, each.id).models), each.name.casefold()),
            )
        )
    return known


_COUNTS, _STANDINGS, _ORDER, _JOINED = (
    "organization counts", "organization standings", "organizations in order", "joined organizations",
)  # fmt: skip


def counts_of(catalog: Catalog, organization_id: str) -> OrganizationCounts:
    """Return the counts of an organization; what is around it is worked out when it is asked for."""
    known = catalog.memo.get(_COUNTS)
    if known is None:
        known = catalog.memo[_COUNTS] = _counted(catalog)
    return known.get(organization_id) or OrganizationCounts(catalog, organization_id)


def _counted(catalog: Catalog) -> dict[str, OrganizationCounts]:
    needed_whole(catalog, "the count of organizations")
    models: dict[str, list[Model]] = {}
    for model in catalog.models:
        for id_ in model.organization_ids:
            models.setdefault(id_, []).append(model)
    return {
        id_: OrganizationCounts(catalog, id_, tuple(models.get(id_, ())))
        for id_ in dict.fromkeys((*catalog.organizations, *models))
    }


def keep_standings(catalog: Catalog, standings: Mapping[str, Standing]) -> None:
    """Keep with a catalog what the graph has measured of its organizations."""
    catalog.memo[_STANDINGS] = standings


def standing_of(catalog: Catalog, organization_id: str) -> Standing | None:
    """Return the place of an organization in the graph; None while nobody has measured, and for those without partners."""
    known = catalog.memo.get(_STANDINGS)
    return known.get(organization_id) if known else None


def are_measured(catalog: Catalog) -> bool:
    """Return whether the graph has measured the organizations of a catalog."""
    return _STANDINGS in catalog.memo
