"""The menu of a screen: its commands, what each takes, and the records of the catalog, for what is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.background import Background, Stop
from genai_tui.tui.commands import COMMON, Command, called, elsewhere, keys_text
from genai_tui.view.menu import (
    MOST_OF_A_LETTER,
    MOST_RECORDS,
    Entry,
    Menu,
    Order,
    Section,
    every_entry,
    found,
)
from genai_tui.view.own_keys import keyed
from genai_tui.view.record_ref import RecordKind, RecordRef

if TYPE_CHECKING:  # the search comes with the first letter
    from genai_tui.search.hit import Hit
    from genai_tui.search.index import SearchIndex
    from genai_tui.tui.screens.command_screen import CommandScreen

Found = tuple[tuple[Entry, "Hit"], ...]
"""Records with what led to them."""

_KINDS: tuple[RecordKind, ...] = ("model", "organization")

_COMMON = frozenset(command.id for command in COMMON)
"""Ids of what means the same on every screen, whatever its keys are."""


class ScreenMenu:
    """What can be done on a screen as it stands."""

    def __init__(self, screen: CommandScreen[Any, Any]) -> None:
        self._screen = screen
        self._sections: tuple[Section, ...] = ()
        self._choices: tuple[Entry, ...] | None = None
        self._about: tuple[str, ...] = ()
        self._order: Order = "names"
        self._doubts = True
        self._finding: Background[Found] = Background(screen, "find")

    def close(self) -> None:
        """Let go of what is still searched."""
        self._finding.close()

    def open(self, about: tuple[str, ...] = (), order: Order = "names", doubts: bool = True) -> None:
        """Take down what can be done now.

        While nothing is typed it stands under the sentences `about`; words are looked for in an `order`. Where it
        `doubts`, Enter does not what only may be meant.
        """
        self._about, self._order, self._doubts = about, order, doubts
        self._sections = tuple(self._make_sections())
        self._choices = None
        self._screen.call_after_refresh(self._warm)

    def menu(self, text: str, at: int, later: Callable[[Menu], None] | None) -> Menu:
        """Return the menu for what is typed; records that take longer come `later`, or are waited for where that is None."""
        typed = text.strip()
        if not typed:
            return every_entry(self._sections, self._about, chosen=not self._doubts)
        if (taken := self._taken(text, at)) is not None:
            return taken
        came: list[Found] = []
        waits = True

        def arrive(records: Found) -> None:
            if waits or later is None:
                came.append(records)
            else:
                later(self._found(typed, records))

        work = partial(self._find, typed)
        self._finding.run(work, arrive, self._screen.failed, at_once=later is None)
        waits = False
        return self._found(typed, came[0]) if came else self._found(typed, (), is_whole=False)

    def _found(self, typed: str, records: Found, is_whole: bool = True) -> Menu:
        if self._choices is None:  # now that a letter is typed
            self._choices = tuple(self._make_choices())
        runnable = [each for section in self._sections for each in section.entries if each.look == "command"]
        entries = (*runnable, *self._choices)
        return found(typed, entries, records, self._order, self._doubts, is_whole)

    # What a command takes

    def _taken(self, text: str, at: int) -> Menu | None:
        """Return what can follow the name of a command; None where nothing can, and words are looked for."""
        command, choice = called(self._screen.TABLE, text)
        if command is None or not command.takes or " " not in text.lstrip():
            return None
        if why := self._screen.session.permissions.why_not(command.id):
            return Menu((Entry(f"{command.name}: {why}", "", look="prose"),))
        completions = self._screen.complete_command(text, at)
        is_closed = self._screen.is_closed(command)
        if choice and is_closed and not completions:
            return None
        head = Entry(f"{command.name}: {command.help}", "", look="prose")
        entries = [
            Entry(f"{text[: each.start]}{each.text}{text[each.end :]}".strip(), each.label, name=each.text)
            for each in completions
        ]
        at_first = bool(choice) and is_closed
        return Menu((head, *entries), 1 if at_first and entries else -1)

    def _make_choices(self) -> Iterator[Entry]:
        """Yield commands with each thing that they take, where that is one of a few."""
        for command in self._screen.TABLE:
            if command.takes and self._screen.is_closed(command):
                for choice, meaning in self._screen.offered(command).items():
                    yield Entry(f"{command.name} {choice}", meaning)

    # Commands

    def _make_sections(self) -> Iterator[Section]:
        screen = self._screen
        entries = {command: self._entry(command) for command in screen.TABLE}
        able = {command: entry for command, entry in entries.items() if not entry.reason}
        yield Section(
            "On this screen", tuple(each for command, each in able.items() if command.id not in _COMMON)
        )
        yield Section(
            "On every screen", tuple(each for command, each in able.items() if command.id in _COMMON)
        )
        yield Section(
            "In a pane",
            tuple(Entry("", keyed(words), look="told", name=keyed(keys)) for keys, words in screen.PANE_HELP),
        )
        yield Section(
            "Marks", tuple(Entry("", keyed(words), look="told", name=sign) for sign, words in screen.marks)
        )
        yield Section("Not now", tuple(each for each in entries.values() if each.reason))
        others = elsewhere(screen.TABLE)
        yield Section(
            "Not here", tuple(self._entry(each, f"only in {titles}") for each, titles in others.items())
        )

    def _entry(self, command: Command, reason: str = "") -> Entry:
        permitted = self._screen.session.permissions
        why = reason or permitted.why_not(command.id) or self._screen.why_not(command)
        return Entry(command.name, command.help, keys_text(command), why)

    # Records

    def _warm(self) -> None:
        """Make ready what the first letter asks for, while the reader thinks of it."""

        def warm(stop: Stop) -> Found:
            for kind in self._kinds:
                if not stop():
                    self._index(kind).warm()
            return ()

        self._finding.run(warm, lambda _: None, self._screen.failed, patience=0)

    @property
    def _kinds(self) -> tuple[RecordKind, ...]:
        """The kinds of records that are found; organizations are counted for that, which goes through every model."""
        return _KINDS if self._screen.session.catalog.is_whole else ("model",)

    def _index(self, kind: RecordKind) -> SearchIndex:
        return self._screen.session.index_of(kind, self._screen.wanted.as_of)

    def _find(self, typed: str, stop: Stop) -> Found:
        """Return the records that words mean, by their names; may run in a thread."""
        found: list[tuple[Entry, Hit]] = []
        most = MOST_RECORDS if len(typed) > 1 else MOST_OF_A_LETTER
        for kind in self._kinds:
            index = self._index(kind)
            hits = [hit for hit in index.find(typed) if hit.where != "text"]
            for hit in hits[:most]:
                if stop():
                    return ()
                found.append((self._record(kind, hit, index.name_of(hit.id)), hit))
        found.sort(key=lambda each: round(each[1].cost, 6))
        return tuple(found[:most])

    def _record(self, kind: RecordKind, hit: Hit, name: str) -> Entry:
        told = f"also {hit.matched}" if hit.where == "alias" else ""
        words = safe_line(" · ".join(filter(None, (kind, *self._traits(kind, hit.id), told))))
        return Entry(safe_line(name), words, record=RecordRef(kind, hit.id))

    def _traits(self, kind: RecordKind, record_id: str) -> Iterator[str]:
        """Yield what tells a record from another of its name: who made it and when, or of what kind it is."""
        catalog = self._screen.catalog
        if kind == "organization":
            organization = catalog.organization(record_id)
            yield (organization.kind or "") if organization else ""
        elif model := catalog.model(record_id):
            first, *more = model.organization_ids or ("",)
            yield f"{catalog.organization_name(first)}{f' +{len(more)}' if more else ''}" if first else ""
            yield model.date or ""
