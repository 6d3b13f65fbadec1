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

CATEGORY_OF = {
    (frozenset({"text"}), frozenset({"image"})): "text-to-image",
    (frozenset({"text"}), frozenset({"3d"})): "text-to-3d",
    (frozenset({"text"}), frozenset({"video"})): "text-to-video",
    (frozenset({"text"}), frozenset({"audio"})): "text-to-audio",
    (frozenset({"text"}), frozenset({"music"})): "text-to-audio",
    (frozenset({"text"}), frozenset({"text"})): "text-to-text",
    (frozenset({"text"}), frozenset({"code"})): "text-to-code",
    (frozenset({"image"}), frozenset({"text"})): "image-to-text",
    (frozenset({"image", "text"}), frozenset({"text"})): "image-to-text",
}
"""The survey's categories by what goes in and comes out."""

WEIGHTS = {
    "open weights (unrestricted)": ("open", None, None),
    "open weights (non-commercial)": ("open", None, "weights for non-commercial use"),
    "open weights (restricted use)": ("open", None, "weights for restricted use"),
    "api access": ("closed", True, None),
    "hosted access (no api)": ("closed", False, None),
    "unreleased": ("closed", False, None),
}
"""Accessibility to weights, API and a note: open weights are weights that anyone may download."""

PLACEHOLDERS = frozenset({"", "unspecified unreleased", "unknown", "n/a", "na", "none", "-", "?"})
"""Cells that say nothing."""

COUNTRIES = {
    "argentina": "AR", "australia": "AU", "austria": "AT", "bangladesh": "BD", "belgium": "BE", "brazil": "BR",
    "bulgaria": "BG", "canada": "CA", "chile": "CL", "china": "CN", "colombia": "CO", "croatia": "HR",
    "cyprus": "CY", "czechia": "CZ", "czech republic": "CZ", "denmark": "DK", "egypt": "EG", "estonia": "EE",
    "finland": "FI", "france": "FR", "germany": "DE", "greece": "GR", "hong kong": "HK", "hungary": "HU",
    "iceland": "IS", "india": "IN", "indonesia": "ID", "iran": "IR", "iran (islamic republic of)": "IR",
    "ireland": "IE", "israel": "IL", "italy": "IT", "japan": "JP", "kenya": "KE", "korea (republic of)": "KR",
    "latvia": "LV", "lithuania": "LT", "luxembourg": "LU", "malaysia": "MY", "mexico": "MX", "morocco": "MA",
    "netherlands": "NL", "new zealand": "NZ", "nigeria": "NG", "norway": "NO", "pakistan": "PK",
    "philippines": "PH", "poland": "PL", "portugal": "PT", "qatar": "QA", "romania": "RO", "russia": "RU",
    "russian federation": "RU", "saudi arabia": "SA", "serbia": "RS", "singapore": "SG", "slovakia": "SK",
    "slovenia": "SI", "south africa": "ZA", "south korea": "KR", "spain": "ES", "sweden": "SE",
    "switzerland": "CH", "taiwan": "TW", "thailand": "TH", "turkey": "TR", "türkiye": "TR", "ukraine": "UA",
    "uae": "AE", "uk": "GB", "usa": "US", "united arab emirates": "AE", "united kingdom": "GB",
    "united kingdom of great britain and northern ireland": "GB", "united states": "US",
    "united states of america": "US", "viet nam": "VN", "vietnam": "VN",
}  # fmt: skip
"""ISO 3166-1 codes by the names that the table uses."""
