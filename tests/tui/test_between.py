"""The screen Between: counts, lists, what Enter opens, days that are typed and stepped."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.cli.main import door
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.between import BetweenScreen
from genai_tui.tui.widgets.change_list import ChangeList
from genai_tui.view.between import BetweenView
from tests.tui.host import notes, screen_text
from tests.tui.test_as_of import settled

SURVEY = open_catalog("survey")[0]


async def test_what_changed_is_walked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    app = GenaiApp(SURVEY)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press(":", *"between", "space", *"2021", "space", *"2022-12", "enter")
        screen = await settled(pilot)
        assert isinstance(screen, BetweenScreen)
        assert (screen.view.since, screen.view.as_of) == ("2021-12-31", "2022-12-31")
        assert "What changed · 2021-12-31 ▸ 2022-12-31" in screen_text(app)
        models = screen.sheet.models
        assert re.search(rf"models +{models.before} ▸ +23 \+{models.grown} ", screen_text(app))

        await pilot.press("down", "down", "enter")  # ties
        assert (await settled(pilot)).focused is screen.lists
        assert "[New ties]" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert screen.sheet.new_ties[0].ties[0].model_name in screen_text(app)
        await pilot.press("escape", "escape", *["down"] * 2, "enter")  # open weights
        browse = await settled(pilot)
        assert (browse.view.SCREEN, browse.view.as_of) == ("browse", "2022-12-31")
        assert browse.view.query == "date:2022 weights:open"

        await pilot.press("b")
        screen = await settled(pilot)
        assert isinstance(screen, BetweenScreen)
        assert screen.view.at == "weights:open"
        await pilot.press("-")
        assert (await settled(pilot)).view.since == "2020-12-31"
        await pilot.press("<")
        assert (await settled(pilot)).view.as_of == "2022-09-30"
        await pilot.press(*"++++")
        assert (await settled(pilot)).view.since == "2021-12-31", "it does not begin after its end"
        assert "the first day must come before the second" in notes(app)[-1]

        await pilot.press("/", *"org:google", "enter")
        screen = await settled(pilot)
        assert screen.view.query == "org:google"
        printed = screen.printed()
        assert printed
        words = shlex.split(printed.command)
        assert words == ["genai-tui", "between", "2021-12", "2022-09", "--", "org:google"]
        assert words[1] in door.list_commands(click.Context(door))
        await pilot.press("w", ":", *"between", "space", *"2022", "space", *"2021", "enter")
        await settled(pilot)
        assert "first day must come before the second" in notes(app)[-1]

        # What is opened before the rows stand, or while others are worked out, opens nothing.
        sent: list[object] = []
        standing, lines = (screen._sheet, None), screen.rows._lines
        with monkeypatch.context() as patched:
            patched.setattr(screen, "post_message", sent.append)
            for sheet, working, shown in (
                (None, None, lines),
                (standing[0], screen.view, lines),
                (standing[0], None, ()),
            ):
                screen._sheet, screen._next, screen.rows._lines = sheet, working, shown
                screen.on_change_list_chosen(ChangeList.Chosen())
                assert sent == []
            (screen._sheet, screen._next), screen.rows._lines = standing, lines
            screen.on_change_list_chosen(ChangeList.Chosen())
        assert len(sent) == 1


async def test_an_address_of_days_in_the_wrong_order_opens_on_others(tiny: Catalog) -> None:
    app = GenaiApp(tiny, BetweenView(since="2022-12-31", as_of="2021-12-31"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        assert isinstance(screen, BetweenScreen)
        assert (screen.view.since, screen.view.as_of) == (None, None)
        assert "models" in screen_text(app)
