"""The memory as one document, to be carried to another machine: written as plain data, read with places of mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, fields

from genai_tui.catalog.diagnostics import CatalogError, Problem, nearest
from genai_tui.storage.memory.entries import KINDS, Entry
from genai_tui.storage.memory.entry_file import FORM, Entries
from genai_tui.storage.memory.memory import Memory
from genai_tui.storage.yaml_tree import Mapping, Scalar, Sequence, Unreadable, YamlNode, parse

_FORM = "form"
_PAIR = re.compile(rb"((?<!\\)(?:\\\\)*)(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})")


class Merged(Struct, frozen=True):
    """What came of the entries of a document."""

    added: int = 0
    same: int = 0
    replaced: int = 0
    left: tuple[Entry, ...] = ()
    """Entries of the document that differ from those of the memory, which stay."""


def document(memory: Memory) -> dict[str, Any]:
    """Return everything that a memory keeps, a list for each kind; what is empty is left out of an entry."""
    return written_entries(each for kind in KINDS for each in memory.entries(kind))


def written_entries(entries: Iterable[Entry]) -> dict[str, Any]:
    """Return entries as a document has them."""
    told: dict[str, Any] = {_FORM: str(FORM)}
    for each in entries:
        told.setdefault(each.FILE, []).append(_plain(each))
    return told


def _plain(entry: Entry) -> dict[str, str]:
    needed = {each.name for each in fields(entry) if each.required}
    return {name: value for name, value in asdict(entry).items() if value or name in needed}


def read_document(data: bytes, shown_as: str) -> tuple[Entry, ...]:
    """Return the entries of a document, in JSON or YAML. Raises CatalogError with every mistake and its place."""
    try:
        root = parse(_PAIR.sub(_joined, data), shown_as)
    except Unreadable as unreadable:
        raise CatalogError(unreadable.problem) from None
    reader = _Reader(shown_as)
    entries = tuple(reader.entries(root))
    if reader.problems:
        raise CatalogError(*reader.problems)
    return entries


def _joined(pair: re.Match[bytes]) -> bytes:
    """Return the character of two escapes, which JSON has for those beyond the first 65,536 and YAML does not."""
    return (
        pair[1] + pair[2].decode("unicode_escape").encode("utf-16", "surrogatepass").decode("utf-16").encode()
    )


class _Reader:
    """Reads entries out of a tree, and notes what is wrong with it."""

    def __init__(self, shown_as: str) -> None:
        self._file = shown_as
        self.problems: list[Problem] = []

    def _wrong(self, node: YamlNode, field: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self._file, node.line, node.column, field, message, hint))

    def entries(self, root: YamlNode) -> Iterator[Entry]:
        if not isinstance(root, Mapping):
            self._wrong(root, "", "is no memory, expected a list for each kind")
            return
        kinds = {kind.FILE: kind for kind in KINDS}
        for key, node in root.items:
            kind = kinds.get(key.text)
            if key.text == _FORM:
                if not (isinstance(node, Scalar) and node.text == str(FORM)):
                    self._wrong(node, _FORM, f"is of another version, expected {FORM}")
            elif kind is None:
                near = nearest(key.text, kinds)
                self._wrong(
                    key, key.text, "is no kind of what is kept", f"did you mean {near}?" if near else ""
                )
            elif not isinstance(node, Sequence):
                self._wrong(node, key.text, "is no list, expected a list of entries")
            else:
                for item in node.items:
                    if (entry := self._entry(kind, item)) is not None:
                        yield entry

    def _entry(self, kind: type[Entry], node: YamlNode) -> Entry | None:
        before = len(self.problems)
        if not isinstance(node, Mapping):
            self._wrong(node, kind.FILE, f"is no {kind.NOUN}, expected its fields by name")
            return None
        known = {each.name: each.required for each in fields(kind)}
        found: dict[str, str] = {}
        for key, value in node.items:
            if key.text not in known:
                near = nearest(key.text, known)
                self._wrong(
                    key,
                    f"{kind.FILE}.{key.text}",
                    "is no field here",
                    f"did you mean {near}?" if near else "",
                )
            elif not isinstance(value, Scalar):
                self._wrong(value, f"{kind.FILE}.{key.text}", "is no text, expected one")
            else:
                found[key.text] = value.text
        for name in (name for name, required in known.items() if required and name not in found):
            self._wrong(node, f"{kind.FILE}.{name}", "is missing")
        if len(self.problems) > before:
            return None
        entry = kind(**found).cleaned
        if not all(entry.key) or len(entry.line) > kind.LONGEST or kind.of_line(entry.line) is None:
            self._wrong(
                node,
                kind.FILE,
                f"can be no {kind.NOUN}: it is empty, too long, or tells its time in no known way",
            )
            return None
        return entry


def merge(memory: Memory, entries: Iterable[Entry], replace: bool = False) -> Merged:
    """Add entries to a memory; of those that differ from what it keeps under the same key only with `replace`.

    Raises Refused where a file cannot be written; kinds before it are added then.
    """
    by_kind: dict[type[Entry], Entries] = {}
    for each in entries:
        by_kind.setdefault(type(each), {})[each.key] = each
    added = same = replaced = 0
    left: list[Entry] = []
    for kind, new in by_kind.items():
        counts: dict[str, list[Entry]] = {}

        def changed(known: Entries, new: Entries = new, counts: dict[str, list[Entry]] = counts) -> None:
            for key, entry in new.items():
                old = known.get(key)
                fate = (
                    "added" if old is None else "same" if old == entry else "replaced" if replace else "left"
                )
                counts.setdefault(fate, []).append(entry)
                if fate in ("added", "replaced"):
                    known[key] = entry

        memory.replace_all(kind, changed)
        added, same = added + len(counts.get("added", ())), same + len(counts.get("same", ()))
        replaced += len(counts.get("replaced", ()))
        left += counts.get("left", ())
    return Merged(added, same, replaced, tuple(left))
