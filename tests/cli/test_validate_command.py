"""What `validate` says of folders, files and overlays, and where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import MODELS


def test_validate(run: Run, folder: Path, make: Callable[..., Path], tmp_path: Path) -> None:
    assert "24 models" in run("validate", "survey").err
    clean = run("validate", folder)
    assert (clean.status, clean.out) == (0, "")
    broken = run("validate", make(painter=MODELS["painter"].replace("summary", "sumary")))
    assert broken.status == 1
    assert "painter.yaml:7:1: sumary: there is no such field (did you mean summary?)" in broken.out
    lost = run("validate", tmp_path / "nowhere")
    assert (lost.status, lost.err.count("\n")) == (2, 1)


def test_validate_names_what_it_looked_at(
    run: Run, folder: Path, make: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubtful = make(painter=MODELS["painter"].replace("Apache-2.0", "Apche-2.0"))
    assert f"in {folder}" in run("validate", folder).err
    assert "comes with the program" in run("validate", "survey").err
    monkeypatch.chdir(folder / "models")
    assert f"0 problems in {folder}; good: 3 models" in run("validate").err
    monkeypatch.chdir(tmp_path)
    alone = run("validate")
    assert (alone.status, "no catalog.yaml here or above" in alone.err) == (0, True)
    warned = run("validate", doubtful)
    assert (warned.status, "did you mean Apache-2.0?" in warned.out) == (0, True)
    assert f"0 problems, 1 warning in {doubtful}" in warned.err
    assert run("validate", "--strict", doubtful).status == 1
    assert run("validate", "--strict", folder).status == 0
    both = run(
        "validate", folder, doubtful, doubtful / "models" / "listener.yaml", folder / "organizations.yaml"
    )
    assert (both.status, len(both.err.splitlines())) == (0, 4)
    assert all(str(each) in both.err for each in (folder, doubtful))
    (folder / "relation.yaml").write_text("")
    assert run("validate", folder, doubtful).status == 1


def test_a_folder_within_a_catalog_means_that_catalog(run: Run, folder: Path) -> None:
    ran = run("validate", folder / "models")
    assert (ran.status, ran.out) == (0, "")
    assert f"models is a part of {folder}: checking all of it" in ran.err
    assert f"0 problems in {folder}; good: 3 models" in ran.err


def test_validate_of_an_overlay_says_whose_id_was_meant(run: Run, folder: Path, tmp_path: Path) -> None:
    ours = tmp_path / "ours" / "models"
    ours.mkdir(parents=True)
    (ours / "paintre.yaml").write_text("summary: x\n")
    ran = run("validate", "-c", folder, "--overlay", ours.parent)
    assert ran.status == 1
    assert "did you mean painter?" in ran.out
    assert len(ran.out.splitlines()) == 1
    assert str(ours.parent) in ran.err


def test_validate_of_other_peoples_data_looks_at_what_is_read(run: Run, folder: Path, tmp_path: Path) -> None:
    """A folder in a known format is no broken catalog of this program, and no single file is a folder."""
    assets = tmp_path / "eco" / "assets"
    assets.mkdir(parents=True)
    asset = (
        "- {type: model, name: Sketcher, organization: Acme, created_date: 2022-04-06, dependencies: []}\n"
    )
    (assets / "acme.yaml").write_text(asset, encoding="utf-8")
    table = tmp_path / "table.csv"
    table.write_text("Model,Organization,Date,Domain,Task\nSketcher,Acme,2022,Vision,x\n", encoding="utf-8")
    for place in (assets.parent, table):
        ran = run("validate", place)
        assert (ran.status, ran.out) == (0, "")
        assert f"0 problems in {place}; good: 1 model" in ran.err
    (other := tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    ran = run("validate", other)
    assert ran.status == 2
    assert "of no format that is known here" in ran.out + ran.err
    assert "expected a folder" not in ran.out + ran.err


def test_validate_says_what_a_file_alone_and_a_broken_head_mean(
    run: Run, make: Callable[..., Path], tmp_path: Path
) -> None:
    alone = tmp_path / "alone" / "painter.yaml"
    alone.parent.mkdir()
    alone.write_text(MODELS["painter"], encoding="utf-8")
    ran = run("validate", alone)
    assert (ran.status, ran.out) == (0, "")
    assert f"0 problems in {alone}, for itself: there is no catalog.yaml beside it\n" in ran.err
    unusable = "not usable: catalog.yaml has to be right before the rest can be read"
    ran = run("validate", make(catalog="id: tiny\n"))
    assert (ran.status, unusable in ran.err) == (1, True)
    ran = run("validate", make(painter=MODELS["painter"].replace("summary", "sumary")))
    assert (ran.status, unusable in ran.err) == (1, False)
