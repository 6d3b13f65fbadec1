"""The file of columns beside a table: what is kept, what is taken for it, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.storage.columns_file import columns_path, keep_columns, kept_columns
from genai_tui.storage.files import Refused

HEAD = "# Which column of t.csv says what. Written by genai-tui --map, and yours to change.\n"


@pytest.mark.parametrize(
    ("columns", "lines"),
    [("name=Model", "name=Model\n"), ("name=Model, org = Lab", "name=Model\norg = Lab\n"), ("name=A, B,org=Lab", "name=A, B\norg=Lab\n"), ("name=Model\norg=Lab", "name=Model\norg=Lab\n"), ("name=Model,", "name=Model\n"), ("name=Model,\norg=Lab ,\n", "name=Model\norg=Lab\n"), ("", "")],
)  # fmt: skip
def test_columns_are_kept_a_line_each(tmp_path: Path, columns: str, lines: str) -> None:
    table = tmp_path / "t.csv"
    assert columns_path(table) == tmp_path / "t.csv.columns"
    assert kept_columns(table) == ""
    assert keep_columns(table, columns) == columns_path(table)
    assert columns_path(table).read_text() == HEAD + lines
    assert kept_columns(table) == HEAD + lines
    assert keep_columns(table, columns) is None
    assert keep_columns(table, "params=Size") == columns_path(table)
    assert kept_columns(table) == HEAD + "params=Size\n"


@pytest.mark.parametrize(
    ("text", "are_columns"),
    [("name=Model\n", True), ("  # remark\n\n name = Model \n", True), ("", True), ("Name=Model\n", False), ("hello\n", False), ("name=Model\nhello\n", False)],
)  # fmt: skip
def test_something_else_is_neither_read_nor_written_over(
    tmp_path: Path, text: str, are_columns: bool
) -> None:
    table = tmp_path / "t.csv"
    columns_path(table).write_text(text)
    assert kept_columns(table) == (text if are_columns else "")
    if are_columns:
        assert keep_columns(table, "name=X")
    else:
        with pytest.raises(Refused, match="something else stands there"):
            keep_columns(table, "name=X")
        assert columns_path(table).read_text() == text


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    columns_path(table).write_bytes(b"\xff")
    with pytest.raises(CatalogError, match=r"t\.csv\.columns: holds no columns: "):
        kept_columns(table)
    with pytest.raises(Refused, match="something else"):
        keep_columns(table, "name=X")
    columns_path(table).write_bytes(b"x" * (64 * 1024 + 1))
    with pytest.raises(CatalogError, match="holds no columns: "):
        kept_columns(table)
