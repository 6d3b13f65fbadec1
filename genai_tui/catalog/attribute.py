"""The type of an attribute: what one row of `attributes.py` can say, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, Literal

from msgspec import Struct

from genai_tui.catalog.cells import short_number
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.numbers import whole
from genai_tui.catalog.provenance import marks_of
from genai_tui.catalog.sanitize import safe_line

UNKNOWN = "·"
"""Stands where an attribute is not known."""
DISPUTED = "disputed"
"""The value of what sources differ about where none of them counts more."""
ENDED = "†"
"""Stands by the name of a model that its maker offers no longer."""
ZERO_STATED = "0 stated"
"""A price of 0: included in a subscription, a trial or a gift, and not to be compared."""

Kind = Literal["text", "number", "year", "date"]
Value = str | float
"""The key of a text, a number, a year, or a date as it is written in the record."""
AnyRecord = Any
"""A record that attributes are read of: a model or an organization."""
ValueSpan = tuple[float | str, float | str]
"""A number twice, or the first and last day that a date may stand for."""

_WANTS = {
    "text": "words, in quotes where there are several",
    "number": "a number such as 10b, 1.5m, 1e24, a range 1b..10b, or >10b",
    "year": "2022, 2021..2023 or >=2022",
    "date": "2022, 2022-04, 2022-04-06, a range, or >=2022-04",
}
_CELLS = {"text": 9, "number": 8, "year": 4, "date": 7}


class Band(Struct, frozen=True):
    """A group of numbers: above `low`, up to and with `high`."""

    low: float
    high: float
    label: str

    def __contains__(self, value: float) -> bool:
        return self.low < value <= self.high


def _itself(catalog: Catalog, key: str) -> Iterable[str]:
    return (key,)


def _nothing(catalog: Catalog) -> Iterable[str]:
    return ()


class Attribute(Struct, frozen=True):
    """One attribute: what is true of it is true wherever it is filtered, shown, ordered, grouped or counted.

    With name, title, values and help it is a query field that can be completed, counted by and shown in a column on
    demand; with a path it has marks, claims and sources, too. The other entries say where it differs from that.
    """

    name: str
    """What queries call it."""
    title: str
    """The heading of its column."""
    values: Callable[[Catalog, AnyRecord], tuple[Value, ...]]
    """Its values for a model, the first the one that counts; none where nothing is known."""
    kind: Kind = "text"
    path: str = ""
    """The record's field that is known, estimated or disputed with it; `a|b` names two. Empty: no source speaks of it."""

    # How values are spelt and compared.
    spellings: Callable[[Catalog, str], Iterable[str]] = _itself
    """The words for a key of text; those to show come first."""
    shown: Callable[[float], str] = short_number
    """A number as people say it."""
    bands: tuple[Band, ...] = ()
    """Groups of numbers, in order. Queries may name them by their labels; numbers without bands are not grouped."""
    rank: Callable[[Catalog, str], int] | None = None
    """The position of a key among the others; None: keys are in alphabetical order."""
    largest_first: bool = False
    unknown_key: str = ""
    """The key that says that the value is not known; empty: there is none."""
    several: bool = False
    """A record may have more than one value, so that data lists them; else the first is all there is."""
    first_says_all: bool = False
    """Whether the other values follow from the first, so that a cell need not count them."""
    zero_is_stated: bool = False
    """Whether 0 is only stated and no real value, as a price within a subscription: it comes after all others."""

    # What queries say of it.
    help: str = ""
    """What it is, in a few words, as completion and documents say it."""
    wanted: str = ""
    """What a query has to give, where that is not what is usual for its kind."""
    other_names: tuple[str, ...] = ()
    """What people type instead of the name."""
    closed: tuple[str, ...] = ()
    """All keys there can be, where it is a closed list."""
    every: Callable[[Catalog], Iterable[str]] = _nothing
    """All keys of the catalog's taxonomy, with or without models."""
    listed: bool = False
    """Whether a query's value that is none of the keys is a mistake, as it is in a closed list."""
    whole: bool = False
    """Whether a query's value must equal a key; otherwise it also finds the keys that contain or resemble it."""
    never_unknown: bool = False
    """Whether having no value means no, and not that it is unknown."""
    none: str = ""
    """The name of the group of records without a value, where that is not "not known"."""

    # Where it is offered.
    full_name: str = ""
    """The name of its grouping and of its order, where that is not its own."""
    grouping: int = 0
    """Its position among the groupings of the tree, from 1; 0: it is none of them."""
    divides: int = 0
    """Its position among the groupings that divide large groups unasked, from 1; 0: it is none of them."""
    order: int = 0
    """Its position among the orders of a list, from 1; 0: it is none. Words have one if their order has a meaning."""
    ordered_by: str = ""
    """The attribute whose order serves for this one, too."""
    only_where_known: bool = False
    """Whether grouping, order and column are offered only if some record of the catalog has a value."""
    only_where: Callable[[Catalog], bool] | None = None
    """Tells whether a catalog offers them, where no field of a record says that."""

    # Its column.
    column: int = 0
    """Its position among the columns that are always shown, from 1; 0: it has a column on demand."""
    column_of: str = ""
    """The attribute whose column shows this one, too."""
    no_column: str = ""
    """Why no table has a column for it; empty: tables can have one."""
    cells: int = 0
    """The least width of its column on screen, in cells; 0: what is usual for its kind."""
    narrow_title: str = ""
    """The heading of a column that is too narrow for the title."""
    row_title: str = ""
    """Its title beside a row, where there is room for more words than over a column."""

    # Its column in files.
    heading: str = ""
    """Its heading in CSV and TSV; empty: it has no column there."""
    lists_all: bool = False
    """Whether its cell lists every value and not only the first."""
    read_back: Callable[[str, bool], object] | None = None
    """Turns a cell, estimated or not, into the value at `path` of a record; None: no table holds enough for that."""

    of_organizations: bool = False
    """Whether it is an attribute of organizations and not of models."""
    page: str = ""
    """The page of the detail pane that lists it, below the facts that the page puts into words of its own."""

    @property
    def wants(self) -> str:
        """What a query has to give."""
        return self.wanted or _WANTS[self.kind]

    @property
    def called(self) -> str:
        """The name of its grouping and of its order."""
        return self.full_name or self.name

    @property
    def least_cells(self) -> int:
        """The least width of its column on screen, in cells."""
        return self.cells or _CELLS[self.kind]

    @property
    def names_itself(self) -> bool:
        """Whether its keys are words as sources write them and not ids."""
        return self.spellings is _itself

    def known_in(self, catalog: Catalog) -> bool:
        """Return whether a catalog may say anything of it."""
        return not self.path or catalog.tells(self.path, self.of_organizations)

    def offered(self, catalog: Catalog) -> bool:
        """Return whether a catalog offers it as grouping, order and column."""
        if self.only_where is not None:
            return self.only_where(catalog)
        return not self.only_where_known or self.known_in(catalog)

    def keys(self, catalog: Catalog, record: AnyRecord) -> tuple[str, ...]:
        """Return a record's values as keys."""
        return tuple(map(str, self.values(catalog, record)))

    def label(self, catalog: Catalog, value: Value) -> str:
        """Return the words for one value, safe to show."""
        if self.kind == "number":
            assert isinstance(value, int | float)
            return ZERO_STATED if self.zero_is_stated and not value else self.shown(value)
        if self.kind == "text":
            return safe_line(next(iter(self.spellings(catalog, str(value)))))
        return str(value)

    def text(self, catalog: Catalog, record: AnyRecord) -> str:
        """Return the value as a column shows it; empty if not known.

        Of several texts it is the first and how many more, of several numbers the least and the greatest: a query
        finds a record by any of them.
        """
        values = self.values(catalog, record)
        if not values:
            return ""
        if len(values) > 1 and self.several and self.kind == "number":
            return f"{self.label(catalog, min(values))}..{self.label(catalog, max(values))}"
        more = f" +{len(values) - 1}" if len(values) > 1 and not self.first_says_all else ""
        return f"{self.label(catalog, values[0])}{more}"

    def marks(self, record: AnyRecord) -> str:
        """Return `~` where the value is estimated and `!` where it is disputed."""
        return marks_of(record, self.path) if self.path else ""

    def cell(self, catalog: Catalog, record: AnyRecord) -> str:
        """Return the value, or the sign for what is not known, with its marks."""
        return f"{self.text(catalog, record) or UNKNOWN}{self.marks(record)}"

    def whole_cell(self, catalog: Catalog, record: AnyRecord) -> str:
        """Return every value, where `cell` has the first and how many more."""
        values = self.values(catalog, record)
        told = "; ".join(self.label(catalog, value) for value in (values if self.several else values[:1]))
        return f"{told or UNKNOWN}{self.marks(record)}"

    def spans(self, catalog: Catalog, record: AnyRecord) -> tuple[ValueSpan, ...]:
        """Return the spans of a number or a date."""
        values = self.values(catalog, record)
        if self.kind == "date":
            # Imported here: a plain list asks for no span of days.
            from genai_tui.catalog.partial_date import days_of

            return tuple(days_of(str(value)) for value in values)
        return tuple((value, value) for value in values)

    def groups(self, catalog: Catalog, record: AnyRecord) -> tuple[str, ...]:
        """Return the groups that a record is in: the labels of bands where there are any, else its values."""
        values = self.values(catalog, record)
        if self.kind == "text":
            return values  # type: ignore[return-value]  # the values of texts are their keys
        if self.bands:
            return tuple(
                dict.fromkeys(self.band(value) for value in values if isinstance(value, int | float))
            )
        return tuple(map(str, values))

    def band(self, value: float) -> str:
        """Return the label of the band of a number."""
        return next(band.label for band in self.bands if value in band)

    def place(self, catalog: Catalog, group: str) -> float | None:
        """Return the position of a group among the others; None: groups have no order of their own."""
        if self.bands:
            return next(place for place, band in enumerate(self.bands) if band.label == group)
        if self.rank:
            return self.rank(catalog, group)
        return whole(group.replace("-", "").ljust(8, "0")) if self.kind in ("year", "date") else None

    def sort_key(self, catalog: Catalog) -> Callable[[AnyRecord], Value | None]:
        """Return the key function for sorting records; it gives None for a record without a value."""
        read = self.values
        if self.kind != "text":
            return lambda record: values[0] if (values := read(catalog, record)) else None
        known: dict[Value, Value] = {}

        def key(record: AnyRecord) -> Value | None:
            values = read(catalog, record)
            if not values or values[0] == self.unknown_key:
                return None
            first = values[0]
            if first not in known:
                known[first] = (
                    self.rank(catalog, str(first)) if self.rank else self.label(catalog, first).casefold()
                )
            return known[first]

        return key


class AttributeTable:
    """The attributes of one kind of record, by every name that people type."""

    def __init__(self, rows: Iterable[Attribute]) -> None:
        self.rows: Mapping[str, Attribute] = {row.name: row for row in rows}
        """Every attribute by the name it has in queries, in the order in which they are explained."""
        self.other_names = {other: row.name for row in self.rows.values() for other in row.other_names}
        """What people type instead."""
        self.columns = self._in_turn("column")
        """The attributes whose columns are always shown, in their order."""
        self.orders = {row.called: row for row in self._in_turn("order")}
        """The attributes that a list can be in order of, by what the order is called."""
        self.groupings = {row.called: row for row in self._in_turn("grouping")}
        """The attributes that a tree can be grouped by, by what the grouping is called."""
        self.dividing = tuple(row.called for row in self._in_turn("divides"))
        """The groupings by which large groups are divided where nothing is asked for, the first to be tried first."""

    def _in_turn(self, turn: str) -> tuple[Attribute, ...]:
        return tuple(sorted((row for row in self.rows.values() if getattr(row, turn)), key=attrgetter(turn)))

    def called(self, name: str) -> Attribute | None:
        """Return the attribute of a name that people type, in small letters."""
        return self.rows.get(self.other_names.get(name, name))
