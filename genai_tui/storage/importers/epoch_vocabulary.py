"""Vocabulary of Epoch's table: what its headings and cells mean, as far as they say it."""

from __future__ import annotations

from typing import Literal

from genai_tui.catalog.model import Use, Weights

Meaning = Literal[
    "name", "organizations", "date", "domains", "tasks", "parameters", "parameters_note", "compute",
    "compute_note", "dataset", "dataset_size", "confidence", "link", "reference", "citations", "authors",
    "abstract", "kinds", "countries", "hours", "hardware", "hardware_quantity", "base", "accessibility",
    "accessibility_note", "finetune", "finetune_note",
]  # fmt: skip

HEADINGS: dict[str, Meaning] = {
    "model": "name", "system": "name", "name": "name",
    "organization": "organizations", "organizations": "organizations", "organization(s)": "organizations",
    "publication date": "date", "release date": "date", "date": "date",
    "domain": "domains", "task": "tasks", "tasks": "tasks",
    "parameters": "parameters", "parameters notes": "parameters_note",
    "training compute (flop)": "compute", "training compute (flops)": "compute",
    "training compute notes": "compute_note",
    "training dataset": "dataset", "training dataset size (gradients)": "dataset_size",
    "training dataset size (datapoints)": "dataset_size", "training dataset size (total)": "dataset_size",
    "confidence": "confidence", "link": "link", "reference": "reference", "citations": "citations",
    "authors": "authors", "author(s)": "authors", "abstract": "abstract",
    "organization categorization": "kinds", "organization categorization (from organization)": "kinds",
    "country (of organization)": "countries", "country (from organization)": "countries",
    "country": "countries",
    "training time (hours)": "hours", "training hardware": "hardware", "hardware quantity": "hardware_quantity",
    "base model": "base", "model accessibility": "accessibility", "accessibility": "accessibility",
    "accessibility notes": "accessibility_note",
    "finetune compute (flop)": "finetune", "finetune compute notes": "finetune_note",
}  # fmt: skip
"""Headings by lower case; they changed over the years."""

NEEDED = frozenset({"name", "organizations"})

SURE = frozenset({
    "training compute (flop)", "training compute (flops)", "notability criteria", "notability criteria notes",
    "country (of organization)", "country (from organization)", "organization categorization",
    "organization categorization (from organization)", "training dataset size (gradients)",
    "training dataset size (datapoints)", "training dataset size (total)", "finetune compute (flop)",
    "hardware utilization (mfu)", "training compute cost (2023 usd)",
})  # fmt: skip
"""Headings that only Epoch's tables have, of one edition or another."""

OTHER_HEADINGS = frozenset({
    "accessibility", "approach", "archived links", "authors by country", "base model", "batch size", "batch size notes",
    "compute cost notes", "compute sponsor categorization", "confidence", "created by", "dataset notes",
    "dataset size notes", "epochs", "finetune compute notes", "foundation model", "frontier model",
    "hardware acquisition cost", "hardware maker", "hardware utilization (hfu)", "hugging face developer id",
    "inference code accessibility", "inference compute (flop)", "inference compute notes", "last modified", "model versions",
    "numerical format", "open model weights?", "possibly over 1e23 flop", "post-training compute (flop)",
    "post-training compute notes", "training chip-hours", "training cloud compute vendor", "training code accessibility",
    "training compute cost (cloud)", "training compute cost (upfront)", "training compute estimation method",
    "training compute lower bound", "training compute upper bound", "training data center", "training dataset notes",
    "training power draw (w)", "training time notes", "utilization notes",
})  # fmt: skip
"""Headings of Epoch's tables whose cells have no place in a record; what they say is counted."""

OF_MODELS = frozenset(
    {"parameters", "compute", "dataset", "dataset_size", "base", "accessibility", "hardware"}
)
"""Meanings that only a table of models has."""

KINDS = {"industry": "company", "academia": "university", "government": "government"}
"""Kinds of organizations. A research collective is none of ours."""

CONFIDENT, ESTIMATED = frozenset({"confident"}), frozenset({"likely", "speculative"})
"""Words of the column Confidence, which speaks of a row's counts and compute."""

# task → inputs, outputs; the first of a row's tasks that has both decides the category
TASKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "text-to-image": (("text",), ("image",)),
    "text-to-video": (("text",), ("video",)),
    "text-to-3d": (("text",), ("3d",)),
    "text-to-speech (tts)": (("text",), ("audio",)),
    "speech synthesis": (("text",), ("audio",)),
    "text-to-music": (("text",), ("music",)),
    "image captioning": (("image",), ("text",)),
    "image-to-video": (("image",), ("video",)),
    "image-to-image": (("image",), ("image",)),
    "video-to-video": (("video",), ("video",)),
    "image super-resolution": (("image",), ("image",)),
    "visual question answering": (("image", "text"), ("text",)),
    "video description": (("video",), ("text",)),
    "speech recognition (asr)": (("audio",), ("text",)),
    "speech-to-text": (("audio",), ("text",)),
    "speech-to-speech": (("audio",), ("audio",)),
    "audio question answering": (("audio", "text"), ("text",)),
    "code generation": (("text",), ("code",)),
    "language modeling/generation": (("text",), ("text",)),
    "language modeling": (("text",), ("text",)),
    "language generation": (("text",), ("text",)),
    "chat": (("text",), ("text",)),
    "question answering": (("text",), ("text",)),
    "translation": (("text",), ("text",)),
    "text summarization": (("text",), ("text",)),
    "text autocompletion": (("text",), ("text",)),
    "code autocompletion": (("code",), ("code",)),
    "image generation": ((), ("image",)),
    "video generation": ((), ("video",)),
    "audio generation": ((), ("audio",)),
    "text-to-speech": (("text",), ("audio",)),
    "transcription": (("audio",), ("text",)),
    "coding": (("text",), ("code",)),
    "image understanding": (("image",), ("text",)),
    "video understanding": (("video",), ("text",)),
    "image editing": (("image", "text"), ("image",)),
    "video editing": (("video", "text"), ("video",)),
    "vision-language generation": (("image", "text"), ("text",)),
    "(visual) question answering": (("image", "text"), ("text",)),
    "character recognition (ocr)": (("image",), ("text",)),
}
"""Tasks that say what goes in and comes out; of the others nothing is concluded."""

WEIGHTS: tuple[tuple[str, Weights, Use | None, bool | None], ...] = (
    ("open source", "open", "any", None),
    ("open weights (unrestricted", "open", "any", None),
    ("open access (unrestricted", "open", "any", None),
    ("open weights (non-commercial", "restricted", "noncommercial", None),
    ("open access (non-commercial", "restricted", "noncommercial", None),
    ("open (non-commercial", "restricted", "noncommercial", None),
    ("open weights (restricted", "restricted", "restricted", None),
    ("open access (restricted", "restricted", "restricted", None),
    ("open (restricted", "restricted", "restricted", None),
    ("api access", "closed", None, True),
    ("hosted access", "closed", None, False),
    ("unreleased", "closed", None, False),
)
"""Beginnings of the words on accessibility, of all editions: weights, what they may be used for, API."""


def accessibility(words: str) -> tuple[Weights, Use | None, bool | None] | None:
    """Return what a cell says of weights, their use and an API; None for words that no edition had."""
    told = " ".join(words.casefold().split())
    return next((known[1:] for known in WEIGHTS if told.startswith(known[0])), None)
