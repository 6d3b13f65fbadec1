"""The dialog of a decision: which value to keep, or whether two records are one model, and a line for the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from genai_tui.catalog.describe import Item, Link, Page
from genai_tui.catalog.numbers import whole
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.commands import EVERYWHERE, bindings
from genai_tui.tui.screens.text_page import Choices
from genai_tui.tui.type_ahead import AnswersOnce
from genai_tui.tui.widgets.detail import Shown

_LONGEST = 500
"""Characters of a reason."""


class Decided(Struct, frozen=True):
    """The place of the choice, and the reason, which may be empty."""

    choice: int
    reason: str


class _ReasonLine(Input):
    """One line; Enter writes the decision."""

    def __init__(self, done: Callable[[str], None], classes: str | None) -> None:
        super().__init__(
            id="reason",
            classes=classes,
            max_length=_LONGEST,
            select_on_focus=False,
            placeholder="a reason, if you like",
        )
        self.cursor_blink = False
        self._done = done

    async def action_submit(self) -> None:
        self._done(self.value)


class DecisionDialog(AnswersOnce[Decided], ModalScreen[Decided]):
    """Asks for a choice, then for a reason; Esc goes back, and from the choices away without a decision."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(EVERYWHERE),
        Binding("escape", "back", "Back", show=False, id="decision.back"),
    ]

    def __init__(
        self, title: str, choices: tuple[str, ...], folder: str, at: int = 0, ascii_only: bool = False
    ) -> None:
        """Offer `choices`, of which the one `at` a place comes first; `folder` is where the decision is written to."""
        super().__init__()
        self._heading = title
        self._choices = choices
        self._folder = folder
        self._at = at
        self._chosen = at
        look = "-ascii" if ascii_only else None
        # Held, and not looked for: closed before it stands, the dialog has no widgets.
        self._box = Vertical(id="decision")
        self._offered = Choices(self._choose, id="choices", classes=look)
        self._reason = _ReasonLine(self._write, look)

    def compose(self) -> ComposeResult:
        with self._box:
            yield self._offered
            yield self._reason

    def on_mount(self) -> None:
        reason, offered = self._reason, self._offered
        reason.border_title = "Why"
        reason.border_subtitle = "Enter writes · Esc back"
        items = [Item("link", words, link=Link("choice", str(at))) for at, words in enumerate(self._choices)]
        items.append(Item("heading", ""))
        items.append(Item("quiet", f"Goes into {self._folder}"))
        offered.retitle(f"Decide · {safe_line(self._heading)}", "Enter chooses · Esc leaves")
        offered.show(Shown("", "", "dim", (Page("", tuple(items)),)))
        self._box.styles.height = 7 + min(11, 2 * len(self._choices))
        for _ in range(self._at):
            offered.action_move(1)
        self.set_focus(offered, scroll_visible=False)

    def _choose(self, link: Link) -> None:
        self._chosen = whole(link.id) or 0
        self.set_focus(self._reason, scroll_visible=False)

    def _write(self, reason: str) -> None:
        self.dismiss(Decided(self._chosen, safe_line(" ".join(reason.split()))))

    def action_back(self) -> None:
        if isinstance(self.focused, Input):
            self.set_focus(self._offered, scroll_visible=False)
        else:
            self.dismiss()
