"""The prompt: an input line for a query with hints below it, or for a command with the menu beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.message import Message
from textual.widget import Widget

from genai_tui.catalog.ascii import to_ascii
from genai_tui.catalog.cells import clip, width
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.messages import message
from genai_tui.tui.widgets.cached_render import CachedRender, CachedRow, CachedText
from genai_tui.tui.widgets.prompt_hints import PromptHints
from genai_tui.tui.widgets.prompt_input import Mode, PromptInput
from genai_tui.tui.widgets.row_painter import Line

if TYPE_CHECKING:  # completions come with the first Tab, the menu with the first command
    from genai_tui.search.completion import Completion
    from genai_tui.tui.widgets.menu_list import MenuList
    from genai_tui.view.menu import Entry, Menu

Form = Literal["line", "page"]
"""How the menu stands: above a line at the bottom, or as a page over the panes."""

Complete = Callable[[str, int], "tuple[Completion, ...]"]
"""Returns what the word before a place of a query can become."""

MakeMenu = Callable[[str, int, "Callable[[Menu], None] | None"], "Menu"]
"""Returns the menu for what is typed, with the place of the cursor in it. What takes longer is handed on later, or
waited for where there is nothing to hand it to."""

_SIGNS: dict[Mode, str] = {"query": "/", "command": ":"}
_STATES = frozenset({"-open", "-query", "-menu", "-page"})
"""Classes of an open line."""
_INDENT = 3
"""Cells before the text of the line."""
_PAGE = 100
"""Cells of the menu at most."""


class Prompt(CachedRender, Vertical):
    """The input line with its sign, and the hints or the menu; visible only while it has the keyboard."""

    # These come before any widget's own keys, and at once, since the next key may be on its way already.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take the line", show=False, priority=True, id="line.take"),
        Binding("down", "down", "To the results, the next entry, or a newer line", show=False, priority=True,
                id="line.down"),
        Binding("up", "up", "Older line, or the entry above", show=False, id="line.older"),
        Binding("escape", "leave", "Leave the line", show=False, priority=True, id="line.leave"),
        Binding("tab", "complete(1)", "Complete", show=False, priority=True, id="line.complete"),
        Binding("shift+tab", "complete(-1)", "Complete backwards", show=False, priority=True,
                id="line.complete_back"),
        Binding("pagedown", "far(1)", "Far down the menu", show=False, id="line.far_down"),
        Binding("pageup", "far(-1)", "Far up the menu", show=False, id="line.far_up"),
    ]  # fmt: skip

    @message
    class Typed(Message):
        """The query has changed; the line shows it when told to by `renew`."""

        query: str

    @message
    class Taken(Message):
        """The reader pressed Enter on a query, or went down to the results."""

        mode: Mode
        text: str

    @message
    class Chosen(Message):
        """The reader pressed Enter on a command: what stands on the line, and the chosen entry of the menu, if any."""

        text: str
        entry: Entry | None

    @message
    class Left(Message):
        """The reader left the line without Enter."""

        mode: Mode

    line = getters.query_one(PromptInput)
    note = getters.query_one(PromptHints)

    def __init__(
        self, complete: Complete, menu: MakeMenu, *, id: str | None = None, classes: str | None = None
    ) -> None:
        """Make a closed line; `complete` completes queries, `menu` says what a command can become."""
        super().__init__(id=id, classes=classes)
        self._complete = complete
        self._make_menu = menu
        self._offered: tuple[Completion, ...] = ()
        self._chosen = 0
        self._base = ""
        self._list: MenuList | None = None
        self._goes_round = False
        """Whether the next Tab goes on to the next entry, since the last key was one."""
        self._has_moved = False
        """Whether the chosen entry is the reader's own choice."""
        self._taken_to: Widget | None = None
        self._left_to: Widget | None = None

    def compose(self) -> ComposeResult:
        with CachedRow(id="typing"):
            yield CachedText("/", id="sign", markup=False)
            yield PromptInput(id="line")
        yield PromptHints(id="note", classes=self._ascii_class)

    @property
    def _ascii_class(self) -> str | None:
        return "-ascii" if self.has_class("-ascii") else None

    @property
    def is_typed_on(self) -> bool:
        """Whether the line has the keyboard."""
        return self.screen.focused is self.line

    @property
    def mode(self) -> Mode:
        """What the line takes."""
        return self.line.mode

    @property
    def is_page(self) -> bool:
        """Whether the menu stands as a page."""
        return self.has_class("-page")

    @property
    def menu_list(self) -> MenuList:
        """The list of the menu, made when it is first asked for."""
        if self._list is None:
            # Imported here: a command is seldom the first thing.
            from genai_tui.tui.widgets.menu_list import MenuList

            self._list = MenuList(id="menu", classes=self._ascii_class)
            self.mount(self._list)
        return self._list

    def open(
        self,
        mode: Mode,
        text: str,
        past: list[str],
        taken_to: Widget,
        left_to: Widget,
        form: Form = "line",
        title: str = "",
    ) -> None:
        """Take the keyboard, with `text` standing on the line; `past` is what Up brings back, oldest first.

        `taken_to` and `left_to` have the keyboard next, at once: the next key may be on its way already. The menu
        of a command stands in a `form`, a page under a `title`.
        """
        self._taken_to, self._left_to = taken_to, left_to
        self.query_one("#sign", CachedText).update(_SIGNS[mode])
        is_command = mode == "command"
        states = ("-menu", *(("-page",) if form == "page" else ())) if is_command else ("-query",)
        self._stand("-open", *states)
        self.border_title = to_ascii(title) if self._ascii_class else title
        self._offered = ()
        self.note.show()
        self.line.open(mode, text, past)
        if is_command:
            self._place()
            self._ask()

    def _stand(self, *states: str) -> None:
        """Stand in these states alone, with one styling for them all."""
        self.set_classes(self.classes - _STATES | frozenset(states))

    def _place(self) -> None:
        """Put the menu into the middle of the screen, or over its lower left corner."""
        columns, rows = self.screen.size
        side = max(0, columns - _PAGE) // 2 if self.is_page else 0
        above = max(1, rows // 13) if self.is_page else 0
        self.styles.margin = (above, side, above if self.is_page else 1, side)
        self.menu_list.fit(min(_PAGE, columns) - 2)  # within the frame

    def renew(self) -> None:
        """Show what was typed; the screen asks for it once what it changes elsewhere can be shown as well."""
        self.line.renew()

    def point(self, start: int, end: int, reason: str) -> None:
        """Show what is wrong with the text from `start` to `end`."""
        text = safe_line(self.line.value)
        left = _INDENT + width(text[:start]) - int(self.line.scroll_offset.x)
        self.note.point(left, left + max(1, width(text[start:end])), safe_line(reason))

    def tell(self, *rows: Line) -> None:
        """Show words under the line, unless completions stand there."""
        if not self._offered:
            self.note.show(*rows)

    def on_prompt_input_typed(self, event: PromptInput.Typed) -> None:
        event.stop()
        self._offered = ()
        if self.mode == "query":
            self.post_message(self.Typed(event.query))
        elif self.is_page and event.query == "?":  # which opened it
            self.action_leave()
        elif self.has_class("-menu"):
            if event.query.startswith(_SIGNS["command"]):  # which stands before the line already
                self.line.put(event.query.lstrip(_SIGNS["command"]))
            self._ask()

    # The menu

    def _ask(self) -> None:
        """Show what a command that is being typed can become, in one frame with the line."""
        self._goes_round = self._has_moved = False
        self.menu_list.show(self._make_menu(self.line.value, self.line.cursor_position, self._show_later))
        self.line.renew()

    def _show_later(self, menu: Menu) -> None:
        """Show a menu that took longer, if it is still wanted."""
        if self.is_typed_on and self.mode == "command" and not self._has_moved:
            self.menu_list.show(menu)

    def action_far(self, step: int) -> None:
        if self.mode == "command":
            self._goes_round, self._has_moved = False, True
            self.menu_list.action_page(step)

    def on_menu_list_told(self, event: MenuList.Told) -> None:
        """Say in the frame what is cut in the line of the chosen entry, as far as that has room."""
        event.stop()
        words = clip(event.help, max(0, self.menu_list.content_size.width - 4))
        self.border_subtitle = to_ascii(words) if self._ascii_class else words

    def on_menu_list_clicked(self, event: MenuList.Clicked) -> None:
        event.stop()
        self.action_take()

    # Keys

    def action_take(self) -> None:
        self._close(self._taken_to)
        mode, text = self.mode, self.line.value
        if mode == "query":
            self.post_message(self.Taken(mode, text))
            return
        if not (self._has_moved or self.menu_list.menu.is_whole):
            self.menu_list.show(self._make_menu(text, self.line.cursor_position, None))
        self.post_message(self.Chosen(text, self.menu_list.entry))

    def action_leave(self) -> None:
        self._close(self._left_to)
        self.post_message(self.Left(self.mode))

    def action_up(self) -> None:
        if self.mode == "command":
            self._move(-1)
        else:
            self.line.recall(-1)

    def action_down(self) -> None:
        if self.mode == "command":
            self._move(1)
        elif self.line.is_recalling:
            self.line.recall(1)
        else:
            self.action_take()

    def action_complete(self, step: int) -> None:
        if self.mode == "query":
            self._complete_word(step)
        else:
            self._complete_command(step)

    def _close(self, to: Widget | None) -> None:
        """Take the line and the menu away, and hand the keyboard on at once: the next key may be on its way already."""
        self.screen.set_focus(to if to is not None and to.display else None, scroll_visible=False)
        self._stand()
        self.screen.refresh(repaint=False, layout=True)  # before the next frame, which would draw what goes
        self.styles.clear_rule("margin")

    def _move(self, step: int) -> None:
        """Go on in the menu; from its top on upwards to older lines, and back to it by way of newer ones."""
        self._goes_round, self._has_moved = False, True
        if step < 0 and self.menu_list.is_at_top:
            self.line.recall(-1)
        elif step > 0 and self.line.is_recalling:
            self.line.recall(1)
        else:
            self.menu_list.step(step)

    def _complete_command(self, step: int) -> None:
        """Put the chosen entry on the line; the next Tab goes on to the next one. What can only be that is gone on with."""
        if self._goes_round or self.menu_list.entry is None:
            self.menu_list.round(step)
        entry = self.menu_list.entry
        if entry is None or entry.look != "command":
            return
        self.line.put(entry.line)
        if sum(each.can_be_chosen for each in self.menu_list.menu.entries) == 1:
            self._ask()
        else:
            self._goes_round = self._has_moved = True

    # Completion of queries

    def _offer(self, found: tuple[Completion, ...], chosen: int = -1) -> None:
        """Show what the word at the cursor can become, and what the chosen one, or the first, means."""
        counts = [(safe_line(each.text), "" if each.count is None else str(each.count)) for each in found]
        first = found[max(0, chosen)] if found else None
        self.note.offer(counts, chosen, safe_line(first.label) if first and first.count is None else "")

    def _complete_word(self, step: int) -> None:
        """Put the next completion in place; the first Tab asks what there is, and with nothing typed only tells it."""
        if not self._offered:
            self._base = self.line.value
            self._offered = self._complete(self._base, self.line.cursor_position)
            self._chosen = 0 if step > 0 else len(self._offered) - 1
            if self._offered and not self._base[: self.line.cursor_position].strip():
                self._chosen = -1 if step > 0 else 0
                self._offer(self._offered)
                return
        else:
            self._chosen = (self._chosen + step) % len(self._offered)
        if not self._offered:
            self.note.show(((" " * _INDENT + "nothing to complete here", "dim"),))
            return
        chosen = self._offered[self._chosen]
        text = self._base[: chosen.start] + chosen.text + self._base[chosen.end :]
        self.line.put(text, chosen.start + len(chosen.text))
        self._offer(self._offered, self._chosen)
        if len(self._offered) == 1:
            self._offered = ()
        self.post_message(self.Typed(text))

    def on_resize(self, event: Resize) -> None:
        if self.has_class("-menu"):
            self._place()
