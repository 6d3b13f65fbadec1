"""Resolutions of disagreements: what own records say to keep one side's value, or that two records are one model.

A resolution holds whole fields of a record, as a file of an overlay gives them, with the sources that speak for
them and the reason of whoever decided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.disagreement import Disagreement
from genai_tui.catalog.model import Catalog, Model, Release, Source, StatusWord, Use, Weights, value_at
from genai_tui.catalog.partial_date import is_date
from genai_tui.catalog.provenance import DECISION, OVERLAY, covers

_NOTHING = (None, (), False)
_TOGETHER = {
    "availability.weights": ("weights", "use"),
    "training.compute_flop": ("compute_flop", "compute_estimated"),
}
"""Fields of a part that say something only together."""
_WHOLE = frozenset({"paper"})
"""Parts that are kept whole: the number of another paper with the title of this one would be no paper."""


_LICENSE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{1,40}")
"""The id of a licence, which is no sentence about one."""


class Resolution(Struct, frozen=True):
    """What a file of an overlay is to say about a model."""

    id: str
    """The id of the record, which is the name of its file."""
    fields: Mapping[str, Any]
    """Values of its fields in the form of a file; a list whose field `adds` names is added to the one that the file has."""
    sources: tuple[Source, ...] = ()
    adds: frozenset[str] = frozenset()


class Choice(Struct, frozen=True):
    """One way to settle a disagreement, in words."""

    words: str
    make: Callable[[str], Resolution]
    """Makes the resolution from the reason for it, which may be empty."""


def choices(catalog: Catalog, about: Disagreement) -> tuple[Choice, ...]:
    """Return the ways to settle a disagreement; none where its sides are words and no values of the field."""
    if about.other:
        one, other = about.sides
        return (
            Choice(
                f"same: {one.key} and {other.key} are one model",
                lambda why: _identity(catalog, about, True, why),
            ),
            Choice("not the same: they are two models", lambda why: _identity(catalog, about, False, why)),
        )
    shown = catalog.model(about.model)
    if shown is None:
        return ()
    return tuple(_value_choices(catalog, shown, about))


def _value_choices(catalog: Catalog, shown: Model, about: Disagreement) -> Iterator[Choice]:
    members = {member.key: member.model for member in catalog.members.get(about.model, ())}
    stands = False
    chosen = next((each.chosen for each in shown.disputes if each.field == about.field), None)
    for side in about.sides:
        if side.key:
            model = members.get(side.key)
        else:
            model = shown if side.value == chosen else _stating(catalog, shown, about.field, side.value)
        if model is not None:
            stands = stands or value_at(model, about.field) == value_at(shown, about.field)
            yield Choice(f"{side.value} ({side.catalog})", _keeping(catalog, shown, about.field, model))
    if not stands and value_at(shown, about.field) not in _NOTHING:
        words = f"{chosen} (as the catalog has it)" if chosen else "as it stands in the catalog"
        yield Choice(words, _keeping(catalog, shown, about.field, shown))


def _keeping(catalog: Catalog, shown: Model, field: str, model: Model) -> Callable[[str], Resolution]:
    return lambda why: value_resolution(catalog, shown, field, model, why)


def value_resolution(catalog: Catalog, shown: Model, field: str, kept: Model, why: str) -> Resolution:
    """Return the resolution that gives a field of the model `shown` its value in `kept`, another record of it."""
    top, *inner = field.split(".")
    mine, theirs = getattr(shown, top), getattr(kept, top)
    sources = dict[str, Source]()
    if inner and top not in _WHOLE and isinstance(mine, Struct):
        names = _TOGETHER.get(field, (inner[0],))
        value, spoken = replace(mine, **{name: getattr(theirs, name) for name in names}), field
        for name in mine.__struct_fields__:
            if name not in names and getattr(mine, name) not in _NOTHING:
                _speak(catalog, sources, shown, f"{top}.{name}")
    else:
        value, spoken = theirs, top
    _speak(catalog, sources, kept, spoken)
    decision = _decision(shown, spoken, f"decided: {why or 'no reason given'}")
    return Resolution(
        _file_id(catalog, shown), {top: msgspec.to_builtins(value)}, (*sources.values(), decision)
    )


def _speak(catalog: Catalog, sources: dict[str, Source], model: Model, path: str) -> None:
    """Add to `sources` those of a record that speak for a field, complete, so that they stand for themselves."""
    for source in model.sources:
        if source.id.startswith(OVERLAY) or not any(covers(each, path) for each in source.supports):
            continue
        known = sources.get(source.id) or replace(catalog.source(model, source.id) or source, supports=())
        sources[source.id] = replace(
            known, title=known.title or known.id, supports=tuple(dict.fromkeys((*known.supports, path)))
        )


def _identity(catalog: Catalog, about: Disagreement, same: bool, why: str) -> Resolution:
    """Return what says of two records of one name that they are one model, or that they are two."""
    field = "same_as" if same else "not_same_as"
    one, other = about.sides
    shown = catalog.model(about.model)
    own = _own_id(catalog, shown, one.key)
    # The file is named by an id without a catalog: better by one that only one of the two has.
    if not own or _many(catalog, own):
        theirs = _own_id(catalog, catalog.model(about.other), other.key)
        if theirs and not _many(catalog, theirs):
            one, other, shown, own = other, one, catalog.model(about.other), theirs
    assert shown is not None, "a disagreement is about models of the catalog"
    words = f"{'the same as' if same else 'not the same as'} {other.key}: {why or 'no reason given'}"
    return Resolution(
        own or one.key.partition(":")[2],
        {field: [other.key]},
        (_decision(shown, field, words),),
        frozenset({field}),
    )


def _own_id(catalog: Catalog, shown: Model | None, key: str) -> str:
    """Return an id that a model has in a catalog of its own and by which an overlay means it; empty where none does.

    It is the one under which values of the model are decided, so that all about it stands in one file.
    """
    own = (
        (*(member.model.id for member in catalog.members.get(shown.id, ())), key.partition(":")[2])
        if shown
        else ()
    )
    return next((id_ for id_ in own if catalog.model(id_) is shown), "")


def _many(catalog: Catalog, id_: str) -> bool:
    """Return whether more than two records of the catalogs have an id."""
    members = sum(member.model.id == id_ for each in catalog.members.values() for member in each)
    alike = {key for each in catalog.lookalikes for key in each.keys if key.partition(":")[2] == id_}
    return max(members, len(alike)) > 2


def _decision(model: Model, field: str, title: str) -> Source:
    """Return the source that stands for a decision, under an id that the model's sources leave free."""
    stem = f"decision-{field.replace('.', '-').replace('_', '-')}"
    taken = {source.id for source in model.sources}
    number = next(
        number
        for number in range(1, len(taken) + 2)
        if (stem if number == 1 else f"{stem}-{number}") not in taken
    )
    return Source(stem if number == 1 else f"{stem}-{number}", title=title, kind=DECISION, supports=(field,))


