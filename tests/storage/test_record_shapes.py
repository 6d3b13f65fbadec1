"""Shapes of records: what stands at a path, and which records a field can hold."""

from __future__ import annotations

from genai_tui.catalog.model import Model, Offer, Paper, Training
from genai_tui.storage.record_shapes import field_at, records_in


def test_a_path_leads_to_a_field_of_the_record_that_it_stands_in() -> None:
    kind, field = field_at(Model, "training.compute_flop")
    assert (kind, field.name) == (Training, "compute_flop")
    assert field_at(Model, "paper")[0] is Model


def test_a_field_tells_the_records_that_it_can_hold() -> None:
    held = {
        name: [each.cls for each in records_in(field_at(Model, name)[1].type)]
        for name in ("paper", "offers", "name")
    }
    assert held == {"paper": [Paper], "offers": [Offer], "name": []}
