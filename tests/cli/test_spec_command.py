"""What `spec` says of the command line is so, and what `skill` shows runs."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any

import click
import pytest

from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.main import door
from genai_tui.cli.spec_command import SKILL, skill_lines, specification
from tests.cli.conftest import Run

SPEC: dict[str, Any] = json.loads(json.dumps(specification(door)))
BY_NAME = {each["name"]: each for each in SPEC["commands"]}


def test_spec_is_printed_as_it_is(run: Run) -> None:
    assert json.loads(run("spec").out) == SPEC


def test_spec_has_every_command_with_every_option() -> None:
    context = click.Context(door)
    for name in door.list_commands(context):
        command = door.get_command(context, name)
        assert command is not None
        told = {option for each in BY_NAME[name]["options"] for option in each["names"]}
        assert told == {option for each in command.params if isinstance(each, click.Option)
                        for option in (*each.opts, *each.secondary_opts)}  # fmt: skip
        assert all(each["about"] for each in BY_NAME[name]["options"])
    assert [each["status"] for each in SPEC["exit_statuses"]] == list(ExitStatus)


QUESTIONS = [
    ("which commands print JSON", lambda: "list" in [n for n, c in BY_NAME.items() if c["documents"]]),
    ("how to choose fields", lambda: "--fields" in _options("list")),
    ("how to leave headings out", lambda: "--no-header" in _options("show")),
    ("which formats list has", lambda: _choices("list", "--format") >= {"json", "csv", "tsv", "ids"}),
    ("which orders list has", lambda: "date" in _choices("list", "--sort")),
    ("what the unit of a price is", lambda: "dollars" in _field("price")["unit"]),
    ("what the unit of compute is", lambda: "floating-point" in _field("compute")["unit"]),
    ("what weights can be", lambda: set(_field("weights")["values"]) == {"open", "restricted", "closed", "disputed"}),
    ("what licence is called", lambda: "licence" in _field("license")["other_names"]),
    ("whether org is a list", lambda: _field("org")["several"] is True),
    ("whether params is a number", lambda: _field("params")["type"] == "number"),
    ("whether one can count by params", lambda: _field("params")["counts"] is False),
    ("what unknown looks like", lambda: "null in JSON" in SPEC["states"]["unknown"]),
    ("how why ends for what is disputed", lambda: 4 in BY_NAME["why"]["exit_statuses"]),
    ("what status 3 means", lambda: "not known" in SPEC["exit_statuses"][3]["meaning"]),
    ("whether show takes several names", lambda: BY_NAME["show"]["arguments"][0]["several"]),
    ("whether a catalog may be given twice", lambda: _option("list", "--catalog")["repeatable"]),
    ("which format has no fields", lambda: [e["name"] for e in SPEC["formats"] if not e["takes_fields"]] == ["bibtex", "csl-json", "sqlite", "ids"]),
    ("how a command is typed", lambda: BY_NAME["diff"]["usage"] == "genai-tui diff [OPTIONS] BEFORE AFTER"),
    ("which version of JSON it is", lambda: SPEC["form"] == 2),
]  # fmt: skip


def _option(command: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in BY_NAME[command]["options"] if name in each["names"])
    return found


def _options(command: str) -> set[str]:
    return {name for each in BY_NAME[command]["options"] for name in each["names"]}


def _choices(command: str, name: str) -> set[str]:
    return set(_option(command, name)["choices"])


def _field(name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in SPEC["fields"]["model"] if each["name"] == name)
    return found


@pytest.mark.parametrize(("question", "answered"), QUESTIONS, ids=[question for question, _ in QUESTIONS])
def test_a_reader_of_spec_alone_can_answer(question: str, answered: Any) -> None:
    assert answered()


def test_the_skill_is_short_and_all_of_it_is_so(run: Run) -> None:
    text = "\n".join(skill_lines())
    assert run("skill").out == f"{text}\n"
    # A token is more than two letters or a sign, whatever splits the text.
    assert len(re.findall(r"[A-Za-z]{1,4}|[0-9]{1,3}|[^\sA-Za-z0-9]", text)) <= 1_500
    for typed, _ in SKILL:
        assert f"`{typed}`" in text
    for form in re.findall(r"`((?:params|year|price):[^`]+)`", text):
        assert run("count", form).status in (ExitStatus.DONE, ExitStatus.FAILED)


@pytest.mark.parametrize("typed", [typed for typed, _ in SKILL])
def test_every_command_of_the_skill_runs(run: Run, typed: str) -> None:
    program, *words = shlex.split(typed)
    assert program == "genai-tui"
    ran = run(*words)
    assert ran.status in (ExitStatus.DONE, ExitStatus.DISPUTED), ran.err
    assert ran.out
