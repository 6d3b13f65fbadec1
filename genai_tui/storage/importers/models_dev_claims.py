"""Claims of the offers of one model in models.dev: whose word counts, and what they differ about.

A provider's word is that provider's claim. It becomes what is known of the model where no other offer says
otherwise, or where the provider is the model's maker. How many say something makes no difference.
That weights are closed only their maker can say: a reseller writes so of whatever it serves itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from genai_tui.catalog.model import Dispute, DisputedClaim
from genai_tui.storage.importers.import_report import line
from genai_tui.storage.importers.models_dev_identity import Found, parts_of
from genai_tui.storage.importers.models_dev_vocabulary import MAKERS, NAMESPACES, NO_ORGANIZATION
from genai_tui.storage.names import folded
from genai_tui.storage.organization_aliases import AliasTable

SOURCE = "models-dev"
"""The id of the one source of the catalog."""

_T = TypeVar("_T")


class Word(Struct, Generic[_T], frozen=True):
    """What is said of one field: the value that counts, if one does, and who says what where they differ."""

    value: _T | None
    own: tuple[_T, ...] = ()
    """The values of the source that counts, each once: the model's own entry, or else the offers of its maker."""
    said: tuple[tuple[_T, tuple[str, ...]], ...] = ()
    whose: str = "The maker's own offer"

    @property
    def counting(self) -> _T | None:
        """The value in which the source that counts agrees with itself; None where it does not."""
        return self.own[0] if len(self.own) == 1 else None

    @property
    def disputed(self) -> bool:
        """Whether offers differ."""
        return len(self.said) > 1

    def dispute(
        self, field: str, spelled: Callable[[_T], str], chosen: _T | None, why: str
    ) -> tuple[Dispute, ...]:
        """Return the dispute about `field`, or none; `why` is for a choice that the maker did not make."""
        if not self.disputed:
            return ()
        claims = tuple(
            DisputedClaim(value=spelled(value), source=SOURCE, by=providers) for value, providers in self.said
        )
        if self.value is not None:
            why = f"{self.whose} says so."
        elif self.own:
            why = "The maker's own offers differ among themselves."
        return (
            Dispute(field=field, claims=claims, chosen=None if chosen is None else spelled(chosen), why=why),
        )


def word(
    offers: Iterable[Found],
    read: Callable[[Found], _T | None],
    own: Collection[Found] = (),
    itself: Collection[Found] = (),
) -> Word[_T]:
    """Return what is said of a field: by the model's entries (`itself`), else by its maker's offers (`own`), else by all.

    Each counts only if its values agree. `read` gives what one offer says, None where it says nothing.
    """
    by_value: dict[_T, dict[str, None]] = {}
    makers: dict[_T, None] = {}
    entries: dict[_T, None] = {}
    for offer in offers:
        value = read(offer)
        if value is None:
            continue
        by_value.setdefault(value, {})[offer.provider] = None
        if offer in itself:
            entries[value] = None
        elif offer in own:
            makers[value] = None
    own_word = tuple(entries or makers)
    whose = "models.dev's own entry of the model" if entries else "The maker's own offer"
    if len(by_value) < 2:
        return Word(next(iter(by_value), None), own_word, whose=whose)
    return Word(
        own_word[0] if len(own_word) == 1 else None,
        own_word,
        tuple((value, tuple(sorted(providers))) for value, providers in by_value.items()),
        whose,
    )


class Makers:
    """Who makes models, by what offers and ids call them."""

    def __init__(self, table: AliasTable, providers: Iterable[str]) -> None:
        """Take the names of `table`; `providers` that no table names as makers only sell the use of models."""
        self._names = {
            folded(name): known.name
            for known in table.organizations
            for name in (known.name, *known.spellings)
        }
        self._sellers = {folded(each) for each in providers} - {folded(each) for each in MAKERS}

    def of_provider(self, offer: Found) -> str | None:
        """Return the maker that the provider of an offer is, if it offers a model of its own."""
        name, beginnings = MAKERS.get(offer.provider_id, (None, ()))
        last = offer.id.rsplit("/", 1)[-1].lower()
        space = self.namespace(offer.id)
        if name is None or (space and self.known(space) not in (name, None)):
            return None
        own = last.startswith(beginnings) or (space is not None and self.known(space) == name)
        return name if own or not beginnings else None

    def known(self, namespace: str) -> str | None:
        """Return the organization that a namespace is known to stand for."""
        plain = folded(namespace)
        return None if plain in NO_ORGANIZATION else NAMESPACES.get(plain) or self._names.get(plain)

    def of_namespace(self, namespace: str) -> str | None:
        """Return the organization of a namespace: by the name it is known by, or as it stands; None if it is none."""
        if known := self.known(namespace):
            return known
        plain = folded(namespace)
        return None if not plain or plain in NO_ORGANIZATION or plain in self._sellers else namespace

    def namespace(self, offer_id: str) -> str | None:
        """Return what stands before the model in an id: `lab` of `host/lab/model` and `lab--model`, and of `us.lab.model` if known."""
        *before, last = parts_of(offer_id)
        for part in last.split(".")[:-1][:2]:
            if part.isalpha() and self.known(part) and last.partition(f"{part}.")[2][:1].isalpha():
                return part
        return line(before[-1], 100).removeprefix("~").removeprefix("hf:") or None if before else None

    def of_model(self, offers: Sequence[Found]) -> Word[str]:
        """Return who makes the model of these offers: whom its canonical id names, or the provider that is its maker,

        or whom namespaces of ids name, first those that are known as organizations.
        """
        readings: tuple[Callable[[Found], str | None], ...] = (
            lambda offer: self.of_namespace(offer.canonical.rpartition("/")[0].rpartition("/")[2]),
            lambda offer: self.of_provider(offer) or self.known(self.namespace(offer.id) or ""),
            lambda offer: self.of_namespace(self.namespace(offer.id) or ""),
        )
        said: Word[str] = Word(None)
        for read in readings:
            said = word(offers, read)
            if said.value or said.disputed:
                break
        return said
