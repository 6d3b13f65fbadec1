"""The answer to a query: models, and how words led to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:  # the screen holds an answer from the start, and needs no search for it
    from genai_tui.catalog.model import Model
    from genai_tui.search.hit import Hit
    from genai_tui.search.syntax import Clause, Query


class Answer(Struct, frozen=True):
    """The models that meet a query, in order, and a hit for each that words led to."""

    query: Query
    models: tuple[Model, ...]
    hits: dict[str, Hit]


class Relaxation(Struct, frozen=True):
    """A clause as it was typed, and how many models meet the query without it, and the clause alone."""

    clause: Clause
    typed: str
    count: int
    alone: int
