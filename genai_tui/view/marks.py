"""Marks: the records that are marked, which are the same in every view of their kind and count on every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from genai_tui.view.browse import BrowseView
from genai_tui.view.record_ref import RecordKind, RecordRef


class Marks:
    """The marked records of each kind, in the order in which they were marked."""

    def __init__(self, views: Iterable[Any] = ()) -> None:
        """Begin with those of some views, the oldest first; a later one of a kind stands before an earlier one."""
        self._ids: dict[RecordKind, tuple[str, ...]] = {}
        for view in views:
            if isinstance(view, BrowseView):
                self.put(view.KIND, view.marked)

    def of(self, kind: RecordKind) -> tuple[str, ...]:
        """Return the ids of the marked records of a kind."""
        return self._ids.get(kind, ())

    def put(self, kind: RecordKind, ids: tuple[str, ...]) -> None:
        """Mark these records of a kind and no others; the kind is now the one that was looked at last."""
        self._ids.pop(kind, None)
        self._ids[kind] = ids

    def look_at(self, kind: RecordKind) -> None:
        """Have a kind be the one that was looked at last."""
        self.put(kind, self.of(kind))

    def toggle(self, record: RecordRef) -> bool:
        """Mark a record, or take its mark away; returns whether it is marked now."""
        before = self.of(record.kind)
        without = tuple(each for each in before if each != record.id)
        self.put(record.kind, without if record.id in before else (*before, record.id))
        return record.id not in before

    def by_kind(self, view: Any) -> Iterator[tuple[RecordKind, tuple[str, ...]]]:
        """Yield kinds with what is marked of each: the kind that a view is of first, then as they were looked at last."""
        own: RecordKind | None = view.KIND if isinstance(view, BrowseView) else None
        if own:
            yield own, self.of(own)
        yield from ((kind, ids) for kind, ids in reversed(self._ids.items()) if kind != own)

    def refs(self, view: Any) -> tuple[RecordRef, ...]:
        """Return the marked records: those of the kind that is looked at, or else of the kind that was looked at last.

        In Browse and among organizations only their own count: what stands there can be marked.
        """
        if isinstance(view, BrowseView):
            return _refs(view.KIND, self.of(view.KIND))
        return next((_refs(kind, ids) for kind, ids in self.by_kind(view) if ids), ())


def _refs(kind: RecordKind, ids: Iterable[str]) -> tuple[RecordRef, ...]:
    return tuple(RecordRef(kind, each) for each in ids)


def marking(kind: RecordKind, marked: tuple[str, ...]) -> Callable[[Any], Any]:
    """Return what gives a view of a kind of record these marks, and leaves others as they are."""

    def change(view: Any) -> Any:
        return replace(view, marked=marked) if isinstance(view, BrowseView) and kind == view.KIND else view

    return change
