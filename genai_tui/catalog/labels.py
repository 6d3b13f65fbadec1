"""Labels of categories and modalities in the language that the reader has set."""

from __future__ import annotations

from genai_tui.catalog.model import Catalog, Label

_LANGUAGE = "language of labels"


def speak(catalog: Catalog, language: str) -> None:
    """Show the labels of a catalog in `en` or `de`, as far as it has them."""
    catalog.memo[_LANGUAGE] = language


def speak_as(part: Catalog, whole: Catalog) -> None:
    """Show the labels of a part of a catalog in the language of the whole."""
    if _LANGUAGE in whole.memo:
        part.memo[_LANGUAGE] = whole.memo[_LANGUAGE]


def shown_label(catalog: Catalog, label: Label) -> str:
    """Return a label in the language that is set, in English where it has none in that."""
    return (label.de if catalog.memo.get(_LANGUAGE) == "de" else None) or label.en


def shown_signature(catalog: Catalog, signature: str) -> str:
    """Return a signature, such as `text + image → text`, in the words of the language that is set."""
    words = _modality_words(catalog)
    sides = (side.split(" + ") for side in signature.split(" → "))
    return " → ".join(" + ".join(words.get(each, each) for each in side) for side in sides)


def _modality_words(catalog: Catalog) -> dict[str, str]:
    key = f"words of modalities in {catalog.memo.get(_LANGUAGE)}"
    if key not in catalog.memo:
        catalog.memo[key] = {each.id: shown_label(catalog, each.label) for each in catalog.head.modalities}
    return catalog.memo[key]  # type: ignore[no-any-return]


def labels_of(catalog: Catalog, label: Label) -> tuple[str, ...]:
    """Return a label in every language, the one that is shown first."""
    return tuple(dict.fromkeys(filter(None, (shown_label(catalog, label), label.en, label.de))))
