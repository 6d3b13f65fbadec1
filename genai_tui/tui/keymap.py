"""The keymap: keys of commands as a preset and the reader's own lines have them, checked for clashes."""

from __future__ import annotations

import functools
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from msgspec import Struct, structs
from textual.binding import Binding
from textual.keys import _character_to_key

from genai_tui.catalog.diagnostics import Problem, nearest
from genai_tui.storage.settings.settings import Settings
from genai_tui.tui import widgets
from genai_tui.tui.commands import TABLES, Command, Footer, shown_key
from genai_tui.tui.widgets.line_list import LineList
from genai_tui.view.screens import SCREENS

Keys = Mapping[str, tuple[str, ...]]
"""Keys, as they are shown, by the id of what they do."""

PRESETS: dict[str, Keys] = {
    "default": {},
    "vim": {
        "move.page_down": ("pagedown", "ctrl+d"),
        "move.page_up": ("pageup", "ctrl+u"),
        "move.last": ("end", "G"),
        "back": ("b", "backspace", "ctrl+o"),
    },
    "plain": {"search": ("/", "f3"), "redraw": ("ctrl+l", "f5")},
}
"""`vim` adds what fingers know from there; in `plain` no letter moves, and what F-keys mean elsewhere they mean here."""
_MOVING = frozenset("hjkl")
"""Letters that move, as in vim; in `plain` they do not."""
_IN_PANES = {
    ("enter", "tree"): "tree.enter", ("enter", "table"): "table.choose", ("space", "table"): "table.mark",
    ("enter", "detail"): "detail.follow", ("enter", "side"): "detail.follow", ("enter", "lists"): "detail.follow",
    ("enter", "sides"): "detail.follow", ("enter", "graph"): "graph.choose", ("enter", "comparison"): "comparison.choose",
    ("enter", "counts"): "counts.choose", ("enter", "plot"): "plot.choose", ("enter", "changes"): "changes.choose",
    ("enter", "fields"): "fields.choose", ("enter", "pairs"): "pairs.choose",
}  # fmt: skip
"""What keys of the panes themselves do in a pane, for the footer."""

FIXED = frozenset({"interrupt"})
"""What keeps its key: a way out that is always the same."""
_SAME = {"ctrl+h": "backspace", "ctrl+i": "tab", "ctrl+j": "enter", "ctrl+m": "enter", "ctrl+[": "escape"}
"""Keys that a terminal sends as the same byte as others."""
_NAMED = r"enter|space|tab|escape|backspace|delete|insert|home|end|pageup|pagedown|up|down|left|right|f[1-9]|f1[0-2]"
_KEY = re.compile(rf"\S|(?:(?:ctrl|shift|alt)\+)+(?:[a-z0-9]|{_NAMED})|{_NAMED}")


class Keymap(Struct, frozen=True):
    """The keys of whatever does not have its own ones any longer, and what is wrong with the lines that say so."""

    keys: Keys = {}
    problems: tuple[Problem, ...] = ()

    @property
    def for_textual(self) -> dict[str, str]:
        """The keys by Textual's names, with commas between them."""
        return {id_: ",".join(map(textual_name, keys)) for id_, keys in self.keys.items()}

    def apply_to(self, screen: Any) -> None:
        """Have a screen tell of its commands with the keys that they have now, in its footer too."""
        if self.keys:
            table: tuple[Command, ...] = screen.TABLE
            screen.FOOTER = _footer(screen.FOOTER, table, self.keys)
            screen.TABLE = tuple(remapped(command, self.keys) for command in table)
            screen.SCREEN_KEYS = {
                row.name: own[0] for row in SCREENS if (own := self.keys.get(f"screen.{row.name}"))
            }


def keymap_of(settings: Settings) -> Keymap:
    """Return the keymap of some settings: the preset, then each line that is right."""
    own = settings.by_name("keymap")
    preset = preset_called(settings.text("keys") or "default")
    if not own and not preset:
        return Keymap()
    places = settings.given["keymap"].places if own else {}
    return Keymap(*_Resolution(settings.path, places, preset).resolved(own))


def preset_called(name: str) -> Keys:
    """Return the keys of a preset; in `plain` every pane without the letters that move."""
    if name != "plain":
        return PRESETS[name]
    still = {id_: tuple(key for key in keys if key not in _MOVING) for id_, keys in pane_keys().items()}
    panes = {id_: keys for id_, keys in still.items() if keys and keys != pane_keys()[id_]}
    return {**panes, **PRESETS[name]}


def textual_name(key: str) -> str:
    """Return the name that Textual has for a key as it is shown."""
    return _character_to_key(key) if len(key) == 1 else key


def every_command() -> dict[str, tuple[Command, ...]]:
    """Return the commands of every screen, by its title."""
    return {row.title: TABLES[row.name] for row in SCREENS}


