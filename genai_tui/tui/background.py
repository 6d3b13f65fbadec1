"""Runs work in one background thread and delivers only the newest result."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from typing import Generic, TypeVar

from textual.message_pump import MessagePump

_Result = TypeVar("_Result")

Stop = Callable[[], bool]
"""Says whether a result is no longer wanted, so that the work for it can end."""

PATIENCE = 0.02
"""Seconds to wait for the thread: what is done by then goes out in one frame with the key that asked for it."""


class Background(Generic[_Result]):
    """One background thread for one kind of work.

    A result, or a failure, is delivered in the thread of the app, and only as long as nothing newer was asked
    for; what stood on the screen stays until then. Work that nobody waits for any longer is not begun.
    """

    def __init__(self, host: MessagePump, name: str) -> None:
        """Deliver through the message queue of `host`; `name` is the thread's."""
        self._host = host
        self._name = name
        self._turn = 0
        """Counts what was asked for; the number of the newest."""
        self._is_pending = False
        self._is_closed = False

    @property
    def is_pending(self) -> bool:
        """Whether the newest result is still to come."""
        return self._is_pending

    def run(
        self,
        work: Callable[[Stop], _Result],
        show: Callable[[_Result], None],
        failed: Callable[[Exception], None],
        at_once: bool = False,
        patience: float = PATIENCE,
    ) -> None:
        """Do some work and call `show` with its result, or `failed` with the exception that ended it.

        Where the work is done within `patience` seconds, or is to be done `at_once` and in no thread, that is before this
        returns; otherwise later, unless something newer has been asked for by then.
        """
        if self._is_closed:
            return
        self._turn += 1
        turn = self._turn
        self._is_pending = True
        if at_once:
            done: Future[_Result] = Future()
            _complete(done, lambda: work(_never))
            self._deliver(turn, done, show, failed)
            return
        future = self._thread.submit(self._in_turn, turn, work)
        try:
            future.exception(patience)
        except TimeoutError:
            # Called in the thread: the app's own takes it from its queue, if it still has one.
            future.add_done_callback(
                lambda done: self._host.call_later(self._deliver, turn, done, show, failed)
            )
        else:
            self._deliver(turn, future, show, failed)

    def close(self) -> None:
        """Discard what is still to come, and let the thread end: it holds on to the app while it lives."""
        self._turn += 1
        self._is_pending = False
        self._is_closed = True
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _in_turn(self, turn: int, work: Callable[[Stop], _Result]) -> _Result:
        def is_over() -> bool:
            return turn != self._turn

        if is_over():
            raise Discarded
        return work(is_over)

    def _deliver(
        self,
        turn: int,
        done: Future[_Result],
        show: Callable[[_Result], None],
        failed: Callable[[Exception], None],
    ) -> None:
        if turn != self._turn:
            return
        self._is_pending = False
        error = done.exception()
        if error is None:
            show(done.result())
        elif isinstance(error, Exception):
            failed(error)
        else:
            raise error

    @cached_property
    def _thread(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)


class Discarded(Exception):
    """Raised within work whose result is no longer wanted."""


def _never() -> bool:
    return False


def _complete(future: Future[_Result], work: Callable[[], _Result]) -> None:
    try:
        future.set_result(work())
    except Exception as error:
        future.set_exception(error)
