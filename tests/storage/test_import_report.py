"""The report of an import: counts, examples, ids and lines out of strangers' cells."""

from __future__ import annotations

import pytest

from genai_tui.catalog.model import CatalogHead, Label, Modality
from genai_tui.storage.importers.import_report import (
    UNPLACED,
    Ids,
    Modalities,
    Report,
    categories_of,
    line,
    listed,
)

HEAD = CatalogHead(
    id="x", title="X", edition="x", version="1", date="2023-01-01", about="x",
    modalities=(Modality("text", Label("text")), Modality("pixels", Label("Image"))),
)  # fmt: skip


def test_every_name_has_an_id_of_its_own() -> None:
    ids = Ids({"gpt-4"})
    assert [ids.new(name) for name in ("GPT 4", "gpt-4", "Été", "!!!", "???", "GPT-4!")] == [
        "gpt-4-2", "gpt-4-3", "ete", "x", "x-2", "gpt-4-4",
    ]  # fmt: skip


def test_what_was_left_behind_is_counted_with_examples() -> None:
    report = Report()
    for number in range(7):
        report.note("rows", f"row {number}")
    report.note("rows", "row 0")
    report.note("cells", "a  b", field="params")
    report.note("cells")
    report.note("cells", "a b")
    report.note("nothing told")
    assert [(each.what, each.count, each.examples, each.field) for each in report.lines()] == [
        ("rows", 8, tuple(f"row {number}" for number in range(5)), None), ("cells", 3, ("a b",), "params"), ("nothing told", 1, (), None),
    ]  # fmt: skip
    assert (report.count("rows"), report.count("none")) == (8, 0)


def test_what_was_never_read_is_told_by_name() -> None:
    class Entry:
        def unread(self) -> list[str]:
            return ["b", "a", "a"]

    report = Report()
    report.note("rows", "x")
    report.unread("columns", Entry())  # type: ignore[arg-type]
    report.unread("columns", Entry())  # type: ignore[arg-type]
    first, second = report.lines()
    assert (first.what, first.count, first.examples) == ("columns", 6, ("a (4)", "b (2)"))
    assert second.what == "rows"


@pytest.mark.parametrize(
    ("text", "longest", "told"),
    [
        (" a ", 10, "a"), ("", 10, ""), ("  ", 10, ""), ("a  b", 10, "a b"), ("a\nb", 10, "a b"), ("é  ü", 10, "é ü"), ("a\tb", 10, "a b"), ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abcde…"),
        ("a\u202eb", 10, "ab"), ("a\x1b[2Jb", 20, None),
    ],
)  # fmt: skip
def test_a_cell_is_one_safe_line(text: str, longest: int, told: str | None) -> None:
    found = line(text, longest)
    assert "\x1b" not in found
    assert told is None or found.replace("\u202e", "") == told or "u202e" in found.lower()


@pytest.mark.parametrize(
    ("text", "sign", "parts"),
    [("", ",", []), ("a, b,,c ", ",", ["a", "b", "c"]), ("a;b", ";", ["a", "b"]), ("a,b", ";", ["a,b"]), (f"{'x' * 201}, y", ",", ["x" * 199 + "…", "y"]), ("x" * 200, ",", ["x" * 200])],
)  # fmt: skip
def test_a_cell_lists_parts(text: str, sign: str, parts: list[str]) -> None:
    assert listed(text, sign=sign) == parts


def test_modalities_are_those_of_the_taxonomy_and_others_after_them() -> None:
    found = Modalities(HEAD)
    assert found.ids(["Image", "TEXT", "text"]) == ("text", "pixels")
    assert found.ids(["Brain signal", "unknown", "", "!", "image"]) == ("pixels", "brain-signal")
    assert found.ids(["3D", "brain  signal"]) == ("brain-signal", "3d")
    assert found.ids([]) == ()
    assert [(each.id, each.label.en) for each in found.all()] == [
        ("text", "text"), ("pixels", "Image"), ("brain-signal", "brain signal"), ("3d", "3d"),
    ]  # fmt: skip
    assert categories_of(HEAD) == (UNPLACED,)
