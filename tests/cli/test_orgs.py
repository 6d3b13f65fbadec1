"""`genai-tui orgs` and `count --of orgs`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Run


def test_a_table_with_its_columns(run: Run, folder: Path) -> None:
    told = run("orgs", "-c", folder)
    head, *rows = told.out.splitlines()
    assert head.split() == [
        "Id",
        "Name",
        "Kind",
        "Country",
        "Models",
        "Partners",
        "Owners",
        "Owned",
        "Between",
        "Community",
    ]
    assert [row.split()[0] for row in rows] == ["acme", "uni"]
    assert told.status == 0


def test_what_is_asked_for_and_sorted_by_has_a_column(run: Run, folder: Path) -> None:
    head = run("orgs", "-c", folder, "--sort", "investors", "first:>=2000").out.splitlines()[0]
    assert "Investors" in head
    assert "First" in head


def test_every_format_tells_the_same_organizations(run: Run, folder: Path) -> None:
    ids = run("orgs", "-c", folder, "--ids").out.split()
    document = json.loads(run("orgs", "-c", folder, "-f", "json").out)
    assert [each["id"] for each in document["organizations"]] == ids
    assert {each["id"]: each["models"] for each in document["organizations"]} == {"acme": 2, "uni": 2}
    rows = list(csv.DictReader(io.StringIO(run("orgs", "-c", folder, "-f", "csv").out)))
    assert [row["id"] for row in rows] == ids
    assert [row["models"] for row in rows] == ["2", "2"]
    assert len(run("orgs", "-c", folder, "-f", "markdown").out.splitlines()) == 2 + len(ids)
    lines = run("orgs", "-c", folder, "-f", "jsonl").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids


def test_between_is_there_when_asked_for(run: Run) -> None:
    head, first, *_ = run("orgs", "--sort", "between", "--limit", "1").out.splitlines()
    assert float(first.split()[-2]) > 0, head
    assert int(first.split()[-1]) > 0


def test_a_query_an_id_and_a_count(run: Run, folder: Path) -> None:
    assert run("orgs", "-c", folder, "kind:university", "--ids").out.split() == ["uni"]
    assert run("count", "--of", "orgs", "-c", folder).out == "2\n"
    assert sorted(run("count", "--of", "orgs", "--by", "kind", "-c", folder).out.split()) == [
        "1",
        "1",
        "company",
        "university",
    ]
    wrong = run("orgs", "-c", folder, "zzqx:red")
    assert wrong.status == 2
    assert "fields are name, id, kind" in wrong.err
