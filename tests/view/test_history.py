"""Back and forward over views, as in a browser."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from genai_tui.view.history import KEPT, History


def test_visiting_forgets_what_lay_ahead() -> None:
    history = History("a")
    history.visit("b")
    history.visit("c")
    assert history.travel(-1) == "b"
    history.visit("d")
    assert history.travel(1) is None
    assert history.travel(-2) == "a"


def test_amending_replaces_the_present_view_and_keeps_what_lies_ahead() -> None:
    history = History("a")
    history.visit("b")
    history.travel(-1)
    history.amend("A")
    assert history.here == "A"
    assert history.travel(1) == "b"
    assert history.travel(-1) == "A"


def test_a_view_that_is_visited_again_at_once_is_no_entry() -> None:
    history = History("a")
    history.visit("a")
    assert history.travel(-1) is None


@given(st.integers(1, 3 * KEPT))
def test_the_newest_are_kept(count: int) -> None:
    history = History(0)
    for number in range(1, count):
        history.visit(number)
    assert history.here == count - 1
    steps = 0
    while history.travel(-1) is not None:
        steps += 1
    assert steps == min(count, KEPT) - 1
    assert history.here == max(0, count - KEPT)


def test_views_can_be_changed_all_at_once() -> None:
    history = History(1)
    for view in (2, 3):
        history.visit(view)
    history.travel(-1)
    renewed = history.renewed(lambda view: view * 10)
    assert renewed.here == 20
    assert renewed.travel(1) == 30
    assert renewed.travel(-2) == 10
    assert history.here == 2
