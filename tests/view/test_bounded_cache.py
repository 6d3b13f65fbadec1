"""What is kept for keys: made once, the newest of it alone, nothing where making failed."""

from __future__ import annotations

import pytest

from genai_tui.graph.kinds import GRAPH_KINDS
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.widgets.line_list import LINES_KEPT
from genai_tui.view import graph_pictures
from genai_tui.view.bounded_cache import BoundedCache
from genai_tui.view.graph import GraphView
from genai_tui.view.graph_pictures import Viewer


def test_a_key_is_made_once_and_the_first_ones_go() -> None:
    kept: BoundedCache[int, str] = BoundedCache(3)
    made: list[int] = []

    def make(key: int) -> str:
        made.append(key)
        return str(key)

    for key in (1, 2, 1, 3, 4, 3, 1):
        assert kept.of(key, lambda key=key: make(key)) == str(key)  # type: ignore[misc]
    assert made == [1, 2, 3, 4, 1]
    assert len(kept) == 3


def test_a_line_is_made_once_for_each_width_until_it_is_cleared() -> None:
    made: list[tuple[int, int]] = []
    kept: BoundedCache[tuple[int, int], str] = BoundedCache(LINES_KEPT)

    def line(index: int, cells: int) -> str:
        made.append((index, cells))
        return f"{index} in {cells}"

    for _ in range(2):
        assert kept.of((3, 40), lambda: line(3, 40)) == "3 in 40"
        assert kept.of((3, 41), lambda: line(3, 41)) == "3 in 41"
    assert made == [(3, 40), (3, 41)]
    kept.clear()
    kept.of((3, 40), lambda: line(3, 40))
    assert made[2:] == [(3, 40)]


def test_lines_of_many_rows_and_widths_are_let_go() -> None:
    kept: BoundedCache[tuple[int, int], str] = BoundedCache(LINES_KEPT)
    for index in range(5 * LINES_KEPT):
        for cells in (40, 41):
            made = f"{index} {cells}"
            assert kept.of((index, cells), lambda made=made: made) == made  # type: ignore[misc]
        assert len(kept) <= LINES_KEPT


def test_what_fails_is_not_kept() -> None:
    kept: BoundedCache[str, int] = BoundedCache(3)

    def fail() -> int:
        raise KeyError("no such community")

    with pytest.raises(KeyError):
        kept.of("x", fail)
    assert len(kept) == 0
    assert kept.of("x", lambda: 7) == 7


def test_a_viewer_keeps_few_orders_and_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph_pictures, "_ORDERS_KEPT", 5)
    monkeypatch.setattr(graph_pictures, "_PARTS_KEPT", 4)
    viewer = Viewer(open_catalog("survey")[0])
    for kind in GRAPH_KINDS:
        nodes = viewer.whole(GraphView(kind=kind)).nodes
        for node in nodes[:9]:
            viewer.draw(GraphView(kind=kind, focus=node.id), 100, 30)
            viewer.communities(GraphView(kind=kind, community=(node.id,)))
            assert len(viewer._orders) <= 5
            assert len(viewer._parts) <= 4
            assert len(viewer._communities) <= 4
