"""JSON Schema of each kind of file, made from the types that the decoder reads.

Draft 2020-12, with regular expressions that ECMAScript and Python read alike. It judges a file as a reader of
YAML 1.2 (core schema) hands it over, where `2022` without quotes is a number and `null` is none; what a text may be
without quotes, a text may be here as well. What needs the whole folder it leaves to `validate`.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

from msgspec import Struct, inspect

from genai_tui.catalog import patterns
from genai_tui.catalog.model import CatalogHead, Model, Organization, Record, Relation
from genai_tui.storage.decoder import LARGEST, field_paths
from genai_tui.storage.field_meanings import meaning_of
from genai_tui.storage.record_shapes import shape_of

_LARGEST_NUMBER = 1.7976931348623157e308
_TRUTHS = [True, False, "true", "True", "TRUE", "false", "False", "FALSE"]
_AS_TEXT = {"name": patterns.any_text(), "": patterns.text(), "license": patterns.text()}


class FileKind(Struct, frozen=True):
    """A kind of file in a catalog's folder: the record that it holds, one or a list of them, and which fields it must have."""

    record: type[Record]
    listed: bool = False
    needed: tuple[str, ...] | None = None
    """Fields that a record must have which may give only some; None means that it must be whole."""


KINDS = {
    "catalog": FileKind(CatalogHead),
    "model": FileKind(Model),
    "organizations": FileKind(Organization, listed=True),
    "relations": FileKind(Relation, listed=True),
    "overlay": FileKind(Model, needed=()),
    "overlay-organizations": FileKind(Organization, listed=True, needed=("id",)),
}
"""The kinds of file in the folder of a catalog, and of a model and organizations laid over one."""


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file."""
    of = KINDS[kind]
    printer = _Printer(of.record)
    record = printer.record(shape_of(of.record), of.needed)
    body = {"type": "array", "items": record} if of.listed else record
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:genai-tui:schema:{kind}",
        "title": f"genai-tui {kind}",
        **body,
        "$defs": printer.definitions,
    }


def _all_of(names: tuple[str, ...]) -> dict[str, Any]:
    """Return the schema of a record in which all of these fields stand."""
    return {"properties": dict.fromkeys(names, True), "required": list(names)}


class _Printer:
    """Prints shapes as schemas; what is held under a name of its own is gathered in `definitions`."""

    def __init__(self, root: type[Record]) -> None:
        self.definitions: dict[str, Any] = {}
        self._root = root

    def record(self, shape: inspect.StructType, needed: tuple[str, ...] | None = None) -> dict[str, Any]:
        """Return the schema of a record, of which `needed` must stand; None stands for all that every one needs."""
        kind: Any = shape.cls
        whole = needed is None
        required = [
            known.encode_name
            for known in shape.fields
            if (known.required or known.name in kind.NEEDED if needed is None else known.name in needed)
        ]
        properties = {
            known.encode_name: {**self._value(known.type), "description": meaning_of(kind, known)}
            for known in shape.fields
        }
        for name in kind.NEEDED if whole else ():
            properties[name] = (
                {"minItems": 1, **properties[name]} if "items" in properties[name] else properties[name]
            )
        told: dict[str, Any] = {
            "description": cleandoc(kind.__doc__ or ""),
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
        if kind.ONE_OF:
            told["oneOf"] = [_all_of((name,)) for name in kind.ONE_OF]
        unless, without = kind.NEEDED_WITHOUT
        if unless and whole:
            told["anyOf"] = [_all_of((unless,)), _all_of(without)]
        return told

    def _value(self, shape: Any, told: dict[str, Any] | None = None) -> dict[str, Any]:
        told = told or {}
        if isinstance(shape, inspect.Metadata):
            return self._value(
                shape.type,
                {
                    **told,
                    **(shape.extra_json_schema or {}),
                    "extra": {**told.get("extra", {}), **(shape.extra or {})},
                },
            )
        if isinstance(shape, inspect.UnionType):
            inner = next(option for option in shape.types if not isinstance(option, inspect.NoneType))
            return self._value(inner, told)
        extra = told.pop("extra", {}) if told else {}
        if isinstance(shape, inspect.StructType):
            name = shape.cls.__name__
            if name not in self.definitions:
                self.definitions[name] = {}
                self.definitions[name] = self.record(shape)
            return {**told, "$ref": f"#/$defs/{name}"}
        if isinstance(shape, inspect.VarTupleType):
            listed = {**told, "type": "array", "items": self._value(shape.item_type)}
            bounds = {"minItems": shape.min_length, "maxItems": shape.max_length}
            return {**listed, **{name: bound for name, bound in bounds.items() if bound}}
        if isinstance(shape, inspect.LiteralType):
            return {**told, "enum": list(shape.values)}
        if isinstance(shape, inspect.BoolType):
            return {**told, "enum": _TRUTHS}
        if isinstance(shape, inspect.StrType):
            return self._text(shape, told, extra)
        return self._number(shape, told, extra)

    def _text(self, shape: inspect.StrType, told: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
        form = extra.get("form", "")
        if form == "field" and self._root is not CatalogHead:
            return {**told, "enum": list(field_paths(self._root))}
        printed = {"type": "string", **told, "description": extra["expected"]}
        pattern = told.get("pattern")
        printed["pattern"] = patterns.whole(pattern) if pattern else _AS_TEXT.get(form, patterns.text())
        if shape.max_length is not None:
            printed["maxLength"] = shape.max_length
        return printed

    def _number(self, shape: Any, told: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
        is_whole = isinstance(shape, inspect.IntType)
        most: float = LARGEST if is_whole else _LARGEST_NUMBER
        limits = {
            "minimum": shape.ge if shape.ge is not None else None if shape.gt is not None else -most,
            "exclusiveMinimum": shape.gt,
            "maximum": shape.le if shape.le is not None else most,
        }
        return {
            **told,
            "type": ["integer" if is_whole else "number", "string"],
            **{name: limit for name, limit in limits.items() if limit is not None},
            "pattern": patterns.whole(extra["text"]),
        }
