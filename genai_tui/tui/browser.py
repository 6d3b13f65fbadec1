"""The browser of the host: the tool that opens an address there, and why there is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from genai_tui.catalog.hyperlink import target
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.clipboard import REMOTE, Tool

TOOLS = (
    Tool(("xdg-open",), ("WAYLAND_DISPLAY", "DISPLAY")),
    Tool(("gio", "open"), ("WAYLAND_DISPLAY", "DISPLAY")),
)
"""The tools of hosts with a display, the first one that is there being used."""

PATIENCE = 1.0
"""Seconds within which a tool that cannot open anything says so; one that goes on has opened it."""


def opener(environment: Mapping[str, str]) -> tuple[str, ...] | str:
    """Return the command of the host's tool, its whole path first, or in words why nothing is opened."""
    if any(environment.get(name) for name in REMOTE):
        return "not opened over SSH"
    tools = (Tool(("/usr/bin/open",), ()),) if sys.platform == "darwin" else TOOLS
    shown = [
        tool for tool in tools if not tool.display or any(environment.get(name) for name in tool.display)
    ]
    if not shown:
        return "no display here to open it on"
    for tool in shown:
        if found := shutil.which(tool.argv[0], path=environment.get("PATH", "")):
            return (found, *tool.argv[1:])
    return f"no {' or '.join(tool.argv[0] for tool in shown)} here to open it with"


def opened_words(address: str, environment: Mapping[str, str], refused: str = "") -> str:
    """Open a web address if that can be done and is not `refused`; return the address, safe to show, with what came of it."""
    plain = target(address)
    if plain is None:
        return f"{safe_line(address)} (not opened: it is no web address)"
    argv = refused or opener(environment)
    if isinstance(argv, str):
        return f"{plain} ({argv})"
    name = Path(argv[0]).name
    return f"{plain} ({'opened with' if open_address(argv, plain) else 'not opened: no success with'} {name})"


def open_address(argv: tuple[str, ...], address: str) -> bool:
    """Have a tool open an address, and return whether it took it. The tool has no part in the terminal."""
    none = subprocess.DEVNULL
    try:
        tool = subprocess.Popen(
            (*argv, address), stdin=none, stdout=none, stderr=none, start_new_session=True
        )
        return tool.wait(PATIENCE) == 0
    except subprocess.TimeoutExpired:  # it stays with what it has opened
        return True
    except OSError:
        return False
