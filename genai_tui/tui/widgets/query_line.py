"""The line at the foot of the screen that takes a query after `/` or a command after `:`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.message import Message
from textual.widgets import Input

Mode = Literal["query", "command"]


class QueryLine(Input):
    """One line of typing; what it means is up to the screen."""

    @dataclass
    class Typed(Message):
        """The query has changed."""

        query: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, max_length=10_000, select_on_focus=False)
        self.mode: Mode = "query"
        self.cursor_blink = False

    def open(self, mode: Mode, text: str) -> None:
        """Take the keyboard, with `text` standing on the line."""
        self.mode = mode
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)
        # At once, not as `focus()` does when the queue is empty: the next key may be here already.
        self.screen.set_focus(self, scroll_visible=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.mode == "query":
            self.post_message(self.Typed(event.value))
