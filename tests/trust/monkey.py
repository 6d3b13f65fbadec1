"""A monkey at the keyboard: random keys, texts, pastes, mouse and sizes for the real program on a pseudo-terminal.

`python -m tests.trust.monkey --seed 1 --keys 10000 --mouse` prints what it found. The same seed does the same
things in the same order; what the program makes of them also depends on when they reach it.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import random
import re
import select
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from genai_tui.graph.kinds import KINDS
from genai_tui.tui import background
from genai_tui.tui.commands import BROWSE, GRAPH
from genai_tui.view.screens import SCREENS
from tests.pseudo_terminal import PseudoTerminal
from tests.trust.reached import missed, pairs

BYTES = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~", "f1": "\x1bOP", "enter": "\r", "space": " ",
    "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "backspace": "\x7f",
    "ctrl+l": "\x0c", "ctrl+p": "\x10", "ctrl+z": "\x1a", "ctrl+c": "\x03",
}  # fmt: skip
"""What terminals send for the keys that are no letters."""

MOST_GROWTH = 0.1
"""By this part a warm program may grow: what it mostly takes, and what it takes at most."""

MOST_DESCRIPTORS = 24
"""Descriptors that a warm program may hold, however long it has run: some files while it saves."""

MOST_THREADS = 4 + background.MOST_THREADS + background.MOST_OF_LOOP
"""Threads of a warm program: the main one, the terminal's two and its last words; those of all work, those of the loop."""

WARM = 2_500
"""Keys after the tour of everything, after which it is warm: what it keeps of texts, places and colours is full by then."""

STRETCH = 2_500
"""Keys of a walk that are measured together: at a single moment another catalog may just be opened, or a graph drawn."""

COURSE = 1_000
"""Keys after which the course of a long walk is told again."""

EVERYTHING = 50_000
"""Keys after which every command of every screen was reached."""

LEAVING = frozenset({"q", "ctrl+c"})
"""Keys that end the program, which the monkey keeps away from."""

_KEYS = sorted(
    {key for command in (*BROWSE, *GRAPH) for key in command.keys} - LEAVING
    | set("hjklxXgG") | (BYTES.keys() - LEAVING)
)  # fmt: skip
_OFTEN = (
    "enter",
    "escape",
    "up",
    "down",
    "left",
    "right",
    "tab",
    "pageup",
    "pagedown",
    "6",
    "1",
    "ctrl+p",
    "p",
)
_TEXTS = (
    "/wisper\r", "/org:openai year:2022\r", "/(\r", "/a b c d\t\t\r", "/org:\t\t\r", "/\x1b", ":theme\r", ":sort\r",
    ":catalog survey\r", ":catalog /no/where\r", ":save mine\r", ":nobody\r", ":whisper\r", ":\r", "\x10show all\r",
    "\x10zoom\r\r", "\x10\r\r", "\x10nothing like it\r", "\x10\x1b[6~", "/google\r\r", "o\r\r", "C\x1b[B\x1b\x1b",
    "6/google\r\r", "6pgp", "6n\x1b[C\r", "6m\x1b[C\x1b[B\r", "??", "ii", "aa", "11", "66",
)  # fmt: skip
_CHOICES = (
    "", "category", "year", "2022-06", "light", "openai", "x", "params", "mine", "org:google", "bibtex", "half-years", "weights,year",
)  # fmt: skip
"""What is typed after the name of a command that takes something."""


def _errands(**ways: str) -> tuple[str, ...]:
    """Return every command of every screen by its name; what it takes goes into the braces.

    A screen is gone to by its key, or by other `ways` of their own.
    """
    return tuple(
        f"{ways.get(row.name, row.key)}:{command.name}{{}}\r"
        for row in SCREENS
        for screen, command in pairs()
        if screen == row.name
    )


