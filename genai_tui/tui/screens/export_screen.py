"""The base of screens from which records, the table or the drawing are copied, and written to files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from genai_tui.storage import files
from genai_tui.tui.commands import Command, called
from genai_tui.tui.messages import CopyMade, CopyText, OpenAddress, WriteFile
from genai_tui.tui.screens.memory_screen import MemoryScreen
from genai_tui.view.own_keys import keyed
from genai_tui.view.record_ref import RecordRef

if TYPE_CHECKING:  # little is taken along
    from genai_tui.search.completion import Completion
    from genai_tui.tui.screen_text import ScreenText
    from genai_tui.view.command_line import View
    from genai_tui.view.copy_choices import CopyChoice
    from genai_tui.view.this_screen import Printed

_View = TypeVar("_View", bound="View")
_Result = TypeVar("_Result")

_COPIED = frozenset({"copied", "citation"})
"""Words for what commands take that copy."""


class Copied(Struct, frozen=True):
    """What there is to copy on a screen."""

    record: RecordRef | None
    """The record under the cursor."""
    marked: tuple[RecordRef, ...] = ()
    """The marked records, which come before it, in the order in which they were marked."""
    field: str = ""
    """The field of the record under the cursor; empty: none."""
    screen: ScreenText | None = None
    """The table or the drawing; None where it cannot be copied."""
    why: str = "{this.screen:Y} shows the command that prints it"
    """Why it cannot."""
    marks_alone: ScreenText | None = None
    """The marked records, where these are written to a file instead of all that is on screen."""


class ExportScreen(MemoryScreen[_View, _Result]):
    """A screen with a copy menu, and an export by the ending of a file."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the letters of these keys to the prompt while it is being typed on."""
        if action in ("copy", "export", "this_screen") and self.prompt.is_typed_on:
            return False
        return super().check_action(action, parameters)

    def why_not(self, command: Command) -> str:
        if command.id == "export" and (copied := self.copied()).screen is None:
            return f"nothing here is written to a file: {keyed(copied.why)}"
        return super().why_not(command)

    def copied(self) -> Copied:
        """Return what there is to copy."""
        return Copied(self.record_at_hand)

    def printed(self) -> Printed | None:
        """Return the command that prints what is on screen; None where nothing is yet."""
        raise NotImplementedError

    def action_copy_command(self) -> None:
        """Copy the command that prints what is on screen."""
        if printed := self.printed():
            self.post_message(CopyText(printed.command))
        else:
            self.say("Nothing is shown yet.", timeout=2)

    def action_this_screen(self) -> None:
        """Show the commands that print and open what is on screen, with hashes of the data and the result."""
        # Imported here: little is taken along.
        from genai_tui.tui.screens.this_screen import ThisScreenSheet
        from genai_tui.view.command_line import open_command
        from genai_tui.view.this_screen import this_screen

        if printed := self.printed():
            sheet = this_screen(self.session.catalog, printed, open_command(self.view))
            self.app.push_screen(ThisScreenSheet(sheet, self.session.ascii_only), self._save_screen)
        else:
            self.say("Nothing is shown yet.", timeout=2)

    def _save_screen(self, asked: str | None) -> None:
        if asked:
            self.action_save()

    def action_open_address(self) -> None:
        """Show the address of the link at the cursor, or of the record, and open it where that can be done."""
        from genai_tui.tui.address_at_hand import address_at_hand  # imported here: as above

        if address := address_at_hand(self.catalog, self.panes.here, self.record_at_hand):
            self.post_message(OpenAddress(address))
        else:
            self.say("No address is known for what is at the cursor.", timeout=3)

    def action_copy_address(self) -> None:
        from genai_tui.view.command_line import open_command  # imported here: as above

        self.post_message(CopyText(open_command(self.view)))

    def action_about(self) -> None:
        from genai_tui.tui.screens.about_page import about_page  # imported here: as above

        self.app.push_screen(about_page(self.catalog, self.view, self.session.ascii_only))

    def action_copy(self, name: str = "") -> None:
        """Copy what was typed, or offer what there is: of the marked records, else of the one at hand, and of the screen."""
        # Imported here: little is taken along.
        from genai_tui.tui.screens.copy_menu import CopyMenu, refusal
        from genai_tui.view.copy_choices import NAMES, heading

        choices = self._choices_to_copy()
        if not name:
            copied = self.copied()
            title = heading(self.catalog, copied.record, copied.marked or self._marked())
            self.app.push_screen(CopyMenu(title, choices, self.session.ascii_only), self._copy)
        elif picked := self.pick(NAMES, name):
            choice = next(each for each in choices if each.name == picked)
            if choice.make is None:
                self.say(refusal(choice))
            else:
                self._copy(choice)

    def action_cite(self, form: str = "") -> None:
        """Copy a citation in the form that was typed, or else for BibTeX."""
        from genai_tui.view.copy_choices import CITATIONS  # imported here: as above

        if chosen := self.pick(CITATIONS, form) if form else CITATIONS[0]:
            self.action_copy(chosen)

    def _choices_to_copy(self) -> tuple[CopyChoice, ...]:
        # Imported here: as above.
        from genai_tui.tui.screen_text import write_records
        from genai_tui.view.copy_choices import OnScreen, copy_choices

        copied = self.copied()
        shown, here = copied.screen, copied.record
        marked = copied.marked or self._marked()
        refs = marked or ((here,) if here else ())
        screen = OnScreen(shown.noun, shown.text) if shown else OnScreen("table", None, copied.why)
        field = "" if marked else copied.field
        return copy_choices(self.catalog, self.view, refs, write_records(self.catalog), screen, field)

    def _marked(self) -> tuple[RecordRef, ...]:
        """Return the records that are marked, be it on another screen."""
        return self.session.marks.refs(self.wanted)

    def _copy(self, choice: CopyChoice | None) -> None:
        if choice and choice.make:
            self.post_message(CopyMade(choice.make))

    def action_export(self, path: str = "") -> None:
        """Write what is on screen, or the marked records, to the file that was typed, or ask for one."""
        from genai_tui.tui.export_path import ending_of, unknown_ending  # imported here: as above

        copied = self.copied()
        shown = copied.marks_alone or copied.screen
        if shown is None and not (
            self.is_working and not path
        ):  # by the time that a path is typed there is more
            self.say(f"Nothing here is written to a file: {keyed(copied.why)}.")
        elif not path or shown is None:
            self.open_prompt("command", "export ", self.session.commands_typed, self.panes.here)
        else:
            target = files.typed(path)
            endings = shown.endings()
            ending = ending_of(target, endings)
            if ending is None:
                self.say(unknown_ending(target, endings), "warning", 6)
            else:
                self.post_message(WriteFile(target, partial(shown.written, ending)))

    # What may be typed after `:copy` and `:export`

    def choices(self, command: Command) -> Iterable[str]:
        if command.takes in _COPIED:
            from genai_tui.view.copy_choices import CITATIONS  # imported here: as above

            offered = [
                each
                for each in self._choices_to_copy()
                if command.takes == "copied" or each.name in CITATIONS
            ]
            return {each.name: " · ".join(filter(None, (each.title, each.reason))) for each in offered}
        return super().choices(command)

    def is_closed(self, command: Command) -> bool:
        return command.takes in _COPIED or super().is_closed(command)

    def complete_command(self, text: str, at: int) -> tuple[Completion, ...]:
        name, space, typed = text[:at].partition(" ")
        command, _ = called(self.TABLE, name)
        if space and command and command.takes == "path":
            return self._paths(typed, at)
        return super().complete_command(text, at)

    def _paths(self, typed: str, at: int) -> tuple[Completion, ...]:
        """Return the paths that what was typed before a place can become, each with what it would hold."""
        # Imported here: as above.
        from genai_tui.search.completion import Completion
        from genai_tui.tui.export_path import completed, ending_of

        shown = self.copied().screen
        endings = shown.endings() if shown else {}
        return tuple(
            Completion(at - len(typed), at, path, endings[ending_of(Path(path), endings) or ""])
            for path in completed(typed, endings)
        )
