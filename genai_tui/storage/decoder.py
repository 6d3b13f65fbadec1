"""The decoder: one record out of a tree of YAML, or every problem in it.

`model.py` says once what a file may hold; nothing here repeats a field's name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, field, inspect

from genai_tui.catalog import numbers
from genai_tui.catalog.diagnostics import Problem, Severity, nearest
from genai_tui.catalog.model import Record
from genai_tui.catalog.patterns import BLANKS, NULLS, PLACEHOLDERS
from genai_tui.catalog.sanitize import can_be_seen
from genai_tui.storage.record_shapes import shape_of
from genai_tui.storage.yaml_tree import Mapping, Scalar, Sequence, YamlNode

LARGEST = 2**63 - 1
"""The largest whole number that can be kept."""

_WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
"""Numbers as YAML 1.2 reads them where they stand without quotes."""
_LONGEST_NUMBER = 100
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_DAY_LIKE = re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}")

_WRONG = object()
"""Placeholder for a value whose problem has been recorded."""


class _Reference(Struct):
    """An id that has to name something, and where it stands."""

    kind: str
    id: str
    field: str
    node: YamlNode


class _Text(Struct):
    """A text of a form about which there can be doubts (a date, a country, a licence), and where it stands."""

    form: str
    text: str
    field: str
    node: YamlNode


class Checked(Struct):
    """One record as read: its value (None when wrong), node, and the ids it refers to."""

    value: Any
    node: YamlNode
    file: str
    references: list[_Reference] = field(default_factory=list)
    texts: list[_Text] = field(default_factory=list)
    wrong: bool = False


class Given(Checked):
    """A record that may give only some of its fields: those it gives, by name, and whether it is a new record."""

    new: bool = False
    kind: type[Record] = Record
    values: dict[str, Any] = field(default_factory=dict)


class RecordChecker:
    """Reads trees as records and collects what is wrong with them in `problems`."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def record(self, node: YamlNode, kind: type[Record], file: str) -> Checked:
        """Return a whole record of one kind; its value is None where anything is wrong with it."""
        checked = Checked(None, node, file)
        value = self._struct(node, shape_of(kind), "", checked)
        checked.value = None if checked.wrong else value
        return checked

    def partly(self, node: YamlNode, kind: type[Record], file: str) -> Given:
        """Return the fields that a record of one kind gives; any may be missing."""
        given = Given(None, node, file, kind=kind)
        if isinstance(node, Mapping):
            given.values = self._given(node, shape_of(kind), "", given)
        else:
            self.say(given, "", node, f"found {noun(node)}, expected fields with values")
        return given

    # Telling

    def note(self, file: str, node: YamlNode, where: str, message: str, hint: str = "") -> None:
        """Note a problem at a node."""
        self._take(file, node, where, message, hint)

    def warn(self, file: str, node: YamlNode, where: str, message: str, hint: str = "") -> None:
        """Note a warning: what is probably not meant, but can be."""
        self._take(file, node, where, message, hint, "warning")

    def _take(
        self, file: str, node: YamlNode, where: str, message: str, hint: str, severity: Severity = "error"
    ) -> None:
        self.problems.append(Problem(file, node.line, node.column, where, message, hint, severity))

    def say(self, checked: Checked, where: str, node: YamlNode, message: str, hint: str = "") -> Any:
        """Note a problem of a record, which from then on counts as wrong and is left out."""
        self.note(checked.file, node, where, message, hint)
        checked.wrong = True
        return _WRONG

    # Values, by the shape that the record types give them

    def _any(self, node: YamlNode, shape: Any, where: str, checked: Checked, extra: dict[str, Any]) -> Any:
        if isinstance(shape, inspect.Metadata):
            return self._any(
                node,
                shape.type,
                where,
                checked,
                {**extra, **(shape.extra_json_schema or {}), **(shape.extra or {})},
            )
        if isinstance(shape, inspect.UnionType):
            inner = next(option for option in shape.types if not isinstance(option, inspect.NoneType))
            return self._any(node, inner, where, checked, extra)
        if isinstance(shape, inspect.StructType):
            return self._struct(node, shape, where, checked)
        if isinstance(shape, inspect.VarTupleType):
            return self._list(node, shape, where, checked) or extra.get("empty", ())
        if not isinstance(node, Scalar):
            return self.say(checked, where, node, f"found {noun(node)}, expected {_wanted(shape, extra)}")
        text = node.text.strip(BLANKS)
        if not text or (node.plain and node.text in NULLS):
            return self._no_value(node, shape, where, checked, extra)
        if isinstance(shape, inspect.StrType):
            return self._text(node, text, shape, where, checked, extra)
        if isinstance(shape, inspect.LiteralType):
            if node.text in shape.values:
                return node.text
            return self._say_found(
                node, shape, where, checked, extra, nearest_of(text, map(str, shape.values))
            )
        if isinstance(shape, inspect.BoolType):
            return self._truth(node, where, checked)
        return self._number(node, text, shape, where, checked, extra)

    def _no_value(self, node: Scalar, shape: Any, where: str, checked: Checked, extra: dict[str, Any]) -> Any:
        found = f"found `{node.text}`, which is no value" if node.text.strip(BLANKS) else "has no value"
        name = "put it in quotes if that is the name; " if extra.get("form") == "name" and node.text else ""
        hint = f"{name}{_for_unknown(extra)}"
        return self.say(checked, where, node, f"{found}, expected {_wanted(shape, extra)}", hint)

    def _say_found(
        self, node: Scalar, shape: Any, where: str, checked: Checked, extra: dict[str, Any], hint: str = ""
    ) -> Any:
        """Record that a text is not what was expected; a placeholder is called by its name."""
        text, what = node.text.strip(BLANKS), "found"
        if text.lower() in PLACEHOLDERS:
            what, hint = "found the placeholder", _for_unknown(extra)
        return self.say(
            checked, where, node, f"{what} `{short(text)}`, expected {_wanted(shape, extra)}", hint
        )

    def _truth(self, node: Scalar, where: str, checked: Checked) -> Any:
        value = _TRUTHS.get(node.text)
        if value is None:
            near = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(node.text.lower(), "")
            hint = f"did you mean {near}?" if near else ""
            what = f"found `{short(node.text)}`, expected true or false"
            return self.say(checked, where, node, what, hint)
        meant = str(value).lower()
        if node.text != meant:
            self.warn(checked.file, node, where, f"found `{node.text}`", f"did you mean {meant}?")
        return value

    def _text(
        self, node: Scalar, text: str, shape: Any, where: str, checked: Checked, extra: dict[str, Any]
    ) -> Any:
        form = extra.get("form", "")
        if shape.max_length is not None and len(node.text) > shape.max_length:
            what = f"is {len(node.text):,} characters long, expected at most {shape.max_length:,}"
            return self.say(checked, where, node, what)
        if "pattern" in extra:
            if node.plain and node.text in _TRUTHS:  # to other readers of YAML no text at all
                return self._say_found(node, shape, where, checked, extra, "put it in quotes")
            if not re.fullmatch(extra["pattern"], text):
                if form == "date" and _DAY_LIKE.fullmatch(text):
                    what = (
                        f"found `{text}`, which is no day of the calendar; expected {_wanted(shape, extra)}"
                    )
                    return self.say(checked, where, node, what)
                return self._say_found(node, shape, where, checked, extra)
        elif text and not can_be_seen(text):
            return self.say(checked, where, node, "holds no sign that can be seen", _leave_out(node))
        elif text.lower() in PLACEHOLDERS:
            if form != "name":
                return self._say_found(node, shape, where, checked, extra)
            if node.plain:
                what = f"`{text}` looks like a placeholder"
                self.warn(checked.file, node, where, what, "put it in quotes if that is the name")
        if form in ("date", "country", "license"):
            checked.texts.append(_Text(form, text, where, node))
        if "refers_to" in extra:
            checked.references.append(_Reference(extra["refers_to"], text, where, node))
        return text if node.plain or "pattern" in extra else node.text

    def _number(
        self, node: Scalar, text: str, shape: Any, where: str, checked: Checked, extra: dict[str, Any]
    ) -> Any:
        value = _value_of_number(node, text, extra["text"])
        if value is not None and isinstance(shape, inspect.IntType):
            value = int(value) if value == int(value) and abs(value) <= LARGEST else None
        limits = () if value is None else (
            (shape.ge, value.__ge__),
            (shape.gt, value.__gt__),
            (shape.le, value.__le__),
            (shape.lt, value.__lt__),
        )  # fmt: skip
        if value is None or not all(limit is None or holds(limit) for limit, holds in limits):
            return self._say_found(node, shape, where, checked, extra)
        if extra.get("form") == "year":
            checked.texts.append(_Text("date", str(value), where, node))
        return value if isinstance(shape, inspect.IntType) else float(value)

    def _list(self, node: YamlNode, shape: inspect.VarTupleType, where: str, checked: Checked) -> Any:
        if not isinstance(node, Sequence):
            return self.say(
                checked,
                where,
                node,
                f"found {noun(node)}, expected a list",
                _leave_out(node) or ("put it in square brackets" if isinstance(node, Scalar) else ""),
            )
        if shape.min_length and len(node.items) < shape.min_length:
            return self.say(
                checked, where, node, f"holds {len(node.items)}, expected at least {shape.min_length}"
            )
        if shape.max_length and len(node.items) > shape.max_length:
            return self.say(
                checked, where, node, f"holds {len(node.items):,}, expected at most {shape.max_length:,}"
            )
        return tuple(
            self._any(item, shape.item_type, f"{where}[{number}]", checked, {})
            for number, item in enumerate(node.items, 1)
        )

    def _struct(self, node: YamlNode, shape: inspect.StructType, where: str, checked: Checked) -> Any:
        if not isinstance(node, Mapping):
            what = f"found {noun(node)}, expected fields with values"
            return self.say(checked, where, node, what, _leave_out(node))
        values = self._given(node, shape, where, checked)
        for known in shape.fields:
            if known.required and known.name not in values:
                path = f"{where}.{known.encode_name}" if where else known.encode_name
                self.say(checked, path, node, "is missing, and every record of this kind needs it")
        unless, needed = getattr(shape.cls, "NEEDED_WITHOUT", ("", ()))
        for name in () if unless in values else needed:
            if name not in values:
                self.say(
                    checked,
                    f"{where}.{name}" if where else name,
                    node,
                    f"is missing, and is needed where there is no `{unless}`",
                )
        one_of: tuple[str, ...] = getattr(shape.cls, "ONE_OF", ())
        if one_of and sum(name in values for name in one_of) != 1:
            self.say(checked, where, node, "expected either `model` (an id) or `name` (outside the catalog)")
        return _WRONG if checked.wrong else shape.cls(**values)

    def _given(
        self, node: Mapping, shape: inspect.StructType, where: str, checked: Checked
    ) -> dict[str, Any]:
        """Return the values of the fields that stand in `node`, by their names in the record."""
        fields = {known.encode_name: known for known in shape.fields}
        values: dict[str, Any] = {}
        seen: dict[str, Scalar] = {}
        for key, value in node.items:
            path = f"{where}.{key.text}" if where else key.text
            if key.text in seen:
                self.say(checked, path, key, f"stands here again, first on line {seen[key.text].line}")
                continue
            seen[key.text] = key
            known = fields.get(key.text)
            if known is None:
                if key.text == "<<":
                    what = "a merge key is not read, expected every field to be written out"
                    self.say(checked, path, key, what)
                else:
                    self.say(checked, path, key, "there is no such field", nearest_of(key.text, fields))
                continue
            needed = {"needed": True} if known.required else {}
            values[known.name] = self._any(value, known.type, path, checked, needed)
        return values


