"""JSON Schema of what the commands print as JSON: records from their types, everything else from the table of shapes."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

from msgspec import inspect

from genai_tui.catalog.model import Category, Modality, Model, Organization, Part, Record, Relation, Source
from genai_tui.catalog.organization_attributes import MEASURED
from genai_tui.storage.exporters.json_form import COUNTED_OF_ORGANIZATIONS, FORM
from genai_tui.storage.exporters.output_shapes import INNER, SHAPES, WITHOUT_CATALOG, WORDS, Either, Map, Same
from genai_tui.storage.exporters.record_fields import RecordField, field_table
from genai_tui.storage.field_meanings import begun_small, meaning_of
from genai_tui.storage.record_shapes import field_at, records_in, shape_of

_TYPES = ("string", "integer", "number", "boolean")
_FORM = {
    "const": FORM,
    "description": "Version of the form, which counts up when a field changes its meaning",
}
_FORM_OF_LINE = {**_FORM, "description": f"{_FORM['description']}; in a line of jsonl alone"}


def output_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of every document that a command prints, and of a line of jsonl."""
    documents = [name for name in SHAPES if name not in INNER]
    definitions = {name: _schema(SHAPES[name]) for name in INNER}
    definitions |= {name: _document(name) for name in documents}
    definitions |= {"model": _model(), "organization": _organization(), "row": _row()}
    for kind in (Model, Organization, Source, Relation, Category, Modality):
        _define_within(kind, definitions)
    for kind in (Organization, Source, Relation, Category, Modality):
        definitions[kind.__name__] = _record(kind)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:genai-tui:output:{FORM}",
        "title": f"genai-tui output, form {FORM}",
        "description": "What a command prints with --format json is one of the documents; with jsonl each line is a model, an "
        "organization or a row. null stands for what is not known. Lists of a record are in the order of the catalog.",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in (*documents, "model", "organization", "row")],
        "$defs": dict(sorted(definitions.items())),
    }


# Shapes


def _document(name: str) -> dict[str, Any]:
    catalog = {} if name in WITHOUT_CATALOG else {"catalog": ("catalog", "The catalog that it comes from")}
    schema = _schema({**catalog, **SHAPES[name]})
    schema["properties"] = {"form": _FORM, **schema["properties"]}
    schema["required"] = ["form", *schema["required"]]
    return schema


def _schema(shape: Any) -> dict[str, Any]:
    """Return the schema of a shape."""
    if isinstance(shape, dict):
        return {
            "type": "object",
            "properties": {name.removesuffix("?"): _field(inner) for name, inner in shape.items()},
            "required": [name for name in shape if not name.endswith("?")],
            "additionalProperties": False,
        }
    if isinstance(shape, list):
        return {"type": "array", "items": _schema(shape[0])}
    if isinstance(shape, Map):
        return {"type": "object", "additionalProperties": _schema(shape.shape)}
    if isinstance(shape, Either):
        return {"anyOf": [_schema(each) if each else {"type": "null"} for each in shape.shapes]}
    name, nullable = shape.removesuffix("?"), shape.endswith("?")
    if name == "any":
        return {}
    if name in _TYPES:
        return {"type": [name, "null"] if nullable else name}
    one = {"enum": list(WORDS[name])} if name in WORDS else {"$ref": f"#/$defs/{name}"}
    return {"anyOf": [one, {"type": "null"}]} if nullable else one


def _field(field: tuple[Any, str] | Same) -> dict[str, Any]:
    """Return the schema of a field, with its meaning."""
    if isinstance(field, Same):
        return _property(*field_at(field.record, field.name))
    shape, meaning = field
    return {"description": meaning, **_schema(shape)}


# Records, in which every field stands, and null where nothing is known


def _define_within(kind: type[Any], definitions: dict[str, Any]) -> None:
    """Define every record that stands within one."""
    for field in _fields(kind):
        for inner in records_in(field.type):
            if inner.cls.__name__ not in definitions:
                definitions[inner.cls.__name__] = _record(inner.cls)
                _define_within(inner.cls, definitions)


