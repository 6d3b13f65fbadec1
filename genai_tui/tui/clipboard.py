"""The clipboard: a tool of the host for a local screen, else the terminal's by OSC 52, through tmux and screen too."""

from __future__ import annotations

import base64
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from genai_tui.storage import files

MOST_BYTES = 74_994
"""What terminals take at most: 100,000 characters with the sequence around them."""

TMUX_NEEDS = "tmux: set -s set-clipboard on"
"""What has to be set so that tmux takes what it is sent."""

PATIENCE = 2.0
"""Seconds after which a tool has failed: it may wait for a display that does not answer."""


class Tool(Struct, frozen=True):
    """A program that takes a text for the clipboard on its standard input; `display` names one of the variables it needs."""

    argv: tuple[str, ...]
    display: tuple[str, ...]


TOOLS = (
    Tool(("wl-copy", "--type", "text/plain"), ("WAYLAND_DISPLAY",)),
    Tool(("xclip", "-selection", "clipboard"), ("DISPLAY",)),
    Tool(("xsel", "-b", "-i"), ("DISPLAY",)),
    Tool(("pbcopy",), ("DISPLAY", "WAYLAND_DISPLAY")),
)
"""The tools of hosts, the first one that is there and has a display being used."""

REMOTE = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
"""Variables of which one at least is set over SSH."""


def host_tool(environment: Mapping[str, str]) -> tuple[str, ...] | None:
    """Return the command of the host's tool, its whole path first; None over SSH, without a display, or where there is none."""
    if any(environment.get(name) for name in REMOTE):
        return None
    for tool in TOOLS:
        has_display = any(environment.get(name) for name in tool.display)
        if has_display or (sys.platform == "darwin" and tool.argv[0] == "pbcopy"):
            found = shutil.which(tool.argv[0], path=environment.get("PATH", ""))
            if found:
                return (found, *tool.argv[1:])
    return None


def give_to_tool(argv: tuple[str, ...], text: str) -> bool:
    """Give a text to a tool, and return whether it took it.

    The tool stays behind to hand the text out, so it has no part in the terminal, and nothing waits for its output.
    """
    import subprocess  # imported here: most copies are sent to the terminal

    try:
        ran = subprocess.run(
            argv, input=_encoded(text), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=PATIENCE, start_new_session=True, check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return False
    return ran.returncode == 0


def copy_sequence(text: str, environment: Mapping[str, str]) -> str | None:
    """Return what to send so that the terminal copies `text`; None where it is too long to be taken.

    tmux and screen keep the sequence to themselves unless it is wrapped; tmux is sent the plain form too,
    which it takes with `set-clipboard on`, since the wrapped one needs `allow-passthrough`.
    """
    data = _encoded(text)
    if len(data) > MOST_BYTES:
        return None
    plain = f"\x1b]52;c;{base64.b64encode(data).decode()}\x07"
    if "TMUX" in environment:
        return f"{plain}\x1bPtmux;\x1b{plain}\x1b\\"
    if "STY" in environment:
        return f"\x1bP{plain}\x1b\\"
    return plain


def sent_words(environment: Mapping[str, str]) -> str:
    """Return what to say of a text that was sent: nobody knows whether it has arrived."""
    needs = f" ({TMUX_NEEDS})" if "TMUX" in environment else ""
    return f"Sent to the terminal's clipboard{needs}"


def keep_in_file(text: str) -> Path:
    """Write a text into the one file for what no terminal takes, and return its path; raises Refused."""
    folder = files.user_folder("state")
    files.make_folder(folder)
    path = folder / "copied.txt"
    files.write(path, _encoded(text))
    return path


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
