"""Fields of records, each of which can be a column: attributes, paths of the record, and how each of them stands.

A field is named as a query names it (`params`), as a table of ours heads it (`parameters`), or by its path in the record
(`paper.title`). `FIELD.state` says whether it is known, estimated, disputed or unknown; `FIELD.label` spells its ids out.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from genai_tui.catalog.attribute import ENDED, UNKNOWN, AnyRecord, Attribute, AttributeTable
from genai_tui.catalog.field_words import field_words
from genai_tui.catalog.model import Catalog, Model, Organization, value_at
from genai_tui.catalog.provenance import marks_of, state_of
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.exporters.json_form import headings_by_mark, plain

Reader = Callable[[Catalog, AnyRecord], Any]


class RecordField(Struct, frozen=True):
    """A field: what it is called, and how to read it, typed for programs and in words for readers."""

    name: str
    title: str
    about: str
    kind: str
    """text, number, year, date; record for what has fields of its own."""
    unit: str
    several: bool
    """Data has a list of values."""
    value: Reader
    """The value, a list of them, or None where nothing is known; texts as queries take them, which for records are ids."""
    cell: Reader
    """What a column shows: the first value and how many more, with marks."""
    whole_cell: Reader
    """What a column shows where it has room for every value."""
    path: str = ""
    """The field of the record whose state it has; empty where sources say nothing of it."""


class NoSuchField(Exception):
    """No field has that name; `nearest` is the one that may have been meant, else empty."""

    def __init__(self, name: str, nearest: str) -> None:
        super().__init__(name)
        self.nearest = nearest


UNITS = {
    "params": "parameters", "variant": "parameters", "active": "parameters", "compute": "floating-point operations",
    "price": "US dollars for a million input tokens", "context": "tokens", "citations": "citations", "needs": "bytes",
    "models": "models", "partners": "organizations", "owners": "organizations", "owned": "organizations",
    "investors": "organizations", "invested": "organizations", "between": "share from 0 to 1",
    "context_length": "tokens", "training.compute_flop": "floating-point operations",
}  # fmt: skip
"""What numbers count, by the name of the field."""


def _of_attribute(attribute: Attribute) -> RecordField:
    def value(catalog: Catalog, record: AnyRecord) -> Any:
        values = attribute.values(catalog, record)
        if attribute.several:
            return list(values) or None
        return values[0] if values else None

    return RecordField(
        attribute.name, attribute.title, attribute.help, attribute.kind, UNITS.get(attribute.name, ""),
        attribute.several, value, attribute.cell, attribute.whole_cell, attribute.path,
    )  # fmt: skip


def _of_name(catalog: Catalog, record: AnyRecord) -> str:
    return f"{record.name} {ENDED}" if isinstance(record, Model) and record.ended else str(record.name)


def _of_path(kind: type[Model] | type[Organization], path: str) -> RecordField:
    def value(catalog: Catalog, record: AnyRecord) -> Any:
        return plain(value_at(record, path))

    def cell(catalog: Catalog, record: AnyRecord) -> str:
        from genai_tui.catalog.field_value import value_text  # imported here: few tables have such a column

        return f"{value_text(catalog, record, path) or UNKNOWN}{marks_of(record, path)}"

    words = field_words(path)
    return RecordField(path, words, words, "record", UNITS.get(path, ""), False, value, cell, cell, path)


def _plain_field(name: str, title: str, about: str, read: Reader, several: bool = False) -> RecordField:
    """Return a field that is no claim of its own, and so has no state but known and unknown."""

    def cell(catalog: Catalog, record: AnyRecord) -> str:
        value = read(catalog, record)
        return ("; ".join(value) if isinstance(value, list) else value) or UNKNOWN

    return RecordField(name, title, about, "text", "", several, read, cell, cell)


def _marked(mark: str) -> Reader:
    return lambda catalog, record: headings_by_mark(record)[mark]


_NAME = RecordField(
    "name", "Name", "name", "text", "", False, lambda catalog, record: record.name, _of_name, _of_name
)
_ALIASES = _plain_field("aliases", "Aliases", "other names",
                        lambda catalog, record: list(record.aliases) or None, several=True)  # fmt: skip
_SOURCES = _plain_field("sources", "Sources", "ids of the sources",
                        lambda catalog, record: [each.id for each in record.sources] or None, several=True)  # fmt: skip
_OF_MODELS = (
    _NAME, _ALIASES,
    _plain_field("url", "URL", "address to read on: of the paper, else the first of the links",
                 lambda catalog, record: record.address),
    _SOURCES,
    _plain_field("estimated", "Estimated", "fields of csv that are estimates", _marked("~"), several=True),
)  # fmt: skip
_OF_ORGANIZATIONS = (
    _NAME, _ALIASES,
    _plain_field("url", "URL", "homepage", lambda catalog, record: record.homepage), _SOURCES,
)  # fmt: skip


class FieldTable:
    """The fields of one kind of record, by every name that people type."""

    def __init__(self, kind: type[Model] | type[Organization], attributes: AttributeTable) -> None:
        from genai_tui.catalog.claim_fields import (
            claim_fields,
        )  # imported here: it knows every page of a record

        own = _OF_MODELS if kind is Model else _OF_ORGANIZATIONS
        rows = [*own, *(_of_attribute(each) for each in attributes.rows.values())]
        self.fields: dict[str, RecordField] = {}
        for each in rows:
            self.fields.setdefault(each.name, each)
        self._kind = kind
        self._others = {
            other: name for other, name in attributes.other_names.items() if other not in self.fields
        }
        for each in attributes.rows.values():
            if each.heading:
                self._others.setdefault(each.heading, each.name)
        taken = {*self.fields, *self._others}
        self.paths = tuple(path for path in claim_fields(kind) if path not in taken)
        """Paths of the record that are fields under their own names."""

    def all(self) -> tuple[RecordField, ...]:
        """Return every field, those with a name of their own first."""
        return (*self.fields.values(), *(_of_path(self._kind, path) for path in self.paths))

    def names(self) -> tuple[str, ...]:
        """Return the name of every field."""
        return (*self.fields, *self.paths)

    def called(self, name: str) -> RecordField:
        """Return the field of a name; raises NoSuchField."""
        typed = name.strip().casefold()
        if typed in self.fields:
            return self.fields[typed]
        if typed in self._others:
            return self.fields[self._others[typed]]
        if typed in self.paths:
            return _of_path(self._kind, typed)
        stem, _, part = typed.rpartition(".")
        if stem and part in ("state", "label"):
            return (_state if part == "state" else _label)(self.called(stem))
        from genai_tui.catalog.diagnostics import nearest  # imported here: a good name needs none

        raise NoSuchField(name, nearest(typed, (*self.names(), *self._others)) or "")


def _state(of: RecordField) -> RecordField:
    def read(catalog: Catalog, record: AnyRecord) -> str:
        if not of.path:
            return "unknown" if of.value(catalog, record) is None else "known"
        return str(standing(record, of.path))

    return RecordField(
        f"{of.name}.state", f"{of.title} is", f"how {of.name} stands: known, estimated, disputed or unknown",
        "text", "", False, read, read, read,
    )  # fmt: skip


def standing(record: AnyRecord, path: str) -> str:
    """Return how a field stands, or where `a|b` is one or the other the first of them of which anything is known."""
    states = [state_of(record, each) for each in path.split("|")]
    return next((state for state in states if state != "unknown"), "unknown")


def _label(of: RecordField) -> RecordField:
    def read(catalog: Catalog, record: AnyRecord) -> Any:
        return None if of.value(catalog, record) is None else of.whole_cell(catalog, record).rstrip("~!")

    return RecordField(
        f"{of.name}.label", of.title, f"{of.name} in words", "text", "", False, read, of.cell, of.whole_cell, of.path
    )  # fmt: skip


@functools.cache
def field_table(kind: str) -> FieldTable:
    """Return the fields of models, or of organizations: `model` or `organization`."""
    if kind == "model":
        from genai_tui.catalog.attributes import MODELS  # imported here: each kind does without the other

        return FieldTable(Model, MODELS)
    from genai_tui.catalog.organization_attributes import ORGANIZATIONS  # imported here: as above

    return FieldTable(Organization, ORGANIZATIONS)


def cells(
    catalog: Catalog, record: AnyRecord, fields: Sequence[RecordField], whole: bool = False
) -> tuple[str, ...]:
    """Return the cells of a record's row, safe to show."""
    return tuple(
        safe_line((each.whole_cell if whole else each.cell)(catalog, record)) or UNKNOWN for each in fields
    )


def flat(catalog: Catalog, record: AnyRecord, field: RecordField) -> Any:
    """Return a field for a table of plain values: what is neither one nor a list of such is told in words."""
    value = field.value(catalog, record)
    parts = value if isinstance(value, list) else [value]
    if any(isinstance(each, dict | list) for each in parts):
        return field.whole_cell(catalog, record)
    return value
