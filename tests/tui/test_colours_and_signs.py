"""Each theme keeps the colours that it promises, however it is reached, and ASCII mode draws no other sign anywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.color import ColorType
from rich.style import Style

from genai_tui.catalog.encoding import encoding_of
from genai_tui.catalog.model import Catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.themes import NAMES
from genai_tui.view.screens import SCREENS
from tests.tui.host import screen_text
from tests.tui.test_browse import press, settle

PLAIN = {ColorType.DEFAULT, ColorType.STANDARD}


def kinds(app: GenaiApp) -> Iterator[ColorType]:
    """Yield of which kind each colour on the screen is."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style or Style.null()
            for colour in (style.color, style.bgcolor):
                if colour is not None:
                    yield colour.type


@pytest.mark.parametrize("way", ["option", "command"])
@pytest.mark.parametrize("theme", NAMES)
async def test_a_theme_has_the_colours_that_it_promises(tiny: Catalog, theme: str, way: str) -> None:
    app = GenaiApp(tiny, theme=theme) if way == "option" else GenaiApp(tiny)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        if way == "command":
            await press(pilot, "colon", *f"theme {theme}", "enter")
        for keys in ((), ("6",), ("a",), ("escape", "y")):
            await press(pilot, *keys)
            await settle(pilot)
            assert (set(kinds(app)) <= PLAIN) is (theme == "ansi"), keys


async def test_ascii_mode_draws_ascii_on_every_screen_and_page(tiny: Catalog) -> None:
    app = GenaiApp(tiny, ascii_only=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)

        async def check(*keys: str) -> None:
            await press(pilot, *keys)
            await settle(pilot)
            odd = sorted({char for char in screen_text(app) if not char.isascii()})
            assert odd == [], keys

        await check("tab", "space", "down", "space")
        await check("b", "b", "b")  # with a note
        for row in SCREENS[1:]:
            await check(row.key)
            await check("y")
            await check("escape", "Y")
            await check("escape")
        for page in ("a", "i", "C", "question_mark", "colon", "slash"):
            await check("1", page)
            await press(pilot, "escape", "escape")


@pytest.mark.parametrize(
    ("environment", "encoding"),
    [
        ({"TERM": "linux", "LANG": "de_DE.UTF-8"}, "ascii"), ({"TERM": "vt220", "LANG": "de_DE.UTF-8"}, "ascii"),
        ({"TERM": "xterm-256color", "LC_ALL": "C"}, "ascii"),
        ({"TERM": "xterm-256color", "LC_ALL": "de_DE.ISO-8859-1"}, "iso8859-1"),
        ({"TERM": "xterm-256color", "LANG": "de_DE.UTF-8"}, "utf-8"),
    ],
)  # fmt: skip
def test_what_a_terminal_shows_is_told_by_itself(environment: dict[str, str], encoding: str) -> None:
    class Terminal:
        encoding = "utf-8"

        @staticmethod
        def isatty() -> bool:
            return True

    assert encoding_of(Terminal(), environment) == encoding  # type: ignore[arg-type]
