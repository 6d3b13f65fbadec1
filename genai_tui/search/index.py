"""The names of a catalog, ready to be searched: models by name, alias and organization, then by text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

from genai_tui.catalog.model import Catalog, Model
from genai_tui.search.folding import Folded, Span, fold
from genai_tui.search.matching import Match, Needle, allowed, match, needle
from genai_tui.search.narrowing import Narrowing, at_least, members, runs

Field = Literal["name", "alias", "organization", "text"]

BEST = 100.0
"""Score of a name met exactly; everything that is off takes something away."""
_FIELD: dict[Field, float] = {"name": 0.0, "alias": 0.3, "organization": 8.0, "text": 20.0}
"""What it costs to be met elsewhere than in the name."""
_FEW = 40
"""Candidates to forgive typing mistakes in, at least, where there are so many."""
_BATCH = 2_000
_PAIRS_OF_A_SLIP = 4
"""Pairs that one typing mistake can spoil."""

Stop = Callable[[], bool]


class Stopped(Exception):
    """A search was given up because its answer is no longer wanted."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score."""

    what: str
    points: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A model that was found: in which field, in which text, how, and how well."""

    model_id: str
    field: Field
    matched: str
    """The name, alias or text that the words were found in."""
    match: Match | None
    """How the words met `matched`; None where they stand in a text."""
    organization: str | None = None
    """The organization's name that met the words which `matched` did not."""
    organization_match: Match | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Matched runs in `matched`."""
        return self.match.spans(fold(self.matched)) if self.match else ()

    @property
    def cost(self) -> float:
        """How far the score is from BEST."""
        cost = _FIELD[self.field] + (self.match.cost if self.match else 0.0)
        if self.organization_match and self.field != "organization":
            cost += _FIELD["organization"] / 2 + self.organization_match.cost
        return cost

    @property
    def score(self) -> float:
        """The sum of the points of all `parts`."""
        return BEST - self.cost

    def parts(self) -> tuple[Part, ...]:
        """Return what the score is made of."""
        parts = [Part("best", BEST)]
        if _FIELD[self.field]:
            parts.append(Part(f"found as {self.field}", -_FIELD[self.field]))
        together = self.organization_match if self.field != "organization" else None
        if together:
            parts.append(Part("partly found as organization", -_FIELD["organization"] / 2))
        for each in filter(None, (self.match, together)):
            parts += [Part(f"{met.word}: {met.way}", -met.cost) for met in each.words]
            if each.left_over:
                parts.append(Part("rest of the name", -each.left_over))
        return tuple(parts)


class Names:
    """Many texts that a few typed words are looked up in."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._narrowing = Narrowing(texts)
        self._folded: dict[int, Folded] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def find(
        self, wanted: Needle, stop: Stop | None = None, forgiving: bool = True
    ) -> list[tuple[int, Match]]:
        """Return place and match of the texts that `wanted` meets, in order of place.

        Typing mistakes are forgiven, if at all, only where no text is met word by word. Raises Stopped.
        """
        if not wanted.words:
            return []
        if len(wanted.whole.letters) == 1:
            names = self._narrowing.shared((wanted.whole.letters,))[1]
            return list(self._meeting(wanted, members(names[0] if names else 0), False, stop))
        found = list(self._meeting(wanted, members(self._candidates(wanted, forgiving=False)), False, stop))
        if not forgiving or any(met.plain for _, met in found):
            return found
        forgiven = self._meeting(wanted, members(self._candidates(wanted, forgiving=True)), True, stop)
        return sorted({**dict(found), **dict(forgiven)}.items())

    def _candidates(self, wanted: Needle, forgiving: bool) -> int:
        """Return the texts that have enough of the pairs of every word, as a set of bits."""
        size = self._narrowing.size
        names = -1
        for run in {run: None for word in wanted.words for run in runs(word.letters)}:
            pairs, columns = self._narrowing.shared((run,))
            slips = _PAIRS_OF_A_SLIP * allowed(len(run)) if forgiving and not run.isdigit() else 0
            names &= at_least(columns, max(1, pairs - slips), size)
        if not forgiving:
            return names
        # A short word spoilt, or numbers written together, still leave much of the whole.
        whole = wanted.whole.letters
        pairs, columns = self._narrowing.shared(runs(whole))
        names |= at_least(columns, max(1, pairs - _PAIRS_OF_A_SLIP * allowed(len(whole))), size)
        if names.bit_count() <= _FEW:
            return names
        # Many share a few pairs: the likelier ones first, until there are enough.
        few = 0
        for count in range(pairs, 0, -1):
            few = names & at_least(columns, count, size)
            if few.bit_count() >= _FEW:
                break
        return few

    def _meeting(
        self, wanted: Needle, places: Iterable[int], forgiving: bool, stop: Stop | None
    ) -> Iterator[tuple[int, Match]]:
        for count, place in enumerate(places):
            if stop is not None and not count % _BATCH and stop():
                raise Stopped
            if (met := match(wanted, self.folded(place), forgiving)) is not None:
                yield place, met

    def folded(self, place: int) -> Folded:
        """Return a text folded; kept, since the next query asks for much the same ones."""
        if place not in self._folded:
            if len(self._folded) > 50_000:
                self._folded.clear()
            self._folded[place] = fold(self._texts[place])
        return self._folded[place]


