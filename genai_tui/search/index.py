"""A catalog, ready to be asked: filters are exact, words are matched and ranked, every hit says why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import structs

from genai_tui.catalog.attributes import DISPUTED
from genai_tui.catalog.model import Catalog
from genai_tui.search.answer import Answer, Relaxation
from genai_tui.search.bitset import bitset, holder, members
from genai_tui.search.filters import Filtering
from genai_tui.search.hit import Hit
from genai_tui.search.name_index import Stop
from genai_tui.search.parser import parse
from genai_tui.search.ranking import Finder
from genai_tui.search.syntax import Query

MOST_RELAXED = 12
"""Clauses of a query that are left out in turn: each takes two searches, and a pasted page has hundreds."""


class SearchIndex:
    """Answers queries about one catalog. Every part is built when it is first needed."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._places = {model.id: place for place, model in enumerate(catalog.models)}

    def warm(self) -> None:
        """Build what a query may need, so that the first one need not; may run in a thread of its own."""
        self.finder.warm()

    def ask(self, text: str, stop: Stop | None = None) -> Answer:
        """Return what meets a query: best first if it has words, otherwise in the catalog's order.

        Raises QueryProblem for a query that means nothing here, and Stopped as soon as `stop` says so.
        """
        return self.answer(parse(text), stop)

    def answer(self, query: Query, stop: Stop | None = None) -> Answer:
        """Return what meets a query that has been parsed; raises as `ask`."""
        met = self.filtering.models(query)
        if not query.words:
            return Answer(query, tuple(map(self.catalog.models.__getitem__, members(met))), {})
        hits = {hit.model_id: hit for hit in self.finder.find(query.words, stop)}
        if query.filters:
            meets = holder(met, len(self.catalog))
            hits = {id_: hit for id_, hit in hits.items() if meets(self._places[id_])}
        return Answer(query, tuple(model for id_ in hits if (model := self.catalog.model(id_))), hits)

    def meeting(self, text: str) -> int:
        """Return the models that meet a query as a set of bits, as `filtering` speaks of them; raises as `ask`."""
        query = parse(text)
        if not query.words:
            return self.filtering.models(query)
        return self._set_of_ids(model.id for model in self.answer(query).models)

    def find(self, text: str) -> tuple[Hit, ...]:
        """Return the models that words mean, best first, whatever in them looks like a filter."""
        return self.finder.find(text)

    def relaxations(self, query: Query) -> tuple[Relaxation, ...]:
        """Return what each clause of an empty answer costs, the costliest first; of one, or of very many, nothing."""
        if not 2 <= len(query.clauses) <= MOST_RELAXED:
            return ()
        relaxed = []
        for clause in query.clauses:
            count = len(self.answer(query.without(clause)).models)
            alone = len(self.answer(structs.replace(query, clauses=(clause,))).models)
            relaxed.append(Relaxation(clause, query.text[clause.start : clause.end], count, alone))
        return tuple(sorted(relaxed, key=lambda each: (-each.count, each.alone)))

    def undecided(self, query: Query) -> Iterator[tuple[str, int]]:
        """Yield the fields that a query asks for a value of and sources differ about, and how many models it leaves out.

        What is disputed, and where no source counts more, is found by none of the values that it may have.
        """
        for clause in query.filters:
            field = clause.field
            if field is None or clause.negated or DISPUTED not in field.closed:
                continue
            rest = f"{query.text[: clause.start]} {query.text[clause.end :]}"
            disputed = self.filtering.values(field)[DISPUTED].models
            left_out = self.meeting(rest) & disputed & ~self.filtering.meeting(clause)
            if left_out:
                yield field.name, left_out.bit_count()

    def name_of(self, model_id: str) -> str:
        """Return a model's name as the catalog gives it."""
        model = self.catalog.model(model_id)
        return model.name if model else model_id

    @cached_property
    def finder(self) -> Finder:
        """The words of the catalog."""
        return Finder(self.catalog)

    @cached_property
    def filtering(self) -> Filtering:
        """The fields of the catalog."""
        return Filtering(self.catalog, self._saying, self._naming)

    def _saying(self, phrase: str) -> int:
        return self._set_of_ids(self.finder.saying(phrase))

    def _naming(self, word: str) -> int:
        return self._set_of_ids(self.finder.named(word))

    def _set_of_ids(self, ids: Iterable[str]) -> int:
        return bitset((self._places[id_] for id_ in ids), len(self.catalog))
