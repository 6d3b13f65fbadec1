"""Changes of a view: what a command does to it, alone or with a choice typed after its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from msgspec import Struct

from genai_tui.catalog.model import Catalog

_View = TypeVar("_View")


class Change(Struct, Generic[_View], frozen=True):
    """A function from one view to the next."""

    next: Callable[[_View, Catalog], _View]
    """What the key of the command does."""
    to: Callable[[_View, Any], _View] | None = None
    """What the command does where a choice is typed after its name."""
    choices: Callable[[Catalog], tuple[str, ...]] = lambda catalog: ()
    """What may be typed."""
    meaning: Callable[[str], str] = lambda choice: ""
    """What a choice means, for readers; empty where its name says it."""
    meant: Callable[[str], str] = lambda typed: typed
    """What a reader means who types another name of a choice, such as that of the field in a query."""
    most: int = 1
    """How many choices may be typed, with commas between them; the command gets them with commas alone."""
    visits: bool = True
    """Whether Back undoes it: not what one presses several times to get where one wants."""
