"""Runs work in one of a few background threads, one at a time for each kind, and delivers only the newest result."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar
from weakref import WeakSet

from textual.message_pump import MessagePump

_Result = TypeVar("_Result")

Stop = Callable[[], bool]
"""Says whether a result is no longer wanted, so that the work for it can end."""

PATIENCE = 0.02
"""Seconds to wait for the thread: what is done by then goes out in one frame with the key that asked for it."""

MOST_THREADS = 6
"""Threads for all work together: one for what is looked at, the others for what takes seconds and is still to end."""

MOST_OF_LOOP = 2
"""Threads for what is done to its end whatever is asked for next: files are written, an index is made."""


class _Threads:
    """The threads that all work of a session is done in, one catalog after another; each comes when it is needed."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._ending: WeakSet[threading.Thread] = WeakSet()
        """Those that were let go last; one that has ended would still hold its streams, which are the app's."""
        self._change = threading.Lock()

    def do(self, work: Callable[[], None]) -> None:
        """Do some work in the next thread that is free; where the system gives none, do it now and in this one."""
        with self._change:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(MOST_THREADS, "work")
            try:
                self._pool.submit(work)
                return
            except RuntimeError:
                # A limit on processes or memory. What was handed over is not to be done twice.
                self._pool.shutdown(wait=False, cancel_futures=True)
                self._pool = None
        work()

    def let_go(self) -> None:
        """Let each thread end after what it is at; work that comes later is done in others."""
        with self._change:
            if self._pool is not None:
                self._pool.shutdown(wait=False)
                self._ending = WeakSet(self._pool._threads)
            self._pool = None

    def wait_for_end(self, seconds: float) -> None:
        """Let go, and wait for that to come to its end, at the most so long."""
        self.let_go()
        end = time.monotonic() + seconds
        for thread in tuple(self._ending):
            thread.join(max(0.0, end - time.monotonic()))
        self._ending = WeakSet()


_threads = _Threads()


def let_threads_go() -> None:
    """Let each thread end after what it is at, which nobody waits for."""
    _threads.let_go()


def wait_for_threads(seconds: float) -> None:
    """Let each thread end, and wait for that at the most so long: until then it holds what it was at, and for whom."""
    _threads.wait_for_end(seconds)


def hold_to_few_threads(loop: asyncio.AbstractEventLoop) -> None:
    """Have an event loop write files and warm up in a few threads of its own: else they may be 32."""
    loop.set_default_executor(ThreadPoolExecutor(MOST_OF_LOOP, "loop"))


class _Task(Generic[_Result]):
    """Some work that was asked for, and its result to come."""

    def __init__(self, work: Callable[[], _Result]) -> None:
        self._work = work
        self.done: Future[_Result] = Future()

    def do(self) -> None:
        """Do the work."""
        try:
            self.done.set_result(self._work())
        except BaseException as error:
            self.done.set_exception(error)


class Background(Generic[_Result]):
    """Background work of one kind, of which no two are done at the same time.

    A result, or a failure, is delivered in the thread of the app, and only as long as nothing newer was asked
    for; what stood on the screen stays until then. Work that nobody waits for any longer is not begun.
    """

    def __init__(self, host: MessagePump, name: str) -> None:
        """Deliver through the message queue of `host`; a thread that does this work goes by `name` meanwhile."""
        self._host = host
        self._name = name
        self._turn = 0
        """Counts what was asked for; the number of the newest."""
        self._is_pending = False
        self._is_closed = False
        self._change = threading.Lock()
        self._next: _Task[_Result] | None = None
        """What is done next, unless something newer comes before it is begun."""
        self._is_at_work = False

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
        task = _Task(lambda: work(_never if at_once else lambda: turn != self._turn))
        if at_once:
            task.do()
            self._deliver(turn, task.done, show, failed)
            return
        self._begin(task)
        try:
            task.done.exception(patience)
        except TimeoutError:
            # Called in the thread: the app's own takes it from its queue, if it still has one.
            task.done.add_done_callback(
                lambda done: self._host.call_later(self._deliver, turn, done, show, failed)
            )
        else:
            self._deliver(turn, task.done, show, failed)

    def close(self) -> None:
        """Discard what is still to come."""
        self._turn += 1
        self._is_pending = False
        self._is_closed = True
        with self._change:
            self._next = None

    def _begin(self, task: _Task[_Result]) -> None:
        """Have some work done after what is done now, and instead of what has not been begun."""
        with self._change:
            self._next = task
            if self._is_at_work:
                return
            self._is_at_work = True
        _threads.do(self._work)

    def _work(self) -> None:
        """Do in a thread what there is to do."""
        thread = threading.current_thread()
        before, thread.name = thread.name, self._name
        while task := self._taken():
            task.do()
        thread.name = before

    def _taken(self) -> _Task[_Result] | None:
        with self._change:
            task, self._next = self._next, None
            self._is_at_work = task is not None
            return task

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


def _never() -> bool:
    return False
