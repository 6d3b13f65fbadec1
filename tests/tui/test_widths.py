"""Panes of all sizes: what is cut, which columns stand, and which pane has the keyboard as the window changes."""

from __future__ import annotations

import pytest

from genai_tui.catalog.cells import width
from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.view.browse import BrowseView
from tests.tui.host import screen_text
from tests.tui.test_browse import press, screen_of

SIZES = [
    (60, 16),
    (70, 20),
    (80, 24),
    (90, 30),
    (100, 30),
    (110, 30),
    (120, 40),
    (140, 40),
    (160, 50),
    (200, 60),
]


def tree_labels(screen: BrowseScreen) -> list[str]:
    tree = screen.facet_tree
    cells = tree.content_size.width
    return [tree.line(index, cells)[1][0] for index in range(tree.count)]


def table_labels(screen: BrowseScreen) -> list[str]:
    table = screen.table
    cells = table.content_size.width
    lines = [table.line(index, cells) for index in range(1, table.count)]
    name = 2 if lines and table.line(0, cells)[0][0].startswith("      ") else 1
    return [line[name][0].strip() for line in lines]


@pytest.mark.parametrize(
    ("catalog", "view"),
    [("survey", BrowseView(order="parameters")), ("landscape", BrowseView(facet="organization", query="weights:open compute:>1e20"))],
    ids=["survey", "landscape"],
)  # fmt: skip
async def test_at_ten_sizes(catalog: str, view: BrowseView) -> None:
    """Sorted and filtered columns stand, those of a smaller window too, and no label is cut beside free cells."""
    opened, _ = open_catalog(catalog)
    app = GenaiApp(opened, view)
    wanted = {"survey": {"Params"}, "landscape": {"FLOP"}}[catalog]
    async with app.run_test(size=SIZES[0]) as pilot:
        await press(pilot, "tab")
        screen = screen_of(app)
        before: set[str] = set()
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            head = screen.table.line(0, screen.table.content_size.width)[0][0]
            heads = {{"Organization": "Org"}.get(each, each) for each in head.split()}
            assert heads >= wanted | before, size
            before = heads
            assert screen.focused is screen.table
            for shown, whole in (
                (table_labels(screen), [record.name for record in screen.table.records]),
                (tree_labels(screen), [node.label for node in screen.facet_tree._rows]),
            )[: 1 + screen.facet_tree.display]:
                assert len(set(shown)) == len(set(whole)), size
            panes = [pane for pane in (screen.facet_tree, screen.table, screen.detail) if pane.display]
            assert sum(pane.outer_size.width for pane in panes) == size[0]
            if screen.facet_tree.display and any("…" in label for label in tree_labels(screen)):
                gave = screen.detail.outer_size.width == 29  # and so does the detail all that it can
                assert screen.facet_tree.outer_size.width == size[0] // 3 or gave


async def test_a_step_moves_no_pane() -> None:
    opened, _ = open_catalog("survey")
    app = GenaiApp(opened)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "down")
        screen = screen_of(app)
        panes = [screen.facet_tree, screen.table, screen.detail]
        widths = [pane.outer_size.width for pane in panes]
        heads = screen.table.text.splitlines()[0]
        for key in ("down", "down", "tab", "down", "tab", "down", "slash", "g", "backspace", "escape"):
            await press(pilot, key)
            assert [pane.outer_size.width for pane in panes] == widths, key
            assert screen.table.text.splitlines()[0] == heads, key
        screen.go_to_pane("tree")
        await press(pilot, "end", "right")
        assert "Human Motion Diffusion Model" in screen.facet_tree.text
        assert screen.facet_tree.outer_size.width > widths[0], "it is as wide as what was opened"


@pytest.mark.parametrize("pane", ["tree", "table", "detail"])
async def test_a_window_that_was_too_small_gives_the_keyboard_back(pane: str) -> None:
    opened, _ = open_catalog("survey")
    app = GenaiApp(opened)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = screen_of(app)
        screen.go_to_pane(pane)
        for size in ((40, 10), (30, 8), (100, 30), (60, 16), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            if size[0] < 60:
                assert "60x16" in screen_text(app), "it says what it needs however small it is"
                assert max(map(width, screen_text(app).splitlines())) <= size[0]
        await pilot.pause()
        assert screen.focused is not None
        assert screen.focused.id == pane


async def test_a_search_brings_up_its_hits(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(60, 16)) as pilot:
        screen = screen_of(app)
        await press(pilot, "slash", "escape")
        assert screen.focused is screen.facet_tree
        await press(pilot, "slash", *"whisp")
        assert screen.table.display
        assert "Whisperer" in screen_text(app)
        await press(pilot, "escape")
        assert screen.focused is screen.table, "what meets the query stays in sight"


@pytest.mark.parametrize("pane", ["tree", "table", "detail"])
async def test_zoom_gives_a_pane_every_column(tiny: Catalog, pane: str) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(160, 24)) as pilot:
        screen = screen_of(app)
        screen.go_to_pane(pane)
        await press(pilot, "z")
        assert screen.panes.here.outer_size.width == 160
        await press(pilot, "z")
        assert screen.panes.here.outer_size.width < 160
