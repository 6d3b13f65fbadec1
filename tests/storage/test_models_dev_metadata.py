"""Metadata of models in models.dev: `models.json`, `catalog.json` and a checkout of the repository open as catalogs.

The sample is ours; its keys are those of the schema that models.dev publishes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.model import Catalog, Model, ParameterCount, Result, Status
from genai_tui.catalog.provenance import claim, state_of, told_fields
from genai_tui.storage.importers import format_of
from genai_tui.storage.importers.import_report import Report
from genai_tui.storage.importers.models_dev_metadata import _aliases
from genai_tui.storage.importers.unread_fields import Entry
from genai_tui.storage.loader import open_catalog

HERON: dict[str, Any] = {
    "id": "moonshotai/heron-3", "name": "Heron 3", "description": "Open model for long documents.", "family": "heron",
    "series": "h3", "attachment": True, "reasoning": True, "tool_call": True, "structured_output": False,
    "temperature": True, "knowledge": "2025-12", "release_date": "2026-01-02", "last_updated": "2026-01-03",
    "modalities": {"input": ["text", "image"], "output": ["text"]}, "open_weights": True,
    "limit": {"context": 400_000, "input": 272_000, "output": 128_000}, "license": "apache-2.0",
    "parameters": {"total": 1_026_408_232_448, "active": 32_000_000_000, "architecture": "moe", "estimate": True,
                   "source": "https://example.com/config"},
    "links": [
        {"label": "Tech report", "url": "https://example.com/report.pdf", "type": "paper"},
        {"label": "Model card", "url": "https://example.com/model", "type": "model_card"},
        {"url": "https://example.com/blog", "type": "blog"},
    ],
    "weights": [
        {"label": "Hugging Face", "url": "https://huggingface.co/lab/heron-3", "format": "safetensors"},
        {"url": "https://huggingface.co/lab/heron-3-fp8", "quantization": "fp8"},
    ],
    "benchmarks": [
        {"name": "SWE-Bench Verified", "score": 71.2, "metric": "resolved", "harness": "Harness", "variant": "high",
         "dataset": "verified", "version": "1", "source": "https://example.com/results", "date": "2026-01-02"},
        {"name": "GPQA", "score": "84.5%", "source": "https://example.com/results"},
        {"name": "Arena", "score": "first"},
    ],
    "aliases": ["moonshotai/heron"],
}  # fmt: skip
PLAIN: dict[str, Any] = {
    "id": "alibaba/teal", "name": "Teal", "description": "Small.", "base_model": "moonshotai/heron-3",
    "open_weights": False, "modalities": {"input": ["text"], "output": ["text"]}, "release_date": "2026-02",
}  # fmt: skip
MODELS = {each["id"]: each for each in (HERON, PLAIN)}
RESOLD: dict[str, Any] = {
    "name": "Heron 3", "canonical_model_id": "moonshotai/heron-3", "base_model": "moonshotai/heron-3", "open_weights": False,
    "release_date": "2026-03-01", "knowledge": "2024-01", "reasoning": False, "status": "deprecated", "family": "bird",
    "limit": {"context": 8_000, "output": 4_000}, "cost": {"input": 1.5, "output": 3},
    "modalities": {"input": ["text"], "output": ["text"]},
}  # fmt: skip
PROVIDERS = {
    "shop": {"id": "shop", "name": "Shop", "npm": "x", "env": [], "models": {"moonshotai/heron-3": RESOLD}}
}


def opened(folder: Path, table: object, name: str = "catalog.json") -> Catalog:
    path = folder / name
    path.write_text(json.dumps(table), encoding="utf-8")
    assert format_of(path) is not None
    return open_catalog(str(path), use_cache=False)[0]


def model_of(catalog: Catalog, id_: str) -> Model:
    model = catalog.model(id_)
    assert model is not None
    return model


@pytest.mark.parametrize("indent", [None, 2])
def test_metadata_alone_are_models(tmp_path: Path, indent: int | None) -> None:
    path = tmp_path / "any name"
    path.write_text(json.dumps(MODELS, indent=indent), encoding="utf-8")
    catalog, problems = open_catalog(str(path), use_cache=False)
    assert not problems
    assert [each.id for each in catalog] == ["heron-3", "teal"]
    heron, teal = catalog.models
    assert heron.parameters == (ParameterCount(1_026_408_232_448, 32_000_000_000, estimated=True),)
    assert heron.architecture
    assert heron.architecture.family == "mixture of experts"
    assert (heron.family, heron.context_length, heron.knowledge_cutoff) == ("heron", 400_000, "2025-12")
    assert heron.capabilities
    can = heron.capabilities
    assert (can.reasoning, can.tool_call, can.structured_output) == (True, True, False)
    assert heron.released
    assert (heron.released.date, heron.released.event) == ("2026-01-02", None)
    assert heron.availability
    assert (heron.weights, heron.availability.license) == ("open", "Apache-2.0")
    assert heron.availability.api is None, "nobody offers it here"
    assert heron.links
    assert heron.links.weights == "https://huggingface.co/lab/heron-3"
    assert heron.links.homepage == "https://example.com/blog"
    assert heron.summary == "Open model for long documents."
    assert heron.aliases == ("moonshotai/heron",)
    assert [catalog.organizations[each.id].name for each in heron.organizations] == ["Moonshot AI"]
    assert not heron.disputes
    assert not heron.offers
    assert heron.status is None
    assert [each.model for each in teal.based_on] == ["heron-3"]


def test_results_stand_with_their_pages(tmp_path: Path) -> None:
    catalog = opened(tmp_path, MODELS)
    heron = model_of(catalog, "heron-3")
    page = next(each for each in heron.sources if each.url == "https://example.com/results")
    assert page.supports == ("results",)
    assert heron.results == (
        Result("resolved", 71.2, None, "SWE-Bench Verified",
               "variant high · harness Harness · dataset verified · version 1 · measured 2026-01-02", page.id),
        Result("score", 84.5, "%", "GPQA", None, page.id),
        Result("score", None, None, "Arena", "score first", None),
    )  # fmt: skip
    assert {each.url for each in claim(catalog, heron, "results").sources} == {
        "https://models.dev", "https://example.com/results",
    }  # fmt: skip
    shown = [
        item.text for sheet in model_pages(catalog, heron) for item in sheet.items if item.field == "results"
    ]
    assert any(text.startswith("resolved 71.2 · SWE-Bench Verified") for text in shown)


def test_every_page_that_metadata_names_is_to_be_found(tmp_path: Path) -> None:
    heron = model_of(opened(tmp_path, MODELS), "heron-3")
    addresses = {each.url for each in heron.sources}
    addresses |= {heron.links.homepage, heron.links.weights} if heron.links else set()
    named = [each["url"] for each in (*HERON["links"], *HERON["weights"])]
    assert set(named) <= addresses


def test_the_own_entry_counts_more_than_a_resellers_word(tmp_path: Path) -> None:
    catalog = opened(tmp_path, {"models": MODELS, "providers": PROVIDERS})
    assert len(catalog) == 2
    heron = model_of(catalog, "heron-3")
    assert (heron.weights, heron.date, heron.knowledge_cutoff, heron.context_length) == (
        "open", "2026-01-02", "2025-12", 400_000,
    )  # fmt: skip
    assert heron.family == "heron"
    assert heron.status is None, "a reseller's status is that of its offer"
    (offer,) = heron.offers
    assert (offer.provider, offer.input_price, offer.context, offer.status) == (
        "Shop",
        1.5,
        8_000,
        "deprecated",
    )
    assert {each.field: each.why for each in heron.disputes} == dict.fromkeys(
        ("availability.weights", "released", "inputs", "knowledge_cutoff", "capabilities.reasoning"),
        "models.dev's own entry of the model says so.",
    )
    for dispute in heron.disputes:
        assert [each.by for each in dispute.claims] == [("Shop",), ("its own entry",)]
    assert heron.availability
    assert heron.availability.api is True


@pytest.mark.parametrize("table", [MODELS, {"models": MODELS, "providers": PROVIDERS}])
def test_no_claim_without_a_source(tmp_path: Path, table: object) -> None:
    catalog = opened(tmp_path, table)
    for model in catalog:
        for field in told_fields(model):
            assert claim(catalog, model, field).sources, field
        supported = {field for source in model.sources for field in source.supports}
        assert all(state_of(model, field) != "unknown" for field in supported)


_PATHS = [
    *((key,) for key in HERON if key not in ("id", "name", "modalities")),
    *(("limit", key) for key in HERON["limit"]), *(("parameters", key) for key in HERON["parameters"]),
    *((table, 0, key) for table in ("links", "weights", "benchmarks") for key in HERON[table][0]),
]  # fmt: skip


@pytest.mark.parametrize("path", _PATHS, ids=lambda path: ".".join(map(str, path)))
def test_whatever_is_said_is_carried_or_counted_by_name(tmp_path: Path, path: tuple[str | int, ...]) -> None:
    """Taking a value away changes the record or the report."""
    less = json.loads(json.dumps(MODELS))
    place = less["moonshotai/heron-3"]
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    before, after = opened(tmp_path, MODELS), opened(tmp_path, less)
    assert (
        before.models != after.models or before.report != after.report or before.head.date != after.head.date
    )


@pytest.mark.parametrize("odd", [{"x": 1}, ["x"], 7, "x", True, -1, None, [3], [{"url": 1}], [{"name": []}]])
@pytest.mark.parametrize("key", [key for key in HERON if key != "id"])
def test_odd_values_are_taken_calmly(tmp_path: Path, key: str, odd: object) -> None:
    table = {**MODELS, "moonshotai/heron-3": {**HERON, key: odd}}
    catalog = opened(tmp_path, table)
    assert len(catalog) == 2
    for model in catalog:
        assert list(model_pages(catalog, model))


def offer_of(**more: Any) -> dict[str, Any]:
    return {"name": "Teal", "canonical_model_id": "openai/gpt-teal", "open_weights": False, **more}


@pytest.mark.parametrize(
    ("makers", "resellers", "field", "value", "disputed"),
    [
        ([{"knowledge": "2024-10"}], [{"knowledge": "2024-10"}], "knowledge_cutoff", "2024-10", False),
        ([{"knowledge": "2024-10"}], [{"knowledge": "2023-01"}], "knowledge_cutoff", "2024-10", True),
        ([{}], [{"knowledge": "2023-01"}], "knowledge_cutoff", None, False),
        ([], [{"knowledge": "2023-01"}, {"knowledge": "2024-01"}], "knowledge_cutoff", None, True),
        ([{"reasoning": True}], [{"reasoning": False}], "capabilities.reasoning", True, True),
        ([{}], [{"tool_call": True}], "capabilities.tool_call", None, False),
        ([{"structured_output": False}], [], "capabilities.structured_output", False, False),
        ([{"limit": {"context": 9000}}], [{"limit": {"context": 70}}], "context_length", 9000, False),
        ([{"limit": {"context": 9000}}, {"limit": {"context": 80}}], [], "context_length", None, True),
        ([], [{"limit": {"context": 70}}], "context_length", None, False),
        ([{"status": "deprecated"}], [{}], "status", Status(state="deprecated"), False),
        ([{"status": "deprecated"}, {}], [], "status", None, False),
        ([{"status": "beta"}], [], "status", None, False),
        ([{}], [{"status": "deprecated"}], "status", None, False),
        ([{"family": "gpt"}], [{"family": "bird"}], "family", "gpt", False),
        ([], [{"family": "gpt"}], "family", "gpt", False),
        ([], [{"family": "gpt"}, {"family": "bird"}], "family", None, False),
    ],
)  # fmt: skip
def test_what_only_the_maker_can_say_is_the_makers(
    tmp_path: Path, makers: list[dict[str, Any]], resellers: list[dict[str, Any]], field: str, value: object,
    disputed: bool,
) -> None:  # fmt: skip
    providers = {"openai": {f"gpt-teal@{n}": offer_of(**each) for n, each in enumerate(makers)}}
    providers |= {f"shop-{n}": {"openai/gpt-teal": offer_of(**each)} for n, each in enumerate(resellers)}
    table = {
        id_: {"name": id_, "npm": "x", "env": [], "models": models}
        for id_, models in providers.items()
        if models
    }
    (model,) = opened(tmp_path, table)
    found: object = model
    for name in field.split("."):
        found = getattr(found, name, None)
    assert found == value
    assert (state_of(model, field) == "disputed") is disputed


# A checkout of the repository


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


LAB = """name = "Heron 3"
description = "Open model."
family = "heron"
release_date = "2026-01-02"
last_updated = 2026-01-03
reasoning = true
knowledge = "2025-12"
open_weights = true
license = "MIT"

