"""The kiosk: the explorer for visitors of a shared server, as the forced command of sshd."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from genai_tui import heap
from genai_tui.catalog.catalog_age import told_age
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.cli.console import tell
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.options import catalog_names, setting, short_quote, the_catalog_and_problems, to_be_named
from genai_tui.storage import files
from genai_tui.storage.files import Refused
from genai_tui.storage.shipped import shipped_names

if TYPE_CHECKING:  # a session that is refused needs none of them
    from genai_tui.storage.memory.memory import Memory
    from genai_tui.view.command_line import View

ASKED = "SSH_ORIGINAL_COMMAND"
"""The variable in which sshd hands on what a visitor asked for."""

WHO = "SSH_USER_AUTH"
"""The variable in which sshd, with `ExposeAuthInfo yes`, names the file that says by which key a visitor came."""

LONGEST = 4_000
"""Characters of an address that a visitor may ask for."""

MINUTES, SESSIONS = 60, 20
"""Minutes a session may last, and sessions at a time, where nothing else is said."""

_GRACE = 30.0
"""Seconds after its end at which a session is ended from outside of the explorer."""

_FORBIDDEN = frozenset((
    "subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "os.system", "pty.spawn",
    "webbrowser.open", "socket.connect", "socket.bind", "socket.sendto", "os.symlink", "os.link", "ctypes.dlsym",
))  # fmt: skip
"""What Python is never to do for a visitor, by the names of its audit events."""


def serve() -> None:
    """Answer a visitor: the explorer on a terminal, a view as text without; nothing else, whatever was asked for."""
    names = tuple(dict.fromkeys((*catalog_names(), *shipped_names())))
    try:
        view = asked_view(os.environ.get(ASKED, ""), names)
        problem = ""
    except ValueError as refused:
        view, problem = None, str(refused)
    on_terminal = all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    if problem and not on_terminal:
        tell(problem)
        raise click.exceptions.Exit(ExitStatus.USAGE)
    minutes = setting("minutes", MINUTES)
    until = time.monotonic() + 60 * minutes
    for number in (signal.SIGTSTP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)  # nobody could start it again, and no core is left behind
    with _place(setting("sessions", SESSIONS)):
        if view is not None:
            settings = click.get_current_context().ensure_object(dict)
            settings["catalog"] = view.catalogs or catalog_names()
        if on_terminal:
            _explore(view, names, until, problem)
        else:
            signal.alarm(60 * minutes)
            _print(view, problem)


def banner_of(catalog: Catalog, problem: str = "") -> str:
    """Return what a visitor is told first: what this is, how old its data is, and why something was not answered."""
    title, dated = catalog.head.title, catalog.head.dated
    refused = f" Not answered: {problem}" if problem else ""
    return f"{safe_line(f'{title}: data of {dated}, {told_age(catalog)}.')}{refused}"


def asked_view(asked: str, names: tuple[str, ...]) -> View | None:
    """Return the view at the address that a visitor asked for, of one of the catalogs `names`; None where none was.

    Raises ValueError with what is wrong, in words that are safe to show.
    """
    # Imported here: most visitors ask for nothing.
    from genai_tui.view.address import view_at
    from genai_tui.view.address_fields import AddressProblem

    if not asked.strip():
        return None
    if len(asked) > LONGEST:
        raise ValueError(f"an address has at most {LONGEST:,} characters")
    try:
        words = shlex.split(asked)
    except ValueError:
        words = [asked]
    if words[:2] == ["genai-tui", "open"]:
        words = words[2:]
    if len(words) != 1:
        raise ValueError(f"only addresses such as graph?focus=google are answered here, not {quoted(asked)}")
    try:
        view: View = view_at(words[0])
    except AddressProblem as problem:
        raise ValueError(
            f"only addresses such as graph?focus=google are answered here: {safe_line(str(problem))}"
        ) from None
    if view.overlays or not set(view.catalogs) <= set(names):
        raise ValueError("only the catalogs of this server are opened here")
    return view


def quoted(text: str) -> str:
    """Return the beginning of what a visitor has typed, safe to show."""
    return short_quote(safe_line(text))


def visitor_memory() -> Memory:
    """Return what is kept of a visitor: in a folder for the key that they came with, or else only while they stay."""
    from genai_tui.storage.memory.memory import Memory
    from genai_tui.storage.memory.session_memory import SessionMemory

    folder, key = setting("visitors"), _key()
    if not folder or not key:
        return SessionMemory()
    own = Path(folder) / hashlib.sha256(key).hexdigest()[:32]
    try:
        files.make_folder(own)
        files.make_private(own)
    except Refused as refused:
        tell(f"nothing is kept of this session: {refused}")
        return SessionMemory()
    return Memory(own)


def _key() -> bytes:
    """Return the public key that a visitor came with; empty where sshd does not say."""
    try:
        told = files.read(Path(os.environ.get(WHO, "") or os.devnull), 64 * 1024)
    except Refused:
        return b""
    line = next((line for line in told.splitlines() if line.startswith(b"publickey ")), b"")
    return b" ".join(line.split()[1:3])


@contextlib.contextmanager
def _place(most: int) -> Iterator[None]:
    """Hold one of so many places; leaves with a word where all are taken."""
    with contextlib.ExitStack() as held:
        try:
            folder = files.user_folder("state") / "kiosk"
            files.make_folder(folder)
        except Refused as refused:
            tell(f"no place can be taken: {refused}")
            raise click.exceptions.Exit(ExitStatus.USAGE) from None
        for number in range(most):
            with contextlib.suppress(Refused):
                held.enter_context(files.locked(folder / f"{number}.lock", 0))
                break
        else:
            tell(f"all {most} places are taken: please come again later")
            raise click.exceptions.Exit(ExitStatus.FAILED)
        yield


def _forbid() -> None:
    """Have Python itself refuse what a visitor can have no part in, whatever fault would lead there."""

    def judge(event: str, given: tuple[Any, ...]) -> None:
        if event in _FORBIDDEN:
            raise PermissionError(f"{event} is refused in a kiosk")

    heap.find_allocator()
    sys.addaudithook(judge)


def _end_at(until: float) -> None:
    """End a session that has not ended by itself some time after its end."""
    clock = threading.Timer(
        max(0.0, until + _GRACE - time.monotonic()), os.kill, (os.getpid(), signal.SIGTERM)
    )
    clock.daemon = True
    clock.start()


def _read() -> Catalog:
    """Read the catalog that was asked for; from then on Python refuses what a visitor can have no part in."""
    catalog, _ = the_catalog_and_problems()
    _forbid()
    return catalog


def _explore(view: View | None, names: tuple[str, ...], until: float, problem: str) -> None:
    # Imported here: views without a terminal need none of it.
    from genai_tui.cli.explore import First, open_explorer
    from genai_tui.tui.permissions import visitor

    memory = visitor_memory()

    def read_first() -> First:
        catalog = _read()
        _end_at(until)
        return First(catalog, note=banner_of(catalog, problem))

    open_explorer(read_first, view, visitor(names, until), memory)


def _print(view: View | None, problem: str) -> None:
    """Print the text twin of a view; of none, what the catalog is and how to go on."""
    from genai_tui.cli.explore import summary
    from genai_tui.view.printed_view import printing_command

    catalog = _read()
    tell(banner_of(catalog, problem))
    if view is None:
        summary(catalog, None, "ssh -t opens the explorer here; ssh HOST 'graph?focus=google' prints a view.")
        return
    door = click.get_current_context().command  # which is running: what is printed is one of its commands
    named = replace(view, catalogs=to_be_named(view.catalogs or catalog_names()))
    words = shlex.split(printing_command(named, catalog))
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        sys.stdin = nothing  # no list of ids is read from a visitor
        door.main(words[1:], standalone_mode=False)
