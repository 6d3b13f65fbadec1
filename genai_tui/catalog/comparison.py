"""A comparison of records: two to eight models, or organizations, side by side, a row for each attribute.

A cell is what the column of a list shows. A row is left out where nobody states anything, or, unless all are asked for,
where all say the same. Nothing is called the best: footnotes say which values are not of one kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from genai_tui.catalog.attribute import UNKNOWN, AnyRecord, Attribute, AttributeTable, Value
from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.comparison_notes import disputes_on, unlike_values
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line

LEAST, MOST = 2, 8
"""How many records can be compared."""
_SAID = ("name", "id", "disputed", "needs")
"""Attributes without a row: what stands at the head of each record's column, what marks say, what follows from a row."""


class NotComparable(ValueError):
    """These records cannot be compared; the message says why in a line."""


class Cell(Struct, frozen=True):
    """What one record says in a row."""

    text: str
    """As the column of a list shows it, with its marks; `·` where nothing is known. Safe to show."""
    values: tuple[Value, ...]
    """All values, the first the one that counts."""
    marks: str
    """`~` estimated, `!` disputed, both or none."""
    whole: str = ""
    """Every value with the marks, where `text` has the first and how many more. Safe to show."""


class Row(Struct, frozen=True):
    """One attribute of all records."""

    attribute: Attribute
    cells: tuple[Cell, ...]
    """A cell for each record, in their order."""
    differs: bool
    """Whether the records do not all say the same, or nobody can tell because sources differ."""
    disputed: tuple[str, ...] = ()
    """Footnotes with the rival values of what is disputed. Safe to show."""
    unlike: tuple[str, ...] = ()
    """Footnotes on values that are not of one kind. Safe to show."""

    @property
    def title(self) -> str:
        """What the row is called: there is more room than over a column."""
        return self.attribute.row_title or self.attribute.title

    @property
    def notes(self) -> tuple[str, ...]:
        """All footnotes of the row."""
        return (*self.disputed, *self.unlike)


class Comparison(Struct, frozen=True):
    """Records and the rows that are shown of them."""

    records: tuple[AnyRecord, ...]
    names: tuple[str, ...]
    """The name of each record, with its id where another has the same name. Safe to show."""
    rows: tuple[Row, ...]
    same: tuple[str, ...]
    """Titles of the rows that are left out because nothing differs in them."""

    @property
    def footnotes(self) -> dict[str, tuple[Row, ...]]:
        """The footnotes, each once, in their order, with the rows that they are about."""
        found: dict[str, tuple[Row, ...]] = {}
        for row in self.rows:
            for note in row.notes:
                found[note] = (*found.get(note, ()), row)
        return found

    def label(self, row: Row) -> str:
        """Return the title of a row with the numbers of its footnotes, counted from 1: `Params [1,3-5]`."""
        numbers = [number for number, note in enumerate(self.footnotes, 1) if note in row.notes]
        return f"{row.title} [{_ranges(numbers)}]" if numbers else row.title

    def footnote_lines(self) -> Iterator[str]:
        """Yield the footnotes with their numbers: `[1] Params, Variants: ...`."""
        for number, (note, rows) in enumerate(self.footnotes.items(), 1):
            yield f"[{number}] {', '.join(row.title for row in rows)}: {note}"

    def left_out(self) -> str:
        """Return in a line which rows are left out because nothing differs in them; empty where none is."""
        return f"The same in all: {', '.join(self.same)}" if self.same else ""


