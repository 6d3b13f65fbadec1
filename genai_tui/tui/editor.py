"""The reader's own editor, for a text of several lines: the command that the environment names, run on a private file."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from genai_tui.storage import files
from genai_tui.storage.files import Refused

KIOSK = "GENAI_TUI_KIOSK"
"""Set where the program is shown to the public, who are to start no other one from it."""
_MOST = 64 * 1024
"""Bytes of a text at most."""


def editor_command(environment: Mapping[str, str]) -> list[str] | None:
    """Return the words of the command that VISUAL or else EDITOR names; None where none can be run."""
    if environment.get(KIOSK):
        return None
    line = environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        argv = shlex.split(line)
    except ValueError:  # a quote that is never closed
        return None
    return argv if argv and shutil.which(argv[0]) else None


def edited(argv: list[str], text: str) -> str:
    """Return a text as the editor leaves it. Raises Refused where it cannot be run, or ends in a failure."""
    try:
        with tempfile.TemporaryDirectory(prefix="genai-tui-") as folder:  # which nobody else can look into
            path = Path(folder) / "note.txt"
            files.write(path, f"{text}\n".encode("utf-8", "replace") if text else b"")
            ended = subprocess.run([*argv, str(path)], check=False).returncode
            if ended:
                raise Refused(f"{argv[0]} ended with status {ended}")
            return files.read(path, _MOST).decode("utf-8", "replace").rstrip("\n")
    except OSError as error:
        raise error if isinstance(error, Refused) else Refused(error.strerror or str(error)) from None
