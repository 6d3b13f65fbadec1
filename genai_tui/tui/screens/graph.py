"""The screen Graph: a drawing of who is tied to whom, and the detail of one node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar

from msgspec import structs
from textual.binding import BindingType
from textual.events import Resize
from textual.widget import Widget

from genai_tui.catalog.cells import count_of, width
from genai_tui.catalog.sanitize import safe_line
from genai_tui.graph import kinds
from genai_tui.graph.types import Graph, Node
from genai_tui.tui.background import Stop
from genai_tui.tui.commands import GRAPH, GRAPH_FOOTER, GRAPH_KEYS, Command, screen_bindings
from genai_tui.tui.messages import OpenRecord
from genai_tui.tui.screens.day_screen import UNKNOWN_DAY
from genai_tui.tui.screens.evidence_screen import EvidenceScreen
from genai_tui.tui.screens.export_screen import Copied
from genai_tui.tui.screens.text_page import TextPage
from genai_tui.tui.session import Session
from genai_tui.tui.widgets.graph_canvas import GraphCanvas
from genai_tui.tui.widgets.prompt import Prompt
from genai_tui.tui.widgets.wide_detail import WideDetail
from genai_tui.view import graph
from genai_tui.view.command_line import graph_command
from genai_tui.view.graph import DEEPEST, LARGE, GraphView
from genai_tui.view.graph_pages import names_in, path_items
from genai_tui.view.graph_paths import path_nodes
from genai_tui.view.graph_pictures import Drawn
from genai_tui.view.node_lookup import nearest_node, path_ends
from genai_tui.view.pane_widths import FRAME, SIDE, beside_drawing
from genai_tui.view.record_ref import RecordRef, record_name
from genai_tui.view.this_screen import Printed

_AROUND_A_NAME = 16
"""Cells of a line beside a drawing that tells of a node: its name, and with how many models or for how much."""


class GraphScreen(EvidenceScreen):
    """How things connect, and what proves it."""

    BINDINGS: ClassVar[list[BindingType]] = screen_bindings(GRAPH)
    TABLE = GRAPH
    FOOTER = GRAPH_FOOTER
    PANE_HELP = GRAPH_KEYS
    CHANGES = graph.CHANGES
    ROOM = ((0, 1), (100, 2))
    WORK = "drawing"

    def __init__(self, session: Session, view: GraphView) -> None:
        super().__init__(session, view)
        self._asked_for: RecordRef | None = None
        """The record that another screen led to; told of once if it is not in the drawing."""
        self._drawn_in = (0, 0)
        """The cells and rows that the drawing was made for."""

    def make_panes(self) -> Iterator[Widget]:
        yield GraphCanvas(id="graph", classes=self.ascii_class)
        yield WideDetail(id="side", classes=self.ascii_class)

    def on_mount(self) -> None:
        self.go_to_pane("graph")

    def on_resize(self, event: Resize) -> None:
        if self.drawn is None and not self.has_begun:
            self.call_after_refresh(self.begin)  # now that there is room to draw in
        else:
            self.call_after_refresh(self._draw_anew)

    def action_zoom(self) -> None:
        super().action_zoom()
        self._draw_anew()

    def pane_cells(self, panes: tuple[str, ...], columns: int) -> Mapping[str, int]:
        if len(panes) == 1:
            return dict.fromkeys(panes, columns)
        said = max((width(safe_line(node.label)) for node in self.graph.nodes), default=0) + _AROUND_A_NAME
        drawing = self.drawn.picture.drawing.width if self.drawn else columns
        side = beside_drawing(columns, drawing, max(map(width, self.titles)), said)
        return {"graph": columns - side, "side": side}

    @property
    def _room(self) -> tuple[int, int]:
        """The cells and rows that a drawing may take: all that the pane beside it can do without."""
        beside = SIDE if self.detail.display and self.canvas.display else 0
        columns = self.size.width - beside - FRAME - 1  # one is left to the sign of the place
        return max(20, columns), max(5, self.panes.here.content_size.height)

    def _draw_anew(self) -> None:
        """Draw for the room that there is by now, if there is another than before."""
        is_small = self.has_class("-small")
        if self.drawn and self.canvas.display and not is_small and self._drawn_in != self._room:
            self.go(self.wanted, visit=False)

    # The view

    def work(self, view: GraphView) -> Callable[[Stop], Drawn]:
        room, rows = self._drawn_in = self._room
        viewer = self.viewer_of(view)
        return lambda stop: viewer.draw(view, room, rows)

    def show(self, view: GraphView, result: Drawn) -> GraphView:
        drawn = result.view
        view = structs.replace(view, focus=drawn.focus, community=drawn.community)
        if drawn.layout == "communities":  # what a large graph opens as is kept where the cursor goes on
            view = structs.replace(view, layout=drawn.layout)
        at = result.box_of(view.at) or view.focus
        self.show_drawing(view, result, at)
        self.panes.fit()
        self.show_node(self.canvas.node_id, view.tab)
        self._tell_alone(view.kind)
        if len(result.whole.nodes) <= LARGE or self.detail.page_title == "Measures":
            self.call_later(self.measure)  # once this view stands: what is known of another is not shown
        return structs.replace(view, at=self.canvas.node_id or view.at)

    def show_record(self, record: RecordRef) -> None:
        """Go to a record: to its node if the drawing has it, or else to a graph that does."""
        if record.kind == "category":  # no graph has a node for it
            self.go(self.wanted)
            return
        about = graph.record_and_maker(self.catalog, record)
        node = about[-1].id
        itself = kinds.node_of(self.wanted.kind, record.kind, record.id)
        self._asked_for = about[-1]
        if self.drawn is None:
            self.go(structs.replace(self.wanted, at=node, about=about))
        elif self.is_drawn and any(self.canvas.reach(each) for each in (itself, node) if each):
            self._tell_alone(self.view.kind)
            self.go(structs.replace(self.wanted, at=self.canvas.node_id, about=about))
        elif itself and self.viewer.has(self.wanted, itself):
            self.go(graph.around_record(self.wanted, itself, about))
        else:
            default = structs.replace(self.wanted, kind=kinds.DEFAULT_KIND)
            self.go(graph.around_record(default, node, about))

    def choose(self, choice: str, record: RecordRef | None) -> None:
        """Show the kind of graph that was typed, around a record where it has that."""
        kind = self.pick(kinds.KINDS, choice)
        view = self.wanted
        if record is not None:
            self._asked_for = record
            view = structs.replace(view, at=None, about=graph.record_and_maker(self.catalog, record))
        self.go(graph.of_kind(view, kind) if kind else view)

    def _tell_alone(self, kind: str) -> None:
        """Say why the cursor stands on another node than the one that was asked for; once."""
        asked, self._asked_for = self._asked_for, None
        if asked is None or asked.kind == "category":
            return
        node = kinds.node_of(kind, asked.kind, asked.id)
        if node and all(each.id != node for each in self.graph.nodes):
            self.say(f"{record_name(self.catalog, asked)} has no ties here.")

    def copied(self) -> Copied:
        from genai_tui.tui.screen_text import DrawingText  # imported here: little is taken along

        drawn = self.drawn
        text = DrawingText(self.catalog, drawn, self.session.ascii_only) if drawn else None
        return Copied(self.record_at_hand, screen=text, why="it is still being drawn")

    # The drawing

    def on_graph_canvas_node_highlighted(self, event: GraphCanvas.NodeHighlighted) -> None:
        event.stop()
        node_id = self.canvas.node_id  # which may have gone on since the canvas told of it
        if node_id and self.is_drawn:
            self.amend(at=node_id)
        self.show_node(node_id)
        self.show_titles()
        self.canvas.renew()

    def on_graph_canvas_node_chosen(self, event: GraphCanvas.NodeChosen) -> None:
        """Put a node in the middle; a model that is there already opens."""
        event.stop()
        if not self.can_act() or not self.viewer.has(self.view, event.node_id):
            return
        record = self.record_at_hand
        if self.graph.communities:
            self.go(graph.into_community(self.wanted, event.node_id))
        elif record and record.kind == "model" and self.wanted.focus == event.node_id:
            self.post_message(OpenRecord(record))
        else:
            self.go(graph.around(self.wanted, event.node_id))

    def go_to_node(self, node_id: str) -> None:
        """Put the cursor on a node, drawing around it where it is not in the drawing."""
        if not (self.is_drawn and not self.graph.communities and self.canvas.reach(node_id)):
            self.go(graph.around(self.wanted, node_id))

    # The prompt

    def action_search(self) -> None:
        self.open_prompt("query", "", (), self.canvas)

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        event.stop()
        found = nearest_node(self.viewer.whole(self.wanted), event.query)
        name = safe_line(found.label) if found else "nothing"
        self.prompt.tell((("   ", "text"), (name, "strong"), (" · Enter goes there", "dim")))
        self.prompt.renew()

    def on_prompt_taken(self, event: Prompt.Taken) -> None:
        event.stop()
        self.go_to_pane(self.panes.current)
        text = event.text.strip()
        if found := nearest_node(self.viewer.whole(self.wanted), text):
            self.go_to_node(found.id)
        else:
            self.say(f"No such node: {text}", timeout=3)

    def choices(self, command: Command) -> Iterable[str]:
        if command.takes == "nodes":
            return names_in(self.viewer.whole(self.wanted))
        return super().choices(command)

    def why_not(self, command: Command) -> str:
        step = {"graph.deeper": 1, "graph.nearer": -1}.get(command.id, 0)
        if step and self.wanted.focus and not 1 <= self.wanted.depth + step <= DEEPEST:
            return f"the depth goes from 1 to {DEEPEST}"
        return super().why_not(command)

    # Actions, named in the table of commands

    def action_change(self, name: str, choice: str = "") -> None:
        step = {"deeper": 1, "nearer": -1}.get(name, 0)
        if name == "whole":
            whole = graph.whole_graph(self.wanted, len(self.viewer.whole(self.wanted).nodes))
            if whole == self.wanted:
                self.say("Everything is shown already.", timeout=2)
            self.go(whole)
        elif not step:
            super().action_change(name, choice)
        elif self.can_act():
            if 1 <= self.wanted.depth + step <= DEEPEST or self.wanted.focus is None:
                super().action_change(name, choice)
            else:
                self.say(f"The depth goes from 1 to {DEEPEST}.", timeout=2)

    def action_tie(self, step: int) -> None:
        """Go to another line of the node at the cursor, wherever the keyboard is."""
        if self.can_act() and not self.canvas.tie(step):
            self.say("No line leads from here.", timeout=2)

    def action_since(self, typed: str = "") -> None:
        """Draw ties heavy that are new after the day that was typed; without one, none."""
        if (day := self.day_typed(typed or "now")) != UNKNOWN_DAY:
            self.go(structs.replace(self.wanted, since=day))

    def action_path(self, ends: str = "") -> None:
        """Show the path between two nodes that were typed, or ask for the other end of one from the cursor."""
        if ends:
            whole = self.viewer.whole(self.wanted)
            if found := path_ends(whole, ends):
                self._show_path(whole, *found)
            else:
                self.say(f"A path takes two nodes of this graph: {ends}", "warning")
            return
        here = self.canvas.node_id if self.is_drawn and self.canvas.node_id else self.wanted.at
        if self.is_drawn and not any(node.id == here for node in self.whole.nodes):
            self.say("A path begins at a node, and none is at the cursor.", timeout=3)
        else:  # while a graph is being drawn, too: what is typed next is meant for the line
            self.open_prompt(
                "command", f"path {here} " if here else "path ", self.session.commands_typed, self.canvas
            )

    def _show_path(self, whole: Graph, start: Node, end: Node) -> None:
        """Light a path in the drawing, going to one that has it where this one has not, and tell what proves it."""
        path = path_nodes(whole, start.id, end.id)
        if path:
            is_drawn = {node.id for node in self.graph.nodes}.issuperset(path)
            self.go(graph.along(self.wanted, start.id, end.id, is_drawn))
        items = path_items(self.catalog, whole, start.id, end.id)
        title = f"From {safe_line(start.label)} to {safe_line(end.label)}"
        self.app.push_screen(TextPage(title, items, self.session.ascii_only))

    def action_step_back(self) -> None:
        """Leave the innermost: zoom, the pane beside the drawing, the lit path, the community, then the screen."""
        if self.panes.is_zoomed or self.panes.before:
            super().action_step_back()
        elif self.wanted.path:
            self.go(structs.replace(self.wanted, path=()))
        elif self.wanted.community:
            self.go(graph.out_of_community(self.wanted))
        else:
            super().action_step_back()

    def printed(self) -> Printed | None:
        if (drawn := self.drawn) is None:
            return None
        ids = drawn.ids
        command = graph_command(drawn.view, drawn.room, drawn.most, self.session.ascii_only)
        return Printed(command, ids, count_of(len(ids), "node"))
