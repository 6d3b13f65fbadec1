"""Orders of a list of records. Unknown values come last in both directions."""

from __future__ import annotations

from operator import itemgetter

from genai_tui.catalog.attribute import AnyRecord, Attribute, AttributeTable
from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.model import Catalog

Order = str
"""The name of an order."""
_BEST = "best"
ORDERS: tuple[Order, ...] = (_BEST, *MODELS.orders)
"""All orders of models; `best` is the answer's own: by score, or where no words were asked the catalog's."""


def attribute_in(order: Order, attributes: AttributeTable = MODELS) -> Attribute | None:
    """Return the attribute that an order goes by; None for `best`."""
    return None if order == _BEST else attributes.orders[order]


def order_called(name: str, attributes: AttributeTable = MODELS) -> Order | None:
    """Return the order that goes by an attribute of this name, as in a query: `params`, `org`, `year`."""
    if name == _BEST:
        return _BEST
    wanted = attributes.called(name)
    if wanted and wanted.ordered_by:
        wanted = attributes.rows[wanted.ordered_by]
    return wanted.called if wanted and wanted.order else None


def orders_in(attributes: AttributeTable) -> tuple[Order, ...]:
    """Return all orders of records with these attributes."""
    return (_BEST, *attributes.orders)


def orders_of(catalog: Catalog, attributes: AttributeTable = MODELS) -> tuple[Order, ...]:
    """Return the orders that mean something in a catalog."""
    return (_BEST, *(order for order, attribute in attributes.orders.items() if attribute.offered(catalog)))


def ordered(
    catalog: Catalog,
    records: tuple[AnyRecord, ...],
    order: Order,
    reverse: bool = False,
    attributes: AttributeTable = MODELS,
) -> tuple[AnyRecord, ...]:
    """Return records in an order: newest, largest and cheapest first, the others from A to Z, unless `reverse`.

    A price of which 0 is stated comes after all real ones.
    """
    attribute = attribute_in(order, attributes)
    if attribute is None:
        return tuple(reversed(records)) if reverse else records
    valued = list(zip(map(attribute.sort_key(catalog), records), records, strict=True))
    known = [(value, record) for value, record in valued if value is not None]
    aside: list[AnyRecord] = []
    if attribute.zero_is_stated:
        aside = [record for value, record in known if not value]
        known = [(value, record) for value, record in known if value]
    known.sort(key=itemgetter(0), reverse=attribute.largest_first != reverse)
    return (
        *(record for _, record in known), *aside, *(record for value, record in valued if value is None),
    )  # fmt: skip
