"""Record look-up: the one record with an id, name or alias, or else the records with names near to it.

What is typed may differ in case, accents and separators; nothing else is forgiven. Names that are near, or that begin
with what was typed, are returned apart, and the caller decides what to do with them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from genai_tui.catalog.address import ROR, WIKIDATA
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.search.match_kinds import allowed, distance_within
from genai_tui.search.matcher import LONGEST_TYPED, match, needle
from genai_tui.search.normalize import DIGITS, Folded, fold, without_accents

RecordKind = Literal["model", "organization", "node"]

_PIECES = re.compile(r"[^\W_]+(?:\+(?![^\W_]))*")
"""Words, with a plus that ends one: `CodeT5+` is another model than `CodeT5`."""
_SIZE = re.compile("v?[0-9]+[kmbt]?")
"""A word that is a version or a size: `65B`, `v3`."""


class Entry(Struct, frozen=True):
    """A record and what it is called."""

    kind: RecordKind
    id: str
    name: str
    aliases: tuple[str, ...] = ()


class Lookup(Struct, frozen=True):
    """What a typed name stands for.

    `found` holds the records of that id, name or alias: one where the name is good, more where several share it.
    Where there is none, `family` holds those whose names begin so, a plain member before a derivative; `near`
    those that are spelled or worded like it; and `meant` the one among them that is clearly the nearest.
    """

    typed: str
    found: tuple[Entry, ...] = ()
    family: tuple[Entry, ...] = ()
    near: tuple[Entry, ...] = ()
    meant: Entry | None = None

    @property
    def record(self) -> Entry | None:
        """The record, where there is exactly one."""
        return self.found[0] if len(self.found) == 1 else None


def model_entries(catalog: Catalog, near: str, exact: bool = False) -> Iterator[Entry]:
    """Yield the models of a catalog, then the datasets and applications that are known only as ancestors.

    Of a catalog in a database it is the models that a name is near to, or if it has to be `exact` that are spelled so.
    """
    models: Sequence[Model] = catalog.models
    if not catalog.is_whole:
        # Imported here: most catalogs are in memory.
        from genai_tui.catalog.stored import StoredCatalog
        from genai_tui.search.stored.look_up import models_near

        assert isinstance(catalog, StoredCatalog)
        models = models_near(catalog, near, exact)
    for model in (*models, *catalog.others):
        yield Entry("model", model.id, model.name, model.aliases)


def organization_entries(catalog: Catalog) -> Iterator[Entry]:
    """Yield the organizations of a catalog."""
    for known in catalog.organizations.values():
        yield Entry("organization", known.id, known.name, known.aliases)


def look_up_model(catalog: Catalog, text: str) -> Lookup:
    """Return which model of a catalog a name stands for."""
    model = catalog.model(text)
    if model is not None:  # an id needs no look at every name
        return Lookup(text, (Entry("model", model.id, model.name, model.aliases),))
    return look_up(tuple(model_entries(catalog, text)), text, _rank_in(catalog))


def look_up_record(catalog: Catalog, text: str) -> Lookup:
    """Return which model, or else which organization, of a catalog a name stands for.

    An organization may be named by its id at ROR or Wikidata as well.
    """
    model, organization = catalog.model(text), catalog.organization(text) or _of_register(catalog, text)
    if model is not None:
        return Lookup(text, (Entry("model", model.id, model.name, model.aliases),))
    if organization is not None:
        return Lookup(
            text, (Entry("organization", organization.id, organization.name, organization.aliases),)
        )
    models = tuple(model_entries(catalog, text))
    found = _named(models, text)
    if found:
        return Lookup(text, found)
    return look_up((*models, *organization_entries(catalog)), text, _rank_in(catalog))


def _of_register(catalog: Catalog, text: str) -> Organization | None:
    """Return the organization with an id, or its address, at ROR or Wikidata."""
    id_ = text.strip().removeprefix(ROR).removeprefix(WIKIDATA).casefold()
    return next(
        (
            each
            for each in catalog.organizations.values()
            if id_ in (each.ror, each.wikidata.casefold() if each.wikidata else None)
        ),
        None,
    )


def record_called(catalog: Catalog, text: str) -> Entry | None:
    """Return the record that has a name, a model before an organization; None where none has it, or several.

    Names that are only near are not looked for, which for a name that none has is most of the work.
    """
    found = _called(tuple(model_entries(catalog, text, exact=True)), text)
    found = found or _called(tuple(organization_entries(catalog)), text)
    return found[0] if len(found) == 1 else None


def organization_called(catalog: Catalog, text: str) -> Entry | None:
    """Return the organization that has a name; None where none has it, or several."""
    found = _called(tuple(organization_entries(catalog)), text)
    return found[0] if len(found) == 1 else None


def _called(entries: Sequence[Entry], text: str) -> tuple[Entry, ...]:
    exact = tuple(entry for entry in entries if entry.id == text)
    return exact[:1] or _named(entries, text)


def look_up(entries: Sequence[Entry], text: str, rank: Callable[[Entry], int] = lambda entry: 0) -> Lookup:
    """Return which of some records a name stands for; equally near ones come in order of their `rank`."""
    found = _called(entries, text)
    if found:
        return Lookup(text, found)
    return _Neighbourhood(entries, text[:LONGEST_TYPED], rank).lookup()


def _key(text: str) -> str:
    """Return a name without case, accents and separators; only between two numbers a separator counts, as a point."""
    pieces = _PIECES.findall(without_accents(text).casefold())
    key = ""
    for piece in pieces:
        key += "." + piece if key[-1:] in DIGITS and piece[0] in DIGITS else piece
    return key or text.strip().casefold()


def _named(entries: Sequence[Entry], text: str) -> tuple[Entry, ...]:
    """Return the records that are called `text`, by the strictest comparison that finds any."""
    typed = text.strip()
    if not typed:
        return ()
    key = _key(typed)
    joined = key.replace(".", "")
    best: dict[tuple[int, int], list[Entry]] = {}
    for entry in entries:
        for place, spelling in enumerate((entry.name, entry.id, *entry.aliases)):
            spelled = _key(spelling)
            if spelled.replace(".", "") != joined:
                continue
            reading = 0 if spelling.casefold() == typed.casefold() else 1 if spelled == key else 2
            there = best.setdefault((reading, int(place > 1)), [])
            if entry not in there:
                there.append(entry)
    return tuple(best[min(best)]) if best else ()


class _Neighbourhood:
    """The records whose names begin with, look like or hold what was typed."""

    def __init__(self, entries: Sequence[Entry], text: str, rank: Callable[[Entry], int]) -> None:
        self._text = text
        self._typed = fold(text)
        self._rank = rank
        self._folded = [
            (entry, fold(spelling))
            for entry in entries
            for spelling in dict.fromkeys((entry.name, *entry.aliases, entry.id))
        ]

    def lookup(self) -> Lookup:
        """Return what is near a name that no record has."""
        if not self._typed.letters:
            return Lookup(self._text)
        family = self._family()
        near, meant = self._near()
        others = [entry for entry in (*near, *self._worded()) if entry not in family]
        return Lookup(self._text, (), family, tuple(dict.fromkeys(others)), None if family else meant)

    def _family(self) -> tuple[Entry, ...]:
        """Return the records whose names begin with what was typed, up to the end of a word or number."""
        begun = self._typed.letters
        kinship: dict[Entry, int] = {}
        for entry, name in self._folded:
            if name.letters.startswith(begun) and len(begun) in name.bounds:
                kinship.setdefault(entry, _kinship(name, len(begun)))  # by its name before its id
        return tuple(sorted(kinship, key=lambda entry: (kinship[entry], self._rank(entry))))

    def _near(self) -> tuple[tuple[Entry, ...], Entry | None]:
        """Return the records that are spelled like what was typed, and the one that is clearly the nearest."""
        typed = self._typed.letters
        limit = allowed(len(typed))
        whole: dict[Entry, int] = {}
        begun: dict[Entry, int] = {}
        for entry, name in self._folded if limit else ():
            for end in name.ends:
                if abs(end - len(typed)) > limit or not _alike(typed, name.letters[:end]):
                    continue
                mistakes = distance_within(typed, name.letters[:end], limit)
                if mistakes is not None:
                    into = whole if end == len(name.letters) else begun
                    into[entry] = min(mistakes, into.get(entry, limit))
        order = sorted(
            {*whole, *begun},
            key=lambda each: (min(whole.get(each, 9), begun.get(each, 9) + 0.5), self._rank(each)),
        )
        return tuple(order), _clearest(whole, begun)

    def _worded(self) -> tuple[Entry, ...]:
        """Return the records whose names hold the words that were typed, in any order."""
        wanted = needle(self._text)
        held = {
            entry: met.cost
            for entry, name in self._folded
            if (met := match(wanted, name, forgiving=False)) and met.plain
        }
        return tuple(sorted(held, key=lambda entry: (held[entry], self._rank(entry))))


def _clearest(whole: dict[Entry, int], begun: dict[Entry, int]) -> Entry | None:
    """Return the record whose whole name is nearest, unless another name is as near or begins as nearly."""
    if not whole:
        return None
    best = min(whole, key=lambda entry: whole[entry])
    name = fold(best.name).letters
    as_near = any(entry != best and mistakes <= whole[best] for entry, mistakes in whole.items())
    begin_as_near = any(
        entry != best and mistakes <= whole[best] and not fold(entry.name).letters.startswith(name)
        for entry, mistakes in begun.items()
    )
    return None if as_near or begin_as_near else best


def _alike(typed: str, letters: str) -> bool:
    """Tell whether two spellings have the same digits in the same order, and short ones the same first letter."""
    if len(typed) <= 3 and typed[0] != letters[0]:
        return False
    return list(filter(DIGITS.__contains__, typed)) == list(filter(DIGITS.__contains__, letters))


def _kinship(name: Folded, begun: int) -> int:
    """Return how far a name is from its beginning: 0 if only versions and sizes follow, 2 for 4.5 after 4, else 1."""
    if begun in name.points:
        return 2
    starts = [parts[0] for parts in name.words]
    ends = [*starts[1:], len(name.letters)]
    rest = [
        name.letters[max(start, begun) : end] for start, end in zip(starts, ends, strict=True) if end > begun
    ]
    return 0 if all(map(_SIZE.fullmatch, rest)) else 1


def _rank_in(catalog: Catalog) -> Callable[[Entry], int]:
    """Return the rank of a record: the better known a model, the lower; organizations after models."""
    if not catalog.is_whole:
        # Imported here: as above.
        from genai_tui.catalog.stored import StoredCatalog
        from genai_tui.search.stored.look_up import standing_of

        assert isinstance(catalog, StoredCatalog)
        stored = catalog
        return lambda entry: standing_of(stored, entry.id) if entry.kind == "model" else len(stored) + 1

    @functools.cache
    def ranks() -> dict[str, int]:
        from genai_tui.search.subject import MODELS  # imported here: a name that is good needs no ranking

        models: list[Model] = sorted(catalog.models, key=lambda model: MODELS.standing(catalog, model))
        return {model.id: place for place, model in enumerate(models)}

    return lambda entry: ranks().get(entry.id, len(ranks())) if entry.kind == "model" else len(ranks()) + 1
