"""The shipped table of identities: well formed, about records that exist, and right about makers, dates and sizes."""

from __future__ import annotations

import itertools
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from genai_tui.catalog.agreement import days_between
from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog, Model
from genai_tui.storage.identities import Identities, SameModel, read_identities
from genai_tui.storage.importers.models_dev_identity import sizes
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.merge import join
from genai_tui.storage.names import folded
from genai_tui.storage.organization_aliases import KnownName, read_aliases
from genai_tui.storage.shipped import aliases_path, identities_path, shipped_folder, shipped_names

DATA = Path(__file__).parents[3] / "shared" / "datasets"
FILES = {
    "epoch": ("epoch_notable_2026-01.csv", "epoch_notable_2026-07.csv"),
    "models-dev": ("models_dev_2026-09.json",),
    "crfm": ("ecosystem-graphs",),
}


@pytest.fixture(scope="module")
def table() -> Identities:
    return read_identities(identities_path())


@pytest.fixture(scope="module")
def real() -> Mapping[str, Sequence[Catalog]]:
    if not all((DATA / name).exists() for names in FILES.values() for name in names):
        pytest.skip("no real catalogs are here")
    found = {
        kind: [open_catalog(str(DATA / name), use_cache=False)[0] for name in names]
        for kind, names in FILES.items()
    }
    return found | {"": [open_catalog(name, use_cache=False)[0] for name in shipped_names()]}


# The form


def test_any_reader_of_yaml_reads_the_same(table: Identities) -> None:
    rows = yaml.safe_load(identities_path().read_text(encoding="utf-8"))
    same = [row for row in rows if "apart" not in row]
    assert [tuple(SameModel(**{key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}).keys) for row in same] == [
        row.keys for row in table.same
    ]  # fmt: skip
    assert len(rows) == len(table.same) + len(table.apart) > 400
    assert rows[len(same) :] == [{"apart": list(row.apart), "why": row.why} for row in table.apart]


def test_rows_are_sorted(table: Identities) -> None:
    rows = [row.keys[0].partition(":")[2] or row.keys[0] for row in table.same]
    assert rows == sorted(rows, key=lambda name: (name.casefold(), name))
    assert [row.apart[0] for row in table.apart] == sorted(
        (row.apart[0] for row in table.apart), key=str.casefold
    )
    for row in table.same:
        assert list(row.epoch) == sorted(row.epoch)
        assert list(row.crfm) == sorted(row.crfm)


def test_every_id_is_of_a_shipped_model(table: Identities) -> None:
    ids = {path.stem for path in shipped_folder().glob("*/models/*.yaml")}
    named = {key for row in (*table.same, *table.apart) for key in _keys(row) if ":" not in key}
    assert named <= ids
    assert len(named) > 200


def test_reading_takes_less_than_20_ms() -> None:
    read = read_identities.__wrapped__
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        read(identities_path())
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.02


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('- {"epoch": ["A"], "crfm": ["A"]}\n- {"epoch": ["A"], "crfm": ["B"]}', "epoch:A stands twice"),
        ('- {"epoch": ["A", "A"]}', "epoch:A stands twice"),
        ('- {"id": "a"}', "a stands alone in its row"),
        ("- {}", "a row stands alone in its row"),
        ('- {"epoch": ["A"], "crfm": ["A"]}\n- {"apart": ["epoch:A", "crfm:A"], "why": "x"}', "are one model in another row"),
        ('- {"apart": ["a"], "why": "x"}', "is told apart from nothing"),
        ('\n# x\n- {"epoch": ["A"], "crfm": "A"}', ":3:1: is no row of identities"),
        ('- {"apart": ["a", "b"]}', ":1:1: is no row of identities"),
        ('- {"epic": ["A"], "crfm": ["A"]}', ":1:1: is no row of identities"),
        ('- {"id": "A b", "crfm": ["A"]}', "'A b' is no id"),
        ("- {id: a, crfm: [A]}", ":1:1: is no row of identities"),
        ('- {"id": "a",\n  "crfm": ["A"]}', ":1:1: is no row of identities"),
        ('- {"id": "a", "crfm": ["\xff"]}', ":1:1: is no row of identities"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "identities.yaml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(CatalogError) as caught:
        read_identities(path)
    assert said in str(caught.value)


def test_a_table_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogError):
        read_identities(tmp_path / "none.yaml")


