"""The driver of the terminal: one writer, signals, and an exit that always ends.

Textual's driver writes from two threads, waits for a terminal that may never answer and takes back some of the
modes that it sets. This one puts every byte under one lock, takes back all that `terminal_modes` lists, and leaves
within a second of being asked to, whether the terminal takes another byte or not. It outlives an app that goes on to
another: between the two nothing of the terminal changes.
"""

from __future__ import annotations

import asyncio
import contextlib
import copy
import os
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message
from textual.messages import InBandWindowResize, TerminalSupportsSynchronizedOutput

from genai_tui.catalog import hyperlink
from genai_tui.catalog.encoding import ASCII_FORM, encoding_of
from genai_tui.tui import job_control
from genai_tui.tui import terminal_modes as modes
from genai_tui.tui.handover import Handover
from genai_tui.tui.screen_diff import Thinner
from genai_tui.tui.terminal_attributes import Attributes
from genai_tui.tui.terminal_input import read_input
from genai_tui.tui.terminal_output import Output, write_in_time

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

_Handler = Callable[[int, FrameType | None], None]


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
        self._attributes = Attributes(self.fileno)
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
        self._taken_at = self._asked_at = 0.0
        self._leaving: int | None = None
        self.last_words = ""
        """What to say on standard error if the usual way out does not come to its end."""
        self._handlers: dict[int, Any] = {}
        self._wake: tuple[int, int] | None = None
        self.handover = Handover(self._loop)
        self.was_interrupted: Callable[[], bool] = lambda: False
        """Says whether Ctrl+C was pressed before the terminal was taken."""

    def serve(self, app: App[Any] | None) -> None:
        """Go on for another app, in the loop that runs, once it takes the terminal; None: hold nothing of one that has ended."""
        if app is None:
            self._last_move_event = None  # what was typed and moved says whom it was sent to
            self.handover.forget_senders()
        self._app = app  # type: ignore[assignment] # until the next one comes
        self._loop = self.handover.loop = asyncio.get_running_loop() if app else None  # type: ignore[assignment]
        self._size = self._get_terminal_size()

    # Writing

    def write(self, data: str) -> None:
        """Send the part of `data` that changes the terminal; nothing while it belongs to somebody else."""
        output = self._output
        if output is None or output.in_a_hurry or self.handover.is_waiting:
            return
        output.wait_for_room()
        if output.is_broken:
            self.handover.soon(self._asked_to_leave, signal.SIGHUP)
            return
        with self._one_writer:
            if not self._modes:
                return
            shape = self._get_terminal_size()
            if shape != self._shape:
                self._shape = shape
                self._thinner.forget(*shape)
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
        """Take the terminal: handlers first, then modes. Where that fails in its midst, the terminal is given back."""
        if not self._handlers:
            self._handle_signals()
        if self.was_interrupted():
            self._asked_to_leave(signal.SIGINT)
        self.handover.end_waiting(super().process_message)
        try:
            self._enter()
            self._post_size()
        except BaseException:
            self.stop_application_mode()
            self.close()
            raise

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was found, unless it is kept for another app."""
        if self.handover.is_waiting:
            return
        self.disable_input()
        self._take_back()
        self._attributes.restore()

    def disable_input(self) -> None:
        """Read no more keys, unless they are for another app."""
        if self._wake is not None and not self.handover.is_waiting:
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
        while self._unanswered > 0 and time.monotonic() - self._asked_at < _ANSWERED:
            if self._output is None or self._output.is_broken:
                return
            time.sleep(0.005)

    def close(self) -> None:
        """Let go of the terminal, which has had its time to take the last bytes, unless it is kept for another app."""
        if self.handover.is_waiting:
            return
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
        """Take the terminal, unless it has been kept, and ask what it can do: it answers to the app that stands now."""
        job_control.wait_for_foreground(self.fileno, lambda: self._leaving is not None)
        if self._leaving is not None:
            return
        if self._output is None:
            output = Output(self._descriptor)
            output.start()
            self._output = output
        if not self._modes:
            self._taken_at = time.monotonic()
            early = self._attributes.set_raw(self._patch_lflag, self._patch_iflag)
            self.forget()
            self._switch(modes.SCREEN + (modes.MOUSE if self._mouse else ()) + modes.INPUT, entering=True)
            self._wake = os.pipe()
            # A thread keeps the stream that stands when it is made, which may be the app's own.
            with contextlib.redirect_stderr(sys.__stderr__):
                reader = threading.Thread(
                    target=self._read_input, args=(self._wake[0], early), name="terminal-input", daemon=True
                )
            reader.start()
            self._key_thread = reader
        self._asked_at = time.monotonic()
        if (
            self.input_tty and os.environ.get("TERM_PROGRAM") != "Apple_Terminal"
        ):  # which writes a letter of it
            with self._one_writer:
                self._unanswered = len(modes.QUESTIONS)
                self._output.write(self._encoded("".join(modes.QUESTIONS)))

    # Signals

    def _handle_signals(self) -> None:
        def in_loop(act: Callable[[], None]) -> _Handler:
            """Return a handler that leaves the work to the event loop: a handler runs in the middle of anything."""
            return lambda number, frame: self.handover.soon(act)

        handlers: dict[signal.Signals, _Handler] = {
            **dict.fromkeys(LEAVING, self._asked_to_leave),
            signal.SIGALRM: self._time_is_up,
            signal.SIGTSTP: in_loop(self._stop),
            signal.SIGCONT: in_loop(self._woken),
            signal.SIGWINCH: in_loop(self._post_size),
        }
        for number, handler in handlers.items():
            before = signal.getsignal(number)
            if before is not signal.SIG_IGN:  # as under nohup
                self._handlers[number] = before
                signal.signal(number, handler)

    def _asked_to_leave(self, number: int, frame: FrameType | None = None) -> None:
        """Leave as `q` does, with the status of a signal; runs in the middle of anything."""
        if self._leaving is None:
            self.leave(128 + number)
            self.handover.soon(lambda: self._app.exit(None, 128 + number))

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
        self._attributes.restore()
        if self.last_words:
            write_in_time(self._descriptor, self._encoded(self.last_words + "\n"))
        os._exit(self._leaving or 0)

    def _give_back_by_force(self, output: Output) -> None:
        """Give back a terminal that does not take what is sent to it: drop that, then say the least there is."""
        output.drop()
        with contextlib.suppress(termios.error):
            termios.tcflush(self._descriptor, termios.TCOFLUSH)
        everything = modes.SCREEN + modes.MOUSE + modes.INPUT + (modes.RESIZE,)
        write_in_time(self._descriptor, self._encoded(_ABORT + _PLAIN + modes.switch_off(everything)))

    # Stopping, and going on

    def _stop(self) -> None:
        """Give the terminal to the shell, and go on when the shell says so.

        The stop is the system's own, so that it does not happen where no shell waits: then this goes on at once.
        """
        if self._leaving is not None:
            return
        if self.handover.is_waiting:
            self.handover.soon(self._stop)
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
        if self.handover.is_waiting:
            self.handover.soon(self._woken)
            return
        if self._modes and time.monotonic() - self._taken_at > 0.2:
            self.stop_application_mode()
            self._go_on()

    def _go_on(self) -> None:
        if self._leaving is None:
            self._enter()
            self._post_size()
            self._app.post_message(self.SignalResume())

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

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return columns and rows as the system knows them, else as the terminal has told them."""
        with contextlib.suppress(OSError):
            columns, rows = os.get_terminal_size(self._descriptor)
            if columns and rows:
                return columns, rows
        return self._reported or (80, 24)

    def _post_size(self, again: bool = True) -> None:
        """Tell the app how large the terminal is; `again` even where it has been told the same before."""
        size = Size(*self._get_terminal_size())
        if again or size != self._posted:
            self._posted = size
            self.send_message(events.Resize(size, size))

    # Input

    def _read_input(self, wake: int, early: int) -> None:
        """Read what the terminal sends until told to stop; a terminal that is gone ends the program."""
        try:
            if not read_input(self.fileno, wake, self._encoding_of_keys, self.process_message, early):
                self.handover.soon(self._asked_to_leave, signal.SIGHUP)
        except Exception as error:
            self.handover.soon(lambda met: self._app._handle_exception(met), error)

    def send_message(self, message: Message) -> None:
        """Post a message to the app, if one stands."""
        with self.handover.turn:
            if not self.handover.is_waiting:
                super().send_message(message)

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
        message = copy.copy(message)  # the parser keeps its last one, and that would keep the app
        with self.handover.turn:
            self.handover.note(message)
            super().process_message(message)
