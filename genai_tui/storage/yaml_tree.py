"""YAML files as trees of text, each node with its line and column.

Every scalar stays text: `no`, `012`, `1:30` and `2022-04-06`
mean nothing until a field says what it wants. Files come from strangers, so size, depth, aliases and
tags are limited before anything is built.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from msgspec import Struct

from genai_tui.catalog.diagnostics import Problem
from genai_tui.catalog.patterns import PLACEHOLDERS
from genai_tui.storage import files

MAX_FILE_BYTES = files.RECORD_BYTES
MAX_DEPTH = 32
MAX_NODES = 200_000
"""Nodes of one file with every alias written out."""


class Scalar(Struct, frozen=True):
    """A piece of text; `plain` when it stood without quotes, so that `null` may be meant as no value."""

    text: str
    line: int
    column: int
    plain: bool = True
    size: int = 1


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[YamlNode, ...]
    line: int
    column: int
    size: int


class Mapping(Struct, frozen=True):
    """Keys and values in the order of the file; a key may stand twice, which the checker reports."""

    items: tuple[tuple[Scalar, YamlNode], ...]
    line: int
    column: int
    size: int


YamlNode = Scalar | Sequence | Mapping


class Unreadable(Exception):
    """A file could not be read at all; carries the one Problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_file(path: Path, shown_as: str, folder: files.Folder | None = None) -> bytes:
    """Return the bytes of a regular file within the size limit, and within `folder` where one is given.

    Raises Unreadable, with `shown_as` as the file's name, where that is not possible.
    """
    try:
        return files.read(path, MAX_FILE_BYTES, folder)
    except files.Refused as refused:
        raise Unreadable(Problem(shown_as, 0, 0, "", str(refused))) from None


