"""Marked records count wherever one is: those of the kind that is looked at, else of the kind looked at last."""

from __future__ import annotations

import pytest

from genai_tui.view.browse import BrowseView
from genai_tui.view.graph import GraphView
from genai_tui.view.history import History
from genai_tui.view.marks import marked_refs, marking
from genai_tui.view.organizations import OrganizationsView
from genai_tui.view.record_ref import RecordRef

MODELS, NONE = BrowseView(marked=("a", "b")), BrowseView()
MAKERS, NOBODY = OrganizationsView(marked=("x",)), OrganizationsView()


@pytest.mark.parametrize(
    ("visited", "refs"),
    [
        ((MODELS,), [("model", "a"), ("model", "b")]),
        ((NONE,), []),
        ((MAKERS,), [("organization", "x")]),
        ((MAKERS, NONE), []),  # in Browse its own marks alone count
        ((MODELS, NOBODY), []),
        ((MODELS, MAKERS, GraphView()), [("organization", "x")]),
        ((MAKERS, MODELS, GraphView()), [("model", "a"), ("model", "b")]),
        ((MODELS, NOBODY, GraphView()), [("model", "a"), ("model", "b")]),
        ((MODELS, NONE, GraphView()), []),  # as Browse was left
        ((GraphView(),), []),
    ],
)
def test_which_marks_count(visited: tuple[BrowseView | GraphView, ...], refs: list[tuple[str, str]]) -> None:
    history: History[BrowseView | GraphView] = History(visited[0])
    for view in visited[1:]:
        history.visit(view)
    found = marked_refs(visited[-1], history)
    assert found == tuple(RecordRef(kind, id_) for kind, id_ in refs)  # type: ignore[arg-type]


def test_marks_are_set_in_views_of_their_kind() -> None:
    change = marking("model", ("z",))
    assert change(MODELS) == BrowseView(marked=("z",))
    assert change(MAKERS) is MAKERS
    assert change(GraphView()) == GraphView()
