"""How good a plan is: crossings, bends, line and room, by which the better of two is chosen."""

from __future__ import annotations

import pytest

from genai_tui.graph.drawing.geometry import Plan, Segment, Wire
from genai_tui.graph.drawing.layout import crossings, score

ACROSS = (Segment(0, 3, 9, 3),)
DOWN = (Segment(4, 0, 4, 6),)
CORNER = (Segment(2, 0, 2, 5), Segment(2, 5, 8, 5))
SQUARE = (Segment(1, 1, 6, 1), Segment(6, 1, 6, 5), Segment(3, 5, 6, 5), Segment(3, 0, 3, 5))
"""A line that crosses itself."""


def _plan(*wires: tuple[Segment, ...], width: int = 12, height: int = 8) -> Plan:
    return Plan((), tuple(Wire(n, "light", each, ()) for n, each in enumerate(wires)), width, height)


@pytest.mark.parametrize(
    ("wires", "crossed", "price", "ink", "bends"),
    [
        ((), 0, 0, 0, 0),
        ((ACROSS,), 0, 0, 10, 0),
        ((DOWN,), 0, 0, 7, 0),
        ((CORNER,), 0, 0, 12, 1),
        ((ACROSS, DOWN), 1, 36.6, 16, 0),
        ((DOWN, ACROSS), 1, 36.6, 16, 0),
        ((ACROSS, CORNER), 1, 36.6, 21, 1),
        ((DOWN, CORNER), 1, 36.6, 18, 1),
        (((Segment(3, 3, 3, 3),), (Segment(3, 3, 9, 3),)), 1, 36.6, 7, 0),
        (((Segment(3, 3, 3, 3),), (Segment(3, 1, 3, 5),)), 0, 0, 5, 0),
        ((ACROSS, DOWN, CORNER), 3, 114.9, 26, 1),
        ((SQUARE,), 0, 0, 17, 3),
        (((Segment(0, 6, 9, 6),), DOWN), 1, 36.6, 16, 0),
        (((Segment(0, 7, 9, 7),), DOWN), 0, 0, 17, 0),
        (((Segment(5, 3, 9, 3),), DOWN), 0, 0, 12, 0),
    ],
)
def test_a_plan_is_judged_by_its_lines(
    wires: tuple[tuple[Segment, ...], ...], crossed: int, price: float, ink: int, bends: int
) -> None:
    plan = _plan(*wires)
    assert crossings(plan) == crossed
    assert score(plan, 80) == pytest.approx(price + bends + 0.35 * ink + 0.02 * 12 * 8)


@pytest.mark.parametrize(("crossed", "price"), [(0, 0), (1, 6), (2, 12), (3, 52), (4, 92)])
def test_each_crossing_counts_more_once_one_in_twenty_lines_is_crossed(crossed: int, price: int) -> None:
    flat = [(Segment(0, 2 * n, 9, 2 * n),) for n in range(39)]
    upright = (Segment(4, 0, 4, 2 * (crossed - 1)) if crossed else Segment(20, 0, 20, 0),)
    ink = 390 + (2 * crossed - 1 - crossed if crossed else 1)
    assert score(_plan(*flat, upright), 80) == pytest.approx(price + 0.35 * ink + 0.02 * 12 * 8, abs=0.01)


def test_what_does_not_fit_into_the_room_counts_more_than_lines() -> None:
    fits, wide, tall = _plan(ACROSS, width=40), _plan(ACROSS, width=41), _plan(ACROSS, width=40, height=400)
    assert score(wide, 40) - score(fits, 40) == pytest.approx(8 + 0.02 * 8)
    assert score(wide, 41) == pytest.approx(score(wide, 80))
    assert score(tall, 40) - 0.02 * 40 * 392 > score(fits, 40) + 500
