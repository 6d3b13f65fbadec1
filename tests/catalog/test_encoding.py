"""What a stream can carry, and the ASCII form of the rest."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import genai_tui
from genai_tui.catalog.ascii import is_sign, to_ascii
from genai_tui.catalog.cells import char_width, width
from genai_tui.catalog.encoding import carried, carries_signs, encoding_of, lacks
from genai_tui.catalog.sanitize import safe_line

ENCODINGS = (
    "ascii",
    "iso8859-1",
    "iso8859-15",
    "cp1252",
    "koi8-r",
    "cp437",
    "shift_jis",
    "euc_jp",
    "big5",
    "utf-8",
)
PACKAGE = Path(genai_tui.__file__).parent


class Stream:
    def __init__(self, encoding: str = "utf-8", terminal: bool = True) -> None:
        self.encoding = encoding
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


@pytest.mark.parametrize(
    ("environment", "encoding"),
    [
        ({"LC_ALL": "C"}, "ascii"),
        ({"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, "ascii"),
        ({"LANG": "C"}, "ascii"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "ascii"),  # as Python leaves it (PEP 538)
        ({"LANG": "de_DE.ISO-8859-1", "LC_CTYPE": "C.UTF-8"}, "iso8859-1"),  # that locale is not installed
        ({"LANG": "de_DE.UTF-8", "LC_CTYPE": "C.UTF-8"}, "utf-8"),
        ({"LC_CTYPE": "C.UTF-8"}, "utf-8"),  # nothing is known, and nothing is what most containers set
        ({}, "utf-8"),
        ({"LANG": "de_DE"}, "iso8859-1"),
        ({"LANG": "de_DE@euro"}, "iso8859-15"),
        ({"LANG": "de_DE.ISO-8859-15@euro"}, "iso8859-15"),
        ({"LANG": "ja_JP.eucJP"}, "euc_jp"),
        ({"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, "utf-8"),
        ({"LC_ALL": "", "LC_CTYPE": "", "LANG": "en_US.utf8"}, "utf-8"),
        ({"LANG": "xx_XX.no-such-encoding"}, "utf-8"),
        ({"LC_ALL": "C", "PYTHONIOENCODING": "utf-8"}, "utf-8"),
        ({"LC_ALL": "C", "PYTHONIOENCODING": ":strict"}, "ascii"),
        *(
            ({"LANG": "C.UTF-8", "TERM": term}, "ascii")
            for term in ("linux", "linux-16color", "vt100", "vt220", "vt220-8bit", "vt52", "screen.linux", "ansi")
        ),
        *(
            ({"LANG": "C.UTF-8", "TERM": term}, "utf-8")
            for term in ("xterm", "xterm-256color", "screen", "tmux-256color", "vte-256color", "foot", "xterm-kitty", "")
        ),
    ],
)  # fmt: skip
def test_a_terminal_shows_what_its_kind_and_the_locale_say(
    environment: dict[str, str], encoding: str
) -> None:
    assert encoding_of(Stream(), environment) == encoding
    assert encoding_of(Stream(terminal=False), environment) == "utf-8"
    assert encoding_of(Stream("iso-8859-1", terminal=False), environment) == "iso8859-1"


def test_only_unicode_carries_all_signs() -> None:
    assert [name for name in ENCODINGS if carries_signs(name)] == ["utf-8"]
    assert carries_signs("gb18030")
    assert carries_signs("utf-16")


@given(st.text(), st.sampled_from(ENCODINGS))
def test_what_is_carried_can_be_written_and_takes_the_same_room(text: str, encoding: str) -> None:
    text = safe_line(text)
    shown = carried(text, encoding)
    assert shown.encode(encoding).decode(encoding) == shown
    assert width(shown) == width(text)
    assert shown == text or encoding != "utf-8"
    assert lacks(text, encoding) == any(not is_sign(one) and carried(one, encoding) != one for one in text)


def test_the_ascii_form_of_every_character_takes_its_room() -> None:
    for code in (*range(0xD800), *range(0xE000, 0x20000)):
        char = chr(code)
        form = to_ascii(char)
        assert form.isascii()
        assert len(form) == char_width(char), hex(code)


def test_forms_are_what_one_would_write() -> None:
    assert to_ascii("Łukasz, café, Ångström, Ａ, ½, 囁き") == "?ukasz, cafe, Angstrom, A , ?, ????"
    assert to_ascii("┌─┐│└┘├╪═║╲╱") == "+-+|++++-|\\/"
    assert to_ascii("● ◐ ○ · ≠ → …") == "o r c . # > ~"


def test_every_sign_that_the_program_draws_has_a_form_of_its_own() -> None:
    pictures_of_controls = set("�␛␡")
    patterns = set("⁞⇿∀⋿‧‰")  # bounds of ranges
    patterns |= set("§¶ʼ†‡∗")  # signs at authors' names, which are taken off
    patterns |= set("✅✗❌")  # words for yes and no in tables
    for path in PACKAGE.rglob("*.py"):
        if path.name in ("normalize.py", "phonetic.py"):  # letters to be found by others: none is drawn
            continue
        signs = set(re.findall(r"[^\x00-\x7f]", path.read_text(encoding="utf-8")))
        without = {sign for sign in signs - pictures_of_controls - patterns if "?" in to_ascii(sign)}
        assert not without, path.name


def test_a_surrogate_is_written_as_one_question_mark() -> None:
    from genai_tui.catalog.encoding import ASCII_FORM

    assert codecs.encode("a\udcffb", "utf-8", ASCII_FORM) == b"a?b"
