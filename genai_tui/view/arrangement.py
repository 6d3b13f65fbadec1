"""The models that meet a query, in groups and in order; what stays the same is not worked out again."""

from __future__ import annotations

from msgspec import Struct

from genai_tui.catalog.model import Catalog, Model
from genai_tui.search.grouping import Facet, Group, group
from genai_tui.search.sorting import Order, ordered


class Wish(Struct, frozen=True):
    """What is to be arranged how: models that meet a query, the group to show (None: all), the order."""

    models: tuple[Model, ...]
    facet: Facet
    group_id: str | None
    order: Order
    reverse: bool


class Arranged(Struct, frozen=True):
    """All groups, the one that is shown if it is among them, and its models or all of them in order."""

    groups: tuple[Group, ...]
    here: Group | None
    models: tuple[Model, ...]


class Arranging:
    """Arranges models of one catalog. It remembers the last groups and the last order, so ask from one thread."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._groups: tuple[Group, ...] = ()
        self._grouped: tuple[tuple[Model, ...], Facet] | None = None
        self._ordered: tuple[Model, ...] = ()
        self._sorted: tuple[tuple[Model, ...], Order, bool] | None = None

    def arrange(self, wish: Wish) -> Arranged:
        """Return what is wished for."""
        if not self._grouped or self._grouped[0] is not wish.models or self._grouped[1] != wish.facet:
            self._grouped = wish.models, wish.facet
            self._groups = group(self._catalog, wish.models, wish.facet)
        here = next((each for each in self._groups if each.id == wish.group_id), None)
        models = here.models if here else wish.models
        order = wish.order, wish.reverse
        if not self._sorted or self._sorted[0] is not models or self._sorted[1:] != order:
            self._sorted = models, *order
            self._ordered = ordered(self._catalog, models, *order)
        return Arranged(self._groups, here, self._ordered)
