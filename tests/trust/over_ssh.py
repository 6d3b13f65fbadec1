"""The explorer through a real OpenSSH server: use, killed clients, tmux, GNU screen, slow lines and long ways.

python -m tests.trust.over_ssh [CASE ...]
"""

from __future__ import annotations

import base64
import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path

from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.memory.transfer import document
from tests.trust.slow_line import SlowLine
from tests.trust.ssh_server import NoServer, SshServer, SshTerminal, program
from tests.trust.terminal import AnsweringTerminal

FIRST = "AlphaCode"
"""What the first frame shows of the survey."""

LONGEST = 2.0
"""Seconds after which nothing of a lost session may be left."""

PATIENCE = 30.0
"""Seconds that is waited at most for what has to come, on a machine with other work."""

Case = Callable[[SshServer, Path], Iterator[str]]
"""Yields what is wrong, in words."""


@contextlib.contextmanager
def session(
    server: SshServer,
    home: Path,
    *arguments: str,
    size: tuple[int, int] = (120, 40),
    port: int = 0,
    within: str = "",
) -> Iterator[SshTerminal]:
    """Give the explorer over SSH, `within` a shell or what else takes its line as a last word."""
    mark = f"TRUST_MARK={os.urandom(8).hex()}"
    line = program(home, *arguments, mark=mark)
    terminal = SshTerminal(server, f"{within} {shlex.quote(line)}" if within else line, size=size, port=port)
    terminal.mark = mark  # what runs there is found by it, and not the client
    try:
        yield terminal
    finally:
        terminal.close()


def opened(server: SshServer, home: Path, *arguments: str, first: str = FIRST) -> Iterator[str]:
    """Open the explorer with some arguments, and wait for what its first frame is to show."""
    with session(server, home, *arguments) as terminal:
        if not terminal.sees(first):
            yield f"{shlex.join(arguments)}: {terminal.text[:500]}"


def use(server: SshServer, home: Path, then: Callable[..., Iterator[str]] = opened) -> Iterator[str]:
    """Search, copy, see the graph, resize, and have the address of the view opened in another session."""
    with session(server, home) as terminal:
        if not terminal.sees(FIRST):
            yield f"no first frame: {terminal.text[:500]}"
            return
        terminal.send("/wisper\r")
        if not terminal.sees("1 of 24 · /wisper"):
            yield f"nothing is found: {terminal.text[:500]}"
        terminal.send(":copy-address\r")
        copied = rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07"
        if not terminal.until(copied, PATIENCE):
            yield "nothing is sent to the clipboard"
            return
        sent = re.findall(copied, bytes(terminal.raw))[-1]
        command = base64.b64decode(sent).decode()
        terminal.send("6")
        if not terminal.sees("Graph ·"):
            yield f"no graph: {terminal.text[:500]}"
        for size in ((80, 24), (60, 16), (30, 8), (200, 60), (120, 40)):
            terminal.resize(*size)
            wanted = "Graph ·" if size[0] >= 60 else "60x16"
            if not terminal.sees(wanted):
                yield f"{size}: {terminal.text[:500]}"
        terminal.send("q")
        if terminal.ends_within(PATIENCE) is None or terminal.status() != 0:
            yield f"q: status {terminal.status()}"
        if left := terminal.left_on():
            yield f"left on: {left}"
    _, _, *words = shlex.split(command)
    yield from then(server, home, "open", *words, first="Whisper")


MOMENTS: dict[str, tuple[str, ...]] = {
    "imports": (), "browse": (), "query": ("/", "dal"), "graph": ("6",), "menu": ("?",), "note": ("N", "my words"),
    "busy": tuple("g" * 9),
}  # fmt: skip
"""Moments by name, with the keys that lead there from Browse."""

ENDS = ("SIGKILL", "SIGTERM", "server's half", "cut line")
"""How a session is lost: its client ends by a signal, what serves it there is killed, or the line is cut."""


def lost(
    server: SshServer, home: Path, moment: str, end: str, within: str = "", longest: float = LONGEST
) -> Iterator[str]:
    """Lose a session at a moment; nothing of it may be left, and what it kept is whole."""
    line = SlowLine(server.port)
    with session(server, home, port=line.port, within=within) as terminal:
        if moment == "imports":
            terminal.wait_until(terminal.others, PATIENCE)
        elif not terminal.sees(FIRST):
            yield f"no first frame: {terminal.text[:500]}"
            return
        else:
            terminal.send("*")
            if not terminal.sees("starred"):
                yield f"no star: {terminal.text[:500]}"
            terminal.type(*MOMENTS[moment], pause=0.1)
        began = time.monotonic()
        if end == "cut line":
            line.close()
        elif end == "server's half":
            for process in _servers_of(terminal.others()):
                os.kill(process, signal.SIGKILL)
        else:
            os.kill(terminal.pid, getattr(signal, end))
        terminal.wait_until(lambda: not terminal.others(), longest)
        if left := terminal.others():
            yield f"left after {time.monotonic() - began:.1f} s: {left}"
    line.close()
    kept = home / "state" / "genai-tui"
    if parts := [each.name for each in kept.glob("**/*.part")]:
        yield f"half-written: {parts}"
    memory = Memory(kept)
    told, trouble = document(memory), memory.trouble()
    if trouble or (moment != "imports" and not told.get("stars")):
        yield f"what is kept: {trouble}, {told}"


