"""The page of catalogs, and the word in the footer that leads to it."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from genai_tui.catalog.diagnostics import CatalogNotFound, Problem
from genai_tui.catalog.model import Catalog
from genai_tui.storage.importers import PACKAGES
from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.shipped import PRESENT, shipped_names
from genai_tui.tui.app import GenaiApp, Opened
from genai_tui.tui.screens import catalogs_page
from genai_tui.tui.screens.catalogs_page import CatalogsPage
from genai_tui.tui.widgets.detail import Detail
from genai_tui.view.browse import BrowseView
from tests.tui.host import notes
from tests.tui.test_browse import press, screen_of, shown

pytestmark = pytest.mark.usefixtures("one_cache")


async def opened(pilot: Pilot[Any]) -> Detail:
    """Open the page and wait until it says of every catalog what it is."""
    await press(pilot, "C")
    page = pilot.app.screen
    assert isinstance(page, CatalogsPage)
    while page._reading.is_pending:
        await pilot.pause(0.02)
    await pilot.pause()
    return page.query_one(Detail)


async def test_it_tells_of_every_catalog_and_stands_on_another_one() -> None:
    app = GenaiApp(catalogs_page.open_catalog("survey")[0])
    async with app.run_test(size=(120, 40)) as pilot:
        page = await opened(pilot)
        text = shown(app)
        assert "Survey 2023 · 24 models · 2023-01-11 · shown" in text
        landscape, _ = catalogs_page.open_catalog(PRESENT)
        assert f"{landscape.head.title} · {len(landscape)} models · {landscape.head.date}" in text
        assert all(
            name in text
            for name in (*shipped_names(), *PACKAGES, ":catalog survey epoch.csv", "GENAI_TUI_CATALOG")
        )
        assert page.item is not None
        assert page.item.link is not None
        assert page.item.link.id == "landscape"
        assert text.splitlines()[0].startswith(" Survey 2023 of 2023-01-11"), "the header stays"
        left, right = page.region.x, 120 - page.region.right
        assert abs(left - right) <= 1, "the page stands in the middle"


@pytest.mark.parametrize(
    ("shown_now", "name"),
    [((), "landscape"), (("survey",), "landscape"), (("landscape",), "survey"), (("/a.csv",), "landscape")],
)
async def test_it_stands_on_a_catalog_that_is_not_shown(
    tiny: Catalog, shown_now: tuple[str, ...], name: str
) -> None:
    app = GenaiApp(tiny, BrowseView(catalogs=shown_now))
    async with app.run_test(size=(80, 24)) as pilot:
        page = await opened(pilot)
        assert page.item is not None
        assert page.item.link is not None
        assert page.item.link.id == name


async def test_enter_opens_what_it_stands_on_and_a_path_is_asked_for(tiny: Catalog) -> None:
    asked: list[str] = []

    def load(line: str) -> Opened:
        asked.append(line)
        raise CatalogNotFound(Problem(line, 0, 0, "", "is not there"))

    app = GenaiApp(tiny, BrowseView(catalogs=("/tiny",)), load=load)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "enter")
        assert asked == [shipped_names()[0]]
        page = await opened(pilot)
        await press(pilot, *["down"] * len((*shipped_names(), *PACKAGES)))
        while not (page.item and page.item.link and not page.item.link.id):
            before = page.cursor
            await press(pilot, "down")
            assert page.cursor != before
        await press(pilot, "enter")
        assert screen_of(app).prompt.is_typed_on
        await press(pilot, *"a b.csv", "enter")
        assert asked[1:] == ["a b.csv"]
        assert "is not there" in notes(app)[-1]


async def test_what_was_opened_last_can_be_opened_again(tiny: Catalog) -> None:
    memory = Memory()
    for name in ("survey", "/data/two words.csv", "survey '/data/a.csv'"):
        memory.remember_catalog(name)
    app = GenaiApp(tiny, memory=memory)
    async with app.run_test(size=(100, 40)) as pilot:
        await opened(pilot)
        text = shown(app)
        assert "› survey '/data/a.csv'" in text
        assert "› /data/two words.csv" in text
        assert text.count("› ") == 3, "the survey stands above already"


async def test_the_cursor_stays_while_the_catalogs_are_read(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = GenaiApp(tiny)
    read, goes_on = catalogs_page._read, Event()
    monkeypatch.setattr(
        catalogs_page, "_read", lambda only, stop: read(only, stop) if goes_on.wait(60) else ()
    )
    async with app.run_test(size=(100, 40)) as pilot:
        await press(pilot, "C")
        assert isinstance(app.screen, CatalogsPage)
        page = app.screen.query_one(Detail)
        assert page.text.count("…") == len((*shipped_names(), *PACKAGES))
        await press(pilot, "down")
        before = page.item.link if page.item else None
        goes_on.set()
        while app.screen._reading.is_pending:
            await pilot.pause(0.02)
        assert page.item is not None
        assert page.item.link == before
        assert "…" not in page.text


async def test_a_catalog_that_cannot_be_opened_says_why(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> Any:
        raise CatalogNotFound(Problem(name, 0, 0, "", "is \x1b[31mbroken"))

    monkeypatch.setattr(catalogs_page, "open_catalog", broken)
    app = GenaiApp(tiny)
    async with app.run_test(size=(100, 40)) as pilot:
        await opened(pilot)
        assert "cannot be opened: landscape: is" in shown(app)
        assert "\x1b" not in shown(app)


@pytest.mark.parametrize(("columns", "rows"), [(60, 16), (80, 24), (120, 40)])
async def test_the_footer_says_once_that_the_landscape_is_a_key_away(
    tiny: Catalog, columns: int, rows: int
) -> None:
    app = GenaiApp(tiny, offered=PRESENT)
    async with app.run_test(size=(columns, rows)) as pilot:
        await press(pilot)
        footer = shown(app).splitlines()[-1]
        assert footer.rstrip().endswith("C today's landscape")
        assert "? help" in footer or columns < 80
        await press(pilot, "down")
        assert "landscape" not in shown(app)
        await press(pilot, "up")
        assert "landscape" not in shown(app)


async def test_without_an_offer_the_footer_says_nothing(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "landscape" not in shown(app)


def test_each_catalog_is_read_until_the_page_is_left() -> None:
    told = catalogs_page._read((), lambda: False)
    assert [each.name for each in told] == [*shipped_names(), *PACKAGES]
    assert all(each.words for each in told)
    assert catalogs_page._read((), lambda: True) == ()
    only = catalogs_page._read(("survey", "/nowhere"), lambda: False)
    assert [each.name for each in only] == ["survey", "/nowhere"]
    assert only[1].words == "cannot be opened", "a visitor is not told of paths"
    assert catalogs_page._read(("survey",), lambda: True) == ()
    asked = iter((False, True, True, True, True))
    assert [each.name for each in catalogs_page._read((), lambda: next(asked))] == [shipped_names()[0]]
