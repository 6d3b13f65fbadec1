"""Rules of `validate`: a stable name for each kind of problem, which reports for machines give beside the words.

The words may become better with time, the names stay. A rule is known by the words of its problems, so that whoever
finds a problem says it once, and importers that have no rule of their own still get a name.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from genai_tui.catalog.diagnostics import Problem


class Rule(Struct, frozen=True):
    """A kind of problem: its stable name, what it is in a sentence, and a pattern that the words of its problems match."""

    name: str
    about: str
    words: str


RULES = (
    Rule("unread-file", "A file looks like a part of the catalog and is not read.",
         r"is not read$|files that are not read$|, read the first [0-9,]+$"),
    Rule("not-utf8", "A file is not encoded as UTF-8.", r"is not UTF-8"),
    Rule("empty-file", "A file holds nothing.", r"is empty, expected|holds nothing$"),
    Rule("merge-key", "A merge key stands where every field has to be written out.", r"a merge key is not read"),
    Rule("not-yaml", "A file cannot be read as YAML of plain values within the limits.",
         r"is not valid YAML|a tab stands|a quoted text is never closed|a second `: `|a key without a value"
         r"|a second document begins|alias \*|tag .+ is not read, expected plain|is nested more than"
         r"|a list or mapping stands as a key|values with its aliases|holds a control character"),
    Rule("unknown-field", "There is no field of that name in this kind of record.",
         r"there is no such field$|there is no field `"),
    Rule("repeated-field", "A field stands twice in one record.", r"stands here again"),
    Rule("missing-field", "A field that every record of its kind needs is missing.", r"is missing, and "),
    Rule("placeholder", "A placeholder stands where a field that is not known is to be left out.",
         r"found the placeholder|looks like a placeholder"),
    Rule("missing-value", "A field stands there without a value.", r"has no value|, which is no value|found no value"),
    Rule("too-long", "A text is longer than it may be.", r"characters long, expected at most"),
    Rule("too-few", "A list holds fewer than it has to.", r"expected at least [0-9]+$"),
    Rule("file-name", "The id of a record is not the name of its file.",
         r"expected the file's name|the file's name `.*` can be no id"),
    Rule("repeated-id", "Two records have one id.", r"stands already in .*expected an id of its own"),
    Rule("unknown-reference", "A record names another one, or a source, that is not there.",
         r"there is no (?:organization|model|category|modality|source|catalog|relation) `|`.*` has problems of its own"),
    Rule("self-reference", "A record names itself as what it comes from, becomes or equals.",
         r"is based on itself|is its own successor|is this model itself|stands at both ends"),
    Rule("model-or-name", "An entry needs the id of a model or a name, and not both.", r"expected either `model`"),
    Rule("no-first-release", "An event that ends something stands as the first release.", r"is no first release"),
    Rule("future-date", "A date lies in the future.", r"lies in the future"),
    Rule("unknown-country", "A country is none of ISO 3166-1.", r"is no country of ISO 3166-1"),
    Rule("unknown-license", "A licence looks like an SPDX id and is none that SPDX lists.", r"is no licence that SPDX lists"),
    Rule("repeated-name", "Two records of a kind have one name.", r"is the name of another"),
    Rule("circle", "What is based on, included in or owned by each other goes round in a circle.",
         r"goes round in a circle"),
    Rule("order-of-dates", "Dates contradict the order in which things must have happened.",
         r"ends on .*before it begins|is older: of|came out later: on"),
    Rule("active-parameters", "More parameters are active than there are.", r"more parameters are active"),
    Rule("same-and-not-same", "A record is said to be and not to be the same as another.", r"stands under `not_same_as`"),
    Rule("share-of-nothing", "A share is told of a relation that has none.", r"a share is told of a stake"),
    Rule("wrong-value", "A value is not of the form that its field wants.", r"found .*|`.*` is no "),
)  # fmt: skip
"""Every rule; of several whose pattern matches, the first is meant."""

OTHER = Rule("unreadable", "A file or folder cannot be read as a catalog or a part of one.", "")
"""The rule of what no other one knows: a file that is not there, too large, or another program's."""


def rule_of(problem: Problem) -> Rule:
    """Return the rule that a problem breaks."""
    return next((rule for rule in RULES if _pattern(rule.words).search(problem.message)), OTHER)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.DOTALL)
