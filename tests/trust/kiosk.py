"""The kiosk through a real OpenSSH server: whatever is asked for or typed, no shell, no file and no path is reached.

python -m tests.trust.kiosk [--keys 20000] [--seed 1]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.trust.monkey import Monkey
from tests.trust.ssh_server import NoServer, SshServer, SshTerminal, program

FORCED = (
    "sh", "id; touch PROOF", "$(touch PROOF)", "`touch PROOF`", "bash -i", "scp -t .", "internal-sftp", "genai-tui --help",
    "genai-tui list -c /etc/passwd", "browse?catalog=/etc/passwd", "browse?overlay=/etc", "graph?focus=google; sh",
    "browse?q=x\n touch PROOF", "--help", "-c /etc/passwd", "open", "browse " + "x" * 5000,
)  # fmt: skip
"""What a visitor may ask for in vain; PROOF is a path that must not come to be."""

VIEWS = (
    ("graph?focus=google", "Google Research"), ("browse?q=org:openai", "DALL·E 2"), ("matrix", "24 models"),
    ("timeline", "2022"), ("orgs?q=kind:lab", "DeepMind"), ("compare?of=dalle2&of=codex", "Codex"),
    ("disagreements", "differ"), ("between", "2022-12-31"), ("coverage", "Coverage"), ("", "24 models"),
    ("genai-tui open 'browse?at=dalle2'", "DALL·E 2"),
)  # fmt: skip
"""Addresses with a word that their text has."""

_TOOLS = (
    "vi",
    "vim",
    "nano",
    "less",
    "more",
    "xdg-open",
    "gio",
    "open",
    "www-browser",
    "xclip",
    "xsel",
    "wl-copy",
    "editor",
)
TEXTS = (
    ":export {home}/typed.csv\r", "e{home}/typed.md\r", ":catalog /etc\r", ":catalog {home}\r", "C\x1b[F\r{home}\r", ":edit-note\r",
    ":decide\r", "\x1a", "o", ":open-address\r", ":!sh\r", "!sh\r", ":shell\r", ":suspend\r", "7\x1b[C\r", "7D\r\r", "y\r", "yyd",
    ":copy screen\r", "*", "Nmine\r", "Rview\r", "r\r", "\x1c", "\x11\x11",
)  # fmt: skip
"""What a visitor may type who wants more than to look."""


class Kiosk:
    """A server with a kiosk, and traps around it."""

    def __init__(self, folder: Path, *options: str) -> None:
        """Set it up in `folder`, with these options; raises NoServer."""
        self.home = folder / "home"
        self.kept = folder / "kept"
        tools = folder / "tools"
        for each in (self.home, self.kept, tools):
            each.mkdir(parents=True)
        self._trap = self.home / "ran"
        for name in _TOOLS:
            (tools / name).write_text(f'#!/bin/sh\necho "$0 $*" >>{self._trap}\n')
            (tools / name).chmod(0o755)
        self.mark = f"TRUST_MARK={os.urandom(8).hex()}"
        line = program(
            self.kept, "--kiosk", "--visitors", str(self.kept / "visitors"), *options, mark=self.mark,
            HOME=str(self.home), EDITOR="vi", VISUAL="vim", DISPLAY=":0", PATH=f"{tools}:{os.environ['PATH']}", LESSOPEN="|vi",
        )  # fmt: skip
        self.server = SshServer(folder / "server", f"cd {shlex.quote(str(self.home))} && exec {line}")

    def close(self) -> None:
        """Take it down."""
        self.server.close()

    def terminal(self, asked: str = "", size: tuple[int, int] = (120, 40)) -> contextlib.closing[SshTerminal]:
        """Return a visitor on a terminal who asks for something."""
        return contextlib.closing(SshTerminal(self.server, asked, size=size))

    def processor_time(self) -> int:
        """Return what its processes have worked, in the clock ticks of the system."""
        ticks = 0
        for process in self._processes():
            with contextlib.suppress(OSError):
                ticks += sum(map(int, (process / "stat").read_text().rpartition(")")[2].split()[11:13]))
        return ticks

    def _processes(self) -> Iterator[Path]:
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if self.mark.encode() in (process / "environ").read_bytes():
                    yield process

    def strangers(self) -> set[str]:
        """Return the command lines of processes of the kiosk that are not the explorer."""
        found = set()
        for process in self._processes():
            with contextlib.suppress(OSError):
                words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                if words.strip() and "genai_tui" not in words:
                    found.add(words)
        return found

    def reached(self) -> list[str]:
        """Return what was written or run beyond what the kiosk keeps."""
        wrong = [str(each.relative_to(self.home)) for each in self.home.rglob("*")]
        own = {self.kept / each for each in ("cache", "state", "visitors")}
        wrong += [
            str(each)
            for each in self.kept.rglob("*")
            if each.is_file() and not any(each.is_relative_to(one) for one in own)
        ]
        return wrong


@contextlib.contextmanager
def watched(kiosk: Kiosk, found: set[str]) -> Iterator[None]:
    """Look at the tree of processes again and again, and collect what has no business there."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.1):
            found.update(kiosk.strangers())

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def forced(kiosk: Kiosk, asked: str) -> str:
    """Ask for something without a terminal that is no address; returns what is wrong."""
    proof = kiosk.home / "proof"
    told = kiosk.server.run(asked.replace("PROOF", str(proof)))
    if told.returncode != 2 or told.stdout or told.stderr.count(b"\n") != 1:
        return f"{asked[:60]!r}: status {told.returncode}, {told.stdout[:100]!r}, {told.stderr[:200]!r}"
    return "".join(kiosk.reached())


