"""The subcommand `doctor`: what the program finds on this machine, in lines that a reader can send to its authors.

It asks nothing of the terminal and nothing of the network. Addresses of hosts and the name of the home folder are left out.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.encoding import carries_signs
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli.catalog_line import VARIABLE
from genai_tui.cli.options import catalog_option, the_catalog_and_problems
from genai_tui.cli.streams import carried_by
from genai_tui.storage.loader import shipped_names

_PACKAGES = ("genai-tui", "textual", "rich", "msgspec", "pyyaml", "rapidfuzz", "networkx", "click")
_SAID = (VARIABLE, "TERM", "TERM_PROGRAM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE")
"""Variables whose value is told."""
_SET = ("TMUX", "STY", "SSH_CONNECTION", "DISPLAY", "WAYLAND_DISPLAY")
"""Variables of which only is told whether they are set."""
_LEAST = (60, 16)
_NOTHING = "·"


@click.command()
@click.option("--clear-cache", is_flag=True, help="Remove the compiled catalogs.")
@catalog_option
def doctor(clear_cache: bool) -> None:
    """Report what the program finds on this machine: versions, terminal, clipboard, folders, catalogs."""
    from genai_tui.storage import cache
    from genai_tui.storage.files import Refused  # imported here: only this asks for them

    if clear_cache:
        try:
            removed = cache.clear(cache.cache_folder())
        except Refused:
            removed = 0
        click.echo(f"compiled catalogs removed: {removed}")
        return
    for name, told in (*versions(), *terminal(os.environ), *folders()):
        click.echo(f"{name:<18}{safe_line(told)}")
    catalog, problems = the_catalog_and_problems()
    head = catalog.head
    what = f"{head.title}, data {head.version} of {head.dated}, {count_of(len(problems), 'problem')}"
    click.echo(f"{'catalog':<18}{safe_line(what)}")


def versions() -> Iterator[tuple[str, str]]:
    """Yield the versions of the program, of what it stands on, and of the system."""
    from importlib.metadata import version  # imported here: only this asks for versions

    yield from ((name, version(name)) for name in _PACKAGES)
    yield "python", sys.version.split()[0]
    yield "system", f"{platform.system()} {platform.release()} {platform.machine()}"


def terminal(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what is known of the terminal: variables, size, colours, encoding, what copies and opens."""
    from genai_tui.cli.settings import is_remote, takes_mouse
    from genai_tui.tui import browser, clipboard, editor  # imported here: the explorer asks these

    yield from ((name, environment.get(name, "") or _NOTHING) for name in _SAID)
    yield from ((name, "set" if environment.get(name) else _NOTHING) for name in _SET)
    names = ("stdin", "stdout", "stderr")
    yield "terminal", ", ".join(f"{name} {'yes' if getattr(sys, name).isatty() else 'no'}" for name in names)
    yield "size", _size()
    yield "colours", colours(environment)
    encoding = carried_by(sys.stdout)
    yield "encoding", f"{encoding}{'' if carries_signs(encoding) else ', so signs are of ASCII'}"
    yield "mouse", "taken by the explorer" if takes_mouse(None) else "left to the terminal"
    tool = clipboard.host_tool(environment)
    yield "clipboard", Path(tool[0]).name if tool else clipboard.sent_words(environment).rstrip(".")
    opener = browser.opener(environment)
    yield "browser", opener if isinstance(opener, str) else Path(opener[0]).name
    command = editor.editor_command(environment)
    yield "editor", Path(command[0]).name if command else "none: neither VISUAL nor EDITOR names one"
    yield "over SSH", "yes" if is_remote() else "no"


def _size() -> str:
    """Return the size of the terminal, and what is too small about it."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        try:
            columns, rows = os.get_terminal_size(stream.fileno())
        except (OSError, ValueError, AttributeError):
            continue
        small = columns < _LEAST[0] or rows < _LEAST[1]
        return f"{columns}x{rows}{f', less than the {_LEAST[0]}x{_LEAST[1]} that it takes' if small else ''}"
    return "no terminal"


def colours(environment: Mapping[str, str]) -> str:
    """Return how many colours the environment promises, and what says so."""
    kind = environment.get("TERM", "")
    if environment.get("NO_COLOR"):
        return "none (NO_COLOR)"
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million (COLORTERM)"
    if kind in ("", "dumb"):
        return "none (TERM)"
    return "256 (TERM)" if "256color" in kind else "16, perhaps more (TERM)"


def folders() -> Iterator[tuple[str, str]]:
    """Yield the folders and files of the program, the home as `~`."""
    from genai_tui.storage import cache
    from genai_tui.storage.files import Refused, shipped_folder
    from genai_tui.storage.memory.memory import Memory
    from genai_tui.storage.settings.settings_file import settings_path  # imported here: as above

    yield "catalogs", f"{', '.join(shipped_names())} in {_from_home(shipped_folder())}"
    places = {"cache": cache.cache_folder, "memory": lambda: Memory().folder, "settings": settings_path}
    for name, place in places.items():
        try:
            yield name, _from_home(place())
        except Refused as refused:
            yield name, f"none: {refused}"


def _from_home(path: Path) -> str:
    """Return a path without the name of the reader."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)


ALL = (doctor,)