def _ranges(numbers: Iterable[int]) -> str:
    """Return numbers in order, three and more in a row as the first and the last: `1,2,4-9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ",".join(map(str, run)) for run in runs)


def attributes_of(records: Sequence[AnyRecord]) -> AttributeTable:
    """Return the attributes that records of this kind have."""
    if isinstance(records[0], Organization):
        from genai_tui.catalog.organization_attributes import (
            ORGANIZATIONS,
        )  # imported here: models do without

        return ORGANIZATIONS
    return MODELS


def check_kinds(records: Iterable[Model | Organization]) -> None:
    """Raise NotComparable where some records are models and others organizations."""
    found: dict[type, str] = {}
    for each in records:
        found.setdefault(type(each), safe_line(each.name))
    if len(found) > 1:
        raise NotComparable(
            f"{found[Model]} is a model and {found[Organization]} an organization: compare records of one kind"
        )


def comparable(records: Iterable[Model | Organization]) -> tuple[Model | Organization, ...]:
    """Return records, each once, that can be compared. Raises NotComparable."""
    found = tuple({(type(each), each.id): each for each in records}.values())
    check_kinds(found)
    if len(found) < LEAST:
        only = f", and this is {safe_line(found[0].name)} alone" if found else ""
        raise NotComparable(f"compare takes {LEAST} to {MOST} records{only}")
    if len(found) > MOST:
        raise NotComparable(f"compare takes {LEAST} to {MOST} records, and these are {len(found)}")
    return found


def compared(
    catalog: Catalog,
    records: Iterable[Model | Organization],
    every: bool = False,
    of: Sequence[Attribute] = (),
) -> Comparison:
    """Return the comparison of records, with `every` row in which anything is stated. Raises NotComparable.

    `of` names the rows, which then stand whatever they say.
    """
    found = comparable(records)
    if of:
        return Comparison(found, _names(found), tuple(_stated(catalog, found, each) for each in of), ())
    rows = [
        row for attribute in _attributes(attributes_of(found)) if (row := _row(catalog, found, attribute))
    ]
    shown = tuple(row for row in rows if every or row.differs)
    same = tuple(row.title for row in rows if not (every or row.differs))
    return Comparison(found, _names(found), shown, same)


def _names(records: Sequence[AnyRecord]) -> tuple[str, ...]:
    names = [safe_line(each.name) for each in records]
    return tuple(
        f"{name} ({safe_line(each.id)})" if names.count(name) > 1 else name
        for name, each in zip(names, records, strict=True)
    )


def _attributes(table: AttributeTable) -> Iterator[Attribute]:
    """Yield the attributes with a row: those with a column of their own first, as a list has them."""
    rest = (each for each in table.rows.values() if each not in table.columns)
    for each in (*table.columns, *rest):
        if each.name not in _SAID and not each.no_column and not each.column_of:
            yield each


def _row(catalog: Catalog, records: Sequence[AnyRecord], attribute: Attribute) -> Row | None:
    """Return the row of an attribute; None where nobody states anything."""
    row = _stated(catalog, records, attribute)
    return row if any(cell.values for cell in row.cells) or _is_disputed_itself(records, attribute) else None


def _stated(catalog: Catalog, records: Sequence[AnyRecord], attribute: Attribute) -> Row:
    """Return the row of an attribute, be anything stated in it or not."""
    cells = tuple(_cell(catalog, record, attribute) for record in records)
    differs = (
        len({cell.text for cell in cells}) > 1
        or len({frozenset(cell.values) for cell in cells}) > 1
        or any("!" in cell.marks for cell in cells)
    )
    unlike = (*_alike(catalog, records, attribute, cells), *unlike_values(catalog, records, attribute))
    return Row(attribute, cells, differs, disputes_on(catalog, records, attribute), unlike)


def _is_disputed_itself(records: Sequence[AnyRecord], attribute: Attribute) -> bool:
    """Return whether sources differ about an attribute of which no value was chosen, and not about what it is a part of.

    Where the organizations are disputed, their countries are not known for that.
    """
    first = next(each for each in attributes_of(records).rows.values() if each.path == attribute.path)
    disputes = (dispute for record in records for dispute in getattr(record, "disputes", ()))
    return attribute is first and any(dispute.field in attribute.path.split("|") for dispute in disputes)


def _cell(catalog: Catalog, record: AnyRecord, attribute: Attribute) -> Cell:
    text = safe_line(attribute.cell(catalog, record)) or UNKNOWN
    values, marks = attribute.values(catalog, record), attribute.marks(record)
    lists = len(values) > 1 and attribute.several and attribute.kind == "text"
    whole = safe_line(", ".join(attribute.label(catalog, each) for each in values)) + marks if lists else text
    return Cell(text, values, marks, whole)


_LISTED = 6
"""So many values are named in a footnote."""


def _alike(
    catalog: Catalog, records: Sequence[AnyRecord], attribute: Attribute, cells: Sequence[Cell]
) -> Iterator[str]:
    """Yield what values are that differ and yet look alike in their cells."""
    names = _names(records)
    for text in dict.fromkeys(cell.text for cell in cells):
        like = [(name, cell) for name, cell in zip(names, cells, strict=True) if cell.text == text]
        if len({frozenset(cell.values) for _, cell in like}) > 1:
            told = (f"{name} {_in_full(catalog, attribute, cell)}" for name, cell in like)
            yield f"not the same: {'; '.join(told)}"


def _in_full(catalog: Catalog, attribute: Attribute, cell: Cell) -> str:
    values = [
        f"{value:,.15g}" if attribute.kind == "number" else attribute.label(catalog, value)
        for value in cell.values
    ]
    more = f" and {len(values) - _LISTED} more" if len(values) > _LISTED else ""
    return ", ".join(values[:_LISTED]) + more


def in_full(catalog: Catalog, row: Row, place: int) -> tuple[str, ...]:
    """Return all values of a cell as readers know them; none where nothing is known."""
    return tuple(safe_line(row.attribute.label(catalog, value)) for value in row.cells[place].values)
