"""The subcommand `memory`: listed, carried to another machine, forgotten; and what other commands know of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.storage.memory.entries import KINDS, Entry, Note, RecentQuery, Star
from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.memory.transfer import merge, read_document, written_entries
from genai_tui.storage.yaml_tree import dump
from tests.cli.conftest import Run
from tests.storage.test_memory import entries

PAINTER = ("tiny", "model", "painter")


@pytest.fixture
def kept() -> Memory:
    memory = Memory()
    memory.star(PAINTER, "Painter 2")
    memory.star(("tiny", "model", "gone"), "Gone")
    memory.star(("other", "model", "gone"), "Elsewhere")
    memory.note(PAINTER, "Painter 2", "first line\nsecond: line")
    memory.save_view("mine", "browse?q=org:uni")
    memory.remember("paintr")
    return memory


def test_the_list_tells_what_is_no_longer_in_the_catalog(run: Run, folder: Path, kept: Memory) -> None:
    ran = run("memory", "-c", folder)
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "stars · 3"
    gone = [line for line in lines if "no longer in the catalog" in line]
    assert len(gone) == 1
    assert "Gone · model gone of tiny" in gone[0]
    assert "first line / second: line" in ran.out
    assert "mine · browse?q=org:uni" in ran.out
    assert len(Memory().entries(Star)) == 3


def test_nothing_kept_is_said(run: Run, folder: Path) -> None:
    ran = run("memory", "-c", folder)
    assert (ran.status, ran.out, ran.err) == (1, "", "nothing is kept yet\n")
    assert run("memory", "path").out.strip().endswith("genai-tui")


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_an_export_is_imported_on_another_machine(
    run: Run, kept: Memory, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "memory"
    document.write_text(run("memory", "export", "--format", form).out)
    before = {kind: kept.entries(kind) for kind in KINDS}
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another"))
    assert run("memory", "import", document).err == "6 added, 0 were there\n"
    assert {kind: Memory().entries(kind) for kind in KINDS} == before
    assert run("memory", "import", document).err == "0 added, 6 were there\n"


def test_what_differs_stays_unless_it_is_to_be_replaced(run: Run, kept: Memory, tmp_path: Path) -> None:
    document = tmp_path / "memory.yaml"
    document.write_text("form: 1\nnotes:\n- {catalog: tiny, kind: model, id: painter, text: other}\n")
    ran = run("memory", "import", document)
    assert ran.status == 1
    assert "left out: note tiny model painter" in ran.err
    assert kept.annotations().notes[PAINTER] == "first line\nsecond: line"
    ran = run("memory", "import", "--replace", document)
    assert (ran.status, ran.err) == (0, "0 added, 0 were there, 1 replaced\n")
    assert kept.annotations().notes[PAINTER] == "other"


def test_every_mistake_of_a_document_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    document = tmp_path / "memory.yaml"
    document.write_text(
        "form: 2\nstrs: []\nstars:\n- {catalog: tiny, knd: model, id: painter}\n- word\n"
        "notes: no list\nhistory:\n- {time: yesterday, what: query}\n"
    )
    ran = run("memory", "import", document)
    assert ran.status == 2
    for told in (
        ":1:7: form: is of another version, expected 1", ":2:1: strs: is no kind of what is kept (did you mean stars?)",
        ":4:19: stars.knd: is no field here (did you mean kind?)", ":4:3: stars.kind: is missing", ":5:3: stars: is no star",
        ":6:8: notes: is no list", ":8:3: history: can be no query",
    ):  # fmt: skip
        assert f"{document}{told}" in ran.err, told
    assert Memory().entries(Star) == ()


def test_forgetting_prints_what_brings_it_back(run: Run, kept: Memory, tmp_path: Path) -> None:
    assert run("memory", "forget", "stars").status == 2
    ran = run("memory", "forget", "stars", "gone", "nothing")
    assert (ran.status, ran.err) == (0, "2 stars forgotten\n")
    assert {each.catalog for each in Memory().entries(Star)} == {"tiny"}
    document = tmp_path / "gone.json"
    document.write_text(ran.out)
    assert run("memory", "import", document).err == "2 added, 0 were there\n"
    assert run("memory", "forget", "notes", "nothing").status == 1
    assert run("memory", "forget", "history", "--all").status == 0
    assert Memory().entries(RecentQuery) == ()
    assert len(Memory().entries(Note)) == 1


def test_other_commands_know_stars_and_notes(run: Run, folder: Path, kept: Memory) -> None:
    assert run("list", "-c", folder, "--ids", "is:starred").out == "painter\n"
    assert run("list", "-c", folder, "--ids", "has:note").out == "painter\n"
    assert "second: line" in run("show", "-c", folder, "painter").out
    told = json.loads(run("show", "-c", folder, "painter", "-f", "json").out)
    assert "second: line" not in json.dumps(told), "what is exported is the catalog's alone"


def test_stars_that_cannot_be_read_are_not_said_to_be_none(run: Run, folder: Path, kept: Memory) -> None:
    stars = kept.folder / "stars.txt"
    stars.unlink()
    stars.mkdir()
    ran = run("list", "-c", folder, "--ids", "is:starred")
    assert (ran.status, ran.out) == (2, "")
    assert "stars.txt is not a regular file" in ran.err
    told = run("show", "-c", folder, "painter")
    assert told.status == 0
    assert "second: line" in told.out, "notes can be read"
    assert run("list", "-c", folder, "--ids").err == "", "nobody asked for stars"


@given(st.lists(entries(), max_size=8), st.booleans())
def test_documents_are_read_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, made: list[Entry], as_json: bool
) -> None:
    unlike = {(type(each), each.key): each for each in (one.cleaned for one in made) if all(each.key)}
    told = written_entries(unlike.values())
    data = json.dumps(told).encode() if as_json else dump(told).encode()
    read = read_document(data, "file")
    assert sorted(map(repr, read)) == sorted(map(repr, unlike.values()))
    memory = Memory(tmp_path_factory.mktemp("state"))
    assert merge(memory, read).added == len(unlike)
    assert {(kind, each.key): each for kind in KINDS for each in memory.entries(kind)} == unlike


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_document_is_read_or_refused(data: bytes) -> None:
    try:
        read_document(data, "file")
    except CatalogError:
        pass


def test_a_saved_view_opens_from_the_shell_by_its_name(run: Run, kept: Memory, folder: Path) -> None:
    kept.save_view("to read", f"browse?catalog={folder}&q=org:uni")
    kept.save_view("graph", "brwse?")
    assert "Tiny" in run("open", "to read").out
    assert "Tiny" in run("open", "-c", folder, "mine").out
    assert "Survey" in run("open", "graph").out, "a screen comes before a view of its name"
    ran = run("open", "to raed")
    assert (ran.status, "there is no screen called" in ran.err) == (2, True)


def test_a_file_that_cannot_be_read_is_told_once_and_the_rest_is_listed(
    run: Run, folder: Path, tmp_path: Path, kept: Memory
) -> None:
    path = tmp_path / "state" / "genai-tui" / f"{Star.FILE}.txt"
    assert path.exists()
    path.unlink()
    path.mkdir()
    ran = run("memory", "-c", folder)
    assert (ran.status, ran.err.count(f"{path.name} is ")) == (0, 1)
    assert "notes · 1" in ran.out
    assert "stars" not in ran.out
