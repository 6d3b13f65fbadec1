"""Columns of a table of records: which are shown beside the name, and how wide each is."""

from __future__ import annotations

import functools
from collections.abc import Callable

from msgspec import Struct, structs

from genai_tui.catalog.attribute import Attribute, AttributeTable
from genai_tui.catalog.cells import width
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.view.pane_widths import LONG_NAME, LOOKED_AT, NameCells, TableNeeds, needed

GAP = 2
"""Cells after a column; the marks of its value stand there."""
_DAY = 10
"""Cells of a date to the day."""
_ORGANIZATION, _LONG_ORGANIZATION, _LONGEST_ORGANIZATION = 9, 19, 28
"""Cells of an organization at least, before other columns grow, and at most."""
_COUNT = 3
"""Cells of how many more organizations there are."""
_LETTERS = 3
"""Cells of a code before the name."""
_WIDE = 64
"""Cells from which on a table has such codes unasked."""


MAKERS = NameCells(_ORGANIZATION, _LONG_ORGANIZATION, _LONGEST_ORGANIZATION)
"""Cells of organizations where nothing is known of their names."""
_LEAST_WORDS = 5
"""Cells of words that are left of a column over which a long name runs."""


def _no_makers(catalog: Catalog) -> NameCells:
    """Return what they need where they are the records themselves."""
    return MAKERS


def maker_cells(catalog: Catalog) -> NameCells:
    """Return what the names of organizations in a column need: the first of each model, and how many more."""
    name = catalog.organization_name
    made = (model.organization_ids for model in catalog.models[:LOOKED_AT])
    taken = (width(safe_line(name(ids[0]))) + _COUNT * (len(ids) > 1) for ids in made if ids)
    return needed(taken, _ORGANIZATION, _LONG_ORGANIZATION)


class Columns(Struct, frozen=True):
    """Cells of the name, the columns that are shown with theirs, and whether codes of categories are."""

    name: int
    shown: tuple[tuple[Attribute, int], ...]
    letters: bool
    yielding: int = 0
    """So many columns, from the first on, give way to a name: those before the first that was asked for, or comes first."""

    def of_name(self, cells: int) -> Columns:
        """Return the columns of a row whose name has so many cells: those beside it give way before it is cut.

        Names become shorter; what stands whole or not at all, as numbers, dates and kinds do, is left out.
        """
        name, shown = self.name, list(self.shown)
        yielding = self.yielding
        while cells > name and yielding:
            attribute, size = shown[0]
            is_name = attribute.kind == "text" and not attribute.closed
            if is_name and size - (cells - name) >= _LEAST_WORDS:
                shown[0] = attribute, size - (cells - name)
                name = cells
            else:
                name += size + GAP
                del shown[0]
                yielding -= 1
        return structs.replace(self, name=name, shown=tuple(shown)) if name > self.name else self

    def over_blanks(self, cells: int, number: str) -> Columns:
        """Return the columns of a row with a name of so many cells that is whole over the blanks before a number, if it is."""
        first, *rest = self.shown or ((None, 0),)
        attribute, size = first
        over = cells - self.name
        if attribute is None or attribute.kind != "number" or not 0 < over < size - width(number):
            return self
        return structs.replace(self, name=cells, shown=((attribute, size - over), *rest))


