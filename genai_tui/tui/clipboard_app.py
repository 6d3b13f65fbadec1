"""An app that hands texts on: to the clipboard, to a file, to the browser and to the reader's editor."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TypeVar

from genai_tui.catalog.cells import clip
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage import files
from genai_tui.storage.files import Refused
from genai_tui.tui import clipboard
from genai_tui.tui.background import Background
from genai_tui.tui.messages import BackgroundFailed, CopyMade, CopyText, EditNote, OpenAddress, WriteFile
from genai_tui.tui.permissions import needs
from genai_tui.tui.terminal_app import TerminalApp

_Result = TypeVar("_Result")

_TOLD = 120
"""Cells of a copied text that are shown: a note may not hide the screen."""


class ClipboardApp(TerminalApp[_Result]):
    """Copies, writes and opens what the screens ask for, and says what is known of it then."""

    def __init__(self) -> None:
        super().__init__()
        self._making: Background[str] = Background(self, "make")
        self._copying: Background[bool] = Background(self, "copy")
        self._telling: Background[str] = Background(self, "open")

    def on_unmount(self) -> None:
        for background in (self._making, self._copying, self._telling):
            background.close()

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text by a tool of the host where there is one, else by way of the terminal, and say what is known of it."""
        self._clipboard = text
        argv = clipboard.host_tool(os.environ) if self.permissions.allow("programs") else None
        if argv is None:
            self._send_to_terminal(text)
            return

        def tell(taken: bool) -> None:
            if taken:
                self._tell_copied(f"Copied with {Path(argv[0]).name}", text)
            else:
                self._send_to_terminal(text)

        self._copying.run(lambda stop: clipboard.give_to_tool(argv, text), tell, self._tell_not_copied)

    def _send_to_terminal(self, text: str) -> None:
        sequence = clipboard.copy_sequence(text, os.environ)
        if sequence is not None:
            if self._driver is not None:
                self._driver.write(sequence)
            self._tell_copied(clipboard.sent_words(os.environ), text)
            return
        too_long = "Too long for the terminal's clipboard"
        try:
            if not self.permissions.allow("files"):
                raise Refused(f"a file of it is {self.permissions.why}")
            path = clipboard.keep_in_file(text)
        except Refused as refused:
            self.notify(f"{too_long}: {refused}", severity="warning")
        else:
            self.notify(f"{too_long}; it is in {path}", severity="warning", timeout=8)

    def _tell_copied(self, words: str, text: str) -> None:
        self.notify(f"{words}: {clip(safe_line(text), _TOLD)}", timeout=4)

    def _tell_not_copied(self, error: Exception) -> None:
        self.post_message(BackgroundFailed("copying", error))

    def on_copy_text(self, event: CopyText) -> None:
        """Copy what a screen shows."""
        self.copy_to_clipboard(event.text)

    def on_copy_made(self, event: CopyMade) -> None:
        """Copy what is still to be worked out."""
        self._making.run(lambda stop: event.make(), self.copy_to_clipboard, self._tell_not_copied)

    def on_open_address(self, event: OpenAddress) -> None:
        """Show an address, and open it by the host's browser where there is a display at hand."""
        from genai_tui.tui import browser  # imported here: nothing is opened at the start

        why = "" if self.permissions.allow("programs") else self.permissions.why
        self._telling.run(
            lambda stop: browser.opened_words(event.address, os.environ, why),
            lambda words: self.notify(words, timeout=8),
            self._tell_not_copied,
        )

    @needs("files")
    def on_write_file(self, event: WriteFile) -> None:
        """Write a file; each one is written, however many are asked for at once."""
        self.run_worker(self._write_file(event), group="export", exit_on_error=False)

    async def _write_file(self, event: WriteFile) -> None:
        def write() -> str:
            written = event.make()
            files.write_new(event.path, written.text.encode("utf-8", "replace"))
            return written.told

        try:
            told = await asyncio.to_thread(write)
        except Refused as refused:
            words = safe_line(f"Not written: {event.path}: {refused}")
            self.notify(words, severity="error", timeout=6)
        except Exception as error:
            self.post_message(BackgroundFailed("writing", error))
        else:
            self.notify(f"Written to {event.path}: {told}", timeout=6)

    @needs("editor")
    def on_edit_note(self, event: EditNote) -> None:
        """Have a text written in the reader's editor, which has the terminal until it ends."""
        from genai_tui.tui.editor import edited, editor_command  # imported here: seldom asked for

        argv = editor_command(os.environ)
        if argv is None or not (self._driver and self._driver.can_suspend):
            self.notify("No editor here: neither VISUAL nor EDITOR names one.", timeout=4)
            return
        try:
            with self.suspend():
                text = edited(argv, event.text)
        except Refused as refused:
            self.notify(f"Not noted: {refused}", severity="warning", timeout=6)
        else:
            self.action_redraw()
            if text != event.text:
                event.keep(text)
