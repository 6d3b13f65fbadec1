"""JSON: one document that names its catalog, or a record a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from genai_tui.catalog.attribute import AnyRecord
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import UNSEEN
from genai_tui.storage.exporters.json_form import (
    FORM,
    beside_models,
    catalog_as_json,
    model_as_json,
    organization_as_json,
)
from genai_tui.storage.exporters.writer import Counted, Reason, Writer

if TYPE_CHECKING:  # most answers have all fields
    from genai_tui.storage.exporters.record_fields import RecordField

_HERE = "the records come here"
_ACTS = re.compile(f"[{UNSEEN}]")
"""Characters that cannot be seen or that a terminal may act on; JSON itself escapes only those below space."""


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
        return self._listing(
            catalog, "models", len(models), (model_as_json(catalog, model) for model in models)
        )

    def found(
        self, catalog: Catalog, models: Sequence[Model], reasons: Mapping[str, Reason]
    ) -> Iterator[str]:
        return self._listing(catalog, "models", len(models), _with_reasons(catalog, models, reasons))

    def organizations(
        self, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = ()
    ) -> Iterator[str]:
        rows = (organization_as_json(catalog, each) for each in organizations)
        return self._listing(catalog, "organizations", len(organizations), rows)

    def rows(
        self, catalog: Catalog, records: Sequence[AnyRecord], fields: Sequence[RecordField], query: str = ""
    ) -> Iterator[str]:
        told = {"query": query} if query else {}
        rows = (_row(catalog, record, fields) for record in records)
        return self._listing(catalog, "rows", len(records), rows, **told)

    def counts(self, catalog: Catalog, counted: Counted) -> Iterator[str]:
        rows = [{"values": row.values, "labels": row.labels, "count": row.count} for row in counted.rows]
        by = counted.fields or None
        told = {"of": counted.noun, "total": counted.total, "by": by, "counts": rows if by else None}
        yield indented(self._told(catalog, **told))

    def export(self, catalog: Catalog, models: Sequence[Model], query: str) -> Iterator[str]:
        told = self._told(
            catalog, total=len(models), left_out=0, query=query or None, models=[_HERE] if models else []
        )
        rows = (model_as_json(catalog, model) for model in models)
        return _in_pieces(told | beside_models(catalog, models), rows)

    def spelled_out(self, text: str) -> str:
        return in_ascii(text)

    def _listing(
        self, catalog: Catalog, name: str, written: int, rows: Iterator[dict[str, Any]], **told: Any
    ) -> Iterator[str]:
        """Yield a document whose last part are so many records, with how many were found and are left out."""
        total = written if self.layout.total is None else self.layout.total
        beside = {"total": total, "left_out": total - written, **told}
        return _in_pieces(self._told(catalog, **beside, **{name: [_HERE] if written else []}), rows)

    @staticmethod
    def _told(catalog: Catalog, **told: Any) -> dict[str, Any]:
        return {"form": FORM, "catalog": catalog_as_json(catalog), **told}


def _in_pieces(document: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Yield the lines of a document, with rows in the place of `_HERE`, as if they stood in it: all at once take much memory."""
    before, _, after = indented(document).partition(f'\n    "{_HERE}"\n')
    yield before
    if after:
        held = ""
        for row in rows:
            if held:
                yield f"{held},"
            held = "    " + indented(row).replace("\n", "\n    ")
        yield held
        yield after


class JsonLines(Writer):
    """A record a line, each with the version of the form."""

    def models(self, catalog: Catalog, models: Sequence[Model], asked: Iterable[str] = ()) -> Iterator[str]:
        return self._lines(model_as_json(catalog, model) for model in models)

    def found(
        self, catalog: Catalog, models: Sequence[Model], reasons: Mapping[str, Reason]
    ) -> Iterator[str]:
        return self._lines(_with_reasons(catalog, models, reasons))

    def organizations(
        self, catalog: Catalog, organizations: Sequence[Organization], asked: Iterable[str] = ()
    ) -> Iterator[str]:
        return self._lines(organization_as_json(catalog, each) for each in organizations)

    def rows(
        self, catalog: Catalog, records: Sequence[AnyRecord], fields: Sequence[RecordField], query: str = ""
    ) -> Iterator[str]:
        return self._lines(_row(catalog, record, fields) for record in records)

    def spelled_out(self, text: str) -> str:
        return in_ascii(text)

    @staticmethod
    def _lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
        return (in_a_line({"form": FORM, **record}) for record in records)


def _row(catalog: Catalog, record: AnyRecord, fields: Sequence[RecordField]) -> dict[str, Any]:
    return {field.name: field.value(catalog, record) for field in fields}


def _with_reasons(
    catalog: Catalog, models: Iterable[Model], reasons: Mapping[str, Reason]
) -> Iterator[dict[str, Any]]:
    """Yield records, each with why it was found; null where no words were asked for."""
    for model in models:
        reason = reasons.get(model.id)
        yield {**model_as_json(catalog, model), "hit": reason.as_json() if reason else None}
