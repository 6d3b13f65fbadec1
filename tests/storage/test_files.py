"""The one door to files: what is no regular file is refused at once, what leads out of a folder is not shown."""

from __future__ import annotations

import ast
import os
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import genai_tui
from genai_tui.storage import files
from genai_tui.storage.files import Folder, Missing, Refused

PACKAGE = Path(genai_tui.__path__[0])

ELSEWHERE = {
    ("cli/kiosk.py", ".open"): "the null device, in place of a visitor's input",
    ("storage/folder_writer.py", "write_text"): "writes the files of a new folder",
    (
        "storage/new_catalog.py",
        "write_text",
    ): "writes the files of a new catalog, beside where they will stand",
    ("storage/pipes.py", "os.open"): "a pipe, which the door refuses",
    ("cli/streams.py", "os.open"): "the null device, for a stream that is closed",
    ("cli/streams.py", "open"): "standard input, read anew with another encoding",
    ("catalog/encoding.py", "read_bytes"): "what the system tells of this process",
    ("tui/terminal_output.py", "os.open"): "the terminal",
    ("tui/job_control.py", "read_text"): "what the system tells of a process",
    ("tui/screens/base.py", ".open"): "opens a line to type on",
    ("tui/widgets/prompt.py", ".open"): "opens a line to type on",
}
"""Calls that look like the opening of a file and stand outside the door, each with its reason."""

OPENING = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "fdopen", "mkstemp", "scandir", "listdir",
    "NamedTemporaryFile", "TemporaryFile", "file_digest", "copyfile", "fromfile", "parse_file", "safe_load_file",
}  # fmt: skip
MODULES = {"os", "io", "gzip", "bz2", "lzma", "codecs", "tarfile", "zipfile", "mmap"}


def odd_files(folder: Path) -> dict[str, Path]:
    """Return what may stand under a file's name and is no file to read, by kind."""
    found = {kind: folder / kind for kind in ("pipe", "folder", "socket", "zero", "out", "dangling", "loop")}
    os.mkfifo(found["pipe"])
    found["folder"].mkdir()
    server = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(folder)  # the path of a socket has at most 107 bytes
    try:
        server.bind("socket")
    finally:
        os.chdir(here)
        server.close()
    secret = folder.parent / f"{folder.name}-outside.yaml"
    secret.write_text("root:x:0:0: secret\n")
    found["zero"].symlink_to("/dev/zero")
    found["out"].symlink_to(secret)
    found["dangling"].symlink_to(folder / "nowhere")
    found["loop"].symlink_to(found["loop"])
    return found


