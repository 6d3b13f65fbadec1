"""Comparison of the landscape with newer files of its sources: candidates, differences, and keys that name nothing.

Which rows are a model of the landscape the program's own merge says: keys in records, the shipped table of identities,
equal ids whose makers agree. Nothing is written, and nothing is decided: a person takes a candidate or refuses it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.agreement import FIELDS
from genai_tui.catalog.disagreement import Disagreement, FieldCount, disagreements
from genai_tui.catalog.model import Catalog, Model, ParameterCount, Release
from genai_tui.catalog.partial_date import days_of
from genai_tui.catalog.provenance import UNPLACED
from genai_tui.storage.identities import Identities
from genai_tui.storage.identity import Records
from genai_tui.storage.merge import join

CANONICAL = "models-dev"
"""The catalog of which only models with a canonical id are candidates: the others are what single providers call something."""


class Candidate(Struct, frozen=True):
    """A model of the newer files that no record of the landscape has as a key."""

    name: str
    keys: tuple[str, ...]
    """What to write into `same_as`, or into the list of refusals: `epoch:NAME`, `models-dev:MAKER/MODEL`."""
    makers: tuple[str, ...]
    released: Release | None
    size: ParameterCount | None
    offers: int
    """How many offers models.dev lists of it."""
    citations: int | None
    category: str
    """The category in which the program's own rules place it, or `unplaced`."""
    alike: tuple[tuple[str, str], ...] = ()
    """Records of the landscape that go by its name, each with the reasons for and against one model."""


class Difference(Struct, frozen=True):
    """A field in which a newer file says something else than the record of the landscape."""

    found: Disagreement
    """The first side is that of the landscape."""
    known: bool
    """Whether the record already says that the field is disputed."""


class LostKey(Struct, frozen=True):
    """A key of a record of the landscape that names nothing in the newer file."""

    id: str
    key: str
    still: tuple[str, ...]
    """Other keys of that record that do name something in the file."""


class Count(Struct, frozen=True):
    """How many rows of a newer file are what; the numbers behind `rows` add up to it."""

    title: str
    rows: int
    keyed: int = 0
    """Those that are a record of the landscape."""
    alike: int = 0
    """Candidates that go by the name of a record of the landscape."""
    new: int = 0
    """The other candidates."""
    refused: int = 0
    """Those that the list of refusals names."""
    earlier: int = 0
    """Those that came out before the day that was asked for, or on none that is known."""
    without_canonical_id: int = 0


class Comparison(Struct, frozen=True):
    """All that newer files have to say about the landscape."""

    candidates: tuple[Candidate, ...]
    """The newest first, those without a date last."""
    counts: tuple[FieldCount, ...]
    """By field: how many records state it as their newer row does, and how many of them differ."""
    differences: tuple[Difference, ...]
    """By field in the order of the counts, the farthest apart first."""
    lost: tuple[LostKey, ...]
    refused_keys: tuple[tuple[str, str], ...]
    """Keys that name something and joined nothing, each with the reason."""
    sums: tuple[Count, ...]
    idle_refusals: tuple[str, ...]
    """Refused keys that name nothing in the newer files."""


def compared(
    landscape: Catalog,
    newer: Sequence[Catalog],
    table: Identities = Identities(),  # noqa: B008  # frozen
    refused: Iterable[str] = (),
    since: str = "",
) -> Comparison:
    """Return what newer files say about the landscape; candidates are those that came out on or after `since`."""
    marked = [_marked(catalog) for catalog in newer]
    joined = join([landscape, *marked], table)
    records = Records.of(marked)
    rows = _Rows(landscape, joined, marked)
    refused = tuple(refused)
    refused_rows = {records.name(number) for key in refused for number in records.find(key)}
    candidates: list[Candidate] = []
    states: dict[str, Counter[str]] = {catalog.head.id: Counter() for catalog in newer}
    for shown in rows.shown:
        found = rows.of(shown)
        candidate = _candidate(joined, shown, found, records, rows)
        if shown.id in rows.kept:
            state = "keyed"
        elif not refused_rows.isdisjoint(found):
            state = "refused"
        elif all(_head(row) == CANONICAL and not _canonical(model) for row, model in found.items()):
            state = "without_canonical_id"
        elif since and not (shown.date and days_of(shown.date)[1] >= since):
            state = "earlier"
        else:
            state = "alike" if candidate.alike else "new"
            candidates.append(candidate)
        for row in found:
            states[_head(row)][state] += 1
    differences = [_differences(landscape, joined, catalog.head.title) for catalog in newer]
    return Comparison(
        tuple(sorted(candidates, key=_newest_first)),
        _total([counts for counts, _ in differences]),
        _in_order(each for _, found in differences for each in found),
        tuple(_lost(landscape, table, records)),
        tuple(each for each in joined.refused_keys if each[1] != "no record is called so"),
        tuple(Count(each.head.title, len(_all(each)), **states[each.head.id]) for each in newer),
        tuple(key for key in refused if records.has(key) and not records.find(key)),
    )


def _all(catalog: Catalog) -> tuple[Model, ...]:
    return (*catalog.models, *catalog.others)


def _head(row: str) -> str:
    return row.partition(":")[0]


