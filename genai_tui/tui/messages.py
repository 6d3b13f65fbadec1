"""The few requests that travel between parts of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

from textual.message import Message

from genai_tui.search.answer import Answer
from genai_tui.search.syntax import QueryProblem
from genai_tui.view.arrangement import Arranged

_M = TypeVar("_M", bound=Message)


@dataclass_transform(eq_default=False)
def message(kind: type[_M]) -> type[_M]:
    """Make the fields of a message its parameters.

    A whole dataclass would take three times as long to make, and there are many before the first frame.
    """
    return dataclass(eq=False, repr=False, match_args=False)(kind)


@message
class OpenModel(Message):
    """Show a model."""

    model_id: str


@message
class OpenGraph(Message):
    """Show the graph, at an organization if one is given."""

    organization_id: str | None = None


@message
class CopyText(Message):
    """Send a text to the clipboard, and say so."""

    text: str


@message
class RunCommand(Message):
    """Do a command of the table, by its action."""

    action: str


@message
class ShowAnswer(Message):
    """Show what a worker found for a query, if that is still the one asked."""

    text: str
    answer: Answer | QueryProblem


@message
class ShowArranged(Message):
    """Show what a worker has put in groups and in order, if that is still what is wished for."""

    turn: int
    arranged: Arranged
