"""The cursor of a plot: from point to point, up and down through the picture to the lanes, and from lane to lane."""

from __future__ import annotations

from typing import Literal

from genai_tui.plot.cells import OFF, UNKNOWN, Cell, Plot

Direction = Literal["left", "right", "up", "down"]
_BELOW = 1_000_000
"""Where lanes lie, in rows: below every picture."""


def first_cell(plot: Plot) -> Cell | None:
    """Return where the cursor begins: the newest point, the largest of them; of points without values in their lane."""
    drawn = [cell for cell in plot.cells if cell[1] >= 0] or list(plot.cells)
    return max(drawn, key=lambda cell: (cell[0], -_height(cell)), default=None)


def walked(plot: Plot, here: Cell, direction: Direction) -> Cell | None:
    """Return the next cell with a point in a direction; None where there is none.

    To the side it goes to the next column that has one, in the picture to the nearest row of it. Up and down it stays
    in its column as long as that has one, and goes down from the picture to the lanes.
    """
    if direction in ("left", "right"):
        sign = 1 if direction == "right" else -1
        beside = [cell for cell in _band(plot, here) if (cell[0] - here[0]) * sign > 0]
        return min(beside, key=lambda cell: (abs(cell[0] - here[0]), abs(cell[1] - here[1])), default=None)
    sign = 1 if direction == "down" else -1
    onward = [cell for cell in plot.cells if (_height(cell) - _height(here)) * sign > 0]
    return min(onward, key=lambda cell: _way(here, cell), default=None)


def _way(here: Cell, cell: Cell) -> tuple[int, int, int, int]:
    """Return how far a cell lies up or down: in the picture before a lane, in its column before one beside it.

    Out of a lane the way goes to the lowest point of the picture.
    """
    lanes = abs(_height(cell) // _BELOW - _height(here) // _BELOW)
    beside, off = abs(cell[0] - here[0]), abs(_height(cell) - _height(here))
    return (lanes, 0 if beside == 0 else 1, off + 2 * beside if not lanes else 2 * beside, off)


def in_lane(plot: Plot, here: Cell, step: int) -> Cell | None:
    """Return the nearest cell of the next lane, or of the picture, round and round."""
    bands = [band for band in (0, UNKNOWN, OFF) if any(_band_of(cell) == band for cell in plot.cells)]
    if len(bands) < 2:
        return None
    band = bands[(bands.index(_band_of(here)) + step) % len(bands)]
    cells = [cell for cell in plot.cells if _band_of(cell) == band]
    return min(cells, key=lambda cell: (abs(cell[0] - here[0]), cell[1]), default=None)


def end(plot: Plot, here: Cell, last: bool) -> Cell:
    """Return the first or the last cell with a point in the picture, or in the lane."""
    return (max if last else min)(_band(plot, here), key=lambda cell: (cell[0], -abs(cell[1] - here[1])))


def _band_of(cell: Cell) -> int:
    return min(0, cell[1])


def _band(plot: Plot, here: Cell) -> list[Cell]:
    return [cell for cell in plot.cells if _band_of(cell) == _band_of(here)]


def _height(cell: Cell) -> int:
    """Return how far down a cell lies; lanes lie below the picture."""
    return cell[1] if cell[1] >= 0 else -cell[1] * _BELOW
