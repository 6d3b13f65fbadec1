"""The matrix: each of its numbers is what a query counts, on every catalog, whatever is not stated."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from genai_tui.catalog.count_sheet import CountSheet
from genai_tui.catalog.count_table import CountTable, joined_query
from genai_tui.catalog.model import NOTHING, Catalog, Category, Label, Modality
from genai_tui.search.index import SearchIndex
from genai_tui.storage.loader import open_catalog
from genai_tui.view.matrix import FACES, MatrixView, to_face
from tests.storage.joining import catalog, record

MODALITIES = ("text", "image", "brain-signal", "pdf", "3d")


def miscounted(index: SearchIndex, table: CountTable, query: str = "") -> list[tuple[str, int, int]]:
    """Return the cells whose number is not that of their query."""
    return [
        (asked, table.count(row, column), found)
        for row in range(len(table.rows))
        for column in range(len(table.columns))
        if (asked := joined_query(query, table.clauses(row, column))) is not None
        and (found := len(index.ask(asked).records)) != table.count(row, column)
    ]


@pytest.mark.parametrize("name", ["survey", "landscape"])
@pytest.mark.parametrize("query", ["", "org:google year:>=2022", "text"])
def test_each_number_is_what_its_query_counts(name: str, query: str) -> None:
    shown, _ = open_catalog(name)
    index = SearchIndex(shown)
    models = index.ask(query).records
    for face in FACES:
        table = MatrixView(face=face).table(shown, models)
        assert miscounted(index, table, query) == []
        assert table.count(0, 0) == len(models)


@st.composite
def foreign(draw: st.DrawFn) -> Catalog:
    """A catalog with any modalities, in which much is not stated and slots fit or do not."""
    some = st.lists(st.sampled_from(MODALITIES), max_size=3, unique=True).map(tuple)
    slots = ("other", "a", "b")
    models = [
        record(f"m{number}", inputs=draw(st.one_of(some, st.just((NOTHING,)))), outputs=draw(some))
        for number in range(draw(st.integers(0, 8)))
    ]
    filed = [replace(each, category=draw(st.sampled_from(slots))) for each in models]
    filed = [
        replace(each, also_in=tuple({"a", "b"} - {each.category})) if draw(st.booleans()) else each
        for each in filed
    ]
    made = catalog("foreign", *filed)
    head = replace(
        made.head,
        modalities=tuple(Modality(each, Label(each.title())) for each in MODALITIES),
        categories=(
            Category("a", Label("text → image"), inputs=("text",), outputs=("image",)),
            Category("b", Label("much"), inputs=("text", "pdf"), outputs=("3d", "text")),
            Category("other", Label("other")),
        ),
    )
    return Catalog(head, made.models, made.organizations, ())


@settings(max_examples=40, deadline=None)
@given(foreign())
def test_each_number_of_any_catalog_is_what_its_query_counts(made: Catalog) -> None:
    index = SearchIndex(made)
    for face in FACES:
        table = MatrixView(face=face).table(made, made.models)
        assert miscounted(index, table) == []
        inner = sum(
            table.count(row, column)
            for row, head in enumerate(table.rows)
            for column, other in enumerate(table.columns)
            if not head.is_total and not other.is_total
        )
        assert inner >= len(made), "every model stands in a cell, stated or not"


def read_back(text: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Return number and frame of each cell of a printed table, by the labels of its row and column."""
    head, *rows = text.splitlines()[2:]
    labels = head.removeprefix("in, out").split()
    found = {}
    for line in rows:
        if not line:
            break
        name = re.match(r"\??\s?[\w ]*[a-zA-Z]", line)
        assert name
        for label, cell in zip(
            labels, re.findall(r"[\[(]\s*[\d·.][^\])]*[\])]|\d+\S?|[·.]", line[name.end() :]), strict=True
        ):
            frame = cell[0] + cell[-1] if cell[0] in "[(" else ""
            found[name[0].strip(), label] = (re.sub(r"[^\d·]", "", cell) or "·", frame)
    return found


@pytest.mark.parametrize("ascii_only", [False, True])
def test_the_printed_form_tells_numbers_and_slots_without_colour(ascii_only: bool) -> None:
    shown, _ = open_catalog("survey")
    table = MatrixView().table(shown, shown.models)
    text = "\n".join(CountSheet(table).picture(ascii_only))
    told = read_back(text)
    assert told["text", "code"] == ("4", "[]")
    assert told["image", "image"] == ("3", "")
    assert told["tensor", "algorithm"] == ("1", "()")
    assert told["video", "text"] == ("1", "")
    for row, head in enumerate(table.rows):
        for column, other in enumerate(table.columns):
            number, frame = told[head.label, other.label]
            assert int(number.replace("·", "0")) == table.count(row, column)
            assert frame == table.frame(row, column).strip()


def test_it_says_how_models_count_twice_and_how_many_state_nothing() -> None:
    made = catalog(
        "tiny",
        record("a", inputs=("text", "image"), outputs=("text",)),
        record("b"),
        record("c", inputs=("text",)),
    )
    table = MatrixView().table(made, made.models)
    assert table.title == "Inputs and outputs · 1 model, 2 marks · 2 state no signature"
    assert [row.label for row in table.rows] == ["all", "text", "image", "? not stated"]


def test_the_survey_misfiles_five() -> None:
    shown, _ = open_catalog("survey")
    table = MatrixView(face="slots").table(shown, shown.models)
    assert [column.name for column in table.columns][:3] == ["all", "text → image", "text → 3D"]
    misfiled = {
        column.name: table.count(1, place)
        for place, column in enumerate(table.columns)
        if table.count(1, place)
    }
    assert misfiled == {"all": 5, "text → video": 1, "text → audio": 3, "text → text": 1}
    whisper = shown.model("whisper")
    assert whisper is not None
    at = MatrixView(face="slots").at_model(shown, whisper)
    cell = table.place(at.row, at.column)
    assert (table.count(*cell), table.frame(*cell)) == (1, "  ")


def test_another_face_begins_at_its_first_cell() -> None:
    view = to_face(MatrixView(row="text", column="image"), "slots")
    assert (view.row, view.column) == (None, None)
    model = record("x", by="")
    assert MatrixView().at_model(catalog("t"), model).row == "?"
