"""Words for the fields of a record, as readers see them: `availability.license` is the licence."""

from __future__ import annotations

_WORDS = {
    "based_on": "built on", "released": "release date", "other_dates": "other dates", "also_in": "further categories",
    "availability": "access", "availability.weights": "weights", "availability.use": "use of the weights",
    "availability.license": "licence", "availability.api": "API", "availability.demo": "demo",
    "availability.note": "words on access", "training.compute_flop": "training compute", "training.data": "training data",
    "parameters.active": "active parameters",
    "availability.periods": "periods of access", "status.date": "date of the status", "status.successor": "successor",
    "status.state": "state", "capabilities.tool_call": "tool calls", "same_as": "the same elsewhere",
    "not_same_as": "another elsewhere", "ror": "ROR id", "wikidata": "Wikidata id",
    "links.homepage": "homepage", "links.code": "code", "links.weights": "address of the weights",
    "links.demo": "address of the demo", "survey": "what the survey says",
}  # fmt: skip
"""Fields whose names in a catalog's files are no words that readers would use, or stand within another field."""


def field_words(field: str) -> str:
    """Return what readers call a field; a field of a part is told with the part: `training hardware`."""
    return _WORDS.get(field) or field.replace(".", " ").replace("_", " ")
