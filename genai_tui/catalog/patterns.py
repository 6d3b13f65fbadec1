"""Regular expressions for the texts of fields, which Python and ECMAScript read alike.

They differ in classes that are named by a letter, in escaped quotes and in flags, so none of these is used. A pattern is of the whole
text, less the blanks around it.
"""

from __future__ import annotations

import re

BLANKS = " \t\r\n"
"""What may stand around the text of a field."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""Scalars that YAML takes for no value where they stand without quotes."""

PLACEHOLDERS = frozenset(
    {"unknown", "n/a", "na", "none", "null", "tbd", "todo", "?", "-", "~", "undisclosed"}
)
"""Words that stand for a value that is not known, in lower case."""

_BLANK = "[ \\t\\r\\n]*"
_SIGN = r"[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"

SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
DOI = rf"10\.[0-9]{{4,9}}/{_SIGN}]+"
WEB_ADDRESS = rf'https?://{_SIGN}<>"]+'
COUNTRY = "[A-Z]{2}"
CATEGORY_CODE = "(?=.?[A-Z])[A-Z0-9]{2}"
ARXIV = r"(?:[0-9]{4}\.(?!0+(?:v|$|[ \t\r\n]))[0-9]{4,5}|[a-z.-]+/[0-9]{7})(?:v[0-9]+)?"

IDENTITY_KEY = rf"{SLUG}(?:: ?{_SIGN}](?:.*{_SIGN}])?)?"
ROR = "0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}"
WIKIDATA = "Q[1-9][0-9]{0,11}"

_YEAR = "[1-9][0-9]{3}"
_MONTH = "(?:0[1-9]|1[0-2])"
_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_LEAP_YEAR = "(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)"
DATE = f"{_YEAR}(?:-{_MONTH})?|{_YEAR}-{_DAY}|{_LEAP_YEAR}-02-29"

POSITIVE_WHOLE = r"\+?(?=[0-9_]*[1-9])[0-9][0-9_]{0,17}"
WHOLE = r"\+?[0-9][0-9_]{0,17}"
YEAR = "1[0-9]{3}|2(?:[01][0-9]{2}|200)"
NUMBER = r"[0-9][0-9_]{0,29}(?:\.[0-9]{1,30})?(?:[eE][-+]?[0-9]{1,2})?"
POSITIVE_NUMBER = rf"\+?(?=[0-9_.]*[1-9]){NUMBER}"
PERCENT = r"\+?(?=[0-9.]*[1-9])0*(?:[0-9]{1,2}(?:\.[0-9]{1,30})?|100(?:\.0{1,30})?)"


def whole(pattern: str) -> str:
    """Return the pattern of a text that may have blanks around it, for a search."""
    return f"^{_BLANK}(?:{pattern}){_BLANK}$"


def _in_any_case(word: str) -> str:
    return "".join(
        f"[{sign.upper()}{sign}]" if sign.isalpha() else re.sub("([?/~-])", r"[\1]", sign) for sign in word
    )


def text() -> str:
    """Return the pattern, for a search, of a text that says something: neither empty nor a placeholder."""
    words = "|".join(_in_any_case(word) for word in sorted(PLACEHOLDERS))
    return f"^{_BLANK}(?!(?:{words}){_BLANK}$)[^ \\t\\r\\n]"


def any_text() -> str:
    """Return the pattern, for a search, of a text that is not empty."""
    return "[^ \\t\\r\\n]"
