"""One record out of a tree of text, or every Problem in it: the checker walks the record types.

`model.py` says once what a file may hold; nothing here repeats a field's name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, field, inspect

from genai_tui.catalog import numbers
from genai_tui.catalog.dates import is_date
from genai_tui.catalog.loading import Mapping, Node, Scalar, Sequence
from genai_tui.catalog.model import Record
from genai_tui.catalog.problems import Problem
from genai_tui.catalog.spelling import nearest

PLACEHOLDERS = frozenset(
    {"unknown", "n/a", "na", "none", "null", "tbd", "todo", "?", "-", "~", "undisclosed"}
)

_WRONG = object()
"""Stands for a value that has been reported already."""


class _Reference(Struct):
    """An id that has to name something, and where it stands."""

    kind: str
    id: str
    field: str
    node: Node


class Checked(Struct):
    """One record as read: its value (None when wrong), node, and the ids it refers to."""

    value: Any
    node: Node
    file: str
    references: list[_Reference] = field(default_factory=list)
    wrong: bool = False


class Given(Checked):
    """A record of which only some fields may stand: what they are, by their names, and whether it is a new one."""

    new: bool = False
    kind: type[Record] = Record
    values: dict[str, Any] = field(default_factory=dict)


class RecordChecker:
    """Reads trees as records and collects what is wrong with them in `problems`."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def record(self, node: Node, kind: type[Record], file: str) -> Checked:
        """Return a whole record of one kind; its value is None where anything is wrong with it."""
        checked = Checked(None, node, file)
        value = self._struct(node, shape_of(kind), "", checked)
        checked.value = None if checked.wrong else value
        return checked

    def partly(self, node: Node, kind: type[Record], file: str) -> Given:
        """Return the fields that stand in a record of one kind, of which any may be missing."""
        given = Given(None, node, file, kind=kind)
        if isinstance(node, Mapping):
            given.values = self._given(node, shape_of(kind), "", given)
        else:
            self.say(given, "", node, f"found {noun(node)}, expected fields with values")
        return given

    # Telling

    def note(self, file: str, node: Node, where: str, message: str, hint: str = "") -> None:
        """Take down a problem at a node."""
        self.problems.append(Problem(file, node.line, node.column, where, message, hint))

    def say(self, checked: Checked, where: str, node: Node, message: str, hint: str = "") -> Any:
        """Take down a problem of a record, which is wrong from then on."""
        self.note(checked.file, node, where, message, hint)
        checked.wrong = True
        return _WRONG

    # Values, by the shape that the record types give them

    def _any(self, node: Node, shape: Any, where: str, checked: Checked, extra: dict[str, Any]) -> Any:
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
            return self._list(node, shape, where, checked)
        if not isinstance(node, Scalar):
            return self.say(checked, where, node, f"found {noun(node)}, expected {_wanted(shape, extra)}")
        text = node.text.strip()
        if not text:
            return self.say(
                checked,
                where,
                node,
                f"has no value, expected {_wanted(shape, extra)}",
                "leave the field out where the value is not known",
            )
        if node.plain and text.lower() in PLACEHOLDERS and not isinstance(shape, inspect.BoolType):
            return self.say(
                checked,
                where,
                node,
                f"found the placeholder `{text}`, expected {_wanted(shape, extra)}",
                "leave the field out where it is not known",
            )
        if isinstance(shape, inspect.StrType):
            return self._text(node, text, shape, where, checked, extra)
        if isinstance(shape, inspect.LiteralType):
            if text in shape.values:
                return text
            return self.say(
                checked,
                where,
                node,
                f"found `{text}`, expected {_one_of(shape.values)}",
                nearest_of(text, map(str, shape.values)),
            )
        if isinstance(shape, inspect.BoolType):
            if text in ("true", "false"):
                return text == "true"
            near = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(text.lower(), "")
            return self.say(
                checked,
                where,
                node,
                f"found `{text}`, expected true or false",
                f"did you mean {near}?" if near else "",
            )
        return self._number(node, text, shape, where, checked)

    def _text(
        self, node: Scalar, text: str, shape: Any, where: str, checked: Checked, extra: dict[str, Any]
    ) -> Any:
        wanted = _wanted(shape, extra)
        if shape.max_length is not None and len(text) > shape.max_length:
            return self.say(
                checked,
                where,
                node,
                f"is {len(text):,} characters long, expected at most {shape.max_length:,}",
            )
        if "pattern" in extra and not re.search(extra["pattern"], text):
            return self.say(checked, where, node, f"found `{short(text)}`, expected {wanted}")
        if extra.get("form") == "date" and not is_date(text):
            return self.say(
                checked, where, node, f"found `{text}`, which is no day of the calendar; expected {wanted}"
            )
        if "refers_to" in extra:
            checked.references.append(_Reference(extra["refers_to"], text, where, node))
        return text if node.plain or "pattern" in extra else node.text

    def _number(self, node: Scalar, text: str, shape: Any, where: str, checked: Checked) -> Any:
        wanted = _wanted(shape, {})
        value = numbers.number(text)
        if value is not None and isinstance(shape, inspect.IntType):
            value = numbers.whole(text)
            if value is not None and abs(value) > numbers.LARGEST:
                what = f"found {short(text)}, which is more than can be kept; expected {wanted}"
                return self.say(checked, where, node, what)
        if value is None:
            return self.say(checked, where, node, f"found `{short(text)}`, expected {wanted}")
        limits = (
            (shape.ge, value.__ge__),
            (shape.gt, value.__gt__),
            (shape.le, value.__le__),
            (shape.lt, value.__lt__),
        )
        if not all(limit is None or holds(limit) for limit, holds in limits):
            return self.say(checked, where, node, f"found {short(text)}, expected {wanted}")
        return value if isinstance(shape, inspect.IntType) else float(value)

    def _list(self, node: Node, shape: inspect.VarTupleType, where: str, checked: Checked) -> Any:
        if not isinstance(node, Sequence):
            return self.say(
                checked,
                where,
                node,
                f"found {noun(node)}, expected a list",
                "put it in square brackets" if isinstance(node, Scalar) else "",
            )
        if shape.min_length and len(node.items) < shape.min_length:
            return self.say(
                checked, where, node, f"holds {len(node.items)}, expected at least {shape.min_length}"
            )
        return tuple(
            self._any(item, shape.item_type, f"{where}[{number}]", checked, {})
            for number, item in enumerate(node.items, 1)
        )

    def _struct(self, node: Node, shape: inspect.StructType, where: str, checked: Checked) -> Any:
        if not isinstance(node, Mapping):
            return self.say(checked, where, node, f"found {noun(node)}, expected fields with values")
        values = self._given(node, shape, where, checked)
        for known in shape.fields:
            if known.required and known.name not in values:
                path = f"{where}.{known.encode_name}" if where else known.encode_name
                self.say(checked, path, node, "is missing, and every record of this kind needs it")
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
                self.say(checked, path, key, "there is no such field", nearest_of(key.text, fields))
                continue
            values[known.name] = self._any(value, known.type, path, checked, {})
        return values


