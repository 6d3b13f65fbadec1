"""The sheet on a screen, a table of counts or a plot, as text and as the file that an ending asks for."""

from __future__ import annotations

from msgspec import Struct

from genai_tui.catalog.model import Catalog
from genai_tui.storage.exporters.sheets import FORMATS, Sheet, lines
from genai_tui.tui.screen_text import Written, as_file


class SheetText(Struct, frozen=True):
    """A sheet of the models that meet a query."""

    catalog: Catalog
    sheet: Sheet
    ascii_only: bool = False

    @property
    def noun(self) -> str:
        """What it is called."""
        return self.sheet.noun

    def text(self) -> str:
        """Return it as lines for readers."""
        return "\n".join(lines("table", self.catalog, self.sheet, self.ascii_only))

    def endings(self) -> dict[str, str]:
        """Return the endings of files that can be written, each with what such a file is."""
        return {ending: about for _, ending, about in FORMATS.values()}

    def written(self, ending: str) -> Written:
        """Return what a file with an ending holds; raises KeyError for one that is none of `endings`."""
        form = {each: name for name, (_, each, _) in FORMATS.items()}[ending]
        return Written(as_file(lines(form, self.catalog, self.sheet, self.ascii_only)), self.sheet.told)