@functools.cache
def pane_keys() -> dict[str, tuple[str, ...]]:
    """Return the keys of the panes themselves by the ids of their bindings, as Textual names them."""
    for module in pkgutil.iter_modules(widgets.__path__):  # only who remaps a key needs every pane
        import_module(f"{widgets.__name__}.{module.name}")
    return {
        binding.id: tuple(binding.key.split(","))
        for pane in (LineList, *_kinds_of(LineList))
        for binding in pane.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding) and binding.id
    }


def _kinds_of(pane: type[LineList]) -> Iterator[type[LineList]]:
    for kind in pane.__subclasses__():
        if kind.__module__.startswith(widgets.__name__):
            yield kind
            yield from _kinds_of(kind)


class _Resolution:
    """A keymap in the making."""

    def __init__(self, path: str, places: Mapping[str, tuple[int, int]], preset: Keys) -> None:
        self._path = path
        self._places = places
        self._preset = preset
        self._tables = every_command()
        self._commands = {each.id: each for table in self._tables.values() for each in table}
        self._panes = pane_keys()
        self._problems: list[Problem] = []

    def _wrong(self, id_: str, message: str, hint: str = "") -> None:
        line, column = self._places.get(id_, (0, 0))
        self._problems.append(Problem(self._path, line, column, f"keymap.{id_}", message, hint))

    def resolved(self, own: Keys) -> tuple[Keys, tuple[Problem, ...]]:
        """Return preset and own lines as one, less what cannot be: unknown ids, keys that are none, clashes."""
        good = {id_: keys for id_, keys in own.items() if self._is_good(id_, keys)}
        keys = {**self._preset, **good}
        # A line that clashes is left out, which may undo another clash and make none: the default has none.
        for id_ in list(good):
            if clash := self._clash(id_, keys):
                self._wrong(id_, clash)
                keys = {each: had for each, had in keys.items() if each != id_}
                if id_ in self._preset:
                    keys[id_] = self._preset[id_]
        return keys, tuple(self._problems)

    def _is_good(self, id_: str, keys: tuple[str, ...]) -> bool:
        command = self._commands.get(id_)
        if command is None and id_ not in self._panes:
            near = nearest(id_, (*self._commands, *self._panes))
            named = next((each.id for each in self._commands.values() if each.name == id_), near)
            self._wrong(
                id_,
                "is no id of a command",
                f"did you mean {named}?" if named else "genai-tui config keys lists them",
            )
            return False
        if id_ in FIXED:
            self._wrong(id_, "keeps its key: the way out is always the same")
            return False
        for key in keys:
            if not _KEY.fullmatch(key):
                self._wrong(id_, f"{key[:20]!r} is no key", "a sign, or a name such as ctrl+x, f5, space")
                return False
            if key in _SAME:
                self._wrong(id_, f"{key} is the same as {_SAME[key]} in a terminal")
                return False
            if (
                command
                and command.at_once
                and len(key) == 1
                and not any(len(each) == 1 for each in command.keys)
            ):
                self._wrong(
                    id_,
                    f"{key} is typed in lines of text, where this works as well",
                    "a key with ctrl, or an F-key",
                )
                return False
        return True

    def _clash(self, id_: str, keys: Keys) -> str:
        """Return what has one of the keys of a line besides, in words; empty where nothing has."""
        mine = set(keys[id_])
        for title, table in self._tables.items():
            if id_ in self._commands and all(each.id != id_ for each in table):
                continue
            for other in table:
                both = mine & set(keys.get(other.id, other.keys))
                if other.id != id_ and both:
                    return f"{min(both)} is taken by {other.id} on {title}, {self._where(other.id)}"
        names = set(map(textual_name, mine))
        for pane, own in sorted(self._panes.items()):  # in whatever order their files were loaded
            both = names & set(map(textual_name, keys.get(pane, own)))
            if pane != id_ and both and id_ in self._commands:
                return f"{min(both)} is taken by {pane} of a pane, {self._where(pane)}"
        return ""

    def _where(self, id_: str) -> str:
        if id_ in self._places:
            return f"line {self._places[id_][0]}"
        return "as the set of keys has it" if id_ in self._preset else "as it is by default"


def remapped(command: Command, keys: Keys) -> Command:
    """Return a command with the keys that it has now."""
    return structs.replace(command, keys=keys[command.id]) if command.id in keys else command


def _footer(footer: Footer, table: Iterable[Command], keys: Keys) -> Footer:
    """Return a footer with the first key that each command has now."""
    of_table = {shown_key(key): command.id for command in table for key in command.keys}

    def renamed(pane: str, pairs: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
        for key, words in pairs:
            now = keys.get(of_table.get(key) or _IN_PANES.get((key, pane), ""), ())
            yield (now[0] if now else key), words

    return {pane: tuple(renamed(pane, pairs)) for pane, pairs in footer.items()}
