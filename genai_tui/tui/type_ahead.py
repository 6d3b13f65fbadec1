"""Type-ahead: keys, clicks and pastes that come before the ones ahead of them are done, or before their target is there."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.errors import NoWidget
from textual.events import Event, InputEvent, Key, MouseEvent, MouseMove, Paste
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.screen import Screen

_Result = TypeVar("_Result")

if TYPE_CHECKING:
    _Screen = Screen
else:
    # Of several bases that are widgets Textual takes the looks of one alone, and that has to be the other one.
    class _Screen(Generic[_Result]):
        pass


LONGEST_ANSWER = 0.5
"""Seconds after which a key counts as answered, whatever has become of the widgets that it went through."""
REACTION = 0.25
"""Seconds within which nobody acts on what has just come up: a key that comes sooner was meant for what is to come."""
LONGEST_WORK = 10.0
"""Seconds for which keys wait for what a screen works out."""
_ROUNDS = 6
"""Rounds through the widgets after which a key counts as answered: a message seldom leads to a third."""
_MOVES = ("move", "page(", "walk(")
"""How the actions begin that move a cursor, and do nothing else."""
_UNHELD = frozenset({"escape", "q", "ctrl+c", "ctrl+z", "ctrl+l"})
"""Keys that do not wait for what a screen works out: those that leave."""


class WorkDone(Message):
    """Sent by a screen that has worked out what was asked for."""


class TypeAheadApp(App[_Result]):
    """An app that answers its input one after the other: a key acts on what the keys ahead of it have led to.

    Textual hands each key on to the widget that has the focus by then, which acts, and tells its screen, by messages of
    its own. The next key may be read before: then `down` and `y` in one write would copy the record before.
    Here a key waits until a message has gone the way of the one ahead of it, from widget to widget up to the app.
    A run of keys that only move the cursor of one pane, or are letters on one line, need not wait for one another.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[Event] = deque()
        """What has been read and not been answered, oldest first."""
        self._answering: MessagePump | None = None
        """The pane whose cursor is on its way, or whose letters are; the app itself for all other input."""
        self._turn = 0
        """Counts the rounds of messages that were begun; what comes home from an older one is late."""
        self.asked_at = 0.0
        """When the input that is being answered came, by the monotonic clock."""
        self._held_since: float | None = None
        """When input was first held for what the screen works out now, by the clock of the loop."""
        self._guard: asyncio.TimerHandle | None = None
        self._answered = 0.0
        """When the last input was handed on, by the clock of the loop, which is that of the events, too."""

    @property
    def has_input_ahead(self) -> bool:
        """Whether something that was typed is still to be answered."""
        return bool(self._waiting) or self._answering is self

    @property
    def holds_input(self) -> bool:
        """Whether input waits until the app has done what was asked for, whatever its screen does."""
        return False

    async def on_event(self, event: Event) -> None:
        """Answer what the reader does in its turn; everything after an `exit` was typed for what comes next."""
        is_input = isinstance(event, Paste) or (isinstance(event, InputEvent) and not event.is_forwarded)
        if not is_input:
            await super().on_event(event)
        elif not self._exit:
            self._waiting.append(event)
            await self._answer_waiting()

    async def _answer_waiting(self) -> None:
        """Answer what waits, as far as the input ahead of it is done."""
        while self._waiting and not self._exit and self._answering is not self:
            event = self._waiting[0]
            is_run = self._answering is not None and self._own_pane(event) is self._answering
            if self._answering and not is_run and not self._is_quiet():
                self._begin_round()
            elif not is_run and self._is_held(event):
                self._set_guard()
                return
            else:
                await self._answer(self._waiting.popleft())

    async def _answer(self, event: Event) -> None:
        """Hand input on.

        A screen that has been pushed is on top at once, and mounted a few milliseconds later: its widgets are
        not there yet, nor does its line have the focus.
        """
        if self.screen_stack:
            await self.screen._mounted_event.wait()
            if self._exit:
                return
        if isinstance(event, MouseEvent) and not self._meets_something(event):
            return
        own = self._own_pane(event)
        self.note_answered(event)
        if not isinstance(event, MouseMove):
            self._answered = asyncio.get_running_loop().time()
            self.asked_at = event.time
        await super().on_event(event)
        if own is not None:
            self._answering = own
        elif not isinstance(event, MouseMove):
            self._begin_round()

    def note_answered(self, event: Event) -> None:
        """Called with input as it is handed on: from now on it is no longer for whatever comes after this app."""

    def _own_pane(self, event: Event) -> MessagePump | None:
        """Return the focused widget if the input only moves its cursor, or is written on its line."""
        pane = self.focused
        if isinstance(pane, Input):
            is_written = isinstance(event, Paste) or (isinstance(event, Key) and event.is_printable)
            return pane if is_written else None
        if pane is None or not isinstance(event, Key):
            return None
        bound = pane._bindings.key_to_bindings.get(event.key, ())
        return pane if any(each.action.startswith(_MOVES) for each in bound) else None

    def _is_held(self, event: Event) -> bool:
        """Return whether the screen first has to show what was asked for, or the app to go on to another catalog.

        On a line letters go on narrowing; a reader who has seen that it takes longer acts on what is there;
        and nothing holds the keys that leave, nor what stands ahead of Ctrl+C.
        """
        screen = self.screen_stack[-1] if self.screen_stack else None
        key = event.key if isinstance(event, Key) else ""
        if not (self.holds_input or (isinstance(screen, AnswersOnce) and screen.holds_input)):
            self._held_since = None
            return False
        now = asyncio.get_running_loop().time()
        is_held = (
            not isinstance(self.focused, Input)
            and not isinstance(event, MouseMove)
            and key not in _UNHELD
            and event.time < self._answered + REACTION
            and not any(isinstance(each, Key) and each.key == "ctrl+c" for each in self._waiting)
        )
        if is_held and self._held_since is None:
            self._held_since = now
        return is_held and self._held_since is not None and now < self._held_since + LONGEST_WORK

    # Rounds of messages, which tell when the input ahead is done

    def _way(self) -> list[MessagePump]:
        """Return what a key goes through: the widget that has the focus, what it lies in, the screen, and the app."""
        start = self.focused or (self.screen if self.screen_stack else self)
        return list(start.ancestors_with_self)

    def _is_quiet(self) -> bool:
        """Return whether no message is on its way between the widgets that a key goes through."""
        return all(pump._message_queue.empty() and not pump._next_callbacks for pump in self._way())

    def _begin_round(self, number: int = 1) -> None:
        """Send a message the way of the key that was handed on last; it comes home after that one."""
        self._answering = self
        self._turn += 1
        self._set_guard()
        self._pass_on(self._way(), self._turn, number)

    def _set_guard(self) -> None:
        if self._guard is not None:
            self._guard.cancel()
        self._guard = asyncio.get_running_loop().call_later(LONGEST_ANSWER, self._lose_patience)

    def _lose_patience(self) -> None:
        if self._answering is self:  # a run of moving keys, begun since, is still on its way
            self._answering = None
        self.call_later(self._answer_waiting)

    def _pass_on(self, way: list[MessagePump], turn: int, number: int) -> None:
        """Send the message on to the next widget that still takes one."""
        for place, pump in enumerate(way):
            if pump is self:
                break
            if pump.call_later(self._pass_on, way[place + 1 :], turn, number):
                return
        self.call_later(self._come_home, turn, number)

    async def _come_home(self, turn: int, number: int) -> None:
        """Answer what waits, now that the input ahead of it is done; what that has led to gets a further round."""
        if turn != self._turn or self._answering is not self:
            return
        if number < _ROUNDS and not self._is_quiet():
            self._begin_round(number + 1)
            return
        if self._guard is not None:
            self._guard.cancel()
        self._answering = None
        await self._answer_waiting()

    async def on_work_done(self, event: WorkDone) -> None:
        event.stop()
        await self._answer_waiting()

    def _meets_something(self, event: MouseEvent) -> bool:
        """Return whether a widget lies under the mouse; where there is none, Textual takes the focus away."""
        if event.is_forwarded or self.mouse_captured:
            return True
        try:
            self.get_widget_at(event.x, event.y)
        except NoWidget:
            return False
        return True


class AnswersOnce(_Screen[_Result]):
    """A screen that leaves only while it is on top: nothing can make it close another in its place."""

    def dismiss(self, result: _Result | None = None) -> AwaitComplete:
        """Close with a result; does nothing once it has closed, or where another screen lies over it."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    @property
    def holds_input(self) -> bool:
        """Whether input waits until what was asked for is shown."""
        return False
