"""`check` says for each id whether what is relied on still stands, and is never green for what is not known."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import MODELS, write_catalog

PAINTER = MODELS["painter"]
OPEN = "{weights: open, api: false, license: Apache-2.0}"
STATUS = "status: {state: STATE, date: 2022-12}\n"


def with_(availability: str = OPEN, more: str = "") -> str:
    return PAINTER.replace(OPEN, availability) + more


# what painter says today, what is expected, what comes of it, and a word of the line
CASES = [
    (with_(), "weights:open", 0, "ok"),
    (with_(), "weights:open license:Apache-2.0", 0, "ok"),
    (with_(), "license:MIT,Apache-2.0", 0, "ok"),
    (with_(), "not:weights:closed", 0, "ok"),
    (with_(), "date:2022-04..", 0, "ok"),
    (with_(), "params:3b..", 0, "ok       painter  params is 3.5B~"),
    (with_(), "weights:closed", 1, "weights is open, expected weights:closed"),
    (with_(), "license:MIT", 1, "license is Apache-2.0, expected license:MIT"),
    (with_(), "not:weights:open", 1, "expected not:weights:open"),
    (with_(), "year:2023..", 1, "year is 2022"),
    (with_(), "status:active", 3, "status is not known, expected status:active"),
    (with_(), "not:status:retired", 3, "status is not known"),
    (with_(), "weights:open status:active", 3, "status is not known"),
    (with_(), "weights:closed status:active", 1, "weights is open, expected weights:closed; status is not known"),
    (with_(more=STATUS.replace("STATE", "active")), "status:active", 0, "ok"),
    (with_(more=STATUS.replace("STATE", "deprecated")), "status:active", 1, "status is deprecated"),
    (with_(more=STATUS.replace("STATE", "retired")), "not:status:retired", 1, "status is retired"),
    (with_("{weights: open}"), "license:Apache-2.0", 3, "license is not known"),
    (with_("{weights: open}"), "not:license:MIT", 3, "license is not known"),
    (with_("{weights: open}"), "not:license:unknown", 3, "license is not known"),
    (with_("{api: true}"), "weights:open", 3, "weights is not known"),
    (PAINTER.replace("2022-04-06, event", "2022, event"), "date:2022-06..", 3, "date is 2022"),
    (PAINTER.replace("2022-04-06, event", "2022, event"), "not:date:2022-06..", 3, "date is 2022"),
    (PAINTER.replace("2022-04-06, event", "2022, event"), "date:2023..", 1, "date is 2022"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "status", "told"), CASES)
def test_how_a_model_stands(
    run: Run, make: Callable[..., Path], text: str, expected: str, status: int, told: str
) -> None:
    ran = run("check", "-c", make(painter=text), "painter", "--expect", expected)
    state = {0: "ok", 1: "changed", 3: "unknown"}[status]
    assert ran.status == status
    assert ran.out.startswith(f"{state:<8} painter")
    assert told in ran.out


def test_an_older_edition_says_what_stood_there(run: Run, make: Callable[..., Path], tmp_path: Path) -> None:
    today = make(painter=with_("{weights: closed, license: Apache-2.0}"))
    old = write_catalog(tmp_path / "old")
    ran = run("check", "-c", today, "painter", "--expect", "weights:open", "--against", old)
    assert ran.status == 1
    assert "weights is closed, expected weights:open; Tiny of 2023-01-11 said open" in ran.out
    alone = run("check", "-c", today, "painter", "listener", "--against", old)
    assert alone.status == 1
    assert "availability.weights: open → closed" in alone.out
    assert "ok       listener" in alone.out
    (today / "models" / "listener.yaml").unlink()
    gone = run("check", "-c", today, "listener", "--expect", "weights:open", "--against", old)
    assert (gone.status, "is gone: Tiny of 2023-01-11 had it" in gone.out) == (1, True)
    back = run("check", "-c", old, "listener", "--against", today)
    assert (back.status, "is new: Tiny of 2023-01-11 did not have it" in back.out) == (1, True)


def test_ids_come_from_words_files_and_standard_input(run: Run, folder: Path, tmp_path: Path) -> None:
    listed = tmp_path / "ids.txt"
    listed.write_text("id\n# ours\npainter  # drawings\n\nnobody\tx\nPAINTER2\n")
    ran = run("check", "-c", folder, listed, "--expect", "weights:open", "-f", "github")
    assert ran.status == 3
    first, last = ran.out.splitlines()
    assert first.startswith(f"::warning file={listed},line=5,col=1,title=unknown::nobody: in no catalog")
    assert last.startswith("::notice title=age of the data::")
    piped = run("check", "-c", folder, "-", "--expect", "weights:open", stdin=listed.read_text())
    assert re.findall(r"(?m)^(?:ok|unknown) +(\S+)", piped.out) == ["painter", "nobody", "PAINTER2"]
    both = run("check", "-c", "-", "-", "--expect", "weights:open")
    assert (both.status, "cannot be both" in both.err) == (2, True)


def test_a_document_says_it_all(run: Run, folder: Path) -> None:
    ran = run(
        "check", "-c", folder, "painter", "nobody", "--expect", "weights:closed status:active", "-f", "json"
    )
    document = json.loads(ran.out)
    painter, nobody = document["results"]
    assert (painter["state"], nobody["state"], nobody["model"]) == ("changed", "unknown", None)
    assert [(each["state"], each["found"]) for each in painter["findings"]] == [
        ("changed", "open"),
        ("unknown", None),
    ]
    assert document["age_days"] == (datetime.date.today() - datetime.date(2023, 1, 11)).days


@pytest.mark.parametrize(
    ("date", "age"), [("2999", "0 days old"), ("2023-01", " days old"), ("2023", " days old")]
)
def test_the_age_of_the_data_is_told(run: Run, make: Callable[..., Path], date: str, age: str) -> None:
    from tests.conftest import HEAD

    place = make(catalog=HEAD.replace("date: 2023-01-11", f"date: {date}"))
    ran = run("check", "-c", place, "painter", "--expect", "weights:open")
    assert ran.out.splitlines()[-1].startswith(f"data: Tiny of {date}, ")
    assert ran.out.endswith(f"{age}\n")


@pytest.mark.parametrize(
    ("date", "most", "status", "state"),
    [("2999", "0", 0, "ok"), ("2023-01", "30", 3, "unknown"), ("2023-01", "99999", 0, "ok"), ("1950", "99999", 3, "unknown")],
)  # fmt: skip
def test_nothing_is_ok_where_the_data_is_too_old(
    run: Run, make: Callable[..., Path], date: str, most: str, status: int, state: str
) -> None:
    folder = make()
    path = folder / "catalog.yaml"
    path.write_text(
        re.sub(r"(?m)^date: .*$", f"date: {date}", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    for more in ([], ["--expect", "id:painter"]):
        ran = run("check", "painter", "-c", folder, "--max-age", most, *more)
        assert (ran.status, ran.out.split()[0]) == (status, state), ran
        assert ("expected at most" in ran.out) is (state == "unknown")
    changed = run("check", "painter", "-c", folder, "--max-age", "0", "--expect", "id:other")
    assert changed.status == 1, "what has changed has changed, however old the data is"
    assert run("check", "painter", "-c", folder).status == 2
    assert run("check", "painter", "-c", folder, "--max-age", "-1").status == 2


def test_a_name_of_several_models_names_four_of_them_and_one_of_none_what_is_near(
    run: Run, make: Callable[..., Path]
) -> None:
    twins = {
        f"twin{number}": PAINTER.replace("painter2", "Twin").replace("id: painter", f"id: twin{number}")
        for number in range(5)
    }
    ran = run("check", "-c", make(**twins), "Twin", "--max-age", "100000")
    assert ran.status == 3
    assert "Twin  several models are called so: twin0, twin1, twin2, twin3\n" in ran.out
    near = run("check", "-c", make(), "painterr", "--max-age", "100000")
    assert "painterr  in no catalog (near: painter, twin0, twin1)" in near.out
