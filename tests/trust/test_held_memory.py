"""What a session holds: everything shown again and again adds nothing, and a catalog that was left goes."""

from __future__ import annotations

import gc
import platform
import subprocess
import sys
import time
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from genai_tui.catalog.model import Catalog
from genai_tui.graph.drawing.geometry import Box, Plan, Wire
from genai_tui.graph.drawing.rasterizer import draw
from genai_tui.storage.folder import load_folder
from genai_tui.storage.memory.memory import Memory
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.screens.text_page import TextPage
from tests.conftest import write_catalog
from tests.tui.test_browse import settle

ROUND = (
    "question_mark", "escape", "a", "escape", "i", "escape", "r", "escape", "C", "escape", "ctrl+p", "escape",
    "slash", "p", "enter", "escape", "tab", "g", "z", "z", "c", "6", "m", "m", "n", "n", "n", "g", "question_mark", "escape",
    "i", "escape", "w", "1",
)  # fmt: skip
"""Keys that open and close every screen, page and dialog once."""

_HELD = (
    "Strip",
    "StylesCache",
    "Segment",
    "Screen",
    "TextPage",
    "Entry",
    "Drawing",
    "Graph",
    "Catalog",
)


@pytest.fixture(autouse=True)
def _own_heap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the collector see what comes from here on, all of it and nothing else: tests have far more than a session."""
    gc.collect()
    gc.freeze()
    monkeypatch.setattr(gc, "freeze", lambda: None)


def _counted() -> Counter[str]:
    gc.collect()
    kinds = Counter(map(type, gc.get_objects()))
    counted: Counter[str] = Counter()
    for kind, number in kinds.items():
        counted[kind.__name__] += number
    counted["Screen"] = sum(number for kind, number in kinds.items() if issubclass(kind, Screen))
    return counted


async def _show_everything(pilot: Pilot[str]) -> Counter[str]:
    await pilot.press(*ROUND)
    await settle(pilot)
    return _counted()


WARM_ROUNDS = 5
"""As many as there are themes and kinds, so that all were seen."""


MOST_ROUNDS = 9
"""Rounds after those on a machine that draws more rows at one time than at another."""


def _is_more(added: dict[str, int], most: dict[str, int]) -> bool:
    """Return whether more is held of something than the warm rounds explain."""
    return any(added[name] > 0.1 * most[name] + 2 for name in _HELD)


def _most(counted: list[Counter[str]], name: str) -> int:
    return max(each[name] for each in counted)


def _course(name: str, before: list[Counter[str]], after: list[Counter[str]]) -> str:
    return f"{name}: {[each[name] for each in before]}, then {[each[name] for each in after]}"


async def test_screens_that_are_shown_again_and_again_leave_nothing_behind(
    tiny: Catalog, tmp_path: Path
) -> None:
    """What is left behind grows with each round, so that no later one is free of it; rows that the machine had time to draw go."""
    app = GenaiApp(tiny, memory=Memory(tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        before = [await _show_everything(pilot) for _ in range(WARM_ROUNDS)][-3:]
        most = {name: _most(before, name) for name in _HELD}
        after: list[Counter[str]] = []
        added = dict.fromkeys(_HELD, 0)
        while len(after) < 3 or (len(after) < MOST_ROUNDS and _is_more(added, most)):
            after.append(await _show_everything(pilot))
            added = {name: min(each[name] for each in after) - most[name] for name in _HELD}
    assert not _is_more(added, most), "\n".join(_course(name, before, after) for name in _HELD)
    least = min(after, key=Counter.total)
    assert least.total() < 1.15 * max(each.total() for each in before), (least - before[-1]).most_common(9)


async def test_a_catalog_that_was_left_goes_with_all_that_was_made_of_it(tmp_path: Path) -> None:
    held: list[Counter[str]] = []
    for number in range(3):
        catalog, _ = load_folder(write_catalog(tmp_path / str(number)))
        app = GenaiApp(catalog, memory=Memory(tmp_path / "state"))
        async with app.run_test(size=(120, 40)) as pilot:
            held.append(await _show_everything(pilot))
    kinds = (
        "GenaiApp",
        "BrowseScreen",
        "GraphScreen",
        "Catalog",
        "Model",
        "SearchIndex",
        "Viewer",
        "Stylesheet",
    )
    first, *_ = held
    assert [each["GenaiApp"] - first["GenaiApp"] for each in held] == [0, 0, 0], "a thread may hold one"
    *before, last = held
    assert {kind: last[kind] for kind in kinds if last[kind] > _most(before, kind)} == {}
    # A tenth comes and goes with the rows that there was time to draw; an explorer that stays is as much again.
    assert last.total() < 1.3 * max(each.total() for each in before), (last - before[-1]).most_common(9)


def _pages() -> int:
    return sum(isinstance(each, TextPage) for each in gc.get_objects())


async def test_pages_that_have_closed_are_collected_before_they_are_many(
    tiny: Catalog, tmp_path: Path
) -> None:
    app = GenaiApp(tiny, memory=Memory(tmp_path))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        gc.disable()  # what the collector does by itself comes late, and not at any known time
        try:
            for _ in range(35):
                await pilot.press("a", "escape")
            end = time.monotonic() + 30
            while _pages() > 12 and time.monotonic() < end:
                await pilot.pause(0.05)
            assert _pages() <= 12
        finally:
            gc.enable()


def test_drawing_takes_few_bytes_a_cell() -> None:
    """What is kept of a cell takes 20 bytes, its making some 40 more; with objects of its own it took 400."""
    wires = tuple(Wire(y, "light", ((0, y, 399, y),), ()) for y in range(250))
    plan = Plan((Box(0, 0, 0, 4, 1, "a", "lab"),), wires, 400, 250)
    tracemalloc.start()
    try:
        draw(plan)
        assert tracemalloc.get_traced_memory()[1] < 80 * 400 * 250
    finally:
        tracemalloc.stop()


_FREED = """
from genai_tui import heap

def resident():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1])

blocks = [bytes(1000) for _ in range(60_000)]
stays = blocks[-1]
del blocks
before = resident()
heap.give_back()
print(before, resident())
"""


_FREED_IN_THREADS = """
import threading
from genai_tui import heap

def resident():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1])

def work():
    del [bytearray(20_000_000)][0]  # what has the allocator raise its bounds
    blocks = [bytes(1000) for _ in range(30_000)]
    stays.append(blocks[1_000])

stays = []
heap.keep_little()
before = resident()
for _ in range(4):
    threads = [threading.Thread(target=work) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
print(before, resident())
"""

_GLIBC = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="its allocator is another")


@_GLIBC
def test_what_threads_have_freed_does_not_stay_with_their_heaps() -> None:
    told = subprocess.run(
        [sys.executable, "-c", _FREED_IN_THREADS], capture_output=True, text=True, check=True
    ).stdout
    before, after = map(int, told.split())
    assert after < before + 12_000


async def test_the_allocator_is_told_once_the_first_frame_stands(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []
    app = GenaiApp(tiny)
    monkeypatch.setattr("genai_tui.heap.keep_little", lambda: told.append(app.screen.has_focus_within))
    async with app.run_test() as pilot:
        await settle(pilot)
        assert told == [True]


@_GLIBC
def test_what_is_free_goes_back_to_the_system() -> None:
    told = subprocess.run([sys.executable, "-c", _FREED], capture_output=True, text=True, check=True).stdout
    before, after = map(int, told.split())
    assert after < before - 40_000
