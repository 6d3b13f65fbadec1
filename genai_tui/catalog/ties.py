"""Ties: who did what to whom, when, for how much, and which sources say so.

A relation of two organizations, a model that several made together, an organization's part in a model and
a model that stands on another all become the same value here. Every output tells a tie from this one value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from msgspec import Struct

from genai_tui.catalog.cells import count_of, short_number
from genai_tui.catalog.model import Ancestor, Catalog, Model, Part, Relation, Source
from genai_tui.catalog.provenance import claim

if TYPE_CHECKING:  # no first frame shows a lineage
    from genai_tui.catalog.license_lineage import LicensePair

MODEL_PREFIX = "model:"
"""Stands before the id of a model at the end of a tie to an organization, whose id may be the same."""
OUTSIDE_PREFIX = "outside:"
"""Stands before the name of a base outside the catalog at the end of a tie; such a base has no id."""

TOGETHER = "together"
"""The kind of a tie between organizations that made one model."""
RELATION_WORDS = {
    "invested_in": "invested in", "acquired": "acquired", "parent_of": "owns", "renamed_to": "became",
    "licensed_and_hired": "took a licence of and hired from", "stake": "held a stake in",
}  # fmt: skip
TIE_NOUNS = {
    TOGETHER: "collaboration", "parent_of": "ownership", "acquired": "acquisition", "invested_in": "investment",
    "renamed_to": "renaming", "licensed_and_hired": "licence and hiring deal", "stake": "stake",
}  # fmt: skip
"""What a tie is called where ties are counted."""
_LINEAGE_WORDS = {
    "component": "is part of", "fine_tuned_from": "was fine-tuned to", "distilled_from": "was distilled to",
    "successor_of": "was followed by",
}  # fmt: skip
_STANDS_UNDER = "is a base of"
"""What is said of a base where the catalog does not say how the other was built on it."""
_PART_WORDS = {
    "developer": "developed", "collaborator": "worked on", "deployer": "deploys", "funder": "funded",
}  # fmt: skip


class Tie(Struct, frozen=True, cache_hash=True):
    """What joins organizations or models, and what proves it.

    A directed one has two ends, and reads from the first to the second: `Google acquired DeepMind`, or from
    a base to the model built on it. The ends of one that is not directed did the same, or, for a part in a
    model, are the organization and the model. `ends` are ids and `names` what they are called, in the same
    order; `kind` is the catalog's own word, or `together`. `model` is the id of the model that proves it,
    None for a relation. `sources` are complete entries.
    """

    kind: str
    ends: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    directed: bool = False
    date: str | None = None
    amount_usd: float | None = None
    share_percent: float | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()
    model: str | None = None
    model_name: str = ""
    disputed: bool = False
    licenses: LicensePair | None = None
    """Of a base and what is built on it, where one of them is known."""

    @property
    def said(self) -> str:
        """The fact in words, with every name: `Google acquired DeepMind`, `A, B and C made M together`."""
        if self.kind == TOGETHER:
            *others, last = self.names or ("",)
            return f"{', '.join(others)} and {last} made {self.model_name} together"
        return f" {verb(self.kind)} ".join(self.names)

    @property
    def brief(self) -> str:
        """The fact where its ends are named already: the model that was made together, else as `said`."""
        return self.model_name if self.kind == TOGETHER else self.said

    @property
    def amount(self) -> str:
        """The amount in words, empty where not known."""
        return f"USD {short_number(self.amount_usd)}" if self.amount_usd else ""

    @property
    def share(self) -> str:
        """The share in words, empty where not known."""
        return f"{self.share_percent:.15g} %" if self.share_percent else ""

    @property
    def extent(self) -> tuple[str, ...]:
        """When it happened, for how much and to what share, as far as each is known."""
        return tuple(part for part in (self.date, self.amount, self.share) if part)

    def told(self, brief: bool = False) -> str:
        """Return the fact with its date, amount and share: `Google acquired DeepMind · 2014-01-26`."""
        return " · ".join((self.brief if brief else self.said, *self.extent))


def sources_text(sources: Iterable[Source]) -> str:
    """Return sources in a line: `id: title <address>`, one after the other."""
    told = []
    for source in sources:
        words = f"{source.title or ''}{f' <{source.url}>' if source.url else ''}".strip()
        told.append(f"{source.id}: {words}" if words else source.id)
    return "; ".join(told)


def verb(kind: str) -> str:
    """Return what the first end of a tie does to the second."""
    return RELATION_WORDS.get(kind) or _PART_WORDS.get(kind) or _LINEAGE_WORDS.get(kind) or _STANDS_UNDER


def relation_tie(catalog: Catalog, relation: Relation) -> Tie:
    """Return the tie that a relation states."""
    ends = (relation.from_id, relation.to_id)
    return Tie(
        relation.kind,
        ends,
        tuple(map(catalog.organization_name, ends)),
        True,
        relation.date,
        relation.amount_usd,
        relation.share_percent,
        relation.note,
        tuple(_complete(catalog, source) for source in relation.sources),
    )


def lineage_tie(catalog: Catalog, model: Model, ancestor: Ancestor) -> Tie:
    """Return the tie from a base to the model that stands on it; dated by the day on which that came out."""
    base = ancestor.model or f"{OUTSIDE_PREFIX}{ancestor.name}"
    known = catalog.model(base)
    name = known.name if known else ancestor.name or base
    stands = claim(catalog, model, "based_on")
    return Tie(
        ancestor.how,
        (base, model.id),
        (name, model.name),
        True,
        model.date,
        note=ancestor.note,
        sources=stands.sources,
        model=model.id,
        model_name=model.name,
        disputed=stands.state == "disputed",
        licenses=_licenses(catalog, base, model),
    )


def _licenses(catalog: Catalog, base: str, model: Model) -> LicensePair | None:
    # Imported here: no first frame shows a lineage.
    from genai_tui.catalog.license_lineage import license_pair

    pair = license_pair(catalog, base, model.id)
    return pair if pair.text else None


def joint_tie(catalog: Catalog, model: Model) -> Tie | None:
    """Return the tie of those who made a model together; None where fewer than two did.

    A part's unit is a lab within its organization and no maker beside it.
    """
    makers = tuple(sorted({part.id for part in model.organizations}))
    if len(makers) < 2:
        return None
    return _of_model(catalog, model, TOGETHER, makers, tuple(map(catalog.organization_name, makers)))


def part_tie(catalog: Catalog, model: Model, part: Part) -> Tie:
    """Return the tie of an organization to a model that it has a part in."""
    ends = (part.id, f"{MODEL_PREFIX}{model.id}")
    return _of_model(
        catalog, model, part.role, ends, (catalog.organization_name(part.id), model.name), part.note
    )


def _of_model(
    catalog: Catalog,
    model: Model,
    kind: str,
    ends: tuple[str, ...],
    names: tuple[str, ...],
    note: str | None = None,
) -> Tie:
    made = claim(catalog, model, "organizations")
    return Tie(
        kind,
        ends,
        names,
        False,
        model.date,
        note=note,
        sources=made.sources,
        model=model.id,
        model_name=model.name,
        disputed=made.state == "disputed",
    )


def _complete(catalog: Catalog, source: Source) -> Source:
    known = catalog.source(None, source.id)
    return known if known and not (source.title or source.url) else source


# What a record is to another: the one definition of partners, owners, investors and the rest.

_AS_FIRST = {
    "parent_of": "Owns", "acquired": "Owns", "invested_in": "Invested in", "renamed_to": "Became",
    "licensed_and_hired": "Hired from", "stake": "Held stakes in",
}  # fmt: skip
_AS_SECOND = {
    "parent_of": "Owned by", "acquired": "Owned by", "invested_in": "Investors", "renamed_to": "Formerly",
    "licensed_and_hired": "Hired away by", "stake": "Stakes held by",
}  # fmt: skip
GROUPS = (
    "Partners", "Owned by", "Owns", "Investors", "Invested in", "Stakes held by", "Held stakes in", "Hired away by",
    "Hired from", "Became", "Formerly", "Built on",
    "Built from it", "Makers", "Models",
)  # fmt: skip
_COUNTED = {
    "Partners": "partner", "Owned by": "owner", "Investors": "investor", "Stakes held by": "stakeholder",
    "Became": "later name", "Formerly": "former name", "Built on": "base", "Makers": "maker", "Models": "model",
}  # fmt: skip


def group_of(tie: Tie, first: bool) -> str:
    """Return what the other end of a tie is to the end that stands `first` in it, or to the second."""
    if tie.kind == TOGETHER:
        return "Partners"
    if tie.kind in RELATION_WORDS:
        return (_AS_FIRST if first else _AS_SECOND)[tie.kind]
    if tie.kind in _PART_WORDS:
        return "Models" if first else "Makers"
    return "Built from it" if first else "Built on"


Around = dict[str, dict[str, tuple[Tie, ...]]]
"""By group, in a fixed order: the ids of its members, the most tied first, each with its ties in order of time."""


def around(center: str, joined: Iterable[tuple[tuple[str, ...], Tie]]) -> Around:
    """Return what everything joined to `center` is to it: partners, owners, owned, investors, bases and so on.

    Partners are organizations that made a model together, and nothing else. `joined` are ties with the ids
    that stand for their ends, which differ from a tie's own ends where names are merged.
    """
    found: dict[str, dict[str, dict[Tie, None]]] = {group: {} for group in GROUPS}
    for ends, tie in joined:
        if center not in ends:
            continue
        group = found[group_of(tie, ends[0] == center)]
        others = [end for end in ends if end != center]
        for other in dict.fromkeys(others or [center]):
            group.setdefault(other, {})[tie] = None
    return {
        name: {
            other: _in_time(ties)
            for other, ties in sorted(group.items(), key=lambda each: (-len(each[1]), each[0]))
        }
        for name, group in found.items()
        if group
    }


def around_organization(catalog: Catalog, organization_id: str) -> Around:
    """Return what every other organization of the catalog is to one of them."""
    return around(organization_id, ((tie.ends, tie) for tie in _ties_of(catalog, organization_id)))


Joined = list[tuple[tuple[str, ...], Tie]]
"""Ties with the ids of their ends."""


def joined_organizations(catalog: Catalog) -> dict[str, Joined]:
    """Return for every organization with ties all that join it to others, as `around` takes them."""
    joined: dict[str, Joined] = {}
    ties = (relation_tie(catalog, each) for each in catalog.relations)
    joint = (tie for model in catalog.models if (tie := joint_tie(catalog, model)))
    for tie in (*ties, *joint):
        for end in set(tie.ends):
            joined.setdefault(end, []).append((tie.ends, tie))
    return joined


def ties_between(catalog: Catalog, one: str, other: str) -> tuple[Tie, ...]:
    """Return every tie of two organizations, in order of time."""
    return _in_time(tie for tie in _ties_of(catalog, one) if other in tie.ends)


def tied_pairs(catalog: Catalog) -> dict[tuple[str, str], tuple[Tie, ...]]:
    """Return by pairs of organizations all that ties them, as `ties_between` does."""
    found: dict[tuple[str, str], list[Tie]] = {}
    ties = (relation_tie(catalog, each) for each in catalog.relations)
    joint = (tie for model in catalog.models if (tie := joint_tie(catalog, model)))
    for tie in (*ties, *joint):
        for pair in combinations(sorted(set(tie.ends)), 2):
            found.setdefault(pair, []).append(tie)
    return {pair: _in_time(ties) for pair, ties in found.items()}


def _in_time(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple(sorted(ties, key=lambda tie: (tie.date is None, tie.date or "", tie.said)))


def _ties_of(catalog: Catalog, organization_id: str) -> Iterator[Tie]:
    for relation in catalog.relations:
        if organization_id in (relation.from_id, relation.to_id):
            yield relation_tie(catalog, relation)
    for model in catalog.narrowed("org", organization_id):
        if any(part.id == organization_id for part in model.organizations) and (
            tie := joint_tie(catalog, model)
        ):
            yield tie


_WORKS = {"Built on": "Prior works", "Built from it": "Derivative works"}
_COUNTED_AFTER = frozenset({"Owns", "Invested in", "Held stakes in", "Hired away by", "Hired from"})
"""Groups whose name comes before how many they hold."""


def counted_group(group: str, count: int) -> str:
    """Return how many a group holds, in words: `3 partners`, `1 owner`, `owns 2`, `4 built from it`."""
    if group in _COUNTED_AFTER:
        return f"{group.lower()} {count}"
    return count_of(count, _COUNTED[group]) if group in _COUNTED else f"{count} {group.lower()}"


def group_heading(group: str, others: Mapping[str, tuple[Tie, ...]]) -> str:
    """Return a heading for a group with how many are in it, and how many ties where those are more."""
    ties = sum(map(len, others.values()))
    more = f", {count_of(ties, 'tie')}" if group != "Partners" and ties > len(others) else ""
    return f"{_WORKS.get(group, group)} · {len(others)}{more}"
