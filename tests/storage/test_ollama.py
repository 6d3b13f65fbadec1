"""Ollama's lists: what a machine has, and no more than the list says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog

PRINTED = """NAME                    ID              SIZE      MODIFIED
alder3.1:8b             46e0c10c039e    4.9 GB    2 weeks ago
someone/oak:latest      a2af6cc3eb7f    815 MB    3 days ago
birch:120b-cloud        569662207105    -         4 hours ago
not a line of the list
"""
ANSWERED = {
    "models": [
        {
            "name": "alder3.1:8b", "model": "alder3.1:8b", "modified_at": "2025-10-03T23:34:03-07:00", "size": 4920753328,
            "digest": "46e0c10c039e", "capabilities": ["completion", "tools"],
            "details": {"parent_model": "", "format": "gguf", "family": "alder", "families": ["alder", "clip"],
                        "parameter_size": "8.0B", "quantization_level": "Q4_K_M"},
        },
        {"name": "tiny", "size": 0, "digest": "b", "details": {"parameter_size": "137M", "families": None}},
        {"name": "odd", "size": 1, "digest": "c", "details": {"parameter_size": "8x7B"}},
        {"size": 3},
    ]
}  # fmt: skip


def opened(tmp_path: Path, text: str) -> Catalog:
    path = tmp_path / "list"
    path.write_text(text)
    catalog, problems = open_catalog(str(path))
    assert not problems
    return catalog


def test_what_ollama_list_prints(tmp_path: Path) -> None:
    catalog = opened(tmp_path, PRINTED)
    assert [each.name for each in catalog] == ["alder3.1:8b", "someone/oak:latest", "birch:120b-cloud"]
    assert [each.availability and each.availability.note for each in catalog] == [
        "4.9 GB on this machine", "815 MB on this machine", None,
    ]  # fmt: skip
    assert catalog.models[1].aliases == ("someone/oak",)
    for model in catalog:
        assert (model.released, model.organizations, model.parameters, model.weights) == (None, (), (), None)
    told = {each.what: each.examples for each in catalog.report}
    assert told["lines not understood"] == ("not a line of the list",)
    assert told["fields not carried over, by name"] == ("digest (3)", "modified_at (3)")


def test_what_the_server_answers(tmp_path: Path) -> None:
    catalog = opened(tmp_path, json.dumps(ANSWERED))
    alder, tiny, odd = catalog.models
    assert (alder.family, alder.parameters[0].count, alder.parameters[0].note) == (
        "alder", 8_000_000_000, "8.0B, as Ollama rounds it",
    )  # fmt: skip
    assert alder.availability
    assert (alder.availability.note, alder.availability.license) == ("4.9 GB on this machine; Q4_K_M", None)
    assert alder.capabilities
    assert (alder.capabilities.tool_call, alder.capabilities.reasoning) == (True, None)
    assert alder.released is None, "the day of a download is no day of release"
    assert (tiny.parameters[0].count, tiny.availability) == (137_000_000, None)
    assert odd.parameters == ()
    told = {each.what: each.examples for each in catalog.report}
    assert told["parameter counts not understood"] == ("odd: 8x7B",)
    assert "modified_at (1)" in told["fields not carried over, by name"]


@pytest.mark.parametrize("text", ["NAME ID SIZE MODIFIED\n", '{"models": [ {"digest": "a", "size"'])
def test_a_list_without_models_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(CatalogError) as caught:
        opened(tmp_path, text)
    assert "\n" not in str(caught.value)
