"""The heap: free memory is given back to the system.

The allocator of most Linux systems (glibc) keeps what is freed below anything that stays, and what is free above it, up to a
bound that it raises to 64 MB by itself. Each thread has a heap of its own: a drawing of hundreds of organizations takes
30 MB for a while, and would leave the process that much larger until it ends.
"""

from __future__ import annotations

import contextlib
from functools import cache
from typing import Any

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""What `mallopt` is asked for, as `malloc.h` has it."""

_FREE_ABOVE = 256 * 1024
"""Bytes that may stay free at the end of a heap; a block of so many or more is kept apart from all heaps, and goes as a whole."""


def give_back() -> None:
    """Give free memory back, where the allocator has to be asked to; takes a few milliseconds."""
    if allocator := find_allocator():
        allocator.malloc_trim(0)


def keep_little() -> None:
    """Have the heap of each thread keep little of what is freed, from now on, where the allocator can be told to."""
    if allocator := find_allocator():
        for threshold in (_TRIM_THRESHOLD, _MMAP_THRESHOLD):
            allocator.mallopt(threshold, _FREE_ABOVE)


@cache
def find_allocator() -> Any:
    """Return the library that has the allocator's own functions, or None; found once: a kiosk may not look for them later."""
    # Another allocator, another system; or nothing is left to ask with.
    with contextlib.suppress(ImportError, OSError, TypeError, AttributeError, MemoryError):
        import ctypes  # imported here: what needs it works for seconds

        library = ctypes.CDLL(None)
        if library.malloc_trim and library.mallopt:  # the library keeps what it has found
            return library
    return None
