"""The terminal of a session: taken once, handed on from the explorer of one catalog to the next, given back once."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Any

from textual.app import App

from genai_tui.tui.driver import TerminalDriver


class Terminal:
    """The terminal that one app after another is shown on; what ends the block around it gives it back.

    Between two apps nothing of it changes: the last picture stays, what is typed waits for the next one, and a signal
    ends the process as at any other time.
    """

    def __init__(self) -> None:
        """Touch nothing yet."""
        self._driver: TerminalDriver | None = None
        self._is_interrupted = False
        self.interrupted_at = -1.0
        """When Ctrl+C was pressed last, by the monotonic clock: a second one leaves, though another app stands by then."""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.give_back()
        if signal.getsignal(signal.SIGINT) == self._interrupted:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def note_interrupts(self) -> None:
        """Note Ctrl+C until the terminal is taken for the first time: asyncio would cancel what takes it in its midst."""
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._interrupted)

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        self._is_interrupted = True

    def driver_for(self, app: App[Any], **options: Any) -> TerminalDriver:
        """Return the driver for the next app; called in its loop, with what Textual tells a driver."""
        if self._driver is None:
            self._driver = TerminalDriver(app, **options)
            self._driver.was_interrupted = lambda: self._is_interrupted
        else:
            self._driver.serve(app)
        return self._driver

    def wait_for_next(self) -> None:
        """Hold nothing of the app that has gone on to another: its catalog may take hundreds of megabytes."""
        if self._driver is not None:
            self._driver.serve(None)

    def give_back(self) -> None:
        """Give the terminal back as it was found, if it has not been."""
        if self._driver is not None:
            self._driver.handover.drop()
            self._driver.stop_application_mode()
            self._driver.close()
