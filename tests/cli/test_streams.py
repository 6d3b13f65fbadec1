"""Standard streams that are full, closed, endless or narrow, and how commands end."""

from __future__ import annotations

import errno
import fcntl
import io
import json
import os
import signal
import subprocess
import sys
import termios
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest

from genai_tui.cli import streams
from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.main import door, main
from tests.trust.streams import ENCODINGS, PROGRAM, STREAMS, Place, commands, faults
from tests.trust.terminal import AnsweringTerminal

COMMANDS = tuple(commands())
OTHERS = (*(case for case in STREAMS if case != "stdout full"), *ENCODINGS)
HELP = [number for number, command in enumerate(COMMANDS) if "--help" in command]
WORK = [number for number, command in enumerate(COMMANDS) if "--help" not in command]
TRIED = sorted((*HELP[::3], *WORK))
"""Commands by number; help is written by one and the same code, so that of every third is enough."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place.made_in(tmp_path_factory.mktemp("streams"))


def sample(number: int) -> tuple[str, ...]:
    """Return the cases that a command is tried in here: `python -m tests.trust.streams` tries all."""
    if number in HELP:
        return ("stdout full",)
    return ("stdout full", OTHERS[WORK.index(number) % len(OTHERS)])


@pytest.mark.parametrize("number", TRIED, ids=[" ".join(COMMANDS[number]) or "bare" for number in TRIED])
def test_every_command_on_broken_streams_and_in_an_encoding(place: Place, number: int) -> None:
    usual = place.run(COMMANDS[number])
    assert usual.status in set(ExitStatus) - {ExitStatus.FAULT}
    for case in sample(number):
        assert faults(place, COMMANDS[number], case, usual) == [], case


def test_the_sample_covers_every_command_and_every_case() -> None:
    assert {COMMANDS[number][0] for number in WORK if COMMANDS[number]} >= set(
        door.list_commands(click.Context(door))
    )
    tried = Counter(case for number in TRIED for case in sample(number))
    assert all(tried[case] > 1 for case in (*STREAMS, *ENCODINGS)), tried


# Input


@pytest.mark.parametrize("source", ["yes", "yes painter", "cat /dev/zero"])
def test_an_endless_input_is_refused_in_a_line(place: Place, source: str) -> None:
    line = f'{source} | exec "$@"'
    ran = subprocess.run(
        ["sh", "-c", line, "sh", *PROGRAM, "-c", str(place.catalog), "list", "-"],
        capture_output=True, text=True, env=place.environment, timeout=30, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (ExitStatus.USAGE, "")
    assert ran.stderr == "standard input: longer than 32 MiB\n"


@pytest.mark.parametrize(("text", "is_read"), [("", True), ("12345678", True), ("123456789", False)])
def test_input_is_read_up_to_its_bound(monkeypatch: pytest.MonkeyPatch, text: str, is_read: bool) -> None:
    monkeypatch.setattr(streams, "MOST_INPUT", 8)
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    if is_read:
        assert streams.read_input() == text
    else:
        with pytest.raises(streams.StreamFailure, match="longer than"):
            streams.read_input()


class _Unreadable(io.RawIOBase):
    """A stream of which every read fails."""

    def __init__(self, number: int) -> None:
        self._number = number

    def readable(self) -> bool:
        return True

    def readinto(self, _: object) -> int:
        raise OSError(self._number, os.strerror(self._number))


@pytest.mark.parametrize(("number", "why"), [(errno.EBADF, "closed"), (errno.EISDIR, "Is a directory")])
@pytest.mark.parametrize("command", ["list -", "memory import -", "--linear"])
def test_input_that_cannot_be_read_is_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path, number: int, why: str, command: str
) -> None:  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["genai-tui", *command.split()])
    monkeypatch.setenv("GENAI_TUI_CATALOG", str(folder))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(_Unreadable(number))))
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == ExitStatus.USAGE
    assert capsys.readouterr().err == f"standard input: {why}\n"


def run_in_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stdin: str, *arguments: str
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["genai-tui", *arguments])
    monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0), *capsys.readouterr()


def test_twenty_megabytes_of_ids_are_answered_in_seconds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    ids = "\n".join(f"model-{number:08}" for number in range(1_300_000))
    began = time.monotonic()
    status, out, err = run_in_process(
        monkeypatch, capsys, f"{ids}\npainter\npainter\n", "list", "--ids", "-c", str(folder), "-"
    )
    assert time.monotonic() - began < 20
    assert (status, out) == (ExitStatus.UNKNOWN, "painter\n")
    assert len(err.splitlines()) == 21
    assert err.splitlines()[-1] == "1299980 more lines name no model"


def test_an_id_is_told_in_short(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    _, _, err = run_in_process(monkeypatch, capsys, "x" * 5_000_000, "list", "-c", str(folder), "-")
    assert len(err) < 200


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "utf-16"])
def test_input_of_any_bytes_is_no_fault(place: Place, encoding: str) -> None:
    environment = {**place.environment, "PYTHONIOENCODING": encoding}
    for data in (bytes(range(256)), b"\xff\xfe\x00", b"painter\x00\xd8\n", os.urandom(999)):
        ran = subprocess.run(
            [*PROGRAM, "-c", str(place.catalog), "list", "-"], input=data, capture_output=True, env=environment,
            check=False,
        )  # fmt: skip
        assert ran.returncode in (ExitStatus.UNKNOWN, ExitStatus.FAILED, ExitStatus.USAGE), ran.stderr
        assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("arguments", [("export",), ("export", "-f", "csv"), ("list",), ("show",), ("count", "--by"),
                                       ("cite",), ("search",), ("neighbors",), ("-c",), ("validate",)])  # fmt: skip
def test_words_that_are_no_text_are_no_fault(place: Place, arguments: tuple[str, ...]) -> None:
    command = [os.fsencode(word) for word in (*PROGRAM, "-c", str(place.catalog), *arguments)]
    ran = subprocess.run([*command, b"\xff\xe9"], capture_output=True, env=place.environment, check=False)
    assert ran.returncode in (ExitStatus.DONE, ExitStatus.FAILED, ExitStatus.USAGE), ran.stderr
    assert b"Traceback" not in ran.stderr


# What is written where an encoding lacks it


def test_json_keeps_every_letter_and_other_forms_tell_what_they_replace(place: Place) -> None:
    usual = json.loads(place.run(("list", "-f", "json")).out)
    for encoding in ENCODINGS:
        ran = place.run(("list", "-f", "json"), PYTHONIOENCODING=encoding)
        assert json.loads(ran.out.decode(encoding.partition(":")[0])) == usual
        assert ran.err == b""
    ran = place.run(("list", "-f", "csv"), PYTHONIOENCODING="iso-8859-1")
    assert "Flüsterer ???? ?? ?" in ran.out.decode("iso-8859-1")
    assert ran.err.count(b"\n") == 1
    assert b"written as iso8859-1" in ran.err


def test_graphml_stays_readable(place: Place) -> None:
    from xml.etree import ElementTree

    command = ("graph", "--kind", "two-mode", "-f", "graphml")
    usual, ran = place.run(command), place.run(command, PYTHONIOENCODING="iso-8859-1")
    tree, other = ElementTree.fromstring(usual.out), ElementTree.fromstring(ran.out)
    assert [each.text for each in tree.iter()] == [each.text for each in other.iter()]


def test_columns_stay_where_they_are(place: Place) -> None:
    from genai_tui.catalog.cells import width

    rows = place.run(("list",)).out.decode().splitlines()
    for encoding in ENCODINGS:
        narrow = place.run(("list",), PYTHONIOENCODING=encoding).out.decode(encoding.partition(":")[0])
        assert [width(row) for row in narrow.splitlines()] == [width(row) for row in rows], encoding


def test_ascii_is_a_choice_for_every_command(place: Place) -> None:
    for command in (
        ("--ascii", "list"),
        ("--ascii", "show", "painter"),
        ("graph", "--ascii"),
        ("--ascii", "graph"),
    ):
        ran = place.run(command)
        assert ran.out.isascii(), command
        assert ran.out
    assert not place.run(("--no-ascii", "list")).out.isascii()
    assert not place.run(("list",)).out.isascii()


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C"}, {"LANG": "C", "LC_CTYPE": ""}, {"TERM": "vt220"}],
    ids=lambda environment: "-".join(environment.values()),
)
def test_on_a_terminal_that_shows_no_signs_only_ascii_is_sent(
    place: Place, environment: dict[str, str]
) -> None:
    usual = {"LC_ALL": "", "LANG": "C.UTF-8"} | environment
    program = [*PROGRAM, "-c", str(place.catalog)]
    with _terminal([*program, "list"], usual) as terminal:
        assert terminal.ends_within(20) is not None
        assert b"Painter" in terminal.raw
        assert bytes(terminal.raw).isascii()
    with _terminal(program, usual) as terminal:
        assert terminal.until(rb"Whisp|Listener|Painter")
        terminal.type("?", "\x1b", "y", "6", "?", "\x1b", "m", "y", "\x1b", "\x10", "\x1b", ":", "x")
        # Where the machine is busy, Esc and the key behind it may be read as one: from there Ctrl+Q leaves, too.
        terminal.type("\x1b", pause=0.6)
        terminal.type("q", "\x11")
        assert terminal.ends_within(30) is not None
        assert bytes(terminal.raw).isascii()
        assert rb"\u" not in terminal.raw


def test_a_terminal_of_another_encoding_is_written_in_that(place: Place) -> None:
    latin = {"LC_ALL": "", "LANG": "de_DE.ISO-8859-1"}
    with _terminal([*PROGRAM, "-c", str(place.catalog), "list"], latin) as terminal:
        assert terminal.ends_within(20) is not None
        assert "Flüsterer ???? ?? ?" in bytes(terminal.raw).decode("iso-8859-1")


def test_the_choice_is_the_readers(place: Place) -> None:
    program = [*PROGRAM, "-c", str(place.catalog)]
    for options, lines in ((["--no-ascii"], {"LC_ALL": "C"}), ([], {"LC_ALL": "C.UTF-8"})):
        with _terminal([*program, *options], lines) as terminal:
            assert terminal.until("○|●|╭|│".encode()), options


@contextmanager
def _terminal(command: list[str], environment: dict[str, str]) -> Iterator[AnsweringTerminal]:
    terminal = AnsweringTerminal(command, environment=environment)
    try:
        yield terminal
    finally:
        terminal.close()


# How it ends


def test_a_fault_is_a_line_and_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    def fail(*_: object) -> Iterator[str]:
        raise KeyError("a secret of the reader's")

    monkeypatch.setattr("genai_tui.cli.output.models_in", fail)
    status, out, err = run_in_process(monkeypatch, capsys, "", "list", "-c", str(folder))
    assert (status, out, err.count("\n")) == (ExitStatus.FAULT, "", 1)
    assert "KeyError" in err
    assert len(list((tmp_path / "state").rglob("crash-*.txt"))) == 1


@pytest.mark.parametrize("command", [("list", "-"), ("export", "-")])
def test_an_interrupted_command_says_nothing_and_exits_130(place: Place, command: tuple[str, ...]) -> None:
    running = subprocess.Popen(
        [*PROGRAM, "-c", str(place.catalog), *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=place.environment,
        preexec_fn=_heed_interrupts,
    )  # fmt: skip
    assert running.stdin is not None
    running.stdin.write(b"pain")
    running.stdin.flush()
    end = time.monotonic() + 30
    while _unread(running.stdin.fileno()):  # what is taken shows that the command waits for the rest
        assert time.monotonic() < end, "it never read its input"
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert running.returncode == ExitStatus.INTERRUPTED
    assert (out, err.strip()) == (b"", b"")


def _heed_interrupts() -> None:
    """End at an interrupt: whoever runs the tests may ignore it, as a shell has it of what runs in its background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _unread(pipe: int) -> int:
    """Return how many bytes nobody has taken out of a pipe yet."""
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