@functools.cache
def field_paths(kind: type[Record]) -> tuple[str, ...]:
    """Return the dotted path of every field of a kind of record and of what it holds: `training.compute_flop`."""
    return tuple(_paths(shape_of(kind)))


def _paths(shape: inspect.StructType) -> Iterator[str]:
    for known in shape.fields:
        yield known.encode_name
        inner = _bare(known.type)
        if isinstance(inner, inspect.StructType):
            yield from (f"{known.encode_name}.{path}" for path in _paths(inner))


def _bare(shape: Any) -> Any:
    """Return what a field holds, less what may be missing, be listed, or has to hold of it."""
    while True:
        if isinstance(shape, inspect.UnionType):
            shape = next(option for option in shape.types if not isinstance(option, inspect.NoneType))
        elif isinstance(shape, inspect.Metadata):
            shape = shape.type
        elif isinstance(shape, inspect.VarTupleType):
            shape = shape.item_type
        else:
            return shape


def is_field(kind: type[Record], path: str) -> bool:
    """Return whether a dotted path such as `training.compute_flop` names a field of `kind`."""
    return path in _fields_at(kind)


@functools.cache
def _fields_at(kind: type[Record]) -> frozenset[str]:
    return frozenset(field_paths(kind))


def _value_of_number(node: Scalar, text: str, pattern: str) -> float | None:
    """Return the number that YAML reads without quotes, or that a text of that pattern writes."""
    if len(text) > _LONGEST_NUMBER:
        return None
    if node.plain and _WHOLE.fullmatch(text):
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if (node.plain and _NUMBER.fullmatch(text)) or re.fullmatch(pattern, text):
        whole = numbers.whole(text)
        return whole if whole is not None else numbers.number(text)
    return None