# What it says, against real catalogs


def test_every_key_names_one_record_that_exists(
    table: Identities, real: Mapping[str, Sequence[Catalog]]
) -> None:
    wrong = []
    for row in (*table.same, *table.apart):
        for key in _keys(row):
            found = [
                len(_records(catalog, key)) for catalog in real[key.partition(":")[0] if ":" in key else ""]
            ]
            if max(found) != 1:
                wrong.append((key, found))
    assert wrong == []


def test_rows_join_no_two_records_of_one_edition_but_in_models_dev(
    table: Identities, real: Mapping[str, Sequence[Catalog]]
) -> None:
    for row in table.same:
        for catalog in real["epoch"]:
            assert sum(len(_records(catalog, key)) for key in row.keys if key.startswith("epoch:")) < 2, (
                row.keys
            )
        # Stanford lists Imagen 3 and GPT-4o twice, once with each of two documents.
        assert len(row.crfm) < 2 or row.id in {"imagen-3", "gpt-4o"}


def test_makers_dates_and_sizes_of_a_row_agree(
    table: Identities, real: Mapping[str, Sequence[Catalog]]
) -> None:
    owners = _owners()
    wrong = []
    for row in table.same:
        records = [
            (key, catalog, model)
            for key in row.keys
            for catalog in real[key.partition(":")[0] if ":" in key else ""]
            for model in _records(catalog, key)
        ]
        makers = [_makers(owners, catalog, model) for _, catalog, model in records]
        for one, other in itertools.combinations(records, 2):
            stated = [sizes(key.rpartition("/")[2]) | sizes(model.name) for key, _, model in (one, other)]
            if all(stated) and stated[0].isdisjoint(stated[1]):
                wrong.append((one[0], other[0], "sizes"))
            if _days(one[2], other[2]) > 400:
                wrong.append((one[0], other[0], "dates"))
        for number, own in enumerate(makers):
            others = set().union(*makers[:number], *makers[number + 1 :])
            if own and others and own.isdisjoint(others):
                wrong.append((row.keys, records[number][0], "makers"))
    assert wrong == [], wrong


def test_less_than_1_percent_of_joined_rows_are_one_model_twice(
    table: Identities, real: Mapping[str, Sequence[Catalog]]
) -> None:
    survey = next(catalog for catalog in real[""] if catalog.head.id == "survey")
    catalogs = [survey, real["epoch"][0], real["models-dev"][0]]
    apart = {frozenset(pair) for row in table.apart for pair in itertools.combinations(row.apart, 2)}
    before = list(_twice(catalogs, [catalog.models for catalog in catalogs], apart))
    joined = join(catalogs, table)
    after = list(_twice([joined], [joined.models], apart))
    assert len(before) > 60
    assert len(after) < 0.01 * len(joined.models), after


def test_no_name_alone_joins(table: Identities, real: Mapping[str, Sequence[Catalog]]) -> None:
    joined = join([*real[""][::-1], real["epoch"][1], real["models-dev"][0], real["crfm"][0]], table)
    for names in (
        ("muse", "muse-spark"),
        ("gen-1", "gen-1-5-robot"),
        ("codex", "codex-mini"),
        ("lyria", "lyria-models-dev"),
        ("goat", "goat-7b"),
    ):
        found = [joined.model(name) for name in names]
        assert found[0]
        assert found[0] is not found[1], names


