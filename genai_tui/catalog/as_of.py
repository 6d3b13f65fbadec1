"""The landscape as of a day: what of a catalog stood then, and what cannot be told to have stood.

Only what surely stood counts. A model of 2022 may or may not have been out on 2022-06-30: it is left out, and counted
as left out. What a catalog does not date at all stood no later than the day of the catalog itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.annotations import follow
from genai_tui.catalog.labels import speak_as
from genai_tui.catalog.model import (
    Availability,
    Catalog,
    Member,
    Model,
    Organization,
    Paper,
    Period,
    Relation,
    Status,
)
from genai_tui.catalog.partial_date import days_of, surely_after, surely_by, year_of
from genai_tui.catalog.whole import needed_whole

_KEPT = 12
"""Days of a catalog that are kept; a reader goes back and on by quarters."""
_MEMO, _SPAN, _UNDATED, _HEARD_OF, _WHOLE, _STATE = (
    "as of", "span of days", "undated claims taken away", "heard of", "whole catalog",
    "state on a day",
)  # fmt: skip


class LeftOut(Struct, frozen=True):
    """Records that are not counted on a day."""

    later: tuple[str, ...] = ()
    """Ids of those that came surely later, or of which nothing is known before."""
    coarse: tuple[str, ...] = ()
    """Ids of those that are dated by year or month alone, so that it cannot be told."""
    undated: tuple[str, ...] = ()
    """Ids of those that have no date at all."""


class AsOf(Struct, frozen=True):
    """What stood on a day.

    `catalog` holds the models released by then, with the access to them that existed; the organizations founded by then
    or with a part in such a model or relation; and the relations of before. If nothing is left out, it is the whole catalog.
    """

    day: str
    """The day, whole: 2022-06-30."""
    catalog: Catalog
    models: LeftOut
    organizations: LeftOut
    relations: LeftOut
    """Of relations the ids are both ends with the kind between: `google acquired deepmind`."""

    @property
    def told(self) -> tuple[str, ...]:
        """How many models are left out since nobody can say whether they were released by then, with the reasons."""
        words = ((len(self.models.coarse), self._coarsely), (len(self.models.undated), "undated"))
        return tuple(f"{count} {how}" for count, how in words if count)

    @property
    def _coarsely(self) -> str:
        within_month = self.day != days_of(self.day[:7])[1]
        return f"dated by year{' or month' if within_month else ''} alone"


def span_of(catalog: Catalog) -> tuple[str, str]:
    """Return the first day on which one of a catalog's models may have been out, and the day from which on all of them were."""
    known: tuple[str, str] | None = catalog.memo.get(_SPAN)
    if known is None:
        of_catalog = days_of(catalog.head.date)[1]
        models = [days_of(model.date)[0] for model in catalog.models if model.date]
        known = catalog.memo[_SPAN] = min(models, default=of_catalog), max([*models, of_catalog])
    return known


def as_of(catalog: Catalog, day: str) -> AsOf:
    """Return what of a catalog stood on a whole day; the last days that were asked for are kept with the catalog.

    Raises CatalogError for a catalog whose models stay in a database.
    """
    needed_whole(catalog, f"the state of {day}")
    kept: dict[str, AsOf] = catalog.memo.setdefault(_MEMO, {})
    known = kept.get(day)
    if known is None:
        while len(kept) >= _KEPT:
            kept.pop(next(iter(kept), ""), None)  # another thread may have been quicker
        known = _Landscape(catalog, day).as_of()
        if known.catalog is not catalog:
            known.catalog.memo.update({_WHOLE: catalog, _STATE: known})
        known = kept.setdefault(day, known)
    return known


def whole_of(catalog: Catalog) -> Catalog | None:
    """Return the catalog that this one is the state of on a day; None where it is of no day."""
    whole: Catalog | None = catalog.memo.get(_WHOLE)
    return whole


def state_of(catalog: Catalog) -> AsOf | None:
    """Return what is left out of a catalog that is the state of another on a day; None where it is of no day."""
    known: AsOf | None = catalog.memo.get(_STATE)
    return known


def catalog_as_of(catalog: Catalog, day: str | None) -> Catalog:
    """Return what of a catalog stood on a whole day; all of it where no day is given."""
    return catalog if day is None else as_of(catalog, day).catalog


