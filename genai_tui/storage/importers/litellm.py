"""LiteLLM's table of prices, `model_prices_and_context_window.json`: offers by provider and model.

An entry is put into the words of models.dev and read by the same rules: offers of one model are one record, a provider's
word is that provider's claim, and the maker's own offer counts. Prices there are dollars for one token.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from genai_tui.catalog.diagnostics import CatalogError, Problem
from genai_tui.catalog.model import UNDATED, Catalog, CatalogHead, Model, Offer, Source, Status
from genai_tui.catalog.numbers import of_json
from genai_tui.catalog.partial_date import is_date
from genai_tui.storage.importers import models_dev
from genai_tui.storage.importers.csv_reader import beginning, read_bytes
from genai_tui.storage.importers.import_report import Report, line
from genai_tui.storage.importers.models_dev_claims import SOURCE as _THERE
from genai_tui.storage.importers.models_dev_vocabulary import MAKERS
from genai_tui.storage.progress import Progress

NAME = "LiteLLM's prices"
SOURCE = "litellm"
_START = 60_000
_SAMPLE = "sample_spec"
"""The entry that explains the others."""
_ENTRY = re.compile(r'"litellm_provider"\s*:\s*"')

_TERMS = re.compile(
    r"[0-9]+-x-[0-9]+|(?:[0-9]+|max)-steps|hd|standard|low|medium|high|[a-z]{2}(?:-gov)?-[a-z]+-[0-9]|[0-9]+-month-commitment|\*"
)
"""What stands before a model in keys that give a price for each size, quality, region or term."""

_PROVIDERS = {
    "text-completion-openai": "openai", "cohere_chat": "cohere", "gemini": "google", "vertex_ai-language-models": "google-vertex",
    "bedrock": "amazon-bedrock", "bedrock_converse": "amazon-bedrock", "moonshot": "moonshotai", "dashscope": "alibaba",
    "text-completion-codestral": "mistral", "codestral": "mistral", "meta_llama": "llama", "zai": "zai", "minimax": "minimax",
}  # fmt: skip
"""Providers that models.dev, and so the table of makers, calls otherwise."""
_MODES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "chat": ((), ("text",)), "completion": ((), ("text",)), "responses": ((), ("text",)),
    "image_generation": (("text",), ("image",)), "image_edit": (("text", "image"), ("image",)),
    "video_generation": (("text",), ("video",)), "audio_speech": (("text",), ("audio",)),
    "audio_transcription": (("audio",), ("text",)),
}  # fmt: skip
"""What a mode says of what goes in and comes out; a chat may take more than text, and the table does not always say."""
_PRICES = {
    "input_cost_per_token": "input", "output_cost_per_token": "output",
    "cache_read_input_token_cost": "cache_read", "cache_creation_input_token_cost": "cache_write",
}  # fmt: skip
_FLAGS = {
    "supports_reasoning": "reasoning",
    "supports_function_calling": "tool_call",
    "supports_response_schema": "structured_output",
}
_LIMITS = {"max_input_tokens": "context", "max_output_tokens": "output"}


def recognizes(path: Path) -> bool:
    """Return whether a file is an object of objects that name LiteLLM's provider."""
    if not path.is_file():
        return False
    start = beginning(path, _START).decode("utf-8", "replace").lstrip()
    return start.startswith("{") and _ENTRY.search(start) is not None and '"npm"' not in start


def read(path: Path, taxonomy: CatalogHead, progress: Progress) -> Catalog:
    """Return the models of all offers; raises CatalogError where the file is no such table."""
    data = read_bytes(path)
    try:
        table = json.loads(data, parse_int=of_json)
    except (ValueError, RecursionError) as error:
        place = getattr(error, "lineno", 0)
        raise CatalogError(Problem(str(path), place, 1 if place else 0, "", f"is no JSON: {error}")) from None
    report = Report()
    providers: dict[str, dict[str, Any]] = {}
    ends: dict[tuple[str, str], str] = {}
    for key, told in table.items() if isinstance(table, Mapping) else ():
        if key == _SAMPLE:
            continue
        if not isinstance(told, Mapping) or not isinstance(told.get("litellm_provider"), str):
            report.note("entries without a provider", str(key))
            continue
        called = line(told["litellm_provider"], 100)
        provider = providers.setdefault(_PROVIDERS.get(called, called), {"name": called, "models": {}})
        id_ = _bare(str(key), called)
        provider["models"][str(key)] = _translated(told, id_, report)
        if day := _end(told, report):
            ends[provider["name"], id_] = min(day, ends.get((provider["name"], id_), day))
    if not providers:
        raise CatalogError(Problem(str(path), 0, 0, "", "holds no model that names its provider"))
    version = hashlib.blake2b(data, digest_size=4).hexdigest()
    catalog = models_dev.read_tables(path, providers, {}, version, taxonomy, progress, report)
    head = replace(
        catalog.head,
        id=SOURCE,
        title="LiteLLM prices",
        edition=SOURCE,
        date=UNDATED,
        about="What providers ask for the use of models, as LiteLLM's table has it: prices, limits, what can be asked for. "
        "Offers of one model are one record here, and each is its provider's word. The table has no days of release.",
        license="MIT",
        credit="LiteLLM.",
        sources=(
            Source(
                SOURCE,
                "LiteLLM, model_prices_and_context_window.json",
                "https://github.com/BerriAI/litellm",
                "data set",
            ),
        ),
    )
    makers = {name: provider_id for provider_id, each in providers.items() for name in (each["name"],)}
    models = tuple(_ended(_own(each), catalog, ends, makers) for each in catalog.models)
    organizations = {
        id_: replace(each, sources=(Source(SOURCE),)) for id_, each in catalog.organizations.items()
    }
    return replace(catalog, head=head, models=models, organizations=organizations)


