"""Faults outside of any handler, in a thread or in the loop, end as those within one do."""

from __future__ import annotations

import asyncio
import errno
import gc
import threading
import weakref
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.app import App, ScreenStackError
from textual.css.query import NoMatches
from textual.worker import WorkerFailed

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.tui.fault_app import FaultApp
from genai_tui.tui.messages import BackgroundFailed


@pytest.mark.parametrize(
    ("error", "is_closed", "handled"),
    [
        (ValueError("x"), False, True),
        (ValueError("x"), True, False),
        (None, False, False),
        (SystemExit(), False, False),
        (KeyboardInterrupt(), False, False),
    ],
)
def test_a_fault_in_a_thread_is_handed_to_the_loop(
    error: BaseException | None, is_closed: bool, handled: bool
) -> None:
    called: list[tuple[Any, ...]] = []
    loop = SimpleNamespace(
        is_closed=lambda: is_closed, call_soon_threadsafe=lambda *given: called.append(given)
    )
    app: Any = SimpleNamespace(_handle_exception="handle", _own_loop=loop)
    failed = threading.ExceptHookArgs((type(error), error, None, None))
    FaultApp._on_fault_in_thread(app, failed)
    assert called == ([("handle", error)] if handled else [])


async def test_a_thread_keeps_no_app_by_its_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    app: FaultApp[None] = FaultApp()
    app.on_load()
    thread, hook = threading.Thread(), threading.excepthook
    asyncio.get_running_loop().set_exception_handler(None)
    met = weakref.ref(app)
    del app
    gc.collect()
    assert met() is None
    hook(
        threading.ExceptHookArgs((ValueError, ValueError("x"), None, thread))
    )  # nobody is there to hear of it


@pytest.mark.parametrize(
    ("context", "handled"),
    [({"exception": ValueError("x")}, True), ({"exception": asyncio.CancelledError()}, False), ({}, False)],
)
def test_a_fault_in_the_loop_is_handled(context: dict[str, Any], handled: bool) -> None:
    called: list[object] = []
    app: Any = SimpleNamespace(_handle_exception=called.append)
    loop: Any = SimpleNamespace()
    FaultApp._on_fault_in_loop(app, loop, context)
    assert called == ([context["exception"]] if handled else [])


@pytest.mark.parametrize(
    ("error", "status", "told", "reports"),
    [
        (CatalogError(Problem("c.sqlite", 0, 0, "", "is \x1b[31mdamaged")), 2, "c.sqlite: is ", 0),
        (
            OSError(errno.EMFILE, "Too many open files", "secret"),
            2,
            "genai-tui cannot go on: no more files",
            0,
        ),
        (MemoryError(), 2, "genai-tui cannot go on: there is not enough memory", 0),
        (ValueError("a secret"), 70, "genai-tui has failed: ValueError", 1),
    ],
    ids=["a file that is lost", "a limit on files", "a limit on memory", "a fault of the program"],
)
def test_what_a_session_is_not_given_is_a_line_and_no_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception, status: int, told: str, reports: int
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    app: FaultApp[None] = FaultApp()
    app.note_fault(WorkerFailed(error))
    app.note_fault(ValueError("the next one is a consequence"))
    assert app.fault is error
    assert app.fault_status == status
    assert app.fault_told.startswith(told)
    assert "secret" not in app.fault_told
    assert "\x1b" not in app.fault_told
    assert len(list(tmp_path.rglob("crash-*.txt"))) == reports


@pytest.mark.parametrize("why", [MemoryError(), OSError(24, "Too many open files")])
def test_a_fault_that_cannot_be_reported_is_told_in_short(
    monkeypatch: pytest.MonkeyPatch, why: Exception
) -> None:
    def fail(*_: object) -> str:
        raise why

    monkeypatch.setattr("genai_tui.crash_report.report", fail)
    app: FaultApp[None] = FaultApp()
    app.note_fault(ValueError("a secret"))
    assert (app.fault_status, app.fault_told) == (70, "genai-tui has failed: ValueError.")


def test_work_that_the_machine_does_not_let_end_is_said_and_not_reported() -> None:
    told: list[str] = []
    app: Any = SimpleNamespace(notify=lambda words, **how: told.append(words))
    FaultApp.on_background_failed(
        app, BackgroundFailed("drawing", OSError(errno.EMFILE, "Too many open files"))
    )
    assert told == ["drawing failed: no more files can be opened: `ulimit -n` tells how many may be."]


def test_who_has_left_goes_on_to_nothing_that_comes_later() -> None:
    app: FaultApp[str] = FaultApp()
    app.exit()
    app.exit("another catalog")
    assert app.return_value is None


@pytest.mark.parametrize(
    ("leaves", "runs", "error", "is_told"),
    [
        (False, True, NoMatches("#pane"), True), (True, True, NoMatches("#pane"), False),
        (False, False, NoMatches("#pane"), False), (True, True, WorkerFailed(ScreenStackError("none")), False),
        (False, True, ScreenStackError("none"), True), (True, True, ValueError("x"), True), (False, False, ValueError("x"), True),
    ],
)  # fmt: skip
def test_what_is_gone_while_the_app_leaves_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, leaves: bool, runs: bool, error: Exception, is_told: bool
) -> None:
    monkeypatch.setattr(App, "_handle_exception", lambda self, error: None)
    app: FaultApp[None] = FaultApp()
    app._exit, app._running = leaves, runs
    app._handle_exception(error)
    assert (app.fault is not None) == is_told
    assert app._return_code == (70 if is_told else None)


async def test_the_last_fifty_keys_are_noted_until_the_app_leaves() -> None:
    app: FaultApp[None] = FaultApp()
    async with app.run_test() as pilot:
        await pilot.press("a", "b", *["x"] * 49)
        assert list(app._last_keys) == ["b", *["x"] * 49]
        app._exit = True
        await pilot.press("c")
        assert list(app._last_keys) == ["b", *["x"] * 49]


def test_another_result_once_the_app_leaves_changes_nothing_but_leaving_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app: FaultApp[str] = FaultApp()
    app.exit("another catalog")
    app.exit("a third")
    assert app.return_value == "another catalog"
    app.exit()
    assert app.return_value is None
