"""The history of views over all screens, with the one that is shown, as in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

_View = TypeVar("_View")

KEPT = 200
"""How many views are remembered."""


class History(Generic[_View]):
    """Views of all screens in the order in which they were visited."""

    def __init__(self, start: _View) -> None:
        """Begin with one view."""
        self._views = [start]
        self._at = 0

    @property
    def here(self) -> _View:
        """The view that is shown now."""
        return self._views[self._at]

    @property
    def views(self) -> tuple[_View, ...]:
        """All views, the oldest first."""
        return tuple(self._views)

    def change_all(self, change: Callable[[_View], _View]) -> None:
        """Change every view, those that lie ahead included."""
        self._views = [change(view) for view in self._views]

    def visit(self, view: _View) -> None:
        """Go on to a view; what lay ahead is forgotten."""
        if self.here != view:
            self._views = [*self._views[: self._at + 1], view][-KEPT:]
            self._at = len(self._views) - 1

    def amend(self, view: _View) -> None:
        """Replace the present view by one that differs in a cursor only; what lies ahead stays."""
        self._views[self._at] = view

    def renewed(self, change: Callable[[_View], _View]) -> History[_View]:
        """Return a history of the same views, each of them changed."""
        new = History(change(self.here))
        new._views, new._at = [change(view) for view in self._views], self._at
        return new

    def leads(self, step: int) -> bool:
        """Return whether there is a view `step` views on, or back where it is negative."""
        return 0 <= self._at + step < len(self._views)

    def travel(self, step: int) -> _View | None:
        """Go `step` views on, or back where it is negative, and return the one that is there; None where none is."""
        if not self.leads(step):
            return None
        self._at += step
        return self.here