def _bare(key: str, provider: str) -> str:
    """Return the id of a model at its provider, without sizes of pictures, regions, terms and the provider before it."""
    own = re.split("[-_]", provider)[0]
    *before, last = key.split("/")
    while before and (before[0].startswith(own) or _TERMS.fullmatch(before[0])):
        del before[0]
    return "/".join((*before, last))


def _translated(told: Mapping[str, Any], id_: str, report: Report) -> dict[str, Any]:
    """Return an entry as models.dev would write it; what has no place there stays as it is, and is counted."""
    offer = {key: value for key, value in told.items() if key not in _READ}
    cost = {
        there: value for key, there in _PRICES.items() if (value := _dollars(told, key, report)) is not None
    }
    limit = {there: told[key] for key, there in _LIMITS.items() if isinstance(told.get(key), int | float)}
    inputs, outputs = _sides(told)
    modalities = {key: list(side) for key, side in (("input", inputs), ("output", outputs)) if side}
    flags = {there: told[key] for key, there in _FLAGS.items() if isinstance(told.get(key), bool)}
    return {**offer, "id": id_, "cost": cost, "limit": limit, "modalities": modalities, **flags}


def _dollars(told: Mapping[str, Any], key: str, report: Report) -> float | None:
    """Return the dollars for a million tokens."""
    value = told.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e6:
        return round(value * 1e6, 10)
    if value is not None:
        report.note("prices not understood", f"{key}: {value}", "price")
    return None


def _sides(told: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what goes in and comes out, as far as the entry says it."""
    inputs, outputs = _MODES.get(str(told.get("mode")), ((), ()))
    if isinstance(known := told.get("supported_modalities"), list):
        inputs = tuple(str(each) for each in known)
    elif outputs == ("text",) and not inputs:
        senses = (
            ("supports_vision", "image"),
            ("supports_audio_input", "audio"),
            ("supports_video_input", "video"),
            ("supports_pdf_input", "pdf"),
        )
        more = tuple(what for key, what in senses if told.get(key) is True)
        inputs = ("text", *more) if more else ()
    if isinstance(known := told.get("supported_output_modalities"), list):
        outputs = tuple(str(each) for each in known)
    return inputs, outputs


_READ = frozenset({
    "litellm_provider", "mode", "supported_modalities", "supported_output_modalities", "supports_vision", "supports_audio_input",
    "supports_video_input", "supports_pdf_input", "deprecation_date", *_PRICES, *_FLAGS, *_LIMITS,
})  # fmt: skip


def _end(told: Mapping[str, Any], report: Report) -> str | None:
    """Return the day from which a provider no longer offers a model."""
    day = told.get("deprecation_date")
    if isinstance(day, str) and is_date(day):
        return day
    if day not in (None, ""):
        report.note("days of deprecation not understood", str(day), "ends")
    return None


def _own(model: Model) -> Model:
    """Return a record whose claims are those of this table."""
    return replace(
        model,
        sources=tuple(replace(each, id=SOURCE) if each.id == _THERE else each for each in model.sources),
        disputes=tuple(
            replace(each, claims=tuple(replace(claim, source=SOURCE) for claim in each.claims))
            for each in model.disputes
        ),
    )


def _ended(
    model: Model, catalog: Catalog, ends: Mapping[tuple[str, str], str], providers: Mapping[str, str]
) -> Model:
    """Return a model with the days on which its offers end; its own end is what its maker's offers agree in."""
    days = {
        (each.provider, each.name): day
        for each in model.offers
        if (day := ends.get((each.provider, each.name or "")))
    }
    if not days:
        return model
    offers = tuple(
        replace(each, status=line(f"ends {days[each.provider, each.name]}"))
        if (each.provider, each.name) in days
        else each
        for each in model.offers
    )
    own = tuple(_of_maker(model, catalog, offers, providers))
    said = {days.get((each.provider, each.name)) for each in own}
    changed = replace(model, offers=offers)
    if len(said) != 1 or None in said:
        return changed
    first, *pages = changed.sources
    first = replace(first, supports=(*first.supports, "status"))
    return replace(changed, status=Status(state="deprecated", date=said.pop()), sources=(first, *pages))


def _of_maker(
    model: Model, catalog: Catalog, offers: tuple[Offer, ...], providers: Mapping[str, str]
) -> Iterator[Offer]:
    makers = {catalog.organization_name(each.id) for each in model.organizations}
    for offer in offers:
        maker, _ = MAKERS.get(providers.get(offer.provider, ""), ("", ()))
        if maker in makers:
            yield offer
