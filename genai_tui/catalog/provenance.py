"""Provenance of a field: known, estimated, disputed or unknown, with its sources and disputes.

A field is named by a dotted path such as `training.compute_flop`; a source or dispute that speaks of
`training` speaks of everything within it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Literal

from msgspec import Struct

from genai_tui.catalog.model import Catalog, Dispute, Model, Organization, Source, Training, value_at

OVERLAY = "overlay-"
"""The beginning of the ids of those sources that are overlays."""

DECISION = "decision"
"""The kind of source in own records that stands for the word of those who wrote them, with their reason."""

UNPLACED = "unplaced"
"""The id of the category of models that a source does not sort, which states nothing about them."""

NO_CLAIMS = frozenset({"id", "name", "type", "sources", "disputes", "same_as", "not_same_as", "survey"})
"""Fields of a model that claim nothing: they name it, or are about its other fields."""
_CLAIMING = tuple(field for field in Model.__struct_fields__ if field not in NO_CLAIMS)

_claimed = attrgetter(*_CLAIMING)

State = Literal["known", "estimated", "disputed", "unknown"]


class Claim(Struct, frozen=True):
    """The standing of one field; `sources` are complete entries, those of the catalog filled in."""

    field: str
    state: State
    sources: tuple[Source, ...] = ()
    dispute: Dispute | None = None


def claim(catalog: Catalog, record: Model | Organization, field: str) -> Claim:
    """Return what stands behind `field`, a dotted path of the record's field names."""
    state = state_of(record, field)
    if state == "unknown":
        return Claim(field, state)
    if not isinstance(record, Model):
        return Claim(
            field, state, tuple(catalog.source(None, source.id) or source for source in record.sources)
        )
    entries = (source for source in record.sources if any(covers(path, field) for path in source.supports))
    sources = tuple(catalog.source(record, source.id) or source for source in entries)
    return Claim(field, state, sources, _dispute(record, field))


def speaking_fields(catalog: Catalog, record: Model | Organization) -> Callable[[str], tuple[Source, ...]]:
    """Return a function from a record's field to its sources: those of its claim, for results also those they name.

    The record's sources are looked up once for all fields.
    """
    known = tuple(catalog.source(_model(record), source.id) or source for source in record.sources)
    if not isinstance(record, Model):
        return lambda field: known if state_of(record, field) != "unknown" else ()
    whole: dict[
        str, set[int]
    ] = {}  # numbers of the sources that speak for a path, and for it or something within it
    within: dict[str, set[int]] = {}
    for number, source in enumerate(record.sources):
        for path in source.supports:
            whole.setdefault(path, set()).add(number)
            for each in (path, *_around(path)):
                within.setdefault(each, set()).add(number)
    of_results = {result.source for result in record.results}

    def speaking(field: str) -> tuple[Source, ...]:
        if state_of(record, field) == "unknown":
            return ()
        numbers = within.get(field, set()).union(*(whole.get(each, ()) for each in _around(field)))
        found = {known[number].id: known[number] for number in sorted(numbers)}
        for id_ in sorted(filter(None, of_results)) if field == "results" else ():
            found.setdefault(id_, catalog.source(record, id_) or Source(id_))
        return tuple(found.values())

    return speaking


def _around(path: str) -> Iterator[str]:
    """Yield the paths within which a path lies, the innermost first."""
    while "." in path:
        path = path.rpartition(".")[0]
        yield path


def _model(record: Model | Organization) -> Model | None:
    return record if isinstance(record, Model) else None


def state_of(record: Model | Organization, field: str) -> State:
    """Return the state of `field` alone, without looking its sources up."""
    value = value_at(record, field)
    if isinstance(record, Model) and record.disputes and _dispute(record, field):
        return "disputed"  # with a value that was chosen, or with none
    if value is None or value == () or (field == "category" and value == UNPLACED):
        return "unknown"
    return "estimated" if _is_estimate(record, field) else "known"


def marks_of(record: Model | Organization, field: str) -> str:
    """Return `~` where a field is estimated and `!` where it is disputed, or both; `a|b` is one or the other."""
    marks = ""
    for name in field.split("|"):
        value = value_at(record, name)
        if "~" not in marks and value not in (None, ()) and _is_estimate(record, name):
            marks = f"~{marks}"
        if "!" not in marks and isinstance(record, Model) and record.disputes and _dispute(record, name):
            marks += "!"
    return marks


def told_fields(model: Model) -> tuple[str, ...]:
    """Return the names of the fields in which a record claims something, in the order of the record."""
    if model.disputes:  # a field may be disputed without a value that was chosen
        return tuple(field for field in _CLAIMING if state_of(model, field) != "unknown")
    values = zip(_CLAIMING, _claimed(model), strict=True)
    told = [field for field, value in values if value or (value is not None and value != ())]
    if model.category == UNPLACED:
        told.remove("category")
    return tuple(told)


def _dispute(model: Model, field: str) -> Dispute | None:
    return next((known for known in model.disputes if covers(known.field, field)), None)


def disputes_of(model: Model, field: str) -> tuple[Dispute, ...]:
    """Return what sources differ about in a field, in a part of it, or in what it is a part of."""
    return tuple(known for known in model.disputes if covers(known.field, field))


def decision_on(model: Model, field: str) -> Source | None:
    """Return the source in an overlay that records the decision on a field; None where nobody has decided.

    An overlay that gives the field, without a decision on a part of it, decides by that.
    """
    own = [source for source in model.sources if source.id.startswith(OVERLAY)]
    if not own:
        return None
    decided = [source for source in model.sources if source.kind == DECISION]
    exact = next((each for each in decided if any(covers(path, field) for path in each.supports)), None)
    top = field.partition(".")[0]
    if exact or any(path.startswith(f"{top}.") for each in decided for path in each.supports):
        return exact
    return next((source for source in own if top in source.supports), None)


def overlaid(record: Model | Organization) -> bool:
    """Return whether an overlay gives any field of a record."""
    return any(source.id.startswith(OVERLAY) for source in record.sources)


def covers(path: str, field: str) -> bool:
    """Return whether what speaks of one path speaks of another: the same, within it, or around it."""
    return field == path or field.startswith(path + ".") or path.startswith(field + ".")


def _is_estimate(record: Model | Organization, field: str) -> bool:
    if not isinstance(record, Model):
        return False
    if field == "training.compute_flop":
        return isinstance(record.training, Training) and record.training.compute_estimated
    if field.partition(".")[0] == "parameters":
        return record.parameters[0].estimated
    if field in ("released", "released.date"):
        # No later than the day on which a provider listed it, but maybe earlier.
        return record.released is not None and record.released.event == "listed"
    return False


def slot_differs(catalog: Catalog, model: Model) -> bool:
    """Return whether the survey's slot says other than the model's real inputs and outputs.

    A slot `text → image` holds a model that takes text, among others, and gives an image; a slot
    without both modalities says nothing, and an unknown signature differs from nothing.
    """
    category = catalog.category(model.category)
    if category is None or not (category.inputs and category.outputs and model.inputs and model.outputs):
        return False
    takes = set(category.inputs) & set(model.inputs)
    gives = set(category.outputs) & set(model.outputs)
    return not (takes and gives)
