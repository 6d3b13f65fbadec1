"""A JSON document is written a record at a time, and reads as if it had been made whole."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec
import pytest

from genai_tui.catalog.model import Catalog, Model
from genai_tui.storage.exporters import format_called, json_document
from genai_tui.storage.exporters.json_form import model_as_json
from genai_tui.storage.loader import open_catalog

SURVEY, _ = open_catalog("survey")


@pytest.mark.parametrize("count", [0, 1, 2, 24])
def test_records_one_by_one_make_the_document_that_they_would_make_at_once(count: int) -> None:
    writer, models = format_called("json").writer(), SURVEY.models[:count]
    for lines in (
        writer.models(SURVEY, models), writer.export(SURVEY, models, "gpt"), writer.found(SURVEY, models, {}),
        writer.organizations(SURVEY, tuple(SURVEY.organizations.values())[:count]),
    ):  # fmt: skip
        text = "\n".join(lines)
        told = json.loads(text)
        assert msgspec.json.format(text.encode(), indent=2).decode() == text
        assert len(told.get("models", told.get("organizations"))) == count


def test_no_more_than_two_records_are_made_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def noted(catalog: Catalog, model: Model) -> object:
        made.append(model.id)
        return model_as_json(catalog, model)

    monkeypatch.setattr(json_document, "model_as_json", noted)
    lines: Iterator[str] = format_called("json").writer().export(SURVEY, SURVEY.models, "")
    next(lines)
    assert made == []
    next(lines)
    assert len(made) == 2
