"""What all screens share of a session: its indexes, the keys of its records, and what was typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from genai_tui.catalog.annotations import keys_of
from genai_tui.catalog.model import Catalog
from genai_tui.search.index import SearchIndex
from genai_tui.storage.memory.memory import Memory
from genai_tui.tui.session import Session
from genai_tui.view.browse import BrowseView
from genai_tui.view.history import History
from genai_tui.view.record_ref import RecordRef


@pytest.fixture
def session(tiny: Catalog, tmp_path: Path) -> Session:
    index = SearchIndex(tiny)
    return Session(tiny, lambda: index, History(BrowseView()), Memory(tmp_path / "memory"))


def test_an_index_is_built_once_and_of_the_last_four_days_kept(session: Session) -> None:
    assert session.index_of("model") is session.index()
    makers = session.index_of("organization")
    assert {each.id for each in makers.ask("").records} >= {"acme", "uni"}
    days = {day: session.index_of("model", day) for day in ("2021-12-31", "2022-04-30", "2022-11-30")}
    assert [len(days[day].ask("").records) for day in days] == [1, 2, 2]
    assert session.index_of("organization") is makers, "four are kept"
    assert all(session.index_of("model", day) is index for day, index in days.items())
    session.index_of("organization", "2021-12-31")
    assert session.index_of("organization") is not makers, "the oldest made room"
    assert session.index_of("model", "2022-11-30") is days["2022-11-30"]


def test_the_catalog_of_a_day_is_what_stood_on_it(session: Session) -> None:
    assert session.catalog_at(None) is session.catalog
    assert [model.id for model in session.catalog_at("2022-04-30").models] == ["painter", "listener"]


def test_organizations_are_looked_at_anew_once_more_is_known_of_them(session: Session) -> None:
    makers, earlier = session.index_of("organization"), session.index_of("model", "2021-12-31")
    session.forget_organization_index()
    assert session.index_of("organization") is not makers
    assert session.index_of("model", "2021-12-31") is earlier


def test_a_record_is_starred_and_noted_under_any_of_its_keys_and_else_its_own(
    tiny: Catalog, session: Session
) -> None:
    home = replace(tiny.head, includes=("old",))
    session = replace(session, catalog=replace(tiny, head=home))
    painter = RecordRef("model", "painter")
    own, old = keys_of(session.catalog, "model", "painter")
    assert (own, old) == (("tiny", "model", "painter"), ("old", "model", "painter"))
    assert session.starred_key(painter) == session.noted_key(painter) == own
    session.memory.star(old, "Painter 2")
    assert (session.starred_key(painter), session.noted_key(painter)) == (old, own)
    session.memory.note(old, "Painter 2", "good")
    assert session.noted_key(painter) == old
    session.memory.star(own, "Painter 2")
    assert session.starred_key(painter) == own


def test_what_is_typed_again_is_the_last(session: Session) -> None:
    for line in ("sort", "group org", "sort"):
        session.remember_command(line)
    assert session.commands_typed == ["group org", "sort"]


def test_the_last_commands_typed_are_offered_again() -> None:
    nothing: Any = None
    session = Session(nothing, nothing, nothing, nothing)
    for number in range(1_000):
        session.remember_command(f"sort {number}")
        session.remember_command("theme light")
    assert len(session.commands_typed) == 200
    assert session.commands_typed[-2:] == ["sort 999", "theme light"]
    assert session.commands_typed.count("theme light") == 1
