"""The panes side by side: which of them stand at which width, and which has the keyboard."""

from __future__ import annotations

import pytest
from textual.widgets import Button

from genai_tui.tui.widgets.pane_row import PaneRow
from tests.tui.host import hosted

ALL = "tree table detail"
ROOM = ((0, 1), (80, 2), (100, 3))


def row() -> PaneRow:
    return PaneRow(*(Button(name, id=name) for name in ALL.split()), room=ROOM)


@pytest.mark.parametrize(
    ("current", "columns", "zoomed", "shown"),
    [
        ("tree", 100, False, ALL), ("table", 100, False, ALL), ("detail", 300, False, ALL),
        ("tree", 99, False, "tree table"), ("table", 99, False, "table detail"), ("detail", 80, False, "table detail"),
        ("tree", 79, False, "tree"), ("table", 79, False, "table"), ("detail", 1, False, "detail"),
        ("tree", 200, True, "tree"), ("table", 90, True, "table"), ("detail", 200, True, "detail"),
    ],
)  # fmt: skip
async def test_as_many_as_the_width_has_room_for(
    current: str, columns: int, zoomed: bool, shown: str
) -> None:
    panes = row()
    async with hosted(panes, columns, 9) as (app, _):
        panes.go(current)
        if zoomed:
            panes.zoom()
        assert " ".join(name for name in panes.names if panes.query_one(f"#{name}").display) == shown
        assert panes.has_class("-two") == (len(shown.split()) == 2)
        assert [name for name in panes.names if panes.has_class(f"-only-{name}")] == [shown] * (
            " " not in shown
        )
        assert app.focused is panes.here
        assert panes.here.id == panes.current == current
        if zoomed:
            panes.zoom()
            assert not panes.is_zoomed


async def test_the_panes_beside_and_before() -> None:
    panes = row()
    async with hosted(panes, 120, 9):
        for current, after, back, before in (
            ("tree", "table", "detail", None), ("table", "detail", "tree", "tree"), ("detail", "tree", "table", "table"),
        ):  # fmt: skip
            panes.go(current)
            assert (panes.beside(1), panes.beside(-1), panes.before) == (after, back, before)


async def test_it_follows_the_keyboard() -> None:
    panes = row()
    async with hosted(panes, 120, 9) as (app, _):
        assert not panes.follow_focus()
        app.set_focus(panes.query_one("#detail"))
        assert panes.follow_focus()
        assert panes.current == "detail"
        assert not panes.follow_focus()
        app.set_focus(None)
        assert not panes.follow_focus()
        assert panes.current == "detail"
