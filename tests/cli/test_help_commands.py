"""What the program says of itself: schemas, version, help, and what it finds on a machine."""

from __future__ import annotations

import json

from tests.cli.conftest import Run


def test_schema_is_json_schema_of_each_kind(run: Run) -> None:
    whole = json.loads(run("schema").out)
    kinds = {"catalog", "model", "organizations", "relations", "overlay", "overlay-organizations"}
    assert set(whole) == kinds
    model = json.loads(run("schema", "model").out)
    needed = {"id", "name", "category", "organizations", "released", "sources"}
    assert set(model["required"]) == needed
    assert json.loads(run("schema", "overlay").out)["required"] == []


def test_version_help_and_doctor(run: Run) -> None:
    assert run("--version").out.startswith("genai-tui, version ")
    shown = run("--help").out
    assert all(name in shown for name in ("list", "show", "validate", "schema", "doctor"))
    assert "textual" in run("doctor").out
