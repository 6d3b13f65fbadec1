"""What `validate` tells machines: annotations, SARIF, a document; and the hook that calls it."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml

from genai_tui.catalog.problem_rules import OTHER, RULES
from genai_tui.storage.exporters.problem_reports import annotation
from tests.cli.conftest import Run
from tests.conftest import MODELS

ROOT = Path(__file__).parents[2]
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """Read an annotation as GitHub's runner does."""
    found = COMMAND.fullmatch(line)
    assert found, line
    pairs = dict(each.split("=", 1) for each in found[2].split(","))
    return found[1], {name: unquote(value) for name, value in pairs.items()}, unquote(found[3])


@pytest.fixture
def broken(make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make(painter=MODELS["painter"].replace("summary", "sumary").replace("Apache-2.0", "Apche-2.0"))
    monkeypatch.chdir(folder)
    return folder


def test_annotations(run: Run, broken: Path) -> None:
    ran = run("validate", "-f", "github")
    assert ran.status == 1
    found = [parsed(line) for line in ran.out.splitlines()]
    assert [(level, told["title"], told["file"]) for level, told, _ in found] == [
        ("error", "unknown-field", "models/painter.yaml"), ("warning", "unknown-license", "models/painter.yaml"),
    ]  # fmt: skip
    assert found[0][1]["line"] == "7"
    assert found[0][1]["col"] == "1"
    assert found[0][2] == "sumary: there is no such field (did you mean summary?)"


@pytest.mark.parametrize("hostile", ["a%b", "a,b=c::error::d", "a\nb", "a\r::set-env::b", "é→"])
def test_an_annotation_stays_one_whatever_it_says(hostile: str) -> None:
    line = annotation("error", hostile, hostile, hostile, 3)
    assert len(line.splitlines()) == 1
    assert parsed(line) == (
        "error", {"file": hostile, "line": "3", "col": "1", "title": hostile}, hostile,
    )  # fmt: skip


def test_a_document(run: Run, broken: Path) -> None:
    document = json.loads(run("validate", "-f", "json").out)
    assert (document["errors"], document["warnings"]) == (1, 1)
    assert document["problems"][0] == {
        "rule": "unknown-field", "severity": "error", "file": "models/painter.yaml", "line": 7, "column": 1,
        "field": "sumary", "message": "there is no such field", "suggestion": "did you mean summary?",
    }  # fmt: skip
    (broken / "relation.yaml").write_text("")
    unread = json.loads(run("validate", "-f", "json").out)["problems"][-1]
    assert (unread["rule"], unread["line"], unread["column"], unread["field"]) == (
        "unread-file",
        None,
        None,
        None,
    )


def test_sarif(run: Run, broken: Path) -> None:
    log: dict[str, Any] = json.loads(run("validate", "-f", "sarif").out)
    assert log["version"] == "2.1.0"
    (work,) = log["runs"]
    rules = [each["id"] for each in work["tool"]["driver"]["rules"]]
    assert rules == [each.name for each in (*RULES, OTHER)]
    assert [each["level"] for each in work["results"]] == ["error", "warning"]
    for result in work["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "models/painter.yaml"
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_what_is_right_is_told_as_nothing(run: Run, folder: Path, form: str) -> None:
    ran = run("validate", folder, "-f", form)
    assert ran.status == 0
    if form == "github":
        assert ran.out == ""
    else:
        document = json.loads(ran.out)
        assert not (document["runs"][0]["results"] if form == "sarif" else document["problems"])


def test_the_hook_checks_changed_files_and_leaves_others(run: Run, broken: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("genai-tui-validate", "python", True)
    other = broken / ".github" / "workflows" / "ci.yml"
    other.parent.mkdir(parents=True)
    other.write_text("on: push\n")
    changed = ["models/painter.yaml", "organizations.yaml", ".github/workflows/ci.yml"]
    assert all(re.search(hook["files"], each) for each in changed)
    name, *words = shlex.split(hook["entry"])
    assert name == "genai-tui"
    ran = run(*words, *changed)
    assert (ran.status, len(ran.out.splitlines())) == (1, 2)
    assert "skipped, not part of any catalog: .github/workflows/ci.yml" in ran.err
    assert run(*words, *changed[1:]).status == 0
    assert run(*words, changed[2]).status == 0
