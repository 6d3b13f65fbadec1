"""The app: its theme, screens, catalogs and end."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct, structs
from textual.app import App
from textual.dom import DOMNode
from textual.geometry import Offset
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input

from genai_tui import heap
from genai_tui.catalog.annotations import annotate
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.labels import speak
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.shortage import end_in_silence, shortage_in
from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.settings.settings import Settings
from genai_tui.tui import themes
from genai_tui.tui.background import Background, hold_to_few_threads, let_threads_go, wait_for_threads
from genai_tui.tui.clipboard_app import ClipboardApp
from genai_tui.tui.commands import TABLES
from genai_tui.tui.driver import LEAVING
from genai_tui.tui.messages import (
    BackgroundFailed,
    MarkRecord,
    OpenCatalog,
    OpenRecord,
    OpenScreen,
    RecallView,
    ReopenCatalogs,
    ShowView,
)
from genai_tui.tui.permissions import EVERYTHING, Permissions
from genai_tui.tui.place_keeper import EVERY, PlaceKeeper
from genai_tui.tui.roles import ROLE_CLASSES
from genai_tui.tui.screens.base import BaseScreen
from genai_tui.tui.screens.memory_screen import MemoryScreen
from genai_tui.tui.session import ANNOTATED, Session
from genai_tui.tui.terminal import Terminal
from genai_tui.tui.textual_caches import bound_caches
from genai_tui.tui.type_ahead import WorkDone
from genai_tui.tui.whole_catalog import why_no_command, why_no_screen
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.note_lines import NoteLines
from genai_tui.view import own_keys
from genai_tui.view.browse import BrowseView
from genai_tui.view.history import History
from genai_tui.view.marks import Marks
from genai_tui.view.own_keys import keyed
from genai_tui.view.record_ref import record_name
from genai_tui.view.screens import SCREENS, screen_called

if TYPE_CHECKING:  # neither search nor graph has a part in the first frame
    from genai_tui.search.index import SearchIndex
    from genai_tui.tui.keymap import Keymap, Keys
    from genai_tui.view.command_line import View

Loader = Callable[[str], "Opened"]
"""Opens the catalogs of a line of names and paths; raises CatalogError."""

Reloader = Callable[["View"], "Opened"]
"""Opens the catalogs of a view again, with its overlays; raises CatalogError."""

_SOON = 0.1
"""Seconds after which a screen that was pushed stands."""
_PAGES = 10
"""After so many screens closed ones are collected: some 200 kB each, in some 20 milliseconds together."""

_PARTING = 0.2
"""Seconds in which threads may end before the next explorer comes: what they hold until then stays as long as that."""

_LAST_CALL = 60.0
"""Seconds before the end of a session of limited length at which that is said."""


class Opened(Struct, frozen=True):
    """A catalog, and the names and whole paths that it was opened from, as the command line takes them."""

    catalog: Catalog
    names: tuple[str, ...] = ()
    problems: int = 0
    """How many mistakes there are in its files; the records that have one are left out."""
    overlays: tuple[str, ...] = ()
    """Whole paths of the folders that lie over it."""
    history: History[View] | None = None
    """The views to go on with, of which the present one is shown; None: it opens as new."""
    theme: str = ""
    mouse: bool | None = None
    """Whether the mouse was taken when it was gone on to; None: as it was at the start."""
    note: str = ""
    """What to say once it stands."""


def _keymap(settings: Settings) -> Keymap | None:
    """Return the keymap that the reader has set; None where every key is the usual one."""
    if not (settings.text("keys") or settings.by_name("keymap")):
        return None
    from genai_tui.tui.keymap import keymap_of  # imported here: most keys are the usual ones

    return keymap_of(settings)


def _collect_again() -> None:
    """Turn the garbage collector on again; it is not to look at what exists by now, which stays."""
    gc.freeze()
    gc.enable()


class GenaiApp(ClipboardApp[Opened]):
    """The explorer of one catalog."""

    TITLE = "genai-tui"
    CSS_PATH = "styles.tcss"
    ENABLE_COMMAND_PALETTE = False  # the screens have a menu of their own
    BINDINGS = []
    ALLOW_SELECT = False  # with the mouse: what Textual would copy of a pane is the name of its class
    COMPONENT_CLASSES: ClassVar[set[str]] = set(ROLE_CLASSES)

    def __init__(
        self,
        catalog: Catalog,
        start: View | None = None,
        theme: str = "dark",
        ascii_only: bool = False,
        memory: Memory | None = None,
        load: Loader | None = None,
        note: str = "",
        reload: Reloader | None = None,
        history: History[View] | None = None,
        offered: str = "",
        resumed: bool = False,
        settings: Settings | None = None,
        permissions: Permissions = EVERYTHING,
    ) -> None:
        """Show `catalog` as `start` says, and say `note`; `load` opens another one while this one still stands.

        `reload` opens it anew, with what has been written into an overlay; `history` goes on where it was. Of the
        catalog that is `offered` the footer says at first that it is a key away, and of a `resumed` session that it is one.
        """
        bound_caches()
        super().__init__()
        self.permissions = permissions
        visited: History[View] = history or History(start or BrowseView())
        self.session = Session(
            catalog,
            lambda: self.search_index,
            visited,
            memory or Memory(),
            ascii_only,
            offered,
            resumed,
            settings or Settings(),
            permissions,
            Marks(visited.views),
        )
        """What all screens share."""
        annotate(catalog, self.session.memory.annotations)
        speak(catalog, self.session.settings.text("labels"))
        self._keys = _keymap(self.session.settings)
        own_keys.use(self.own_keys)
        self._places = PlaceKeeper(self.session)
        self._load = load
        self._reload = reload
        self._note = note
        self._loading: Background[Opened] = Background(self, "load")
        self._going_on: Timer | None = None
        """Looks whether another catalog that is read can be gone on to by now."""
        self._screens: dict[str, BaseScreen[Any, Any]] = {}
        """The screens that were opened already, by their names."""
        self.ascii_only = ascii_only
        """Whether nothing but ASCII is drawn and sent."""
        self.interrupted_at = -1.0
        """When Ctrl+C was pressed last, by the monotonic clock."""
        self._next_look: Timer | None = None
        """When it is looked next which notes are over."""
        self._pushed = 0
        colours = self.session.settings.by_name("colours")
        for known in themes.ALL:
            own = known.name == f"genai-{theme}"
            self.register_theme(themes.coloured(known, colours) if own else known)
        # Set without a word: a theme that changes parses every stylesheet, and none has been parsed yet.
        self.set_reactive(App.theme, f"genai-{theme}")
        self._refresh_truecolor_filter(
            self.ansi_theme
        )  # which a theme that changes does: ansi keeps the terminal's own 16
        self.stylesheet.set_variables(self.get_css_variables())
        self.animation_level = "none"

    @property
    def own_keys(self) -> Keys:
        """The keys that the reader has set, by the ids of what they do."""
        return self._keys.keys if self._keys else {}

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor stands after each frame: on the row that keys act on, or in the prompt.

        Screen readers, magnifiers and braille lines follow it, though it is not shown.
        """
        pane = self.focused if self.is_running and self.screen_stack else None
        if not isinstance(pane, LineList):
            return self._typed_at
        region = pane.content_region
        x, y = pane.cell_at_hand
        return region.offset + Offset(max(0, min(x, region.width - 1)), max(0, min(y, region.height - 1)))

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        """Take what a widget that is typed in says."""
        self._typed_at = place

    @cached_property
    def search_index(self) -> SearchIndex:
        """The catalog's names, ready to be searched; built when first asked for."""
        from genai_tui.search.backends import search_index  # imported here: as above

        return search_index(self.session.catalog)

    def on_mount(self) -> None:
        hold_to_few_threads(asyncio.get_running_loop())
        if self._keys:
            self.set_keymap(self._keys.for_textual)
            self._tell_of_keymap(self._keys)
        self.call_after_refresh(_collect_again)
        self.call_after_refresh(heap.keep_little)
        self.call_after_refresh(self._places.begin)
        self.set_interval(EVERY, self._keep_place)
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw(), immediate=True)
        if SCREENS[0].name != self.session.history.here.SCREEN:
            self.post_message(ShowView(self.session.history.here))
        if self.permissions.until is not None:
            self._end_at(self.permissions.until)
        if self._note:
            self.notify(self._note, severity="warning", timeout=8)

    def _end_at(self, moment: float) -> None:
        """Leave at a moment of the monotonic clock, and say so a minute before."""
        left = moment - time.monotonic()
        self.set_timer(max(_SOON, left), self.exit)
        warned = max(_SOON, left - _LAST_CALL)
        self.set_timer(
            warned, lambda: self.notify(f"This session ends in {count_of(round(left - warned), 'second')}.")
        )

    async def run_action(
        self,
        action: str | tuple[str, str, tuple[Any, ...]],
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key or a line asks for, unless the session may not, or the catalog is too large: then say why."""
        if self.permissions.refused or not self.session.catalog.is_whole:
            known = (each for table in TABLES.values() for each in table if each.action == action)
            whys = (
                (each, self.permissions.why_not(each.id) or why_no_command(self.session.catalog, each))
                for each in known
            )
            command, why = next(((each, why) for each, why in whys if why), (None, ""))
            if command is not None:
                self.notify(f"{command.name}: {why}", timeout=4)
                return True
        return await super().run_action(action, default_namespace, namespaces)

    def _tell_of_keymap(self, keys: Keymap) -> None:
        for problem in keys.problems:
            self.notify(str(problem), severity="warning", timeout=10)

    def _keep_place(self) -> None:
        """Keep where the reader is, in a thread: a home may be slow."""
        if self._places.has_moved:
            self.run_worker(self._places.keep, thread=True, group="places", exit_on_error=False)

    def on_unmount(self) -> None:
        self._places.keep()
        self._loading.close()
        # A thread keeps the streams and hooks that stand when it begins: Textual's streams are the app's own, which
        # would stay with its catalog for as long as the thread.
        let_threads_go()

    def on_annotations_changed(self) -> None:
        """Have every screen and query know of stars and notes as they are now."""
        if "search_index" in self.__dict__:
            self.search_index.filtering.forget(ANNOTATED)
        self.session.forget_annotations()
        for screen in self._screens.values():
            screen.rearrange()

    def on_open_screen(self, event: OpenScreen) -> None:
        """Go to a screen, at a record; it keeps what else stood there."""
        if why := why_no_screen(self.session.catalog, event.name):
            self.notify(why, timeout=4)
            return
        screen = self._screen(event.name)
        self._bring_up(screen)
        screen.keep_day(self.session.history.here.as_of)
        if event.view is not None:
            screen.enter_with(self.session.with_marks(event.view))
        elif event.choice:
            screen.choose(event.choice, event.record)
        elif event.record:
            screen.enter_at(event.record)
        screen.enter()
        if event.line:
            screen.do_when_shown(event.line)

    def _refresh_notifications(self) -> None:
        """Have the screens show what has been said and has not expired, the newest first."""
        # One by one: to make a tuple at once Python asks for their number, which lets go of those that are over.
        said = tuple(each for each in self._notifications)
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen) and screen.is_mounted:
                notes = ((str(note.message), note.severity) for note in reversed(said))
                screen.set_class(screen.query_one(NoteLines).show(notes), "-noted")
        if self._next_look:  # one is enough: each note would add one more, and each of those another
            self._next_look.stop()
        self._next_look = None
        if said:
            left = max(0.0, min(note.time_left for note in said))
            self._next_look = self.set_timer(left + _SOON, self._refresh_notifications)

    def push_screen(self, *given: Any, **named: Any) -> Any:
        """Show a screen over the one that stands; after some of them collect what the closed ones have left."""
        self._pushed += 1
        if self._pushed % _PAGES == 0:
            self.set_timer(_SOON, self._tidy)  # once it stands: a page may be gone before it is drawn
        return super().push_screen(*given, **named)

    @staticmethod
    def _tidy() -> None:
        """Collect closed screens, whose parts refer to each other, and give their memory back."""
        gc.collect()
        heap.give_back()

    def on_open_record(self, event: OpenRecord) -> None:
        """Show a record in Browse, its page first."""
        self.on_open_screen(OpenScreen("browse", event.record))
        if (browse := self._screen("browse")).has_begun:
            browse.go_to_pane("detail")

    def on_mark_record(self, event: MarkRecord) -> None:
        """Mark a record among those of its kind, from whatever screen, and say how many are."""
        record = event.record
        is_marked = self.session.mark(record)
        count = len(self.session.marks.of(record.kind))
        for screen in self._screens.values():
            if isinstance(screen, MemoryScreen):
                screen.marks_changed(record.kind)
        told = f"{record_name(self.session.catalog, record)}: {'marked' if is_marked else 'mark removed'}"
        more = f"; {own_keys.key('screen.compare', 'v')} compares them" if count > 1 else ""
        self.notify(
            f"{told} · {count_of(count, record.kind) if count else f'no {record.kind}'} marked{more}.",
            timeout=3,
        )

    def on_show_view(self, event: ShowView) -> None:
        """Show a view of the history on its screen."""
        if why := why_no_screen(self.session.catalog, event.view.SCREEN):
            self.notify(why, timeout=4)
            return
        screen = self._screen(event.view.SCREEN)
        self._bring_up(screen)
        screen.go(event.view, visit=False)

    def _screen(self, name: str) -> BaseScreen[Any, Any]:
        """Return the screen of a name, made when it is first asked for: networkx is slow to come."""
        row = screen_called(name)
        if row is not None and name not in self._screens:
            view = self.session.history.here
            if name != view.SCREEN:
                view = row.view_type()(catalogs=view.catalogs, overlays=view.overlays, as_of=view.as_of)
                view = self.session.with_marks(view)
            self._screens[name] = row.screen_type()(self.session, view)
            if self._keys:
                self._keys.apply_to(self._screens[name])
            if row is not SCREENS[0]:
                self.install_screen(self._screens[name], name)
        return self._screens[name]

    def _bring_up(self, screen: BaseScreen[Any, Any]) -> None:
        """Put a screen on top of the first one, without anything over it."""
        if screen in self.screen_stack:
            self._uncover(screen)
        else:
            self._uncover(self.screen_stack[0])
            self.push_screen(screen)
        self.drop_notes()
        self.call_after_refresh(self._refresh_notifications)

    def on_open_catalog(self, event: OpenCatalog) -> None:
        """Open other catalogs while this one stands, and go on to them if that can be done."""
        if not self.permissions.may_open_line(event.names):
            self.notify("Only the catalogs of this server are opened here.", timeout=4)
            return
        load = self._load
        if load is None:
            self.notify("No other catalog can be opened from here.", severity="error")
            return
        self.notify(f"Opening {event.names} …", timeout=2)
        self._loading.run(lambda stop: load(event.names), self._go_on_to, self._tell_not_opened)

    def _go_on_to(self, opened: Opened, **changes: Any) -> None:
        """Leave for another catalog, or the same one anew, in the looks of this one.

        While the reader types on a line this waits: half of a word would be lost, and the other half be keys of the next one.
        What is asked for meanwhile takes its place.
        """
        if isinstance(self.focused, Input):
            if self._going_on is None:
                self.notify("The other catalog is read: it opens once this line is left.", timeout=4)
            else:
                self._going_on.stop()
            self._going_on = self.set_timer(
                _SOON, lambda: None if self._loading.is_pending else self._go_on_to(opened, **changes)
            )
            return
        theme, mouse = self.theme.removeprefix("genai-"), getattr(self._driver, "has_mouse", None)
        self.exit(structs.replace(opened, theme=theme, mouse=mouse, **changes))

    def on_recall_view(self, event: RecallView) -> None:
        """Go to the view at an address; where its catalogs are others, open those while this one stands."""
        # Imported here: seldom the first thing.
        from genai_tui.view.address import view_at
        from genai_tui.view.address_fields import AddressProblem

        try:
            view = view_at(event.address)
        except AddressProblem as problem:
            self.notify(str(problem), severity="error", timeout=8)
            return
        here, reload = self.session.history.here, self._reload
        if not self.permissions.may_open(view.catalogs, view.overlays):
            self.notify("Only the catalogs of this server are opened here.", timeout=4)
            return
        if (view.catalogs, view.overlays) == (here.catalogs, here.overlays):
            view, gone = view.what_stands(self.session.catalog_at(view.as_of))
            if gone:
                words = safe_line(f"Gone since: {', '.join(gone)}.")
                self.notify(words, severity="warning", timeout=8)
            self.on_open_screen(OpenScreen(view.SCREEN, view=view))
        elif reload is None:
            self.notify("No other catalog can be opened from here.", severity="error")
        else:
            self.notify("Opening its catalogs …", timeout=2)

            def go_on(opened: Opened) -> None:
                stands, gone = view.what_stands(opened.catalog)
                note = f"Gone since: {', '.join(gone)}." if gone else ""
                self._go_on_to(opened, history=History(stands), note=note)

            self._loading.run(lambda stop: reload(view), go_on, self._tell_not_opened)

    def on_reopen_catalogs(self, event: ReopenCatalogs) -> None:
        """Read the catalogs anew, with their overlays, and go on where the reader was."""
        reload, view = self._reload, event.view
        if reload is None:
            self.notify(f"{event.note} It counts from the next start on.", timeout=8)
            return
        history = self.session.history.renewed(lambda each: structs.replace(each, overlays=view.overlays))
        history.amend(view)

        def go_on(opened: Opened) -> None:
            self._go_on_to(opened, history=history, note=event.note)

        self._loading.run(lambda stop: reload(view), go_on, self._tell_not_opened)

    @property
    def holds_input(self) -> bool:
        """Whether another catalog is being opened: what is typed behind that is meant for it."""
        return self._loading.is_pending

    def _tell_not_opened(self, error: Exception) -> None:
        self.post_message(WorkDone())
        if not isinstance(error, CatalogError):
            self.post_message(BackgroundFailed("opening a catalog", error))
            return
        first, more = error.problems[0], len(error.problems) - 1
        words = f"{safe_line(str(first))}{f' (and {more} more: genai-tui validate)' if more else ''}"

        def tell() -> None:
            self.clear_notifications()  # that it is being opened is no longer so
            self.notify(words, severity="error", timeout=8)

        self.call_later(tell)  # behind what was said before, which may still be on its way

    def _uncover(self, screen: Screen[Any]) -> None:
        """Close whatever lies over a screen."""
        while self.screen is not screen:
            self.screen.dismiss()

    def action_menu(self) -> None:
        """Open the menu, which acts on the screen on top: a page that lies over it closes."""
        screen = next(each for each in reversed(self.screen_stack) if isinstance(each, BaseScreen))
        self._uncover(screen)
        screen.action_menu()

    def action_help_quit(self) -> None:
        """Answer Ctrl+C: copy what is selected on a line; a second one within a second leaves."""
        if (
            self.asked_at - self.interrupted_at < 1
        ):  # as they were pressed, however long the first one took to answer
            self.exit()
        self.interrupted_at = self.asked_at
        line = self.focused
        if isinstance(line, Input) and line.selected_text:
            self.copy_to_clipboard(line.selected_text)
        else:
            letters = isinstance(line, Input)
            self.notify(
                "Ctrl+C again leaves." if letters else keyed("Ctrl+C again, or {quit:q}, leaves."), timeout=1
            )

    def get_default_screen(self) -> Screen[Any]:
        """Return the screen that the program opens on."""
        return self._screen(SCREENS[0].name)


def run(app: GenaiApp, terminal: Terminal, mouse: bool = True) -> tuple[int, Opened | None]:
    """Open the explorer and stay until the reader leaves it; `mouse` says whether clicks come to it.

    Returns the exit status, and the catalog that the reader goes on to, if any: the terminal waits for its explorer then.
    """
    threads = threading.excepthook
    app.driver_class = terminal.driver_for  # type: ignore[assignment] # Textual calls it as it would make one
    app.interrupted_at = terminal.interrupted_at
    wanted: Opened | None = None
    terminal.note_interrupts()
    try:
        wanted = app.run(mouse=mouse)
    except (Exception, SystemExit) as error:  # nothing here is meant to end the program by one of these
        app.note_fault(error)
    finally:
        threading.excepthook = threads
    if wanted is not None and not app.fault:
        terminal.interrupted_at = app.interrupted_at
        terminal.wait_for_next()
        wait_for_threads(_PARTING)
        return 0, wanted
    signal.setitimer(signal.ITIMER_REAL, 0)
    terminal.give_back()
    let_threads_go()
    # The terminal is given back and the status known: a second signal changes neither.
    for number in LEAVING:
        signal.signal(number, signal.SIG_IGN)
    if app.fault:
        if shortage_in(app.fault):
            end_in_silence()
        with contextlib.suppress(OSError):  # the terminal may be gone
            print(app.fault_told, file=sys.stderr)
        return app.fault_status, None
    return app.return_code or 0, None
