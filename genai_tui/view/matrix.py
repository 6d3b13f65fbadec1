"""The view of the matrix: what goes into models against what comes out, or the slots of the survey against signatures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import ClassVar, Literal, Self

from msgspec.structs import replace

from genai_tui.catalog.attributes import ATTRIBUTES
from genai_tui.catalog.cells import count_of
from genai_tui.catalog.count_table import ROUND, SQUARE, CountTable, Head, largest
from genai_tui.catalog.model import NOTHING, Catalog, Category, Model
from genai_tui.catalog.provenance import slot_differs
from genai_tui.view.address_fields import Pairs, Reader, one_of
from genai_tui.view.change import Change
from genai_tui.view.table_view import TableView, whole

Face = Literal["signatures", "slots"]
FACES: tuple[Face, ...] = ("signatures", "slots")
ALL, UNSTATED = "*", "?"
"""Keys of the totals, and of what is not stated."""


class MatrixView(TableView, frozen=True):
    """All of what is looked at in the matrix."""

    SCREEN: ClassVar[str] = "matrix"

    face: Face = "signatures"
    """Inputs against outputs, or slots against signatures."""

    def address_pairs(self) -> Pairs:
        """Yield what its address says beside catalogs and tab."""
        if self.face != "signatures":
            yield "by", self.face
        yield from super().address_pairs()

    @classmethod
    def address_fields(cls) -> dict[str, Reader]:
        """Return what reads those fields of an address."""
        return {**super().address_fields(), "by": one_of("face", "matrix", FACES)}

    @classmethod
    def choices(cls, catalog: Catalog) -> tuple[str, ...]:
        """Return the names of the faces."""
        return FACES

    def table(self, catalog: Catalog, models: tuple[Model, ...]) -> CountTable:
        """Return the table of some models of a catalog."""
        return (of_slots if self.face == "slots" else of_signatures)(catalog, models)

    def command_words(self) -> tuple[str, ...]:
        """Return the options of `matrix` that print this face."""
        return ("--by", self.face) if self.face != "signatures" else ()

    def at_model(self, catalog: Catalog, model: Model) -> Self:
        """Return the view at the cell of what goes in first and comes out first, or of slot and signature."""
        if self.face == "slots":
            return replace(self, row=model.signature or UNSTATED, column=model.category)
        row, column = (next(iter(each), UNSTATED) for each in (model.inputs, model.outputs))
        return replace(self, row=row, column=column)

    def holder(
        self, catalog: Catalog, models: tuple[Model, ...], row: str, column: str
    ) -> Callable[[Model], bool] | None:
        """Return what tells whether the cell of two keys counts a model."""
        if self.face == "slots":
            return lambda model: (
                column in (ALL, model.category)
                and (
                    slot_differs(catalog, model)
                    if row == MISFILED
                    else row in (ALL, model.signature or UNSTATED)
                )
            )
        return lambda model: (
            row in (ALL, *(model.inputs or (UNSTATED,))) and column in (ALL, *(model.outputs or (UNSTATED,)))
        )


def of_signatures(catalog: Catalog, models: tuple[Model, ...]) -> CountTable:
    """Return how many models take which input and give which output."""
    counts: Counter[tuple[str, str]] = Counter()
    marks = unstated = 0
    for model in models:
        rows, columns = model.inputs or (UNSTATED,), model.outputs or (UNSTATED,)
        pairs = {(row, column) for row in rows for column in columns}
        counts.update(pairs)
        counts.update((row, ALL) for row in set(rows))
        counts.update((ALL, column) for column in set(columns))
        if model.signature:
            marks += len(pairs)
        else:
            unstated += 1
    counts[ALL, ALL] = len(models)
    slots = tuple(each for each in catalog.categories if each.inputs and each.outputs)
    heads_in = tuple(_heads(catalog, "in", lambda each: each.inputs, lambda each: each.inputs))
    heads_out = tuple(_heads(catalog, "out", lambda each: each.outputs, lambda each: each.outputs))
    by_number = _numbered(heads_in, heads_out, counts)
    told = f"{count_of(len(models) - unstated, 'model')}, {count_of(marks, 'mark')}"
    title = f"Inputs and outputs · {told} · {count_of(unstated, 'states', 'state')} no signature"
    notes = ["A model with two inputs counts in two rows, with two outputs in two columns."]
    notes += _slot_notes(catalog, slots)
    notes += _absent(catalog, heads_in, heads_out)
    return CountTable(
        "in, out", heads_in, heads_out, by_number, title, _slot_frames(slots, heads_in, heads_out),
        notes=tuple(notes), most=largest(heads_in, heads_out, by_number),
    )  # fmt: skip


def _heads(
    catalog: Catalog,
    field: str,
    of_model: Callable[[Model], tuple[str, ...]],
    of_slot: Callable[[Category], tuple[str, ...]],
) -> Iterator[Head]:
    """Yield the total, then each modality that any model of the catalog has, or any slot, then what is not stated."""
    stated = Counter(modality for model in catalog for modality in of_model(model))
    used = {*stated, *(modality for slot in catalog.categories for modality in of_slot(slot))}
    known = [each.id for each in catalog.head.modalities]
    label = ATTRIBUTES[field].label
    yield Head(ALL, "all", is_total=True)
    for modality in (*known, *sorted(used - {*known, NOTHING}), NOTHING):
        if modality in used:
            yield Head(modality, label(catalog, modality), f"{field}:{modality}")
    if any(not of_model(model) for model in catalog):
        yield Head(UNSTATED, "? not stated", f"{field}:?")


def _numbered(
    rows: tuple[Head, ...], columns: tuple[Head, ...], counts: Counter[tuple[str, str]]
) -> dict[tuple[int, int], int]:
    return {
        (row, column): count
        for row, head in enumerate(rows)
        for column, other in enumerate(columns)
        if (count := counts[head.key, other.key])
    }


def _slot_frames(
    slots: tuple[Category, ...], rows: tuple[Head, ...], columns: tuple[Head, ...]
) -> dict[tuple[int, int], str]:
    places = [{head.key: number for number, head in enumerate(heads)} for heads in (rows, columns)]
    frames: dict[tuple[int, int], str] = {}
    for slot in sorted(slots, key=_is_one_pair):  # so that a slot of its own stands over one of several pairs
        for one in slot.inputs:
            for other in slot.outputs:
                frames[places[0][one], places[1][other]] = SQUARE if _is_one_pair(slot) else ROUND
    return frames


def _is_one_pair(slot: Category) -> bool:
    return len(slot.inputs) == len(slot.outputs) == 1


def _slot_notes(catalog: Catalog, slots: tuple[Category, ...]) -> Iterator[str]:
    single = [slot for slot in slots if _is_one_pair(slot)]
    if single:
        yield f"{SQUARE[0]} {SQUARE[1]} is one of {count_of(len(single), 'slot')} of the taxonomy."
    for slot in slots:
        if not _is_one_pair(slot):
            label = ATTRIBUTES["cat"].label(catalog, slot.id)
            yield f"{ROUND[0]} {ROUND[1]} is one of several pairs of the slot {label}."


def _absent(catalog: Catalog, rows: tuple[Head, ...], columns: tuple[Head, ...]) -> Iterator[str]:
    """Yield which modalities of the catalog have neither a row nor a column."""
    shown = {head.key for head in (*rows, *columns)}
    left_out = [
        ATTRIBUTES["in"].label(catalog, each.id) for each in catalog.head.modalities if each.id not in shown
    ]
    if left_out:
        yield f"No model takes or gives {', '.join(left_out)}."


def of_slots(catalog: Catalog, models: tuple[Model, ...]) -> CountTable:
    """Return how many models of which signature each slot has; where that fits the slot, the cell is framed."""
    counts: Counter[tuple[str, str]] = Counter()
    fitting: set[tuple[str, str]] = set()
    for model in models:
        differs = slot_differs(catalog, model)
        slot = catalog.category(model.category)
        for column in (model.category, ALL):
            counts[ALL, column] += 1
            counts[model.signature or UNSTATED, column] += 1
            counts[MISFILED, column] += differs
        if model.signature and not differs and slot and slot.inputs and slot.outputs:
            fitting.add((model.signature, model.category))
    signatures = Counter(model.signature for model in models if model.signature)
    label = ATTRIBUTES["signature"].label
    rows = (
        Head(ALL, "all", is_total=True),
        Head(MISFILED, "misfiled", "slot:differs", is_total=True),
        *((Head(UNSTATED, "? not stated", "signature:?"),) if counts[UNSTATED, ALL] else ()),
        *(Head(each, label(catalog, each), f'signature:"{each}"') for each, _ in signatures.most_common()),
    )
    columns = (Head(ALL, "all", is_total=True), *(_slot_head(catalog, each) for each in catalog.categories))
    by_number = _numbered(rows, columns, counts)
    places = [{head.key: number for number, head in enumerate(heads)} for heads in (rows, columns)]
    frames = {(places[0][row], places[1][column]): SQUARE for row, column in fitting}
    unstated = counts[UNSTATED, ALL]
    misfiled = f"{counts[MISFILED, ALL]} of {count_of(len(models) - unstated, 'model')} misfiled"
    title = f"Signatures and slots · {misfiled} · {count_of(unstated, 'states', 'state')} no signature"
    notes = (
        f"{SQUARE[0]} {SQUARE[1]} fits its slot: it takes what the slot takes, and gives what it gives.",
        "A number without a frame is misfiled there, unless the slot names no inputs and outputs.",
    )
    return CountTable(
        "signature", rows, columns, by_number, title, frames, notes=notes,
        most=largest(rows, columns, by_number),
    )  # fmt: skip


def _slot_head(catalog: Catalog, slot: Category) -> Head:
    """Return the column of a slot, `text → image` in two lines."""
    label = ATTRIBUTES["cat"].label(catalog, slot.id)
    before, arrow, after = label.rpartition(" → ")
    clause = f"cat:{slot.id} -also:{slot.id}"
    return Head(slot.id, after, clause, f"{before} →") if arrow else Head(slot.id, label, clause)


MISFILED = "misfiled"
"""The key of the row of models whose signature does not fit their slot."""


def turn(view: MatrixView) -> MatrixView:
    """Show the other face."""
    return to_face(view, FACES[(FACES.index(view.face) + 1) % len(FACES)])


def to_face(view: MatrixView, face: Face) -> MatrixView:
    """Show inputs against outputs, or slots against signatures."""
    return replace(view, face=face, row=None, column=None)


_MEANINGS = {"signatures": "inputs against outputs", "slots": "slots of the taxonomy against signatures"}
CHANGES: dict[str, Change[MatrixView]] = {
    "whole": Change(lambda view, catalog: whole(view)),
    "group": Change(
        lambda view, catalog: turn(view), to_face, lambda catalog: FACES, lambda face: _MEANINGS[face]
    ),
}
"""What commands do to the view, by their names."""
