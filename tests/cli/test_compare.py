"""`genai-tui compare`: the same cells in every format, names as `show` takes them, and one line for what it cannot do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from genai_tui.cli.command_names import near_commands
from genai_tui.cli.main import door
from tests.cli.conftest import Run
from tests.conftest import MODELS, write_catalog


def test_a_table_of_what_differs_with_footnotes(run: Run, folder: Path) -> None:
    told = run("compare", "-c", folder, "painter2", "LISTENER", "--width", "100")
    assert told.status == 0
    head, *rows = told.out.splitlines()
    assert head.split() == ["Painter", "2", "Listener"]
    assert ["Params", "3.5B~", "·"] in [row.split() for row in rows]
    assert any(line.startswith("Category [1]   text → image ") for line in rows)
    assert (
        "[1] Category: Listener is disputed: text to audio (A paper); audio to text (Another); shown is text to audio"
        in rows
    )
    assert rows[-1] == "The same in all: Maker"
    every = run("compare", "-c", folder, "painter", "listener", "--all", "--width", "100").out
    assert "Maker Acme Labs Acme Labs" in " ".join(every.split())
    assert "The same in all" not in every


def test_a_turned_table_has_the_same_cells(run: Run, folder: Path) -> None:
    words = ("compare", "-c", folder, "painter", "listener", "-f", "markdown")
    tables = [
        [
            [cell.strip() for cell in line.split("|")[1:-1]]
            for line in run(*words, *more).out.splitlines()
            if line[:1] == "|"
        ]
        for more in ((), ("--transpose",))
    ]
    straight, turned = ([row for row in table if row[1] != "---"] for table in tables)
    assert [row[1:] for row in straight[1:]] == [
        list(cells) for cells in zip(*(row[1:] for row in turned[1:]), strict=True)
    ]


def test_json_holds_what_the_table_shows(run: Run, folder: Path) -> None:
    words = ("compare", "-c", folder, "painter", "listener", "-f", "json")
    found, turned = json.loads(run(*words).out), json.loads(run(*words, "--transpose").out)
    assert found["kind"] == "model"
    assert [each["id"] for each in found["records"]] == ["painter", "listener"]
    params = next(each for each in found["rows"] if each["field"] == "params")
    assert params["cells"] == [
        {"text": "3.5B~", "values": [3_500_000_000], "estimated": True, "disputed": False},
        {"text": None, "values": [], "estimated": False, "disputed": False},
    ]
    assert found["same"] == turned["same"]
    for place, each in enumerate(turned["records"]):
        assert each["cells"] == {row["field"]: row["cells"][place] for row in found["rows"]}


def test_sentences(run: Run, folder: Path) -> None:
    told = run("compare", "-c", folder, "painter", "listener", "-f", "text").out.splitlines()
    assert "Painter 2 was released on 2022-04-06 and Listener in 2021." in told
    assert "Parameters: 3.5B (estimated) for Painter 2 and not known for Listener." in told


def test_organizations_are_compared_with_their_place_in_the_graph(run: Run, folder: Path) -> None:
    told = run("compare", "-c", folder, "acme", "uni", "-f", "json", "--all")
    fields = {
        each["field"]: [cell["text"] for cell in each["cells"]] for each in json.loads(told.out)["rows"]
    }
    assert fields["country"] == ["NO", "SG"]
    assert fields["community"] == ["1", "1"]


@pytest.mark.parametrize(
    ("words", "status", "line"),
    [
        (
            ("painter", "acme"),
            2,
            "Painter 2 is a model and Acme Labs an organization: compare records of one kind",
        ),
        (("painter",), 2, "compare takes 2 to 8 records, and not 1"),
        (("painter", "Painter 2"), 2, "compare takes 2 to 8 records, and this is Painter 2 alone"),
        (tuple("abcdefghi"), 2, "compare takes 2 to 8 records, and not 9"),
        ((), 2, "compare takes 2 to 8 records, and not 0"),
    ],
)
def test_what_cannot_be_compared_is_one_line(
    words: tuple[str, ...], status: int, line: str, run: Run, folder: Path
) -> None:
    told = run("compare", "-c", folder, *words)
    assert (told.status, told.out, told.err.splitlines()) == (status, "", [line])


@pytest.mark.parametrize("form", ["table", "markdown", "json", "text"])
@pytest.mark.parametrize("more", [(), ("--transpose",), ("--all",)])
def test_text_of_strangers_is_harmless_in_every_format(
    form: str, more: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    name = '"A | \\\\ [x](http://x) \\e[31m <b> \\u202e`rm`"'
    folder = write_catalog(
        tmp_path / "bad", painter=MODELS["painter"].replace("name: Painter 2", f"name: {name}")
    )
    told = run("compare", "-c", folder, "painter", "listener", "-f", form, *more)
    assert told.status == 0
    assert all(line.replace("\t", "").isprintable() for line in told.out.splitlines())
    if form == "markdown":
        bars = {
            line.replace("\\\\", "").replace("\\|", "").count("|")
            for line in told.out.splitlines()
            if line[:1] == "|"
        }
        assert len(bars) == 1


@pytest.mark.parametrize("word", ["compare", "versus", "vs", "comapre"])
def test_the_word_leads_to_the_command(word: str) -> None:
    assert near_commands(word, door.list_commands(None)) == ("compare",)  # type: ignore[arg-type]
