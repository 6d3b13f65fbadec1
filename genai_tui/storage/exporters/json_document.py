"""JSON: one document that names its catalog, or a record a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.storage.exporters.json_form import FORM, catalog_as_json, model_as_json, organization_as_json
from genai_tui.storage.exporters.writer import Count, Reason, Writer

_ACTS = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Characters that a terminal may act on; JSON itself escapes only those below space."""


def indented(value: Any) -> str:
    """Return indented JSON in which controls and format characters stand as escapes."""
    return _harmless(msgspec.json.format(msgspec.json.encode(value), indent=2))


def in_a_line(value: Any) -> str:
    """Return JSON in one line; else as `indented`."""
    return _harmless(msgspec.json.encode(value))


def in_ascii(text: str) -> str:
    """Return JSON with everything beyond ASCII as escapes."""
    return re.sub(r"[^\x00-\x7f]", _escape, text)


def _harmless(data: bytes) -> str:
    return _ACTS.sub(_escape, data.decode())


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


class JsonDocument(Writer):
    """One document: the version of the form, what identifies the catalog, and the records."""

    CREDITS = True

    def models(self, catalog: Catalog, models: Sequence[Model], asked: Iterable[str] = ()) -> Iterator[str]:
        yield self._document(catalog, models=[model_as_json(catalog, model) for model in models])

    def found(
        self, catalog: Catalog, models: Sequence[Model], reasons: Mapping[str, Reason]
    ) -> Iterator[str]:
        yield self._document(catalog, models=list(_with_reasons(catalog, models, reasons)))

    def organizations(
        self, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = ()
    ) -> Iterator[str]:
        rows = [organization_as_json(catalog, each) for each in organizations]
        yield self._document(catalog, organizations=rows)

    def counts(
        self, catalog: Catalog, fields: Sequence[str], rows: Sequence[Count], total: int, noun: str = "models"
    ) -> Iterator[str]:
        counted = [{"values": row.values, "labels": row.labels, "count": row.count} for row in rows]
        yield self._document(catalog, **{noun: total}, by=fields or None, counts=counted if fields else None)

    def export(self, catalog: Catalog, models: Sequence[Model], query: str) -> Iterator[str]:
        rows = [model_as_json(catalog, model) for model in models]
        yield self._document(catalog, query=query or None, models=rows)

    def spelled_out(self, text: str) -> str:
        return in_ascii(text)

    @staticmethod
    def _document(catalog: Catalog, **told: Any) -> str:
        return indented({"form": FORM, "catalog": catalog_as_json(catalog), **told})


class JsonLines(Writer):
    """A record a line."""

    def models(self, catalog: Catalog, models: Sequence[Model], asked: Iterable[str] = ()) -> Iterator[str]:
        yield from (in_a_line(model_as_json(catalog, model)) for model in models)

    def found(
        self, catalog: Catalog, models: Sequence[Model], reasons: Mapping[str, Reason]
    ) -> Iterator[str]:
        yield from map(in_a_line, _with_reasons(catalog, models, reasons))

    def organizations(
        self, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = ()
    ) -> Iterator[str]:
        yield from (in_a_line(organization_as_json(catalog, each)) for each in organizations)

    def spelled_out(self, text: str) -> str:
        return in_ascii(text)


def _with_reasons(
    catalog: Catalog, models: Iterable[Model], reasons: Mapping[str, Reason]
) -> Iterator[dict[str, Any]]:
    """Yield records, each with why it was found; null where no words were asked for."""
    for model in models:
        reason = reasons.get(model.id)
        yield {**model_as_json(catalog, model), "hit": reason.as_json() if reason else None}
