"""Graph: who works with whom, who owns whom, what is built on what, drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from msgspec import Struct, structs
from textual import getters
from textual.binding import BindingType
from textual.events import Resize
from textual.widget import Widget

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.describe import Page
from genai_tui.catalog.sanitize import safe_line
from genai_tui.catalog.ties import Tie
from genai_tui.graph import analysis, kinds
from genai_tui.graph.render import Picture
from genai_tui.graph.types import Graph, Node
from genai_tui.search.name_index import nearest_ids
from genai_tui.tui.background import Background, Stop
from genai_tui.tui.commands import GRAPH, Command, bindings
from genai_tui.tui.messages import CopyText, OpenRecord
from genai_tui.tui.screens.base import BaseScreen
from genai_tui.tui.screens.text_page import TextPage, ties_page
from genai_tui.tui.session import Session
from genai_tui.tui.widgets.detail import Detail, Shown
from genai_tui.tui.widgets.graph_canvas import GraphCanvas
from genai_tui.tui.widgets.prompt import Prompt
from genai_tui.view import graph
from genai_tui.view.command_line import graph_command
from genai_tui.view.graph import DEEPEST, LARGE, GraphView
from genai_tui.view.graph_pages import (
    drawing_titles,
    legend_items,
    names_in,
    node_pages,
    path_items,
    tie_item,
)
from genai_tui.view.graph_pictures import Viewer
from genai_tui.view.record_ref import RecordRef


class Drawn(Struct, frozen=True):
    """What came of a view: the view with the focus that it is drawn around, its graph, and the drawing."""

    view: GraphView
    whole: Graph
    """The graph that the view is cut from."""
    graph: Graph
    picture: Picture
    room: int
    """Cells of width that there were."""
    most: int | None
    """Nodes around the focus that there was room for."""


NOTHING = Graph("", (), ())


class GraphScreen(BaseScreen[GraphView, Drawn]):
    """How things connect, and what proves it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(GRAPH)
    TABLE = GRAPH
    CHANGES = graph.CHANGES
    ROOM = ((0, 1), (100, 2))
    WORK = "drawing"

    canvas = getters.query_one("#graph", GraphCanvas)
    detail = getters.query_one("#side", Detail)

    def __init__(self, session: Session, view: GraphView) -> None:
        super().__init__(session, view)
        self._viewer = Viewer(session.catalog, ascii_only=session.ascii_only)
        self._measuring: Background[dict[str, analysis.Measures]] = Background(self, "measure")
        self._drawn: Drawn | None = None
        self._asked_for: str | None = None
        """The node that another screen led to; told of once if it is not in the drawing."""
        self._path_from: Node | None = None
        """The first end of a path, while the other one is looked for."""

    def make_panes(self) -> Iterator[Widget]:
        yield GraphCanvas(id="graph", classes=self.ascii_class)
        yield Detail(id="side", classes=self.ascii_class)

    def on_mount(self) -> None:
        self.go_to_pane("graph")

    def on_resize(self, event: Resize) -> None:
        super().on_resize(event)
        if self._drawn is None and not self._has_begun:
            self.call_after_refresh(self.begin)  # now that there is room to draw in

    def on_unmount(self) -> None:
        self._measuring.close()

    # The view

    @property
    def whole(self) -> Graph:
        """The graph that the drawing on the screen is cut from."""
        return self._drawn.whole if self._drawn else NOTHING

    @property
    def graph(self) -> Graph:
        """The graph that is drawn on the screen."""
        return self._drawn.graph if self._drawn else NOTHING

    @property
    def is_drawn(self) -> bool:
        """Whether the drawing is of the graph that is wanted, so that its nodes are known there."""
        return self._drawn is not None and _same_graph(self.view, self.wanted)

    def work(self, view: GraphView) -> Callable[[Stop], Drawn]:
        room = max(20, self.canvas.content_size.width - 1)  # one is left to the sign of the place
        rows = max(5, self.canvas.content_size.height)

        def draw(stop: Stop) -> Drawn:
            focused = self._viewer.focused(view)
            most = self._viewer.most_in(focused, room * rows)
            shown = self._viewer.shown(focused, most)
            drawn = self._viewer.picture(focused, room, most)
            return Drawn(focused, self._viewer.whole(focused), shown, drawn, room, most)

        return draw

    def show(self, view: GraphView, result: Drawn) -> GraphView:
        # The cursor may have gone on since the view was asked for.
        view = structs.replace(view, focus=result.view.focus)
        self._drawn = result
        self._drop_path_end()
        at = view.at if any(node.id == view.at for node in result.graph.nodes) else view.focus
        self.canvas.show(
            result.graph, result.picture.drawing, at, "" if result.graph.nodes else "Nothing is joined here."
        )
        self.show_titles(view)
        self._show_node(self.canvas.node_id, view.tab)
        self._tell_alone()
        if len(result.whole.nodes) <= LARGE:
            self._measure()
        return structs.replace(view, at=self.canvas.node_id or view.at)

    def show_titles(self, view: GraphView | None = None) -> None:
        """Write what the drawing is into its frame, and what of a table is out of sight."""
        if self._drawn is None:
            return
        picture, left_out = self._drawn.picture, len(self.whole.nodes) - len(self.graph.nodes)
        above, below = drawing_titles(
            view or self.view, self.graph, picture.drawing, picture.why, left_out, self.session.ascii_only
        )
        self.canvas.retitle(above, " · ".join(filter(None, (self.canvas.out_of_sight, below))))

    def come_to(self, record: RecordRef) -> None:
        """Go to a record: to its node if the drawing has it, or else to a graph that does."""
        model = self.catalog.model(record.id) if record.kind == "model" else None
        node = model.organizations[0].id if model and model.organizations else record.id
        itself = kinds.node_of(self.wanted.kind, record.kind, record.id)
        self._asked_for = node
        if self._drawn is None:
            self.go(structs.replace(self.wanted, at=node))
        elif self.is_drawn and any(self.canvas.reach(each) for each in (itself, node) if each):
            self._tell_alone()
            self.go(structs.replace(self.wanted, at=self.canvas.node_id))
        else:
            self.go(graph.around(structs.replace(self.wanted, kind=kinds.DEFAULT_KIND), node))

    def _tell_alone(self) -> None:
        """Say why the cursor stands on another node than the one that was asked for; once."""
        wanted, self._asked_for = self._asked_for, None
        is_first_kind = self.wanted.kind == kinds.DEFAULT_KIND
        if wanted and is_first_kind and all(node.id != wanted for node in self.graph.nodes):
            self.say(f"{self.catalog.organization_name(wanted)} is tied to nobody here.")

    @property
    def record_at_hand(self) -> RecordRef | None:
        node = self.canvas.node_id
        if node is None:
            return None
        what, id_ = kinds.record_of(self.view.kind, node)
        if what == "other" or (what == "model" and self.catalog.model(id_) is None):
            return None
        return RecordRef(what, id_)

    @property
    def is_busy(self) -> bool:
        return self.is_working or self._measuring.is_pending

    def can_act(self) -> bool:
        """Return whether a key can act on the node at the cursor; says why not."""
        if not self.is_drawn:
            self.say("Another graph is being drawn.", timeout=2)
        return self.is_drawn

    # The pane beside the drawing

    def _show_node(self, node_id: str | None, tab: int | None = None) -> None:
        node = next((each for each in self.whole.nodes if each.id == node_id), None)
        if node is None:
            self.detail.show(Shown("", "", "dim", ()))
            return
        pages = node_pages(self.catalog, self.whole, node, self._viewer.measured(self.view))
        self.detail.show(Shown(pages.name, pages.tags, "dim", pages.pages), tab)
        self.detail.retitle("Node", "d goes in · t turns")

    def _measure(self) -> None:
        """Have every node of the graph measured."""
        view = self.wanted
        self._measuring.run(
            lambda stop: self._viewer.measures(view),
            lambda measured: self._show_node(self.canvas.node_id) if _same_graph(view, self.view) else None,
            self.failed,
        )

    def show_ties(self, title: str, ties: tuple[Tie, ...]) -> None:
        """Show the ties of a line, or of a cell of the table, beside the drawing."""
        items = tuple(tie_item(self.catalog, tie, brief=True) for tie in ties)
        self.detail.show(Shown(title, count_of(len(ties), "tie"), "dim", (Page("Evidence", items),)))
        self.detail.retitle("What proves it", "Enter opens it · i sources")
        self.show_titles()
        self.canvas.renew()

    def on_detail_asked(self, event: Detail.Asked) -> None:
        event.stop()
        self.app.push_screen(ties_page(event.ties, self.session.ascii_only))

    def on_detail_turned(self, event: Detail.Turned) -> None:
        event.stop()
        self.amend(tab=event.tab)
        if self.detail.page_title == "Measures":  # of a large graph they take their time: only when asked for
            self._measure()

    def on_detail_followed(self, event: Detail.Followed) -> None:
        event.stop()
        if event.link.kind == "model":
            self.post_message(OpenRecord(RecordRef("model", event.link.id)))
        else:
            self.go_to_pane("graph")
            self.go_to_node(event.link.id)

    # The drawing

    def on_graph_canvas_node_highlighted(self, event: GraphCanvas.NodeHighlighted) -> None:
        event.stop()
        node_id = self.canvas.node_id  # which may have gone on since the canvas told of it
        if node_id and self.is_drawn:
            self.amend(at=node_id)
        self._show_node(node_id)
        self.show_titles()
        self.canvas.renew()

    def on_graph_canvas_link_highlighted(self, event: GraphCanvas.LinkHighlighted) -> None:
        event.stop()
        if self.canvas.link is not None:  # else gone on since, or to another graph
            link = self.graph.links[self.canvas.link]
            names = names_in(self.graph)
            ends = (" → " if link.directed else " – ").join(names.get(end, end) for end in link.ends)
            self.show_ties(ends, link.evidence)

    def on_graph_canvas_cell_highlighted(self, event: GraphCanvas.CellHighlighted) -> None:
        event.stop()
        if (cell := self.canvas.cell) is not None:  # as above
            names = names_in(self.graph)
            self.show_ties(" – ".join(names[end] for end in cell), analysis.between(self.graph, *cell))

    def on_graph_canvas_link_chosen(self, event: GraphCanvas.LinkChosen) -> None:
        event.stop()
        self.action_side()

    def on_graph_canvas_node_chosen(self, event: GraphCanvas.NodeChosen) -> None:
        """Put a node in the middle; a model that is there already opens."""
        event.stop()
        if not self.can_act() or not self._viewer.has(self.view, event.node_id):
            return
        record = self.record_at_hand
        if record and record.kind == "model" and self.wanted.focus == event.node_id:
            self.post_message(OpenRecord(record))
        else:
            self.go(graph.around(self.wanted, event.node_id))

    def go_to_node(self, node_id: str) -> None:
        """Put the cursor on a node, drawing around it where it is not in the drawing."""
        if not (self.is_drawn and self.canvas.reach(node_id)):
            self.go(graph.around(self.wanted, node_id))

    # The prompt

    def nearest_node(self, text: str) -> Node | None:
        """Return the node of the whole graph that typed words mean; of names as near, the one with most ties."""
        whole = self._viewer.whole(self.wanted)
        costs = nearest_ids([(name, node.id) for node in whole.nodes for name in (node.label, node.id)], text)
        near = {node_id for node_id, cost in costs.items() if cost <= min(costs.values()) + _ABOUT_AS_NEAR}
        ties = {node_id: sum(node_id in link.ends for link in whole.links) for node_id in near}
        best = max((each for each in costs if each in near), key=lambda each: ties[each], default=None)
        return next((node for node in whole.nodes if node.id == best), None)

    def action_search(self) -> None:
        self.open_prompt("query", "", (), self.canvas)

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        event.stop()
        found = self.nearest_node(event.query)
        name = safe_line(found.label) if found else "nothing"
        self.prompt.tell((("   ", "text"), (name, "strong"), (" · Enter goes there", "dim")))
        self.prompt.renew()

    async def on_prompt_taken(self, event: Prompt.Taken) -> None:
        event.stop()
        self.go_to_pane(self.panes.current)
        if event.mode == "command":
            await self.run_line(event.text)
        elif (found := self.nearest_node(event.text.strip())) is None:
            self.say(f"No such node: {event.text.strip()}", timeout=3)
        else:
            self.go_to_node(found.id)

    def choices(self, command: Command) -> Iterable[str]:
        if command.takes == "nodes":
            return (node.id for node in self._viewer.whole(self.wanted).nodes)
        return super().choices(command)

    # Actions, named in the table of commands

    def action_change(self, name: str, choice: str = "") -> None:
        if name in ("deeper", "nearer"):
            depth = self.wanted.depth + (1 if name == "deeper" else -1)
            if not self.can_act():
                return
            if not 1 <= depth <= DEEPEST and self.wanted.focus is not None:
                self.say(f"The depth goes from 1 to {DEEPEST}.", timeout=2)
                return
        if name == "whole":
            self.go(graph.whole_graph(self.wanted, len(self._viewer.whole(self.wanted).nodes)))
        else:
            super().action_change(name, choice)

    def action_path(self, ends: str = "") -> None:
        """Show the path between two nodes that were typed, or take the one at the cursor for an end of it."""
        if ends:
            self._path_between(ends)
        elif self.can_act() and (here := self._node_here):
            if self._path_from is None or self._path_from.id == here.id:
                self._path_from = here
                self.say(f"From {here.label}: go to the other end and press p again.", timeout=5)
            else:
                start, self._path_from = self._path_from, None
                self._show_path(self.whole, start, here)

    @property
    def _node_here(self) -> Node | None:
        return next((node for node in self.whole.nodes if node.id == self.canvas.node_id), None)

    def _path_between(self, ends: str) -> None:
        words = ends.split()
        splits = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
        whole = self._viewer.whole(self.wanted)
        known = {name.casefold(): node for node in whole.nodes for name in (safe_line(node.label), node.id)}
        exact = ((known[one.casefold()], known[other.casefold()]) for one, other in splits
                 if one.casefold() in known and other.casefold() in known)  # fmt: skip
        found = next(exact, None)
        if found is None and len(words) == 2:
            nearest = self.nearest_node(words[0]), self.nearest_node(words[1])
            found = (nearest[0], nearest[1]) if nearest[0] and nearest[1] else None
        if found is None:
            self.say(f"A path takes two nodes of this graph: {ends}", "warning")
        else:
            self._show_path(whole, *found)

    def _show_path(self, whole: Graph, start: Node, end: Node) -> None:
        items = path_items(self.catalog, whole, start.id, end.id)
        title = f"From {safe_line(start.label)} to {safe_line(end.label)}"
        self.app.push_screen(TextPage(title, items, self.session.ascii_only))

    def _drop_path_end(self) -> None:
        """Forget the first end of a path where another graph, which does not have it, has come."""
        first = self._path_from
        if first and all(node.id != first.id for node in self.whole.nodes):
            self._path_from = None
            self.say(f"{first.label} is not in this graph: p begins a new path.")

    def action_side(self) -> None:
        self.go_to_pane("side")

    def action_tab(self, step: int) -> None:
        self.detail.turn(step)

    def action_step_back(self) -> None:
        """Leave the innermost: zoom, the pane beside the drawing, then the screen."""
        if self.panes.is_zoomed or self.panes.before:
            super().action_step_back()
        else:
            self.action_screen("browse")

    def action_copy_command(self) -> None:
        """Copy the command that prints the drawing."""
        if self._drawn is not None:
            command = graph_command(
                self._drawn.view, self._drawn.room, self._drawn.most, self.session.ascii_only
            )
            self.post_message(CopyText(command))

    def action_sources(self) -> None:
        """Show what stands behind the tie at the cursor, or else what the drawing means."""
        if ties := self._ties_at_hand():
            self.app.push_screen(ties_page(ties, self.session.ascii_only))
        elif self._drawn is not None:
            items = legend_items(self.graph, self._drawn.picture.drawing, self.session.ascii_only)
            self.app.push_screen(TextPage("What the drawing means", items, self.session.ascii_only))

    def _ties_at_hand(self) -> tuple[Tie, ...]:
        """Return the ties of the line in the pane, or of the line or cell of the drawing, at the cursor."""
        if self.detail.has_focus:
            return self.detail.item.ties if self.detail.item else ()
        if self.canvas.link is not None:
            return self.graph.links[self.canvas.link].evidence
        return analysis.between(self.graph, *self.canvas.cell) if self.canvas.cell else ()


def _same_graph(view: GraphView, other: GraphView) -> bool:
    return (view.kind, view.names) == (other.kind, other.names)


_ABOUT_AS_NEAR = 0.8
"""Names so little further off are meant as likely: the one with most ties is."""
