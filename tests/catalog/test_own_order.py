"""The order that a catalog has by itself."""

from collections.abc import Callable
from pathlib import Path

from genai_tui.storage.folder import load_folder
from genai_tui.storage.loader import open_catalog
from tests.conftest import MODELS


def test_models_stand_by_category_then_release_then_name(make: Callable[..., Path]) -> None:
    older = MODELS["painter"].replace("id: painter", "id: older").replace("date: 2022-04-06", "date: 2022")
    folder = make(older=older.replace("name: Painter 2", "name: An early painter"))
    catalog, problems = load_folder(folder)
    assert problems == ()
    assert catalog
    assert [model.id for model in catalog.models] == ["older", "painter", "listener", "whisperer"]


def test_the_survey_is_in_the_order_of_its_categories() -> None:
    catalog, _ = open_catalog("survey", use_cache=False)
    places = {category.id: place for place, category in enumerate(catalog.categories)}
    order = [places[model.category] for model in catalog.models]
    assert order == sorted(order)
    assert catalog.models[0].name == "DALL·E 2"
