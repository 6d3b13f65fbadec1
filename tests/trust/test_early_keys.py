"""Keys that are typed before the explorer has taken the terminal: they are for it, Enter as well."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.trust.terminal import AnsweringTerminal

_LATE = """
import sys, time
from pathlib import Path
from genai_tui.__main__ import start
from genai_tui.tui.driver import TerminalDriver

take = TerminalDriver.start_application_mode

late = Path(sys.argv[1])

def take_late(driver):
    late.touch()
    time.sleep(0.4)
    take(driver)

TerminalDriver.start_application_mode = take_late
sys.argv[1:] = ["--fresh"]
start()
"""


@pytest.mark.parametrize(
    ("keys", "shown"), [("/whisper\r6", b"Graph"), ("6", b"Graph"), ("/whisx\x7f\r", b"1 of 24")]
)
def test_they_are_answered_in_their_order(keys: str, shown: bytes, tmp_path: Path) -> None:
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CACHE", "STATE", "CONFIG", "DATA")}
    terminal = AnsweringTerminal([sys.executable, "-c", _LATE, str(tmp_path / "late")], environment=folders)
    try:
        assert terminal.wait_until((tmp_path / "late").exists, 30)
        terminal.send(keys)
        assert terminal.until(b"(?s)1049h.*" + shown)
        terminal.pump(0.3)
        terminal.send("\x03\x03")
        assert terminal.ends_within(20) is not None
        assert (terminal.status(), terminal.left_on(), terminal.is_as_before()) == (0, [], True)
    finally:
        terminal.close()
