"""A pool of the values that many models share, each written and held once.

A hundred thousand models of one table have a few dozen such values between them. Read again for each model, they
would take most of the time and memory of a large catalog.
"""

# Annotations stand as types here, not as text: msgspec would have to evaluate each at every start.
from array import array
from collections import deque
from collections.abc import Sequence
from itertools import repeat
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from genai_tui.catalog.model import Availability, CategoryId, ModalityId, Model, Part, Release, Source


class Pool(Struct, frozen=True, array_like=True, gc=False):
    """The different values of the fields that are shared."""

    category: tuple[CategoryId, ...]
    inputs: tuple[tuple[ModalityId, ...], ...]
    outputs: tuple[tuple[ModalityId, ...], ...]
    organizations: tuple[tuple[Part, ...], ...]
    released: tuple[Release | None, ...]
    availability: tuple[Availability | None, ...]
    sources: tuple[tuple[Source, ...], ...]


Places = tuple[bytes, ...]
"""For each field of the pool the places of all models' values there, as an array of the machine's own numbers."""

_INT: Literal["I"] = "I"
"""The type of the arrays: unsigned machine integers, for which Python makes no objects."""

_FIELDS = Pool.__struct_fields__
_EMPTY = Model(id="x", name="x", category="x", sources=(Source("x"),))
"""Fillers for the pooled fields of a written model: as little as the record type allows."""


def pooled(models: Sequence[Model]) -> tuple[tuple[Model, ...], Pool, Places]:
    """Return the models without their shared values, the pool of these values, and for each model its places there."""
    pools: dict[str, dict[Any, int]] = {field: {} for field in _FIELDS}
    places = tuple(
        array(
            _INT, [pools[field].setdefault(getattr(model, field), len(pools[field])) for model in models]
        ).tobytes()
        for field in _FIELDS
    )
    empty = {field: getattr(_EMPTY, field) for field in _FIELDS}
    slim = tuple(replace(model, **empty) for model in models)
    return slim, Pool(*map(tuple, pools.values())), places


def fill(models: Sequence[Model], pool: Pool, places: Places) -> None:
    """Give models that nobody has seen yet their shared values back; raises ValueError where they do not fit."""
    size = len(models) * array(_INT).itemsize
    if len(places) != len(_FIELDS) or any(len(column) != size for column in places):
        raise ValueError("places do not stand one for one beside the models")
    try:
        for field, numbers in zip(_FIELDS, places, strict=True):
            column = memoryview(numbers).cast(_INT)
            values = map(getattr(pool, field).__getitem__, column)
            # Models are frozen once they are out; a loop in Python would take three times as long.
            deque(map(force_setattr, models, repeat(field), values), maxlen=0)
    except IndexError as error:
        raise ValueError("a place lies outside the pool") from error
