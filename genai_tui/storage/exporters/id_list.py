"""Ids alone, one a line, for other commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.storage.exporters.writer import Writer


class IdList(Writer):
    """An id a line."""

    def models(self, catalog: Catalog, models: Sequence[Model], asked: Iterable[str] = ()) -> Iterator[str]:
        yield from (model.id for model in models)

    def organizations(
        self, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = ()
    ) -> Iterator[str]:
        yield from (organization.id for organization in organizations)
