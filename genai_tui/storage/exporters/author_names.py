"""Names of authors as bibliographies need them: family and given names, or the whole name of a group.

A catalog writes an author as the paper prints it. What is not clearly the name of a person is kept whole, so
that nothing is sorted or shortened by a word that is no family name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _words(
    "van von vom zu zur zum der den de del della delle dello delos dei degli di da dal dalla do dos das du des"
    " la le las los ter ten te op af av bin ibn al el y e"
)
_CAPITAL_PARTICLES = _words(
    "Van Von Vander Vanden De Del Della Delle Dello Delos Dei Di Da Dal Dalla Dos Du Des La Le Las Los El Al"
)
"""Particles that are part of the family name where they are written so: `Daniel De Freitas`."""
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_COMPOUND_FAMILIES = frozenset(
    {
        "aguera y arcas",
        "almagro armenteros",
        "ceron uribe",
        "de masson d'autume",
        "dupre la tour",
        "gomez colmenarejo",
        "gontijo lopes",
        "karagol ayan",
        "ortiz suarez",
        "ponde de oliveira pinto",
        "sutherland robson",
        "villemonte de la clergerie",
    }
)
"""Family names whose first word looks like a second given name, folded; no rule tells them from others."""
_GROUP_WORDS = _words(
    "academy agency association authority authors bureau center centre collaboration collective college"
    " committee community company consortium contributors corporation council department deepmind foundation"
    " google group inc inc. institute intelligence lab labs laboratories laboratory learning limited llc ltd ltd."
    " ministry network nvidia openai organization organisation partners project research school"
    " science sciences society software studio studios systems team teams technologies technology university"
)
_NO_NAMES = _words("and for of the in on at to with und et AI")
"""Words that are in no person's name, as they are written: `Ai`, `To` and `On` are."""
_MARKS = re.compile(r"[*∗†‡§¶]+")
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_STOP = re.compile(r"(?<=[^\W0-9_]{3})\.$")
"""A full stop after the last of a list of authors, not after an initial or `Jr`."""
_OTHERS = re.compile(r"(?:^|[\s,;&]+)(?:et\s+al\b\.?|and\s+others\b|others$).*$", re.IGNORECASE | re.DOTALL)
_PERSON_WORD = re.compile(r"[^\W0-9_](?:[^\W0-9_]|[.'’‘ʼ`‐-])*|\([^\W0-9_]+\)|[“\"][^\W0-9_]+[”\"]")
_MOST_WORDS = 6


class Author(Struct, frozen=True):
    """An author. A group has only `literal`; a person has at least `family`.

    `particle` stands before the family name and is not sorted by: `van den` of Oord.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""


class Authors(Struct, frozen=True):
    """The authors of a paper in their order, and whether there are others that are not named."""

    named: tuple[Author, ...]
    others: bool = False


def authors_of(names: Iterable[str], groups: Collection[str] = ()) -> Authors:
    """Return the authors with these names; `groups` holds the names of known groups in lower case."""
    named: list[Author] = []
    others = False
    for name in names:
        text = unicodedata.normalize("NFC", " ".join(_MARKS.sub("", name).split()))
        shown = _OTHERS.sub("", text)
        others |= shown != text
        named += _authors_in(shown.strip(" ,;"), groups)
    return Authors(tuple(named), others)


def _authors_in(text: str, groups: Collection[str]) -> Iterator[Author]:
    """Yield the authors of a text, which holds more than one where a list was parted at its commas alone."""
    text = text.removeprefix("and ").removeprefix("& ")
    if not text:
        return
    if text.casefold() in groups:
        yield Author(literal=text)
        return
    team, colon, member = text.partition(": ")
    if colon and _is_group(team):
        yield Author(literal=team)
        yield from _authors_in(member, groups)
        return
    pair = re.split(r" (?:and|&) ", text)
    if len(pair) == 2 and all(" " in each and _person(each) for each in pair):
        for each in pair:
            yield from _authors_in(each, groups)
        return
    yield _person(text) or Author(literal=text)


def _is_group(text: str) -> bool:
    return "AI" in text.split() or not _GROUP_WORDS.isdisjoint(text.casefold().split())


def _person(text: str) -> Author | None:
    """Return the person that a name tells of, written `Given Family` or `Family, Given`, or None."""
    text = _STOP.sub("", _ASIDE.sub("", text))
    family, comma, given = (part.strip() for part in text.partition(","))
    between, second, last = (part.strip() for part in given.partition(","))
    if second and between.casefold() in _SUFFIXES:  # as BibTeX has it: `Downey, Jr., Robert`
        person = _person(f"{family}, {last}")
        return replace(person, suffix=between) if person else None
    if comma and given.casefold() not in _SUFFIXES:
        if not given or not _are_names([*family.split(), *given.split()]):
            return None
        particle, family = _parted(family.split())
        return Author(family, given, particle)
    words = text.replace(",", " ").split()
    if not _are_names(words) or len(words) < 2:
        return None
    suffix = words.pop() if words[-1].casefold() in _SUFFIXES else ""
    start = _start_of_family(words)
    if start == 0:
        return None
    particle, family = _parted(words[start:])
    return Author(family, " ".join(words[:start]), particle, suffix)


def _are_names(words: list[str]) -> bool:
    """Return whether every word can be one of a person's name."""
    if not 0 < len(words) <= _MOST_WORDS or not all(map(_PERSON_WORD.fullmatch, words)):
        return False
    if not (_GROUP_WORDS.isdisjoint(map(str.casefold, words)) and _NO_NAMES.isdisjoint(words)):
        return False
    # Scripts without capitals write the family first, or have none.
    return words[-1][0].isalpha() and all(word.upper() != word.lower() for word in words)


def _start_of_family(words: list[str]) -> int:
    """Return where the family name of a person begins, particles included."""
    for start in range(1, len(words) - 1):
        if _folded(" ".join(words[start:])) in _COMPOUND_FAMILIES:
            return start
    for start in range(1, len(words) - 1):
        if words[start] in _PARTICLES or words[start] in _CAPITAL_PARTICLES:
            return start
    return len(words) - 1


def _parted(family: list[str]) -> tuple[str, str]:
    """Return the small particles before a family name, and the name."""
    start = 0
    while start < len(family) - 1 and family[start] in _PARTICLES:
        start += 1
    return " ".join(family[:start]), " ".join(family[start:])


def _folded(text: str) -> str:
    plain = (char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return "".join(plain).casefold().replace("’", "'")
