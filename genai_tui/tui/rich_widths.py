"""Rich's widths of characters, replaced by those of `catalog/cells.py`, so that all drawing measures alike.

Textual lays out titles, pages and notices with Rich's measure, our panes lay out their lines with ours, and what goes
over the wire is placed by the sum. Rich looks its table up by a name of its own module, so it is given ours there.
"""

from __future__ import annotations

import functools

from rich import cells
from rich.cells import CellTable, cell_len

from genai_tui.catalog.width_table import NOT_ONE_CELL

__all__ = ["cell_len", "use_our_widths"]


def use_our_widths() -> None:
    """Let Rich measure as `catalog.cells` does; what it had measured before is forgotten."""
    theirs = cells.load_cell_table  # type: ignore[attr-defined] # there since Rich 14.3, but not exported

    @functools.cache
    def ours(unicode_version: str = "auto") -> CellTable:
        table: CellTable = theirs(unicode_version)
        return table._replace(widths=NOT_ONE_CELL)

    cells.load_cell_table = ours  # type: ignore[attr-defined]
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()


use_our_widths()
