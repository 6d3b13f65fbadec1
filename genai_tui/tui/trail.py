"""Where the reader has been: records visited, and the place among them, as in a browser."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Place(Struct, frozen=True):
    """A record that the detail shows: a model or an organization."""

    kind: Literal["model", "organization"]
    id: str


class Trail:
    """Places in the order in which they were visited."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """The place that is shown now."""
        return self._places[self._at] if self._places else None

    def visit(self, place: Place) -> None:
        """Go to a place; what lay ahead is forgotten."""
        if self.here != place:
            self._places = [*self._places[: self._at + 1], place]
            self._at = len(self._places) - 1

    def glance(self, place: Place) -> bool:
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
