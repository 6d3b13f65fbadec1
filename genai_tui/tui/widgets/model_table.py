"""The table of models: codes of categories before the names, weights and signs at the end of a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from genai_tui.catalog.attribute import ENDED
from genai_tui.catalog.attributes import ATTRIBUTES, MODELS
from genai_tui.catalog.cells import pad
from genai_tui.catalog.model import Model
from genai_tui.catalog.provenance import slot_differs
from genai_tui.tui.roles import DIFFERS, UNKNOWN, code, hue, weights_mark
from genai_tui.tui.widgets.record_table import RecordTable
from genai_tui.tui.widgets.row_painter import Line, Piece
from genai_tui.tui.widgets.table_columns import GAP, Layout, maker_cells


class ModelTable(RecordTable):
    """Models, best or first on top."""

    # At the ends: the mark; weights with `!` and ≠; the margin with the sign of the place.
    LAYOUT: ClassVar[Layout] = Layout(
        MODELS,
        frozenset({"name", "weights", "cat"}),
        3 + 3 + 3,
        letters="cat",
        end="weights",
        makers=maker_cells,
        spare=(("signature", 22), ("compute", 8), ("license", 16), ("based", 20)),
    )
    END_HEADING: ClassVar[str] = "W"

    def every(self) -> Sequence[Model]:
        return self._catalog.models

    def letters(self, record: Model) -> Line:
        doubt = ATTRIBUTES["cat"].marks(record)[-1:] or " "
        return ((f"{code(self._catalog, record.category)}{doubt}", hue(self._catalog, record.category)),)

    def after_name(self, record: Model) -> Line:
        return ((pad(ENDED, GAP), "dim"),) if record.ended else ((" " * GAP, "text"),)

    def end(self, record: Model) -> Line:
        weights = ATTRIBUTES["weights"]
        doubt = weights.marks(record)
        sign = weights_mark(record) if record.weights or not doubt else ""
        pieces: list[Piece] = [(pad(sign + doubt, 2), "text" if sign != UNKNOWN else "dim")]
        if slot_differs(self._catalog, record):
            pieces.append((DIFFERS, "warn"))
        return tuple(pieces)
