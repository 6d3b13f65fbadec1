"""The explorer where it cannot open: without a terminal, or on a catalog with problems."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Run
from tests.conftest import MODELS


def test_without_a_terminal_the_bare_command_prints_a_summary(run: Run, folder: Path) -> None:
    ran = run("-c", folder)
    assert ran.status == 0
    assert "Tiny · 3 models" in ran.out
    assert "\x1b" not in ran.out
    assert "Paints." in run("-c", folder, "painter").out


def test_a_catalog_with_problems_does_not_open_unless_asked(run: Run, make: Callable[..., Path]) -> None:
    folder = make(painter=MODELS["painter"].replace("summary", "sumary"))
    refused = run("-c", folder)
    assert refused.status == 1
    assert "did you mean summary?" in refused.err
    assert run("-c", folder, "--partial").status == 0
    listed = run("list", "-c", folder, "-f", "ids")
    assert (listed.status, "whisperer" in listed.out) == (1, True)
