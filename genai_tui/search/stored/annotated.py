"""Stars and notes of a catalog in a database, which are the reader's own and stand in no file."""

from __future__ import annotations

from genai_tui.catalog.annotations import annotated_ids
from genai_tui.catalog.stored import StoredCatalog
from genai_tui.search.stored.places import placed

OWN = {"is": {"starred": "starred", "noted": "noted"}, "has": {"note": "noted"}}
"""By the name of an attribute its values that are the reader's own, and what each is called here."""


def annotated(catalog: StoredCatalog) -> dict[str, int]:
    """Return the models that are starred, and those that are noted, as sets of bits."""
    starred, noted = annotated_ids(catalog, "model")
    place_of = catalog.source_of_models.place_of
    return {
        word: placed((place for id_ in ids if (place := place_of(id_)) is not None), len(catalog))
        for word, ids in (("starred", starred), ("noted", noted))
    }


def own_values(catalog: StoredCatalog, attribute: str) -> dict[str, int]:
    """Return the values of an attribute that are the reader's own, each with its models as a set of bits."""
    if attribute not in OWN:
        return {}
    known = annotated(catalog)
    return {value: known[word] for value, word in OWN[attribute].items()}
