"""The path of an export: its ending says the format, and Tab completes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.tui.export_path import completed, ending_of, unknown_ending

ENDINGS = (".csv", ".json", ".jsonl")


@pytest.mark.parametrize(
    ("path", "ending"),
    [
        ("a.csv", ".csv"), ("A.CSV", ".csv"), ("x/y.tar.json", ".json"), ("a.jsonl", ".jsonl"),
        (".csv", None), ("a.csv/", ".csv"), ("x.csv/b", None), ("acsv", None), ("a", None), ("", None),
    ],
)  # fmt: skip
def test_an_ending_stands_after_something_else(path: str, ending: str | None) -> None:
    assert ending_of(Path(path), ENDINGS) == ending


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a.doc", "Nothing is written to .doc files: .csv, .json, .jsonl"),
        ("a", "The ending says the format: .csv, .json, .jsonl"),
        (".csv", "The ending says the format: .csv, .json, .jsonl"),
    ],
)
def test_it_is_said_which_endings_there_are(path: str, said: str) -> None:
    assert unknown_ending(Path(path), ENDINGS) == said


@pytest.mark.parametrize(
    ("typed", "paths"),
    [
        ("a", ["a.csv", "a.json", "a.jsonl"]), ("a.", ["a.csv", "a.json", "a.jsonl"]), ("a.j", ["a.json", "a.jsonl"]),
        ("a.J", ["a.json", "a.jsonl"]), ("x.y/a.c", ["x.y/a.csv"]), ("/a.jsonl", ["/a.jsonl"]), ("a.x", []), ("", []),
        ("x/", []), (".c", []),
    ],
)  # fmt: skip
def test_a_begun_ending_is_completed_after_a_name(typed: str, paths: list[str]) -> None:
    assert list(completed(typed, ENDINGS)) == paths
