"""The answer to a query: records, and how words led to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from genai_tui.catalog.attribute import AnyRecord

if TYPE_CHECKING:  # the screen holds an answer from the start, and needs no search for it
    from genai_tui.search.hit import Hit
    from genai_tui.search.syntax import Clause, Query


class Answer(Struct, frozen=True):
    """The records that meet a query, in order, and a hit for each that words led to."""

    query: Query
    records: Sequence[AnyRecord]
    hits: dict[str, Hit]
    passed_over: int = 0
    """Records that words may mean besides, less known ones: they are too many to be ranked."""


class Relaxation(Struct, frozen=True):
    """A clause as it was typed, and how many records meet the query without it, and the clause alone."""

    clause: Clause
    typed: str
    count: int
    alone: int
