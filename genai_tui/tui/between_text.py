"""The sheet of what changed on a screen as text, and as the file that an ending asks for."""

from __future__ import annotations

from msgspec import Struct

from genai_tui.catalog.between import Between
from genai_tui.catalog.between_text import markdown_lines, text_lines
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.screen_text import Written, as_file

_ENDINGS = {".txt": "the sheet as text", ".md": "the sheet in Markdown"}


class ChangesText(Struct, frozen=True):
    """What changed between two days."""

    catalog: Catalog
    sheet: Between

    @property
    def noun(self) -> str:
        """What it is called."""
        return "sheet"

    def text(self) -> str:
        """Return the whole sheet for readers."""
        return "\n".join(text_lines(self.sheet, safe_line(self.catalog.head.title)))

    def endings(self) -> dict[str, str]:
        """Return the endings of files that can be written, each with what such a file is."""
        return _ENDINGS

    def written(self, ending: str) -> Written:
        """Return what a file with an ending holds; raises KeyError for one that is none of `endings`."""
        lines = {".txt": text_lines, ".md": markdown_lines}[ending]
        told = count_of(len(self.sheet.new_models), "new model")
        return Written(as_file(lines(self.sheet, safe_line(self.catalog.head.title))), told)
