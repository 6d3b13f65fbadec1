"""Browse: facet tree, model table, detail. The screen owns query, grouping, order, choice and trail."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import ClassVar, Literal

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import DescendantFocus, Resize
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from genai_tui.catalog.card import model_card, models_of, organization_card
from genai_tui.catalog.export import makers
from genai_tui.catalog.model import Catalog, Model
from genai_tui.catalog.text import safe_line
from genai_tui.search.facets import FACETS, Facet, Group, group
from genai_tui.search.index import Hit, SearchIndex
from genai_tui.tui.commands import BROWSE, bindings, keys_text
from genai_tui.tui.looks import code, hue
from genai_tui.tui.messages import OpenModel, RunCommand
from genai_tui.tui.screens.pages import HelpPage, TextPage, about_items, claim_items
from genai_tui.tui.widgets.bar import Bar
from genai_tui.tui.widgets.detail import Detail, Shown
from genai_tui.tui.widgets.facet_tree import FacetTree
from genai_tui.tui.widgets.lines import Piece
from genai_tui.tui.widgets.model_table import ModelTable
from genai_tui.tui.widgets.query_line import Mode, QueryLine

Order = Literal["best", "name", "organization", "date", "parameters", "weights", "category"]
ORDERS: tuple[Order, ...] = ("best", "name", "organization", "date", "parameters", "weights", "category")
_DESCENDING = frozenset({"date", "parameters"})
_WEIGHTS = ("open", "restricted", "closed")
WIDE, MEDIUM = 100, 80
SMALLEST = (60, 16)


@dataclass(frozen=True, slots=True)
class Place:
    """A record that the detail shows: a model or an organization."""

    kind: Literal["model", "organization"]
    id: str


class BrowseScreen(Screen[None]):
    """The first screen: what there is, and everything about each."""

    # The line's own keys come first and at once, since the next key may be on its way already.
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(BROWSE),
        Binding("enter,down", "enter_line", "Take the line", show=False, priority=True, id="line.enter"),
        Binding("escape", "leave_line", "Leave the line", show=False, priority=True, id="line.leave"),
    ]

    facet_tree = getters.query_one("#tree", FacetTree)
    table = getters.query_one("#table", ModelTable)
    detail = getters.query_one("#detail", Detail)
    line = getters.query_one("#line", QueryLine)
    header = getters.query_one("#header", Bar)
    hint = getters.query_one("#footer", Bar)

    def __init__(
        self,
        catalog: Catalog,
        index: Callable[[], SearchIndex],
        model_id: str | None = None,
        ascii_only: bool = False,
    ) -> None:
        """Show `catalog`; `index` gives its search index, which is built when first asked for."""
        super().__init__()
        self._catalog = catalog
        self._index = index
        self._start_at = model_id
        self._ascii = ascii_only
        self._query = ""
        self._hits: dict[str, Hit] = {}
        self._facet: Facet = "category"
        self._group_id: str | None = None
        self._order: Order = "best"
        self._reverse = False
        self._marked: frozenset[str] = frozenset()
        self._trail: list[Place] = []
        self._at = -1
        self._pane = "tree"
        self._zoomed = False

    def compose(self) -> ComposeResult:
        extra = "-ascii" if self._ascii else None
        yield Bar(id="header", classes=extra)
        with Horizontal(id="panes"):
            yield FacetTree(self._catalog, id="tree", classes=extra)
            yield ModelTable(self._catalog, id="table", classes=extra)
            yield Detail(id="detail", classes=extra)
        with Horizontal(id="ask"):
            yield Static("/", id="sign", markup=False)
            yield QueryLine(id="line")
        yield Bar(id="footer", classes=extra)

    def on_mount(self) -> None:
        self.detail.retitle("Detail")
        self.facet_tree.focus()
        if self._start_at:
            self._visit(Place("model", self._start_at))
            self.table.focus()
        elif self._catalog.models:
            self._visit(Place("model", self._catalog.models[0].id))
        self._show_models()

    # What is shown

    def _matching(self) -> tuple[Model, ...]:
        """Return the models that meet the query, best first."""
        if not self._query.strip():
            self._hits = {}
            return self._catalog.models
        self._hits = {hit.model_id: hit for hit in self._index().find(self._query)}
        return tuple(model for id_ in self._hits if (model := self._catalog.model(id_)))

    def _show_models(self) -> None:
        """Show query, grouping and order anew in tree and table."""
        matching = self._matching()
        groups = group(self._catalog, matching, self._facet)
        self.facet_tree.show(self._facet, groups, len(matching))
        here = next((each for each in groups if each.id == self._group_id), None)
        if here is None:
            self._group_id = None
        models = here.models if here else matching
        place = self._place
        lit = {id_: (hit.matched, hit.spans) for id_, hit in self._hits.items() if hit.spans}
        self.table.show(
            self._ordered(models), self._marked, lit, place.id if place else None, self._nothing()
        )
        self.facet_tree.retitle({"category": "Categories"}.get(self._facet, f"By {self._facet}"))
        marked = f" · {len(self._marked)} marked" if self._marked else ""
        self.table.retitle(
            f"Models · {self._label(here)} · {len(models)} of {len(self._catalog)}",
            f"{self._order} {'up' if self._reverse else 'down'}{marked}",
        )
        self._show_bars()

    def _label(self, here: Group | None) -> str:
        label = here.label if here else "all"
        return f"{label} · /{safe_line(self._query)}" if self._query else label

    def _nothing(self) -> str:
        return f"Nothing found for {safe_line(self._query)!r}. Esc clears the query." if self._query else ""

    def _ordered(self, models: tuple[Model, ...]) -> tuple[Model, ...]:
        """Return models in the chosen order; those whose value is not known come last either way."""
        order = self._order
        if order == "best":
            return tuple(reversed(models)) if self._reverse else models
        valued = [(_value(self._catalog, model, order), model) for model in models]
        known = [(value, model) for value, model in valued if value is not None]
        descending = (order in _DESCENDING) != self._reverse
        known.sort(key=itemgetter(0), reverse=descending)
        return (*(model for _, model in known), *(model for value, model in valued if value is None))

    @property
    def _place(self) -> Place | None:
        return self._trail[self._at] if self._trail else None

    def _show_detail(self) -> None:
        place = self._place
        if place is None:
            return
        if place.kind == "organization":
            known = self._catalog.organization(place.id)
            if known is None:
                self.detail.show(Shown(place.id, "no record of this organization", "dim", ()))
                return
            count = len(models_of(self._catalog, place.id))
            tags = f"{known.kind or 'organization'} · {count} {'model' if count == 1 else 'models'}"
            self.detail.show(Shown(known.name, tags, "dim", organization_card(self._catalog, known)))
            return
        model = self._catalog.model(place.id)
        if model is None:
            return
        letters = code(self._catalog, model.category)
        category = self._catalog.category(model.category)
        label = safe_line(category.label.en) if category else model.category
        tags = f"{letters} {label} · {makers(self._catalog, model)}".rstrip(" ·")
        self.detail.show(
            Shown(model.name, tags, hue(self._catalog, model.category), model_card(self._catalog, model))
        )

    def _show_bars(self) -> None:
        width, height = self.size
        if self.has_class("-small"):
            words = f"This needs {SMALLEST[0]}x{SMALLEST[1]}; here are {width}x{height}."
            self.header.show(((words, "warn"),))
            return
        head = self._catalog.head
        left: list[Piece] = [(" genai-tui", "accent"), (f" · {safe_line(head.title)}", "strong"),
                             (f" · {len(self._catalog)} models", "text"),
                             (f" · {len(self._catalog.organizations)} organizations", "text"),
                             (f" · data {safe_line(head.version)} of {head.date}", "dim")]  # fmt: skip
        self.header.show(tuple(left), ((" Browse ", "accent"),))
        shown = sorted((command for command in BROWSE if command.footer), key=lambda each: each.footer)
        keys: list[Piece] = []
        for command in shown:
            keys += [
                (f" {keys_text(command).split()[0]}", "accent"),
                (f" {command.name.replace('tab', 'next tab')} ", "dim"),
            ]
        self.hint.show(tuple(keys), (("marks ✓ space  ", "dim"),) if self._marked else ())

    @property
    def order(self) -> Order:
        """What the table is sorted by."""
        return self._order

    # The trail

    def _visit(self, place: Place) -> None:
        """Show a record and remember it; going over rows only replaces the last one."""
        if self._place != place:
            self._trail = [*self._trail[: self._at + 1], place]
            self._at = len(self._trail) - 1
        self._show_detail()

    def _glance(self, place: Place) -> None:
        """Show a record that the cursor passes, without a step of its own in the trail."""
        if self._place == place:
            return
        if self._trail:
            self._trail = [*self._trail[: self._at], place]
            self._at = len(self._trail) - 1
        else:
            self._trail, self._at = [place], 0
        self._show_detail()

    def _travel(self, step: int) -> None:
        at = self._at + step
        if not 0 <= at < len(self._trail):
            self.notify("Nothing further back." if step < 0 else "Nothing further on.", timeout=2)
            return
        self._at = at
        self._show_detail()
        place = self._place
        if place and place.kind == "model":
            self._show_models()

    # Facts from the panes

    def on_facet_tree_group_highlighted(self, event: FacetTree.GroupHighlighted) -> None:
        event.stop()
        if event.group_id != self._group_id:
            self._group_id = event.group_id
            self._show_models()
        first = self.table.model
        if self._facet == "organization" and event.group_id:
            self._glance(Place("organization", event.group_id))
        elif first:
            self._glance(Place("model", first.id))

    def on_facet_tree_model_highlighted(self, event: FacetTree.ModelHighlighted) -> None:
        event.stop()
        self._glance(Place("model", event.model_id))
        self._group_id = event.group_id
        self._show_models()

    def on_facet_tree_chosen(self, event: FacetTree.Chosen) -> None:
        event.stop()
        self._focus_pane("detail" if event.model_id else "table")

    def on_model_table_highlighted(self, event: ModelTable.Highlighted) -> None:
        event.stop()
        self._glance(Place("model", event.model_id))

    def on_model_table_chosen(self, event: ModelTable.Chosen) -> None:
        event.stop()
        self._glance(Place("model", event.model_id))
        self._focus_pane("detail")

    def on_model_table_marked(self, event: ModelTable.Marked) -> None:
        event.stop()
        self._marked = self._marked ^ {event.model_id}
        self._show_models()
        self.table.action_move(1)

    def on_detail_followed(self, event: Detail.Followed) -> None:
        event.stop()
        link = event.link
        if link.kind == "web":
            self.app.copy_to_clipboard(link.id)
            self.notify(f"Address copied: {safe_line(link.id)}", markup=False, timeout=4)
        elif link.kind == "organization":
            self._visit(Place("organization", link.id))
        else:
            self.go_to(link.id)

    def go_to(self, model_id: str) -> None:
        """Show a model in all panes, whatever query and group stood before."""
        if model_id not in {model.id for model in self.table.models}:
            self._group_id = None
            if self._query and model_id not in self._hits:
                self._query = ""
        self._visit(Place("model", model_id))
        self._show_models()

    # The query and command line

    def on_query_line_typed(self, event: QueryLine.Typed) -> None:
        event.stop()
        self._query = event.query
        self._group_id = None
        self._show_models()
        first = self.table.model
        if self._query and first:
            self.table.cursor = 1
            best = self.table.model or first
            self._glance(Place("model", best.id))

    async def action_enter_line(self) -> None:
        """Take what stands on the line: a query goes on to the table, a command is done."""
        self.query_one("#ask").remove_class("-open")
        if self.line.mode == "query":
            self._focus_pane("table")
        else:
            self._focus_pane(self._pane)
            await self._do(self.line.value.strip())

    def action_leave_line(self) -> None:
        """Close the line; a query on it is given up."""
        self.query_one("#ask").remove_class("-open")
        if self.line.mode == "query" and self._query:
            self._query = ""
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
        command = next((each for each in BROWSE if text in (each.name, each.id)), None)
        if command:
            await self.run_action(command.action)
            return
        hits = self._index().find(text)
        if hits:
            self.go_to(hits[0].model_id)
            self._focus_pane("detail")
        else:
            self.notify(f"No command and no model: {safe_line(text)}", severity="warning", markup=False)

    # Panes

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        if event.widget.id in ("tree", "table", "detail"):
            self._pane = event.widget.id
            self._arrange()

    def _focus_pane(self, name: str) -> None:
        self._pane = name
        self._arrange()
        self.set_focus(self.query_one(f"#{name}", Widget))

    def _visible(self) -> tuple[str, ...]:
        """Return the panes that the width has room for, the current one always among them."""
        if self._zoomed or self.size.width < MEDIUM:
            return (self._pane,)
        if self.size.width >= WIDE:
            return ("tree", "table", "detail")
        return ("tree", "table") if self._pane == "tree" else ("table", "detail")

    def _arrange(self) -> None:
        visible = self._visible()
        for pane in (self.facet_tree, self.table, self.detail):
            pane.display = pane.id in visible
        panes = self.query_one("#panes")
        for name in ("tree", "table", "detail"):
            panes.set_class(visible == (name,), f"-only-{name}")
        panes.set_class(len(visible) == 2, "-two")
        small = self.size.width < SMALLEST[0] or self.size.height < SMALLEST[1]
        self.set_class(small, "-small")
        self._show_bars()

    def on_resize(self, event: Resize) -> None:
        self._arrange()

    # Actions, named in the table of commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave `/` and `:` to the line while it is being typed on, and give it Enter and Esc."""
        typing = self.focused is self.line
        if action in ("search", "line"):
            return not typing
        return typing if action in ("enter_line", "leave_line") else True

    def action_search(self) -> None:
        self._ask("query", self._query)

    def action_line(self) -> None:
        self._ask("command", "")

    def _ask(self, mode: Mode, text: str) -> None:
        self.query_one("#sign", Static).update({"query": "/", "command": ":"}[mode])
        self.query_one("#ask").add_class("-open")
        self.line.open(mode, text)

    def action_regroup(self) -> None:
        self._facet = FACETS[(FACETS.index(self._facet) + 1) % len(FACETS)]
        self._group_id = None
        self._show_models()
        if not self.facet_tree.display:
            self._focus_pane("tree")

    def action_sort(self) -> None:
        self._order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._reverse = False
        self._show_models()

    def action_reverse(self) -> None:
        self._reverse = not self._reverse
        self._show_models()

    def action_tab(self, step: int) -> None:
        self.detail.turn(step)

    def action_sources(self) -> None:
        place = self._place
        if place is None:
            return
        record = (self._catalog.model if place.kind == "model" else self._catalog.organization)(place.id)
        if record is None:
            return
        item = self.detail.item if self._pane == "detail" else None
        whole = (
            ("organizations", "released", "parameters", "category") if place.kind == "model" else ("name",)
        )
        fields = (item.field,) if item and item.field else whole
        items = claim_items(self._catalog, record, fields)
        self.app.push_screen(
            TextPage(f"What stands behind it · {safe_line(record.name)}", items, self._ascii)
        )

    def action_back(self) -> None:
        self._travel(-1)

    def action_forward(self) -> None:
        self._travel(1)

    def action_zoom(self) -> None:
        self._zoomed = not self._zoomed
        self._arrange()

    def action_pane(self, step: int) -> None:
        names = ("tree", "table", "detail")
        self._focus_pane(names[(names.index(self._pane) + step) % 3])

    def action_copy(self) -> None:
        place = self._place
        if place is None:
            return
        model = self._catalog.model(place.id) if place.kind == "model" else None
        text = place.id
        if model:
            address = (
                f" https://arxiv.org/abs/{model.paper.arxiv}" if model.paper and model.paper.arxiv else ""
            )
            text = f"{safe_line(model.name)}{address}"
        elif organization := self._catalog.organization(place.id):
            text = f"{safe_line(organization.name)} {organization.homepage or ''}".strip()
        self._copy(text)

    def action_copy_command(self) -> None:
        """Copy the command whose answer has the ids of the table, in the same order."""
        if self._pane == "detail" and self._place and self._place.kind == "model":
            self._copy(f"genai-tui show {self._place.id}")
        elif self._group_id is not None or self._order != "best" or self._reverse:
            ids = " ".join(model.id for model in self.table.models)
            self._copy(f"printf '%s\\n' {ids} | genai-tui list -")
        elif self._query.strip():
            self._copy(f"genai-tui list -- {shlex.quote(safe_line(self._query.strip()))}")
        else:
            self._copy("genai-tui list")

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self.notify(f"Sent to the clipboard: {text}", markup=False, timeout=4)

    def action_about(self) -> None:
        self.app.push_screen(
            TextPage(safe_line(self._catalog.head.title), about_items(self._catalog), self._ascii)
        )

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
        elif self._query:
            self._query = ""
            self._show_models()
        elif self._pane == "detail":
            self._focus_pane("table")
        elif self._pane == "table":
            self._focus_pane("tree")


def _value(catalog: Catalog, model: Model, order: Order) -> str | int | None:
    """Return what a model is sorted by; None is not known."""
    match order:
        case "name":
            return model.name.casefold()
        case "organization":
            return makers(catalog, model).casefold() or None
        case "date":
            return model.released.date if model.released else None
        case "parameters":
            return model.headline_parameters.count if model.headline_parameters else None
        case "weights":
            return _WEIGHTS.index(model.weights) if model.weights else None
        case _:
            ids = [category.id for category in catalog.categories]
            return ids.index(model.category) if model.category in ids else None
