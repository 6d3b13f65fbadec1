"""The table of counts on a screen as text, and as the file that an ending asks for."""

from __future__ import annotations

from msgspec import Struct

from genai_tui.catalog.count_table import CountTable
from genai_tui.catalog.model import Catalog
from genai_tui.storage.exporters.count_tables import FORMATS, lines, told_cells
from genai_tui.tui.screen_text import Written, as_file


class CountsText(Struct, frozen=True):
    """A table of counts of the models that meet a query."""

    catalog: Catalog
    table: CountTable
    query: str = ""
    ascii_only: bool = False

    @property
    def noun(self) -> str:
        """What it is called."""
        return "table"

    def text(self) -> str:
        """Return the table in columns."""
        return "\n".join(lines("table", self.catalog, self.table, self.query, self.ascii_only))

    def endings(self) -> dict[str, str]:
        """Return the endings of files that can be written, each with what such a file is."""
        return {ending: about for _, ending, about in FORMATS.values()}

    def written(self, ending: str) -> Written:
        """Return what a file with an ending holds; raises KeyError for one that is none of `endings`."""
        form = {each: name for name, (_, each, _) in FORMATS.items()}[ending]
        told = lines(form, self.catalog, self.table, self.query, self.ascii_only)
        return Written(as_file(told), told_cells(self.table))
