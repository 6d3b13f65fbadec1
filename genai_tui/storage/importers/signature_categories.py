"""Categories by what goes in and comes out of a model: an ordered list of rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from genai_tui.storage.importers.vocabulary import CODERS

_SCIENCE = frozenset({
    "molecules", "protein-structure", "protein-sequence", "amino-acid-sequence", "genome-sequence", "climate-forecasts",
    "depth-maps",
})  # fmt: skip
_ACTIONS = frozenset({
    "robotics-trajectories", "robot-trajectories", "in-game-actions", "simulated-control-tasks", "human-trajectories",
    "time-series", "action", "motion",
})  # fmt: skip
_SHOWN = frozenset({"image", "vector-graphic", "vector", "template-design", "vision"})
_HEARD = frozenset({"audio", "music", "speech"})
_SEEN = frozenset({"image", "video", "vision"})


class Rule(Struct, frozen=True):
    """Where a model belongs that gives one of `outputs` and one of `besides`, and takes one of `inputs` but none of the others.

    An empty set asks nothing, nor does a missing pattern for the name.
    """

    category: str
    outputs: frozenset[str] = frozenset()
    besides: frozenset[str] = frozenset()
    inputs: frozenset[str] = frozenset()
    no_inputs: frozenset[str] = frozenset()
    name: re.Pattern[str] | None = None

    def fits(self, name: str, inputs: Sequence[str], outputs: Sequence[str]) -> bool:
        """Return whether a model meets all that the rule asks."""
        return (
            (not self.outputs or not self.outputs.isdisjoint(outputs))
            and (not self.besides or not self.besides.isdisjoint(outputs))
            and (not self.inputs or not self.inputs.isdisjoint(inputs))
            and self.no_inputs.isdisjoint(inputs)
            and (self.name is None or bool(self.name.search(name)))
        )


_TEXT = frozenset({"text"})
_CODE = frozenset({"code"})
RULES: tuple[Rule, ...] = (
    Rule("text-to-science", _SCIENCE),
    Rule("text-to-science", inputs=_SCIENCE),
    Rule("other", _ACTIONS),
    Rule("other", inputs=_ACTIONS),
    Rule("text-to-code", _CODE | _TEXT, name=CODERS),
    Rule("text-to-text", _TEXT, besides=_CODE | _SHOWN | {"video"}, inputs=_TEXT),
    Rule("text-to-video", frozenset({"video"})),
    Rule("text-to-3d", frozenset({"3d"})),
    Rule("text-to-image", _SHOWN),
    Rule("text-to-audio", _HEARD),
    Rule("text-to-audio", _TEXT, inputs=_HEARD, no_inputs=_SEEN),
    Rule("text-to-code", _CODE),
    Rule("image-to-text", _TEXT, inputs=_SEEN, no_inputs=_HEARD),
    Rule("text-to-text", _TEXT, inputs=frozenset({"text", "code"})),
)
"""The first that fits decides."""


def placed(name: str, inputs: Sequence[str], outputs: Sequence[str]) -> str | None:
    """Return the category of a model by its name and signature; None where either side is not known or no rule fits."""
    if not (inputs and outputs):
        return None
    return next((rule.category for rule in RULES if rule.fits(name, inputs, outputs)), None)
