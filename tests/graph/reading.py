"""Reads a drawing back: follows its lines from box to box by the glyphs alone."""

from __future__ import annotations

from collections import Counter

from genai_tui.graph.drawing.rasterizer import Drawing

UP, RIGHT, DOWN, LEFT = 1, 2, 4, 8
_SETS = (" ╵╶╰╷│╭├╴╯─┴╮┤┬┼", " ╹╺┗╻┃┏┣╸┛━┻┓┫┳╋", " ║═╚║║╔╠═╝═╩╗╣╦╬")
ARMS: dict[str, int] = {glyph: mask for glyphs in _SETS for mask, glyph in enumerate(glyphs) if mask}
ARMS |= {"║": UP | DOWN, "═": LEFT | RIGHT, "┿": 15, "╂": 15, "╪": 15, "╫": 15}
ARMS |= {"▲": UP | DOWN, "▼": UP | DOWN, "◀": LEFT | RIGHT, "▶": LEFT | RIGHT}
STEP = {UP: (0, -1), RIGHT: (1, 0), DOWN: (0, 1), LEFT: (-1, 0)}
BACK = {UP: DOWN, DOWN: UP, LEFT: RIGHT, RIGHT: LEFT}


def nets(drawing: Drawing) -> Counter[frozenset[int]]:
    """Return which boxes each line of the drawing joins, and how often."""
    cells = [drawing.cells(y) for y in range(drawing.height)]
    box_at: dict[tuple[int, int], int] = {}
    for node, (left, top, width, height) in drawing.boxes.items():
        for y in range(top, top + height):
            for x in range(left, left + width):
                assert (x, y) not in box_at, "two boxes share a cell"
                box_at[x, y] = node

    def arms(x: int, y: int) -> int:
        if (x, y) in box_at or not (0 <= y < len(cells) and 0 <= x < len(cells[y])):
            return 0
        return ARMS.get(cells[y][x], 0)

    # A state is a cell and an axis at a crossing, so that lines go straight on there.
    seen: set[tuple[int, int, int]] = set()
    found: Counter[frozenset[int]] = Counter()
    for y, row in enumerate(cells):
        for x in range(len(row)):
            for axis in _axes(arms(x, y)):
                if (x, y, axis) in seen:
                    continue
                ends: set[int] = set()
                stack = [(x, y, axis)]
                seen.add((x, y, axis))
                while stack:
                    cx, cy, mask = stack.pop()
                    for arm, (dx, dy) in STEP.items():
                        if not mask & arm:
                            continue
                        nx, ny = cx + dx, cy + dy
                        if (nx, ny) in box_at:
                            ends.add(box_at[nx, ny])
                            continue
                        other = next((each for each in _axes(arms(nx, ny)) if each & BACK[arm]), 0)
                        if other and (nx, ny, other) not in seen:
                            seen.add((nx, ny, other))
                            stack.append((nx, ny, other))
                found[frozenset(ends)] += 1
    return found


def _axes(mask: int) -> tuple[int, ...]:
    if mask == 15:
        return UP | DOWN, LEFT | RIGHT
    return (mask,) if mask else ()
