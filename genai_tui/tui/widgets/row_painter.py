"""A painter of rows: pieces of text and their roles as styled text of a given width."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from genai_tui.catalog.ascii import to_ascii
from genai_tui.catalog.cells import clip, width
from genai_tui.catalog.sanitize import drawable
from genai_tui.tui.roles import role_style

Piece = tuple[str, str]
"""A text and the role it plays; after a blank behind that, the address that a terminal is to link the text to."""

Line = tuple[Piece, ...]

RowState = tuple[Line, int, bool]
"""All that decides how a row looks: its pieces; whether the cursor is there (0), in a pane without the keyboard (1) or
with it (2); whether the sign of where we are in a long list stands at its end."""


_MOST_STYLES = 500
"""Styles that are kept; every address that is linked to has its own."""


class RowPainter:
    """Paints the rows of one pane in the styles of that pane, each worked out once."""

    def __init__(self, pane: Widget) -> None:
        self._pane = pane
        self._styles: dict[tuple[str, int], Style] = {}

    def paint(self, row: RowState, cells: int, ascii_only: bool) -> list[Segment]:
        """Return a row as styled text of exactly so many cells; blanks at its end give way before any letter does."""
        pieces, mode, thumb = row
        thumb = thumb and cells > 1  # which holds the cursor before anything else
        segments: list[Segment] = []
        used = 0
        if mode == 2:
            # The first cell of a line is its margin, and holds the cursor for eyes without colour.
            segments.append(Segment(">" if ascii_only else "▌", self._style("accent", mode)))
            used = 1
            pieces = _without_margin(pieces)
        room = cells - 1 if thumb else cells
        for piece, role in pieces:
            text: str = drawable(piece)
            taken = width(text)
            if used + taken > room:
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

    def forget_styles(self) -> None:
        """Work the styles out anew, since the theme has changed."""
        self._styles.clear()

    def _style(self, role: str, mode: int) -> Style:
        key = (role, mode)
        if key not in self._styles:
            if len(self._styles) >= _MOST_STYLES:
                self._styles.clear()
            pane = self._pane
            role, _, address = role.partition(" ")
            style = pane.rich_style + role_style(pane.app, role)
            if address:
                style += Style(link=address)
            if mode:
                style += role_style(pane.app, "cursor" if mode == 2 else "cursor-blurred")
            # Every filter that Textual has judges a style by itself, so it is asked once for each.
            sample = Strip([Segment(" ", style)], 1)
            for each in pane.get_line_filters():
                sample = sample.apply_filter(each, pane.background_colors[1])
            self._styles[key] = next(iter(sample)).style or style
        return self._styles[key]


def _put(segments: list[Segment], text: str, style: Style) -> None:
    """Add a text, to the last segment where that has its style: there is less to send through everything else."""
    if segments and segments[-1].style is style:
        text = segments.pop().text + text
    segments.append(Segment(text, style))


def _without_margin(pieces: Line) -> Line:
    return ((pieces[0][0][1:], pieces[0][1]), *pieces[1:]) if pieces and pieces[0][0][:1] == " " else pieces
