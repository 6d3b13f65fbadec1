"""Classes of licences by a table, permissive, copyleft, non-commercial or own terms, and which licence is that of weights.

A class says of what kind the wording is that a licence has, and nothing of what anyone may do. What the table does not tell is unknown.
"""

from __future__ import annotations

import functools
import re

from genai_tui.catalog.licenses import listed_by_spdx, spdx
from genai_tui.catalog.text_cache import text_cache

CLASSES = ("permissive", "copyleft", "non-commercial", "own terms")
"""Every class, from the fewest conditions to those that no other licence has."""

_TABLE: tuple[tuple[str, str], ...] = (
    (
        "non-commercial",
        r"CC-BY-NC.*|PolyForm-Noncommercial-.*|.*\bnon-?\s?commercial\b.*|.*\bnon-?production\b.*|.*\bresearch(?: use)?(?: only)? licen[cs]e\b.*|"
        r"LLaMA License|LLaMA/Vicuna License|OPT-(?:175B|IML 175B) License|GLM-130B License|(?:Aleph Open|Open Aleph)(?: License)?|"
        r"Coqui Public Model(?: License)?(?: 1\.0\.0)?|Mistral Research License.*|.*\bacademic (?:use )?only\b.*",
    ),
    (
        "copyleft",
        r"[AL]?GPL(?:-.*)?|NGPL|MPL-[12]\..*|EPL-.*|EUPL-.*|OSL-.*|CC-BY-SA(?:-.*)?|CDDL-.*|CECILL-[12]\..*|CPAL-1\.0|CPL-1\.0|IPL-1\.0|"
        r"ODbL-1\.0|CDLA-Sharing-1\.0|GFDL-.*|MS-RL|QPL-1\.0.*|RPL-.*|RPSL-1\.0|Sleepycat|SPL-1\.0|SSPL-1\.0|CAL-1\.0.*|APSL-2\.0|"
        r"Watcom-1\.0|Artistic-1\.0.*|ErlPL-1\.1|Nokia|NPOSL-3\.0|OFL-1\.[01].*|LGPLLR|copyleft-next-.*|CERN-OHL-[SW]-2\.0|Parity-.*",
    ),
    (
        "permissive",
        r"Apache-[12]\..*|MIT|MIT-0|MIT-Modern-Variant|MITNFA|X11.*|BSD-[1234]-Clause.*|BSD License|0BSD|ISC|Zlib|zlib-acknowledgement|"
        r"Unlicense|WTFPL|CC0-1\.0|CC-BY(?:-[1-4]\..*)?|BSL-1\.0|AFL-.*|ECL-2\.0|NCSA|PostgreSQL|Python-2\.0.*|PSF-2\.0|UPL-1\.0|"
        r"MulanPSL-.*|Artistic-2\.0|ODC-By-1\.0|PDDL-1\.0|CDLA-Permissive-.*|MS-PL|W3C.*|Libpng|libpng-2\.0|HPND.*|etalab-2\.0|"
        r"Unicode-.*|Vim|TCL|CECILL-B|EFL-2\.0|Fair|FTL|ICU|Intel|JSON|NTP|Ruby|OpenSSL.*|PHP-3\..*|ZPL-2\..*|BlueOak-1\.0\.0|"
        r"LicenseRef-OpenMDW-.*",
    ),
    (
        "own terms",
        r"CC-BY-ND.*|Modified MIT|custom|proprietary|Apple|AI2 ImpACT.*|Writer open model(?: license)?|Jamba Open Model License|"
        r"BigScience RAIL .*|(?:BigScience |BigCode )?OpenRAIL.*|CreativeML Open RAIL.*|Gemma\b.*|Fair AI Public License .*|"
        r".*\b(?:community|model|license|licence|terms|agreement|conditions)\b.*",
    ),
)  # fmt: skip
"""Classes with the names that they hold, SPDX ids or as `spdx` spells them; of two that fit the first counts."""
_pattern = functools.cache(functools.partial(re.compile, flags=re.IGNORECASE | re.DOTALL))
"""Compiles the names of a class when a licence is first asked for its class."""

_SAYS_NOTHING = re.compile(r"\b(?:unknown|not known|unclear|unspecified)\b|\?", re.IGNORECASE)
_FOR = re.compile(r"(?P<name>[^(),;]+)\((?P<what>[^()]*)\)\s*(?:[,;]|and\b|$)\s*", re.IGNORECASE)
"""A licence with what it is for behind it: `GPLv3 (code)`."""
_WEIGHTS = re.compile(r"\b(?:weights?|models?|checkpoints?|parameters)\b", re.IGNORECASE)
_CODE = re.compile(r"\b(?:code|scripts?|library|software|data(?:set)?)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\s+(?:OR|AND)\s+|[,;]\s+")
_VERSION = re.compile(r"[- ]v?[0-9][0-9.]*(?:-clause|-only|-or-later)?$")
_LAST_WORDS = re.compile(r" (?:licen[cs]e(?: agreement)?|agreement)$", re.IGNORECASE)
_UNNAMED = re.compile(
    r"custom|own|proprietary|other|non-?commercial(?: use)?(?: licen[cs]e)?|research(?: licen[cs]e)?|unnamed",
    re.IGNORECASE,
)
"""What says of what kind a licence is and not which."""


@text_cache(1024)
def license_of_weights(text: str) -> str | None:
    """Return the licence that a wording states for weights, by its one spelling; None where it states none for them.

    A wording without a word of code or weights counts for both: `LLaMa License (model weights), GPLv3 (code)` is the former.
    """
    parts = [(each["name"].strip(), each["what"]) for each in _FOR.finditer(text)]
    if any(_CODE.search(what) for _, what in parts):
        of_weights = [name for name, what in parts if _WEIGHTS.search(what)]
        text = of_weights[0] if len(of_weights) == 1 else ""
    elif len(parts) == 1 and _WEIGHTS.fullmatch(parts[0][1].removeprefix("model ").strip()):
        text = parts[0][0]
    return None if not text.strip() or _SAYS_NOTHING.search(text) else spdx(text)


@text_cache(1024)
def license_class(text: str) -> str | None:
    """Return the class of a licence's wording; None where nothing tells it.

    What SPDX lists and the table does not hold has none here. Several licences have one where each of them has it.
    """
    known = license_of_weights(text)
    classes = {_class_of(spdx(part)) for part in _SEVERAL.split(known) if part} if known else set()
    return classes.pop() if len(classes) == 1 else None


def _class_of(name: str) -> str | None:
    found = next((class_ for class_, names in _TABLE if _pattern(names).fullmatch(name)), None)
    is_listed = found == "own terms" and not name.startswith("CC-") and listed_by_spdx(name)
    return None if is_listed else found


@functools.lru_cache(maxsize=4096)
def same_license(one: str | None, other: str | None) -> bool | None:
    """Return whether two wordings of licences are one licence for weights; None where that cannot be told.

    It cannot where one is not known, does not say which (`custom`), or is the other without its version.
    """
    first, second = (license_of_weights(each) if each else None for each in (one, other))
    if first is None or second is None or _may_be(first, second) or _may_be(second, first):
        return None
    return _plain(first) == _plain(second)


def _may_be(name: str, other: str) -> bool:
    """Return whether a name that does not say which licence, or which version of it, may stand for another one."""
    if _UNNAMED.fullmatch(name):
        return not listed_by_spdx(other) or _class_of(name) == _class_of(other)
    return _plain(name) != _plain(other) and _plain(name) == _VERSION.sub("", _plain(other))


def _plain(name: str) -> str:
    return _LAST_WORDS.sub("", name).casefold()
