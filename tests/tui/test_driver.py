"""The driver: one writer whatever the terminal answers, every mode taken back, input that nothing breaks."""

from __future__ import annotations

import asyncio
import errno
import os
import pty
import re
import signal
import sys
import termios
import threading
import time
from collections.abc import Iterator
from typing import Any

import pyte
import pytest
from textual import events
from textual.geometry import Size
from textual.messages import InBandWindowResize

from genai_tui.tui import terminal_modes as modes
from genai_tui.tui.driver import TerminalDriver
from genai_tui.tui.screen_diff import Thinner
from genai_tui.tui.terminal_input import InputParser

COLUMNS, ROWS = 80, 24
ALL = (*modes.SCREEN, *modes.MOUSE, *modes.INPUT, modes.RESIZE)


class _App:
    """What the driver needs of an app."""

    def __init__(self) -> None:
        self.messages: list[Any] = []

    async def _post_message(self, message: Any) -> bool:
        self.messages.append(message)
        return True

    def post_message(self, message: Any) -> None:
        self.messages.append(message)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The end of a pseudo-terminal that an emulator holds; the driver finds the other as its streams."""
    held, given_to_the_driver = pty.openpty()
    import fcntl
    import struct

    fcntl.ioctl(held, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    with os.fdopen(given_to_the_driver, "r+b", buffering=0) as raw:
        import io

        stream = io.TextIOWrapper(raw, encoding="utf-8", write_through=True)  # type: ignore[arg-type,type-var]
        monkeypatch.setattr(sys, "__stderr__", stream)
        monkeypatch.setattr(sys, "__stdin__", stream)
        yield held
        stream.detach()
    # The readers end now that nobody holds the other end. One that went on would read what the next test writes,
    # whose descriptor may have the same number.
    for reader in _READERS:
        reader.join(5)
    reading = [reader for reader in _READERS if reader.is_alive()]
    _READERS.clear()
    os.close(held)
    assert not reading, "somebody still holds the terminal"


_READERS: list[threading.Thread] = []


def _reader(descriptor: int, into: bytearray) -> None:
    def read() -> None:
        try:
            while data := os.read(descriptor, 65536):
                into.extend(data)
        except OSError:
            pass

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    _READERS.append(thread)


def _left_on(raw: bytes) -> set[str]:
    on = {}
    for found in re.finditer(rb"\x1b\[\?(\d+)([hl])", raw):
        on[found[1].decode()] = found[2] == b"h"
    return {number for number, is_on in on.items() if is_on != (number in ("25", "7"))}


async def test_one_thread_at_a_time_touches_the_picture_of_the_screen(
    terminal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[int] = []
    met: list[set[int]] = []

    def watched(act: Any) -> Any:
        def acting(self: Thinner, *arguments: Any) -> Any:
            inside.append(threading.get_ident())
            time.sleep(0.0003)
            if len(threads := set(inside)) > 1:
                met.append(threads)
            try:
                return act(self, *arguments)
            finally:
                inside.remove(threading.get_ident())

        return acting

    monkeypatch.setattr(Thinner, "thin", watched(Thinner.thin))
    monkeypatch.setattr(Thinner, "forget", watched(Thinner.forget))
    raw = bytearray()
    _reader(terminal, raw)
    driver = TerminalDriver(_App())
    driver.start_application_mode()

    def answer() -> None:
        for number in range(100):
            driver.process_message(InBandWindowResize(True, False))
            driver.write("\x1b[?2048h")  # as Textual's own code in this thread does
            driver.write(f"\x1b[{ROWS};1H" + f"{number:04}" * (COLUMNS // 4))
            driver.forget()

    answering = threading.Thread(target=answer)
    answering.start()
    lines = []
    for number in range(100):
        lines = [f"{number + row:04}" * (COLUMNS // 4) for row in range(ROWS - 1)]
        frame = "".join(f"\x1b[{row + 1};1H\x1b[3{row % 8}m{line}\x1b[0m" for row, line in enumerate(lines))
        driver.write(frame + "\x1b[1;1H")
    answering.join()
    assert driver._output is not None
    assert driver._output.drain(5)
    driver.stop_application_mode()
    driver.close()
    await asyncio.sleep(0.05)
    assert met == []
    shown = bytes(raw).partition(b"\x1b[?2026l")[0]  # before the terminal is given back
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.ByteStream(screen).feed(re.sub(rb"\x1b\[[<>]\d*u|\x1b\[\?\d+\$p", b"", shown))
    assert screen.display == [*lines, "0099" * (COLUMNS // 4)]
    assert _left_on(bytes(raw)) == set()


async def test_an_answer_after_the_end_switches_nothing_on(terminal: int) -> None:
    raw = bytearray()
    _reader(terminal, raw)
    driver = TerminalDriver(_App())
    driver.start_application_mode()
    driver.write("\x1b[1;1Hshown\x1b[1;1H")
    driver.stop_application_mode()
    driver.process_message(InBandWindowResize(True, False))
    driver.write("\x1b[1;1Hnot shown\x1b[1;1H")
    driver.close()
    await asyncio.sleep(0.05)
    assert b"shown" in raw
    assert b"not shown" not in raw
    assert _left_on(bytes(raw)) == set()


async def test_the_handlers_of_signals_are_as_before(terminal: int) -> None:
    numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)
    before = [signal.getsignal(number) for number in numbers]
    _reader(terminal, bytearray())
    driver = TerminalDriver(_App())
    driver.start_application_mode()
    assert signal.getsignal(signal.SIGTERM) != before[0]
    driver.stop_application_mode()
    driver.close()
    assert [signal.getsignal(number) for number in numbers] == before


async def test_a_size_in_the_stream_is_believed_within_reason(terminal: int) -> None:
    app = _App()
    _reader(terminal, bytearray())
    driver = TerminalDriver(app)
    driver.start_application_mode()
    for report in ("\x1b[48;0;0;0;0t", "\x1b[48;99999999;99999999;1;1t", "\x1b[48;24;80;384;640t"):
        for message in InputParser().feed(report):
            driver.process_message(message)
    driver.stop_application_mode()
    driver.close()
    await asyncio.sleep(0.05)
    sizes = [tuple(message.size) for message in app.messages if isinstance(message, events.Resize)]
    assert set(sizes) == {(COLUMNS, ROWS)}


def test_every_mode_has_what_takes_it_back() -> None:
    for mode in ALL:
        if mode.name == "kitty keys":
            assert (mode.on[:3], mode.off) == ("\x1b[>", "\x1b[<u")
        else:
            on, off = (re.fullmatch(r"\x1b\[\?(\d+)([hl])", text) for text in (mode.on, mode.off))
            assert on is not None
            assert off is not None
            assert (on[1], {on[2], off[2]}) == (off[1], {"h", "l"})
    assert modes.switch_off(ALL).startswith(modes.CLEAR), "some terminals have no other screen to go back to"
    assert modes.switch_off(ALL).endswith("\x1b[?1049l")
    assert modes.CLEAR not in modes.switch_off(modes.MOUSE)
    assert not any("1016" in mode.on for mode in ALL)


def _sizes(app: _App) -> list[tuple[int, int]]:
    return [tuple(message.size) for message in app.messages if isinstance(message, events.Resize)]


async def test_a_report_of_the_size_is_told_once_and_a_signal_every_time(
    terminal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = _App()
    _reader(terminal, bytearray())
    driver = TerminalDriver(app)
    driver.start_application_mode()
    await asyncio.sleep(0.05)
    assert _sizes(app) == [(COLUMNS, ROWS)]
    report = events.Resize(Size(COLUMNS, ROWS), Size(COLUMNS, ROWS))
    driver.process_message(report)
    driver.process_message(report)
    await asyncio.sleep(0.05)
    assert _sizes(app) == [(COLUMNS, ROWS)], "the terminal reports what the app knows"
    os.kill(os.getpid(), signal.SIGWINCH)
    await asyncio.sleep(0.05)
    assert _sizes(app) == [(COLUMNS, ROWS)] * 2, "the window may have been another size in between"
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((0, 0)))
    for width in (100, 100, 90):
        driver.process_message(events.Resize(Size(width, 30), Size(width, 30)))
    await asyncio.sleep(0.05)
    assert _sizes(app)[2:] == [(100, 30), (90, 30)]
    driver.stop_application_mode()
    driver.close()


class _Ended(Exception):
    """Stands for the end of the process."""


def _end(status: int) -> None:
    raise _Ended(status)


@pytest.mark.parametrize(("status", "ends"), [(70, 70), (None, 0)])
@pytest.mark.parametrize("words", ["a fault, told in a line", ""])
async def test_when_the_time_is_up_the_terminal_is_given_back_at_once(
    words: str, status: int | None, ends: int, terminal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = bytearray()
    _reader(terminal, raw)
    driver = TerminalDriver(_App())
    driver.start_application_mode()
    driver.last_words = words
    driver._leaving = status
    await asyncio.sleep(0.05)
    raw.clear()
    monkeypatch.setattr(os, "_exit", _end)
    with pytest.raises(_Ended) as ended:
        driver._time_is_up(signal.SIGALRM, None)
    assert ended.value.args == (ends,)
    given_back = modes.switch_off((*modes.SCREEN, *modes.MOUSE, *modes.INPUT, modes.RESIZE)).encode()
    until = time.monotonic() + 5
    while not (given_back in raw and words.encode() in raw) and time.monotonic() < until:
        await asyncio.sleep(0.01)
    before, found, after = bytes(raw).partition(given_back)
    assert found, before
    assert after.split() == words.encode().split()
    driver._leaving = None
    driver.stop_application_mode()
    driver.close()


async def test_a_driver_that_never_took_the_terminal_gives_nothing_back(
    terminal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = bytearray()
    _reader(terminal, raw)
    driver = TerminalDriver(_App())
    monkeypatch.setattr(os, "_exit", _end)
    with pytest.raises(_Ended):
        driver._time_is_up(signal.SIGALRM, None)
    await asyncio.sleep(0.05)
    assert raw == b""


@pytest.mark.parametrize("lacks", ["a pipe", "terminal-input", "terminal-output", "a size"])
async def test_a_start_that_fails_in_its_midst_gives_the_terminal_back(
    lacks: str, terminal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = threading.Thread.start

    def start_unless_lacking(thread: threading.Thread) -> None:
        if thread.name == lacks:
            raise RuntimeError("can't start new thread")
        start(thread)

    def no_pipe(*_: object) -> tuple[int, int]:
        raise OSError(errno.EMFILE, "Too many open files")

    raw = bytearray()
    _reader(terminal, raw)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGWINCH)}
    line = termios.tcgetattr(terminal)
    driver = TerminalDriver(_App())
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", start_unless_lacking)
        if lacks == "a pipe":
            patch.setattr(os, "pipe", no_pipe)
        if lacks == "a size":
            patch.setattr(TerminalDriver, "_post_size", no_pipe)
        with pytest.raises((OSError, RuntimeError)):
            driver.start_application_mode()
    until = time.monotonic() + 30
    while _left_on(bytes(raw)) or (lacks != "terminal-output" and not raw):
        assert time.monotonic() < until, _left_on(bytes(raw))
        await asyncio.sleep(0.01)
    assert termios.tcgetattr(terminal) == line
    assert {number: signal.getsignal(number) for number in before} == before


@pytest.mark.parametrize("asked", ["_stop", "_woken"])
async def test_what_is_asked_of_an_app_that_goes_on_to_another_is_done_by_that(
    asked: str, terminal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, app = bytearray(), _App()
    _reader(terminal, raw)
    monkeypatch.setattr(os, "killpg", lambda *_: None)  # the stop itself
    driver = TerminalDriver(app)
    driver.start_application_mode()
    driver._taken_at -= 1
    await asyncio.sleep(0.05)
    driver.handover.wait()
    raw.clear()
    getattr(driver, asked)()
    await asyncio.sleep(0.05)
    assert not raw, "the terminal is as it was, and waits for the next app"
    driver.serve(None)
    monkeypatch.setattr(driver, "SignalResume", lambda: "resumed")
    driver.serve(app)  # type: ignore[arg-type]
    driver.start_application_mode()
    until = time.monotonic() + 5
    anew = re.compile(rb"\x1b\[\?1049l.*\x1b\[\?1049h", re.S)
    while not ("resumed" in app.messages and anew.search(raw)):
        assert time.monotonic() < until, raw
        await asyncio.sleep(0.01)
    driver.stop_application_mode()
    driver.close()
    await asyncio.sleep(0.05)
    assert _left_on(bytes(raw)) == set()
