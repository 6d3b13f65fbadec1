"""Textual's caches, changed so that they hold what a screen needs, and no widget that has gone.

Textual 8 meant `StylesCache.get_inner_outer` for a class method and made it a method: its cache of 1,024 calls then
holds the widget's every rendered row, long after a page has closed or another catalog has come, some 100 KB each.

Its caches of regions hold 4,096 calls each, of some 400 bytes. A screen of one size asks for a few hundred; in a long
session on windows of many sizes they took 10 MB.
"""

from __future__ import annotations

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.css.scalar import Scalar
from textual.geometry import Region

MOST = 1024
"""Calls that a cache holds."""

LARGE: tuple[tuple[type, tuple[str, ...]], ...] = (
    (Region, ("__contains__", "grow", "intersection", "shrink", "union")),
    (Scalar, ("resolve",)),
)
"""Methods whose caches would hold more."""


def bound_caches() -> None:
    """Bound the caches, and make the cached method of a widget one of its class, as it was meant."""
    found = StylesCache.__dict__["get_inner_outer"]
    wrapped = getattr(found, "__wrapped__", None)
    # An upstream that is mended stays as it is.
    if wrapped is not None and not isinstance(found, classmethod):
        StylesCache.get_inner_outer = classmethod(lru_cache(MOST)(wrapped))  # type: ignore[assignment, arg-type, method-assign]
    for kind, methods in LARGE:
        for name in methods:
            cached = kind.__dict__.get(name)
            if cached is not None and hasattr(cached, "cache_parameters"):
                most = cached.cache_parameters()["maxsize"]
                if most is None or most > MOST:
                    setattr(kind, name, lru_cache(MOST)(cached.__wrapped__))
