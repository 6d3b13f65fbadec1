"""What is kept between sessions: nothing lost by sessions at once, nothing told as saved that is not."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage import files
from genai_tui.tui import saved_state as kept
from genai_tui.tui.app import GenaiApp
from genai_tui.tui.saved_state import Memory, NotSaved
from genai_tui.tui.widgets.prompt import Prompt
from tests.storage.test_files import odd_files
from tests.tui.host import notes
from tests.tui.test_browse import press, screen_of, shown

FILES = ("history.txt", "queries.txt", "catalogs.txt")
KINDS = ("pipe", "folder", "socket", "zero", "out")
HOSTILE = "\x1b[5;35mred\x1b]0;title\x07\x9b6n\u202edrawkcab\x06\u2066"

SESSION = """
import sys
from genai_tui.tui.saved_state import Memory
memory = Memory()
for number in range(40):
    memory.remember(f"query {sys.argv[1]} {number}")
    memory.save(f"name-{sys.argv[1]}-{number}", f"query {number}")
assert memory.trouble() is None
"""


def test_sessions_at_once_lose_nothing() -> None:
    sessions = [subprocess.Popen([sys.executable, "-c", SESSION, str(number)]) for number in range(4)]
    assert [session.wait(60) for session in sessions] == [0] * 4
    every = [(session, number) for session in range(4) for number in range(40)]
    assert sorted(Memory().history()) == sorted(f"query {session} {number}" for session, number in every)
    assert Memory().saved() == {f"name-{session}-{number}": f"query {number}" for session, number in every}
    assert parts() == []


def told(app: GenaiApp) -> str:
    return "\n".join(notes(app))


def parts() -> list[Path]:
    return list(kept.state_folder().glob("*.part"))


def test_a_lock_that_is_not_let_go_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "PATIENCE", 0.1)
    memory = Memory(tmp_path)
    with files.locked(tmp_path / ".lock", 1):
        with pytest.raises(NotSaved, match="not saved: another session is writing"):
            memory.save("name", "query")
        memory.remember("query")
        assert memory.trouble() == "History is not saved: another session is writing"
    memory.save("name", "query")
    assert memory.saved() == {"name": "query"}


FULL = """
import resource, signal, sys
from genai_tui.tui.saved_state import Memory, NotSaved
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
memory = Memory()
memory.save("before", "query")
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
try:
    memory.save("mine", "query")
    print("saved")
except NotSaved as why:
    print(why)
