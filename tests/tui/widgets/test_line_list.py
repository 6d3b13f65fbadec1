"""A list of lines: its cursor, its window, its sign of the place, and rows that never overflow."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.tui.widgets.line_list import LineList, fill
from genai_tui.tui.widgets.row_painter import Line
from tests.tui.host import hosted, screen_text


class Numbers(LineList):
    """Lines `0` to `count - 1`; the cursor rests on none of `barred`."""

    def __init__(
        self, count: int, barred: set[int] | None = None, heads: int = 0, classes: str | None = None
    ) -> None:
        super().__init__(classes=classes)
        self._count, self._barred, self._heads = count, barred or set(), heads
        self.moves: list[int] = []
        self.clicks: list[bool] = []

    @property
    def count(self) -> int:
        return self._count

    @property
    def heads(self) -> int:
        return self._heads

    def line(self, index: int, cells: int) -> Line:
        return ((f" {index}", "text"), (" wíde 文字" * 9, "dim"))

    def can_stand(self, index: int) -> bool:
        return index not in self._barred

    def cursor_moved(self) -> None:
        self.moves.append(self.cursor)

    def clicked(self, again: bool) -> None:
        self.clicks.append(again)


def first_words(pane: LineList) -> list[str]:
    """The number of each line in sight, without the sign of the cursor."""
    return [line.lstrip(" >▌").split(" ")[0] for line in pane.text.splitlines()]


@pytest.mark.parametrize(
    ("keys", "cursor", "top"),
    [
        (["down"], 1, 0), (["j"], 1, 0), (["up"], 0, 0), (["k"], 0, 0), (["down", "up"], 0, 0),
        (["end"], 29, 20), (["end", "down"], 29, 20), (["end", "home"], 0, 0), (["end", "up"], 28, 20),
        (["pagedown"], 9, 0), (["pagedown"] * 2, 18, 9), (["pagedown"] * 9, 29, 20),
        (["end", "pageup"], 20, 20), (["end", "pageup", "pageup"], 11, 11), (["down"] * 9, 9, 0), (["down"] * 10, 10, 1),
    ],
)  # fmt: skip
async def test_keys_move_the_cursor_and_the_window_follows(keys: list[str], cursor: int, top: int) -> None:
    pane = Numbers(30)
    async with hosted(pane, 40, 10) as (_, pilot):
        await pilot.press(*keys)
        assert (pane.cursor, pane.top) == (cursor, top)
        assert first_words(pane) == [str(number) for number in range(top, top + 10)]
        assert pane.text.splitlines()[cursor - top].startswith("▌")
        assert screen_text(pilot.app).splitlines()[cursor - top].startswith(f"▌{cursor} ")


async def test_lines_that_bar_the_cursor_are_passed_over() -> None:
    pane = Numbers(9, {0, 3, 4, 8})
    async with hosted(pane, 40, 4) as (_, pilot):
        for key, cursor in (
            ("home", 1), ("down", 2), ("down", 5), ("up", 2), ("end", 7), ("down", 7), ("home", 1), ("up", 1),
            ("pagedown", 2), ("pagedown", 5), ("pageup", 2), ("pageup", 1),
        ):  # fmt: skip
            await pilot.press(key)
            assert pane.cursor == cursor, key
        assert pane.moves == [1, 2, 5, 2, 7, 1, 2, 5, 2, 1], "told of moves alone"


@pytest.mark.parametrize("count", [0, 1])
async def test_with_nothing_to_walk_keys_do_nothing(count: int) -> None:
    pane = Numbers(count)
    async with hosted(pane, 40, 4) as (_, pilot):
        for key in ("down", "up", "end", "home", "pagedown", "pageup"):
            await pilot.press(key)
            assert (max(0, pane.cursor), pane.top, pane.moves) == (0, 0, [])
        await pilot.click(pane, offset=(2, 3))
        assert pane.clicks == []
        assert pane.text.strip() == ("" if not count else pane.text.strip())


@pytest.mark.parametrize(
    ("count", "presses", "thumb"),
    [(10, 0, []), (11, 0, range(9)), (20, 0, range(5)), (20, 19, range(5, 10)), (100, 0, [0]), (100, 99, [9]), (5, 0, [])],
)  # fmt: skip
async def test_the_sign_of_the_place_is_as_long_as_what_is_in_sight(
    count: int, presses: int, thumb: list[int]
) -> None:
    pane = Numbers(count)
    async with hosted(pane, 40, 10) as (_, pilot):
        await pilot.press(*["end"] * bool(presses))
        lines = pane.text.splitlines()
        assert [row for row, line in enumerate(lines) if line.endswith("▐")] == list(thumb)


async def test_wheel_and_clicks() -> None:
    pane = Numbers(30, {2})
    async with hosted(pane, 40, 10) as (_, pilot):
        pane.scroll_lines(3)
        await pilot.pause()
        assert (pane.cursor, pane.top) == (0, 3)
        pane.scroll_lines(99)
        assert pane.top == 20
        pane.scroll_lines(-99)
        assert pane.top == 0
        await pilot.click(pane, offset=(2, 4))
        await pilot.click(pane, offset=(2, 4))
        await pilot.click(pane, offset=(2, 2))
        assert (pane.cursor, pane.clicks, pane.moves) == (4, [False, True], [4])


async def test_heads_stand_still_while_the_rest_scrolls() -> None:
    pane = Numbers(30, {0}, heads=1)
    async with hosted(pane, 40, 5) as (_, pilot):
        await pilot.press("end")
        assert first_words(pane) == ["0", "26", "27", "28", "29"]
        await pilot.press("home")
        assert first_words(pane) == ["0", "1", "2", "3", "4"]
        await pilot.press("down", "down", "down", "down")
        assert first_words(pane) == ["0", "2", "3", "4", "5"]
        await pilot.press("up", "up", "up", "up")
        assert first_words(pane) == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("columns", [1, 2, 3, 7, 20, 200])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_a_row_is_as_wide_as_the_pane(columns: int, ascii_only: bool) -> None:
    pane = Numbers(30, classes="-ascii" if ascii_only else None)
    async with hosted(pane, columns, 6) as (app, pilot):
        await pilot.press("end")
        for y in range(6):
            assert width(pane.render_line(y).text) == columns
        if ascii_only:
            assert screen_text(app).isascii()


async def test_the_cursor_of_a_pane_without_the_keyboard_has_no_sign() -> None:
    pane = Numbers(3)
    async with hosted(pane, 20, 4) as (app, pilot):
        assert pane.text.startswith("▌0")
        app.set_focus(None)
        await pilot.pause()
        assert pane.text.startswith(" 0")


@pytest.mark.parametrize(
    ("cells", "line"), [(12, "abcdef    9 "), (9, "abcdef 9 "), (8, "abcd… 9 "), (5, "a… 9 "), (3, " 9 ")]
)
def test_a_line_is_filled_and_the_end_keeps_its_place(cells: int, line: str) -> None:
    assert "".join(text for text, _ in fill([("abc", "text"), ("def", "dim")], ("9 ", "dim"), cells)) == line


async def test_each_piece_has_the_looks_of_its_role() -> None:
    class Roles(Numbers):
        def line(self, index: int, cells: int) -> Line:
            return ((" plain ", "text"), ("loud", "warn"), (" plain", "text"), (" again", "text"))

    pane = Roles(2)
    async with hosted(pane, 30, 3) as (app, pilot):
        segments = list(pane.render_line(1))
        assert [segment.text for segment in segments] == [" plain ", "loud", " plain again       "]
        plain, loud, again = (segment.style for segment in segments)
        assert plain == again != loud
        assert loud
        assert loud.bold
        assert not plain or not plain.bold
        cursor = [segment.style for segment in pane.render_line(0)]
        assert all(style and style.bgcolor != plain.bgcolor for style in cursor if plain), (
            "the cursor's line is lit"
        )
        app.set_focus(None)
        await pilot.pause()
        assert pane.render_line(0).text == " plain loud plain again       "
