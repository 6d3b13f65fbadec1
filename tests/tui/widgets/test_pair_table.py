"""The table of pairs that differ: what stays in sight where there is little room."""

from __future__ import annotations

from genai_tui.catalog.disagreement import Disagreement, Side
from genai_tui.catalog.model import Catalog
from genai_tui.tui.widgets.pair_table import PairTable
from tests.tui.host import hosted


async def test_values_are_whole_before_their_distance_is_told(tiny: Catalog) -> None:
    sides = (
        Side("One", "Painter", "a" * 20, key="one:painter"),
        Side("Two", "Painter", "b" * 20, key="two:painter"),
    )
    pair = Disagreement("painter", "parameters", sides, distance=1.5, apart="x1.5")
    table = PairTable(tiny)
    async with hosted(table):
        table.show((pair,), 0, "")
        told = {}
        for cells in range(30, 90):
            text = "".join(piece for piece, _ in table.line(1, cells))
            told[cells] = "x1.5" in text, sides[0].value in text and sides[1].value in text
            heads = "".join(piece for piece, _ in table.line(0, cells))
            assert ("apart" in heads) == told[cells][0]
    assert {each for _, each in sorted(told.items())} == {(False, False), (False, True), (True, True)}
    assert list(told.values()) == sorted(told.values()), "more room never tells less"
