"""Notes which functions of the program are called; of the standard library alone, for it runs in every process."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from types import CodeType, FrameType

PACKAGE = str(Path(__file__).parents[2] / "genai_tui")

_called: set[CodeType] = set()


def _note(frame: FrameType, _event: str, _argument: object) -> None:
    _called.add(frame.f_code)


def start() -> None:
    """Begin to note, in this thread and in those that start from now on."""
    sys.settrace(_note)
    threading.settrace(_note)


def taken() -> list[str]:
    """Return the functions of the program called since the last time, as `path:qualified name`."""
    called = _called.copy()
    _called.clear()
    skip = len(PACKAGE) - len("genai_tui")
    return sorted(
        f"{code.co_filename[skip:]}:{code.co_qualname}"
        for code in called
        if code.co_filename.startswith(PACKAGE + "/") and code.co_name != "<module>"
    )
