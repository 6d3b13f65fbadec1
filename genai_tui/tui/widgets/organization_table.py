"""The table of organizations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from genai_tui.catalog.model import Organization
from genai_tui.catalog.organization_attributes import ORGANIZATIONS
from genai_tui.tui.widgets.record_table import RecordTable
from genai_tui.tui.widgets.table_columns import Layout


class OrganizationTable(RecordTable):
    """Organizations, best or first on top."""

    LAYOUT: ClassVar[Layout] = Layout(ORGANIZATIONS, frozenset({"name"}), 3 + 3, main=3, first=("models",))

    def every(self) -> Sequence[Organization]:
        return tuple(self._catalog.organizations.values())
