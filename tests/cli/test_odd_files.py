"""Pipes, devices, sockets, folders and links at every place where a file is read: an answer at once, in a line."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from genai_tui.storage import cache
from genai_tui.storage.loader import open_catalog
from tests.cli.conftest import Ran, Run
from tests.conftest import write_catalog
from tests.storage.test_files import odd_files

SECONDS = 5
KINDS = ("pipe", "folder", "socket", "zero", "out", "dangling", "loop")
COMMANDS: dict[str, tuple[str, ...]] = {
    "list": (), "search": ("paint",), "count": (), "show": ("painter",), "export": (), "cite": ("painter",),
    "graph": (), "path": ("acme", "uni"), "neighbors": ("acme",), "doctor": (), "explore": (),
}  # fmt: skip
ASSET = "- name: Painter\n  organization: Acme\n  type: model\n  modality: text; image\n"
SECRET = "secret"


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fail what takes longer, be it asleep."""

    def late(*_: object) -> None:
        raise TimeoutError(f"no answer within {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture
def odd(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "odd").mkdir()
    return odd_files(tmp_path / "odd")


def place(odd: Path, path: Path) -> None:
    """Put what is odd where a file is read, itself and not a link to it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    odd.rename(path)


def told(ran: Ran) -> list[str]:
    """Return the lines that an answer says of problems; what a link shows is in none."""
    assert SECRET not in ran.out + ran.err
    lines = [
        line
        for line in (ran.out + ran.err).splitlines()
        if ":" in line and (".yaml" in line or "is " in line)
    ]
    assert all(len(line) < 500 for line in lines)
    return lines


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name",
    [
        "catalog.yaml",
        "organizations.yaml",
        "relations.yaml",
        "models/painter.yaml",
        "models/x.yaml",
        "models",
    ],
)
def test_in_a_catalog(name: str, kind: str, odd: dict[str, Path], tmp_path: Path, run: Run) -> None:
    folder = write_catalog(tmp_path / "tiny")
    place(odd[kind], folder / name)
    with within(SECONDS):
        ran = run("validate", folder)
    assert ran.status == 1 or (name, kind) == ("models", "folder")
    lines = [line for line in told(ran) if str(folder / name) in line]
    if ran.status:
        assert len(lines) == 1, ran.out + ran.err
    if kind == "out":
        assert f"{folder / name}: is a link that leads out of the folder" in lines[0]
    with within(SECONDS):
        assert run("--catalog", folder, "list").status in (0, 1, 2)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("kind", ["pipe", "zero", "out"])
def test_every_command_answers(
    command: str, kind: str, odd: dict[str, Path], tmp_path: Path, run: Run
) -> None:
    folder = write_catalog(tmp_path / "tiny")
    place(odd[kind], folder / "models" / "x.yaml")
    with within(SECONDS):
        ran = run("--catalog", folder, command, *COMMANDS[command])
    assert ran.status in (0, 1, 2)
    assert len([line for line in told(ran) if "x.yaml" in line]) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name", ["catalog.yaml", "organizations.yaml", "relations.yaml", "models/x.yaml", "models"]
)
def test_in_an_overlay(name: str, kind: str, odd: dict[str, Path], tmp_path: Path, run: Run) -> None:
    folder = write_catalog(tmp_path / "tiny")
    place(odd[kind], tmp_path / "own" / name)
    with within(SECONDS):
        ran = run("--catalog", folder, "--overlay", tmp_path / "own", "list")
    assert "Painter 2" in ran.out
    assert len(told(ran)) == (0 if (name, kind) == ("models", "folder") else 1), ran.err


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["assets/a.yaml", "assets/z.yaml", "a.yaml"])
def test_among_assets(name: str, kind: str, odd: dict[str, Path], tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "graphs"
    path = folder / name
    path.parent.mkdir(parents=True)
    (path.parent / "b.yaml").write_text(ASSET)
    place(odd[kind], path)
    for _ in range(2):  # from the files, then from the cache
        with within(SECONDS):
            ran = run("--catalog", folder, "list")
        assert ran.status == 0
        assert "Painter" in ran.out
    ran = run("import", "--report", folder)
    assert SECRET not in ran.out + ran.err
    assert "1 file that cannot be read" in ran.out


def test_assets_that_lie_elsewhere(tmp_path: Path, run: Run) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.yaml").write_text(ASSET.replace("Painter", SECRET))
    (tmp_path / "graphs").mkdir()
    (tmp_path / "graphs" / "assets").symlink_to(tmp_path / "outside")
    ran = run("--catalog", tmp_path / "graphs", "list")
    assert ran.status == 2
    assert SECRET not in ran.out + ran.err


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["a.csv", "api.json", "api.json.gz", "folder"])
def test_named_itself(name: str, kind: str, odd: dict[str, Path], tmp_path: Path, run: Run) -> None:
    path = tmp_path / name
    place(odd[kind], path)
    with within(SECONDS):
        ran = run("--catalog", path, "list")
    assert ran.status == 2
    assert len(ran.err.splitlines()) == 1 or kind == "folder"
    assert SECRET not in ran.out + ran.err


def test_what_gzip_packs_is_bounded(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from genai_tui.storage.importers import csv_reader

    start = b'{"a": {"npm": "", "models": {}}, "b": "'
    path = tmp_path / "api.json.gz"
    monkeypatch.setattr(csv_reader, "MAX_BYTES", 10_000_000)
    path.write_bytes(gzip.compress(start + b" " * 30_000_000, 9))
    with within(SECONDS):
        assert "too large, expected at most 10 MB unpacked" in run("--catalog", path, "list").err
    for damage in (path.read_bytes()[:-20_000], path.read_bytes()[:20_000] + b"\0" * 100, b"\x1f\x8b\x08"):
        path.write_bytes(damage)
        with within(SECONDS):
            assert len(run("--catalog", path, "list").err.splitlines()) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_as_a_cache_entry(kind: str, odd: dict[str, Path], tmp_path: Path, run: Run) -> None:
    folder = write_catalog(tmp_path / "tiny")
    run("--catalog", folder, "list")
    [entry] = cache.cache_folder().glob("*.msgpack")
    place(odd[kind], entry)
    with within(SECONDS):
        assert "Painter 2" in run("--catalog", folder, "list").out


@pytest.mark.parametrize("change", ["mode 0666", "mode 0660", "another owner", "folder of another", "own"])
@pytest.mark.parametrize("id_", ["../../xx", "/tmp/xyz", "painter\0", "Painter", "--paint", "paintér"])
def test_a_poisoned_cache_entry_is_not_read(id_: str, change: str, tmp_path: Path, run: Run) -> None:
    folder = write_catalog(tmp_path / "tiny")
    first, _ = open_catalog(str(folder))
    [entry] = cache.cache_folder().glob("*.msgpack")
    before = entry.read_bytes()[4:]
    data = before.replace(_packed("painter"), _packed(id_)).replace(_packed("Painter 2"), _packed("Poison 2"))
    assert b"Poison" in data
    entry.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)
    if "mode" in change:
        entry.chmod(int(change[-4:], 8))
    elif change != "own":
        if os.geteuid():
            pytest.skip("only the superuser gives files away")
        os.chown(entry if change == "another owner" else entry.parent, 65534, 65534)
    ran = run("import", folder, "-o", tmp_path / "a" / "b" / "out")
    assert ran.status == 0, ran.err
    written = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "a").rglob("*.yaml"))
    assert written == [f"a/b/out/{name}.yaml" for name in (
        "catalog", "models/listener", "models/painter", "models/whisperer", "organizations", "relations")]  # fmt: skip
    assert open_catalog(str(folder))[0] == first
    assert "Poison" not in run("--catalog", folder, "list").out


def _packed(text: str) -> bytes:
    data = text.encode()
    return bytes([0xA0 + len(data)]) + data


def test_entries_are_the_users_own(tmp_path: Path, run: Run) -> None:
    cache.cache_folder().mkdir(parents=True)
    cache.cache_folder().chmod(0o777)
    run("--catalog", write_catalog(tmp_path / "tiny"), "list")
    [entry] = cache.cache_folder().iterdir()
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600
    assert stat.S_IMODE(entry.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_of_other_things_shows_nothing_of_them(
    kind: str, odd: dict[str, Path], tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "things"
    (folder / "good").mkdir(parents=True)
    (folder / "good" / "a.yaml").write_text(ASSET)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.yaml").write_text(ASSET)
    (folder / "linked").symlink_to(tmp_path / "outside")
    place(odd[kind], folder / "b.yaml")
    with within(SECONDS):
        ran = run("--catalog", folder, "list")
    assert ran.status == 2
    assert SECRET not in ran.err
    assert "it holds good, which can be opened" in ran.err
