"""The page about a category: what it means, what goes in and comes out, its models, and how much of them is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.describe import NOT_KNOWN, Item, Link, Page, first_of, note_items, source_items
from genai_tui.catalog.labels import shown_signature
from genai_tui.catalog.model import Catalog, Category, Label, Model
from genai_tui.catalog.provenance import slot_differs, state_of
from genai_tui.catalog.sanitize import safe_line

_COUNTED = {
    "Released": "released", "Made by": "organizations", "Parameters": "parameters", "Weights": "availability.weights",
    "Licence": "availability.license", "Compute": "training.compute_flop",
}  # fmt: skip
"""The fields of models whose states are counted."""
_STATES = {"known": "known", "estimated": "estimated", "disputed": "disputed", "unknown": "not known"}


def category_pages(catalog: Catalog, category: Category) -> tuple[Page, ...]:
    """Return the one page about a category."""
    return (Page("Category", _category(catalog, category)),)


def models_in(catalog: Catalog, category_id: str) -> tuple[Model, ...]:
    """Return the models of a category, those that are only also in it included."""
    read = ATTRIBUTES["cat"].values
    return tuple(
        model for model in catalog.narrowed("cat", category_id) if category_id in read(catalog, model)
    )


def labels(category: Category) -> str:
    """Return the names of a category in English and German: `other / Sonstige`."""
    return _both(category.label)


def _both(label: Label) -> str:
    """Return a name in English and German, or once where both differ in capitals alone."""
    same = label.de is None or label.de.casefold() == label.en.casefold()
    return safe_line(label.en if same else f"{label.en} / {label.de}")


def _category(catalog: Catalog, category: Category) -> Iterator[Item]:
    yield from note_items(catalog, "category", category.id)
    about = category.about
    if about:
        yield Item("prose", about.en)
    if category.note:
        yield Item("quiet", category.note)
    yield Item("fact", labels(category), "Name")
    for label, ids in (("Takes", category.inputs), ("Gives", category.outputs)):
        yield Item("fact", " · ".join(_modality(catalog, each) for each in ids) or NOT_KNOWN, label)
    models, left_out = models_in(catalog, category.id), catalog.left_out("cat", category.id)
    if models:
        first = "first " if left_out else ""
        yield Item("heading", f"What is known of its {first}{count_of(len(models), 'model')}")
        yield from (Item("fact", _states(models, field), label) for label, field in _COUNTED.items())
    if category.aliases:
        yield Item("heading", "Found by as well")
        yield Item("prose", safe_line(", ".join(category.aliases)))
    if about and about.de:
        yield Item("heading", "Auf Deutsch")
        yield Item("prose", about.de)
    if category.sources:
        yield Item("heading", f"Sources · {len(category.sources)}")
        yield from source_items(catalog, category.sources)
    yield Item("heading", f"Models · {len(models) + left_out}")
    if left_out:
        yield Item("quiet", first_of(len(models), f"cat:{category.id}"))
    yield from (_model(catalog, category, model) for model in models)


def _modality(catalog: Catalog, id_: str) -> str:
    known = next((each for each in catalog.head.modalities if each.id == id_), None)
    if known is None:
        return safe_line(id_)
    return _both(known.label)


def _states(models: tuple[Model, ...], field: str) -> str:
    """Return of how many models a field is known, estimated, disputed and not known: `2 known · 1 disputed`."""
    counts = Counter(state_of(model, field) for model in models)
    return " · ".join(f"{counts[state]} {words}" for state, words in _STATES.items() if counts[state])  # type: ignore[index]


def _model(catalog: Catalog, category: Category, model: Model) -> Item:
    date = ATTRIBUTES["date"].cell(catalog, model)
    besides = ""
    if model.category != category.id:
        besides = " · also here"
    elif slot_differs(catalog, model):
        besides = f" · ≠ really {shown_signature(catalog, model.signature)}"
    return Item("link", f"{model.name} · {date}{besides}", link=Link("model", model.id))
