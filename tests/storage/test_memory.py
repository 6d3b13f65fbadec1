"""What is kept between sessions: nothing lost by sessions at once, nothing told as saved that is not."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import astuple

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import safe_block, safe_line
from genai_tui.storage import files
from genai_tui.storage.memory import entry_file
from genai_tui.storage.memory import memory as kept
from genai_tui.storage.memory.entries import (
    KINDS,
    Choice,
    Entry,
    Note,
    Place,
    RecentCatalog,
    RecentQuery,
    SavedView,
    Star,
    Timed,
)
from genai_tui.storage.memory.entry_file import parsed, written
from genai_tui.storage.memory.memory import Memory, NotSaved
from genai_tui.tui.app import GenaiApp
from tests.storage.test_files import odd_files
from tests.tui.host import notes
from tests.tui.test_browse import press, screen_of, shown

FILES = tuple(f"{kind.FILE}.txt" for kind in KINDS)
TODAY = "2026-11-26"
ODD = ("pipe", "folder", "socket", "zero", "out")
HOSTILE = "\x1b[5;35mred\x1b]0;title\x07\x9b6n\u202edrawkcab\x06\u2066"

SESSION = """
import sys
from genai_tui.storage.memory import entry_file
entry_file.PATIENCE = 60  # a busy machine may keep one of four waiting
from genai_tui.storage.memory.memory import Memory
memory = Memory()
for number in range(20):
    memory.remember(f"query {sys.argv[1]} {number}")
    memory.save_view(f"name-{sys.argv[1]}-{number}", f"browse?q={number}")
    memory.star(("survey", "model", f"m-{sys.argv[1]}-{number}"), "Name")
    memory.star(("survey", "model", f"away-{sys.argv[1]}-{number}"), "Name")
    memory.unstar(("survey", "model", f"away-{sys.argv[1]}-{number}"))
