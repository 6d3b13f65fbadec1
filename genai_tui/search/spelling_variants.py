"""Spelling variants: values that differ only in case, accents and signs count as one value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from genai_tui.catalog.attributes import Attribute


def has_variants(attribute: Attribute) -> bool:
    """Tell whether the values of an attribute are words as sources write them; the others are ids or numbers."""
    return attribute.kind == "text" and attribute.names_itself and attribute.rank is None


def representatives(values: Iterable[str] | Mapping[str, int]) -> dict[str, str]:
    """Return for each value, or each that is counted, the most frequent of those that are spelled like it; of equals the first in the alphabet."""
    from genai_tui.search.normalize import fold  # imported here: the tree is drawn before anything is folded

    counted = Counter(values)
    alike: dict[str, list[str]] = {}
    for value in counted:
        alike.setdefault(fold(value).letters or value, []).append(value)
    return {
        value: min(group, key=lambda each: (-counted[each], each))
        for group in alike.values()
        for value in group
    }
