"""A cache for functions of one text, bounded in how many texts it keeps and in how long they are.

What is pasted into a prompt, or stands in a stranger's catalog, may have millions of letters: a cache that is bounded in
number alone would hold a thousand of those.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

_Result = TypeVar("_Result")

LONGEST = 200
"""Letters of the longest text that does not count as long."""

_LONG_KEPT = 2
"""Long texts whose results are kept: what was pasted is compared with hundreds of names, one after another."""


def text_cache(most: int) -> Callable[[Callable[[str], _Result]], Callable[[str], _Result]]:
    """Return a decorator that keeps the results of a function for the `most` texts that were asked for last, of long ones two."""

    def decorate(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
        kept = functools.lru_cache(most)(function)
        kept_long = functools.lru_cache(_LONG_KEPT)(function)

        @functools.wraps(function)
        def cached(text: str) -> _Result:
            return kept(text) if len(text) <= LONGEST else kept_long(text)

        return cached

    return decorate
