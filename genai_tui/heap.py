"""The heap: free memory is given back to the system.

The allocator of most Linux systems (glibc) keeps what is freed below anything that stays. A drawing of hundreds of
organizations takes 30 MB for a while, and would leave the process that much larger until it ends.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Give free memory back, where the allocator has to be asked to; takes a few milliseconds."""
    with contextlib.suppress(MemoryError):  # nothing is left to ask with
        find_trim()(0)


@cache
def find_trim() -> Callable[[int], object]:
    """Return the allocator's own function for it, found once: a kiosk looks for no function later on."""
    try:
        import ctypes  # imported here: what needs it works for seconds

        return ctypes.CDLL(None).malloc_trim
    except (ImportError, OSError, TypeError, AttributeError):  # another allocator, another system
        return lambda _: None
