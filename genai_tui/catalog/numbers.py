"""Numbers in files, tables, queries and options: written with the digits 0 to 9, of bounded length.

Python's own `int` and `float` also take the digits of every other script, `nan`, `1_0`, and texts so long that they
fail. So numbers in files, tables, queries and options are read here. A test makes sure that they are read nowhere else.
"""

from __future__ import annotations

import math
import re

LONGEST = 100
"""Characters of the longest text that is read as a number."""
LARGEST = 2**63 - 1
"""The largest whole number that is kept."""

_NUMBER = re.compile(r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?")


def number(text: str) -> float | None:
    """Return the finite number that `text` writes, an int where it has neither point nor exponent; else None."""
    if len(text) > LONGEST or not _NUMBER.fullmatch(text):
        return None
    plain = text.replace("_", "")
    if "." not in text and "e" not in text and "E" not in text:
        return int(plain)
    value = float(plain)
    return value if math.isfinite(value) else None


def whole(text: str) -> int | None:
    """Return the whole number that `text` writes, be it as `12`, `12.0` or `1.2e1`; else None."""
    value = number(text)
    return int(value) if value is not None and value == int(value) else None


def of_json(text: str) -> float:
    """Return a whole number of JSON, infinity where nobody could mean it; for `json.loads(parse_int=...)`."""
    return int(text) if len(text) <= LONGEST else math.inf
