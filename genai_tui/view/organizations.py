"""The view of the organizations: as that of Browse, with organizations for models."""

from __future__ import annotations

from typing import Any, ClassVar

from genai_tui.catalog.attribute import AttributeTable
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.organization_attributes import ORGANIZATIONS
from genai_tui.catalog.organization_counts import organizations_in_order
from genai_tui.view.browse import BrowseView, changes
from genai_tui.view.record_ref import RecordKind


class OrganizationsView(BrowseView, frozen=True):
    """All of what is looked at among organizations."""

    SCREEN: ClassVar[str] = "orgs"
    KIND: ClassVar[RecordKind] = "organization"
    ATTRIBUTES: ClassVar[AttributeTable] = ORGANIZATIONS
    COMMAND: ClassVar[str] = "orgs"
    NOUN: ClassVar[str] = "Organizations"

    @staticmethod
    def records(catalog: Catalog) -> tuple[Any, ...]:
        """Return the organizations of a catalog, those with most models first."""
        return organizations_in_order(catalog)


CHANGES = changes(ORGANIZATIONS)
"""What commands do to the view, by their names."""
