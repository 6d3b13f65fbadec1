"""The document on registries, done as it says: from nothing to five models that validate, and the workflow that watches them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Run

DOCUMENT = (Path(__file__).parents[2] / "docs" / "registry.md").read_text(encoding="utf-8")
BLOCKS = [
    "\n".join(line[4:] for line in block.splitlines())
    for block in re.findall(r"(?m)^\n((?:    .*\n(?:\n(?=    ))?)+)", DOCUMENT)
]
FILLED = {
    "category": "text-to-image", "- id": "openai", "date": "2023-10", "title": "A card", "url": "https://example.org/card",
    "kind": "company", "country": "FR",
}  # fmt: skip


def _filled(text: str) -> str:
    """Fill in what is to be filled in; the second id of a model is that of its source, which may be any."""
    return re.sub(r"((?:- )?\w+): # TODO.*", lambda found: f"{found[1]}: {FILLED[found[1].strip()]}", text)


def test_five_models_in_ci(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    typed = [line for block in BLOCKS[:2] for line in block.splitlines()]
    assert typed[0] == "pip install genai-tui"
    for line in typed[1:]:
        name, *words = shlex.split(line)
        if name == "cd":
            monkeypatch.chdir(words[0])
            continue
        ran = run(*words)
        assert name == "genai-tui"
        assert ran.status == (1 if words == ["validate"] else 0), line
    told = next(block for block in BLOCKS if block.startswith("models/mixtral"))
    assert told in ran.out.replace(f"{Path.cwd()}/", "")
    for path in (*Path("models").glob("*.yaml"), Path("organizations.yaml")):
        path.write_text(_filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    mixtral = next(block for block in BLOCKS if block.startswith("# models/mixtral"))
    Path("models/mixtral-8x7b.yaml").write_text(mixtral, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    workflow = yaml.safe_load(next(block for block in BLOCKS if block.startswith("on: [push")))
    last = workflow["jobs"]["validate"]["steps"][-1]["run"]
    ran = run(*shlex.split(last)[1:])
    assert (ran.status, ran.out) == (0, "")
    assert "good: 5 models, 3 organizations" in ran.err
    Path("models-in-use.txt").write_text("mixtral-8x7b\nfoo-9b\n")
    asked = next(block for block in BLOCKS if block.startswith("genai-tui check")).splitlines()[0]
    assert run(*shlex.split(asked)[1:]).status == 3
    weekly = yaml.safe_load(next(block for block in BLOCKS if block.startswith("on: {schedule")))
    assert run(*shlex.split(weekly["jobs"]["check"]["steps"][-1]["run"])[1:]).status == 3


def test_the_hook_of_the_document_is_that_of_the_project() -> None:
    shown = yaml.safe_load(next(block for block in BLOCKS if block.startswith("repos:")))["repos"][0][
        "hooks"
    ][0]
    (own,) = yaml.safe_load(
        (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    )
    assert {
        name: own[name] for name in ("id", "entry", "language", "files", "require_serial")
    }.items() <= shown.items()