def _file_id(catalog: Catalog, shown: Model) -> str:
    """Return the id by which an overlay means a model: one that it has in a catalog of its own, where that suffices."""
    own = (member.model.id for member in catalog.members.get(shown.id, ()))
    return next((id_ for id_ in own if catalog.model(id_) is shown), shown.id)


def _stating(catalog: Catalog, shown: Model, field: str, text: str) -> Model | None:
    """Return the model with what a source of its catalog says of a field; None where that is no value of it."""
    top, _, leaf = field.partition(".")
    if field == "released" and is_date(text):
        event = shown.released.event if shown.released and shown.released.event != "listed" else None
        return replace(shown, released=Release(text, event))
    if field == "knowledge_cutoff" and is_date(text):
        return replace(shown, knowledge_cutoff=text)
    if field == "category" and catalog.category(text):
        return replace(shown, category=text)
    known = {"availability.weights": get_args(Weights), "availability.use": get_args(Use)}.get(field, ())
    if text in known or (field == "availability.license" and _LICENSE.fullmatch(text)):
        part = getattr(shown, top)
        return replace(shown, **{top: replace(part, **{leaf: text})}) if part else None
    if field == "status" and shown.status and text in get_args(StatusWord):
        return replace(shown, status=replace(shown.status, state=text))
    return None
