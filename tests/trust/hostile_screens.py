"""The explorer on hostile catalogs, through a pseudo-terminal: every byte that it sends is one of its own.

python -m tests.trust.hostile_screens [--count 40] [--seed 1]
"""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.trust.hostile import FORMATS, acting, catalogs
from tests.trust.terminal import PROGRAM, AnsweringTerminal

WALK = (
    "\x1b[B\x1b[B\r", "ttt", "i", "\x1b", "a", "\x1b[6~", "\x1b", "/a\r", "W", "\x1b", "w", "gg", " \x1b[B ", "5", "w", "2", "\x1b[B\r", "3", "g", "\r", "4",
    "sg", "+", "6", "\x1b[C", "i", "\x1b", "mm", "gg", "nn", "7", "D", "\x1b", "8", "-", "\t", "9", "g", "1", "Y", "\x1b", "?", "\x1b[6~", "\x1b", "C", "\x1b", "N\x1b", "*",
    "r", "\x1b", "zz", "yy", "\x1b", "o", "<", ">", "\x10a", "\x1b",
)  # fmt: skip
"""Keys that show every screen, page and dialog, the table and the tabs of each."""

PATIENCE = 60.0
"""Seconds for what a key leads to, on a machine with other work."""

_OWN = re.compile(
    rb"\x1b\[\??[0-9;:]*[mHABCDEFGJKXPLMhlr]|\x1b\[[<>=?]?[0-9;]*u|\x1b\[[0-9]* q|\x1b\[\?[0-9]+\$p|\x1b\[[0-9;]*[cn]"
    rb"|\x1b\]8;[^;\x00-\x1f\x7f-\x9f]*;(?:https?://[\x21-\x7e]*)?(?:\x1b\\|\x07)|\x1b\]52;c;[A-Za-z0-9+/=]*(?:\x1b\\|\x07)|\x1b[78=>]|\x1b\(B|\x1bP\+q[0-9a-f;]*\x1b\\"
)
"""Sequences of the program: places, colours, modes, questions; hyperlinks of the web, and what was copied."""


_SENT = dict.fromkeys(map(ord, "\x1b\r\b"))
"""What else the program sends; hostile texts that have one of these have another control character beside it."""


def strange(raw: bytes) -> list[str]:
    """Return what a program has sent that is neither text nor a sequence of its own."""
    rest = _OWN.sub(b"", raw)
    wrong = [repr(each[:40]) for each in re.findall(rb"\x1b.{0,40}", rest, re.DOTALL)]
    text = rest.decode("utf-8", "surrogateescape").translate(_SENT)
    return [*dict.fromkeys([*wrong, *acting(text)])]


class _Watched(AnsweringTerminal):
    def rests(self, seconds: float = PATIENCE) -> bool:
        """Read until nothing comes and nothing is worked out any longer; tells whether it comes to that."""
        end, busy = time.monotonic() + seconds, -1
        while time.monotonic() < end and not self.is_gone and self.status() is None:
            came = len(self.raw)
            self.pump(0.04)
            before, busy = busy, self._ticks()
            if busy == before and len(self.raw) == came:
                return True
        return self.status() is not None

    def _ticks(self) -> int:
        with contextlib.suppress(OSError):
            stat = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8")
            return sum(map(int, stat.rpartition(")")[2].split()[11:13]))
        return -1


def faults(path: Path, home: Path, walk: tuple[str, ...] = WALK) -> tuple[list[str], bool]:
    """Open a catalog, walk through all that there is and leave; returns what is wrong, and whether the explorer opened."""
    environment = {
        f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "STATE", "CONFIG", "DATA")
    }
    command = [*PROGRAM, "-c", str(path), "--partial"]
    with contextlib.closing(_Watched(command, environment=environment | {"HOME": str(home)})) as terminal:
        wrong = list(_walked(terminal, walk))
        wrong += strange(bytes(terminal.raw))
        if reports := list(home.rglob("crash-*.txt")):
            wrong.append(reports[0].read_text(encoding="utf-8")[-1500:])
            for each in reports:
                each.unlink()
        if b"\x1b[?1049h" in terminal.raw and (left := terminal.left_on()):
            wrong.append(f"left on: {left}")
        return wrong, b"\x1b[?1049h" in terminal.raw


def _walked(terminal: _Watched, walk: tuple[str, ...]) -> Iterator[str]:
    terminal.wait_until(lambda: b"\x1b[?1049h" in terminal.raw or terminal.status() is not None, PATIENCE)
    if terminal.status() is not None:  # refused
        if terminal.status() not in (1, 2):
            yield f"status {terminal.status()}: {terminal.words[-300:]}"
        return
    for keys in walk:
        if not terminal.rests():
            yield f"busy for {PATIENCE:.0f} s before {keys!r}"
            return
        if terminal.status() is not None:
            yield f"it has ended before {keys!r}: {terminal.farewell}"
            return
        terminal.send(keys)
    terminal.rests()
    terminal.send("\x03\x03")
    if terminal.ends_within(PATIENCE) is None or terminal.status() != 0:
        yield f"does not leave: {terminal.status()}"


def main() -> int:
    """Open so many catalogs; returns 1 where anything is wrong."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--count", type=int, default=40)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    failed = opened = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hostile-") as work:
        for number, (name, path) in enumerate(catalogs(Path(work) / "c", given.seed, given.count)):
            wrong, has_opened = faults(path, Path(work) / f"home{number}")
            opened += has_opened
            if wrong:
                failed += 1
                print(f"{name}: {'; '.join(wrong)}", flush=True)
        if list(Path(work).rglob("PROOF")):
            failed += 1
            print("a command of a catalog was run")
    print(f"{given.count - failed} of {given.count} hostile catalogs in {len(FORMATS)} formats leave the terminal alone, "
          f"{opened} of them opened, {len(WALK)} keys each, "
          f"{time.monotonic() - began:.0f} s")  # fmt: skip
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
