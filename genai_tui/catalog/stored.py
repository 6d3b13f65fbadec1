"""A catalog that stays in a database: its models are read one by one, when they are asked for, and never all held.

What it asks of the database is a protocol, so that this room knows of no file. The tables are those of `relational.py`.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import eq
from typing import Any, Protocol, overload

from genai_tui.catalog.diagnostics import CatalogError
from genai_tui.catalog.model import Catalog, Model, Organization

Row = tuple[Any, ...]
LISTED = 1_000
"""Models of an organization or a category that are read to be listed; of more the first."""
_KEPT = 2_000
"""Models that are kept once they were read: more than any window shows, and some megabytes."""
_AT_ONCE = 500
"""Models that are read with one question when all are gone through."""
_NEAR = 64
"""Models that are read together: whoever asks for one mostly asks for its neighbours."""


class CatalogDatabase(Protocol):
    """What is asked of a database that holds a catalog."""

    def rows(self, statement: str, *values: Any) -> Iterator[Row]:
        """Yield what a SELECT finds; raises CatalogError where the database cannot be read."""

    def number(self, statement: str, *values: Any) -> int | None:
        """Return the whole number that a SELECT finds first; None where it finds none."""

    def define(self, name: str, function: Callable[[int], bool]) -> None:
        """Let the SELECTs of this thread call a function of one number by a name."""

    def model(self, record: str, id_: str) -> Model:
        """Return the model that a column holds; where that is damaged, one that says so."""

    def lost(self, id_: str, reason: str) -> Model:
        """Return what stands in place of a model that cannot be read, and says why."""

    def other(self, record: str) -> Model | None:
        """Return the dataset or application that a column holds; None where that is damaged."""

    def organization(self, record: str) -> Organization | None:
        """Return the organization that a column holds; None where that is damaged."""


Places = Sequence[int]
"""Places of models in the catalog: a range where they are all there are, else an array."""


class StoredModels(Sequence[Model]):
    """Some of the models of a database in some order: how many is known at once, which ones when one is asked for."""

    def __init__(
        self,
        source: ModelSource,
        count: int,
        places: Places | Callable[[], Places],
        all_in_order: bool = False,
    ) -> None:
        self.source = source
        self._count = count
        self._places = places
        self.all_in_order = all_in_order
        """Whether these are all of the catalog, in its order."""

    @property
    def places(self) -> Places:
        """The places of the models in the catalog."""
        if callable(self._places):
            self._places = self._places()
        return self._places

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Model: ...
    @overload
    def __getitem__(self, at: slice) -> StoredModels: ...
    def __getitem__(self, at: int | slice) -> Model | StoredModels:
        if isinstance(at, slice):
            places = self.places[at]
            return StoredModels(self.source, len(places), places)
        return self.source.at(self.places, at)

    def __iter__(self) -> Iterator[Model]:
        places = self.places
        for start in range(0, len(places), _AT_ONCE):
            yield from self.source.some(places[start : start + _AT_ONCE])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StoredModels) or len(self) != len(other):
            return False
        return self.source is other.source and all(map(eq, self.places, other.places))

    def __hash__(self) -> int:
        return hash((id(self.source), self._count))

    def where(self, id_: str | None) -> int | None:
        """Return at what position the model of an id stands; None where it is not among these."""
        place = None if id_ is None else self.source.place_of(id_)
        if place is None:
            return None
        if isinstance(self.places, range) and self.places.step == 1:
            return place if place in self.places else None
        try:
            return self.places.index(place)
        except ValueError:
            return None


def _found(database: CatalogDatabase, statement: str, *values: Any) -> list[Row]:
    """Return the few rows that a SELECT finds; none where the file cannot be read any longer: what is shown stays."""
    try:
        return list(database.rows(statement, *values))
    except CatalogError:
        return []


class ModelSource:
    """The models of a database by their places, the last ones kept."""

    def __init__(self, database: CatalogDatabase) -> None:
        self._database = database
        self._kept: OrderedDict[int, Model] = OrderedDict()

    def at(self, places: Places, position: int) -> Model:
        """Return the model at a position in some places, and read its neighbours with it."""
        place = places[position]
        known = self._kept.get(place)
        if known is None:
            start = max(0, position % len(places) - _NEAR // 2)
            near = places[start : start + _NEAR]
            try:
                for each, model in zip(near, self._read(near), strict=True):
                    self._keep(each, model)
            except CatalogError as error:  # a row is drawn whatever becomes of the file
                return self._database.lost(f"{place}", error.problems[0].message)
            known = self._kept[place]
        return known

    def some(self, places: Places) -> Iterator[Model]:
        """Yield models by their places, without keeping them."""
        return iter(self._read(places))

    def place_of(self, id_: str) -> int | None:
        """Return the place of a model by its id."""
        found = _found(self._database, "SELECT place FROM models WHERE id = ?", id_)
        return found[0][0] if found else None

    def _keep(self, place: int, model: Model) -> None:
        self._kept[place] = model
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _read(self, places: Sequence[int]) -> list[Model]:
        marks = ",".join("?" * len(places))
        found = {
            place: self._database.model(record, id_)
            for place, id_, record in self._database.rows(
                "SELECT place, id, record FROM models JOIN records ON records.model = models.place"
                f" WHERE place IN ({marks})",
                *places,
            )
        }
        lost = self._database.lost
        return [found.get(place) or lost(f"{place}", "the model has no record") for place in places]


class StoredOrganizations(Mapping[str, Organization]):
    """The organizations of a database by their ids, the last ones kept."""

    def __init__(self, database: CatalogDatabase, count: int) -> None:
        self._database = database
        self._count = count
        self._kept: OrderedDict[str, Organization | None] = OrderedDict()

    def __getitem__(self, id_: str) -> Organization:
        if id_ not in self._kept:
            found = _found(self._database, "SELECT record FROM organizations WHERE id = ?", id_)
            self._kept[id_] = self._database.organization(found[0][0]) if found else None
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        known = self._kept.get(id_)
        if known is None:
            raise KeyError(id_)
        return known

    def __iter__(self) -> Iterator[str]:
        return (id_ for (id_,) in self._database.rows("SELECT id FROM organizations ORDER BY place"))

    def __len__(self) -> int:
        return self._count

    def values(self) -> Any:
        """Return the organizations in their order, read one after the other."""
        rows = self._database.rows("SELECT record FROM organizations ORDER BY place")
        return (known for (record,) in rows if (known := self._database.organization(record)))


class StoredCatalog(Catalog, frozen=True, dict=True):
    """A catalog in a database. Beside the look-ups of any catalog it counts and narrows without reading its models."""

    @property
    def is_whole(self) -> bool:
        """Whether all of its models are in memory."""
        return False

    @property
    def database(self) -> CatalogDatabase:
        """The database."""
        return self.memo["database"]  # type: ignore[no-any-return]

    @cached_property
    def source_of_models(self) -> ModelSource:
        """Its models by their places."""
        return ModelSource(self.database)

    def model(self, model_id: str) -> Model | None:
        """Return the model, dataset or application with this id, if there is one."""
        place = self.source_of_models.place_of(model_id)
        if place is not None:
            return self.source_of_models.at((place,), 0)
        found = _found(self.database, "SELECT record FROM others WHERE id = ?", model_id)
        return self.database.other(found[0][0]) if found else None

    def organization_name(self, organization_id: str) -> str:
        """Return the organization's name, or the id where no record stands behind it."""
        return self._names_of_organizations.get(organization_id, organization_id)

    @cached_property
    def _names_of_organizations(self) -> dict[str, str]:
        """Names by ids, read at once: each row on screen asks for some, and the tree for all."""
        return dict(_found(self.database, "SELECT id, name FROM organizations"))

    def narrowed(self, attribute: str, key: str) -> Sequence[Model]:
        """Return the models that have a value of an attribute whose values stand in the vocabulary; of many the first."""
        rows = _found(
            self.database,
            "SELECT model FROM model_values JOIN vocabulary USING (value) WHERE field = ? AND key = ? LIMIT ?",
            attribute,
            key,
            LISTED,
        )
        found = array("q", (place for (place,) in rows))
        return StoredModels(self.source_of_models, len(found), found)

    def left_out(self, attribute: str, key: str) -> int:
        """Return how many of the models that have a value of an attribute `narrowed` leaves out."""
        found = _found(
            self.database, "SELECT models FROM vocabulary WHERE field = ? AND key = ?", attribute, key
        )
        count: int = found[0][0] if found else 0
        return max(0, count - LISTED)

    def tells(self, path: str, of_organizations: bool = False) -> bool:
        """Return whether any model, or any organization, has a value at a dotted path; for `a|b`, at either."""
        if of_organizations:
            return super().tells(path, of_organizations)
        counted = self._counted_fields
        return any(counted.get(each, 1) > 0 for each in path.split("|"))

    @cached_property
    def _counted_fields(self) -> dict[str, int]:
        rows = self.database.rows("SELECT field, stated FROM fields")
        return {str(field): count for field, count in rows if isinstance(count, int)}

    def count_in(self, category_id: str) -> int:
        """Return how many models stand in a category."""
        return self.database.number("SELECT count(*) FROM models WHERE category = ?", category_id) or 0
