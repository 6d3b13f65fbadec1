"""Work in the background: only the newest result is shown, a failure is a notice, and what stood stays."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
import weakref
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import Catalog
from genai_tui.graph import analysis
from genai_tui.storage.loader import open_catalog
from genai_tui.tui.app import GenaiApp, Opened
from genai_tui.tui.background import MOST_THREADS, Background, let_threads_go, wait_for_threads
from genai_tui.tui.messages import OpenCatalog
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.view import arrangement
from genai_tui.view.arrangement import Arranger
from genai_tui.view.graph_pictures import Viewer
from tests.tui.host import notes
from tests.tui.test_browse import press, screen_of, shown


async def until(pilot: Pilot[Any], held: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not held():
        assert time.monotonic() < end, "it never came"
        await pilot.pause(0.005)


async def test_only_the_newest_result_is_delivered_and_older_work_is_not_begun() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        background: Background[int] = Background(app, "test")
        go_on, began, came = threading.Event(), [], []

        def work(number: int) -> Callable[[Callable[[], bool]], int]:
            def slow(stop: Callable[[], bool]) -> int:
                began.append(number)
                go_on.wait(10)
                return number

            return slow

        for number in range(5):
            background.run(work(number), came.append, lambda error: came.append(-1))
        assert background.is_pending
        go_on.set()
        await until(pilot, lambda: not background.is_pending)
        await pilot.pause()
        assert came == [4]
        assert began == [0, 4]


async def test_what_is_done_within_a_frame_comes_with_the_key() -> None:
    app: App[None] = App()
    async with app.run_test():
        for at_once in (False, True):
            came: list[object] = []
            background: Background[int] = Background(app, "test")
            background.run(lambda stop: 7, came.append, came.append, at_once)
            assert came == [7]
            background.run(lambda stop: 1 // 0, came.append, came.append, at_once)
            assert isinstance(came[1], ZeroDivisionError)
            assert not background.is_pending
            background.close()
            background.run(lambda stop: 8, came.append, came.append, at_once)
            assert len(came) == 2, "nothing is done for a screen that is gone"


async def test_work_is_told_that_it_is_no_longer_wanted() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        background: Background[str] = Background(app, "test")
        ended = threading.Event()

        def first(stop: Callable[[], bool]) -> str:
            while not stop():
                time.sleep(0.001)
            ended.set()
            return "first"

        came: list[str] = []
        background.run(first, came.append, lambda error: None)
        background.run(lambda stop: "second", came.append, lambda error: None)
        await until(pilot, lambda: came == ["second"])
        assert ended.is_set()


async def test_work_of_many_kinds_takes_few_threads_one_at_a_time_for_each_kind() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        kinds: list[Background[int]] = [Background(app, f"kind {number}") for number in range(20)]
        lock, at_work, twice, most = threading.Lock(), Counter[int](), [], [0]
        threads: set[int] = set()
        came: list[int] = []
        all_asked = threading.Event()

        def work(kind: int) -> Callable[[Callable[[], bool]], int]:
            def some(stop: Callable[[], bool]) -> int:
                with lock:
                    at_work[kind] += 1
                    twice.extend([kind] * (at_work[kind] > 1))
                    most[0] = max(most[0], at_work.total())
                    threads.add(threading.get_ident())
                all_asked.wait(30)
                time.sleep(0.002)
                with lock:
                    at_work[kind] -= 1
                return kind

            return some

        for _ in range(3):
            for number, kind in enumerate(kinds):
                kind.run(work(number), came.append, lambda error: came.append(-1), patience=0)
        all_asked.set()
        await until(pilot, lambda: not any(kind.is_pending for kind in kinds))
        assert sorted(came) == list(range(20)), "the newest of each, once"
        assert not twice
        assert 1 < most[0] <= MOST_THREADS
        assert len(threads) <= MOST_THREADS


async def test_work_that_does_not_end_holds_up_nothing_else() -> None:
    app: App[None] = App()
    async with app.run_test():
        go_on = threading.Event()
        came: list[int] = []
        for _ in range(MOST_THREADS - 1):
            stuck: Background[bool] = Background(app, "stuck")
            stuck.run(lambda stop: go_on.wait(30), lambda _: None, lambda error: None, patience=0)
            stuck.close()
        quick: Background[int] = Background(app, "quick")
        quick.run(lambda stop: 7, came.append, lambda error: None, patience=30)
        go_on.set()
        assert came == [7]


async def test_where_the_system_gives_no_thread_work_is_done_in_that_of_the_app(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    app: App[None] = App()
    async with app.run_test():
        let_threads_go()
        came: list[threading.Thread] = []
        background: Background[threading.Thread] = Background(app, "test")
        with monkeypatch.context() as patch:
            patch.setattr(threading.Thread, "start", refuse)
            background.run(lambda stop: threading.current_thread(), came.append, lambda error: None)
        assert came == [threading.current_thread()]
        background.run(lambda stop: threading.current_thread(), came.append, lambda error: None, patience=30)
        assert len(set(came)) == 2


async def test_an_idle_thread_holds_on_to_nothing() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:

        class Large:
            """What work is done on."""

        large = Large()
        held = weakref.ref(large)
        background: Background[int] = Background(app, "test")
        background.run(lambda stop, large=large: 7, lambda _: None, lambda error: None, patience=30)  # type: ignore[misc]
        del large
        await until(pilot, lambda: gc.collect() >= 0 and held() is None)


def broken(*_: object, **__: object) -> Any:
    time.sleep(0.05)
    raise LookupError("of /home/reader/secret")


JOBS: dict[str, tuple[type, str, tuple[str, ...]]] = {
    "arranging": (Arranger, "arrange", ("s",)),
    "drawing": (Viewer, "picture", ("m",)),
    "measuring": (Viewer, "measures", ("t", "t")),
}
"""Everything that works in the background: where to break it, and the keys that need it."""


@pytest.mark.parametrize("job", JOBS)
async def test_a_job_that_fails_is_a_notice_and_what_stood_stays(
    job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrangement, "SMALL", 0)
    catalog, _ = open_catalog("survey")
    owner, name, keys = JOBS[job]
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, *(() if job == "arranging" else ("6",)))
        before = shown(app).splitlines()[1:-1]
        if job == "measuring":
            monkeypatch.setattr(Viewer, "measured", lambda self, view: {})
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, broken)
            await press(pilot, *keys)
            await until(pilot, lambda: bool(app._notifications))
        words = " ".join(str(each.message) for each in app._notifications)
        assert "failed: LookupError" in words
        assert "secret" not in words
        assert app.is_running
        if job != "measuring":
            left = [
                (one, other)
                for one, other in zip(before, shown(app).splitlines()[1:-1], strict=True)
                if one != other
            ]
            assert len(left) < 12, "but for the notice nothing has changed"
        assert "working" not in shown(app)
        assert "drawing …" not in shown(app)
        await press(pilot, *keys[:1])
        assert app.is_running


async def test_being_measured_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    catalog, _ = open_catalog("survey")
    measures = analysis.measures

    def slowly(graph: Any) -> Any:
        time.sleep(0.2)
        return measures(graph)

    monkeypatch.setattr(analysis, "measures", slowly)
    app = GenaiApp(catalog)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("6", "t", "t")  # before anything is drawn
        await until(pilot, lambda: "Community" in shown(app))
        assert "Being measured" not in shown(app)


def refused(line: str) -> Opened:
    raise CatalogError(Problem(line, 3, 1, "id", "is \x1b[31mmissing"), Problem(line, 4, 1, "", "is worse"))


async def test_a_catalog_that_cannot_be_opened_is_a_red_line_and_the_session_stays(tiny: Catalog) -> None:
    app = GenaiApp(tiny, load=refused)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "slash", *"painter", "enter", "colon", *"catalog wrong", "enter")
        await until(pilot, lambda: any(each.severity == "error" for each in app._notifications))
        [told] = [each for each in app._notifications if each.severity == "error"]
        assert "wrong:3:1: id: is" in str(told.message)
        assert "1 more" in str(told.message)
        assert "\x1b" not in str(told.message)
        assert list(app._notifications) == [told], "that it is being opened is no longer said"
        assert app.is_running
        assert [model.id for model in screen_of(app).table.records] == ["painter"]


async def test_a_fault_while_opening_a_catalog_is_a_notice(tiny: Catalog) -> None:
    app = GenaiApp(tiny, load=broken)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "colon", *"catalog any", "enter")
        await until(
            pilot, lambda: any("failed: LookupError" in str(each.message) for each in app._notifications)
        )
        assert app.is_running


@pytest.mark.parametrize("opens", [True, False])
async def test_what_is_typed_behind_a_catalog_is_for_it_where_it_opens(opens: bool, tiny: Catalog) -> None:
    go_on = threading.Event()

    def load(line: str) -> Opened:
        go_on.wait(20)
        return Opened(tiny) if opens else refused(line)

    app = GenaiApp(tiny, load=load)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "colon", *"catalog other")
        for key in ("enter", "6"):
            app.post_message(Key(key, None))
        await until(pilot, lambda: app.holds_input and app.has_input_ahead)
        await asyncio.sleep(0.1)
        assert isinstance(app.screen, BrowseScreen)
        go_on.set()
        if opens:
            await until(pilot, lambda: app._exit)
            assert isinstance(app.return_value, Opened)
            assert [each.key for each in app._waiting if isinstance(each, Key)] == ["6"]
        else:
            await until(pilot, lambda: not isinstance(app.screen, BrowseScreen))
            assert not app.has_input_ahead or app._answering is app


async def test_what_leaves_does_not_wait_for_a_catalog(tiny: Catalog) -> None:
    go_on = threading.Event()

    def load(line: str) -> Opened:
        go_on.wait(20)
        return Opened(tiny)

    app = GenaiApp(tiny, load=load)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"catalog other")
        for key in ("enter", "6", "ctrl+c", "ctrl+c"):
            app.post_message(Key(key, None))
        await until(pilot, lambda: app._exit)
        assert app.return_value is None
        go_on.set()


async def test_another_catalog_waits_until_a_line_is_left(tiny: Catalog) -> None:
    """Else half of a word would be keys of the next one: a `q` in it would end the program."""
    reads = {name: threading.Event() for name in ("first", "second")}

    def load(line: str) -> Opened:
        reads[line].wait(20)
        return Opened(tiny, (line,))

    app = GenaiApp(tiny, load=load)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "colon", *"catalog first", "enter", "slash", *"pain")
        reads["first"].set()
        await until(
            pilot, lambda: "The other catalog is read: it opens once this line is left." in notes(app)
        )
        await press(pilot, *"ter")
        assert isinstance(app.focused, Input)
        assert app.focused.value == "painter"
        app.post_message(OpenCatalog("second"))  # in the place of the first
        await asyncio.sleep(0.3)
        reads["second"].set()
        await asyncio.sleep(0.3)
        assert not app._exit
        await press(pilot, "escape")
        await until(pilot, lambda: app._exit)
        assert isinstance(app.return_value, Opened)
        assert app.return_value.names == ("second",)


@pytest.mark.parametrize(
    ("takes", "seconds", "ends"), [(0.0, 20.0, True), (0.2, 20.0, True), (5.0, 0.1, False)]
)
async def test_threads_that_are_let_go_are_waited_for_a_while(
    takes: float, seconds: float, ends: bool
) -> None:
    app: App[None] = App()
    async with app.run_test():
        background: Background[None] = Background(app, "test")
        go_on, threads = threading.Event(), list[threading.Thread]()

        def work(stop: Callable[[], bool]) -> None:
            threads.append(threading.current_thread())
            go_on.wait(takes)

        background.run(work, lambda _: None, lambda error: None)
        began = time.monotonic()
        while not threads:
            await asyncio.sleep(0.001)
        wait_for_threads(seconds)
        assert threads[0].is_alive() is not ends
        assert time.monotonic() - began < max(4.0, takes) + seconds
        wait_for_threads(20)  # nobody is waited for twice
        assert threads[0].is_alive() is not ends
        go_on.set()
        threads[0].join(20)
