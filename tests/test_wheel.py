"""The wheel holds the program and its data: neither the tests nor the tools."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import pytest

from genai_tui.cli.help_topics import TOPICS
from tests import wheel
from tests.scripts import ROOT

_WHY = "install the development tools anew: pip install -e '.[dev]'"
SdistBuilder = pytest.importorskip("hatchling.builders.sdist", reason=_WHY).SdistBuilder
WheelBuilder = pytest.importorskip("hatchling.builders.wheel", reason=_WHY).WheelBuilder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


def test_the_wheel_holds_the_program_and_its_data(built: Path) -> None:
    assert wheel.wrong(built) == []
    with zipfile.ZipFile(built) as archive:
        names = archive.namelist()
    assert "genai_tui/__main__.py" in names
    assert not [name for name in names if {"tools", "tests"} & set(Path(name).parts)]


def test_the_wheel_is_the_same_bytes_each_time(built: Path, tmp_path: Path) -> None:
    again = Path(next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])))
    assert again.name == built.name
    assert again.read_bytes() == built.read_bytes()


@pytest.mark.parametrize("name", ["tools/landscape.py", "tests/__init__.py", "docs/graph.md"])
def test_a_file_that_does_not_belong_there_would_be_noticed(name: str, built: Path, tmp_path: Path) -> None:
    (spoilt := tmp_path / built.name).write_bytes(built.read_bytes())
    with zipfile.ZipFile(spoilt, "a") as archive:
        archive.writestr(name, "")
    assert wheel.wrong(spoilt) == [f"{name} is not the program's"]


def test_a_wheel_too_large_or_without_catalogs_would_be_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(empty := tmp_path / "empty.whl", "w") as archive:
        archive.writestr("genai_tui/__init__.py", "")
    monkeypatch.setattr(wheel, "MOST_BYTES", 10)
    assert [each.rpartition(" ")[2] for each in wheel.wrong(empty)] == [
        *["missing"] * (3 + len(TOPICS)),
        "allowed",
    ]


def test_the_source_archive_has_the_tools(tmp_path: Path) -> None:
    archive = next(SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with tarfile.open(archive) as known:
        names = {name.partition("/")[2] for name in known.getnames()}
    assert {"tools/landscape.py", "tools/refused.tsv", "tests/tools/test_landscape.py"} <= names
