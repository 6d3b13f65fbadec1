"""The prompt: an input line for a query or a command, with two rows of hints below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from genai_tui.catalog.cells import width
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.messages import message
from genai_tui.tui.widgets.cached_render import CachedRender, CachedRow, CachedText
from genai_tui.tui.widgets.prompt_hints import PromptHints
from genai_tui.tui.widgets.prompt_input import Mode, PromptInput
from genai_tui.tui.widgets.row_painter import Line

if TYPE_CHECKING:  # completions come with the first Tab
    from genai_tui.search.completion import Completion

_SIGNS: dict[Mode, str] = {"query": "/", "command": ":"}
_INDENT = 3
"""Cells before the text of the line."""


class Prompt(CachedRender, Vertical):
    """The input line with its sign and the hints below; visible only while it has the keyboard."""

    # These come before any widget's own keys, and at once, since the next key may be on its way already.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take the line", show=False, priority=True, id="line.take"),
        Binding("down", "down", "To the results, or a newer query", show=False, priority=True, id="line.down"),
        Binding("escape", "leave", "Leave the line", show=False, priority=True, id="line.leave"),
        Binding("tab", "complete(1)", "Complete", show=False, priority=True, id="line.complete"),
        Binding("shift+tab", "complete(-1)", "Complete backwards", show=False, priority=True,
                id="line.complete_back"),
    ]  # fmt: skip

    @message
    class Typed(Message):
        """The query has changed; the line shows it when told to by `renew`."""

        query: str

    @message
    class Taken(Message):
        """The reader pressed Enter, or went down to the results."""

        mode: Mode
        text: str

    @message
    class Left(Message):
        """The reader left the line without Enter."""

        mode: Mode

    line = getters.query_one(PromptInput)
    note = getters.query_one(PromptHints)

    def __init__(
        self,
        complete: Callable[[Mode, str, int], tuple[Completion, ...]],
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make a closed line; `complete` says what the text before a place can become."""
        super().__init__(id=id, classes=classes)
        self._complete = complete
        self._offered: tuple[Completion, ...] = ()
        self._chosen = 0
        self._base = ""
        self._taken_to: Widget | None = None
        self._left_to: Widget | None = None

    def compose(self) -> ComposeResult:
        with CachedRow(id="typing"):
            yield CachedText("/", id="sign", markup=False)
            yield PromptInput(id="line")
        yield PromptHints(id="note", classes="-ascii" if self.has_class("-ascii") else None)

    @property
    def is_typed_on(self) -> bool:
        """Whether the line has the keyboard."""
        return self.screen.focused is self.line

    @property
    def mode(self) -> Mode:
        """What the line takes."""
        return self.line.mode

    def open(self, mode: Mode, text: str, past: list[str], taken_to: Widget, left_to: Widget) -> None:
        """Take the keyboard, with `text` standing on the line; `past` is what Up brings back, oldest first.

        `taken_to` and `left_to` have the keyboard next, at once: the next key may be on its way already.
        """
        self._taken_to, self._left_to = taken_to, left_to
        self.query_one("#sign", CachedText).update(_SIGNS[mode])
        self.set_class(True, "-open")
        self._offered = ()
        self.note.show()
        self.line.open(mode, text, past)
        if mode == "command":
            self._list_commands()

    def _hand_on(self, to: Widget | None) -> None:
        """Hand the keyboard on at once; what was typed before is still on its way through the line."""
        self.screen.set_focus(to if to is not None and to.display else None, scroll_visible=False)

    def renew(self) -> None:
        """Show what was typed; the screen asks for it once what it changes elsewhere can be shown as well."""
        self.line.renew()

    def point(self, start: int, end: int, reason: str) -> None:
        """Show what is wrong with the text from `start` to `end`."""
        text = safe_line(self.line.value)
        left = _INDENT + width(text[:start]) - int(self.line.scroll_offset.x)
        self.note.point(left, left + max(1, width(text[start:end])), safe_line(reason))

    def tell(self, *rows: Line) -> None:
        """Show words under the line, unless completions stand there."""
        if not self._offered:
            self.note.show(*rows)

    def on_prompt_input_typed(self, event: PromptInput.Typed) -> None:
        event.stop()
        self._offered = ()
        if self.mode == "query":
            self.post_message(self.Typed(event.query))
        else:
            self._list_commands()

    def _list_commands(self) -> None:
        """Show what a command that is being typed can become."""
        found = self._complete(self.mode, self.line.value, self.line.cursor_position)
        self._offer(found)

    def _offer(self, found: tuple[Completion, ...], chosen: int = -1) -> None:
        """Show what the word at the cursor can become, and what the chosen one, or the first, means."""
        counts = [(safe_line(each.text), "" if each.count is None else str(each.count)) for each in found]
        first = found[max(0, chosen)] if found else None
        self.note.offer(counts, chosen, safe_line(first.label) if first and first.count is None else "")

    def action_take(self) -> None:
        self._hand_on(self._taken_to)
        self.line.post_message(PromptInput.Reached("take"))

    def action_down(self) -> None:
        if self.line.is_recalling:
            self.line.action_recall(1)
        else:
            self.action_take()

    def action_leave(self) -> None:
        self._hand_on(self._left_to)
        self.line.post_message(PromptInput.Reached("leave"))

    def action_complete(self, step: int) -> None:
        self.line.post_message(PromptInput.Reached("next" if step > 0 else "previous"))

    def on_prompt_input_reached(self, event: PromptInput.Reached) -> None:
        event.stop()
        if event.key in ("next", "previous"):
            self._complete_word(1 if event.key == "next" else -1)
            return
        self.remove_class("-open")
        mode, text = self.mode, self.line.value
        self.post_message(self.Taken(mode, text) if event.key == "take" else self.Left(mode))

    def _complete_word(self, step: int) -> None:
        """Put the next completion in place; the first Tab asks what there is."""
        if not self._offered:
            self._base = self.line.value
            self._offered = self._complete(self.mode, self._base, self.line.cursor_position)
            self._chosen = 0 if step > 0 else len(self._offered) - 1
        else:
            self._chosen = (self._chosen + step) % len(self._offered)
        if not self._offered:
            self.note.show(((" " * _INDENT + "nothing to complete here", "dim"),))
            return
        chosen = self._offered[self._chosen]
        text = self._base[: chosen.start] + chosen.text + self._base[chosen.end :]
        self.line.put(text, chosen.start + len(chosen.text))
        self._offer(self._offered, self._chosen)
        if len(self._offered) == 1:
            self._offered = ()
        if self.mode == "query":
            self.post_message(self.Typed(text))
