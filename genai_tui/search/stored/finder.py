"""The finder of a catalog in a database: names, organizations and texts are narrowed there, and ranked as in memory."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from genai_tui.catalog.stored import CatalogDatabase, StoredCatalog
from genai_tui.search.full_text import FullText, spaced_words
from genai_tui.search.hit import Hit, Where
from genai_tui.search.matcher import needle
from genai_tui.search.name_index import Stop
from genai_tui.search.ranking import Finder
from genai_tui.search.stored.names import MOST, RowValues, StoredNames, StoredRows
from genai_tui.search.subject import Subject


class _Name(Struct, frozen=True, gc=False):
    """A name of a model."""

    text: str
    standing: int
    kind: str

    @property
    def where(self) -> Where:
        """Where a match of it counts as being."""
        return "name" if self.kind == "name" else "alias"


class _Named(Struct, frozen=True, gc=False):
    """A model as far as a hit tells of it."""

    id: str
    place: int


class StoredFinder(Finder):
    """Finds and ranks the models of a catalog in a database."""

    def __init__(self, catalog: StoredCatalog, subject: Subject) -> None:
        self._catalog = self._stored = catalog
        self._subject = subject
        self._database = catalog.database
        size = next(self._database.rows("SELECT count(*) FROM names"))[0]
        self._spellings = StoredRows(
            self._database,
            "SELECT place, text, standing, kind FROM names WHERE place",
            size,
            lambda row: _Name(*row[1:]),
        )
        self._texts = RowValues(self._spellings, "text")  # type: ignore[assignment]
        self._owners = RowValues(self._spellings, "standing")  # type: ignore[assignment]
        self._where = RowValues(self._spellings, "where")  # type: ignore[assignment]
        self.models = StoredRows(
            self._database,
            "SELECT standing, id, place FROM models WHERE standing",
            len(catalog),
            lambda row: _Named(*row[1:]),
        )
        """The models by their standing."""
        self._records = self.models  # type: ignore[assignment]
        self.passed_over = 0
        """Models that words may mean besides, less known ones, which the last query did not rank."""

    def warm(self) -> None:
        """Build what a query by the names of organizations needs."""
        self._makers(needle("mistaekn"), None, forgiving=True)

    def find(self, text: str, stop: Stop | None = None) -> tuple[Hit, ...]:
        """Return the models that typed words mean, best first; of very many the best known ones."""
        self.passed_over = 0
        found = super().find(text, stop)
        self.passed_over += self._stored_names.passed_over
        return found

    def placed(self, text: str, stop: Stop | None = None) -> list[tuple[int, Hit]]:
        """Return what `find` does, each with the place of its model in the catalog."""
        hits = self.find(text, stop)
        ids = {each.id: each.place for each in self.models.kept()}
        place_of = self._stored.source_of_models.place_of
        return [(ids[hit.id] if hit.id in ids else place_of(hit.id) or 0, hit) for hit in hits]

    def near(self, text: str, most: int) -> tuple[int, ...]:
        """Return the places of the models whose names typed words mean, at most so many, best first."""
        met = sorted(
            self._stored_names.find(needle(text)), key=lambda each: (round(each[1].cost, 6), each[0])
        )
        standings = dict.fromkeys(self._spellings[place].standing for place, _ in met)
        return tuple(self.models[standing].place for standing in list(standings)[:most])

    def called(self, text: str) -> set[int]:
        """Return the standings of the models of which a name equals a text, or else has its words as typed."""
        wanted = needle(text)
        places = self._stored_names.spelled(wanted.whole.letters)
        self._spellings.load(places)
        found = {name.standing for name in map(self._spellings.__getitem__, places) if name.kind != "id"}
        if found:
            return found
        met = self._stored_names.find(wanted, forgiving=False)
        names = (self._spellings[place] for place, each in met if each.plain)
        return {name.standing for name in names if name.kind != "id"}

    def named_standings(self, word: str) -> set[int]:
        """Return the standings of the models whose name, alias or organization holds a word as typed."""
        wanted = needle(word)
        met = self._names.find(wanted, forgiving=False)
        found = {self._owners[place] for place, each in met if each.plain}
        for id_, _, maker in self._makers(wanted, None, forgiving=False):
            if maker.plain:
                found.update(self._members.every(id_))
        return found

    def saying_standings(self, phrase: str) -> list[int]:
        """Return the standings of the models that say a phrase word for word."""
        return list(self._texts_of_records.saying(phrase))

    @cached_property
    def place_of_standing(self) -> array[int]:
        """The place of a model in the catalog by its standing."""
        return array(
            "q", (place for (place,) in self._database.rows("SELECT place FROM models ORDER BY standing"))
        )

    @property
    def _stored_names(self) -> StoredNames:
        assert isinstance(self._names, StoredNames)
        return self._names

    @cached_property
    def _names(self) -> StoredNames:
        return StoredNames(self._database, self._spellings, self.models)

    @cached_property
    def _members(self) -> _Members:  # type: ignore[override]
        return _Members(self)

    @cached_property
    def _texts_of_records(self) -> _StoredText:
        return _StoredText(self)

    def pass_over(self, count: int) -> None:
        """Note that so many are not ranked."""
        self.passed_over += count


class _Members(Mapping[str, Sequence[int]]):
    """For each organization the standings of its models, the best known ones."""

    def __init__(self, finder: StoredFinder) -> None:
        self._finder = finder
        self._database: CatalogDatabase = finder._database

    def __getitem__(self, id_: str) -> Sequence[int]:
        found = self.every(id_)
        if len(found) > MOST:
            self._finder.pass_over(len(found) - MOST)
        self._finder.models.load(found[:MOST])
        return found[:MOST]

    def every(self, id_: str) -> list[int]:
        """Return the standings of all models of an organization, in order."""
        rows = self._database.rows(
            "SELECT standing FROM vocabulary JOIN model_values USING (value) JOIN models ON place = model"
            " WHERE vocabulary.field = 'org' AND key = ?",
            id_,
        )
        return sorted(standing for (standing,) in rows)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return (
            key
            for (key,) in self._database.rows("SELECT key FROM vocabulary WHERE field = 'org' ORDER BY value")
        )

    def __len__(self) -> int:
        return self._database.number("SELECT count(*) FROM vocabulary WHERE field = 'org'") or 0


class _StoredText(FullText):
    """The words of records, which full text looks up."""

    def __init__(self, finder: StoredFinder) -> None:
        self._finder = finder

    def holding(self, words: Sequence[str]) -> list[int]:
        """Return the standings of the best known models in whose records each of `words` begins a word."""
        wanted = [spaced for word in words if (spaced := spaced_words(word))]
        if not wanted:
            return []
        asked = " AND ".join(f'"{" ".join(spaced)}" *' for spaced in wanted)
        found = self._matching(asked, MOST + 1)
        if len(found) > MOST:
            self._finder.pass_over(self._count(asked) - MOST)
        self._finder.models.load(found[:MOST])
        return found[:MOST]

    def saying(self, phrase: str) -> list[int]:  # type: ignore[override]
        """Return the standings of the models whose records say a phrase word for word."""
        words = spaced_words(phrase)
        return self._matching(f'"{" ".join(words)}"', -1) if words else []

    def _matching(self, asked: str, most: int) -> list[int]:
        rows = self._finder._database.rows(
            "SELECT rowid - 1 FROM texts WHERE texts MATCH ? LIMIT ?", asked, most
        )
        return [standing for (standing,) in rows]

    def _count(self, asked: str) -> int:
        return self._finder._database.number("SELECT count(*) FROM texts WHERE texts MATCH ?", asked) or 0
