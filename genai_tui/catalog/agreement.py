"""Agreement of two records about one model: what is compared, and how far values may lie apart.

Sources round, date by the month, or list fewer organizations, and none of that is a difference. The merge of catalogs, the
list of disagreements and the claim card all take from here what is one.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct

from genai_tui.catalog.cells import count_of, short_number
from genai_tui.catalog.licenses import spdx
from genai_tui.catalog.model import Catalog, Model, Relation
from genai_tui.catalog.partial_date import day_number, days_of, lies_in

Owned = frozenset[frozenset[str]]
"""Pairs of ids of organizations of which one owns the other, or became it."""

COUNTS = 0.05
"""The largest difference of two counts that agree, as a fraction of the smaller one, since sources round."""
ESTIMATES = 1.0
"""The same for training compute where either figure is an estimate, which Epoch calls good to a factor of two."""


class Compared(Struct, frozen=True):
    """A field in which two records of one model can differ."""

    path: str
    """The field's dotted path in the record."""
    value: Callable[[Model], Any]
    """What a record states, None where it states nothing."""
    agree: Callable[[Model, Model], bool]
    """Whether two records that both state it say the same, within the tolerance."""
    text: Callable[[Catalog, Model], str]
    """What a record states, in words."""
    distance: Callable[[Model, Model], float]
    """How far two records are apart: a ratio, days, or 1 for words; larger is farther, for one field."""
    apart: Callable[[Model, Model], str]
    """The distance in words: `x1.5`, `40 days`; empty for words."""
    tolerance: str
    """What is no difference, in words."""

    def both_state(self, one: Model, other: Model) -> bool:
        """Return whether both records state a value."""
        return self.value(one) is not None and self.value(other) is not None

    def differ(self, one: Model, other: Model, owned: Owned = frozenset()) -> bool:
        """Return whether both records state a value and the values lie too far apart to be the same.

        Makers of which one owns the other, a pair in `owned`, are no difference.
        """
        if not self.both_state(one, other) or self.agree(one, other):
            return False
        return self.path != "organizations" or not makers_agree(one, other, owned)


def days_between(one: str, other: str) -> int:
    """Return by how many days two partial dates lie apart at least; 0 where they can be the same day."""
    (first, last), (other_first, other_last) = days_of(one), days_of(other)
    if lies_in(one, other) or lies_in(other, one):
        return 0
    early, late = (last, other_first) if last < other_first else (other_last, first)
    return day_number(late) - day_number(early)


def _ratio(one: float, other: float) -> float:
    small, large = sorted((one, other))
    return large / small if small else float("inf")


def _apart(one: float, other: float) -> str:
    ratio = _ratio(one, other)
    return f"x{ratio:.3g}" if ratio < 1000 else f"x{ratio:.0f}"


def _days(one: str, other: str) -> str:
    days = days_between(one, other)
    return count_of(days, "day") if days < 60 else f"{days / 30.44:.0f} months"


def _number(
    path: str,
    read: Callable[[Model], float | None],
    estimated: Callable[[Model], bool] = lambda model: False,
    told: Callable[[float], str] = short_number,
    most: Callable[[Model, Model], float] = lambda one, other: COUNTS,
    tolerance: str = "5 %",
) -> Compared:
    def agree(one: Model, other: Model) -> bool:
        return _ratio(read(one) or 0, read(other) or 0) <= 1 + most(one, other)

    return Compared(
        path,
        read,
        agree,
        lambda catalog, model: f"{told(read(model) or 0)}{'~' if estimated(model) else ''}",
        lambda one, other: _ratio(read(one) or 0, read(other) or 0),
        lambda one, other: _apart(read(one) or 0, read(other) or 0),
        tolerance,
    )


def _word(
    path: str, read: Callable[[Model], str | None], agree: Callable[[Model, Model], bool] | None = None
) -> Compared:
    return Compared(
        path,
        read,
        agree or (lambda one, other: read(one) == read(other)),
        lambda catalog, model: read(model) or "",
        lambda one, other: 1.0,
        lambda one, other: "",
        "none",
    )


def _date(
    path: str, read: Callable[[Model], str | None], agree: Callable[[Model, Model], bool] | None = None
) -> Compared:
    return Compared(
        path,
        read,
        agree or (lambda one, other: not days_between(read(one) or "", read(other) or "")),
        lambda catalog, model: read(model) or "",
        lambda one, other: days_between(read(one) or "", read(other) or ""),
        lambda one, other: _days(read(one) or "", read(other) or ""),
        "the coarser of both dates",
    )


def _set(path: str, read: Callable[[Model], frozenset[str]], tolerance: str, agree: Callable[[frozenset[str], frozenset[str]], bool],
         text: Callable[[Catalog, Model], str]) -> Compared:  # fmt: skip
    return Compared(
        path,
        lambda model: read(model) or None,
        lambda one, other: agree(read(one), read(other)),
        text,
        lambda one, other: len(read(one) ^ read(other)),
        lambda one, other: "",
        tolerance,
    )