def value_of(node: YamlNode, name: str) -> YamlNode:
    """Return the value of a field; the whole node where the field is missing."""
    pairs: Iterator[YamlNode] = (
        value for key, value in (node.items if isinstance(node, Mapping) else ()) if key.text == name
    )
    return next(pairs, node)


def nearest_of(word: str, known: Iterable[str]) -> str:
    """Return `did you mean ...?` for the nearest of `known`, or nothing where none is near."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else ""


def noun(node: YamlNode) -> str:
    """Return what stands at a node, in words."""
    if isinstance(node, Scalar):
        return f"`{short(node.text)}`" if node.text else "no value"
    return "a list" if isinstance(node, Sequence) else "fields with values"


def _for_unknown(extra: dict[str, Any]) -> str:
    """Return what to do about a field whose value is not known, by whether every record needs it."""
    needed = extra.get("needed", False)
    return "every record of this kind needs it" if needed else "leave the field out where it is not known"


def _leave_out(node: YamlNode) -> str:
    """Return what to do about a field whose value was left empty."""
    empty = isinstance(node, Scalar) and node.plain and node.text in NULLS
    return "leave the field out where it is not known" if empty else ""


def short(text: str) -> str:
    """Return as much of a text as a message holds."""
    return text if len(text) <= 60 else text[:57] + "..."


def _one_of(values: Iterable[Any]) -> str:
    words = sorted(map(str, values))
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


def _wanted(shape: Any, extra: dict[str, Any]) -> str:
    if isinstance(shape, inspect.LiteralType):
        return _one_of(shape.values)
    if isinstance(shape, inspect.BoolType):
        return "true or false"
    if isinstance(shape, inspect.IntType | inspect.FloatType):
        noun = "a whole number" if isinstance(shape, inspect.IntType) else "a number"
        if shape.ge is not None and shape.le is not None:
            return f"{noun} from {shape.ge} to {shape.le}"
        if shape.ge is not None:
            return f"{noun} of at least {shape.ge}"
        most = f" and of at most {shape.le}" if shape.le is not None else ""
        return f"{noun} above {shape.gt}{most}" if shape.gt is not None else noun
    return str(extra.get("expected", "text"))