assert memory.trouble() is None
"""


def test_sessions_at_once_lose_nothing() -> None:
    sessions = [subprocess.Popen([sys.executable, "-c", SESSION, str(number)]) for number in range(4)]
    assert [session.wait(60) for session in sessions] == [0] * 4
    every = [(session, number) for session in range(4) for number in range(20)]
    assert sorted(Memory().history()) == sorted(f"query {session} {number}" for session, number in every)
    assert saved(Memory()) == {f"name-{session}-{number}": f"browse?q={number}" for session, number in every}
    assert {key[2] for key in Memory().annotations().starred} == {f"m-{a}-{b}" for a, b in every}
    assert parts() == []


def saved(memory: Memory) -> dict[str, str]:
    return {each.name: each.address for each in memory.entries(SavedView)}


def told(app: GenaiApp) -> str:
    return "\n".join(notes(app))


def parts() -> list[Path]:
    return list(kept.state_folder().glob("*.part"))


def test_a_lock_that_is_not_let_go_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_file, "PATIENCE", 0.1)
    memory = Memory(tmp_path)
    with files.locked(tmp_path / ".lock", 1):
        with pytest.raises(NotSaved, match="not saved: another session is writing"):
            memory.save_view("name", "browse")
        memory.remember("query")
        assert memory.trouble() == "History is not saved: another session is writing"
    memory.save_view("name", "browse")
    assert saved(memory) == {"name": "browse"}


FULL = """
import resource, signal, sys
from genai_tui.storage.memory.memory import Memory, NotSaved
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
memory = Memory()
memory.save_view("before", "browse")
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
try:
    memory.save_view("mine", "browse")
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
    assert saved(Memory()) == {"before": "browse"}
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
        screen_of(app).action_save("mine")
        await pilot.pause()
        assert "not saved: No space left on device" in told(app)
        assert "Saved as" not in told(app)
    assert saved(Memory()) == {}
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


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.FILE)
def test_odd_files_are_left_alone_with_a_word(kind: type[Entry], odd: str, tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    state = tmp_path / "own"
    state.mkdir()
    path = state / f"{kind.FILE}.txt"
    odd_files(tmp_path / "odd")[odd].rename(path)
    before = stat.S_IFMT(path.lstat().st_mode)
    memory = Memory(state)
    start = time.monotonic()
    assert memory.entries(kind) == ()
    told = memory.trouble()
    assert told is not None
    assert told.startswith(f"{path.name} is ")
    assert "secret" not in told
    assert memory.trouble() is None
    assert memory.why_unread(kind) == told
    with pytest.raises(NotSaved, match=f"not saved: {path.name} is "):
        memory.put(example(kind))
    memory.remember("query")
    memory.remember_catalog("survey")
    unasked = f"History is not saved: {told}" if kind in (RecentQuery, RecentCatalog) else None
    assert memory.trouble() == unasked
    assert time.monotonic() - start < 2
    assert stat.S_IFMT(path.lstat().st_mode) == before, "it still stands there"


def example(kind: type[Entry], name: str = "name") -> Entry:
    """Return an entry of a kind with text in every field."""
    if issubclass(kind, Timed):
        return kind("2026-11-26T10:32:29.289843Z", name)
    return kind(*([name] * len(kind.__struct_fields__)))


def test_a_file_too_large_is_left_alone(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_text("x" * 20_000_000)
    memory = Memory(tmp_path)
    start = time.monotonic()
    assert not any(memory.entries(kind) for kind in KINDS)
    told = memory.trouble() or ""
    assert all(f"{name} is too large, expected at most 1 MiB" in told for name in FILES)
    for kind in KINDS:
        with pytest.raises(NotSaved):
            memory.put(example(kind))
    memory.remember("query")
    assert time.monotonic() - start < 1
    assert all((tmp_path / name).stat().st_size == 20_000_000 for name in FILES)


GOOD = {
    Star: "survey\tmodel\tdall-e-2\t2026-11-26\tDALL·E 2", Note: "survey\tmodel\tx\t2026-11-26\tX\ta\\\\b\\nc d",
    SavedView: "mine\tbrowse?q=a\t2026-11-26", Choice: "theme\tlight",
    **dict.fromkeys((Place, RecentQuery, RecentCatalog), "2026-11-26T10:32:29.289843Z\twhat"),
}  # fmt: skip
DAMAGED = {
    "conflict": b"# genai-tui {kind}, form 1\n<<<<<<< HEAD\n{good}\n=======\n{good}\n>>>>>>> other\n",
    "not UTF-8": b"{good}\n\xff\xfe\n",
    "NUL": b"{good}\n\0\n",
    "too few fields": b"{good}\n\t\n",
    "cut off": b"{good}\n" + b"x" * 30_000,
    "escape": b"{good}\nz{good}\x1b[31m\n",
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.FILE)
def test_a_damaged_file_is_set_aside_and_its_good_lines_stay(
    kind: type[Entry], data: bytes, tmp_path: Path
) -> None:
    data = data.replace(b"{good}", GOOD[kind].encode()).replace(b"{kind}", kind.FILE.encode())
    path = tmp_path / f"{kind.FILE}.txt"
    path.write_bytes(data)
    memory = Memory(tmp_path)
    good = kind.of_line(GOOD[kind])
    assert good in memory.entries(kind)
    assert f"{path.name} is " in (memory.trouble() or "")
    assert path.read_bytes() == data, "reading changes nothing"
    memory.put(example(kind))
    assert memory.trouble() is not None
    assert (tmp_path / f"{path.name}.damaged-1").read_bytes() == data
    assert {good, example(kind)} <= set(Memory(tmp_path).entries(kind))
    again = Memory(tmp_path)
    again.put(example(kind, "other"))
    assert again.trouble() is None


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.FILE)
def test_a_file_of_a_newer_version_is_set_aside_and_never_written_over(
    kind: type[Entry], tmp_path: Path
) -> None:
    data = f"# genai-tui {kind.FILE}, form 2\n{{json: of later}}\n".encode()
    path = tmp_path / f"{kind.FILE}.txt"
    for number in (1, 2):
        path.write_bytes(data)
        memory = Memory(tmp_path)
        assert memory.entries(kind) == ()
        assert "was written by a newer version" in (memory.trouble() or "")
        memory.put(example(kind))
        assert f"it is kept as {path.name}.newer-{number}" in (memory.trouble() or "")
        assert (tmp_path / f"{path.name}.newer-{number}").read_bytes() == data
        assert memory.entries(kind) == (example(kind),)


@given(st.binary(max_size=300), st.sampled_from(KINDS), st.text(min_size=1, max_size=60))
def test_any_bytes_are_kept_and_any_words_are_safe(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, kind: type[Entry], words: str
) -> None:
    folder = tmp_path_factory.mktemp("state")
    path = folder / f"{kind.FILE}.txt"
    path.write_bytes(data)
    memory = Memory(folder)
    read = memory.entries(kind)
    assert path.read_bytes() == data
    entry = example(kind, words)
    if not all(entry.cleaned.key):
        return
    memory.put(entry)
    assert entry.cleaned in memory.entries(kind)
    lines = {
        line.removesuffix(b"\r") for line in data.split(b"\n") if line.strip() and not line.startswith(b"#")
    }
    aside = list(folder.glob("*.damaged-1")) + list(folder.glob("*.newer-1"))
    if aside:
        assert aside[0].read_bytes() == data
    else:
        assert len(read) <= len(lines)
    for each in memory.entries(kind):
        for field in map(str, astuple(each)):
            assert safe_block(field) == field
        assert len(each.line) <= kind.LONGEST


SAFE = st.text(max_size=80)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Return an entry of any kind with any text."""
    kind = draw(st.sampled_from(KINDS))
    texts = draw(st.lists(SAFE, min_size=len(kind.__struct_fields__), max_size=len(kind.__struct_fields__)))
    if issubclass(kind, Timed):
        texts[0] = draw(st.datetimes()).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")
    return kind(*texts)


@given(st.lists(entries(), max_size=12))
def test_what_is_written_is_read_back(made: list[Entry]) -> None:
    for kind in KINDS:
        kept_ones = {
            each.key: each for each in (one.cleaned for one in made if isinstance(one, kind)) if all(each.key)
        }
        content = parsed(written(dict(kept_ones), kind), kind)
        assert content.damage == ""
        assert content.entries == kept_ones


class Two(RuleBasedStateMachine):
    """Two sessions on one folder: what either has done last to an entry is what both read."""

    def __init__(self) -> None:
        super().__init__()
        folder = Path(tempfile.mkdtemp())
        self.sessions = (Memory(folder), Memory(folder))
        self.model: dict[str, str] = {}
        self.done: list[list[tuple[str, str | None, str | None]]] = [[], []]

    @rule(who=st.integers(0, 1), name=st.sampled_from("abc"), text=st.sampled_from(("", "one", "two")))
    def note(self, who: int, name: str, text: str) -> None:
        before = self.model.get(name)
        self.sessions[who].note(("survey", "model", name), name, text)
        after = text or None
        self._set(name, after)
        if before != after:
            self.done[who].append((name, before, after))

    @rule(who=st.integers(0, 1))
    def undo(self, who: int) -> None:
        if not self.done[who]:
            assert self.sessions[who].undo() is None
            return
        name, before, after = self.done[who].pop()
        if self.model.get(name) == after:
            assert self.sessions[who].undo()
            self._set(name, before)
        else:
            with pytest.raises(NotSaved, match="another session has changed it"):
                self.sessions[who].undo()

    def _set(self, name: str, text: str | None) -> None:
        if text is None:
            self.model.pop(name, None)
        else:
            self.model[name] = text

    @invariant()
    def both_read_the_same(self) -> None:
        for session in self.sessions:
            assert {key[2]: text for key, text in session.annotations().notes.items()} == self.model
            assert session.trouble() is None


TestTwo = Two.TestCase
TestTwo.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)


def test_queries_saved_before_views_were_are_views() -> None:
    folder = kept.state_folder()
    folder.mkdir(parents=True)
    (folder / "queries.txt").write_text("mine\torg:uni a&b\n\nbroken\n")
    memory = Memory()
    assert saved(memory) == {"mine": "browse?q=org%3Auni+a%26b"}
    assert not any(memory.entries(kind) for kind in KINDS if kind is not SavedView)
    memory.save_view("other", "graph")
    memory.save_view("mine", "")
    assert saved(Memory()) == {"other": "graph"}


def test_the_last_place_is_that_of_the_same_catalogs(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    for here in ("browse?q=a", "graph?catalog=/x/y&focus=b", "browse?catalog=/x/y&overlay=/o&at=c"):
        memory.keep_place(here, "words")
    assert memory.last_place((), ()) == "browse?q=a"
    assert memory.last_place(("/x/y",), ()) == "graph?catalog=/x/y&focus=b"
    assert memory.last_place(("/x/y",), ("/o",)) == "browse?catalog=/x/y&overlay=/o&at=c"
    assert memory.last_place(("landscape",), ()) == ""
    memory.keep_place("browse?q=a&at=d", "words", "browse?q=a")
    assert [place.what for place in memory.entries(Place)][-1] == "browse?q=a&at=d"
    assert memory.last_place((), ()) == "browse?q=a&at=d"


def test_a_clock_that_was_set_back_does_not_bring_back_an_older_place(tmp_path: Path) -> None:
    (tmp_path / "places.txt").write_text("2099-01-01T00:00:00.000000Z\tbrowse?q=old\n")
    memory = Memory(tmp_path)
    memory.keep_place("browse?q=new", "")
    assert memory.last_place((), ()) == "browse?q=new"


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
    Memory().save_view("name", "browse")
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
        memory.save_view("before", "browse")
        with pytest.raises(OSError, match="No space"):
            (disk / "filling").write_bytes(b"x" * 100_000)
        with pytest.raises(NotSaved, match=r"^not saved: No space left on device$"):
            memory.save_view("mine", "browse")
        memory.remember("query")
        assert memory.trouble() == "History is not saved: No space left on device"
        assert saved(memory) == {"before": "browse"}
        assert not list((disk / "state").glob("*.part"))
        Memory(disk / "new" / "state").remember("query")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("error", [errno.EACCES, errno.ENAMETOOLONG, errno.ELOOP, errno.EIO, errno.ESTALE])
def test_a_folder_that_nobody_may_look_at_is_said_and_ends_nothing(
    error: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A closed home above it, a name that is too long, a network file system that is away."""
    folder = tmp_path / "closed" / "genai-tui"
    see = os.stat

    def stat_of(path: Any, **how: Any) -> os.stat_result:
        if isinstance(path, int) or not str(path).startswith(str(folder.parent)):
            return see(path, **how)
        raise OSError(error, os.strerror(error), str(path))

    def nowhere(path: Any, *given: Any, **how: Any) -> int:
        raise OSError(error, os.strerror(error), str(path))

    monkeypatch.setattr(os, "stat", stat_of)
    monkeypatch.setattr(os, "mkdir", nowhere)
    memory = Memory(folder)
    assert memory.annotations().starred == frozenset()
    assert memory.entries(SavedView) == ()
    assert memory.chosen("theme") == ""
    assert memory.last_place(("survey",), ()) == ""
    with pytest.raises(NotSaved):
        memory.star(("survey", "model", "painter"), "Painter")
    memory.remember("gpt")
    assert os.strerror(error) in (memory.trouble() or "")
