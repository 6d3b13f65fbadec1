"""An app in its terminal: the driver, the colours, the mouse, a whole redraw, a stop in the shell."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import TypeVar

from textual.driver import Driver
from textual.events import Event, Resize
from textual.filter import LineFilter, NoColor
from textual.geometry import Size
from textual.notifications import SeverityLevel

from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui import job_control
from genai_tui.tui.driver import TerminalDriver
from genai_tui.tui.fault_app import FaultApp
from genai_tui.tui.messages import GoneOn
from genai_tui.tui.permissions import EVERYTHING, Permissions, needs
from genai_tui.tui.terminal_colours import has_colours
from genai_tui.view.own_keys import key

_Result = TypeVar("_Result")

_JUST_SAID = 0.5
"""Seconds for which a note belongs to the step that it came with."""


class TerminalApp(FaultApp[_Result]):
    """Sends the terminal what changes, and takes from it or leaves to it what the reader says."""

    permissions: Permissions = EVERYTHING
    """What the session may do."""
    _sized: Size | None = None
    """The size of the terminal that was told last."""

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that sends only what changes, and always gives the terminal back."""
        return TerminalDriver

    def note_answered(self, event: Event) -> None:
        """Tell the driver, which keeps what is typed until it is answered."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.handover.answered(event)

    def _set_pointer_shape(self, shape: str) -> None:
        """Leave the pointer as it is: after a sequence that draws nothing the whole screen would be sent anew."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of each line; where there are no colours no code of one is sent, not even of grey."""
        self.no_color = not has_colours(os.environ)
        return [NoColor()] if self.no_color else super().get_line_filters()

    def on_resize(self, event: Resize) -> None:
        """Send the whole screen anew: between two sizes the terminal may have lost what stood on it, even where both are one."""
        if self._sized is not None:
            self.action_redraw()
        self._sized = event.size

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Tell the reader something: whatever it is made of, it is shown as plain text that is safe, and never read as markup."""
        super().notify(
            safe_line(message), title=safe_line(title), severity=severity, timeout=timeout, markup=False
        )

    def on_gone_on(self, event: GoneOn) -> None:
        """Take away what was said before the reader went on to something else."""
        self.drop_notes()

    def drop_notes(self) -> None:
        """Take away what has been said, save what came with the step itself: it would stand where the keys of the new place do."""
        now = time.time()
        for note in tuple(each for each in self._notifications):
            if now - note.raised_at > _JUST_SAID:
                self._unnotify(note, refresh=False)
        self._refresh_notifications()

    def action_mouse(self) -> None:
        """Take the mouse, or leave it to the terminal, which then selects text with it."""
        driver = self._driver
        if isinstance(driver, TerminalDriver):
            driver.take_mouse(not driver.has_mouse)
            words = (
                "The mouse works here."
                if driver.has_mouse
                else "The mouse is the terminal's: it selects text."
            )
            self.notify(f"{words} {key('mouse', 'M')} changes it back.", timeout=4)

    def action_redraw(self) -> None:
        """Send the whole screen anew, for a terminal that something else has written on."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.forget()
        self.refresh(layout=True)
        self.screen.refresh(layout=True)

    @needs("stop")
    def action_suspend_process(self) -> None:
        """Stop until the shell says so; where no shell waits, say that and go on."""
        if self._driver and self._driver.can_suspend and job_control.can_be_resumed():
            super().action_suspend_process()
        else:
            self.notify("It cannot be suspended here: no shell waits behind it.", timeout=4)
