"""The driver of the terminal: one writer, signals, and an exit that always ends.

Textual's driver writes from two threads, waits for a terminal that may never answer and takes back some of the
modes that it sets. This one puts every byte under one lock, takes back all that `terminal_modes` lists, and leaves
within a second of being asked to, whether the terminal takes another byte or not.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import signal
import termios
import threading
import time
import tty
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message
from textual.messages import InBandWindowResize, TerminalSupportsSynchronizedOutput

from genai_tui.catalog import hyperlink
from genai_tui.catalog.encoding import ASCII_FORM, encoding_of
from genai_tui.tui import terminal_modes as modes
from genai_tui.tui.screen_diff import Thinner
from genai_tui.tui.terminal_output import Output

LEAVING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
"""Signals that ask to leave; the exit status is 128 and the signal's number."""

LONGEST_EXIT = 0.9
"""Seconds from being asked to leave to the end of the process."""

_FAREWELL = 0.5
"""Of these, seconds in which the terminal may take what has been written to it."""

_ANSWERED = 0.3
"""Seconds after which no answer of the terminal is waited for."""

_LARGEST = 10_000
"""Columns or rows past which a reported size is not believed."""

_ABORT = "\x18"
"""Ends a sequence that the terminal was in the middle of."""

_PLAIN = "\x1b[?2026l\x1b[0m"
"""Ends a frame that was begun, and takes back every style."""


