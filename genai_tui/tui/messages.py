"""Messages: the requests that cross the screen, each named by what is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, dataclass_transform

from textual.message import Message

from genai_tui.view.record_ref import RecordRef

if TYPE_CHECKING:  # the graph has no part in the first frame
    from genai_tui.tui.screen_text import Written
    from genai_tui.view.command_line import View

_M = TypeVar("_M", bound=Message)


@dataclass_transform(eq_default=False)
def message(kind: type[_M]) -> type[_M]:
    """Make the fields of a message its parameters.

    A whole dataclass would take three times as long to make, and there are many before the first frame.
    """
    return dataclass(eq=False, repr=False, match_args=False)(kind)


@message
class OpenRecord(Message):
    """Show a record in Browse."""

    record: RecordRef


class GoneOn(Message):
    """Take away what was said before: the reader has gone on to something else."""


@message
class MarkRecord(Message):
    """Mark a record, or take its mark away, on whatever screen it stands."""

    record: RecordRef


@message
class OpenScreen(Message):
    """Go to a screen by its name, to a record if one is given."""

    name: str
    record: RecordRef | None = None
    choice: str = ""
    """What was typed after its name, where it takes anything."""
    view: View | None = None
    """The view to go on to there, where the screen before has made one."""
    line: str = ""
    """What was typed on the screen before and is to be done there."""


@message
class ShowView(Message):
    """Show a view as it was, on the screen that it belongs to."""

    view: View


@message
class RecallView(Message):
    """Go to the view at an address, opening its catalogs where they are others."""

    address: str


class AnnotationsChanged(Message):
    """Stars or notes have changed: every screen is to show them as they are."""


@message
class EditNote(Message):
    """Have a text written in the reader's editor, and give it back."""

    text: str
    keep: Callable[[str], None]


@message
class OpenCatalog(Message):
    """Go on to other catalogs, by their names and paths in one line."""

    names: str


@message
class ReopenCatalogs(Message):
    """Read the catalogs of a view again, with its overlays, and go on where it stands."""

    view: View
    note: str
    """What to say then."""


@message
class CopyText(Message):
    """Send a text to the clipboard, and say so."""

    text: str


@message
class OpenAddress(Message):
    """Show an address, and open it where a display is at hand."""

    address: str


@message
class CopyMade(Message):
    """Work a text out, send it to the clipboard, and say so."""

    make: Callable[[], str]


@message
class WriteFile(Message):
    """Write a new file with what is worked out, and say so."""

    path: Path
    make: Callable[[], Written]


@message
class BackgroundFailed(Message):
    """Some work in the background has failed; what stood on the screen stays."""

    work: str
    error: Exception
