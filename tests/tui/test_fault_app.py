"""Faults outside of any handler, in a thread or in the loop, end as those within one do."""

from __future__ import annotations

import asyncio
import threading
from types import SimpleNamespace
from typing import Any

import pytest

from genai_tui.tui.fault_app import FaultApp


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
    app: Any = SimpleNamespace(_handle_exception="handle")
    loop: Any = SimpleNamespace(
        is_closed=lambda: is_closed, call_soon_threadsafe=lambda *given: called.append(given)
    )
    failed = threading.ExceptHookArgs((type(error), error, None, None))
    FaultApp._on_fault_in_thread(app, loop, failed)
    assert called == ([("handle", error)] if handled else [])


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
