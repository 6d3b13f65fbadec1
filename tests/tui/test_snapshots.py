"""Pictures of notable states, with the tiny catalog so that edits of the data do not repaint them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.tui.app import GenaiApp

Compare = Callable[..., bool]


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((120, 30), ["down", "right"]),
        ((80, 24), ["tab", "down", "enter"]),
        ((100, 24), ["slash", "p", "a", "i", "n", "t"]),
        ((100, 24), ["i"]),
    ],
    ids=["wide", "narrow", "search", "sources"],
)
def test_browse(snap_compare: Compare, tiny: Catalog, size: tuple[int, int], keys: list[str]) -> None:
    assert snap_compare(GenaiApp(tiny), terminal_size=size, press=[*keys, "wait:100"])