[limit]
context = 400_000
input = 272_000
output = 128_000

[modalities]
input = ["text", "image"]
output = ["text"]

[[benchmarks]]
name = "SWE-Bench Verified"
score = 71.2
"""
CHECKOUT = {
    "models/moonshotai/heron-3.toml": LAB,
    "labs/moonshotai/lab.toml": 'description = "x"\n',
    "package.json": "{}",
    "providers/shop/provider.toml": 'name = "Shop"\nnpm = "x"\nenv = ["KEY"]\ndoc = "https://example.com"\n',
    "providers/shop/models/moonshotai/heron-3.toml": (
        'base_model = "moonshotai/heron-3"\nbase_model_omit = ["limit.output", "knowledge"]\nname = "Heron 3 at Shop"\n'
        "[limit]\ncontext = 8000\n[cost]\ninput = 1.5\noutput = 3\n"
    ),
    "providers/shop/models/shop-1.toml": 'name = "Shop 1"\nopen_weights = false\nrelease_date = "2025-01"\n',
}


def test_a_checkout_opens_as_what_is_published(tmp_path: Path) -> None:
    catalog, problems = open_catalog(str(written(tmp_path, CHECKOUT)), use_cache=False)
    assert not problems
    assert sorted(each.id for each in catalog) == ["heron-3", "shop-1"]
    heron = model_of(catalog, "heron-3")
    assert heron.name == "Heron 3"
    assert (heron.context_length, heron.knowledge_cutoff, heron.date) == (400_000, "2025-12", "2026-01-02")
    assert [each.benchmark for each in heron.results] == ["SWE-Bench Verified"]
    (offer,) = heron.offers
    assert (offer.context, offer.output_limit, offer.knowledge) == (8_000, None, None)
    assert (offer.input_price, offer.reasoning) == (1.5, True)
    assert not heron.disputes
    assert catalog.head.date == "2026-01-03"


def test_what_of_a_checkout_cannot_be_read_is_counted(tmp_path: Path) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text('name = "secret"\n', encoding="utf-8")
    folder = written(tmp_path / "checkout", {
        **CHECKOUT, "models/lab/broken.toml": "name = ", "models/lab/latin.toml": "name = 'a'\n",
        "providers/shop/models/lost.toml": 'base_model = "nobody/nothing"\nname = "Lost"\n', "models/loose.toml": "a = 1\n",
    })  # fmt: skip
    (folder / "models/lab/latin.toml").write_bytes(b'name = "\xff"\n')
    (folder / "models/lab/link.toml").symlink_to(secret)
    catalog, _ = open_catalog(str(folder), use_cache=False)
    assert "secret" not in str(catalog.models)
    report = {each.what: each for each in catalog.report}
    assert report["files that could not be read"].count == 3
    assert report["offers of models that have no entry"].examples == ("shop/lost: nobody/nothing",)
    assert report["entries of models not understood"].examples == ("loose",)
    assert sorted(each.id for each in catalog) == ["heron-3", "nothing", "shop-1"]


@pytest.mark.parametrize("name", [name for name in CHECKOUT if name.endswith(".toml") and "labs" not in name])
def test_a_change_anywhere_in_a_checkout_is_seen(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = written(tmp_path / "checkout", CHECKOUT)
    (folder / "pnpm-workspace.yaml").write_text("packages: []\n", encoding="utf-8")
    before, _ = open_catalog(str(folder))
    assert open_catalog(str(folder))[0].models == before.models
    (folder / name).write_text(CHECKOUT[name].replace("3", "4").replace("Shop", "Stall"), encoding="utf-8")
    assert open_catalog(str(folder))[0].models != before.models


@pytest.mark.parametrize(
    ("given", "aliases", "odd"),
    [(["a", " b  c "], ("a", "b c"), []), (["a", 3, None], ("a",), ["3", "None"]), ([], (), []), ("a", (), []), (None, (), []), (["", "a"], ("a",), [])],
)  # fmt: skip
def test_other_names_are_texts(given: object, aliases: tuple[str, ...], odd: list[str]) -> None:
    report = Report()
    assert _aliases(Entry({"aliases": given}), report) == aliases
    assert report.count("aliases not understood") == len(odd)
    assert [each.examples for each in report.lines()] == ([tuple(odd)] if odd else [])
