"""Look-up of names in a catalog in a database: the few models that a name could stand for."""

from __future__ import annotations

from genai_tui.catalog.model import Model
from genai_tui.catalog.stored import StoredCatalog, StoredModels
from genai_tui.search.backends import search_index
from genai_tui.search.normalize import fold
from genai_tui.search.stored.index import StoredIndex

_NEAR = 200
"""Models that a name may be near to."""


def models_near(catalog: StoredCatalog, name: str, exact: bool) -> list[Model]:
    """Return the models that are spelled like a name; where none is, and it need not be `exact`, those near to it."""
    rows = catalog.database.rows(
        "SELECT models.place FROM names JOIN models USING (standing) WHERE letters = ? LIMIT ?",
        fold(name).letters,
        _NEAR,
    )
    places = tuple(dict.fromkeys(place for (place,) in rows))
    if not places and not exact:
        index = search_index(catalog)
        assert isinstance(index, StoredIndex)
        places = index.finder.near(name, _NEAR)
    return list(StoredModels(catalog.source_of_models, len(places), places))


def standing_of(catalog: StoredCatalog, id_: str) -> int:
    """Return the standing of a model among all, the best known first; of what is none, behind them all."""
    standing = catalog.database.number("SELECT standing FROM models WHERE id = ?", id_)
    return len(catalog) if standing is None else standing
