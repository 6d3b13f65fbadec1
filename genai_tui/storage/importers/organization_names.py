"""Names of organizations out of one cell, where a comma may part two names or belong to one."""

from __future__ import annotations

import re

from genai_tui.storage.importers.import_report import line
from genai_tui.storage.importers.vocabulary import COUNTRIES

_LEGAL_FORM = re.compile(
    r"(?:inc|incorporated|ltd|limited|llc|l\.l\.c|llp|lp|plc|pbc|p\.b\.c|gmbh|ag|kg|se|sa|s\.a|sas|s\.a\.s|sarl|srl|"
    r"s\.r\.l|spa|s\.p\.a|bv|b\.v|nv|n\.v|ab|as|a/s|oy|oyj|kk|k\.k|corp|corporation|co|company|pty|pte|pvt|holdings)\.?"
    r"(?:[ ,]+(?:ltd|limited|inc|llc|kg|pty|pte|co)\.?)*",
    re.IGNORECASE,
)
"""What stands behind a company's name and is no name itself."""
_ENDING = re.compile(rf"(?<=[^\s,])[\s,]+{_LEGAL_FORM.pattern}$", re.IGNORECASE)

_CAMPUSES = frozenset({
    "albany", "amherst", "ann arbor", "arlington", "austin", "baltimore", "baltimore county", "bangalore", "berkeley",
    "bloomington", "bombay", "boston", "boulder", "buffalo", "champaign", "chapel hill", "charlotte", "chicago",
    "college park", "dallas", "davis", "delhi", "denver", "duluth", "guangzhou", "guwahati", "harbin", "hyderabad",
    "irvine", "kanpur", "kharagpur", "knoxville", "lincoln", "los angeles", "lowell", "madison", "madras", "merced",
    "milwaukee", "new brunswick", "pittsburgh", "riverside", "roorkee", "san antonio", "san diego", "san francisco",
    "santa barbara", "santa cruz", "seattle", "shenzhen", "stony brook", "tacoma", "tempe", "twin cities",
    "urbana champaign", "urbana-champaign", "weihai", "zhuhai", "haifa", "lausanne", "zurich", "zürich",
})  # fmt: skip
"""Places that a university's name ends with."""

_STATES = frozenset({
    "california", "texas", "massachusetts", "illinois", "pennsylvania", "ca", "ny", "ma", "tx", "wa", "il", "pa", "dc", "d.c", "u.s", "u.s.a", "p.r", "prc",
    "p.r. china", "pr china", "great britain", "england", "scotland", "wales", "republic of korea", "the netherlands",
})  # fmt: skip
"""Places, besides countries, that are no organization."""

_OF_A_PLACE = re.compile(r"universi|institut|college|polytechn|school|laborator|academy", re.IGNORECASE)
_FORM_AND_ANOTHER = re.compile(rf"(?P<form>{_LEGAL_FORM.pattern})\s+(?:and|&)\s+(?P<other>.+)", re.IGNORECASE)
"""The legal form of the name before a comma, and one more name: `LLC and University of Oak`."""
_AND = re.compile(r"^and\s+", re.IGNORECASE)


def split_names(cell: str, separator: re.Pattern[str], longest: int = 200) -> list[str]:
    """Return the names that a cell lists between separators, each one line; what is no name goes with what stands before.

    `Runway AI, Inc.` is one name, and so is `University of Maryland, College Park`.
    """
    names: list[str] = []
    for part in separator.split(cell):
        text = _AND.sub("", line(part, longest))
        if not text:
            continue
        if names and (both := _FORM_AND_ANOTHER.fullmatch(text)):
            names[-1] = line(f"{names[-1]}, {both['form']}", longest)
            text = both["other"]
        if names and _belongs(text, names[-1]):
            names[-1] = line(f"{names[-1]}, {text}", longest)
        else:
            names.append(text)
    return names


def bare_name(name: str) -> str | None:
    """Return a company's name without its legal form, as people type it; None where it has none.

    `Continue Works, Inc.` is `Continue Works`.
    """
    ending = _ENDING.search(name)
    return name[: ending.start()] if ending else None


def _belongs(part: str, before: str) -> bool:
    """Return whether a part is no name of its own but the end of the one before it."""
    if _LEGAL_FORM.fullmatch(part):
        return True
    place = part.casefold().rstrip(".")
    if place in COUNTRIES or place in _STATES:
        return True
    return place in _CAMPUSES and bool(_OF_A_PLACE.search(before))
