"""Kinds of terminals: TERM, locale, encoding and NO_COLOR in all combinations, and sizes from 1x1 to 1000x300.

python -m tests.trust.terminals
"""

from __future__ import annotations

import contextlib
import re
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

from tests.trust.terminal import PROGRAM, AnsweringTerminal

TERMS = ("xterm", "xterm-256color", "screen", "tmux-256color", "linux", "vt220", "dumb", "")
"""Values of TERM; the empty one stands for none."""

LOCALES: dict[str, dict[str, str]] = {
    "C": {"LC_ALL": "C"}, "POSIX": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "C.UTF-8": {"LC_ALL": "C.UTF-8"},
    "ISO-8859-1": {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "iso-8859-1"},
}  # fmt: skip

NO_COLOR: dict[str, dict[str, str]] = {"not set": {}, "set": {"NO_COLOR": "1"}, "empty": {"NO_COLOR": ""}}

COLOURS = {"xterm": 16, "xterm-256color": 256, "screen": 16, "tmux-256color": 256, "linux": 16, "vt220": 0}
"""How many colours a terminal has."""

SIZES = (
    (1, 1), (2, 1), (1, 500), (5, 2), (10, 3), (20, 5), (30, 8), (40, 10), (59, 16), (60, 15), (60, 16), (80, 24),
    (132, 43), (250, 70), (1000, 10), (60, 300), (1000, 300),
)  # fmt: skip

_COLOUR = re.compile(rb"\x1b\[([0-9;:]*)m")
_SAID = re.compile("needs|60x16|TERM")


def colours_sent(raw: bytes) -> int:
    """Return how many colours a terminal would have to have for what was sent: 0, 16, 256 or millions."""
    most = 0
    for found in _COLOUR.finditer(raw):
        numbers = [int(each or 0) for each in re.split(rb"[;:]", found[1])]
        for place, number in enumerate(numbers):
            if number in (38, 48) and place + 1 < len(numbers):
                most = max(most, 256 if numbers[place + 1] == 5 else 2**24)
                break
            if 30 <= number <= 37 or 40 <= number <= 47 or 90 <= number <= 107:
                most = max(most, 16)
    return most


def faults(term: str, locale: str, no_color: str, home: Path) -> list[str]:
    """Start on a kind of terminal and leave; returns what is wrong."""
    environment = {
        f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "STATE", "CONFIG", "DATA")
    }
    environment |= LOCALES[locale] | NO_COLOR[no_color] | {"TERM": term, "COLORTERM": ""}
    wrong = []
    with contextlib.closing(AnsweringTerminal(environment=environment, knows=())) as terminal:
        if term in ("dumb", ""):
            if terminal.ends_within(30) is None or terminal.status() != 0:
                return [f"status {terminal.status()}"]
            if "TERM" not in terminal.words or "--linear" not in terminal.words or b"\x1b" in terminal.raw:
                wrong.append(f"says {terminal.words[-200:]!r}")
            return wrong
        if not terminal.until(rb"AlphaCode", 30):
            return [f"no first frame: {terminal.words[-300:]!r}"]
        terminal.pump(0.2)
        terminal.send("q")
        if terminal.ends_within(30) is None or terminal.status() != 0:
            return [f"q: status {terminal.status()}: {terminal.farewell}"]
        raw = bytes(terminal.raw)
        if left := terminal.left_on():
            wrong.append(f"left on: {left}")
        sent, has = colours_sent(raw), 0 if no_color == "set" else COLOURS[term]
        if sent > has or (has and not sent):
            wrong.append(f"{sent} colours for a terminal with {has}")
        beyond = sum(byte > 0x7F for byte in raw)
        if locale != "C.UTF-8" and beyond and not (locale == "C" or term not in ("linux", "vt220")):
            wrong.append(f"{beyond} bytes beyond ASCII")
        if locale in ("POSIX", "ISO-8859-1") and "\\u" in terminal.words:
            wrong.append("escapes as text")
    return wrong


def faults_of_sizes(home: Path, sizes: tuple[tuple[int, int], ...] = SIZES, hurry: int = 200) -> list[str]:
    """Resize one session through all sizes, then many in a few seconds; focus, place and screen survive."""
    environment = {
        f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "STATE", "CONFIG", "DATA")
    }
    wrong = []
    with contextlib.closing(_Seen([*PROGRAM], environment=environment, knows=())) as terminal:
        if not terminal.sees("AlphaCode"):
            return ["no first frame"]
        terminal.send("/org:openai\rjj")
        if not terminal.sees(r"┏━ Models · all · \d+ of 24 · /org:openai"):
            return [f"no answer: {terminal.text[:300]}"]
        before = terminal.settled()
        for size in sizes:
            terminal.resize(*size)
            terminal.pump(0.15)
            if terminal.status() is not None:
                return [*wrong, f"{size}: it has ended: {terminal.farewell}"]
            small = size[0] < 60 or size[1] < 16
            if small and size[0] >= 10 and size[1] > 1 and not terminal.sees(r"\d|[A-Za-z]", 10):
                wrong.append(f"{size}: nothing is said")
        for number in range(hurry):
            terminal.resize(1 + number * 37 % 200, 1 + number * 13 % 60)
            terminal.pump(0.02)
        terminal.resize(120, 40)
        if not terminal.wait_until(lambda: terminal.text == before, 20):
            lines = zip(before.splitlines(), terminal.text.splitlines(), strict=False)
            wrong += [f"not as before: {one}\n{other}" for one, other in lines if one != other]
        terminal.send("q")
        if terminal.ends_within(30) is None or terminal.status() != 0:
            wrong.append(f"q: status {terminal.status()}")
    return wrong


class _Seen(AnsweringTerminal):
    """With the screen that its user sees."""

    def read(self) -> bytes:
        data = super().read()
        self.show(data)
        return data

    def settled(self, seconds: float = 30.0) -> str:
        """Return what the screen shows once that has not changed for a second."""
        end, since, shown = time.monotonic() + seconds, time.monotonic(), ""
        while time.monotonic() < end and (time.monotonic() - since < 1 or not shown.strip()):
            self.pump(0.1)
            if self.text != shown:
                since, shown = time.monotonic(), self.text
        return shown

    def sees(self, pattern: str, seconds: float = 30.0) -> bool:
        """Read until the screen shows a pattern; tells whether it does."""
        return self.wait_until(lambda: self.shows(pattern), seconds)


def main() -> int:
    """Try all; returns 1 where anything is wrong."""
    count = failed = 0
    with tempfile.TemporaryDirectory(prefix="trust-") as work:
        for kind in product(TERMS, LOCALES, NO_COLOR):
            wrong = faults(*kind, Path(work))
            count, failed = count + 1, failed + bool(wrong)
            if wrong:
                print(
                    f"TERM={kind[0] or 'none'}, locale {kind[1]}, NO_COLOR {kind[2]}: {'; '.join(wrong)}",
                    flush=True,
                )
        print(f"{count - failed} of {count} kinds of terminals are right")
        began = time.monotonic()
        wrong = faults_of_sizes(Path(work))
        print(f"sizes: {'; '.join(wrong) or 'all are right'}, {time.monotonic() - began:.0f} s")
    return int(bool(failed or wrong))


if __name__ == "__main__":
    sys.exit(main())
