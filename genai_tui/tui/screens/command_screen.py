"""The base of screens with commands: typed after `:` or chosen in the menu, with what each one takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, TypeVar

from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.commands import (
    COMMON,
    PANE_KEYS,
    TABLES,
    Command,
    called,
    called_elsewhere,
    elsewhere,
    joined,
    screen_of,
)
from genai_tui.tui.messages import OpenScreen
from genai_tui.tui.pane_help import Marks
from genai_tui.tui.screens.day_screen import DayScreen
from genai_tui.tui.whole_catalog import why_no_command
from genai_tui.tui.widgets.detail import Detail
from genai_tui.view.browse import BrowseView
from genai_tui.view.own_keys import keyed
from genai_tui.view.record_ref import RecordRef
from genai_tui.view.screens import ScreenRow, screen_called

if TYPE_CHECKING:  # completions come with the first Tab, the menu with the first command
    from genai_tui.search.completion import Completion
    from genai_tui.view.command_line import View

_View = TypeVar("_View", bound="View")
_Result = TypeVar("_Result")

_OF_A_RECORD = ("mark", "star", "note", "note.editor", "decide")
_NO_TABS = "no pane here has tabs"


class CommandScreen(DayScreen[_View, _Result]):
    """A screen that does what was typed or chosen, and says why something cannot be done."""

    TABLE: ClassVar[tuple[Command, ...]] = COMMON
    """The commands of the screen."""
    PANE_HELP: ClassVar[tuple[tuple[str, str], ...]] = PANE_KEYS
    """The keys of the panes themselves, for the menu."""
    MARKS: ClassVar[Marks] = ()
    """Signs in the panes, with what each means, for the menu."""
    _line_ahead: str = ""
    """What was typed on another screen, to be done once this one stands."""

    @property
    def marks(self) -> Marks:
        """What the signs on the screen mean."""
        return self.MARKS

    @property
    def tabbed(self) -> Detail | None:
        """The pane that is turned from tab to tab, if there is one."""
        return None

    # What cannot be done

    def why_not(self, command: Command) -> str:
        """Return why a command can do nothing as things stand; empty where it can."""
        if why := why_no_command(self.session.catalog, command):
            return why
        step = {"back": -1, "forward": 1}.get(command.id)
        if step and not self.session.history.leads(step):
            return "nothing further back" if step < 0 else "nothing further on"
        if command.id in _OF_A_RECORD and self.record_at_hand is None:
            return "no record is at the cursor"
        if command.id == "day.later" and self.wanted.as_of is None:
            return "this is now"
        if command.id.startswith("tab.") and not (self.tabbed and self.tabbed.has_tabs):
            return "this page has no tabs" if self.tabbed else _NO_TABS
        row = screen_of(command)
        if row and row.name == self.view.SCREEN and not row.takes:
            return f"this is {row.title}"
        if row and row.takes_marks and isinstance(self.wanted, BrowseView):
            if not (marked := self.wanted.marked):
                return keyed("nothing is marked with {table.mark:space} yet")
            made = row.view_type().of_marked(self.wanted, self.wanted.KIND, marked)
            return safe_line(made) if isinstance(made, str) else ""
        return ""

    def action_elsewhere(self, command_id: str) -> None:
        """Say where a command works whose key was pressed here in vain."""
        titles = next(titles for each, titles in elsewhere(self.TABLE).items() if each.id == command_id)
        command = next(each for table in TABLES.values() for each in table if each.id == command_id)
        self.say(f"Not here: {command.name} works in {titles}.", timeout=3)

    def go_to_pane(self, name: str) -> None:
        """Give a pane the keyboard."""
        raise NotImplementedError

    def action_tab(self, step: int) -> None:
        """Turn the pane to another tab, where it has some."""
        if self.tabbed is None:
            self.say(f"{_NO_TABS.capitalize()}.", timeout=2)
        elif self.tabbed.has_tabs:
            self.tabbed.turn(step)
            if self.tabbed.id and not self.tabbed.display:
                self.go_to_pane(self.tabbed.id)  # what was turned is to be seen
        else:
            self.say("This page has no tabs.", timeout=2)

    # What a command does

    def action_change(self, name: str, choice: str = "") -> None:
        """Change the view as a command does, to what was typed after its name, if anything."""
        change = self.CHANGES[name]
        if not choice:
            changed = change.next(self.wanted, self._wanted_catalog)
            if changed == self.wanted and name == "whole":
                self.say("Everything is shown already.", timeout=2)
            self.go(changed, change.visits)
        elif change.to:
            typed = [part.strip() for part in choice.split(",")] if change.most > 1 else [choice]
            if len(typed) > change.most:
                self.say(f"{choice}: {change.most} at most", "warning")
                return
            choices = change.choices(self._wanted_catalog)
            typed = [each if each in choices else change.meant(each) for each in typed]
            picked = [self.pick(choices, each) for each in typed]
            if all(picked):
                self.go(change.to(self.wanted, ",".join(filter(None, picked))), change.visits)

    def pick(self, choices: tuple[str, ...], typed: str) -> str | None:
        """Return the choice that was typed, or begun so that no other is meant; else say which there are."""
        folded = typed.casefold()
        found = [each for each in choices if each.casefold() == folded]
        found = found or [each for each in choices if each.casefold().startswith(folded)]
        if len(found) == 1:
            return found[0]
        self.say(f"{typed}: one of {', '.join(found or choices)}", "warning")
        return None

    def action_screen(self, name: str, choice: str = "") -> None:
        row = screen_called(name)
        if row and name == self.view.SCREEN:
            if choice:
                self.choose(choice, None)
            else:
                self.say(f"This is {row.title}.", timeout=2)
        elif row and row.takes_marks and not choice:
            self._open_marked(row)
        else:
            record = self.record_chosen
            leads = record is not None and record.kind != "category"  # which no other screen shows
            self.post_message(OpenScreen(name, record if leads else None, choice))

    def _open_marked(self, row: ScreenRow) -> None:
        """Go to a screen with what is marked, of either kind; where that is too little, say so or go as it stands."""
        view_type, view = row.view_type(), self.wanted
        made = [view_type.of_marked(view, kind, ids) for kind, ids in self.session.marks.by_kind(view)]
        if shown := next((each for each in made if not isinstance(each, str)), None):
            self.post_message(OpenScreen(row.name, view=shown))
        elif isinstance(self.wanted, BrowseView):
            self.say(made[0], timeout=3)
        else:
            self.post_message(OpenScreen(row.name, self.record_chosen))

    def action_theme(self, name: str = "") -> None:
        from genai_tui.tui.themes import NAMES, next_theme  # imported here: as above

        chosen = self.pick(NAMES, name) if name else next_theme(self.app.theme)
        if chosen:
            self.app.theme = f"genai-{chosen.removeprefix('genai-')}"
            name = chosen.removeprefix("genai-")
            self.session.memory.choose("theme", "" if name == NAMES[0] else name)
            self.say(f"Theme: {self.app.theme.removeprefix('genai-')}", timeout=2)

    def choose(self, choice: str, record: RecordRef | None) -> None:
        """Go to what was typed after the screen's name, with the record that the screen before had at hand."""

    # What was typed

    def complete_command(self, text: str, at: int) -> tuple[Completion, ...]:
        """Return what may follow the name of a command, by the word before a place."""
        # Imported here: nothing is completed at the start.
        from genai_tui.search.completion import complete_choice

        command, _ = called(self.TABLE, text[:at].partition(" ")[0])
        if command is None:
            return ()
        change = self.CHANGES.get(command.name)
        return complete_choice(
            self.offered(command),
            text,
            at,
            command.takes == "records" or (change is not None and change.most > 1),
        )

    def offered(self, command: Command) -> dict[str, str]:
        """Return what may be typed after a command, with what each means, empty where its name says it."""
        if why_no_command(self.session.catalog, command):
            return {}  # to know what there is would take what it cannot have
        choices = self.choices(command)
        if isinstance(choices, Mapping):
            return dict(choices)
        change = self.CHANGES.get(command.name)
        return {each: change.meaning(each) if change else "" for each in choices}

    def is_closed(self, command: Command) -> bool:
        """Return whether nothing may be typed after a command but what is offered."""
        is_screen = screen_of(command) is not None and command.takes not in ("", "day", "records")
        return is_screen or command.name in self.CHANGES or command.takes in ("theme", "saved")

    def choices(self, command: Command) -> Iterable[str]:
        """Return what may be typed after a command, as a mapping where each has a meaning of its own."""
        if command.takes == "theme":
            from genai_tui.tui.themes import NAMES  # imported here: only this action needs it

            return NAMES
        if command.takes == "catalogs":
            return self._known_catalogs()
        if command.takes == "day":
            from genai_tui.view.as_of import offered  # imported here: as above

            return offered(self.session.catalog)
        if command.takes and (row := screen_of(command)):
            return row.view_type().choices(self.catalog)  # type: ignore[no-any-return]
        change = self.CHANGES.get(command.name)
        return change.choices(self.catalog) if change else ()

    def _known_catalogs(self) -> Iterable[str]:
        """Return the catalogs that come with the program, then those opened last."""
        from genai_tui.storage.loader import shipped_names  # imported here: as above

        if own := self.session.permissions.catalogs:
            return own
        return dict.fromkeys([*shipped_names(), *self.session.memory.catalogs()], "")

    async def run_line(self, line: str) -> None:
        """Do what was typed: a command with what it takes, or go to the record of that name."""
        line = line.strip()
        if not line:
            return
        self.session.remember_command(line)
        command, choice = called(self.TABLE, line)
        if command is None or (choice and not command.takes):
            if there := called_elsewhere(self.TABLE, line):
                self._do_elsewhere(there, line)
            else:
                self.go_to_name(line)
        elif why := self.session.permissions.why_not(command.id):
            self.say(f"{command.name}: {why}", timeout=3)
        elif not choice:
            await self.run_action(command.action)
        elif command.name in self.CHANGES:  # never as a part of an action: what was typed is no code
            self.action_change(command.name, choice)
        elif row := screen_of(command):
            self.action_screen(row.name, choice)
        else:
            getattr(self, f"action_{command.action}")(choice)

    def _do_elsewhere(self, rows: tuple[ScreenRow, ...], line: str) -> None:
        """Do what was typed on the only screen that can, or say which ones can."""
        if len(rows) == 1:
            self.post_message(OpenScreen(rows[0].name, line=line))
        else:
            self.say(f"Not here: {line} works in {joined([row.title for row in rows])}.", timeout=3)

    def do_when_shown(self, line: str) -> None:
        """Do what was typed on another screen once the view that is gone to stands."""
        if self.is_working or not self.has_begun:
            self._line_ahead = line
        else:
            self.call_later(self.run_line, line)

    def tell_done(self) -> None:
        super().tell_done()
        line, self._line_ahead = self._line_ahead, ""
        if line and self.app.screen is self:  # who has left since wants it no more
            self.call_later(self.run_line, line)

    def go_to_name(self, name: str) -> bool:
        """Go to the record that a name stands for, or else, with a word, to the model that a search has first.

        Returns whether there is one.
        """
        from genai_tui.search.named_record import named_record  # imported here: as above

        named = named_record(self.session.index_of("model", self.wanted.as_of), name)
        if named.words:
            self.say(named.words, "information" if named.record else "warning")
        if named.record is None or named.record.kind == "node":
            return False
        self.go_to_record(RecordRef(named.record.kind, named.record.id))
        return True

    def go_to_record(self, record: RecordRef) -> None:
        """Go to a record that was asked for by its name."""
        self.show_record(record)
