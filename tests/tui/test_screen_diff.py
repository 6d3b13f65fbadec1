"""A terminal shows the same whether the stream was thinned or not, and the thinned one is never longer."""

from __future__ import annotations

import re
import unicodedata

import pyte
import pytest
import wcwidth
from hypothesis import given, settings
from hypothesis import strategies as st

from genai_tui.catalog.cells import pad, width
from genai_tui.tui.screen_diff import Thinner, _parts

COLUMNS, ROWS = 20, 6
STYLES = [
    "",
    "1",
    "38;2;1;2;3",
    "38;2;1;2;3;48;2;9;9;9",
    "1;4;38;2;200;0;0;48;2;9;9;9",
    "7",
    "38;5;3",
    "31",
    "91;44",
]

piece = st.tuples(
    st.integers(1, ROWS - 1),
    st.integers(1, COLUMNS),
    st.sampled_from(STYLES),
    st.text("ab ─│●→é", max_size=8) | st.integers(8, 20).map(lambda n: " " * n),
)
# Wide text keeps to a row of its own: half of one over another is drawn differently by every terminal.
wide = st.tuples(st.just(ROWS), st.just(1), st.sampled_from(STYLES), st.just("漢字é"))


def _frame(pieces: list[tuple[int, int, str, str]]) -> str:
    out = []
    for row, column, style, text in pieces:
        clipped = text[: COLUMNS - column + 1]
        out.append(f"\x1b[{row};{column}H" + (f"\x1b[{style}m{clipped}\x1b[0m" if style else clipped))
    return "".join(out) + "\x1b[1;1H"


def _screen() -> tuple[pyte.Screen, pyte.Stream]:
    screen = pyte.Screen(COLUMNS, ROWS)
    return screen, pyte.Stream(screen)


def _cells(screen: pyte.Screen) -> list[list[object]]:
    return [[_look(screen.buffer[y][x]) for x in range(COLUMNS)] for y in range(ROWS)]


def _look(cell: pyte.screens.Char) -> object:
    """Return what an eye sees of a cell: of a plain space, its background."""
    plain = cell.data == " " and not (cell.underscore or cell.reverse or cell.strikethrough)
    return cell.bg if plain else cell


def _blank() -> str:
    return "".join(f"\x1b[{row + 1};1H{' ' * COLUMNS}" for row in range(ROWS)) + "\x1b[1;1H"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(piece | wide, max_size=6), max_size=6))
def test_the_same_picture(frames: list[list[tuple[int, int, str, str]]]) -> None:
    whole, whole_stream = _screen()
    thin, thin_stream = _screen()
    thinner = Thinner(COLUMNS)
    for data in [_blank(), *map(_frame, frames)]:
        whole_stream.feed(data)
        thin_stream.feed(thinner.thin(data))
        assert _cells(thin) == _cells(whole)
        assert (thin.cursor.x, thin.cursor.y) == (0, 0)


def test_what_stands_is_not_sent_again() -> None:
    thinner = Thinner(80)
    frame = "\x1b[1;1H\x1b[1;38;2;1;2;3mName\x1b[0m  \x1b[38;2;1;2;3m3.5B\x1b[0m\r\n\x1b[2;1Hmore\x1b[1;1H"
    assert len(thinner.thin(frame)) < len(frame)
    assert thinner.thin(frame) == ""
    changed = thinner.thin(frame.replace("3.5B", "3.6B"))
    assert changed == "\x1b[8C\x1b[38;2;1;2;3m6\x1b[1;1H" or len(changed) < 40


@pytest.mark.parametrize("doubt", ["\x1b[?1049h", "\x1b]52;c;aGk=\x07", "\x1b[2J"])
def test_an_unknown_sequence_goes_through_and_ends_belief(doubt: str) -> None:
    thinner = Thinner(80)
    frame = "\x1b[1;1Habc\x1b[1;1H"
    thinner.thin(frame)
    assert thinner.thin(doubt) == doubt
    assert "abc" in thinner.thin(frame)


