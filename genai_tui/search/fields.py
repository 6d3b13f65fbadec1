"""The fields that a query can name: the attributes of a record, by every name that people type."""

from __future__ import annotations

from genai_tui.catalog.attribute import Attribute, ValueSpan
from genai_tui.catalog.attributes import ATTRIBUTES as FIELDS
from genai_tui.catalog.attributes import attribute_called as field_called
from genai_tui.catalog.partial_date import days_of

Field = Attribute

__all__ = ["FIELDS", "Field", "ValueSpan", "days_of", "field_called"]
