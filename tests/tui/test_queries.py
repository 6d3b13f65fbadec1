"""The query line: live answers, problems, completions, history, and the same ids as in the shell."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from genai_tui.catalog.model import Catalog
from genai_tui.cli.main import door
from genai_tui.search.syntax import QueryProblem
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.memory.memory import Memory
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.recall_page import RecallPage
from genai_tui.tui.screens.text_page import TextPage
from genai_tui.tui.widgets.prompt import Prompt
from genai_tui.view import arrangement
from genai_tui.view.arrangement import Arrangement, Arranger
from genai_tui.view.browse import BrowseView
from tests.tui.test_browse import press, screen_of, settle, shown

PIECES = (
    "wisper", "dalle2", "gpt", "diffusion", "openai", "text to image", "alpha", "org:openai", "org:google,deepmind",
    "-org:google", "year:2022", "year:>=2022", "params:>1b", "params:?", "-params:?", "weights:open", "cat:t2i",
    "in:text", "out:image", '"language model"', "has:code", "slot!=signature", "date:2022-04..2022-12", "kind:lab",
    "country:US", "based:clip", "license:?", "magc", "yeer:2022", "weights:opn",
)  # fmt: skip


async def test_two_hundred_queries_give_the_same_ids_on_screen_and_in_the_shell() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    chance = random.Random(20230111)
    app = GenaiApp(catalog)
    runner = CliRunner()
    found = 0
    async with app.run_test(size=(100, 30)) as pilot:
        screen = screen_of(app)
        for _ in range(200):
            query = " ".join(chance.sample(PIECES, chance.randint(1, 3)))
            await press(pilot, "escape")
            screen.prompt.post_message(Prompt.Typed(query))
            await pilot.pause()
            printed = runner.invoke(door, ["list", "--ids", "--", query], standalone_mode=False)
            ids = printed.stdout.split()
            try:
                app.search_index.ask(query)
            except QueryProblem:
                assert printed.exception or printed.return_value in (2, None)
                assert ids == []
                continue
            assert [model.id for model in screen.table.records] == ids, query
            found += bool(ids)
    assert found > 60


async def test_what_is_wrong_is_pointed_at_and_the_last_answer_stays(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "slash", *"painter")
        assert [model.id for model in screen_of(app).table.records] == ["painter"]
        await press(pilot, "space", *"year:20x")
        lines = shown(app).splitlines()
        row = next(number for number, line in enumerate(lines) if "painter year:20x" in line)
        assert lines[row + 1].index("^^^") == lines[row].index("20x")
        assert "year wants 2022" in lines[row + 1]
        assert [model.id for model in screen_of(app).table.records] == ["painter"]


async def test_nothing_found_says_what_each_clause_costs(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 24)) as pilot:
        await press(pilot, "slash", *"painter year:1999")
        assert "No model matches painter year:1999" in shown(app)
        assert "1 without year:1999, 0 by it alone" in shown(app)


async def test_tab_completes_and_goes_round(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 24)) as pilot:
        await press(pilot, "slash", *"wei", "tab")
        line = screen_of(app).prompt.line
        assert line.value == "weights:"
        await press(pilot, "tab")
        assert line.value == "weights:open"
        assert "[weights:open] 1" in shown(app)
        await press(pilot, "tab")
        assert line.value == "weights:closed"
        assert "No model matches weights:closed" in shown(app)
        await press(pilot, "shift+tab")
        assert line.value == "weights:open"
        assert [model.id for model in screen_of(app).table.records] == ["painter"]


async def test_history_and_saved_queries_outlive_the_program(tiny: Catalog, tmp_path: Path) -> None:
    for _ in range(2):
        app = GenaiApp(tiny)
        async with app.run_test(size=(120, 24)) as pilot:
            await press(pilot, "slash", *"listener", "enter", "w")
            await press(pilot, "slash", *"org:uni", "enter", "R", *"mine", "enter", "escape", "w")
            await press(pilot, "slash", "up")
            assert screen_of(app).prompt.line.value == "org:uni"
            await press(pilot, "up")
            assert screen_of(app).prompt.line.value == "listener"
            await press(pilot, "down")
            assert screen_of(app).prompt.line.value == "org:uni"
            await press(pilot, "escape", "r")
            assert isinstance(app.screen, RecallPage)
            assert "mine: Browse · org:uni" in shown(app)
            await press(pilot, "enter")
            assert {model.id for model in screen_of(app).table.records} == {"painter", "whisperer"}
    assert Memory().history() == ["listener", "org:uni"]


async def test_why_shows_parts_that_add_up(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "slash", *"paintr org:acme", "enter", "W")
        assert isinstance(app.screen, TextPage)
        text = shown(app)
        assert "org:acme" in text
        assert "the score" in text


async def test_a_large_catalog_answers_from_a_thread(tiny: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrangement, "SMALL", 0)
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("slash", *"listener")
        await settle(pilot)
        assert [model.id for model in screen_of(app).table.records] == ["listener"]


async def test_a_large_catalog_is_sorted_while_keys_are_taken(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrangement, "SMALL", 0)
    monkeypatch.setattr("genai_tui.tui.type_ahead.REACTION", 0)  # the reader has seen that it takes longer
    go_on = threading.Event()
    arrange = Arranger.arrange

    def slowly(self: Arranger, view: BrowseView, stop: Any = None) -> Arrangement:
        if view.order != "best":
            go_on.wait(10)
        return arrange(self, view, stop)

    monkeypatch.setattr(Arranger, "arrange", slowly)
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 24)) as pilot:
        table = screen_of(app).table
        before = [model.id for model in table.records]
        await pilot.press("tab", "s", "down")
        await pilot.pause()
        assert "working" in table.titles[1]
        assert ([model.id for model in table.records], table.cursor) == (before, 2)
        await pilot.press("S")
        go_on.set()
        while "working" in table.titles[1]:
            await pilot.pause(0.01)
        assert [model.name for model in table.records] == sorted((m.name for m in tiny), reverse=True)
        assert table.record is not None
        assert table.record.id == before[1]
        await press(pilot, "space")
        assert "1 marked" in table.titles[1]
        await press(pilot, "slash", *"[paint", "enter")
        assert "/[paint" in shown(app)
        go_on.clear()
        await pilot.press("S")
        await pilot.pause()
        assert "working" in shown(app)
        assert "/[paint" in shown(app)
        go_on.set()
