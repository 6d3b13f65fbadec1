"""Keys and commands of the day, on every screen."""

from __future__ import annotations

from textual.pilot import Pilot

from genai_tui.catalog.as_of import as_of
from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.about_page import about_page
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.view_screen import ViewScreen
from genai_tui.view.address import address, view_at
from genai_tui.view.browse import BrowseView
from genai_tui.view.graph import GraphView
from tests.tui.host import notes, screen_text

SURVEY = open_catalog("survey")[0]


async def settled(pilot: Pilot[object]) -> ViewScreen:  # type: ignore[type-arg]
    """Wait until everything that was asked for stands, and return the screen."""
    while not isinstance(screen := pilot.app.screen, ViewScreen) or screen.is_busy:
        await pilot.pause()
    await pilot.pause()
    return screen


async def test_quarters_go_back_and_on_over_all_screens() -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("<")
        screen = await settled(pilot)
        assert isinstance(screen, BrowseScreen)
        assert "as of 2022-12-31 · Survey 2023 of 2023-01-11 · 23 models" in screen_text(app)
        await pilot.press("<", "<")
        screen = await settled(pilot)
        assert screen.view.as_of == "2022-06-30"
        then = as_of(SURVEY, "2022-06-30").catalog
        assert screen.catalog is then
        assert "all · 11 of 11" in screen_text(app)
        assert isinstance(screen, BrowseScreen)
        assert {model.id for model in screen.table.records} == {model.id for model in then.models}

        await pilot.press("2")
        organizations = await settled(pilot)
        assert (organizations.view.SCREEN, organizations.view.as_of) == ("orgs", "2022-06-30")
        assert f"all · {len(then.organizations)} of {len(then.organizations)}" in screen_text(app)
        await pilot.press("6")
        graph = await settled(pilot)
        assert (graph.view.SCREEN, graph.view.as_of) == ("graph", "2022-06-30")
        await pilot.press("7", ">")
        assert (await settled(pilot)).view.as_of == "2022-09-30"
        await pilot.press("1")
        assert (await settled(pilot)).view.as_of == "2022-09-30", "the day goes along"

        await pilot.press(*"b" * 4)
        first = await settled(pilot)
        assert (first.view.SCREEN, first.view.as_of) == ("browse", "2022-06-30")
        await pilot.press("b")
        assert (await settled(pilot)).view.as_of is None, "Back ends it, whatever many quarters it went"
        assert "24 of 24" in screen_text(app)
        await pilot.press(">")
        await pilot.pause()
        assert "Everything is shown" in notes(app)[-1]


async def test_a_day_is_typed_and_a_wrong_one_is_told() -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=(80, 24)) as pilot:

        async def line(text: str) -> ViewScreen:  # type: ignore[type-arg]
            await pilot.press(":", *(" " if each == " " else each for each in f"as-of {text}"), "enter")
            return await settled(pilot)

        assert (await line("2021")).view.as_of == "2021-12-31"
        assert "as of 2021-12-31" in screen_text(app)
        assert (await line("2021-13")).view.as_of == "2021-12-31", "what stood stays"
        assert "2021-13: a day is written" in notes(app)[-1]
        assert (await line("1066")).view.as_of == "2021-12-31"
        assert "between 1950 and 2199" in notes(app)[-1]
        await pilot.press(":", *"as-of", "enter")
        await pilot.pause()
        assert "as of 2021-12-31" in notes(app)[-1]
        assert (await line("1999")).catalog.models == ()
        assert "0 of 0" in screen_text(app)
        assert (await line("now")).view.as_of is None


async def test_new_ties_are_drawn_heavy_and_the_address_says_so() -> None:
    app = GenaiApp(SURVEY, GraphView("collaboration"))
    async with app.run_test(size=(160, 40)) as pilot:
        await settled(pilot)
        await pilot.press(":", *"since", "space", *"2021", "enter")
        screen = await settled(pilot)
        assert "6 ties of 9 new since 2021-12-31" in screen_text(app)
        assert "since=2021-12" in address(screen.view)
        assert view_at(address(screen.view)) == screen.view
        await pilot.press(":", *"since", "space", *"someday", "enter")
        await pilot.pause()
        assert "someday: a day is written" in notes(app)[-1]
        await pilot.press(":", *"since", "enter")
        assert "new since" not in (await settled(pilot), screen_text(app))[1]


def test_about_names_what_cannot_be_told(tiny: Catalog) -> None:
    told = [item.text for item in about_page(as_of(tiny, "2021-06-30").catalog, BrowseView())._items]
    assert "As of 2021-06-30" in told
    assert "2 models came later" in told
    assert "1 model dated too coarsely to tell, or not at all" in told
    assert "left out: Listener · 2021" in told
    assert not [item.text for item in about_page(tiny, BrowseView())._items if item.text.startswith("As of")]


async def test_a_query_is_of_the_day_and_later_names_are_not_known(tiny: Catalog) -> None:
    app = GenaiApp(tiny, BrowseView(as_of="2022-06-30"))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("/", *"whisperer", "enter")
        screen = await settled(pilot)
        assert isinstance(screen, BrowseScreen)
        assert "whisperer" not in {model.id for model in screen.table.records}
        await pilot.press(">", ">")
        screen = await settled(pilot)
        assert isinstance(screen, BrowseScreen)
        assert [model.id for model in screen.table.records] == ["whisperer"]
        assert screen.view.as_of == "2022-12-31"
