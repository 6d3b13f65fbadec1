"""The graph canvas: walking boxes and lines, round partners, through the table; what it tells, and of nothing."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from genai_tui.catalog.ties import Tie
from genai_tui.graph.render import picture
from genai_tui.graph.types import Graph, Link, Node
from genai_tui.tui.widgets import graph_canvas
from genai_tui.tui.widgets.graph_canvas import GraphCanvas
from tests.tui.host import hosted

TIES = tuple(Tie("together", date=f"20{number}", model=f"m{number}") for number in range(10, 14))
GRAPH = Graph(
    "collaboration",
    tuple(Node(name.lower(), name) for name in ("Hub", "One", "Two", "Three", "Alone")),
    (Link(("hub", "one"), evidence=TIES[:1]), Link(("hub", "two"), evidence=TIES), Link(("hub", "three"), evidence=TIES[:2])),
)  # fmt: skip


def shows(view: GraphCanvas, layout: str = "boxes", chosen: str | None = "hub", room: int = 58) -> None:
    view.show(GRAPH, picture(GRAPH, layout, room).drawing, chosen)  # type: ignore[arg-type]


def told(messages: list[object]) -> list[tuple[object, ...]]:
    return [
        (type(each).__name__, *(getattr(each, name) for name in type(each).__annotations__))
        for each in messages
    ]


async def test_every_box_is_reached_by_left_and_right() -> None:
    view = GraphCanvas()
    async with hosted(view, 60, 20) as (app, pilot):
        shows(view, chosen="one")
        assert view.node_id == "one"
        await pilot.press(*["left"] * 6)
        assert view.node_id == view.in_order[0]
        seen = [view.node_id]
        for _ in range(4):
            await pilot.press("right")
            seen.append(view.node_id)
        assert tuple(seen) == view.in_order
        assert sorted(seen) == sorted(node.id for node in GRAPH.nodes)
        await pilot.press("l")
        assert view.node_id == seen[-1], "it ends there"
        assert [each[0] for each in told(app.told)] == ["NodeHighlighted"] * len(app.told)
        await pilot.press("left", "right")
        assert view.node_id == seen[-1]
        assert all(row.rstrip() in view.text for row in view.rows if len(view.rows) <= 20)


async def test_up_and_down_go_back_where_they_came_from() -> None:
    view = GraphCanvas()
    async with hosted(view, 60, 20) as (_, pilot):
        shows(view)
        for there, back in (("up", "down"), ("down", "up"), ("k", "j"), ("j", "k")):
            before = view.node_id
            await pilot.press(there)
            if view.node_id != before:
                await pilot.press(back)
            assert view.node_id == before


async def test_tab_goes_round_the_partners_of_one() -> None:
    view = GraphCanvas()
    async with hosted(view, 60, 20) as (_, pilot):
        shows(view)
        order = [id_ for id_ in view.in_order if id_ in ("one", "two", "three")]
        seen = []
        for _ in range(4):
            await pilot.press("tab")
            seen.append(view.node_id)
        assert seen == [*order, order[0]]
        await pilot.press("shift+tab")
        assert view.node_id == order[-1]
        shows(view)
        await pilot.press("shift+tab")
        assert view.node_id == order[-1]
        shows(view, chosen="alone")
        await pilot.press("tab")
        assert not view.tie(1)
        assert not view.tie(-1)
        assert (view.node_id, view.link) == ("alone", None)


async def test_it_goes_round_the_lines_and_enter_chooses() -> None:
    view = GraphCanvas()
    async with hosted(view, 60, 20) as (app, pilot):
        shows(view)
        assert all(view.tie(step) for step in (1, 1, 1, 1, -1))
        await pilot.press("enter", "right", "enter")
        assert view.link is None, "a step leaves the line"
        assert told(app.told)[:6] == [
            ("LinkHighlighted", 0), ("LinkHighlighted", 1), ("LinkHighlighted", 2), ("LinkHighlighted", 0),
            ("LinkHighlighted", 2), ("LinkChosen", 2),
        ]  # fmt: skip
        assert told(app.told)[-1] == ("NodeChosen", view.node_id)
        shows(view)
        assert view.tie(-1)
        assert view.link == 2


async def test_a_node_is_reached_by_name_if_it_is_drawn() -> None:
    view = GraphCanvas()
    async with hosted(view, 60, 20):
        shows(view)
        assert view.reach("two")
        assert view.node_id == "two"
        assert not view.reach("nobody")
        assert view.node_id == "two"
        shows(view, chosen="nobody")
        assert view.node_id == "hub", "the one with most lines"
        shows(view, "matrix")
        assert not view.reach("alone"), "who is joined to nobody has no row"


async def test_clicks_on_boxes_and_lines() -> None:
    view = GraphCanvas()
    async with hosted(view, 60, 20) as (app, pilot):
        shows(view, chosen="one")
        x, y = next((row.index("Two"), y) for y, row in enumerate(view.text.splitlines()) if "Two" in row)
        await pilot.click(view, offset=(x, y))
        assert view.node_id == "two"
        await pilot.click(view, offset=(x, y))
        assert told(app.told) == [
            ("NodeHighlighted", "two"),
            ("NodeHighlighted", "two"),
            ("NodeChosen", "two"),
        ]
        x, y = next((x, y) for y, row in enumerate(view.text.splitlines()) for x, glyph in enumerate(row)
                    if glyph == "│" and "│" not in row[:x] and not any(name in row for name in ("Hub", "One", "Two", "Three")))  # fmt: skip
        await pilot.click(view, offset=(x, y))
        assert view.link is not None
        await pilot.click(view, offset=(59, 19))
        assert view.node_id == "two"


async def test_of_nothing_it_says_what_it_is_told() -> None:
    view = GraphCanvas()
    empty = Graph("g", (), ())
    async with hosted(view, 40, 6) as (app, pilot):
        view.show(empty, picture(empty, "boxes").drawing, "hub", "Nothing is joined here.")
        assert view.text.strip() == "Nothing is joined here."
        await pilot.press("left", "right", "up", "down", "tab", "shift+tab", "enter")
        assert not view.tie(1)
        await pilot.click(view, offset=(2, 0))
        assert app.told == []
        assert (view.node_id, view.cell, view.link, view.out_of_sight, view.in_order) == (
            None,
            None,
            None,
            "",
            (),
        )


async def test_a_table_is_walked_cell_by_cell() -> None:
    view = GraphCanvas()
    async with hosted(view, 40, 8) as (app, pilot):
        shows(view, "matrix")
        assert view.node_id == "hub"
        assert view.out_of_sight == ""
        assert view.cell is None
        order = view.in_order
        for step, place in ((1, 1), (1, 2), (1, 3), (1, 1), (-1, 3)):
            assert view.tie(step)
            assert view.cell == ("hub", order[place])
        await pilot.press("left", "enter", "left", "left")
        assert view.cell is None, "on the diagonal nobody is joined"
        await pilot.press("left", "left", "enter", "down")
        assert view.node_id == order[1]
        names = [each[0] for each in told(app.told)]
        assert names == [
            *["CellHighlighted"] * 6, "LinkChosen", "CellHighlighted", "NodeHighlighted", "NodeHighlighted",
            "NodeHighlighted", "NodeChosen", "NodeHighlighted",
        ]  # fmt: skip
        chosen = [each for each in told(app.told) if each[0] == "LinkChosen"]
        assert chosen == [("LinkChosen", None)]


async def test_a_click_in_a_table_goes_to_row_and_column() -> None:
    view = GraphCanvas()
    async with hosted(view, 40, 8) as (app, pilot):
        shows(view, "matrix")
        row = next(y for y, line in enumerate(view.text.splitlines()) if "Two" in line)
        column = view.text.splitlines()[row].index("█")
        await pilot.click(view, offset=(column, row))
        assert view.cell == ("two", "hub")
        await pilot.click(view, offset=(1, row))
        assert (view.node_id, view.cell) == ("two", None)
        await pilot.click(view, offset=(1, row))
        assert told(app.told)[-1] == ("NodeChosen", "two")
        before = len(app.told)
        await pilot.click(view, offset=(column, 0))
        await pilot.click(view, offset=(1, 7))
        assert len(app.told) == before, "heads, and what is below the table, are no cells"


@pytest.mark.parametrize("columns", [3, 6, 9, 14, 30])
@pytest.mark.parametrize("layout", ["boxes", "matrix"])
async def test_narrow_it_follows_the_cursor(columns: int, layout: str) -> None:
    view = GraphCanvas()
    async with hosted(view, columns, 5) as (_, pilot):
        shows(view, layout, room=40)
        for key in ("right", "right", "down", "x", "left", "up", "tab", "right", "right"):
            await pilot.press(key)
            assert all(len(row) <= columns for row in view.text.splitlines())
            left = view.place[1]
            assert left >= 0
            if layout == "boxes" and columns >= 14 and view.link is None:
                label = next(node.label for node in GRAPH.nodes if node.id == view.node_id)
                assert label in view.text


@pytest.mark.parametrize(
    ("start", "room", "low", "high", "begins"),
    [
        (0, 10, 2, 5, 0), (0, 10, 2, 10, 0), (0, 10, 2, 11, 1), (0, 10, 25, 30, 20), (15, 10, 4, 8, 4), (15, 10, 15, 25, 15),
        (29, 10, 28, 30, 20), (3, 30, 0, 5, 0), (3, 40, 0, 5, 0), (3, 0, 0, 5, 0), (5, 10, 0, 2, 0),
    ],
)  # fmt: skip
def test_a_window_moves_as_little_as_it_has_to(
    start: int, room: int, low: int, high: int, begins: int
) -> None:
    assert graph_canvas._window(start, room, low, high, 30) == begins


@pytest.mark.parametrize(("columns", "rows"), [(60, 20), (41, 12), (24, 7), (16, 5)])
@pytest.mark.parametrize("layout", ["boxes", "matrix"])
async def test_the_terminals_cursor_stands_on_the_node(columns: int, rows: int, layout: str) -> None:
    labels = {node.id: node.label for node in GRAPH.nodes}
    view = GraphCanvas()
    async with hosted(view, columns, rows) as (_, pilot):
        shows(view, layout, room=40)
        seen = set()
        for key in ("right", "down", "right", "down", "right", "left", "up", "down", "down", "down"):
            await pilot.press(key)
            x, y = view.cell_at_hand
            assert view.node_id is not None
            line = view.text.splitlines()[y]
            name = labels[view.node_id][: columns - 2]
            assert name[:2] in line
            seen.add(view.node_id)
            if layout == "boxes":
                assert line[x - 1] in "│┤├┼", "it is the first cell within the frame"
                assert line[x:].lstrip().startswith(name[:2])
            else:
                assert x == 0
        assert len(seen) > 2


NAME, FRAME, LINE = "name", "frame", "line"


@pytest.mark.parametrize(
    ("link", "along", "role", "owner", "look"),
    [
        (None, (), FRAME, None, "dim"), (None, (), NAME, None, "text"),  # of the axes
        (None, (), NAME, 0, "chosen"), (None, (), FRAME, 0, "accent"), (1, (), NAME, 0, "text"), (1, (), FRAME, 0, "dim"),
        (1, (), LINE, -2, "accent"), (0, (), LINE, -2, "strong"), (None, (), LINE, -2, "strong"), (None, (), LINE, -3, "dim"),
        (None, (), NAME, 1, "strong"), (None, (), FRAME, 1, "dim"), (None, (), NAME, 2, "text"), (None, (), FRAME, 2, "dim"),
        # along a path what lies on it is lit, and nothing else
        (None, (2, -3), NAME, 2, "lit"), (None, (2, -3), FRAME, 2, "accent"), (None, (2, -3), LINE, -3, "accent"),
        (None, (2, -3), NAME, 1, "text"), (None, (2, -3), LINE, -2, "dim"), (None, (2, -3), NAME, 0, "chosen"),
    ],
)  # fmt: skip
def test_the_cursor_comes_before_a_path_and_that_before_what_is_joined(
    link: int | None, along: tuple[int, ...], role: str, owner: int | None, look: str
) -> None:
    view = GraphCanvas()
    view.drawing_cursor = SimpleNamespace(node=0, link=link, lit=frozenset((1, -2)))  # type: ignore[assignment]
    view._along = frozenset(along)
    assert view._look(role, owner) == look
