"""Every way out at every moment: is the program gone within a second, and the terminal as it was?

python -m tests.trust.ways [--moments a,b] [--ways a,b] [--terminal modern|plain]
"""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tests.conftest import write_catalog
from tests.trust.terminal import PROGRAM, AnsweringTerminal

MOMENTS: dict[str, tuple[str, ...]] = {
    "imports": (), "first bytes": (), "loading": (), "browse": (), "query": ("/", "dal"), "line": (":", "the"),
    "graph": ("6",), "graph query": ("6", "/", "goo"), "help": ("?",), "menu": ("\x10",), "catalogs": ("C",),
    "about": ("a",), "sources": ("i",), "notice": ("y",), "next catalog": (":", "catalog landscape"),
}  # fmt: skip
"""Moments by name, with the keys that lead there from Browse."""

TERMINALS = {"modern": ("2026", "2048"), "plain": ()}
"""Kinds of terminal by the modes that they say they know."""

_DIRECT = (
    "q",
    "ctrl+q",
    "ctrl+c twice",
    "SIGTERM",
    "SIGINT",
    "SIGHUP",
    "SIGQUIT",
    "SIGTERM twice",
    "hang-up",
    "full",
)
_IN_SHELL = (
    "hang-up in a shell",
    "shell killed",
    "ctrl+z, fg, q",
    "SIGTSTP, fg, q",
    "SIGSTOP, fg, q",
    "stopped, hang-up",
    "stopped, SIGTERM, fg",
)
WAYS = (*_DIRECT, *_IN_SHELL)
"""Ways to leave; `full` is SIGTERM on a terminal that nobody reads."""

_NO_SENSE = {
    # The line is still cooked: Ctrl+Q is flow control, and q waits in it for the program that has not come yet.
    *((moment, way) for moment in ("imports", "loading") for way in ("q", "ctrl+q", "full")),
    *(
        (moment, way)
        for moment in ("imports", "loading", "first bytes")
        for way in ("ctrl+z, fg, q", "SIGTSTP, fg, q", "SIGSTOP, fg, q")
    ),
}
"""Cells in which a way cannot be tried."""

LONGEST = 1.0
"""Seconds that leaving may take."""

_LOAD = 1.0
"""Seconds allowed besides, since the tests themselves take their share of the machine."""


class Outcome(NamedTuple):
    """How one way at one moment went; empty `faults` where all is right."""

    moment: str
    way: str
    status: int | None
    seconds: float
    faults: tuple[str, ...]


@contextmanager
def _started(moment: str, way: str, kind: str, work: str) -> Iterator[tuple[AnsweringTerminal, int]]:
    """Give the program at a moment, and the id of its process."""
    command = [*PROGRAM, "--fresh", *(["--catalog", _large(work)] if moment == "loading" else [])]
    fresh = moment in ("imports", "first bytes", "loading")
    home = tempfile.mkdtemp(dir=work) if fresh else work
    environment = {
        f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("CACHE", "STATE", "CONFIG", "DATA")
    }
    shell = way in _IN_SHELL
    if shell:
        environment |= {"PS1": "PROMPT> ", "HISTFILE": ""}
    terminal = AnsweringTerminal(
        ["/bin/bash", "--norc", "--noprofile", "-i"] if shell else command,
        environment=environment, knows=TERMINALS[kind],
    )  # fmt: skip
    try:
        if shell:
            assert terminal.until(rb"PROMPT> "), terminal.words
            terminal.send(shlex.join(command) + "\r")
        _reach(terminal, moment)
        inner = [pid for pid in sorted(terminal.others()) if pid != terminal.pid]
        yield terminal, inner[0] if shell else terminal.pid
    finally:
        terminal.close()


def _large(work: str) -> str:
    """Return a catalog whose reading takes seconds."""
    from pathlib import Path

    folder = Path(work) / "large"
    if not folder.exists():
        write_catalog(folder)
        text = (folder / "models" / "painter.yaml").read_text()
        for number in range(4000):
            name = f"painter{number}"
            (folder / "models" / f"{name}.yaml").write_text(text.replace("id: painter\n", f"id: {name}\n"))
    return str(folder)


def _reach(terminal: AnsweringTerminal, moment: str) -> None:
    start = len(terminal.raw)
    if moment == "imports":
        terminal.pump(0.1)
    elif moment == "first bytes":
        assert terminal.until(rb"\x1b\[\?1049h", start=start), terminal.words
    elif moment == "loading":
        assert terminal.until(rb"Ctrl.C stops", start=start), terminal.words
        terminal.pump(0.2)
    else:
        assert terminal.until(rb"AlphaCode", start=start), terminal.words
        terminal.pump(0.4)
        terminal.type(*MOMENTS[moment], pause=0.25)
        if moment == "next catalog":
            terminal.type("\r", pause=0.1)  # in a tenth of a second it is read, and not shown yet
        else:
            terminal.pump(0.5)


