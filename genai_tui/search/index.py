"""The names of a catalog, ready to be searched: models by name, alias and organization."""

from __future__ import annotations

from dataclasses import dataclass

from genai_tui.catalog.model import Catalog
from genai_tui.search.matching import Folded, Match, Span, fold, match, match_with_typos


@dataclass(frozen=True, slots=True)
class Hit:
    """A model that was found: which name matched, where, and how well."""

    model_id: str
    matched: str
    field: str
    match: Match

    @property
    def spans(self) -> tuple[Span, ...]:
        """Matched runs in `matched`."""
        return self.match.spans


@dataclass(frozen=True, slots=True)
class _Entry:
    model_id: str
    field: str
    name: Folded
    order: int


_FIELD_COST = {"id": 0, "name": 0, "alias": 0, "organization": 10}
"""Names before organizations: an organization's match ranks after every match of a name."""


class SearchIndex:
    """Answers what somebody typed with models, best first."""

    def __init__(self, catalog: Catalog) -> None:
        self._entries: list[_Entry] = []
        self._names = {model.id: model.name for model in catalog.models}
        for order, model in enumerate(catalog.models):
            names = [("name", model.name), *(("alias", alias) for alias in model.aliases), ("id", model.id)]
            for part in model.organizations:
                for organization_id in filter(None, (part.id, part.unit)):
                    known = catalog.organization(organization_id)
                    spellings = (known.name, *known.aliases) if known else (organization_id,)
                    names += [("organization", spelling) for spelling in spellings]
            self._entries += [_Entry(model.id, field, fold(name), order) for field, name in names]

    def name_of(self, model_id: str) -> str:
        """Return a model's name as the catalog gives it."""
        return self._names[model_id]

    def find(self, query: str) -> tuple[Hit, ...]:
        """Return the models that meet `query`, best first; nothing typed finds nothing.

        Typing mistakes are forgiven only where no name meets the query as it stands.
        """
        query = query.strip()
        wanted = fold(query)
        if not wanted.letters:
            return ()
        found = [(e, m) for e in self._entries if (m := match(query, e.name, wanted)) is not None]
        if not found:
            matches = match_with_typos(query, (entry.name for entry in self._entries))
            found = [(self._entries[position], near) for position, near in matches]
        best: dict[str, tuple[tuple[float, ...], Hit]] = {}
        for entry, met in found:
            weight = (met.rank + _FIELD_COST[entry.field], met.cost, entry.order)
            hit = Hit(entry.model_id, entry.name.original, entry.field, met)
            if entry.model_id not in best or weight < best[entry.model_id][0]:
                best[entry.model_id] = (weight, hit)
        return tuple(hit for _, hit in sorted(best.values(), key=lambda pair: pair[0]))
