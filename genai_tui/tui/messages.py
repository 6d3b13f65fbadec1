"""The few requests that travel between parts of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from genai_tui.search.answers import Answer
from genai_tui.search.clauses import QueryProblem


@dataclass
class OpenModel(Message):
    """Show a model."""

    model_id: str


@dataclass
class OpenGraph(Message):
    """Show the graph, at an organization if one is given."""

    organization_id: str | None = None


@dataclass
class RunCommand(Message):
    """Do a command of the table, by its action."""

    action: str


@dataclass
class ShowAnswer(Message):
    """Show what a worker found for a query, if that is still the one asked."""

    text: str
    answer: Answer | QueryProblem
