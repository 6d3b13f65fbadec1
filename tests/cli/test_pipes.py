"""Tables out of standard input, named pipes and processes: whatever opens as a file opens so, and is read once."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from genai_tui.storage.loader import open_catalog
from genai_tui.storage.pipes import is_pipe
from tests.cli.conftest import Run

CSV = (
    "Model,Organization,Publication date,Domain,Task,Parameters,Training compute (FLOP)\n"
    "Alpha,Lab,2024-01-02,Language,Chat,7000000000,1e24\nBeta,Lab,2024-02,Vision,Image generation,,\n"
)
PLAIN = "Model,Organization,Date,Parameters\nAlpha,Lab,2024-01-02,7000000000\nBeta,Lab,2024-02,\n"
API = {
    "openai": {
        "id": "openai", "name": "OpenAI", "npm": "x", "env": [],
        "models": {"alpha": {"name": "Alpha"}, "beta": {"name": "Beta"}},
    }
}  # fmt: skip
ASSETS = "".join(
    f"- name: {name}\n  organization: Lab\n  type: model\n  modality: text; text\n  dependencies: []\n  created_date: 2024-01-02\n  description: A model\n"
    for name in ("Alpha", "Beta")
)
TABLES = {
    "epoch": CSV.encode(), "plain": PLAIN.encode(), "tabs": PLAIN.replace(",", "\t").encode(),
    "packed": gzip.compress(CSV.encode()), "utf-16": CSV.encode("utf-16"), "models.dev": json.dumps(API).encode(),
    "assets": ASSETS.encode(),
}  # fmt: skip


def ran(command: str, data: bytes, folder: Path) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "TMPDIR": str(folder)}
    program = f'genai() {{ "{sys.executable}" -m genai_tui "$@"; }}; {command}'
    return subprocess.run(
        ["bash", "-c", program], input=data, capture_output=True, env=environment, timeout=30, check=False
    )


@pytest.mark.parametrize("table", TABLES)
def test_standard_input_opens_as_the_file_does(table: str, tmp_path: Path) -> None:
    data = TABLES[table]
    (tmp_path / "file").write_bytes(data)
    by_file = ran(f"genai list -c {tmp_path}/file --ids", b"", tmp_path)
    assert by_file.stdout == b"alpha\nbeta\n"
    (tmp_path / "cache").rename(tmp_path / "first cache")
    told = ran("genai list -c - --ids", data, tmp_path)
    named = by_file.stderr.replace(b"file: columns", b"standard input: columns")  # a guess is told of either
    assert (told.stdout, told.stderr, told.returncode) == (by_file.stdout, named, 0)
    assert not list(tmp_path.glob("genai-tui-*"))
    assert not list((tmp_path / "cache").rglob("*.msgpack")), "what is read once is not kept"


@pytest.mark.parametrize(
    "command",
    [
        "genai list -c /dev/stdin --ids", "cat | genai list -c /dev/stdin --ids", "genai list -c <(cat) --ids",
        "cat > file; genai list -c <(cat file) --ids", "genai -c - list --ids",
        "genai search -c - org:lab --ids", "cat > file; genai list -c - --ids < file",
        "mkfifo p; cat > file; (sleep 0.4; cat file > p) & genai list -c p --ids",
        "cat > file; genai list -c <(head -c 100 file; sleep 2; tail -c +101 file) --ids",
    ],
)  # fmt: skip
def test_every_way_to_hand_over_a_table(command: str, tmp_path: Path) -> None:
    told = ran(
        f"cd {tmp_path}; export PYTHONPATH={Path(__file__).parents[2]}; {command}", CSV.encode(), tmp_path
    )
    assert (told.stdout.split(), told.stderr) == ([b"alpha", b"beta"], b"")


@pytest.mark.parametrize(
    ("command", "data", "words"),
    [
        ("genai list -c -", b"", "standard input: holds nothing"),
        ("genai list -c - <&-", b"", "standard input: is closed"),
        ("genai list -c -", b"hello\n", "standard input: is a file of no format that is known here"),
        ("genai list -c -", b"Model,Organization,Training compute (FLOP)\n\xff\xfe,b,c\n", "standard input:2:1: is not UTF-8"),
        ("genai list -c - -", CSV.encode(), "standard input cannot be both the catalog and the ids"),
        ("genai list -", b"", "standard input holds no ids"),
        ("genai list -", b" \n\n", "standard input holds no ids"),
        ("genai count -", b"", "standard input holds no ids"),
        ("genai list -c - -c -", CSV.encode(), "standard input: holds nothing"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_in_a_line(command: str, data: bytes, words: str, tmp_path: Path) -> None:
    told = ran(command, data, tmp_path)
    assert told.returncode in (1, 2)
    assert b"alpha" not in told.stdout.lower()
    assert told.stderr.decode().splitlines()[-1].removeprefix("Error: ").startswith(words)
    assert str(tmp_path) not in told.stderr.decode()
    assert "Traceback" not in told.stderr.decode()


def test_the_explorer_says_where_the_keyboard_is(tmp_path: Path) -> None:
    told = ran("genai -c -", CSV.encode(), tmp_path)
    assert told.returncode == 0
    assert (
        told.stdout.decode()
        .splitlines()[-1]
        .startswith("Standard input is the catalog here and not the keyboard")
    )


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path, run: Run) -> None:
    os.mkfifo(tmp_path / "p")
    told = run("list", "-c", tmp_path / "p")
    assert (told.status, told.out) == (2, "")
    assert told.err == f"{tmp_path / 'p'}: holds nothing\n"


def test_a_pipe_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr("genai_tui.storage.pipes.TABLE_BYTES", 1000)
    os.mkfifo(tmp_path / "p")

    def write() -> None:
        with Path(tmp_path / "p").open("wb") as pipe:
            try:
                pipe.write(b"x" * 100_000)
                pipe.flush()
            except BrokenPipeError:
                os.dup2(os.open(os.devnull, os.O_WRONLY), pipe.fileno())

    writer = threading.Thread(target=write)
    writer.start()
    told = run("list", "-c", tmp_path / "p")
    writer.join()
    assert "is too large" in told.err


def test_a_file_called_like_standard_input_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-").write_text(CSV, encoding="utf-8")
    assert is_pipe("-")
    assert not is_pipe("./-")
    assert len(open_catalog("./-", use_cache=False)[0]) == 2
