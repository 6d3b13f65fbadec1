"""The way from a terminal to the app that stands on it, and from one app to the next: nothing typed is lost between two."""

from __future__ import annotations

import contextlib
import threading
from asyncio import AbstractEventLoop
from collections import deque
from collections.abc import Callable
from typing import Any

from textual.events import Key, Paste
from textual.message import Message

_MOST_TYPED = 10_000
"""Keys and pastes that are kept for the app that comes next."""
_MOST_ASKED = 1_000
"""What signals ask for that is kept for its loop."""


class Handover:
    """What comes to an app from its terminal and from signals, and waits where one app gives way to another.

    What was typed belongs to the next app until one has answered it. Places on the screen do not: where somebody
    clicked something else stands by then.
    """

    def __init__(self, loop: AbstractEventLoop) -> None:
        """Begin with an app that stands, in its loop."""
        self.loop: AbstractEventLoop | None = loop
        """The loop of the app that stands; None where none does."""
        self.turn = threading.RLock()
        """Held by whoever hands something on, so that it comes to one app, and in its order."""
        self.is_waiting = False
        """Whether the app that stood goes on to another, which does not stand yet."""
        self._typed: deque[Key | Paste] = deque(maxlen=_MOST_TYPED)
        """What no app has answered yet, oldest first."""
        self._asked: deque[tuple[Callable[..., Any], tuple[Any, ...]]] = deque(maxlen=_MOST_ASKED)
        """What is to be done in the loop of the next app."""

    def wait(self) -> None:
        """Have everything wait for the next app."""
        with self.turn:
            self.is_waiting = True

    def drop(self) -> None:
        """Let go of what waits: no other app comes."""
        with self.turn:
            self.is_waiting = False
            self._typed.clear()
            self._asked.clear()

    def note(self, message: Message) -> None:
        """Keep what was typed until it is answered; called in one's `turn`."""
        if isinstance(message, Key | Paste):
            self._typed.append(message)

    def forget_senders(self) -> None:
        """Have what waits not hold the app that it was sent to."""
        with self.turn:
            for message in self._typed:
                message.set_sender(None)  # type: ignore[arg-type]

    def answered(self, message: Message) -> None:
        """Forget what was typed, now that an app answers it."""
        with self.turn, contextlib.suppress(ValueError):  # there are other messages
            self._typed.remove(message)  # type: ignore[arg-type]

    def end_waiting(self, send: Callable[[Message], None]) -> None:
        """Send the app that stands now what no other has answered, and do in its loop what was asked for meanwhile."""
        with self.turn:
            if not self.is_waiting:
                return
            self.is_waiting = False
            for message in self._typed:
                send(message)
            while self._asked:
                act, arguments = self._asked.popleft()
                self.soon(act, *arguments)

    def soon(self, act: Callable[..., Any], *arguments: Any) -> None:
        """Have something done in the loop of the app, which may be that of the next one; from a signal or a thread."""
        with self.turn:
            if self.is_waiting:
                self._asked.append((act, arguments))
            elif self.loop is not None:
                with contextlib.suppress(RuntimeError):  # the loop has ended: nothing is left to do
                    self.loop.call_soon_threadsafe(act, *arguments)
