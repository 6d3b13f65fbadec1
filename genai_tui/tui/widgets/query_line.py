"""The line at the foot of the screen that takes a query after `/` or a command after `:`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

Mode = Literal["query", "command"]


class QueryLine(Input):
    """One line of typing; what it means is up to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False, id="line.leave"),
        Binding("down", "down", "To the table", show=False, id="line.down"),
    ]

    @dataclass
    class Typed(Message):
        """The query has changed."""

        query: str

    @dataclass
    class Entered(Message):
        """Enter was pressed."""

        mode: Mode
        text: str

    @dataclass
    class Left(Message):
        """Escape was pressed."""

        mode: Mode

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

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(self.mode, event.value))

    def action_leave(self) -> None:
        self.post_message(self.Left(self.mode))

    def action_down(self) -> None:
        self.post_message(self.Entered(self.mode, self.value))