class TerminalDriver(LinuxDriver):
    """Sends only differences to the terminal, and gives it back as it was found."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        before = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
        super().__init__(*arguments, **options)
        for number, handler in before.items():  # Textual's handlers write in the middle of anything
            signal.signal(number, handler)
        assert self._file is not None, "only a terminal is driven"
        self._descriptor = self._file.fileno()
        self._encoding = "ascii" if getattr(self._app, "ascii_only", False) else self._file.encoding
        keys = encoding_of(self._file, os.environ)
        self._encoding_of_keys = "utf-8" if keys == "ascii" else keys
        self._output: Output | None = None
        self._one_writer = threading.RLock()
        """Held by whoever touches the picture of the screen, the modes or the order of what is sent."""
        # GNU screen erases in its own colour unless told otherwise.
        self._thinner = Thinner(0, "STY" not in os.environ, hyperlink.are_shown(os.environ))
        self._shape = (0, 0)
        self._reported: tuple[int, int] | None = None
        self._posted: Size | None = None
        self._unanswered = 0
        self._modes: tuple[modes.Mode, ...] = ()
        self._entered_at = 0.0
        self._leaving: int | None = None
        self.last_words = ""
        """What to say on standard error if the usual way out does not come to its end."""
        self._handlers: dict[int, Any] = {}
        self._wake: tuple[int, int] | None = None

    # Writing

    def write(self, data: str) -> None:
        """Send the part of `data` that changes the terminal; nothing while it belongs to somebody else."""
        output = self._output
        if output is None or output.in_a_hurry:
            return
        output.wait_for_room()
        if output.is_broken:
            self._soon(self._asked_to_leave, signal.SIGHUP)
            return
        with self._one_writer:
            if not self._modes:
                return
            shape = self._terminal_shape()
            if shape != self._shape:
                self._shape = shape
                self._thinner.forget(shape[0])
            if thinned := self._thinner.thin(data):
                output.write(self._encoded(thinned))

    def forget(self) -> None:
        """Send everything anew with the next frames."""
        with self._one_writer:
            self._shape = (0, 0)

    def _encoded(self, text: str) -> bytes:
        """Return text as the terminal takes it, of the same width."""
        return text.encode(self._encoding, ASCII_FORM)

    def _switch(self, wanted: tuple[modes.Mode, ...], entering: bool = False) -> None:
        """Switch modes on, to be taken back in the end; once all are taken back only `entering` does so again."""
        with self._one_writer:
            new = tuple(mode for mode in wanted if mode not in self._modes)
            if self._output is not None and (self._modes or entering):
                self._modes += new
                self._output.write(self._encoded(modes.switch_on(new)))

    @property
    def has_mouse(self) -> bool:
        """Whether clicks come to the program; else the terminal selects text with the mouse."""
        return self._mouse

    def take_mouse(self, wanted: bool) -> None:
        """Take the mouse, or leave it to the terminal."""
        self._mouse = wanted
        if wanted:
            self._switch(modes.MOUSE)
            return
        with self._one_writer:
            if self._output is not None and any(mode in self._modes for mode in modes.MOUSE):
                self._modes = tuple(mode for mode in self._modes if mode not in modes.MOUSE)
                self._output.write(self._encoded(modes.switch_off(modes.MOUSE)))

    def _take_back(self) -> None:
        """Switch off whatever was switched on; from here on nothing is written."""
        with self._one_writer:
            known, self._modes = self._modes, ()
            if self._output is not None and known:
                self._output.write(self._encoded(_PLAIN + modes.switch_off(known)))

    # Coming and going

    def start_application_mode(self) -> None:
        """Take the terminal: handlers first, then modes."""
        self._handle_signals()
        self._enter()
        self._post_size()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was found."""
        self.disable_input()
        self._take_back()
        self._restore_attributes()

    def disable_input(self) -> None:
        """Read no more keys."""
        if self._wake is not None:
            self._wait_for_answers()
            reading, writing = self._wake
            self._wake = None
            os.write(writing, b"!")
            if self._key_thread is not None:
                self._key_thread.join(LONGEST_EXIT / 2)
            if self._key_thread is None or not self._key_thread.is_alive():
                os.close(reading)
            os.close(writing)
            with contextlib.suppress(termios.error):
                termios.tcflush(self.fileno, termios.TCIFLUSH)

    def _wait_for_answers(self) -> None:
        """Give the terminal time to answer what it was asked: later its answer would stand in the shell's line."""
        while self._unanswered > 0 and time.monotonic() - self._entered_at < _ANSWERED and not self._is_gone:
            time.sleep(0.005)

    @property
    def _is_gone(self) -> bool:
        return self._output is None or self._output.is_broken

    def close(self) -> None:
        """Let go of the terminal, which has had its time to take the last bytes."""
        if self._output is not None:
            if not self._output.drain(_FAREWELL) and not self._output.is_broken:
                self._give_back_by_force(self._output)
            self._output.stop()
            self._output = None
        if self._leaving is None:  # else the clock runs on, and a second signal must not be quicker
            for number, before in self._handlers.items():
                signal.signal(number, before)
            self._handlers.clear()

    def _enter(self) -> None:
        self._wait_for_foreground()
        if self._output is None:
            self._output = Output(self._descriptor)
            self._output.start()
        self._set_attributes()
        self.forget()
        self._switch(modes.SCREEN + (modes.MOUSE if self._mouse else ()) + modes.INPUT, entering=True)
        self._entered_at = time.monotonic()
        self._wake = os.pipe()
        self._key_thread = threading.Thread(
            target=self._read_input, args=(self._wake[0],), name="terminal-input", daemon=True
        )
        self._key_thread.start()
        self._ask()

    def _ask(self) -> None:
        """Ask the terminal what it knows. Apple's writes a letter of the question on the screen."""
        if self.input_tty and os.environ.get("TERM_PROGRAM") != "Apple_Terminal":
            with self._one_writer:
                if self._output is not None:
                    self._unanswered = len(modes.QUESTIONS)
                    self._output.write(self._encoded("".join(modes.QUESTIONS)))

    def _set_attributes(self) -> None:
        with contextlib.suppress(termios.error):
            self.attrs_before = termios.tcgetattr(self.fileno)
            raw = termios.tcgetattr(self.fileno)
            raw[tty.LFLAG] = self._patch_lflag(raw[tty.LFLAG])
            raw[tty.IFLAG] = self._patch_iflag(raw[tty.IFLAG])
            raw[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, raw)

    def _restore_attributes(self) -> None:
        before, self.attrs_before = self.attrs_before, None
        if before is not None and self._is_in_foreground():  # else the shell has set its own by now
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, before)

    # Signals

    def _handle_signals(self) -> None:
        for number in LEAVING:
            self._handle(number, self._asked_to_leave)
        self._handle(signal.SIGALRM, self._time_is_up)
        self._handle(signal.SIGTSTP, self._in_loop(self._stop))
        self._handle(signal.SIGCONT, self._in_loop(self._woken))
        self._handle(signal.SIGWINCH, self._in_loop(self._post_size))

    def _handle(self, number: signal.Signals, handler: Callable[[int, FrameType | None], None]) -> None:
        before = signal.getsignal(number)
        if before is not signal.SIG_IGN:  # as under nohup
            self._handlers[number] = before
            signal.signal(number, handler)

    def _in_loop(self, act: Callable[[], None]) -> Callable[[int, FrameType | None], None]:
        """Return a handler that leaves the work to the event loop: a handler runs in the middle of anything."""
        return lambda number, frame: self._soon(act)

    def _soon(self, act: Callable[..., Any], *arguments: Any) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended: nothing is left to do
            self._loop.call_soon_threadsafe(act, *arguments)

    def _asked_to_leave(self, number: int, frame: FrameType | None = None) -> None:
        """Leave as `q` does, with the status of a signal; runs in the middle of anything."""
        if self._leaving is None:
            self.leave(128 + number)
            self._soon(self._app.exit, None, 128 + number)

    def leave(self, status: int) -> None:
        """End the process with this exit status, at the latest after `LONGEST_EXIT` seconds."""
        if self._leaving is None:
            self._leaving = status
            if self._output is not None:
                self._output.in_a_hurry = True
            signal.setitimer(signal.ITIMER_REAL, LONGEST_EXIT)

    def _time_is_up(self, number: int, frame: FrameType | None) -> None:
        """End the process, since the usual way out has taken too long."""
        if self._output is not None:
            self._give_back_by_force(self._output)
        self._restore_attributes()
        if self.last_words:
            self._write_in_time(self._encoded(self.last_words + "\n"))
        os._exit(self._leaving or 0)

    def _give_back_by_force(self, output: Output) -> None:
        """Give back a terminal that does not take what is sent to it: drop that, then say the least there is."""
        output.drop()
        with contextlib.suppress(termios.error):
            termios.tcflush(self._descriptor, termios.TCOFLUSH)
        everything = modes.SCREEN + modes.MOUSE + modes.INPUT + (modes.RESIZE,)
        self._write_in_time(self._encoded(_ABORT + _PLAIN + modes.switch_off(everything)))

    def _write_in_time(self, data: bytes) -> None:
        """Write in a thread, since writing may wait for ever, and this must not."""
        last = threading.Thread(target=self._write_if_it_takes, args=(data,), daemon=True)
        last.start()
        last.join(0.1)

    def _write_if_it_takes(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            if select.select([], [self._descriptor], [], 0.05)[1]:
                os.write(self._descriptor, data)

    # Stopping, and going on

    def _stop(self) -> None:
        """Give the terminal to the shell, and go on when the shell says so.

        The stop is the system's own, so that it does not happen where no shell waits: then this goes on at once.
        """
        if self._leaving is not None:
            return
        self.stop_application_mode()
        if self._output is not None:
            self._output.drain(_FAREWELL)
        mine = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.killpg(0, signal.SIGTSTP)  # with a wrapper that the shell waits for, such as `sh -c`
        signal.signal(signal.SIGTSTP, mine)
        self._go_on()

    def _woken(self) -> None:
        """Take the terminal again, if somebody else has stopped the program: the shell has had it since."""
        if self._modes and time.monotonic() - self._entered_at > 0.2:
            self.stop_application_mode()
            self._go_on()

    def _go_on(self) -> None:
        if self._leaving is None:
            self._enter()
            self._post_size()
            self._app.post_message(self.SignalResume())

    def _wait_for_foreground(self) -> None:
        """Stop as a program in the background does that wants the terminal, until it is brought to the front."""
        if not self._is_in_foreground():
            os.kill(os.getpid(), signal.SIGTTOU)

    def _is_in_foreground(self) -> bool:
        try:
            return os.tcgetpgrp(self.fileno) == os.getpgrp()
        except OSError:  # no terminal of this session: nobody else's either
            return True

    def suspend_application_mode(self) -> None:
        """Give the terminal to another program."""
        self.stop_application_mode()
        if self._output is not None:
            self._output.drain(_FAREWELL)

    def resume_application_mode(self) -> None:
        """Take the terminal again."""
        self._enter()
        self._post_size()

    # Sizes

    def _terminal_shape(self) -> tuple[int, int]:
        """Return columns and rows as the system knows them, else as the terminal has told them."""
        with contextlib.suppress(OSError):
            columns, rows = os.get_terminal_size(self._descriptor)
            if columns and rows:
                return columns, rows
        return self._reported or (80, 24)

    def _get_terminal_size(self) -> tuple[int, int]:
        return self._terminal_shape()

    def _post_size(self, again: bool = True) -> None:
        """Tell the app how large the terminal is; `again` even where it has been told the same before."""
        size = Size(*self._terminal_shape())
        if again or size != self._posted:
            self._posted = size
            self.send_message(events.Resize(size, size))

    # Input

    def _read_input(self, wake: int) -> None:
        """Read what the terminal sends until told to stop; a terminal that is gone ends the program."""
        parser = InputParser()
        decode = codecs.getincrementaldecoder(self._encoding_of_keys)("replace").decode
        try:
            while True:
                ready, _, _ = select.select([self.fileno, wake], [], [], 0.1)
                if wake in ready:
                    return
                if self.fileno in ready:
                    try:
                        data = os.read(self.fileno, 4096)
                    except OSError:
                        data = b""
                    if not data:
                        self._soon(self._asked_to_leave, signal.SIGHUP)
                        return
                    if text := decode(data):  # of a letter's first byte comes nothing yet
                        for message in parser.feed(text):
                            self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
        except Exception as error:
            self._soon(self._app._handle_exception, error)

    def process_message(self, message: Message) -> None:
        """Hand on what the terminal says; its answers are for the driver."""
        if isinstance(message, TerminalSupportsSynchronizedOutput | InBandWindowResize):
            self._unanswered -= 1
        if isinstance(message, InBandWindowResize):
            if message.supported:
                self._switch((modes.RESIZE,))
            return
        if isinstance(message, events.Resize):
            width, height = message.size
            if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
                return
            self._reported = (width, height)
            self._post_size(again=False)
            return
        super().process_message(message)


class InputParser(XTermParser):
    """Textual's parser of what a terminal sends: one whose mouse is told in cells, and whom no sequence breaks."""

    def feed(self, data: str) -> Iterator[Message]:
        """Yield what `data` says; of a sequence that cannot be read, and what follows it, nothing.

        Textual's parser raises where a number in a sequence is none, or none of Unicode's, and is dead then.
        """
        try:
            yield from super().feed(data)
        except (ValueError, OverflowError):
            self.__init__()  # type: ignore[misc]

    def _parse_extended_key(  # type: ignore[override] # a method there too, but for its cache
        self, sequence: str
    ) -> list[events.Key] | None:
        """Parse as Textual does, without its cache: that keeps the parser, and so the app, after the app has ended."""
        return XTermParser._parse_extended_key.__wrapped__(self, sequence)

    @property
    def mouse_pixels(self) -> bool:
        """Whether places of the mouse come in pixels: never, mode 1016 stays off."""
        return False

    @mouse_pixels.setter
    def mouse_pixels(self, value: bool) -> None:
        """Ignore what is set: a report of the size says nothing of the mouse."""
