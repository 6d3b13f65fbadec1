"""Marks live across screens, queries and the history, of models and of organizations; copy, export and compare act on them."""

from __future__ import annotations

from pathlib import Path

from genai_tui.catalog.model import Catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.messages import RecallView
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.compare import CompareScreen
from genai_tui.view.record_ref import RecordRef
from tests.tui.host import notes, screen_text
from tests.tui.test_browse import press, screen_of, settle


async def test_space_marks_what_is_at_the_cursor_on_every_screen(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "6")
        await settle(pilot)
        graph = app.screen
        node = graph.record_at_hand  # type: ignore[attr-defined]
        await press(pilot, "space")  # where no table of organizations has stood yet
        name = tiny.organization_name(node.id)
        assert notes(app)[-1] == f"{name}: marked · 1 organization marked."
        await press(pilot, "x", "enter")
        proof = graph.record_at_hand  # type: ignore[attr-defined]
        assert proof.kind == "model", (
            "the model that proves the line, and not the node that the line begins at"
        )
        await press(pilot, "space")
        assert notes(app)[-1].endswith("marked · 1 model marked.")
        await press(pilot, "1")
        assert screen_of(app).view.marked == (proof.id,)
        assert screen_of(app).table._marked == {proof.id}
        screen_of(app).go_to_pane("detail")
        await press(pilot, "space")
        assert notes(app)[-1].endswith("mark removed · no model marked.")
        await press(pilot, "2")
        await settle(pilot)
        assert app.screen.view.marked == (node.id,)  # type: ignore[attr-defined]
        await press(pilot, "5")
        assert "Mark two or more" in notes(app)[-1]


async def test_back_leads_only_to_what_was_looked_at(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "6")
        await settle(pilot)
        await press(pilot, "space", "b")  # an organization, though their table has never stood
        await settle(pilot)
        assert screen_of(app).view.SCREEN == "browse"
        await press(pilot, "b")
        assert notes(app)[-1] == "Nothing further back."
        assert screen_of(app).view.SCREEN == "browse"


async def test_marks_outlive_a_list_that_another_screen_has_made(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab", "space")
        marked = screen_of(app).view.marked
        for key in ("3", "4"):  # a cell of the matrix, and one of the timeline
            await press(pilot, key)
            await settle(pilot)
            await press(pilot, "enter")
            await settle(pilot)
            assert screen_of(app).view.query
            assert screen_of(app).view.marked == marked
            assert screen_of(app).table._marked == set(marked)
        await press(pilot, "6", "y")
        assert "Copy · 1 marked" in screen_text(app)


async def test_the_marks_of_an_address_are_those_of_every_view(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab", "space")
        app.post_message(RecallView("browse?q=weights:open"))  # which names none
        await settle(pilot)
        assert len(screen_of(app).view.marked) == 1
        app.post_message(RecallView("browse?mark=listener&mark=painter"))
        await settle(pilot)
        assert screen_of(app).view.marked == ("listener", "painter")
        await press(pilot, "b")
        await settle(pilot)
        assert screen_of(app).view.query == "weights:open"
        assert screen_of(app).view.marked == ("listener", "painter")


async def test_records_are_compared_by_name_from_any_screen(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "colon", *"compare", "enter", "6", "5")
        assert isinstance(app.screen, CompareScreen)
        assert "Nothing to compare yet." in screen_text(app)
        assert (":", "compare A, B") in app.screen.FOOTER["nothing"]
        assert app.screen.shows_nothing
        await press(pilot, "4", "colon", *"compare painter 2, listener", "enter")
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.view.of == ("painter", "listener")
        assert not app.screen.shows_nothing
        await press(pilot, "colon", *"compare painter acme", "enter")
        assert (
            notes(app)[-1]
            == "Painter 2 is a model and Acme Labs an organization: compare records of one kind."
        )
        assert app.screen.view.of == ("painter", "listener"), "what stood on the screen stays"
        await press(pilot, "colon", *"compare nobody-at-all, painter", "enter")
        assert "nobody-at-all" in notes(app)[-1]
        await press(pilot, "colon", *"compare li", "tab")
        assert app.screen.prompt.line.value.startswith("compare listener")


async def test_marks_live_on_and_lead_somewhere(tiny: Catalog, tmp_path: Path) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "tab", "space", "slash", *"listener", "enter", "space")
        assert screen_of(app).view.marked == ("painter", "listener")
        await press(pilot, "b")  # to what was shown before the second mark was made
        assert screen_of(app).view.marked == ("painter", "listener")
        await press(pilot, "6", "y")
        assert "Copy · 2 marked" in screen_text(app)
        await press(pilot, "n")
        assert app.clipboard == "Painter 2\nListener"
        await press(pilot, "4", "v")  # from a screen without marks of its own
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.view.of == ("painter", "listener")
        await press(pilot, "1", "e", *str(tmp_path / "marked.csv"), "enter")
        while not (tmp_path / "marked.csv").exists() or "Written" not in notes(app)[-1]:
            await pilot.pause(0.01)
        assert "2 marked models" in notes(app)[-1]
        rows = (tmp_path / "marked.csv").read_text().splitlines()
        assert [row.split(",")[0] for row in rows] == ["id", "painter", "listener"]
        # Organizations have marks of their own.
        await press(pilot, "2")
        while app.screen.is_busy:  # type: ignore[attr-defined]
            await pilot.pause(0.01)
        assert isinstance(app.screen, BrowseScreen)
        assert app.screen.view.marked == ()
        app.screen.go_to_pane("table")
        await press(pilot, "home", "space", "down", "space", "slash", *"uni", "escape", "v")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        assert (app.screen.view.kind, set(app.screen.view.of)) == ("organization", {"acme", "uni"})
        await press(pilot, "1")
        assert screen_of(app).view.marked == ("painter", "listener")
        assert screen_of(app).copied().marked == (
            RecordRef("model", "painter"), RecordRef("model", "listener"),
        )  # fmt: skip
