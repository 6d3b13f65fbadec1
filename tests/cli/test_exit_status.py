"""The exit statuses: scripts rely on their numbers, people on what the document says of them."""

from __future__ import annotations

from pathlib import Path

from genai_tui.cli.exit_status import ExitStatus
from genai_tui.tui.fault_app import FAULT

DOCS = Path(__file__).parents[2] / "docs"


def test_the_numbers_stay_as_they_are() -> None:
    assert {name: int(status) for name, status in ExitStatus.__members__.items()} == {
        "DONE": 0, "FAILED": 1, "USAGE": 2, "UNKNOWN": 3, "DISPUTED": 4, "FAULT": 70, "INTERRUPTED": 130,
    }  # fmt: skip


def test_the_exit_statuses_are_those_of_the_document() -> None:
    text = (DOCS / "command-line.md").read_text(encoding="utf-8")
    for status in ExitStatus:
        assert f"| {status.value} | {status.meaning} |" in text, status
    assert FAULT == ExitStatus.FAULT
