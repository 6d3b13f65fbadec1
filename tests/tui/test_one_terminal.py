"""One terminal for one app after another: Ctrl+C before, between and across them."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.tui import background
from genai_tui.tui.app import Opened, run
from genai_tui.tui.driver import LEAVING
from genai_tui.tui.terminal import Terminal


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in LEAVING}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def _app(runs: Any, **known: Any) -> Any:
    return SimpleNamespace(run=lambda mouse: runs(), fault=None, return_code=None, **known)


def test_a_second_ctrl_c_counts_in_the_next_app(tiny: Catalog) -> None:
    """Within a second it leaves, whatever app the first one was pressed in."""
    with Terminal() as terminal:
        first = _app(lambda: Opened(tiny))

        def pressed() -> Opened:
            first.interrupted_at = 12.5
            return Opened(tiny)

        first.run = lambda mouse: pressed()
        assert run(first, terminal) == (0, Opened(tiny))
        assert first.driver_class == terminal.driver_for
        second = _app(lambda: None)
        assert run(second, terminal) == (0, None)
        assert second.interrupted_at == 12.5


def test_threads_have_ended_when_the_next_app_comes(tiny: Catalog) -> None:
    """One that still ends would hold the app that was left, and its catalog."""
    threads: list[threading.Thread] = []

    def work() -> None:
        threads.append(threading.current_thread())
        time.sleep(0.05)

    def at_work() -> Opened:
        background._threads.do(work)
        while not threads:
            time.sleep(0.001)
        return Opened(tiny)

    with Terminal() as terminal:
        run(_app(at_work, interrupted_at=-1.0), terminal)
        assert not threads[0].is_alive()


def test_ctrl_c_is_noted_once_an_app_starts_and_not_before(tiny: Catalog) -> None:
    interrupted: list[bool] = []

    def meet() -> Opened:
        os.kill(os.getpid(), signal.SIGINT)
        interrupted.append(True)
        return Opened(tiny)

    with pytest.raises(KeyboardInterrupt), Terminal():
        os.kill(os.getpid(), signal.SIGINT)
    with Terminal() as terminal:
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        run(_app(meet), terminal)
        assert interrupted
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_once_the_status_is_known_no_signal_changes_it() -> None:
    with Terminal() as terminal:
        assert run(_app(lambda: None), terminal) == (0, None)
    assert {signal.getsignal(number) for number in LEAVING} == {signal.SIG_IGN}
