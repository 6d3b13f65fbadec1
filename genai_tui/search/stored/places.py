"""Places of models as a database gives them: as sets of bits, and as columns of numbers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from genai_tui.catalog.attribute import Attribute
from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.stored import CatalogDatabase
from genai_tui.search.bitset import bitset, holder, members

HELD = "held"
"""The function that a SELECT asks whether a model is among those that are counted."""


def damaged() -> CatalogError:
    """Return the error of a file that names what it does not hold."""
    return CatalogError(Problem("the file", 0, 0, "", "is damaged: it names a model that it does not hold"))


def placed(places: Iterable[int], size: int) -> int:
    """Return places as a set of bits; raises CatalogError for one that cannot be, since a database may say anything."""
    try:
        return bitset(places, size)
    except (IndexError, TypeError):
        raise damaged() from None


def bits_of(rows: Iterable[tuple[Any, ...]], size: int) -> int:
    """Return the places in the first column of rows as a set of bits; raises as `placed`."""
    return placed((place for (place,) in rows), size)


def column(places: int) -> array[int]:
    """Return the places of a set of bits, in order."""
    return array("q", members(places))


def having(database: CatalogDatabase, value: int, size: int) -> int:
    """Return the models that have a value of the vocabulary."""
    return bits_of(database.rows("SELECT model FROM model_values WHERE value = ?", value), size)


def numbered(database: CatalogDatabase, field: str) -> tuple[int, int]:
    """Return the first and the last number of the values of a field; the last is less where there are none."""
    first = database.number("SELECT min(value) FROM vocabulary WHERE field = ?", field)
    last = database.number("SELECT max(value) FROM vocabulary WHERE field = ?", field)
    return (0, -1) if first is None or last is None else (first, last)


def known_of(database: CatalogDatabase, attribute: Attribute, size: int) -> int:
    """Return the models of which an attribute is known."""
    if attribute.kind == "text":
        first, last = numbered(database, attribute.name)
        rows = database.rows("SELECT model FROM model_values WHERE value BETWEEN ? AND ?", first, last)
    elif attribute.several:
        rows = database.rows("SELECT model FROM numbers WHERE field = ?", attribute.name)
    else:
        rows = database.rows(f"SELECT place FROM models WHERE {attribute.name} IS NOT NULL")
    return bits_of(rows, size)


def counted_values(
    database: CatalogDatabase, attribute: Attribute, within: int | None, size: int
) -> Iterator[tuple[str, int]]:
    """Yield each key of a text with how many models have it: of all, or of those `within`."""
    if within is None:
        yield from database.rows(
            "SELECT key, models FROM vocabulary WHERE field = ? ORDER BY value", attribute.name
        )
        return
    database.define(HELD, holder(within, size))
    first, last = numbered(database, attribute.name)
    yield from database.rows(
        "SELECT key, count(*) FROM model_values JOIN vocabulary USING (value)"
        f" WHERE model_values.value BETWEEN ? AND ? AND {HELD}(model) GROUP BY model_values.value",
        first,
        last,
    )


def counted_column(
    database: CatalogDatabase, name: str, within: int | None, size: int
) -> Iterator[tuple[Any, int]]:
    """Yield each number, year or date in a column of models with how many models have it."""
    held = ""
    if within is not None:
        database.define(HELD, holder(within, size))
        held = f" AND {HELD}(place)"
    yield from database.rows(
        f"SELECT {name}, count(*) FROM models WHERE {name} IS NOT NULL{held} GROUP BY {name}"
    )
