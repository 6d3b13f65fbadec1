"""Sentences of a comparison, for readers by ear: a sentence for each row, without columns and signs.

`DALL·E 2 was released on 2022-04-06 and Imagen on 2022-05-23.` What is not known, estimated or disputed is said in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from genai_tui.catalog.comparison import Comparison, Row, in_full
from genai_tui.catalog.comparison_notes import rival_values, row_disputes
from genai_tui.catalog.model import Catalog, Model

_NOUNS = {
    "org": "organizations", "role": "roles", "in": "inputs", "out": "outputs", "also": "further categories",
    "cat": "categories", "params": "parameters", "variant": "parameters of all variants", "active": "active parameters",
    "compute": "training compute in FLOP", "citations": "citations", "use": "permitted uses of the weights",
    "price": "prices in dollars for a million input tokens", "context": "tokens of context", "can": "known abilities",
    "cutoff": "last day of knowledge", "provider": "providers", "based": "models it is built on", "ends": "end of the offer",
    "author": "authors", "arch": "architecture", "maker": "makers",
    "between": "share of shortest paths", "first": "first model", "last": "newest model",
    "partners": "number of partners", "models": "number of models", "owners": "number of owners",
    "owned": "number of organizations owned", "investors": "number of investors", "model": "models",
    "invested": "number of organizations invested in",
}  # fmt: skip
"""What attributes are called in a sentence, where their titles are too short for the ear."""
_MOST = 6
"""So many values are said."""


def sentences(catalog: Catalog, comparison: Comparison) -> Iterator[str]:
    """Yield the rows of a comparison as sentences, safe to show; each stands on a line of its own."""
    for row in comparison.rows:
        yield _row_sentence(catalog, comparison, row)
        yield from (f"  Note: {note}." for note in row.unlike)
    if comparison.same:
        yield f"The same in all: {', '.join(comparison.same)}."
    elif not comparison.rows:
        yield "Nothing is stated of any of them."


def record_sentences(catalog: Catalog, comparison: Comparison) -> Iterator[str]:
    """Yield a paragraph for each record, which says everything of it."""
    for place, name in enumerate(comparison.names):
        parts = [f"{noun(row)} {_said(catalog, comparison, row, place)}" for row in comparison.rows]
        yield f"{name}: {'; '.join(parts)}." if parts else f"{name}."
    unlike = dict.fromkeys(note for row in comparison.rows for note in row.unlike)
    yield from (f"Note: {note}." for note in unlike)


def noun(row: Row) -> str:
    """Return what the attribute of a row is called in a sentence."""
    title = row.attribute.title
    return _NOUNS.get(row.attribute.name) or (title if title.isupper() else title.lower())


def _row_sentence(catalog: Catalog, comparison: Comparison, row: Row) -> str:
    plain: list[str] = []
    disputed: list[str] = []
    for place, name in enumerate(comparison.names):
        if "!" in row.cells[place].marks:
            verb = "are" if noun(row).endswith("s") and noun(row) != "status" else "is"
            disputed.append(f"the {noun(row)} of {name} {verb} {_said(catalog, comparison, row, place)}")
        else:
            plain.append(_part(catalog, comparison, row, place, first=not plain))
    if row.attribute.name == "date":
        whole = _listed(plain)
    else:
        whole = f"{_capital(noun(row))}: {_listed(plain)}" if plain else ""
    text = "; ".join(filter(None, (whole, *disputed)))
    return f"{_capital(text) if not plain else text}."


def _part(catalog: Catalog, comparison: Comparison, row: Row, place: int, first: bool) -> str:
    name, said = comparison.names[place], _said(catalog, comparison, row, place)
    if row.attribute.name != "date":
        return f"{said} for {name}"
    cell = row.cells[place]
    if not cell.values:
        return f"the release date of {name} is not known"
    if "~" in cell.marks:
        return f"{name} was released by {cell.values[0]}"
    day = f"{'on' if len(str(cell.values[0])) == len('2022-04-06') else 'in'} {cell.values[0]}"
    return f"{name} was released {day}" if first else f"{name} {day}"


def _said(catalog: Catalog, comparison: Comparison, row: Row, place: int) -> str:
    """Return the value of a cell in words."""
    cell, record = row.cells[place], comparison.records[place]
    if "!" in cell.marks and isinstance(record, Model):
        rivals = "; ".join(
            rival_values(catalog, record, each, row.attribute) for each in row_disputes(record, row.attribute)
        )
        return f"disputed: {rivals}"
    values = in_full(catalog, row, place)
    if not values:
        return "not known"
    more = f" and {len(values) - _MOST} more" if len(values) > _MOST else ""
    estimated = " (estimated)" if "~" in cell.marks else ""
    return f"{', '.join(values[:_MOST])}{more}{estimated}"


def _listed(parts: list[str]) -> str:
    """Return parts of a sentence with `and` before the last, and semicolons where they hold commas themselves."""
    if len(parts) < 2:
        return "".join(parts)
    between = "; " if any("," in part for part in parts) else ", "
    return f"{between.join(parts[:-1])}{';' if between == '; ' else ''} and {parts[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
