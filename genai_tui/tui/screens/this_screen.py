"""The sheet "this screen": commands that print and open what is on screen, to be copied by a letter."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType

from genai_tui import __version__
from genai_tui.catalog.describe import Item
from genai_tui.tui.clipboard import TMUX_NEEDS
from genai_tui.tui.messages import CopyText
from genai_tui.tui.screens.text_page import PageScreen
from genai_tui.view.this_screen import ThisScreen

SAVE = "save"
"""What the sheet returns where the screen is to be saved under a name."""

_LETTERS = (
    ("c", "prints", "copy the command that prints it"),
    ("o", "opens", "copy the command that opens it"),
    ("l", "line", "copy a line for a paper"),
)


class ThisScreenSheet(PageScreen[str]):
    """What is on screen, as commands."""

    # These come before the page's own keys, which move its cursor.
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(letter, f"take('{what}')", words, show=False, priority=True, id=f"this.{what}")
            for letter, what, words in _LETTERS
        ),
        Binding("s", "save", "Save under a name", show=False, priority=True, id="this.save"),
        Binding("Y", "close", "Close", show=False, priority=True, id="this.screen"),
    ]

    def __init__(self, sheet: ThisScreen, ascii_only: bool = False) -> None:
        self.sheet = sheet
        self._texts = {
            "prints": sheet.prints, "opens": sheet.opens, "line": sheet.paper_line(__version__)
        }  # fmt: skip
        super().__init__("This screen", _items(sheet, os.environ), ascii_only)

    def action_take(self, what: str) -> None:
        """Copy a line, and close."""
        self.post_message(CopyText(self._texts[what]))
        self.dismiss()

    def action_save(self) -> None:
        """Close, and have the screen saved under a name."""
        self.dismiss(SAVE)


def _items(sheet: ThisScreen, environment: Mapping[str, str]) -> tuple[Item, ...]:
    items = [
        Item("fact", sheet.prints, "prints it"),
        Item("fact", sheet.opens, "opens it"),
        Item("fact", sheet.data_line, "data"),
        Item("heading", "Keys"),
        *(Item("fact", words, letter) for letter, _, words in _LETTERS),
        Item("fact", "save it under a name", "s"),
    ]
    if "TMUX" in environment:
        items.append(Item("quiet", f"inside tmux a copy arrives only with: {TMUX_NEEDS.partition(': ')[2]}"))
    return tuple(items)
