"""The reader of CSV: the same rows whatever ends their lines, whatever the encoding, and whoever opened the file."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.storage.importers.csv_reader import beginning, headings, read_bytes, read_rows
from genai_tui.storage.importers.import_report import Report

_CELLS = st.text(alphabet='ab é„語,;\t"\n\r\x0b\x1c\x85\u2028', max_size=6)
_ROWS = st.lists(st.lists(_CELLS, min_size=2, max_size=2), max_size=4)


@given(_ROWS, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_rows_are_those_of_the_csv_module(rows: list[list[str]], ending: str, encoding: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator=ending, quoting=csv.QUOTE_ALL).writerows([["x", "y"], *rows])
    text = written.getvalue()
    heads, found = read_rows(Path("table"), text.encode(encoding), Report())
    assert heads == ["x", "y"]
    expected = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert found == [cells for cells in expected if any(cells)]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("rows_before", [0, 3])
def test_where_the_text_is_no_utf_8_is_told(ending: str, rows_before: int) -> None:
    data = ending.join(["x,y", *["a,b"] * rows_before]).encode() + ending.encode() + b"\xff,b"
    with pytest.raises(CatalogError, match="is not UTF-8") as raised:
        read_rows(Path("table"), data, Report())
    line = 1 if ending == "\r" else rows_before + 2
    assert raised.value.problems[0].line == line


def test_a_packed_table_is_read_as_it_was(tmp_path: Path) -> None:
    data = b"x, y\n" + b"a,b\n" * 20_000
    (tmp_path / "plain.csv").write_bytes(data)
    (tmp_path / "packed.csv.gz").write_bytes(gzip.compress(data))
    (tmp_path / "broken.gz").write_bytes(gzip.compress(data)[:2] + b"no more")
    for name in ("plain.csv", "packed.csv.gz"):
        assert headings(tmp_path / name) == ["x", "y"]
        assert beginning(tmp_path / name) == data[:20_000]
        assert read_bytes(tmp_path / name) == data
    assert headings(tmp_path / "broken.gz") == []
    assert beginning(tmp_path / "broken.gz") == b""
    assert headings(tmp_path) == headings(tmp_path / "nowhere") == []
    for begin in (b"{", b"  [", b"a\0b"):
        (tmp_path / "other").write_bytes(begin + b",x\n")
        assert headings(tmp_path / "other") == []
