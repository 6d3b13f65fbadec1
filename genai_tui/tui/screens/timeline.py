"""The screen Timeline: releases by month, quarter or year, in lanes by category, organization or family."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from genai_tui.tui.commands import TIMELINE, TIMELINE_FOOTER, TIMELINE_KEYS, screen_bindings
from genai_tui.tui.screens.table_screen import TableScreen
from genai_tui.view import timeline
from genai_tui.view.timeline import TimelineView


class TimelineScreen(TableScreen[TimelineView]):
    """When models came out."""

    BINDINGS: ClassVar[list[BindingType]] = screen_bindings(TIMELINE)
    TABLE = TIMELINE
    FOOTER = TIMELINE_FOOTER
    PANE_HELP = TIMELINE_KEYS
    CHANGES = timeline.CHANGES
    COMMAND = "timeline"

    def choose(self, choice: str) -> None:
        """Show the lanes that were typed after the screen's name."""
        self.action_change("lanes", choice)
