"""Cursors in a drawing and in a matrix, without a screen: where they walk, what they stand on, what is lit."""

from __future__ import annotations

from typing import Literal

import pytest
from msgspec.structs import replace

from genai_tui.graph.render import picture
from genai_tui.graph.types import Graph, Link, Node
from genai_tui.view.drawing_cursor import DrawingCursor
from genai_tui.view.matrix_cursor import MatrixCursor

NAMES = ("hub", "one", "two", "three", "alone")
GRAPH = Graph(
    "collaboration",
    tuple(Node(name, name.title()) for name in NAMES),
    tuple(Link(("hub", name)) for name in ("one", "two", "three")),
)
HUB, ALONE = NAMES.index("hub"), NAMES.index("alone")


def in_boxes(chosen: str | None = "hub", graph: Graph = GRAPH) -> DrawingCursor:
    return DrawingCursor(graph, picture(graph, "boxes", 58).drawing, chosen)


def in_matrix(chosen: str | None = "hub") -> MatrixCursor:
    return MatrixCursor(GRAPH, picture(GRAPH, "matrix", 58).drawing, chosen)


def ids(cursor: DrawingCursor) -> list[str]:
    return [NAMES[node] for node in cursor.order]


@pytest.mark.parametrize("make", [in_boxes, in_matrix])
@pytest.mark.parametrize("chosen", [None, "nobody"])
def test_it_begins_on_the_node_with_most_lines(make: type[DrawingCursor], chosen: str | None) -> None:
    assert make(chosen).node_id == "hub"  # type: ignore[arg-type]
    pair = Graph("collaboration", GRAPH.nodes[1:3], (Link(("one", "two")),))
    cursor = in_boxes(None, pair)
    assert cursor.node == cursor.order[0], "the first of several"


def test_it_walks_in_reading_order_and_ends_at_the_ends() -> None:
    cursor = in_boxes(NAMES[in_boxes().order[0]])
    seen = [cursor.node]
    while cursor.walk("right"):
        seen.append(cursor.node)
    assert seen == cursor.order
    assert sorted(ids(cursor)) == sorted(NAMES)
    assert not cursor.walk("right")
    assert cursor.node == seen[-1]


def test_it_goes_back_where_it_came_from() -> None:
    for there, back in (("up", "down"), ("down", "up"), ("left", "right"), ("right", "left")):
        for name in NAMES:
            cursor = in_boxes(name)
            if cursor.walk(there):  # type: ignore[arg-type]
                assert cursor.node_id != name
                assert cursor.walk(back)  # type: ignore[arg-type]
            assert cursor.node_id == name


@pytest.mark.parametrize("make", [in_boxes, in_matrix])
@pytest.mark.parametrize("step", [1, -1])
def test_it_goes_round_the_partners_of_the_node_it_was_on(
    make: type[DrawingCursor], step: Literal[1, -1]
) -> None:
    cursor = make("hub")  # type: ignore[call-arg, arg-type]
    partners = [name for name in ids(cursor) if name in ("one", "two", "three")][::step]
    seen = []
    for _ in range(4):
        assert cursor.partner(step)
        seen.append(cursor.node_id)
    assert seen == [*partners, partners[0]]


def test_lines_are_gone_round_and_lit_with_the_nodes_at_their_ends() -> None:
    cursor = in_boxes()
    assert cursor.lit == {-1, -2, -3, 0, 1, 2, 3}
    links = []
    for step in (1, 1, 1, 1, -1):
        assert cursor.tie(step)
        links.append(cursor.link)
    assert links == [0, 1, 2, 0, 2]
    assert cursor.lit == {-3, HUB, NAMES.index("three")}
    assert cursor.walk("left") or cursor.walk("right")
    assert cursor.link is None, "a step leaves the line"


def test_who_is_joined_to_nobody_has_no_partner_and_no_line() -> None:
    cursor = in_boxes("alone")
    assert not cursor.partner(1)
    assert not cursor.tie(1)
    assert (cursor.node, cursor.link, cursor.lit) == (ALONE, None, frozenset())


def test_a_pointer_finds_every_box_and_line() -> None:
    cursor = in_boxes("one")
    drawing = picture(GRAPH, "boxes", 58).drawing
    for y, owners in enumerate(drawing.owners):
        for x, owner in enumerate(owners):
            before = (cursor.node, cursor.link)
            hit = cursor.point(x, y)
            if owner is None:
                assert (hit, cursor.node, cursor.link) == ("nothing", *before)
            elif owner < 0:
                assert (hit, cursor.link) == ("new", -1 - owner)
            else:
                assert hit == ("again" if before == (owner, None) else "new")
                assert (cursor.node, cursor.link) == (owner, None)
    assert {cursor.point(x, y) for x, y in ((-1, 0), (0, -1), (999, 0), (0, 999))} == {"nothing"}


def test_in_a_drawing_of_nothing_it_stands_nowhere() -> None:
    cursor = in_boxes(graph=Graph("", (), ()))
    moved = [
        cursor.walk("left"),
        cursor.walk("down"),
        cursor.partner(1),
        cursor.tie(1),
        cursor.reach("hub"),
    ]
    assert not any(moved)
    assert (cursor.node, cursor.node_id, cursor.link, cursor.cell) == (None, None, None, None)


def test_a_matrix_is_walked_by_rows_and_columns() -> None:
    cursor = in_matrix()
    order = ids(cursor)
    assert (cursor.columns, cursor.column, cursor.cell) == (4, 1, None), (
        "it is near a tie, and in no cell yet"
    )
    assert cursor.tie(1)
    assert cursor.cell == ("hub", order[1])
    assert cursor.walk("left")
    assert (cursor.column, cursor.cell) == (0, None), "on the diagonal nobody is joined"
    assert cursor.walk("left")
    assert cursor.column == 0
    row = cursor.row
    assert cursor.walk("down")
    assert (cursor.row, cursor.column, cursor.node_id, cursor.cell) == (row + 1, 0, order[1], None)


