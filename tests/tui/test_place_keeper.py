"""Places that are kept: one for each view that was looked at, none for a cursor that moves on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog
from genai_tui.tui.place_keeper import PlaceKeeper
from genai_tui.view.browse import BrowseView
from genai_tui.view.graph import GraphView
from genai_tui.view.record_ref import RecordRef

START = BrowseView()
PAINTER = BrowseView(record=RecordRef("model", "painter"))
LISTENER = BrowseView(record=RecordRef("model", "listener"))
ASKED = BrowseView(query="org:uni")


@pytest.mark.parametrize(
    ("views", "kept"),
    [
        ([START], []),
        ([START, replace(START)], []),
        ([START, ASKED], [("browse?q=org:uni", None)]),
        ([START, ASKED, ASKED], [("browse?q=org:uni", None)]),
        ([START, ASKED, replace(ASKED)], [("browse?q=org:uni", None)]),
        ([ASKED, START], [("browse", None)]),
        ([START, PAINTER, LISTENER], [("browse?at=painter", ""), ("browse?at=listener", "browse?at=painter")]),
        ([START, ASKED, GraphView()], [("browse?q=org:uni", None), ("graph", None)]),
        ([START, ASKED, PAINTER, ASKED], [
            ("browse?q=org:uni", None), ("browse?at=painter", None), ("browse?q=org:uni", None),
        ]),
    ],
)  # fmt: skip
def test_what_is_kept_of_where_the_reader_was(
    tiny: Catalog, views: list[Any], kept: list[tuple[str, str | None]]
) -> None:
    told: list[tuple[str, str | None]] = []
    memory = SimpleNamespace(keep_place=lambda here, words, instead: told.append((here, instead)))
    session: Any = SimpleNamespace(history=SimpleNamespace(here=views[0]), memory=memory, catalog=tiny)
    keeper = PlaceKeeper(session)
    assert not keeper.has_moved
    keeper.begin()
    assert not keeper.has_moved
    for view in views:
        session.history.here = view
        keeper.keep()
        assert not keeper.has_moved
    assert told == kept


def test_nothing_is_kept_before_the_session_begins(tiny: Catalog) -> None:
    session: Any = SimpleNamespace(history=SimpleNamespace(here=ASKED), catalog=tiny)
    PlaceKeeper(session).keep()
