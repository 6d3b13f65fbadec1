"""The copy menu: a line for each thing that can be copied, run by its letter or by Enter; what cannot be had says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from genai_tui.catalog.cells import width
from genai_tui.catalog.describe import Item, Link
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.screens.text_page import PageScreen
from genai_tui.tui.widgets.detail import Detail
from genai_tui.view.copy_choices import LETTERS, CopyChoice

_LETTER, _AROUND = 11, 6
"""Cells of a letter before what it copies, and around the lines: frame, margins, the sign of the place."""

_MANY = 5
"""So many choices that are missing for one reason are one line."""


class CopyMenu(PageScreen[CopyChoice]):
    """A choice of what to copy, which is returned; the letter that opens the menu is that of the first one."""

    # These come before the page's own keys, which move its cursor or turn it.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(letter, f"take('{letter}')", "Copy this", show=False, priority=True, id=f"copy.{letter}")
        for letter in LETTERS
    ]
    HINT = "Letter or Enter copies · Esc leaves"

    def __init__(self, heading: str, choices: tuple[CopyChoice, ...], ascii_only: bool = False) -> None:
        """Offer `choices` of what the `heading` names."""
        self._choices = choices
        items = (*((_item(choice), choice) for choice in choices if choice.make), *_impossible(choices))
        self._shown = tuple(choice for _, choice in items)
        super().__init__(f"Copy · {heading}", tuple(item for item, _ in items), ascii_only)

    def compose(self) -> ComposeResult:
        lines = _Lines(self._take_item, id="page", classes="-ascii" if self._ascii else None)
        told = [
            self._heading,
            self.HINT,
            *(f"{item.label and item.label.ljust(_LETTER)}{item.text}" for item in self._items),
        ]
        lines.styles.width = max(map(width, told)) + _AROUND  # no more is sent than there is to read
        yield lines

    def begin(self) -> None:
        self.query_one(Detail).stand_on(lambda item: item.link is not None)

    def action_take(self, letter: str) -> None:
        self._take(next(each for each in self._choices if each.letter == letter))

    def _take_item(self, item: Item) -> None:
        self._take(self._shown[self._items.index(item)])

    def _take(self, choice: CopyChoice) -> None:
        if choice.make is None:
            self.notify(refusal(choice), timeout=3)
        else:
            self.dismiss(choice)


class _Lines(Detail):
    """The lines of the menu, of which one is taken at once, since the next key is meant for what comes after."""

    def __init__(self, take: Callable[[Item], None], *, id: str, classes: str | None) -> None:
        super().__init__(id=id, classes=classes)
        self._take = take

    def action_follow(self) -> None:
        if self.item:
            self._take(self.item)


def refusal(choice: CopyChoice) -> str:
    """Return why a choice cannot be copied, in a line."""
    return safe_line(f"{choice.title}: {choice.reason}")


def _item(choice: CopyChoice) -> Item:
    return Item("fact", _words(choice), choice.letter, link=Link("choice", choice.letter))


def _words(choice: CopyChoice) -> str:
    return safe_line(" · ".join(filter(None, (choice.title, choice.reason))))


def _impossible(choices: Sequence[CopyChoice]) -> Iterator[tuple[Item, CopyChoice]]:
    """Yield what cannot be copied, last: a line for each, or one for all that are missing for the same reason."""
    by_reason: dict[str, list[CopyChoice]] = {}
    for choice in choices:
        if choice.make is None:
            by_reason.setdefault(choice.reason, []).append(choice)
    for reason, missing in by_reason.items():
        letters = " ".join(choice.letter for choice in missing)
        if len(missing) >= _MANY:
            yield Item("quiet", f"{letters.ljust(_LETTER - 1)} {safe_line(reason)}"), missing[0]
            continue
        for each in missing:
            yield Item("quiet", f"{each.letter.ljust(_LETTER)}{_words(each)}"), each
