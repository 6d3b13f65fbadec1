"""Ecosystem Graphs: each field of an entry, what is made of it, and what the report says where it is not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Ancestor, Catalog, Model
from genai_tui.storage.importers.ecosystem_graphs import MAX_FILES, recognizes
from genai_tui.storage.loader import open_catalog

ENTRY = {"name": "Speaker", "organization": "Lab", "type": "model", "created_date": "2022-05-03"}


def yaml_of(*entries: dict[str, str]) -> str:
    return "".join(
        "- " + "\n  ".join(f"{key}: {value}" for key, value in entry.items()) + "\n" for entry in entries
    )


def read(tmp_path: Path, *entries: dict[str, str]) -> Catalog:
    folder = tmp_path / "assets"
    folder.mkdir(exist_ok=True)
    (folder / "lab.yaml").write_text(yaml_of(*entries))
    catalog, problems = open_catalog(str(tmp_path), use_cache=False)
    assert not problems
    return catalog


def of(tmp_path: Path, **fields: str) -> tuple[Model, list[str]]:
    """Return the model of an entry with some fields more, and what the report says."""
    catalog = read(tmp_path, ENTRY | fields)
    (model,) = (*catalog.models, *catalog.others)
    told = [
        f"{each.what}: {each.count} {', '.join(each.examples)} {each.field or ''}".strip()
        for each in catalog.report
    ]
    unplaced = "models without a category: no rule matches their inputs and outputs: 1 Speaker cat"
    assert (unplaced in told) == (model.category == "unplaced")
    return model, [each for each in told if each != unplaced]


@pytest.mark.parametrize(
    ("size", "count", "note"),
    [
        ("7B parameters", 7_000_000_000, None), ("1.5 M", 1_500_000, None), ("~3K params (dense)", 3_000, "dense"), ("2T", 2 * 10**12, None), ("0.5k parameter", 500, None),
        ("7B cats", None, None), ("0B", None, None), ("many", None, None), ("9999999999T", None, None), ("unknown", 0, None),
    ],
)  # fmt: skip
def test_a_size_is_a_number_of_parameters(
    tmp_path: Path, size: str, count: int | None, note: str | None
) -> None:
    model, told = of(tmp_path, size=size)
    if count:
        assert [(each.count, each.note) for each in model.parameters] == [(count, note)]
        assert not told
    else:
        assert model.parameters == ()
        assert told == ([f"sizes not understood: 1 Speaker: {size} params"] if count is None else [])


@pytest.mark.parametrize(
    ("access", "license_", "weights", "license_told", "note", "report"),
    [
        ("open", "MIT", "open", "MIT", None, []), ("closed", "", "closed", None, None, []), ("Full public access", "", "open", None, "access: Full public access", []),
        ("public", "apache-2.0", "open", "Apache-2.0", "access: public", []), ("no access", "", "closed", None, "access: no access", []), ("none", "", None, None, None, []),
        ("limited: a form", "", None, None, "access: limited: a form", []), ("on request", "", None, None, "access: on request", ["words on access not understood: 1 on request weights"]),
        ("", "Own words", None, "Own words", None, []), ("", "", None, None, None, []),
    ],
)  # fmt: skip
def test_words_on_access_say_whether_weights_can_be_had(
    tmp_path: Path,
    access: str,
    license_: str,
    weights: str | None,
    license_told: str | None,
    note: str | None,
    report: list[str],
) -> None:
    model, told = of(tmp_path, access=f"'{access}'", license=f"'{license_}'")
    had = model.availability
    assert (had and had.weights, had and had.license, had and had.note) == (weights, license_told, note)
    assert told == report
    assert (had is None) == (not (weights or license_told or note))


@pytest.mark.parametrize(
    ("written", "date", "report"),
    [
        ("2022-05-03", "2022-05-03", []), ("2022-05", "2022-05", []), ("2022", "2022", []), ("2022-05-03 (announced)", "2022-05-03", []), ("2022-13-40", None, ["dates not understood: 1 Speaker: 2022-13-40 date"]),
        ("May 2022", None, ["dates not understood: 1 Speaker: May 2022 date"]), ("unknown", None, []),
    ],
)  # fmt: skip
def test_a_date_is_read_from_its_beginning(
    tmp_path: Path, written: str, date: str | None, report: list[str]
) -> None:
    model, told = of(tmp_path, created_date=f"'{written}'")
    assert (model.released and model.released.date) == date
    assert told == report


@pytest.mark.parametrize(
    ("modality", "inputs", "outputs", "report"),
    [
        ("text; text", ("text",), ("text",), []), ("text, Images; videos", ("text", "image"), ("video",), []), ("text", (), (), ["modalities without inputs and outputs: 1 text in"]),
        ("text;", ("text",), (), []), ("unknown", (), (), []),
    ],
)  # fmt: skip
def test_what_goes_in_and_comes_out(
    tmp_path: Path, modality: str, inputs: tuple[str, ...], outputs: tuple[str, ...], report: list[str]
) -> None:
    model, told = of(tmp_path, modality=modality)
    assert (model.inputs, model.outputs) == (inputs, outputs)
    assert told == report


def test_other_fields_are_carried_and_what_is_left_is_counted(tmp_path: Path) -> None:
    model, told = of(
        tmp_path, url="https://x.example/a b", training_hardware="8 GPUs", training_time="3 days", description="Speaks.",
        quality_control="{value: none, explanation: Nobody looked.}", odd="1", empty="''",
    )  # fmt: skip
    assert model.links is not None
    assert model.links.homepage == "https://x.example/a"
    assert model.training is not None
    assert (model.training.hardware, model.training.time, model.summary) == ("8 GPUs", "3 days", "Speaks.")
    (line,) = [each for each in told if each.startswith("filled fields not carried over")]
    assert line == "filled fields not carried over, by name: 2 quality_control.explanation (1), odd (1)"
    model, told = of(tmp_path, url="see the paper")
    assert model.links is None
    assert told[-1] == "addresses not understood: 1 Speaker: see the paper"
    assert of(tmp_path, training_time="3 days")[0].training is not None
    assert of(tmp_path)[0].training is None


def test_kinds_of_assets(tmp_path: Path) -> None:
    catalog = read(
        tmp_path, ENTRY, ENTRY | {"name": "Pile", "type": "dataset", "size": "3B", "modality": "text"}, ENTRY | {"name": "App", "type": "Application"},
        ENTRY | {"name": "Odd", "type": "thing"},
    )  # fmt: skip
    assert [each.id for each in catalog.models] == ["speaker"]
    assert [(each.id, each.type, each.parameters, each.inputs) for each in catalog.others] == [
        ("pile", "dataset", (), ()), ("app", "application", (), ()), ("odd", "dataset", (), ()),
    ]  # fmt: skip
    assert any(
        each.what == "types not understood, taken for datasets" and each.examples == ("Odd: thing",)
        for each in catalog.report
    )
    assert catalog.head.date == "2022-05-03"


def test_what_a_model_depends_on(tmp_path: Path) -> None:
    catalog = read(
        tmp_path, ENTRY | {"dependencies": "[Base, base, Outside, Speaker, unknown, [3]]"}, ENTRY | {"name": "Base", "created_date": "2021"},
        ENTRY | {"name": "base", "created_date": "2020"}, ENTRY | {"name": "One", "dependencies": "Base"}, ENTRY | {"name": "Free", "dependencies": "none"},
    )  # fmt: skip
    speaker, base, other, one, free = catalog.models
    assert (base.id, other.id) == ("base", "base-2")
    assert speaker.based_on == (
        Ancestor(model="base", how="built_on"), Ancestor(model="base", how="built_on"), Ancestor(name="Outside", how="built_on"),
    )  # fmt: skip
    assert one.based_on == (Ancestor(model="base", how="built_on"),)
    assert free.based_on == ()
    told = {each.what: each.examples for each in catalog.report}
    assert told[
        "names that stand for two entries or more; dependencies on one are taken to mean the first"
    ] == ("base",)
    assert told["entries that are said to depend on themselves"] == ("Speaker",)


def test_organizations_of_an_entry_and_their_country(tmp_path: Path) -> None:
    catalog = read(
        tmp_path, ENTRY, ENTRY | {"name": "Two", "nationality": "Norway"}, ENTRY | {"name": "Three", "organization": "'Lab, Other'", "nationality": "France"},
        ENTRY | {"name": "Four", "nationality": "France"}, ENTRY | {"name": "Five", "nationality": "Atlantis"},
    )  # fmt: skip
    assert {each.id: each.country for each in catalog.organizations.values()} == {"lab": "NO", "other": None}
    assert [[part.id for part in model.organizations] for model in catalog.models][2] == ["lab", "other"]
    told = {each.what: each.examples for each in catalog.report}
    assert told["countries not known here"] == ("Atlantis",)
    assert told["countries of entries with several organizations: they do not say whose"] == ("Three",)
    assert told["organizations whose entries differ on the country; the first stands"] == ("Lab",)


def test_a_table_is_read_as_the_folder_is(tmp_path: Path) -> None:
    path = tmp_path / "assets.csv"
    path.write_text(
        "name,organization,type,created_date,modality,dependencies,size\n"
        "Speaker,Lab,model,2022-05-03,text; text,\"['Base']\",7B\nBase,Lab,model,2021,,[,\nNameless,,model,2021,,,\n"
    )
    assert recognizes(path)
    catalog, _ = open_catalog(str(path), use_cache=False)
    assert [each.id for each in catalog.models] == ["speaker", "base"]
    assert catalog.models[0].based_on == (Ancestor(model="base", how="built_on"),)
    told = {each.what: each.examples for each in catalog.report}
    assert told["dependencies not understood"] == ("Base: [",)
    assert told["entries without name, organization or type"] == ("Nameless model 2021",)


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        (yaml_of(ENTRY), True), (yaml_of({key: value for key, value in ENTRY.items() if key != "type"}), False), (yaml_of(ENTRY | {"type": "thing"}), False),
        (yaml_of({key: value for key, value in ENTRY.items() if key != "created_date"}), False), ("- {name: a, organization: b, type: 'dataset', modality: c}\n", True), ("a: b\n", False),
    ],
)  # fmt: skip
def test_a_folder_of_assets_is_known_by_their_keys(tmp_path: Path, text: str, is_known: bool) -> None:
    (tmp_path / "a.yaml").write_text(text)
    assert recognizes(tmp_path) is is_known
    assert recognizes(tmp_path / "a.yaml") is is_known
    assert not recognizes(tmp_path / "none")
    (tmp_path / "catalog.yaml").write_text("id: x\n")
    assert not recognizes(tmp_path)


def test_files_that_cannot_be_read_are_told_and_none_at_all_is_an_error(tmp_path: Path) -> None:
    read(tmp_path, ENTRY)
    (tmp_path / "assets" / "broken.yaml").write_text("- [")
    catalog, _ = open_catalog(str(tmp_path), use_cache=False)
    (told,) = [each for each in catalog.report if each.what == "files that cannot be read"]
    assert told.examples[0].startswith("broken.yaml:")
    assert MAX_FILES == 5_000
    (tmp_path / "assets" / "lab.yaml").write_text(
        yaml_of({"name": "x", "organization": "unknown", "type": "model", "modality": "text"})
    )
    with pytest.raises(CatalogError, match="holds no assets that can be read"):
        open_catalog(str(tmp_path), use_cache=False)
