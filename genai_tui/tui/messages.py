"""The few requests that travel between parts of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class OpenModel(Message):
    """Show a model."""

    model_id: str


@dataclass
class RunCommand(Message):
    """Do a command of the table, by its action."""

    action: str