class SearchIndex:
    """Answers typed words with models, best first. Every part is built when it is first needed."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        # Among equals comes first what people most likely mean, so that is the order of the names.
        self._models = sorted(catalog.models, key=_standing)
        self._owners: list[int] = []
        self._fields: list[Field] = []
        self._texts: list[str] = []
        for place, model in enumerate(self._models):
            self._enter(place, "name", model.name)
            folded = model.name.casefold()
            for alias in model.aliases:
                self._enter(place, "alias", alias)
            if model.id != folded.replace(" ", "-"):
                self._enter(place, "alias", model.id)

    def _enter(self, place: int, field: Field, text: str) -> None:
        self._owners.append(place)
        self._fields.append(field)
        self._texts.append(text)

    @cached_property
    def _names(self) -> Names:
        return Names(self._texts)

    @cached_property
    def _organization_names(self) -> list[tuple[str, str]]:
        """Every spelling of every organization that has models, with its id."""
        ids = {id_: None for model in self._models for id_ in model.organization_ids}
        spelled = []
        for id_ in ids:
            known = self._catalog.organization(id_)
            spelled += [(spelling, id_) for spelling in ((known.name, *known.aliases) if known else (id_,))]
        return spelled

    @cached_property
    def _organizations(self) -> Names:
        return Names([spelling for spelling, _ in self._organization_names])

    @cached_property
    def _prose(self) -> tuple[str, list[int]]:
        """The words of all records in one text, and where each record's begin."""
        texts = [prose_of(self._catalog, model) for model in self._models]
        return "".join(texts), [0, *accumulate(map(len, texts))]

    def name_of(self, model_id: str) -> str:
        """Return a model's name as the catalog gives it."""
        model = self._catalog.model(model_id)
        return model.name if model else model_id

    def find(self, text: str, stop: Stop | None = None) -> tuple[Hit, ...]:
        """Return the models that typed words mean, best first; nothing typed finds nothing.

        Names and aliases come before organizations, and those before the text of a record. `stop` is
        asked now and then whether to give up; then Stopped is raised.
        """
        wanted = needle(text)
        if not wanted.words:
            return ()
        found: dict[int, Hit] = {}
        for place, met in self._names.find(wanted, stop):
            owner = self._owners[place]
            hit = Hit(self._models[owner].id, self._fields[place], self._texts[place], met)
            self._keep(found, owner, hit)
        plain = any(hit.match and hit.match.plain for hit in found.values())
        self._by_organization(wanted, found, alone=plain, stop=stop)
        if len(wanted.whole.letters) > 2:
            self._by_text(wanted, found, stop)
        # Sorting keeps the order of the names among equals; a hair's difference in cost is none.
        ranked = sorted((round(hit.cost, 6), owner) for owner, hit in found.items())
        return tuple(found[owner] for _, owner in ranked)

    def _keep(self, found: dict[int, Hit], owner: int, hit: Hit) -> None:
        if owner not in found or hit.cost < found[owner].cost:
            found[owner] = hit

    def _by_organization(
        self, wanted: Needle, found: dict[int, Hit], alone: bool, stop: Stop | None
    ) -> None:
        """Find models of an organization that all words name or, unless `alone`, some of them."""
        for id_, spelling, met in self._organizations_named(wanted, forgiving=not found):
            for owner in self._members[id_]:
                self._keep(found, owner, Hit(self._models[owner].id, "organization", spelling, met))
        if alone:
            return
        for few, rest in wanted.parted():
            named = [each for each in self._organizations_named(few, False) if each[2].plain]
            if not named:
                continue
            names = self._names.find(rest, stop)
            for id_, spelling, by in named:
                members_of = set(self._members[id_])
                for place, met in names:
                    owner = self._owners[place]
                    if owner in members_of:
                        id_of = self._models[owner].id
                        hit = Hit(id_of, self._fields[place], self._texts[place], met, spelling, by)
                        self._keep(found, owner, hit)

    def _organizations_named(self, wanted: Needle, forgiving: bool) -> list[tuple[str, str, Match]]:
        """Return id, spelling and match of the organizations that words name, each at its best."""
        best: dict[str, tuple[str, str, Match]] = {}
        if len(wanted.whole.letters) < 2:
            return []
        for place, met in self._organizations.find(wanted, forgiving=forgiving):
            spelling, id_ = self._organization_names[place]
            if id_ not in best or met.cost < best[id_][2].cost:
                best[id_] = (id_, spelling, met)
        return list(best.values())

    @cached_property
    def _members(self) -> dict[str, list[int]]:
        """For each organization the places of its models."""
        members_of: dict[str, list[int]] = {}
        for place, model in enumerate(self._models):
            for id_ in model.organization_ids:
                members_of.setdefault(id_, []).append(place)
        return members_of

    def _by_text(self, wanted: Needle, found: dict[int, Hit], stop: Stop | None) -> None:
        """Find models whose text holds every word, at the beginning of one of its own."""
        text, begins = self._prose
        words = [f" {word.original}" for word in wanted.words]
        matched = " ".join(word.original for word in wanted.words)
        at = text.find(words[0])
        while at >= 0:
            owner = bisect_right(begins, at) - 1
            end = begins[owner + 1]
            if owner not in found and all(text.find(word, begins[owner], end) >= 0 for word in words[1:]):
                found[owner] = Hit(self._models[owner].id, "text", matched, None)
            if stop is not None and stop():
                raise Stopped
            at = text.find(words[0], end)


_NOT_WORD = re.compile(r"[\W_]+")


def plain_words(text: str) -> str:
    """Return the words of a text in lower case, each after one space."""
    return " " + _NOT_WORD.sub(" ", text.casefold()).strip() + " "


def prose_of(catalog: Catalog, model: Model) -> str:
    """Return what a record says in words, its category's labels in both languages included."""
    texts: list[str] = [*(part for part in (model.summary, model.how_it_works) if part)]
    texts += [*model.strengths, *model.limitations]
    if model.architecture:
        texts += filter(None, (model.architecture.family, *model.architecture.components))
    if model.paper:
        texts.append(model.paper.title)
    for id_ in (model.category, *model.also_in):
        if category := catalog.category(id_):
            texts += filter(None, (category.label.en, category.label.de, *category.aliases))
    return plain_words(" ".join(texts)) if texts else ""


def _standing(model: Model) -> tuple[int, int, str, str]:
    """Return a sort key: better known, then newer, then name."""
    newer = "".join(chr(0x7F - ord(char)) for char in (model.released.date if model.released else ""))
    return (-(model.citations or 0), -len(model.sources), newer or "~", model.name)
