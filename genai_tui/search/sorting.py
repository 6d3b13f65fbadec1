"""Orders of a list of models. Unknown values come last in both directions."""

from __future__ import annotations

from operator import attrgetter, itemgetter

from genai_tui.catalog.attributes import ATTRIBUTES, Attribute, attribute_called
from genai_tui.catalog.model import Catalog, Model

Order = str
"""The name of an order."""
_BEST = "best"
_ORDERED = {
    each.called: each
    for each in sorted((each for each in ATTRIBUTES.values() if each.order), key=attrgetter("order"))
}
ORDERS: tuple[Order, ...] = (_BEST, *_ORDERED)
"""All orders; `best` is the answer's own: by score, or where no words were asked the catalog's."""


def attribute_in(order: Order) -> Attribute | None:
    """Return the attribute that an order goes by; None for `best`."""
    return None if order == _BEST else _ORDERED[order]


def order_called(name: str) -> Order | None:
    """Return the order that goes by an attribute of this name, as in a query: `params`, `org`, `year`."""
    if name == _BEST:
        return _BEST
    wanted = attribute_called(name)
    if wanted and wanted.ordered_by:
        wanted = ATTRIBUTES[wanted.ordered_by]
    return wanted.called if wanted and wanted.order else None


def orders_of(catalog: Catalog) -> tuple[Order, ...]:
    """Return the orders that mean something in a catalog."""
    return (_BEST, *(order for order, attribute in _ORDERED.items() if attribute.offered(catalog)))


def ordered(
    catalog: Catalog, models: tuple[Model, ...], order: Order, reverse: bool = False
) -> tuple[Model, ...]:
    """Return `models` in an order: newest, largest and cheapest first, the others from A to Z, unless `reverse`.

    A price of which 0 is stated comes after all real ones.
    """
    attribute = attribute_in(order)
    if attribute is None:
        return tuple(reversed(models)) if reverse else models
    valued = list(zip(map(attribute.sort_key(catalog), models), models, strict=True))
    known = [(value, model) for value, model in valued if value is not None]
    aside: list[Model] = []
    if attribute.zero_is_stated:
        aside = [model for value, model in known if not value]
        known = [(value, model) for value, model in known if value]
    known.sort(key=itemgetter(0), reverse=attribute.largest_first != reverse)
    return (
        *(model for _, model in known), *aside, *(model for value, model in valued if value is None),
    )  # fmt: skip