def _servers_of(processes: dict[int, str]) -> set[int]:
    """Return the halves of the server above some processes."""
    found = set()
    for process in processes:
        while process > 1:
            status = Path(f"/proc/{process}/stat").read_text(errors="replace")
            name, process = (
                status.partition("(")[2].rpartition(")")[0],
                int(status.rpartition(")")[2].split()[1]),
            )
            if name == "sshd":
                break
            if Path(f"/proc/{process}/comm").read_text().strip() == "sshd":
                found.add(process)
                break
    return found


def tmux(server: SshServer, home: Path, *arguments: str, first: str = FIRST) -> Iterator[str]:
    """Detach and come back in tmux, with a smaller second client; then end the server of tmux."""
    if shutil.which("tmux") is None:
        return
    socket = f"-L trust{os.getpid()}{os.urandom(2).hex()}"
    try:
        within = f"tmux -f /dev/null {socket} new-session -s own"
        with session(server, home, *arguments, within=within) as terminal:
            if not terminal.sees(first):
                yield f"no first frame in tmux: {terminal.text[:500]}"
                return
            terminal.send("6")
            if not terminal.sees("Graph ·"):
                yield f"no graph in tmux: {terminal.text[:500]}"
            terminal.send("\x02d")
            if terminal.ends_within(PATIENCE) is None:
                yield "tmux does not let go"
            running = terminal.others()
            again = f"tmux {socket} attach -t own"
            with _attached(server, again, (120, 40)) as second:
                if not second.sees("Graph ·"):
                    yield f"not there again: {second.text[:500]}"
                with _attached(server, again, (70, 20)) as third:
                    if not third.sees("Graph ·"):
                        yield f"not on the smaller one: {third.text[:500]}"
                    third.send("1")
                    if not (second.sees("1 Browse") and third.sees("1 Browse")):
                        yield f"keys of the smaller one: {third.text[:500]}"
            second_left = terminal.others()
            if not running or not second_left:
                yield "it did not stay while nobody looked"
            subprocess.run(["tmux", *socket.split(), "kill-server"], check=False, capture_output=True)
            if not terminal.wait_until(lambda: not terminal.others(), PATIENCE):
                yield f"left after kill-server: {terminal.others()}"
    finally:
        subprocess.run(["tmux", *socket.split(), "kill-server"], check=False, capture_output=True)


def _attached(server: SshServer, line: str, size: tuple[int, int]) -> contextlib.closing[SshTerminal]:
    return contextlib.closing(SshTerminal(server, line, size=size))


def screen(server: SshServer, home: Path) -> Iterator[str]:
    """Copy, detach, come back and quit in GNU screen."""
    if shutil.which("screen") is None:
        return
    name = f"trust{os.getpid()}{os.urandom(2).hex()}"
    with session(server, home, within=f"screen -c /dev/null -U -S {name} sh -c") as terminal:
        if not terminal.sees(FIRST):
            yield f"no first frame in screen: {terminal.text[:500]}"
            return
        terminal.send(":copy-address\r")
        if not terminal.until(rb"\x1b\]52;c;[A-Za-z0-9+/=]+", PATIENCE):
            yield "nothing is sent to the clipboard from screen"
        terminal.send("\x01d")
        if terminal.ends_within(PATIENCE) is None:
            yield "screen does not let go"
        with _attached(server, f"screen -U -r {name}", (100, 30)) as second:
            if not second.sees(FIRST):
                yield f"not there again: {second.text[:500]}"
            second.send("q")
            if second.ends_within(PATIENCE) is None:
                yield f"it does not end: {second.text[:500]}"
        if not terminal.wait_until(lambda: not terminal.others(), PATIENCE):
            yield f"left: {terminal.others()}"


_FOR_KEYS_AND_GRAPH = 25_000
"""Bytes that ten keys and a graph may take, where no frame can be left out: those that wait on the way."""


