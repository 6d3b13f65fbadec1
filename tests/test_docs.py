"""The documents keep up with the program: tables, files that they name, numbers that they give."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from genai_tui.cli.main import door
from genai_tui.cli.spec_command import commands
from genai_tui.view.address import address, view_at
from genai_tui.view.address_fields import ANYWHERE
from genai_tui.view.screens import SCREENS
from tests.scripts import script

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md", "CONTRIBUTING.md",
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "docs").rglob("*.md"))),
)  # fmt: skip


def _all_text() -> str:
    return "".join((ROOT / document).read_text(encoding="utf-8") for document in DOCUMENTS)


TABLES = script("docs/tables.py")


@pytest.mark.parametrize("name", TABLES.TABLES)
def test_a_table_is_what_the_program_says(name: str) -> None:
    stands, should = TABLES.written(name)
    assert stands == should, f"out of date: run `make docs` for the table of {name}"


def test_a_table_out_of_date_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TABLES.TABLES, "files", ("docs/architecture.md", lambda: iter(("| changed |",))))
    stands, should = TABLES.written("files")
    assert stands != should
    assert "| changed |" in should
    monkeypatch.setitem(TABLES.TABLES, "nothing", ("README.md", lambda: iter(())))
    with pytest.raises(ValueError, match="0 places"):
        TABLES.written("nothing")


_MEANT = [name for name, (document, _) in TABLES.TABLES.items() if document == "docs/json.md"]


@pytest.mark.parametrize("name", _MEANT)
def test_every_field_of_json_has_a_type_and_a_meaning(name: str) -> None:
    rows = [line for line in TABLES.TABLES[name][1]() if line.startswith("| `") and line.count(" | ") > 1]
    assert len(rows) > 20
    for row in rows:
        field, type_, meaning = (part.strip() for part in row.strip("|").split(" | "))
        assert type_, row
        assert meaning, row
        assert ("any" in type_.split()) is (field in ("`changes[].before`", "`changes[].after`")), row


def test_the_man_page_is_what_the_program_says() -> None:
    text = TABLES.MAN_PAGE.read_text(encoding="utf-8")
    assert text == TABLES.man_page(), "make docs"
    for name, command in commands(door):
        assert command.hidden or name == "explore" or f"\n.SS genai\\-tui {name}" in text, name


def test_man_has_nothing_to_complain_about() -> None:
    program = shutil.which("man")
    if (
        program is None
        or "man " not in subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    ):
        pytest.skip("there is no man here that warns")
    ran = subprocess.run(
        [program, "--warnings", "-E", "UTF-8", "-l", str(TABLES.MAN_PAGE)], capture_output=True, text=True, check=True,
        env={**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert ran.stderr == ""
    assert "genai-tui list [OPTIONS] [QUERY]..." in ran.stdout


def test_the_container_has_what_the_wheel_is_made_of() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 10
    assert lines[-1] == 'ENTRYPOINT ["genai-tui"]'
    taken = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {
        "pyproject.toml",
        project["project"]["readme"],
        *project["project"]["license-files"],
        *wheel["packages"],
    }
    needed |= {Path(each).parts[0] for each in (*wheel["force-include"], *wheel["shared-data"])}
    assert {f"!{each}" for each in needed} <= set(taken)


def test_the_list_of_files_leaves_none_out() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for path in TABLES.modules():
        name = path.relative_to(TABLES.PACKAGE)
        room = name.parts[0] if len(name.parts) > 1 else ""
        if path.name != "__init__.py" or len(name.parts) > 2:
            assert f"| `{name.relative_to(room).as_posix()}` | " in text, name


@pytest.mark.parametrize(
    "path", TABLES.modules(), ids=lambda path: path.relative_to(TABLES.PACKAGE).as_posix()
)
def test_the_first_line_of_a_module_says_what_is_in_it(path: Path) -> None:
    line = TABLES.first_line(path)
    assert line, "there is no docstring"
    assert len(line) < 120
    assert path.read_text(encoding="utf-8").partition("\n")[0].rstrip('"').endswith((".", "```"))
    assert line[0] not in "`#"
    vague = r"(?:What|Where|Which|How far|How much|Whose|Lets?|Everything that|Something)\b"
    assert path.name == "__init__.py" or not re.match(vague, line), f"no noun stands first: {line}"


_NAMED = re.compile(
    r"`((?:genai_tui|catalog|storage|search|graph|plot|view|tui|cli|tests|docs|data|screenshots|tools)/[\w/.-]*)`"
)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(document: str) -> None:
    for name in _NAMED.findall((ROOT / document).read_text(encoding="utf-8")):
        assert any((base / name).exists() for base in (ROOT, ROOT / "genai_tui")), f"{document}: {name}"


@pytest.mark.parametrize("document", [*DOCUMENTS, "CHANGELOG.md"])
def test_every_link_between_documents_leads_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        assert "://" in target or ((ROOT / document).parent / target).exists(), f"{document}: {target}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_to_a_heading_leads_to_one(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", text):
        other = ((ROOT / document).parent / target).read_text(encoding="utf-8") if target else text
        headings = re.findall(r"^#+ (.*)$", other, re.MULTILINE)
        assert anchor in {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}, anchor


def test_each_decision_has_the_next_number_and_says_it() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name.partition("-")[0]) for path in decisions] == list(range(1, len(decisions) + 1))
    for number, path in enumerate(decisions, 1):
        assert path.read_text(encoding="utf-8").startswith(f"# {number}. "), path.name


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "README.md"])
def test_every_target_of_make_that_a_document_names_is_there(document: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z]+)", (ROOT / document).read_text(encoding="utf-8")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_word_of_the_code_stands_in_prose_for_readers(document: str) -> None:
    if document.startswith("docs/decisions") or document in ("CONTRIBUTING.md", "docs/architecture.md"):
        return
    prose = re.sub(
        r"`[^`]*`|^    .*$|```.*?```", "", (ROOT / document).read_text(encoding="utf-8"), flags=re.M | re.S
    )
    assert not re.search(r"two-mode|LineList|PaneRow|mediator|\btwin\b", prose)


def test_every_key_of_an_address_is_documented() -> None:
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (every|`\w+`) \| `(\w+)` \|", text, re.MULTILINE)
    for screen in SCREENS:
        fields = (*ANYWHERE, *screen.view_type().address_fields())
        assert sorted(key for where, key in rows if where in ("every", f"`{screen.name}`")) == sorted(fields)


@pytest.mark.parametrize("example", re.findall(r"genai-tui open '([^']+)'", _all_text()))
def test_every_address_in_a_document_is_one(example: str) -> None:
    view = view_at(example)
    assert view_at(address(view)) == view
