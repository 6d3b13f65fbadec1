"""What is copied reaches the far terminal."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.clipboard import MOST_BYTES, copy_sequence, host_tool
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
        await pilot.press("y", "y")
        await pilot.pause()
        assert app.clipboard == "Painter 2 https://arxiv.org/abs/2204.06125"
        await pilot.press("slash", *"painter", "enter", "Y", "c")
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


async def test_what_is_too_long_goes_into_a_file(tiny: Catalog, tmp_path: Path) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        app.screen.post_message(CopyText("x" * (MOST_BYTES + 1)))
        await pilot.pause()
        path = tmp_path / "state" / "genai-tui" / "copied.txt"
        assert notes(app) == [f"Too long for the terminal's clipboard; it is in {path}"]
        assert path.read_text() == app.clipboard == "x" * (MOST_BYTES + 1)
        assert path.stat().st_mode & 0o777 == 0o600


async def test_without_a_place_for_the_file_that_is_said(
    tiny: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        app.screen.post_message(CopyText("x" * (MOST_BYTES + 1)))
        await pilot.pause()
        [told] = notes(app)
        assert told.startswith("Too long for the terminal's clipboard: ")


LOCAL = {"DISPLAY": ":0"}


@pytest.mark.parametrize(
    ("there", "environment", "used"),
    [
        (
            ("wl-copy", "xclip", "xsel", "pbcopy"),
            {"WAYLAND_DISPLAY": "wayland-0", **LOCAL},
            "wl-copy --type text/plain",
        ),
        (("wl-copy", "xclip", "xsel"), LOCAL, "xclip -selection clipboard"),
        (("xsel",), LOCAL, "xsel -b -i"),
        (("xclip",), {"WAYLAND_DISPLAY": "wayland-0"}, None),
        (("pbcopy",), LOCAL, "pbcopy"),
        (("xclip",), {}, None),
        (("xclip",), {"DISPLAY": ""}, None),
        ((), LOCAL, None),
        (("xclip",), {**LOCAL, "SSH_CONNECTION": "a b c d"}, None),
        (("xclip",), {**LOCAL, "SSH_TTY": "/dev/pts/1"}, None),
        (("xclip",), {**LOCAL, "TMUX": "/tmp/x"}, "xclip -selection clipboard"),
    ],
)
def test_the_tool_of_the_host_is_used_where_the_screen_is_local(
    tmp_path: Path, there: tuple[str, ...], environment: dict[str, str], used: str | None
) -> None:
    for name in there:
        tool(tmp_path, name, "exit 0")
    found = host_tool({"PATH": str(tmp_path), **environment})
    assert found == (used and (f"{tmp_path}/{used.split()[0]}", *used.split()[1:]))


def tool(folder: Path, name: str, script: str) -> None:
    """Put a program into a folder."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


async def copied_with(
    tiny: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, text: str
) -> list[str]:
    """Return what is said of a text that is copied where xclip is a script."""
    folder = tmp_path / "bin"
    folder.mkdir()
    tool(folder, "xclip", script)
    for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        app.screen.post_message(CopyText(text))
        for _ in range(500):
            await pilot.pause(0.01)
            if notes(app):
                break
        assert app.clipboard == text
        return notes(app)


TRICKY = "a; touch PWNED $(touch PWNED) `touch PWNED` 'x' \"y\" \x1b]0;t\x07 -o Müller\n-n"


@pytest.mark.parametrize("text", [TRICKY, "x" * 1_000_000], ids=["tricky", "long"])
async def test_a_tool_takes_the_text_as_it_stands_and_only_then_is_it_copied(
    tiny: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    script = f'echo "$@" > {tmp_path}/words; cat > {tmp_path}/taken'
    [told] = await copied_with(tiny, tmp_path, monkeypatch, script, text)
    assert told.startswith("Copied with xclip: ")
    assert (tmp_path / "taken").read_bytes() == text.encode()
    assert (tmp_path / "words").read_text() == "-selection clipboard\n"


@pytest.mark.parametrize("script", ["exit 1", "sleep 60", "kill -9 $$"])
async def test_a_tool_that_fails_leaves_it_to_the_terminal(
    tiny: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr("genai_tui.tui.clipboard.PATIENCE", 0.3)
    assert await copied_with(tiny, tmp_path, monkeypatch, script, "text") == [
        "Sent to the terminal's clipboard: text"
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Sent to the terminal's clipboard: text"),
        ("STY", "Sent to the terminal's clipboard: text"),
        ("TMUX", "Sent to the terminal's clipboard (tmux: set -s set-clipboard on): text"),
    ],
)
async def test_what_is_only_sent_is_not_called_copied(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    if name:
        monkeypatch.setenv(name, "x")
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 40)) as pilot:
        app.screen.post_message(CopyText("text"))
        await pilot.pause()
        assert notes(app) == [said]


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