memory.remember("query")
memory.remember_catalog("survey")
print(memory.trouble())
print(memory.trouble())
"""


def test_a_disk_that_takes_no_more_is_told_and_nothing_stays_behind() -> None:
    ran = subprocess.run([sys.executable, "-c", FULL], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == [
        "not saved: File too large", "History is not saved: File too large", "None",
    ]  # fmt: skip
    assert Memory().saved() == {"before": "query"}
    assert parts() == []


@pytest.fixture
def no_space(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes names and nothing else, as a full one does."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)


async def test_the_screen_says_what_is_not_saved(tiny: Catalog, no_space: None) -> None:
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await press(pilot, "slash", *"painter", "enter")
        assert "History is not saved: No space left on device" in told(app)
        await press(pilot, "slash", *"x", "enter", "slash", *"y", "enter")
        assert told(app).count("History is not saved") == 1
        await press(pilot, "slash", "escape")
        screen_of(app).prompt.post_message(Prompt.Typed("painter"))
        await pilot.pause()
        screen_of(app).action_save("mine")
        await pilot.pause()
        assert "not saved: No space left on device" in told(app)
        assert "Saved as" not in told(app)
    assert Memory().saved() == {}
    assert parts() == []


async def test_a_home_that_cannot_be_written_is_told_once_and_all_else_works(
    tiny: Catalog, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    memory = Memory(tmp_path / "file")
    memory.remember_catalog("survey")
    app = GenaiApp(tiny, memory=memory)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await press(pilot, "slash", *"listener", "enter")
        assert "Listener" in shown(app)
        assert told(app).count("not saved: a file stands where a folder should be") == 1
    assert (tmp_path / "file").read_text() == ""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FILES)
def test_odd_files_are_left_alone_with_a_word(name: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    state = tmp_path / "own"
    state.mkdir()
    path = state / name
    odd_files(tmp_path / "odd")[kind].rename(path)
    before = stat.S_IFMT(path.lstat().st_mode)
    memory = Memory(state)
    start = time.monotonic()
    assert memory.history() == memory.catalogs() == []
    assert memory.saved() == {}
    told = memory.trouble()
    assert told is not None
    assert told.startswith(f"{name} is ")
    assert "secret" not in told
    assert memory.trouble() is None
    memory.remember("query")
    memory.remember_catalog("survey")
    if name == "queries.txt":
        assert memory.why_none_saved() == told
        with pytest.raises(NotSaved, match=f"not saved: {name} is "):
            memory.save("name", "query")
    else:
        assert memory.why_none_saved() is None
        assert memory.trouble() == f"History is not saved: {told}"
    assert time.monotonic() - start < 2
    assert stat.S_IFMT(path.lstat().st_mode) == before, "it still stands there"


def test_a_file_too_large_is_left_alone(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text("x" * 20_000_000)
    memory = Memory(tmp_path)
    start = time.monotonic()
    assert (memory.history(), memory.saved(), memory.catalogs()) == ([], {}, [])
    told = memory.trouble() or ""
    assert all(f"{name} is too large, expected at most 1 MiB" in told for name in FILES)
    with pytest.raises(NotSaved):
        memory.save("name", "query")
    memory.remember("query")
    assert time.monotonic() - start < 1
    assert all((tmp_path / name).stat().st_size == 20_000_000 for name in FILES)


BROKEN: dict[str, bytes] = {
    "hostile": f"{HOSTILE}\n{HOSTILE}\tquery {HOSTILE}\n".encode(),
    "utf-16": "good\nname\tquery\n".encode("utf-16"),
    "utf-16 without its mark": "good\nname\tquery\n".encode("utf-16-le"),
    "nothing but NUL": b"\0" * 5_000,
    "any bytes": bytes(range(256)) * 20,
    "long lines": b"x" * 5_000 + b"\ngood\n" + b"\n".join(b"%d" % number for number in range(5_000)),
    "half a sign": b"\xed\xa0\x80\xff\xfe\ngood\n",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_what_is_read_back_is_safe(data: bytes, tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes(data)
    _is_safe(Memory(tmp_path))
    memory = Memory(tmp_path)
    memory.remember("query")
    memory.save("name", "query")
    memory.remember_catalog("survey")
    assert memory.history()[-1] == "query"
    assert memory.saved()["name"] == "query"
    assert memory.catalogs()[0] == "survey"
    assert memory.trouble() is None


@given(st.binary(max_size=300), st.text(max_size=60), st.text(max_size=60))
def test_any_bytes_and_any_words_are_safe(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str, query: str
) -> None:
    folder = tmp_path_factory.mktemp("state")
    for each in FILES:
        (folder / each).write_bytes(data)
    memory = Memory(folder)
    memory.remember(query)
    memory.save(name, query)
    memory.remember_catalog(name)
    _is_safe(memory)
    assert memory.trouble() is None


def _is_safe(memory: Memory) -> None:
    lines = [*memory.history(), *memory.catalogs(), *memory.saved(), *memory.saved().values()]
    for line in lines:
        assert safe_line(line) == line
        assert "\0" not in line
        assert len(line) <= kept.LONGEST
    assert len(memory.history()) <= kept.KEPT
    assert len(memory.catalogs()) <= kept.CATALOGS


def test_a_path_that_no_line_can_hold_is_not_remembered_as_another(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for name in ("/a\nb", "/a\x1b[1m", "/a\u202eb", " /a", "/a\tb", "/" + "x" * 3_000, "/caf\udce9"):
        memory.remember_catalog(name)
    assert memory.catalogs() == []
    memory.remember_catalog("/müsli/a b")
    assert memory.catalogs() == ["/müsli/a b"]


async def test_nothing_of_an_old_file_acts_on_the_terminal(tiny: Catalog) -> None:
    state = kept.state_folder()
    state.mkdir(parents=True)
    (state / "history.txt").write_text(f"{HOSTILE}\n" * 3)
    app = GenaiApp(tiny)
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "slash", "up")
        value = screen_of(app).prompt.line.value
        assert "red" in value
        assert safe_line(value) == value


def test_files_are_for_nobody_elses_eyes() -> None:
    Memory().save("name", "query")
    assert stat.S_IMODE(kept.state_folder().stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept.state_folder().iterdir()} == {0o600}


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser mounts a disk")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        memory = Memory(disk / "state")
        memory.save("before", "query")
        with pytest.raises(OSError, match="No space"):
            (disk / "filling").write_bytes(b"x" * 100_000)
        with pytest.raises(NotSaved, match=r"^not saved: No space left on device$"):
            memory.save("mine", "query")
        memory.remember("query")
        assert memory.trouble() == "History is not saved: No space left on device"
        assert memory.saved() == {"before": "query"}
        assert not list((disk / "state").glob("*.part"))
        Memory(disk / "new" / "state").remember("query")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
