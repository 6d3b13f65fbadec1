"""Own keys: the keys that the reader has set, for words on screen that name one.

One process has one reader at one keyboard, so that these are the same everywhere in it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

_SHORT = {
    "escape": "esc", "backspace": "bs", "pageup": "pgup", "pagedown": "pgdn", "shift+tab": "S-tab", "ctrl+p": "^p",
}  # fmt: skip
_ARROWS = {"left", "right", "up", "down"}
_own: dict[str, tuple[str, ...]] = {}


def use(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Have words name these keys from now on, by the ids of what they do; all others are the usual ones."""
    _own.clear()
    _own.update(keys)


def key(id_: str, usual: str) -> str:
    """Return the first key of a command or of a pane's binding, as it is shown; `usual` where the reader has set none."""
    keys = _own.get(id_)
    if not keys:
        return usual
    shown = _SHORT.get(keys[0], keys[0])
    return shown.capitalize() if usual[1:] and usual[0].isupper() and shown[1:] else shown


def keyed(text: str) -> str:
    """Return a text of the program in which `{id:usual}` is the key of that id; never one with words of strangers.

    `{one.id+other.id:usual}` are all keys of several ids, which mean directions.
    """
    return _place().sub(_told, text)


@functools.cache
def _place() -> re.Pattern[str]:
    """Return what finds the keys in a text, made when one is first told: the first frame tells of none."""
    return re.compile(r"\{([a-z_.+]+):([^{}]+)\}")


def _told(place: re.Match[str]) -> str:
    ids, usual = place[1].split("+"), place[2]
    if len(ids) == 1:
        return key(ids[0], usual)
    if _own.keys().isdisjoint(ids):
        return usual
    usually = (id_.rpartition(".")[2] for id_ in ids)
    keys = {
        shown: None
        for id_, last in zip(ids, usually, strict=True)
        for shown in _own.get(id_, (_LAST.get(last, last),))
    }
    if keys.keys() == _ARROWS:
        return "arrows"
    return " ".join(_SHORT.get(each, each) for each in keys)


_LAST = {
    "unfold": "right",
    "fold": "left",
    "page_up": "pageup",
    "page_down": "pagedown",
    "first": "home",
    "last": "end",
}
"""Usual keys that are not called as the last part of their id."""
