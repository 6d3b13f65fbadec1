"""Widgets whose rows stay until they are refreshed: never anew for a neighbour, always for a change of their own."""

from __future__ import annotations

from typing import ClassVar, Self

from textual.geometry import Region, Size
from textual.strip import Strip

from genai_tui.tui.widgets.cached_render import CachedRender, CachedRow, CachedText
from tests.tui.host import hosted, screen_text


class Counted(CachedText):
    """Counts how often its rows are really made."""

    made = 0

    def render_line(self, y: int) -> Strip:
        self.made += 1
        return super().render_line(y)


async def test_rows_are_made_once_until_something_changes() -> None:
    text = Counted("one", markup=False)
    async with hosted(text, 20, 4) as (app, pilot):
        whole = Region(0, 0, 20, text.size.height)
        first = text.render_lines(whole)
        made = text.made
        assert text.render_lines(whole) is first
        assert text.made == made
        assert text.render_lines(Region(0, 0, 5, 1)) is not first, "another part is another"
        text.update("two")
        await pilot.pause()
        assert "two" in screen_text(app)
        assert "two" in text.render_lines(whole)[0].text
        before = text.render_lines(whole)
        text.notify_style_update()
        assert text.render_lines(whole) is not before, "another theme is another look"
        await pilot.resize_terminal(9, 4)
        await pilot.pause()
        assert text.render_lines(Region(0, 0, 9, 1))[0].cell_length == 9


class Refreshed(CachedText):
    """Notes for each refresh whether a layout was asked for."""

    asked: ClassVar[list[bool]] = []

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        self.asked.append(layout)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


async def test_a_new_size_is_drawn_and_needs_no_second_layout() -> None:
    text = Refreshed("one", markup=False)
    async with hosted(text, 20, 4):
        text.asked.clear()
        text.virtual_size = Size(9, 2)
        assert text.asked == [False]


async def test_markup_stays_text() -> None:
    async with hosted(CachedText("[b]x[/b]", markup=False), 20, 4) as (app, _):
        assert "[b]x[/b]" in screen_text(app)


def test_both_are_still() -> None:
    assert issubclass(CachedRow, CachedRender)
    assert issubclass(CachedText, CachedRender)
