"""The subcommand `config`: where each value comes from; and the default catalog that the file names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from genai_tui.cli.settings import takes_mouse
from genai_tui.storage.memory.memory import Memory
from tests.cli.conftest import Run


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "own.yaml"
    monkeypatch.setenv("GENAI_TUI_CONFIG", str(path))
    path.write_text("")
    return path


def origins(run: Run, *arguments: str) -> dict[str, tuple[object, str]]:
    told = json.loads(run("config", "show", "-f", "json", *arguments).out)
    return {name: (each["value"], each["from"]) for name, each in told.items()}


def test_each_value_tells_where_it_comes_from(run: Run, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {where for _, where in origins(run).values()} == {"default"}
    Memory().choose("theme", "ansi")
    assert origins(run)["theme"] == ("ansi", "chosen last with c")
    own.write_text("\ntheme: light\ncatalog: landscape\nmouse: on\n")
    told = origins(run)
    assert told["theme"] == ("light", f"{own}:2:1")
    assert told["catalog"] == (["landscape"], f"{own}:3:1")
    assert told["keys"] == ("default", "default")
    monkeypatch.setenv("GENAI_TUI_CATALOG", "survey")
    told = origins(run, "--theme", "dark", "--no-mouse")
    assert told["theme"] == ("dark", "option --theme")
    assert told["mouse"] == ("off", "option --mouse, --no-mouse")
    assert told["catalog"] == (["survey"], "environment GENAI_TUI_CATALOG")
    assert origins(run, "-c", "x")["catalog"] == (["x"], "option --catalog")


def test_mistakes_and_clashes_are_told_with_their_places(run: Run, own: Path) -> None:
    own.write_text("thme: light\nkeymap: {whole: q}\n")
    ran = run("config")
    assert ran.status == 1
    assert f"{own}:1:1: thme: is no setting (did you mean theme?)" in ran.err
    assert f"{own}:2:10: keymap.whole: q is taken by quit" in ran.err
    assert ran.out.startswith("theme ")
    own.write_text("theme: light\n")
    assert run("config").status == 0


def test_schema_path_and_keys(run: Run, own: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(run("config", "schema").out))
    assert run("config", "path").out == f"{own}\n"
    own.write_text("keymap: {star: u, then: '*'}\n")
    keys = run("config", "keys").out
    assert "star " in keys
    assert next(line for line in keys.splitlines() if line.startswith("star ")).split()[1] == "u"
    rows = [re.fullmatch(r"(\S+) +(\S.*?)?  +(\S.*)", line) for line in keys.splitlines()]
    places = {(row.start(2), row.start(3)) for row in rows if row and row[2]}
    assert all(rows)
    assert len(places) == 1, "names, keys and what they do stand in columns"


def test_the_catalog_of_the_file_opens_where_none_is_named(
    run: Run, own: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.write_text(f"catalog: {folder}\n")
    assert run("count").out == "3\n"
    assert run("count", "-c", "survey").out == "24\n"
    monkeypatch.setenv("GENAI_TUI_CATALOG", "survey")
    assert run("count").out == "24\n"
    monkeypatch.delenv("GENAI_TUI_CATALOG")
    own.write_text("catalog: no/such\n")
    ran = run("count")
    assert ran.status == 2
    assert ran.err.startswith(f"{own}: {own.parent / 'no/such'}: there is no such folder or file")
    own.write_text("catlog: x\n")
    ran = run("count")
    assert (ran.status, ran.out) == (0, "24\n")
    assert "did you mean catalog?" in ran.err


def test_the_mouse_is_left_to_the_terminal_over_ssh(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "STY"):
        monkeypatch.delenv(name, raising=False)
    assert takes_mouse(None)
    monkeypatch.setenv("STY", "1.pts")  # GNU screen, which holds Esc back where the mouse is taken
    assert not takes_mouse(None)
    monkeypatch.delenv("STY")
    monkeypatch.setenv("SSH_CONNECTION", "here there")
    assert not takes_mouse(None)
    assert takes_mouse(True)
    own.write_text("mouse: on\n")
    assert takes_mouse(None)
    assert not takes_mouse(False)


def test_values_stand_in_columns_of_which_the_second_takes_forty_cells_at_most(run: Run, own: Path) -> None:
    own.write_text(f"catalog: [{', '.join('abcdefghij' * 1 + str(number) for number in range(9))}]\n")
    lines = run("config").out.splitlines()
    names = [line.split("  ")[0] for line in lines]
    wide = max(map(len, names))
    origins_at = {line.rindex("default") for line in lines if line.endswith("default")}
    assert origins_at == {wide + 2 + 40 + 2}
    catalog = next(line for line in lines if line.startswith("catalog "))
    assert catalog[wide + 2 : wide + 42].endswith("…")
    assert catalog[wide + 42 :] == f"  {own}:1:1"


def test_the_second_column_is_as_wide_as_the_longest_value(run: Run, own: Path) -> None:
    own.write_text("catalog: [survey, landscape]\n")
    lines = run("config").out.splitlines()
    told = json.loads(run("config", "show", "-f", "json").out)
    names = max(map(len, told))
    catalog = next(line for line in lines if line.startswith("catalog "))
    value = catalog[names + 2 :].partition("  ")[0]
    assert "survey" in value
    assert catalog == f"{'catalog':<{names}}  {value}  {own}:1:1", "which is the longest"
    assert (
        next(line for line in lines if line.startswith("theme "))
        == f"{'theme':<{names}}  {'dark':<{len(value)}}  default"
    )