def _dates_agree(one: Model, other: Model) -> bool:
    """A listing is no release: it only says that the model was out by then."""
    first, second = one.released, other.released
    assert first is not None
    assert second is not None
    if not days_between(first.date, second.date):
        return True
    listed = [first.event == "listed", second.event == "listed"]
    if all(listed):
        return False
    if any(listed):
        listing, release = (first, second) if listed[0] else (second, first)
        return days_of(release.date)[0] <= days_of(listing.date)[1]
    return False


def _parameters(model: Model) -> float | None:
    return model.headline_parameters.count if model.headline_parameters else None


def _parameters_agree(one: Model, other: Model) -> bool:
    """Agree where the headline of either is one of the other's variants: `7B` and `7B, 13B, 70B`."""
    mine, theirs = one.parameters[0], other.parameters[0]
    most = 1 + COUNTS
    return any(_ratio(mine.count, each.count) <= most for each in other.parameters) or any(
        _ratio(theirs.count, each.count) <= most for each in one.parameters
    )


def _parameters_row() -> Compared:
    row = _number("parameters", _parameters, lambda model: model.parameters[0].estimated)
    return Compared(
        row.path, row.value, _parameters_agree, row.text, row.distance, row.apart,
        "5 % of any variant",
    )  # fmt: skip


def _weights_agree(one: Model, other: Model) -> bool:
    """Those that anyone may download, but not use for everything, are called open by some and restricted by others."""
    return not set(one.weights_kinds).isdisjoint(other.weights_kinds)


def _license(model: Model) -> str | None:
    return spdx(model.availability.license) if model.availability and model.availability.license else None


def _arxiv(model: Model) -> str | None:
    number = model.paper.arxiv if model.paper else None
    return number.partition("v")[0] if number else None


def makers(model: Model) -> frozenset[str]:
    """Return the ids of a model's developers; where no organization is named as one, of all with a part in it."""
    developers = frozenset(part.id for part in model.organizations if part.role == "developer")
    return developers or frozenset(model.organization_ids)


def makers_agree(one: Model, other: Model, owned: Owned = frozenset()) -> bool:
    """Return whether two records name a maker in common, or makers of which one owns the other."""
    mine, theirs = makers(one), makers(other)
    if not mine.isdisjoint(theirs):
        return True
    return bool(owned) and any(frozenset(pair) in owned for pair in itertools.product(mine, theirs))


def owned_pairs(relations: Iterable[Relation]) -> Owned:
    """Return the pairs of organizations of which one owns the other, or became it."""
    return frozenset(
        frozenset((each.from_id, each.to_id))
        for each in relations
        if each.kind in ("parent_of", "acquired", "renamed_to")
    )


def _names(catalog: Catalog, model: Model) -> str:
    return ", ".join(catalog.organization_name(part.id) for part in model.organizations)


def _compute_estimated(model: Model) -> bool:
    return bool(model.training and model.training.compute_estimated)


FIELDS: tuple[Compared, ...] = (
    _date("released", lambda model: model.date, _dates_agree),
    _parameters_row(),
    _word("availability.weights", lambda model: model.weights, _weights_agree),
    _word("availability.license", _license, lambda one, other: (_license(one) or "").casefold() == (_license(other) or "").casefold()),
    _word("availability.use", lambda model: model.availability.use if model.availability else None),
    _set("organizations", lambda model: frozenset(model.organization_ids), "one in common, or the owner of one",
         lambda one, other: not one.isdisjoint(other), _names),
    _set("inputs", lambda model: frozenset(model.inputs), "one list within the other",
         lambda one, other: one <= other or other <= one, lambda catalog, model: " + ".join(model.inputs)),
    _set("outputs", lambda model: frozenset(model.outputs), "one list within the other",
         lambda one, other: one <= other or other <= one, lambda catalog, model: " + ".join(model.outputs)),
    _number("training.compute_flop", lambda model: model.training.compute_flop if model.training else None,
            _compute_estimated, lambda value: f"{value:.3g} FLOP",
            lambda one, other: ESTIMATES if _compute_estimated(one) or _compute_estimated(other) else COUNTS,
            "5 %; a factor of 2 where one is an estimate"),
    _number("context_length", lambda model: model.context_length),
    _date("knowledge_cutoff", lambda model: model.knowledge_cutoff),
    _word("paper.arxiv", _arxiv),
    _word("status", lambda model: model.status.state if model.status else None),
)  # fmt: skip
"""Every field that is compared, the most wanted first. In all others the first record's value stands, undisputed."""


def may_be_one(one: Model, other: Model) -> bool:
    """Return whether two records can be one model: at most two years apart, and at most one of date, size and weights differs."""
    if one.date and other.date and days_between(one.date, other.date) > 730:
        return False
    return sum(field.differ(one, other) for field in FIELDS[:3]) < 2
