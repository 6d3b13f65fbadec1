"""A screen with a drawing and, beside it, what is known of the node or the line under the cursor."""

from __future__ import annotations

from textual import getters

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.describe import Page
from genai_tui.catalog.ties import Tie
from genai_tui.graph import analysis, kinds
from genai_tui.graph.types import Graph
from genai_tui.tui.background import Background
from genai_tui.tui.messages import OpenRecord
from genai_tui.tui.pane_help import Marks
from genai_tui.tui.screens.export_screen import ExportScreen
from genai_tui.tui.screens.text_page import TextPage, ties_page
from genai_tui.tui.session import Session
from genai_tui.tui.widgets.detail import Detail, Shown
from genai_tui.tui.widgets.graph_canvas import GraphCanvas
from genai_tui.view.by_day import ByDay
from genai_tui.view.graph import GraphView
from genai_tui.view.graph_pages import (
    community_pages,
    drawing_titles,
    legend_items,
    names_in,
    node_pages,
    tie_item,
)
from genai_tui.view.graph_pictures import Drawn, Viewer
from genai_tui.view.own_keys import keyed
from genai_tui.view.record_ref import RecordRef

NOTHING = Graph("", (), ())
_DAYS_KEPT = 2
"""Days whose drawings are kept beside those of no day."""


