"""What a query is answered with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:  # the screen holds an answer from the start, and needs no search for it
    from genai_tui.catalog.model import Model
    from genai_tui.search.hit import Hit
    from genai_tui.search.syntax import Clause, Query


class Answer(Struct, frozen=True):
    """The models that meet a query, in order, and for those that words led to, how."""

    query: Query
    models: tuple[Model, ...]
    hits: dict[str, Hit]


class Relaxation(Struct, frozen=True):
    """A clause, as it was typed, how many models meet the query without it, and how many it alone."""

    clause: Clause
    typed: str
    count: int
    alone: int
