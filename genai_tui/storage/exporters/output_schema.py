"""JSON Schema of what the commands print as JSON: records from their types, everything else from one table of shapes.

A shape is a dict of names, a list of one shape, a name of another shape, or the name of a type; a question mark behind
a type lets null stand for what is not known, and one behind a name lets the field be left out.
"""

from __future__ import annotations

from typing import Any

from msgspec import inspect

from genai_tui.catalog.model import Category, Modality, Model, Organization, Part, Record, Relation, Source
from genai_tui.storage.exporters.json_form import COUNTED_OF_ORGANIZATIONS, FORM
from genai_tui.storage.exporters.record_fields import field_table

_COUNT = {"before": "integer", "after": "integer"}
_PLACE = {"key": "string", "label": "string", "total": "boolean"}
_CELL = {"text": "string?", "values": ["any"], "estimated": "boolean", "disputed": "boolean"}
_NAMED = {"id": "string", "name": "string"}
_EVIDENCE = {
    "id": "string?", "kind": "string", "name": "string", "fact": "string?", "from": "string?", "to": "string?",
    "ends": ["string"], "names": ["string"], "date": "string?", "amount_usd": "number?", "share_percent": "number?",
    "note": "string?", "disputed": "boolean", "sources": [{"id": "string", "title": "string?", "url": "string?"}],
}  # fmt: skip
_TIE = {
    "kind": "string", "directed": "boolean", "weight": "number", "evidence": ["evidence"],
}  # fmt: skip
_SHEET = {
    "before": "string?", "after": "string?", "models": _COUNT, "organizations": _COUNT, "ties": _COUNT,
    "new_models": ["any"], "gone_models": ["any"], "new_organizations": ["any"], "gone_organizations": ["any"],
    "new_ties": [{"ends": ["string"], "names": ["string"], "models": ["string"]}], "gone_ties": ["any"],
    "of": "any", "released": _COUNT, "weights": "any",
    "medians": [{"field": "string", "title": "string", "before": "number?", "after": "number?", "stated": _COUNT,
                 "of": _COUNT, "doubt": "string?"}],
    "active": ["any"], "left_out": "any",
}  # fmt: skip
_LISTED = {"total": "integer", "left_out": "integer", "query?": "string?"}
_TABLE = {
    "query": "string?", "title": "string", "rows": [_PLACE], "columns": [_PLACE],
    "cells": [{"row": "string", "column": "string", "count": "integer", "of": "integer?", "framed": "boolean", "query": "string?"}],
    "notes": ["string"],
}  # fmt: skip

SHAPES: dict[str, Any] = {
    "catalog": {"id": "string", "title": "string", "edition": "string", "version": "string", "date": "string?",
                "license": "string?", "credit": "string?"},
    "claim": {"state": "string", "sources": "strings?"},
    "evidence": _EVIDENCE,
    "sheet": _SHEET,
    "models": {**_LISTED, "models": ["model"]},
    "export": {**_LISTED, "models": ["model"], "organizations": ["Organization"], "relations": ["Relation"], "others": ["model"],
               "about": "string", "modalities": ["Modality"], "categories": ["Category"], "sources": ["Source"]},
    "organizations": {**_LISTED, "organizations": ["organization"]},
    "rows": {**_LISTED, "rows": ["row"]},
    "counts": {"of": "string", "total": "integer", "by": "strings?",
               "counts": "count_rows?"},
    "comparison": {"kind": "string", "records": [{**_NAMED, "cells?": "any"}],
                   "rows": [{"field": "string", "title": "string", "cells?": [_CELL], "differs": "boolean", "notes": ["string"]}],
                   "same": ["string"]},
    "card": {"kind": "string", **_NAMED, "field": "string", "words": "string", "value": "string?", "state": "string",
             "claims": [{"value": "string?", "agrees": "boolean?",
                         "sources": [{"id": "string", "title": "string?", "url": "string?", "note": "string?"}],
                         "by": ["any"], "field": "string?", "catalog": "string?"}],
             "reason": "string?", "data": "any", "hash": "string?", "again": "string?", "cite": "string?"},
    "standings": {"kind": "string", **_NAMED,
                  "fields": [{"field": "string", "words": "string", "state": "string", "claims": "integer", "sources": "integer"}]},
    "disagreements": {"catalogs": "string", "joined": "integer", "alike": "integer",
                      "counts": [{"field": "string", "both": "integer", "differ": "integer", "tolerance": "string?", "decided": "integer"}],
                      "found": ["any"], "lookalikes": ["any"]},
    "graph": {"title": "string", "note": "string?", "nodes": [{"id": "string", "label": "string", "kind": "string", "holds?": ["string"]}],
              "not_drawn?": ["string"],
              "links": [{"ends": ["string"], **_TIE}], "edges": [{"source": "string", "target": "string", **_TIE}]},
    "path": {"from": "string", "to": "string", "in_order": "boolean",
             "hops": [{"from": "string", "to": "string", "evidence": ["evidence"]}]},
    "neighborhood": {"id": "string", "partners": "integer", "degree": "integer", "weight": "number", "betweenness": "number?",
                     "community": "integer?",
                     "neighbors": [{"id": "string", "label": "string", "weight": "number", "is": ["string"], "evidence": ["evidence"]}]},
    "table": _TABLE,
    "between": _SHEET,
    "differences": {"before": "catalog", "after": "catalog", "summary": "sheet",
                    "changes": [{"kind": "string", "id": "string?", "field": "string?", "before": "any", "after": "any"}]},
    "checks": {"expected": "string?", "against": "any", "age_days": "integer?",
               "results": [{"id": "string", "state": "string", "model": "string?", "file": "string?", "line": "integer?",
                            "findings": [{"state": "string", "field": "string?", "expected": "string?", "found": "string?",
                                          "before": "string?", "message": "string"}]}]},
    "problems": {"errors": "integer", "warnings": "integer",
                 "problems": [{"rule": "string", "severity": "string", "file": "string", "line": "integer?",
                               "column": "integer?", "field": "string?", "message": "string", "suggestion": "string?"}]},
}  # fmt: skip
"""What stands beside the version of the form and the catalog, by name; the first four stand within others."""
_INNER = ("catalog", "claim", "evidence", "sheet")
_WITHOUT_CATALOG = ("card", "differences", "problems")

DOCUMENTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("list", "search"), ("models", "rows")), "export": ("export", "rows"),
    "show": ("models", "organizations", "rows"), "orgs": ("organizations", "rows"), "count": ("counts",),
    "compare": ("comparison",), "why": ("card", "standings"), "disagree": ("disagreements",), "graph": ("graph",),
    "path": ("path",), "neighbors": ("neighborhood",), "matrix": ("table",), "timeline": ("table",), "coverage": ("table",),
    "between": ("between",), "diff": ("differences",), "validate": ("problems",), "check": ("checks",),
}  # fmt: skip
"""Which documents a command prints with `--format json`."""


def output_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of every document that a command prints, and of a line of jsonl."""
    documents = [name for name in SHAPES if name not in _INNER]
    definitions = {name: _schema(SHAPES[name]) for name in _INNER}
    definitions |= {name: _document(name) for name in documents}
    definitions |= {"model": _model(), "organization": _organization(), "row": _row(), "strings": {"type": "array", "items": {"type": "string"}},
                    "count_rows": _schema([{"values": ["any"], "labels": ["string?"], "count": "integer"}])}  # fmt: skip
    records = _Records(definitions)
    for kind in (Model, Organization, Source, Relation, Category, Modality):
        records.needs(kind)
    for kind in (Organization, Source, Relation, Category, Modality):
        definitions[kind.__name__] = records.object(kind)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:genai-tui:output:{FORM}",
        "title": f"genai-tui output, form {FORM}",
        "description": "What a command prints with --format json is one of the documents; with jsonl each line is a model, an "
        "organization or a row. null stands for what is not known.",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in (*documents, "model", "organization", "row")],
        "$defs": dict(sorted(definitions.items())),
    }


def _document(name: str) -> dict[str, Any]:
    schema = _schema(
        {"form": "integer", **({} if name in _WITHOUT_CATALOG else {"catalog": "catalog"}), **SHAPES[name]}
    )
    schema["properties"]["form"] = {"const": FORM}
    return schema


def _schema(shape: Any) -> dict[str, Any]:
    """Return the schema of a shape."""
    if isinstance(shape, dict):
        return {
            "type": "object",
            "properties": {name.removesuffix("?"): _schema(inner) for name, inner in shape.items()},
            "required": [name for name in shape if not name.endswith("?")],
            "additionalProperties": False,
        }
    if isinstance(shape, list):
        return {"type": "array", "items": _schema(shape[0])}
    name, nullable = shape.removesuffix("?"), shape.endswith("?")
    if name == "any":
        return {}
    if name in ("string", "integer", "number", "boolean"):
        return {"type": [name, "null"] if nullable else name}
    reference = {"$ref": f"#/$defs/{name}"}
    return {"anyOf": [reference, {"type": "null"}]} if nullable else reference


def _with(base: type[Record], **more: Any) -> dict[str, Any]:
    """Return the schema of a record with further fields, or other ones in place of its own."""
    schema = _Records({}).object(base)
    for name, inner in more.items():
        schema["properties"][name.removesuffix("?")] = _schema(inner)
        if not name.endswith("?") and name not in schema["required"]:
            schema["required"].append(name)
    return schema


def _model() -> dict[str, Any]:
    schema = _with(Model, **{"form?": "integer", "slot_differs": "boolean?", "claims": "any", "hit?": "any"})
    schema["properties"]["claims"] = {"type": "object", "additionalProperties": {"$ref": "#/$defs/claim"}}
    part = _with(Part, name="string", unit_name="string?")
    schema["properties"]["organizations"] = {"anyOf": [{"type": "array", "items": part}, {"type": "null"}]}
    return schema


def _organization() -> dict[str, Any]:
    counts = dict.fromkeys(COUNTED_OF_ORGANIZATIONS, "any")
    return _with(Organization, **{"form?": "integer", **counts})


def _row() -> dict[str, Any]:
    """Return the schema of a row of `--fields`, whose names are those of fields of models or organizations."""
    properties: dict[str, Any] = {"form": {"const": FORM}}
    for kind in ("model", "organization"):
        for field in field_table(kind).all():
            own = _of_field(field.kind, field.several)
            if properties.setdefault(field.name, own) != own:  # of models a list, of organizations one
                properties[field.name] = {}
    return {
        "type": "object", "properties": properties, "additionalProperties": False,
        "patternProperties": {
            r"\.state$": {"enum": ["known", "estimated", "disputed", "unknown"]},
            r"\.label$": {"type": ["string", "null"]},
        },
    }  # fmt: skip


def _of_field(kind: str, several: bool) -> dict[str, Any]:
    if kind == "record":
        return {}
    one = {"type": "string" if kind in ("text", "date") else "number"}
    if several:
        return {"anyOf": [{"type": "array", "items": {}, "minItems": 1}, {"type": "null"}]}
    return {"anyOf": [one, {"type": "null"}]}


_Kind = type[Any]


class _Records:
    """Schemas of records as `plain` prints them: every field is there, and null where nothing is known."""

    def __init__(self, definitions: dict[str, Any]) -> None:
        self._definitions = definitions

    def needs(self, kind: _Kind) -> None:
        """Define every record that stands within one."""
        for field in _fields(kind):
            for inner in _structs(field.type):
                if inner.cls.__name__ not in self._definitions:
                    self._definitions[inner.cls.__name__] = self.object(inner.cls)
                    self.needs(inner.cls)

    def object(self, kind: _Kind) -> dict[str, Any]:
        """Return the schema of a kind of record."""
        fields = _fields(kind)
        return {
            "type": "object",
            "properties": {each.encode_name: _of_type(each.type, each.encode_name) for each in fields},
            "required": [each.encode_name for each in fields],
            "additionalProperties": False,
        }


def _fields(kind: _Kind) -> tuple[inspect.Field, ...]:
    shape = inspect.type_info(kind)
    assert isinstance(shape, inspect.StructType)
    return shape.fields


def _structs(shape: Any) -> list[inspect.StructType]:
    if isinstance(shape, inspect.Metadata):
        return _structs(shape.type)
    if isinstance(shape, inspect.UnionType):
        return [each for option in shape.types for each in _structs(option)]
    if isinstance(shape, inspect.VarTupleType):
        return _structs(shape.item_type)
    return [shape] if isinstance(shape, inspect.StructType) else []


_FOLLOWS_FROM_ANOTHER = ("compute_estimated",)
"""Truths that are null where the value they speak of is."""


def _of_type(shape: Any, name: str = "") -> dict[str, Any]:
    if isinstance(shape, inspect.Metadata):
        return _of_type(shape.type, name)
    if isinstance(shape, inspect.UnionType):
        return {
            "anyOf": [
                *(_of_type(each) for each in shape.types if not isinstance(each, inspect.NoneType)),
                {"type": "null"},
            ]
        }
    if isinstance(shape, inspect.VarTupleType):
        return {
            "anyOf": [{"type": "array", "items": _of_type(shape.item_type), "minItems": 1}, {"type": "null"}]
        }
    if isinstance(shape, inspect.StructType):
        return {"$ref": f"#/$defs/{shape.cls.__name__}"}
    if isinstance(shape, inspect.LiteralType):
        return {"enum": list(shape.values)}
    if isinstance(shape, inspect.BoolType):
        return {"type": ["boolean", "null"] if name in _FOLLOWS_FROM_ANOTHER else "boolean"}
    if isinstance(shape, inspect.IntType):
        return {"type": "integer"}
    return {"type": "number" if isinstance(shape, inspect.FloatType) else "string"}