def openings(source: str) -> set[str]:
    """Return the calls in a source that open files, by name."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id in OPENING:
            found.add(called.id)
        elif isinstance(called, ast.Attribute) and called.attr in OPENING:
            owner = called.value.id if isinstance(called.value, ast.Name) else ""
            if called.attr != "open":
                found.add(called.attr)
            else:
                found.add(f"{owner}.open" if owner in MODULES else ".open")
    return found


def test_files_are_opened_nowhere_else() -> None:
    met = set()
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if name == "storage/files.py":
            continue
        for call in openings(path.read_text(encoding="utf-8")):
            # A function of ours that is called like this is not one of the system's.
            if call == "read_bytes" and name.startswith("storage/importers/"):
                continue
            assert (name, call) in ELSEWHERE, f"{name} opens a file by {call}: use storage/files.py"
            met.add((name, call))
    assert met == set(ELSEWHERE), "of the reasons some stand for nothing"


@pytest.mark.parametrize(
    "source",
    [
        "open('x')", "Path('x').open()", "p.read_text()", "p.read_bytes()", "gzip.open(p)", "os.open(p, 0)",
        "io.open(p)", "os.scandir(p)", "codecs.open(p)", "os.fdopen(3)", "tempfile.mkstemp()",
    ],
)  # fmt: skip
def test_another_way_to_open_would_be_found(source: str) -> None:
    assert openings(f"def f():\n    return {source}\n")


@pytest.mark.parametrize("kind", ["pipe", "folder", "socket", "zero", "out", "dangling", "loop"])
def test_odd_files_are_refused_at_once(kind: str, tmp_path: Path) -> None:
    path = odd_files(tmp_path)[kind]
    start = time.monotonic()
    for read in (
        lambda: Folder(tmp_path).read(path, 1_000),
        lambda: files.beginning(path, 10, Folder(tmp_path)),
    ):
        with pytest.raises(Refused) as refused:
            read()
        assert "secret" not in str(refused.value)
        assert len(str(refused.value).splitlines()) == 1
    if kind not in ("out", "dangling", "loop"):  # links that the user names lead anywhere
        with pytest.raises(Refused, match="is not a regular file"):
            files.read(path, 1_000)
    assert time.monotonic() - start < 1
    told = {"out": "leads out", "zero": "leads out", "dangling": "no such file"}
    assert told.get(kind, "is not a regular file") in str(refused.value)


def test_a_pipe_is_not_even_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    woken = threading.Event()
    writer = threading.Thread(
        target=lambda: (os.close(os.open(tmp_path / "pipe", os.O_WRONLY)), woken.set()), daemon=True
    )
    writer.start()
    with pytest.raises(Refused):
        files.read(tmp_path / "pipe", 100)
    assert not woken.wait(0.2)
    os.close(os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK))
    writer.join(5)


def test_links_inside_the_folder_and_to_the_folder_are_followed(tmp_path: Path) -> None:
    folder = tmp_path / "real"
    (folder / "records").mkdir(parents=True)
    (folder / "records" / "a.yaml").write_text("inside")
    (folder / "models").symlink_to("records")
    (folder / "b.yaml").symlink_to("models/a.yaml")
    (tmp_path / "named").symlink_to("real")
    for named in (folder, tmp_path / "named", tmp_path / "real" / ".." / "named"):
        known = Folder(named)
        assert known.read(named / "models" / "a.yaml", 100) == b"inside"
        assert known.read(named / "b.yaml", 100) == b"inside"
        assert known.files(named / "models", (".yaml",)) == [named / "models" / "a.yaml"]
        assert known.files(named, (".yaml",)) == [named / "b.yaml"]
    (tmp_path / "file").symlink_to(folder / "b.yaml")
    assert files.read(tmp_path / "file", 100) == b"inside"


def test_a_linked_folder_within_leads_out_too(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.yaml").write_text("secret")
    folder = tmp_path / "outsid"  # the name is the beginning of the other's
    folder.mkdir()
    (folder / "models").symlink_to("../outside")
    known = Folder(folder)
    with pytest.raises(Refused, match="leads out"):
        known.files(folder / "models", (".yaml",))
    with pytest.raises(Refused, match="leads out"):
        known.read(folder / "models" / "a.yaml", 100)


def test_what_an_installer_linked_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "store").write_text("ours")
    (tmp_path / "data" / "survey").mkdir(parents=True)
    (tmp_path / "data" / "survey" / "catalog.yaml").symlink_to(tmp_path / "store")
    monkeypatch.setattr(files, "shipped_folder", lambda: tmp_path / "data")
    survey = tmp_path / "data" / "survey"
    assert Folder(survey).read(survey / "catalog.yaml", 100) == b"ours"


@pytest.mark.parametrize(
    "read", [files.read, files.read_own, lambda path, most: b"".join(files.pieces(path, most))]
)
def test_size_is_bounded(read: Callable[[Path, int], bytes], tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 5_000_000)
    tmp_path.chmod(0o700)
    path.chmod(0o600)
    assert read(path, 5_000_000) == path.read_bytes()
    with pytest.raises(Refused, match="too large, expected at most 4999999 bytes"):
        read(path, 4_999_999)
    os.truncate(path, 2**40)
    start = time.monotonic()
    with pytest.raises(Refused, match="too large"):
        read(path, 2**20)
    assert time.monotonic() - start < 1


def test_a_file_that_tells_no_size_is_bounded() -> None:
    path = Path("/proc/self/maps")
    if not path.exists():
        pytest.skip("no /proc here")
    assert len(files.read(path, 10**7)) > 1_000
    with pytest.raises(Refused, match="too large"):
        files.read(path, 100)


def test_own_files_are_nobody_elses(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    files.make_folder(folder)
    files.make_private(folder)
    path = folder / "entry"
    files.write(path, b"data")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert files.read_own(path, 100) == b"data"
    for mode in (0o620, 0o602, 0o666):
        path.chmod(mode)
        with pytest.raises(Refused, match="others can write"):
            files.read_own(path, 100)
    path.chmod(0o600)
    for mode in (0o720, 0o702, 0o1777):
        folder.chmod(mode)
        with pytest.raises(Refused, match="others can write"):
            files.read_own(path, 100)
    files.make_private(folder)
    (folder / "link").symlink_to(path)
    with pytest.raises(Refused, match="regular"):
        files.read_own(folder / "link", 100)
    if os.geteuid() == 0:
        os.chown(path, 65534, 65534)
        with pytest.raises(Refused, match="another user"):
            files.read_own(path, 100)
        os.chown(path, 0, 0)
        os.chown(folder, 65534, 65534)
        with pytest.raises(Refused):
            files.read_own(path, 100)
        with pytest.raises(Refused, match="another user"):
            files.make_private(folder)


def test_what_cannot_be_written_whole_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    files.write(path, b"before")
    path_of_folder = tmp_path / "folder"
    path_of_folder.mkdir()
    with pytest.raises(Refused, match="Is a directory"):
        files.write(path_of_folder, b"data")
    monkeypatch.setattr(
        os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(Refused, match="No space left on device"):
        files.write(path, b"after")
    assert path.read_bytes() == b"before"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder"]


def test_a_missing_file_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="there is no such file"):
        files.read(tmp_path / "nowhere", 100)


NOBODY = """
import os
os.environ.pop("HOME", None)
for name in [name for name in os.environ if name.startswith("XDG_")]:
    del os.environ[name]
