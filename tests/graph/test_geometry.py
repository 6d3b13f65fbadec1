"""Boxes and wires on a grid: a plan that moves takes all that is in it along."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from genai_tui.graph.drawing.geometry import Box, Plan, Point, Segment, Touch, Wire, beside, stacked

PLAN = Plan(
    (Box(0, 1, 2, 5, 3, "a"), Box(1, 1, 8, 6, 3, "b")),
    (Wire(0, "light", (Segment(3, 5, 3, 7), Segment(3, 7, 4, 7)), (Touch(0, 3, 4, "below"), Touch(1, 4, 8, "above")), (Point(4, 7),)),),
    12,
    11,
)  # fmt: skip
SHIFTS = st.integers(0, 500)


def _cells(plan: Plan) -> list[tuple[int, int]]:
    """Return every place that stands in a plan, in a fixed order."""
    found = [(box.left, box.top) for box in plan.boxes]
    for wire in plan.wires:
        found += [cell for s in wire.segments for cell in ((s.x0, s.y0), (s.x1, s.y1))]
        found += [(touch.x, touch.y) for touch in wire.touches]
        found += [(head.x, head.y) for head in wire.heads]
    return found


@given(SHIFTS, SHIFTS)
def test_a_plan_moves_as_a_whole(x: int, y: int) -> None:
    moved = PLAN.shifted(x, y)
    assert _cells(moved) == [(left + x, top + y) for left, top in _cells(PLAN)]
    assert (moved.width, moved.height) == (PLAN.width + x, PLAN.height + y)
    assert [box.rectangle[2:] for box in moved.boxes] == [box.rectangle[2:] for box in PLAN.boxes]
    assert [(box.node, box.text, box.frame) for box in moved.boxes] == [
        (box.node, box.text, box.frame) for box in PLAN.boxes
    ]
    assert [(wire.link, wire.stroke) for wire in moved.wires] == [(0, "light")]


@given(st.integers(1, 4), st.integers(0, 9))
def test_plans_stand_beside_each_other_or_one_below_the_other(number: int, gap: int) -> None:
    row, pile = beside([PLAN] * number, gap), stacked([PLAN] * number, gap)
    assert (row.width, row.height) == (number * PLAN.width + (number - 1) * gap, PLAN.height)
    assert (pile.width, pile.height) == (PLAN.width, number * PLAN.height + (number - 1) * gap)
    places = range(number)
    assert row.boxes == tuple(b for n in places for b in PLAN.shifted(n * (PLAN.width + gap), 0).boxes)
    assert row.wires == tuple(w for n in places for w in PLAN.shifted(n * (PLAN.width + gap), 0).wires)
    assert pile.boxes == tuple(b for n in places for b in PLAN.shifted(0, n * (PLAN.height + gap)).boxes)
    assert pile.wires == tuple(w for n in places for w in PLAN.shifted(0, n * (PLAN.height + gap)).wires)


def test_no_plans_take_no_room() -> None:
    assert beside([], 3) == stacked([], 3) == Plan((), (), 0, 0)
