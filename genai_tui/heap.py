"""The heap: free memory is given back to the system.

The allocator of most Linux systems (glibc) keeps what is freed below anything that stays. A drawing of hundreds of
organizations takes 30 MB for a while, and would leave the process that much larger until it ends.
"""

from __future__ import annotations

import contextlib


def give_back() -> None:
    """Give free memory back, where the allocator has to be asked to; takes a few milliseconds."""
    # Another allocator, another system; or nothing is left to ask with.
    with contextlib.suppress(ImportError, OSError, TypeError, AttributeError, MemoryError):
        import ctypes  # imported here: what needs it works for seconds

        ctypes.CDLL(None).malloc_trim(0)