import pwd
def unknown(uid):
    raise KeyError(uid)
pwd.getpwuid = unknown
import sys
from genai_tui.__main__ import start
from genai_tui.storage.memory.memory import Memory
memory = Memory()
memory.remember("query")
assert memory.history() == []
assert memory.trouble() == "History is not saved: there is no home folder"
assert memory.trouble() is None
sys.argv[0] = "genai-tui"
start()
"""


@pytest.mark.parametrize("command", [["list", "--ids"], ["doctor"], ["doctor", "--clear-cache"]])
def test_without_a_home_all_else_works(command: list[str], tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", NOBODY, *command], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_a_home_of_nobody_stands_as_it_was_typed() -> None:
    assert files.typed("~nobody-of-that-name/x") == Path("~nobody-of-that-name/x")


def test_a_lock_is_waited_for_and_not_for_ever(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    with files.locked(path, 1):
        start = time.monotonic()
        with pytest.raises(Refused, match="another session"), files.locked(path, 0.2):
            pass
        assert 0.15 < time.monotonic() - start < 2
    with files.locked(path, 0.2):
        pass


def test_a_new_file_is_whole_and_takes_no_name_that_something_has(tmp_path: Path) -> None:
    files.write_new(tmp_path / "new", b"data")
    assert (tmp_path / "new").read_bytes() == b"data"
    with pytest.raises(Refused, match="there is such a file already"):
        files.write_new(tmp_path / "new", b"other")
    with pytest.raises(Refused, match="there is no such folder"):
        files.write_new(tmp_path / "nowhere" / "new", b"other")
    with pytest.raises(Refused, match="is no path"):
        files.write_new(tmp_path / "a\0b", b"other")
    assert [each.name for each in tmp_path.iterdir()] == ["new"]
    assert (tmp_path / "new").read_bytes() == b"data"


@pytest.mark.parametrize("has_links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("taken", [True, False], ids=["taken meanwhile", "free"])
def test_a_name_that_is_taken_while_a_file_is_written_stays_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool, taken: bool
) -> None:
    path, link = tmp_path / "new", os.link

    def link_late(source: str, target: str) -> None:
        if taken:
            path.write_text("of another")
        if not has_links:
            raise PermissionError
        link(source, target)

    monkeypatch.setattr(os, "link", link_late)
    if taken:
        with pytest.raises(Refused, match="there is such a file already"):
            files.write_new(path, b"data")
    else:
        files.write_new(path, b"data")
    assert path.read_text() == ("of another" if taken else "data")
    assert [each.name for each in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize(
    ("name", "age", "stays"),
    [("a.part", 3_601, False), ("a.part", 3_600, True), ("a.part", 10, True), ("a.yaml", 9_999, True)],
)
def test_what_an_interrupted_writing_left_goes_after_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, age: int, stays: bool
) -> None:
    path = tmp_path / name
    path.write_text("x")
    os.utime(path, (1_000_000, 1_000_000))
    monkeypatch.setattr(files.time, "time", lambda: 1_000_000.0 + age)
    files.sweep(tmp_path)
    assert path.exists() is stays
    files.sweep(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("most", "told"), [(8 * 1024**2, "8 MiB"), (64 * 1024, "64 KiB"), (10**7, "10 MB"), (1000, "1000 bytes")]
)
def test_a_bound_is_told_as_what_it_is(most: int, told: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    os.truncate(path, most + 1)
    with pytest.raises(Refused, match=f"^is too large, expected at most {told}$"):
        files.read(path, most)
