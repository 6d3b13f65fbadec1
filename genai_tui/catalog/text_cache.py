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
"""Letters of the longest text that is kept; of a longer one the result is worked out each time."""


def text_cache(most: int) -> Callable[[Callable[[str], _Result]], Callable[[str], _Result]]:
    """Return a decorator that keeps the results of a function for the `most` texts that were asked for last."""

    def decorate(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
        kept = functools.lru_cache(most)(function)

        @functools.wraps(function)
        def cached(text: str) -> _Result:
            return kept(text) if len(text) <= LONGEST else function(text)

        return cached

    return decorate
