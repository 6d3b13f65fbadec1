"""The memory that the weights of a model take by themselves, at least: parameters times the bytes of a precision.

It is arithmetic over what a catalog states, and no measurement: what a program needs besides the weights (context, batches,
the program itself) comes on top. Where no precision is stated, 16 bits are reckoned with, and said.
"""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from genai_tui.catalog.cells import short_number
from genai_tui.catalog.model import Model

USUAL_BITS = 16
"""What is reckoned with where no precision is stated: most weights are given out so."""
_STATED: tuple[tuple[int, str], ...] = (
    (2, r"i?q2_\w+|int2|2-?bit"),
    (3, r"i?q3_\w+|int3|3-?bit"),
    (4, r"i?q4_\w+|(?:mx|nv)?fp4|int4|nf4|4-?bit|w4a16"),
    (5, r"q5_\w+|5-?bit"),
    (6, r"q6_\w+|6-?bit"),
    (8, r"q8_0|(?:mx)?fp8|int8|8-?bit|w8a8"),
    (16, r"bf16|fp16|f16|bfloat16|float16|16-?bit"),
    (32, r"fp32|f32|float32|32-?bit"),
)


@functools.cache
def _precision() -> re.Pattern[str]:
    """Return what finds the words of a precision; it takes a millisecond to compile, and the first frame asks for none."""
    words = "|".join(f"(?P<b{bits}>{words})" for bits, words in _STATED)
    return re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])", re.IGNORECASE)


class MemoryFloor(Struct, frozen=True):
    """So many parameters at so many bits each."""

    count: int
    bits: int
    stated: str = ""
    """The word that states the precision; empty where none is stated."""

    @property
    def bytes(self) -> float:
        """The memory in bytes."""
        return self.count * self.bits / 8

    @property
    def arithmetic(self) -> str:
        """The reckoning in words: `14 GB = 7B × 2 bytes (16 bits, none stated)`."""
        size = self.bits / 8
        bytes_ = "1 byte" if size == 1 else f"{size:g} bytes"
        why = f"{self.stated}, as stated" if self.stated else f"{self.bits} bits, none stated"
        return f"{gigabytes(self.bytes)} = {short_number(self.count)} × {bytes_} ({why})"


def memory_floor(model: Model) -> MemoryFloor | None:
    """Return the memory that the weights take at least; None where the number of parameters is not known.

    A precision is stated where the name, the variant or a note of the shown count, or the note on access name one; of
    several it is the smallest, so that the weights take no less.
    """
    headline = model.headline_parameters
    if headline is None:
        return None
    access = model.availability.note if model.availability else None
    texts = (model.name, headline.variant, headline.note, access)
    said = [
        (next(bits for bits, _ in _STATED if found[f"b{bits}"]), found[0])
        for text in texts
        if text
        for found in _precision().finditer(text)
    ]
    bits, stated = min(said, default=(USUAL_BITS, ""))
    return MemoryFloor(headline.count, bits, stated)


def gigabytes(value: float) -> str:
    """Return bytes as people say them, a GB being a thousand million: `14 GB`, `350 MB`."""
    for unit, size in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if value >= 0.9995 * size:  # which three digits round up
            return f"{value / size:.3g} {unit}"
    return f"{value / 1e3:.3g} KB"
