"""LiteLLM's table of prices: offers folded into models, each its provider's word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog, Model
from genai_tui.storage.loader import open_catalog

TABLE: dict[str, Any] = {
    "sample_spec": {"litellm_provider": "one of those that are known", "mode": "one of: chat, ...", "max_tokens": "LEGACY"},
    "gpt-alder": {
        "litellm_provider": "openai", "mode": "chat", "max_tokens": 4096, "max_input_tokens": 128000, "max_output_tokens": 4096,
        "input_cost_per_token": 2.5e-06, "output_cost_per_token": 1e-05, "supports_function_calling": True,
        "supports_vision": True, "deprecation_date": "2026-01-31",
    },
    "azure/gpt-alder": {
        "litellm_provider": "azure", "mode": "chat", "max_input_tokens": 64000, "input_cost_per_token": 3e-06,
        "supports_function_calling": False, "deprecation_date": "2026-06-30",
    },
    "openrouter/openai/gpt-alder": {"litellm_provider": "openrouter", "mode": "chat", "input_cost_per_token": 2.75e-06},
    "bedrock/us-east-1/anthropic.claude-birch-v1:0": {"litellm_provider": "bedrock", "mode": "chat", "input_cost_per_token": -1},
    "whisper-oak": {"litellm_provider": "openai", "mode": "audio_transcription", "input_cost_per_second": 0.0001},
    "broken": 3,
}  # fmt: skip


def opened(tmp_path: Path, table: Any = TABLE) -> Catalog:
    path = tmp_path / "prices.json"
    path.write_text(json.dumps(table))
    catalog, problems = open_catalog(str(path))
    assert not problems
    return catalog


def the(catalog: Catalog, id_: str) -> Model:
    found = catalog.model(id_)
    assert found, [each.id for each in catalog]
    return found


def test_offers_of_one_model_are_one_record(tmp_path: Path) -> None:
    catalog = opened(tmp_path)
    assert [each.id for each in catalog] == ["gpt-alder", "whisper-oak", "anthropic-claude-birch-v1"]
    alder = the(catalog, "gpt-alder")
    offers = {
        each.provider: (each.input_price, each.output_price, each.context, each.status)
        for each in alder.offers
    }
    assert offers == {
        "openai": (2.5, 10.0, 128_000, "ends 2026-01-31"), "azure": (3.0, None, 64_000, "ends 2026-06-30"),
        "openrouter": (2.75, None, None, None),
    }  # fmt: skip
    assert [catalog.organization_name(each) for each in alder.organization_ids] == ["OpenAI"]
    assert (alder.inputs, alder.outputs) == (("text", "image"), ("text",))
    assert alder.context_length == 128_000, "the maker's word, and no reseller's"
    assert alder.released is None


def test_a_sellers_word_is_the_sellers_claim(tmp_path: Path) -> None:
    alder = the(opened(tmp_path), "gpt-alder")
    (dispute,) = alder.disputes
    said = {claim.value: (claim.source, claim.by) for claim in dispute.claims}
    assert said == {"yes": ("litellm", ("openai",)), "no": ("litellm", ("azure",))}
    assert (dispute.field, dispute.chosen) == ("capabilities.tool_call", "yes")
    assert alder.status
    assert (alder.status.state, alder.status.date) == ("deprecated", "2026-01-31"), "the maker's own day"


def test_what_is_not_said_is_not_known(tmp_path: Path) -> None:
    catalog = opened(tmp_path)
    birch, oak = the(catalog, "anthropic-claude-birch-v1"), the(catalog, "whisper-oak")
    assert (birch.inputs, birch.outputs, birch.price, birch.capabilities, birch.status) == (
        (),
        ("text",),
        None,
        None,
        None,
    )
    assert (oak.inputs, oak.outputs, oak.category) == (("audio",), ("text",), "text-to-audio")
    told = {each.what: each.examples for each in catalog.report}
    assert told["prices not understood"] == ("input_cost_per_token: -1",)
    assert told["entries without a provider"] == ("broken",)
    assert "max_tokens (1)" in told["fields of offers not carried over"]


def test_every_source_is_this_table(tmp_path: Path) -> None:
    catalog = opened(tmp_path)
    records = (*catalog.models, *catalog.organizations.values())
    own = {source.id for each in records for source in each.sources if catalog.source(None, source.id)}
    assert own == {"litellm"}
    assert (catalog.head.id, catalog.head.license) == ("litellm", "MIT")
    assert "models-dev" not in str([each.sources for each in catalog.models])


def test_prices_by_size_region_and_term_are_of_one_model(tmp_path: Path) -> None:
    """Each stays an offer, so that none is lost."""
    keys = {
        "1024-x-1024/50-steps/bedrock/acme.picture-v1:0": "bedrock", "512-x-512/max-steps/acme.picture-v1:0": "bedrock",
        "hd/1024-x-1792/painter-3": "openai", "1024-x-1024/painter-3": "openai", "azure/hd/1024-x-1024/painter-3": "azure",
        "bedrock/us-east-1/1-month-commitment/acme.talker-v2": "bedrock", "bedrock/*/1-month-commitment/acme.talker-v2": "bedrock",
        "us.acme.talker-v2": "bedrock_converse",
    }  # fmt: skip
    told = {key: {"litellm_provider": provider, "mode": "image_generation"} for key, provider in keys.items()}
    catalog = opened(tmp_path, told)
    assert sum(len(each.offers) for each in catalog) == len(keys)
    painter = the(catalog, "painter-3")
    assert sorted(each.provider for each in painter.offers) == ["azure", "openai", "openai"]
    assert all("/" not in each.name for each in catalog)


@pytest.mark.parametrize(
    "table", ['{"a": {"litellm_provider": "x"', '{"sample_spec": {"litellm_provider": "x"}}']
)
def test_a_table_without_models_is_told_in_one_line(tmp_path: Path, table: str) -> None:
    path = tmp_path / "prices.json"
    path.write_text(table)
    with pytest.raises(CatalogError) as caught:
        open_catalog(str(path))
    assert "\n" not in str(caught.value)
