"""The view of Compare: the records side by side, which rows, which way round and the cell, as one frozen value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from msgspec import Struct
from msgspec.structs import replace

from genai_tui.catalog.comparison import LEAST, MOST, Comparison, NotComparable, compared
from genai_tui.catalog.model import Catalog, Model, Organization
from genai_tui.catalog.sanitize import safe_line
from genai_tui.view.address_fields import AddressProblem, Pairs, Reader, more, one_of, quoted, text
from genai_tui.view.change import Change
from genai_tui.view.own_keys import key, keyed
from genai_tui.view.record_ref import RecordKind


class CompareView(Struct, frozen=True):
    """All of what is looked at in Compare."""

    SCREEN: ClassVar[str] = "compare"

    catalogs: tuple[str, ...] = ()
    """Names and whole paths of the catalogs, as the command line takes them; none: the shipped one."""
    overlays: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    """Ids of the records, in the order in which they stand."""
    kind: RecordKind = "model"
    every: bool = False
    """Whether rows are shown in which nothing differs."""
    transposed: bool = False
    """Whether each record is a row and not a column."""
    at: str | None = None
    """The attribute under the cursor, by its name in queries; None: the first."""
    record: str | None = None
    """The id of the record under the cursor; None: the first."""
    tab: int = 0
    """Always 0: no pane has tabs."""
    as_of: str | None = None
    """The day, whole, as of which it is looked at; None: everything that the catalogs have."""

    @staticmethod
    def choices(catalog: Catalog) -> dict[str, str]:
        """Return the records that may be typed after the screen's name, each with what it is called."""
        if not catalog.is_whole:
            return {}  # which are too many to be looked through at every letter
        names: dict[str, str] = {model.id: safe_line(model.name) for model in catalog.models}
        return names | {id_: safe_line(known.name) for id_, known in catalog.organizations.items()}

    @staticmethod
    def of_marked(view: Any, kind: RecordKind, ids: tuple[str, ...]) -> CompareView | str:
        """Return the comparison of the marked records of a kind beside a view, or in words why there is none."""
        count = len(ids)
        if count < LEAST:
            return f"Mark two or more with {key('table.mark', 'space')} to compare them{'; one is marked' if count else ''}."
        if count > MOST:
            return f"{count} are marked, and {MOST} at most can be compared; {key('table.mark', 'space')} takes a mark away."
        return CompareView(view.catalogs, view.overlays, ids, kind, as_of=view.as_of)

    def what_stands(self, catalog: Catalog) -> tuple[CompareView, tuple[str, ...]]:
        """Return what is left of the view in a catalog that may have changed, and a line for each thing that is gone."""
        known = {record.id for record in records_of(self, catalog)}
        left = tuple(each for each in self.of if each in known)
        gone = tuple(f"no {self.kind} {each}, which was compared" for each in self.of if each not in known)
        record = self.record if self.record in left else None
        return replace(self, of=left, record=record), gone

    def address_pairs(self) -> Pairs:
        """Yield what its address says beside catalogs and tab."""
        if self.kind != "model":
            yield "kind", self.kind
        for record_id in self.of:
            yield "of", record_id
        if self.every:
            yield "rows", "all"
        if self.transposed:
            yield "as", "rows"
        if self.at is not None:
            yield "at", self.at
        if self.record is not None:
            yield "record", self.record

    @staticmethod
    def address_fields() -> dict[str, Reader]:
        """Return what reads those fields of an address."""
        return {
            "kind": one_of("kind", "kind of record", ("model", "organization")), "of": more("of"),
            "rows": _choice("every", "rows", ("differing", "all")),
            "as": _choice("transposed", "as", ("columns", "rows")),
            "at": text("at"), "record": text("record"),
        }  # fmt: skip


def _choice(field: str, name: str, words: tuple[str, str]) -> Reader:
    """Return a reader of one of two words, of which the second one means yes."""

    def read(view: CompareView, value: str) -> CompareView:
        if value not in words:
            raise AddressProblem(f"{name} is {' or '.join(words)}, and not {quoted(value)}")
        return replace(view, **{field: value == words[1]})

    return read


# What there is to look at


def records_of(view: CompareView, catalog: Catalog) -> tuple[Model | Organization, ...]:
    """Return the records of a view that a catalog has."""
    return tuple(record for each in view.of if (record := catalog.record(view.kind, each)))


NOTHING_MARKED = """Nothing to compare yet.

{mark:space} marks the record at the cursor, on any screen; {screen.compare:v} shows what is marked, two to eight of them, side by side.

{line::}compare with names behind it compares those: {line::}compare imagen, muse
"""
"""What the screen says while it has nothing to show."""
TO_COME = (
    "A column for each record, and a row for each field in which they differ.",
    "Here, for the cell at the cursor: its value in full, what sources say otherwise, and which values are not of one kind.",
)
"""What will stand there."""


def compare(view: CompareView, catalog: Catalog) -> Comparison | str:
    """Return the comparison of a view's records, or why there is none."""
    if not view.of:
        return keyed(NOTHING_MARKED)
    try:
        return compared(catalog, records_of(view, catalog), view.every)
    except NotComparable as why:
        return f"{why}."


def names_typed(text: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the names that a text holds: between commas, or else the longest known names, then single words."""
    if "," in text:
        return tuple(filter(None, map(str.strip, text.split(","))))
    words, names = text.split(), []
    while words:
        count = next((n for n in range(len(words), 1, -1) if is_known(" ".join(words[:n]))), 1)
        names.append(" ".join(words[:count]))
        words = words[count:]
    return tuple(names)


def place(view: CompareView, comparison: Comparison) -> tuple[int, int]:
    """Return the places of the row's attribute and of the record under the cursor; 0 for what is not there."""
    names = [row.attribute.name for row in comparison.rows]
    ids = [record.id for record in comparison.records]
    return (
        names.index(view.at) if view.at in names else 0,
        ids.index(view.record) if view.record in ids else 0,
    )


def transpose(view: CompareView) -> CompareView:
    """Turn the table: what was a column is a row."""
    return replace(view, transposed=not view.transposed)


CHANGES: dict[str, Change[CompareView]] = {
    "whole": Change(lambda view, catalog: replace(view, every=not view.every)),
    "transpose": Change(lambda view, catalog: transpose(view)),
}
"""What commands do to the view, by their names."""
