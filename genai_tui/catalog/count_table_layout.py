"""The layout of a table of counts in cells of a terminal: the sizes of its columns, its headings and its cells as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from genai_tui.catalog.cells import pad, width
from genai_tui.catalog.count_table import CountTable

LONGEST_LABEL, LONGEST_HEAD = 40, 12
"""Cells of the label of a row, and of a column, at most."""
_FRAMED, _PLAIN = 4, 2
"""Cells around the text of a cell: a blank, or the sign of the cursor, the frame where cells have one, and the shade."""


def label_cells(table: CountTable, most: int = LONGEST_LABEL) -> int:
    """Return the cells of the labels of rows, up to so many."""
    return min(most, max(width(table.corner), *(width(row.label) for row in table.rows), 0))


def column_sizes(table: CountTable) -> tuple[int, ...]:
    """Return the cells of each column: all that its texts need, and its headings up to a limit."""
    sizes = []
    texts = [1] * len(table.columns)
    for row, place in {**table.counts, **table.wholes}:
        texts[place] = max(texts[place], width(table.text(row, place)))
    around = _around(table)
    for place, column in enumerate(table.columns):
        heads = [min(width(column.label), LONGEST_HEAD) + around // 2]
        beside = table.columns[max(0, place - 1) : place + 2]
        if column.above and sum(each.above == column.above for each in beside) == 1:
            heads.append(min(width(column.above), LONGEST_HEAD) + 1)  # no column beside it lends it room
        sizes.append(max(texts[place] + around, *heads))
    return tuple(sizes)


def _around(table: CountTable) -> int:
    return _FRAMED if table.frames else _PLAIN


def has_two_heads(table: CountTable) -> bool:
    """Tell whether headings of columns stand in two lines."""
    return any(column.above for column in table.columns)


def upper_heads(table: CountTable, columns: Iterable[int], sizes: Sequence[int]) -> Iterator[str]:
    """Yield the upper line of headings of some columns: once for those beside each other that share it."""
    for text, places in groupby(columns, key=lambda place: table.columns[place].above):
        room = sum(sizes[place] for place in places)
        yield pad(f" {text}" if text else "", room)


def head_text(table: CountTable, column: int, size: int) -> str:
    """Return the heading of a column, over its numbers."""
    after = " " * (_around(table) // 2)
    return f"{pad(table.columns[column].label, size - len(after), right=True)}{after}"


def cell_text(table: CountTable, row: int, column: int, size: int, ascii_only: bool = False) -> str:
    """Return a cell, number and shade in its frame, to the right of so many cells."""
    frame = table.frame(row, column) if table.frames else ("", "")
    shade = table.shade(row, column, ascii_only)
    parts = (table.text(row, column), shade) if table.count(row, column) else (shade, table.text(row, column))
    return pad(f"{frame[0]}{''.join(parts)}{frame[1]}", size, right=True)
