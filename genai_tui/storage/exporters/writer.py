"""The base class of the writers of formats: what each can be asked to write, as text line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from genai_tui.catalog.attribute import AnyRecord
from genai_tui.catalog.model import Catalog, Model, Organization

if TYPE_CHECKING:  # few commands tell of single claims
    from genai_tui.catalog.claim_card import ClaimCard
    from genai_tui.storage.exporters.record_fields import RecordField
    from genai_tui.storage.sqlite.writer import Lettering


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


class Counted(Struct, frozen=True):
    """What was counted by some fields; by none, how many records there are."""

    fields: Sequence[str]
    """Names of the fields."""
    rows: Sequence[Count]
    """A row for each combination of their values that occurs."""
    total: int
    """How many records there are."""
    noun: str = "models"
    """What the records are called."""
    margins: Sequence[Sequence[Count]] = ()
    """Of two fields the counts by each alone; else nothing."""

    def crossed(self, unknown: str) -> list[list[str]]:
        """Return the counts by two fields as a table with headings: the one down, the other across, and how many in all.

        A record with two values of a field counts for both, so what stands under `all` may be less than the sum beside it.
        """
        down, across = (sorted(each, key=lambda row: row.values[0] is None) for each in self.margins)
        counts = {row.values: row.count for row in self.rows}
        table = [[" / ".join(self.fields), *(each.labels[0] or unknown for each in across), "all"]]
        for each in down:
            beside = (counts.get((each.values[0], other.values[0]), 0) for other in across)
            table.append([each.labels[0] or unknown, *map(str, beside), str(each.count)])
        table.append(["all", *(str(other.count) for other in across), str(self.total)])
        return table


class AnswerLayout(Struct, frozen=True):
    """How an answer is laid out, as far as a format has a say in that."""

    fields: tuple[RecordField, ...] = ()
    """The fields that are written of each record; none: those that the format always writes."""
    header: bool = True
    """Whether headings stand above a table."""
    tabs: bool = False
    """Whether a table for readers has whole values with tabs between them, as pipes take them."""
    width: int | None = None
    """Cells that a table for readers is fitted into; 0: as many as it takes. None: what columns usually take."""
    total: int | None = None
    """How many records were found, where not all of them are written."""


class Writer:
    """Writes records in one format. A writer has the methods for the contents that its row in the table names."""

    BEARS_MARKS = False
    """Whether a value is written with the marks for what is estimated or disputed."""

    def __init__(self, layout: AnswerLayout | None = None) -> None:
        self.layout = layout or AnswerLayout()
        self.left_out: tuple[str, ...] = ()
        """Headings of columns for which there was no room, once the first line is written."""

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

    def headed(self, headings: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """Yield rows, below their headings unless the layout leaves those out."""
        if self.layout.header:
            yield headings
        yield from rows

    def rows(
        self, catalog: Catalog, records: Sequence[AnyRecord], fields: Sequence[RecordField], query: str = ""
    ) -> Iterator[str]:
        """Yield the fields that were asked for of records, which are what `query` found."""
        raise NotImplementedError

    def organizations(
        self, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = ()
    ) -> Iterator[str]:
        """Yield organizations; else as `models`."""
        raise NotImplementedError

    def counts(self, catalog: Catalog, counted: Counted) -> Iterator[str]:
        """Yield counts by fields, or the total alone where there are none; a table for readers crosses two fields."""
        raise NotImplementedError

    def export(self, catalog: Catalog, models: Sequence[Model], query: str) -> Iterator[str]:
        """Yield the models of a query, for use elsewhere."""
        return self.models(catalog, models)

    def file(self, path: Path, catalog: Catalog, models: Sequence[Model], lettering: Lettering) -> None:
        """Write an export into a new file, whole or not at all; raises files.Refused."""
        raise NotImplementedError

    def citations(self, catalog: Catalog, models: Sequence[Model]) -> Iterator[str]:
        """Yield the papers of models that have one."""
        raise NotImplementedError

    def claim(self, card: ClaimCard) -> Iterator[str]:
        """Yield how to cite one claim of a catalog; for what can write the papers of models."""
        raise NotImplementedError

    def spelled_out(self, text: str) -> str:
        """Return a text with all beyond ASCII in the escapes of the format; unchanged if the format has none."""
        return text
