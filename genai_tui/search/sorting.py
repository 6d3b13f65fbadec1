"""Orders of a list of records. Unknown values come last in both directions."""

from __future__ import annotations

from collections.abc import Sequence

from genai_tui.catalog.attribute import AnyRecord, Attribute, AttributeTable
from genai_tui.catalog.attributes import MODELS
from genai_tui.catalog.model import Catalog
from genai_tui.search.backends import record_set

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
    records: Sequence[AnyRecord],
    order: Order,
    reverse: bool = False,
    attributes: AttributeTable = MODELS,
) -> Sequence[AnyRecord]:
    """Return records in an order: newest, largest and cheapest first, the others from A to Z, unless `reverse`.

    A price of which 0 is stated comes after all real ones.
    """
    attribute = attribute_in(order, attributes)
    if attribute is None:
        return records[::-1] if reverse else records
    return record_set(catalog, records).ordered(attribute, reverse)
