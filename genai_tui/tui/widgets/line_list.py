"""The base of all panes: a list of lines that draws what is in sight and sends only what changed.

Every pane of the program is one of these. A subclass turns its data into lines of pieces; a piece is
safe text and a role, and a role is one of `looks.ROLES`, styled by the stylesheet. Text never becomes markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from genai_tui.catalog.ascii import to_ascii
from genai_tui.catalog.cells import clip, width
from genai_tui.tui.roles import role_style
from genai_tui.tui.widgets.row_cache import RowCache

Piece = tuple[str, str]
"""Safe text and the role it plays."""

Line = tuple[Piece, ...]


class LineList(Widget, can_focus=True):
    """A list of lines with a cursor on one of them, scrolled by whole lines.

    It keeps its own place instead of being a ScrollView: there a changed number of lines lays out and
    paints the whole screen anew, some 30 kB on the wire for every step of a cursor elsewhere.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="move.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="move.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="move.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="move.page_down"),
        Binding("home", "move_to(0)", "First", show=False, id="move.first"),
        Binding("end", "move_to(-1)", "Last", show=False, id="move.last"),
    ]
    TELLS: ClassVar[bool] = False
    """Whether the screen is told of a moved cursor and has the pane drawn with `renew`, so that the pane
    and what depends on it go out in one frame: a second one would wait for a sixtieth of a second."""

    HEADS: ClassVar[int] = 0
    """So many lines at the top stand still while the others scroll under them."""

    cursor: reactive[int] = reactive(0, init=False, repaint=False)
    """The line that keys act on."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.top = 0
        self.titles = ("", "")
        """What stands in the frame above and below, as it was given."""
        self._titling: int | None = None
        """The row of the frame whose title is being written."""
        self._shown: dict[int, tuple[object, ...]] = {}
        self._ready: dict[int, tuple[object, ...]] = {}
        self._styles: dict[tuple[str, int], Style] = {}
        self._row_cache = RowCache()
        self._scrolled_to = self._resized_to = self.place

    # For subclasses

    @property
    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def line(self, index: int, cells: int) -> Line:
        """Return the pieces of a line that is `cells` wide."""
        raise NotImplementedError

    @property
    def heads(self) -> int:
        """How many lines at the top stand still."""
        return self.HEADS

    def can_stand(self, index: int) -> bool:
        """Tell whether the cursor may rest on a line."""
        return True

    def cursor_moved(self) -> None:
        """Act on a cursor that a key or click has moved."""

    # Showing

    def renew(self) -> None:
        """Show the present data, sending only the lines that differ from what stands there."""
        size = self.content_size
        self.top = max(0, min(self.top, self.count - size.height))
        self._ready = {
            row: now
            for row in range(size.height)
            if self._shown.get(row) != (now := self.row_state(row, size))
        }
        if self._ready:
            self.refresh(*self._regions(self._ready))

    def renew_line(self, index: int) -> None:
        """Show one line anew."""
        row = index if index < self.heads else index - self.top
        self._ready.pop(row, None)
        if self._line_at(row) == index and 0 <= row < self.content_size.height:
            self.refresh(*self._regions((row,)))

    def _line_at(self, row: int) -> int:
        """Return the number of the line that stands in a row."""
        return row if row < self.heads else self.top + row

    def _regions(self, rows: Iterable[int]) -> Iterator[Region]:
        """Yield rows from frame to frame: part of one would have to be cut out again at every paint."""
        left, cells = -self.gutter.left, self.outer_size.width
        return (Region(left, row, cells, 1) for row in rows)

    def retitle(self, title: str, subtitle: str = "") -> None:
        """Write the frame's title and subtitle; only their rows of the frame are sent."""
        before, self.titles = self.titles, (title, subtitle)
        above, below = (to_ascii(text) if self.ascii_only else text for text in self.titles)
        if title != before[0]:
            self._titling = -1
            self.border_title = Content(above)
        if subtitle != before[1]:
            self._titling = self.content_size.height
            self.border_subtitle = Content(below)
        self._titling = None

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

    def row_state(self, row: int, size: Size) -> tuple[object, ...]:
        """Return everything that decides how a row looks in a pane of this size."""
        index = self._line_at(row)
        if index >= self.count:
            return (), 0, self._thumb(row, size.height)
        at_cursor = index == self.cursor and self.can_stand(index)
        mode = (2 if self.has_focus else 1) if at_cursor else 0
        return self.line(index, size.width), mode, self._thumb(row, size.height)

    def _thumb(self, row: int, height: int) -> bool:
        """Tell whether the sign of where we are in a list too long for the pane stands in this row."""
        count = self.count
        if count <= height or not height:
            return False
        size = max(1, height * height // count)
        start = (height - size) * self.top // (count - height)
        return start <= row < start + size

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
                    strip = Strip([*left, *self._segments(row - gutter.top, size), *right], cells)
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

    @property
    def text(self) -> str:
        """What the pane shows within its frame, a line a row, without the blanks at the ends."""
        size = self.content_size
        rows = (self._painted(self.row_state(y, size), size.width) for y in range(size.height))
        return "\n".join("".join(segment.text for segment in row).rstrip() for row in rows)

    def render_line(self, y: int) -> Strip:
        """Return one row of the pane as styled text."""
        size = self.content_size
        return Strip(self._segments(y, size), size.width)

    def _segments(self, y: int, size: Size) -> list[Segment]:
        # What `renew` has made is used once: the next paint may come after a change that it knew nothing of.
        self._shown[y] = row = self._ready.pop(y, None) or self.row_state(y, size)
        return self._painted(row, size.width)

    def _painted(self, row: tuple[object, ...], cells: int) -> list[Segment]:
        """Return a row, which `row_state` has described, as styled text of so many cells."""
        pieces: Line = row[0]  # type: ignore[assignment]
        mode, thumb = row[1:]
        assert isinstance(mode, int)
        thumb = thumb and cells > 1  # which holds the cursor before anything else
        segments: list[Segment] = []
        ascii_only = self.ascii_only
        used = 0
        if mode == 2:
            # The first cell of a line is its margin, and holds the cursor for eyes without colour.
            segments.append(Segment(">" if ascii_only else "▌", self._style("accent", mode)))
            used = 1
            pieces = _without_margin(pieces)
        room = cells - 1 if thumb else cells
        for text, role in pieces:
            taken = width(text)
            if used + taken > room:  # blanks at the end give way before any letter does
                text = clip(text.rstrip(" "), room - used)
                taken = width(text)
            _put(segments, to_ascii(text) if ascii_only else text, self._style(role, mode))
            used += taken
            if used >= room:
                break
        if used < room:
            _put(segments, " " * (room - used), self._style("text", mode))
        if thumb:
            segments.append(Segment("#" if ascii_only else "▐", self._style("frame", mode)))
        return segments

    @property
    def ascii_only(self) -> bool:
        """Whether only ASCII may be drawn."""
        return self.has_class("-ascii")

    def _style(self, role: str, mode: int) -> Style:
        key = (role, mode)
        if key not in self._styles:
            style = self.rich_style + role_style(self.app, role)
            if mode:
                style += role_style(self.app, "cursor" if mode == 2 else "cursor-blurred")
            # Every filter that Textual has judges a style by itself, so it is asked once for each.
            sample = Strip([Segment(" ", style)], 1)
            for each in self.get_line_filters():
                sample = sample.apply_filter(each, self.background_colors[1])
            self._styles[key] = next(iter(sample)).style or style
        return self._styles[key]

    def notify_style_update(self) -> None:
        """Forget styles that a new theme has changed."""
        self._styles = {}
        self._row_cache.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Keep the cursor in sight; a pane that was small for a moment shows again what it showed before."""
        if self.place != self._resized_to:  # the reader has scrolled since the last resize
            self._scrolled_to = self.place
        self.place = self._scrolled_to
        self.keep_in_sight()
        self.renew()
        self._resized_to = self.place

    def on_focus(self) -> None:
        self.renew_line(self.cursor)

    on_blur = on_focus

    @property
    def place(self) -> tuple[int, int]:
        """The first line and the first column that are shown."""
        return self.top, 0

    @place.setter
    def place(self, place: tuple[int, int]) -> None:
        self.top = place[0]

    # The cursor

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        self.keep_in_sight()
        if not self.TELLS:
            self.renew()

    def keep_in_sight(self) -> None:
        """Scroll as far as it takes to see the cursor."""
        height = self.content_size.height
        if self.cursor < self.top + self.heads:
            self.top = max(0, self.cursor - self.heads)
        elif height and self.cursor >= self.top + height:
            self.top = self.cursor - height + 1

    def scroll_lines(self, step: int) -> None:
        """Show lines further down, or up where `step` is negative; the cursor stays on its line."""
        self.top += step
        self.renew()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        event.stop()
        self.scroll_lines(-3)

    def _go(self, index: int, step: int) -> None:
        """Move to `index`, or onward by `step` to the next line where the cursor may stand."""
        while 0 <= index < self.count and not self.can_stand(index):
            index += step
        if 0 <= index < self.count and index != self.cursor:
            self.cursor = index
            self.cursor_moved()

    def action_move(self, step: int) -> None:
        self._go(self.cursor + step, step)

    def action_page(self, step: int) -> None:
        height = max(1, self.content_size.height - 1)
        self._go(max(0, min(self.count - 1, self.cursor + step * height)), -step)

    def action_move_to(self, index: int) -> None:
        self._go(index if index >= 0 else self.count - 1, 1 if index >= 0 else -1)

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = self._line_at(offset.y)
        if index < self.count and self.can_stand(index):
            again = index == self.cursor
            self._go(index, 1)
            self.clicked(again)

    def clicked(self, again: bool) -> None:
        """Act on a click that has put the cursor on its line; `again` if it stood there already."""


def _put(segments: list[Segment], text: str, style: Style) -> None:
    """Add a text, to the last segment where that has its style: there is less to send through everything else."""
    if segments and segments[-1].style is style:
        text = segments.pop().text + text
    segments.append(Segment(text, style))


def _without_margin(pieces: Line) -> Line:
    return ((pieces[0][0][1:], pieces[0][1]), *pieces[1:]) if pieces and pieces[0][0][:1] == " " else pieces


def fill(left: Sequence[Piece], right: Piece, cells: int) -> Line:
    """Return `left`, clipped where need be, and `right` at the end of a line of `cells` cells."""
    room = cells - width(right[0]) - 1
    pieces: list[Piece] = []
    used = 0
    for text, role in left:
        shown = clip(text, room - used)
        pieces.append((shown, role))
        used += width(shown)
        if used >= room:
            break
    return (*pieces, (" " * max(1, cells - used - width(right[0])), "text"), right)
