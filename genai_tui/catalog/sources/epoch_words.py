"""What the headings and cells of Epoch's table mean, as far as they say it."""

from __future__ import annotations

from typing import Literal

Meaning = Literal[
    "name", "organizations", "date", "domains", "tasks", "parameters", "parameters_note", "compute",
    "compute_note", "dataset", "dataset_size", "confidence", "link", "reference", "citations", "authors",
    "abstract", "kinds", "countries", "hours", "hardware", "hardware_quantity", "base", "accessibility",
    "accessibility_note",
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
}  # fmt: skip
"""Headings by lower case; they changed over the years."""

KINDS = {"industry": "company", "academia": "university", "government": "government"}
"""Kinds of organizations. A research collective is none of ours."""

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
}
"""Tasks that say what goes in and comes out; of the others nothing is concluded."""

WEIGHTS = {
    "open weights (unrestricted)": ("open", None, None),
    "open weights (non-commercial)": ("open", None, "weights for non-commercial use"),
    "open weights (restricted use)": ("open", None, "weights for restricted use"),
    "api access": ("closed", True, None),
    "hosted access (no api)": ("closed", False, None),
    "unreleased": ("closed", False, None),
}
"""Accessibility to weights, API and a note: open weights are weights that anyone may download."""
