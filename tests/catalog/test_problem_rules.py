"""Each kind of problem has its stable name, and no two have one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.problem_rules import OTHER, RULES, rule_of
from genai_tui.storage.inspection import inspect_folder
from tests.conftest import MODELS

PAINTER = MODELS["painter"]

CHANGES = [
    (PAINTER.replace("summary", "sumary"), "unknown-field"),
    (PAINTER + "name: Again\n", "repeated-field"),
    (PAINTER.replace("summary:", "<<:"), "merge-key"),
    (re.sub("(?m)^category: .*\n", "", PAINTER), "missing-field"),
    (re.sub("(?m)^summary: .*", "summary:", PAINTER), "missing-value"),
    (re.sub("(?m)^summary: .*", "summary: N/A", PAINTER), "placeholder"),
    (re.sub("(?m)^summary: .*", "summary: [a]", PAINTER), "wrong-value"),
    (re.sub("(?m)^category: .*", "category: nowhere", PAINTER), "unknown-reference"),
    (re.sub("(?m)^id: .*", "id: other", PAINTER), "file-name"),
    (re.sub("(?m)^name: .*", "name: Listener", PAINTER), "repeated-name"),
    (PAINTER.replace("Apache-2.0", "Apche-2.0"), "unknown-license"),
    (re.sub("date: 20[-0-9]*", "date: 3023-01-01", PAINTER), "future-date"),
    (re.sub("date: 20[-0-9]*", "date: 2023-02-31", PAINTER), "wrong-value"),
    ("", "empty-file"),
    ("id: painter\n\tname: x\n", "not-yaml"),
    ("id: 'painter\n", "not-yaml"),
]


@pytest.mark.parametrize(("text", "name"), CHANGES)
def test_a_problem_has_the_name_of_its_rule(make: Callable[..., Path], text: str, name: str) -> None:
    found = inspect_folder(make(painter=text)).problems
    assert name in {rule_of(each).name for each in found}, [*map(str, found)]
    assert OTHER not in map(rule_of, found)


def test_names_are_stable_words_and_each_is_one() -> None:
    names = [rule.name for rule in (*RULES, OTHER)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
    assert all(rule.about.endswith(".") for rule in (*RULES, OTHER))


def test_what_no_rule_knows_has_a_name_as_well() -> None:
    assert rule_of(Problem("x", 0, 0, "", "Permission denied")) is OTHER
