"""Days, months and years as a catalog writes them."""

from __future__ import annotations

import datetime
import functools
import re

_FORM = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@functools.lru_cache(maxsize=8192)
def is_date(text: str) -> bool:
    """Tell whether `text` is 2022-04-06, 2022-04 or 2022, and the calendar has it."""
    if not _FORM.fullmatch(text):
        return False
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True