def _marked(catalog: Catalog) -> Catalog:
    """Return a catalog whose records each bear their own key, which stays with the model that they are joined to."""

    def with_key(model: Model) -> Model:
        return replace(model, same_as=(f"{catalog.head.id}:{model.id}", *model.same_as))

    return replace(
        catalog, models=tuple(map(with_key, catalog.models)), others=tuple(map(with_key, catalog.others))
    )


class _Rows:
    """Which rows of the newer files each model of the joined catalog is made of."""

    def __init__(self, landscape: Catalog, joined: Catalog, newer: Sequence[Catalog]) -> None:
        self.kept = {model.id for model in _all(landscape)}
        """The ids of the landscape, which comes first and so keeps them."""
        self._joined = joined
        self._heads = {catalog.head.title: catalog.head.id for catalog in newer}
        self._rows = {model.same_as[0]: model for catalog in newer for model in _all(catalog)}
        self.shown = tuple(model for model in _all(joined) if self.of(model))
        self._alike: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for each in joined.lookalikes:
            one, other = each.ids
            if one in self.kept and other not in self.kept:
                self._alike[other].append((one, "; ".join(each.reasons)))

    def of(self, shown: Model) -> dict[str, Model]:
        """Return the rows of a model by their own keys, each as its file has it."""
        members = self._joined.members.get(shown.id)
        if members is None:
            return {} if shown.id in self.kept else {shown.same_as[0]: self._rows[shown.same_as[0]]}
        keys = [
            f"{self._heads[each.catalog]}:{each.model.id}" for each in members if each.catalog in self._heads
        ]
        return {key: self._rows[key] for key in keys}

    def alike(self, shown: Model) -> tuple[tuple[str, str], ...]:
        """Return the records of the landscape that go by the name of a model, each with the reasons."""
        return tuple(self._alike.get(shown.id, ()))


def _canonical(model: Model) -> tuple[str, ...]:
    """Return the canonical ids of a record of models.dev, as keys."""
    return tuple(key for key in model.same_as[1:] if _head(key) == CANONICAL)


def _candidate(
    joined: Catalog, shown: Model, found: Mapping[str, Model], records: Records, rows: _Rows
) -> Candidate:
    keys: list[str] = []
    for row, model in found.items():
        by_name = f"{_head(row)}:{model.name}"
        if canonical := _canonical(model):
            keys += canonical
        elif _head(row) != CANONICAL and len(records.find(by_name)) == 1:
            keys.append(by_name)
        else:
            keys.append(row)
    return Candidate(
        shown.name,
        tuple(dict.fromkeys(keys)),
        tuple(joined.organization_name(each) for each in shown.organization_ids),
        shown.released,
        shown.headline_parameters,
        len(shown.offers),
        shown.citations,
        next((each.category for each in found.values() if each.category != UNPLACED), UNPLACED),
        rows.alike(shown),
    )


def _newest_first(candidate: Candidate) -> tuple[str, str, tuple[str, ...]]:
    date = candidate.released.date if candidate.released else ""
    digits = days_of(date)[0] if date else ""
    turned = "".join(chr(ord("9") - int(each)) if each.isdigit() else each for each in digits) or "~"
    return turned, candidate.name.casefold(), candidate.keys


def _differences(
    landscape: Catalog, joined: Catalog, title: str
) -> tuple[tuple[FieldCount, ...], list[Difference]]:
    """Return the counts by field and the differences between the landscape and the newer file with a title."""
    both = (landscape.head.title, title)
    pairs = {
        id_: tuple(each for each in members if each.catalog in both)
        for id_, members in joined.members.items()
        if {*both} <= {each.catalog for each in members}
    }
    if not pairs:
        return (), []
    found = disagreements(replace(joined, members=pairs, lookalikes=()))
    return found.counts, [Difference(each, _disputed(landscape, each)) for each in found.found]


def _disputed(landscape: Catalog, found: Disagreement) -> bool:
    model = landscape.model(found.model)
    return model is not None and any(dispute.field == found.field for dispute in model.disputes)


def _in_order(found: Iterable[Difference]) -> tuple[Difference, ...]:
    places = {field.path: place for place, field in enumerate(FIELDS)}
    return tuple(
        sorted(
            found,
            key=lambda each: (
                places[each.found.field], -each.found.distance, each.found.model, each.found.sides[1].catalog,
            ),
        )
    )  # fmt: skip


def _total(counts: Sequence[Sequence[FieldCount]]) -> tuple[FieldCount, ...]:
    """Return the counts of all files as one list, in the order of the fields."""
    by_field: dict[str, list[FieldCount]] = {field.path: [] for field in FIELDS}
    for each in (each for some in counts for each in some):
        by_field[each.field].append(each)
    return tuple(
        FieldCount(
            field, sum(each.both for each in some), sum(each.differ for each in some), some[0].tolerance
        )
        for field, some in by_field.items()
        if some
    )


def _lost(landscape: Catalog, table: Identities, records: Records) -> Iterator[LostKey]:
    """Yield the keys of the landscape's records to the newer files that name nothing there."""
    in_table = {row.id: row.keys for row in table.same if row.id}
    for model in sorted(_all(landscape), key=lambda model: model.id):
        keys = dict.fromkeys((*model.same_as, *in_table.get(model.id, ())))
        told = [key for key in keys if ":" in key and records.has(key)]
        for key in told:
            if not records.find(key):
                still = (other for other in told if _head(other) == _head(key) and records.find(other))
                yield LostKey(model.id, key, tuple(still))