class _Landscape:
    """What of a catalog stood on one day."""

    def __init__(self, catalog: Catalog, day: str) -> None:
        self._catalog = catalog
        self._day = day
        self._is_past = day < days_of(catalog.head.date)[1]
        """Whether the catalog is younger than the day, so that its undated claims may be younger, too."""

    def as_of(self) -> AsOf:
        catalog = self._catalog
        out, models_left = self._sorted_out((model.id, model.date, model) for model in catalog.models)
        others, _ = self._sorted_out((model.id, model.date, model) for model in catalog.others)
        self._out = {model.id for model in (*out, *others)}
        relations, relations_left = self._sorted_out(
            (_name_of(each), each.date, each) for each in catalog.relations
        )
        organizations, organizations_left = self._organizations(out, relations)
        stood = replace(
            catalog,
            models=tuple(map(self._model, out)),
            others=tuple(map(self._model, others)),
            organizations=organizations,
            relations=relations,
            members={
                id_: tuple(Member(each.catalog, self._model(each.model), each.key) for each in members)
                for id_, members in catalog.members.items()
                if id_ in self._out
            },
            lookalikes=tuple(each for each in catalog.lookalikes if self._out.issuperset(each.ids)),
        )
        if _is_same(catalog, stood):
            stood = catalog
        else:
            follow(stood, catalog)
            speak_as(stood, catalog)
        return AsOf(self._day, stood, models_left, organizations_left, relations_left)

    def _sorted_out(self, dated: Iterable[tuple[str, str | None, Any]]) -> tuple[tuple[Any, ...], LeftOut]:
        """Return the records that stood, and the ids of the others by the reason; each comes with its id and its date."""
        stood: list[Any] = []
        later: list[str] = []
        coarse: list[str] = []
        undated: list[str] = []
        for id_, date, record in dated:
            if self._stood(date):
                stood.append(record)
            elif date is None:
                undated.append(id_)
            else:
                (later if surely_after(date, self._day) else coarse).append(id_)
        return tuple(stood), LeftOut(tuple(later), tuple(coarse), tuple(undated))

    def _stood(self, date: str | None) -> bool:
        """Return whether what is so dated surely stood on the day; at the latest it did on the day of the catalog."""
        if date is None or not surely_by(date, self._day):
            return not (self._is_past or (date and surely_after(date, self._day)))
        return True

    def _organizations(
        self, models: Iterable[Model], relations: Iterable[Relation]
    ) -> tuple[dict[str, Organization], LeftOut]:
        """Return the organizations that stood: founded by then, or with a part in a model or a relation that stood."""
        proven = _ends(models, relations)
        heard_of = self._heard_of()
        stood: dict[str, Organization] = {}
        later: list[str] = []
        coarse: list[str] = []
        undated: list[str] = []
        for id_, each in self._catalog.organizations.items():
            founded = str(each.founded) if each.founded is not None else None
            if id_ in proven or self._stood(founded):
                stood[id_] = each
            elif founded is None:
                (later if id_ in heard_of else undated).append(id_)
            else:
                (later if surely_after(founded, self._day) else coarse).append(id_)
        return stood, LeftOut(tuple(later), tuple(coarse), tuple(undated))

    def _heard_of(self) -> set[str]:
        """Return the ids of organizations with a dated part in anything; the same on every day."""
        memo, catalog = self._catalog.memo, self._catalog
        if _HEARD_OF not in memo:
            dated = (model for model in catalog.models if model.date)
            memo[_HEARD_OF] = _ends(dated, (each for each in catalog.relations if each.date))
        heard_of: set[str] = memo[_HEARD_OF]
        return heard_of

    def _model(self, model: Model) -> Model:
        """Return what of a model was there on the day; the model itself where that is all."""
        then = self._undated(model) if self._is_past else model
        changed: dict[str, Any] = {}
        if model.other_dates and not all(self._stood(each.date) for each in model.other_dates):
            changed["other_dates"] = tuple(each for each in model.other_dates if self._stood(each.date))
        if model.based_on and not all(
            each.model is None or each.model in self._out for each in model.based_on
        ):
            changed["based_on"] = tuple(
                each for each in model.based_on if each.model is None or each.model in self._out
            )
        if model.status and not self._is_told(model.status):
            changed["status"] = None
        elif model.status and model.status.successor and model.status.successor not in self._out:
            changed["status"] = replace(model.status, successor=None)
        known = model.availability
        if known and (known.periods or model.other_dates):
            availability = self._availability(model, known)
            if availability != known:
                changed["availability"] = availability
        if self._is_past:
            self._put_back(model, changed)
        return _without(then, changed) if changed else then

    def _undated(self, model: Model) -> Model:
        """Return a model without what its catalog does not date though it changes; the same on every day before the catalog's."""
        if not model.offers and model.citations is None:
            return model
        kept: dict[str, Model] = self._catalog.memo.setdefault(_UNDATED, {})
        if model.id not in kept or model is not self._catalog.model(model.id):
            changed: dict[str, Any] = {"offers": (), "citations": None}
            then = _without(
                model, {name: value for name, value in changed.items() if value != getattr(model, name)}
            )
            if model is not self._catalog.model(model.id):  # as one of several catalogs has it
                return then
            kept[model.id] = then
        return kept[model.id]

    def _is_told(self, status: Status) -> bool:
        return not self._is_past or (status.date is not None and surely_by(status.date, self._day))

    def _put_back(self, model: Model, changed: dict[str, Any]) -> None:
        """Note what a model has to lose or to change of what its catalog, which is younger than the day, dates later."""
        if model.paper and model.paper.year and model.paper.year > year_of(self._day):
            changed["paper"] = self._paper(model.paper)
        if model.knowledge_cutoff and surely_after(model.knowledge_cutoff, self._day):
            changed["knowledge_cutoff"] = None

    def _paper(self, paper: Paper) -> Paper | None:
        """Return a paper that was published later, as far as arXiv had it on the day; None where it had not."""
        number = paper.arxiv or ""
        is_there = number[4:5] == "." and number[:4] <= self._day[2:4] + self._day[5:7]  # of year and month
        if not is_there or self._day < "2007":
            return None
        return replace(paper, year=None, venue=None, doi=None)

    def _availability(self, model: Model, known: Availability) -> Availability | None:
        """Return what of a model could be had.

        What came by a later date, what a later end took away, and what had ended by then, though the catalog has it
        still, is not known.
        """
        changed: dict[str, Any] = {"periods": tuple(filter(None, map(self._period, known.periods)))}
        events = [*((model.released,) if model.released else ()), *model.other_dates]
        for what in ("weights", "api", "demo"):
            periods = [each for each in known.periods if each.of == what]
            begins = [each.begin for each in periods if each.begin]
            begins += [each.date for each in events if each.event == what]
            is_open = [not (each.end and self._stood(each.end)) for each in periods if self._has_begun(each)]
            if getattr(known, what) in (None, False, "closed"):
                if not all(each.end and self._stood(each.end) for each in periods):
                    changed[what] = None
            elif (begins and not any(map(self._stood, begins))) or (is_open and not any(is_open)):
                changed[what] = None
                if what == "weights":
                    changed.update(license=None, use=None)
        then = replace(known, **changed)
        return None if then == Availability() else then

    def _period(self, period: Period) -> Period | None:
        """Return a period of access as far as it lay before the day; None where nothing of it surely did."""
        if not self._has_begun(period):
            return None
        if period.end and not self._stood(period.end):
            return replace(period, end=None) if period.begin else None
        return period

    def _has_begun(self, period: Period) -> bool:
        return period.begin is None or self._stood(period.begin)


def _ends(models: Iterable[Model], relations: Iterable[Relation]) -> set[str]:
    """Return the ids of organizations with a part in some models, or in some relations."""
    found = {id_ for model in models for id_ in model.organization_ids}
    for each in relations:
        found.update((each.from_id, each.to_id))
    return found


def _name_of(relation: Relation) -> str:
    return f"{relation.from_id} {relation.kind} {relation.to_id}"


def _without(model: Model, changed: dict[str, Any]) -> Model:
    """Return a model with some fields changed, and without disputes about those."""
    disputes = tuple(each for each in model.disputes if each.field.partition(".")[0] not in changed)
    return replace(model, **changed, disputes=disputes)


def _is_same(one: Catalog, other: Catalog) -> bool:
    """Return whether nothing is left out of either: the records are the same objects, as many of them."""
    pairs = ((one.models, other.models), (one.others, other.others), (one.relations, other.relations))
    return len(one.organizations) == len(other.organizations) and all(
        len(mine) == len(theirs) and all(map(_is, mine, theirs)) for mine, theirs in pairs
    )


def _is(one: object, other: object) -> bool:
    return one is other
