"""The columns of tables for readers: which attributes have one, their headings and cells."""

from __future__ import annotations

from collections.abc import Iterable

from genai_tui.catalog.attribute import ENDED, AnyRecord, AttributeTable
from genai_tui.catalog.attributes import MODELS, UNKNOWN, Attribute
from genai_tui.catalog.cells import clip
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.sanitize import safe_line

_FIRST = ("id", "name")
"""The attributes that every row begins with."""


def columns(
    catalog: Catalog, asked: Iterable[str], attributes: AttributeTable = MODELS
) -> tuple[Attribute, ...]:
    """Return the attributes with a column: those always shown, and those asked for that are none of them."""
    rows = attributes.rows
    wanted = (rows[rows[name].column_of or name] for name in asked)
    shown = (attribute for attribute in attributes.columns if attribute.offered(catalog))
    found = dict.fromkeys(attribute.name for attribute in (*shown, *wanted) if not attribute.no_column)
    return tuple(rows[name] for name in found if name not in _FIRST)


def organization_columns(catalog: Catalog, asked: Iterable[str]) -> tuple[Attribute, ...]:
    """Return the same of the attributes of organizations."""
    from genai_tui.catalog.organization_attributes import ORGANIZATIONS  # imported here: models do without

    return columns(catalog, asked, ORGANIZATIONS)


def headings(columns: Iterable[Attribute]) -> tuple[str, ...]:
    """Return the headings of a row."""
    return ("Id", "Name", *(attribute.title for attribute in columns))


def cells(
    catalog: Catalog,
    record: AnyRecord,
    columns: Iterable[Attribute],
    widest: int | None = None,
    whole: bool = False,
) -> tuple[str, ...]:
    """Return the cells of a record's row, safe to show; a name that has a sign is cut to `widest` with it.

    A cell has the first value and how many more, or all of them where it is to be whole.
    """
    read = (attribute.whole_cell if whole else attribute.cell for attribute in columns)
    texts = [record.id, record.name, *(cell(catalog, record) for cell in read)]
    id_, name, *others = (safe_line(text) or UNKNOWN for text in texts)
    if isinstance(record, Model) and record.ended:
        name = f"{name if widest is None else clip(name, widest - 2)} {ENDED}"
    return (id_, name, *others)
