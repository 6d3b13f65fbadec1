"""The base of screens on which records are marked, starred and noted, and views are saved and recalled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from genai_tui.catalog.annotations import annotate, is_starred, key_of, note_of
from genai_tui.storage.memory.memory import NotSaved
from genai_tui.tui.commands import Command, called
from genai_tui.tui.messages import AnnotationsChanged, EditNote, MarkRecord, RecallView
from genai_tui.tui.screens.base import BaseScreen
from genai_tui.tui.widgets.prompt import Prompt
from genai_tui.view.record_ref import RecordKind, RecordRef, record_name

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.completion import Completion
    from genai_tui.view.command_line import View

_View = TypeVar("_View", bound="View")
_Result = TypeVar("_Result")

_BREAK = "\\n"
"""Stands for the end of a line where a note is typed on one."""


class MemoryScreen(BaseScreen[_View, _Result]):
    """A screen whose records and views can be kept between sessions."""

    _noting: RecordRef | None = None
    """The record whose note is on the prompt: an empty line takes the note away."""

    def _key(self, command_id: str) -> str:
        """Return the first key that a command has by now, or its name after a colon."""
        command = next(each for each in self.TABLE if each.id == command_id)
        return command.keys[0] if command.keys else f":{command.name}"

    def action_mark(self) -> None:
        """Mark the record at hand, or take its mark away; what is marked is compared, copied and exported together."""
        record = self.record_at_hand
        if record is None or record.kind == "category":
            self.say("There is no record here to mark.", timeout=3)
        else:
            self.post_message(MarkRecord(record))

    def marks_changed(self, kind: RecordKind) -> None:
        """Show what is marked of a kind, where the screen shows that at all."""

    def action_star(self) -> None:
        """Star the record at hand, or take its star away."""
        record = self.record_at_hand
        if record is None:
            self.say("There is no record here to star.", timeout=3)
            return
        key = key_of(self.catalog, record.kind, record.id)
        name = record_name(self.catalog, record)
        memory = self.session.memory
        try:
            if is_starred(self.catalog, record.kind, record.id):
                memory.unstar(self.session.starred_key(record))
                self.say(f"{name}: star removed;  {self._key('undo')} undoes.", timeout=3)
            else:
                memory.star(key, name)
                self.say(f"{name}: starred; is:starred finds all.", timeout=3)
        except NotSaved as why:
            self.say(f"{name}: {why}", "warning", 6)
        self._annotations_changed()

    def action_note(self, text: str = "") -> None:
        """Note what was typed of the record at hand; without a text, ask for it, in an editor where the note has lines."""
        record = self.record_at_hand
        if record is None:
            self.say("There is no record here to write a note about.", timeout=3)
            return
        before = note_of(self.catalog, record.kind, record.id)
        if text or self._noting == record:
            self._keep_note(record, text.replace(_BREAK, "\n"))
        else:
            self._ask_note(record, before)

    def _ask_note(self, record: RecordRef, text: str) -> None:
        self._noting = record
        self.open_prompt("command", f"note {text.replace(chr(10), _BREAK)}", (), self.panes.here)

    def action_note_in_editor(self) -> None:
        """Write the note of the record at hand in the editor that the environment names."""
        if record := self.record_at_hand:
            before = note_of(self.catalog, record.kind, record.id)
            self.post_message(EditNote(before, lambda text: self._keep_note(record, text)))

    def _keep_note(self, record: RecordRef, text: str) -> None:
        self._noting = None
        key, name = key_of(self.catalog, record.kind, record.id), record_name(self.catalog, record)
        had = note_of(self.catalog, record.kind, record.id)
        try:
            self.session.memory.note(self.session.noted_key(record) if had else key, name, text)
        except NotSaved as why:
            self.say(f"{name}: {why}", "warning", 6)
            self._ask_note(record, text)  # what was written is not lost: Enter tries again
        else:
            done = (
                f"Noted of {name}" if text.strip() else f"{name}: note taken away" if had else "Nothing noted"
            )
            self.say(f"{done}; {self._key('undo')} undoes." if text.strip() or had else f"{done}.", timeout=3)
        self._annotations_changed()

    def on_prompt_left(self, event: Prompt.Left) -> None:
        self._noting = None
        super().on_prompt_left(event)

    def choices(self, command: Command) -> Iterable[str]:
        if command.takes != "saved":
            return super().choices(command)
        from genai_tui.storage.memory.entries import SavedView  # imported here: seldom typed

        return tuple(each.name for each in self.session.memory.entries(SavedView))

    def complete_command(self, text: str, at: int) -> tuple[Completion, ...]:
        """Return what may follow the name of a command; the name of a view may hold spaces."""
        name, space, typed = text[:at].partition(" ")
        command, _ = called(self.TABLE, name)
        if not space or command is None or command.takes != "saved":
            return super().complete_command(text, at)
        from genai_tui.search.completion import Completion  # imported here: seldom typed

        start = at - len(typed.lstrip())
        names = (
            each for each in self.choices(command) if each.casefold().startswith(typed.strip().casefold())
        )
        return tuple(Completion(start, at, each, "") for each in names)

    def action_save(self, name: str = "") -> None:
        """Save this view under a name, which is asked for where none was typed."""
        if not name:
            self.open_prompt("command", "save ", self.session.commands_typed, self.panes.here)
            return
        from genai_tui.view.address import address  # imported here: seldom saved

        try:
            self.session.memory.save_view(name, address(self.wanted))
        except NotSaved as why:
            self.say(str(why), "warning", 6)
        else:
            self.say(f"Saved as {name}; {self._key('recall')} recalls it, {self._key('undo')} undoes.")

    def action_recall(self, name: str = "") -> None:
        """Go to the saved view of a name, or offer all that is kept."""
        # Imported here: a page is seldom the first thing.
        from genai_tui.storage.memory.entries import SavedView
        from genai_tui.tui.screens.recall_page import RecallPage

        if name:
            views = {each.name: each for each in self.session.memory.entries(SavedView)}
            if picked := self.pick(tuple(views), name):
                self.post_message(RecallView(views[picked].address))
            return
        page = RecallPage(self.catalog, self.wanted.catalogs, self.session.memory, self.session.ascii_only)
        self.tell_trouble()
        self.app.push_screen(page, self._recall)

    def _recall(self, chosen: str | RecordRef | None) -> None:
        self._annotations_changed()
        if isinstance(chosen, RecordRef):
            self.show_record(chosen)
        elif chosen:
            self.app.post_message(RecallView(chosen))

    def action_undo(self) -> None:
        """Take back the last change of what is kept."""
        try:
            done = self.session.memory.undo()
        except NotSaved as why:
            self.say(str(why), "warning", 6)
        else:
            self.say(f"Undone: {done}." if done else "Nothing of this session is left to undo.", timeout=3)
        self._annotations_changed()

    def _annotations_changed(self) -> None:
        self.tell_trouble()
        annotate(self.session.catalog, self.session.memory.annotations)
        self.app.post_message(AnnotationsChanged())
