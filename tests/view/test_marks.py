"""Marked records count wherever one is: those of the kind that is looked at, else of the kind looked at last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.view.browse import BrowseView
from genai_tui.view.graph import GraphView
from genai_tui.view.marks import Marks, marking
from genai_tui.view.organizations import OrganizationsView
from genai_tui.view.record_ref import RecordRef

MODELS, NONE = BrowseView(marked=("a", "b")), BrowseView()
MAKERS, NOBODY = OrganizationsView(marked=("x",)), OrganizationsView()
A, B, X = RecordRef("model", "a"), RecordRef("model", "b"), RecordRef("organization", "x")


@pytest.mark.parametrize(
    ("visited", "refs"),
    [
        ((MODELS,), (A, B)),
        ((NONE,), ()),
        ((MAKERS,), (X,)),
        ((MAKERS, NONE), ()),  # in Browse its own marks alone count
        ((MODELS, NOBODY), ()),
        ((MODELS, MAKERS, GraphView()), (X,)),
        ((MAKERS, MODELS, GraphView()), (A, B)),
        ((MODELS, NOBODY, GraphView()), (A, B)),
        ((MODELS, NONE, GraphView()), ()),  # as Browse was left
        ((GraphView(),), ()),
    ],
)
def test_which_marks_count(visited: tuple[BrowseView | GraphView, ...], refs: tuple[RecordRef, ...]) -> None:
    assert Marks(visited).refs(visited[-1]) == refs


def test_what_is_looked_at_or_marked_last_counts_first() -> None:
    marks = Marks((MODELS, MAKERS))
    assert marks.refs(GraphView()) == (X,)
    marks.look_at("model")
    assert marks.refs(GraphView()) == (A, B)
    assert marks.toggle(RecordRef("organization", "y"))  # from the graph, say
    assert marks.refs(GraphView()) == (X, RecordRef("organization", "y"))
    assert list(marks.by_kind(GraphView())) == [("organization", ("x", "y")), ("model", ("a", "b"))]
    assert list(marks.by_kind(BrowseView())) == [("model", ("a", "b")), ("organization", ("x", "y"))]
    marks.put("organization", ())
    assert marks.refs(GraphView()) == (A, B)
    assert marks.refs(NOBODY) == ()


@given(st.lists(st.sampled_from("abc")))
def test_marks_stand_in_the_order_in_which_they_were_made(marked: list[str]) -> None:
    marks = Marks()
    for count, each in enumerate(marked, 1):
        is_marked = marks.toggle(RecordRef("model", each))
        assert is_marked == (marked[:count].count(each) % 2 == 1)
        assert marks.of("model")[-1:] == (each,) or not is_marked
    assert sorted(marks.of("model")) == [each for each in "abc" if marked.count(each) % 2]
    assert marks.of("organization") == ()


def test_marks_are_set_in_views_of_their_kind() -> None:
    change = marking("model", ("z",))
    assert change(MODELS) == BrowseView(marked=("z",))
    assert change(MAKERS) is MAKERS
    assert change(GraphView()) == GraphView()
