"""Graph: who works with whom, drawn. The screen owns kind, names, focus, depth, layout and trail."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from functools import partial
from typing import ClassVar

from msgspec import structs
from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize
from textual.message import Message
from textual.screen import Screen

from genai_tui.catalog.describe import Item, Link, Page
from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import count_of, safe_line
from genai_tui.catalog.ties import TOGETHER, Tie, counted_group, group_heading
from genai_tui.graph import analysis, captions
from genai_tui.graph.adjacency_matrix import legend
from genai_tui.graph.builder import KINDS, GraphKind
from genai_tui.graph.drawing.rasterizer import Drawing
from genai_tui.graph.name_merging import NAMES, Names
from genai_tui.graph.render import Picture
from genai_tui.graph.types import Graph, Node
from genai_tui.search.completion import Completion
from genai_tui.search.name_index import nearest_ids
from genai_tui.tui.commands import GRAPH, Command, bindings
from genai_tui.tui.copying import DrawnView, Opened
from genai_tui.tui.messages import CopyText, OpenModel, RunCommand
from genai_tui.tui.screens.text_page import HelpPage, TextPage, ties_page
from genai_tui.tui.trail import History
from genai_tui.tui.type_ahead import AnswersOnce
from genai_tui.tui.widgets.cached_render import CachedRender, CachedRow
from genai_tui.tui.widgets.detail import Detail, Shown
from genai_tui.tui.widgets.graph_canvas import GraphCanvas
from genai_tui.tui.widgets.line_list import Piece
from genai_tui.tui.widgets.prompt import Prompt
from genai_tui.tui.widgets.status_bar import StatusBar, key_pieces
from genai_tui.view.graph import GraphView, Viewer

LARGE = 40
"""Graphs with more nodes than this open around one of them."""
DEEPEST = 3


class GraphScreen(CachedRender, AnswersOnce[None], Screen[None]):
    """The third screen: how things connect, and what proves it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(GRAPH)
    TABLE: ClassVar[tuple[Command, ...]] = GRAPH

    class Drawn(Message):
        """A worker has drawn a view."""

        def __init__(
            self,
            view: GraphView,
            drawn_view: DrawnView,
            graph: Graph,
            drawn: Picture,
            chosen: str | None,
            left_out: int,
        ) -> None:
            super().__init__()
            self.view = view
            self.drawn_view = drawn_view
            self.graph = graph
            self.picture = drawn
            self.chosen = chosen
            self.left_out = left_out

    class Measured(Message):
        """A worker has measured every node of a graph."""

        def __init__(self, key: tuple[GraphKind, Names], measured: dict[str, analysis.Measures]) -> None:
            super().__init__()
            self.key = key
            self.measured = measured

    view = getters.query_one("#graph", GraphCanvas)
    detail = getters.query_one("#side", Detail)
    header = getters.query_one("#header", StatusBar)
    hint = getters.query_one("#footer", StatusBar)
    ask = getters.query_one("#ask", Prompt)

    def __init__(self, catalog: Catalog, ascii_only: bool = False, opened: Opened | None = None) -> None:
        """Show graphs of `catalog`; `opened` says what it was opened from."""
        super().__init__()
        self._opened = opened or Opened()
        self._drawn_view: DrawnView | None = None
        self._catalog = catalog
        self._ascii = ascii_only
        self._trail: History[GraphView] = History()
        self._trail.visit(GraphView())
        self._wanted: str | None = None
        self._asked_for: str | None = None
        self._viewer = Viewer(catalog, ascii_only=ascii_only)
        self._measured: dict[tuple[GraphKind, Names], dict[str, analysis.Measures]] = {}
        self._measuring: set[tuple[GraphKind, Names]] = set()
        self._seen: GraphView | None = None
        """The view that stands on the screen; the wanted one may be another, and still be drawn."""
        self._seen_whole = Graph("", (), ())
        """The graph that it is cut from."""
        self._shown = Graph("", (), ())
        self._drawn = Drawing((), 0, (), (), {})
        self._titles = ("", "")
        self._first_end: Node | None = None
        self._drawing = threading.Lock()
        self._started = False

    def compose(self) -> ComposeResult:
        extra = "-ascii" if self._ascii else None
        yield StatusBar(id="header", classes=extra)
        with CachedRow(id="panes"):
            yield GraphCanvas(id="graph", classes=extra)
            yield Detail(id="side", classes=extra)
        yield Prompt(self._completions, id="ask", classes=extra)
        yield StatusBar(id="footer", classes=extra)

    def on_mount(self) -> None:
        self.view.focus()
        self._show_bars()

    def on_resize(self, event: Resize) -> None:
        wide = self.size.width >= 100
        self.detail.display = wide or self.detail.has_focus
        self.view.display = wide or not self.detail.has_focus
        if not self._started:
            self._started = True
            self.call_after_refresh(self._draw)

    def look_at(self, organization_id: str | None) -> None:
        """Come to an organization, or to whatever stood here before."""
        if organization_id is not None:
            self._wanted = self._asked_for = organization_id
            if self._started and not (self._is_drawn and self.view.reach(organization_id)):
                self._change(focus=organization_id, kind="organizations", layout="auto")

    # Drawing

    @property
    def _now(self) -> GraphView:
        """The view that is wanted."""
        return self._trail.here or GraphView()

    @property
    def _room(self) -> int:
        """Columns for a drawing: one is left to the sign of the place, which one taller than the pane needs."""
        return max(20, self.view.content_size.width - 1)

    @property
    def _whole(self) -> Graph:
        """The graph that the wanted view is cut from."""
        return self._viewer.whole(self._now)

    @property
    def _is_drawn(self) -> bool:
        """Whether what stands on the screen is of the graph that is wanted, so that its nodes are known there."""
        seen, now = self._seen, self._now
        return seen is not None and (seen.kind, seen.names) == (now.kind, now.names)

    def _can_act(self) -> bool:
        """Tell whether a key can act on the node at the cursor, or say why not."""
        if not self._is_drawn:
            self.notify("Another graph is being drawn.", timeout=2)
        return self._is_drawn

    def _change(self, **changes: object) -> None:
        """Go on to another view, which Back leaves again."""
        self._trail.visit(structs.replace(self._now, **changes))
        self._draw()

    def _draw(self) -> None:
        """Have the view drawn in a thread; what stands here stays until that is done."""
        size = self.view.content_size
        self._show_bars(busy=True)
        work = partial(self._work, self._now, self._room, max(5, size.height))
        self.run_worker(work, thread=True, exclusive=True, group="draw")

    def _work(self, view: GraphView, room: int, rows: int) -> None:
        with self._drawing:  # a cancelled thread runs on; the next waits, and finds out whether it is wanted
            if view != self._now:
                return
            whole = self._viewer.whole(view)
            focus = view.focus
            large = 2 * LARGE if view.kind == "lineage" else LARGE  # lineage is many small parts
            if focus is None and len(whole.nodes) > large and view.layout == "auto":
                tied = any(self._wanted in link.ends for link in whole.links)
                focus = self._wanted if tied else self._best_joined(whole)
            if focus is not None and not self._has(whole, focus):
                focus = None
            seen = structs.replace(view, focus=focus)
            most = self._viewer.most_in(seen, room * rows)
            shown, drawn = self._viewer.shown(seen, most), self._viewer.picture(seen, room, most)
        chosen = focus or self._wanted
        self.post_message(
            self.Drawn(
                view, DrawnView(seen, room, most), shown, drawn, chosen, len(whole.nodes) - len(shown.nodes)
            )
        )

    @staticmethod
    def _has(graph: Graph, node_id: str | None) -> bool:
        return any(node.id == node_id for node in graph.nodes)

    @staticmethod
    def _best_joined(graph: Graph) -> str | None:
        joined: dict[str, float] = {}
        for link in graph.links:
            for end in link.ends:
                joined[end] = joined.get(end, 0) + link.weight
        return max(sorted(joined), key=lambda node: joined[node], default=None)

    def on_graph_screen_drawn(self, event: Drawn) -> None:
        event.stop()
        if event.view != self._now:
            return
        self._come_to(event.view)
        self._drawn_view = event.drawn_view
        self._shown, self._drawn = event.graph, event.picture.drawing
        message = "" if event.graph.nodes else "Nothing is joined here."
        self.view.show(event.graph, event.picture.drawing, event.chosen, message)
        around = next((safe_line(n.label) for n in event.graph.nodes if n.id == event.chosen), None)
        view = self._now
        focused = event.left_out or view.focus
        rule, *dropped = event.graph.note.split(" · ")
        title = f"Graph · {captions.title_of(event.graph)}"
        if focused and around and view.layout != "matrix":  # which shows the whole
            title += f" around {around} · depth {view.depth}"
        marks = captions.legend_of(event.graph, self._drawn, self._ascii)
        order = captions.order_text(event.graph, self._drawn)
        count = len(event.graph.nodes)
        left = f"{count} of {count_of(count + event.left_out, 'node')}" if event.left_out else ""
        told = (left, *dropped, event.picture.why or marks)
        self._titles = " · ".join(filter(None, (title, rule, order))), " · ".join(filter(None, told))
        self._show_titles()
        self._show_bars()
        self._tell_node(self.view.node_id)
        self._tell_alone()
        if len(self._viewer.whole(view).nodes) <= LARGE:
            self._start_measuring()

    def _show_titles(self) -> None:
        """Write what the drawing is into its frame, and what of a table is out of sight."""
        above, below = self._titles
        self.view.retitle(above, " · ".join(filter(None, (self.view.out_of_sight, below))))

    def _come_to(self, view: GraphView) -> None:
        """Take a view for the one that stands, and forget what was kept of nodes that its graph does not have."""
        whole = self._viewer.whole(view)
        if view.focus is not None and not self._has(whole, view.focus):
            view = structs.replace(view, focus=None)
            self._trail.amend(view)
        self._seen, self._seen_whole = view, whole
        first = self._first_end
        if first and not self._has(whole, first.id):
            self._first_end = None
            name = safe_line(first.label)
            self.notify(f"{name} is not in this graph: p begins a new path.", markup=False, timeout=4)

    def _tell_alone(self) -> None:
        """Say why another node stands in the middle than the one that was asked for; once."""
        wanted, self._asked_for = self._asked_for, None
        if wanted and self._now.kind == "organizations" and not self._has(self._shown, wanted):
            name = safe_line(self._catalog.organization_name(wanted))
            self.notify(f"{name} is tied to nobody here.", markup=False, timeout=4)

    # The side pane

    def on_graph_canvas_node_highlighted(self, event: GraphCanvas.NodeHighlighted) -> None:
        event.stop()
        self._tell_node(self.view.node_id)  # which may have gone on since the view told of it
        self._show_titles()
        self.view.renew()

    def on_graph_canvas_link_highlighted(self, event: GraphCanvas.LinkHighlighted) -> None:
        event.stop()
        if self.view.link is None:  # gone on since, or to another graph
            return
        link = self._shown.links[self.view.link]
        names = {node.id: safe_line(node.label) for node in self._shown.nodes}
        ends = (" → " if link.directed else " – ").join(names.get(end, end) for end in link.ends)
        self._tell_ties(ends, link.evidence)

    def on_graph_canvas_cell_highlighted(self, event: GraphCanvas.CellHighlighted) -> None:
        event.stop()
        cell = self.view.cell
        if cell is None:  # gone on since, or to another graph
            return
        names = {node.id: safe_line(node.label) for node in self._shown.nodes}
        self._tell_ties(" – ".join(names[end] for end in cell), analysis.between(self._shown, *cell))

    def _tell_ties(self, title: str, ties: tuple[Tie, ...]) -> None:
        """Show the ties of a line, or of a cell of the table, beside the drawing."""
        items = tuple(self._tie_item(tie, brief=True) for tie in ties)
        self.detail.show(Shown(title, count_of(len(ties), "tie"), "dim", (Page("Evidence", items),)))
        self.detail.retitle("What proves it", "Enter opens it · i sources")
        self._show_titles()
        self.view.renew()

    def on_detail_asked(self, event: Detail.Asked) -> None:
        event.stop()
        self.app.push_screen(ties_page(event.ties, self._ascii))

    def on_graph_canvas_link_chosen(self, event: GraphCanvas.LinkChosen) -> None:
        event.stop()
        self.action_side()

    def on_graph_canvas_node_chosen(self, event: GraphCanvas.NodeChosen) -> None:
        event.stop()
        if not self._can_act() or not self._has(self._seen_whole, event.node_id):
            return
        if event.node_id.startswith("model:") or self._now.kind == "lineage":
            model_id = event.node_id.removeprefix("model:")
            if self._catalog.model(model_id) and self._now.focus == event.node_id:
                self.post_message(OpenModel(model_id))
                return
        self._change(focus=event.node_id, layout="auto")

    def _tie_item(self, tie: Tie, brief: bool = False) -> Item:
        """Return a tie as a line: it leads to the model that proves it, or else to its sources."""
        link = Link("model", tie.model) if tie.model and self._catalog.model(tie.model) else None
        mark = "!" if tie.disputed else ""
        return Item("link", safe_line(tie.told(brief)), mark=mark, link=link, ties=(tie,))

    def _tie_items(self, ties: Iterable[Tie]) -> Iterator[Item]:
        """Yield ties as lines, the latest first."""
        for tie in sorted(ties, key=lambda each: each.date or "", reverse=True):
            yield self._tie_item(tie)

    def _start_measuring(self) -> None:
        key = self._seen_key
        if key and key not in self._measured and key not in self._measuring:
            self._measuring.add(key)
            self.run_worker(partial(self._measure, key, self._seen_whole), thread=True, group="measure")

    @property
    def _seen_key(self) -> tuple[GraphKind, Names] | None:
        return (self._seen.kind, self._seen.names) if self._seen else None

    def _measure(self, key: tuple[GraphKind, Names], whole: Graph) -> None:
        self.post_message(self.Measured(key, analysis.measures(whole)))

    def on_graph_screen_measured(self, event: Measured) -> None:
        event.stop()
        self._measured[event.key] = event.measured
        if event.key == self._seen_key:
            self._tell_node(self.view.node_id)

    def _numbers(self, node_id: str) -> tuple[Item, ...]:
        """Return a node's measures; those of a large graph take a while, and come when they are there."""
        key = self._seen_key
        measured = self._measured.get(key, {}) if key else {}
        mine = measured.get(node_id)
        if mine is None or key is None:
            return (Item("quiet", "Being measured …"),)
        every = measured.values()
        rank = 1 + sum(each.betweenness > mine.betweenness for each in every)
        kind, _ = key
        return (
            *[Item("fact", str(mine.partners), "Partners")] * (kind in ("collaboration", "organizations")),
            *[Item("fact", str(mine.degree), "Neighbors")] * (kind != "collaboration"),
            Item("fact", f"{mine.weight:g}", "Ties"),
            Item("fact", f"{mine.betweenness:.3f}, rank {rank} of {len(measured)}", "Between"),
            Item("fact", f"{mine.community} of {max(each.community for each in every)}", "Community"),
            Item("fact", f"{mine.part} of {max(each.part for each in every)}", "Part"),
        )

    def _tell_node(self, node_id: str | None) -> None:
        """Show a node's partners, models and measures beside the drawing."""
        whole = self._seen_whole
        node = next((each for each in whole.nodes if each.id == node_id), None)
        if node is None or node_id is None:
            self.detail.show(Shown("", "", "dim", ()))
            return
        around = analysis.groups(whole, node_id)
        near = {other for others in around.values() for other in others}
        names = {each.id: safe_line(each.label) for each in whole.nodes if each.id in near}
        seen: dict[Tie, None] = {}
        items: list[Item] = []
        for group, others in around.items():
            items.append(Item("heading", group_heading(group, others)))
            for other, ties in others.items():
                seen.update(dict.fromkeys(ties))
                count = f" · {count_of(len(ties), 'model')}" if ties[0].kind == TOGETHER else ""
                items.append(
                    Item("link", f"{names[other]}{count}", link=Link("organization", other), ties=ties)
                )
        counts = [counted_group(group, len(others)) for group, others in around.items()]
        tags = " · ".join((node.frame, *counts))
        pages = (Page("Ties", tuple(items) or (Item("quiet", "Nothing is known of its ties."),)),
                 Page("Evidence", self._tie_items(seen)), Page("Measures", self._numbers(node_id)))  # fmt: skip
        self.detail.show(Shown(node.label, tags, "dim", pages))
        self.detail.retitle("Node", "d goes in · t turns")

    def on_detail_followed(self, event: Detail.Followed) -> None:
        event.stop()
        if event.link.kind == "model":
            self.post_message(OpenModel(event.link.id))
        else:
            self.action_leave_side()
            if self._can_act() and not self.view.reach(event.link.id):
                self._change(focus=event.link.id)

    # Bars

    def _show_bars(self, busy: bool = False) -> None:
        head = self._catalog.head
        left: tuple[Piece, ...] = ((" genai-tui", "accent"), (f" · {safe_line(head.title)}", "strong"),
                                   (f" · data {safe_line(head.version)} of {head.date}", "dim"),
                                   (" · drawing…" if busy else "", "warn"))  # fmt: skip
        self.header.show(left, ((" 1 Browse ", "dim"), (" 6 Graph ", "accent")))
        self.hint.show(key_pieces(GRAPH))

    # Finding a node, a path, a command

    def _completions(self, text: str, at: int) -> tuple[Completion, ...]:
        return ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave `/` and `:` to the line while it is being typed on."""
        return not (action in ("find", "line") and self.ask.is_typed_on)

    def action_find(self) -> None:
        self.ask.open("query", "", [], self.view, self.view)

    def action_line(self) -> None:
        self.ask.open("command", "", [], self.view, self.view)

    def _nearest(self, text: str) -> str | None:
        """Return the node of the whole graph that typed words mean."""
        whole = self._whole
        costs = nearest_ids([(name, node.id) for node in whole.nodes for name in (node.label, node.id)], text)
        near = [node_id for node_id, cost in costs.items() if cost <= min(costs.values()) + _ABOUT_AS_NEAR]
        ties = {node_id: sum(node_id in link.ends for link in whole.links) for node_id in near}
        return max(near, key=lambda node_id: ties[node_id], default=None)

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        event.stop()
        found = self._nearest(event.query)
        name = next(
            (safe_line(node.label) for node in self._whole.nodes if node.id == found),
            "nothing",
        )
        self.ask.tell((("   ", "text"), (name, "strong"), (" · Enter goes there", "dim")))
        self.ask.renew()

    def on_prompt_left(self, event: Prompt.Left) -> None:
        event.stop()

    async def on_prompt_taken(self, event: Prompt.Taken) -> None:
        event.stop()
        text = event.text.strip()
        if event.mode == "command":
            await self._do(text)
        elif (found := self._nearest(text)) is None:
            self.notify(f"No such node: {safe_line(text)}", markup=False, timeout=3)
        elif not (self._is_drawn and self.view.reach(found)):
            self._change(focus=found)

    async def _do(self, text: str) -> None:
        command = next((each for each in GRAPH if text in (each.name, each.id)), None)
        if command:
            await self.run_action(command.action)
        elif text:
            self.notify(f"No such command: {safe_line(text)}", severity="warning", markup=False)

    async def on_run_command(self, event: RunCommand) -> None:
        event.stop()
        await self.run_action(event.action)

    # Actions, named in the table of commands

    def action_kind(self) -> None:
        self._change(kind=KINDS[(KINDS.index(self._now.kind) + 1) % len(KINDS)], focus=None, layout="auto")

    def action_names(self) -> None:
        self._change(names=NAMES[(NAMES.index(self._now.names) + 1) % len(NAMES)], focus=None)

    def action_depth(self, step: int) -> None:
        if not self._can_act():
            return
        depth = max(1, min(DEEPEST, self._now.depth + step))
        focus = self._now.focus or self.view.node_id
        if depth == self._now.depth and self._now.focus is not None:
            self.notify(f"The depth goes from 1 to {DEEPEST}.", timeout=2)
        else:
            self._change(depth=depth, focus=focus)

    def action_whole(self) -> None:
        self._change(focus=None, layout="lines" if len(self._whole.nodes) > LARGE else "auto")

    def action_matrix(self) -> None:
        self._change(layout="auto" if self._now.layout == "matrix" else "matrix")

    def action_path(self) -> None:
        """Take the first end of a path, then show the path to the second."""
        if not self._can_act() or self.view.node_id is None:
            return
        whole, here = self._seen_whole, self.view.node_id
        names = {node.id: safe_line(node.label) for node in whole.nodes}
        if self._first_end is None or self._first_end.id == here:
            self._first_end = next(node for node in whole.nodes if node.id == here)
            self.notify(
                f"From {names[here]}: go to the other end and press p again.", markup=False, timeout=5
            )
            return
        start, self._first_end = self._first_end.id, None
        hops = analysis.path(whole, start, here)
        if hops is None:
            sizes = analysis.part_sizes(whole, start, here)
            items: tuple[Item, ...] = (
                Item("prose", f"They are in separate parts, of sizes {sizes[0]} and {sizes[1]}."),
            )
        else:
            steps: list[Item] = []
            for hop in hops:
                steps.append(Item("heading", f"{names[hop.from_id]} – {names[hop.to_id]}"))
                steps += [self._tie_item(tie, brief=True) for tie in hop.evidence]
            if turn := analysis.backward(hops):
                before, after = (f"{names[hop.from_id]} – {names[hop.to_id]}" for hop in turn)
                steps.append(Item("quiet", f"This path goes back in time: {after} lies before {before}."))
            items = tuple(steps)
        self.app.push_screen(TextPage(f"From {names[start]} to {names[here]}", items, self._ascii))

    def action_travel(self, step: int) -> None:
        if self._trail.travel(step):
            self._draw()
        else:
            self.notify("Nothing further back." if step < 0 else "Nothing further on.", timeout=2)

    def action_side(self) -> None:
        self.detail.display = True
        self.view.display = self.size.width >= 100
        self.set_focus(self.detail)

    def action_leave_side(self) -> None:
        self.view.display = True
        self.detail.display = self.size.width >= 100
        self.set_focus(self.view)

    def action_tab(self, step: int) -> None:
        self.detail.turn(step)
        if (
            self.detail.page_title == "Measures"
        ):  # those of a large graph take their time: only when asked for
            self._start_measuring()

    def action_step_back(self) -> None:
        """Undo one thing: the side pane, the last view, then the screen."""
        if self.detail.has_focus:
            self.action_leave_side()
        elif self._trail.travel(-1):
            self._draw()
        else:
            self.action_browse()

    def action_browse(self) -> None:
        self.dismiss()

    def action_copy_command(self) -> None:
        """Copy the command that prints the drawing."""
        if self._drawn_view is not None:
            self.post_message(CopyText(self._opened.command_of_drawing(self._drawn_view, self._ascii)))

    def action_legend(self) -> None:
        """Show what stands behind the tie at the cursor, or else what the drawing means."""
        ties = self._ties_at_hand()
        if ties:
            self.app.push_screen(ties_page(ties, self._ascii))
            return
        items: list[Item] = []
        lines = captions.lines_legend(self._shown, self._drawn) + captions.heads_legend(
            self._shown, self._drawn
        )
        boxes = captions.boxes_legend(self._shown, self._drawn, self._ascii)
        for heading, entries in (("Boxes", boxes), ("LineList", () if self._drawn.heads else lines)):
            items += [Item("heading", heading)] if entries else []
            items += [Item("bullet", f"{entry.glyphs}  {entry.words}") for entry in entries]
        if self._drawn.heads:
            items += [Item("heading", "Matrix"), Item("bullet", legend(self._ascii))]
        self.app.push_screen(TextPage("What the drawing means", tuple(items), self._ascii))

    def _ties_at_hand(self) -> tuple[Tie, ...]:
        """Return the ties of the line in the pane, or of the line or cell of the drawing, at the cursor."""
        if self.detail.has_focus:
            return self.detail.item.ties if self.detail.item else ()
        if self.view.link is not None:
            return self._shown.links[self.view.link].evidence
        return analysis.between(self._shown, *self.view.cell) if self.view.cell else ()

    def action_help(self) -> None:
        self.app.push_screen(HelpPage(self._ascii, GRAPH))


_ABOUT_AS_NEAR = 0.8
"""Names so little further off are meant as likely: the one with most ties is."""
