"""Marks: the records that are marked, which are the same in every view of their kind and count on every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from genai_tui.view.browse import BrowseView
from genai_tui.view.history import History
from genai_tui.view.record_ref import RecordKind, RecordRef


def marked_views(view: Any, history: History[Any]) -> tuple[BrowseView, ...]:
    """Return the newest view of each kind of record, for its marks: what is looked at first, then as they were left."""
    found: dict[RecordKind, BrowseView] = {}
    for each in (view, *reversed(history.views)):
        if isinstance(each, BrowseView):
            found.setdefault(each.KIND, each)
    return tuple(found.values())


def marked_refs(view: Any, history: History[Any]) -> tuple[RecordRef, ...]:
    """Return the marked records: those of the kind that is looked at, or else of the kind that was looked at last.

    In Browse and among organizations only their own count: what stands there can be marked.
    """
    return next(
        (
            tuple(RecordRef(each.KIND, id_) for id_ in each.marked)
            for each in marked_views(view, history)
            if each.marked or each is view
        ),
        (),
    )


def marking(kind: RecordKind, marked: tuple[str, ...]) -> Callable[[Any], Any]:
    """Return what gives a view of a kind of record these marks, and leaves others as they are."""

    def change(view: Any) -> Any:
        return replace(view, marked=marked) if isinstance(view, BrowseView) and kind == view.KIND else view

    return change


def of_marked(row_type: Any, view: Any, history: History[Any]) -> Iterator[Any]:
    """Yield what the view of a screen that takes marks makes of each kind: a view, or in words why there is none."""
    for each in marked_views(view, history):
        yield row_type.of_marked(each)
