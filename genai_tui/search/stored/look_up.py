"""Look-up of names in a catalog in a database: the few models that a name could stand for."""

from __future__ import annotations

from itertools import islice

from genai_tui.catalog.model import Model
from genai_tui.catalog.stored import StoredCatalog, StoredModels
from genai_tui.search.index import search_index
from genai_tui.search.normalize import fold

_NEAR = 200
"""Models that a name may be near to."""


def models_near(catalog: StoredCatalog, name: str) -> list[Model]:
    """Return the models that are spelled like a name, and those that a search for it has first."""
    database = catalog.database
    spelled = database.rows(
        "SELECT models.place FROM names JOIN models USING (standing) WHERE letters = ? LIMIT ?",
        fold(name).letters,
        _NEAR,
    )
    places = [place for (place,) in spelled]
    hits = (hit for hit in search_index(catalog).find(name) if hit.where in ("name", "alias"))
    found = (catalog.source_of_models.place_of(hit.id) for hit in islice(hits, _NEAR))
    every = tuple(dict.fromkeys((*places, *(place for place in found if place is not None))))
    return list(StoredModels(catalog.source_of_models, len(every), every))


def standing_of(catalog: StoredCatalog, id_: str) -> int:
    """Return the standing of a model among all, the best known first; of what is none, behind them all."""
    standing = catalog.database.number("SELECT standing FROM models WHERE id = ?", id_)
    return len(catalog) if standing is None else standing
