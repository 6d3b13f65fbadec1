"""The difference of two catalogs in words, with the part of a long value that differs."""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import inspect

from genai_tui.catalog.cells import clip
from genai_tui.catalog.model import (
    Ancestor,
    Catalog,
    CatalogNote,
    Category,
    Dispute,
    DisputedClaim,
    Modality,
    Offer,
    ParameterCount,
    Part,
    Period,
    Record,
    Release,
    Result,
    Source,
    TrainingData,
)
from genai_tui.catalog.sanitize import safe_line
from genai_tui.storage.diff import Difference, changed_fields
from genai_tui.storage.record_shapes import shape_of

_LONG = 80
"""Characters of a text that are shown whole; of a longer one the surroundings of the difference are."""
_AROUND = 30
"""Characters shown before and after a difference, where a text is long."""
_NOT_KNOWN = "not known"

_KEYS: dict[type[Record], tuple[str, ...]] = {
    Part: ("id",), Source: ("id",), Modality: ("id",), Category: ("id",), CatalogNote: ("title",),
    Dispute: ("field",), DisputedClaim: ("source",), TrainingData: ("name",), Offer: ("provider", "name"),
    Result: ("metric", "benchmark"), Ancestor: ("model", "name"), ParameterCount: ("variant",),
    Release: ("event",), Period: ("of",),
}  # fmt: skip
"""The fields that identify an entry of a list on both sides when its other fields have changed."""

_Naming = Callable[[str], str]
"""From an organization's id to its name."""


def line(change: Difference, before: Catalog, after: Catalog) -> str:
    """Return one line that tells a change between two catalogs; strangers' text is not yet made safe."""
    what = f"{change.kind} {change.id}"
    if not change.field:
        return f"{'+' if change.before is None else '-'} {what}"
    names = (before.organization_name, after.organization_name)
    return f"{what}: {change.field}: {_change(change.before, change.after, names)}"


def _change(before: Any, after: Any, names: tuple[_Naming, _Naming]) -> str:
    if isinstance(before, tuple) or isinstance(after, tuple):
        return "; ".join(_edits(before or (), after or (), names))
    return " → ".join(_sides(_value(before, names[0]), _value(after, names[1])))


# Lists


def _edits(before: tuple[Any, ...], after: tuple[Any, ...], names: tuple[_Naming, _Naming]) -> Iterator[str]:
    """Yield what was changed within entries, what was removed and what was added; else the two orders."""
    removed = list((Counter(before) - Counter(after)).elements())
    added = list((Counter(after) - Counter(before)).elements())
    if not removed and not added:
        sides = (
            ", ".join(_value(item, name) for item in items)
            for items, name in zip((before, after), names, strict=True)
        )
        yield f"order: {' → '.join(_sides(*sides))}"
        return
    for old, new in _pairs(removed, added):
        removed.remove(old)
        added.remove(new)
        if isinstance(old, Record):
            key = _key_words(new, names[1])
            told = "; ".join(
                f"{path}: {_change(was, now, names)}" for path, was, now in changed_fields(old, new)
            )
            yield f"{key}: {told}" if key else told
        else:
            yield _change(old, new, names)
    gone = [_value(item, names[0]) for item in removed]
    come = [_value(item, names[1]) for item in added]
    if set(gone) & set(come):  # different organizations of one name
        gone, come = [_value(item, str) for item in removed], [_value(item, str) for item in added]
    yield from (f"- {clip(safe_line(text), 2 * _LONG)}" for text in gone)
    yield from (f"+ {clip(safe_line(text), 2 * _LONG)}" for text in come)


def _pairs(removed: list[Any], added: list[Any]) -> list[tuple[Any, Any]]:
    """Return entries that are the same one before and after: of one key, or long texts in one order."""
    kept = defaultdict(list)
    for item in removed:
        kept[_key(item)].append(item)
    pairs = [(kept[key].pop(0), item) for item in added if (key := _key(item)) is not None and kept.get(key)]
    texts = [
        [item for item in side if isinstance(item, str) and len(item) > _LONG] for side in (removed, added)
    ]
    return pairs + list(zip(*texts, strict=False))