def _record(kind: type[Any], more: Mapping[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    """Return the schema of a kind of record, with `more` properties, or other ones in place of its own."""
    properties = {field.encode_name: _property(kind, field) for field in _fields(kind)}
    given = {name.removesuffix("?"): schema for name, schema in (more or {}).items()}
    left = {name.removesuffix("?") for name in more or {} if name.endswith("?")}
    return {
        "description": cleandoc(kind.__doc__ or ""),
        "type": "object",
        "properties": {**properties, **given},
        "required": [name for name in {**properties, **given} if name not in left],
        "additionalProperties": False,
    }


def _fields(kind: type[Record]) -> tuple[inspect.Field, ...]:
    return shape_of(kind).fields


_FOLLOWS_FROM_ANOTHER = ("compute_estimated",)
"""Truths that are null where the value they speak of is."""


def _property(kind: type[Any], field: inspect.Field) -> dict[str, Any]:
    schema = {"description": meaning_of(kind, field), **_of_type(field.type)}
    if field.name in _FOLLOWS_FROM_ANOTHER:
        schema |= {"description": f"{schema['description']}; null where that is not known", "type": ["boolean", "null"]}  # fmt: skip
    return schema


def _of_type(shape: Any) -> dict[str, Any]:
    if isinstance(shape, inspect.Metadata):
        return _of_type(shape.type)
    if isinstance(shape, inspect.UnionType):
        return _or_null(*(_of_type(each) for each in shape.types if not isinstance(each, inspect.NoneType)))
    if isinstance(shape, inspect.VarTupleType):
        return _or_null({"type": "array", "items": _of_type(shape.item_type), "minItems": 1})
    if isinstance(shape, inspect.StructType):
        return {"$ref": f"#/$defs/{shape.cls.__name__}"}
    if isinstance(shape, inspect.LiteralType):
        return {"enum": list(shape.values)}
    if isinstance(shape, inspect.BoolType):
        return {"type": "boolean"}
    if isinstance(shape, inspect.IntType):
        return {"type": "integer"}
    return {"type": "number" if isinstance(shape, inspect.FloatType) else "string"}


def _or_null(*schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one of several, or of null."""
    options = [option for each in schemas for option in each.get("anyOf", [each])]
    return {"anyOf": [*(each for each in options if each != {"type": "null"}), {"type": "null"}]}


def _model() -> dict[str, Any]:
    part = _record(Part, {
        "name": _field(("string", "Name of the organization")),
        "unit_name": _field(("string?", "Name of the lab within it")),
    })  # fmt: skip
    organizations = _property(*field_at(Model, "organizations"))
    return _record(Model, {
        "organizations": {**organizations, **_or_null({"type": "array", "items": part, "minItems": 1})},
        "form?": _FORM_OF_LINE,
        "slot_differs": _field((
            "boolean?", "Whether the category says other than what really goes in and comes out; null where that cannot be said",
        )),
        "claims": _field((Map("claim"), "How fields stand, by their paths in the record: `training.compute_flop`")),
        "hit?": _field(("hit?", "Of a search, why the model was found; null where no words were asked for")),
    })  # fmt: skip


def _organization() -> dict[str, Any]:
    fields = (field_table("organization").called(name) for name in COUNTED_OF_ORGANIZATIONS)
    return _record(Organization, {"form?": _FORM_OF_LINE, **{each.name: _counted(each) for each in fields}})


def _counted(field: RecordField) -> dict[str, Any]:
    """Return the schema of a field of an organization that is reckoned from models and relations."""
    if field.name in MEASURED:
        shape = "string?" if field.kind == "text" else "number?"
        return _field((shape, f"{_about(field)}; null until the graph is measured, and without partners"))
    return _field(("string?" if field.kind == "date" else "integer", _about(field)))


# Rows of `--fields`


def _row() -> dict[str, Any]:
    """Return the schema of a row of `--fields`, whose names are those of fields of models or organizations."""
    properties: dict[str, Any] = {}
    for kind, record in (("model", Model), ("organization", Organization)):
        for field in field_table(kind).all():
            own = _in_row(record, field)
            known = properties.get(field.name)
            properties[field.name] = own if known is None else _of_both(known, own)
    return {
        "type": "object", "properties": {"form": _FORM_OF_LINE, **properties}, "additionalProperties": False,
        "patternProperties": {
            r"\.state$": _field(("state", "How the field stands: known, estimated, disputed or unknown")),
            r"\.label$": _field(("string?", "The field in words")),
        },
    }  # fmt: skip


def _in_row(record: type[Record], field: RecordField) -> dict[str, Any]:
    if field.kind == "record":
        found = _property(*field_at(record, field.name))
        return {"description": found.pop("description"), **_or_null(found)}
    one = {"text": "string", "date": "string", "year": "integer"}.get(field.kind, "number")
    items = {"type": "array", "items": {"type": one}, "minItems": 1}
    return {"description": _about(field), **_or_null(items if field.several else {"type": one})}


def _of_both(of_model: dict[str, Any], of_organization: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a field that models and organizations have."""
    if of_model == of_organization:
        return of_model
    (one, mine), (other, theirs) = (
        (each["description"], each["anyOf"]) for each in (of_model, of_organization)
    )
    options = [each for number, each in enumerate([*mine, *theirs]) if each not in [*mine, *theirs][:number]]
    told = (
        one if one == other else f"Of a model: {begun_small(one)}; of an organization: {begun_small(other)}"
    )
    return {"description": told, **_or_null({"anyOf": options})}


def _about(field: RecordField) -> str:
    """Return what a field is, with its unit."""
    unit = f" ({field.unit})" if field.unit and field.unit not in field.about else ""
    return f"{field.about[0].upper()}{field.about[1:]}{unit}"
