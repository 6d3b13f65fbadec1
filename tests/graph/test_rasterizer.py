"""Characters of a plan: where lines of any stroke cross, turn and end, and how boxes stand in them."""

from __future__ import annotations

from typing import Any

import pytest

from genai_tui.graph.drawing.geometry import Box, Plan, Point, Segment, Side, Touch, Wire
from genai_tui.graph.drawing.rasterizer import Drawing, draw, plain_text

ACROSS = (Segment(0, 1, 2, 1),)
DOWN = (Segment(1, 0, 1, 2),)


def drawn(*wires: Wire, boxes: tuple[Box, ...] = (), ascii_only: bool = False) -> Drawing:
    return draw(Plan(boxes, wires, 9, 5), ascii_only)


def wire(link: int, stroke: Any, *segments: Segment, touches: Any = (), heads: Any = ()) -> Wire:
    return Wire(link, stroke, segments, touches, heads)


@pytest.mark.parametrize(
    ("flat", "upright", "char", "plain"),
    [
        ("light", "light", "┼", "|"), ("heavy", "heavy", "╋", ":"), ("double", "double", "╬", '"'),
        ("heavy", "light", "┿", "|"), ("light", "heavy", "╂", ":"), ("double", "light", "╪", "|"), ("light", "double", "╫", '"'),
        ("double", "heavy", "╪", ":"), ("heavy", "double", "╫", '"'),
    ],
)  # fmt: skip
def test_two_lines_that_cross(flat: str, upright: str, char: str, plain: str) -> None:
    wires = wire(0, flat, *ACROSS), wire(1, upright, *DOWN)
    assert drawn(*wires).rows[1][1] == char
    assert drawn(*wires, ascii_only=True).rows[1][1] == plain
    assert drawn(*wires).owners[1][:3] == (-1, -2, -1), "the upright one is seen to pass"
    roles = {"light": "line", "heavy": "bus", "double": "owns"}
    assert drawn(*wires).roles[1][:3] == (roles[flat], roles[upright], roles[flat])


@pytest.mark.parametrize(
    ("segments", "char", "plain"),
    [
        ((*ACROSS, *DOWN), "┼", "+"),
        ((Segment(1, 1, 2, 1), Segment(1, 1, 1, 2)), "╭", "+"),
        ((Segment(0, 1, 1, 1), Segment(1, 1, 1, 2)), "╮", "+"),
        ((Segment(1, 1, 2, 1), Segment(1, 0, 1, 1)), "╰", "+"),
        ((Segment(0, 1, 1, 1), Segment(1, 0, 1, 1)), "╯", "+"),
        ((*ACROSS, Segment(1, 1, 1, 2)), "┬", "+"),
        ((*ACROSS, Segment(1, 0, 1, 1)), "┴", "+"),
        ((Segment(1, 1, 2, 1), *DOWN), "├", "+"),
        ((Segment(0, 1, 1, 1), *DOWN), "┤", "+"),
        (ACROSS, "─", "-"),
        (DOWN, "│", "|"),
    ],
)  # fmt: skip
def test_one_line_that_turns_and_branches(segments: tuple[Segment, ...], char: str, plain: str) -> None:
    assert drawn(wire(0, "light", *segments)).rows[1][1] == char
    assert drawn(wire(0, "light", *segments), ascii_only=True).rows[1][1] == plain


@pytest.mark.parametrize(
    ("stroke", "flat", "upright"), [("light", "-", "|"), ("heavy", "=", ":"), ("double", "~", '"')]
)
def test_strokes_have_their_own_signs_in_ascii(stroke: str, flat: str, upright: str) -> None:
    assert drawn(wire(0, stroke, *ACROSS), ascii_only=True).rows[1] == flat * 3
    assert [row[1:2] for row in drawn(wire(0, stroke, *DOWN), ascii_only=True).rows[:3]] == [upright] * 3


