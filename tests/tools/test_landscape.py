"""`tools/landscape.py` as it is called: files in, four lists out, one line for what is wrong."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import write_catalog
from tests.scripts import ROOT, script

SHARED = ROOT.parent / "shared" / "datasets"
EPOCH = SHARED / "epoch_notable_2026-07.csv"
MODELS_DEV = SHARED / "models_dev_2026-09.json"
LANDSCAPE = script("tools/landscape.py")
HEADINGS = "Model,Organization,Publication date,Parameters,Training compute (FLOP),Task"


@pytest.fixture
def epoch(tmp_path: Path) -> Path:
    """Three rows: one with an id of the tiny catalog, one like another by name, one that is new."""
    path = tmp_path / "epoch.csv"
    rows = (
        "Painter,Acme Labs,2022-08-06,9e9,,Image generation",
        "Whisperer,Someone Else,2022-12-01,,,Speech recognition",
        "=Newcomer \x1b[31m[b]x[/b],Acme Labs,2026-05-01,7e9,,Language modeling",
    )
    path.write_text("\n".join((HEADINGS, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def models_dev(tmp_path: Path) -> Path:
    """One model with a canonical id that two providers offer, and one without."""
    offer = {
        "name": "Big",
        "release_date": "2026-06-01",
        "modalities": {"input": ["text"], "output": ["text"]},
    }
    named = offer | {"canonical_model_id": "acme/big-2"}
    providers = {
        name: {"name": name, "env": ["K"], "npm": "x", "models": {"big-2": named, "house-mix": offer | {"name": "Mix"}}}
        for name in ("one", "two")
    }  # fmt: skip
    path = tmp_path / "api.json"
    path.write_text(json.dumps(providers), encoding="utf-8")
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return write_catalog(tmp_path / "kept")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(LANDSCAPE.main, list(map(str, arguments)))


def _rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_lists_in_words(epoch: Path, models_dev: Path, kept: Path) -> None:
    result = _run("--epoch", epoch, "--models-dev", models_dev, "--catalog", kept)
    assert result.exit_code == 0, result.output
    told = result.stdout
    candidates = [line.split("  ")[1].strip() for line in told.splitlines() if " · epoch:" in line or " · models-dev:" in line]  # fmt: skip
    assert candidates == ["≤2026-06-01", "2026-05-01", "2022-12-01", "2022-08-06"]
    assert "models-dev:acme/big-2" in told
    assert "2 offers" in told
    assert "same? whisperer" in told
    assert "house-mix" not in told
    assert "\x1b" not in told
    assert [line.split() for line in told.splitlines() if line.startswith(("  Epoch", "  models.dev"))] == [
        ["Epoch", "AI", "models", "3", "0", "1", "2", "0", "0", "0"],
        ["models.dev", "2", "0", "0", "1", "0", "0", "1"],
    ]


def test_the_lists_as_a_table(epoch: Path, kept: Path) -> None:
    painter = (kept / "models" / "painter.yaml").read_text(encoding="utf-8")
    (kept / "models" / "painter.yaml").write_text(
        painter + "same_as: ['epoch:Painter', 'epoch:Gone']\n", encoding="utf-8"
    )
    rows = _rows(_run("--epoch", epoch, "--catalog", kept, "--format", "tsv"))
    assert [
        (row["field"], row["landscape"], row["newer"]) for row in rows if row["list"] == "difference"
    ] == [
        ("released", "2022-04-06", "2022-08-06"),
        ("parameters", "3.5B~", "9B"),
    ]
    (lost,) = (row for row in rows if row["list"] == "lost key")
    assert (lost["id"], lost["keys"], lost["note"]) == ("painter", "epoch:Gone", "epoch:Painter")
    sums = {row["field"]: int(row["newer"]) for row in rows if row["list"] == "sum"}
    assert sums.pop("rows") == sum(sums.values()) == 3
    newcomer = next(row for row in rows if "Newcomer" in row["name"])
    assert (newcomer["date"], newcomer["size"], newcomer["category"]) == (
        "2026-05-01",
        "7000000000",
        "text-to-text",
    )


def test_what_a_file_does_not_say_is_not_made_up(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "epoch.csv"
    path.write_text(f"{HEADINGS}\nSecret,,,,1e22,\n", encoding="utf-8")
    line = next(
        line
        for line in _run("--epoch", path, "--catalog", kept).stdout.splitlines()
        if "epoch:Secret" in line
    )
    assert [cell for cell in re.split(r"\s{2,}| · ", line) if cell] == [
        "no date", "Secret", "maker not known", "unplaced", "epoch:Secret",
    ]  # fmt: skip
    (row,) = (
        row
        for row in _rows(_run("--epoch", path, "--catalog", kept, "--format", "tsv"))
        if row["list"] == "candidate"
    )
    assert {name for name, cell in row.items() if cell} == {"list", "name", "date", "category", "keys"}


def test_what_is_refused_is_left_out_and_counted(epoch: Path, kept: Path, tmp_path: Path) -> None:
    refused = tmp_path / "refused.tsv"
    refused.write_text("key\twhy\tdate\nepoch:Whisperer\tno such thing\t2026-11-01\nepoch:Old\twas one\t2025\n", encoding="utf-8")  # fmt: skip
    arguments = ("--epoch", epoch, "--catalog", kept, "--refused", refused)
    rows = _rows(_run(*arguments, "--format", "tsv"))
    assert not any(row["list"] == "candidate" and row["name"] == "Whisperer" for row in rows)
    assert [row["newer"] for row in rows if row["field"] == "refused"] == ["1"]
    assert "2 keys are refused, 1 of them name nothing in these files" in _run(*arguments).stdout


def test_the_list_of_refusals_that_is_kept_can_be_read() -> None:
    keys = LANDSCAPE.read_refusals(LANDSCAPE.REFUSED)
    assert all(key.partition(":")[0] in ("epoch", "models-dev") for key in keys)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("key\twhy\n", "has not the columns"),
        ("", "has not the columns"),
        ("key\twhy\tdate\nMuse\tbecause\t2026\n", "refusal 1 has no key"),
        ("key\twhy\tdate\nepoch:A\t\t2026\n", "epoch:A is refused without a reason"),
        ("key\twhy\tdate\nepoch:A\tbecause\tlately\n", "epoch:A is refused without a date"),
        ("key\twhy\tdate\nepoch:A\tbecause\n", "epoch:A is refused without a date"),
        ("key\twhy\tdate\nepoch:A\tb\t2026\nepoch:A\tb\t2026\n", "epoch:A is refused twice"),
    ],
)
def test_a_list_of_refusals_that_is_not_right_is_told(
    text: str, wrong: str, epoch: Path, kept: Path, tmp_path: Path
) -> None:
    refused = tmp_path / "refused.tsv"
    refused.write_text(text, encoding="utf-8")
    result = _run("--epoch", epoch, "--catalog", kept, "--refused", refused)
    assert (result.exit_code, result.stdout) == (1, "")
    assert wrong in result.stderr


_BAD = {
    "nothing": None, "empty": b"", "noise": b"\x00\xff\x1b[31m", "broken json": b'{"a": {"models": {', "no table": b"a,b\n1,2\n",
    "only headings": (HEADINGS + "\n").encode(), "other json": b"[1, 2]",
}  # fmt: skip


@pytest.mark.parametrize("option", ["--epoch", "--models-dev", "--refused", "--catalog"])
@pytest.mark.parametrize("kind", _BAD)
def test_a_bad_file_gets_one_line(option: str, kind: str, epoch: Path, kept: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad\x1b[31m"
    if (content := _BAD[kind]) is not None:
        bad.write_bytes(content)
    arguments = {"--epoch": epoch, "--catalog": kept} | {option: bad}
    result = _run(*(each for pair in arguments.items() for each in pair))
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr


def test_a_file_of_another_source_is_refused(epoch: Path, models_dev: Path, kept: Path) -> None:
    result = _run("--epoch", models_dev, "--catalog", kept)
    assert result.exit_code == 1
    assert "is no file of Epoch, but of models.dev" in result.stderr
    assert _run("--models-dev", epoch, "--catalog", kept).exit_code == 1


def test_a_landscape_with_problems_is_mended_first(epoch: Path, kept: Path) -> None:
    """What is left out of it for its problems would look like a candidate."""
    painter = kept / "models" / "painter.yaml"
    painter.write_text(painter.read_text(encoding="utf-8").replace("summary", "sumary"), encoding="utf-8")
    result = _run("--epoch", epoch, "--catalog", kept)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "sumary: there is no such field" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [(), ("--since", "2026")])
def test_a_comparison_with_nothing_is_told(arguments: tuple[str, ...]) -> None:
    result = _run(*arguments)
    assert result.exit_code == 2
    assert "give --epoch FILE, --models-dev FILE or both" in result.stderr


@pytest.mark.parametrize("since", ["soon", "2026-13", "1.1.2026"])
def test_a_date_that_is_none_is_told(since: str, epoch: Path) -> None:
    result = _run("--epoch", epoch, "--since", since)
    assert result.exit_code == 2
    assert "is no date" in result.stderr


def test_nothing_is_written(epoch: Path, kept: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    _run("--epoch", epoch, "--catalog", kept)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_it_runs_as_a_script_on_the_shipped_landscape(epoch: Path) -> None:
    command = [sys.executable, str(ROOT / "tools" / "landscape.py"), "--epoch", str(epoch), "--since", "2026"]
    runs = [
        subprocess.run(command, cwd=epoch.parent, capture_output=True, text=True, check=False)
        for _ in range(2)
    ]
    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr
    assert runs[0].stdout == runs[1].stdout
    assert "CANDIDATES · 1" in runs[0].stdout


@pytest.mark.skipif(not (EPOCH.exists() and MODELS_DEV.exists()), reason="the real tables are not here")
def test_the_real_tables_beside_the_landscape(tmp_path: Path) -> None:
    arguments = ("--epoch", EPOCH, "--models-dev", MODELS_DEV, "--format", "tsv")
    rows = _rows(_run(*arguments))
    lists = {name: [row for row in rows if row["list"] == name] for name in {row["list"] for row in rows}}
    sums: dict[str, dict[str, int]] = {}
    for row in lists["sum"]:
        sums.setdefault(row["file"], {})[row["field"]] = int(row["newer"])
    for count in sums.values():
        assert count.pop("rows") == sum(count.values())
    assert sum(sums["Epoch AI models"].values()) == 1036
    assert sums["Epoch AI models"]["keyed"] >= 100
    assert sums["models.dev"]["keyed"] >= 50
    known = {row["id"] for row in lists["difference"]}
    assert {"gpt-4", "imagen"} & known
    offered = [row for row in lists["candidate"] if "models-dev:" in row["keys"]]
    assert all(row["offers"] for row in offered)
    years = [row["date"].removeprefix("≤").replace("no date", "")[:4] for row in lists["candidate"]]
    assert years == sorted(years, reverse=True)
    since = _rows(_run(*arguments, "--since", "2026-08"))
    new = [row for row in since if row["list"] == "candidate"]
    assert 0 < len(new) < len(lists["candidate"])
    assert {row["keys"] for row in new} <= {row["keys"] for row in lists["candidate"]}
    refused = tmp_path / "refused.tsv"
    lines = (f"{row['keys'].split(', ')[0]}\tlooked at\t2026-11-01" for row in new if '"' not in row["keys"])
    refused.write_text("\n".join(("key\twhy\tdate", *lines)) + "\n", encoding="utf-8")
    left = _rows(_run(*arguments, "--since", "2026-08", "--refused", refused))
    assert [row for row in left if row["list"] == "candidate"] == []
