"""Fields that are asked for, whole values in pipes, tables that fit a terminal, counts that are crossed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.cells import width
from genai_tui.catalog.organization_attributes import ORGANIZATIONS
from genai_tui.search.counts import count_by
from genai_tui.storage.exporters import FORMATS, format_called
from genai_tui.storage.exporters.record_fields import NoSuchField, field_table
from genai_tui.storage.exporters.text_table import cut, fitted
from genai_tui.storage.exporters.writer import AnswerLayout
from genai_tui.storage.loader import open_catalog
from tests.cli.conftest import Run

SURVEY, _ = open_catalog("survey")
LANDSCAPE, _ = open_catalog("landscape")
WITH_FIELDS = [each.name for each in FORMATS if each.takes_fields]
KINDS = ("model", "organization")


@pytest.mark.parametrize("form", WITH_FIELDS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_field_can_be_had_in_every_format(form: str, kind: str) -> None:
    fields = field_table(kind).all()
    records = SURVEY.models if kind == "model" else tuple(SURVEY.organizations.values())
    lines = list(format_called(form).writer(AnswerLayout(fields, tabs=True)).rows(SURVEY, records, fields))
    if form == "json":
        rows = json.loads("\n".join(lines))["rows"]
    elif form == "jsonl":
        rows = [json.loads(line) for line in lines]
    else:
        assert len(lines) == len(records) + (2 if form == "markdown" else 1)
        return
    assert len(rows) == len(records)
    for row in rows:
        assert [name for name in row if name != "form"] == [each.name for each in fields]
        for field in fields:
            assert (
                row[field.name] is None
                or isinstance(row[field.name], list) is field.several
                or field.kind == "record"
            )
            assert row[field.name] != []


@pytest.mark.parametrize("table", [MODELS, ORGANIZATIONS], ids=KINDS)
def test_what_is_no_list_has_one_value(table: object) -> None:
    for catalog in (SURVEY, LANDSCAPE):
        records = catalog.models if table is MODELS else catalog.organizations.values()
        for attribute in table.rows.values():  # type: ignore[attr-defined]
            if not (attribute.several or attribute.first_says_all or attribute.name == "name"):
                assert all(len(attribute.values(catalog, each)) <= 1 for each in records), attribute.name


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_of_a_field_leads_to_it(kind: str) -> None:
    table = field_table(kind)
    assert len(set(table.names())) == len(table.names())
    for name in table.names():
        assert table.called(name).name == name
        assert table.called(f" {name.upper()}.state").name == f"{name}.state"
    if kind == "model":
        assert table.called("licence").name == "license"
        assert table.called("input_price").name == "price"
    with pytest.raises(NoSuchField) as wrong:
        table.called("cuntry")
    assert wrong.value.nearest == "country"


def test_fields_with_their_state_and_words(run: Run, folder: Path) -> None:
    words = ("list", "-c", folder, "--fields", "id,params,params.state,org,org.label,url")
    told = run(*words)
    assert told.out.splitlines() == [
        "Id\tParams\tParams is\tOrganization\tOrganization\tURL",
        "painter\t3.5B~\testimated\tAcme Labs; University of Somewhere\tAcme Labs; University of Somewhere\thttps://arxiv.org/abs/2204.06125",
        "listener\t·\tunknown\tAcme Labs\tAcme Labs\t·",
        "whisperer\t·\tunknown\tUniversity of Somewhere\tUniversity of Somewhere\t·",
    ]
    assert json.loads(run(*words, "-f", "json").out)["rows"][0] == {
        "id": "painter", "params": 3_500_000_000, "params.state": "estimated", "org": ["acme", "uni"],
        "org.label": "Acme Labs; University of Somewhere", "url": "https://arxiv.org/abs/2204.06125",
    }  # fmt: skip
    rows = list(csv.reader(io.StringIO(run(*words, "-f", "csv").out)))
    assert rows[1][:4] == ["painter", "3500000000", "estimated", "acme; uni"]


def test_an_estimate_is_told_where_no_column_says_so(run: Run, folder: Path) -> None:
    words = ("list", "-c", folder, "-f", "csv", "--fields")
    assert run(*words, "id,params").err == "params: 1 estimated of 3; the field params.state says which\n"
    assert run(*words, "id,params,params.state").err == ""
    assert run("list", "-c", folder, "--fields", "id,params").err == ""


@pytest.mark.parametrize(
    "command", ["list", "search painter", "show painter", "export", "orgs", "compare painter listener"]
)
def test_a_wrong_field_names_the_right_one_and_none_lists_them(run: Run, folder: Path, command: str) -> None:
    words = (*command.split(), "-c", folder, "--fields")
    wrong = run(*words, "id,nmae")
    assert (wrong.status, wrong.out) == (2, "")
    assert "there is no field `nmae`" in wrong.err
    assert "did you mean `name`?" in wrong.err
    assert "lists them all" not in wrong.err
    assert "--fields without names lists them all" in run(*words, "xyzzyxyzzy").err
    for none in ((), ("",), (" , ",)):
        listed = run(*words, *none)
        assert (listed.status, listed.out) == (2, "")
        assert "\n  country" in listed.err


def test_fields_go_with_tables_and_data_only(run: Run, folder: Path) -> None:
    assert run("list", "-c", folder, "--ids", "--fields", "id").status == 2
    assert run("export", "-c", folder, "-f", "bibtex", "--fields", "id").status == 2
    assert "no whole records" in _opened(run, folder, "--fields", "id")
    assert "3 models" in _opened(run, folder)


def _opened(run: Run, folder: Path, *more: str) -> str:
    own = folder.parent / f"own{len(more)}.json"
    own.write_text(run("export", "-c", folder, *more).out, encoding="utf-8")
    return run("import", own).err


def test_compare_has_the_rows_that_are_asked_for(run: Run, folder: Path) -> None:
    told = run("compare", "-c", folder, "painter", "listener", "--fields", "license,org,date")
    assert told.out.splitlines() == [
        "\tPainter 2\tListener", "Licence\tApache-2.0\t·", "Organization\tAcme Labs; University of Somewhere\tAcme Labs",
        "Date\t2022-04-06\t2021",
    ]  # fmt: skip
    assert run("compare", "-c", folder, "painter", "listener", "--fields", "paper.title").status == 2


def test_one_value_alone(run: Run, folder: Path) -> None:
    assert run("show", "painter", "-c", folder, "--fields", "license", "--no-header").out == "Apache-2.0\n"
    assert run("show", "acme", "-c", folder, "--fields", "country", "--no-header", "-f", "csv").out == "NO\n"


# Pipes and terminals


@pytest.mark.parametrize(
    "command", ["list", "search diffusion", "orgs", "list org:openai --fields id,paper.title"]
)
def test_a_pipe_takes_whole_values_and_their_ids_find_the_same_records(run: Run, command: str) -> None:
    told = run(*command.split(), "-c", "landscape")
    lines = told.out.splitlines()
    assert len({line.count("\t") for line in lines}) == 1
    assert "…" not in told.out
    again = run("orgs" if command == "orgs" else "list", "-", "--ids", "-c", "landscape", stdin=told.out)
    assert again.err == ""
    assert again.out.split() == [line.partition("\t")[0] for line in lines[1:]]


def test_every_printed_value_is_the_records_own(run: Run) -> None:
    rows = [line.split("\t") for line in run("list", "-c", "landscape").out.splitlines()[1:]]
    for cells, model in zip(rows, LANDSCAPE.models, strict=True):
        assert cells[0] == model.id
        assert cells[2].rstrip("!~").split("; ") == (
            [LANDSCAPE.organization_name(id_) for id_ in model.organization_ids] or ["·"]
        )


@pytest.mark.parametrize("form", ["tsv", "table"])
def test_tabs_part_cells_and_nothing_is_quoted(run: Run, form: str) -> None:
    for row in run(
        "list", "-c", "landscape", "-f", form, "--fields", "id,name,summary,limitations"
    ).out.splitlines():
        cells = row.split("\t")
        assert len(cells) == 4
        assert not any(cell.startswith('"') and cell.endswith('"') for cell in cells)


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 132, 200])
@pytest.mark.parametrize("kind", KINDS)
def test_no_line_is_wider_than_the_terminal_and_no_number_is_cut(columns: int, kind: str) -> None:
    writer = format_called("table").writer(AnswerLayout(width=columns))
    lines = list(
        writer.models(LANDSCAPE, LANDSCAPE.models)
        if kind == "model"
        else writer.organizations(LANDSCAPE, tuple(LANDSCAPE.organizations.values()))
    )
    assert max(map(width, lines)) <= columns
    assert bool(writer.left_out) is (columns < (100 if kind == "model" else 132))
    wide = list(format_called("table").writer(AnswerLayout(width=0)).models(LANDSCAPE, LANDSCAPE.models))
    assert not any("…" in line for line in wide)


def test_what_had_no_room_is_told(run: Run, folder: Path) -> None:
    narrow = run("list", "-c", folder, "--width", "40")
    assert (
        narrow.err == "no room for Date, Params, Weights, Category; --width 0 shows all\n"
        or "no room for" in narrow.err
    )
    asked = run("list", "-c", folder, "--width", "50", "--sort", "parameters")
    assert "Params" in asked.out


@given(
    st.lists(st.integers(1, 60), min_size=3, max_size=9),
    st.integers(20, 160),
    st.sets(st.integers(0, 8), max_size=3),
)
def test_columns_are_fitted(sizes: list[int], columns: int, whole: set[int]) -> None:
    found = fitted(sizes, columns, whole)
    assert all(new <= old for new, old in zip(found, sizes, strict=True))
    assert all(found[place] == sizes[place] for place in whole if place < len(sizes))
    needed = sum(sizes) + 2 * (len(sizes) - 1)
    taken = sum(found) + 2 * (len(sizes) - 1)
    if needed <= columns:
        assert found == sizes
    else:
        assert taken == columns or all(
            found[place] <= 5 or place in whole for place in range(len(sizes))
        )  # nothing is left to be cut


@pytest.mark.parametrize(
    ("cell", "size", "shown"),
    [
        ("Meta +2!", 6, "Meta…!"),
        ("3.5B~", 9, "3.5B~"),
        ("Acme Labs", 5, "Acme Labs"),
        ("wordy~!", 5, "wo…~!"),
    ],
)
def test_a_cut_cell_keeps_its_marks(cell: str, size: int, shown: str) -> None:
    assert cut(cell, size) == shown


# Counts


def test_two_fields_are_crossed(run: Run, folder: Path) -> None:
    words = ("count", "-c", folder, "--by", "year,weights")
    assert run(*words).out.splitlines() == [
        "year / weights\topen\t·\tall", "2021\t0\t1\t1", "2022\t1\t1\t2", "all\t1\t2\t3",
    ]  # fmt: skip
    assert run(*words, "--no-header", "--width", "80").out.splitlines()[0].split() == ["2021", "0", "1", "1"]
    assert run(*words, "-f", "markdown").out.splitlines()[2] == "| 2021 | 0 | 1 | 1 |"
    assert run(*words, "-f", "csv").out.splitlines() == [
        "year,weights,count",
        "2021,,1",
        "2022,open,1",
        "2022,,1",
    ]


def test_a_crossed_table_without_room_is_a_list(run: Run) -> None:
    told = run("count", "--by", "weights,org", "--width", "80").out
    assert max(map(len, told.splitlines())) <= 80
    assert told.splitlines()[0].split()[:2] == ["7", "closed"]


@pytest.mark.parametrize("fields", ["year", "year,weights", "weights,year", "date"])
def test_years_stand_in_order(fields: str) -> None:
    read = tuple(MODELS.rows[name] for name in fields.split(","))
    place = fields.split(",").index("year") if "year" in fields else 0
    years = [row.values[place] for row in count_by(LANDSCAPE, LANDSCAPE.models, read)]
    assert [each for each in years if each] == sorted(each for each in years if each)
