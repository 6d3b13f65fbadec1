"""Bit sets: sets of whole numbers as one whole number, whose bit i stands for the member i.

Each function reads or writes the bytes once. Shifting the number for each place would copy all of it each time, so that
ten times as many places would take a hundred times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

_BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def bitset(places: Iterable[int], size: int) -> int:
    """Return the set of some places below `size`."""
    marks = bytearray(size // 8 + 1)
    for place in places:
        marks[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(marks, "little")


def members(places: int) -> Iterator[int]:
    """Yield the places of a set, in order."""
    if places.bit_count() * 64 < places.bit_length():
        # Few among many: look for the next one in the text of the digits.
        digits = bin(places)[:1:-1]
        at = digits.find("1")
        while at >= 0:
            yield at
            at = digits.find("1", at + 1)
        return
    for start, byte in enumerate(_bytes(places)):
        if byte:
            for bit in _BITS[byte]:
                yield start * 8 + bit


def holder(places: int, size: int) -> Callable[[int], bool]:
    """Return a function that says whether a place below `size` is in a set; quick for many places of one set."""
    marks = places.to_bytes(size // 8 + 1, "little")
    return lambda place: bool(marks[place >> 3] >> (place & 7) & 1)


def _bytes(places: int) -> bytes:
    return places.to_bytes((places.bit_length() + 7) // 8, "little")
