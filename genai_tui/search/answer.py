"""The answer to a query: records, and how words led to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from genai_tui.catalog.attribute import AnyRecord

if TYPE_CHECKING:  # the screen holds an answer from the start, and needs no search for it
    from genai_tui.search.hit import Hit
    from genai_tui.search.syntax import Clause, Query


class Answer(Struct, frozen=True):
    """The records that meet a query, in order, and a hit for each that words led to."""

    query: Query
    records: tuple[AnyRecord, ...]
    hits: dict[str, Hit]


class Relaxation(Struct, frozen=True):
    """A clause as it was typed, and how many records meet the query without it, and the clause alone."""

    clause: Clause
    typed: str
    count: int
    alone: int
