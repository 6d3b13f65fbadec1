"""Textual's caches: none holds more than a screen needs, and what they answer is the same."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from typing import Any

from textual.geometry import Region

import genai_tui.tui.app  # noqa: F401 - with all the libraries that it takes
from genai_tui.tui.textual_caches import LARGE, MOST, bound_caches

FEW = {
    "textual.dom.DOMNode._css_bases": "classes of widgets",
    "textual.dom.DOMNode._get_component_classes": "classes of widgets",
    "textual.strip.Strip.render_ansi": "styles of the themes",
    "rich.segment.Segment._split_cells": "letters of two cells that are cut in half",
    "textual._segment_tools.make_blank": "widths of blanks in the styles of the themes",
    "genai_tui.tui.rich_widths.use_our_widths.<locals>.ours": "versions of Unicode",
    "rich._unicode_data.load": "versions of Unicode",
}
"""Caches of libraries that hold more than 4,096 calls, or any number, with what there are few of."""


def _caches() -> Iterator[tuple[str, int | None]]:
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("textual", "rich"):
            for found in vars(module).values():
                yield from _sizes(found)
                for inner in vars(found).values() if isinstance(found, type) else ():
                    yield from _sizes(inner)


def _sizes(found: Any) -> Iterator[tuple[str, int | None]]:
    cached = getattr(found, "__func__", getattr(found, "fget", found))
    if type(cached).__name__ == "_lru_cache_wrapper":
        yield f"{cached.__module__}.{cached.__qualname__}", cached.cache_parameters()["maxsize"]


def test_no_cache_of_a_library_grows_with_what_is_looked_at() -> None:
    bound_caches()
    large = {name for name, most in _caches() if most is None or most > 4096}
    assert large <= set(FEW), "one more: what are its keys, and how many of them may there be?"


def test_caches_of_regions_hold_less_and_answer_the_same() -> None:
    dice = random.Random(7)

    def region() -> Region:
        return Region(*(dice.randint(0, 90) for _ in range(4)))

    bound_caches()
    for kind, methods in LARGE:
        for name in methods:
            assert kind.__dict__[name].cache_parameters()["maxsize"] <= MOST
    for _ in range(50):
        one, other = region(), region()
        for name, given in (("intersection", other), ("union", other), ("shrink", (1, 2, 3, 4)), ("grow", (1, 2, 3, 4)),
                            ("__contains__", (40, 40))):  # fmt: skip
            cached = Region.__dict__[name]
            assert getattr(one, name)(given) == cached.__wrapped__(one, given)
