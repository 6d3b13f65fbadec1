"""`import`, `export`, `cite` and `diff` in the shell."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from genai_tui.cli.main import door
from tests.conftest import HEAD, RELATIONS, write_catalog


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


@pytest.mark.parametrize("number", [10, 11])
def test_ten_models_without_a_paper_are_named_and_the_others_hinted_at(tmp_path: Path, number: int) -> None:
    names = [f"Model {letter}" for letter in "ABCDEFGHIJK"[:number]]
    table = tmp_path / "table.csv"
    rows = "".join(f"{name},Off,2025-01-01,7\n" for name in names)
    table.write_text(f"Model,Organization,Publication date,Parameters\n{rows}")
    done = run("export", "-f", "bibtex", "-c", str(table))
    told = next(line for line in done.stderr.splitlines() if "no paper known" in line)
    assert f"no paper known of {number}: " in told
    assert [name for name in names if name in told] == names[:10]
    assert told.endswith(" …") == (number > 10)


def test_import_of_odd_names_is_valid(tmp_path: Path) -> None:
    table, folder = tmp_path / "odd.csv", str(tmp_path / "mine")
    names = (
        "None",
        "null",
        "~",
        "?",
        "unknown",
        "yes",
        "1e3",
        "0x1",
        "- a",
        "# x",
        "=",
        '"{b}"',
        "a: b",
        "-",
    )
    rows = "".join(
        f"{name},Off,2025-01-0{place % 9 + 1},{place + 1}000\n" for place, name in enumerate(names)
    )
    table.write_text(f"Model,Organization,Publication date,Parameters\n{rows}")
    done = run("import", str(table), "-o", folder)
    assert done.exit_code == 0
    checked = run("validate", folder)
    assert checked.exit_code == 0, checked.stdout + checked.stderr
    assert run("diff", str(table), folder).stdout == ""


SHARED = Path(__file__).parents[2] / "../shared"


def test_diff_of_real_tables_has_no_python_in_it(tmp_path: Path) -> None:
    tables = [SHARED / "datasets" / f"epoch_notable_2026-0{month}.csv" for month in (1, 7)]
    if not all(table.exists() for table in tables):
        pytest.skip("the tables are not here")
    told = run("diff", *map(str, tables))
    assert told.exit_code == 1
    assert not [each for each in told.stdout.splitlines() if re.search(r"\bNone\b|\{'|\['|\(\w+=", each)]


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


def test_diff_sees_every_file(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    write_catalog(folder / "one")
    relations = f"{RELATIONS}- {{from: uni, to: acme, kind: acquired, date: 2023}}\n"
    head = HEAD.replace("en: text → image", "en: picture").replace('version: "1"', 'version: "2"')
    write_catalog(folder / "two", relations=relations.replace("1000000", "2000000"), catalog=head)
    told = run("diff", str(folder / "one"), str(folder / "two"))
    assert told.exit_code == 1
    assert told.stdout.splitlines() == [
        "catalog tiny: version: 1 → 2",
        'catalog tiny: categories: text-to-image: label.en: "text → image" → picture',
        "relation acme invested in uni 2022-04-06: amount_usd: 1000000 → 2000000",
        "+ relation uni acquired acme 2023",
    ]
    data = json.loads(run("diff", str(folder / "one"), str(folder / "two"), "-f", "json").stdout)
    assert [each["kind"] for each in data["changes"]] == ["catalog", "catalog", "relation", "relation"]
    assert data["changes"][2]["before"] == 1e6
    added = data["changes"][3]
    assert (added["field"], added["before"]) == (None, None)
    assert (added["after"]["from"], added["after"]["to"], added["after"]["sources"]) == ("uni", "acme", None)


def test_diff_tells_what_an_overlay_changes(tmp_path: Path) -> None:
    overlay = tmp_path / "over"
    (overlay / "models").mkdir(parents=True)
    (overlay / "models" / "painter.yaml").write_text("name: Painter 3\nsources: [{id: own, title: Own}]\n")
    folder = str(write_catalog(tmp_path / "tiny"))
    for arguments in (("diff", folder, folder, "--overlay"), ("--overlay",)):
        after = () if arguments[0] == "diff" else ("diff", folder, folder)
        told = run(*arguments, str(overlay), *after)
        assert told.exit_code == 1
        assert "model painter: name: Painter 2 → Painter 3" in told.stdout
    assert run("diff", folder, folder).exit_code == 0


def test_diff_that_cannot_compare_leaves_with_2(tmp_path: Path) -> None:
    good = str(write_catalog(tmp_path / "good"))
    broken = str(write_catalog(tmp_path / "broken", catalog="id: [", painter="id: ["))
    partly = str(write_catalog(tmp_path / "partly", painter="id: ["))
    none = str(tmp_path / "none")
    for sides, lines in (((good, none), 1), ((none, good), 1), ((none, broken), 2), ((broken, broken), 2)):
        told = run("diff", *sides)
        assert told.exit_code == 2
        assert told.stdout == ""
        assert len(told.stderr.splitlines()) == lines, told.stderr
    told = run("diff", good, partly)
    assert told.exit_code == 2
    assert "not wholly compared" in told.stderr
    told = run("diff", partly, partly)
    assert (told.exit_code, told.stdout) == (2, "")


def test_cite_and_export_know_papers_and_credit() -> None:
    entry = run("cite", "dreamfusion").stdout
    assert entry.startswith("@inproceedings{dreamfusion,")
    assert entry.count("@") == 1
    assert "eprint = {2209.14988}" in entry
    items = json.loads(run("cite", "dreamfusion", "--format", "csl-json").stdout)
    assert items[0]["issued"] == {"date-parts": [[2023]]}
    assert "*DreamFusion" in run("cite", "dreamfusion", "--format", "markdown").stdout
    data = json.loads(run("export", "org:openai").stdout)
    assert len(data["models"]) == 5
    assert data["catalog"]["credit"]
    table = run("export", "--format", "csv")
    assert len(table.stdout.splitlines()) == 25
    assert "CC BY 4.0" in table.stderr


@pytest.mark.parametrize(
    ("words", "cited"),
    [
        (("whisper", "codex", "peer"), ["whisper", "codex", "peer"]),
        (("peer", "Codex", "PEER"), ["peer", "codex"]),
        (("Stable", "Diffusion"), ["stable-diffusion"]),
        (("stable diffusion", "DALL·E 2", "dalle2"), ["stable-diffusion", "dall-e-2"]),
        (("MDM", "muse"), ["human-motion-diffusion-model", "muse"]),
    ],
)
def test_cite_takes_names_each_for_itself(words: tuple[str, ...], cited: list[str]) -> None:
    items = json.loads(run("cite", *words, "--format", "csl-json").stdout)
    assert [item["id"] for item in items] == cited


def test_cite_still_takes_a_query() -> None:
    items = json.loads(run("cite", "org:openai", "year:2022", "--format", "csl-json").stdout)
    assert {"dall-e-2", "chatgpt"} <= {item["id"] for item in items}


@pytest.mark.parametrize("words", [("",), ("  ",), ("", "\t")])
def test_cite_refuses_an_empty_variable_in_one_line(words: tuple[str, ...]) -> None:
    done = run("cite", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_strangers_titles_cannot_leave_their_braces(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    run("import", "survey", "-o", str(folder))
    path = folder / "models" / "muse.yaml"
    text = path.read_text()
    begin = text.index("  title: ")
    path.write_text(text[:begin] + '  title: "a} @evil{b \\\\x"\n' + text[text.index("\n", begin) + 1 :])
    entry = run("cite", "--catalog", str(folder), "muse").stdout
    assert r"{{a\textbraceright{} @evil\textbraceleft{}b \textbackslash{}x}}" in entry


def test_a_database_is_written_into_a_file_and_never_onto_the_output(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "models.sqlite"
    done = run("export", "-c", str(folder), "-f", "sqlite", "-o", str(path))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"3 models written to {path}\n")
    assert run("list", "-c", str(path), "--ids").stdout.split() == ["painter", "listener", "whisperer"]
    refused = run("export", "-c", str(folder), "-f", "sqlite")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "sqlite is a file and no text: -o FILE says which" in refused.stderr
