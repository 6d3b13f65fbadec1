"""Input from the terminal: what is read, when reading ends, and a parser that no sequence breaks."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from genai_tui.tui.terminal_input import InputParser, read_input

_PIECES = st.sampled_from(
    ["\x1b", "[", "<", "M", "m", "u", "~", "R", "t", "y", "$", "?", ";", ":", "0", "1", "48", "200", "201", "2048", "2026",
     "9" * 12, "9" * 5000, "-", "A", "O", "\x00", "é", "q", " ", "\x7f", "1114112", "55555555"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.lists(_PIECES, max_size=14).map("".join), max_size=4))
def test_no_sequence_breaks_the_parser(texts: list[str]) -> None:
    parser = InputParser()
    for text in texts:
        if text:
            list(parser.feed(text))
    list(parser.feed("\x1b[201~" + "x" * 40))  # whatever was begun has come to its end
    list(parser.feed("\x1b[201~"))
    keys = [message for message in parser.feed("k") if isinstance(message, events.Key)]
    assert [key.key for key in keys] == ["k"]


def test_a_click_is_in_cells_even_after_a_report_of_the_size() -> None:
    clicks = [
        message
        for message in InputParser().feed("\x1b[48;40;120;640;960t\x1b[<0;5;12M")
        if isinstance(message, events.MouseDown)
    ]
    assert [(click.x, click.y) for click in clicks] == [(4, 11)]


@pytest.mark.parametrize(
    ("sent", "encoding", "keys"),
    [
        (b"jk", "utf-8", ["j", "k"]),
        ("é".encode(), "utf-8", ["é"]),
        ("é".encode("latin-1"), "latin-1", ["é"]),
        (b"\x1b[A", "utf-8", ["up"]),
        (b"\xff", "utf-8", ["\N{REPLACEMENT CHARACTER}"]),
    ],
)
def test_what_is_typed_is_read_in_its_encoding(sent: bytes, encoding: str, keys: list[str]) -> None:
    """A terminal that is gone, here a pipe with nobody at its other end, ends the reading."""
    reading, writing = os.pipe()
    wake, _waker = os.pipe()
    os.write(writing, sent)
    os.close(writing)
    taken: list[Message] = []
    assert not read_input(reading, wake, encoding, taken.append)
    got = [each for each in taken if isinstance(each, events.Key)]
    assert [each.character or each.key for each in got] == keys


def test_reading_ends_when_it_is_told_to() -> None:
    reading, _writing = os.pipe()
    wake, waker = os.pipe()
    os.write(waker, b"!")
    assert read_input(reading, wake, "utf-8", lambda message: None)


@pytest.mark.parametrize(
    ("early", "keys"),
    [
        (0, ["a", "ctrl+j", "b", "ctrl+j"]),
        (1, ["a", "ctrl+j", "b", "ctrl+j"]),
        (2, ["a", "enter", "b", "ctrl+j"]),
        (4, ["a", "enter", "b", "enter"]),
        (9_000, ["a", "enter", "b", "enter"]),
    ],
)
def test_a_line_feed_that_was_typed_early_is_enter(early: int, keys: list[str]) -> None:
    reading, writing = os.pipe()
    wake, _waker = os.pipe()
    os.write(writing, b"a\nb\n")
    os.close(writing)
    taken: list[Message] = []
    assert not read_input(reading, wake, "utf-8", taken.append, early)
    assert [message.key for message in taken if isinstance(message, events.Key)] == keys


def test_only_what_was_typed_early_is_read_so_however_much_it_is() -> None:
    reading, writing = os.pipe()
    wake, _waker = os.pipe()
    os.write(writing, 6_000 * b"\n")
    os.close(writing)
    taken: list[Message] = []
    read_input(reading, wake, "utf-8", taken.append, 5_000)
    keys = [message.key for message in taken if isinstance(message, events.Key)]
    assert keys == 5_000 * ["enter"] + 1_000 * ["ctrl+j"]
