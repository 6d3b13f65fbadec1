"""Textual's caches of styles, changed so that a widget that has gone is not kept in them.

Textual 8 meant `StylesCache.get_inner_outer` for a class method and made it a method: its cache of 1,024 calls then
holds the widget's every rendered row, long after a page has closed or another catalog has come, some 100 KB each.
"""

from __future__ import annotations

from functools import lru_cache

from textual._styles_cache import StylesCache

_MOST = 1024


def let_go_of_widgets() -> None:
    """Make the cached method one of the class, as it was meant: its results depend on nothing else."""
    found = StylesCache.__dict__["get_inner_outer"]
    wrapped = getattr(found, "__wrapped__", None)
    if wrapped is not None and not isinstance(
        found, classmethod
    ):  # an upstream that is mended stays as it is
        StylesCache.get_inner_outer = classmethod(lru_cache(_MOST)(wrapped))  # type: ignore[assignment, arg-type, method-assign]
