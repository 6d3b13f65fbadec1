"""The table of screens: the key that goes to each, its view, and the class that shows it. To add a screen is a row here."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from msgspec import Struct


class ScreenRow(Struct, frozen=True):
    """A screen; `view` and `screen` name a class by its module, so that nothing is imported before it is shown."""

    name: str
    """What the screen is called at the beginning of an address, and after `:`."""
    title: str
    """What it is called in the header."""
    key: str
    view: str
    screen: str
    other_key: str = ""
    """A second key that goes to it; empty: none."""
    leads_to: str = "what is at the cursor"
    """What its key goes to there, in a few words."""
    takes_marks: bool = False
    """Whether it shows the records that are marked, as `of_marked` of its view says."""
    command: str = ""
    """What is typed after `:` where that is not its name."""
    takes: str = ""
    """What may be typed after it, in a word that the screen knows choices for; empty: nothing."""
    short: str = ""
    """What it is called where there is no room for all titles; empty: as ever."""

    @property
    def short_title(self) -> str:
        """What it is called where there is no room for all titles."""
        return self.short or self.title

    def view_type(self) -> type[Any]:
        """Return the class of its views."""
        return _named(self.view)

    def screen_type(self) -> type[Any]:
        """Return the class that shows it."""
        return _named(self.screen)


def _named(path: str) -> type[Any]:
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)  # type: ignore[no-any-return]


SCREENS: tuple[ScreenRow, ...] = (
    ScreenRow("browse", "Browse", "1", "genai_tui.view.browse:BrowseView", "genai_tui.tui.screens.browse:BrowseScreen"),
    ScreenRow("orgs", "Organizations", "2", "genai_tui.view.organizations:OrganizationsView",
              "genai_tui.tui.screens.organizations:OrganizationsScreen", short="Orgs"),
    ScreenRow("matrix", "Matrix", "3", "genai_tui.view.matrix:MatrixView", "genai_tui.tui.screens.matrix:MatrixScreen",
              leads_to="the cell of the model at the cursor", takes="face"),
    ScreenRow("timeline", "Timeline", "4", "genai_tui.view.timeline:TimelineView",
              "genai_tui.tui.screens.timeline:TimelineScreen", leads_to="the release of the model", takes="lanes or axis",
              short="Time"),
    ScreenRow("compare", "Compare", "5", "genai_tui.view.compare:CompareView", "genai_tui.tui.screens.compare:CompareScreen",
              other_key="v", takes_marks=True, leads_to="the records marked or named", takes="records"),
    ScreenRow("graph", "Graph", "6", "genai_tui.view.graph:GraphView", "genai_tui.tui.screens.graph:GraphScreen",
              takes="kind"),
    ScreenRow("disagreements", "Disagreements", "7", "genai_tui.view.disagreements:DisagreementsView",
              "genai_tui.tui.screens.disagreements:DisagreementsScreen", command="disagree", takes="compared", short="Disagree"),
    ScreenRow("between", "Between", "8", "genai_tui.view.between:BetweenView", "genai_tui.tui.screens.between:BetweenScreen",
              leads_to="what changed between two days", takes="day"),
    ScreenRow("coverage", "Coverage", "9", "genai_tui.view.coverage:CoverageView", "genai_tui.tui.screens.coverage:CoverageScreen",
              leads_to="how much is known of what", takes="columns"),
)  # fmt: skip
"""All screens; the first one is what the program opens with."""


def screen_called(name: str) -> ScreenRow | None:
    """Return the row of a screen by its name."""
    return next((row for row in SCREENS if row.name == name), None)
