"""Widgets that keep their rendering while only something inside or beside them changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    # Of several bases that are widgets Textual takes the looks of one alone, and that has to be the other one.
    Widget = object


class CachedRender(Widget):
    """A mixin for widgets that keep their rendered rows until they are refreshed themselves.

    Textual renders whatever lies behind a part of the screen that changes, hidden or not: with the screen and
    three containers half a millisecond for each key.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """The size of what is inside. None of these scrolls, so that a new size needs no second layout as Textual's do."""

    _rows: tuple[Region, Size, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows that stand, or render them where there are none of this place and size."""
        if self._rows is None or self._rows[:2] != (crop, self.outer_size):
            self._rows = crop, self.outer_size, super().render_lines(crop)
        return self._rows[2]

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Refresh as every widget does."""
        self._rows = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Forget rows in a style that has changed."""
        self._rows = None
        super().notify_style_update()


class CachedRow(CachedRender, Horizontal):
    """Widgets side by side."""


class CachedText(CachedRender, Static):
    """A text."""
