"""Offers of models.dev: whose word a value is, which offers are one model, who made it, where it belongs.

A provider's word is that provider's claim; how many say something, and in which order, makes no difference.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genai_tui.catalog.claim_card import claim_card
from genai_tui.catalog.describe_claim import claim_items
from genai_tui.catalog.describe_model import model_pages
from genai_tui.catalog.diagnostics import CatalogError, CatalogNotFound
from genai_tui.catalog.model import Catalog, Model, Offer, Release
from genai_tui.catalog.provenance import claim, marks_of, state_of
from genai_tui.cli.output import models_in
from genai_tui.cli.record_text import card_of
from genai_tui.search.index import SearchIndex
from genai_tui.storage.importers import format_of, models_dev
from genai_tui.storage.importers.models_dev_categories import placed
from genai_tui.storage.importers.models_dev_claims import Word
from genai_tui.storage.importers.models_dev_identity import Found, sizes, told_apart
from genai_tui.storage.importers.models_dev_vocabulary import MAKERS, NAMESPACES, NO_ORGANIZATION
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.names import folded

SHARED = Path(__file__).parents[3] / "shared"
REAL = SHARED / "datasets" / "models_dev_2026-09.json"
CASES = SHARED / "cases"
PLACED = Path(__file__).parents[1] / "data" / "models_dev_placed.tsv"


def offer(
    name: str, date: str | None = "2025-08-05", weights: bool | None = None, **more: Any
) -> dict[str, Any]:
    told = {"name": name, "modalities": {"input": ["text"], "output": ["text"]}}
    return (
        told
        | ({"release_date": date} if date else {})
        | ({} if weights is None else {"open_weights": weights})
        | more
    )


def opened(folder: Path, providers: dict[str, dict[str, Any]]) -> Catalog:
    path = folder / "api.json"
    table = {
        id_: {"id": id_, "name": id_.title(), "npm": "x", "env": [], "models": models}
        for id_, models in providers.items()
    }
    path.write_text(json.dumps(table), encoding="utf-8")
    return open_catalog(str(path), use_cache=False)[0]


def only(catalog: Catalog) -> Model:
    (model,) = catalog.models
    return model


def real() -> list[Catalog]:
    found = [open_catalog(str(REAL), use_cache=False)[0]] if REAL.exists() else []
    try:
        found.append(open_catalog("models.dev", use_cache=False)[0])
    except CatalogNotFound:
        pass
    return found or pytest.skip("no real offers are here")


# Whose word it is


_SAID = st.lists(
    st.tuples(
        st.sampled_from([True, False, None]), st.sampled_from(["2025-08-05", "2025-08-09", "2025-03", "2024-01-01", None]),
        st.sampled_from([("text",), ("text", "image")]),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(_SAID, st.booleans(), st.randoms(use_true_random=False))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_a_value_is_the_makers_or_undisputed_or_none(
    tmp_path: Path,
    said: list[tuple[bool | None, str | None, tuple[str, ...]]],
    sold: bool,
    mixed: random.Random,
) -> None:
    providers = {
        f"shop-{number}": {
            "openai/teal": offer("Teal", date, weights, modalities={"input": list(side), "output": ["text"]})
        }
        for number, (weights, date, side) in enumerate(said)
    }
    if sold:
        providers["openai"] = {
            "gpt-teal": offer("Teal", "2025-08-01", True, canonical_model_id="openai/teal")
        }
        for shop in list(providers):
            providers[shop] = {
                id_: {**each, "canonical_model_id": "openai/teal"} for id_, each in providers[shop].items()
            }
    model = only(opened(tmp_path, providers))
    shuffled = list(providers.items())
    mixed.shuffle(shuffled)
    again = only(opened(tmp_path, dict(shuffled)))
    for field in ("availability", "released", "inputs", "organizations", "category", "name"):
        assert getattr(again, field) == getattr(model, field), "the order of providers decides"
    told = {
        each["open_weights"]
        for shop in providers.values()
        for each in shop.values()
        if "open_weights" in each
    }
    days = {
        each["release_date"]
        for shop in providers.values()
        for each in shop.values()
        if "release_date" in each
    }
    assert (state_of(model, "availability.weights") == "disputed") is (len(told) > 1)
    assert (state_of(model, "released") == "disputed") is (len(days) > 1)
    if sold:
        assert (model.weights, model.released and (model.released.date, model.released.event)) == (
            "open",
            ("2025-08-01", None),
        )
    else:
        assert model.weights == ("open" if told == {True} else None)
        assert model.released is None or model.released.event == "listed"
        assert model.released is None or all(day.startswith(model.released.date) for day in days)
    for dispute in model.disputes:
        sides = {name for each in dispute.claims for name in each.by}
        assert sides <= {each.provider for each in model.offers}
        assert len(dispute.claims) > 1


@pytest.mark.parametrize(
    ("sellers", "words"),
    [
        (("s1",), "closed weights, says S1; no offer is its maker's own"),
        (("s1", "s2", "s3", "s4"), "closed weights, says S1, S2, S3, S4; no offer is its maker's own"),
        (tuple(f"s{n}" for n in range(7)), "closed weights, says S0, S1, S2 and 4 others; no offer is its maker's own"),
    ],
)  # fmt: skip
def test_that_resellers_call_weights_closed_is_their_word_and_not_the_makers(
    tmp_path: Path, sellers: tuple[str, ...], words: str
) -> None:
    catalog = opened(tmp_path, {seller: {"lab/ibis": offer("Ibis", weights=False)} for seller in sellers})
    model = only(catalog)
    assert (model.weights, state_of(model, "availability.weights")) == (None, "unknown")
    assert model.availability is not None
    assert model.availability.note == words
    index = SearchIndex(catalog)
    assert not index.ask("weights:closed").records
    assert index.ask("weights:?").records == (model,)
    line = next(line for line in catalog.report if line.field == "weights")
    assert (line.count, line.examples) == (1, ("Ibis",))
    assert any(words in item.text for item in model_pages(catalog, model)[0].items)


def test_both_sides_of_a_dispute_are_told_with_who_says_so(tmp_path: Path) -> None:
    catalog = opened(tmp_path, {
        "s1": {"lab/ibis": offer("Ibis", weights=False)}, "s2": {"lab/ibis": offer("Ibis", weights=True)},
        "s3": {"lab/ibis": offer("Ibis", weights=True)},
    })  # fmt: skip
    model = only(catalog)
    items = list(claim_items(claim_card(catalog, model, "availability.weights")))
    assert items[0].text == "weights · disputed · 2 claims of 1 source"
    stated = [item.text for item in items if item.look in ("bullet", "link")]
    assert stated == [
        "≠ closed", "S1 in models-dev · models.dev", "≠ open", "S2, S3 in models-dev · models.dev",
    ]  # fmt: skip
    assert any(item.text.startswith("None chosen") for item in items)
    assert [item.text for item in lines_of(catalog, model, "Weights")] == ["disputed · API"]


def lines_of(catalog: Catalog, model: Model, label: str) -> list[Any]:
    return [item for page in model_pages(catalog, model) for item in page.items if item.label == label]


def test_no_real_record_whose_offers_differ_is_known() -> None:
    for catalog in real():
        for model in catalog:
            for dispute in model.disputes:
                assert "!" in marks_of(model, dispute.field)
                assert len({each.value for each in dispute.claims}) == len(dispute.claims) > 1
            supported = {path for source in model.sources for path in source.supports}
            for field in (
                "released",
                "organizations",
                "inputs",
                "outputs",
                "offers",
                "availability",
                "aliases",
            ):
                if state_of(model, field) != "unknown":
                    assert field in supported
                    assert claim(catalog, model, field).sources


# What an offer counts for


@pytest.mark.parametrize(
    ("offers", "price"),
    [
        ([], None),
        ([(None, None)], None),
        ([(0.0, None)], 0),
        ([(0.0, None), (0.25, None)], 0.25),
        ([(0.1, "deprecated"), (0.5, None)], 0.5),
        ([(0.1, "Deprecated"), (0.0, None)], 0),
        ([(0.1, "beta"), (0.5, None)], 0.5),
        ([(0.1, "beta"), (0.5, "alpha")], 0.1),
        ([(0.1, "beta"), (0.01, "deprecated")], 0.1),
        ([(0.1, "retired")], None),
    ],
)
def test_the_cheapest_is_a_real_price_that_can_be_had(
    tiny: Catalog, offers: list[tuple[float | None, str | None]], price: float | None
) -> None:
    told = tuple(
        Offer(provider=f"P{i}", input_price=each, status=status) for i, (each, status) in enumerate(offers)
    )
    model = Model(id="x", name="X", category="text-to-text", sources=tiny.models[0].sources, offers=told)
    assert model.price == price
    lines = [
        i.text
        for page in model_pages(tiny, model)
        for i in page.items
        if i.field == "offers" and i.look == "bullet"
    ]
    if price:
        assert lines[0].split(": ")[1].startswith(f"{price:g}")
    for line in lines:
        provider = int(line[1 : line.index(":")])
        assert (told[provider].status or "") in line
        assert ("0 stated" in line) is (told[provider].input_price == 0)


# Which offers are one model


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("gemma3:4b", "gemma3:12b", False), ("gemma3:4b", "lab/gemma3-4b", True), ("gpt-oss:20b", "gpt-oss:120b", False),
        ("kimi:free", "lab/kimi", True), ("kimi:thinking", "kimi", True), ("kimi:thinking:1024", "kimi", True),
        ("claude-opus-4@eu", "claude-opus-4", True), ("claude-opus-4@20250514", "claude-opus-4-20250514", True),
        ("deepseek-v4:0813", "deepseek-v4", False), ("llama3.1:8b-instruct-q4_K_M", "llama3.1-8b-instruct", True),
        ("mixtral:8x7b", "mixtral:8x22b", False), ("gemma3n:e2b", "gemma3n:e4b", False), ("smol:0.5b", "smol:1.5b", False),
        ("hf:lab/Kimi-K3", "lab/kimi-k3", True), ("nova-v1:0", "nova-v1", True), ("gemma:270m", "gemma:2b", False),
        ("qwen2-5-72b-instruct", "Qwen/Qwen2.5-72B-Instruct", True), ("flux_2-klein", "FLUX.2-klein", True),
        ("bge_m3", "bge-m3", True), ("gpt-4.1", "gpt-41", False), ("seed-1.6", "seed-16", False), ("k2.5", "k2", False),
        ("lab/heron-2-maas", "heron-2", True), ("heron-8b-fp8-dynamic", "heron-8b", True), ("heron-TEE", "heron", True),
        ("heron-int4-awq", "heron", True), ("lab--heron-2", "lab/heron-2", True), ("heron-turbo", "heron", False),
        ("heron-fast", "heron", False), ("heron-thinking", "heron", False), ("heron-mini", "heron", False),
        ("heron-2508", "heron", False), ("heron-preview", "heron", False), ("fp8", "bf16", False), ("--", "-tee", False),
    ],
)  # fmt: skip
def test_ids_of_one_model(tmp_path: Path, one: str, other: str, same: bool) -> None:
    catalog = opened(
        tmp_path, {"s1": {one: offer("One", "2025-01-01")}, "s2": {other: offer("Two", "2025-03-01")}}
    )
    assert (len(catalog) == 1) is same
    assert sorted(each.name or "" for model in catalog for each in model.offers) == sorted((one, other))


def test_a_maker_before_a_hyphen_is_a_namespace_where_another_id_has_it_as_one(tmp_path: Path) -> None:
    shops = {"s1": {"lab/heron-3": offer("Heron", "2025-01-01")}, "s2": {"lab-heron-3": offer("Lab Heron", "2025-03-01")},
             "s3": {"lab-ibis-3": offer("Ibis", "2025-03-01")}, "s4": {"ibis-3": offer("An Ibis", "2024-03-01")}}  # fmt: skip
    assert sorted(model.id for model in opened(tmp_path, shops)) == ["heron-3", "ibis-3", "lab-ibis-3"]


def test_an_id_that_spells_a_canonical_one_is_of_that_model(tmp_path: Path) -> None:
    catalog = opened(tmp_path, {
        "s1": {"egret-1-6-251015": offer("Egret", canonical_model_id="lab/egret-1-6")},
        "s2": {"egret-1.6": offer("Another", "2025-12-23")},
        "s3": {"egret-1.60": offer("A third", "2025-12-23")},
    })  # fmt: skip
    assert [(model.id, model.same_as, len(model.offers)) for model in catalog] == [
        ("egret-1-6", ("models-dev:lab/egret-1-6",), 2), ("egret-1-60", (), 1),
    ]  # fmt: skip


def test_of_two_models_under_one_name_each_goes_by_the_one_that_spells_its_id(tmp_path: Path) -> None:
    catalog = opened(tmp_path, {
        f"s{number}": {
            "coot-4-flash": offer("Coot 4 Flash", "2026-04-24", canonical_model_id="lab/coot-4-flash"),
            "coot-flash": offer(name, "2026-09-10", canonical_model_id="lab/coot-4.1-flash"),
        } for number, name in enumerate(["Coot 4 Flash", "Coot 4 Flash", "Coot 4.1 Flash"])
    })  # fmt: skip
    assert {model.id: model.name for model in catalog} == {
        "coot-4-flash": "Coot 4 Flash", "coot-4-1-flash": "Coot 4.1 Flash",
    }  # fmt: skip


def test_models_of_one_name_are_told_apart_by_what_their_ids_state(tmp_path: Path) -> None:
    models = {
        "qwen3-max": offer("Qwen3 Max", "2025-09-24"), "qwen3-max-2026-01-23": offer("Qwen3 Max", "2026-01-23"),
        "gemini-3-pro-image": offer("Nano Banana Pro", "2026-05-28"),
        "gemini-3-pro-image-preview": offer("Nano Banana Pro", "2025-11-20"),
        "dola-seed-2-0-pro": offer("Seed 2.0 Pro", "2026-03-28"), "seed-2-0-pro": offer("Seed 2.0 Pro", "2026-02-14"),
        "command-r-08-2024": offer("Command R"), "command-r-plus-08-2024": offer("Command R+"),
    }  # fmt: skip
    catalog = opened(tmp_path, {"shop": models})
    assert {each.id: each.name for each in catalog.models} == {
        "qwen3-max": "Qwen3 Max", "qwen3-max-2026-01-23": "Qwen3 Max (2026-01-23)",
        "gemini-3-pro-image": "Nano Banana Pro (gemini-3-pro-image)",
        "gemini-3-pro-image-preview": "Nano Banana Pro (gemini-3-pro-image-preview)",
        "dola-seed-2-0-pro": "Seed 2.0 Pro (dola)", "seed-2-0-pro": "Seed 2.0 Pro",
        "command-r-08-2024": "Command R", "command-r-plus-08-2024": "Command R+",
    }  # fmt: skip
    snapshot = catalog.model("qwen3-max-2026-01-23")
    assert snapshot
    assert "Qwen3 Max" in snapshot.aliases


_IDS = st.from_regex(r"[ab1](-[ab12]){0,3}", fullmatch=True)
_NAMES = st.from_regex(r"[ABab1]( [abAB12]){0,2}( \([ab1](-[ab12])?\))?", fullmatch=True)


@given(st.dictionaries(_IDS, _NAMES, min_size=1, max_size=8))
def test_no_two_names_are_alike(names: dict[str, str]) -> None:
    apart = told_apart(names)
    assert apart.keys() == names.keys()
    assert len({folded(each) for each in apart.values()}) == len(names)
    assert all(new == names[id_] or new.startswith(f"{names[id_]} (") for id_, new in apart.items())


def test_no_two_real_models_have_one_name() -> None:
    for catalog in real():
        named = Counter(folded(each.name.replace("+", "plus")) for each in catalog.models)
        assert [name for name, count in named.items() if count > 1] == []


def test_every_real_offer_is_of_one_model() -> None:
    if not REAL.exists():
        pytest.skip("no real offers are here")
    (catalog, _), told = (
        open_catalog(str(REAL), use_cache=False),
        json.loads(REAL.read_text(encoding="utf-8")),
    )
    assert sum(len(model.offers) for model in catalog) == sum(len(each["models"]) for each in told.values())


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("qwen3-30b-a3b", {"30b"}), ("Mixtral 8x7B", {"8x7b"}), ("gpt-4.1", set()), ("gemma-3n-E4B", {"e4b"}), ("k2", set()),
        ("qwen-3-8-2-4t-a95b", {"4t", "2.4t"}), ("whisper-large-v3", set()), ("smollm-135m", {"135m"}), ("r1-0528", set()),
    ],
)  # fmt: skip
def test_stated_sizes(text: str, stated: set[str]) -> None:
    assert sizes(text) == stated


@given(st.lists(st.sampled_from(["0.6b", "1.7b", "4b", "8x7b", "12b", "27b", "e4b", "270m"]), min_size=2, max_size=4, unique=True),
       st.sampled_from([":", "-"]), st.booleans())  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_two_sizes_are_never_one_model(tmp_path: Path, stated: list[str], sign: str, canonical: bool) -> None:
    said = {"canonical_model_id": "lab/heron"} if canonical else {}
    catalog = opened(tmp_path, {
        "one": {f"heron{sign}{size}": offer("Heron", **said) for size in stated},
        "two": {f"lab/heron-{size}": offer(f"Heron {size}", **said) for size in stated},
    })  # fmt: skip
    for model in catalog:
        assert len({frozenset(sizes(each.name or "")) for each in model.offers}) == 1
    assert len(catalog) == len(stated)


def test_no_real_model_has_two_sizes() -> None:
    for catalog in real():
        for model in catalog:
            stated = [found for each in model.offers if (found := sizes(each.name or ""))]
            assert all(one & other for one in stated for other in stated), model.id


def test_an_offer_without_a_maker_goes_with_its_canonical_model(tmp_path: Path) -> None:
    for key in ("canonical_model_id", "base_model"):
        catalog = opened(tmp_path, {
            "shop": {"Haiku Latest": offer("Haiku", "2026-01-01", **{key: "anthropic/claude-haiku-4-5"})},
            "other": {"anthropic/claude-haiku-4-5": offer("Claude Haiku 4.5", **{key: "anthropic/claude-haiku-4-5"})},
            "third": {"claude-haiku-4-5": offer("Claude Haiku 4.5", "2025-10-15")},
        })  # fmt: skip
        model = only(catalog)
        assert (model.id, len(model.offers)) == ("claude-haiku-4-5", 3)
        assert [catalog.organization_name(part.id) for part in model.organizations] == ["Anthropic"]


# Who makes it


@pytest.mark.parametrize(
    ("provider", "offer_id", "maker"),
    [
        ("openai", "gpt-4", "OpenAI"), ("anthropic", "claude-opus-4-0", "Anthropic"), ("mistral", "zai-glm-5-2", None),
        ("mistral", "open-mixtral-8x7b", "Mistral AI"), ("alibaba", "kimi-k3", None), ("alibaba", "qwen-max", "Alibaba"),
        ("shop", "gpt-4", None), ("shop", "openai/gpt-4", "OpenAI"), ("shop", "mistralai/mixtral", "Mistral AI"),
        ("shop", "Qwen/qwen3", "Alibaba"), ("shop", "z-ai/glm-5", "Z.ai"), ("shop", "zai-org/GLM-5", "Z.ai"),
        ("shop", "meta-llama/llama-4", "Meta"), ("shop", "deepinfra/google/gemma", "Google"), ("shop", "hf:openai/gpt-oss", "OpenAI"),
        ("shop", "~openai/gpt", "OpenAI"), ("amazon-bedrock", "us.anthropic.claude-opus-4-v1:0", "Anthropic"),
        ("amazon-bedrock", "amazon.nova-pro-v1:0", "Amazon"), ("shop", "newlab/first-1", "newlab"), ("shop", "models/first", None),
        ("shop", "routers/auto", None), ("shop", "TEE/kimi", None), ("shop", "public/kimi", None), ("shop", "huihui-ai/qwen3", None),
        ("shop", "lab--first", "lab"), ("shop", "amazon--nova", "Amazon"), ("shop", "bytedance-seed/seed", "ByteDance"),
        ("shop", "cerebras/gpt-oss", None), ("shop", "intfloat/e5", None), ("shop", "HuggingFaceTB/smol", "Hugging Face"),
        ("shop", "PaddlePaddle/ocr", "Baidu"), ("shop", "kwaipilot/kat", "Kuaishou"), ("shop", "huggingface/kat", None),
        ("shop", "shop/first", None), ("shop", "azure/gpt-4", None), ("arcee", "deepseek/deepseek-v4", "DeepSeek"),
    ],
)  # fmt: skip
def test_the_maker_is_who_says_so(tmp_path: Path, provider: str, offer_id: str, maker: str | None) -> None:
    catalog = opened(tmp_path, {provider: {offer_id: offer("First")}})
    names = [catalog.organization_name(part.id) for part in only(catalog).organizations]
    assert names == ([maker] if maker else [])


def test_organizations_of_real_offers_are_no_places_to_run_and_stand_once() -> None:
    for catalog in real():
        plain = Counter(
            "".join(filter(str.isalnum, each.name.casefold())) for each in catalog.organizations.values()
        )
        assert plain.most_common(1)[0][1] == 1
        makers = {"".join(filter(str.isalnum, each.casefold())) for each in NAMESPACES.values()}
        assert not (set(plain) & NO_ORGANIZATION) - makers  # Hugging Face runs models, and makes some
        assert {"OpenAI", "Mistral AI", "Alibaba", "Z.ai", "Google"} <= {
            each.name for each in catalog.organizations.values()
        }
        sold = [model for model in catalog if any(name(each) in OWN for each in model.offers)]
        assert len(sold) > 10
        assert all(model.organizations or state_of(model, "organizations") == "disputed" for model in sold)


OWN = frozenset({"OpenAI", "Anthropic", "xAI", "DeepSeek", "Moonshot AI"})
"""Providers, by name, that sell only models of their own."""


def name(each: Offer) -> str:
    return each.provider


def test_every_maker_that_sells_goes_by_its_best_known_name() -> None:
    from genai_tui.storage.organization_aliases import read_aliases
    from genai_tui.storage.shipped import aliases_path

    known = {each.name for each in read_aliases(aliases_path()).organizations}
    assert {maker for maker, _ in MAKERS.values()} - known == {"Morph"}


# Nothing is lost in silence


def test_every_key_of_real_offers_is_carried_or_counted_by_name() -> None:
    if not REAL.exists():
        pytest.skip("no real offers are here")
    catalog, _ = open_catalog(str(REAL), use_cache=False)
    counted = " ".join(example for each in catalog.report for example in each.examples)
    carried = {
        "id", "name", "family", "status", "reasoning", "tool_call", "structured_output", "knowledge", "open_weights",
        "release_date", "canonical_model_id", "base_model", "models",
    }  # fmt: skip
    within = {
        "modalities": {"input", "output"},
        "limit": {"context", "output"},
        "cost": {"input", "output", "cache_read", "cache_write"},
    }
    for provider in json.loads(REAL.read_text(encoding="utf-8")).values():
        for told in (provider, *provider["models"].values()):
            for key, value in told.items():
                if key in carried or value in (None, "", [], {}):
                    continue
                inner = set(value) - within.get(key, set()) if isinstance(value, dict) else None
                names = [key] if inner is None else [f"{key}.{each}" for each in inner]
                assert all(f"{each} (" in counted or f"{each}." in counted for each in names), names


def test_what_of_an_offer_is_carried_is_shown(tmp_path: Path) -> None:
    told = offer("Teal", reasoning=True, tool_call=False, structured_output=True, knowledge="2024-10", status="beta",
                 cost={"input": 1, "output": 2, "cache_read": 0.1, "cache_write": 1.25, "tiers": [1]},
                 limit={"context": 8000, "output": 4000}, last_updated="2025-09-01")  # fmt: skip
    catalog = opened(tmp_path, {"shop": {"lab/teal": told}})
    items = (item for page in model_pages(catalog, only(catalog)) for item in page.items)
    text = next(item.text for item in items if item.field == "offers")
    assert text == (
        "Shop: 1 → 2 · beta · cache read 0.1 · cache write 1.25 · 8K context · 4K output · reasoning · no tools · "
        "structured output · knowledge to 2024-10"
    )
    assert {"last_updated (1)", "cost.tiers (1)"} <= {
        example for each in catalog.report for example in each.examples
    }


@pytest.mark.parametrize("value", [{"x": 1}, ["x"], 7, "x", True, -1, "2024-13-40", [3]])
@pytest.mark.parametrize(
    "key",
    ["id", "name", "family", "status", "open_weights", "release_date", "knowledge", "reasoning", "canonical_model_id",
     "modalities.input", "modalities.output", "cost.input", "cost.cache_read", "limit.context"],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_counted(tmp_path: Path, key: str, value: Any) -> None:
    told = offer("Teal")
    table, _, inner = key.partition(".")
    if inner:
        told[table] = {**told.get(table, {}), inner: value}
    else:
        told[key] = value
    plain = only(opened(tmp_path, {"shop": {"lab/teal": offer("Teal", release_date="2025-08-05")}}))
    catalog = opened(tmp_path, {"shop": {"lab/teal": told}})
    report = " ".join(f"{each.what} {' '.join(each.examples)}" for each in catalog.report)
    assert (
        only(catalog) != plain
        or key in report
        or inner in report.split()
        or f"{inner}:" in report
        or str(value) in report
    )


# What is models.dev's


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"updated_at": "2026-07-01", "models": [{"id": "a", "npm": "x", "env": []}]}, "no format"),
        ({"models": {"a": {"npm": "x", "env": []}}}, "no providers with models"),
        ({"a": {"title": "talk", "models": "none"}}, "no format"),
        ({"a": {"env": [], "models": {}}}, "no providers with models"),
        ({"openai/gpt-4": {"id": "gpt-4", "open_weights": False, "modalities": {"input": ["text"]}}}, "no providers with models"),
    ],
)  # fmt: skip
def test_another_table_is_refused_in_plain_words(tmp_path: Path, table: object, words: str) -> None:
    path = tmp_path / "api.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    with pytest.raises(CatalogError, match=words):
        open_catalog(str(path), use_cache=False)


def test_providers_within_a_larger_table_are_read(tmp_path: Path) -> None:
    path = tmp_path / "catalog.json"
    providers = {"openai": {"name": "OpenAI", "env": [], "npm": "x", "models": {"gpt-4": offer("GPT-4")}}}
    path.write_text(json.dumps({"providers": providers, "models": {}}), encoding="utf-8")
    assert format_of(path) is not None
    assert only(open_catalog(str(path), use_cache=False)[0]).name == "GPT-4"


# Where it belongs


def _placed_by_hand() -> list[tuple[str, list[str], list[str], str]]:
    rows = [
        line.split("\t")
        for line in PLACED.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    return [(id_, inputs.split("+"), outputs.split("+"), category) for id_, inputs, outputs, category in rows]


def test_the_rules_place_as_people_do() -> None:
    rows = _placed_by_hand()
    assert len(rows) >= 200
    wrong = {
        id_: category
        for id_, inputs, outputs, category in rows
        if (placed(id_, inputs, outputs)[0] or "unplaced") != category
    }
    assert len(wrong) <= 0.03 * len(rows), wrong
    unplaced = sum(placed(id_, inputs, outputs)[0] is None for id_, inputs, outputs, _ in rows)
    assert unplaced < 0.05 * len(rows)


@pytest.mark.parametrize(
    ("id_", "inputs", "outputs", "category", "also"),
    [
        ("gpt-5", ["text", "image", "pdf"], ["text"], "text-to-text", ("image-to-text",)),
        ("gemini-3-pro-image", ["text", "image"], ["text", "image"], "text-to-image", ("text-to-text", "image-to-text")),
        ("qwen3-vl-8b", ["text", "image"], ["text"], "image-to-text", ("text-to-text",)),
        ("gpt-5-codex", ["text", "image"], ["text"], "text-to-code", ("text-to-text", "image-to-text")),
        ("deepseek-v3", ["text"], ["text"], "text-to-text", ()),
        ("whisper-1", ["audio"], ["text"], "text-to-audio", ()),
        ("gpt-realtime-2", ["text", "audio"], ["text", "audio"], "text-to-audio", ("text-to-text",)),
        ("qwen3-omni", ["text", "audio"], ["text", "audio"], "text-to-text", ()),
        ("nv-embedcode-7b", ["text"], ["text"], None, ()),
        ("mystery", [], [], None, ()),
    ],
)  # fmt: skip
def test_a_model_stands_where_it_belongs_and_where_it_also_does(
    id_: str, inputs: list[str], outputs: list[str], category: str | None, also: tuple[str, ...]
) -> None:
    assert placed(id_, inputs, outputs) == (category, also)


def test_few_real_models_are_unplaced() -> None:
    for catalog in real():
        assert sum(model.category == "unplaced" for model in catalog) < 0.05 * len(catalog)


# The small inputs that once came out wrong


def case(name: str) -> Catalog:
    path = CASES / name
    return (
        open_catalog(str(path), use_cache=False)[0] if path.exists() else pytest.skip(f"{name} is not here")
    )


def test_weights_that_resellers_differ_on_are_disputed() -> None:
    catalog = case("api_weights.json")
    _, *rows = models_in("table", catalog, catalog.models)
    assert len(rows) == 2
    assert all("disputed!" in row for row in rows)


def test_sizes_behind_a_colon_are_three_models() -> None:
    catalog = case("api_colon.json")
    assert {model.id for model in catalog} == {"heron3-4b", "heron3-12b", "heron3-27b"}
    middle = catalog.model("heron3-12b")
    assert middle is not None
    assert [each.provider for each in middle.offers] == ["Pond Cloud", "Shop A"]


def test_a_deprecated_offer_is_not_the_cheapest() -> None:
    catalog = case("api_status.json")
    shown = "\n".join(card_of(catalog, only(catalog)))
    assert shown.index("S2: 0.5") < shown.index("S1: 0.1")
    assert "S1: 0.1 → 0.2 · deprecated" in shown
    assert only(catalog).price == 0.5


@pytest.mark.parametrize(
    ("sellers", "said"),
    [
        ("a", "says a;"), ("ba", "says a, b;"), ("dcba", "says a, b, c, d;"), ("edcba", "says a, b, c and 2 others;"),
        ("abcdefaab", "says a, b, c and 3 others;"),
    ],
)  # fmt: skip
def test_of_those_who_call_weights_closed_four_or_three_and_the_number_of_others_are_named(
    sellers: str, said: str
) -> None:
    offers = [Found(each, each, "m", {}) for each in sellers]
    assert said in models_dev._closed_by(offers)


@pytest.mark.parametrize(
    ("own", "others", "value", "release"),
    [
        (("2024-05-13",), ("2023-01-01",), None, Release("2024-05-13", None)),
        (("2024-05-13", "2024-05-20"), (), None, Release("2024-05", None)),
        (("2024-05", "2024-06-01"), (), None, Release("2024", None)), (("2023", "2024"), (), None, None),
        ((), ("2024-05-13", "2024-05-13"), "2024-05-13", Release("2024-05-13", "listed")),
        ((), ("2024-05-13", "2024-05"), "2024-05", Release("2024-05", "listed")), ((), (), "2024", Release("2024", "listed")),
        ((), (), None, None),
    ],
)  # fmt: skip
def test_a_day_is_what_all_that_count_agree_in(
    own: tuple[str, ...], others: tuple[str, ...], value: str | None, release: Release | None
) -> None:
    said = tuple((each, ("somebody",)) for each in others)
    assert models_dev._released(Word(value, own, said)) == release


IMAGES = {"input": ["text", "image"], "output": ["text"]}
SPEECH = {"input": ["text"], "output": ["audio"]}


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ({"open_weights": True}, {"open_weights": False}, "open weights"), ({"release_date": "2024-01-01"}, {"release_date": "2025-01-01"}, "the date"),
        ({}, {"modalities": IMAGES}, "what goes in"), ({}, {"modalities": SPEECH}, "what comes out"),
        ({"knowledge": "2024-01"}, {"knowledge": "2024-06"}, "the knowledge cut-off"), ({"reasoning": True}, {"reasoning": False}, "reasoning"),
        ({"tool_call": True}, {"tool_call": False}, "calling tools"), ({"structured_output": True}, {"structured_output": False}, "structured output"),
    ],
)  # fmt: skip
def test_what_the_offers_of_a_model_differ_on_is_told(
    tmp_path: Path, one: dict[str, Any], other: dict[str, Any], what: str
) -> None:
    sellers = {"zeta": {"wood-1": offer("Wood 1", **one)}, "eta": {"wood-1": offer("Wood 1", **other)}}
    told = [line.what for line in opened(tmp_path, sellers).report if "whose offers differ on" in line.what]
    assert told == [f"models whose offers differ on {what}"]