_INTERRUPTED_AT = """
import os, signal, sys
from genai_tui.__main__ import start

class Interruption:
    left = int(sys.argv.pop(1))

    def find_spec(self, *_):
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
sys.meta_path.insert(0, Interruption())
start()
"""
"""The program, interrupted when it looks for its n-th module: from there on the moments of its start are its own."""


@pytest.mark.parametrize(
    ("module", "command"),
    [(1, "list"), (9, "validate"), (30, "graph"), (60, "search paint"), (90, "--help"), (110, "explore"), (120, "list")],
)  # fmt: skip
def test_a_start_that_is_interrupted_says_nothing_and_exits_130(
    place: Place, module: int, command: str
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_AT, str(module), "-c", str(place.catalog), *command.split()],
        stdin=subprocess.DEVNULL, capture_output=True, env=place.environment, timeout=60, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr.strip()) == (ExitStatus.INTERRUPTED, b"", b"")


def test_a_descriptor_that_does_not_wait_takes_all_in_the_end() -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    output = streams.Output(writing, True, None)
    child = subprocess.Popen(["sh", "-c", "sleep 0.3; wc -c"], stdin=reading, stdout=subprocess.PIPE)
    os.close(reading)
    output.write("x" * 1_000_000)
    output.flush()
    output.detach().detach()  # type: ignore[attr-defined]
    os.close(writing)
    assert int(child.communicate(timeout=20)[0]) == 1_000_000


@pytest.mark.parametrize("told", [True, False])
def test_a_stream_that_has_failed_takes_the_rest_and_says_so_once(told: bool) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    stream = streams._Descriptor(writer, told)
    if told:
        with pytest.raises(streams.ReaderGone):
            stream.write(b"some")
    assert [stream.write(b"more"), stream.write(b"")] == [4, 0]
    os.close(writer)
