"""A hit: a record that words led to, with a score that is the sum of its terms."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from genai_tui.search.match_costs import MatchKind
from genai_tui.search.match_kinds import WordMatch
from genai_tui.search.matcher import Match
from genai_tui.search.normalize import Span, fold

Where = Literal["name", "alias", "organization", "text"]

BEST = 100.0
"""Score of a name that is met exactly; everything that is off takes points away."""
_ELSEWHERE: dict[Where, float] = {"name": 0.0, "alias": 0.3, "organization": 8.0, "text": 20.0}
"""What a match costs by the place where it is."""
_TOGETHER = 4.0
"""What it costs that some words meet the name and the others an organization."""


class ScoreTerm(Struct, frozen=True, gc=False):
    """A term of a score: what it is for, and its points, which are negative for what is off."""

    what: str
    points: float


class Hit(Struct, frozen=True, gc=False):
    """A record that words led to, by its id: the field and the text that they met, how, and how well."""

    id: str
    where: Where
    matched: str
    """The name, alias or organization's name that was met, or the words that stand in a text."""
    match: Match | None = None
    """How the words met `matched`; None for a text."""
    maker: str = ""
    """The name of an organization that met the rest of the words."""
    maker_match: Match | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Matched runs in `matched`."""
        return self.match.spans(fold(self.matched)) if self.match else ()

    @property
    def ways(self) -> str:
        """The ways in which words met `matched`, each once; empty for a text."""
        if self.match is None:
            return ""
        if not self.match.left_over and all(met.kind == "equal" for met in self.match.words):
            return "equal"
        if _begins(self.match.words):
            return "begins so"
        return ", ".join(dict.fromkeys(map(_way, self.match.words)))

    @property
    def plain(self) -> bool:
        """Whether every word stands in `matched` as it was typed, and no organization had to help."""
        return self.match is not None and self.match.plain and not self.maker

    @property
    def cost(self) -> float:
        """How far the score is from BEST."""
        cost = _ELSEWHERE[self.where]
        if self.match:
            cost += self.match.cost
        if self.maker_match:
            cost += _TOGETHER + self.maker_match.cost
        return cost

    @property
    def score(self) -> float:
        """The sum of all terms."""
        return BEST - self.cost

    def parts(self) -> tuple[ScoreTerm, ...]:
        """Return the terms that add up to the score."""
        parts = [ScoreTerm("a name met exactly", BEST)]
        if _ELSEWHERE[self.where]:
            parts.append(ScoreTerm(f"met in {_CALLED[self.where]}", -_ELSEWHERE[self.where]))
        parts += _of_match(self.match, self.matched)
        if self.maker_match:
            parts.append(ScoreTerm("words met in name and organization", -_TOGETHER))
            parts += _of_match(self.maker_match, self.maker)
        return tuple(parts)


_CALLED = {"name": "the name", "alias": "an alias", "organization": "an organization", "text": "the text"}


_WAYS: dict[MatchKind, str] = {
    "equal": "has the word", "prefix": "a word begins so", "starts": "words begin so", "inside": "inside a word",
    "in order": "letters in order", "sound": "sounds so", "typos": "typing mistakes",
}  # fmt: skip


def _way(met: WordMatch) -> str:
    """Return in words how a word met a name that it is not all of."""
    return "begins so" if _begins((met,)) else _WAYS[met.kind]


def _begins(words: tuple[WordMatch, ...]) -> bool:
    """Return whether words, one after the other, are the beginning of the name that they met."""
    at = 0
    for met in words:
        if met.kind not in ("equal", "prefix") or met.runs[0][0] != at:
            return False
        at = met.runs[0][1]
    return True


def _of_match(match: Match | None, name: str) -> list[ScoreTerm]:
    if match is None:
        return []
    parts = [ScoreTerm(f"{met.word!r}: {met.kind} in {name}", -met.cost) for met in match.words]
    return [*parts, ScoreTerm(f"the rest of {name}", -match.left_over)] if match.left_over else parts
