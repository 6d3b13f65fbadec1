"""Categories for the models of models.dev: by what goes in and comes out, and by words of the id.

The rules stand in a table; the first that applies decides. PDF goes in and comes out of nothing here: it is a
way to hand over text and images.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from genai_tui.storage.importers.models_dev_vocabulary import CODE, HEARING, NOT_GENERATIVE, SIGHT, SPEECH


class _Placed(Struct, frozen=True):
    """What the rules look at: the two sides of a signature, the parts of an id, and the id itself."""

    inputs: frozenset[str]
    outputs: frozenset[str]
    parts: tuple[str, ...]
    id: str

    def has(self, words: Sequence[str]) -> bool:
        """Return whether one of `words` is a part of the id, be there a number behind it (but `v3` is a version)."""
        return any(
            part in words or (len(stem := part.rstrip("0123456789")) > 1 and stem in words)
            for part in self.parts
        )

    def begins(self, words: Sequence[str]) -> bool:
        """Return whether a part of the id begins with one of `words`."""
        return any(part.startswith(tuple(words)) for part in self.parts)


_RULES: tuple[tuple[Callable[[_Placed], bool], str | None], ...] = (
    (lambda it: "video" in it.outputs, "text-to-video"),
    (lambda it: "image" in it.outputs, "text-to-image"),
    (lambda it: "audio" in it.outputs and "text" not in it.outputs, "text-to-audio"),
    (lambda it: "audio" in it.outputs and "text" in it.inputs and not it.has(SPEECH), "text-to-text"),
    (lambda it: "audio" in it.outputs, "text-to-audio"),
    (lambda it: it.inputs == {"audio"} or ("audio" in it.inputs and it.begins(HEARING)), "text-to-audio"),
    (lambda it: any(word in it.id for word in NOT_GENERATIVE), None),
    (lambda it: it.has(CODE) or "mai-code" in it.id or "grok-build" in it.id, "text-to-code"),
    (lambda it: it.has(SIGHT) or re.search(r"(?:^|[-/])glm-[0-9.]+v\b", it.id) is not None, "image-to-text"),
    (lambda it: bool(it.inputs or it.outputs), "text-to-text"),
)
"""When a category applies; None is no category."""


def placed(id_: str, inputs: Sequence[str], outputs: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the category of a model, None where it has none, and the others in which it stands as well."""
    id_ = id_.lower()
    parts = tuple(filter(None, re.split(r"[^a-z0-9]+", id_)))
    it = _Placed(frozenset(inputs) - {"pdf"}, frozenset(outputs) - {"pdf"}, parts, id_)
    category = next((category for applies, category in _RULES if applies(it)), None)
    if category is None:
        return None, ()
    also = []
    if "text" in it.outputs:
        also += ["text-to-text"] if "text" in it.inputs else []
        also += ["image-to-text"] if "image" in it.inputs else []
    return category, tuple(each for each in also if each != category)