_ERRANDS = _errands(compare=":compare imagen, muse\r")  # where nothing is marked its key does nothing
"""What is done now and then, and once in a tour, so that no command is left to luck."""
_SHOWN = (
    *("/gpt\r", "\x1b", "\x1b", ":sort\r", "s", "s"), *"ggggggg", "z", "z", "t", "t",
    *(f"{page}\x1b" for page in "?aioC"), "\x10gpt\x1b", "/org:\t\x1b\x1b", "6",
    *(key for _ in KINDS for key in ("w", "m", "m", "n", "w", "n", "n", "g")), "?\x1b", "1",
)  # fmt: skip
"""What opens every kind of page, tab, theme and graph once."""
_PASTES = (
    "whisper",
    "org:openai",
    "line one\nline two\n",
    "\u0627\u0644\u0639\u0631 \U0001f600 e\u0301",
    "x" * 3000,
    "",
)
_SIZES = ((120, 40), (80, 24), (60, 16), (50, 12), (30, 8), (10, 3), (1, 1), (200, 60), (100, 30), (70, 50))
_FOCUS = ("\x1b[O", "\x1b[I")
_CRASHED = re.compile(rb"Traceback \(most recent call last\)|\xe2\x95\xad\xe2\x94\x80+ Traceback")


@dataclass(frozen=True)
class Growth:
    """How the memory of a warm process has grown, in KiB: its first stretch of keys beside all later ones."""

    keys: int
    """Keys that were sent after the first stretch."""
    before: float
    """The median of the first stretch."""
    since: float
    """The highest median of a later one."""
    most_before: int
    """The highest measure of the first stretch."""
    most_since: int
    """The highest one of all later."""

    @property
    def is_too_much(self) -> bool:
        """Whether the program takes more than it may, mostly or at most."""
        pairs = ((self.before, self.since), (self.most_before, self.most_since))
        return any(since > (1 + MOST_GROWTH) * before for before, since in pairs)

    def __str__(self) -> str:
        mostly, most = self.since / self.before - 1, self.most_since / self.most_before - 1
        return (
            f"{self.before / 1024:.1f} MiB mostly, {self.since / 1024:.1f} in the highest of later stretches, {mostly:+.1%}; "
            f"{self.most_before / 1024:.1f} MiB at most, {self.most_since / 1024:.1f} later, {most:+.1%}; {self.keys} keys"
        )


