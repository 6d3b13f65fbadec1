"""Licences: the spellings of real catalogs as SPDX ids, and the licence that a note states.

What is no known spelling stays as it was written. Licences that SPDX does not list have one spelling here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CC = re.compile(
    r"\b(?:CC[- ]?BY|Creative Commons Attribution|Attribution(?=-Non))\b[-: ]*(NC|Non-?\s?Commercial)?[-: ]*"
    r"(SA|Share-?\s?Alike|ND|No-?\s?Derivatives)?(?:\s+International)?[-: ]*v?([1-4]\.0)?(?:\s+International)?",
    re.IGNORECASE,
)
_LLAMA = re.compile(
    r"\bllama[- ]?([234](?:\.[0-9])?)\b(?:\s+(?:community|model))?(?:\s+licen[cs]e(?:\s+agreement)?)?",
    re.IGNORECASE,
)

_SPELLINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("Apache-2.0", r"(?<![\w-])(?:the )?apache(?:\s+software)?(?:[- ]licen[cs]e)?(?:[- ]?,? ?(?:v|version )?2(?:\.0)?)?\b(?:[- ]licen[cs]ed?)?"),
        ("Modified MIT", r"\bmodified MIT\b(?: licen[cs]ed?)?"),
        ("MIT", r"(?<!-)\b(?:the )?(?-i:MIT|Mit)\b(?:[- ]licen[cs]ed?)?"),
        ("BSD-2-Clause", r"\bBSD[- ]2(?:[- ]clause)?\b(?:[- ]licen[cs]ed?)?"),
        ("BSD-3-Clause", r"\bBSD[- ]3(?:[- ]clause)?\b(?:[- ]licen[cs]ed?)?"),
        ("BSD-3-Clause", r"\b(?:new|modified) BSD\b(?:[- ]licen[cs]ed?)?"),
        ("AGPL-3.0-only", r"\bAGPL[- ]?v?3(?:\.0)?(?:-only)?\b(?:[- ]licen[cs]ed?)?"),
        ("LGPL-3.0-only", r"\bLGPL[- ]?v?3(?:\.0)?(?:-only)?\b(?:[- ]licen[cs]ed?)?"),
        ("GPL-3.0-only", r"\bGPL[- ]?v?3(?:\.0)?(?:-only)?\b(?:[- ]licen[cs]ed?)?"),
        ("GPL-2.0-only", r"\bGPL[- ]?v?2(?:\.0)?(?:-only)?\b(?:[- ]licen[cs]ed?)?"),
        ("MPL-2.0", r"\bMPL[- ]?v?2(?:\.0)?\b|\bmozilla public licen[cs]e(?:[- ]v?2(?:\.0)?)?"),
        ("AFL-3.0", r"\b(?:AFL[- ]?v?3(?:\.0)?|academic free licen[cs]e(?:[- ](?:v|version )?3(?:\.0)?)?)\b(?: licen[cs]e)?"),
        ("CC0-1.0", r"\bCC[- ]?0(?:[- ]1\.0)?\b"),
        ("ODC-By-1.0", r"\bODC[- ]BY(?:[- ]v?1\.0)?\b"),
        ("ODbL-1.0", r"\bODbL(?:[- ]v?1\.0)?\b"),
        ("Unlicense", r"\bunlicense\b"),
        ("WTFPL", r"\bWTFPL\b"),
        ("ISC", r"\bISC\b(?: licen[cs]e)"),
        ("BSL-1.0", r"\bboost software licen[cs]e(?: 1\.0)?"),
        ("OpenRAIL++", r"\bopen ?rail ?\+\+(?:-M)?"),
        ("BigCode OpenRAIL-M", r"\bbigcode open ?rail-m(?: v?1(?:\.0)?)?\b"),
        ("BigScience RAIL 1.0", r"\bbigscience(?:-bloom)?[- ](?:open )?rail[- ]?(?:v?1\.0)?"),
        ("Stability AI Community License", r"\bstability(?: ?ai)? community(?: licen[cs]e)?"),
    )
)  # fmt: skip

_HINT = re.compile(
    r"apache|mit\b|bsd|gpl|mpl|mozilla|afl|academic|cc|creative|attribution|od[cb]|unlicense|wtfpl|isc|boost|rail|"
    r"stability|llama",
    re.IGNORECASE,
)
"""Some of the letters of every licence known here: most parts of a note have none."""
_PERMISSIVE = frozenset({"Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-4.0", "CC0-1.0", "ISC"})
_WEB = re.compile(r"https?://\S+")
_PARTS = re.compile(r"\n+|;|,\s|\.\s")
_OTHER = re.compile(
    r"\b(?:(?:The|No|See|This|Your|A|Any|Same|Repo|Code|Model|Under|Licensed) )*((?:[A-Z0-9][\w.+/-]*[ ]){1,5}?)[Ll]icen[cs]e\b"
)
"""A licence by a name of its own: words with capitals before the word itself."""
_OF_WEIGHTS = re.compile(r"\b(?:weights?|models?|checkpoints?|parameters|artifacts)\b", re.IGNORECASE)
_OF_OTHERS = re.compile(r"\b(?:code|scripts?|library|data(?:set)?|software)\b", re.IGNORECASE)
_NO_NAMES = frozenset(
    {"No", "See", "The", "This", "Your", "A", "Any", "Same", "Repo", "Code", "Model", "Source", "Software"}
)
_UNSURE = re.compile(
    r"\?|\b(?:seems?|looks? like|unclear|not clear|perhaps|probably|maybe|no licen[cs]e|similar|not)\b",
    re.IGNORECASE,
)


def spdx(text: str) -> str:
    """Return the SPDX id, or the one spelling used here, of a licence by any known spelling; else the text itself."""
    text = text.strip()
    found = next((name for name, begin, end in _named(text) if (begin, end) == (0, len(text))), None)
    return found or text


def stated_license(note: str, restricted: bool = False) -> str | None:
    """Return the one licence that a note states for weights; None where it states none, or several, or is unsure.

    What a note says without a word of weights or code counts for both. Where use of the weights is known to be
    `restricted`, a licence that permits all uses is not theirs unless the note says so of the weights.
    """
    of_weights: set[str] = set()
    of_all: set[str] = set()
    before = ""
    for part in _PARTS.split(_WEB.sub(" ", note)):
        told = part.strip()
        named = tuple(_named(told))
        if not named and "icen" not in told:  # as most parts of a note
            before = told if told.endswith(":") else ""
            continue
        about = told if _OF_WEIGHTS.search(told) or _OF_OTHERS.search(told) else f"{before} {told}"
        before = told if told.endswith(":") and not named else ""
        if _UNSURE.search(told):
            continue
        names = {
            name
            for name, begin, end in named
            if not name.startswith("Llama")
            or (begin, end) == (0, len(told))
            or "licen" in told[begin:end].lower()
        }  # a Llama without a word of licences is the model
        if not names and (other := _OTHER.search(told)) and other[1].strip() not in _NO_NAMES:
            names = {f"{other[1].strip()} License"}
        if _OF_WEIGHTS.search(about):
            of_weights |= names
        elif not _OF_OTHERS.search(about):
            of_all |= names
    found = of_weights or {name for name in of_all if not (restricted and name in _PERMISSIVE)}
    return next(iter(found)) if len(found) == 1 and len(of_weights or of_all) == 1 else None


def _named(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each licence that a text names, and where; of two at one place the first in the table."""
    if not _HINT.search(text):
        return
    taken = 0
    found: list[tuple[int, int, str]] = []
    for match in _CC.finditer(text):
        parts = ["CC-BY"]
        if match[1]:
            parts.append("NC")
        if match[2]:
            parts.append("SA" if match[2].lower().startswith("s") else "ND")
        if match[3]:
            parts.append(match[3])
        found.append((match.start(), match.start() + len(match[0].rstrip(" -:")), "-".join(parts)))
    found += [(m.start(), m.end(), f"Llama {m[1]} Community License") for m in _LLAMA.finditer(text)]
    for name, pattern in _SPELLINGS:
        found += [(m.start(), m.end(), name) for m in pattern.finditer(text)]
    for begin, end, name in sorted(found, key=lambda each: (each[0], -each[1])):
        if begin >= taken:
            yield name, begin, end
            taken = end
