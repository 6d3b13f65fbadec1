"""The fields that a query can name: the attributes of a model, by every name that people type."""

from __future__ import annotations

from genai_tui.catalog.attributes import ATTRIBUTES as FIELDS
from genai_tui.catalog.attributes import OTHER_NAMES, Span
from genai_tui.catalog.attributes import Attribute as Field
from genai_tui.catalog.attributes import attribute_called as field_called
from genai_tui.catalog.partial_date import days_of

__all__ = ["FIELDS", "OTHER_NAMES", "Field", "Span", "days_of", "field_called"]
