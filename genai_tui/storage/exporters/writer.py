"""The base class of the writers of formats: what each can be asked to write, as text line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from genai_tui.catalog.model import Catalog, Model, Organization

if TYPE_CHECKING:  # few commands tell of single claims
    from genai_tui.catalog.claim_card import ClaimCard


class Reason(Protocol):
    """Why a search found a model."""

    @property
    def score(self) -> float:
        """How well it is met; more is better."""

    @property
    def told(self) -> str:
        """What was met, in a few words."""

    def as_json(self) -> dict[str, Any]:
        """Return the score with its parts, the matched letters and where they stand."""


class Count(Protocol):
    """Values of the fields that are counted by, their labels and the number of records; None is not known."""

    @property
    def values(self) -> tuple[str | None, ...]:
        """Keys, one for each field."""

    @property
    def labels(self) -> tuple[str | None, ...]:
        """What the keys are called."""

    @property
    def count(self) -> int:
        """How many records there are."""


class Writer:
    """Writes records in one format. A writer has the methods for the contents that its row in the table names."""

    CREDITS = False
    """Whether what is exported says which catalog it comes from, with licence and credit."""

    def models(self, catalog: Catalog, models: Sequence[Model], asked: Iterable[str] = ()) -> Iterator[str]:
        """Yield models; attributes `asked` for by name get a column in tables for readers."""
        raise NotImplementedError

    def found(
        self, catalog: Catalog, models: Sequence[Model], reasons: Mapping[str, Reason]
    ) -> Iterator[str]:
        """Yield models with the reasons why each was found, by id; there are none where no words were asked for."""
        return self.models(catalog, models)

    def organizations(
        self, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = ()
    ) -> Iterator[str]:
        """Yield organizations; else as `models`."""
        raise NotImplementedError

    def counts(
        self, catalog: Catalog, fields: Sequence[str], rows: Sequence[Count], total: int, noun: str = "models"
    ) -> Iterator[str]:
        """Yield counts by fields, or the total alone where there are none; `noun` is what is counted."""
        raise NotImplementedError

    def export(self, catalog: Catalog, models: Sequence[Model], query: str) -> Iterator[str]:
        """Yield the models of a query, for use elsewhere."""
        return self.models(catalog, models)

    def citations(self, catalog: Catalog, models: Sequence[Model]) -> Iterator[str]:
        """Yield the papers of models that have one."""
        raise NotImplementedError

    def claim(self, card: ClaimCard) -> Iterator[str]:
        """Yield how to cite one claim of a catalog; for what can write the papers of models."""
        raise NotImplementedError

    def spelled_out(self, text: str) -> str:
        """Return a text with all beyond ASCII in the escapes of the format; unchanged if the format has none."""
        return text
