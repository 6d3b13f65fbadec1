"""Every command on every kind of broken stream and in every encoding: is it one line, and a status of the table?

python -m tests.trust.streams [COMMAND ...]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.main import door
from tests.conftest import MODELS, write_catalog

PROGRAM = [sys.executable, "-m", "genai_tui"]

_WITH: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "list": ((), ("-f", "json"), ("-f", "jsonl"), ("-f", "csv"), ("-",), ("nobody-has-this",), ("year:x",)),
    "search": (("painter",), ("painter", "-f", "json")), "count": ((), ("--by", "year")),
    "show": (("painter",), ("qqqq",)), "cite": (("painter",),), "export": ((), ("-f", "csv"), ("-",)),
    "graph": ((), ("-f", "twin"), ("-f", "graphml"), ("-f", "json"), ("--layout", "matrix")),
    "path": (("acme", "uni"),), "neighbors": (("acme",),), "import": (("CATALOG",), ("CATALOG", "--report")),
    "diff": (("CATALOG", "survey"),), "validate": (("CATALOG",), ("BROKEN",)),
    "explore": ((), ("painter",)), "init": (("CATALOG",),), "new": (("model", ""),),
}  # fmt: skip
"""What a command is given; one that is not listed runs without arguments, which may be wrong usage."""

INPUT = "painter\nnobody\n"
"""What stands on standard input where it is open."""


class Ran(NamedTuple):
    """How a command ended."""

    status: int
    out: bytes
    err: bytes


class Place(NamedTuple):
    """Two catalogs to work on, and an environment that keeps the reader's own folders out."""

    catalog: Path
    broken: Path
    environment: dict[str, str]

    @classmethod
    def made_in(cls, folder: Path) -> Place:
        """Write the catalogs; one name has letters that few encodings have, some fall into two cells."""
        named = MODELS["whisperer"].replace("name: Whisperer", 'name: "Flüsterer 囁き 🤗 Ł"')
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("LC_ALL", "LC_CTYPE", "PYTHONIOENCODING", "COLUMNS", "LINES")
        }
        root = str(Path(__file__).parents[2])
        environment |= {"LANG": "C.UTF-8", "PYTHONPATH": root, "XDG_CACHE_HOME": str(folder / "cache"),
                        "XDG_STATE_HOME": str(folder / "state")}  # fmt: skip
        broken = write_catalog(folder / "broken", painter=MODELS["painter"].replace("summary", "sumary"))
        return cls(write_catalog(folder / "tiny", whisperer=named), broken, environment)

    def run(
        self, command: tuple[str, ...], redirect: str = "", gone: bool = False, **environment: str
    ) -> Ran:
        """Run a command with a redirection of the shell's; `gone` if nobody reads its output."""
        places = {"CATALOG": str(self.catalog), "BROKEN": str(self.broken)}
        words = [*PROGRAM, "-c", str(self.catalog), *(places.get(word, word) for word in command)]
        reading, writing = os.pipe() if gone else (-1, subprocess.PIPE)
        if gone:
            os.close(reading)
        ran = subprocess.run(
            ["sh", "-c", f'exec "$@" {redirect}', "sh", *words],
            input=INPUT.encode(environment.get("PYTHONIOENCODING", "utf-8").partition(":")[0]), stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60,
            env={**self.environment, **environment},
        )  # fmt: skip
        if gone:
            os.close(writing)
        return Ran(ran.returncode, ran.stdout or b"", ran.stderr)


def commands() -> Iterator[tuple[str, ...]]:
    """Yield every command of the program with its arguments, and each one's help."""
    yield from ((), ("--help",), ("--version",))
    for name in door.list_commands(click.Context(door)):
        yield (name, "--help")
        for arguments in _WITH.get(name, ((),)):
            yield (name, *arguments)


def _of_output(reason: str, usual: Ran, ran: Ran) -> Iterator[str]:
    if not usual.out:
        yield from _as_usual(usual, ran)
    elif ran.status != ExitStatus.USAGE:
        yield f"status {ran.status} although output was lost"
    elif ran.err.decode().splitlines()[-1:] != [f"standard output: {reason}"]:
        yield f"does not end in `standard output: {reason}`"
    elif len(ran.err.splitlines()) > 1 + len(usual.err.splitlines()):
        yield "more than a line is added"


