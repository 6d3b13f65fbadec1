"""Categories for the rows of Epoch's table: an ordered list of rules over Domain and Task.

The first rule that fits decides. A row without tasks is placed by its domains alone, as far as they say.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from msgspec import Struct

from genai_tui.storage.importers.vocabulary import CODERS

Words = tuple[str, ...]

_LANGUAGE = ("language",)
_SCIENCE = (
    "biology", "mathematics", "materials science", "earth science", "physics", "astronomy", "chemistry", "medicine",
)  # fmt: skip
_DESCRIBING = (
    "caption", "visual question", "(visual) question", "image understanding", "video description",
    "video understanding", "character recognition",
)  # fmt: skip
"""Tasks that put in words what is seen."""
_LOOKING = ("image classification", "image representation")
"""Tasks of a model of pictures and words that writes nothing at length."""
_ANALYSIS = (
    "classification", "recognition", "detection", "segmentation", "recommend", "regression", "clustering", "embedding",
    "representation", "forecasting",
)  # fmt: skip
"""Tasks that make none of what the other categories are called after."""
_REST = ("vision", "video", "multimodal", "3d modeling", "recommendation", "search", "other")
"""Epoch's domains that the rules above do not place by themselves."""
_WRITING = (
    "language modeling",
    "language generation",
    "code generation",
    "quantitative reasoning",
    "translation",
)
"""Tasks of a model of language that also sees."""


class Rule(Struct, frozen=True):
    """Where a row belongs that has one domain of each group, one of the tasks, and none of the others.

    Tasks are parts of the words of a task; all words are in lower case. An empty group or list asks nothing.
    `of_code` asks for a name that says it.
    """

    category: str
    domains: tuple[Words, ...] = ()
    tasks: Words = ()
    no_domains: Words = ()
    no_tasks: Words = ()
    of_code: bool = False

    def fits(self, coder: bool, domains: frozenset[str], tasks: str) -> bool:
        """Return whether a row meets all that the rule asks; `tasks` are its tasks as one text."""
        if self.of_code and not coder:
            return False
        for group in self.domains:
            if domains.isdisjoint(group):
                return False
        if not domains.isdisjoint(self.no_domains):
            return False
        if self.tasks and not _holds(tasks, self.tasks):
            return False
        return not _holds(tasks, self.no_tasks)


def _holds(text: str, parts: Words) -> bool:
    return any(map(text.__contains__, parts))


RULES: tuple[Rule, ...] = (
    Rule("other", (("robotics", "games", "driving"),)),
    Rule("other", tasks=("robotic manipulation",)),
    Rule("other", tasks=("system control",), no_tasks=_WRITING),
    Rule("text-to-science", (_SCIENCE,), no_tasks=("chat",)),
    Rule("text-to-science", tasks=("theorem proving", "proof generation")),
    Rule("text-to-video", tasks=("text-to-video", "video generation", "image-to-video", "video-to-video",
                                 "video editing")),
    Rule("text-to-3d", tasks=("text-to-3d", "3d generation")),
    Rule("text-to-3d", (("3d modeling",),), tasks=("generation", "3d reconstruction"), no_domains=_LANGUAGE),
    Rule("text-to-code", (_LANGUAGE,), of_code=True),
    Rule("text-to-code", tasks=("code generation", "coding"), of_code=True),
    Rule("text-to-text", (_LANGUAGE,), tasks=("chat",), no_tasks=_DESCRIBING),
    Rule("text-to-image", (("image generation",),), no_tasks=("chat",)),
    Rule("text-to-image", tasks=("text-to-image",)),
    Rule("text-to-image", tasks=("image generation", "image editing"), no_domains=_LANGUAGE),
    Rule("text-to-audio", (("audio", "speech"),), no_domains=_LANGUAGE),
    Rule("text-to-audio", tasks=("text-to-music", "audio generation", "speech synthesis", "text-to-speech"),
         no_tasks=("chat",)),
    Rule("image-to-text", tasks=_DESCRIBING, no_tasks=_WRITING),
    Rule("image-to-text", (_LANGUAGE, ("vision", "multimodal")), tasks=_LOOKING, no_tasks=_WRITING),
    Rule("text-to-text", (_LANGUAGE,)),
    Rule("text-to-text", tasks=("language modeling", "language generation", "chat"), no_domains=("vision",)),
    Rule("other", (_REST,)),
    Rule("other", tasks=_ANALYSIS),
)  # fmt: skip
"""The first that fits decides; the last two are for rows that say enough to rule all others out."""


def placed(name: str, domains: Iterable[str], tasks: Iterable[str]) -> str | None:
    """Return the category of a row by its name, domains and tasks in lower case; None where no rule fits."""
    return _placed(CODERS.search(name) is not None, frozenset(domains), "\n".join(tasks))


@functools.lru_cache(1_000)
def _placed(coder: bool, domains: frozenset[str], tasks: str) -> str | None:
    return next((rule.category for rule in RULES if rule.fits(coder, domains, tasks)), None)
