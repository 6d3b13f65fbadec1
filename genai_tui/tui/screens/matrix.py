"""The screen Matrix: what goes into models against what comes out, and slots against signatures."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from genai_tui.tui.commands import MATRIX, MATRIX_FOOTER, screen_bindings
from genai_tui.tui.screens.table_screen import TableScreen
from genai_tui.view import matrix
from genai_tui.view.matrix import MatrixView


class MatrixScreen(TableScreen[MatrixView]):
    """How many models take what and give what."""

    BINDINGS: ClassVar[list[BindingType]] = screen_bindings(MATRIX)
    TABLE = MATRIX
    FOOTER = MATRIX_FOOTER
    CHANGES = matrix.CHANGES
    COMMAND = "matrix"