def test_lines_that_only_meet_in_a_corner_are_joined_by_the_upright_one() -> None:
    corner = wire(0, "heavy", Segment(0, 1, 1, 1)), wire(1, "double", Segment(1, 1, 1, 2))
    assert drawn(*corner).rows[1][1] == "╗"
    assert drawn(*corner, ascii_only=True).rows[1][1] == "+"


BOX = Box(0, 2, 1, 5, 3, "ab")


@pytest.mark.parametrize(
    ("side", "at", "out", "char", "head", "plain_head"),
    [
        ("above", (4, 1), (4, 0), "┴", "▼", "v"),
        ("below", (4, 3), (4, 4), "┬", "▲", "^"),
        ("left", (2, 2), (1, 2), "┤", "▶", ">"),
        ("right", (6, 2), (7, 2), "├", "◀", "<"),
    ],
)
def test_where_a_line_meets_a_box(
    side: Side, at: tuple[int, int], out: tuple[int, int], char: str, head: str, plain_head: str
) -> None:
    (x, y), (beside, below) = at, out
    touch = (Touch(0, x, y, side),)
    lines = wire(0, "light", Segment(*out, *out), touches=touch)
    assert drawn(lines, boxes=(BOX,)).rows[y][x] == char
    assert drawn(lines, boxes=(BOX,), ascii_only=True).rows[y][x] == "+"
    arrow = wire(0, "light", Segment(*out, *out), touches=touch, heads=(Point(*out),))
    assert drawn(arrow, boxes=(BOX,)).rows[below][beside] == head
    assert drawn(arrow, boxes=(BOX,), ascii_only=True).rows[below][beside] == plain_head
    whole = drawn(boxes=(BOX,)).rows[y][x]
    assert drawn(arrow, boxes=(BOX,)).rows[y][x] == (char if side in ("left", "right") else whole)


@pytest.mark.parametrize(
    ("box", "text"),
    [
        (BOX, "\n  ┌───┐\n  │ab │\n  └───┘\n\n"),
        (Box(0, 2, 1, 6, 3, "ab"), "\n  ┌────┐\n  │ ab │\n  └────┘\n\n"),
        (Box(0, 2, 1, 5, 3, "清x"), "\n  ┌───┐\n  │清x│\n  └───┘\n\n"),
        (Box(0, 2, 1, 5, 3, "ab", "startup"), "\n  ┌╌╌╌┐\n  ┆ab ┆\n  └╌╌╌┘\n\n"),
        (Box(0, 2, 1, 5, 1, "abc"), "\n  [abc]\n\n\n\n"),
        (Box(0, 2, 1, 6, 1, "e\u0301x"), "\n  [ e\u0301x ]\n\n\n\n"),
    ],
)
def test_a_box_with_its_text_in_the_middle(box: Box, text: str) -> None:
    drawing = drawn(boxes=(box,))
    assert plain_text(drawing) == text
    assert drawing.boxes == {0: box.rectangle}
    middle = box.top + box.height // 2
    assert drawing.roles[middle][box.left + 1] == "name"
    assert drawing.roles[box.top][box.left] == ("name" if box.height == 1 else "frame")


@pytest.mark.parametrize(
    ("start", "end", "runs"),
    [
        (0, 9, [("  ", "blank", None), ("│", "frame", 0), ("清x", "name", 0), ("│", "frame", 0), ("  ", "blank", None)]),
        (3, 5, [("清", "name", 0)]),
        (4, 6, [(" x", "name", 0)]),
        (2, 4, [("│", "frame", 0), (" ", "name", 0)]),
        (-3, 1, [(" ", "blank", None)]),
        (8, 99, [(" ", "blank", None)]),
        (5, 5, []),
    ],
)  # fmt: skip
def test_a_part_of_a_row_as_runs(start: int, end: int, runs: list[tuple[str, str, int | None]]) -> None:
    drawing = drawn(boxes=(Box(0, 2, 1, 5, 3, "清x"),))
    assert list(drawing.runs(2, start, end)) == runs
    assert list(drawing.runs(5, 0, 9)) == list(drawing.runs(-1, 0, 9)) == []
    assert drawing.height == 5
