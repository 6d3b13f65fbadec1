"""The search index of a catalog: exact filters, and words that are matched and ranked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import structs

from genai_tui.catalog.attributes import DISPUTED
from genai_tui.catalog.model import Catalog
from genai_tui.search.answer import Answer, Relaxation
from genai_tui.search.bitset import bitset, holder, members
from genai_tui.search.fields import Field
from genai_tui.search.filters import Filtering
from genai_tui.search.hit import Hit
from genai_tui.search.name_index import Stop
from genai_tui.search.parser import parse
from genai_tui.search.ranking import Finder
from genai_tui.search.subject import MODELS, Subject
from genai_tui.search.syntax import Clause, Query

MOST_RELAXED = 12
"""Clauses of a query up to which each is left out in turn; it takes two searches a clause."""


class SearchIndex:
    """Answers queries about the models of a catalog, or its organizations. Its parts are built when first needed."""

    def __init__(self, catalog: Catalog, subject: Subject = MODELS) -> None:
        self.catalog = catalog
        self.subject = subject
        self._records = subject.records(catalog)
        self._places = {record.id: place for place, record in enumerate(self._records)}

    def warm(self) -> None:
        """Build what a query may need before the first one comes; may run in a thread of its own."""
        self.finder.warm()

    def parse(self, text: str) -> Query:
        """Return the query that a text is; raises QueryProblem."""
        return parse(text, self.subject.attributes)

    def ask(self, text: str, stop: Stop | None = None) -> Answer:
        """Return what meets a query: best first if it has words, otherwise in the catalog's order.

        Raises QueryProblem for a text that is no query, and Stopped as soon as `stop` says yes.
        """
        return self.answer(self.parse(text), stop)

    def answer(self, query: Query, stop: Stop | None = None) -> Answer:
        """Return what meets a query that has been parsed; raises as `ask`."""
        met = self.filtering.records(query)
        if not query.words:
            return Answer(query, tuple(map(self._records.__getitem__, members(met))), {})
        hits = {hit.id: hit for hit in self.finder.find(query.words, stop)}
        if query.filters:
            meets = holder(met, len(self._records))
            hits = {id_: hit for id_, hit in hits.items() if meets(self._places[id_])}
        return Answer(query, tuple(self._records[self._places[id_]] for id_ in hits), hits)

    def meeting(self, text: str) -> int:
        """Return the records that meet a query as a set of bits, as in `filtering`; raises as `ask`."""
        query = self.parse(text)
        if not query.words:
            return self.filtering.records(query)
        return self._set_of_ids(model.id for model in self.answer(query).records)

    def find(self, text: str) -> tuple[Hit, ...]:
        """Return the records that words mean, best first. What looks like a filter is taken for words."""
        return self.finder.find(text)

    def relaxations(self, query: Query) -> tuple[Relaxation, ...]:
        """Return for each clause of a query how many records meet the others, most first.

        One clause, and very many, have no relaxations.
        """
        if not 2 <= len(query.clauses) <= MOST_RELAXED:
            return ()
        relaxed = []
        for clause in self._relaxed(query):
            count = len(self.answer(query.without(clause)).records)
            alone = len(self.answer(structs.replace(query, clauses=(clause,))).records)
            relaxed.append(Relaxation(clause, query.text[clause.start : clause.end], count, alone))
        return tuple(sorted(relaxed, key=lambda each: (-each.count, each.alone)))

    def _relaxed(self, query: Query) -> tuple[Clause, ...]:
        """Return the clauses that are left out in turn."""
        return query.clauses

    def unknown_in(self, answer: Answer, field: Field) -> int:
        """Return of how many records of an answer a field is not known."""
        return sum(not field.values(self.catalog, record) for record in answer.records)

    def undecided(self, query: Query) -> Iterator[tuple[str, int]]:
        """Yield the fields of a query with disputed values, and how many records are left out for that reason.

        A disputed value of which no source counts more than another is found by none of the values that sources give.
        """
        for clause in query.filters:
            field = clause.field
            if field is None or clause.negated or DISPUTED not in field.closed:
                continue
            rest = f"{query.text[: clause.start]} {query.text[clause.end :]}"
            disputed = self.filtering.values(field)[DISPUTED].records
            left_out = self.meeting(rest) & disputed & ~self.filtering.meeting(clause)
            if left_out:
                yield field.name, left_out.bit_count()

    def place_of(self, record_id: str) -> int:
        """Return the bit that stands for a record in a set of them; raises KeyError for one that is not there."""
        return self._places[record_id]

    def name_of(self, record_id: str) -> str:
        """Return a record's name as the catalog gives it."""
        place = self._places.get(record_id)
        return record_id if place is None else str(self._records[place].name)

    @cached_property
    def finder(self) -> Finder:
        """The words of the catalog."""
        return Finder(self.catalog, self.subject)

    @cached_property
    def filtering(self) -> Filtering:
        """The fields of the catalog."""
        return Filtering(self.catalog, self.subject, self._saying, self._naming)

    def _saying(self, phrase: str) -> int:
        return self._set_of_ids(self.finder.saying(phrase))

    def _naming(self, word: str) -> int:
        return self._set_of_ids(self.finder.named(word))

    def _set_of_ids(self, ids: Iterable[str]) -> int:
        return bitset((self._places[id_] for id_ in ids), len(self._records))
