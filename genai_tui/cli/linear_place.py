"""Places of linear mode: where the reader is, what is told there, and what can be chosen by its number."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from genai_tui.view.record_ref import RecordKind, RecordRef

PageName = Literal[
    "start", "categories", "category", "list", "record", "section", "why", "connections", "ties", "path-to", "path",
    "compare", "cite", "disputes", "slots", "about", "help",
]  # fmt: skip


class Place(Struct, frozen=True):
    """A page with all that it takes to tell it."""

    page: PageName
    record: RecordRef | None = None
    kind: RecordKind = "model"
    """What a list is of."""
    query: str = ""
    section: int = 0
    field: str = ""
    other: str = ""
    """A second organization, a category, or the form of a citation."""
    start: int = 0
    """The first row that is told of a long list."""


class Choice(Struct, frozen=True):
    """What a number stands for: a place to go to, or something to do."""

    words: str
    to: Place | None = None
    do: Literal["", "find", "path", "mark", "clear", "quit"] = ""


class Told(Struct, frozen=True):
    """What is told at a place."""

    title: str
    body: tuple[str | Choice, ...] = ()
    """Texts and choices, as one reads them."""
    rows: tuple[Choice, ...] = ()
    """A list, told in parts where it is long."""
    choices: tuple[Choice, ...] = ()
    """What can be done from here."""


class State(Struct, frozen=True):
    """Where the reader has been, the present place last; what is marked; and what is asked for, if anything."""

    places: tuple[Place, ...] = (Place("start"),)
    marked: tuple[RecordRef, ...] = ()
    asking: Literal["", "find", "path"] = ""

    @property
    def here(self) -> Place:
        """The present place."""
        return self.places[-1]

    @property
    def record(self) -> RecordRef | None:
        """The record that words such as `why` act on: that of the nearest place that has one."""
        return next((place.record for place in reversed(self.places) if place.record), None)
