"""The report of a fault of this program, for its authors: what failed and where, and no data of the user.

It holds the traceback without the values of variables and without the paths of this machine, the versions in use,
the terminal and the last keys by name. It lies in the state folder until somebody sends or removes it.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import platform
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from genai_tui import __version__
from genai_tui.catalog.sanitize import safe_block, safe_line
from genai_tui.storage import files

KEPT = 10
"""How many reports are kept, the newest."""

_LIBRARIES = ("textual", "rich", "msgspec", "pyyaml", "rapidfuzz", "networkx", "click")
_ENVIRONMENT = ("TERM", "COLORTERM", "LANG", "LC_ALL", "NO_COLOR", "TMUX", "STY", "SSH_TTY")


def report(error: BaseException, keys: Sequence[str] = (), folder: Path | None = None) -> str | None:
    """Write a report and return its path; None where it cannot be written.

    `keys` are the names of the last keys, the latest last; `folder` is the state folder unless another is given.
    """
    now = datetime.datetime.now(datetime.UTC)
    try:
        folder = folder or files.user_folder("state")
        files.make_folder(folder)
        path = folder / f"crash-{now:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
        files.write(path, text_of(error, keys).encode("utf-8", "replace"))
    except files.Refused:
        return None
    _keep_newest(folder)
    return str(path)


def summary(error: BaseException, path: str | None) -> str:
    """Return the one line that tells the reader of a fault, and where its report lies."""
    line = f"genai-tui has failed: {reason(error)} This is a fault of the program."
    return safe_line(f"{line} Its report: {path}" if path else f"{line} Its report could not be written.")


def reason(error: BaseException) -> str:
    """Return what kind of fault it was, and where in this program it arose, as a sentence."""
    where = _place(error)
    return f"{type(error).__name__}{f' in {where}' if where else ''}."


def text_of(error: BaseException, keys: Sequence[str] = ()) -> str:
    """Return the text of a report."""
    lines = [
        f"genai-tui {__version__}, {datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC",
        f"python {platform.python_version()} on {platform.system()} {platform.machine()}",
        ", ".join(f"{name} {version}" for name, version in _versions()),
        f"terminal {_size()}; " + ", ".join(f"{name}={_setting(name)}" for name in _ENVIRONMENT),
        f"last keys: {' '.join(keys) or 'none'}",
        "",
        *_traceback(error),
    ]
    return "\n".join(safe_block(_without_paths(line)) for line in lines) + "\n"


def _traceback(error: BaseException) -> list[str]:
    """Return the frames of an error and of those behind it, by file of its package, line and function."""
    lines: list[str] = []
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    for each in reversed(chain):
        if lines:
            lines += ["", "and then:"]
        for frame in traceback.extract_tb(each.__traceback__):
            lines.append(f"  {_in_package(frame.filename)}:{frame.lineno} in {frame.name}: {frame.line}")
        lines.append(f"{type(each).__name__}: {_message(each)}")
    return lines


def _message(error: BaseException) -> str:
    try:
        return str(error)[:500]
    except Exception:  # a fault in telling of a fault
        return "(cannot be told)"


def _place(error: BaseException) -> str:
    """Return where in this program an error arose: file and line of the innermost frame that is ours."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "genai_tui" in Path(frame.filename).parts]
    innermost = (ours or list(frames))[-1:]
    return "".join(f"{_in_package(frame.filename)}:{frame.lineno}" for frame in innermost)


def _in_package(filename: str) -> str:
    """Return a file's path from its package on: it says nothing of this machine."""
    parts = Path(filename).parts
    for index, part in enumerate(parts):
        if part == "genai_tui" or (index and parts[index - 1] == "site-packages"):
            return "/".join(parts[index:])
    return parts[-1] if parts else filename


_PATH = re.compile(r"(?<![\w/.])/(?:[\w.+@~-]+/)+(?=[\w.+@~-])")


def _without_paths(text: str) -> str:
    """Return text in which of each absolute path only the last part is left."""
    return _PATH.sub("…/", text)


def _versions() -> list[tuple[str, str]]:
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in _LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            found.append((name, version(name)))
    return found


def _setting(name: str) -> str:
    """Return a variable of the environment; of those that hold a path only whether they are set."""
    value = os.environ.get(name)
    if value is None:
        return "not set"
    return "set" if "/" in value else value[:60]


def _size() -> str:
    for stream in (sys.__stderr__, sys.__stdout__):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            return "{}x{}".format(*os.get_terminal_size(stream.fileno()))  # type: ignore[union-attr]
    return "none"


def _keep_newest(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for old in sorted(folder.glob("crash-*.txt"))[:-KEPT]:
            old.unlink()
