"""The JSON Schema of the file of settings, made from their table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from genai_tui.storage.settings.table import COLOURS, SETTINGS, SIXTEEN, Setting, columns_offered

_WORD = {"type": "string", "minLength": 1}


def _some(items: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one or several of something."""
    return {"anyOf": [items, {"type": "array", "items": items}]}


def _choice(setting: Setting) -> dict[str, Any]:
    return {"enum": list(setting.choices), "default": setting.default}


def _columns(setting: Setting) -> dict[str, Any]:
    return _some({"enum": list(columns_offered(setting.name))})


def _colours(setting: Setting) -> dict[str, Any]:
    colour = {"anyOf": [{"enum": list(SIXTEEN)}, {"type": "string", "pattern": "^#([0-9a-fA-F]{3}){1,2}$"}]}
    return {"type": "object", "properties": dict.fromkeys(COLOURS, colour), "additionalProperties": False}


_KINDS: dict[str, Callable[[Setting], dict[str, Any]]] = {
    "choice": _choice, "columns": _columns, "colours": _colours, "catalogs": lambda setting: _some(_WORD),
    "keys": lambda setting: {"type": "object", "additionalProperties": _some(_WORD)},
}  # fmt: skip


def schema() -> dict[str, Any]:
    """Return the schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of genai-tui",
        "type": "object",
        "properties": {each.name: {"description": each.help, **_KINDS[each.kind](each)} for each in SETTINGS},
        "additionalProperties": False,
    }
