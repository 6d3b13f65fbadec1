"""`--map`: which column of a table says what, told, kept beside the table, and refused in one line."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from genai_tui.cli.completion import completer_of
from genai_tui.cli.main import door
from genai_tui.cli.spec_command import commands
from genai_tui.storage.columns_file import columns_path
from tests.cli.conftest import Run
from tests.storage.test_plain_table import BOARD, written

OURS = "Checkpoint\tTeam\tSize (B)\tAccuracy\tRoom\nOak\tWood Lab\t7\t81%\t12\n"
MAP = "name=Checkpoint,org=Team,params=Size (B),result=Accuracy"


def test_the_guess_is_told_and_a_map_is_kept_beside_the_table(tmp_path: Path, run: Run) -> None:
    path = written(tmp_path, OURS, "ours.tsv")
    refused = run("list", "-c", path)
    assert refused.status == 2
    assert "--map name=HEADING" in refused.err
    first = run("list", "-c", path, "--map", MAP, "--fields", "id,org,params,results")
    assert first.status == 0
    assert f"columns kept in {path}.columns" in first.err
    assert columns_path(Path(path)).read_text(encoding="utf-8").splitlines()[1:] == [
        "name=Checkpoint", "org=Team", "params=Size (B)", "result=Accuracy",
    ]  # fmt: skip
    again = run("list", "-c", path, "--fields", "id,org,params,results")
    assert again.out == first.out
    assert again.err == ""
    assert "7B" in again.out
    columns_path(Path(path)).unlink()
    assert run("list", "-c", path).status == 2, "what was opened before counts for nothing"
    board = written(tmp_path, BOARD)
    told = run("list", "-c", board).err
    assert "board.csv: columns read as name=Model, result=Arena Score" in told
    assert "2 not read: Rank, Votes (--map says otherwise)" in told
    assert run("list", "-c", board).err == told, "out of the cache, too"
    assert not columns_path(Path(board)).exists()


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (
            "name=Checkpoint,org=Teem",
            "there is no column `Teem` (did you mean Team?); columns: Checkpoint, Team",
        ),
        ("name=Checkpoint,org=Team,organization=Room", "two columns for org: `Team` and `Room`"),
        ("org=Team", "no column is the name: name=HEADING says which"),
        ("nam=Checkpoint", "there is no field `nam` (did you mean name?)"),
        ("Checkpoint", "`Checkpoint` names no column, as name=Model does"),
        ("name=", "`name=` names no column, as name=Model does"),
    ],
)
def test_a_map_that_cannot_be_meant_is_told_in_one_line_and_not_kept(
    tmp_path: Path, run: Run, columns: str, words: str
) -> None:
    path = written(tmp_path, OURS, "ours.tsv")
    result = run("list", "-c", path, "--map", columns)
    assert result.status == 2
    assert words in result.err
    assert result.err.count("\n") == 1
    assert not columns_path(Path(path)).exists()


def test_columns_that_fit_no_longer_are_blamed_on_their_file(tmp_path: Path, run: Run) -> None:
    path = written(tmp_path, OURS, "ours.tsv")
    assert run("count", "-c", path, "--map", MAP).status == 0
    written(tmp_path, OURS.replace("Team", "Crew"), "ours.tsv")
    told = run("count", "-c", path)
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith(f"{path}.columns: there is no column `Team`")


def test_a_map_is_of_one_table(tmp_path: Path, run: Run) -> None:
    path = written(tmp_path, OURS, "ours.tsv")
    assert "is a folder" in run("list", "-c", "survey", "--map", MAP).err
    assert "--map describes one table" in run("list", "-c", path, "-c", "survey", "--map", MAP).err
    columns_path(Path(path)).write_text("colour: red\n")
    told = run("list", "-c", path, "--map", MAP)
    assert told.status == 0
    assert "columns not kept" in told.err
    assert "something else stands there" in told.err
    assert columns_path(Path(path)).read_text() == "colour: red\n"


def test_maps_complete_fields_and_headings(tmp_path: Path) -> None:
    path = written(tmp_path, BOARD)
    command = dict(commands(door))["import"]
    parameter = next(each for each in command.params if each.name == "columns")
    context = click.Context(command, info_name="import", obj={})
    context.params = {"path": path}
    complete = completer_of("import", parameter)
    assert complete
    with context.scope(cleanup=False):
        assert "name=Model,org=" in [each.value for each in complete(context, "name=Model,o")]
        assert [each.value for each in complete(context, "name=Mo")] == ["name=Model"]
