"""The writer of database files: a catalog, or a part of it, in the tables of `relational.py`, whole or not at all."""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec

from genai_tui.catalog.attribute import Attribute
from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.claim_fields import claim_fields
from genai_tui.catalog.model import Catalog, Model, Organization, value_at
from genai_tui.catalog.provenance import covers, state_of
from genai_tui.catalog.relational import (
    APPLICATION,
    BY_TABLE,
    COLUMN_ATTRIBUTES,
    FORM,
    NUMBER_ATTRIBUTES,
    OF_CATALOG,
    ORDER_ATTRIBUTES,
    PLAIN_TEXTS,
    TABLES,
    VOCABULARY_ATTRIBUTES,
)
from genai_tui.storage import files

Row = tuple[Any, ...]
_LARGEST = 2**63 - 1
"""The largest whole number of SQLite."""
_PAGE = 4096
_TOGETHER = 2_000
"""Models whose rows are sent together."""
_PATHS = tuple(
    dict.fromkeys((
        *claim_fields(Model),
        *(part for each in ATTRIBUTES.values() for part in each.path.split("|") if part),
    ))
)  # fmt: skip
"""Fields whose states are written: every one that a record can claim something in."""
_PATHS_WITHIN: dict[str, list[str]] = {}
for _path in _PATHS:
    _PATHS_WITHIN.setdefault(_path.partition(".")[0], []).append(_path)
_COUNTED = (*_PATHS, "disputes")
"""Fields of which it is counted how many models state them."""


class Lettering(Protocol):
    """What a search needs of a catalog, which this room does not know how to find."""

    def standing(self, model: Model) -> Any:
        """Return a sort key, the best known first."""

    def names(self, model: Model) -> Iterable[tuple[str, str]]:
        """Yield each spelling of a model's names with its kind: name, alias or id."""

    def letters(self, name: str) -> str:
        """Return a name's letters and digits alone."""

    def pairs(self, name: str) -> str:
        """Return the numbers of the pairs of letters in a name, with blanks between them."""

    def words(self, model: Model) -> str:
        """Return the words of all that a record says, with blanks between them."""


