"""The tables of docs/cli.md and docs/json.md: commands, fields, exit statuses and documents, as `genai-tui spec` has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from genai_tui.cli.exit_status import ExitStatus
from genai_tui.cli.main import door
from genai_tui.cli.spec_command import STATES, command_data, commands, fields_data
from genai_tui.storage.exporters.output_documents import DOCUMENTS
from genai_tui.storage.exporters.output_schema import output_schema

_SHARED = ("--catalog", "--map", "--overlay", "--as-of", "--help", "--ascii")
"""Options of most commands, which are told once."""


def commands_table() -> Iterator[str]:
    """Yield a section for each command: what it is for, how it is written, its options, examples and statuses."""
    for name, command in commands(door):
        if command.hidden or name == "explore":
            continue
        told = command_data(name, command)
        yield from ("", f"### {name}", "", cell(told["about"]), "", f"    {told['usage']}", "")
        rows = [each for each in told["options"] if not set(each["names"]) & set(_SHARED)]
        if rows:
            yield from ("| Option | Takes | What |", "|---|---|---|", *map(_option, rows), "")
        yield from (f"    {each['typed']}" for each in told["examples"])
        statuses = ", ".join(map(str, told["exit_statuses"]))
        yield from ("", f"Exit status: {statuses}.")


def _option(option: dict[str, Any]) -> str:
    takes = ""
    if option["takes_value"]:
        takes = ", ".join(f"`{each}`" for each in option["choices"] or ()) or option["type"]
    default = f" Default: `{option['default']}`." if option["default"] is not None else ""
    about = " ".join((option["about"] or "").split())
    return f"| {' '.join(f'`{each}`' for each in option['names'])} | {cell(takes)} | {cell(about)}{cell(default)} |"


def fields_table(kind: str) -> Iterator[str]:
    """Yield a table of the fields of a kind of record."""
    yield from ("| Field | What | Type | Unit | Filter | Order | Count |", "|---|---|---|---|---|---|---|")
    for each in fields_data(kind):
        type_ = (
            "as in the record"
            if each["type"] == "record"
            else f"list of {each['type']}"
            if each["several"]
            else each["type"]
        )
        marks = ("yes" if each[name] else "" for name in ("filters", "sorts", "counts"))
        yield f"| `{each['name']}` | {cell(each['about'])} | {type_} | {each['unit'] or ''} | {' | '.join(marks)} |"


def statuses_table() -> Iterator[str]:
    """Yield a table of the exit statuses."""
    yield from (
        "| Status | Meaning |",
        "|---|---|",
        *(f"| {int(each)} | {each.meaning} |" for each in ExitStatus),
    )


def states_table() -> Iterator[str]:
    """Yield a table of how a value can stand."""
    yield from (
        "| State | Meaning |",
        "|---|---|",
        *(f"| `{name}` | {cell(what)} |" for name, what in STATES.items()),
    )


def documents_table() -> Iterator[str]:
    """Yield a table of the documents that each command prints, and a section for each document with its fields."""
    schema = output_schema()["$defs"]
    yield from ("| Command | Documents |", "|---|---|")
    for command, documents in DOCUMENTS.items():
        yield f"| `{command}` | {', '.join(f'`{each}`' for each in documents)} |"
    for name in _documents():
        yield from ("", f"### {name}", "", *_fields(schema[name]))


def record_table(name: str) -> Iterator[str]:
    """Yield a table of the fields of a record in JSON."""
    return _fields(output_schema()["$defs"][name])


def definitions_table() -> Iterator[str]:
    """Yield a section for everything that stands within documents and records, with its fields."""
    told = {*_documents(), *(name for name, place in _TOLD_ELSEWHERE.items() if place)}
    for name, schema in output_schema()["$defs"].items():
        if name not in told:
            yield from ("", f"### {name}", "")
            if about := schema.get("description"):
                yield from (" ".join(about.split()), "")
            yield from _fields(schema)


def _documents() -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for documents in DOCUMENTS.values() for each in documents))


_TOLD_ELSEWHERE = {"model": "#a-model", "organization": "#an-organization", "row": "cli.md#fields-of-models"}
"""Definitions with a section under another heading."""


def _fields(schema: dict[str, Any]) -> Iterator[str]:
    yield from ("| Field | Type | Meaning |", "|---|---|---|", *_rows(schema, ""))


def _rows(schema: dict[str, Any], within: str) -> Iterator[str]:
    """Yield a row for each field of an object, and behind it those of the objects that stand in it."""
    for name, inner in schema["properties"].items():
        left = "" if name in schema["required"] else ", may be left out"
        yield f"| `{within}{name}` | {cell(_type(inner))}{left} | {cell(inner['description'])} |"
        yield from _rows_within(inner, f"{within}{name}")


def _rows_within(schema: dict[str, Any], path: str) -> Iterator[str]:
    if "properties" in schema:
        yield from _rows(schema, f"{path}.")
    for option in schema.get("anyOf", ()):
        yield from _rows_within(option, path)
    if "items" in schema:
        yield from _rows_within(schema["items"], f"{path}[]")


def _type(schema: dict[str, Any]) -> str:
    if "const" in schema:
        return f"always {schema['const']}"
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[`{name}`]({_TOLD_ELSEWHERE.get(name, f'#{name.lower()}')})"
    if "enum" in schema:
        return "one of " + ", ".join(f"`{each}`" for each in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(map(_type, schema["anyOf"]))
    if "type" not in schema:
        return "any"
    type_ = schema["type"]
    if type_ == "array":
        items = _type(schema["items"])
        return f"list of ({items})" if " or " in items else f"list of {items}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"object of {_type(schema['additionalProperties'])}"
    return " or ".join(type_) if isinstance(type_, list) else type_


def cell(text: str) -> str:
    """Return a text as a cell of a table in Markdown holds it."""
    return text.replace("|", "\\|").replace("<", "&lt;")
