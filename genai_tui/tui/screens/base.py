"""The base of all screens: header, panes, footer, the prompt and its commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.events import DescendantFocus, Resize
from textual.geometry import Size
from textual.widget import Widget

from genai_tui.tui.commands import PROMPT_FOOTER, Footer, shown_key, textual_key
from genai_tui.tui.messages import GoneOn, OpenCatalog
from genai_tui.tui.pane_help import PANES
from genai_tui.tui.screens.command_screen import CommandScreen
from genai_tui.tui.widgets.note_lines import NoteLines
from genai_tui.tui.widgets.pane_row import PaneRow
from genai_tui.tui.widgets.prompt import Form, Prompt
from genai_tui.tui.widgets.prompt_input import Mode
from genai_tui.tui.widgets.row_painter import Piece
from genai_tui.tui.widgets.status_bar import StatusBar, footer_pieces, too_small
from genai_tui.view.header import header
from genai_tui.view.own_keys import keyed
from genai_tui.view.screens import SCREENS, screen_called

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.completion import Completion
    from genai_tui.tui.screens.screen_menu import ScreenMenu
    from genai_tui.view.command_line import View
    from genai_tui.view.menu import Menu

_View = TypeVar("_View", bound="View")
_Result = TypeVar("_Result")

SMALLEST = (60, 16)
"""Columns and rows below which no pane can be read."""


def _is_too_small(size: Size) -> bool:
    return size.width < SMALLEST[0] or size.height < SMALLEST[1]


class BaseScreen(CommandScreen[_View, _Result]):
    """Panes between a header and a footer, with a prompt for a query or a command."""

    FOOTER: ClassVar[Footer] = {}
    """The keys that matter most in each pane."""
    SCREEN_KEYS: ClassVar[Mapping[str, str]] = {}
    """Keys of screens, by their names, that are not those of the table."""
    ROOM: ClassVar[tuple[tuple[int, int], ...]] = ()
    """From how many columns on how many panes stand side by side."""
    FULLER: ClassVar[frozenset[str]] = frozenset()
    """The panes that show more when zoomed, even where one has the whole screen already."""

    shows_nothing = False
    """Whether the panes have nothing to show, so that the footer tells what leads on from there."""
    pane_before = ""
    """The pane that had the keyboard before the prompt."""

    panes = getters.query_one("#panes", PaneRow)
    prompt = getters.query_one("#prompt", Prompt)
    header = getters.query_one("#header", StatusBar)
    footer = getters.query_one("#footer", StatusBar)

    # What each screen says of its own

    def make_panes(self) -> Iterator[Widget]:
        """Yield the panes, from left to right, each with an id."""
        raise NotImplementedError

    def pane_cells(self, panes: tuple[str, ...], columns: int) -> Mapping[str, int]:
        """Return the cells of the panes that stand in so many columns; none where the stylesheet says it."""
        return {}

    @property
    def note(self) -> tuple[Piece, ...]:
        """What the footer says on its right."""
        return ()

    def complete_query(self, text: str, at: int) -> tuple[Completion, ...]:
        """Return what the word before a place of a query can become."""
        return ()

    def make_menu(self, text: str, at: int, later: Callable[[Menu], None] | None) -> Menu:
        """Return what a command that is being typed can become."""
        return self.menu.menu(text, at, later)

    @cached_property
    def menu(self) -> ScreenMenu:
        """The menu of the screen, made when it is first asked for."""
        # Imported here: a command is seldom the first thing.
        from genai_tui.tui.screens.screen_menu import ScreenMenu

        return ScreenMenu(self)

    def on_unmount(self) -> None:
        super().on_unmount()
        if "menu" in self.__dict__:
            self.menu.close()

    # Composing

    def compose(self) -> ComposeResult:
        yield StatusBar(id="header", classes=self.ascii_class)
        yield PaneRow(*self.make_panes(), room=self.ROOM, share=self.pane_cells, id="panes")
        yield Prompt(self.complete_query, self.make_menu, id="prompt", classes=self.ascii_class)
        yield NoteLines(id="notes", classes=self.ascii_class)
        yield StatusBar(id="footer", classes=self.ascii_class)

    # Panes

    def go_to_pane(self, name: str) -> None:
        """Give a pane the keyboard."""
        self.panes.go(name)
        self.show_bars()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        # Where there is room for no pane, the keyboard is nowhere: the pane that had it gets it again.
        if not self.has_class("-small") and self.panes.follow_focus():
            self.show_bars()

    def on_resize(self, event: Resize) -> None:
        small = _is_too_small(self.size)
        grown = self.has_class("-small") and not small
        if grown and self.app.app_focus and not self.prompt.is_typed_on:
            self.call_after_refresh(self.go_to_pane, self.panes.current)
        self.set_class(small, "-small")
        self.panes.fit()
        self.show_bars()

    def action_pane(self, step: int) -> None:
        self.go_to_pane(self.panes.beside(step))

    def action_zoom(self) -> None:
        beside = max(count for least, count in self.ROOM if self.size.width >= least) > 1
        if beside or self.panes.is_zoomed or self.panes.current in self.FULLER:
            self.panes.zoom()
        else:
            self.say("This pane has the whole screen already.", timeout=2)

    def action_step_back(self) -> None:
        """Leave the innermost: zoom, then a pane to the left, then the screen; the first one is left by `quit` alone."""
        if self.panes.is_zoomed:
            self.action_zoom()
        elif self.panes.before and self.ROOM[-1][1] > 1:
            self.go_to_pane(self.panes.before)
        elif SCREENS[0].name != self.view.SCREEN:
            self.action_screen(SCREENS[0].name)
        else:
            self.say(keyed("Nothing is left to leave; {quit:q} quits."), timeout=2)

    # Bars

    def show_bars(self) -> None:
        if _is_too_small(self.size):  # which may be another one by now than that of the last resize
            self.header.show(((too_small(SMALLEST, self.size), "warn"),))
            return
        busy = f"{self.WORK} …" if self.is_working else ""
        here, cells = self.view.SCREEN, self.size.width
        self.header.show(*header(self.catalog, here, cells, self.day_told, busy, self.SCREEN_KEYS))
        if self.prompt.is_typed_on:
            keys = PROMPT_FOOTER[self.prompt.mode]
        else:
            keys = self.FOOTER.get("nothing" if self.shows_nothing else self.panes.current, ())
            if self.tabbed is not None and self.panes.here is self.tabbed and not self.tabbed.has_tabs:
                turning = {
                    shown_key(key) for each in self.TABLE if each.id == "tab.next" for key in each.keys
                }
                keys = tuple(each for each in keys if each[0] not in turning)
        self.footer.show(footer_pieces(keys), self.note)

    def tell_trouble(self) -> None:
        """Say what could not be kept or read back unasked, each once in a session."""
        if words := self.session.memory.trouble():
            self.say(words, "warning", 6)

    @on(StatusBar.Pressed)
    def _press(self, event: StatusBar.Pressed) -> None:
        """Act as if a key that was clicked had been pressed."""
        event.stop()
        # Of the app itself: what a screen sends goes by way of its panes no further than to the screen.
        self.app.call_later(self.app.simulate_key, textual_key(event.key))

    # The prompt and its commands

    def open_prompt(self, mode: Mode, text: str, past: Iterable[str], taken_to: Widget) -> None:
        """Open the prompt with `text` on it; taken, it leaves the keyboard to a pane."""
        if mode == "command":
            self.open_menu("line", text)
            return
        self.tell_trouble()
        self.pane_before = self.panes.current
        if mode == "query" and taken_to.id:
            self.panes.bring_up(taken_to.id)
        self.prompt.open(mode, text, list(past), taken_to, self.panes.here)
        self.show_bars()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave `/`, `:` and `?` to the prompt while it is being typed on."""
        return not (action in ("search", "line", "help") and self.prompt.is_typed_on)

    def action_line(self) -> None:
        self.open_menu("line")

    def action_help(self) -> None:
        self.open_menu("page", order="help", doubts=False)

    def action_explain(self) -> None:
        """Open the menu under what the pane with the keyboard is for."""
        self.open_menu(
            "page", about=tuple(map(keyed, PANES.get(self.panes.current, ()))), order="help", doubts=False
        )

    def action_menu(self) -> None:
        """Open the menu with records before what is only told; a command that is being typed stays on its line."""
        typed = self.prompt.line.value if self.prompt.is_typed_on and self.prompt.mode == "command" else ""
        self.open_menu("page", typed, order="records", doubts=False)

    def open_menu(self, form: Form, text: str = "", **so: Any) -> None:
        """Open the menu in a form, as `ScreenMenu.open` takes it."""
        self.menu.open(**so)
        self.post_message(GoneOn())
        self.tell_trouble()
        self.pane_before = self.panes.current
        row = screen_called(self.view.SCREEN)
        title = f"Menu · {row.title}" if row and form == "page" else ""
        past, here = list(self.session.commands_typed), self.panes.here
        self.prompt.open("command", text, past, here, here, form, title)
        self.show_bars()

    def on_prompt_left(self, event: Prompt.Left) -> None:
        event.stop()
        self._close_prompt(self.pane_left_to)

    @property
    def pane_left_to(self) -> str:
        """The pane that has the keyboard once the prompt was left."""
        return self.pane_before or self.panes.current  # Esc may have been typed before the screen stood

    def _close_prompt(self, pane: str) -> None:
        """Go back to a pane, unless the prompt has been opened anew since."""
        if not self.prompt.is_typed_on:
            self.go_to_pane(pane)

    async def on_prompt_chosen(self, event: Prompt.Chosen) -> None:
        """Do what was chosen in the menu, or what stands on the line."""
        event.stop()
        self._close_prompt(self.panes.current)
        entry = event.entry
        if entry is None:
            await self.run_line(event.text)
        elif entry.record:
            self.session.remember_command(entry.line)
            self.go_to_record(entry.record)
        elif entry.reason:
            self.say(f"{entry.line}: {entry.reason}", timeout=3)
        elif entry.look == "command":
            await self.run_line(entry.line)

    # Actions that are the same on every screen

    def action_catalogs(self, names: str = "") -> None:
        """Open the catalogs that were typed, or offer those that come with the program and those opened last."""
        if names:
            self.post_message(OpenCatalog(names))
            return
        # Imported here: a page is seldom the first thing.
        from genai_tui.tui.screens.catalogs_page import CatalogsPage

        known = tuple(self.session.memory.catalogs())
        self.tell_trouble()
        page = CatalogsPage(
            self.view.catalogs, known, self.session.ascii_only, self.session.permissions.catalogs
        )
        self.app.push_screen(page, self._open_catalog)

    def _open_catalog(self, names: str | None) -> None:
        """Open the chosen catalogs; where a path is still to be given, go on to the line that takes it."""
        if names:
            self.post_message(OpenCatalog(names))
        elif names is not None:
            self.open_prompt("command", "catalog ", self.session.commands_typed, self.panes.here)
