"""GenaiApp: theme, palette, first screen. Short, and staying so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from textual.app import App
from textual.filter import LineFilter, NoColor

from genai_tui.catalog.model import Catalog
from genai_tui.search.index import SearchIndex
from genai_tui.tui import themes
from genai_tui.tui.palette import CommandProvider, ModelProvider
from genai_tui.tui.screens.browse import BrowseScreen


class GenaiApp(App[None]):
    """The explorer of one catalog."""

    TITLE = "genai-tui"
    CSS_PATH = "styles.tcss"
    COMMANDS = {CommandProvider, ModelProvider}
    BINDINGS = []

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
        for known in themes.ALL:
            self.register_theme(known)
        self.theme = f"genai-{theme}"
        self.animation_level = "none"

    @cached_property
    def search_index(self) -> SearchIndex:
        """The catalog's names, ready to be searched; built when first asked for."""
        return SearchIndex(self._catalog)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of each line; with NO_COLOR no colour code is sent, not even grey."""
        return [NoColor()] if self.no_color else super().get_line_filters()

    def get_default_screen(self) -> BrowseScreen:
        """Return the screen that the program opens on."""
        return BrowseScreen(self._catalog, self._model_id, self._ascii)


def run(catalog: Catalog, model_id: str | None, theme: str = "dark", ascii_only: bool = False) -> None:
    """Open the explorer and stay until the reader leaves."""
    GenaiApp(catalog, model_id, theme, ascii_only).run()
