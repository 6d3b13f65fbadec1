"""A catalog to a folder: what is written reads back as the same, and stands whole or not at all."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog, Model, Organization, Paper, Part, Source
from genai_tui.catalog.sanitize import can_be_seen
from genai_tui.storage.decoder import PLACEHOLDERS
from genai_tui.storage.folder import load_folder
from genai_tui.storage.folder_writer import write_folder
from genai_tui.storage.loader import open_catalog
from tests.conftest import write_catalog
from tests.talkers import write_talkers

HOSTILE = (
    *PLACEHOLDERS, "None", "NULL", "N/A", "yes", "No", "on", "true", "False", "1e3", "0x1F", "0o17", "012", "1_000",
    "1:30", "2022-04-06", ".inf", "NaN", "=", "<<", "- a", "#x", "a #b", "a: b", "a:", "@at", "%pct", "'q'", '"q"',
    "| pipe", "> gt", "{b}", "[c]", "!tag", "&anchor", "*alias", "? key", "---", "...", " leading", "trailing ",
    "two\nlines", "\ttab", "a\\b", "\x1b[31m", "\x85", "\u2028", "\ufeff", "\ufffe", "\U0001f600", "e\u0301", "a" * 500,
)  # fmt: skip
"""Names that YAML, or a reader of it, may take for something else."""

NAMES = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    st.lists(st.sampled_from([*"-?:,[]{}#&*!|>'\"%@` \n\t~=\\", "a", "null"]), min_size=1, max_size=9).map("".join),
).filter(can_be_seen)  # fmt: skip
IDS = st.sampled_from(("none", "null", "na", "unknown", "todo", "1e3", "0x1f", "012", "true", "no", "muse"))
with tempfile.TemporaryDirectory() as _folder:
    TINY = open_catalog(str(write_catalog(Path(_folder) / "tiny")), use_cache=False)[0]


@settings(deadline=None, max_examples=300)
@given(st.lists(NAMES, min_size=6, max_size=6), IDS, IDS)
def test_what_is_written_reads_back_the_same(names: list[str], id_: str, maker: str) -> None:
    model = Model(id=id_, name=names[0], aliases=(names[1],), category="text-to-image",
                  organizations=(Part(maker, "developer"),), paper=Paper(names[2], authors=(names[3], names[0])),
                  sources=(Source(id_, title=names[4]),))  # fmt: skip
    head = structs.replace(TINY.head, title=names[5], may_lack=("released",))
    catalog = Catalog(head, (model,), {maker: Organization(maker, names[2], aliases=(names[3],))})
    with tempfile.TemporaryDirectory() as folder:
        write_folder(catalog, Path(folder))
        again, problems = load_folder(Path(folder))
    assert problems == ()
    assert again == catalog


def test_a_name_is_missing_only_where_yaml_reads_no_value(tmp_path: Path) -> None:
    for place, (text, good) in enumerate(
        (("null", False), ("~", False), ("None", True), ("'None'", True), ('"?"', True), ("'~'", True))
    ):
        text = f"id: painter\nname: {text}\ncategory: text-to-image\norganizations: [{{id: uni, role: developer}}]\n"
        folder = write_catalog(
            tmp_path / str(place), painter=text + "released: {date: 2022}\nsources: [{id: paper}]\n"
        )
        assert (load_folder(folder)[1] == ()) is good, text


KILLED = """
import sys, yaml
from pathlib import Path
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.folder_writer import write_folder
dump, count = yaml.dump, 0
def counted(*values, **options):
    global count
    count += 1
    if count == 5:
        print("in the middle", flush=True)
        sys.stdin.read()
    return dump(*values, **options)
yaml.dump = counted
write_folder(open_catalog("survey")[0], Path(sys.argv[1]))
"""


def test_a_killed_import_leaves_only_what_says_so(tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    beside.mkdir()
    with subprocess.Popen([sys.executable, "-c", KILLED, str(beside / "mine")],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        process.send_signal(signal.SIGKILL)
    (left,) = beside.iterdir()
    assert re.fullmatch(r"mine\.unfinished-import-[0-9a-f]{8}", left.name)
    assert len(list(left.rglob("*.yaml"))) == 4
    write_folder(TINY, beside / "mine")
    assert load_folder(beside / "mine")[1] == ()


@pytest.mark.parametrize("stands", [False, True])
def test_a_failing_disk_leaves_nothing(tmp_path: Path, stands: bool) -> None:
    beside = tmp_path / "beside"
    beside.mkdir()
    if stands:
        (beside / "mine").mkdir()
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))  # noqa: E731 (some files fit)
    done = subprocess.run([sys.executable, "-m", "genai_tui", "import", "survey", "-o", str(beside / "mine")],
                          capture_output=True, text=True, preexec_fn=limit, check=False)  # fmt: skip
    assert done.returncode == 2
    assert "cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert [each.name for each in beside.rglob("*")] == (["mine"] if stands else [])


def test_half_a_character_leaves_nothing(tmp_path: Path) -> None:
    models = (structs.replace(TINY.models[0], name="\ud800"),)
    with pytest.raises(CatalogError, match="half a character"):
        write_folder(structs.replace(TINY, models=models), tmp_path / "beside" / "mine")
    assert not list((tmp_path / "beside").iterdir())


def test_an_empty_folder_is_filled_and_keeps_its_mode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty, link = tmp_path / "empty", tmp_path / "link"
    empty.mkdir(mode=0o750)
    link.symlink_to(empty)
    write_folder(TINY, link)
    assert link.is_symlink()
    assert empty.stat().st_mode & 0o777 == 0o750
    assert load_folder(empty)[1] == ()
    mask = os.umask(0o022)
    try:
        write_folder(TINY, tmp_path / "new")
    finally:
        os.umask(mask)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o755


def test_what_stands_somewhere_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full, here, loop = tmp_path / "full", tmp_path / "here", tmp_path / "loop"
    full.mkdir()
    (full / "kept").write_text("kept")
    (tmp_path / "file").write_text("kept")
    here.mkdir()
    loop.symlink_to(loop)
    monkeypatch.chdir(here)
    before = sorted(tmp_path.rglob("*"))
    for folder, why in ((full, "not empty"), (tmp_path / "file", "cannot be written"), (Path(), "working folder"),
                        (loop, "cannot be written"), (tmp_path / "file" / "x", "cannot be written")):  # fmt: skip
        with pytest.raises(CatalogError, match=why):
            write_folder(TINY, folder)
    assert sorted(tmp_path.rglob("*")) == before


def test_what_begins_and_ends_is_written_and_read_back(talkers: Catalog, tmp_path: Path) -> None:
    write_folder(talkers, tmp_path / "again")
    again, problems = load_folder(tmp_path / "again")
    assert problems == ()
    assert again == talkers


def test_a_catalog_that_includes_others_is_written_with_their_records(tmp_path: Path) -> None:
    write_talkers(tmp_path / "talkers")
    later = tmp_path / "later"
    (later / "models").mkdir(parents=True)
    (later / "catalog.yaml").write_text(
        'id: later\ntitle: Later\nedition: e\nversion: "2"\ndate: 2026-02-01\nabout: More.\nincludes: [talkers]\n'
    )
    whole, problems = load_folder(later)
    assert problems == ()
    assert whole is not None
    write_folder(whole, tmp_path / "elsewhere" / "alone")
    alone, problems = load_folder(tmp_path / "elsewhere" / "alone")
    assert problems == ()
    assert alone == structs.replace(whole, head=structs.replace(whole.head, includes=()))
