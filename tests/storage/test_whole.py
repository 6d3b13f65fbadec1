"""Whatever a source says is in the record or counted by its name, and every claim has a source: real and made data."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.provenance import claim, state_of
from genai_tui.cli.main import door
from genai_tui.search.index import SearchIndex
from genai_tui.storage.importers.ecosystem_graphs import Asset, files_of
from genai_tui.storage.importers.epoch_vocabulary import accessibility
from genai_tui.storage.importers.vocabulary import EMPTY_CELLS
from genai_tui.storage.loader import open_catalog, shipped_names
from genai_tui.storage.yaml_tree import Mapping, Scalar, Sequence, YamlNode, parse, read_file

SHARED = Path(__file__).parents[3] / "shared"
REAL = sorted((SHARED / "datasets").glob("*")) if SHARED.exists() else []
EPOCH = [path for path in REAL if path.suffix == ".csv"]
ASSETS = SHARED / "datasets" / "ecosystem-graphs"
NAMING = frozenset({"id", "name", "type", "sources", "disputes", "survey"})


def real_catalogs() -> list[str]:
    return [str(path) for path in REAL if path.suffix == ".csv" or path.is_dir()]


@pytest.mark.parametrize("name", [*shipped_names(), *real_catalogs()])
def test_every_known_claim_has_a_source(name: str) -> None:
    catalog, _ = open_catalog(name)
    for model in (*catalog.models, *catalog.others):
        for field in Model.__struct_fields__:
            if field in NAMING or (
                field == "aliases" and name in shipped_names()
            ):  # spellings that people type
                continue
            known = claim(catalog, model, field)
            assert known.state == "unknown" or known.sources, (model.id, field)
            assert all(source.title for source in known.sources), (model.id, field)
    for organization in catalog.organizations.values():
        for field in Organization.__struct_fields__:
            if field not in ("id", "sources") and state_of(organization, field) != "unknown":
                assert claim(catalog, organization, field).sources, (organization.id, field)
    assert all(relation.sources for relation in catalog.relations)


def folded(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def told(catalog: Catalog, model: Model) -> tuple[str, set[float]]:
    """Return all text of a record, of its makers and of its bases, folded; and its numbers."""
    makers = [catalog.organizations[part.id] for part in model.organizations]
    bases = [catalog.model(each.model) for each in model.based_on if each.model]
    texts: list[str] = []
    numbers: set[float] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for each in value.values():
                walk(each)
        elif isinstance(value, list | tuple):
            for each in value:
                walk(each)
        elif isinstance(value, bool) or value is None:
            pass
        elif isinstance(value, int | float):
            numbers.add(float(value))
        else:
            texts.append(str(value))

    walk(msgspec.to_builtins([model, makers]))
    texts += [base.name for base in bases if base]
    return "\n".join(map(folded, texts)), numbers


def is_told(cell: str, text: str, numbers: set[float]) -> bool:
    try:
        value = float(cell.replace(",", ""))
    except ValueError:
        parts = [cell] if folded(cell) in text else re.split(r"[,;\n]| and ", cell)
        return all(folded(part) in text for part in parts)
    near = any(abs(value - number) <= 1e-6 * abs(value) for number in numbers)
    return near or folded(cell) in text or folded(f"{value:g}") in text


MEANT = {"Organization categorization", "Country (of organization)", "Confidence"}
"""Columns whose words become ours: a kind, a code, a mark. Other tests look at those."""
ELSEWHERE = {
    "Link": "rows with more than one address, of which the first is kept", "Training compute notes": "notes cut to", "Parameters notes": "notes cut to",
    "Accessibility notes": "notes cut to",
}  # fmt: skip
"""Columns of which the report counts something besides."""


@pytest.mark.parametrize("path", EPOCH, ids=lambda path: path.stem)
def test_every_cell_of_the_real_tables_is_told_or_counted(path: Path) -> None:
    catalog, _ = open_catalog(str(path))
    left = dict(counts(catalog, "cells of columns not carried over"))
    missing: Counter[str] = Counter()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Model"].strip()]
    for row, model in zip(rows, catalog.models, strict=True):
        text, numbers = told(catalog, model)
        for head, cell in row.items():
            says = any(part.strip().casefold() not in EMPTY_CELLS for part in cell.split(","))
            if says and head not in MEANT and not is_told(cell, text, numbers):
                missing[head] += 1
    for head, what in ELSEWHERE.items():
        besides = sum(line.count for line in catalog.report if line.what.startswith(what))
        missing[head] -= min(besides, missing[head])
    for head, count in missing.items():
        assert count <= left.get(head, 0), (head, count)
    assert set(left) <= set(rows[0])


def counts(catalog: Catalog, what: str) -> Iterator[tuple[str, int]]:
    """Yield the names that a line of the report counts, and how often each."""
    for line in catalog.report:
        for example in line.examples if line.what.startswith(what) else ():
            found = re.fullmatch(r"(.*) \((\d+)\)", example)
            assert found, example
            yield found[1], int(found[2])


def test_every_field_of_the_real_assets_is_told_or_counted() -> None:
    if not ASSETS.exists():
        pytest.skip("the assets are not here")
    catalog, _ = open_catalog(str(ASSETS))
    left = dict(counts(catalog, "filled fields not carried over"))
    records = {model.name: model for model in (*catalog.models, *catalog.others)}
    missing: Counter[str] = Counter()
    for file in files_of(ASSETS):
        for fields in plain(parse(read_file(file, file.name), file.name)):
            asset = Asset(fields)
            if asset.peek("name") not in records or asset.peek("type") == "":
                continue
            text, numbers = told(catalog, records[asset.peek("name")])
            for key in fields:
                for name in (key, f"{key}.explanation"):
                    value = asset.entry.peek(name)
                    cells = [value] if isinstance(value, str) else value or []
                    if not all(is_told(cell, text, numbers) for cell in cells if isinstance(cell, str)):
                        missing[name] += 1
    meant = {
        "type",
        "nationality",
        "access",
        "license",
        "size",
    }  # words that become ours, and have their own tests
    twice = sum(line.count for line in catalog.report if line.what.startswith("names that stand for two"))
    for name, count in missing.items():
        others = sum(line.count for line in catalog.report if name == "modality" and line.field == "in")
        assert name in meant or count <= left.get(name, 0) + twice + others, (name, count, left.get(name))


def plain(node: YamlNode) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {key.text: plain(value) for key, value in node.items}


@pytest.mark.parametrize(
    "made", ["two headings of one name", "two headings of one meaning", "a foreign heading"]
)
def test_odd_columns_are_counted_by_name(tmp_path: Path, made: str) -> None:
    more, name = {
        "two headings of one name": ("Model,Model", "Model (again)"),
        "two headings of one meaning": ("Model,System", "System"),
        "a foreign heading": ("Model,Surprise", "Surprise"),
    }[made]
    path = tmp_path / "t.csv"
    path.write_text(f"{more},Organization,Training compute (FLOP)\nA,beside,Lab,1e22\nB,,Lab,\n")
    catalog, _ = open_catalog(str(path))
    assert [model.name for model in catalog] == ["A", "B"]
    assert dict(counts(catalog, "cells of columns not carried over")) == {name: 1}


WORDS = [
    ("Open source", "open", "any", None), ("Open access (restricted use)", "restricted", "restricted", None),
    ("Open access (non-commercial)", "restricted", "noncommercial", None),
    ("Open access (unrestricted)", "open", "any", None),
    ("Open weights (unrestricted)", "open", "any", None),
    ("Open weights (non-commercial)", "restricted", "noncommercial", None),
    ("Open weights (restricted use)", "restricted", "restricted", None), ("API access", "closed", None, True),
    ("Hosted access (no API)", "closed", None, False), ("Unreleased", "closed", None, False),
]  # fmt: skip


@pytest.mark.parametrize(("words", "weights", "use", "api"), WORDS)
@pytest.mark.parametrize("heading", ["Model accessibility", "Accessibility"])
def test_words_of_every_edition_are_told_apart(
    tmp_path: Path, words: str, weights: str, use: str | None, api: bool | None, heading: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"System,Organization,Training compute (FLOP),{heading}\nA,Lab,1e22,{words}\n")
    catalog, _ = open_catalog(str(path))
    known = catalog.models[0].availability
    assert known is not None
    assert (known.weights, known.use, known.api, known.note) == (weights, use, api, words)
    assert not [line for line in catalog.report if line.field == "weights"]
    index = SearchIndex(catalog)
    assert len(index.ask(f"weights:{weights}").records) == 1
    assert len(index.ask("weights:open").records) == (use is not None)
    assert len(index.ask(f'"{words}"').records) == 1


def test_a_word_that_no_edition_had_is_kept_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "Model,Organization,Training compute (FLOP),Model accessibility\nA,Lab,1e22,By pigeon\nB,Lab,1,\n"
    )
    catalog, _ = open_catalog(str(path))
    known, silent = (model.availability for model in catalog)
    assert known is not None
    assert (known.weights, known.note) == (None, "By pigeon")
    assert silent is None
    line = next(line for line in catalog.report if line.field == "weights")
    assert (line.count, line.examples) == (1, ("By pigeon",))
    assert any(item.text == "By pigeon" for item in model_pages(catalog, catalog.models[0])[0].items)
    told_in_shell = CliRunner().invoke(door, ["list", "-c", str(path), "weights:open"])
    assert "By pigeon" in told_in_shell.stderr


@pytest.mark.parametrize("path", EPOCH, ids=lambda path: path.stem)
def test_each_word_of_the_real_tables_is_known_or_listed(path: Path) -> None:
    catalog, _ = open_catalog(str(path))
    listed = {example for line in catalog.report if line.field == "weights" for example in line.examples}
    with path.open(encoding="utf-8-sig", newline="") as file:
        words = {row["Model accessibility"] for row in csv.DictReader(file)} - {""}
    assert all(accessibility(word) or word in listed for word in words)
    assert len({accessibility(word) for word in words}) == len(words) - ("Hosted access (no API)" in words)


def test_what_a_source_does_not_say_stays_unknown(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        'Model,Organization,Training compute (FLOP),Base model\nA,Lab,,\nB,Lab,,"A,Other"\nC,Lab,,C\n'
    )
    catalog, _ = open_catalog(str(path))
    first, second, third = catalog.models
    assert (first.availability, first.training, first.parameters, first.released) == (None, None, (), None)
    assert first.category == "unplaced"
    assert [(each.model, each.name, each.how) for each in second.based_on] == [
        ("a", None, "built_on"), (None, "Other", "built_on"),
    ]  # fmt: skip
    assert third.based_on == ()
    assert any("built on themselves" in line.what for line in catalog.report)
    assert "built on, kind not said" in model_pages(catalog, second)[4].items[1].text
