"""The change between two states of the landscape: two days of one catalog, or two editions of it.

The earlier state and this together make the later one. Counts are of what surely stood, as in `as_of.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

from msgspec import Struct

from genai_tui.catalog.as_of import as_of, span_of
from genai_tui.catalog.attributes import DISPUTED, MODELS, Attribute
from genai_tui.catalog.day import NOW, DayProblem
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.partial_date import as_long_before, day_after, days_of
from genai_tui.catalog.ties import Tie, joint_tie

Meets = Callable[[Catalog], tuple[Model, ...]]
"""Returns the models of a catalog that are looked at, such as those that meet a query."""

UNKNOWN_WEIGHTS = "not known"
_FEWEST = 0.5
"""The share of models that have to state a value, so that its median says something of all."""
_SHRUNK = 0.05
"""By how much that share may fall, so that two medians are still of the same kind."""
_MEDIANS = ("compute", "params")


class Pair(Struct, frozen=True):
    """A number in the earlier state and in the later one."""

    before: int
    after: int

    @property
    def grown(self) -> int:
        """How many more there are later."""
        return self.after - self.before


class Median(Struct, frozen=True):
    """The median of what models state of a number, earlier and later; None where nobody states it."""

    field: str
    """What a query calls it."""
    title: str
    before: float | None
    after: float | None
    stated: Pair
    """How many models state it."""
    of: Pair
    """Of how many."""

    @property
    def doubt(self) -> str:
        """Why the two medians are not of one kind, in words; empty where they are."""
        shares = [stated / whole if whole else 1.0 for stated, whole in zip(*self._counts, strict=True)]
        if min(shares) < _FEWEST:
            return "fewer than half state it"
        return "fewer state it than before" if shares[0] - shares[1] > _SHRUNK + 1e-9 else ""

    @property
    def _counts(self) -> tuple[tuple[int, int], tuple[int, int]]:
        return (self.stated.before, self.stated.after), (self.of.before, self.of.after)


class Activity(Struct, frozen=True):
    """An organization, and how many models it brought out earlier and later."""

    id: str
    name: str
    models: Pair


class JoinedPair(Struct, frozen=True):
    """Two organizations and the models that they made together."""

    ends: tuple[str, str]
    names: tuple[str, str]
    ties: tuple[Tie, ...]
    """What proves it, in order of time."""


class Between(Struct, frozen=True):
    """What changed from one state to another. Ties are pairs of organizations that made a model together."""

    before: str
    """What the earlier state is called: a day, or an edition of the catalog."""
    after: str
    models: Pair
    organizations: Pair
    """Those with a part in one of the models."""
    ties: Pair
    new_models: tuple[str, ...]
    """Ids, the oldest first."""
    gone_models: tuple[str, ...]
    """Ids of those that the later state has no longer, in order; only an edition loses any."""
    new_organizations: tuple[Activity, ...]
    """The most active first."""
    gone_organizations: tuple[str, ...]
    new_ties: tuple[JoinedPair, ...]
    gone_ties: tuple[tuple[str, str], ...]
    of: tuple[str, str]
    """Of which models the following tells, earlier and later: those released in a year or period, or those of an edition."""
    released: Pair
    """How many these are."""
    weights: tuple[tuple[str, Pair], ...]
    """How many of them have open, restricted, closed and unknown weights."""
    medians: tuple[Median, ...]
    active: tuple[Activity, ...]
    """Every organization with a part in one of them, the most active later first."""
    left_out: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """How many models of each state nobody can place, in words for each reason."""


def between_days(
    catalog: Catalog, one: str, other: str | None, meets: Meets = lambda catalog: catalog.models
) -> Between:
    """Return what changed from a whole day to a later one, or to all of the catalog where that is None.

    Told in detail are the models released in between, beside those of as long a time before. Raises DayProblem for
    days in the wrong order.
    """
    if other is not None and other <= one:
        raise DayProblem(f"the first day must come before the second: {one} is not before {other}")
    end = other or span_of(catalog)[1]
    if end <= one:
        raise DayProblem(f"nothing here is dated after {one}")
    begin = as_long_before(one, end)
    states = [as_of(catalog, begin), as_of(catalog, one), *((as_of(catalog, other),) if other else ())]
    earliest, before = states[0].catalog, states[1].catalog
    after = states[2].catalog if other else catalog
    had, has = meets(before), meets(after)
    return _between(
        (one, other or NOW),
        (before, after),
        (had, has),
        (period(begin, one), period(one, end)),
        (
            tuple(each for each in had if earliest.model(each.id) is None),
            tuple(each for each in has if before.model(each.id) is None),
        ),
        (states[1].told, states[2].told if other else ()),
    )


def between_editions(
    before: Catalog, after: Catalog, names: tuple[str, str], meets: Meets = lambda catalog: catalog.models
) -> Between:
    """Return what changed from an edition of a catalog to another; told in detail are all of their models."""
    had, has = meets(before), meets(after)
    return _between(names, (before, after), (had, has), names, (had, has))


def period(begin: str, end: str) -> str:
    """Return what the time after a whole day up to another is called: `2025`, `2025-04 to 2025-06`, or both of its days."""
    first = day_after(begin)
    for length in (4, 7):
        if days_of(first[:length])[0] == first and days_of(end[:length])[1] == end:
            names = (first[:length], end[:length])
            return " to ".join(dict.fromkeys(names))
    return " to ".join(dict.fromkeys((first, end)))


def _between(
    names: tuple[str, str],
    catalogs: tuple[Catalog, Catalog],
    models: tuple[tuple[Model, ...], tuple[Model, ...]],
    of: tuple[str, str],
    told: tuple[tuple[Model, ...], tuple[Model, ...]],
    left_out: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
) -> Between:
    had, has = ({each.id: each for each in some} for some in models)
    makers = tuple(_makers(some) for some in models)
    pairs = tuple(_pairs(catalog, some) for catalog, some in zip(catalogs, models, strict=True))
    new = sorted(
        (each for id_, each in has.items() if id_ not in had), key=lambda each: (each.date or "9", each.id)
    )
    return Between(
        before=names[0],
        after=names[1],
        models=Pair(len(had), len(has)),
        organizations=Pair(len(makers[0]), len(makers[1])),
        ties=Pair(len(pairs[0]), len(pairs[1])),
        new_models=tuple(each.id for each in new),
        gone_models=tuple(sorted(set(had) - set(has))),
        new_organizations=_activities(catalogs[1], makers, set(makers[1]) - set(makers[0])),
        gone_organizations=tuple(sorted(set(makers[0]) - set(makers[1]))),
        new_ties=tuple(
            JoinedPair(ends, (catalogs[1].organization_name(ends[0]), catalogs[1].organization_name(ends[1])), ties)
            for ends, ties in sorted(pairs[1].items(), key=_first_strongest)
            if ends not in pairs[0]
        ),
        gone_ties=tuple(sorted(set(pairs[0]) - set(pairs[1]))),
        of=of,
        released=Pair(len(told[0]), len(told[1])),
        weights=_weights(catalogs, told),
        medians=tuple(_median(MODELS.rows[name], catalogs, told) for name in _MEDIANS),
        active=_activities(catalogs[1], tuple(_makers(some) for some in told)),
        left_out=left_out,
    )  # fmt: skip


def _makers(models: Iterable[Model]) -> Counter[str]:
    return Counter(id_ for model in models for id_ in model.organization_ids)


def _pairs(catalog: Catalog, models: Iterable[Model]) -> dict[tuple[str, str], tuple[Tie, ...]]:
    """Return by pairs of organizations the ties of models that they made together, in order of time."""
    found: dict[tuple[str, str], list[Tie]] = {}
    for model in sorted(models, key=lambda each: (each.date or "9", each.id)):
        if tie := joint_tie(catalog, model):
            for pair in combinations(tie.ends, 2):
                found.setdefault(pair, []).append(tie)
    return {pair: tuple(ties) for pair, ties in found.items()}


def _first_strongest(pair: tuple[tuple[str, str], tuple[Tie, ...]]) -> tuple[int, str, tuple[str, str]]:
    ends, ties = pair
    return -len(ties), ties[0].date or "9", ends


def _activities(
    catalog: Catalog, counts: tuple[Mapping[str, int], ...], only: set[str] | None = None
) -> tuple[Activity, ...]:
    """Return the organizations that are counted, the most active later first."""
    before, after = counts
    found = [
        Activity(id_, catalog.organization_name(id_), Pair(before.get(id_, 0), after.get(id_, 0)))
        for id_ in dict.fromkeys((*after, *before))
        if only is None or id_ in only
    ]
    return tuple(
        sorted(found, key=lambda each: (-each.models.after, -each.models.before, each.name.casefold()))
    )


def _weights(
    catalogs: tuple[Catalog, Catalog], told: tuple[tuple[Model, ...], tuple[Model, ...]]
) -> tuple[tuple[str, Pair], ...]:
    counts = [
        Counter(_kind(MODELS.rows["weights"].values(catalog, model)) for model in some)
        for catalog, some in zip(catalogs, told, strict=True)
    ]
    kinds = ("open", "restricted", "closed", DISPUTED, UNKNOWN_WEIGHTS)
    always = ("open", "closed", UNKNOWN_WEIGHTS)
    shown = (kind for kind in kinds if kind in always or any(count[kind] for count in counts))
    return tuple((kind, Pair(counts[0][kind], counts[1][kind])) for kind in shown)


def _kind(values: tuple[object, ...]) -> str:
    """Return what the weights of a model count as; such as anyone may download, though not for every use, are open."""
    return "open" if "open" in values else str(values[0]) if values else UNKNOWN_WEIGHTS


def _median(
    attribute: Attribute, catalogs: tuple[Catalog, Catalog], told: tuple[tuple[Model, ...], tuple[Model, ...]]
) -> Median:
    stated = [
        sorted(
            value
            for model in some
            for value in attribute.values(catalog, model)[:1]
            if not isinstance(value, str)
        )
        for catalog, some in zip(catalogs, told, strict=True)
    ]
    return Median(
        attribute.name,
        attribute.called,
        _middle(stated[0]),
        _middle(stated[1]),
        Pair(len(stated[0]), len(stated[1])),
        Pair(len(told[0]), len(told[1])),
    )


def _middle(values: list[float]) -> float | None:
    """Return the median of sorted numbers; None of none."""
    if not values:
        return None
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2
