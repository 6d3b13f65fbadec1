"""`import`, `export`, `cite` and `diff` in the shell."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from genai_tui.cli.main import door


def run(*arguments: str) -> Result:
    return CliRunner().invoke(door, arguments)


def test_import_writes_a_folder_that_is_valid_and_the_same(tmp_path: Path) -> None:
    folder = str(tmp_path / "mine")
    done = run("import", "survey", "-o", folder)
    assert done.exit_code == 0
    assert "27 files written" in done.stderr
    assert run("validate", folder).exit_code == 0
    assert run("diff", "survey", folder).exit_code == 0
    again = CliRunner().invoke(door, ["import", "survey", "-o", folder])
    assert again.exit_code == 1
    assert "not empty" in str(again.exception)


def test_diff_names_what_differs(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    run("import", "survey", "-o", str(folder))
    (folder / "models" / "whisper.yaml").unlink()
    path = folder / "models" / "muse.yaml"
    path.write_text(path.read_text().replace("name: Muse\n", "name: Muse!\n"))
    told = run("diff", "survey", str(folder))
    assert told.exit_code == 1
    assert "- model whisper" in told.stdout
    assert "model muse: name: Muse → Muse!" in told.stdout
    data = json.loads(run("diff", "survey", str(folder), "--format", "json").stdout)
    assert {(each["id"], each["field"]) for each in data["changes"]} == {("whisper", None), ("muse", "name")}


def test_cite_and_export_know_papers_and_credit() -> None:
    entry = run("cite", "dreamfusion").stdout
    assert entry.startswith("@misc{dreamfusion,")
    assert entry.count("@") == 1
    assert "eprint = {2209.14988}" in entry
    items = json.loads(run("cite", "dreamfusion", "--format", "csl-json").stdout)
    assert items[0]["issued"] == {"date-parts": [[2022]]}
    assert "*DreamFusion" in run("cite", "dreamfusion", "--format", "markdown").stdout
    data = json.loads(run("export", "org:openai").stdout)
    assert len(data["models"]) == 5
    assert data["catalog"]["credit"]
    table = run("export", "--format", "csv")
    assert len(table.stdout.splitlines()) == 25
    assert "CC BY 4.0" in table.stderr


def test_strangers_titles_cannot_leave_their_braces(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    run("import", "survey", "-o", str(folder))
    path = folder / "models" / "muse.yaml"
    text = path.read_text()
    begin = text.index("  title: ")
    path.write_text(text[:begin] + '  title: "a} @evil{b \\\\x"\n' + text[text.index("\n", begin) + 1 :])
    entry = run("cite", "--catalog", str(folder), "muse").stdout
    assert r"a\} @evil\{b" in entry
