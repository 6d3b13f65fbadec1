"""What `show` finds by a name, and what it says where it finds nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("name", ["painter", "painter2", "Painter 2", "PAINTER-2"])
def test_show_finds_what_was_meant(run: Run, folder: Path, name: str) -> None:
    ran = run("show", "-c", folder, name, "-f", "json")
    assert ran.status == 0
    assert json.loads(ran.out)["models"][0]["id"] == "painter"


def test_show_says_what_is_near_or_how_to_go_on(run: Run, folder: Path) -> None:
    near = run("show", "-c", folder, "paintr")
    assert (near.status, near.out) == (1, "")
    assert "near: Painter 2 (painter)" in near.err
    lost = run("show", "-c", folder, "qqqq")
    assert (lost.status, lost.out) == (1, "")
    assert "genai-tui list" in lost.err