NAMES = [
    "कि की",
    "मौलिक प्रयोगशाला",
    "கணினி மொழி",
    "plain",
    "北京 é",
    "e\u0301\u0302",
    "☰ Sun 𝌀",
    "น้ำใจ",
    "",
]
INNER = 24


@pytest.mark.parametrize("of_marks", [0, 1, 2])
@pytest.mark.parametrize("erases", [True, False])
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(NAMES)), min_size=1, max_size=8))
def test_borders_are_straight_whatever_the_terminal_thinks_of_widths(
    of_marks: int, erases: bool, steps: list[tuple[int, str]]
) -> None:
    """A pane of three rows between two others, in terminals to which marks take no cell, one, or two."""

    def width_there(char: str) -> int:
        return of_marks if unicodedata.category(char) == "Mc" else wcwidth.wcwidth(char)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pyte.screens.wcwidth", width_there)
        columns = INNER + 7
        screen = pyte.Screen(columns, 4)
        stream = pyte.Stream(screen)
        thinner = Thinner(columns, erases)
        stream.feed(
            thinner.thin("".join(f"\x1b[{y};1Hab│{' ' * INNER}│cde" for y in (1, 2, 3)) + "\x1b[4;1H")
        )
        shown = {}
        for y, name in steps:
            shown[y] = name
            # Only the pane itself is drawn; what stands beside it must still stand.
            padded = pad(name, INNER)
            stream.feed(thinner.thin(f"\x1b[{y + 1};4H\x1b[1;38;2;1;2;3m{padded}\x1b[0m\x1b[4;1H"))
        for y in range(3):
            row = screen.buffer[y]
            assert "".join(row[x].data for x in (0, 1, 2)) == "ab│"
            assert "".join(row[x].data for x in range(INNER + 3, columns)) == "│cde"
            inside = "".join(row[x].data for x in range(3, INNER + 3))
            name = shown.get(y, "")
            has_marks = any(unicodedata.category(char) == "Mc" for char in name)
            # A name that reaches the border is cut there, and pyte itself leaves out what follows a mark of no width.
            if width(name) + len(name) <= INNER and (of_marks or not has_marks):
                assert unicodedata.normalize("NFC", inside.rstrip()) == unicodedata.normalize("NFC", name)


def test_a_mode_that_is_on_already_ends_no_belief() -> None:
    thinner = Thinner(80)
    frame = "\x1b[?7777h\x1b[1;1Habc\x1b[1;1H"
    assert thinner.thin(frame) == frame  # nobody knows what it does, so this once everything is sent
    assert "abc" in thinner.thin(frame)
    assert thinner.thin(frame) == "\x1b[?7777h"
    assert "abc" in thinner.thin(frame.replace("7777h", "7777l"))


@pytest.mark.parametrize("mode", ["47", "1049", "3"])
def test_a_mode_that_acts_each_time_ends_belief_each_time(mode: str) -> None:
    thinner = Thinner(80)
    for _ in range(3):
        assert thinner.thin(f"\x1b[?{mode}h\x1b[1;1Habc\x1b[1;1H").endswith("abc\x1b[1;1H")


def test_the_bounds_of_a_frame_end_no_belief() -> None:
    thinner = Thinner(80)
    frame = "\x1b[?2026h\x1b[1;1Habc\x1b[1;1H\x1b[?2026l"
    thinner.thin(frame)
    assert "abc" not in thinner.thin(frame)


class LinkedScreen(pyte.Screen):
    """A screen that also knows what each cell is linked to."""

    link = ""

    def draw(self, data: str) -> None:
        for char in data:
            self.links[self.cursor.y, min(self.cursor.x, COLUMNS - 1)] = self.link
            super().draw(char)

    def reset(self) -> None:
        super().reset()
        self.links: dict[tuple[int, int], str] = {}

    def feed(self, stream: pyte.Stream, data: str) -> None:
        """Take what is sent, and forget what cells that were left blank are linked to."""
        for part in re.split(r"(\x1b\]8;[^;]*;[^\x1b]*\x1b\\)", data):
            if part.startswith("\x1b]8;"):
                self.link = part[4:-2].partition(";")[2]
            else:
                stream.feed(part)
        self.links = {place: link for place, link in self.links.items() if link and self.at(place) != " "}

    def at(self, place: tuple[int, int]) -> str:
        return self.buffer[place[0]][place[1]].data


