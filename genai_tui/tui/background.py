"""What may take longer than a frame: worked out in a thread, the latest wish alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from typing import Generic, TypeVar

_Result = TypeVar("_Result")

_PATIENCE = 0.02
"""Seconds to wait for the thread: what comes by then goes out in one frame with the key."""


class Soon(Generic[_Result]):
    """One thread, which skips what nobody waits for any longer."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.turn = 0
        """Counts the wishes; the latest one's number."""

    def get(
        self, work: Callable[[], _Result | None], later: Callable[[int, _Result], None]
    ) -> _Result | None:
        """Return what `work` does if it takes no longer than a frame.

        Otherwise None, and `later` gets it in the thread with the number of its turn, unless something else
        has been wished for by then. A result of None is none.
        """
        self.turn += 1
        turn = self.turn
        future = self._thread.submit(lambda: work() if turn == self.turn else None)
        try:
            return future.result(_PATIENCE)
        except TimeoutError:
            future.add_done_callback(lambda done: self._hand_on(turn, done, later))
            return None

    def forget(self) -> None:
        """Wait for nothing any longer."""
        self.turn += 1

    def _hand_on(
        self, turn: int, done: Future[_Result | None], later: Callable[[int, _Result], None]
    ) -> None:
        error = done.exception()
        if error is not None:  # told as any thread's: the future would only log it
            hook = (type(error), error, error.__traceback__, threading.current_thread())
            threading.excepthook(threading.ExceptHookArgs(hook))
        elif (result := done.result()) is not None and turn == self.turn:
            later(turn, result)

    @cached_property
    def _thread(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)
