"""Slips of the finger and short forms, made from a name with a fixed seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "qsz", "s": "adwx", "d": "sfec", "f": "dgrv", "g": "fhtb", "h": "gjyn", "j": "hkum", "k": "jlim",
    "l": "kop", "z": "xas", "x": "zcsd", "c": "xvdf", "v": "cbfg", "b": "vngh", "n": "bmhj", "m": "njk",
}  # fmt: skip

Slip = Callable[[str, random.Random], str | None]


def _somewhere(name: str, chance: random.Random, fits: Callable[[int], bool]) -> int | None:
    places = [place for place in range(len(name)) if fits(place)]
    return chance.choice(places) if places else None


def drop(name: str, chance: random.Random) -> str | None:
    """Leave out a letter."""
    at = _somewhere(name, chance, lambda place: name[place].isalpha())
    return None if at is None else name[:at] + name[at + 1 :]


def swap(name: str, chance: random.Random) -> str | None:
    """Swap two letters that stand side by side."""
    at = _somewhere(
        name,
        chance,
        lambda place: name[place : place + 2].isalpha() and len(set(name[place : place + 2])) == 2,
    )
    return None if at is None else name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def double(name: str, chance: random.Random) -> str | None:
    """Type a letter twice."""
    at = _somewhere(name, chance, lambda place: name[place].isalpha())
    return None if at is None else name[:at] + name[at] + name[at:]


def neighbour(name: str, chance: random.Random) -> str | None:
    """Hit the key beside."""
    at = _somewhere(name, chance, lambda place: name[place] in _NEIGHBOURS)
    return None if at is None else name[:at] + chance.choice(_NEIGHBOURS[name[at]]) + name[at + 1 :]


def no_hyphen(name: str, chance: random.Random) -> str | None:
    """Leave out hyphens and points between words."""
    return re.sub("[-·]", "", name) if re.search("[-·]", name) else None


def spaced(name: str, chance: random.Random) -> str | None:
    """Write a space for each hyphen."""
    return re.sub("[-·]", " ", name) if re.search("[-·]", name) else None


def joined(name: str, chance: random.Random) -> str | None:
    """Leave out the spaces."""
    return name.replace(" ", "") if " " in name else None


def initials(name: str, chance: random.Random) -> str | None:
    """Type the first letters of two or more words, and the version."""
    found = re.fullmatch(r"([a-z]+(?:[ -][a-z]+)+)[ -]?([\d.]+)", name)
    return "".join(word[0] for word in re.split("[ -]", found[1])) + found[2] if found else None


def doubled_before_number(name: str, chance: random.Random) -> str | None:
    """Type the letter before a number twice, as in `gptt4`."""
    at = _before_number(name, chance)
    return None if at is None else name[: at + 1] + name[at:]


def wrong_before_number(name: str, chance: random.Random) -> str | None:
    """Hit the key beside that of the letter before a number, as in `gpr4`."""
    at = _before_number(name, chance)
    if at is None or name[at] not in _NEIGHBOURS:
        return None
    return name[:at] + chance.choice(_NEIGHBOURS[name[at]]) + name[at + 1 :]


def _before_number(name: str, chance: random.Random) -> int | None:
    """Return the place of a letter that ends a word of three or more before a number."""
    places = [found.end() - 1 for found in re.finditer(r"[a-z]{3,}(?=[ -]?\d)", name)]
    return chance.choice(places) if places else None


_SOUNDS = (("ph", "f"), ("qu", "kw"), ("x", "ks"), ("ck", "k"))


def by_sound(name: str, chance: random.Random) -> str | None:
    """Write as it is spoken, as in `alfafold`."""
    there = [(spelled, spoken) for spelled, spoken in _SOUNDS if spelled in name]
    if not there:
        return None
    spelled, spoken = chance.choice(there)
    return name.replace(spelled, spoken, 1)


ALL: tuple[Slip, ...] = (
    drop, swap, double, neighbour, no_hyphen, spaced, joined, initials, doubled_before_number,
    wrong_before_number, by_sound,
)  # fmt: skip
