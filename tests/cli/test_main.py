"""The door: usage, pipes, what is imported for which command, several catalogs as one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import HEAD, MODELS, write_catalog


def test_usage_mistakes_exit_2(run: Run) -> None:
    for arguments in (["list", "--format", "xml"], ["list", "--limit", "0"], ["--nope"], ["schema", "x"]):
        assert run(*arguments).status == 2


def test_a_closed_pipe_ends_in_silence() -> None:
    command = f"{sys.executable} -m genai_tui list -f json | true"
    ran = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    assert ran.returncode == 0


@pytest.mark.parametrize("arguments", [["list", "-f", "ids"], ["show", "dalle2"], ["validate"], ["--help"]])
def test_nothing_but_the_explorer_imports_textual(arguments: list[str]) -> None:
    code = (
        "import sys, atexit; from genai_tui.cli.main import main; sys.argv[1:] = " + repr(arguments) + "\n"
        "atexit.register(lambda: print([n for n in ('textual', 'rich', 'networkx') if n in sys.modules],"
        " file=sys.stderr))\nmain()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert ran.stderr.splitlines()[-1] == "[]"


def test_several_catalogs_are_shown_as_one(run: Run, folder: Path, tmp_path: Path) -> None:
    other = write_catalog(tmp_path / "other", catalog=HEAD.replace("id: tiny", "id: other"),
                          newcomer=MODELS["whisperer"].replace("id: whisperer", "id: newcomer"))  # fmt: skip
    for words in (("-c", folder, "-c", other, "list"), ("-c", folder, "list", "-c", other)):
        assert run(*words, "-f", "ids").out.split() == ["painter", "listener", "whisperer", "newcomer"]
    checked = run("-c", folder, "-c", other, "validate")
    assert (checked.status, "4 models" in checked.err) == (0, True)
    missing = run("-c", folder, "-c", tmp_path / "none", "list")
    assert missing.status == 2
    assert "none" in missing.err