def test_every_row_joins_and_contradicts_no_other(
    table: Identities, real: Mapping[str, Sequence[Catalog]]
) -> None:
    for catalogs in (real[""], [catalog for catalog in real[""] if catalog.head.id == "survey"]):
        several = {
            "": catalogs,
            "epoch": real["epoch"],
            "models-dev": real["models-dev"],
            "crfm": real["crfm"],
        }
        joined = join([each for group in several.values() for each in group], table)
        assert joined.refused_keys == ()
        into = {
            (member.catalog, member.model.id): id_
            for id_, members in joined.members.items()
            for member in members
        }
        for row in table.same:
            found = [
                into.get((catalog.head.title, model.id))
                for key in row.keys
                for catalog in several[key.partition(":")[0] if ":" in key else ""]
                for model in _records(catalog, key)
            ]
            assert len(set(found)) < 2, row.keys
            assert len(found) < 2 or found[0], row.keys


# How it is looked up


def _keys(row: object) -> tuple[str, ...]:
    return row.keys if isinstance(row, SameModel) else row.apart  # type: ignore[attr-defined, no-any-return]


def _records(catalog: Catalog, key: str) -> list[Model]:
    """Return what a key means in a catalog: by id before by canonical id or name."""
    name = key.partition(":")[2] if ":" in key else key
    models = (*catalog.models, *catalog.others)
    return [model for model in models if model.id == name] or [
        model
        for model in models
        if ":" in key and (model.name == name or f"models-dev:{name}" in model.same_as)
    ]


def _owners() -> dict[str, KnownName]:
    known = read_aliases(aliases_path()).organizations
    named = {folded(name): each for each in known for name in (each.name, *each.spellings)}
    return named | {each.name: each for each in known}


def _owner(owners: Mapping[str, KnownName], name: str) -> str:
    """Return who an organization belongs to in the end, without what stands in brackets."""
    here = owners.get(folded(name)) or owners.get(folded(name.partition("(")[0]))
    while here and here.ties:
        here = owners[here.ties[0].of]
    return here.name if here else folded(name)


def _twice(
    catalogs: Sequence[Catalog], models: Sequence[Sequence[Model]], apart: set[frozenset[str]]
) -> Iterator[tuple[str, ...]]:
    """Yield ids of rows beyond the first that go by one name, with makers and dates that agree, told apart by nobody."""
    owners = _owners()
    named: dict[str, list[tuple[Catalog, Model]]] = defaultdict(list)
    for catalog, rows in zip(catalogs, models, strict=True):
        for model in rows:
            named[folded(model.name)].append((catalog, model))
    told = {key.partition(":")[2] or key for pair in apart for key in pair}
    for rows in named.values():
        groups: list[list[tuple[Catalog, Model]]] = []
        for catalog, model in rows:
            group = next(
                (each for each in groups if all(_alike(owners, it, (catalog, model)) for it in each)), None
            )
            if group is None:
                groups.append([(catalog, model)])
            elif told.isdisjoint({model.id, model.name, *(key.partition(":")[2] for key in model.same_as)}):
                group.append((catalog, model))
                yield group[0][1].id, model.id


def _alike(owners: Mapping[str, KnownName], one: tuple[Catalog, Model], other: tuple[Catalog, Model]) -> bool:
    mine, theirs = _makers(owners, *one), _makers(owners, *other)
    return _days(one[1], other[1]) <= 400 and not (mine and theirs and mine.isdisjoint(theirs))


def _makers(owners: Mapping[str, KnownName], catalog: Catalog, model: Model) -> set[str]:
    return {_owner(owners, catalog.organization_name(part.id)) for part in model.organizations}


def _days(one: Model, other: Model) -> int:
    """Return how far two releases lie apart; a day on which providers listed a model is none."""
    dates = [each.released.date for each in (one, other) if each.released and each.released.event != "listed"]
    return days_between(*dates) if len(dates) == 2 else 0