class EvidenceScreen(ExportScreen[GraphView, Drawn]):
    """The pane beside a drawing follows its cursor: ties of a node, the proof of a line, measures."""

    canvas = getters.query_one("#graph", GraphCanvas)
    detail = getters.query_one("#side", Detail)

    def __init__(self, session: Session, view: GraphView) -> None:
        super().__init__(session, view)
        self._viewers: ByDay[Viewer] = ByDay(self._make_viewer, _DAYS_KEPT)
        self.viewer = self._viewers.of(view.as_of)
        """The viewer of what stood on the day of the view that is shown."""
        self.drawn: Drawn | None = None
        """What stands on the screen."""
        self.titles = ("", "")
        """What stands above and below the drawing."""
        self._measuring: Background[dict[str, analysis.Measures]] = Background(self, "measure")

    def on_unmount(self) -> None:
        self._measuring.close()

    def go_to_node(self, node_id: str) -> None:
        """Put the cursor on a node."""
        raise NotImplementedError

    def _make_viewer(self, day: str | None) -> Viewer:
        everything = self._viewers.of(None) if day else None
        return Viewer(self.session.catalog_at(day), None, self.session.ascii_only, everything)

    def viewer_of(self, view: GraphView) -> Viewer:
        """Return the viewer of what stood on the day of a view."""
        return self._viewers.of(view.as_of)

    def catalog_changed(self, day: str | None) -> None:
        self.viewer = self._viewers.of(day)

    @property
    def is_busy(self) -> bool:
        return self.is_working or self._measuring.is_pending

    @property
    def whole(self) -> Graph:
        """The graph that the drawing on the screen is cut from."""
        return self.drawn.whole if self.drawn else NOTHING

    @property
    def graph(self) -> Graph:
        """The graph that is drawn on the screen."""
        return self.drawn.graph if self.drawn else NOTHING

    @property
    def is_drawn(self) -> bool:
        """Whether the drawing is of the graph that is wanted, so that its nodes are known there."""
        return self.drawn is not None and self.view.is_of_graph(self.wanted)

    def can_act(self) -> bool:
        """Return whether a key can act on the node at the cursor; says why not."""
        if not self.is_drawn:
            self.say("Another graph is being drawn.", timeout=2)
        return self.is_drawn

    @property
    def record_at_hand(self) -> RecordRef | None:
        """The record of the node, or the one under the cursor in the pane beside it where that is about no node."""
        node = self.canvas.node_id
        about_none = self.canvas.link is not None or self.canvas.cell is not None or self.graph.communities
        item = self.detail.item if about_none and self.panes.current == "side" else None
        if item and item.link and item.link.kind == "model":
            return RecordRef("model", item.link.id)
        if item and item.link and item.link.kind != "web":
            node = item.link.id
        what, id_ = kinds.record_of(self.view.kind, node) if node else ("other", "")
        if what == "other" or (what == "model" and self.catalog.model(id_) is None):
            return None
        return RecordRef(what, id_)

    @property
    def marks(self) -> Marks:
        """What the boxes and lines that are drawn mean."""
        if self.drawn is None:
            return ()
        items = legend_items(self.graph, self.drawn.picture.drawing, self.session.ascii_only)
        split = (item.text.partition("  ") for item in items if item.look == "bullet")
        return tuple((sign, words) if words else ("", sign) for sign, _, words in split)

    def show_drawing(self, view: GraphView, drawn: Drawn, at: str | None) -> None:
        """Show a drawing with the cursor on a node."""
        self.drawn = drawn
        self.titles = drawing_titles(view, drawn, self.session.ascii_only)
        message = "" if drawn.graph.nodes else "Nothing is joined here."
        self.canvas.show(drawn.graph, drawn.picture.drawing, at, message, drawn.path)
        self.show_titles()

    def show_titles(self) -> None:
        """Write what the drawing is into its frame, and what of a table is out of sight."""
        above, below = self.titles
        self.canvas.retitle(
            above, " · ".join(filter(None, (self.canvas.out_of_sight, self.path_told, below)))
        )

    @property
    def path_told(self) -> str:
        """How much of the path that is lit is drawn; empty where none is."""
        path = self.drawn.path if self.drawn else ()
        drawn = len(set(path).intersection(node.id for node in self.graph.nodes))
        some = f", {drawn} drawn" if drawn < len(path) else ""
        return f"path lit: {count_of(len(path), 'node')}{some}" if path else ""

    # The pane beside the drawing

    def show_node(self, node_id: str | None, tab: int | None = None) -> None:
        """Show what is known of a node, at a tab if one is given."""
        is_community = bool(self.graph.communities)
        nodes = self.graph.nodes if is_community else self.whole.nodes
        node = next((each for each in nodes if each.id == node_id), None)
        if node is None:
            self.detail.show(Shown("", "", "dim", ()))
            return
        if is_community:
            pages = community_pages(self.catalog, self.graph, node)
        else:
            pages = node_pages(self.catalog, self.whole, node, self.viewer.measured(self.view))
        self.detail.show(Shown(pages.name, pages.tags, "dim", pages.pages), tab)
        below = keyed(
            "{graph.choose:Enter} in · {escape:esc} out"
            if is_community
            else "{graph.side:d} goes in · {tab.next:t} turns"
        )
        self.detail.retitle("Community" if is_community else "Node", below)

    def show_ties(self, title: str, ties: tuple[Tie, ...]) -> None:
        """Show the ties of a line, or of a cell of the table."""
        items = tuple(tie_item(self.catalog, tie, brief=True) for tie in ties)
        self.detail.show(Shown(title, count_of(len(ties), "tie"), "dim", (Page("Evidence", items),)))
        self.detail.retitle("What proves it", keyed("{graph.choose:Enter} in · {sources:i} sources"))
        self.show_titles()
        self.canvas.renew()

    def measure(self) -> None:
        """Have every node of the graph measured, and show the measures when they are there."""
        view = self.wanted
        self._measuring.run(
            lambda stop: self.viewer.measures(view),
            lambda measured: self.show_node(self.canvas.node_id) if view.is_of_graph(self.view) else None,
            self.failed,
            patience=0,  # the drawing need not wait for it
        )

    def on_detail_asked(self, event: Detail.Asked) -> None:
        event.stop()
        self.app.push_screen(ties_page(event.ties, self.session.ascii_only))

    def on_detail_turned(self, event: Detail.Turned) -> None:
        event.stop()
        self.amend(tab=event.tab)
        if self.detail.page_title == "Measures":  # of a large graph they take their time: only when asked for
            self.measure()

    def on_detail_followed(self, event: Detail.Followed) -> None:
        event.stop()
        if event.link.kind == "model":
            self.post_message(OpenRecord(RecordRef("model", event.link.id)))
        elif event.link.kind == "choice":  # another community
            self.go_to_pane("graph")
            self.canvas.reach(event.link.id)
        else:
            self.go_to_pane("graph")
            self.go_to_node(event.link.id)

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

    def action_side(self) -> None:
        self.go_to_pane("side")

    @property
    def tabbed(self) -> Detail:
        return self.detail

    def action_tab(self, step: int) -> None:
        if self.drawn is None:  # there is nothing to turn yet
            self.amend(tab=max(0, self.wanted.tab + step))
        else:
            super().action_tab(step)

    def action_sources(self) -> None:
        """Show what stands behind the tie at the cursor, or else what the drawing means."""
        if ties := self._ties_at_hand():
            self.app.push_screen(ties_page(ties, self.session.ascii_only))
        elif self.drawn is not None:
            items = legend_items(self.graph, self.drawn.picture.drawing, self.session.ascii_only)
            self.app.push_screen(TextPage("What the drawing means", items, self.session.ascii_only))

    def _ties_at_hand(self) -> tuple[Tie, ...]:
        """Return the ties of the line in the pane, or of the line or cell of the drawing, at the cursor."""
        if self.detail.has_focus:
            return self.detail.item.ties if self.detail.item else ()
        if self.canvas.link is not None:
            return self.graph.links[self.canvas.link].evidence
        return analysis.between(self.graph, *self.canvas.cell) if self.canvas.cell else ()
