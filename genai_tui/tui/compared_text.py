"""The comparison or the disagreements on a screen as text, and as the file that an ending asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.comparison import Comparison
from genai_tui.catalog.disagreement import Disagreements
from genai_tui.catalog.model import Catalog
from genai_tui.storage.exporters import comparisons, disagreement_tables
from genai_tui.tui.screen_text import Written, as_file


class ComparedText(Struct, frozen=True):
    """What can be taken along as text and as files, whose lines `lines` gives by the ending."""

    noun: str
    """What it is called."""
    told: str
    """What a file holds, in a few words."""
    lines: Mapping[str, tuple[Callable[[], Iterable[str]], str]]

    def text(self) -> str:
        """Return it as sentences or lines, for readers without columns."""
        return "\n".join(self.lines["txt"][0]())

    def endings(self) -> dict[str, str]:
        """Return the endings of files that can be written, each with what such a file is."""
        return {ending: about for ending, (_, about) in self.lines.items()}

    def written(self, ending: str) -> Written:
        """Return what a file with an ending holds; raises KeyError for one that is none of `endings`."""
        return Written(as_file(self.lines[ending][0]()), self.told)


def comparison_text(catalog: Catalog, found: Comparison, transposed: bool) -> ComparedText:
    """Return a comparison, ready to be taken along."""

    def lines(write: Callable[[Catalog, Comparison, bool], Iterable[str]]) -> Callable[[], Iterable[str]]:
        return lambda: write(catalog, found, transposed)

    forms = {ending: (lines(write), about) for ending, (write, about) in comparisons.ENDINGS.items()}
    told = f"{count_of(len(found.records), 'record')} in {count_of(len(found.rows), 'row')}"
    return ComparedText("comparison", told, forms)


def disagreements_text(catalog: Catalog, found: Disagreements) -> ComparedText:
    """Return what differs, ready to be taken along."""

    def lines(write: Callable[[Catalog, Disagreements], Iterable[str]]) -> Callable[[], Iterable[str]]:
        return lambda: write(catalog, found)

    forms = {ending: (lines(write), about) for ending, (write, about) in disagreement_tables.ENDINGS.items()}
    return ComparedText("disagreements", f"{len(found.found)} differ", forms)
