"""A real OpenSSH server on the loopback for the tests, with throw-away keys, and its clients."""

from __future__ import annotations

import contextlib
import getpass
import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.trust.terminal import PROGRAM, AnsweringTerminal

_ROOT = str(Path(__file__).parents[2])
SSHD = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:" + os.environ.get("PATH", ""))
_TOOLS = ("ssh", "ssh-keygen")


class NoServer(Exception):
    """Why there is no server here, in plain words."""


class SshServer:
    """One server; whoever has its key is let in as the user who runs the tests."""

    def __init__(self, folder: Path, forced: str = "") -> None:
        """Start it, with its files in `folder`; `forced` is its ForceCommand. Raises NoServer."""
        if SSHD is None or any(shutil.which(tool) is None for tool in _TOOLS):
            raise NoServer("no OpenSSH here: apt-get install openssh-server")
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._key("host")
        self._key("client")
        shutil.copy(folder / "client.pub", folder / "authorized")
        (folder / "client").chmod(0o600)
        self._process, self.port = self._started(forced)

    def _key(self, name: str) -> None:
        path = str(self.folder / name)
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path],
            check=True,
            stdin=subprocess.DEVNULL,
        )

    def _started(self, forced: str) -> tuple[subprocess.Popen[bytes], int]:
        with contextlib.suppress(OSError):
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # where it keeps its unprivileged half
        for _ in range(5):  # somebody may take the free port before it does
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
            lines = [
                f"Port {port}", "ListenAddress 127.0.0.1", f"HostKey {self.folder}/host", "UsePAM no", "StrictModes no",
                f"AuthorizedKeysFile {self.folder}/authorized", "PermitRootLogin prohibit-password", "PidFile none",
                "PasswordAuthentication no", "PrintMotd no", "PrintLastLog no", "UseDNS no", "LogLevel VERBOSE",
                "MaxStartups 100", "KexAlgorithms curve25519-sha256",  # the quickest: a sample has a dozen sessions
                "SetEnv LC_ALL=C.UTF-8 SHLVL=1",  # so that bash does not read what its user has it do at each login
                "ExposeAuthInfo yes",
                *([f"ForceCommand {forced}"] if forced else []),
            ]  # fmt: skip
            config = self.folder / "config"
            # Newer servers shut out an address for a while whose sessions were killed, which is what is tried here.
            config.write_text("\n".join([*lines, "PerSourcePenalties no", ""]))
            known = subprocess.run([str(SSHD), "-t", "-f", str(config)], capture_output=True, check=False)
            if known.returncode:  # an older one, which knows no penalties
                config.write_text("\n".join([*lines, ""]))
            with (self.folder / "log").open("wb") as log:
                process = subprocess.Popen(
                    [str(SSHD), "-D", "-e", "-f", str(config)],
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                )  # fmt: skip
            end = time.monotonic() + 20
            while process.poll() is None and time.monotonic() < end:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.02)
            if process.poll() is None:
                self._process, self.port = process, port
                told = self.run("echo", "ready")
                if told.stdout.strip() == b"ready" or (forced and told.returncode != 255):
                    return process, port
                self.close()
                raise NoServer(f"sshd lets nobody in here: {self._last_line()}")
        raise NoServer(f"sshd does not start here: {self._last_line()}")

    def _last_line(self) -> str:
        return (self.folder / "log").read_text(errors="replace").strip().rpartition("\n")[2]

    def close(self) -> None:
        """End the server; sessions end with their clients."""
        self._process.terminate()
        self._process.wait(10)

    def client(self, *words: str, options: tuple[str, ...] = (), port: int = 0) -> list[str]:
        """Return the command of a client that runs words there, as ssh joins them; by another port where one is given."""
        return [
            str(shutil.which("ssh")), "-F", "none", "-i", str(self.folder / "client"), "-p", str(port or self.port),
            *("-o", "StrictHostKeyChecking=no"), *("-o", f"UserKnownHostsFile={self.folder}/known"),
            *("-o", "LogLevel=ERROR"), *("-o", "IdentitiesOnly=yes"), *("-o", "BatchMode=yes"),
            *("-o", "EscapeChar=none"),
            *options, "--", f"{getpass.getuser()}@127.0.0.1", *words,
        ]  # fmt: skip

    def run(self, *words: str, seconds: float = 60) -> subprocess.CompletedProcess[bytes]:
        """Run words there without a terminal."""
        return subprocess.run(
            self.client(*words),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )


def program(home: Path, *arguments: str, mark: str = "", **environment: str) -> str:
    """Return the line that a shell there runs for the program, which keeps all it keeps in `home`."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "STATE", "CONFIG", "DATA")}
    known = {"PYTHONPATH": _ROOT, "COLORTERM": "truecolor", **folders, **environment}
    if mark:
        name, _, value = mark.partition("=")
        known[name] = value
    pairs = (f"{name}={value}" for name, value in known.items())
    return shlex.join(["env", *pairs, sys.executable, *PROGRAM[1:], *arguments])


class SshTerminal(AnsweringTerminal):
    """A client in a terminal of its own, with the screen that its user sees."""

    def __init__(
        self,
        server: SshServer,
        line: str,
        *,
        size: tuple[int, int] = (120, 40),
        port: int = 0,
        environment: Mapping[str, str] | None = None,
        knows: tuple[str, ...] = ("2026",),
    ) -> None:
        """Run a line there on a terminal; empty: the shell of the user, or what the server forces."""
        command = server.client(*([line] if line else []), options=("-tt",), port=port)
        super().__init__(command, environment=dict(environment or {}), size=size, knows=knows)

    def read(self) -> bytes:
        """Return what has come, and let the screen show it."""
        data = super().read()
        self.show(data)
        return data

    def sees(self, pattern: str, seconds: float = 30.0) -> bool:
        """Read until the screen shows a pattern; tells whether it does."""
        end = time.monotonic() + seconds
        while not self.shows(pattern):
            if time.monotonic() > end or self.is_gone or (not self.pump(0.02) and self.status() is not None):
                return self.shows(pattern)
        return True
