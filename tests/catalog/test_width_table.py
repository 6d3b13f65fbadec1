"""The table of widths is the one that wcwidth gives."""

from __future__ import annotations

from tests.catalog.width_table import FILE, text


def test_the_table_is_that_of_wcwidth() -> None:
    """It is written by `make widths`, from the version that pyproject.toml names."""
    written: dict[str, object] = {}
    exec(FILE.read_text(encoding="utf-8"), written)
    wanted: dict[str, object] = {}
    exec(text(), wanted)
    assert written["NOT_ONE_CELL"] == wanted["NOT_ONE_CELL"]
