"""Notices: whatever one is made of, it is plain text that is safe, from the app, a screen and a widget alike."""

from __future__ import annotations

from genai_tui.catalog.model import Catalog
from genai_tui.tui.app import GenaiApp
from tests.tui.host import notes, screen_text
from tests.tui.test_browse import press, settle

HOSTILE = "\x1b[2J[bold]x[/] [@click=app.quit]y[/]\u202e\nz"
SAFE = "␛[2J[bold]x[/] [@click=app.quit]y[/] z"


async def test_notices_are_plain_and_safe(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.notify(HOSTILE, title="\x1b]0;t\x07", markup=True)
        app.screen.notify(HOSTILE)
        assert app.screen.focused is not None
        app.screen.focused.notify(HOSTILE, markup=True)
        await settle(pilot)
        assert notes(app) == [SAFE] * 3
        assert {note.markup for note in app._notifications} == {False}
        assert "␛]0;t␇" in [note.title for note in app._notifications]
        assert "[@click=app.quit]y[/]" in screen_text(app)


async def test_what_was_said_before_goes_when_the_reader_goes_on(tiny: Catalog) -> None:
    """It stands where the keys of the new screen, or of the menu, are looked for; what the step itself says stays."""
    app = GenaiApp(tiny)
    async with app.run_test(size=(100, 30)) as pilot:
        for keys in (("3",), ("question_mark",)):
            app.notify("said before", timeout=600)
            await settle(pilot)
            for note in app._notifications:
                note.raised_at -= 10
            app.notify("said with the step", timeout=600)
            await press(pilot, *keys)
            assert notes(app) == ["said with the step"]
            app.clear_notifications()
        await press(pilot, "escape", "down")
        app.notify("said before", timeout=600)
        await press(pilot, "up")
        assert notes(app) == ["said before"], "a step in a table is no other place"
