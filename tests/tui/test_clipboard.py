"""What is copied reaches the far terminal."""

from __future__ import annotations

import base64

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.clipboard import MOST_BYTES, copy_sequence
from genai_tui.tui.messages import CopyText
from tests.tui.host import notes

PLAIN = f"\x1b]52;c;{base64.b64encode('Müller'.encode()).decode()}\x07"


@pytest.mark.parametrize(
    ("environment", "sequence"),
    [
        ({}, PLAIN),
        ({"TMUX": "/tmp/x"}, f"{PLAIN}\x1bPtmux;\x1b{PLAIN}\x1b\\"),
        ({"STY": "1.pts"}, f"\x1bP{PLAIN}\x1b\\"),
    ],
)
def test_wrapped_for_what_lies_between(environment: dict[str, str], sequence: str) -> None:
    assert copy_sequence("Müller", environment) == sequence


def test_too_much_is_refused() -> None:
    assert copy_sequence("x" * MOST_BYTES, {}) is not None
    assert copy_sequence("x" * (MOST_BYTES + 1), {}) is None


async def test_copying_says_what_it_did(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("y")
        await pilot.pause()
        assert app.clipboard == "Painter 2 https://arxiv.org/abs/2204.06125"
        await pilot.press("slash", *"painter", "enter", "Y")
        await pilot.pause()
        assert app.clipboard == "genai-tui list -- painter"


async def test_a_long_text_is_copied_whole_and_told_in_short(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        app.screen.post_message(CopyText("x" * 5_000))
        await pilot.pause()
        [told] = notes(app)
        assert len(told) < 200
        assert len(app.clipboard) == 5_000


async def test_what_is_too_long_is_not_said_to_be_sent(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        app.screen.post_message(CopyText("x" * (MOST_BYTES + 1)))
        await pilot.pause()
        [told] = notes(app)
        assert told.startswith("Too long")
        assert len(app.clipboard) == MOST_BYTES + 1


async def test_ctrl_c_twice_leaves_and_once_does_not(tiny: Catalog) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert app.is_running
        assert app.return_code is None
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert app.return_code == 0
