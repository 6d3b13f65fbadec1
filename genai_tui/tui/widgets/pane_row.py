"""The row of panes: as many side by side as the width has room for, one of them with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.widget import Widget

from genai_tui.tui.widgets.cached_render import CachedRow

NARROW = 80
"""Columns below which two panes stand one over the other, where neither can be read beside the other."""


class PaneRow(CachedRow):
    """Panes, from left to right."""

    def __init__(
        self,
        *panes: Widget,
        room: Sequence[tuple[int, int]],
        share: Callable[[tuple[str, ...], int], Mapping[str, int]] | None = None,
        id: str | None = None,
    ) -> None:
        """Show `panes`, each with an id; `room` says from how many columns on how many of them are shown.

        `share` gives the cells of those that are shown in so many columns, where the stylesheet does not.
        """
        super().__init__(*panes, id=id)
        self._share = share
        self._cells: dict[str, int] = {}
        self.names = tuple(str(pane.id) for pane in panes)
        """The ids of the panes, from left to right."""
        self._room = room
        self.current = self.names[0]
        """The id of the pane that has the keyboard, or had it last."""
        self.is_zoomed = False
        """Whether one pane has the whole row."""

    @property
    def here(self) -> Widget:
        """The current pane."""
        return self.query_one(f"#{self.current}")

    def go(self, name: str) -> None:
        """Give a pane the keyboard, at once: the next key may be on its way already."""
        self.current = name
        self.fit()
        self.screen.set_focus(self.here, scroll_visible=False)

    def bring_up(self, name: str) -> None:
        """Bring a pane into sight that has the keyboard next."""
        if not self.query_one(f"#{name}").display:
            self.current = name
            self.fit()

    def follow_focus(self) -> bool:
        """Take the pane that has the keyboard for the current one; returns whether that is another than before."""
        focused = self.screen.focused
        name = focused.id if focused is not None and focused.id in self.names else self.current
        if name == self.current or name is None:
            return False
        self.current = name
        self.fit()
        return True

    def beside(self, step: int) -> str:
        """Return the pane `step` places on from the current one, round and round."""
        return self.names[(self.names.index(self.current) + step) % len(self.names)]

    @property
    def before(self) -> str | None:
        """The pane to the left of the current one, if there is one."""
        at = self.names.index(self.current)
        return self.names[at - 1] if at else None

    def zoom(self) -> None:
        """Give the whole row to the current pane, or take it back."""
        self.is_zoomed = not self.is_zoomed
        self.fit()

    def fit(self) -> None:
        """Show as many panes as there is room for, the current one among them."""
        columns = self.screen.size.width
        count = max((many for least, many in self._room if columns >= least), default=1)
        count = 1 if self.is_zoomed else count
        first = min(self.names.index(self.current), len(self.names) - count)
        visible = self.names[first : first + count]
        for name in self.names:
            self.query_one(f"#{name}").display = name in visible
            self.set_class(visible == (name,), f"-only-{name}")
        for name, cells in self._share(visible, columns).items() if self._share else ():
            if self._cells.get(name) != cells:
                self._cells[name] = cells
                self.query_one(f"#{name}").styles.width = cells
        self.set_class(columns < NARROW, "-narrow")
        self.set_class(len(visible) == 2, "-two")
        self.set_class(len(visible) == 2 and first > 0, "-right-two")
