"""The page Coverage: of each field how much is known, estimated, disputed or not known, over the years."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from genai_tui.catalog.count_table import CountTable
from genai_tui.tui.background import Stop
from genai_tui.tui.commands import COVERAGE, COVERAGE_FOOTER, screen_bindings
from genai_tui.tui.screens.table_screen import TableScreen
from genai_tui.view import coverage
from genai_tui.view.coverage import CoverageView


class CoverageScreen(TableScreen[CoverageView]):
    """How much is known of what."""

    BINDINGS: ClassVar[list[BindingType]] = screen_bindings(COVERAGE)
    TABLE = COVERAGE
    FOOTER = COVERAGE_FOOTER
    CHANGES = coverage.CHANGES
    COMMAND = "coverage"

    def work(self, view: CoverageView) -> Callable[[Stop], CountTable]:
        models, index = self._models.of(view.as_of), self.session.index_of("model", view.as_of)
        return lambda stop: coverage.coverage(models.meeting(view.query, stop), view.by, index)
