"""The input line of the prompt: a query after `/`, a command after `:`."""

from __future__ import annotations

from typing import Literal, Self

from textual.geometry import Region
from textual.message import Message
from textual.widgets import Input

from genai_tui.tui.messages import message

Mode = Literal["query", "command"]


class PromptInput(Input):
    """One line of typing; what it means is up to the screen."""

    @message
    class Typed(Message):
        """The text of the line has changed."""

        query: str

    _held = False  # of the class, since `refresh` is called while the line is being made

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, max_length=10_000, select_on_focus=False)
        self.mode: Mode = "query"
        self.cursor_blink = False
        self._past: list[str] = []
        self._back = 0

    def open(self, mode: Mode, text: str, past: list[str]) -> None:
        """Take the keyboard, with `text` standing on the line; `past` is what Up brings back, oldest first."""
        self.mode = mode
        self._past = [*(line for line in past if line != text), text]
        self._back = len(self._past) - 1
        self.put(text)
        # At once, not as `focus()` does when the queue is empty: the next key may be here already.
        self.screen.set_focus(self, scroll_visible=False)

    def put(self, text: str, at: int | None = None) -> None:
        """Write `text` on the line without telling anybody."""
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text) if at is None else at
        self.renew()

    def validate_value(self, value: str) -> str:
        """Keep a changed text from being drawn, so that it is drawn in one frame with what it leads to."""
        self._held = self._held or value != self.value
        return value

    def renew(self) -> None:
        """Show the line as it stands."""
        self._held = False
        self.refresh()

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Refresh as every widget does, unless the line is held back."""
        if self._held:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    @property
    def is_recalling(self) -> bool:
        """Whether an older line stands here, so that Down leads to a newer one."""
        return self._back < len(self._past) - 1

    def recall(self, step: int) -> None:
        """Put an older line here, or a newer one where `step` is positive."""
        if 0 <= self._back + step < len(self._past):
            if not self.is_recalling:
                self._past[self._back] = self.value
            self._back += step
            self.value = self._past[self._back]
            self.cursor_position = len(self.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == self.value:  # else more was typed since, or something else stands here by now
            self.post_message(self.Typed(event.value))
