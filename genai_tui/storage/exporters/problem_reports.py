"""Reports of problems for machines: annotations of GitHub, SARIF 2.1.0, and plain data.

Paths below the working folder are given from there, since that is where a build runs and what its readers know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from genai_tui import __version__
from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.problem_rules import OTHER, RULES, rule_of
from genai_tui.catalog.sanitize import safe_line

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_data(problem: Problem) -> dict[str, Any]:
    """Return a problem as plain data; null stands for a place or a field that there is not."""
    return {
        "rule": rule_of(problem).name,
        "severity": problem.severity,
        "file": from_here(problem.file),
        "line": problem.line or None,
        "column": problem.column or None,
        "field": problem.field or None,
        "message": problem.message,
        "suggestion": problem.hint or None,
    }


def annotation(level: str, title: str, message: str, file: str = "", line: int = 0, column: int = 0) -> str:
    """Return the command on one line by which a workflow of GitHub marks a place; `level` is error, warning or notice."""
    places = [("file", file)] if file else []
    if file and line:
        places += [("line", str(line)), ("col", str(column or 1))]
    properties = ",".join(f"{name}={_property(value)}" for name, value in (*places, ("title", title)))
    return f"::{level} {properties}::{_escaped(message)}"


def marks(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield an annotation for each problem."""
    for each in problems:
        file = from_here(each.file)
        yield annotation(each.severity, rule_of(each).name, _words(each), file, each.line, each.column)


def sarif(problems: Iterable[Problem]) -> dict[str, Any]:
    """Return problems as one run in the Static Analysis Results Interchange Format, with every rule there is."""
    rules = (*RULES, OTHER)
    places = {rule.name: number for number, rule in enumerate(rules)}
    return {
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "genai-tui", "version": __version__,
                "rules": [{"id": each.name, "shortDescription": {"text": each.about}} for each in rules],
            }},
            "columnKind": "unicodeCodePoints",
            "results": [_result(each, places) for each in problems],
        }],
    }  # fmt: skip


def _result(problem: Problem, places: dict[str, int]) -> dict[str, Any]:
    rule = rule_of(problem).name
    place: dict[str, Any] = {"artifactLocation": {"uri": _address(problem.file)}}
    if problem.line:
        place["region"] = {"startLine": problem.line, "startColumn": max(problem.column, 1)}
    return {
        "ruleId": rule, "ruleIndex": places[rule], "level": problem.severity, "message": {"text": _words(problem)},
        "locations": [{"physicalLocation": place}],
    }  # fmt: skip


def _words(problem: Problem) -> str:
    field = f"{problem.field}: " if problem.field else ""
    hint = f" ({problem.hint})" if problem.hint else ""
    return safe_line(f"{field}{problem.message}{hint}")


def from_here(file: str) -> str:
    """Return a path from the working folder on, where it lies below that; else as it is."""
    path = Path(file)
    here = Path.cwd()
    if path.is_absolute() and path.is_relative_to(here):
        path = path.relative_to(here)
    return path.as_posix()


def _address(file: str) -> str:
    path = Path(from_here(file))
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _escaped(text: str) -> str:
    """Return text as the part behind the second `::` wants it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return text as a property wants it, where a colon and a comma would end it."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
