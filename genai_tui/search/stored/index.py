"""The index of a catalog in a database: the same questions as in memory, answered with models that are read when shown."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cached_property

from genai_tui.catalog.stored import StoredCatalog, StoredModels
from genai_tui.search.answer import Answer
from genai_tui.search.bitset import holder
from genai_tui.search.fields import Field
from genai_tui.search.index import SearchIndex
from genai_tui.search.name_index import Stop
from genai_tui.search.stored.filters import StoredFiltering
from genai_tui.search.stored.finder import StoredFinder
from genai_tui.search.stored.places import column, placed
from genai_tui.search.subject import MODELS, Subject
from genai_tui.search.syntax import Clause, Query


class StoredIndex(SearchIndex):
    """Answers queries about the models of a catalog in a database."""

    def __init__(self, catalog: StoredCatalog, subject: Subject = MODELS) -> None:
        self.catalog = catalog
        self.subject = subject
        self._stored = catalog
        self._size = len(catalog)

    def answer(self, query: Query, stop: Stop | None = None) -> Answer:
        """Return what meets a query that has been parsed; raises as `ask`."""
        met = self.filtering.records(query)
        source = self._stored.source_of_models
        if not query.words:
            if met.bit_count() == self._size:
                return Answer(query, self._stored.models, {})
            return Answer(query, StoredModels(source, met.bit_count(), lambda: column(met)), {})
        ranked = self.finder.placed(query.words, stop)
        if query.filters:
            meets = holder(met, self._size)
            ranked = [(place, hit) for place, hit in ranked if meets(place)]
        found = array("q", (place for place, _ in ranked))
        hits = {hit.id: hit for _, hit in ranked}
        return Answer(query, StoredModels(source, len(found), found), hits, self.finder.passed_over)

    def meeting(self, text: str) -> int:
        """Return the models that meet a query as a set of bits; raises as `ask`."""
        query = self.parse(text)
        if not query.words:
            return self.filtering.records(query)
        records = self.answer(query).records
        assert isinstance(records, StoredModels)
        return placed(records.places, self._size)

    def _relaxed(self, query: Query) -> tuple[Clause, ...]:
        """Return the clauses that are left out in turn: not words, each of which would be searched for anew."""
        return tuple(clause for clause in query.clauses if clause.kind == "filter")

    def unknown_in(self, answer: Answer, field: Field) -> int:
        """Return of how many models of an answer a field is not known."""
        assert isinstance(answer.records, StoredModels)
        return (placed(answer.records.places, self._size) & ~self.filtering.known(field)).bit_count()

    def place_of(self, record_id: str) -> int:
        """Return the bit that stands for a model in a set of them; raises KeyError for one that is not there."""
        place = self._stored.source_of_models.place_of(record_id)
        if place is None:
            raise KeyError(record_id)
        return place

    def name_of(self, record_id: str) -> str:
        """Return a model's name as the catalog gives it."""
        known = self.catalog.model(record_id)
        return known.name if known else record_id

    @cached_property
    def finder(self) -> StoredFinder:
        """The words of the catalog."""
        return StoredFinder(self._stored, self.subject)

    @cached_property
    def filtering(self) -> StoredFiltering:
        """The fields of the catalog."""
        return StoredFiltering(self._stored, self.subject, self._saying, self._naming, self._called)

    def _saying(self, phrase: str) -> int:
        return self._at(self.finder.saying_standings(phrase))

    def _naming(self, word: str) -> int:
        return self._at(self.finder.named_standings(word))

    def _called(self, text: str) -> int:
        return self._at(self.finder.called(text))

    def _at(self, standings: Iterable[int]) -> int:
        place = self.finder.place_of_standing
        return placed(
            (place[each] for each in standings), self._size
        )  # a standing that is none is told as well
