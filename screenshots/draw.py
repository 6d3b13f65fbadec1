"""Draw every screen of the real program to SVG in this folder, and the survey's graph as text into the README.

`python screenshots/draw.py` does all of it. A test draws them again and fails when what stands here is no longer what the program shows.
"""

from __future__ import annotations

import asyncio
import html
import re
import tempfile
from pathlib import Path

from genai_tui.storage.loader import open_catalog
from genai_tui.storage.memory.memory import Memory
from genai_tui.tui.app import GenaiApp
from genai_tui.view.graph import GraphView
from genai_tui.view.graph_pictures import Viewer

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
WIDTH = 100
BEGIN, END = f"genai-tui graph --width {WIDTH}\n\n", "\n```"
"""What stands before and after the drawing in the README."""

SCREENS: dict[str, tuple[tuple[int, int], str, tuple[str, ...]]] = {
    "browse": ((120, 36), "dark", ("down", "right", "down")),
    "browse-80x24": ((80, 24), "dark", ("down", "right", "down", "enter")),
    "browse-light": ((120, 36), "light", ("g", "down")),
    "browse-high-contrast": ((100, 30), "high-contrast", ("tab", "space", "down")),
    "search": ((120, 30), "dark", ("slash", *"stabel")),
    "organization": ((120, 36), "dark", ("g", "down", "down", "tab", "tab")),
    "numbers": ((120, 36), "dark", ("colon", *"imagen", "enter", "t", "t")),
    "sources": ((100, 30), "dark", ("colon", *"visualgpt", "enter", "down", "down", "down", "i")),
    "compare": ((120, 36), "dark", ("tab", "space", "space", "space", "v", "down", "down", "right")),
    "graph": ((120, 40), "dark", ("6",)),
    "graph-80x24": ((80, 24), "light", ("colon", *"dreamfusion", "enter", "6", "enter")),
    "matrix": ((120, 40), "dark", ("6", "m")),
    "inputs-outputs": ((120, 30), "dark", ("3", "right", "down", "down")),
    "timeline": ((120, 30), "dark", ("4", "down", *("right",) * 8)),
    "coverage": ((120, 30), "dark", ("9", *("down",) * 8, "right")),
    "plot": ((120, 36), "dark", ("4", "s", "s", "slash", *"year:>=2019", "enter", "left", "left")),
    "between": ((120, 30), "dark", ("8", *("down",) * 3)),
    "lineage": ((120, 40), "high-contrast", ("colon", *"llama", "enter", "6", "g")),
    "large": ((120, 36), "dark", ("slash", *"org:openai,anthropic year:>=2024 cla", "enter", "t", "t", "t")),
    "large-graph": ((120, 40), "dark", ("6", "slash", *"openai", "enter", "enter")),
    "disagreements": ((120, 36), "dark", ("7", *("down",) * 4)),
    "about": ((100, 36), "dark", ("a",)),
    "help": ((120, 40), "dark", ("question_mark",)),
    "menu": ((120, 36), "dark", ("ctrl+p", *"open")),
}
"""What is drawn: size, theme and the keys that lead there, by the picture's name."""


LARGE = HERE.parents[1] / "shared" / "datasets" / "epoch_notable_2026-01.csv"
"""Epoch AI's table, which is not part of the project: its picture is drawn where that lies beside it."""
OF_LARGE = frozenset({"between", "large", "large-graph", "plot", "coverage"})
OF_LANDSCAPE = frozenset({"lineage", "timeline"})


def can_draw(name: str) -> bool:
    """Tell whether what a picture shows is here."""
    return name not in OF_LARGE or LARGE.exists()


async def _draw(name: str) -> str:
    size, theme, keys = SCREENS[name]
    of = str(LARGE) if name in OF_LARGE else "landscape" if name in OF_LANDSCAPE else "survey"
    catalog, _ = open_catalog(of, use_cache=False)
    with tempfile.TemporaryDirectory() as folder:  # whoever draws has stars of their own
        return await _drawn(GenaiApp(catalog, theme=theme, memory=Memory(Path(folder))), size, keys)


async def _drawn(app: GenaiApp, size: tuple[int, int], keys: tuple[str, ...]) -> str:
    async with app.run_test(size=size) as pilot:
        for key in keys:
            await pilot.press(key)
            while any(getattr(screen, "is_busy", False) for screen in app.screen_stack):
                await pilot.pause(0.005)
        await pilot.pause(0.1)  # some frames, until the last change has been painted
        return _LED.sub(_placed, app.export_screenshot(title="genai-tui"))


_LED = re.compile(r'x="([\d.]+)"( y="[\d.]+") textLength="([\d.]+)"([^>]*>)((?:&#160;)+)(?=[^&<]|&(?!#160;))')
_CELL = 12.2
"""Width of a cell in Textual's pictures."""


def _placed(found: re.Match[str]) -> str:
    """Begin a text where its first letter stands: some viewers drop the spaces before it."""
    x, y, length, rest, spaces = found.groups()
    blank = _CELL * spaces.count(";")
    return f'x="{float(x) + blank:.1f}"{y} textLength="{float(length) - blank:.1f}"{rest}'


def draw(name: str) -> str:
    """Return a screen as SVG."""
    return asyncio.run(_draw(name))


def graph_as_text() -> str:
    """Return the survey's graph as `genai-tui graph` prints it in rows of so many cells as a README shows."""
    catalog, _ = open_catalog("survey", use_cache=False)
    return "\n".join(Viewer(catalog).picture(GraphView(), WIDTH).drawing.rows)


def in_readme() -> str:
    """Return the drawing that stands in the README."""
    return README.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


def words(svg: str) -> list[str]:
    """Return the text of a picture in reading order: what must not go stale."""
    found = re.findall(r"<text[^>]*>(.*?)</text>", svg, re.S)
    return [text for each in found if (text := html.unescape(each).replace("\xa0", " ").strip())]


def main() -> None:
    """Draw them all."""
    for name in filter(can_draw, SCREENS):
        (HERE / f"{name}.svg").write_text(draw(name), encoding="utf-8")
        print(f"screenshots/{name}.svg")
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    README.write_text(f"{before}{BEGIN}{graph_as_text()}{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
