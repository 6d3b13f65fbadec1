"""The panes of Browse side by side: as many of them as the width has room for."""

from __future__ import annotations

from typing import Literal, get_args

from genai_tui.tui.widgets.cached_render import CachedRow

WIDE, MEDIUM = 100, 80
"""Columns from which on all panes stand, and two of them."""

Pane = Literal["tree", "table", "detail"]
PANES: tuple[Pane, ...] = get_args(Pane)
"""All panes, from left to right; each is a child with that id."""


class PaneRow(CachedRow):
    """Tree, table and detail."""

    def show(self, current: Pane, columns: int, zoomed: bool) -> None:
        """Show the panes that `columns` have room for; the current one always, alone where `zoomed`."""
        visible = _visible(current, columns, zoomed)
        for pane in PANES:
            self.query_one(f"#{pane}").display = pane in visible
            self.set_class(visible == (pane,), f"-only-{pane}")
        self.set_class(len(visible) == 2, "-two")


def _visible(current: Pane, columns: int, zoomed: bool) -> tuple[Pane, ...]:
    if zoomed or columns < MEDIUM:
        return (current,)
    if columns >= WIDE:
        return PANES
    return ("tree", "table") if current == "tree" else ("table", "detail")