def slow(server: SshServer, home: Path, rate: int) -> Iterator[str]:
    """Have a line carry so many bytes a second: what is pressed is done at last, and few bytes are sent for it."""
    line = SlowLine(server.port)
    limit = 2 * _FOR_KEYS_AND_GRAPH / rate + PATIENCE  # what ssh adds to each piece is as much again
    try:
        with session(server, home, port=line.port) as terminal:
            if not terminal.sees(FIRST):
                yield f"no first frame: {terminal.text[:500]}"
                return
            terminal.pump(0.3)
            line.rate, sent = rate, line.sent
            terminal.type(*"jjjjjjjjjj6", pause=0.03)
            if not terminal.sees("Graph ·", limit):
                yield f"no graph: {terminal.text[:500]}"
            if line.sent - sent > _FOR_KEYS_AND_GRAPH:
                yield f"{line.sent - sent} bytes for ten keys and a graph"
            terminal.send("q")
            if terminal.ends_within(limit) is None:
                yield "q is not heard"
    finally:
        line.close()


def reader(server: SshServer, home: Path, rate: int) -> Iterator[str]:
    """Read a terminal so slowly that frames have to be left out, with keys held down: q is heard at once."""
    environment = {
        f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "STATE", "CONFIG", "DATA")
    }
    with contextlib.closing(AnsweringTerminal(environment=environment)) as terminal:
        if not terminal.until(FIRST.encode(), PATIENCE):
            yield "no first frame"
            return
        began, came = time.monotonic(), len(terminal.raw)
        for _ in range(60):
            terminal.send("j")
            while (len(terminal.raw) - came) / rate < time.monotonic() - began:
                if not terminal.waits(0.02):
                    break
                terminal.raw += os.read(terminal.fd, max(1, rate // 20))
            time.sleep(0.03)
        terminal.send("q")
        if terminal.ends_within(PATIENCE) is None or terminal.status() != 0:
            yield f"q: status {terminal.status()}"
        if len(terminal.raw) - came > 60_000:
            yield f"{len(terminal.raw) - came} bytes for sixty keys"
        if left := terminal.left_on():
            yield f"left on: {left}"


def far(server: SshServer, home: Path) -> Iterator[str]:
    """Type in bursts with 200 ms there and back: no key is lost, none does what another should."""
    line = SlowLine(server.port, way=0.1)
    try:
        with session(server, home, port=line.port) as terminal:
            if not terminal.sees(FIRST):
                yield f"no first frame: {terminal.text[:500]}"
                return
            for keys, wanted in (
                ("/whisper\r", "1 of 24"), ("w", FIRST), ("6/google\r", "Graph · (?s:.*) 3 partners"), ("1", FIRST),
                ("?star\r", "starred"), (":theme light\r", "Theme: light"), ("\x10\x1b[6~\x1b[6~", "Menu ·"),
                ("\x1b", r"(?s)\A(?!.*Menu ·)"), ("6ggggggg", "Graph · "), ("1jjjjkkkk", "1 Browse"),
                ("aitTt", r"\S"), ("\x1b", "1 Browse"),
            ):  # fmt: skip
                terminal.send(keys)
                if not terminal.sees(wanted):
                    yield f"{keys!r}: {terminal.text[:500]}"
            terminal.send("qq")
            if terminal.ends_within(PATIENCE) is None or terminal.status() != 0:
                yield f"q: status {terminal.status()}"
    finally:
        line.close()


CASES: dict[str, Case] = {
    "use": use, "tmux": tmux, "screen": screen, "far": far,
    "slow 1200": partial(slow, rate=1200), "slow 300": partial(slow, rate=300),
    "reader 1200": partial(reader, rate=1200), "reader 300": partial(reader, rate=300),
    **{f"{moment}, {end}": partial(lost, moment=moment, end=end) for moment, end in product(MOMENTS, ENDS)},
    **{f"{moment}, {end}, in a shell": partial(lost, moment=moment, end=end, within="bash -ic")
       for moment, end in product(("browse", "graph", "note"), ENDS)},
}  # fmt: skip
"""Cases by name."""


def main() -> int:
    """Run the cases that are named, or all; returns 1 where one has failed."""
    wanted = sys.argv[1:] or list(CASES)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="trust-") as work:
        try:
            server = SshServer(Path(work) / "server")
        except NoServer as why:
            print(why)
            return 1
        try:
            for number, name in enumerate(wanted):
                began = time.monotonic()
                faults = list(CASES[name](server, Path(work) / str(number)))
                failed += bool(faults)
                print(f"{name:32}{'FAIL' if faults else 'ok':5}{time.monotonic() - began:6.1f} s  {'; '.join(faults)}",
                      flush=True)  # fmt: skip
        finally:
            server.close()
    print(f"{len(wanted) - failed} of {len(wanted)} cases over SSH are right")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