class Layout(Struct, frozen=True, eq=False):
    """What the rows of one kind of record have: columns, and what has a place of its own in every row."""

    attributes: AttributeTable
    elsewhere: frozenset[str]
    """Attributes with a place of their own."""
    ends: int
    """Cells before and after name and columns."""
    letters: str = ""
    """The attribute whose code stands before the name where there is room."""
    end: str = ""
    """The attribute that stands at the end of a row."""
    main: int = 2
    """How many columns come before names are whole."""
    makers: Callable[[Catalog], NameCells] = _no_makers
    """Tells what names of organizations need that are a column."""
    chosen: tuple[str, ...] = ()
    """The columns that the reader has chosen, in order; none: those that are always shown."""
    spare: tuple[tuple[str, int], ...] = ()
    """Columns with their cells that come in where all of a wide table is seen, and names would only be padded."""
    first: tuple[str, ...] = ()
    """Of the columns that are always shown those that come in before the others, wherever they stand."""

    def with_columns(self, names: tuple[str, ...]) -> Layout:
        """Return a layout with the columns in which attributes are seen; the same where none is named."""
        chosen = tuple(dict.fromkeys(filter(None, map(self.column_of, names))))
        return structs.replace(self, chosen=chosen) if chosen else self

    @property
    def usual(self) -> tuple[str, ...]:
        """The columns between the name and the end in the order in which they come in."""
        return self.chosen or tuple(
            each.name for each in self.attributes.columns if each.name not in self.elsewhere
        )

    def column_of(self, name: str) -> str | None:
        """Return the column in which an attribute is seen; None for what has no column, or is in every row."""
        rows = self.attributes.rows
        attribute = rows[rows[name].column_of or name]
        return None if attribute.no_column or attribute.name in self.elsewhere else attribute.name

    def in_turn(self, known: tuple[str, ...], asked: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
        """Return the columns in the order in which they come in, and how many of them were asked for."""
        wanted = tuple(dict.fromkeys(filter(None, map(self.column_of, asked))))
        first = () if self.chosen else (each for each in self.first if each in known)
        return tuple(dict.fromkeys((*wanted, *first, *known))), len(wanted)

    def widest(self, name: str, makers: NameCells) -> int:
        """Return the cells up to which a column grows."""
        attribute = self.attributes.rows[name]
        if attribute.kind == "date":
            return max(_DAY, attribute.least_cells)
        if name == "org":
            return max(makers.most, min(makers.all, _LONGEST_ORGANIZATION), width(attribute.title))
        return max(attribute.least_cells, width(attribute.title) if attribute.narrow_title else 0)


@functools.lru_cache(maxsize=64)
def needs_of(
    layout: Layout,
    known: tuple[str, ...],
    asked: tuple[str, ...],
    names: NameCells,
    makers: NameCells = MAKERS,
) -> TableNeeds:
    """Return what a table needs that is to show what is `asked` for, then the others of `known` in turn."""
    turn, wanted = layout.in_turn(known, asked)
    rows = layout.attributes.rows
    letters = layout.letters in asked
    has_makers = "org" in turn
    words, long_words = has_makers * (makers.usual - _ORGANIZATION), has_makers * (makers.most - makers.usual)
    growth = sum(layout.widest(name, makers) - rows[name].least_cells for name in turn) - words - long_words
    return TableNeeds(
        names,
        layout.ends + letters * _LETTERS,
        tuple(rows[name].least_cells + GAP for name in turn),
        wanted,
        len(set(known[: layout.main]).difference(turn[:wanted])),
        words,
        long_words,
        growth + (_LETTERS if layout.letters and not letters else 0),
    )


@functools.lru_cache(maxsize=64)
def columns_in(
    cells: int,
    layout: Layout,
    known: tuple[str, ...],
    asked: tuple[str, ...],
    names: NameCells = NameCells(),  # noqa: B008 # frozen
    makers: NameCells = MAKERS,
    most: int | None = None,
    spare: tuple[tuple[str, int], ...] = (),
) -> Columns:
    """Return the columns of a table that is so wide, at most `most` of them, and of `spare` ones what else has room."""
    needs = needs_of(layout, known, asked, names, makers)
    turn, wanted = layout.in_turn(known, asked)
    count = needs.fitting(cells)
    every, turn = len(turn), turn[: count if most is None else max(min(count, wanted), min(most, count))]
    rows = layout.attributes.rows
    shown = {name: rows[name].least_cells for name in turn}
    letters = layout.letters in asked
    room = cells - needs.around - sum(size + GAP for size in shown.values())
    name = min(room, names.usual)
    room -= name
    if "org" in shown:
        shown["org"] += (more := min(room, needs.words + needs.long_words))
        room -= more
    name += (more := min(room, max(names.most, min(names.all, LONG_NAME)) - name))
    room -= more
    if layout.letters and not letters and room >= _LETTERS and cells >= _WIDE:
        letters = True
        room -= _LETTERS
    for column in sorted(shown, key=lambda each: each == "org"):
        more = layout.widest(column, makers) - shown[column]
        if more <= room or column == "org":
            shown[column] += min(room, more)
            room -= min(room, more)
    padding = room - max(0, names.all - name)
    for column, size in spare if len(turn) == every else ():
        if size + GAP > padding:
            break  # so that a wider table has all that this one has
        if column not in shown:
            shown[column] = size
            room -= size + GAP
            padding -= size + GAP
    order = (*layout.usual, *(each for each in shown if each not in layout.usual))
    columns = tuple((rows[each], shown[each]) for each in order if each in shown)
    wanted_names = {*turn[:wanted], *layout.first}
    yielding = next((at for at, (each, _) in enumerate(columns) if each.name in wanted_names), len(columns))
    return Columns(name + room, columns, letters, yielding)
