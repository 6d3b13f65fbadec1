"""Journeys through Disagreements: from field to pair to both sides, to a decision and on where the reader was."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from textual.pilot import Pilot

from genai_tui.catalog.model import Catalog
from genai_tui.cli.main import door
from genai_tui.storage.folder_writer import write_folder
from genai_tui.storage.loader import open_catalogs
from genai_tui.tui.app import GenaiApp, Opened
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.decision_dialog import DecisionDialog
from genai_tui.tui.screens.disagreements import DisagreementsScreen
from genai_tui.view.address import address, view_at
from genai_tui.view.disagreements import DisagreementsView
from genai_tui.view.screens import SCREENS
from tests.benchmarks.probe import Probe
from tests.catalog.test_sanitize import HOSTILE
from tests.storage.joining import catalog, record
from tests.tui.host import notes
from tests.tui.test_browse import press, settle, shown


@pytest.fixture
def names(tmp_path: Path) -> tuple[str, ...]:
    """Two catalogs on disk that differ about two models, and have two of one name."""
    for name, models in (
        ("here", (record("x", date="2020", count=10), record("y", weights="open"), record("goat", name="GOAT", count=5))),
        ("there", (record("x", date="2021", count=99, same_as=("here:x",)), record("y", weights="closed"),
                   record("goat-7b", name="Goat", count=7))),
    ):  # fmt: skip
        made = catalog(name, *models)
        for model in made.models:
            made.organizations[model.organizations[0].id]  # every maker is known
        write_folder(made, tmp_path / name)
    return str(tmp_path / "here"), str(tmp_path / "there")


def opened(names: tuple[str, ...], text: str = "disagreements", **given: Any) -> GenaiApp:
    view = replace(view_at(text), catalogs=names)
    loaded, _ = open_catalogs(names, view.overlays)

    def reload(view: Any) -> Opened:
        return Opened(open_catalogs(view.catalogs, view.overlays)[0], view.catalogs, overlays=view.overlays)

    return GenaiApp(loaded, view, **{"reload": reload, **given})


def screen_of(app: GenaiApp) -> DisagreementsScreen:
    assert isinstance(app.screen, DisagreementsScreen)
    return app.screen


async def test_from_field_to_pair_to_both_sides_to_the_model_and_back(names: tuple[str, ...]) -> None:
    app = opened(names)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        assert "Release date · 1 of 3 differ" in shown(app)
        await press(pilot, "down")
        assert screen.view.field == "parameters"
        assert "Parameters · 2 of 2 differ" in shown(app)
        await press(pilot, "enter")
        assert screen.panes.current == "pairs"
        assert screen.view.at == "x"
        await press(pilot, "right", "down")
        assert screen.panes.current == "sides"
        assert "There · X (there:x)" in shown(app)
        await press(pilot, "escape", "enter")
        browse = app.screen
        assert isinstance(browse, BrowseScreen)
        assert browse.detail.pages_title == "X"
        await press(pilot, "b")
        assert app.screen is screen
        assert (screen.view.field, screen.view.at) == ("parameters", "x")
        await press(pilot, "down")
        assert screen.view.at == "goat+goat-7b"
        assert "same?" in shown(app)
        assert view_at(address(screen.view)) == screen.view


@pytest.mark.parametrize(
    ("typed", "field"), [("params", "parameters"), ("weights", "availability.weights"), ("sam", "same_as")]
)
async def test_the_command_goes_to_a_field_by_any_of_its_names(
    names: tuple[str, ...], typed: str, field: str
) -> None:
    app = opened(names, "browse")
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *f"disagree {typed}", "tab", "enter")
        assert screen_of(app).view.field == field
        await press(pilot, "colon", *"disagree date", "enter")
        assert screen_of(app).view.field == "released"
        await press(pilot, "colon", *"disagree colour", "enter")
        assert screen_of(app).view.field == "released"
        assert "colour: one of" in notes(app)[-1]


async def test_the_key_goes_to_what_differs_about_the_model_at_hand(names: tuple[str, ...]) -> None:
    app = opened(names, "browse?at=y")
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "7")
        assert (screen_of(app).view.field, screen_of(app).view.at) == ("availability.weights", "y")
        await press(pilot, "b")
        assert isinstance(app.screen, BrowseScreen)


async def test_the_query_narrows_with_each_letter(names: tuple[str, ...]) -> None:
    app = opened(names)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "slash", *"id:y")
        screen = screen_of(app)
        assert screen.view.field == "availability.weights"
        assert "Weights · 1 of 1 differ · /id:y" in shown(app)
        await press(pilot, "enter")
        assert screen.panes.current == "pairs"
        await press(pilot, "w")
        assert screen.view.query == ""
        await press(pilot, "b")
        assert screen.view.query == "id:y"
        await press(pilot, "slash", *" yeer:1", "enter")
        assert any(note.startswith("Not asked") for note in notes(app)) or screen.view.query == "id:y"


async def test_about_leads_here(names: tuple[str, ...]) -> None:
    app = opened(names, "browse")
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, "a")
        assert "Disagreements: what catalogs differ about (7)" in shown(app)
        page = app.screen.query_one("#page")
        while not (page.item and page.item.link and page.item.link.kind == "screen"):  # type: ignore[attr-defined]
            await press(pilot, "down")
        await press(pilot, "enter")
        assert isinstance(app.screen, DisagreementsScreen)


@pytest.mark.parametrize(
    "text",
    [
        "disagreements",
        "disagreements?field=params",
        "disagreements?field=same",
        "disagreements?q=id:y&field=weights",
    ],
)
async def test_the_copied_command_tells_what_is_on_the_screen(names: tuple[str, ...], text: str) -> None:
    app = opened(names, text)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "Y", "c")
        words = shlex.split(app.clipboard)
        told = CliRunner().invoke(door, ["disagree", "--format", "tsv", *words[2:]])
        screen = screen_of(app)
        pairs = screen._found.of(screen.view.field or "") if screen._found else ()  # type: ignore[attr-defined]
    assert words[:2] == ["genai-tui", "disagree"]
    rows = [line.split("\t") for line in told.stdout.splitlines()[1:]]
    assert [(row[1], row[5]) for row in rows] == [
        (each.model, side.value) for each in pairs for side in each.sides
    ]
    assert rows


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16)])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_nothing_is_cut_without_a_sign_of_it(size: tuple[int, int], ascii_only: bool) -> None:
    survey, _ = open_catalogs(["survey"])
    app = GenaiApp(survey, DisagreementsView(), ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        for _ in range(len(screen.fields._rows)):
            for pane in (screen.fields, screen.table):
                if not pane.display:
                    continue
                for line in range(pane.count):
                    pieces = pane.line(line, pane.content_size.width)
                    row = "".join(text for text, _ in pieces).rstrip()
                    painted = (
                        pane.text.splitlines()[line - pane.top]
                        if pane.top <= line < pane.top + pane.content_size.height
                        else ""
                    )
                    assert len(painted) <= pane.content_size.width
                    if painted and line >= pane.heads and pane.top == 0:
                        assert row[2:] in painted or "…" in painted or "~" in painted, (row, painted)
            if ascii_only:
                assert shown(app).isascii()
            await press(pilot, "down")


async def test_zoom_tab_and_the_small_screen(names: tuple[str, ...]) -> None:
    app = opened(names)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = screen_of(app)
        visible = lambda: [pane.id for pane in (screen.fields, screen.table, screen.sides) if pane.display]  # noqa: E731
        assert visible() == ["fields", "pairs"]
        await press(pilot, "tab")
        assert visible() == ["pairs", "sides"]
        assert screen.sides.outer_size.width == screen.table.outer_size.width == 80
        await press(pilot, "z")
        assert visible() == ["pairs"]
        assert screen.table.outer_size.height == 22
        await press(pilot, "escape", "tab", "tab")
        assert visible() == ["fields", "pairs"]
        await press(pilot, "i")
        assert "release date" in shown(app).lower()


# Deciding


async def decide(pilot: Pilot[Any], *keys: str) -> Opened:
    """Press keys up to the end of the app, which is opened anew; return what it goes on with."""
    await press(pilot, *keys)
    for _ in range(200):
        if pilot.app.return_value is not None:
            break
        await pilot.pause(0.02)
    result = pilot.app.return_value
    assert isinstance(result, Opened), notes(pilot.app)
    return result


async def test_a_value_is_kept_in_the_users_own_overlay_and_the_view_goes_on(
    names: tuple[str, ...], tmp_path: Path
) -> None:
    app = opened(names, "disagreements?field=params")
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab", "D")
        assert isinstance(app.screen, DecisionDialog)
        assert "99 (There)" in shown(app)
        went_on = await decide(pilot, "down", "enter", *"says its card", "enter")
    overlay = tmp_path / "data" / "genai-tui" / "overlay"
    assert went_on.overlays == (str(overlay),)
    assert f"open it again with --overlay {overlay}" in went_on.note
    assert "decided: says its card" in (overlay / "models" / "x.yaml").read_text()
    model = went_on.catalog.model("x")
    assert model is not None
    assert model.parameters[0].count == 99
    assert went_on.history is not None
    assert went_on.history.here.field == "parameters"
    after = GenaiApp(went_on.catalog, went_on.history.here, history=went_on.history)
    async with after.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen = screen_of(after)
        assert screen.view.field == "parameters"
        assert screen.view.overlays == (str(overlay),)
        assert "Parameters · 1 of 2 differ" in shown(after)
        assert "1 decided" in shown(after)
        assert "✓1" in shown(after)


async def test_the_first_overlay_that_is_open_is_written_into(names: tuple[str, ...], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "models").mkdir(parents=True)
    app = opened(names, f"disagreements?field=same&overlay={mine}")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        went_on = await decide(pilot, "tab", "D", "enter", "enter")
    assert "same_as" in (mine / "models" / "goat.yaml").read_text()
    assert "--overlay" not in went_on.note
    assert "goat" in went_on.catalog.members
    assert not (tmp_path / "data").exists()


async def test_enter_on_a_side_offers_that_side(names: tuple[str, ...]) -> None:
    app = opened(names, "disagreements?field=params")
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab", "tab", "end", "up", "up", "up")
        sides = screen_of(app).sides
        while not (sides.item and sides.item.text == "99"):
            await press(pilot, "up")
        await press(pilot, "enter")
        assert isinstance(app.screen, DecisionDialog)
        item = app.screen._offered.item  # type: ignore[attr-defined]
        assert item is not None
        assert item.text == "99 (There)"
        await press(pilot, "enter", *"why q", "escape", "escape")
        assert isinstance(app.screen, DisagreementsScreen)
        assert app.is_running


async def test_nothing_is_asked_where_nothing_can_be_written(names: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    app = opened(names, "disagreements?field=params")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen_of(app).amend(overlays=(str(tmp_path / "file"),))
        await press(pilot, "D")
        assert isinstance(app.screen, DisagreementsScreen)
        assert "Nothing can be decided here" in notes(app)[-1]
        assert "is no folder" in notes(app)[-1]


async def test_a_refusal_is_told_and_the_screen_stays(names: tuple[str, ...], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "models").mkdir(parents=True)
    (mine / "models" / "x.yaml").write_text("summary: Mine.\nparameters: [{count: 3}]\n")
    app = opened(names, "disagreements?field=params&at=goat%2Bgoat-7b")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        screen_of(app).amend(overlays=(str(mine),))
        await press(pilot, "up", "D", "enter", "enter")
        assert isinstance(app.screen, DisagreementsScreen)
        assert "gives parameters already" in notes(app)[-1]
        assert (mine / "models" / "x.yaml").read_text() == "summary: Mine.\nparameters: [{count: 3}]\n"


_NAME = "[red]x[/] \x1b[31m \u202e" + "".join(HOSTILE)[:80]


async def test_text_of_strangers_is_shown_as_text() -> None:
    sides = [
        replace(catalog(f"c{number}", record("x", name=_NAME, date=f"202{number}", same_as=("c0:x",))), head=replace(
            catalog(f"c{number}").head, title=f"[bold]{number}[/x]{_NAME}"[:200]))
        for number in range(2)
    ]  # fmt: skip
    from genai_tui.storage.merge import join

    joined: Catalog = join(sides)
    app = GenaiApp(joined, DisagreementsView())
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab", "D")
        text = shown(app)
        assert "[bold]" in text
        assert "\x1b" not in text
        assert app.is_running


def test_the_program_goes_on_with_what_was_decided(
    names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [
        sys.executable,
        "-m",
        "genai_tui",
        "open",
        f"disagreements?field=params&catalog={names[0]}&catalog={names[1]}",
    ]
    with Probe(command) as probe:
        probe.wait(r"2 of 2 differ")
        probe.settle()
        for keys in ("\t", "D", "\x1b[B", "\r", "so it is"):
            probe.send(keys)
            probe.settle()
        probe.send("\r")
        probe.wait(r"Written to")  # which stands for some seconds only
        probe.wait(r"1 of 2 differ")
        probe.settle()
        probe.send("D")
        probe.settle()
        probe.wait(r"Decide · GOAT")


@pytest.mark.parametrize("columns", [60, 80, 100, 120, 200])
async def test_the_header_tells_every_screen_by_its_key_and_the_one_that_is_shown_by_name(
    names: tuple[str, ...], columns: int
) -> None:
    app = opened(names)
    async with app.run_test(size=(columns, 24)) as pilot:
        await settle(pilot)
        header = shown(app).splitlines()[0]
        assert "7 Disagree" in header
        for row in SCREENS:
            assert f" {row.key} " in f"{header} "


@pytest.mark.parametrize("columns", [60, 79, 80])
async def test_where_two_panes_are_too_narrow_one_stands_over_the_other(
    names: tuple[str, ...], columns: int
) -> None:
    app = opened(names)
    async with app.run_test(size=(columns, 16)) as pilot:
        await settle(pilot)
        fields, table = screen_of(app).fields, screen_of(app).table
        beside = fields.region.y == table.region.y
        assert beside == (columns >= 80)
        assert table.region.width >= (47 if beside else columns)
        await press(pilot, "enter")
        assert not fields.display
