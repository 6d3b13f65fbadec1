"""The table of organizations."""

from __future__ import annotations

from typing import ClassVar

from genai_tui.catalog.organization_attributes import ORGANIZATIONS
from genai_tui.tui.widgets.record_table import Layout, RecordTable


class OrganizationTable(RecordTable):
    """Organizations, best or first on top."""

    LAYOUT: ClassVar[Layout] = Layout(ORGANIZATIONS, frozenset({"name"}), 3 + 3)
