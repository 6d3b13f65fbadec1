"""The costs of a match: how much each way of meeting a name, and each thing left over, takes from the score.

All are on one scale, on which a word that meets a whole part of a name costs nothing. They are tuned together by the
ranks of real queries, so a change to one wants the benchmark of searching run again.
"""

from __future__ import annotations

from typing import Literal

MatchKind = Literal["equal", "prefix", "starts", "inside", "in order", "sound", "typos"]
"""How a word meets a name: as a whole part of it, the beginning of a part, beginnings of several parts, inside a part,
letters in order, another spelling of the same sound, or with typing mistakes."""

KIND_COST: dict[MatchKind, float] = {
    "equal": 0, "prefix": 1, "starts": 2, "inside": 3, "in order": 4, "sound": 2, "typos": 2.5,
}  # fmt: skip
"""What a word costs by the kind of its match; what follows is added to it, or stands instead where it says so."""

# A word as it was typed.

LETTER_TO_COME = 0.02
"""For each letter that is missing at the end of a part."""
PLURAL = 0.2
"""Instead of the kind's cost, for the beginning of a part of which only a plural's `s` is missing: GAN of GANs."""
SHORT_INSIDE = 3
"""For a word of one or two letters inside a part, which says little."""

# Beginnings of several parts, and letters in order.

ACRONYM = 0.2
"""Instead of the kind's cost, for the first letter of every word of a name and no other."""
PART_SKIPPED = 0.3
"""For each part between those that are met, and for each letter left out between those that are."""
PART_CUT = 0.6
"""For a part of which more than the first letter and less than all is typed, between others."""
WHOLE_IN_ORDER = 2.2
"""Instead of the kind's cost, where letters are left out within one word: a slip or a short form, and no chance."""
SPLIT = 0.3
"""For a word that meets the name in two places."""

# Typing mistakes.

MISTAKE = 14.0
"""For a mistake in a word of one letter; it costs less the longer the word is."""
LETTER_DOUBLED = 1.5
"""Instead of all that, for a letter typed twice, which is the most harmless of mistakes."""
OTHER_FIRST_LETTER = 1.0
"""Few people mistype the first letter."""
CUT_SHORT = 0.5
"""For mistakes in the beginning of a part, and not in all of it."""

# What is left over of the name.

WORD_LEFT = 0.25
"""For each word of the name that nothing typed meets."""
NUMBER_LEFT = 0.4
"""The same for a number, which tells models apart more than a word does."""
OTHER_VERSION = 1.2
"""For 3.5 where 3 was typed, or 5."""
OTHER_VARIANT = 0.8
"""For 4o or 4V where 4 was typed."""
LATE = 0.4
"""For words that do not begin the name."""
