"""The panes side by side: which of them stand at which width."""

from __future__ import annotations

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from genai_tui.tui.widgets.pane_row import PANES, Pane, PaneRow
from tests.tui.host import hosted


class Three(PaneRow):
    def compose(self) -> ComposeResult:
        yield from (Static(pane, id=pane) for pane in PANES)


ALL = "tree table detail"


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
    current: Pane, columns: int, zoomed: bool, shown: str
) -> None:
    row = Three()
    async with hosted(row, 120, 5):
        row.show("tree", 200, False)
        row.show(current, columns, zoomed)
        assert " ".join(pane for pane in PANES if row.query_one(f"#{pane}").display) == shown
        assert row.has_class("-two") == (len(shown.split()) == 2)
        assert [pane for pane in PANES if row.has_class(f"-only-{pane}")] == [shown] * (shown in PANES)
