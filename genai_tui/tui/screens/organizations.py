"""The screen of organizations: the tree of groups, the table of organizations, the detail of one record."""

from __future__ import annotations

from typing import ClassVar

from genai_tui.catalog.organization_counts import are_measured
from genai_tui.tui.background import Background, Stop
from genai_tui.tui.pane_help import RECORD_MARKS
from genai_tui.tui.screens.browse import BrowseScreen
from genai_tui.tui.session import Session
from genai_tui.tui.widgets.organization_table import OrganizationTable
from genai_tui.tui.widgets.record_table import RecordTable
from genai_tui.view import organizations
from genai_tui.view.browse import BrowseView
from genai_tui.view.organizations import OrganizationsView
from genai_tui.view.record_ref import RecordRef


class OrganizationsScreen(BrowseScreen):
    """Tree, table and detail of the organizations of a catalog."""

    CHANGES = organizations.CHANGES
    MARKS = RECORD_MARKS
    FIRST_PANE = "table"
    KIND: ClassVar[type[BrowseView]] = OrganizationsView
    ROWS: ClassVar[type[RecordTable]] = OrganizationTable

    def __init__(self, session: Session, view: BrowseView) -> None:
        super().__init__(session, view)
        self._measuring: Background[None] = Background(self, "measure")

    def on_mount(self) -> None:
        super().on_mount()
        self._measure()

    def catalog_changed(self, day: str | None) -> None:
        super().catalog_changed(day)
        if not are_measured(self.catalog):
            self._measure()

    def on_unmount(self) -> None:
        self._measuring.close()

    def show_record(self, record: RecordRef) -> None:
        """Show an organization, or the first one with a part in a model."""
        model = self.catalog.model(record.id) if record.kind == "model" else None
        if model and model.organizations and not self.has_begun:
            record = RecordRef("organization", model.organizations[0].id)
        super().show_record(record)

    @property
    def is_busy(self) -> bool:
        return self.is_working or self._measuring.is_pending

    def _measure(self) -> None:
        """Have the graph measured, which takes its time: the table stands without it until then."""
        catalog = self.catalog

        def measure(stop: Stop) -> None:
            from genai_tui.graph.standings import (
                measure_organizations,
            )  # imported here: networkx takes its time

            measure_organizations(catalog)

        self._measuring.run(measure, lambda _: self._measured(), self.failed, patience=0)

    def _measured(self) -> None:
        self.session.forget_organization_index()
        self.rearrange()
