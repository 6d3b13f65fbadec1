"""Look-up of a field of a record by any name that people type for it: `params`, `parameters`, `availability.weights`."""

from __future__ import annotations

from collections.abc import Iterable

from genai_tui.catalog.attributes import attribute_called
from genai_tui.catalog.field_words import field_words


def field_called(name: str, paths: Iterable[str]) -> str | None:
    """Return which of some dotted paths a name means: the path itself, its words, or the name that queries have for it."""
    typed = name.strip().casefold()
    attribute = attribute_called(typed)
    called = {typed, *(attribute.path.split("|") if attribute else ())}
    return next(
        (path for path in paths if called & {path, field_words(path).casefold(), short_name(path)}), None
    )


def short_name(path: str) -> str:
    """Return the shortest name by which a field is typed: what queries call it, else its path."""
    return _SHORT.get(path, path)


_SHORT = {
    "released": "date", "parameters": "params", "availability.weights": "weights", "availability.license": "license",
    "organizations": "org", "training.compute_flop": "compute", "context_length": "context", "paper.arxiv": "arxiv",
    "availability.use": "use", "inputs": "in", "outputs": "out", "knowledge_cutoff": "cutoff", "same_as": "same",
}  # fmt: skip
"""Short names of the fields that catalogs differ about."""
