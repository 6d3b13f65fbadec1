"""An app whose faults vanish nowhere: each ends in one line, a report and a status, or in a notice."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import weakref
from collections import deque
from typing import Any, TypeVar

from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.events import Event, InputEvent, Key, Paste
from textual.worker import WorkerFailed

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.sanitize import safe_line
from genai_tui.shortage import shortage_in
from genai_tui.tui.driver import TerminalDriver
from genai_tui.tui.messages import BackgroundFailed
from genai_tui.tui.type_ahead import TypeAheadApp

_Result = TypeVar("_Result")

FAULT = 70
"""The exit status of a fault of this program, as sysexits.h has it (EX_SOFTWARE)."""

UNREADABLE = 2
"""The exit status where a catalog can no longer be read, as where it cannot be opened, and where the machine gives no more."""

_KEYS = 50
"""How many of the last keys a report of a fault names."""


class FaultApp(TypeAheadApp[_Result]):
    """Meets faults in handlers, threads, tasks and the event loop; what failed in the background ends nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._last_keys: deque[str] = deque(maxlen=_KEYS)
        self.fault: BaseException | None = None
        """What has ended the app: a fault of the program, or a catalog that can no longer be read."""
        self.fault_told = ""
        """The line that tells the reader of it."""

    def on_load(self) -> None:
        """Have faults in threads and in callbacks of the event loop reported, too."""
        self._own_loop = asyncio.get_running_loop()
        self._own_loop.set_exception_handler(self._on_fault_in_loop)
        # A thread keeps the hook that stands when it is made, and may outlive this app: it is not to keep its catalog.
        met = weakref.WeakMethod(self._on_fault_in_thread)
        threading.excepthook = lambda failed: tell(failed) if (tell := met()) else None

    async def on_event(self, event: Event) -> None:
        """Note the names of the last keys, for a report of a fault; once the app is leaving, take no more.

        Where it leaves for another catalog the driver hands on what is typed from then.
        """
        if isinstance(event, InputEvent | Paste) and self._exit:
            return
        if isinstance(event, Key) and not event.is_forwarded:  # one that nobody took comes back here
            self._last_keys.append(event.key)
        await super().on_event(event)

    def exit(self, result: _Result | None = None, return_code: int = 0, message: Any = None) -> None:
        """Leave; for good, and then within a second, unless `result` is what to go on to, which comes too late then."""
        if self._exit and result is not None:
            return
        if isinstance(self._driver, TerminalDriver):
            if result is None:
                self._driver.leave(return_code)
            else:
                self._driver.handover.wait()
        super().exit(result, return_code, message)

    def _on_fault_in_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)

    def _on_fault_in_thread(self, failed: threading.ExceptHookArgs) -> None:
        if isinstance(failed.exc_value, Exception) and not self._own_loop.is_closed():
            self._own_loop.call_soon_threadsafe(self._handle_exception, failed.exc_value)

    def _handle_exception(self, error: Exception) -> None:
        """Report a fault that Textual passes on here, and leave."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if (self._exit or not self._running) and isinstance(cause, NoMatches | ScreenStackError):
            return  # the app is leaving: what some last message asks for is gone, as it should be
        self.note_fault(error)
        super()._handle_exception(error)
        self._return_code = self.fault_status

    def _fatal_error(self) -> None:
        """Leave without the traceback that Textual would print: it holds values and paths of the reader's."""
        self._close_messages_no_wait()

    @property
    def fault_status(self) -> int:
        """The exit status of what has ended the app: what the machine does not give is no fault of the program."""
        is_ours = self.fault is None or not (isinstance(self.fault, CatalogError) or shortage_in(self.fault))
        return FAULT if is_ours else UNREADABLE

    def note_fault(self, error: BaseException) -> None:
        """Note the first fault, to be told when the terminal has been given back; one of the program gets a report."""
        if self.fault is not None:
            return
        self.fault = error = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(error, CatalogError):
            self.fault_told = "\n".join(safe_line(str(each)) for each in error.problems)
        elif short := shortage_in(error):
            self.fault_told = short
        elif not self.is_headless:
            self.fault_told = f"genai-tui has failed: {type(error).__name__}."
            # Where there is no room, or no file can be opened, it is told in short.
            with contextlib.suppress(MemoryError, OSError):
                from genai_tui import crash_report  # imported here: it is hoped that nobody needs it

                self.fault_told = crash_report.summary(
                    error, crash_report.report(error, tuple(self._last_keys))
                )
        if isinstance(self._driver, TerminalDriver):
            self._driver.last_words = self.fault_told
            self._driver.leave(self.fault_status)

    def on_background_failed(self, event: BackgroundFailed) -> None:
        """Say why something in the background failed, and write a report; what stood on the screen stays."""
        if short := shortage_in(event.error):
            self.notify(f"{event.work} failed: {short.partition(': ')[2]}", severity="error", timeout=8)
            return
        from genai_tui import crash_report  # imported here: it is hoped that nobody needs it

        path = None if self.is_headless else crash_report.report(event.error, tuple(self._last_keys))
        words = (
            f"{event.work} failed: {crash_report.reason(event.error)}{f' Its report: {path}' if path else ''}"
        )
        self.notify(words, severity="error", timeout=8)
