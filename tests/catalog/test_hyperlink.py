"""What terminals are sent to link a text to an address."""

from __future__ import annotations

import pytest

from genai_tui.catalog.hyperlink import CLOSING, are_shown, linked, target


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("https://arxiv.org/abs/2204.06125", "https://arxiv.org/abs/2204.06125"),
        ("http://example.org/a%20b;c?d=e#f", "http://example.org/a%20b;c?d=e#f"),
        ("https://example.org/Müller", "https://example.org/M%C3%BCller"),
        ("ftp://example.org", None), ("javascript:alert(1)", None), ("", None), ("https://a b", None),
        ("https://a\x1b]8;;b", None), ("https://a\x07", None), ("https://a\u202eb", "https://a%E2%80%AEb"),
        ("https://" + "a" * 2_000, None),
    ],
)  # fmt: skip
def test_what_a_text_may_be_linked_to(address: str, sent: str | None) -> None:
    assert target(address) == sent


def test_one_address_is_one_link_however_many_lines_it_takes() -> None:
    first, second = linked("one", "https://example.org/a"), linked("two", "https://example.org/a")
    assert first.replace("one", "two") == second
    assert first.endswith(f"one{CLOSING}")
    assert linked("one", "https://example.org/b").partition(";https")[0] != first.partition(";https")[0]
    assert linked("one", "file:///etc/passwd") == "one"


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({"TERM": "xterm-256color"}, True), ({"TERM": "tmux-256color", "TMUX": "/tmp/x"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True), ({"TERM": "linux"}, False), ({"TERM": "vt220"}, False),
        ({"TERM": "dumb"}, False), ({}, False), ({"TERM": "screen.xterm-256color", "STY": "1.pts"}, False),
    ],
)  # fmt: skip
def test_which_terminals_get_links(environment: dict[str, str], shown: bool) -> None:
    assert are_shown(environment) is shown
