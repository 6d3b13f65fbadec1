"""GENAI_TUI_CATALOG names the catalogs of every command that is given none."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.cli.catalog_line import VARIABLE, read, set_by_variable, written
from genai_tui.cli.main import door
from genai_tui.cli.options import to_be_named
from tests.cli.conftest import Run
from tests.conftest import MODELS, write_catalog

READING = {
    "list": ("--ids",), "orgs": (), "search": ("painter",), "count": (), "show": ("painter",), "export": (), "graph": (),
    "path": ("acme", "uni"), "neighbors": ("acme",), "cite": ("painter",), "doctor": (), "validate": (), "why": ("painter",),
    "disagree": (), "compare": ("painter", "listener"), "matrix": (), "timeline": (), "coverage": (), "between": ("2021", "2022-12"), "open": ("browse?catalog=landscape",), "check": ("painter", "--expect", "weights:open"),
}  # fmt: skip
"""Commands that read a catalog, with what they take."""
APART = {"import", "diff", "schema", "help", "spec", "skill", "explore", "memory", "config", "init", "new"}
"""Commands that read none, or only what is named as their argument; the explorer is the program without a command,
and what is kept or set is told without a catalog as well."""


def test_every_command_is_in_one_of_the_lists() -> None:
    assert {*READING, *APART} == set(door.list_commands(None))  # type: ignore[arg-type]


@pytest.mark.parametrize("command", [*sorted({*READING} - {"open", "disagree"}), ""])
def test_a_command_reads_what_the_variable_names(
    command: str, run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "..")
    words = (command, *READING[command]) if command else ()
    named = run(
        *words,
        *(() if command == "validate" else ("-c", folder)),
        *((folder,) if command == "validate" else ()),
    )
    monkeypatch.setenv(VARIABLE, str(folder))
    ran = run(*words)
    assert ran.status == named.status
    assert [line for line in ran.out.splitlines() if VARIABLE not in line] == [
        line for line in named.out.splitlines() if VARIABLE not in line
    ]


@pytest.mark.parametrize("command", sorted({*READING} - {"open"}))
@pytest.mark.parametrize(
    "value", ["nosuch", "/nosuch/place", "x" * 5_000, "'", "survey nosuch", "a\x1b[31mb"]
)
def test_a_wrong_value_is_one_line_that_names_the_variable(
    command: str, value: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, value)
    ran = run(command, *READING[command])
    told = [line for line in ran.err.splitlines() if "no catalog.yaml here" not in line]
    assert ran.status == 2
    assert len(told) == 1
    assert VARIABLE in told[0]
    assert "\x1b" not in ran.err


@pytest.mark.parametrize("value", ["", "  ", "\t"])
def test_an_empty_value_is_none(value: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, value)
    assert set_by_variable() == ()
    assert run("count").out == run("count", "-c", "survey").out


def test_several_catalogs_are_one(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f"survey '{folder}'")
    assert run("list", "--ids").out == run("list", "--ids", "-c", "survey", "-c", folder).out


def test_options_and_addresses_come_before_the_variable(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "nosuch")
    assert "Tiny" in run("-c", folder).out
    assert "Tiny" in run("open", f"browse?catalog={folder}").out
    assert "Survey" in run("open", "browse").out, "an address without catalogs is of the survey"


def test_what_is_copied_of_the_survey_names_it_where_the_variable_names_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert to_be_named(("survey",)) == ()
    assert to_be_named(("landscape",)) == ("landscape",)
    assert to_be_named(("survey", "a.csv")) == ("survey", "a.csv")
    monkeypatch.setenv(VARIABLE, "landscape")
    assert to_be_named(("survey",)) == ("survey",)
    assert to_be_named(("landscape",)) == ("landscape",)


def test_the_commands_of_a_card_name_the_survey_where_the_variable_names_another(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "--catalog survey" not in run("why", "-c", "survey", "dalle2", "params").out
    monkeypatch.setenv(VARIABLE, "landscape")
    assert "--catalog survey" in run("why", "-c", "survey", "dalle2", "params").out


def test_what_is_wrong_in_the_catalog_is_said_after_the_variable(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = write_catalog(tmp_path / "broken", painter=MODELS["painter"])
    (broken / "catalog.yaml").write_text("id: [")
    monkeypatch.setenv(VARIABLE, str(broken))
    ran = run("list")
    first, *rest = ran.err.splitlines()
    assert (ran.status, VARIABLE in first) == (2, True)
    assert all("catalog.yaml" in line for line in rest)
    assert rest


@pytest.mark.parametrize("names", [("survey",), ("survey", "a b.csv"), ("a'b", "c"), ("$x", "-")])
def test_a_line_reads_back_as_its_names(names: tuple[str, ...]) -> None:
    assert read(written(names)) == names


def test_a_line_that_is_a_path_may_hold_spaces(tmp_path: Path) -> None:
    path = tmp_path / "two words.csv"
    path.touch()
    assert read(str(path)) == (str(path),)
    assert read("it's") == ("it's",)
