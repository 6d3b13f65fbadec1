"""A sample of what `python -m tests.trust.over_ssh` tries whole, through a real OpenSSH server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.trust.over_ssh import CASES, PATIENCE, Case, lost, tmux, use
from tests.trust.ssh_server import NoServer, SshServer

SAMPLE: dict[str, Case] = {
    "use, its address in tmux": partial(use, then=tmux) if shutil.which("tmux") else use,
    **{name: CASES[name] for name in ("screen", "reader 300")},
    "busy, SIGKILL": partial(lost, moment="busy", end="SIGKILL", longest=PATIENCE),
    "note, cut line": partial(lost, moment="note", end="cut line", longest=PATIENCE),
    "imports, server's half": partial(lost, moment="imports", end="server's half", longest=PATIENCE),
}  # fmt: skip


@pytest.fixture(scope="session")
def ssh_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshServer]:
    """A server that lives as long as the tests."""
    try:
        server = SshServer(tmp_path_factory.mktemp("ssh"))
    except NoServer as why:
        pytest.skip(str(why))
    yield server
    server.close()


@pytest.mark.parametrize("name", SAMPLE)
def test_a_session_over_ssh_is_as_good_as_one_at_hand(
    name: str, ssh_server: SshServer, tmp_path: Path
) -> None:
    if name == "screen" and shutil.which(name) is None:
        pytest.skip(f"no {name} here")
    assert list(SAMPLE[name](ssh_server, tmp_path)) == []
