"""The app: its theme, screens, clipboard and end."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct, structs
from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter, NoColor
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input

from genai_tui import heap
from genai_tui.catalog.annotations import annotate
from genai_tui.catalog.cells import clip
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.labels import speak
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage import files
from genai_tui.storage.files import Refused
from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.settings.settings import Settings
from genai_tui.tui import clipboard, job_control, themes
from genai_tui.tui.background import Background
from genai_tui.tui.driver import LEAVING, TerminalDriver
from genai_tui.tui.fault_app import FAULT, FaultApp
from genai_tui.tui.messages import (
    BackgroundFailed,
    CopyMade,
    CopyText,
    EditNote,
    OpenAddress,
    OpenCatalog,
    OpenRecord,
    OpenScreen,
    RecallView,
    ReopenCatalogs,
    ShowView,
    WriteFile,
)
from genai_tui.tui.place_keeper import EVERY, PlaceKeeper
from genai_tui.tui.roles import ROLE_CLASSES
from genai_tui.tui.screens.base import BaseScreen
from genai_tui.tui.session import ANNOTATED, Session
from genai_tui.tui.style_caches import let_go_of_widgets
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.tui.widgets.note_lines import NoteLines
from genai_tui.view.browse import BrowseView
from genai_tui.view.history import History
from genai_tui.view.screens import SCREENS, screen_called

if TYPE_CHECKING:  # neither search nor graph has a part in the first frame
    from genai_tui.search.index import SearchIndex
    from genai_tui.tui.keymap import Keymap
    from genai_tui.view.command_line import View

Loader = Callable[[str], "Opened"]
"""Opens the catalogs of a line of names and paths; raises CatalogError."""

Reloader = Callable[["View"], "Opened"]
"""Opens the catalogs of a view again, with its overlays; raises CatalogError."""

_TOLD = 120
"""Cells of a copied text that are shown: a note may not hide the screen."""

_SOON = 0.1
"""Seconds after which a screen that was pushed stands."""
_PAGES = 10
"""After so many screens closed ones are collected: some 200 kB each, in some 20 milliseconds together."""


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
    note: str = ""
    """What to say once it stands."""


def _keymap(settings: Settings) -> Keymap | None:
    """Return the keymap that the reader has set; None where every key is the usual one."""
    if not (settings.text("keys") or settings.by_name("keymap")):
        return None
    from genai_tui.tui.keymap import keymap_of  # imported here: most keys are the usual ones

    return keymap_of(settings)


class GenaiApp(FaultApp[Opened]):
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
    ) -> None:
        """Show `catalog` as `start` says, and say `note`; `load` opens another one while this one still stands.

        `reload` opens it anew, with what has been written into an overlay; `history` goes on where it was. Of the
        catalog that is `offered` the footer says at first that it is a key away, and of a `resumed` session that it is one.
        """
        let_go_of_widgets()
        super().__init__()
        view: View = start or BrowseView()
        self.session = Session(
            catalog,
            lambda: self.search_index,
            history or History(view),
            memory or Memory(),
            ascii_only,
            offered,
            resumed,
            settings or Settings(),
        )
        """What all screens share."""
        annotate(catalog, self.session.memory.annotations)
        speak(catalog, self.session.settings.text("labels"))
        self._keys = _keymap(self.session.settings)
        self._places = PlaceKeeper(self.session)
        self._load = load
        self._reload = reload
        self._note = note
        self._loading: Background[Opened] = Background(self, "load")
        self._making: Background[str] = Background(self, "make")
        self._copying: Background[bool] = Background(self, "copy")
        self._telling: Background[str] = Background(self, "open")
        self._screens: dict[str, BaseScreen[Any, Any]] = {}
        """The screens that were opened already, by their names."""
        self.ascii_only = ascii_only
        """Whether nothing but ASCII is drawn and sent."""
        self._interrupted = -1.0
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
        from genai_tui.search.index import SearchIndex  # imported here: as above

        return SearchIndex(self.session.catalog)

    def on_mount(self) -> None:
        if self._keys:
            self.set_keymap(self._keys.for_textual)
            self._tell_of_keymap(self._keys)
        self.call_after_refresh(self._collect_again)
        self.call_after_refresh(self._places.begin)
        self.set_interval(EVERY, self._keep_place)
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw(), immediate=True)
        if SCREENS[0].name != self.session.history.here.SCREEN:
            self.post_message(ShowView(self.session.history.here))
        if self._note:
            self.notify(safe_line(self._note), severity="warning", markup=False, timeout=8)

    def _tell_of_keymap(self, keys: Keymap) -> None:
        for problem in keys.problems:
            self.notify(safe_line(str(problem)), severity="warning", markup=False, timeout=10)

    def _keep_place(self) -> None:
        """Keep where the reader is, in a thread: a home may be slow."""
        if self._places.has_moved:
            self.run_worker(self._places.keep, thread=True, group="places", exit_on_error=False)

    def on_unmount(self) -> None:
        self._places.keep()
        for background in (self._loading, self._making, self._copying, self._telling):
            background.close()

    def on_annotations_changed(self) -> None:
        """Have every screen and query know of stars and notes as they are now."""
        if "search_index" in self.__dict__:
            self.search_index.filtering.forget(ANNOTATED)
        self.session.forget_annotations()
        for screen in self._screens.values():
            screen.rearrange()

    @staticmethod
    def _collect_again() -> None:
        """Turn the garbage collector on again; it is not to look at what exists by now, which stays."""
        gc.freeze()
        gc.enable()

    def on_open_screen(self, event: OpenScreen) -> None:
        """Go to a screen, at a record; it keeps what else stood there."""
        screen = self._screen(event.name)
        self._bring_up(screen)
        screen.keep_day(self.session.history.here.as_of)
        if event.view is not None:
            screen.go(event.view)
        elif event.choice:
            screen.choose(event.choice)
        elif event.record:
            screen.come_to(event.record)
        else:
            screen.go(screen.wanted)

    def _refresh_notifications(self) -> None:
        """Have the screens show what has been said and has not expired, the newest first."""
        # One by one: to make a tuple at once Python asks for their number, which lets go of those that are over.
        said = tuple(each for each in self._notifications)
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen) and screen.is_mounted:
                notes = ((str(note.message), note.severity) for note in reversed(said))
                screen.set_class(screen.query_one(NoteLines).show(notes), "-noted")
        if said:
            self.set_timer(
                max(0.0, min(note.time_left for note in said)) + _SOON, self._refresh_notifications
            )

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
        """Show a record in Browse."""
        self.on_open_screen(OpenScreen("browse", event.record))

    def on_show_view(self, event: ShowView) -> None:
        """Show a view of the history on its screen."""
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
        self.call_after_refresh(self._refresh_notifications)

    def on_open_catalog(self, event: OpenCatalog) -> None:
        """Open other catalogs while this one stands, and go on to them if that can be done."""
        load = self._load
        if load is None:
            self.notify("No other catalog can be opened from here.", severity="error")
            return
        self.notify(f"Opening {safe_line(event.names)} …", markup=False, timeout=2)
        self._loading.run(lambda stop: load(event.names), self.exit, self._tell_not_opened)

    def on_recall_view(self, event: RecallView) -> None:
        """Go to the view at an address; where its catalogs are others, open those while this one stands."""
        # Imported here: seldom the first thing.
        from genai_tui.view.address import view_at
        from genai_tui.view.address_fields import AddressProblem

        try:
            view = view_at(event.address)
        except AddressProblem as problem:
            self.notify(safe_line(str(problem)), severity="error", markup=False, timeout=8)
            return
        here, reload = self.session.history.here, self._reload
        if (view.catalogs, view.overlays) == (here.catalogs, here.overlays):
            view, gone = view.what_stands(self.session.catalog_at(view.as_of))
            if gone:
                words = safe_line(f"Gone since: {', '.join(gone)}.")
                self.notify(words, severity="warning", markup=False, timeout=8)
            self.on_open_screen(OpenScreen(view.SCREEN, view=view))
        elif reload is None:
            self.notify("No other catalog can be opened from here.", severity="error")
        else:
            self.notify("Opening its catalogs …", timeout=2)

            def go_on(opened: Opened) -> None:
                stands, gone = view.what_stands(opened.catalog)
                note = f"Gone since: {', '.join(gone)}." if gone else ""
                theme = self.theme.removeprefix("genai-")
                self.exit(structs.replace(opened, history=History(stands), theme=theme, note=note))

            self._loading.run(lambda stop: reload(view), go_on, self._tell_not_opened)

    def on_edit_note(self, event: EditNote) -> None:
        """Have a text written in the reader's editor, which has the terminal until it ends."""
        from genai_tui.tui.editor import edited, editor_command  # imported here: seldom asked for

        argv = editor_command(os.environ)
        if argv is None or not (self._driver and self._driver.can_suspend):
            self.notify("No editor here: neither VISUAL nor EDITOR names one.", timeout=4)
            return
        try:
            with self.suspend():
                text = edited(argv, event.text)
        except Refused as refused:
            self.notify(safe_line(f"Not noted: {refused}"), severity="warning", markup=False, timeout=6)
        else:
            self.action_redraw()
            if text != event.text:
                event.keep(text)

    def on_reopen_catalogs(self, event: ReopenCatalogs) -> None:
        """Read the catalogs anew, with their overlays, and go on where the reader was."""
        reload, view = self._reload, event.view
        if reload is None:
            self.notify(safe_line(f"{event.note} It counts from the next start on."), markup=False, timeout=8)
            return
        history = self.session.history.renewed(lambda each: structs.replace(each, overlays=view.overlays))
        history.amend(view)
        theme = self.theme.removeprefix("genai-")

        def go_on(opened: Opened) -> None:
            self.exit(structs.replace(opened, history=history, theme=theme, note=event.note))

        self._loading.run(lambda stop: reload(view), go_on, self._tell_not_opened)

    def _tell_not_opened(self, error: Exception) -> None:
        if not isinstance(error, CatalogError):
            self.post_message(BackgroundFailed("opening a catalog", error))
            return
        first, more = error.problems[0], len(error.problems) - 1
        words = f"{safe_line(str(first))}{f' (and {more} more: genai-tui validate)' if more else ''}"
        self.notify(words, severity="error", markup=False, timeout=8)

    def _uncover(self, screen: Screen[Any]) -> None:
        """Close whatever lies over a screen."""
        while self.screen is not screen:
            self.screen.dismiss()

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that sends only what changes, and always gives the terminal back."""
        return TerminalDriver

    def _set_pointer_shape(self, shape: str) -> None:
        """Leave the pointer as it is: after a sequence that draws nothing the whole screen would be sent anew."""

    def action_mouse(self) -> None:
        """Take the mouse, or leave it to the terminal, which then selects text with it."""
        driver = self._driver
        if isinstance(driver, TerminalDriver):
            driver.take_mouse(not driver.has_mouse)
            words = (
                "The mouse works here."
                if driver.has_mouse
                else "The mouse is the terminal's: it selects text."
            )
            self.notify(f"{words} M changes it back.", markup=False, timeout=4)

    def action_redraw(self) -> None:
        """Send the whole screen anew, for a terminal that something else has written on."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.forget()
        self.refresh(layout=True)
        self.screen.refresh(layout=True)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text by a tool of the host where there is one, else by way of the terminal, and say what is known of it."""
        self._clipboard = text
        argv = clipboard.host_tool(os.environ)
        if argv is None:
            self._send_to_terminal(text)
            return

        def tell(taken: bool) -> None:
            if taken:
                self._tell_copied(f"Copied with {Path(argv[0]).name}", text)
            else:
                self._send_to_terminal(text)

        self._copying.run(lambda stop: clipboard.give_to_tool(argv, text), tell, self._tell_not_copied)

    def _send_to_terminal(self, text: str) -> None:
        sequence = clipboard.copy_sequence(text, os.environ)
        if sequence is not None:
            if self._driver is not None:
                self._driver.write(sequence)
            self._tell_copied(clipboard.sent_words(os.environ), text)
            return
        too_long = "Too long for the terminal's clipboard"
        try:
            path = clipboard.keep_in_file(text)
        except Refused as refused:
            self.notify(safe_line(f"{too_long}: {refused}"), severity="warning", markup=False)
        else:
            self.notify(
                safe_line(f"{too_long}; it is in {path}"), severity="warning", markup=False, timeout=8
            )

    def _tell_copied(self, words: str, text: str) -> None:
        self.notify(f"{words}: {clip(safe_line(text), _TOLD)}", markup=False, timeout=4)

    def _tell_not_copied(self, error: Exception) -> None:
        self.post_message(BackgroundFailed("copying", error))

    def on_copy_text(self, event: CopyText) -> None:
        """Copy what a screen shows."""
        self.copy_to_clipboard(event.text)

    def on_copy_made(self, event: CopyMade) -> None:
        """Copy what is still to be worked out."""
        self._making.run(lambda stop: event.make(), self.copy_to_clipboard, self._tell_not_copied)

    def on_open_address(self, event: OpenAddress) -> None:
        """Show an address, and open it by the host's browser where there is a display at hand."""
        from genai_tui.tui import browser  # imported here: nothing is opened at the start

        self._telling.run(
            lambda stop: browser.opened_words(event.address, os.environ),
            lambda words: self.notify(words, markup=False, timeout=8),
            self._tell_not_copied,
        )

    def on_write_file(self, event: WriteFile) -> None:
        """Write a file; each one is written, however many are asked for at once."""
        self.run_worker(self._write_file(event), group="export", exit_on_error=False)

    async def _write_file(self, event: WriteFile) -> None:
        def write() -> str:
            written = event.make()
            files.write_new(event.path, written.text.encode("utf-8", "replace"))
            return written.told

        try:
            told = await asyncio.to_thread(write)
        except Refused as refused:
            words = safe_line(f"Not written: {event.path}: {refused}")
            self.notify(words, severity="error", markup=False, timeout=6)
        except Exception as error:
            self.post_message(BackgroundFailed("writing", error))
        else:
            self.notify(safe_line(f"Written to {event.path}: {told}"), markup=False, timeout=6)

    def action_menu(self) -> None:
        """Open the menu, which acts on the screen on top: a page that lies over it closes."""
        screen = next(each for each in reversed(self.screen_stack) if isinstance(each, BaseScreen))
        self._uncover(screen)
        screen.action_menu()

    def action_help_quit(self) -> None:
        """Answer Ctrl+C: copy what is selected on a line; a second one within a second leaves."""
        now = time.monotonic()
        if now - self._interrupted < 1:
            self.exit()
        self._interrupted = now
        line = self.focused
        if isinstance(line, Input) and line.selected_text:
            self.copy_to_clipboard(line.selected_text)
        else:
            letters = isinstance(line, Input)
            self.notify("Ctrl+C again leaves." if letters else "Ctrl+C again, or q, leaves.", timeout=1)

    def action_suspend_process(self) -> None:
        """Stop until the shell says so; where no shell waits, say that and go on."""
        if self._driver and self._driver.can_suspend and job_control.can_be_resumed():
            super().action_suspend_process()
        else:
            self.notify("It cannot be suspended here: no shell waits behind it.", timeout=4)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of each line; with NO_COLOR no colour code is sent, not even grey."""
        return [NoColor()] if self.no_color else super().get_line_filters()

    def get_default_screen(self) -> Screen[Any]:
        """Return the screen that the program opens on."""
        return self._screen(SCREENS[0].name)


def run(app: GenaiApp, mouse: bool = True) -> tuple[int, Opened | None]:
    """Open the explorer and stay until the reader leaves it; `mouse` says whether clicks come to it.

    Returns the exit status, and the catalog that the reader goes on to, if any.
    """
    threads = threading.excepthook
    wanted: Opened | None = None
    try:
        wanted = app.run(mouse=mouse)
    except (Exception, SystemExit) as error:  # nothing here is meant to end the program by one of these
        app.note_fault(error)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        threading.excepthook = threads
    if wanted is None:
        # The terminal is given back and the status known: a second signal changes neither.
        for number in LEAVING:
            signal.signal(number, signal.SIG_IGN)
    if app.fault:
        with contextlib.suppress(OSError):  # the terminal may be gone
            print(app.fault_told, file=sys.stderr)
        return FAULT, None
    return app.return_code or 0, wanted
