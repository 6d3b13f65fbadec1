"""Shared values are held once, and given back to whom they belong."""

import pytest

from genai_tui.catalog.model import Catalog
from genai_tui.storage.loader import open_catalog
from genai_tui.storage.value_pool import fill, pooled


def test_every_model_gets_its_own_values_back() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    slim, pool, places = pooled(catalog.models)
    assert slim != catalog.models
    fill(slim, pool, places)
    assert slim == catalog.models


def test_equal_values_are_one(tiny: Catalog) -> None:
    slim, pool, places = pooled(tiny.models)
    fill(slim, pool, places)
    listener, whisperer = (
        next(model for model in slim if model.id == id_) for id_ in ("listener", "whisperer")
    )
    assert listener.category is whisperer.category
    assert len(pool.category) == 2


def test_what_does_not_fit_is_said(tiny: Catalog) -> None:
    slim, pool, places = pooled(tiny.models)
    far = (b"\xff" * len(places[0]), *places[1:])
    for wrong in (places[:-1], tuple(column[:-1] for column in places), far):
        with pytest.raises(ValueError, match="place"):
            fill(slim, pool, wrong)
