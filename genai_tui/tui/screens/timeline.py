"""The screen Timeline: releases in lanes, or an attribute against date with a lane for what is not stated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from textual import getters
from textual.binding import BindingType
from textual.widget import Widget

from genai_tui.catalog.cells import count_of
from genai_tui.catalog.sanitize import safe_line
from genai_tui.tui.background import Stop
from genai_tui.tui.commands import TIMELINE, TIMELINE_FOOTER, TIMELINE_KEYS, screen_bindings
from genai_tui.tui.messages import OpenScreen
from genai_tui.tui.roles import hue
from genai_tui.tui.screens.export_screen import Copied
from genai_tui.tui.screens.table_screen import TableScreen
from genai_tui.tui.session import Session
from genai_tui.tui.widgets.count_grid import CountGrid
from genai_tui.tui.widgets.plot_canvas import PlotCanvas, room_of
from genai_tui.view import timeline
from genai_tui.view.browse import BrowseView
from genai_tui.view.own_keys import key, keyed
from genai_tui.view.plot_picture import PlotPicture, plot_picture
from genai_tui.view.record_ref import RecordRef
from genai_tui.view.timeline import TimelineView
from genai_tui.view.timeline_plot import Plotted

if TYPE_CHECKING:  # seldom asked for
    from genai_tui.view.this_screen import Printed


class TimelineScreen(TableScreen[TimelineView]):
    """When models came out, and how large, how dear and how much trained they were."""

    BINDINGS: ClassVar[list[BindingType]] = screen_bindings(TIMELINE)
    TABLE = TIMELINE
    FOOTER = TIMELINE_FOOTER
    PANE_HELP = TIMELINE_KEYS
    CHANGES = timeline.CHANGES
    COMMAND = "timeline"

    canvas = getters.query_one("#plot", PlotCanvas)

    def __init__(self, session: Session, view: TimelineView) -> None:
        super().__init__(session, view)
        self._plotted: Plotted | None = None

    def make_panes(self) -> Iterator[Widget]:
        yield CountGrid(id="counts", classes=self.ascii_class)
        yield PlotCanvas(id="plot", classes=self.ascii_class)

    # The view

    def work(self, view: TimelineView) -> Callable[[Stop], Any]:
        if view.y is None:
            return super().work(view)
        catalog, models = self.session.catalog_at(view.as_of), self._models.of(view.as_of)
        room = room_of(self.panes.here.content_size)
        ascii_only, captions = self.session.ascii_only, self.canvas.captions

        def plot(stop: Stop) -> tuple[Plotted, PlotPicture | None]:
            """Draw for the room that there is by now, if any: of many points that takes longer than a frame."""
            found = view.plotted(catalog, models.meeting(view.query, stop))
            return found, plot_picture(found, room, ascii_only, captions) if min(room) > 0 else None

        return plot

    def show(self, view: TimelineView, result: Any) -> TimelineView:
        pane = "plot" if isinstance(result, tuple) else "counts"
        if self.panes.current != pane:
            self.panes.current = pane
            self.panes.fit()
            if not self.prompt.is_typed_on:
                self.go_to_pane(pane)
        if not isinstance(result, tuple):
            self._plotted = None
            return super().show(view, result)
        plotted, picture = result
        self._plotted, self._table = plotted, None
        at = next((place for place, model in enumerate(plotted.models) if model.id == view.at), None)
        self.canvas.show(
            plotted, at, lambda number: hue(self.catalog, plotted.models[number].category), picture
        )
        asked = f" · /{safe_line(view.query.strip())}" if view.query.strip() else ""
        self.canvas.retitle(f"{plotted.title}{asked}", f"{view.scaling} · {key('sort', 's')} other axis")
        self.tell_found(plotted.title)
        return view

    def on_plot_canvas_outgrown(self, event: PlotCanvas.Outgrown) -> None:
        event.stop()
        self.go(self.wanted, visit=False)

    @property
    def answers(self) -> str:
        return self.panes.current

    @property
    def is_empty(self) -> bool:
        return self._plotted is None and super().is_empty

    @property
    def record_at_hand(self) -> RecordRef | None:
        number = self.canvas.number if self._plotted is not None else None
        return (
            RecordRef("model", self._plotted.models[number].id)
            if self._plotted and number is not None
            else None
        )

    def choose(self, choice: str, record: RecordRef | None) -> None:
        """Show the lanes, or the axis, that were typed after the screen's name."""
        axes = timeline.axes_of(self.catalog)
        self.action_change("axis" if any(each.startswith(choice) for each in axes) else "lanes", choice)

    # What the plot tells

    def on_plot_canvas_highlighted(self, event: PlotCanvas.Highlighted) -> None:
        event.stop()
        if (record := self.record_at_hand) and not self.is_working:
            self.amend(at=record.id)
        self.canvas.renew()

    def on_plot_canvas_at_edge(self, event: PlotCanvas.AtEdge) -> None:
        event.stop()
        plotted, x = self._plotted, self.canvas.plot.x
        if plotted and plotted.window and plotted.every and x:
            shown = x.first, x.end - 1
            view = timeline.panned(self.wanted, plotted.every, plotted.window or shown, event.step)
            if (view.start, view.end) != (self.wanted.start, self.wanted.end):
                self.go(view, visit=False)

    def on_plot_canvas_chosen(self, event: PlotCanvas.Chosen) -> None:
        """List the models of a cell in Browse, by a query that finds just them."""
        event.stop()
        cell, plotted = self.canvas.cell, self._plotted
        if cell is None or plotted is None:
            return

        def found(query: str) -> set[str]:
            return {record.id for record in self.make_index().ask(query).records}

        query = plotted.query(self.canvas.plot, cell, self.view.query, found)
        if query is None:
            self.say(keyed("Too many for one query; {timeline.closer:+} looks closer."))
            return
        self.post_message(
            OpenScreen(
                "browse",
                view=BrowseView(self.view.catalogs, self.view.overlays, query=query, as_of=self.view.as_of),
            )
        )

    # Actions, named in the table of commands

    def action_change(self, name: str, choice: str = "") -> None:
        plots = self.wanted.y is not None
        if name == "lanes" and plots and not choice:
            self.say(keyed("Only releases have lanes; {sort:s} goes to them."), timeout=3)
        elif name in ("scale", "marks") and not plots:
            self.say(keyed("Releases have no axis of values; {sort:s} chooses one."), timeout=3)
        elif name in ("closer", "farther") and plots:
            self._zoom(name == "closer")
        else:
            super().action_change(name, choice)

    def _zoom(self, nearer: bool) -> None:
        plotted, x = self._plotted, self.canvas.plot.x
        if plotted is None or plotted.every is None or x is None or self.canvas.cell is None:
            return
        at = x.period(self.canvas.cell[0])[0]
        shown = plotted.window or plotted.every
        view = timeline.zoomed(self.wanted, plotted.every, shown, at, nearer)
        if (view.start, view.end) == (self.wanted.start, self.wanted.end):
            self.say("The whole time is shown." if not nearer else "No closer than a year.", timeout=2)
        else:
            self.go(view)

    def action_lane(self, step: int) -> None:
        """Go to the next lane."""
        if self._plotted is not None:
            self.canvas.go_to_lane(step)
        else:
            self.counts.action_move(step)

    def action_sources(self) -> None:
        if self._plotted is not None:
            self.open_claims(self._plotted.attribute.path.partition("|")[0])
        else:
            super().action_sources()

    def printed(self) -> Printed | None:
        if (plotted := self._plotted) is None:
            return super().printed()
        # Imported here: seldom asked for.
        from genai_tui.view.command_line import plot_command
        from genai_tui.view.this_screen import Printed

        command = plot_command(self.view, self.canvas.room, self.session.ascii_only)
        ids = tuple(f"{model.id} {cell}" for model, cell in zip(plotted.models, plotted.cells, strict=True))
        return Printed(command, ids, count_of(len(ids), "model"))

    def copied(self) -> Copied:
        if self._plotted is None:
            return super().copied()
        # Imported here: little is taken along.
        from genai_tui.tui.sheet_text import SheetText
        from genai_tui.view.plot_sheet import PlotSheet

        size = self.canvas.content_size
        sheet = PlotSheet(self._plotted, self.view.query.strip(), size.width, size.height)
        field = self._plotted.attribute.path.partition("|")[0]
        return Copied(
            self.record_at_hand, field=field, screen=SheetText(self.catalog, sheet, self.session.ascii_only)
        )