def _key(item: Any) -> tuple[Any, ...] | None:
    names = _KEYS.get(type(item))
    return (type(item), *(getattr(item, name) for name in names)) if names else None


def _key_words(record: Record, name: _Naming) -> str:
    kinds = _organizations(type(record))
    known = ((field, getattr(record, field)) for field in _KEYS.get(type(record), ()))
    return " ".join(name(value) if field in kinds else value for field, value in known if value)


# Values


def _value(value: Any, name: _Naming) -> str:
    """Return a value in words."""
    if value is None or value == ():
        return _NOT_KNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if value >= 10_000 else str(value)
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, tuple):
        return " + ".join(_value(item, name) for item in value)
    if isinstance(value, Record):
        return _record(value, name)
    text = str(value)
    return f'"{text}"' if text.strip() != text or " → " in text or text == _NOT_KNOWN else text


def _record(record: Record, name: _Naming) -> str:
    """Return a record in words: what it is known by, and in brackets what else it says."""
    organizations = _organizations(type(record))
    key, said = [], []
    for field in shape_of(type(record)).fields:
        value = getattr(record, field.name)
        if value == (None if field.required else field.default) or value is None:
            continue
        label = field.encode_name.replace("_", " ")
        words = name(value) if field.name in organizations else _value(value, name)
        if field.name in _KEYS.get(type(record), ()):
            key.append(words)
        elif value is True:
            said.append(label)
        else:
            choice = isinstance(_core(field.type)[0], inspect.LiteralType)
            said.append(words.replace("_", " ") if choice else f"{label} {words}")
    if not key:
        return ", ".join(said) or "nothing said"
    return f"{' '.join(key)} ({', '.join(said)})" if said else " ".join(key)


def _core(shape: Any) -> tuple[Any, dict[str, Any]]:
    """Return the type of a field that may be absent, and what is noted of it."""
    extra: dict[str, Any] = {}
    while isinstance(shape, inspect.Metadata | inspect.UnionType):
        if isinstance(shape, inspect.Metadata):
            extra |= shape.extra or {}
            shape = shape.type
        else:
            shape = next(option for option in shape.types if not isinstance(option, inspect.NoneType))
    return shape, extra


@functools.cache
def _organizations(kind: type[Record]) -> frozenset[str]:
    """Return the fields that hold an organization's id."""
    return frozenset(
        field.name
        for field in shape_of(kind).fields
        if _core(field.type)[1].get("refers_to") == "organization"
    )


# Long texts


def _sides(before: str, after: str) -> tuple[str, str]:
    """Return two different texts, long ones cut to where they differ, so that both sides read differently."""
    start = _shared(before, after)
    end = min(_shared(before[::-1], after[::-1]), min(len(before), len(after)) - start)
    one, other = _cut(before, start, end), _cut(after, start, end)
    return (_spelled(one), _spelled(other)) if _look(one) == _look(other) else (one, other)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, start: int, end: int) -> str:
    """Return the surroundings of what stands between the first `start` and the last `end` characters."""
    if len(text) <= _LONG:
        return text
    begin, stop = max(0, start - _AROUND), min(len(text), len(text) - end + _AROUND, start + _LONG + _AROUND)
    return f"{'…' if begin else ''}{text[begin:stop]}{'…' if stop < len(text) else ''}"


def _spelled(text: str) -> str:
    """Return a text with every character that may not be seen, or looks like another, by its number."""
    return "".join(sign if " " <= sign <= "~" or sign == "…" else f"<U+{ord(sign):04X}>" for sign in text)


def _look(text: str) -> str:
    """Return what a reader sees of a text."""
    return unicodedata.normalize("NFC", safe_line(text))
