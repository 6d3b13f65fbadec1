"""The position of a record among others, in memory or in a database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def position_of(records: Sequence[Any], id_: str | None) -> int | None:
    """Return at what position the record of an id stands among some records; None where it is not there."""
    where = getattr(records, "where", None)
    if where is not None:  # those of a database know without being gone through
        found: int | None = where(id_)
        return found
    return next((position for position, record in enumerate(records) if record.id == id_), None)
