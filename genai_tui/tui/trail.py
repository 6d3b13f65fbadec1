"""Where the reader has been: places visited, and the one among them that is shown, as in a browser."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from msgspec import Struct

from genai_tui.catalog.model import Model, Organization


class Place(Struct, frozen=True):
    """A record that the detail shows: a model or an organization."""

    kind: Literal["model", "organization"]
    id: str


def place_of(record: Model | Organization) -> Place:
    """Return the place of a record."""
    return Place("organization" if isinstance(record, Organization) else "model", record.id)


Visited = TypeVar("Visited")


KEPT = 200
"""How many places are remembered."""


class History(Generic[Visited]):
    """Places in the order in which they were visited: records in Browse, views in the graph."""

    def __init__(self) -> None:
        self._places: list[Visited] = []
        self._at = -1

    @property
    def here(self) -> Visited | None:
        """The place that is shown now."""
        return self._places[self._at] if self._places else None

    def visit(self, place: Visited) -> None:
        """Go to a place; what lay ahead is forgotten."""
        if self.here != place:
            self._places = [*self._places[: self._at + 1], place][-KEPT:]
            self._at = len(self._places) - 1

    def amend(self, place: Visited) -> None:
        """Put a place instead of the present one; what lies ahead stays."""
        self._places[self._at] = place

    def glance(self, place: Visited) -> bool:
        """Put a place the cursor passes instead of the present one; tells whether that is another."""
        if self.here == place:
            return False
        self._places = [*self._places[: max(0, self._at)], place]
        self._at = len(self._places) - 1
        return True

    def travel(self, step: int) -> bool:
        """Go `step` places on, or back where it is negative; tells whether there was one."""
        if not 0 <= self._at + step < len(self._places):
            return False
        self._at += step
        return True