def test_the_ties_of_a_row_are_gone_round() -> None:
    cursor = in_matrix()
    columns = []
    for step in (1, 1, 1, 1, -1):
        assert cursor.tie(step)
        columns.append(cursor.column)
    assert columns == [1, 2, 3, 1, 3]
    assert cursor.marks(cursor.row) == [1, 2, 3]


def test_to_reach_a_row_is_to_come_to_a_tie_of_it() -> None:
    cursor = in_matrix()
    assert cursor.walk("right")
    assert cursor.reach("three")
    assert (cursor.node_id, cursor.column, cursor.cell) == ("three", 0, None)
    assert not cursor.reach("alone"), "who is joined to nobody has no row"


def test_a_pointer_in_a_matrix_finds_names_and_cells() -> None:
    cursor = in_matrix()
    drawing = picture(GRAPH, "matrix", 58).drawing
    assert cursor.point(0, 0) == "nothing", "heads are no cells"
    assert cursor.point(0, drawing.height) == "nothing"
    assert cursor.point(0, cursor.row) == "again"
    assert cursor.point(0, cursor.row + 1) == "new"
    assert cursor.point(drawing.margin, cursor.row) == "new"
    assert cursor.cell == (ids(cursor)[1], "hub")


@pytest.mark.parametrize(
    ("first", "room", "told"),
    [
        (0, 4, ""),
        (0, 3, "columns 1-3 of 4; 1 tie of this row out of sight"),
        (2, 1, "columns 3-3 of 4; 2 ties of this row out of sight"),
        (1, 3, "columns 2-4 of 4"),
    ],
)
def test_it_tells_what_is_out_of_sight(first: int, room: int, told: str) -> None:
    assert in_matrix().out_of_sight(first, room) == told


def test_what_is_to_be_in_sight_is_the_node_with_its_lines_and_their_ends() -> None:
    for name in NAMES:
        cursor = in_boxes(name)
        drawing = picture(GRAPH, "boxes", 58).drawing
        lit = {cursor.node, *cursor.lit}
        with_ends = [y for y, row in enumerate(drawing.owners) if lit & set(row)]
        with_lines = [
            y
            for y, row in enumerate(drawing.owners)
            if {each for each in lit if each is not None and each < 0} & set(row)
        ]
        assert cursor.rows_in_sight(99) == (with_ends[0] - 1, with_ends[-1] + 2), name
        assert cursor.rows_in_sight(with_ends[-1] - with_ends[0] + 3) == cursor.rows_in_sight(99)
        assert cursor.node is not None
        _, top, _, height = drawing.boxes[cursor.node]
        low, high = min(top, *with_lines or (top,)), max(top + height, *[y + 1 for y in with_lines] or [0])
        assert cursor.rows_in_sight(high - low + 2) in ((low - 1, high + 1), cursor.rows_in_sight(99)), name
        assert cursor.rows_in_sight(height + 2) == (top - 1, top + height + 1)


@pytest.mark.parametrize(
    ("here", "direction", "boxes", "there"),
    [
        # columns, rows, cells and rows of hub, one and two; a row counts as six cells
        ("hub", "down", ((0, 0, 4, 3), (20, 6, 4, 3), (2, 12, 4, 3)), "one"),
        ("hub", "down", ((0, 0, 4, 3), (60, 6, 4, 3), (2, 12, 4, 3)), "two"),
        ("hub", "down", ((60, 0, 4, 3), (0, 6, 4, 3), (58, 12, 4, 3)), "two"),
        ("hub", "up", ((0, 12, 4, 3), (20, 6, 4, 3), (2, 0, 4, 3)), "one"),
        ("hub", "up", ((0, 12, 4, 3), (60, 6, 4, 3), (2, 0, 4, 3)), "two"),
        ("hub", "up", ((0, 0, 4, 3), (20, 6, 4, 3), (2, 12, 4, 3)), None),
        ("hub", "down", ((0, 0, 4, 3), (0, 0, 40, 3), (8, 0, 4, 3)), None),
        ("hub", "down", ((0, 0, 4, 3), (10, 6, 4, 3), (0, 6, 24, 3)), "one"),  # both are ten away from centre to centre
    ],
)  # fmt: skip
def test_up_and_down_go_to_the_nearest_box_where_rows_count_more_than_columns(
    here: str,
    direction: Literal["up", "down"],
    boxes: tuple[tuple[int, int, int, int], ...],
    there: str | None,
) -> None:
    graph = Graph("g", GRAPH.nodes[:3], GRAPH.links[:2])
    drawn = picture(graph, "boxes", 58).drawing
    cursor = DrawingCursor(graph, replace(drawn, boxes=dict(enumerate(boxes))), here)
    assert cursor.walk(direction) == (there is not None)
    assert cursor.node_id == (there or here)


@pytest.mark.parametrize(
    ("node", "step", "lit"),
    [("b", 1, [0, 1, 0]), ("b", -1, [1, 0, 1]), ("a", 1, [0, 0, 0]), ("c", -1, [1, 1, 1])],
)
def test_only_the_lines_of_the_node_are_gone_round(node: str, step: Literal[1, -1], lit: list[int]) -> None:
    nodes = tuple(Node(name, name) for name in "abcd")
    graph = Graph("g", nodes, (Link(("a", "b")), Link(("b", "c")), Link(("d", "d"))))
    cursor = DrawingCursor(graph, picture(graph, "boxes", 58).drawing, node)
    seen = []
    for _ in lit:
        assert cursor.tie(step)
        seen.append(cursor.link)
    assert seen == lit
