"""GenaiApp: theme, palette, first screen. Short, and staying so."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import time
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter, NoColor

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.text import clip, safe_line
from genai_tui.tui import themes
from genai_tui.tui.clipboard import copy_sequence
from genai_tui.tui.looks import ROLE_CLASSES
from genai_tui.tui.messages import CopyText, OpenGraph, OpenModel
from genai_tui.tui.palette import CommandProvider, ModelProvider
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.screens.pages import SavedPage, TextPage
from genai_tui.tui.wire import thrifty

if TYPE_CHECKING:  # neither search nor graph has a part in the first frame
    from genai_tui.search.index import SearchIndex
    from genai_tui.tui.screens.graph import GraphScreen

_TOLD = 120
"""Cells of a copied text that are shown: a note may not hide the screen."""


class GenaiApp(App[str]):
    """The explorer of one catalog."""

    TITLE = "genai-tui"
    CSS_PATH = "styles.tcss"
    COMMANDS = {CommandProvider, ModelProvider}
    BINDINGS = []
    COMPONENT_CLASSES: ClassVar[set[str]] = set(ROLE_CLASSES)

    def __init__(
        self,
        catalog: Catalog,
        model_id: str | None = None,
        theme: str = "dark",
        ascii_only: bool = False,
    ) -> None:
        super().__init__()
        self._catalog = catalog
        self._model_id = model_id
        self._ascii = ascii_only
        self._interrupted = -1.0
        self._graph: GraphScreen | None = None
        for known in themes.ALL:
            self.register_theme(known)
        # Set without a word: a theme that changes parses every stylesheet, and none has been parsed yet.
        self.set_reactive(App.theme, f"genai-{theme}")
        self.stylesheet.set_variables(self.get_css_variables())
        self.animation_level = "none"

    @cached_property
    def search_index(self) -> SearchIndex:
        """The catalog's names, ready to be searched; built when first asked for."""
        from genai_tui.search.index import SearchIndex  # imported here: as above

        return SearchIndex(self._catalog)

    def on_mount(self) -> None:
        """Leave as `q` does when the system asks to, so that the terminal is given back."""
        self.call_after_refresh(self._collect_again)
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw(), immediate=True)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.exit, None, 128 + number)

    @staticmethod
    def _collect_again() -> None:
        """Turn the garbage collector on, which the start does without; what stands now is here to stay."""
        gc.freeze()
        gc.enable()

    def on_open_graph(self, event: OpenGraph) -> None:
        """Go to the graph, which keeps what stood there."""
        from genai_tui.tui.screens.graph import GraphScreen  # imported here: networkx is slow to come

        if self._graph is None:
            self._graph = GraphScreen(self._catalog, self._ascii)
            self.install_screen(self._graph, "graph")
        if self.screen is not self._graph:
            self.push_screen(self._graph)
        self._graph.look_at(event.organization_id)

    def on_open_model(self, event: OpenModel) -> None:
        """Leave the graph for a model in Browse."""
        if self.screen is self._graph:
            self.pop_screen()
        self.screen.post_message(OpenModel(event.model_id))

    def get_driver_class(self) -> type[Driver]:
        """Return the platform's driver, made to send only what changes."""
        return thrifty(super().get_driver_class())

    def action_redraw(self) -> None:
        """Send the whole screen anew, for a terminal that something else has written on."""
        forget = getattr(self._driver, "forget", None)
        if forget is not None:
            forget()
        self.refresh(layout=True)
        self.screen.refresh(layout=True)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text by way of the terminal, and say so; one too long for that is kept for pasting in the program."""
        self._clipboard = text
        sequence = copy_sequence(text, os.environ)
        if sequence is None:
            self.notify("Too long for the terminal's clipboard.", severity="warning")
            return
        if self._driver is not None:
            self._driver.write(sequence)
        shown = clip(safe_line(text), _TOLD)
        self.notify(f"Sent to the clipboard: {shown}", markup=False, timeout=4)

    def on_copy_text(self, event: CopyText) -> None:
        """Copy what a screen shows."""
        self.copy_to_clipboard(event.text)

    def action_command_palette(self) -> None:
        """Open the palette, which acts on Browse or the graph: a page that lies over them closes."""
        if isinstance(self.screen, TextPage | SavedPage):
            self.screen.dismiss()
        super().action_command_palette()

    def action_help_quit(self) -> None:
        """Answer Ctrl+C: a second one within a second leaves."""
        now = time.monotonic()
        if now - self._interrupted < 1:
            self.exit()
        self._interrupted = now
        self.notify("Ctrl+C again, or q, leaves.", timeout=1)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of each line; with NO_COLOR no colour code is sent, not even grey."""
        return [NoColor()] if self.no_color else super().get_line_filters()

    def get_default_screen(self) -> BrowseScreen:
        """Return the screen that the program opens on."""
        return BrowseScreen(self._catalog, lambda: self.search_index, self._model_id, self._ascii)


def run(
    catalog: Catalog, model_id: str | None, theme: str = "dark", ascii_only: bool = False
) -> tuple[int, str | None]:
    """Open the explorer and stay until the reader leaves it.

    Returns the exit status, and the catalog that the reader wants to go on to, if any.
    """
    app = GenaiApp(catalog, model_id, theme, ascii_only)
    wanted: str | None = None
    with contextlib.suppress(OSError):  # the terminal may be gone: after SIGHUP there is nobody to write to
        wanted = app.run()
    return app.return_code or 0, wanted
