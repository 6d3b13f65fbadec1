"""A catalog of one's own is written whole, validates, and gets records that say what they lack."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from genai_tui.storage import new_catalog
from genai_tui.storage.inspection import inspect_folder
from tests.cli.conftest import Run


def files_in(folder: Path) -> dict[str, bytes]:
    found = (each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}


@pytest.fixture
def own(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a new catalog, which is the working folder."""
    ran = run("init", tmp_path / "Our Models")
    assert ran.status == 0
    monkeypatch.chdir(tmp_path / "Our Models")
    return tmp_path / "Our Models"


def test_a_new_catalog_validates_and_says_how_to_go_on(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "it's ours"
    ran = run("init", folder)
    assert sorted(ran.out.splitlines()) == sorted(str(folder / each) for each in files_in(folder))
    found = inspect_folder(folder)
    assert found.problems == ()
    assert found.catalog is not None
    assert (found.catalog.head.id, found.catalog.head.title) == ("it-s-ours", "it's ours")
    assert (len(found.catalog), len(found.catalog.organizations)) == (1, 1)
    workflow = yaml.safe_load(ran.err[ran.err.index("# .github") :])
    steps = [each.get("run", "") for each in workflow["jobs"]["validate"]["steps"]]
    assert steps[-1].startswith("genai-tui validate ")
    assert steps[-1].endswith(" --strict --format github")


def test_a_modeline_names_a_schema_that_is_there(own: Path) -> None:
    for path in own.rglob("*.yaml"):
        line = path.read_text(encoding="utf-8").partition("\n")[0]
        assert line.startswith("# yaml-language-server: $schema=")
        assert (path.parent / line.partition("=")[2]).is_file()


@pytest.mark.parametrize("taken", ["catalog.yaml", "organizations.yaml", "models", "schema"])
def test_nothing_is_written_over(run: Run, tmp_path: Path, taken: str) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "README.md").write_text("ours")
    (tmp_path / "here" / taken).write_text("ours")
    ran = run("init", tmp_path / "here")
    assert (ran.status, ran.out) == (2, "")
    assert f"{taken} stands there already, so nothing is written" in ran.err
    assert set(files_in(tmp_path / "here")) == {"README.md", taken}


def test_a_folder_with_other_things_in_it_gets_a_catalog_as_well(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").write_text("ours")
    monkeypatch.chdir(tmp_path)
    assert run("init").status == 0
    assert run("validate", "--strict").status == 0
    assert (tmp_path / "README.md").read_text() == "ours"
    assert not [each for each in tmp_path.iterdir() if "unfinished" in each.name]


@pytest.mark.parametrize("empty", [True, False], ids=["new", "beside"])
@pytest.mark.parametrize("after", range(4))
def test_what_breaks_off_leaves_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty: bool, after: int
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    if not empty:
        (folder / "README.md").write_text("ours")
    before = files_in(tmp_path)
    left = iter(range(after))
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if next(left, None) is None:
            raise OSError(28, "No space left on device")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    ran = run("init", folder)
    if empty and after:
        assert ran.status == 0
        return
    assert (ran.status, "No space left" in ran.err) == (2, True)
    assert files_in(tmp_path) == before
    assert [each.name for each in tmp_path.iterdir()] == ["here"]


def test_a_new_model_says_what_it_lacks(run: Run, own: Path) -> None:
    ran = run("new", "model", "Größer: 2", "#1")
    assert (ran.status, ran.out) == (0, "models/groer-2-1.yaml\n")
    text = (own / "models" / "groer-2-1.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["name"] == "Größer: 2 #1"
    told = run("validate").out
    lines = [number for number, line in enumerate(text.splitlines(), 1) if "TODO" in line]
    assert [int(each) for each in re.findall(r"yaml:(\d+):", told)] == lines
    for field, value in [
        ("category", "text-to-text"), ("  - id", "openai"), ("  date", "2024"), ("  - id", "card"),
        ("    title", "A card"), ("    url", "https://example.org/card"),
    ]:  # fmt: skip
        text = re.sub(rf"(?m)^{field}: # TODO.*", f"{field}: {value}", text, count=1)
    (own / "models" / "groer-2-1.yaml").write_text(text, encoding="utf-8")
    assert run("validate", "--strict").status == 0
    again = run("new", "model", "Größer: 2 #1")
    assert (again.status, "there is a model `groer-2-1` already" in again.err) == (2, True)
    assert (own / "models" / "groer-2-1.yaml").read_text(encoding="utf-8") == text


def test_a_model_whose_file_is_not_right_yet_is_not_written_over(run: Run, own: Path) -> None:
    run("new", "model", "Next")
    before = files_in(own)
    assert run("new", "model", "Next").status == 2
    assert files_in(own) == before


def test_a_new_organization_comes_behind_the_others(run: Run, own: Path) -> None:
    path = own / "organizations.yaml"
    before = path.read_text(encoding="utf-8")
    path.chmod(0o640)
    assert run("new", "organization", "Acme: Labs").out == "organizations.yaml\n"
    text = path.read_text(encoding="utf-8")
    assert text.startswith(before)
    assert path.stat().st_mode & 0o777 == 0o640
    assert {"id": "acme-labs", "name": "Acme: Labs", "kind": None, "country": None} in yaml.safe_load(text)
    assert run("validate").out.count("organizations.yaml:") == 2
    again = run("new", "organization", "Acme Labs")
    assert (again.status, "there is an organization `acme-labs` already" in again.err) == (2, True)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "told"),
    [("[{id: a, name: A}]\n", "is not a list with an entry"), ("a: 1\n", "is not a list"), ("- [\n", "yaml"),
     ("- id: 'a\n", "never closed"), ("- id: a\n  name: |\n    - x\n- {id: b, name: B} # end", "")],
)  # fmt: skip
def test_a_file_that_cannot_be_added_to_stays(run: Run, own: Path, text: str, told: str) -> None:
    path = own / "organizations.yaml"
    path.write_text(text, encoding="utf-8")
    ran = run("new", "organization", "Acme")
    assert told in ran.err
    if told:
        assert (ran.status, path.read_text(encoding="utf-8")) == (2, text)
    else:
        assert [each["id"] for each in yaml.safe_load(path.read_text(encoding="utf-8"))] == ["a", "b", "acme"]


@pytest.mark.parametrize("name", ["", "???", "漢字", "x" * 300])
def test_a_name_that_makes_no_id_writes_nothing(run: Run, own: Path, name: str) -> None:
    before = files_in(own)
    assert run("new", "model", name).status == 2
    assert run("new", "organization", name).status == 2
    assert files_in(own) == before


def test_a_name_has_two_hundred_characters_at_most(run: Run, own: Path) -> None:
    assert run("new", "organization", "x" * 201).status == 2
    assert run("new", "organization", "x" * 200).status == 0


def test_the_workflow_is_for_the_folder(tmp_path: Path) -> None:
    assert "validate reg --strict" in new_catalog.WORKFLOW.format(folder="reg")
