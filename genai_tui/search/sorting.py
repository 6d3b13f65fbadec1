"""Orders of a list of models. Whose value is not known comes last, in whichever direction."""

from __future__ import annotations

from operator import itemgetter
from typing import Literal, get_args

from genai_tui.catalog.attributes import ATTRIBUTES, OTHER_NAMES, Attribute
from genai_tui.catalog.model import Catalog, Model

Order = Literal[
    "best", "name", "organization", "date", "parameters", "weights", "category", "price", "context", "compute",
    "citations",
]  # fmt: skip
ORDERS: tuple[Order, ...] = get_args(Order)
"""All orders; `best` is the answer's own: by score, or where no words were asked the catalog's."""


def attribute_in(order: Order) -> Attribute | None:
    """Return the attribute that an order goes by; None for `best`."""
    return None if order == "best" else ATTRIBUTES[OTHER_NAMES.get(order, order)]


def order_called(name: str) -> Order | None:
    """Return the order that goes by an attribute of this name, as in a query: `params`, `org`, `year`."""
    wanted = OTHER_NAMES.get(name, name)
    wanted = "date" if wanted == "year" else wanted
    return next((order for order in ORDERS if OTHER_NAMES.get(order, order) == wanted), None)


def orders_of(catalog: Catalog) -> tuple[Order, ...]:
    """Return the orders that mean something in a catalog."""
    without = {
        *(() if catalog.has_offers else ("price", "context")),
        *(() if catalog.has_compute else ("compute",)),
        *(() if catalog.has_citations else ("citations",)),
    }
    return tuple(order for order in ORDERS if order not in without)


def ordered(
    catalog: Catalog, models: tuple[Model, ...], order: Order, reverse: bool = False
) -> tuple[Model, ...]:
    """Return `models` in an order: newest, largest and cheapest first, the others from A to Z, unless `reverse`.

    A price of which 0 is stated comes after all real ones.
    """
    attribute = attribute_in(order)
    if attribute is None:
        return tuple(reversed(models)) if reverse else models
    valued = list(zip(map(attribute.keys(catalog), models), models, strict=True))
    known = [(value, model) for value, model in valued if value is not None]
    aside: list[Model] = []
    if attribute.zero_is_stated:
        aside = [model for value, model in known if not value]
        known = [(value, model) for value, model in known if value]
    known.sort(key=itemgetter(0), reverse=attribute.largest_first != reverse)
    return (
        *(model for _, model in known), *aside, *(model for value, model in valued if value is None),
    )  # fmt: skip