def parse(data: bytes, shown_as: str) -> YamlNode:
    """Return the one document in `data` as a tree; raises Unreadable with the place of the mistake."""
    text = _decode(data, shown_as)
    # Imported here: with a compiled catalog at hand no YAML is parsed, and pyyaml takes a while to start.
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        document = _Builder(shown_as, yaml).build(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message, hint = _explain(text, line, column, error.problem or error.context or "is not valid YAML")
        raise Unreadable(Problem(shown_as, line, column, "", message, hint)) from error
    except yaml.reader.ReaderError as error:
        offset = error.position if isinstance(error.position, int) else 0
        if loader is not yaml.SafeLoader:  # libyaml counts bytes
            offset = len(text.encode()[:offset].decode("utf-8", "ignore"))
        line, column = _place(text, offset)
        message = "holds a control character, expected printable text"
        hint = 'write it as an escape in double quotes, such as "\\x1b"'
        raise Unreadable(Problem(shown_as, line, column, "", message, hint)) from error
    if document is None:
        raise Unreadable(Problem(shown_as, 0, 0, "", "is empty, expected a record"))
    return document


def plain_data(node: YamlNode) -> Any:
    """Return a tree as dicts, lists and texts, without its places; of a key that stands twice the last value."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain_data(item) for item in node.items]
    return {key.text: plain_data(value) for key, value in node.items}


def dump(value: Any, in_line: bool = False) -> str:
    """Return plain values as YAML that reads back as the same; `in_line` as one line, for a place within a list.

    Raises ValueError for text that no file can hold: half a character.
    """
    import yaml  # imported here: as above

    width = 10**9 if in_line else 120
    written: str = yaml.dump(
        value, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=width, default_flow_style=in_line
    )
    return written


@functools.cache
def _dumper() -> Any:
    import yaml  # imported here: as above

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        """Quotes words that would be read as no value where they stand without quotes."""

    def text(dumper: Any, value: str) -> Any:
        style = "'" if value.strip().lower() in PLACEHOLDERS else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    return Dumper


def list_starts(text: str) -> dict[str, int]:
    """Return where the lists of a mapping begin in its text, by key: at the first `-`, or at `[`.

    A list with an anchor, or in whose place an alias stands, is left out.
    """
    import yaml  # imported here: as above

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root = yaml.compose(text, Loader=loader)
    found: dict[str, int] = {}
    for key, value in root.value if isinstance(root, yaml.MappingNode) and not root.flow_style else ():
        start = value.start_mark.index
        after_key = start >= key.end_mark.index
        if isinstance(value, yaml.SequenceNode) and after_key and text[start : start + 1] in ("-", "["):
            found[key.value] = start
    return found


def is_block(text: str) -> bool:
    """Return whether a text is a mapping in block style, so that lines can be added at its end."""
    import yaml  # imported here: as above

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root = yaml.compose(text, Loader=loader)
    return isinstance(root, yaml.MappingNode) and not root.flow_style and root.start_mark.column == 0


def _decode(data: bytes, shown_as: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8, expected a file in UTF-8"
        hint = "save the file as UTF-8; it looks like Latin-1 or another old encoding"
        raise Unreadable(Problem(shown_as, line, column, "", message, hint)) from error


def _place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _explain(text: str, line: int, column: int, reason: str) -> tuple[str, str]:
    """Return pyyaml's reason in words for the people who write catalogs, and what to do about it."""
    lines = text.split("\n")
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in here[: max(column, len(here) - len(here.lstrip()))]:
        return "a tab stands where YAML wants spaces", "indent with spaces"
    if "quoted scalar" in reason or "unexpected end of stream" in reason:
        return "a quoted text is never closed, expected a closing quote", "is a quote missing?"
    if "mapping values are not allowed" in reason:
        return "a second `: ` on this line, expected one key and one value", "put the value in quotes"
    if "could not find expected ':'" in reason:
        return "a key without a value, expected `key: value`", "is a colon missing?"
    return f"is not valid YAML: {reason}", ""


class _Builder:
    """Turns pyyaml's events into our tree, with limits that hold before memory is spent."""

    def __init__(self, shown_as: str, yaml: Any) -> None:
        self._file = shown_as
        self._yaml = yaml
        self._anchors: dict[str, YamlNode | None] = {}
        self._total = 0

    def build(self, events: Any) -> YamlNode | None:
        """Return the first document's root; None where there is none."""
        root: YamlNode | None = None
        documents = 0
        for event in events:
            if isinstance(event, self._yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refuse(event, "a second document begins, expected one per file")
                root = self._node(next(events), events, 1)
        if isinstance(root, Scalar) and root.plain and not root.text:
            return None
        return root

    def _node(self, event: Any, events: Any, depth: int) -> YamlNode:
        yaml = self._yaml
        if isinstance(event, yaml.AliasEvent):
            known = self._anchors.get(event.anchor)
            if known is None:
                raise self._refuse(event, f"alias *{event.anchor} refers to nothing that is complete here")
            self._count(event, known.size)
            return known
        if event.tag is not None and not event.tag.startswith("tag:yaml.org,2002:str") and event.tag != "!":
            raise self._refuse(event, f"tag {event.tag} is not read, expected plain values")
        if depth > MAX_DEPTH:
            raise self._refuse(event, f"is nested more than {MAX_DEPTH} levels deep")
        self._count(event, 1)
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        node: YamlNode
        if isinstance(event, yaml.ScalarEvent):
            text = event.value.strip() if event.style in ("|", ">") else event.value
            node = Scalar(text, line, column, not event.style and event.tag is None)
        elif isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(self._node(inner, events, depth + 1))
            node = Sequence(tuple(items), line, column, 1 + sum(item.size for item in items))
        else:
            pairs = []
            while not isinstance(inner := next(events), yaml.MappingEndEvent):
                key = self._node(inner, events, depth + 1)
                if not isinstance(key, Scalar):
                    raise self._refuse(inner, "a list or mapping stands as a key, expected a word")
                pairs.append((key, self._node(next(events), events, depth + 1)))
            node = Mapping(tuple(pairs), line, column, 1 + sum(1 + value.size for _, value in pairs))
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _count(self, event: Any, nodes: int) -> None:
        self._total += nodes
        if self._total > MAX_NODES:
            raise self._refuse(event, f"holds more than {MAX_NODES:,} values with its aliases written out")

    def _refuse(self, event: Any, message: str) -> Unreadable:
        mark = event.start_mark
        return Unreadable(Problem(self._file, mark.line + 1, mark.column + 1, "", message))