@functools.cache
def shape_of(kind: type[Record]) -> inspect.StructType:
    """Return the fields of a kind of record, with their types."""
    shape = inspect.type_info(kind)
    assert isinstance(shape, inspect.StructType)
    return shape


def is_field(kind: type[Record], path: str) -> bool:
    """Tell whether a dotted path such as `training.compute_flop` names a field of `kind`."""
    shape: Any = shape_of(kind)
    for name in path.split("."):
        while not isinstance(shape, inspect.StructType):
            if isinstance(shape, inspect.UnionType):
                shape = next(option for option in shape.types if not isinstance(option, inspect.NoneType))
            elif isinstance(shape, inspect.Metadata):
                shape = shape.type
            elif isinstance(shape, inspect.VarTupleType):
                shape = shape.item_type
            else:
                return False
        shape = next((known.type for known in shape.fields if known.encode_name == name), None)
        if shape is None:
            return False
    return True


def value_of(node: Node, name: str) -> Node:
    """Return the value of a field, or the whole node where the field does not stand."""
    pairs: Iterator[Node] = (
        value for key, value in (node.items if isinstance(node, Mapping) else ()) if key.text == name
    )
    return next(pairs, node)


def nearest_of(word: str, known: Iterable[str]) -> str:
    """Return `did you mean ...?` for the nearest of `known`, or nothing where none is near."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else ""


def noun(node: Node) -> str:
    """Return what stands at a node, in words."""
    if isinstance(node, Scalar):
        return f"`{short(node.text)}`"
    return "a list" if isinstance(node, Sequence) else "fields with values"


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
        return f"{noun} above {shape.gt}" if shape.gt is not None else noun
    return str(extra.get("description", "text"))
