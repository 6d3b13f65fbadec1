"""What tests of the screen share: its text, its notes, and a host in which a single widget stands alone."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

import genai_tui.tui
from genai_tui.tui import themes
from genai_tui.tui.roles import ROLE_CLASSES


def screen_text(app: App[Any]) -> str:
    """Return the screen as text, a line a row."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def notes(app: App[Any]) -> list[str]:
    """Return what the app has told beside its panes, oldest first."""
    return [str(note.message) for note in app._notifications]


def heard(app: App[Any]) -> list[str]:
    """Return what the app tells from now on, oldest first; unlike `notes` also what has expired, however slow it is."""
    told: list[str] = []
    notify = app.notify

    def note(message: str, **how: Any) -> None:
        told.append(message)
        notify(message, **how)

    app.notify = note  # type: ignore[method-assign]
    return told


class Host(App[None]):
    """Shows one widget, in the looks of the program."""

    CSS_PATH = str(Path(genai_tui.tui.__path__[0]) / "styles.tcss")
    COMPONENT_CLASSES: ClassVar[set[str]] = set(ROLE_CLASSES)

    def __init__(self, widget: Widget, watched: type[Widget]) -> None:
        super().__init__()
        self.widget = widget
        self._watched = watched
        self.told: list[Message] = []
        """What the widget that is watched has told the screen, in order."""
        for theme in themes.ALL:
            self.register_theme(theme)
        self.theme = themes.DARK.name

    def compose(self) -> ComposeResult:
        yield self.widget

    def heard(self, message: Message) -> None:
        """Note a message of the watched widget once, however many nodes it comes by."""
        names = {each.__name__ for each in self._watched.__mro__ if each.__module__.startswith("genai_tui.")}
        own = type(message).__qualname__.partition(".")[0] in names
        if own and not any(message is each for each in self.told):
            self.told.append(message)


@asynccontextmanager
async def hosted(
    widget: Widget, columns: int = 60, rows: int = 12, watched: type[Widget] | None = None
) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    """Mount a widget alone on a screen, with the keyboard where it can have it; `watched` is one within it."""
    app = Host(widget, watched or type(widget))
    async with app.run_test(size=(columns, rows), message_hook=app.heard) as pilot:
        if widget.can_focus:
            widget.focus()
        await pilot.pause()
        yield app, pilot


async def until(pilot: Pilot[Any], holds: Callable[[], object]) -> None:
    """Wait until something holds, for half a minute at most: on a loaded machine it may take long."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it never came"
        await pilot.pause(0.005)
