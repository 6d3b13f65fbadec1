"""Encodings of streams: which characters one can carry, and what is written instead of the others.

A pipe or a file is written in the encoding of the stream. A terminal shows text to a person, so there the locale counts
too, since Python writes UTF-8 even where the locale says C; and some kinds of terminal show ASCII alone.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from genai_tui.catalog.ascii import SIGNS, is_sign, to_ascii

ASCII_FORM = "genai-tui-ascii-form"
"""The name of the handler that encodes a character as its ASCII form where the encoding lacks it."""

_ASCII_TERMINALS = r"(?:screen\.|tmux\.)?(?:linux|vt[0-9]\w*|ansi|cons[0-9]\w*|sun|dumb)(?:-.*)?"
"""Values of TERM for terminals that show no signs but ASCII, or not all that are drawn."""

_SET_BY_PYTHON = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python puts into LC_CTYPE where the locale is C (PEP 538)."""


def encoding_of(stream: TextIO, environ: Mapping[str, str]) -> str:
    """Return the encoding that whoever reads `stream` understands, as Python names it."""
    own = _known(stream.encoding) or "utf-8"
    if not stream.isatty():
        return own
    if re.fullmatch(_ASCII_TERMINALS, environ.get("TERM", "")):
        return "ascii"
    if environ.get("PYTHONIOENCODING", "").partition(":")[0] or not _is_unicode(own):
        return own
    return _locale_encoding(_locale(environ)) or own


def carries_signs(encoding: str) -> bool:
    """Return whether an encoding has all the signs that the program draws; if it lacks one, ASCII stands in for all."""
    try:
        "".join(SIGNS).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def carried(text: str, encoding: str) -> str:
    """Return text of the same width that `encoding` has: characters that it lacks in their ASCII forms."""
    if text.isascii() or _is_unicode(encoding):
        return text
    return text.encode(encoding, ASCII_FORM).decode(encoding)


def lacks(text: str, encoding: str) -> bool:
    """Return whether `encoding` lacks a character of `text` that is no sign of the program's: a letter of a name."""
    if text.isascii() or _is_unicode(encoding):
        return False
    return any(carried(char, encoding) != char for char in text if not is_sign(char))


def _is_unicode(encoding: str) -> bool:
    return encoding.startswith("utf-")


def _known(name: str | None) -> str | None:
    """Return Python's name of an encoding; None where it knows none of that name."""
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None


def _locale(environ: Mapping[str, str]) -> str:
    """Return the locale of characters as the reader has set it; empty where nothing is set."""
    if environ.get("LC_ALL"):
        return environ["LC_ALL"]
    ctype, general = environ.get("LC_CTYPE", ""), environ.get("LANG", "")
    if ctype in _SET_BY_PYTHON:
        ctype = _at_the_start("LC_CTYPE", ctype)
    # Set by a Python that has started this one, it says nothing either: LANG would have been asked.
    return general if ctype in _SET_BY_PYTHON and general else ctype or general


def _at_the_start(name: str, now: str) -> str:
    """Return a variable as it was when the process began, where the system tells (Linux); else as it is now."""
    try:
        variables = Path("/proc/self/environ").read_bytes().split(b"\0")
    except OSError:
        return now
    given = dict(each.partition(b"=")[::2] for each in variables)
    return given.get(name.encode(), b"").decode("utf-8", "replace")


def _locale_encoding(name: str) -> str | None:
    """Return the encoding of a locale: C is ASCII; None where nothing is set or known."""
    if not name:
        return None
    if name in ("C", "POSIX"):
        return "ascii"
    if name == "UTF-8":
        return "utf-8"
    if "." not in name:
        import locale  # imported here: few locales leave out their encoding

        name = locale.normalize(name)
    return _known(name.partition(".")[2].partition("@")[0])


def _ascii_form(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return to_ascii(error.object[error.start : error.end]), error.end


codecs.register_error(ASCII_FORM, _ascii_form)