def forced_on_terminal(kiosk: Kiosk, asked: str) -> str:
    """Ask for it on a terminal: the explorer comes, and says that it was not answered."""
    with kiosk.terminal(asked.replace("PROOF", str(kiosk.home / "proof"))) as terminal:
        if not terminal.sees("AlphaCode") or not terminal.sees("Not answered"):
            return f"{asked[:60]!r}: {terminal.text[-600:]}"
        terminal.send("q")
        if terminal.ends_within(30) is None:
            return f"{asked[:60]!r}: does not leave"
    return "".join(kiosk.reached())


def viewed(kiosk: Kiosk, address: str, word: str) -> str:
    """Ask for an address without a terminal; returns what is wrong with its text."""
    told = kiosk.server.run(*([address] if address else []))
    if told.returncode or word.encode() not in told.stdout or b"data of 2023-01-11" not in told.stderr:
        return f"{address}: status {told.returncode}, {told.stdout[:200]!r}, {told.stderr[:200]!r}"
    return "an escape sequence" if b"\x1b" in told.stdout + told.stderr else ""


def typed(kiosk: Kiosk, seed: int, keys: int, pause: float = 0.03) -> list[str]:
    """Type at random over SSH; returns what was reached, or what has failed."""
    texts = [each.format(home=kiosk.home) for each in TEXTS]
    command = kiosk.server.client(options=("-tt",))
    strangers: set[str] = set()
    with watched(kiosk, strangers):
        found = Monkey(
            seed, mouse=True, pause=pause, command=command, texts=texts * 3, busy=kiosk.processor_time
        ).play(keys)
    end = time.monotonic() + 30
    while (left := kiosk.strangers()) and time.monotonic() < end:
        time.sleep(0.05)
    return [*found.crashes, *(f"ran: {each}" for each in (*strangers, *left)), *kiosk.reached()]


def main() -> int:
    """Try all of it; returns 1 where anything was reached."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--keys", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="trust-") as work:
        try:
            kiosk = Kiosk(Path(work) / "kiosk")
        except NoServer as why:
            print(why)
            return 1
        try:
            wrong += [told for each in FORCED if (told := forced(kiosk, each))]
            wrong += [told for each in FORCED if (told := forced_on_terminal(kiosk, each))]
            wrong += [told for each in VIEWS if (told := viewed(kiosk, *each))]
            print(f"{2 * len(FORCED) + len(VIEWS)} requests, {len(wrong)} wrong", flush=True)
            wrong += typed(kiosk, given.seed, given.keys)
        finally:
            kiosk.close()
    print("\n".join(wrong) or f"{given.keys} keys: nothing reached")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