def _as_usual(usual: Ran, ran: Ran) -> Iterator[str]:
    if ran.status != usual.status:
        yield f"status {ran.status}, not {usual.status}"
    if ran.out != usual.out:
        yield "another output"


def _of_input(usual: Ran, ran: Ran, reads: bool) -> Iterator[str]:
    if not reads:
        yield from _as_usual(usual, ran)
    elif (ran.status, ran.err) != (ExitStatus.USAGE, b"standard input: closed\n"):
        yield f"status {ran.status}: {ran.err!r}"


def _of_gone(usual: Ran, ran: Ran) -> Iterator[str]:
    if ran.status != (ExitStatus.DONE if usual.out else usual.status):
        yield f"status {ran.status} after a closed pipe"
    if len(ran.err) > len(usual.err):
        yield "says more than usual"


def _of_nothing_left(usual: Ran, ran: Ran) -> Iterator[str]:
    if usual.out and ran.status != ExitStatus.USAGE:
        yield f"status {ran.status} although output was lost"


Check = Callable[[Ran, Ran], Iterator[str]]

STREAMS: dict[str, tuple[str, Check]] = {
    "stdout full": (">/dev/full", partial(_of_output, "No space left on device")),
    "stdout closed": (">&-", partial(_of_output, "closed")),
    "stdin closed": ("<&-", partial(_of_input, reads=False)),
    "stderr closed": ("2>&-", _as_usual),
    "stderr full": ("2>/dev/full", _as_usual),
    "all closed": ("<&- >&- 2>&-", _of_nothing_left),
    "pipe broken": ("", _of_gone),
}
"""Cases by name: what the shell does to the stream, and what is right beside a usual run."""

ENCODINGS = ("iso-8859-1", "ascii", "latin-1:strict", "cp1252", "koi8-r", "shift_jis", "utf-16")


def faults(place: Place, command: tuple[str, ...], case: str, usual: Ran) -> list[str]:
    """Return what is wrong with a command on a broken stream or in an encoding."""
    if case in STREAMS:
        redirect, check = STREAMS[case]
        if case == "stdin closed" and "-" in command:
            check = partial(_of_input, reads=True)
        ran = place.run(command, redirect, gone=case == "pipe broken")
        wrong = list(check(usual, ran))
    else:
        ran = place.run(command, PYTHONIOENCODING=case)
        wrong = list(_of_encoding(usual, ran, case.partition(":")[0], command))
    if ran.status not in list(ExitStatus) or ran.status == ExitStatus.FAULT:
        wrong.append(f"status {ran.status} is not of the table, or a fault")
    if b"Traceback" in ran.err:
        wrong.append("a traceback")
    return wrong


def _of_encoding(usual: Ran, ran: Ran, encoding: str, command: tuple[str, ...]) -> Iterator[str]:
    if ran.status != usual.status:
        yield f"status {ran.status}, not {usual.status}"
    try:
        ran.err.decode(encoding)
        text = ran.out.decode(encoding)
    except UnicodeDecodeError as error:
        yield f"not in {encoding}: {error}"
        return
    before = usual.out.decode()
    if before.startswith("{\n") and json.loads(text) != json.loads(before):
        yield "another JSON"
    if command[:1] != ("doctor",) and len(text.splitlines()) != len(before.splitlines()):
        yield "another number of lines"
    if "\\u" in text and not before.startswith("{"):
        yield "escapes as text"


def main() -> int:
    """Run all, print a table, and return how many are wrong."""
    wanted = sys.argv[1:]
    chosen = [command for command in commands() if not wanted or (command[:1] and command[0] in wanted)]
    cases = (*STREAMS, *ENCODINGS)
    wrong = dict.fromkeys(cases, 0)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        place = Place.made_in(Path(folder))
        for command, usual in zip(chosen, pool.map(place.run, chosen), strict=True):
            told = pool.map(partial(_told, place, command, usual), cases)
            for case, lines in zip(cases, told, strict=True):
                wrong[case] += bool(lines)
                for line in lines:
                    print(f"genai-tui {' '.join(command)}: {case}: {line}")
    for case in cases:
        print(f"{case:<16}{len(chosen) - wrong[case]:>4} of {len(chosen)}")
    return min(1, sum(wrong.values()))


def _told(place: Place, command: tuple[str, ...], usual: Ran, case: str) -> list[str]:
    return faults(place, command, case, usual)


if __name__ == "__main__":
    sys.exit(main())
