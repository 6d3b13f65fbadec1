"""The kiosk through a real OpenSSH server: a sample of what `python -m tests.trust.kiosk` tries whole."""

from __future__ import annotations

import contextlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from genai_tui.cli.main import door
from tests.trust.kiosk import FORCED, VIEWS, Kiosk, forced, forced_on_terminal, typed, viewed
from tests.trust.ssh_server import SSHD, NoServer, program
from tests.trust.terminal import AnsweringTerminal


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    try:
        made = Kiosk(tmp_path_factory.mktemp("kiosk"), "--sessions", "3")
    except NoServer as why:
        pytest.skip(str(why))
    yield made
    made.close()


def test_what_is_asked_for_is_an_address_or_nothing(kiosk: Kiosk) -> None:
    assert [told for each in (FORCED[1], FORCED[9]) if (told := forced(kiosk, each))] == []
    assert viewed(kiosk, *VIEWS[0]) == ""


def test_a_forced_command_stays_the_explorer(kiosk: Kiosk) -> None:
    assert forced_on_terminal(kiosk, FORCED[1]) == ""


def test_a_visitor_finds_again_what_was_starred_and_only_so_many_come_in(kiosk: Kiosk) -> None:
    with contextlib.ExitStack() as visitors:
        for number in range(3):
            terminal = visitors.enter_context(kiosk.terminal("browse?at=dalle2" if number else ""))
            assert terminal.sees("AlphaCode"), terminal.text
            if not number:
                terminal.send("*")
                assert terminal.sees("starred"), terminal.text
        assert terminal.sees("★"), terminal.text
        told = kiosk.server.run()
        assert (told.returncode, told.stderr) == (1, b"all 3 places are taken: please come again later\n")


def test_the_documented_configuration_is_one_that_sshd_takes(kiosk: Kiosk, tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "shared-server.md").read_text(encoding="utf-8")
    block = re.search(r"(?m)^    Match User .*\n(?:    .*\n)+", page)
    assert block is not None
    config = tmp_path / "config"
    config.write_text(f"HostKey {kiosk.server.folder}/host\n{block[0]}")
    judged = subprocess.run([str(SSHD), "-t", "-f", str(config)], capture_output=True, text=True, check=False)
    assert (judged.returncode, judged.stderr) == (0, "")
    options = re.findall(r"--[a-z-]+", block[0])
    assert "--kiosk" in options
    assert set(options) <= {option for each in door.params for option in each.opts}


def test_no_key_leads_out(kiosk: Kiosk) -> None:
    assert typed(kiosk, 4, 80, pause=0.01) == []


def test_a_session_ends_with_its_minutes(tmp_path: Path) -> None:
    line = program(tmp_path, "--kiosk", "--minutes", "1")
    hurried = line.replace("-m genai_tui", "-c '" + _HURRIED + "'")
    with contextlib.closing(AnsweringTerminal(["/bin/sh", "-c", hurried])) as terminal:
        assert terminal.until(rb"This session ends in", 30), terminal.words
        assert terminal.ends_within(30) is not None
        assert terminal.status() == 0
        assert "The time of this session is over." in terminal.farewell


_HURRIED = (
    "import time, genai_tui.cli.kiosk as kiosk, genai_tui.__main__ as door; "
    'true = time.monotonic; kiosk.time = type(time)("clock"); kiosk.time.monotonic = lambda: true() - 58; door.start()'
)
"""A start whose clock is so late that its minute is over in two seconds."""