def _leave(terminal: AnsweringTerminal, pid: int, moment: str, way: str) -> bool:
    """Go; tells whether the program could be stopped and called back, where that is part of the way."""
    if way in ("q", "ctrl+z, fg, q", "SIGTSTP, fg, q", "SIGSTOP, fg, q") and moment not in (
        "browse",
        "graph",
        "notice",
        "first bytes",
        "next catalog",
    ):
        terminal.type("\x1b", pause=0.4)  # from a line or a page first back to the screen
    match way:
        case "q" | "ctrl+q":
            terminal.send({"q": "q", "ctrl+q": "\x11"}[way])
        case "ctrl+c twice":
            terminal.type("\x03", pause=0.25)
            terminal.send("\x03")
        case "SIGTERM twice":
            os.kill(pid, signal.SIGTERM)
            time.sleep(0.01)
            if terminal.status() is None:
                os.kill(pid, signal.SIGTERM)
        case "full":
            os.kill(pid, signal.SIGSTOP)
            os.kill(pid, signal.SIGCONT)  # it draws the whole screen again, again and again
            for _ in range(60):
                os.kill(pid, signal.SIGWINCH)
                terminal.send("j\x0c")
                time.sleep(0.01)
            os.kill(pid, signal.SIGTERM)
            time.sleep(LONGEST + _LOAD / 2)  # nobody reads
        case "hang-up" | "hang-up in a shell":
            terminal.hang_up()
        case "shell killed":
            os.kill(terminal.pid, signal.SIGKILL)
        case "ctrl+z, fg, q" | "SIGTSTP, fg, q" | "SIGSTOP, fg, q":
            at = len(terminal.raw)
            if way.startswith("ctrl"):
                terminal.send("\x1a")
            else:
                os.kill(pid, getattr(signal, way.partition(",")[0]))
            if not terminal.until(rb"PROMPT> ", 5, at):
                return False
            terminal.send("fg\r")
            if not terminal.until(rb"\x1b\[\?1049h", 5, at):
                return False
            terminal.pump(0.8)
            terminal.send("q")
        case "stopped, hang-up" | "stopped, SIGTERM, fg":
            at = len(terminal.raw)
            terminal.send("\x1a")
            terminal.until(rb"PROMPT> ", start=at, seconds=3)
            if way == "stopped, hang-up":
                terminal.hang_up()
            else:
                os.kill(pid, signal.SIGTERM)
                terminal.pump(0.2)
                terminal.send("fg\r")
        case _:
            os.kill(pid, getattr(signal, way))
    return True


def try_out(moment: str, way: str, kind: str, work: str) -> Outcome:
    """Leave in one way at one moment and judge what is left."""
    with _started(moment, way, kind, work) as (terminal, pid):
        if not _leave(terminal, pid, moment, way):
            return Outcome(moment, way, None, 0.0, (f"it does not stop or go on: {terminal.words[-200:]!r}",))
        began = time.monotonic()
        limit = (LONGEST + _LOAD) if moment != "loading" else 10
        shell = [terminal.pid] if way in _IN_SHELL else []

        def left() -> dict[int, str]:
            return terminal.others(() if terminal.is_gone else shell)

        while (alive := left()) and time.monotonic() - began < limit:
            if terminal.is_gone:
                time.sleep(0.02)
            else:
                terminal.pump(0.02)
        took = time.monotonic() - began
        faults = [f"lives on: {command}" for command in alive.values()]
        if not (shell or alive):
            terminal.ends_within(1)
        status = None if shell else terminal.status()
        if not terminal.is_gone and not alive:
            terminal.pump(0.3)
            on = terminal.left_on()
            if shell:
                on = [mode for mode in on if mode != "paste"]  # the shell's own
            faults += [f"left on: {mode}" for mode in on]
            if not shell and not terminal.is_as_before():
                faults.append("the line is not as before")
        if "Traceback" in terminal.words or "has failed" in terminal.words:
            faults.append(f"a fault: {terminal.farewell[-300:]}")
        wanted = expected_status(moment, way)
        if wanted is not None and not shell and not alive and status not in wanted:
            faults.append(f"exit status {status}, documented {wanted}")
        return Outcome(moment, way, status, took, tuple(faults))


def expected_status(moment: str, way: str) -> tuple[int, ...] | None:
    """Return the exit statuses that the documents allow for a way; None where they say nothing."""
    if moment in ("imports", "loading"):
        return None  # a command like any other: it ends by the signal itself
    number = {
        "SIGTERM": 15,
        "SIGTERM twice": 15,
        "full": 15,
        "SIGINT": 2,
        "SIGHUP": 1,
        "SIGQUIT": 3,
        "hang-up": 1,
    }.get(way)
    if number is None:
        return (0,)
    # In the very first moment the signal may still come before its handler, when nothing is switched on yet.
    return (128 + number, -number) if moment == "first bytes" else (128 + number,)


def main() -> int:
    """Try every cell and print a table; returns 1 where one failed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--moments", default=",".join(MOMENTS))
    asked.add_argument("--ways", default=",".join(WAYS), help="names hold commas: separate them by |")
    asked.add_argument("--terminal", choices=TERMINALS, action="append")
    options = asked.parse_args()
    ways = options.ways.split("|") if options.ways != ",".join(WAYS) else WAYS
    failed = tried = 0
    with tempfile.TemporaryDirectory(prefix="trust-") as work:
        for kind in options.terminal or TERMINALS:
            for moment in options.moments.split(","):
                for way in ways:
                    if (moment, way) in _NO_SENSE:
                        continue
                    outcome = try_out(moment, way, kind, work)
                    tried += 1
                    failed += bool(outcome.faults)
                    print(f"{kind:8}{moment:13}{way:22}{'FAIL' if outcome.faults else 'ok':5}exit {outcome.status!s:>5}"
                          f"  {outcome.seconds:4.2f} s  {'; '.join(outcome.faults)}", flush=True)  # fmt: skip
    print(f"{tried - failed} of {tried} ways out are right")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
