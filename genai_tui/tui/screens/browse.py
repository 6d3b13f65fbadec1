"""Browse: facet tree, model table, detail. The screen owns query, grouping, order, choice and trail."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import DescendantFocus, Resize
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widget import Widget

from genai_tui.catalog.model import Catalog
from genai_tui.catalog.sanitize import count_of, safe_line
from genai_tui.search.answer import Answer
from genai_tui.search.grouping import Facet, facets_of, first_facet
from genai_tui.search.sorting import Order, attribute_in, orders_of
from genai_tui.search.syntax import QueryProblem
from genai_tui.storage.loader import shipped_names
from genai_tui.tui.asking import Asking
from genai_tui.tui.background import Soon
from genai_tui.tui.commands import BROWSE, bindings
from genai_tui.tui.copying import Opened, name_and_address
from genai_tui.tui.messages import CopyText, OpenGraph, OpenModel, RunCommand, ShowAnswer, ShowArranged
from genai_tui.tui.records import shown_model, shown_record
from genai_tui.tui.saved_state import Memory, NotSaved
from genai_tui.tui.screens.text_page import HelpPage, SavedPage, about_page, sources_page, ties_page, why_page
from genai_tui.tui.trail import History, Place
from genai_tui.tui.widgets.cached_render import CachedRender
from genai_tui.tui.widgets.detail import Detail
from genai_tui.tui.widgets.facet_tree import FacetTree
from genai_tui.tui.widgets.line_list import Piece
from genai_tui.tui.widgets.model_table import ModelTable
from genai_tui.tui.widgets.pane_row import PANES, Pane, PaneRow
from genai_tui.tui.widgets.prompt import Prompt
from genai_tui.tui.widgets.prompt_input import Mode
from genai_tui.tui.widgets.status_bar import StatusBar, key_pieces
from genai_tui.view.arrangement import Arranged, Arranging, Wish

if TYPE_CHECKING:  # the search comes with the first query
    from genai_tui.search.completion import Completion
    from genai_tui.search.index import SearchIndex

SMALLEST = (60, 16)


class BrowseScreen(CachedRender, Screen[None]):
    """The first screen: what there is, and everything about each."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(BROWSE)

    panes = getters.query_one("#panes", PaneRow)
    facet_tree = getters.query_one("#tree", FacetTree)
    table = getters.query_one("#table", ModelTable)
    detail = getters.query_one("#detail", Detail)
    ask = getters.query_one("#ask", Prompt)
    header = getters.query_one("#header", StatusBar)
    hint = getters.query_one("#footer", StatusBar)

    def __init__(
        self,
        catalog: Catalog,
        index: Callable[[], SearchIndex],
        start: Place | None = None,
        ascii_only: bool = False,
        memory: Memory | None = None,
        opened: Opened | None = None,
    ) -> None:
        """Show `catalog`; `index` gives its search index, which is built when first asked for."""
        super().__init__()
        self._catalog = catalog
        self._index = index
        self._start_at = start
        self._opened = opened or Opened()
        self._ascii = ascii_only
        self._memory = memory or Memory()
        self._asking = Asking(catalog, index)
        self._arranging = Arranging(catalog)
        self._soon: Soon[Arranged] = Soon("arrange")
        self._to_first = False
        self._afterwards: list[Callable[[], None]] = []
        self._empty: tuple[str, ...] = ()
        self._facet: Facet = first_facet(catalog)
        self._group_id: str | None = None
        self._followed: tuple[str | None, str | None] = (None, None)
        self._order: Order = "best"
        self._reverse = False
        self._marked: frozenset[str] = frozenset()
        self._trail: History[Place] = History()
        self._pane: Pane = "tree"
        self._zoomed = False

    def compose(self) -> ComposeResult:
        extra = "-ascii" if self._ascii else None
        yield StatusBar(id="header", classes=extra)
        with PaneRow(id="panes"):
            yield FacetTree(self._catalog, id="tree", classes=extra)
            yield ModelTable(self._catalog, id="table", classes=extra)
            yield Detail(id="detail", classes=extra)
        yield Prompt(self._completions, id="ask", classes=extra)
        yield StatusBar(id="footer", classes=extra)

    def on_mount(self) -> None:
        self.detail.retitle("Detail")
        self.facet_tree.focus()
        if self._start_at:
            self._visit(self._start_at)
            (self.table if self._start_at.kind == "model" else self.detail).focus()
        elif self._catalog.models:
            first = self._catalog.models[0]  # at hand: to look for one by its id takes a table of all ids
            self._trail.visit(Place("model", first.id))
            self.detail.show(shown_model(self._catalog, first))
        self._show_arranged(self._arranging.arrange(self._wish))  # for the first frame, however long it takes
        self.call_after_refresh(self._tell_trouble)

    def on_unmount(self) -> None:
        self._asking.forget()  # a search that still runs stops for want of a question
        self._soon.forget()

    # What is shown

    def _show_models(self, then: Callable[[], None] | None = None, to_first: bool = False) -> None:
        """Show query, grouping and order anew in tree and table, and the first model in the detail if `to_first`.

        Of a large catalog that takes a while: what stands stays until it is done, and then comes `then`.
        """
        self._to_first = self._to_first or to_first
        if then:
            self._afterwards.append(then)
        work = partial(self._arranging.arrange, self._wish)
        arranged = work() if self._asking.at_once else self._soon.get(work, self._arranged_later)
        if arranged:
            self._show_arranged(arranged)
        else:
            self.table.retitle(self.table.titles[0], "working …")

    @property
    def _wish(self) -> Wish:
        return Wish(self._answer.models, self._facet, self._group_id, self._order, self._reverse)

    def _arranged_later(self, turn: int, arranged: Arranged) -> None:
        self.post_message(ShowArranged(turn, arranged))

    def on_show_arranged(self, event: ShowArranged) -> None:
        event.stop()
        if event.turn == self._soon.turn:
            self._show_arranged(event.arranged)

    def _show_arranged(self, arranged: Arranged) -> None:
        here, models = arranged.here, arranged.models
        if self._to_first and models:
            self._glance(Place("model", models[0].id))
        self._to_first = False
        self.facet_tree.show(self._facet, arranged.groups, len(self._answer.models))
        self._followed = self.facet_tree.node.place
        self._group_id = here.id if here else None
        place = self._trail.here
        by = attribute_in(self._order)
        columns = (*((by.name,) if by else ()), *self._answer.query.fields)
        self.table.show(
            models, self._marked, self._answer.hits, place.id if place else None, self._empty, columns
        )
        self.facet_tree.retitle({"category": "Categories"}.get(self._facet, f"By {self._facet}"))
        # Last, since it may be long: the frame cuts it off there.
        asked = f" · /{safe_line(self._answer.query.text)}" if self._answer.query else ""
        marked = f" · {len(self._marked)} marked" if self._marked else ""
        self.table.retitle(
            f"Models · {here.label if here else 'all'} · {len(models)} of {len(self._catalog)}{asked}",
            f"{self._order} {'up' if self._reverse else 'down'}{marked}",
        )
        self._show_bars()
        afterwards, self._afterwards = self._afterwards, []
        for act in afterwards:
            act()

    def _show_detail(self) -> None:
        place = self._trail.here
        shown = shown_record(self._catalog, place) if place else None
        if shown:
            self.detail.show(shown)

    def _show_bars(self) -> None:
        width, height = self.size
        if self.has_class("-small"):
            words = f"This needs {SMALLEST[0]}x{SMALLEST[1]}; here are {width}x{height}."
            self.header.show(((words, "warn"),))
            return
        head = self._catalog.head
        left: list[Piece] = [(" genai-tui", "accent"), (f" · {safe_line(head.title)}", "strong"),
                             (f" · {count_of(len(self._catalog), 'model')}", "text"),
                             (f" · {count_of(len(self._catalog.organizations), 'organization')}", "text"),
                             (f" · data {safe_line(head.version)} of {head.date}", "dim")]  # fmt: skip
        if self._catalog.report:
            left.append(
                (f" · {sum(each.count for each in self._catalog.report)} not carried over (a)", "warn")
            )
        self.header.show(tuple(left), ((" 1 Browse ", "accent"), (" 6 Graph ", "dim")))
        self.hint.show(key_pieces(BROWSE), (("marks ✓ space  ", "dim"),) if self._marked else ())

    @property
    def _answer(self) -> Answer:
        return self._asking.answer

    @property
    def order(self) -> Order:
        """What the table is sorted by."""
        return self._order

    # The trail

    def _visit(self, place: Place) -> None:
        self._trail.visit(place)
        self._show_detail()

    def _glance(self, place: Place) -> None:
        if self._trail.glance(place):
            self._show_detail()

    def _travel(self, step: int) -> None:
        if not self._trail.travel(step):
            self.notify("Nothing further back." if step < 0 else "Nothing further on.", timeout=2)
            return
        self._show_detail()
        place = self._trail.here
        if place and place.kind == "model":
            self._show_models()

    # Facts from the panes

    def on_facet_tree_highlighted(self, event: FacetTree.Highlighted) -> None:
        event.stop()
        self._follow_tree()

    def _follow_tree(self) -> None:
        """Show what the tree's cursor stands on by now; it may have moved on since it told of it."""
        node = self.facet_tree.node
        if node.place == self._followed:
            return
        self._group_id = node.group_id
        if node.model_id:
            self._glance(Place("model", node.model_id))  # before the table looks for it
        self._followed = node.place
        self.facet_tree.renew()
        self._show_models(self._show_followed)

    def _show_followed(self) -> None:
        """Show in the detail what the tree stands on: an organization, or the model that the table stands on."""
        node = self.facet_tree.node
        if self._facet == "organization" and node.group_id and not node.model_id:
            self._glance(Place("organization", node.group_id))
        elif self.table.model:
            self._glance(Place("model", self.table.model.id))

    def on_facet_tree_chosen(self, event: FacetTree.Chosen) -> None:
        event.stop()
        self._focus_pane("detail" if event.model_id else "table")

    def on_model_table_highlighted(self, event: ModelTable.Highlighted) -> None:
        event.stop()
        if self.table.model and self.table.model.id == event.model_id:  # else other models have come since
            self._glance(Place("model", event.model_id))
        self.table.renew()

    def on_model_table_chosen(self, event: ModelTable.Chosen) -> None:
        event.stop()
        self._glance(Place("model", event.model_id))
        self._focus_pane("detail")

    def on_model_table_marked(self, event: ModelTable.Marked) -> None:
        event.stop()
        self._marked = self._marked ^ {event.model_id}
        self._show_models(partial(self.table.action_move, 1))

    def on_detail_followed(self, event: Detail.Followed) -> None:
        event.stop()
        link = event.link
        if link.kind == "web":
            self.post_message(CopyText(safe_line(link.id)))
        elif link.kind == "organization":
            self._visit(Place("organization", link.id))
        else:
            self.go_to(link.id)

    def go_to(self, model_id: str) -> None:
        """Show a model in all panes, whatever query and group stood before."""
        if model_id not in {model.id for model in self.table.models}:
            self._group_id = None
            if all(model.id != model_id for model in self._answer.models):
                self._forget_query()
        self._visit(Place("model", model_id))
        self._show_models()

    # The query and command line

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        event.stop()
        self._ask(event.query)
        self.ask.renew()

    def _ask(self, text: str, taken: bool = False) -> None:
        """Ask a query; what is shown stays until there is an answer, and a mistake in one `taken` is told apart."""
        from genai_tui.search.parser import parse  # imported here: as above

        self._asking.text = text
        try:
            query = parse(text)
        except QueryProblem as problem:
            self._show_answer(problem)
            if taken:  # the line, which points at it, has closed
                self._say(f"Not asked: {problem}", "warning")
            return
        if self._asking.at_once:
            answer: Answer | QueryProblem | None = self._asking.find(query)
        else:
            answer = self._asking.find_soon(query, partial(self._answer_later, query.text))
        if answer is not None:
            self._show_answer(answer)

    def _answer_later(self, text: str, answer: Answer | QueryProblem) -> None:
        """Bring an answer home from its thread; it is dropped if something else is asked by then."""
        self.post_message(ShowAnswer(text, answer))

    def on_show_answer(self, event: ShowAnswer) -> None:
        event.stop()
        if event.text == self._asking.text:
            self._show_answer(event.answer)

    def _show_answer(self, answer: Answer | QueryProblem) -> None:
        """Show an answer, or what is wrong with the question under it; the last good answer stays then."""
        if isinstance(answer, QueryProblem):
            self.ask.point(answer.start, answer.end, str(answer))
            return
        begun = answer.query.field_begun if self.ask.is_typed_on and not answer.models else ""
        if begun:
            self.ask.tell(((f"   {begun}: begins a filter · Tab completes", "dim"),))
            return
        self._asking.answer = answer
        self._empty = () if answer.models else self._asking.what_empties(answer.query)
        self._group_id = None
        self._show_models(self._tell_found, to_first=bool(answer.query))

    def _tell_found(self) -> None:
        """Say under the line how many there are, and what led to the first."""
        count = len(self._answer.models)
        pieces: list[Piece] = [("   ", "text"), (f"{count} of {len(self._catalog)}", "strong")]
        first = self.table.model
        if first and (hit := self._answer.hits.get(first.id)):
            pieces.append((f" · first by {hit.where}: {hit.ways or 'word for word'}", "dim"))
        pieces.append((" · Tab completes", "dim"))
        self.ask.tell(tuple(pieces))

    def _completions(self, text: str, at: int) -> tuple[Completion, ...]:
        from genai_tui.search.completion import complete  # imported here: as above

        return complete(self._index(), text, at)

    def _forget_query(self) -> None:
        self._asking.forget()
        self._empty = ()

    async def on_prompt_taken(self, event: Prompt.Taken) -> None:
        """Take what stands on the line: a query goes on to the table, a command is done."""
        event.stop()
        if event.mode == "query":
            self._memory.remember(event.text)
            self._tell_trouble()
            self._focus_pane("table")
            if event.text != self._answer.query.text:
                self._ask(event.text, taken=True)
        else:
            self._focus_pane(self._pane)
            await self._do(event.text.strip())

    def on_prompt_left(self, event: Prompt.Left) -> None:
        """Close the line; a query on it is given up."""
        event.stop()
        if event.mode == "query" and (self._answer.query or self._asking.text):
            self._forget_query()
            self._show_models()
        self._focus_pane(self._pane)

    def on_open_model(self, event: OpenModel) -> None:
        event.stop()
        self.go_to(event.model_id)

    async def on_run_command(self, event: RunCommand) -> None:
        event.stop()
        await self.run_action(event.action)

    async def _do(self, text: str) -> None:
        """Do what was typed after `:`: a command's name, or else the name of a model."""
        if not text:
            return
        if text.startswith("catalog "):
            self._open_catalog(text.removeprefix("catalog ").strip())
            return
        if text.startswith("save "):
            self._save(text.removeprefix("save ").strip())
            return
        command = next((each for each in BROWSE if text in (each.name, each.id)), None)
        if command:
            await self.run_action(command.action)
            return
        self._go_to_named(text)

    def _go_to_named(self, text: str) -> None:
        """Show the record that a name stands for, or else, with a word, the model that a search has first."""
        from genai_tui.search.record_lookup import Entry, look_up_record  # imported here: as above

        lookup = look_up_record(self._catalog, text)
        record = lookup.found[0] if lookup.found else lookup.meant
        if record is None:
            named = (hit for hit in self._index().find(text) if hit.where in ("name", "alias") and hit.plain)
            if (hit := next(named, None)) is not None:
                record = Entry("model", hit.model_id, self._index().name_of(hit.model_id))
        if record is None:
            near = ", ".join(entry.name for entry in lookup.near[:3])
            self._say(f"No command and no record: {text}{near and f'. Near: {near}'}", "warning")
            return
        if len(lookup.found) > 1:
            self._say(f"{len(lookup.found)} are called {text}; this is {record.id}.")
        elif not lookup.found:
            self._say(f"Taking {text} for {record.name}.")
        if record.kind == "organization":
            self._visit(Place("organization", record.id))
        else:
            self.go_to(record.id)
        self._focus_pane("detail")

    def _say(self, words: str, severity: SeverityLevel = "information") -> None:
        self.notify(safe_line(words), severity=severity, markup=False, timeout=4)

    # PaneRow

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        # Not the event's widget: the keyboard may have gone on since.
        pane = next((each for each in PANES if self.focused and each == self.focused.id), None)
        if pane:
            self._pane = pane
            self._arrange()

    def _focus_pane(self, pane: Pane) -> None:
        self._follow_tree()  # before the next keys act on another pane
        self._pane = pane
        self._arrange()
        self.set_focus(self.panes.query_one(f"#{pane}"))

    def _arrange(self) -> None:
        self.panes.show(self._pane, self.size.width, self._zoomed)
        small = self.size.width < SMALLEST[0] or self.size.height < SMALLEST[1]
        self.set_class(small, "-small")
        self._show_bars()
        if not small and self.focused is None and self.app.app_focus:  # it was too small for any pane
            self.call_after_refresh(self._focus_pane, self._pane)

    def on_resize(self, event: Resize) -> None:
        self._arrange()

    # Actions, named in the table of commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave `/` and `:` to the line while it is being typed on."""
        return not (action in ("search", "line") and self.ask.is_typed_on)

    def action_search(self) -> None:
        # While the reader thinks of the first letter.
        self.run_worker(self._index().warm, thread=True, group="warm", exit_on_error=False)
        self._type("query", self._answer.query.text)

    def action_line(self) -> None:
        self._type("command", "")

    def _type(self, mode: Mode, text: str) -> None:
        pane = self.panes.query_one(f"#{self._pane}", Widget)
        past = self._memory.history() if mode == "query" else []
        self._tell_trouble()
        self.ask.open(mode, text, past, self.table if mode == "query" else pane, pane)

    def action_save(self) -> None:
        if self._answer.query:
            self._type("command", "save ")
        else:
            self.notify("There is no query to save.", timeout=3)

    def _save(self, name: str) -> None:
        if self._answer.query and name:
            try:
                self._memory.save(name, self._answer.query.text)
            except NotSaved as why:
                self.notify(safe_line(str(why)), severity="warning", markup=False, timeout=6)
                return
            self.notify(f"Saved as {safe_line(name)}; o opens saved queries.", markup=False, timeout=4)
        else:
            self.notify("Saving takes a query on screen and a name: save NAME", timeout=4)

    def _tell_trouble(self) -> None:
        """Say what could not be kept or read back unasked, each once in a session."""
        if words := self._memory.trouble():
            self.notify(words, severity="warning", markup=False, timeout=6)

    def action_saved(self) -> None:
        saved = self._memory.saved()
        if saved:
            self.app.push_screen(SavedPage(saved, self._ascii), self._use)
        else:
            why = self._memory.why_none_saved()
            self.notify(why or "No saved queries yet; w saves the one on screen.", markup=False, timeout=4)

    def action_catalogs(self) -> None:
        """Offer the catalogs that come with the program and those opened last."""
        names = dict.fromkeys([*shipped_names(), *self._memory.catalogs()])
        self._tell_trouble()
        known = {name: name for name in names}
        self.app.push_screen(SavedPage(known, self._ascii, "Catalogs"), self._open_catalog)

    def _open_catalog(self, name: str | None) -> None:
        """Leave for another catalog: it is loaded before the screen opens on it."""
        if name:
            self.app.exit(name)

    def _use(self, query: str | None) -> None:
        if query:
            self._ask(query)
            self._focus_pane("table")

    def action_why(self) -> None:
        model = self.table.model
        if model is None or not self._answer.query:
            self.notify("Without a query every model is shown.", timeout=3)
            return
        self.app.push_screen(why_page(self._answer, model, self._ascii))

    def action_regroup(self) -> None:
        facets = facets_of(self._catalog)
        self._facet = facets[(facets.index(self._facet) + 1) % len(facets)]
        self._group_id = None
        self._show_models()
        if not self.facet_tree.display:
            self._focus_pane("tree")

    def action_sort(self) -> None:
        orders = orders_of(self._catalog)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._reverse = False
        self._show_models()

    def action_reverse(self) -> None:
        self._reverse = not self._reverse
        self._show_models()

    def action_tab(self, step: int) -> None:
        self.detail.turn(step)

    def action_sources(self) -> None:
        item = self.detail.item if self._pane == "detail" else None
        if item and item.ties:
            self.app.push_screen(ties_page(item.ties, self._ascii))
            return
        place = self._trail.here
        page = sources_page(self._catalog, place, item.field if item else "", self._ascii) if place else None
        if page:
            self.app.push_screen(page)

    def action_back(self) -> None:
        self._travel(-1)

    def action_forward(self) -> None:
        self._travel(1)

    def action_graph(self) -> None:
        """Go to the graph, to the organization that is shown or the first one of the model."""
        place = self._trail.here
        organization_id = place.id if place and place.kind == "organization" else None
        model = self._catalog.model(place.id) if place and place.kind == "model" else None
        if model and model.organizations:
            organization_id = model.organizations[0].id
        self.post_message(OpenGraph(organization_id))

    def action_zoom(self) -> None:
        self._zoomed = not self._zoomed
        self._arrange()

    def action_pane(self, step: int) -> None:
        self._focus_pane(PANES[(PANES.index(self._pane) + step) % len(PANES)])

    def action_copy(self) -> None:
        if place := self._trail.here:
            self.post_message(CopyText(name_and_address(self._catalog, place)))

    def action_copy_command(self) -> None:
        """Copy the command whose answer has the ids of the table, in the same order."""
        place = self._trail.here
        if self._pane == "detail" and place:
            command = self._opened.command_of_record(place.id)
        elif self._group_id is not None:
            command = self._opened.command_of_models(self.table.models)
        else:
            command = self._opened.command_of_query(self._answer.query, self._order, self._reverse)
        self.post_message(CopyText(command))

    def action_about(self) -> None:
        self.app.push_screen(about_page(self._catalog, self._ascii))

    def action_theme(self) -> None:
        from genai_tui.tui.themes import next_theme  # imported here: only this action needs it

        self.app.theme = next_theme(self.app.theme)
        self.notify(f"Theme: {self.app.theme.removeprefix('genai-')}", timeout=2)

    def action_help(self) -> None:
        self.app.push_screen(HelpPage(self._ascii))

    def action_step_back(self) -> None:
        """Undo one thing: zoom, query, then a pane to the left."""
        if self._zoomed:
            self.action_zoom()
        elif self._answer.query:
            self._forget_query()
            self._show_models()
        elif self._pane == "detail":
            self._focus_pane("table")
        elif self._pane == "table":
            self._focus_pane("tree")