ADDRESSES = ("", "https://example.org/a", "http://example.org/b?c;d")
linked_piece = st.tuples(piece, st.sampled_from(ADDRESSES))


def _linked(text: str, address: str) -> str:
    return f"\x1b]8;id=7;{address}\x1b\\{text}\x1b]8;;\x1b\\" if address else text


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(linked_piece, max_size=6), max_size=5))
def test_the_same_links(frames: list[list[tuple[tuple[int, int, str, str], str]]]) -> None:
    whole, thin = LinkedScreen(COLUMNS, ROWS), LinkedScreen(COLUMNS, ROWS)
    whole_stream, thin_stream = pyte.Stream(whole), pyte.Stream(thin)
    thinner = Thinner(COLUMNS)
    whole.feed(whole_stream, _blank())
    thin.feed(thin_stream, thinner.thin(_blank()))
    for frame in frames:
        data = ""
        for (row, column, style, text), address in frame:
            clipped = text[: COLUMNS - column + 1]
            styled = f"\x1b[{style}m{clipped}\x1b[0m" if style else clipped
            data += f"\x1b[{row};{column}H{_linked(styled, address)}"
        data += "\x1b[1;1H"
        whole.feed(whole_stream, data)
        thin.feed(thin_stream, thinner.thin(data))
        assert _cells(thin) == _cells(whole)
        assert thin.links == whole.links
        assert thin.link == ""  # nothing that is sent later is a part of a link


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("https://example.org/a", True), ("https://example.org/ä", True), ("file:///etc/passwd", False),
        ("javascript:alert(1)", False), ("https://a b", False), ("https://" + "a" * 3_000, False),
    ],
)  # fmt: skip
def test_only_a_web_address_is_linked_to(address: str, sent: bool) -> None:
    out = Thinner(80).thin(_linked("word", address) + "\x1b[1;1H")
    assert ("\x1b]8;id=" in out) is sent
    assert "word" in out
    assert out.isascii()


def test_a_terminal_without_links_is_sent_none() -> None:
    assert "\x1b]8" not in Thinner(80, links=False).thin(_linked("word", ADDRESSES[1]) + "\x1b[1;1H")


def test_what_lies_below_a_smaller_screen_is_not_sent() -> None:
    """A terminal writes it over its last row: a frame may come for the size before."""
    thinner = Thinner(COLUMNS)
    thinner.forget(COLUMNS, 3)
    sent = thinner.thin("\x1b[3;1Hlast\x1b[4;1Hbelow\x1b[1;1H")
    assert "last" in sent
    assert "below" not in sent
    thinner.forget(COLUMNS, 4)
    assert "below" in thinner.thin("\x1b[4;1Hbelow\x1b[1;1H")


CODES = [
    *((str(code), "", str(code), "") for code in (*range(30, 38), *range(90, 98))), *((str(code), "", "", str(code)) for code in (*range(40, 48), *range(100, 108))),
    *((str(code), str(code), "", "") for code in (1, 2, 3, 4, 7, 9, 29, 53, 89, 98, 99, 108)), *((code, "", "", "") for code in ("", "0", "39", "49")),
    ("38;5;9", "", "38;5;9", ""), ("48;5;9", "", "", "48;5;9"), ("38;2;1;2;3", "", "38;2;1;2;3", ""), ("48;2;1;2;3", "", "", "48;2;1;2;3"),
    ("1;38;2;1;2;3;48;5;7", "1", "38;2;1;2;3", "48;5;7"), ("31;32", "", "32", ""), ("1;0;4", "1 4", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("style", "attributes", "foreground", "background"), CODES)
def test_a_style_is_attributes_and_two_colours(
    style: str, attributes: str, foreground: str, background: str
) -> None:
    assert _parts(style) == (frozenset(attributes.split()), foreground, background)
