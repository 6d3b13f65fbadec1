"""A widget of rows in a frame: each row is drawn by itself and kept, and the frame is drawn as seldom as can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from genai_tui.catalog.ascii import to_ascii
from genai_tui.catalog.cells import clip_parts
from genai_tui.catalog.sanitize import drawable
from genai_tui.tui.widgets.row_cache import RowCache

_AROUND_TITLE = 6
"""Cells of a frame's row before and after its title: corners, lines and spaces."""


class FramedRows(Widget):
    """Draws only rows that have been refreshed, and of the frame only a row whose title has changed.

    A subclass says what stands within the frame, a row at a time.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.titles: tuple[str, str] = ("", "")
        """What stands in the frame above and below, as it was given."""
        self._written = self.titles
        """What of that fits."""
        self._titling: int | None = None
        """The row of the frame whose title is being written."""
        self._row_cache = RowCache()

    def row(self, y: int, size: Size) -> list[Segment]:
        """Return what stands in a row within the frame, where there is room of this size."""
        raise NotImplementedError

    @property
    def ascii_only(self) -> bool:
        """Whether only ASCII may be drawn."""
        return self.has_class("-ascii")

    def retitle(self, title: str, subtitle: str = "") -> None:
        """Write the frame's title and subtitle; only their rows of the frame are sent."""
        self.titles = drawable(title), drawable(subtitle)
        self._write_titles()

    def on_resize(self) -> None:
        self._write_titles()

    def _write_titles(self) -> None:
        """Write what fits of the titles, part by part, and of a part that is left out nothing."""
        before, room = self._written, self.outer_size.width - _AROUND_TITLE
        above, below = (clip_parts(text, room) if room > 0 else text for text in self.titles)
        self._written = above, below
        if self.ascii_only:
            above, below = to_ascii(above), to_ascii(below)
        if self._written[0] != before[0]:
            self._titling = -1
            self.border_title = Content(above)
        if self._written[1] != before[1]:
            self._titling = self.content_size.height
            self.border_subtitle = Content(below)
        self._titling = None

    def refresh_rows(self, rows: Iterable[int]) -> None:
        """Have some rows drawn anew."""
        self.refresh(*self._regions(rows))

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Refresh as every widget does, but for a new title only its row of the frame."""
        if self._titling is not None and not regions:
            regions = tuple(self._regions((self._titling,)))
        if regions:
            top = self.gutter.top
            for region in regions:
                self._row_cache.forget(range(region.y + top, region.bottom + top))
        else:
            self._row_cache.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _regions(self, rows: Iterable[int]) -> Iterator[Region]:
        """Yield rows from frame to frame: part of one would have to be cut out again at every paint."""
        left, cells = -self.gutter.left, self.outer_size.width
        return (Region(left, row, cells, 1) for row in rows)

    def render_line(self, y: int) -> Strip:
        """Return one row within the frame as styled text."""
        size = self.content_size
        return Strip(self.row(y, size), size.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows of the widget with their frame, those that are kept as they are."""
        rows = self._row_cache
        cells, height = self.outer_size
        rows.fit(self.outer_size)
        if missing := rows.missing(crop.line_range):
            gutter, size = self.gutter, self.content_size  # asked for once: each takes longer than a row
            lines = range(gutter.top, height - gutter.bottom)
            for row in missing:
                if row in lines:
                    left, right = rows.sides(row, self._sides)
                    strip = Strip([*left, *self.row(row - gutter.top, size), *right], cells)
                else:
                    strip = self._frame_row(row, cells)
                rows.keep(row, strip)
        strips = rows.strips(crop.line_range)
        whole = crop.column_span == (0, cells)
        return strips if whole else [strip.crop(*crop.column_span) for strip in strips]

    def _frame_row(self, row: int, cells: int) -> Strip:
        """Return the upper or the lower row of the frame."""
        framed = super().render_lines(Region(0, row, cells, 1))[0]
        if self.ascii_only:  # Textual cuts a title that is too long with a sign of its own
            framed = Strip([Segment(to_ascii(text), style) for text, style, _ in framed], cells)
        return framed

    def _sides(self, row: int) -> tuple[Strip, Strip]:
        cells = self.outer_size.width
        framed = super().render_lines(Region(0, row, cells, 1))[0]
        return framed.crop(0, self.gutter.left), framed.crop(cells - self.gutter.right, cells)

    def notify_style_update(self) -> None:
        """Draw everything anew in the styles of a new theme."""
        self._row_cache.clear()
        super().notify_style_update()
