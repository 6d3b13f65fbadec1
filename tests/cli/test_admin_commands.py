"""The command line: what goes out, what is said, how it ends."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from genai_tui.cli.main import main
from tests.catalog.test_sanitize import HOSTILE
from tests.conftest import HEAD, MODELS, write_catalog


@dataclass
class Ran:
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def go(*arguments: str | Path, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["genai-tui", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ran(int(left.value.code or 0), out, err)

    return go


def test_list_ids_and_limit(run: Run, folder: Path) -> None:
    assert run("list", "-c", folder, "-f", "ids").out.split() == ["painter", "listener", "whisperer"]
    assert run("-c", folder, "list", "-f", "ids").out.split() == ["painter", "listener", "whisperer"]
    limited = run("list", "-c", folder, "-f", "ids", "--limit", "1")
    assert limited.out == "painter\n"
    assert "2 of 3 models left out" in limited.err


def test_list_reads_ids_from_standard_input(run: Run, folder: Path) -> None:
    ran = run("list", "-c", folder, "-f", "ids", "-", stdin="whisperer\nnobody\npainter\n")
    assert ran.out.split() == ["whisperer", "painter"]
    assert "no model `nobody`" in ran.err


def test_json_is_typed_and_unknown_is_null(run: Run, folder: Path) -> None:
    answer = json.loads(run("list", "-c", folder, "-f", "json").out)
    by_id = {model["id"]: model for model in answer["models"]}
    assert answer["form"] == 1
    assert by_id["painter"]["parameters"][0]["count"] == 3_500_000_000
    assert by_id["whisperer"]["parameters"] is None
    assert by_id["whisperer"]["availability"] is None
    assert by_id["painter"]["claims"]["parameters"] == {"state": "estimated", "sources": ["paper"]}
    assert by_id["listener"]["claims"]["category"]["state"] == "disputed"
    assert by_id["listener"]["slot_differs"] is True
    lines = run("list", "-c", folder, "-f", "jsonl").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["painter", "listener", "whisperer"]


def test_csv_is_harmless_to_spreadsheets(run: Run, make: Callable[..., Path]) -> None:
    folder = make(whisperer=MODELS["whisperer"].replace("name: Whisperer", 'name: "=1+1"'))
    rows = list(csv.DictReader(io.StringIO(run("list", "-c", folder, "-f", "csv").out)))
    assert [row["name"] for row in rows] == ["Painter 2", "Listener", "'=1+1"]
    assert rows[2]["parameters"] == ""


def test_markdown_and_tsv(run: Run, folder: Path) -> None:
    assert (
        "| painter | Painter 2 | Acme Labs +1 | 2022-04-06 | 3.5B~ | open |"
        in run("list", "-c", folder, "-f", "markdown").out
    )
    assert "Acme Labs; University of Somewhere" in run("list", "-c", folder, "-f", "tsv").out


@pytest.mark.parametrize("name", ["painter", "painter2", "Painter 2", "PAINTER-2"])
def test_show_finds_what_was_meant(run: Run, folder: Path, name: str) -> None:
    ran = run("show", "-c", folder, name, "-f", "json")
    assert ran.status == 0
    assert json.loads(ran.out)["models"][0]["id"] == "painter"


def test_show_says_what_is_near_or_how_to_go_on(run: Run, folder: Path) -> None:
    near = run("show", "-c", folder, "paintr")
    assert (near.status, near.out) == (1, "")
    assert "near: Painter 2 (painter)" in near.err
    lost = run("show", "-c", folder, "qqqq")
    assert (lost.status, lost.out) == (1, "")
    assert "genai-tui list" in lost.err


def test_without_a_terminal_the_bare_command_prints_a_summary(run: Run, folder: Path) -> None:
    ran = run("-c", folder)
    assert ran.status == 0
    assert "Tiny · 3 models" in ran.out
    assert "\x1b" not in ran.out
    assert "Paints." in run("-c", folder, "painter").out


def test_validate(run: Run, folder: Path, make: Callable[..., Path], tmp_path: Path) -> None:
    assert "24 models" in run("validate", "survey").err
    clean = run("validate", folder)
    assert (clean.status, clean.out) == (0, "")
    broken = run("validate", make(painter=MODELS["painter"].replace("summary", "sumary")))
    assert broken.status == 1
    assert "painter.yaml:7:1: sumary: there is no such field (did you mean summary?)" in broken.out
    lost = run("validate", tmp_path / "nowhere")
    assert (lost.status, lost.err.count("\n")) == (1, 1)


def test_validate_names_what_it_looked_at(
    run: Run, folder: Path, make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubtful = make(painter=MODELS["painter"].replace("Apache-2.0", "Apche-2.0"))
    assert f"in {folder}" in run("validate", folder).err
    assert "comes with the program" in run("validate", "survey").err
    monkeypatch.chdir(folder / "models")
    assert f"0 problems in {folder}; good: 3 models" in run("validate").err
    monkeypatch.chdir(tmp_path)
    alone = run("validate")
    assert (alone.status, "no catalog.yaml here or above" in alone.err) == (0, True)
    warned = run("validate", doubtful)
    assert (warned.status, "did you mean Apache-2.0?" in warned.out) == (0, True)
    assert f"0 problems, 1 warning in {doubtful}" in warned.err
    assert run("validate", "--strict", doubtful).status == 1
    assert run("validate", "--strict", folder).status == 0
    both = run(
        "validate", folder, doubtful, doubtful / "models" / "listener.yaml", folder / "organizations.yaml"
    )
    assert (both.status, len(both.err.splitlines())) == (0, 4)
    assert all(str(each) in both.err for each in (folder, doubtful))
    (folder / "relation.yaml").write_text("")
    assert run("validate", folder, doubtful).status == 1


def test_validate_of_an_overlay_says_whose_id_was_meant(run: Run, folder: Path, tmp_path: Path) -> None:
    ours = tmp_path / "ours" / "models"
    ours.mkdir(parents=True)
    (ours / "paintre.yaml").write_text("summary: x\n")
    ran = run("validate", "-c", folder, "--overlay", ours.parent)
    assert ran.status == 1
    assert "did you mean painter?" in ran.out
    assert len(ran.out.splitlines()) == 1
    assert str(ours.parent) in ran.err


def test_a_catalog_with_problems_does_not_open_unless_asked(run: Run, make: Callable[..., Path]) -> None:
    folder = make(painter=MODELS["painter"].replace("summary", "sumary"))
    refused = run("-c", folder)
    assert refused.status == 1
    assert "did you mean summary?" in refused.err
    assert run("-c", folder, "--partial").status == 0
    listed = run("list", "-c", folder, "-f", "ids")
    assert (listed.status, "whisperer" in listed.out) == (1, True)


def test_schema_is_json_schema_of_each_kind(run: Run) -> None:
    whole = json.loads(run("schema").out)
    kinds = {"catalog", "model", "organizations", "relations", "overlay", "overlay-organizations"}
    assert set(whole) == kinds
    model = json.loads(run("schema", "model").out)
    needed = {"id", "name", "category", "organizations", "released", "sources"}
    assert set(model["required"]) == needed
    assert json.loads(run("schema", "overlay").out)["required"] == []


def test_usage_mistakes_exit_2(run: Run) -> None:
    for arguments in (["list", "--format", "xml"], ["list", "--limit", "0"], ["--nope"], ["schema", "x"]):
        assert run(*arguments).status == 2


def test_version_help_and_doctor(run: Run) -> None:
    assert run("--version").out.startswith("genai-tui, version ")
    shown = run("--help").out
    assert all(name in shown for name in ("list", "show", "validate", "schema", "doctor"))
    assert "textual" in run("doctor").out


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_keep_to_their_row(run: Run, make: Callable[..., Path], text: str) -> None:
    quoted = json.dumps(f"a{text}", ensure_ascii=False).replace("\x9b", "\\x9b")
    folder = make(whisperer=MODELS["whisperer"].replace("name: Whisperer", f"name: {quoted}"))
    for form in ("table", "markdown", "csv", "tsv"):
        out = run("list", "-c", folder, "-f", form).out
        assert "\x1b" not in out
        assert "‮" not in out
        assert len(out.splitlines()) == (5 if form == "markdown" else 4)
    for form in ("table", "json", "jsonl"):
        out = run("show", "-c", folder, "whisperer", "-f", form).out
        assert not {"\x1b", "\x9b", "\u202e"} & set(out)


def test_a_closed_pipe_ends_in_silence() -> None:
    command = f"{sys.executable} -m genai_tui list -f json | true"
    ran = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False
    )
    assert ran.stderr == ""
    assert ran.returncode == 0


@pytest.mark.parametrize("arguments", [["list", "-f", "ids"], ["show", "dalle2"], ["validate"], ["--help"]])
def test_nothing_but_the_explorer_imports_textual(arguments: list[str]) -> None:
    code = (
        "import sys, atexit; from genai_tui.cli.main import main; sys.argv[1:] = " + repr(arguments) + "\n"
        "atexit.register(lambda: print([n for n in ('textual', 'rich', 'networkx') if n in sys.modules],"
        " file=sys.stderr))\nmain()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert ran.stderr.splitlines()[-1] == "[]"


def test_several_catalogs_are_shown_as_one(run: Run, folder: Path, tmp_path: Path) -> None:
    other = write_catalog(tmp_path / "other", catalog=HEAD.replace("id: tiny", "id: other"),
                          newcomer=MODELS["whisperer"].replace("id: whisperer", "id: newcomer"))  # fmt: skip
    for words in (("-c", folder, "-c", other, "list"), ("-c", folder, "list", "-c", other)):
        assert run(*words, "-f", "ids").out.split() == ["painter", "listener", "whisperer", "newcomer"]
    checked = run("-c", folder, "-c", other, "validate")
    assert (checked.status, "4 models" in checked.err) == (0, True)
    missing = run("-c", folder, "-c", tmp_path / "none", "list")
    assert missing.status == 1
    assert "none" in missing.err


def test_very_many_problems_do_not_bury_the_answer(run: Run, make: Callable[..., Path]) -> None:
    wrong = {f"m{number}": f"id: m{number}\n" for number in range(80)}
    ran = run("list", "-c", make(**wrong), "--ids")
    assert ran.out.split() == ["painter", "listener", "whisperer"]
    assert len(ran.err.splitlines()) == 51
    assert "validate tells all" in ran.err
    assert len(run("validate", make(**wrong)).out.splitlines()) >= 80