def growth(memory: Sequence[tuple[int, int]]) -> Growth | None:
    """Return how a process has grown from its measures, each with the keys sent so far; None before there are two stretches.

    The keys of the first `WARM` are left out, and a last stretch that is not whole.
    """
    if not memory:
        return None
    warm = memory[0][0] + WARM
    stretches = [
        [kib for _, kib in group]
        for _, group in itertools.groupby(
            (each for each in memory if each[0] >= warm), key=lambda each: (each[0] - warm) // STRETCH
        )
    ]
    last = memory[-1][0] - warm
    later = stretches[1 : last // STRETCH]
    if not later:
        return None
    first, medians = stretches[0], [statistics.median(each) for each in later]
    return Growth(last - STRETCH, statistics.median(first), max(medians), max(first), max(map(max, later)))


@dataclass
class Found:
    """What the monkey has found."""

    keys: int = 0
    left: int = 0
    """How often the program was left as a reader leaves it, and started again."""
    crashes: list[str] = field(default_factory=list)
    children: list[str] = field(default_factory=list)
    memory: list[tuple[int, int]] = field(default_factory=list)
    """Keys so far and KiB of resident memory, of the process that ran last."""
    held: list[tuple[int, int]] = field(default_factory=list)
    """Descriptors and threads of a warm process, at each measure."""
    missed: list[str] = field(default_factory=list)
    """Commands and screens that were not reached, in words."""
    growth: list[Growth] = field(default_factory=list)
    """How each process that grew warm has grown since."""


class Monkey:
    """Plays with one catalog."""

    def __init__(
        self,
        seed: int,
        catalog: str | None = None,
        mouse: bool = False,
        pause: float = 0.03,
        warm: bool = False,
        command: Sequence[str] = (),
        texts: Sequence[str] = (),
        busy: Callable[[], int] | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        """Play from a seed, with the mouse if wanted, with a pause of about so many seconds after each writing.

        With `warm` a tour of everything comes first, to measure what comes after; it takes some minutes.
        Another `command` may be played with, and further `texts` typed; `busy` tells its processor time
        where it is not that of the process on the terminal. `tell` is told of the course, now and then.
        """
        self._random = random.Random(seed)
        self._mouse = mouse
        self._pause = pause
        self._catalog = catalog
        self._busy = busy
        self._tell = tell
        self._warm = warm
        self._home = tempfile.TemporaryDirectory(prefix="monkey-")
        self._log = Path(self._home.name) / "reached"
        own = [sys.executable, "-m", "tests.trust.reached", str(self._log)]
        self._command = list(command) or [*own, *(["--catalog", catalog] if catalog else [])]
        self._texts = (*_TEXTS, *texts, *([f":catalog {catalog}\r", ":catalog survey\r"] if catalog else []))
        self._size = (120, 40)
        self._errands: list[str] = []
        self._next: list[str] = []
        """What is sent next, by itself."""
        self._last: deque[str] = deque(maxlen=40)
        self._tail = b""
        self._terminal: PseudoTerminal | None = None
        self.found = Found()

    def play(self, keys: int) -> Found:
        """Send at least so many keys and return what was found."""
        self._start()
        while self.found.keys < keys:
            chunk, self._next = self._next, []
            chunk = chunk or [self._action() for _ in range(self._random.choice((1, 1, 1, 2, 2, 3, 6)))]
            self._last.extend(repr(each) for each in chunk)
            self.found.keys += len(chunk)
            if not self._send("".join(chunk)) or not self._watch(self._random.random() * 2 * self._pause):
                self._ended()
                self._start()
            if self._mouse and self._random.random() < 0.03:
                self._resize()
            if self._random.random() < 0.1 and not self._settles():
                self._ended()
                self._start()
            if self.found.keys % 100 < len(chunk):
                self._measure()
        self._leave()
        if self._log.exists():
            self.found.missed = missed(self._log)
        self._home.cleanup()
        return self.found

    # What it does

    def _action(self) -> str:
        dice = self._random.random()
        if dice < 0.45:
            return self._bytes(self._random.choice(_KEYS))
        if dice < 0.78:
            return self._bytes(self._random.choice(_OFTEN))
        if dice < 0.82:
            return self._random.choice(self._texts)
        if dice < 0.86:
            return self._errand()
        if dice < 0.90:
            return "".join(
                self._random.choices("abcdefghijklmnoprstuvwxyz :-.\xe9", k=self._random.randint(1, 9))
            )
        if dice < 0.92:
            return 2 * self._bytes(self._random.choice(_KEYS))
        if not self._mouse:
            return self._bytes(self._random.choice(_KEYS))
        if dice < 0.94:
            return f"\x1b[200~{self._random.choice(_PASTES)}\x1b[201~"
        if dice < 0.95:
            return self._random.choice(_FOCUS)
        return self._mouse_event()

    def _errand(self) -> str:
        """Go to a screen, and give one of its commands by name."""
        choice = self._random.choice(_CHOICES)
        # By itself: a key right behind Escape is another one, held down with Alt.
        self._errands = self._errands or self._random.sample(_ERRANDS, len(_ERRANDS))
        self._next = [self._errands.pop().format(choice and f" {choice}")]
        return "\x1b"

    @staticmethod
    def _bytes(key: str) -> str:
        return BYTES.get(key, key)

    def _mouse_event(self) -> str:
        x, y = (self._random.randint(1, room + 3) for room in self._size)
        to_x, to_y = (self._random.randint(1, room + 3) for room in self._size)
        click = f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m"
        return self._random.choice((
            click, click, 2 * click,
            f"\x1b[<64;{x};{y}M", 3 * f"\x1b[<65;{x};{y}M", f"\x1b[<35;{x};{y}M",
            f"\x1b[<0;{x};{y}M\x1b[<32;{to_x};{to_y}M\x1b[<0;{to_x};{to_y}m",
        ))  # fmt: skip

    def _resize(self) -> None:
        self._resize_to(self._random.choice(_SIZES))

    def _resize_to(self, size: tuple[int, int]) -> None:
        assert self._terminal is not None
        self._size = size
        self._last.append(f"size {size}")
        self._terminal.resize(*size)

    # The program

    def _start(self) -> None:
        folders = {
            f"XDG_{name}_HOME": f"{self._home.name}/{name.lower()}"
            for name in ("CACHE", "STATE", "CONFIG", "DATA")
        } | {"HOME": self._home.name, "EDITOR": "true", "VISUAL": ""}
        self._terminal = PseudoTerminal(self._command, *self._size, environment=folders)
        os.set_blocking(self._terminal.fd, False)
        self._tail = b""
        self._sum_up()
        end = time.monotonic() + 30
        while b"\x1b[?1049h" not in self._tail and time.monotonic() < end and self._watch(0.1):
            pass
        if self._warm:
            self._show_everything()

    def _show_everything(self) -> None:
        """Make a tour of everything, in the survey and then in the monkey's own catalog, at the largest size.

        Every kind of page, tab, theme and graph, and every command of every screen, once and always in the same order:
        what a session then holds is what it has to hold, and what comes on top of that later is growth.
        """
        self._resize_to(max(_SIZES, key=lambda size: size[0] * size[1]))
        errands = [keys for errand in _ERRANDS for keys in ("\x1b", errand.format(""))]
        for name in dict.fromkeys(("survey", self._catalog or "survey")):
            for keys in (f":catalog {name}\r", *_SHOWN, *errands):
                self._last.append(repr(keys))
                if not self._send(keys) or not self._settles():
                    self._crash("shown everything")
                    return
        self._resize_to(_SIZES[0])
        self._measure()

    def _send(self, keys: str) -> bool:
        """Write in one go what fits, reading meanwhile; tells whether the program still takes it."""
        assert self._terminal is not None
        left = keys.encode()
        end = time.monotonic() + 20
        while left:
            _, can_write, _ = select.select([], [self._terminal.fd], [], 0.02)
            try:
                if can_write:
                    left = left[os.write(self._terminal.fd, left) :]
            except BlockingIOError:
                pass
            except OSError:
                return False
            if left and not self._watch(0.01):
                return False
            if time.monotonic() > end:
                self._crash("it takes no keys any longer")
                return False
        return True

    def _watch(self, seconds: float) -> bool:
        """Read what comes within some seconds; tells whether the program still runs."""
        assert self._terminal is not None
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            if not self._terminal.waits(max(0, left)):
                return True
            try:
                data = self._terminal.read()
            except BlockingIOError:
                continue
            except OSError:
                return False
            self._tail = (self._tail + data)[-100_000:]
            if not data:
                return False
            if left <= 0:
                return True

    def _settles(self, seconds: float = 30) -> bool:
        """Wait until the program has done all that it was asked for; tells whether it runs and comes to an end."""
        end, busy = time.monotonic() + seconds, -1
        while time.monotonic() < end:
            if not self._watch(0.05):
                return False
            before, busy = busy, self._processor_time()
            if busy == before:
                return True
        self._crash(f"it is busy for {seconds:.0f} seconds")
        return False

    def _processor_time(self) -> int:
        assert self._terminal is not None
        if self._busy:
            return self._busy()
        try:
            status = Path(f"/proc/{self._terminal.pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return -1
        return sum(map(int, status.rpartition(")")[2].split()[11:13]))

    def _measure(self) -> None:
        assert self._terminal is not None
        try:
            status = Path(f"/proc/{self._terminal.pid}/status").read_text(encoding="utf-8")
        except OSError:
            return
        threads = re.search(r"Threads:\s+([0-9]+)", status)
        if threads and self.found.memory and self.found.keys - self.found.memory[0][0] >= WARM:
            with contextlib.suppress(OSError):
                descriptors = len(list(Path(f"/proc/{self._terminal.pid}/fd").iterdir()))
                self.found.held.append((descriptors, int(threads[1])))
        resident = re.search(r"VmRSS:\s+(\d+)", status)
        if resident:
            self.found.memory.append((self.found.keys, int(resident[1])))
            self._tell_course()

    def _tell_course(self) -> None:
        """Tell of memory, descriptors, threads and faults, once in so many keys."""
        keys, kib = self.found.memory[-1]
        if self._tell is None or (
            self.found.memory[1:] and keys // COURSE == self.found.memory[-2][0] // COURSE
        ):
            return
        held = (
            "{} descriptors, {} threads".format(*self.found.held[-1]) if self.found.held else "not yet warm"
        )
        self._tell(f"{keys} keys: {kib / 1024:.1f} MiB, {held}, {len(self.found.crashes)} crashes")

    def _ended(self) -> None:
        """Judge a program that has ended."""
        assert self._terminal is not None
        end = time.monotonic() + 10
        done, status = 0, 0
        while not done and time.monotonic() < end:
            time.sleep(0.02)
            done, status = os.waitpid(self._terminal.pid, os.WNOHANG)
        code = os.waitstatus_to_exitcode(status) if done else None
        if code != 0 or _CRASHED.search(self._tail):
            self._crash(f"exit status {code}")
        else:
            self.found.left += 1
        self._look_for_children()
        self._terminal.close()

    def _crash(self, what: str) -> None:
        plain = re.sub(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]", b"", self._tail).decode(errors="replace").rstrip()
        reports = sorted(Path(self._home.name).rglob("crash-*.txt"), key=lambda path: path.stat().st_mtime)
        told = reports[-1].read_text(encoding="utf-8") if reports else plain[-2500:]
        for report in reports:
            report.unlink()
        self.found.crashes.append(f"{what} after {' '.join(self._last)}\n{told}")

    def _sum_up(self) -> None:
        """Note how a warm process has grown, and begin anew."""
        if self._warm and (grown := growth(self.found.memory)):
            self.found.growth.append(grown)
        self.found.memory.clear()

    def _look_for_children(self) -> None:
        """Note every process that still carries the monkey's folder in its environment."""
        assert self._terminal is not None
        for path in Path("/proc").glob("[0-9]*"):
            try:
                if (
                    path.name == str(self._terminal.pid)
                    or self._home.name.encode() not in (path / "environ").read_bytes()
                ):
                    continue
                self.found.children.append((path / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue

    def _leave(self) -> None:
        """Leave as a reader does, from wherever the program stands."""
        self._settles()
        self._measure()
        memory = list(self.found.memory)
        self._sum_up()
        self._send("\x1b")
        self._watch(0.5)
        self._send("\x03\x03")
        end = time.monotonic() + 10
        while self._watch(0.2):
            if time.monotonic() > end:
                self._crash("Ctrl+C twice did not leave")
                break
        left = self.found.left
        self._ended()
        self.found.left, self.found.memory = left, memory


def main() -> int:
    """Play as the arguments say; the exit status is 1 where the program crashed or left a child behind."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keys", type=int, default=10_000)
    parser.add_argument("--catalog")
    parser.add_argument("--mouse", action="store_true", help="mouse, pastes, sizes and focus as well")
    parser.add_argument("--pause", type=float, default=0.03, help="seconds after each writing, about")
    parser.add_argument("--warm", action="store_true", help="tour everything before, and judge what is added")
    given = parser.parse_args()
    start = time.monotonic()
    monkey = Monkey(
        given.seed,
        given.catalog,
        given.mouse,
        given.pause,
        given.warm,
        tell=lambda course: print(course, file=sys.stderr, flush=True),
    )
    found = monkey.play(given.keys)
    for number, crash in enumerate(found.crashes, 1):
        print(f"--- crash {number}: {crash}\n")
    for child in found.children:
        print(f"--- left behind: {child}")
    print(
        f"seed {given.seed}: {found.keys} keys in {time.monotonic() - start:.0f} s, {len(found.crashes)} crashes, "
        f"{len(found.children)} children, left {found.left} times; "
        f"MiB after keys: {', '.join(f'{kib / 1024:.0f} at {keys}' for keys, kib in _some(found.memory))}"
    )
    for grown in found.growth:
        print(f"warm: {grown}")
    descriptors, threads = tuple(map(max, zip(*found.held, strict=True))) if found.held else (0, 0)
    print(f"warm: at most {descriptors} descriptors and {threads} threads")
    print(f"not reached: {', '.join(found.missed) or 'none'}")
    held = descriptors > MOST_DESCRIPTORS or threads > MOST_THREADS
    too_much = held or any(grown.is_too_much for grown in found.growth)
    short = given.keys >= EVERYTHING and found.missed
    return 1 if found.crashes or found.children or too_much or short else 0


def _some(memory: list[tuple[int, int]], most: int = 12) -> list[tuple[int, int]]:
    step = max(1, len(memory) // most)
    return [*memory[:-1:step], *memory[-1:]]


if __name__ == "__main__":
    sys.exit(main())