class _PartFile:
    """A file beside the one that is to be, which takes its name once it is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(f".{os.getpid()}-{os.urandom(4).hex()}.part")

    def remove(self) -> None:
        """Remove what is left of it."""
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                Path(f"{self.path}{ending}").unlink()


def write_database(path: Path, catalog: Catalog, models: Sequence[Model], lettering: Lettering) -> None:
    """Write models of a catalog, with what belongs to them, into a new file; raises files.Refused, and nothing is left then."""
    files.look_for_room(path)
    part = _PartFile(path)
    try:
        try:
            database = sqlite3.connect(part.path, isolation_level=None)
            try:
                _write(database, catalog, models, lettering)
            finally:
                database.close()
        except sqlite3.Error as error:
            raise files.Refused(f"cannot be written: {error}") from None
        files.take_name(part.path, path)
    finally:
        part.remove()


def _write(
    database: sqlite3.Connection, catalog: Catalog, models: Sequence[Model], lettering: Lettering
) -> None:
    database.execute(f"PRAGMA page_size = {_PAGE}")
    for setting in (
        "journal_mode = OFF",
        "synchronous = OFF",
        "locking_mode = EXCLUSIVE",
        "cache_size = -64000",
    ):
        database.execute(f"PRAGMA {setting}").fetchall()
    database.execute(f"PRAGMA application_id = {APPLICATION}")
    database.execute(f"PRAGMA user_version = {FORM}")
    database.execute("BEGIN")
    for table in TABLES:
        database.execute(table.statement)
    filler = _Filler(database, catalog, lettering)
    filler.fill_head(models)
    filler.fill_models(models)
    for table in TABLES:
        for index in list(table.statements)[1:]:
            database.execute(index)
    for table in TABLES:
        if table.full_text:
            database.execute(f"INSERT INTO {table.name} ({table.name}) VALUES ('optimize')")
    database.execute("COMMIT")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("VACUUM")


class _Filler:
    """Fills the tables of a new database."""

    def __init__(self, database: sqlite3.Connection, catalog: Catalog, lettering: Lettering) -> None:
        self._database = database
        self._catalog = catalog
        self._lettering = lettering
        self._rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        self._keys: dict[tuple[str, str], int] = {}
        """The values of texts as they were met, by field and key, and their numbers for now."""
        self._counts: Counter[int] = Counter()
        self._known: Counter[str] = Counter()
        """Of how many models each attribute is known."""
        self._states: dict[str, Counter[str]] = {path: Counter() for path in _COUNTED}

    def fill_head(self, models: Sequence[Model]) -> None:
        """Write what is said of the catalog as a whole, and what belongs to its models."""
        catalog = self._catalog
        head = catalog.head
        told = {
            name: getattr(head, name)
            for name in ("id", "title", "edition", "version", "date", "license", "credit", "about")
        }
        told |= {"head": _json(head), "report": _json(catalog.report)}
        self._put("catalog", ((name, value) for name, value in told.items() if value is not None))
        self._put("sources", (_source_row(OF_CATALOG, each) for each in head.sources))
        organizations, relations, others = _beside(catalog, models)
        columns = BY_TABLE["organizations"].names[1:-1]
        self._put(
            "organizations",
            (
                (place, *(getattr(each, name) for name in columns), _json(each))
                for place, each in enumerate(organizations)
            ),
        )
        columns_of_relations = BY_TABLE["relations"].names[1:-1]
        self._put(
            "relations",
            (
                (place, *(getattr(each, name) for name in columns_of_relations), _json(each))
                for place, each in enumerate(relations)
            ),
        )
        self._put(
            "others",
            ((place, each.id, each.name, each.type, _json(each)) for place, each in enumerate(others)),
        )

    def fill_models(self, models: Iterable[Model]) -> None:
        """Write the models, one after the other, and then what is in order of something else than their places."""
        self._database.execute("CREATE TEMP TABLE met (value INTEGER, model INTEGER)")
        keys: list[tuple[Any, int]] = []
        for place, model in enumerate(models):
            keys.append((self._lettering.standing(model), place))
            self._add(place, model)
            if not (place + 1) % _TOGETHER:
                self._send()
        self._send()
        keys.sort()
        standings = ((standing, place) for standing, (_, place) in enumerate(keys))
        self._database.executemany("UPDATE models SET standing = ? WHERE place = ?", standings)
        self._fill_vocabulary()
        self._put(
            "fields",
            (
                (path, counts["stated"], counts["known"], counts["estimated"], counts["disputed"])
                for path, counts in sorted(self._states.items())
            ),
        )
        self._put("attributes", sorted(self._known.items()))
        order = [place for _, place in keys]
        keys.clear()
        self._fill_names(models, order)

    def _add(self, place: int, model: Model) -> None:
        catalog, rows = self._catalog, self._rows
        rows["models"].append(self._model_row(place, model))
        rows["records"].append((place, _json(model)))
        sources = {each.id: catalog.source(model, each.id) or each for each in model.sources}
        rows["sources"] += (_source_row(place, each) for each in sources.values())
        speaking = tuple((each.id, each.supports) for each in model.sources)
        for first, paths in _PATHS_WITHIN.items():
            value = getattr(model, first)
            if (value is None or value == ()) and not model.disputes:
                continue
            for path in paths:
                if (state := state_of(model, path)) != "unknown":
                    rows["claims"].append((place, path, state, _speaking(speaking, path)))
                    self._states[path][state] += 1
                    value = value_at(model, path)
                    self._states[path]["stated"] += value is not None and value != ()
        if model.disputes:
            self._states["disputes"].update(("known", "stated"))
        for attribute in NUMBER_ATTRIBUTES:
            values = dict.fromkeys(attribute.values(catalog, model))
            self._known[attribute.name] += bool(values)
            rows["numbers"] += ((attribute.name, _number(value), place) for value in values)
        for attribute in VOCABULARY_ATTRIBUTES:
            keys = dict.fromkeys(attribute.values(catalog, model))
            self._known[attribute.name] += bool(keys)
            for key in keys:
                value = self._keys.setdefault((attribute.name, str(key)), len(self._keys))
                self._counts[value] += 1
                rows["model_values"].append((value, place))

    def _model_row(self, place: int, model: Model) -> Row:
        catalog = self._catalog

        def first(attribute: Attribute) -> Any:
            values = attribute.values(catalog, model)
            return _number(values[0]) if values else None

        self._known.update(each.name for each in COLUMN_ATTRIBUTES if each.values(catalog, model))
        return (
            place, model.id, model.name, place, model.category,
            *(first(ATTRIBUTES[name]) for name in PLAIN_TEXTS),
            *(first(each) for each in COLUMN_ATTRIBUTES),
            *(each.sort_key(catalog)(model) for each in ORDER_ATTRIBUTES),
        )  # fmt: skip

    def _send(self) -> None:
        for name, rows in self._rows.items():
            if rows:
                self._put("met" if name == "model_values" else name, rows)
                rows.clear()

    def _put(self, table: str, rows: Iterable[Row]) -> None:
        count = len(BY_TABLE[table].columns) if table in BY_TABLE else 2
        self._database.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * count)})", rows)

    def _fill_vocabulary(self) -> None:
        """Write the values of texts, those of a field one after the other, and which models have them."""
        places = {name: number for number, name in enumerate(each.name for each in VOCABULARY_ATTRIBUTES)}
        told = sorted(self._keys.items(), key=lambda item: (places[item[0][0]], item[0][1]))
        self._database.execute("CREATE TEMP TABLE renumbered (met INTEGER PRIMARY KEY, value INTEGER)")
        self._database.executemany(
            "INSERT INTO renumbered VALUES (?, ?)", ((met, value) for value, (_, met) in enumerate(told))
        )
        self._put(
            "vocabulary",
            (
                (value, field, key, ATTRIBUTES[field].label(self._catalog, key), self._counts[met])
                for value, ((field, key), met) in enumerate(told)
            ),
        )
        self._keys.clear()
        self._database.execute(
            "INSERT INTO model_values SELECT renumbered.value, model FROM met"
            " JOIN renumbered ON renumbered.met = met.value ORDER BY 1, 2"
        )
        self._database.execute("DROP TABLE met")

    def _fill_names(self, models: Iterable[Model], order: list[int]) -> None:
        """Write names and words, those of the best known model first."""
        lettering = self._lettering
        standing_of = [0] * len(order)
        for standing, place in enumerate(order):
            standing_of[place] = standing
        self._database.execute(
            "CREATE TEMP TABLE spelled (standing INTEGER, number INTEGER, text TEXT, kind TEXT)"
        )
        self._database.execute("CREATE TEMP TABLE worded (standing INTEGER PRIMARY KEY, words TEXT)")

        def spelled() -> Iterator[Row]:
            for standing, model in zip(standing_of, models, strict=True):
                for number, (text, kind) in enumerate(lettering.names(model)):
                    yield standing, number, text, kind

        self._database.executemany("INSERT INTO spelled VALUES (?, ?, ?, ?)", spelled())
        words = (
            (standing, lettering.words(model)) for standing, model in zip(standing_of, models, strict=True)
        )
        self._database.executemany("INSERT INTO worded VALUES (?, ?)", words)
        rows = self._database.execute("SELECT standing, text, kind FROM spelled ORDER BY standing, number")
        place = 0
        while some := rows.fetchmany(_TOGETHER):
            named = [
                (place + number, text, lettering.letters(text), standing, kind)
                for number, (standing, text, kind) in enumerate(some)
            ]
            self._put("names", named)
            self._database.executemany(
                "INSERT INTO name_pairs (rowid, pairs) VALUES (?, ?)",
                ((each[0], lettering.pairs(each[1])) for each in named),
            )
            place += len(named)
        self._database.execute(
            "INSERT INTO texts (rowid, words) SELECT standing + 1, words FROM worded ORDER BY standing"
        )
        for table in ("spelled", "worded", "renumbered"):
            self._database.execute(f"DROP TABLE {table}")


def _beside(catalog: Catalog, models: Sequence[Model]) -> tuple[list[Organization], list[Any], list[Model]]:
    """Return what of a catalog belongs to some of its models, as an export as JSON has it."""
    whole = len(models) == len(catalog.models)
    if whole:
        return list(catalog.organizations.values()), list(catalog.relations), list(catalog.others)
    named = {id_ for model in models for id_ in model.organization_ids}
    bases = {each.model for model in models for each in model.based_on}
    others = [each for each in catalog.others if each.id in bases]
    named |= {id_ for each in others for id_ in each.organization_ids}
    organizations = [each for id_, each in catalog.organizations.items() if id_ in named]
    known = {each.id for each in organizations}
    return organizations, [each for each in catalog.relations if {each.from_id, each.to_id} <= known], others


@functools.lru_cache(maxsize=20_000)  # the models of a catalog mostly have their sources for the same fields
def _speaking(sources: tuple[tuple[str, tuple[str, ...]], ...], path: str) -> str:
    """Return the ids of the sources that speak for a field, as a JSON list."""
    return _json([id_ for id_, supports in sources if any(covers(told, path) for told in supports)])


def _source_row(model: int, source: Any) -> Row:
    return (model, source.id, source.title, source.url, source.kind, source.note, _json(source.supports))


def _number(value: Any) -> Any:
    """Return a value as SQLite takes it: of whole numbers those that are too large as the nearest real one."""
    return value * 1.0 if isinstance(value, int) and abs(value) > _LARGEST else value


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
