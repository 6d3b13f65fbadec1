"""The reader of the file of settings: each value with where it came from, every mistake with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from genai_tui.catalog.diagnostics import Problem, nearest
from genai_tui.storage.settings.settings import Given, Settings, Value
from genai_tui.storage.settings.table import BY_NAME, COLOURS, SIXTEEN, Setting, columns_offered
from genai_tui.storage.yaml_tree import Mapping, Scalar, Sequence, Unreadable, YamlNode, parse


def parsed(data: bytes, path: str) -> Settings:
    """Return what the bytes of a file set, and what is wrong with them; what is right counts all the same."""
    if not data.strip() or all(line.lstrip().startswith(b"#") for line in data.splitlines() if line.strip()):
        return Settings(path)
    try:
        root = parse(data, path)
    except Unreadable as unreadable:
        return Settings(path, {}, (unreadable.problem,))
    reader = _Reader(path)
    return Settings(path, reader.settings(root), tuple(reader.problems))


_COLOUR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class _Reader:
    """Reads settings out of a tree, and notes what is wrong with it."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.problems: list[Problem] = []
        self._places: dict[str, tuple[int, int]] = {}

    def settings(self, root: YamlNode) -> dict[str, Given]:
        if not isinstance(root, Mapping):
            self._wrong(root, "", "are no settings, expected names with values")
            return {}
        read: dict[str, Callable[[Setting, YamlNode], Value | None]] = {
            "choice": self._choice, "columns": self._columns, "colours": self._colours, "keys": self._keys,
            "catalogs": self._catalogs,
        }  # fmt: skip
        given: dict[str, Given] = {}
        for key, node in self._unlike(root, ""):
            setting = BY_NAME.get(key.text)
            if setting is None:
                self._unknown(key, key.text, "is no setting", BY_NAME)
                continue
            self._places = {}
            value = read[setting.kind](setting, node)
            if value is not None:
                given[setting.name] = Given(value, key.line, key.column, self._places)
        return given

    def _wrong(self, node: YamlNode, field: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self._path, node.line, node.column, field, message, hint))

    def _unknown(self, node: Scalar, field: str, message: str, known: Iterable[str]) -> None:
        near = nearest(node.text, known)
        self._wrong(node, field, message, f"did you mean {near}?" if near else f"one of {', '.join(known)}")

    def _unlike(self, node: Mapping, field: str) -> list[tuple[Scalar, YamlNode]]:
        """Return the keys of a mapping with their values, having told of those that stand twice."""
        seen: dict[str, Scalar] = {}
        pairs: list[tuple[Scalar, YamlNode]] = []
        for key, value in node.items:
            if key.text in seen:
                self._wrong(key, field or key.text, f"stands twice, first in line {seen[key.text].line}")
            else:
                seen[key.text] = key
                pairs.append((key, value))
        return pairs

    def _choice(self, setting: Setting, node: YamlNode) -> str | None:
        if not isinstance(node, Scalar):
            self._wrong(node, setting.name, f"is no word, expected one of {', '.join(setting.choices)}")
        elif node.text not in setting.choices:
            self._unknown(node, setting.name, f"cannot be {node.text[:40]!r}", setting.choices)
        else:
            return node.text
        return None

    def _words(self, setting: Setting, node: YamlNode) -> list[Scalar] | None:
        """Return a word or a list of words; None where it is neither."""
        nodes = node.items if isinstance(node, Sequence) else (node,)
        words = [each for each in nodes if isinstance(each, Scalar) and each.text]
        if len(words) < len(nodes):
            self._wrong(node, setting.name, "is neither a word nor a list of words")
            return None
        return words

    def _columns(self, setting: Setting, node: YamlNode) -> tuple[str, ...] | None:
        offered = columns_offered(setting.name)
        words = self._words(setting, node) or []
        for each in words:
            if each.text not in offered:
                self._unknown(each, setting.name, f"{each.text[:40]!r} is no column", offered)
        return tuple(dict.fromkeys(each.text for each in words if each.text in offered)) or None

    def _catalogs(self, setting: Setting, node: YamlNode) -> tuple[str, ...] | None:
        return tuple(each.text for each in self._words(setting, node) or ()) or None

    def _colours(self, setting: Setting, node: YamlNode) -> dict[str, str] | None:
        if not isinstance(node, Mapping):
            self._wrong(node, setting.name, "are no colours, expected what they are for and the colour")
            return None
        found: dict[str, str] = {}
        for key, value in self._unlike(node, setting.name):
            field = f"{setting.name}.{key.text}"
            if key.text not in COLOURS:
                self._unknown(key, field, "has no colour of its own", COLOURS)
            elif not isinstance(value, Scalar):
                self._wrong(value, field, "is no colour, expected one such as #d08000")
            elif value.text in SIXTEEN or _COLOUR.fullmatch(value.text):
                found[key.text] = value.text
            else:
                hint = 'in quotes: "#d08000"' if not value.text else "#rrggbb, or a name such as ansi_red"
                self._wrong(value, field, f"{value.text[:40]!r} is no colour", hint)
        return found or None

    def _keys(self, setting: Setting, node: YamlNode) -> dict[str, tuple[str, ...]] | None:
        if not isinstance(node, Mapping):
            self._wrong(node, setting.name, "is no keymap, expected ids of commands with keys")
            return None
        found: dict[str, tuple[str, ...]] = {}
        for key, value in self._unlike(node, setting.name):
            words = self._words(setting, value)
            if words:
                found[key.text] = tuple(dict.fromkeys(each.text for each in words))
                self._places[key.text] = (key.line, key.column)
        return found or None
