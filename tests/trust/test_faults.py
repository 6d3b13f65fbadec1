"""A fault of the program: one line, a report that holds nothing of the reader's, status 70, the terminal given back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.trust.terminal import AnsweringTerminal

PLACES = {
    "a key": "B.action_why = lambda self: broken()",
    "a message": "B.on_facet_tree_highlighted = lambda self, event: broken()",
    "a worker": "B.action_why = lambda self: self.run_worker(broken, thread=True)",
    "a thread": "B.action_why = lambda self: threading.Thread(target=broken).start()",
    "the event loop": "B.action_why = lambda self: asyncio.get_running_loop().call_soon(broken)",
    "a task": "B.action_why = lambda self: asyncio.get_running_loop().create_task(later()) and None",
    "a rendering": "genai_tui.tui.widgets.status_bar.StatusBar.render_line = lambda self, y: broken()",
    "the first mount": "B.on_mount = lambda self: broken()",
    "an exit": "B.action_why = lambda self: sys.exit(0)",
    "the input": "genai_tui.tui.driver.TerminalDriver.process_message = lambda self, message: broken()",
}
"""Where a fault may arise, and a line that makes one there; `W` meets it, the start does, or the first letter."""

CODE = """\
import asyncio, sys, threading, time
import genai_tui.tui.app, genai_tui.tui.driver, genai_tui.tui.widgets.status_bar
from genai_tui.tui.screens.browse import BrowseScreen as B
def broken(secret="/home/reader/secret-thing"):
    local = "hidden" + "-value"
    raise LookupError(f"of {{secret}}")
async def later():
    broken()
{place}
from genai_tui.cli.main import main
main()
"""


@pytest.mark.parametrize("place", PLACES)
def test_a_fault_ends_in_one_line_and_a_report(place: str, tmp_path: Path) -> None:
    state = tmp_path / "state"
    environment = {"XDG_STATE_HOME": str(state), "XDG_CACHE_HOME": str(tmp_path), "HOME": "/home/reader"}
    code = CODE.format(place=PLACES[place])
    terminal = AnsweringTerminal([sys.executable, "-c", code], environment=environment)
    try:
        terminal.until(rb"AlphaCode", 30)
        for key in "jjW":
            if terminal.status() is None:
                terminal.type(key)
        assert terminal.ends_within(20) is not None
        assert terminal.status() == 70, terminal.words[-2000:]
        assert terminal.left_on() == []
        said = terminal.farewell
        first, *others = said.splitlines()
        assert set("".join(others)) <= set("jW"), said  # the echo of keys typed after its end
        report = next((state / "genai-tui").glob("crash-*.txt"))
        assert str(report) in first
        text = report.read_text()
        assert "genai-tui 0" in text
        assert "textual 8" in text
        assert "120x40" in text
        for never in ("/home/reader", "hidden-value", "local =", str(tmp_path), "site-packages"):
            assert never not in text
        if place == "an exit":
            assert "SystemExit" in text
        else:
            assert "LookupError" in first
        if place not in ("a rendering", "the first mount", "the input", "a message"):
            assert "last keys: j j W" in text
    finally:
        terminal.close()
