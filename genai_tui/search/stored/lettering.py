"""Lettering of a catalog for its database: the standing of models, their spellings with letters and pairs, their words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from genai_tui.catalog.model import Catalog, Model
from genai_tui.search.full_text import words_in
from genai_tui.search.ngram_index import kinds_of
from genai_tui.search.normalize import fold
from genai_tui.search.ranking import spellings_of
from genai_tui.search.subject import MODELS


class CatalogLettering:
    """What is kept of the models of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def standing(self, model: Model) -> Any:
        """Return a sort key, the best known first."""
        return MODELS.standing(self._catalog, model)

    def names(self, model: Model) -> Iterator[tuple[str, str]]:
        """Yield each spelling of a model's names with its kind: name, alias or id."""
        for text, where in spellings_of(model).items():
            is_id = where == "alias" and text not in model.aliases
            yield text, "id" if is_id else where

    def letters(self, name: str) -> str:
        """Return a name's letters and digits alone."""
        return fold(name).letters

    def pairs(self, name: str) -> str:
        """Return the numbers of the pairs of letters in a name, with blanks between them."""
        return " ".join(map(str, sorted(kinds_of(name))))

    def words(self, model: Model) -> str:
        """Return the words of all that a record says, with blanks between them."""
        return words_in(MODELS.texts(self._catalog, model)).strip()
