"""Orders of a list of models. Whose value is not known comes last, in whichever direction."""

from __future__ import annotations

from operator import itemgetter
from typing import Literal, get_args

from genai_tui.catalog.export import makers
from genai_tui.catalog.model import Catalog, Model

Order = Literal[
    "best", "name", "organization", "date", "parameters", "weights", "category", "price", "context"
]
ORDERS: tuple[Order, ...] = get_args(Order)
"""All orders; `best` is the answer's own: by score, or where no words were asked the catalog's."""

_LARGEST_FIRST = frozenset({"date", "parameters", "context"})
_OF_OFFERS = frozenset({"price", "context"})
_WEIGHTS = ("open", "restricted", "closed")


def orders_of(catalog: Catalog) -> tuple[Order, ...]:
    """Return the orders that mean something in a catalog."""
    return ORDERS if catalog.has_offers else tuple(order for order in ORDERS if order not in _OF_OFFERS)


def ordered(
    catalog: Catalog, models: tuple[Model, ...], order: Order, reverse: bool = False
) -> tuple[Model, ...]:
    """Return `models` in an order: newest, largest and cheapest first, the others from A to Z, unless `reverse`."""
    if order == "best":
        return tuple(reversed(models)) if reverse else models
    places = {category.id: place for place, category in enumerate(catalog.categories)}
    valued = [(_value(catalog, model, order, places), model) for model in models]
    known = [(value, model) for value, model in valued if value is not None]
    known.sort(key=itemgetter(0), reverse=(order in _LARGEST_FIRST) != reverse)
    return (*(model for _, model in known), *(model for value, model in valued if value is None))


def _value(catalog: Catalog, model: Model, order: Order, places: dict[str, int]) -> str | float | None:
    match order:
        case "name":
            return model.name.casefold()
        case "organization":
            return makers(catalog, model).casefold() or None
        case "date":
            return model.released.date if model.released else None
        case "parameters":
            return model.headline_parameters.count if model.headline_parameters else None
        case "weights":
            return _WEIGHTS.index(model.weights) if model.weights else None
        case "price":
            return model.price
        case "context":
            return model.context
        case _:
            return places.get(model.category)
