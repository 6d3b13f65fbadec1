"""Pictures of notable states, with the tiny catalog so that edits of the data do not repaint them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from genai_tui.catalog.model import Catalog
from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.merge import join
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens import catalogs_page
from genai_tui.view.between import BetweenView
from genai_tui.view.browse import BrowseView
from genai_tui.view.compare import CompareView
from genai_tui.view.coverage import CoverageView
from genai_tui.view.disagreements import DisagreementsView
from genai_tui.view.matrix import MatrixView
from genai_tui.view.record_ref import RecordRef
from genai_tui.view.timeline import TimelineView
from tests.storage.joining import catalog, record
from tests.tui.test_browse import press

Compare = Callable[..., bool]


@pytest.mark.parametrize(
    ("size", "ascii_only"), [((120, 40), False), ((80, 24), True)], ids=["wide", "narrow in ascii"]
)
def test_compare(snap_compare: Compare, tiny: Catalog, size: tuple[int, int], ascii_only: bool) -> None:
    view = CompareView(of=("painter", "listener", "whisperer"))
    app = GenaiApp(tiny, view, ascii_only=ascii_only)
    assert snap_compare(app, terminal_size=size, press=["down", "down", "right", "wait:100"])


@pytest.mark.parametrize(
    ("size", "keys", "ascii_only"),
    [((120, 40), ["right"], False), ((80, 24), ["g", "down"], True)],
    ids=["wide", "slots in ascii"],
)
def test_matrix(
    snap_compare: Compare, tiny: Catalog, size: tuple[int, int], keys: list[str], ascii_only: bool
) -> None:
    app = GenaiApp(tiny, MatrixView(), ascii_only=ascii_only)
    assert snap_compare(app, terminal_size=size, press=[*keys, "wait:100"])


@pytest.mark.parametrize(
    ("size", "keys", "ascii_only"),
    [
        ((120, 40), ["right"], False),
        ((80, 24), ["g", "minus", "down"], True),
        ((120, 40), ["s", "tab"], False),
        ((80, 24), ["s", "left"], True),
    ],
    ids=["wide", "years in ascii", "plot", "plot in ascii"],
)
def test_timeline(
    snap_compare: Compare, tiny: Catalog, size: tuple[int, int], keys: list[str], ascii_only: bool
) -> None:
    app = GenaiApp(tiny, TimelineView(), ascii_only=ascii_only)

    async def press_all(pilot: Pilot[Any]) -> None:
        for key in keys:
            await press(pilot, key)  # when what the one before asked for stands

    assert snap_compare(app, terminal_size=size, run_before=press_all)


@pytest.mark.parametrize(
    ("size", "keys", "ascii_only"),
    [((120, 30), ["down"], False), ((80, 24), ["t", "t"], True)],
    ids=["wide", "ties in ascii"],
)
def test_between(
    snap_compare: Compare, tiny: Catalog, size: tuple[int, int], keys: list[str], ascii_only: bool
) -> None:
    app = GenaiApp(tiny, BetweenView(since="2021-12-31", as_of="2022-06-30"), ascii_only=ascii_only)
    assert snap_compare(app, terminal_size=size, press=[*keys, "wait:100"])


@pytest.mark.parametrize(
    ("size", "ascii_only"), [((120, 40), False), ((80, 24), True)], ids=["wide", "narrow in ascii"]
)
def test_coverage(snap_compare: Compare, tiny: Catalog, size: tuple[int, int], ascii_only: bool) -> None:
    app = GenaiApp(tiny, CoverageView(), ascii_only=ascii_only)
    assert snap_compare(app, terminal_size=size, press=["down", "right", "wait:100"])


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((120, 30), ["down", "right"]),
        ((80, 24), ["tab", "down", "enter"]),
        ((100, 24), ["slash", "p", "a", "i", "n", "t"]),
        ((100, 24), ["i"]),
    ],
    ids=["wide", "narrow", "search", "sources"],
)
def test_browse(snap_compare: Compare, tiny: Catalog, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(GenaiApp(tiny), terminal_size=size, press=[*keys, "wait:100"])


def test_the_copy_menu(snap_compare: Compare, tiny: Catalog) -> None:
    """Of a model without a paper, so that some lines say why they cannot be had."""
    app = GenaiApp(tiny, BrowseView(record=RecordRef("model", "listener")))
    assert snap_compare(app, terminal_size=(80, 24), press=["y", "wait:100"])


@pytest.mark.parametrize(
    ("size", "keys", "ascii_only"),
    [
        ((120, 40), ["f1"], False), ((80, 24), ["colon", *"sort"], False), ((60, 16), ["ctrl+p", *"paint"], True),
        ((100, 30), ["6", "colon", *"kind "], False),
    ],
    ids=["of a pane", "line", "found in ascii", "what a command takes"],
)  # fmt: skip
def test_the_menu(
    snap_compare: Compare, tiny: Catalog, size: tuple[int, int], keys: list[str], ascii_only: bool
) -> None:
    app = GenaiApp(tiny, ascii_only=ascii_only)
    assert snap_compare(app, terminal_size=size, press=[*keys, "wait:200"])


@pytest.fixture
def two() -> Catalog:
    """Two catalogs that differ about two models, and have two of one name."""
    return join(
        [
            catalog("epoch", record("audiogen", name="AudioGen", date="2022-09-30", count=10**9, weights="open"),
                    record("musiclm", name="MusicLM", count=860_000_000), record("goat", name="GOAT", count=3_470_000)),
            catalog("graphs", record("audiogen", name="AudioGen", date="2023-06", count=1_500_000_000, weights="open", same_as=("epoch:audiogen",)),
                    record("musiclm", name="MusicLM", count=1_400_000_000), record("goat-7b", name="Goat", count=7 * 10**9)),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("size", "keys", "ascii_only"),
    [
        ((120, 40), ["down", "tab"], False),
        ((80, 24), ["down"], False),
        ((80, 24), ["down", "tab", "down"], True),
        ((100, 30), ["down", "tab", "D"], False),
    ],
    ids=["wide", "narrow", "pairs in ascii", "decision"],
)
def test_disagreements(
    snap_compare: Compare, two: Catalog, size: tuple[int, int], keys: list[str], ascii_only: bool
) -> None:
    app = GenaiApp(two, DisagreementsView(overlays=("/tmp",)), ascii_only=ascii_only)
    assert snap_compare(app, terminal_size=size, press=[*keys, "wait:100"])


def _divided(tiny: Catalog) -> Catalog:
    """A catalog with so many painters that their group is divided."""
    painter, listener, _ = tiny.models
    painters = [
        replace(painter, id=f"p{n}", name=f"Painter {n}", aliases=(), family=("Brush", "Canvas", None)[n % 3])
        for n in range(60)
    ]
    return Catalog(tiny.head, (*painters, listener), tiny.organizations, tiny.relations)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["wide", "narrow"])
def test_a_divided_tree(snap_compare: Compare, tiny: Catalog, size: tuple[int, int]) -> None:
    keys = ["down", "right", "right", "right", "down"]
    assert snap_compare(GenaiApp(_divided(tiny)), terminal_size=size, press=[*keys, "wait:100"])


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["wide", "narrow"])
def test_catalogs(
    snap_compare: Compare, tiny: Catalog, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tuple(
        catalogs_page._Told(name, f"A catalog · {count} models · 2026-10-31")
        for name, count in (("landscape", 423), ("survey", 24), ("models.dev", 2_001))
    )
    monkeypatch.setattr(catalogs_page, "_read", lambda only, stop: told)
    app = GenaiApp(tiny, offered="landscape")
    assert snap_compare(app, terminal_size=size, press=["C", "wait:100"])


def test_what_the_footer_offers_at_first(snap_compare: Compare, tiny: Catalog) -> None:
    assert snap_compare(GenaiApp(tiny, offered="landscape"), terminal_size=(80, 24), press=["wait:100"])


@pytest.mark.parametrize(
    ("size", "ascii_only"), [((120, 40), False), ((80, 24), True)], ids=["wide", "narrow in ascii"]
)
def test_what_is_kept(
    snap_compare: Compare, tiny: Catalog, size: tuple[int, int], ascii_only: bool, tmp_path: Path
) -> None:
    memory = Memory(tmp_path)
    memory.save_view("to read", "browse?q=org:uni&at=painter")
    memory.save_view("who with whom", "graph?catalog=/data/epoch.csv&focus=openai")
    memory.keep_place("browse?by=year&at=listener", "")
    memory.keep_place("compare?of=painter&of=listener", "")
    memory.remember("weights:open")
    memory.star(("tiny", "model", "painter"), "Painter 2")
    memory.star(("tiny", "model", "gone"), "A model that was here")
    memory.note(("tiny", "model", "painter"), "Painter 2", "for the course\nnext week")
    app = GenaiApp(tiny, memory=memory, ascii_only=ascii_only)
    assert snap_compare(app, terminal_size=size, press=["r", "wait:100"])
