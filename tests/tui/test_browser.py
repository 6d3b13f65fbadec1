"""An address is shown, and opened by the host's browser only where a display is at hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.browser import opened_words, opener
from tests.tui.host import notes
from tests.tui.test_browse import press, settle

ADDRESS = "https://example.org/a?b=c&d"


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A host with a display and a tool that writes down what it was given."""
    monkeypatch.setattr(sys, "platform", "linux")
    tool = tmp_path / "xdg-open"
    tool.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" > {tmp_path}/given\n', encoding="utf-8")
    tool.chmod(0o700)
    return {"PATH": str(tmp_path), "DISPLAY": ":0"}


def test_it_is_opened_by_argv_and_not_by_a_shell(host: dict[str, str], tmp_path: Path) -> None:
    words = opened_words("https://example.org/$(touch x);a", host)
    assert words == "https://example.org/$(touch x);a (not opened: it is no web address)"
    words = opened_words("https://example.org/$(touch%20x);`a`&ä", host)
    assert words == "https://example.org/$(touch%20x);`a`&%C3%A4 (opened with xdg-open)"
    assert (tmp_path / "given").read_text() == "1\nhttps://example.org/$(touch%20x);`a`&%C3%A4\n"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"SSH_CONNECTION": "1"}, "not opened over SSH"), ({"SSH_TTY": "/dev/pts/1"}, "not opened over SSH"),
        ({"DISPLAY": ""}, "no display here to open it on"),
        ({"PATH": "/nonexistent"}, "no xdg-open or gio here to open it with"),
    ],
)  # fmt: skip
def test_where_it_is_not_opened(
    host: dict[str, str], tmp_path: Path, change: dict[str, str], why: str
) -> None:
    assert opened_words(ADDRESS, {**host, **change}) == f"{ADDRESS} ({why})"
    assert not (tmp_path / "given").exists()


def test_a_tool_that_fails_is_told(host: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "xdg-open").write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    assert opened_words(ADDRESS, host) == f"{ADDRESS} (not opened: no success with xdg-open)"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "-h", "https://a\x1b[2Jb"])
def test_only_web_addresses_are_opened(host: dict[str, str], tmp_path: Path, address: str) -> None:
    words = opened_words(address, host)
    assert words.endswith("(not opened: it is no web address)")
    assert "\x1b" not in words
    assert not (tmp_path / "given").exists()


def test_macos_has_a_tool_and_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr("shutil.which", lambda name, path: name)
    assert opener({}) == ("/usr/bin/open",)
    assert opener({"SSH_TTY": "/dev/ttys1"}) == "not opened over SSH"


async def test_the_key_shows_the_address_of_the_link_else_of_the_record(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    app = GenaiApp(tiny)

    async def told(*keys: str) -> str:
        await press(pilot, *keys, "o")
        while app._telling.is_pending:
            await pilot.pause(0.005)
        await settle(pilot)
        return notes(app)[-1]

    async with app.run_test(size=(120, 40)) as pilot:
        assert await told() == "https://arxiv.org/abs/2204.06125 (not opened over SSH)"
        assert await told("slash", *"listener", "enter") == "No address is known for what is at the cursor."
        assert await told("a", "end") == "https://example.org/paper (not opened over SSH)"
        assert await told("home") == "There is no address at the cursor."
