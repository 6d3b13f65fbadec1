"""Standings of organizations: measured once for a catalog, of those that made a model with another."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from genai_tui.catalog.model import Catalog, Organization
from genai_tui.catalog.organization_counts import are_measured, standing_of
from genai_tui.graph import standings


def test_a_catalog_is_measured_once(tiny: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    measured, measures = list[object](), standings.measures
    monkeypatch.setattr(standings, "measures", lambda graph: measured.append(graph) or measures(graph))
    catalog = replace(tiny, organizations={**tiny.organizations, "lone": Organization("lone", "Lone")})
    assert not are_measured(catalog)
    for _ in range(3):
        standings.measure_organizations(catalog)
    assert len(measured) == 1
    assert are_measured(catalog)
    assert (standing_of(catalog, "acme"), standing_of(catalog, "lone")) != (None, None)
    assert standing_of(catalog, "lone") is None
