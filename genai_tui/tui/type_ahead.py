"""Type-ahead: keys, clicks and pastes that come before their target is there, or after it has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.errors import NoWidget
from textual.events import Event, InputEvent, MouseEvent, Paste

if TYPE_CHECKING:
    from textual.screen import Screen

_Result = TypeVar("_Result")

if TYPE_CHECKING:
    _Screen = Screen
else:
    # Of several bases that are widgets Textual takes the looks of one alone, and that has to be the other one.
    class _Screen(Generic[_Result]):
        pass


class TypeAheadApp(App[_Result]):
    """An app whose input waits until the screen on top stands, and ends with `exit`."""

    async def on_event(self, event: Event) -> None:
        """Hand on what the reader does, if it meets something.

        A screen that has been pushed is on top at once, and mounted a few milliseconds later: its widgets are
        not there yet, nor does its line have the focus. Everything after an `exit` was typed for what comes next.
        """
        if isinstance(event, InputEvent | Paste):
            if self._exit:
                return
            if self.screen_stack:
                await self.screen._mounted_event.wait()
            if isinstance(event, MouseEvent) and not self._meets_something(event):
                return
        await super().on_event(event)

    def _meets_something(self, event: MouseEvent) -> bool:
        """Tell whether a widget lies under the mouse; where there is none, Textual takes the focus away."""
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
