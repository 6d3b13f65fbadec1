"""`genai-tui disagree`: counts, both sides, and what it says where nothing differs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.conftest import HEAD, MODELS, write_catalog


def two(folder: Path) -> list[str]:
    """Two catalogs that differ about a date and about who may have the weights."""
    write_catalog(folder / "tiny")
    write_catalog(
        folder / "huge",
        catalog=HEAD.replace("id: tiny", "id: huge").replace("title: Tiny", "title: Huge \\e[31m"),
        painter=MODELS["painter"]
        .replace("2022-04-06", "2022-07-01")
        .replace("weights: open", "weights: closed")
        + "same_as: ['tiny:painter']\n",
    )
    return ["-c", str(folder / "tiny"), "-c", str(folder / "huge")]


def test_counts_and_both_sides(run: Run, tmp_path: Path) -> None:
    told = run("disagree", *two(tmp_path))
    assert told.status == 0
    assert "3 pairs of records that are one model" in told.out
    assert "RELEASE DATE · 1 of 3 differ" in told.out
    assert "Painter 2  2022-04-06 (Tiny) · 2022-07-01 (Huge" in told.out
    assert "\x1b" not in told.out


def test_one_field_by_any_of_its_names(run: Run, tmp_path: Path) -> None:
    catalogs = two(tmp_path)
    whole = run("disagree", *catalogs, "--field", "weights").out
    assert "WEIGHTS · 1 of 1 differ" in whole
    assert "RELEASE" not in whole
    for name in ("availability.weights", "Weights"):
        assert run("disagree", *catalogs, "--field", name).out == whole
    wrong = run("disagree", "--field", "colour")
    assert wrong.status == 2
    assert "is not a field that is compared" in wrong.err


def test_json_and_tsv_say_the_same(run: Run, tmp_path: Path) -> None:
    catalogs = two(tmp_path)
    found = json.loads(run("disagree", *catalogs, "-f", "json").out)
    rows = [line.split("\t") for line in run("disagree", *catalogs, "-f", "tsv").out.splitlines()]
    assert rows[0][:2] == ["field", "id"]
    sides = [
        (each["field"], each["model"], side["value"]) for each in found["found"] for side in each["sides"]
    ]
    assert [(row[0], row[1], row[5]) for row in rows[1:]] == sides
    assert len(sides) == 4


def test_a_query_chooses_the_models_and_nothing_leaves_with_1(run: Run, tmp_path: Path) -> None:
    told = run("disagree", *two(tmp_path), "id:listener")
    assert told.status == 1
    assert "nothing differs" in told.err


def test_pairs_that_may_be_one_are_a_field_too(run: Run) -> None:
    told = run("disagree", "-c", "survey", "--field", "category")
    assert told.status == 0
    assert "CATEGORY · 4 differ" in told.out
    assert "RELEASE" not in told.out


def test_which_pairs_may_be_one_is_a_question_by_itself(run: Run, tmp_path: Path) -> None:
    write_catalog(tmp_path / "tiny")
    head = HEAD.replace("id: tiny", "id: huge").replace("title: Tiny", "title: Huge")
    other = MODELS["painter"].replace("id: painter", "id: painter-two")
    write_catalog(tmp_path / "huge", catalog=head, **{"painter-two": other})
    catalogs = ["-c", str(tmp_path / "tiny"), "-c", str(tmp_path / "huge")]
    for name in ("same", "same_as", "SAME"):
        told = run("disagree", *catalogs, "--field", name).out
        assert "huge:painter-two" in told
        assert "both are called Painter 2" in told
        assert "differ" not in told.splitlines()[-1]


def test_what_was_decided_is_counted_and_no_longer_told(run: Run, tmp_path: Path) -> None:
    catalogs = two(tmp_path)
    models = tmp_path / "mine" / "models"
    models.mkdir(parents=True)
    (models / "painter.yaml").write_text("released: {date: 2022-07-01}\n")
    told = run("disagree", *catalogs, "--overlay", str(tmp_path / "mine"))
    assert "1 decided" in told.out
    assert "RELEASE DATE" not in told.out
    assert "WEIGHTS · 1 of 1 differ" in told.out
