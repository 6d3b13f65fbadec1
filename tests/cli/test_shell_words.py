"""Queries as shells hand them over: every documented example survives, and writes and reads no file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click import Context, Option

from genai_tui.cli import shell_words
from genai_tui.cli.main import door
from genai_tui.cli.shell_words import lost_to_shell, with_negations
from tests.cli.conftest import Run

DOCUMENT = (Path(__file__).parents[2] / "docs" / "query-language.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| (\d+) \| (?:`('[^`]*'|-[^`]*)` \|)?", DOCUMENT, re.MULTILINE)
TYPED = [(in_shell or query, count) for query, count, in_shell in ROWS]
STUB = """#!/bin/sh
printf '%s\\0' "$@"
printf '\\1'
"""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_documented_query_survives_the_shell(shell: str, tmp_path: Path, run: Run) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    folder, tools = tmp_path / "empty", tmp_path / "tools"
    folder.mkdir()
    tools.mkdir()
    (tools / "genai-tui").write_text(STUB, encoding="utf-8")
    (tools / "genai-tui").chmod(0o755)
    lines = "\n".join(f"genai-tui count {typed}" for typed, _ in TYPED)
    ran = subprocess.run(
        [program, "-c", lines], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert ran.stderr == ""
    assert list(folder.iterdir()) == []
    calls = [call.split("\0")[:-1] for call in ran.stdout.split("\1")[:-1]]
    assert len(calls) == len(TYPED) > 60
    for words, (typed, count) in zip(calls, TYPED, strict=True):
        assert run(*words).out.strip() == count, typed


def test_every_query_with_a_sign_of_the_shell_has_a_form_without() -> None:
    for query, _, in_shell in ROWS:
        assert in_shell or not set(query) & set('<>?*!"$&|;()'), query
    for form in re.findall(r"^\| `[^`]+` \| \d+ \| `[^`]*` \| `([^`]+)`", DOCUMENT, re.MULTILINE):
        assert not set(form) & set("<>?*!\"'$&|;()"), form


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        (["-org:google"], ["not:org:google"]),
        (["diffusion", "-openai"], ["diffusion", "not:openai"]),
        (["-cat:t2i", "-c", "landscape"], ["not:cat:t2i", "-c", "landscape"]),
        (["-clandscape", "-f", "csv"], ["-clandscape", "-f", "csv"]),
        (['-"latent diffusion"'], ['not:"latent diffusion"']),
        (["--sort", "-date", "-org:x"], ["--sort", "-date", "not:org:x"]),
        (["--", "-org:x"], ["--", "-org:x"]),
        (["-", "-org:x", "-n", "-h"], ["-", "not:org:x", "-n", "-h"]),
        (["--fields", "-org:x"], ["--fields=", "not:org:x"]),
        (["--fields", "id", "-org:x", "--ids"], ["--fields", "id", "not:org:x", "--ids"]),
        (["--nothing", "-5"], ["--nothing", "-5"]),
    ],
)
def test_a_minus_before_a_part_of_the_query(typed: list[str], taken: list[str]) -> None:
    command = door.get_command(Context(door), "list")
    assert command is not None
    assert with_negations(command, typed) == taken
    show = door.get_command(Context(door), "show")
    assert show is not None
    assert with_negations(show, typed) == typed


@pytest.mark.parametrize("command", ["list", "count", "search", "export", "orgs"])
def test_a_minus_needs_no_dashes_before_it(run: Run, folder: Path, command: str) -> None:
    words = ["painter"] if command == "search" else []
    assert run(command, *words, "-weights:closed", "-c", folder).status == 0
    assert run(command, *words, "--nothing", "-c", folder).status == 2
    assert run(command, *words, "-n", "5", "-c", folder).status == 2


@pytest.mark.parametrize(
    ("text", "field"), [("params:", "params"), ("org:openai year:", "year"), ("not:price:", "price"), ("params:>10b", ""),
                        ("openai", ""), ("params: 10b", "")]
)  # fmt: skip
def test_a_filter_that_lost_its_value_says_who_took_it(text: str, field: str, run: Run) -> None:
    assert (f"write {field}:LOW.." in lost_to_shell(text)) is bool(field)
    if field:
        ran = run("list", *text.split())
        assert ran.status == 2
        assert f"{field}:unknown, or put the query in quotes" in ran.err


def test_what_a_reversed_filter_counts_in_is_told(run: Run, folder: Path) -> None:
    ran = run("count", "-weights:open", "-c", folder)
    assert (ran.out, ran.err) == (
        "2\n",
        "2 of them: weights is not known; not:weights:unknown leaves them out\n",
    )
    known, unknown = (int(run("count", f"{sign}params:unknown").out) for sign in ("not:", ""))
    assert known + unknown == 24
    assert run("count", "not:weights:open", "not:weights:unknown", "-c", folder).out == "0\n"


OPTIONS: dict[str, Option] = {name: Option([name]) for name in ("-c", "-f", "--format", "-o")}


@pytest.mark.parametrize(
    ("word", "is_negated"),
    [
        ("-diffusion", True), ("-gpt4", True), ("-weights:open", True), ("-org:google", True), ("-country:us", True),
        ("-f", False), ("-fcsv", False),  # an option with its value
        ("-help", False), ("-h", False), ("-x", False), ("--format", False), ("--wide", False), ("-1b", False), ("-5..", False),
        ("-", False), ("", False), ("diffusion", False), ("-of", False), ("-pf", True), ("-ph", True), ("-éa", True),
        ("-p1", True), ("-c:d", False),
    ],
)  # fmt: skip
def test_a_minus_before_a_word_turns_it_round_unless_it_is_an_option(word: str, is_negated: bool) -> None:
    assert shell_words._is_negated(word, OPTIONS) is is_negated
